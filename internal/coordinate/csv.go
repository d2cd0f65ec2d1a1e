package coordinate

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"cordon"
)

// WriteCSV writes the matrix with a line a party and an authority: party, name,
// kind, authority, state, first, date_kind, lag_days, delisted, programmes,
// refs, measures, absent_on. Lists in a cell are joined by "; ". The state is listed,
// delisted, not-listed, absent (not on the list of the day absent_on, which is too
// old to prove more) or unknown.
func (m *Matrix) WriteCSV(w io.Writer) error {
	cw := csv.NewWriter(w)
	rows := [][]string{{"party", "name", "kind", "authority", "state", "first", "date_kind", "lag_days", "delisted", "programmes", "refs", "measures", "absent_on"}}
	for i := range m.Rows {
		for _, a := range m.Authorities {
			rows = append(rows, m.Rows[i].line(a))
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

// line is one cell of the matrix as a line of CSV.
func (r *Row) line(a cordon.AuthorityID) []string {
	line := make([]string, 13)
	copy(line, []string{string(r.Party), r.Name, string(r.Kind), string(a), "unknown"})
	c := r.Cells[a]
	if c == nil {
		if slices.Contains(r.Not, a) {
			line[4] = "not-listed"
		} else if on, ok := r.Absent[a]; ok {
			line[4], line[12] = "absent", on.String()
		}
		return line
	}
	lag := ""
	if c.LagDays != nil {
		lag = strconv.Itoa(*c.LagDays)
	}
	switch {
	case !c.Delisted.IsZero():
		line[4] = "delisted"
	case !c.Unsure:
		line[4] = "listed"
	}
	copy(line[5:], []string{c.First.String(), string(c.DateKind), lag, c.Delisted.String(), joined(c.Programmes), joined(c.Refs), joined(c.Measures)})
	return line
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
	first, _ := utf8.DecodeRuneInString(s)
	if s == "" || !strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return s
	}
	if _, err := strconv.Atoi(s); err == nil {
		return s
	}
	return "'" + s
}
