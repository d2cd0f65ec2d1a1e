package list

import (
	"context"
	"errors"
	"fmt"
	"time"

	"cordon"
	"cordon/internal/listing"
	"cordon/internal/starter"
	"cordon/internal/store"
)

// StarterFormat is the Format of a snapshot that holds facts of the starter.
const StarterFormat = "starter"

// LoadStarter puts the facts of the starter into the store, for those lists of
// which it holds nothing yet, with what people judged of its entries and the
// parties that follow, in one transaction with the starter's mark: once, and
// whole or not at all. A full list that is loaded later replaces them.
func (u *Updater) LoadStarter(ctx context.Context, sets []starter.Set, judged []cordon.Judgement) (err error) {
	defer cordon.Wrap(&err, "list.LoadStarter()")
	return u.again(ctx, func() error { return u.putStarter(ctx, sets, judged) })
}

func (u *Updater) putStarter(ctx context.Context, sets []starter.Set, judged []cordon.Judgement) error {
	if _, err := u.Store.Mark(ctx, store.StarterMark); !errors.Is(err, cordon.ErrNotFound) {
		return err // nil: it is loaded, perhaps by another program just now
	}
	g, err := u.readGeneration(ctx)
	if err != nil {
		return err
	}
	at := u.now()
	updates, err := u.starterUpdates(ctx, sets, at)
	if err != nil {
		return err
	}
	for _, s := range updates {
		g = g.after(s.snap, &difference{put: s.put})
	}
	for i := range judged {
		judged[i].At = at
	}
	g.judgements = append(g.judgements, judged...)
	c := g.cluster()
	return u.Store.Tx(ctx, func(tx *store.Tx) error {
		if err := g.checkPresent(tx); err != nil {
			return err
		}
		for _, s := range updates {
			if err := tx.PutSnapshot(s.snap, s.put, nil, nil, listing.Fold); err != nil {
				return err
			}
		}
		if err := tx.PutJudgements(judged); err != nil {
			return err
		}
		if err := u.putParties(tx, c); err != nil {
			return err
		}
		if err := tx.PutStarterMark(judged); err != nil {
			return err
		}
		return tx.Audit(at, actor, "list.starter", fmt.Sprintf("%d lists", len(updates)))
	})
}

// A starterUpdate is the starter's part of one list on its way into the store.
type starterUpdate struct {
	snap *cordon.Snapshot
	put  []*cordon.Entry
}

// starterUpdates returns the updates of the lists of which the store holds nothing.
func (u *Updater) starterUpdates(ctx context.Context, sets []starter.Set, at time.Time) ([]starterUpdate, error) {
	var updates []starterUpdate
	for _, set := range sets {
		last, err := u.last(ctx, set.List)
		if err != nil {
			return nil, err
		}
		if last != nil {
			continue
		}
		s, err := starterSnapshot(set, at.Add(time.Duration(len(updates))*time.Microsecond))
		if err != nil {
			return nil, err
		}
		updates = append(updates, s)
	}
	return updates, nil
}

func starterSnapshot(set starter.Set, at time.Time) (s starterUpdate, err error) {
	s.snap = &cordon.Snapshot{
		ID: SnapshotID(set.List, at), List: set.List, Format: StarterFormat,
		Published: set.AsOf, Fetched: at, Entries: len(set.Entries), Starter: true,
	}
	for _, e := range set.Entries {
		if e.List != set.List {
			return s, fmt.Errorf("%w: entry %s in the starter's part of %s", cordon.ErrInvalid, e.ID, set.List)
		}
		c := *e
		c.Starter = true
		s.put = append(s.put, &c)
	}
	return s, nil
}
