package coordinate

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"cordon"
	"cordon/internal/inert"
)

// WriteCSV writes the matrix with one line per party and authority: party, name,
// kind, authority, state, first, date_kind, lag_days, delisted, programmes,
// refs, measures, absent_on. Lists in a cell are joined by "; ". The state is listed,
// delisted, not-listed, absent (not on the list of the day absent_on, which is too
// old to prove more) or unknown.
func (m *Matrix) WriteCSV(w io.Writer) error {
	cw := inert.NewCSV(w)
	rows := [][]string{{
		"party", "name", "kind", "authority", "state", "first", "date_kind", "lag_days", "delisted", "programmes", "refs",
		"measures", "absent_on",
	}}
	for i := range m.Rows {
		for _, a := range m.Authorities {
			rows = append(rows, m.Rows[i].line(a))
		}
	}
	for _, row := range rows {
		if err := cw.Write(row); err != nil {
			return err
		}
	}
	return cw.Flush()
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
	copy(line[5:], []string{
		c.First.String(), string(c.DateKind), lag, c.Delisted.String(), joined(c.Programmes), joined(c.Refs),
		joined(c.Measures),
	})
	return line
}

func joined[T ~string](all []T) string {
	s := make([]string, len(all))
	for i, v := range all {
		s[i] = string(v)
	}
	return strings.Join(s, "; ")
}
