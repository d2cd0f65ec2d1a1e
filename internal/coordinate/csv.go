package coordinate

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// WriteCSV writes the matrix with a line a party and an authority that has
// acted: party, name, kind, authority, first, date_kind, lag_days, delisted,
// programmes, refs, measures. Lists in a cell are joined by "; ".
func (m *Matrix) WriteCSV(w io.Writer) error {
	cw := csv.NewWriter(w)
	rows := [][]string{{"party", "name", "kind", "authority", "first", "date_kind", "lag_days", "delisted", "programmes", "refs", "measures"}}
	for _, r := range m.Rows {
		for _, a := range m.Authorities {
			c := r.Cells[a]
			if c == nil {
				continue
			}
			lag := ""
			if c.LagDays != nil {
				lag = strconv.Itoa(*c.LagDays)
			}
			rows = append(rows, []string{string(r.Party), r.Name, string(r.Kind), string(a), c.First.String(), string(c.DateKind), lag,
				c.Delisted.String(), joined(c.Programmes), joined(c.Refs), joined(c.Measures)})
		}
	}
	for _, row := range rows {
		for i := range row {
			row[i] = inert(row[i])
		}
		if err := cw.Write(row); err != nil {
			return err
		}
	}
	cw.Flush()
	return cw.Error()
}

func joined[T ~string](all []T) string {
	s := make([]string, len(all))
	for i, v := range all {
		s[i] = string(v)
	}
	return strings.Join(s, "; ")
}

// inert keeps a spreadsheet from taking a published name for a formula.
func inert(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		if _, err := strconv.Atoi(s); err != nil {
			return "'" + s
		}
	}
	return s
}
