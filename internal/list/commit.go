package list

import (
	"context"
	"fmt"

	"cordon"
	"cordon/internal/listing"
	"cordon/internal/store"
)

// put stores a snapshot with the parties that follow from it, what is pending of
// it, its audit lines and its alert, all in one transaction: every reader of the
// store finds every entry in a party. The parties are computed before the
// transaction begins.
func (u *Updater) put(ctx context.Context, g *generation, snap *cordon.Snapshot, d *difference, s settlement) error {
	next := g.after(snap, d)
	c := next.cluster()
	err := u.Store.Tx(ctx, func(tx *store.Tx) error {
		if err := g.checkPresent(tx); err != nil {
			return err
		}
		if err := tx.PutSnapshot(snap, d.put, d.gone, d.changes, listing.Fold); err != nil {
			return err
		}
		if err := u.putParties(tx, c); err != nil {
			return err
		}
		if err := s(tx, snap.Fetched); err != nil {
			return err
		}
		if err := u.report(tx, snap, d); err != nil {
			return err
		}
		var err error
		next.number, err = tx.Generation()
		return err
	})
	if err == nil {
		u.remember(next)
	}
	return err
}

// report records a snapshot in the audit log and raises its alert.
func (u *Updater) report(tx *store.Tx, snap *cordon.Snapshot, d *difference) error {
	if len(d.changes) > 0 {
		err := tx.Raise(&cordon.Alert{
			ID: cordon.AlertID(fmt.Sprintf("%s/%s", cordon.ListChanged, snap.ID)), Kind: cordon.ListChanged, Raised: snap.Fetched,
			Summary: fmt.Sprintf("%s of %s: %d added, %d amended, %d removed, %d restored",
				snap.List, snap.Published, snap.Added, snap.Amended, snap.Removed, snap.Restored),
		})
		if err != nil {
			return err
		}
	}
	for _, p := range d.short {
		if err := tx.Audit(snap.Fetched, actor, "list.short", fmt.Sprintf("%s: %v", snap.ID, p)); err != nil {
			return err
		}
	}
	for _, p := range d.drift {
		if err := tx.Audit(snap.Fetched, actor, "list.drift", fmt.Sprintf("%s: %v", snap.ID, p)); err != nil {
			return err
		}
	}
	return tx.Audit(snap.Fetched, actor, "list.loaded", string(snap.ID))
}
