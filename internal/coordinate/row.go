package coordinate

import (
	"context"
	"slices"

	"cordon"
)

// A view is the day that a comparison is about, and what we hold for it.
type view struct {
	day       cordon.Date
	held      map[cordon.AuthorityID]Coverage
	newest    map[cordon.ListID]cordon.Snapshot
	published map[cordon.SnapshotID]cordon.Date
	closed    map[cordon.ListID]cordon.List // lists that their publisher gave up for another one
}

func (s *Service) view(ctx context.Context, day cordon.Date) (view, error) {
	snaps, err := s.Store.Snapshots(ctx, "")
	if err != nil {
		return view{}, err
	}
	v := view{day: day, held: s.coverage(snaps, day), newest: newest(snaps), published: map[cordon.SnapshotID]cordon.Date{}, closed: map[cordon.ListID]cordon.List{}}
	for i := range snaps {
		v.published[snaps[i].ID] = publishedOn(&snaps[i])
	}
	for _, l := range s.Lists {
		if l.SupersededBy != "" {
			v.closed[l.ID] = l
		}
	}
	return v, nil
}

// endOf is the day a listing ended, as far as we know. A closed list's entry
// has ended with the list once we hold the one that took its place: a listing
// that goes on stands there, and in the same cell.
func (v view) endOf(l cordon.Listing) cordon.Date {
	old, closed := v.closed[l.List]
	if !l.Delisted.IsZero() || !closed {
		return l.Delisted
	}
	if next, ok := v.newest[old.SupersededBy]; ok && !next.Starter {
		return old.Closed
	}
	return cordon.Date{}
}

// ended reports whether a listing was over on the view's day.
func (v view) ended(l cordon.Listing) bool {
	end := v.endOf(l)
	return !end.IsZero() && !v.day.Before(end)
}

// notYet reports whether a listing had surely not begun on the view's day. The
// authority's own act and the day we saw it begin tell that; so does a date
// copied from the UN, since nobody copies an act before it is made.
func (v view) notYet(l cordon.Listing) bool {
	return !l.Listed.IsZero() && (decides(l.DateKind) || l.DateKind == cordon.UNDate) && v.day.First().Before(l.Listed.First())
}

// unsure reports whether a listing may have begun after the view's day: its
// date is only a bound or vague, and we saw it for the first time later.
func (v view) unsure(l cordon.Listing) bool {
	if !l.Listed.IsZero() && !v.day.First().Before(l.Listed.Last()) {
		return false
	}
	return v.day.Before(v.published[l.Snapshot])
}

// row is one party's line: its listings up to the view's day, by authority.
func (p *picture) row(sub *subject, v view) Row {
	row := Row{Party: sub.id, Name: sub.name, Kind: sub.kind, Cells: map[cordon.AuthorityID]*Cell{}, Not: []cordon.AuthorityID{}}
	later := map[cordon.AuthorityID]bool{}
	var over []cordon.Listing
	for _, e := range sub.entries {
		for _, l := range p.listings[e] {
			switch {
			case v.notYet(l):
				later[l.Authority] = later[l.Authority] || l.DateKind == cordon.OwnDate
			case v.ended(l):
				over = append(over, l)
			default:
				row.cell(l).hold(l, v.unsure(l))
			}
		}
	}
	for _, l := range over {
		row.cell(l).close(l, v.endOf(l))
	}
	row.lags()
	for _, a := range columns() {
		c, state := row.Cells[a], v.held[a].State
		if off := c == nil || !c.Delisted.IsZero(); off && (state == Full || state == Stale && c == nil && later[a]) {
			row.Not = append(row.Not, a)
		} else if on := v.held[a].Published; off && state == Stale && on.Before(v.day) {
			row.absent(a, on)
		}
	}
	return row
}

// absent notes that an authority's list of that day does not have the party.
func (r *Row) absent(a cordon.AuthorityID, on cordon.Date) {
	if r.Absent == nil {
		r.Absent = map[cordon.AuthorityID]cordon.Date{}
	}
	r.Absent[a] = on
}

// cell is the cell of a listing's authority.
func (r *Row) cell(l cordon.Listing) *Cell {
	c := r.Cells[l.Authority]
	if c == nil {
		c = &Cell{DateKind: cordon.UnknownDate, Programmes: []cordon.ProgrammeID{}, Refs: []cordon.EntryID{}}
		r.Cells[l.Authority] = c
	}
	return c
}

// hold puts a listing in force into the cell. All that are in force come before
// those that have ended.
func (c *Cell) hold(l cordon.Listing, unsure bool) {
	c.Unsure = unsure && (len(c.Refs) == 0 || c.Unsure) // one that is sure is enough
	c.tell(l)
}

// close puts an ended listing into the cell: a cell with a listing in force
// tells of those only, but its first date may be that of an ended one.
func (c *Cell) close(l cordon.Listing, end cordon.Date) {
	if len(c.Refs) > 0 && c.Delisted.IsZero() {
		c.earliest(l)
		return
	}
	if c.Delisted.Before(end) {
		c.Delisted = end
	}
	c.tell(l)
}

func (c *Cell) tell(l cordon.Listing) {
	c.earliest(l)
	if l.Programme != "" {
		c.Programmes = with(c.Programmes, l.Programme)
	}
	c.Refs = with(c.Refs, l.Entry)
	for _, m := range l.Measures {
		c.Measures = with(c.Measures, m)
	}
}

// rank orders the kinds of date by how far they prove the authority's own act.
var rank = map[cordon.DateKind]int{cordon.OwnDate: 0, cordon.ObservedDate: 1, cordon.UNDate: 2, cordon.LawDate: 3, cordon.AmendedDate: 4, cordon.SeenDate: 5, cordon.UnknownDate: 6, "": 6}

// earliest keeps the first date of the authority: a date of its own act, or on
// which we saw it, wins over the other kinds, and of those two the earlier day;
// else the better kind wins, and of one kind the earlier day.
func (c *Cell) earliest(l cordon.Listing) {
	if l.Listed.IsZero() {
		return
	}
	earlier := l.Listed.Before(c.First)
	if l.Listed == c.First {
		earlier = rank[l.DateKind] < rank[c.DateKind]
	}
	a, b := decides(c.DateKind), decides(l.DateKind)
	switch {
	case c.First.IsZero(), b && !a, a && b && earlier:
	case !a && !b && (rank[l.DateKind] < rank[c.DateKind] || rank[l.DateKind] == rank[c.DateKind] && earlier):
	default:
		return
	}
	c.First, c.DateKind = l.Listed, l.DateKind
}

// decides reports whether a date of that kind may be held against another
// authority's: only the authority's own act, or the day we saw it listed.
func decides(k cordon.DateKind) bool { return k == cordon.OwnDate || k == cordon.ObservedDate }

// exact reports whether the cell's first date is a day that may be held
// against another's.
func (c *Cell) exact() bool {
	return c != nil && decides(c.DateKind) && c.First.Day != 0 && !c.First.Circa
}

// lags finds the first mover and the days that the others came after it.
func (r *Row) lags() {
	acted := slices.DeleteFunc(columns(), func(a cordon.AuthorityID) bool { return !r.Cells[a].exact() })
	for _, a := range acted {
		if r.First == "" || r.Cells[a].First.Before(r.Cells[r.First].First) {
			r.First = a
		}
	}
	for _, a := range acted {
		days := r.Cells[a].First.Days(r.Cells[r.First].First)
		r.Cells[a].LagDays = &days
	}
}
