package list

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"cordon"
	"cordon/internal/resolve"
	"cordon/internal/store"
)

// A generation is what parties are made of: the newest version of every entry that
// ever was on a list, and the judgements, as the store holds them at one moment.
type generation struct {
	number     int64
	entries    map[cordon.EntryID]*cordon.Entry
	judgements []cordon.Judgement
}

// Resolve recomputes the parties from all that the store holds. It computes
// outside the write transaction; when another program has changed entries in the
// meantime, it starts over.
func (u *Updater) Resolve(ctx context.Context) error {
	return u.ResolveAnd(ctx, func(*store.Tx) error { return nil })
}

// ResolveAnd is Resolve with a last step in the transaction that stores the parties.
func (u *Updater) ResolveAnd(ctx context.Context, also func(*store.Tx) error) (err error) {
	defer cordon.Wrap(&err, "list.Resolve()")
	return u.again(ctx, func() error {
		g, err := u.readGeneration(ctx)
		if err != nil {
			return err
		}
		c := g.cluster()
		return u.Store.Tx(ctx, func(tx *store.Tx) error {
			if err := g.checkPresent(tx); err != nil {
				return err
			}
			if err := u.putParties(tx, c); err != nil {
				return err
			}
			return errors.Join(tx.Audit(u.now(), actor, "list.resolved", "parties"), also(tx))
		})
	})
}

// CatchUp recomputes the parties if they are behind the entries, or were made by
// another version of the engine: after a crash of an older version, or a new program.
func (u *Updater) CatchUp(ctx context.Context) (err error) {
	defer cordon.Wrap(&err, "list.CatchUp()")
	if _, err = u.Store.Whole(ctx); err == nil {
		err = u.Store.Complete(ctx)
	}
	if err != nil && !errors.Is(err, store.ErrNotWhole) {
		return err
	}
	mark, merr := u.Store.Mark(ctx, store.PartiesMark)
	if merr != nil && !errors.Is(merr, cordon.ErrNotFound) {
		return merr // a connection that was cut says nothing of the parties
	}
	if err == nil && merr == nil && (mark.Engine == resolve.Version || mark.Generation == 0) {
		return nil
	}
	return u.Resolve(ctx)
}

// errMoved reports that another program changed the entries while something was
// computed from them: it has to be computed again.
var errMoved = fmt.Errorf("the entries have changed meanwhile: %w", cordon.ErrConflict)

// mostTries is how often a computation is done again because others changed the
// entries. Each loss means that another update was committed: there are some
// twenty lists, so more than this many in a row are no coincidence.
const mostTries = 50

// again repeats f while it fails because the entries have moved.
func (u *Updater) again(ctx context.Context, f func() error) (err error) {
	for range mostTries {
		if err = f(); !errors.Is(err, errMoved) {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return err
}

// present returns the present generation of the store: the one in memory if it
// still is, else it is read again.
func (u *Updater) present(ctx context.Context) (*generation, error) {
	number, err := u.Store.Generation(ctx)
	if err != nil {
		return nil, err
	}
	u.mu.Lock()
	g := u.latest
	u.mu.Unlock()
	if g != nil && g.number == number {
		return g, nil
	}
	if g, err = u.readGeneration(ctx); err == nil {
		u.remember(g)
	}
	return g, err
}

// readGeneration reads the present generation in one view of the store.
func (u *Updater) readGeneration(ctx context.Context) (*generation, error) {
	g := &generation{entries: map[cordon.EntryID]*cordon.Entry{}}
	err := u.Store.View(ctx, func(view *store.Store) (err error) {
		if g.number, err = view.Generation(ctx); err != nil {
			return err
		}
		if g.judgements, err = view.Judgements(ctx); err != nil {
			return err
		}
		for e, err := range view.Entries(ctx, store.EntryQuery{Ever: true}) {
			if err != nil {
				return err
			}
			g.entries[e.ID] = e
		}
		return nil
	})
	return g, err
}

// remember keeps a generation for the next publication of a run: reading it takes
// longer than everything else.
func (u *Updater) remember(g *generation) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.latest = g
}

// forget releases the generation: it holds every entry.
func (u *Updater) forget() { u.remember(nil) }

// after returns the generation that a difference leaves; its number is known only
// when it is committed.
func (g *generation) after(snap *cordon.Snapshot, d *difference) *generation {
	next := &generation{number: g.number, entries: maps.Clone(g.entries), judgements: g.judgements}
	for _, e := range d.put {
		now := *e
		now.Since, now.Until = snap.ID, ""
		next.entries[e.ID] = &now
	}
	for _, id := range d.gone {
		if e := next.entries[id]; e != nil {
			off := *e
			off.Until = snap.ID
			next.entries[id] = &off
		}
	}
	return next
}

// A clustering is what the engine makes of a generation.
type clustering struct {
	parties    []store.PartyRow
	judgements []cordon.Judgement // of the rules
}

// cluster computes which entries are one party.
func (g *generation) cluster() clustering {
	entries := make([]*cordon.Entry, 0, len(g.entries))
	for _, id := range slices.Sorted(maps.Keys(g.entries)) {
		entries = append(entries, g.entries[id])
	}
	parties, judged := resolve.Cluster(entries, g.judgements)
	rows := make([]store.PartyRow, len(parties))
	for i, p := range parties {
		rows[i] = store.PartyRow{ID: p.ID, Entries: p.Entries}
	}
	return clustering{rows, judged}
}

// checkPresent returns errMoved when the store has moved to another generation. When
// it returns nil, the store stays at this one until the transaction ends.
func (g *generation) checkPresent(tx *store.Tx) error {
	number, err := tx.Generation()
	if err == nil && number != g.number {
		err = errMoved
	}
	return err
}

// putParties stores a clustering, and marks it as computed from the store's entries.
func (u *Updater) putParties(tx *store.Tx, c clustering) error {
	at := u.now()
	for i := range c.judgements {
		c.judgements[i].At = at
	}
	if err := tx.ReplaceJudgements(byRule, c.judgements); err != nil {
		return err
	}
	return tx.PutParties(resolve.Version, c.parties)
}

// byRule is the prefix of the author of every judgement of a rule.
const byRule = "rule:"
