package list

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"cordon"
	"cordon/internal/store"
)

// Pending are the updates that were held back and wait, oldest first. They are
// accepted by the digest of their first file (Accept), or confirmed by the
// publisher's next publication.
func (u *Updater) Pending(ctx context.Context) (_ []cordon.PendingUpdate, err error) {
	defer cordon.Wrap(&err, "list.Pending()")
	return u.Store.Pending(ctx, "")
}

// Accept loads what was held back of the publication whose first file has that
// digest: it removes the entries whose removal is held, or loads a refused
// publication from the archive, unless a rule stops it that was not shown of it
// (PendingUpdate.Shown): then it is a *Refused again. It returns an outcome for each list that waits
// with that file; cordon.ErrNotFound when none does. With wanted, only these
// lists; when one of them does not wait with that file, nothing is loaded and
// the error is cordon.ErrInvalid.
func (u *Updater) Accept(ctx context.Context, d cordon.Digest, wanted ...cordon.ListID) (outs []*Outcome, err error) {
	defer cordon.Wrap(&err, "list.Accept(%s)", d)
	defer u.forget()
	waiting, err := u.Store.Pending(ctx, "")
	if err != nil {
		return nil, err
	}
	waiting = slices.DeleteFunc(waiting, func(w cordon.PendingUpdate) bool { return w.Files[0].Digest != d })
	if len(waiting) == 0 {
		return nil, fmt.Errorf("no pending update has that digest; cordon lists shows the pending updates: %w", cordon.ErrNotFound)
	}
	if err := waitsFor(waiting, wanted); err != nil {
		return nil, err
	}
	for i := range waiting {
		if w := &waiting[i]; len(wanted) == 0 || slices.Contains(wanted, w.List) {
			o := u.accept(ctx, w)
			outs, err = append(outs, o), errors.Join(err, o.Err)
		}
	}
	return outs, err
}

// waitsFor refuses a wanted list of which no update waits.
func waitsFor(waiting []cordon.PendingUpdate, wanted []cordon.ListID) error {
	var lists []string
	for i := range waiting {
		lists = append(lists, string(waiting[i].List))
	}
	for _, l := range wanted {
		if !slices.Contains(lists, string(l)) {
			return fmt.Errorf("%s: that digest waits for %s: %w", l, strings.Join(lists, ", "), cordon.ErrInvalid)
		}
	}
	return nil
}

func (u *Updater) accept(ctx context.Context, w *cordon.PendingUpdate) *Outcome {
	if w.Whole {
		return u.acceptWhole(ctx, w)
	}
	return u.acceptRemovals(ctx, w)
}

// acceptWhole loads a refused publication out of the archive. What is overridden is
// what was shown of it; by another rule it is refused again, and waits with that one
// shown too.
func (u *Updater) acceptWhole(ctx context.Context, w *cordon.PendingUpdate) *Outcome {
	out := &Outcome{List: w.List, Format: w.Format}
	i := slices.IndexFunc(u.Sources, func(s *Source) bool { return s.ID == w.List })
	if i < 0 {
		return out.fail(fmt.Errorf("this version does not read the list %s: %w", w.List, cordon.ErrNotFound))
	}
	var files []*file
	for _, f := range w.Files {
		out.Files = append(out.Files, f.Name)
		files = append(files, &file{name: f.Name, dir: path.Dir(f.Name), member: -1, digest: f.Digest, raw: archived(u.Archive, f.Digest)})
	}
	p, err := u.publication(ctx, u.Sources[i], files)
	if err != nil {
		return out.fail(err)
	}
	if p.Published.IsZero() {
		p.Published, p.undated = w.Published, w.Undated
	}
	o := u.load(ctx, p, override{shown: w})
	if o.Err == nil && o.State != Loaded { // it is in force, or something newer is
		return o.fail(u.Store.Tx(ctx, func(tx *store.Tx) error { return tx.SettlePending(w, cordon.Superseded, u.now()) }))
	}
	return o
}

// acceptRemovals removes the entries that an update held, as of the day of its publication.
func (u *Updater) acceptRemovals(ctx context.Context, held *cordon.PendingUpdate) *Outcome {
	out := &Outcome{List: held.List, Format: held.Format}
	return out.fail(u.again(ctx, func() error { return u.removeHeld(ctx, held, out) }))
}

func (u *Updater) removeHeld(ctx context.Context, held *cordon.PendingUpdate, out *Outcome) error {
	g, err := u.present(ctx)
	if err != nil {
		return err
	}
	last, err := u.Store.LastSnapshot(ctx, held.List)
	if err != nil {
		return err
	}
	keys, err := u.Store.VersionKeys(ctx, held.List)
	if err != nil {
		return err
	}
	snap := following(last, u.after(last))
	d := &difference{}
	for _, r := range held.Removals {
		if keys[r.Entry].Current {
			d.gone = append(d.gone, r.Entry)
			d.changes = append(d.changes, cordon.Change{Entry: r.Entry, Name: r.Name, Snapshot: snap.ID, Kind: cordon.Removed})
		}
	}
	snap.Entries -= len(d.gone)
	if slices.Equal(held.Digests(), slices.Compact(slices.Clone(snap.Digests))) {
		snap.Held = 0 // those that an earlier publication held say nothing of what this one lacks
	}
	d.sort()
	d.count(snap, func(cordon.EntryID) bool { return true })
	accepted := func(tx *store.Tx, at time.Time) error {
		what := fmt.Sprintf("%s %s: %d removals", held.List, held.Files[0].Digest, len(d.gone))
		return errors.Join(tx.SettlePending(held, cordon.Accepted, at), tx.Audit(at, actor, "list.accepted", what))
	}
	if err := u.put(ctx, g, snap, d, accepted); err != nil {
		return err
	}
	out.State, out.Snapshot, out.Files = Loaded, snap, snap.Files
	return nil
}

// following is a snapshot of the same publication after the last, before anything is counted.
func following(last *cordon.Snapshot, at time.Time) *cordon.Snapshot {
	s := *last
	s.ID, s.Fetched, s.Previous = SnapshotID(last.List, at), at, last.ID
	s.Added, s.Amended, s.Removed, s.Restored, s.Vouched = 0, 0, 0, 0, 0
	return &s
}
