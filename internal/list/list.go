// Package list keeps the official lists up to date.
//
// An update is one sequence of steps, and the files of this package follow it: get
// the publication's files (get.go), recognise each by its content and unpack it
// (recognise.go, unpack.go), put the files of one publication together (group.go),
// archive them before anything is read (keep.go), read the entries (read.go),
// archive what the files do not say of themselves (manifest.go), get what the store
// holds of the entries (stored.go), hold doubtful removals (removals.go), keep what
// a missing part, or the format, does not say (carry.go), or a damaged record
// (doubt.go), refuse what is implausible
// (brake.go, refused.go) unless a person lets it pass (override.go), compare
// (compare.go), record what is pending (pending.go) and commit (commit.go). Update
// gets the files from the publisher, UpdateFrom from a folder that may hold many
// publications of many lists and other files; Accept (accept.go) loads what an
// earlier update held back. What an archive holds and the store never loaded is in
// unloaded.go.
//
// A publication that cannot be read to its end changes nothing. One that looks
// implausible is refused, and what was stored stays, unless a person accepts what was
// shown of it, or forces it.
package list

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"cordon"
	"cordon/internal/archive"
	"cordon/internal/fetch"
	"cordon/internal/record"
	"cordon/internal/starter"
	"cordon/internal/store"
)

// A Source is a list, where it is published, how to read it and what to expect of it.
type Source struct {
	cordon.List
	Addresses  []Address          // files to get for one publication; none for a closed list
	Formats    []record.Format    // every form of this list that we read
	Every      time.Duration      // how often it is worth asking for
	MinEntries int                // fewer is refused
	MaxEntries int                // more is refused
	MaxRemoved float64            // share of the current entries that one update may remove
	Length     starter.Length     // of the list when the program was made: a first load may not be much shorter; zero: not known
	Fill       map[string]float64 // least share of entries that have a field; the names are in fields.go
}

// An Address is one file to download. Its content determines which part of a
// publication it is.
type Address struct {
	URL string
}

// An Updater brings lists up to date.
type Updater struct {
	Store   *store.Store
	Archive *archive.Archive
	Fetch   *fetch.Client // only Update needs it
	Sources []*Source
	Log     *slog.Logger // nil: nothing is logged
	Now     func() time.Time

	mu     sync.Mutex
	latest *generation // the one that was read or committed
}

// UpdateAll updates the wanted lists from their publishers; none wanted: all
// that are still published. One list that fails never stops another; the error
// names those that did and wraps the errors of each. done is called with each outcome.
func (u *Updater) UpdateAll(ctx context.Context, wanted []cordon.ListID, force bool, done func(*Outcome)) error {
	defer u.forget()
	t := &tally{done: done, log: u.Log}
	for _, src := range u.Sources {
		closed := src.SupersededBy != "" && len(wanted) == 0
		if closed || len(wanted) > 0 && !slices.Contains(wanted, src.ID) {
			continue
		}
		o, err := u.Update(ctx, src, force)
		if err != nil {
			o = o.fail(err)
		}
		t.add(o)
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return t.err()
}

// Update gets one list from its publisher and stores what changed. The outcome
// is never nil; its Err is the error returned.
func (u *Updater) Update(ctx context.Context, src *Source, force bool) (out *Outcome, err error) {
	defer cordon.Wrap(&err, "list.Update(%s)", src.ID)
	last, err := u.last(ctx, src.ID)
	if err != nil {
		return failed(src.ID, nil, err), err
	}
	files, err := u.download(ctx, src, last, force)
	if err != nil {
		return failed(src.ID, nil, err), err
	}
	if files == nil {
		return &Outcome{List: src.ID, State: Unchanged, Snapshot: last}, u.note(ctx, "list.unchanged", string(src.ID))
	}
	pub, err := u.publication(ctx, src, files)
	if err != nil {
		return failed(src.ID, files, err), err
	}
	pub.downloaded = true
	out = u.load(ctx, pub, override{all: force})
	return out, out.Err
}

// UpdateFrom loads every publication that it recognises in a file or folder,
// for each list the oldest first, and reports the files that it does not
// recognise. Only the given lists are loaded when there are any. done, when not
// nil, is called with each outcome. A file that fails does not stop the others,
// except where the store or the archive failed: then the later publications of
// that list wait, since an older one could not be loaded after them. The error
// names what failed or was refused and wraps the errors of each.
func (u *Updater) UpdateFrom(ctx context.Context, path string, lists []cordon.ListID, force bool, done func(*Outcome)) (err error) {
	defer cordon.Wrap(&err, "list.UpdateFrom(%s)", path)
	defer u.forget()
	t := &tally{done: done, log: u.Log, whole: len(lists) == 0}
	files, err := u.collect(ctx, path, t)
	if err != nil {
		return err
	}
	pubs := u.group(ctx, files, t)
	stopped := map[cordon.ListID]*publication{}
	for _, p := range inOrder(pubs, lists) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if first := stopped[p.source.ID]; first != nil {
			t.add(p.waitsFor(first))
			continue
		}
		out := u.load(ctx, p, override{all: force})
		if out.Err != nil && !ofContent(out.Err) {
			stopped[p.source.ID] = p
		}
		t.add(out)
	}
	return t.err()
}

// load reads a publication and brings the store to the state that it publishes.
func (u *Updater) load(ctx context.Context, p *publication, may override) *Outcome {
	out := &Outcome{List: p.source.ID, Format: p.Format, Files: p.names()}
	err := u.keep(ctx, p)
	if err != nil {
		return out.fail(err)
	}
	if err = u.known(ctx, p, out); err != nil {
		return out.fail(err)
	}
	out.Problems = p.mendsNot(out)
	if out.State == Older && out.Before == nil {
		return u.readable(ctx, p, out)
	}
	if out.State != "" {
		return u.stillPending(ctx, p, may.all, out)
	}
	if early := u.tooEarly(p); early != nil { // forced or not
		return out.fail(u.refuse(ctx, p, early))
	}
	in, err := u.read(ctx, p)
	out.Problems = in.problems
	if err == nil {
		err = u.keepManifest(ctx, p)
	}
	if err != nil {
		return out.fail(err)
	}
	return out.fail(u.again(ctx, func() error { return u.apply(ctx, p, in, may, out) }))
}

// readable completes the outcome of a publication that is older than what is in
// force and was never loaded: it fails when it cannot be read.
func (u *Updater) readable(ctx context.Context, p *publication, out *Outcome) *Outcome {
	if in, err := u.read(ctx, p); err != nil {
		out.Problems, out.Snapshot = in.problems, nil
		return out.fail(fmt.Errorf("older than what is in force, and cannot be read: %w", err))
	}
	return out
}

// apply compares what was read with what the store holds, computes the parties
// that follow, and commits all of it in one transaction; errMoved when another
// program changed the store in the meantime.
func (u *Updater) apply(ctx context.Context, p *publication, in *input, may override, out *Outcome) error {
	g, err := u.present(ctx)
	if err != nil {
		return err
	}
	if err = u.known(ctx, p, out); err != nil || out.State != "" { // loaded by another program
		return err
	}
	old, err := u.stored(ctx, p, in)
	if err != nil {
		return err
	}
	in = keepScripts(p, in, old)
	v := judge(p, in, old, may)
	off := v.off
	if v.refused != nil {
		return u.refuseAll(ctx, g, p, v.refused, u.refusedOf(p, old, v, may), out)
	}
	in, doubts := keepDoubted(p, in, old, v.action != "")
	in = carry(p, in, old, off.doubt != nil || !may.all && (old.sameDay(p) || !p.whole(in))) // what the checks must see is still lacking there
	if off.doubt != nil && p.undated {
		in = onlyAdd(in, old)
	}
	snap := u.snapshot(p, in, old.last, off)
	d := compare(snap, in, old, off)
	d.short = p.shorter(snap, old, off)
	pending := u.heldOf(p, old, off)
	settled := settle(p, old, v, snap.ID, pending)
	if err := u.put(ctx, g, snap, d, settled); err != nil {
		return err
	}
	out.State, out.Snapshot, out.Pending, out.Problems = Loaded, snap, pending, slices.Concat(p.guessedDay(), d.short, doubts, out.Problems)
	return nil
}

func (u *Updater) now() time.Time {
	if u.Now == nil {
		return time.Now().UTC().Truncate(time.Microsecond)
	}
	return u.Now().UTC().Truncate(time.Microsecond)
}

// note appends a line to the audit log.
func (u *Updater) note(ctx context.Context, action, object string) error {
	return u.Store.Tx(ctx, func(tx *store.Tx) error { return tx.Audit(u.now(), actor, action, object) })
}

// actor is who did it in the audit log.
const actor = "list"

// SnapshotID is the identifier of a snapshot of a list loaded at that instant.
func SnapshotID(l cordon.ListID, at time.Time) cordon.SnapshotID {
	return cordon.SnapshotID(fmt.Sprintf("%s@%s", l, at.UTC().Format("2006-01-02T15:04:05.000000Z")))
}
