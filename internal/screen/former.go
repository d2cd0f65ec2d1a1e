package screen

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/match"
	"cordon/internal/resolve"
	"cordon/internal/store"
)

// addFormer adds the parties that match by entries which are no longer on their lists.
// One that still has an entry on a list that is asked for is a hit by that; the others
// are formerly listed. Best first, as many as the query wants hits.
func (o *outcome) addFormer(x *index.Index, q *cordon.Query) {
	if x.Former() == nil {
		return
	}
	is := func(id cordon.PartyID) func(cordon.Hit) bool { return func(h cordon.Hit) bool { return h.Party == id } }
	most := cmp.Or(max(q.Limit, 0), match.DefaultLimit)
	anywhere := *q
	anywhere.Lists, anywhere.Limit = nil, most+beyond // the names of a party count whatever list has given them
	for _, h := range match.Find(x.Former(), &anywhere) {
		if slices.ContainsFunc(o.hits, is(h.Party)) {
			continue
		}
		gone := h.Entries
		if p := x.Party(h.Party); p != nil && len(onLists(p.Entries, q.Lists)) > 0 {
			h.Entries = onLists(p.Entries, q.Lists)
			o.hits = append(o.hits, h)
			o.near = slices.DeleteFunc(o.near, is(h.Party))
			o.notes = append(o.notes, fmt.Sprintf("%q is a name that this party, listed as %s, had by %s, which is no longer on its list",
				h.Name, joined(h.Entries), joined(gone)))
			continue
		}
		if h.Entries = onLists(gone, q.Lists); len(h.Entries) == 0 {
			continue
		}
		o.former = append(o.former, cordon.FormerParty{Hit: h, Missing: missing(x, h.Entries)})
	}
	slices.SortStableFunc(o.hits, func(a, b cordon.Hit) int { return cmp.Compare(b.Score, a.Score) })
	o.hits, o.former = o.hits[:min(len(o.hits), most)], o.former[:min(len(o.former), most)]
}

// beyond is how many parties more are looked at than are wanted, since those of lists
// that are not asked for are among them.
const beyond = 50

// onLists are the entries of some lists, or all if none is named.
func onLists(entries []cordon.EntryID, lists []cordon.ListID) (out []cordon.EntryID) {
	for _, e := range entries {
		if len(lists) == 0 || slices.Contains(lists, e.List()) {
			out = append(out, e)
		}
	}
	return out
}

// missing are the days of the publications by which entries were removed, as far as known.
func missing(x *index.Index, gone []cordon.EntryID) map[cordon.EntryID]cordon.Date {
	var out map[cordon.EntryID]cordon.Date
	for _, e := range gone {
		if day := x.Gone(e); !day.IsZero() {
			if out == nil {
				out = map[cordon.EntryID]cordon.Date{}
			}
			out[e] = day
		}
	}
	return out
}

// formerParties fills in the last versions of entries that are no longer on their
// lists, and gives the day of the first publication that lacks each.
func formerParties(
	ctx context.Context, view *store.Store, left []*cordon.Party,
) (_ []*cordon.Party, gone map[cordon.EntryID]cordon.Date, err error) {
	if len(left) == 0 {
		return nil, nil, nil
	}
	days, err := publishedOn(ctx, view)
	if err != nil {
		return nil, nil, err
	}
	last := map[cordon.EntryID]*cordon.Entry{}
	for e, err := range view.Departed(ctx) {
		if err != nil {
			return nil, nil, err
		}
		last[e.ID] = e
	}
	gone = map[cordon.EntryID]cordon.Date{}
	for _, p := range left {
		var of []*cordon.Entry
		for _, id := range p.Entries {
			e := last[id]
			if e == nil {
				return nil, nil, fmt.Errorf("entry %s of party %s: neither in force nor off its list: %w", id, p.ID, store.ErrNotWhole)
			}
			of = append(of, e)
			if day := days[e.Until]; !day.IsZero() {
				gone[id] = day
			}
		}
		p.Profile = resolve.Union(of)
	}
	return left, gone, nil
}

// publishedOn is the publisher's day of each snapshot that has one.
func publishedOn(ctx context.Context, view *store.Store) (map[cordon.SnapshotID]cordon.Date, error) {
	snaps, err := view.Snapshots(ctx, "")
	if err != nil {
		return nil, err
	}
	days := map[cordon.SnapshotID]cordon.Date{}
	for _, s := range snaps {
		if !s.Undated {
			days[s.ID] = s.Published
		}
	}
	return days, nil
}

// without are the entries of all that are not among some.
func without(all, some []cordon.EntryID) (out []cordon.EntryID) {
	for _, e := range all {
		if !slices.Contains(some, e) {
			out = append(out, e)
		}
	}
	return out
}
