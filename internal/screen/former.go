package screen

import (
	"context"
	"fmt"
	"slices"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/match"
	"cordon/internal/resolve"
	"cordon/internal/store"
)

// former are the parties that match by entries which are no longer on their lists,
// and are no hit: best first, as many as the query wants hits.
func former(x *index.Index, q *cordon.Query, hits []cordon.Hit) (out []cordon.FormerParty) {
	if x.Former() == nil {
		return nil
	}
	for _, h := range match.Find(x.Former(), q) {
		if slices.ContainsFunc(hits, func(o cordon.Hit) bool { return o.Party == h.Party }) {
			continue
		}
		f := cordon.FormerParty{Hit: h}
		for _, e := range h.Entries {
			if day := x.Gone(e); !day.IsZero() {
				if f.Missing == nil {
					f.Missing = map[cordon.EntryID]cordon.Date{}
				}
				f.Missing[e] = day
			}
		}
		out = append(out, f)
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
