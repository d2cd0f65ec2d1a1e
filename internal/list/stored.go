package list

import (
	"context"
	"slices"

	"cordon"
	"cordon/internal/store"
)

// stored is what the store holds of a list.
type stored struct {
	last    *cordon.Snapshot // nil when nothing is held
	keys    map[cordon.EntryID]store.VersionKey
	entries map[cordon.EntryID]*cordon.Entry // current versions that differ from the publication's, or are not in it
	full    int                              // current entries that are not of the starter
	facts   int                              // current entries that are facts of the starter
	waiting []cordon.PendingUpdate           // what is pending of earlier publications
}

// stored gets what is stored of a list: the keys of all versions, and the current
// versions of the entries that differ or are gone, or of all when parts are missing.
func (u *Updater) stored(ctx context.Context, p *publication, in *input) (h *stored, err error) {
	h = &stored{entries: map[cordon.EntryID]*cordon.Entry{}}
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
		if !all && (e == nil || !k.Starter && e.Fingerprint() != k.Fingerprint) {
			q.IDs = append(q.IDs, id)
		}
	}
	if !all && len(q.IDs) == 0 {
		return h, nil
	}
	slices.Sort(q.IDs)
	for e, err := range u.Store.Entries(ctx, q) {
		if err != nil {
			return nil, err
		}
		h.entries[e.ID] = e
	}
	return h, nil
}

// days returns how many days after the publication in force this one is.
func (h *stored) days(p *publication) int {
	if h.last == nil {
		return p.Published.Days(cordon.Date{})
	}
	return p.Published.Days(h.last.Published)
}

// version returns the stored version of an entry in force that the publication has too.
func (h *stored) version(id cordon.EntryID, e *cordon.Entry) *cordon.Entry {
	if was := h.entries[id]; was != nil {
		return was
	}
	return e // it does not differ
}
