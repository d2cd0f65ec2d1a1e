package list

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"cordon"
	"cordon/internal/archive"
)

// keep puts the raw bytes of a publication into the archive; from then on it is
// read from there.
func (u *Updater) keep(ctx context.Context, p *publication) error {
	for _, f := range p.files {
		if err := f.keep(ctx, u.Archive); err != nil {
			return err
		}
	}
	return nil
}

func (f *file) keep(ctx context.Context, a *archive.Archive) error {
	if f.digest != "" {
		return nil
	}
	r, err := f.raw(ctx)
	if err != nil {
		return err
	}
	defer r.Close()
	d, err := a.Put(ctx, r, maxRaw)
	if err != nil {
		return f.problem(err)
	}
	f.digest = d
	f.raw = archived(a, d)
	return nil
}

// known reports whether a publication was loaded before (Unchanged, with the
// snapshot that it made then) or is older than the one in force (Older, with the
// snapshot in force); "" when it is new. It is never older than facts of the starter.
func (u *Updater) known(ctx context.Context, p *publication) (string, *cordon.Snapshot, error) {
	same, err := u.Store.SnapshotByDigests(ctx, p.List, p.digests())
	if err == nil {
		return Unchanged, same, nil
	}
	if !errors.Is(err, cordon.ErrNotFound) {
		return "", nil, err
	}
	last, err := u.lastDated(ctx, p.List)
	if last != nil && !p.Published.IsZero() && p.Published.Before(last.Published) {
		return Older, last, nil
	}
	return "", nil, err
}

// lastDated is the newest snapshot of a list whose day a publication states, nil
// when there is none: a day that is only assumed, or the starter's, makes nothing old.
func (u *Updater) lastDated(ctx context.Context, l cordon.ListID) (last *cordon.Snapshot, err error) {
	all, err := u.Store.Snapshots(ctx, l)
	for i := range all {
		s := &all[i]
		if !s.Starter && !s.Undated && (last == nil || !s.Published.Before(last.Published)) {
			last = s
		}
	}
	return last, err
}

// seen completes the outcome of a publication that is known. What was held when
// it was loaded is still pending: the same file again confirms nothing; force
// accepts it.
func (u *Updater) seen(ctx context.Context, p *publication, force bool, out *Outcome) *Outcome {
	if out.State != Unchanged {
		return out
	}
	waiting, err := u.Store.Pending(ctx, p.List)
	for i := range waiting {
		w := &waiting[i]
		switch {
		case !slices.Equal(w.Digests(), slices.Compact(p.digests())):
		case w.Whole: // it was refused once and is loaded since: Accept only settles it
		case force:
			return u.accept(ctx, w)
		default:
			out.Pending = w
		}
	}
	return out.fail(err)
}

// tooEarly refuses a publication dated in the future: stored, it would make
// every genuine file that follows "older". One day is allowed for publishers east
// of UTC.
func (u *Updater) tooEarly(p *publication) *Refused {
	today := cordon.DateOf(u.now())
	if p.Published.IsZero() || !today.AddDays(1).Before(p.Published) {
		return nil
	}
	return &Refused{List: p.List, Rule: "future", Reason: fmt.Sprintf("it is dated %s and today is %s by this machine's clock; "+
		"--force does not load it, since every later file would count as older; check the clock, or wait for the next publication",
		p.Published, today)}
}
