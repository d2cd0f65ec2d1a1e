package list

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"

	"cordon"
	"cordon/internal/archive"
	"cordon/internal/fetch"
	local "cordon/internal/input"
)

// last is the newest snapshot of a list in force, nil when there is none.
func (u *Updater) last(ctx context.Context, l cordon.ListID) (*cordon.Snapshot, error) {
	s, err := u.Store.LastSnapshot(ctx, l)
	if errors.Is(err, cordon.ErrNotFound) {
		return nil, nil
	}
	return s, err
}

// download gets the files of a list and archives them before they are examined;
// nil when the publisher answers that nothing changed.
func (u *Updater) download(ctx context.Context, src *Source, last *cordon.Snapshot, force bool) ([]*file, error) {
	if len(src.Addresses) == 0 {
		return nil, fmt.Errorf("%w: %s was closed on %s and is no longer published: load its last files with --from",
			cordon.ErrConflict, src.ID, src.Closed)
	}
	etag, modified, err := u.condition(ctx, src, last, force)
	if err != nil {
		return nil, err
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

// condition returns what makes a request conditional: the ETag and Last-Modified of
// the last publication. Both are empty for a list of several files, which change
// independently, and when "not modified" would end the update too early: it is
// forced, something of the list is pending, or the archive lacks a file of the last.
func (u *Updater) condition(ctx context.Context, src *Source, last *cordon.Snapshot, force bool) (etag, modified string, err error) {
	if force || last == nil || len(src.Addresses) != 1 {
		return "", "", nil
	}
	waiting, err := u.Store.Pending(ctx, src.ID)
	if err != nil || len(waiting) > 0 {
		return "", "", err
	}
	if lost, err := u.lost(ctx, last); err != nil || lost {
		return "", "", err
	}
	return last.ETag, last.Modified, nil
}

// lost reports whether the archive lacks a file of a snapshot.
func (u *Updater) lost(ctx context.Context, s *cordon.Snapshot) (bool, error) {
	for _, d := range s.Digests {
		r, err := u.Archive.Get(ctx, d)
		if errors.Is(err, cordon.ErrNotFound) {
			return true, nil
		}
		if err != nil {
			return false, err
		}
		r.Close()
	}
	return false, nil
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

func archived(a *archive.Archive, d cordon.Digest) func(context.Context) (io.ReadCloser, error) {
	return func(ctx context.Context) (io.ReadCloser, error) { return a.Get(ctx, d) }
}

// publication recognises the files of one download as one publication.
func (u *Updater) publication(ctx context.Context, src *Source, files []*file) (*publication, error) {
	t := &tally{}
	var all []*listFile
	for _, f := range files {
		all = append(all, u.recognise(ctx, f, []*Source{src}, t)...)
	}
	pubs := u.group(ctx, all, t)
	if len(t.bad) > 0 {
		return nil, errors.Join(notLoaded(t.bad).Unwrap()...) // reported nowhere else
	}
	if len(pubs) != 1 {
		p := cordon.Problem{File: files[0].name, Reason: fmt.Sprintf("%d publications of %s found where one was expected", len(pubs), src.ID)}
		if len(t.unrecognised) > 0 {
			p.File, p.Reason = t.unrecognised[0].Files[0], t.unrecognised[0].Error
		}
		return nil, p
	}
	return pubs[0], nil
}

// collect walks a file or folder and recognises what is there. In a folder that is
// an archive, its manifests say which files belong together and of which day.
func (u *Updater) collect(ctx context.Context, root string, t *tally) ([]*listFile, error) {
	var all []*listFile
	var manifests []manifest
	err := local.Walk(ctx, root, func(p string, err error) error {
		name := inRoot(root, p)
		switch {
		case errors.Is(err, cordon.ErrInvalid), errors.Is(err, cordon.ErrNotFound): // a FIFO, a link to nothing
			t.unknown(name, err.Error())
			return nil
		case err != nil:
			t.add(failed("", []*file{{name: name}}, err))
			return nil
		}
		raw := func(ctx context.Context) (io.ReadCloser, error) { return local.Open(ctx, p) }
		f := &file{name: name, dir: path.Dir(name), raw: raw, member: -1}
		if m, ok := readManifest(ctx, f); ok {
			manifests = append(manifests, m)
			return nil
		}
		all = append(all, u.recognise(ctx, f, u.Sources, t)...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return place(ctx, all, manifests, t), nil
}

// inRoot returns the path below the root, with the root's own last element in
// front, so that a date in it is found.
func inRoot(root, p string) string {
	rel, err := filepath.Rel(root, p)
	if err != nil || rel == "." {
		return filepath.Base(p)
	}
	if abs, err := filepath.Abs(root); err == nil {
		rel = filepath.Join(filepath.Base(abs), rel)
	}
	return filepath.ToSlash(rel)
}
