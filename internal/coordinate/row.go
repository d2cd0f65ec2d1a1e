package coordinate

import (
	"cordon"
	"cordon/internal/listing"
)

// A view is the day that a comparison is about, and what we hold for it.
type view struct {
	day     cordon.Date
	held    map[cordon.AuthorityID]Coverage
	newest  map[cordon.ListID]cordon.Snapshot
	seen    map[cordon.SnapshotID]listing.Seen
	follows map[cordon.ListID]map[cordon.Date]cordon.Date // days of a list's snapshots, each with the day of the one before
	closed  map[cordon.ListID]cordon.List                 // lists that their publisher replaced by another
}

// view looks at all snapshots of one state of the store.
func (s *Service) view(snaps []cordon.Snapshot, day cordon.Date) view {
	v := view{
		day: day, held: s.coverage(snaps, day), newest: nearest(snaps, ever),
		seen: map[cordon.SnapshotID]listing.Seen{}, follows: map[cordon.ListID]map[cordon.Date]cordon.Date{},
		closed: map[cordon.ListID]cordon.List{},
	}
	byID := map[cordon.SnapshotID]*cordon.Snapshot{}
	last := map[cordon.ListID]cordon.Date{}
	for i := range snaps {
		sn := &snaps[i]
		byID[sn.ID] = sn
		was := byID[sn.Previous]
		seen := listing.Seen{Snapshot: sn.ID, On: sn.Day(), Alone: was == nil}
		if was != nil && whole(was) {
			seen.Lacked = was.Day()
		}
		v.seen[sn.ID] = seen
		if v.follows[sn.List] == nil {
			v.follows[sn.List] = map[cordon.Date]cordon.Date{}
		}
		if on := listing.PublishedOn(sn); last[sn.List] != on {
			v.follows[sn.List][on] = last[sn.List]
			last[sn.List] = on
		}
	}
	for _, l := range s.Lists {
		if l.SupersededBy != "" {
			v.closed[l.ID] = l
		}
	}
	return v
}

// whole reports whether a snapshot proves what it lacks: it is the publisher's, of a
// day that is known, and all of it was there and read.
func whole(sn *cordon.Snapshot) bool {
	return !sn.Starter && !sn.Undated && sn.Problems == 0 && !sn.Partial()
}

// begin is the span in which a listing began.
func (v view) begin(l cordon.Listing) listing.Span { return listing.Begin(l, v.seen[l.Snapshot]) }

// end is the span in which a listing ended, nil when it is in force as far as we
// know. A closed list's entry has ended with the list once we hold the one that
// took its place: a listing that continues is there, and in the same cell.
func (v view) end(l cordon.Listing) *listing.Span {
	old, closed := v.closed[l.List]
	var end listing.Span
	switch next, ok := v.newest[old.SupersededBy]; {
	case !l.Delisted.IsZero():
		end = v.delisted(l)
	case closed && ok && !next.Starter:
		end = listing.Closed(v.lastOf(l.List), old.Closed)
	default:
		return nil
	}
	return &end
}

// lastOf is the day of a list's newest snapshot.
func (v view) lastOf(l cordon.ListID) cordon.Date {
	sn := v.newest[l]
	return sn.Day()
}

// delisted is the span of an end on a day that the list prints, or on which a
// snapshot of it no longer had the listing. Where both are one day, it is taken for the snapshot's, which proves less.
func (v view) delisted(l cordon.Listing) listing.Span {
	if _, ok := v.follows[l.List][l.Delisted]; !ok {
		return listing.Printed(l.Delisted)
	}
	// The snapshot before may have lacked it as well, with its removal held: it gives no first day.
	return listing.Gone(l.List, cordon.Date{}, l.Delisted)
}

// ended reports whether a listing was certainly over on the view's day.
func (v view) ended(l cordon.Listing) bool {
	end := v.end(l)
	return end != nil && end.By(v.day)
}

// unsure reports whether a listing may not have been in force on the view's day:
// it may have begun after it, having been seen for the first time later, or have
// ended before it, having been seen for the last time earlier.
func (v view) unsure(l cordon.Listing) bool {
	if !v.begin(l).By(v.day) && v.day.Before(v.seen[l.Snapshot].On) {
		return true
	}
	end := v.end(l)
	if end == nil {
		return false
	}
	had := end.NotBefore
	if on, ok := v.follows[l.List][l.Delisted]; ok {
		had = on
	}
	return !had.IsZero() && had.Before(v.day) && v.day.Before(end.NotAfter)
}

// row is one party's line: its listings up to the view's day, by authority.
func (p *picture) row(sub *subject, v view) Row {
	row := Row{Party: sub.id, Name: sub.name, Kind: sub.kind, Cells: map[cordon.AuthorityID]*Cell{}, Not: []cordon.AuthorityID{}}
	later := map[cordon.AuthorityID]bool{}
	told := map[cordon.AuthorityID]*dates{}
	var over []cordon.Listing
	for _, e := range sub.entries {
		for _, l := range p.listings[e] {
			if v.begin(l).After(v.day) {
				later[l.Authority] = later[l.Authority] || l.DateKind == cordon.OwnDate
				continue
			}
			if told[l.Authority] == nil {
				told[l.Authority] = &dates{}
			}
			told[l.Authority].add(l, v.begin(l))
			switch {
			case v.ended(l):
				over = append(over, l)
			default:
				row.cell(l).hold(l, v.unsure(l))
			}
		}
	}
	for _, l := range over {
		row.cell(l).close(l, v.end(l))
	}
	for a, c := range row.Cells {
		if d := told[a].first(); !d.day.IsZero() {
			c.First, c.DateKind = d.day, d.kind
		}
		c.Begin = listing.Earliest(told[a].begins...)
	}
	row.movers()
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
func (c *Cell) close(l cordon.Listing, end *listing.Span) {
	if len(c.Refs) > 0 && c.Delisted.IsZero() {
		return
	}
	if c.Delisted.Before(end.NotAfter) {
		c.Delisted, c.End = end.NotAfter, end
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

	begins []listing.Span // of each listing
}

// add takes a listing's date.
func (k *dates) add(l cordon.Listing, begin listing.Span) {
	k.begins = append(k.begins, begin)
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
