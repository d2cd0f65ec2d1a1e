package list

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/archive"
	"cordon/internal/store"
)

// What Unloaded may cost, since every start of a command that answers pays it: 100
// beginnings of files take some 20 ms, 20,000 names 0.2 s. A zip is recognised by what
// is in it, so it is read whole.
const (
	mostListed = 20_000 // their names are digests: as good as drawn by lot
	mostHeads  = 100
	mostZipped = 32 << 20 // bytes of zips in all
)

// Unloaded counts, for each list of which the store has no publication (the starter's
// facts are none), the publications that a folder archive holds: somebody loaded them
// into another database, or into this one before it was lost. It is empty when every
// list that is still published is loaded. The largest files are examined first and
// nothing is read to its end, so that the counts are at least that many. A bucket is
// not asked.
func (u *Updater) Unloaded(ctx context.Context) (_ map[cordon.ListID]int, err error) {
	defer cordon.Wrap(&err, "list.Unloaded()")
	sources, open, err := u.neverLoaded(ctx)
	if err != nil || !open || u.Archive.Folder() == "" {
		return nil, err
	}
	names, err := u.unnamed(ctx, mostListed)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(names, func(a, b archive.Name) int {
		return cmp.Or(cmp.Compare(b.Size, a.Size), strings.Compare(string(a.Digest), string(b.Digest)))
	})
	count, zipped := map[cordon.ListID]int{}, int64(0)
	for _, n := range names[:min(len(names), mostHeads)] {
		f := u.ofArchive(n.Digest)
		zip, err := f.isZip(ctx)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if zip {
			zipped += n.Size
		}
		if err != nil || zip && zipped > mostZipped { // Check reports a file that cannot be read
			continue
		}
		for l := range mainOf(u.recognise(ctx, f, sources, &tally{})) {
			count[l]++
		}
	}
	return count, nil
}

// neverLoaded are the sources of which the store has no publication, and whether one
// of them is still published.
func (u *Updater) neverLoaded(ctx context.Context) (out []*Source, open bool, err error) {
	states, err := u.Store.ListStates(ctx)
	for _, src := range u.Sources {
		if st, ok := states[src.ID]; !ok || st.Snapshot.Starter {
			out, open = append(out, src), open || src.SupersededBy == ""
		}
	}
	return out, open, err
}

// unnamed are the files of the archive that no snapshot and no update that was held
// back names, among the first so many that are listed.
func (u *Updater) unnamed(ctx context.Context, most int) (out []archive.Name, err error) {
	named, err := u.named(ctx)
	if err != nil {
		return nil, err
	}
	for n, err := range u.Archive.Names(ctx) {
		if err != nil {
			return nil, err
		}
		if most--; most < 0 {
			break
		}
		if !named[n.Digest] {
			out = append(out, n)
		}
	}
	return out, nil
}

// named are the files of all publications that were loaded or held back.
func (u *Updater) named(ctx context.Context) (map[cordon.Digest]bool, error) {
	snaps, err := u.Store.Snapshots(ctx, "")
	if err != nil {
		return nil, err
	}
	held, err := u.Store.PendingUpdates(ctx)
	if err != nil {
		return nil, err
	}
	out := map[cordon.Digest]bool{}
	for i := range snaps {
		for _, d := range snaps[i].Digests {
			out[d] = true
		}
	}
	for i := range held {
		for _, d := range held[i].Digests() {
			out[d] = true
		}
	}
	return out, nil
}

// ofArchive is a file as the archive keeps it.
func (u *Updater) ofArchive(d cordon.Digest) *file {
	key := archive.Key(d)
	return &file{name: "archive/" + key, dir: "archive", member: -1, digest: d, raw: archived(u.Archive, d)}
}

// isZip reports whether the file is a zip, by its first bytes.
func (f *file) isZip(ctx context.Context) (bool, error) {
	r, err := f.raw(ctx)
	if err != nil {
		return false, err
	}
	defer r.Close()
	var head [len(zipMark)]byte
	n, err := io.ReadFull(r, head[:])
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return string(head[:n]) == zipMark, err
}

// mainOf are the lists of which the files are the main file of a publication. A side
// file tells nothing: it goes with a main file.
func mainOf(files []*listFile) map[cordon.ListID]bool {
	out := map[cordon.ListID]bool{}
	for _, f := range files {
		if r := f.readings[0]; len(r.format.Roles) == 0 || r.Role == r.format.Roles[0] {
			out[r.source.ID] = true
		}
	}
	return out
}

// Ahead reports, for each list, that the archive holds publications newer than the
// newest that the store has loaded: the store is an old one, such as a backup that was
// restored. What was held back or refused, what is older, what nothing dates, what is
// dated in the future and what cannot be read is not reported: to load it again
// changes nothing. Every file of the archive is examined; publications counts those
// that it holds.
func (u *Updater) Ahead(ctx context.Context) (publications int, out []store.Fault, err error) {
	defer cordon.Wrap(&err, "list.Ahead()")
	named, err := u.named(ctx)
	if err != nil {
		return 0, nil, err
	}
	files, err := u.listFiles(ctx)
	if err != nil {
		return 0, nil, err
	}
	pubs := inOrder(u.group(ctx, files, &tally{}), nil)
	newer := map[cordon.ListID][]*publication{} // the newest first
	for _, p := range slices.Backward(pubs) {
		o := &Outcome{}
		switch err := u.known(ctx, p, o); {
		case err != nil:
			return 0, nil, err
		case o.State == "" && !p.Published.IsZero() && !p.all(named) && u.tooEarly(p) == nil:
			newer[p.List] = append(newer[p.List], p)
		}
	}
	for _, src := range u.Sources {
		f, err := u.ahead(ctx, newer[src.ID])
		if err != nil {
			return 0, nil, err
		}
		if f != nil {
			out = append(out, *f)
		}
	}
	return len(pubs), out, nil
}

// all reports whether all files of the publication are among those.
func (p *publication) all(named map[cordon.Digest]bool) bool {
	return !slices.ContainsFunc(p.files, func(f *listFile) bool { return !named[f.digest] })
}

// ahead is the fault of one list; nil when none of its publications can be read.
func (u *Updater) ahead(ctx context.Context, newer []*publication) (*store.Fault, error) {
	for i, p := range newer {
		if _, err := u.read(ctx, p); err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			continue
		}
		last, err := u.lastDated(ctx, p.List)
		if err != nil {
			return nil, err
		}
		held := "it has loaded none"
		if last != nil {
			held = "the newest that it has loaded is of " + last.Published.String()
		}
		return &store.Fault{Rule: "archive/ahead", Where: "list " + string(p.List), Found: fmt.Sprintf(
			"the archive holds publications that the database never loaded (%d, the newest of %s); %s",
			len(newer)-i, p.Published, held)}, nil
	}
	return nil, nil
}

// listFiles are the list files of the archive, dated and put together by its manifests.
func (u *Updater) listFiles(ctx context.Context) ([]*listFile, error) {
	var all []*listFile
	var manifests []manifest
	t := &tally{} // Check reports files that cannot be read; others are no list
	for n, err := range u.Archive.Names(ctx) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		f := u.ofArchive(n.Digest)
		if m, ok := readManifest(ctx, f); ok {
			manifests = append(manifests, m)
			continue
		}
		all = append(all, u.recognise(ctx, f, u.Sources, t)...)
	}
	return place(ctx, all, manifests, t), nil
}
