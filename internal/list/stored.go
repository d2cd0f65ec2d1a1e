package list

import (
	"context"
	"errors"
	"slices"

	"cordon"
	"cordon/internal/store"
)

// stored is what the store holds of a list.
type stored struct {
	last     *cordon.Snapshot // nil when nothing is held
	keys     map[cordon.EntryID]store.VersionKey
	entries  map[cordon.EntryID]*cordon.Entry // current versions that differ from the publication's, or are not in it
	former   map[cordon.EntryID]*cordon.Entry // for a format of Latin letters: the last versions of entries that it restores
	full     int                              // current entries that are not of the starter
	facts    int                              // current entries that are facts of the starter
	waiting  []cordon.PendingUpdate           // what is pending of earlier publications
	snaps    []cordon.Snapshot                // of the list, the oldest first
	terms    map[cordon.EntryID][]term        // of what is not in force or lacked by the publication, if it lacks something
	dated    *cordon.Snapshot                 // the newest whose day its file states; nil when there is none
	measured bool                             // a publication of the day on which the list was counted, or later, was long enough
	lately   map[cordon.EntryID]*cordon.Entry // removed within programmeDays by one publication alone; the new one may have it
}

// stored gets what is stored of a list: the keys of all versions, and the current
// versions of the entries that differ or are gone, or of all when parts are missing.
func (u *Updater) stored(ctx context.Context, p *publication, in *input) (h *stored, err error) {
	none := func() map[cordon.EntryID]*cordon.Entry { return map[cordon.EntryID]*cordon.Entry{} }
	h = &stored{entries: none(), former: none(), lately: none(), terms: map[cordon.EntryID][]term{}}
	if h.last, err = u.last(ctx, p.List); err != nil {
		return nil, err
	}
	if h.waiting, err = u.Store.Pending(ctx, p.List); err != nil {
		return nil, err
	}
	if h.keys, err = u.Store.VersionKeys(ctx, p.List); err != nil {
		return nil, err
	}
	q, all := store.EntryQuery{List: p.List}, len(p.lacking(in)) > 0
	for id, k := range h.keys {
		e := in.entries[id]
		switch {
		case !k.Current:
			continue
		case k.Starter:
			h.facts++
		default:
			h.full++
		}
		if !all && (e == nil || (!k.Starter || in.doubtful(e.Ref)) && e.Fingerprint() != k.Fingerprint) {
			q.IDs = append(q.IDs, id)
		}
	}
	if all || len(q.IDs) > 0 {
		if err = u.entries(ctx, q, h.entries); err != nil {
			return nil, err
		}
	}
	return h, errors.Join(u.former(ctx, p, in, h), u.history(ctx, p, in, h))
}

// entries gets the versions of a query.
func (u *Updater) entries(ctx context.Context, q store.EntryQuery, into map[cordon.EntryID]*cordon.Entry) error {
	slices.Sort(q.IDs)
	for e, err := range u.Store.Entries(ctx, q) {
		if err != nil {
			return err
		}
		into[e.ID] = e
	}
	return nil
}

// former gets the last versions of the entries that a publication restores, where its
// format lacks the names in other scripts that they had.
func (u *Updater) former(ctx context.Context, p *publication, in *input, h *stored) error {
	q := store.EntryQuery{List: p.List, Ever: true}
	for id, k := range h.keys {
		if p.format.Latin && !k.Current && in.entries[id] != nil {
			q.IDs = append(q.IDs, id)
		}
	}
	if len(q.IDs) == 0 { // asked for all, it would be those off the list too
		return nil
	}
	return u.entries(ctx, q, h.former)
}

// days returns how many days after the publication in force this one is.
func (h *stored) days(p *publication) int {
	if h.last == nil {
		return p.Published.Days(cordon.Date{})
	}
	return p.Published.Days(h.last.Published)
}

// before are the states of the list before a publication that lacks entries, the newest
// first: that of the starter's facts where there is no other.
func (h *stored) before(p *publication, lacks []cordon.EntryID) []state {
	if out := statesOf(h.snaps, h.terms, lacks, p.Published); len(out) > 0 {
		return out
	}
	return []state{{day: p.Published.AddDays(-h.days(p)), entries: h.full + h.facts, lacks: len(lacks), last: true}}
}

// version returns the stored version of an entry in force that the publication has too.
func (h *stored) version(id cordon.EntryID, e *cordon.Entry) *cordon.Entry {
	if was := h.entries[id]; was != nil {
		return was
	}
	return e // it does not differ
}
