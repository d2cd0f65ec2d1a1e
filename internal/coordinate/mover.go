package coordinate

import (
	"slices"

	"cordon"
	"cordon/internal/listing"
)

// acted are the authorities that have a cell, in the order of the columns.
func (r *Row) acted() []cordon.AuthorityID {
	return slices.DeleteFunc(columns(), func(a cordon.AuthorityID) bool { return r.Cells[a] == nil })
}

// movers finds who acted first. The first mover is proven when the last day that
// its evidence allows is before the first day that any other's allows; several
// are proven when they acted on one day. Else the row names the earliest day that
// is known, and whose date is open.
func (r *Row) movers() {
	acted := r.acted()
	lead, ok := r.earliest(acted)
	if !ok {
		return
	}
	first := r.Cells[lead].Begin
	for _, a := range acted {
		switch b := r.Cells[a].Begin; {
		case a == lead, first.Exact() && b.Exact() && b.NotBefore == first.NotBefore:
			r.Together = append(r.Together, a)
		case !first.Before(b):
			r.Open = append(r.Open, a)
		}
	}
	switch {
	case len(r.Open) > 0:
		r.FirstKnown, r.Together = lead, nil
	case len(r.Together) == 1:
		r.First, r.Together = lead, nil
	}
}

// earliest is the authority that acted by the earliest day; of several, one whose
// day is exact, then the first column. One that may not have acted up to the
// matrix's day is not first.
func (r *Row) earliest(acted []cordon.AuthorityID) (lead cordon.AuthorityID, ok bool) {
	for _, a := range acted {
		b := r.Cells[a].Begin
		if b.NotAfter.IsZero() || r.Cells[a].Unsure {
			continue
		}
		if ok {
			switch c := b.NotAfter.Compare(r.Cells[lead].Begin.NotAfter); {
			case c > 0, c == 0 && (r.Cells[lead].Begin.Exact() || !b.Exact()):
				continue
			}
		}
		lead, ok = a, true
	}
	return lead, ok
}

// Lead is the authority with the first day that the row knows, proven to be the
// first or not; empty when no day is known.
func (r *Row) Lead() cordon.AuthorityID {
	switch {
	case r.First != "":
		return r.First
	case len(r.Together) > 0:
		return r.Together[0]
	}
	return r.FirstKnown
}

// FirstMover reports whether an authority is proven to have acted first, alone or
// with others on one day.
func (r *Row) FirstMover(a cordon.AuthorityID) bool {
	return a != "" && (r.First == a || slices.Contains(r.Together, a))
}

// lags finds how long after the first act each authority followed. A number of
// days needs both days; else the lag has bounds, or is not known.
func (r *Row) lags() {
	var begins []listing.Span
	for _, a := range r.acted() {
		begins = append(begins, r.Cells[a].Begin)
	}
	first := listing.Earliest(begins...)
	for a, c := range r.Cells {
		switch {
		case first.Exact() && c.Begin.Exact():
			days := c.Begin.NotBefore.Days(first.NotBefore)
			c.LagDays = &days
		case !r.FirstMover(a) && r.FirstKnown != a && !c.Unsure:
			c.LagRange = listing.LagOf(first, c.Begin)
		}
	}
}

// Movers counts the rows whose first mover is proven, and those that have only a
// first known, since the dates of others are open.
func (m *Matrix) Movers() (proven, open int) {
	for i := range m.Rows {
		switch r := &m.Rows[i]; {
		case r.FirstKnown != "":
			open++
		case r.Lead() != "":
			proven++
		}
	}
	return proven, open
}
