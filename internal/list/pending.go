package list

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"cordon"
	"cordon/internal/store"
)

// pendingOf is what the checks hold back of a publication, for all those reasons.
func (u *Updater) pendingOf(p *publication, old *stored, why *Refused, all []cordon.Reason, ids []cordon.EntryID) *cordon.PendingUpdate {
	w := &cordon.PendingUpdate{
		List: p.List, Format: p.Format, Published: p.Published, Undated: p.undated, Rule: why.Rule, Reason: why.Reason, Whole: !why.Held,
		Reasons: all, Files: p.archivedFiles(), At: u.now(), State: cordon.Pending,
	}
	for _, id := range ids {
		w.Removals = append(w.Removals, cordon.Removal{Entry: id, Name: old.keys[id].Name, Programmes: programmes(old.entries[id])})
	}
	return w
}

// refusedOf is what waits of a publication that is refused: since when it did, if a
// person tried to accept it.
func (u *Updater) refusedOf(p *publication, old *stored, v verdict, may override) *cordon.PendingUpdate {
	w := u.pendingOf(p, old, v.refused, v.refused.Reasons, v.off.all)
	if may.shown != nil {
		w.At = may.shown.At
	}
	return w
}

// heldOf is what is held of a publication that is loaded; nil when nothing is.
func (u *Updater) heldOf(p *publication, old *stored, off *removals) *cordon.PendingUpdate {
	if off.why == nil {
		return nil
	}
	return u.pendingOf(p, old, off.why, off.reasons(), slices.Sorted(maps.Keys(off.held)))
}

// settlement records what a snapshot makes of the updates that wait.
type settlement func(tx *store.Tx, at time.Time) error

// settle settles what waited of the list when a publication is loaded, and
// records what a person let pass and what is held of it.
func settle(p *publication, old *stored, v verdict, snap cordon.SnapshotID, holds *cordon.PendingUpdate) settlement {
	off := v.off
	return func(tx *store.Tx, at time.Time) error {
		if len(v.overridden) > 0 {
			if err := tx.Audit(at, actor, v.action, fmt.Sprintf("%s: %s", snap, inWords(v.overridden))); err != nil {
				return err
			}
		}
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
