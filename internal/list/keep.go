package list

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"cordon"
	"cordon/internal/fetch"
	"cordon/internal/store"
)

// last is the newest snapshot of a list in force, nil when there is none.
func (u *Updater) last(ctx context.Context, l cordon.ListID) (*cordon.Snapshot, error) {
	s, err := u.Store.LastSnapshot(ctx, l)
	if errors.Is(err, cordon.ErrNotFound) {
		return nil, nil
	}
	return s, err
}

// known tells a publication that was loaded before, with the snapshot that it
// made then, or one that is older than what is in force, with the snapshot that
// is; "" when it is news. Facts of the starter do not make a publication old.
func (u *Updater) known(ctx context.Context, p *publication, last *cordon.Snapshot) (string, *cordon.Snapshot, error) {
	same, err := u.Store.SnapshotByDigests(ctx, p.List, p.digests())
	if err == nil {
		return Unchanged, same, nil
	}
	if !errors.Is(err, cordon.ErrNotFound) {
		return "", nil, err
	}
	if last != nil && !last.Starter && !p.Published.IsZero() && p.Published.Before(last.Published) {
		return Older, last, nil
	}
	return "", nil, nil
}

func (p *publication) digests() []cordon.Digest {
	var out []cordon.Digest
	for _, f := range p.files {
		out = append(out, f.digest)
	}
	slices.Sort(out)
	return out
}

// snapshot is the snapshot that a publication makes; compare fills in the counts.
func (u *Updater) snapshot(p *publication, in *input, last *cordon.Snapshot) *cordon.Snapshot {
	at := u.after(last)
	s := &cordon.Snapshot{
		ID: SnapshotID(p.List, at), List: p.List, Format: p.Format, Published: p.Published, Fetched: at,
		Digests: p.digests(), Files: p.names(), Problems: in.told,
		ETag: p.files[0].etag, Modified: p.files[0].stamp,
	}
	for _, role := range p.missing() {
		name := parts[role].name
		if name == "" {
			name = role
		}
		s.Missing = append(s.Missing, name)
	}
	if last != nil && !last.Starter {
		s.Previous = last.ID
	}
	return s
}

// after is the present instant, or one after the last snapshot's: two loads may
// come within one tick of the clock.
func (u *Updater) after(last *cordon.Snapshot) time.Time {
	at := u.now()
	if last != nil && !at.After(last.Fetched) {
		at = last.Fetched.Add(time.Microsecond)
	}
	return at
}

// settlement records what a snapshot makes of the updates that wait.
type settlement func(tx *store.Tx, at time.Time) error

// put stores a snapshot with the parties of what the lists say then, what waits
// of it, its audit lines and its alert, all or nothing: whoever reads the store
// finds every entry in a party. The parties are computed before the transaction
// begins.
func (u *Updater) put(ctx context.Context, w *world, snap *cordon.Snapshot, d *difference, s settlement, forced *Refused) error {
	next := w.after(snap, d)
	m := next.parties()
	err := u.Store.Tx(ctx, func(tx *store.Tx) error {
		if err := w.unmoved(tx); err != nil {
			return err
		}
		if err := tx.PutSnapshot(snap, d.put, d.gone, d.changes); err != nil {
			return err
		}
		if err := u.putParties(tx, m); err != nil {
			return err
		}
		if err := s(tx, snap.Fetched); err != nil {
			return err
		}
		if err := u.tell(tx, snap, d, forced); err != nil {
			return err
		}
		var err error
		next.generation, err = tx.Generation()
		return err
	})
	if err == nil {
		u.remember(next)
	}
	return err
}

// tell records a snapshot in the audit log and raises its alert.
func (u *Updater) tell(tx *store.Tx, snap *cordon.Snapshot, d *difference, forced *Refused) error {
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
	if forced != nil {
		if err := tx.Audit(snap.Fetched, actor, "list.forced", fmt.Sprintf("%s: %v", snap.ID, forced)); err != nil {
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

// download gets the files of a list and puts them into the archive before
// anything looks into them; nil when the publisher says that nothing changed.
// Only a list of one file is asked for conditionally: side files change alone.
func (u *Updater) download(ctx context.Context, src *Source, last *cordon.Snapshot) ([]*file, error) {
	if len(src.Addresses) == 0 {
		return nil, fmt.Errorf("%w: %s was closed on %s and is published no more: load its last files with --from", cordon.ErrConflict, src.ID, src.Closed)
	}
	var etag, modified string
	if last != nil && len(src.Addresses) == 1 {
		etag, modified = last.ETag, last.Modified
	}
	var files []*file
	for _, a := range src.Addresses {
		p, err := u.Fetch.Get(ctx, a.URL, etag, modified)
		if err != nil {
			return nil, err
		}
		if p.Body == nil {
			return nil, nil
		}
		f, err := u.take(ctx, a, p)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// publication recognises the files of one download as one publication.
func (u *Updater) publication(ctx context.Context, src *Source, files []*file) (*publication, error) {
	t := &tally{}
	var all []*found
	for _, f := range files {
		all = append(all, u.recognise(ctx, f, []*Source{src}, t)...)
	}
	pubs := u.group(ctx, all, t)
	if len(t.bad) > 0 {
		return nil, errors.Join(notLoaded(t.bad).Unwrap()...) // told nowhere else
	}
	if len(pubs) != 1 {
		p := cordon.Problem{File: files[0].name, Reason: fmt.Sprintf("%d publications of %s found where one was expected", len(pubs), src.ID)}
		if len(t.strange) > 0 {
			p.File, p.Reason = t.strange[0].Files[0], t.strange[0].Error
		}
		return nil, p
	}
	return pubs[0], nil
}

// A tally passes outcomes on and remembers what went wrong.
type tally struct {
	done    func(*Outcome)
	log     *slog.Logger
	bad     []*Outcome // failed or refused
	strange []*Outcome // not known
}

func (t *tally) add(o *Outcome) {
	if o.Err != nil {
		t.bad = append(t.bad, o)
	}
	if t.log != nil {
		t.log.Info("list", "list", o.List, "state", o.State, "files", strings.Join(o.Files, " "), "err", o.Err)
	}
	if t.done != nil {
		t.done(o)
	}
}

func (t *tally) unknown(name, why string) {
	o := &Outcome{Files: []string{name}, State: Unknown, Error: why}
	t.strange = append(t.strange, o)
	t.add(o)
}

// err is nil when nothing went wrong.
func (t *tally) err() error {
	if len(t.bad) == 0 {
		return nil
	}
	return notLoaded(t.bad)
}

// A notLoaded is the error of several publications, each of which was told
// already: it names them and leaves their own errors to errors.Is and As.
type notLoaded []*Outcome

// mostNamed is how many publications an error names: a line or two.
const mostNamed = 8

// Error counts and names what was refused and what failed.
func (n notLoaded) Error() string {
	var parts []string
	for _, state := range []string{Rejected, Failed} {
		var names []string
		for _, o := range n {
			if o.State == state {
				names = append(names, o.called())
			}
		}
		if more := len(names) - mostNamed; more > 0 {
			names = append(names[:mostNamed], fmt.Sprintf("and %d more", more))
		}
		if len(names) > 0 {
			parts = append(parts, fmt.Sprintf("%s: %s", state, strings.Join(names, ", ")))
		}
	}
	return "not loaded: " + strings.Join(parts, "; ")
}

// Unwrap are the errors themselves.
func (n notLoaded) Unwrap() []error {
	var errs []error
	for _, o := range n {
		errs = append(errs, o.Err)
	}
	return errs
}

// called is what an outcome is of: the list, if it is known, and the first file.
func (o *Outcome) called() string {
	switch {
	case len(o.Files) == 0:
		return string(o.List)
	case o.List == "":
		return o.Files[0]
	}
	return fmt.Sprintf("%s (%s)", o.List, o.Files[0])
}

// take archives one download.
func (u *Updater) take(ctx context.Context, a Address, p *fetch.Page) (*file, error) {
	defer p.Body.Close()
	d, err := u.Archive.Put(ctx, p.Body, maxRaw)
	if err != nil {
		return nil, err
	}
	return &file{name: a.URL, dir: "", member: -1, digest: d, etag: p.ETag, stamp: p.Modified, raw: archived(u.Archive, d)}, nil
}
