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
// refs, measures, absent_on, and what the dates prove: not_before and not_after of
// the first act, lag_least and lag_most where the lag is not known to the day,
// delisted_not_before and delisted_not_after, and mover: first, together (with
// others on one day), first-known (not proven to be the first) or open (it may
// have been earlier). Lists in a cell are joined by "; ". The state is listed,
// delisted, not-listed, absent (not on the list of the day absent_on, which is too
// old to prove more) or unknown. An end that is not proven is empty.
func (m *Matrix) WriteCSV(w io.Writer) error {
	cw := inert.NewCSV(w)
	rows := [][]string{csvColumns}
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

// csvColumns are the columns of WriteCSV; new ones come last.
var csvColumns = []string{
	"party", "name", "kind", "authority", "state", "first", "date_kind", "lag_days", "delisted", "programmes", "refs",
	"measures", "absent_on", "not_before", "not_after", "lag_least", "lag_most", "delisted_not_before", "delisted_not_after", "mover",
}

// line is one cell of the matrix as a line of CSV.
func (r *Row) line(a cordon.AuthorityID) []string {
	line := make([]string, len(csvColumns))
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
	switch {
	case !c.Delisted.IsZero():
		line[4] = "delisted"
	case !c.Unsure:
		line[4] = "listed"
	}
	copy(line[5:], []string{
		c.First.String(), string(c.DateKind), number(c.LagDays), c.Delisted.String(), joined(c.Programmes), joined(c.Refs),
		joined(c.Measures), "", c.Begin.NotBefore.String(), c.Begin.NotAfter.String(),
	})
	if c.LagRange != nil {
		copy(line[15:], []string{strconv.Itoa(c.LagRange.Least), number(c.LagRange.Most)})
	}
	if c.End != nil {
		copy(line[17:], []string{c.End.NotBefore.String(), c.End.NotAfter.String()})
	}
	line[19] = r.mover(a)
	return line
}

// mover is an authority's part in the question who was first.
func (r *Row) mover(a cordon.AuthorityID) string {
	switch {
	case r.First == a:
		return "first"
	case slices.Contains(r.Together, a):
		return "together"
	case r.FirstKnown == a:
		return "first-known"
	case slices.Contains(r.Open, a):
		return "open"
	}
	return ""
}

// number is a number of days, empty when it is not known.
func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func joined[T ~string](all []T) string {
	s := make([]string, len(all))
	for i, v := range all {
		s[i] = string(v)
	}
	return strings.Join(s, "; ")
}
