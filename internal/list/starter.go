package list

import (
	"context"
	"fmt"
	"time"

	"cordon"
	"cordon/internal/starter"
	"cordon/internal/store"
)

// StarterFormat is the Format of a snapshot that holds facts of the starter.
const StarterFormat = "starter"

// LoadStarter puts the facts of the starter into the store, for those lists of
// which it holds nothing yet. A full list that is loaded later takes their place.
func (u *Updater) LoadStarter(ctx context.Context, sets []starter.Set) (err error) {
	defer cordon.Wrap(&err, "list.LoadStarter()")
	at := u.now()
	for _, set := range sets {
		last, err := u.last(ctx, set.List)
		if err != nil {
			return err
		}
		if last != nil {
			continue
		}
		if err := u.putStarter(ctx, set, at); err != nil {
			return err
		}
		at = at.Add(time.Microsecond)
	}
	return nil
}

func (u *Updater) putStarter(ctx context.Context, set starter.Set, at time.Time) error {
	snap := &cordon.Snapshot{
		ID: SnapshotID(set.List, at), List: set.List, Format: StarterFormat,
		Published: set.AsOf, Fetched: at, Entries: len(set.Entries), Starter: true,
	}
	put := make([]*cordon.Entry, len(set.Entries))
	for i, e := range set.Entries {
		if e.List != set.List {
			return fmt.Errorf("%w: entry %s in the starter's part of %s", cordon.ErrInvalid, e.ID, set.List)
		}
		c := *e
		c.Starter = true
		put[i] = &c
	}
	return u.Store.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.PutSnapshot(snap, put, nil, nil); err != nil {
			return err
		}
		return tx.Audit(at, actor, "list.starter", string(snap.ID))
	})
}
