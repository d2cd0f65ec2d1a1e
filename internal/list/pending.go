package list

import (
	"maps"
	"slices"
	"time"

	"cordon"
	"cordon/internal/store"
)

// pendingOf is what the checks hold back of a publication.
func (u *Updater) pendingOf(p *publication, old *stored, why *Refused, ids []cordon.EntryID) *cordon.PendingUpdate {
	w := &cordon.PendingUpdate{
		List: p.List, Format: p.Format, Published: p.Published, Undated: p.undated, Rule: why.Rule, Reason: why.Reason, Whole: !why.Held,
		Files: p.archivedFiles(), At: u.now(), State: cordon.Pending,
	}
	for _, id := range ids {
		w.Removals = append(w.Removals, cordon.Removal{Entry: id, Name: old.keys[id].Name, Programmes: programmes(old.entries[id])})
	}
	return w
}

// heldOf is what is held of a publication that is loaded; nil when nothing is.
func (u *Updater) heldOf(p *publication, old *stored, off *removals) *cordon.PendingUpdate {
	if off.why == nil {
		return nil
	}
	return u.pendingOf(p, old, off.why, slices.Sorted(maps.Keys(off.held)))
}

// settlement records what a snapshot makes of the updates that wait.
type settlement func(tx *store.Tx, at time.Time) error

// settle settles what waited of the list when a publication is loaded, and
// records what is held of it.
func settle(p *publication, old *stored, off *removals, holds *cordon.PendingUpdate) settlement {
	return func(tx *store.Tx, at time.Time) error {
		for i := range old.waiting {
			w := &old.waiting[i]
			if w.Published.Compare(p.Published) > 0 && !w.Undated && off.settles(w, p) != cordon.Accepted {
				continue
			}
			if err := tx.SettlePending(w, off.settles(w, p), at); err != nil {
				return err
			}
		}
		if holds == nil {
			return nil
		}
		if err := tx.PutPending(holds); err != nil {
			return err
		}
		return alarm(tx, cordon.RemovalsHeld, off.why, off.why.Digest, at)
	}
}

// settles is what a publication that is loaded makes of an update that waits.
func (off *removals) settles(w *cordon.PendingUpdate, p *publication) cordon.PendingState {
	if slices.Equal(w.Digests(), slices.Compact(p.digests())) {
		return cordon.Accepted
	}
	gone := func(r cordon.Removal) bool { return slices.Contains(off.all, r.Entry) && !off.held[r.Entry] }
	if slices.ContainsFunc(w.Removals, gone) {
		return cordon.Confirmed
	}
	return cordon.Superseded
}
