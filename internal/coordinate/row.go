package coordinate

import (
	"slices"

	"cordon"
	"cordon/internal/listing"
)

// A view is the day that a comparison is about, and what we hold for it.
type view struct {
	day       cordon.Date
	held      map[cordon.AuthorityID]Coverage
	newest    map[cordon.ListID]cordon.Snapshot
	published map[cordon.SnapshotID]cordon.Date
	closed    map[cordon.ListID]cordon.List // lists that their publisher replaced by another
}

// view looks at all snapshots of one state of the store.
func (s *Service) view(snaps []cordon.Snapshot, day cordon.Date) view {
	v := view{
		day: day, held: s.coverage(snaps, day), newest: nearest(snaps, ever),
		published: map[cordon.SnapshotID]cordon.Date{}, closed: map[cordon.ListID]cordon.List{},
	}
	for i := range snaps {
		v.published[snaps[i].ID] = publishedOn(&snaps[i])
	}
	for _, l := range s.Lists {
		if l.SupersededBy != "" {
			v.closed[l.ID] = l
		}
	}
	return v
}

// endOf is the day a listing ended, as far as we know. A closed list's entry
// has ended with the list once we hold the one that took its place: a listing
// that continues is there, and in the same cell.
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

// notYet reports whether a listing had certainly not begun on the view's day.
// The authority's own act and the day we saw it begin prove that; so does a
// date copied from the UN, since no authority copies an act before it is made.
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
	told := map[cordon.AuthorityID]*dates{}
	var over []cordon.Listing
	for _, e := range sub.entries {
		for _, l := range p.listings[e] {
			if v.notYet(l) {
				later[l.Authority] = later[l.Authority] || l.DateKind == cordon.OwnDate
				continue
			}
			if told[l.Authority] == nil {
				told[l.Authority] = &dates{}
			}
			told[l.Authority].add(l)
			switch {
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
	for a, c := range row.Cells {
		if d := told[a].first(); !d.day.IsZero() {
			c.First, c.DateKind = d.day, d.kind
		}
	}
	row.lags()
	row.lacks(v, later)
	return row
}

// lacks finds the authorities that have not acted by the view's day, and the
// lists that did not contain the party but are too old to prove that.
func (r *Row) lacks(v view, later map[cordon.AuthorityID]bool) {
	for _, a := range columns() {
		c, state := r.Cells[a], v.held[a].State
		if off := c == nil || !c.Delisted.IsZero(); off && (state == Full || c == nil && later[a]) {
			r.Not = append(r.Not, a)
		} else if on := v.held[a].Published; off && state == Stale && on.Before(v.day) {
			r.absent(a, on)
		}
	}
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
	c.Unsure = unsure && (len(c.Refs) == 0 || c.Unsure) // one that is certain is enough
	c.tell(l)
}

// close puts an ended listing into the cell: a cell with a listing in force
// shows only those, but its first date may be that of an ended one.
func (c *Cell) close(l cordon.Listing, end cordon.Date) {
	if len(c.Refs) > 0 && c.Delisted.IsZero() {
		return
	}
	if c.Delisted.Before(end) {
		c.Delisted = end
	}
	c.tell(l)
}

func (c *Cell) tell(l cordon.Listing) {
	if l.Programme != "" {
		c.Programmes = with(c.Programmes, l.Programme)
	}
	c.Refs = with(c.Refs, l.Entry)
	for _, m := range l.Measures {
		c.Measures = with(c.Measures, m)
	}
}

// A dated is a listing date and what kind of date it is.
type dated struct {
	day  cordon.Date
	kind cordon.DateKind
}

// sooner reports whether d proves an earlier start than o: an earlier day, or
// the same day by a better kind of date, or by one that is not circa.
func (d dated) sooner(o dated) bool {
	if o.day.IsZero() || d.day.Compare(o.day) != 0 {
		return o.day.IsZero() || d.day.Before(o.day)
	}
	if a, b := listing.Rank(d.kind), listing.Rank(o.kind); a != b {
		return a < b
	}
	return !d.day.Circa && o.day.Circa
}

// dates are the best of the dates that an authority's listings have.
type dates struct {
	exact dated // the first day of its own act, or on which we saw it
	bound dated // the first bound: listed then or earlier
	other dated // the best of those that are not exact: the better kind, then the earlier day
}

// add takes a listing's date.
func (k *dates) add(l cordon.Listing) {
	if l.Listed.IsZero() {
		return
	}
	d := dated{l.Listed, l.DateKind}
	if decides(d.kind) {
		if d.sooner(k.exact) {
			k.exact = d
		}
	} else if r := listing.Rank(d.kind) - listing.Rank(k.other.kind); k.other.day.IsZero() || r < 0 || r == 0 && d.sooner(k.other) {
		k.other = d
	}
	if bounds(d.kind) && d.sooner(k.bound) {
		k.bound = d
	}
}

// first is the first date of the authority: that of its own act, or on which
// we saw it, unless a bound before that day proves an earlier act.
func (k *dates) first() dated {
	switch {
	case k.exact.day.IsZero():
		return k.other
	case !k.bound.day.IsZero() && k.bound.day.Last().Before(k.exact.day.First()):
		return k.bound
	}
	return k.exact
}

// decides reports whether a date of that kind may be compared with another
// authority's.
func decides(k cordon.DateKind) bool { return listing.KindOf(k).Exact }

// bounds reports whether a date of that kind only shows that the listing is
// that old or older.
func bounds(k cordon.DateKind) bool { return listing.KindOf(k).Bound() }

// exact reports whether the cell's first date is a day that may be compared
// with another's.
func (c *Cell) exact() bool {
	return c != nil && decides(c.DateKind) && c.First.Day != 0 && !c.First.Circa
}

// lags finds the first mover and the days that the others came after it. Where
// a bound proves that another authority was before the first exact date, that
// one is the first mover, and no lag is counted: its day is not known.
func (r *Row) lags() {
	acted := slices.DeleteFunc(columns(), func(a cordon.AuthorityID) bool { return !r.Cells[a].exact() })
	for _, a := range acted {
		if r.First == "" || r.Cells[a].First.Before(r.Cells[r.First].First) {
			r.First = a
		}
	}
	if a := r.before(); a != "" {
		r.First = a
		return
	}
	for _, a := range acted {
		days := r.Cells[a].First.Days(r.Cells[r.First].First)
		r.Cells[a].LagDays = &days
	}
}

// before is the authority whose bound lies before the first mover's day, the
// earliest of them; empty when there is none.
func (r *Row) before() cordon.AuthorityID {
	var found cordon.AuthorityID
	for _, a := range columns() {
		c := r.Cells[a]
		if r.First == "" || c == nil || !bounds(c.DateKind) || !c.First.Last().Before(r.Cells[r.First].First.First()) {
			continue
		}
		if found == "" || c.First.Before(r.Cells[found].First) {
			found = a
		}
	}
	return found
}
