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

// A world is what parties are made of: the newest version of every entry that
// ever was on a list, and the judgements, at one generation of the store.
type world struct {
	generation int64
	entries    map[cordon.EntryID]*cordon.Entry
	judgements []cordon.Judgement
}

// Resolve recomputes the parties from all that the store holds. It computes
// outside the write transaction; when another program has changed entries in the
// meantime, it starts over.
func (u *Updater) Resolve(ctx context.Context) (err error) {
	defer cordon.Wrap(&err, "list.Resolve()")
	return u.again(ctx, func() error {
		w, err := u.readWorld(ctx)
		if err != nil {
			return err
		}
		made := w.parties()
		return u.Store.Tx(ctx, func(tx *store.Tx) error {
			if err := w.unmoved(tx); err != nil {
				return err
			}
			if err := u.putParties(tx, made); err != nil {
				return err
			}
			return tx.Audit(u.now(), actor, "list.resolved", "parties")
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

// present is the world of the store's present generation: the one in memory if
// it still is, else read again.
func (u *Updater) present(ctx context.Context) (*world, error) {
	gen, err := u.Store.Generation(ctx)
	if err != nil {
		return nil, err
	}
	u.mu.Lock()
	w := u.world
	u.mu.Unlock()
	if w != nil && w.generation == gen {
		return w, nil
	}
	if w, err = u.readWorld(ctx); err == nil {
		u.remember(w)
	}
	return w, err
}

// readWorld reads the world in one state of the store.
func (u *Updater) readWorld(ctx context.Context) (*world, error) {
	w := &world{entries: map[cordon.EntryID]*cordon.Entry{}}
	err := u.Store.View(ctx, func(view *store.Store) (err error) {
		if w.generation, err = view.Generation(ctx); err != nil {
			return err
		}
		if w.judgements, err = view.Judgements(ctx); err != nil {
			return err
		}
		for e, err := range view.Entries(ctx, store.EntryQuery{Ever: true}) {
			if err != nil {
				return err
			}
			w.entries[e.ID] = e
		}
		return nil
	})
	return w, err
}

// remember keeps a world for the next publication of a run: reading it takes
// longer than everything else.
func (u *Updater) remember(w *world) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.world = w
}

// forget releases the world: it holds every entry.
func (u *Updater) forget() { u.remember(nil) }

// after is the world as a difference leaves it, at a generation to be known only
// when it is committed.
func (w *world) after(snap *cordon.Snapshot, d *difference) *world {
	next := &world{generation: w.generation, entries: maps.Clone(w.entries), judgements: w.judgements}
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

// made is what the engine makes of a world.
type made struct {
	parties    []store.PartyRow
	judgements []cordon.Judgement // of the rules
}

// parties computes which entries are one party.
func (w *world) parties() made {
	entries := make([]*cordon.Entry, 0, len(w.entries))
	for _, id := range slices.Sorted(maps.Keys(w.entries)) {
		entries = append(entries, w.entries[id])
	}
	parties, judged := resolve.Cluster(entries, w.judgements)
	rows := make([]store.PartyRow, len(parties))
	for i, p := range parties {
		rows[i] = store.PartyRow{ID: p.ID, Entries: p.Entries}
	}
	return made{rows, judged}
}

// unmoved reports whether the store is still at the world's generation; errMoved
// when it is not. From then on it stays there until the transaction ends.
func (w *world) unmoved(tx *store.Tx) error {
	gen, err := tx.Generation()
	if err == nil && gen != w.generation {
		err = errMoved
	}
	return err
}

// putParties stores what was made, and marks it as made of the store's entries.
func (u *Updater) putParties(tx *store.Tx, m made) error {
	at := u.now()
	for i := range m.judgements {
		m.judgements[i].At = at
	}
	if err := tx.ReplaceJudgements(byRule, m.judgements); err != nil {
		return err
	}
	return tx.PutParties(resolve.Version, m.parties)
}

// byRule begins the author of every judgement that a rule made.
const byRule = "rule:"
