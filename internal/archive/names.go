package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"

	"gocloud.dev/blob"

	"cordon"
)

// A Name is a file of the archive as a listing shows it: its bytes are not read.
type Name struct {
	Digest cordon.Digest // that it is kept under
	Size   int64         // in bytes
}

// Folder is the path of an archive that is a folder; empty for a bucket, whose
// listing asks a server.
func (a *Archive) Folder() string { return a.dir }

// Names yields the files that are kept under a digest, in no order. Of what else is
// there, Verify reports.
func (a *Archive) Names(ctx context.Context) iter.Seq2[Name, error] {
	return func(yield func(Name, error) bool) {
		all := a.objects(ctx)
		if a.dir != "" {
			all = a.folders(ctx)
		}
		for o, err := range all {
			if err != nil {
				yield(Name{}, fmt.Errorf("archive.Names: %w", err))
				return
			}
			if d, ok := digestAt(o.Key); ok && !yield(Name{d, o.Size}, nil) {
				return
			}
		}
	}
}

// objects yields all that is in the archive, with the library's own listing.
func (a *Archive) objects(ctx context.Context) iter.Seq2[*blob.ListObject, error] {
	return func(yield func(*blob.ListObject, error) bool) {
		token := blob.FirstPageToken
		for len(token) > 0 {
			page, next, err := a.bucket.ListPage(ctx, token, pageFiles, nil)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, o := range page {
				if err := ctx.Err(); err != nil {
					yield(nil, err)
					return
				}
				if !o.IsDir && !yield(o, nil) {
					return
				}
			}
			token = next
		}
	}
}

// folders yields the regular files in the folders of digests, and those that links
// there name, as Get opens them. The library looks for a file of metadata beside each:
// ten times as long.
func (a *Archive) folders(ctx context.Context) iter.Seq2[*blob.ListObject, error] {
	return func(yield func(*blob.ListObject, error) bool) {
		top, err := os.ReadDir(filepath.Join(a.dir, "sha256"))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			yield(nil, err)
			return
		}
		for _, dir := range top {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			files, err := os.ReadDir(filepath.Join(a.dir, "sha256", dir.Name()))
			switch {
			case err != nil && !dir.IsDir(): // a foreign file
				continue
			case err != nil:
				yield(nil, err)
				return
			}
			for _, f := range files {
				key := path.Join("sha256", dir.Name(), f.Name())
				info, err := os.Stat(filepath.Join(a.dir, filepath.FromSlash(key))) // of what a link names, too
				if err != nil || !info.Mode().IsRegular() {                         // gone meanwhile; a FIFO
					continue
				}
				if !yield(&blob.ListObject{Key: key, Size: info.Size()}, nil) {
					return
				}
			}
		}
	}
}

// digestAt is the digest whose bytes are kept at a key; false where none are.
func digestAt(key string) (cordon.Digest, bool) {
	d := cordon.Digest("sha256:" + strings.ReplaceAll(strings.TrimPrefix(key, "sha256/"), "/", ""))
	return d, checkDigest(d) == nil && Key(d) == key
}
