package list

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

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

// keep archives the file, or the zip that it is in. A member of a zip with several
// publications is archived for itself: the digest of the zip would not say which
// publication is meant.
func (f *file) keep(ctx context.Context, a *archive.Archive) error {
	if f.digest != "" {
		return nil
	}
	raw := f.raw
	if f.alone {
		raw = f.packed
	}
	r, err := raw(ctx)
	if err != nil {
		return f.problem(err)
	}
	defer r.Close()
	d, err := a.Put(ctx, r, maxRaw)
	if err != nil {
		return f.problem(err)
	}
	f.digest, f.raw = d, archived(a, d)
	if f.alone {
		f.zip, f.member = "", -1
	}
	return nil
}

// known puts into the outcome what is known of a publication: Unchanged when it is
// the newest and was loaded before, with the snapshot that it made; Older when one
// of a later date, or loaded later, is in force, with the snapshot in force. The
// state stays empty when it is new. It is never older than facts of the starter.
func (u *Updater) known(ctx context.Context, p *publication, out *Outcome) error {
	out.State, out.Snapshot, out.Before = "", nil, nil
	same, err := u.Store.SnapshotByDigests(ctx, p.List, p.digests())
	if err != nil && !errors.Is(err, cordon.ErrNotFound) {
		return err
	}
	if same != nil {
		return u.loadedBefore(ctx, same, out)
	}
	last, err := u.lastDated(ctx, p.List)
	if last != nil && !p.Published.IsZero() && p.before(last) {
		out.State, out.Snapshot = Older, last
	}
	return err
}

// before reports whether a publication is older than a snapshot: of an earlier day or,
// where both files give the instant, made earlier on that day.
func (p *publication) before(s *cordon.Snapshot) bool {
	if p.Published != s.Published || p.made.IsZero() || s.Made.IsZero() {
		return p.Published.Before(s.Published)
	}
	return p.made.Before(s.Made)
}

// mendsNot says what to do instead of loading a publication that is older than a list
// in force that lacks something: not even --force loads it, since it would take away
// what came since.
func (p *publication) mendsNot(out *Outcome) []cordon.Problem {
	if out.State != Older || !out.Snapshot.Partial() {
		return nil
	}
	get := "cordon update " + string(p.source.ID)
	if len(p.source.Addresses) == 0 {
		get = "cordon update --from"
	}
	return []cordon.Problem{{File: p.Files[0].Name, Reason: fmt.Sprintf(
		"not loaded, though the list in force lacks %s: it is older, and --force does not change that; "+
			"load a whole file of %s or later (%s), or both files into a new database, the older first",
		strings.Join(out.Snapshot.Lacks(), ", "), out.Snapshot.Published, get)}}
}

// loadedBefore is the outcome of a publication that made a snapshot before.
func (u *Updater) loadedBefore(ctx context.Context, same *cordon.Snapshot, out *Outcome) error {
	last, err := u.Store.LastSnapshot(ctx, same.List)
	switch {
	case err != nil:
		return err
	case last.ID == same.ID:
		out.State, out.Snapshot = Unchanged, same
	default:
		out.State, out.Snapshot, out.Before = Older, last, same
	}
	return nil
}

// lastDated is the newest snapshot of a list whose day a publication states, nil
// when there is none: a day that is only assumed, or the starter's, makes nothing old.
func (u *Updater) lastDated(ctx context.Context, l cordon.ListID) (last *cordon.Snapshot, err error) {
	all, err := u.Store.Snapshots(ctx, l)
	return newestDated(all), err
}

func newestDated(snaps []cordon.Snapshot) (last *cordon.Snapshot) {
	for i := range snaps {
		s := &snaps[i]
		if !s.Starter && !s.Undated && (last == nil || !s.Published.Before(last.Published)) {
			last = s
		}
	}
	return last
}

// stillPending completes the outcome of a publication that is known. What was held
// when it was loaded is still pending: the same file again confirms nothing; force
// accepts it.
func (u *Updater) stillPending(ctx context.Context, p *publication, force bool, out *Outcome) *Outcome {
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

// furthestEast is the time zone in which a day begins first (UTC+14, Kiribati): a
// publisher's date may be that of its own zone.
const furthestEast = 14 * time.Hour

// tooEarly refuses a publication dated in the future, where no time zone has its
// date yet: stored, it would make every genuine file that follows "older".
func (u *Updater) tooEarly(p *publication) *Refused {
	now := u.now()
	if !cordon.DateOf(now.Add(furthestEast)).Before(p.Published) {
		return nil
	}
	return &Refused{List: p.List, Rule: "future", Reason: fmt.Sprintf("it is dated %s, in the future: by this machine's clock it is %s UTC; "+
		"--force does not load it, since every later file would count as older; check the clock, or wait for the next publication",
		p.Published, now.Format("2006-01-02 15:04"))}
}
