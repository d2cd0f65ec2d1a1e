// Package archive keeps fetched bytes under their digest, in a folder or in an
// S3-compatible bucket.
package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/s3blob" // s3://
	"gocloud.dev/gcerrors"

	"cordon"
	"cordon/internal/input"
)

// An Archive is a folder or a bucket. Its methods may be used by several
// goroutines at once.
type Archive struct {
	bucket *blob.Bucket
	dir    string // the folder; empty for a bucket
}

// Open opens an archive: a folder's path, "file:///…" or "s3://bucket?region=…&endpoint=…".
// A folder that is missing is made. A bucket must be there. With an endpoint
// the bucket is named in the path, as S3-compatible servers want it; keys come
// from the environment as for any S3 client.
func Open(ctx context.Context, url string) (a *Archive, err error) {
	defer cordon.Wrap(&err, "archive.Open(%s)", url)
	scheme, _, isURL := strings.Cut(url, "://")
	switch {
	case url == "" || strings.ContainsRune(url, 0):
		return nil, fmt.Errorf("no folder or bucket named: %w", cordon.ErrInvalid)
	case !isURL:
		return openFolder(url)
	case scheme == "file":
		return openFileURL(url)
	case scheme == "s3":
		return openS3(ctx, url)
	}
	return nil, fmt.Errorf("no archive of kind %q; give a folder, file:///… or s3://…: %w", scheme, cordon.ErrInvalid)
}

// openFolder keeps temporary files beside the others: a rename across file
// systems would fail. Sidecar files of metadata are not wanted.
func openFolder(dir string) (*Archive, error) {
	dir = filepath.Clean(dir)
	b, err := fileblob.OpenBucket(dir, &fileblob.Options{
		CreateDir: true, DirFileMode: 0o755, NoTempDir: true, Metadata: fileblob.MetadataDontWrite,
	})
	if err != nil {
		return nil, err
	}
	return &Archive{b, dir}, nil
}

func openFileURL(text string) (*Archive, error) {
	u, err := url.Parse(text)
	if err != nil || u.Path == "" || u.Host != "" || u.RawQuery != "" {
		return nil, fmt.Errorf("a folder's URL is file:/// and its path: %w", cordon.ErrInvalid)
	}
	return openFolder(filepath.FromSlash(u.Path))
}

func openS3(ctx context.Context, text string) (*Archive, error) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || strings.Trim(u.Path, "/") != "" {
		return nil, fmt.Errorf("a bucket's URL is s3://bucket?region=…&endpoint=…: %w", cordon.ErrInvalid)
	}
	q := u.Query()
	if q.Has("endpoint") {
		for name, value := range map[string]string{
			"use_path_style": "true",
			// The trailing checksum that the client adds by itself is not
			// understood by every S3-compatible server; we check the digest.
			"request_checksum_calculation": "when_required",
			"response_checksum_validation": "when_required",
		} {
			if !q.Has(name) {
				q.Set(name, value)
			}
		}
	}
	u.Path, u.RawQuery = "", q.Encode()
	b, err := blob.OpenBucket(ctx, u.String())
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, cordon.ErrInvalid)
	}
	switch ok, err := b.IsAccessible(ctx); {
	case err != nil:
		return nil, errors.Join(err, b.Close())
	case !ok:
		return nil, errors.Join(fmt.Errorf("no bucket %s, or no right to read it: %w", u.Host, cordon.ErrNotFound), b.Close())
	}
	return &Archive{bucket: b}, nil
}

// explained adds to an error for lack of room what to do about it.
func explained(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("the disk is full: free some space and run it again; nothing that was stored is lost: %w", err)
	case errors.Is(err, syscall.EFBIG):
		return fmt.Errorf("a file may not grow so large here: raise the limit (ulimit -f) and run it again; "+
			"nothing that was stored is lost: %w", err)
	}
	return err
}

// Put keeps the bytes of r and returns their digest. Bytes that are there
// already are not written again; a file that bears their digest and holds other
// bytes, or cannot be read, is replaced by them. At most limit bytes are read (0:
// no limit); more is cordon.ErrRefused and nothing is kept. Once Put returns, a
// loss of power does not lose the bytes.
func (a *Archive) Put(ctx context.Context, r io.Reader, limit int64) (_ cordon.Digest, err error) {
	defer cordon.Wrap(&err, "archive.Put")
	defer func() { err = explained(err) }()
	// The key is known only after the last byte, so they go to a file of the
	// machine first; nothing partial is ever visible in the archive.
	temp, err := os.CreateTemp("", "cordon-archive-")
	if err != nil {
		return "", err
	}
	// Without a name it goes with the process, however that ends. Where an open
	// file keeps its name (Windows), it goes at the end.
	unnamed := os.Remove(temp.Name()) == nil
	defer func() {
		err = errors.Join(err, temp.Close())
		if !unnamed {
			err = errors.Join(err, os.Remove(temp.Name()))
		}
	}()
	d, err := copyHashed(ctx, temp, r, limit)
	if err != nil {
		return "", err
	}
	if held, err := a.digestOf(ctx, d); err == nil && held == d {
		return d, a.settleAgain(Key(d))
	}
	if _, err := temp.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	if err := a.upload(ctx, Key(d), temp); err != nil {
		return "", err
	}
	if err := a.confirm(ctx, d); err != nil {
		return "", err
	}
	return d, a.settle(Key(d))
}

// confirm reads back what a bucket was given: not every server that says that it
// kept the bytes kept all of them. A folder's writes report their errors themselves.
func (a *Archive) confirm(ctx context.Context, d cordon.Digest) error {
	if a.dir != "" {
		return nil
	}
	switch held, err := a.digestOf(ctx, d); {
	case err != nil:
		return err
	case held != d:
		return fmt.Errorf("the bucket holds other bytes than it was given (%s): mend it, or use another archive: %w", held, cordon.ErrConflict)
	}
	return nil
}

// upload writes a file that is whole or not there. The library gives a file its
// name on Close even after a failed write (a full disk), unless its context has ended.
func (a *Archive) upload(ctx context.Context, key string, r io.Reader) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	w, err := a.bucket.NewWriter(ctx, key, &blob.WriterOptions{ContentType: "application/octet-stream"})
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, &stoppable{ctx, r}); err != nil {
		cancel()
		_ = w.Close() // says only that the context has ended
		return err
	}
	return w.Close()
}

// settle has the disk keep a new file and its name in the folder. The snapshot
// that names the file is committed only afterwards.
func (a *Archive) settle(key string) error {
	if a.dir == "" {
		return nil
	}
	name := filepath.Join(a.dir, filepath.FromSlash(key))
	err := syncFile(name)
	for name != a.dir {
		name = filepath.Dir(name)
		err = errors.Join(err, syncFolder(name))
	}
	return err
}

// settleAgain settles a file that was there: who wrote it may have been killed
// before. An archive that can only be read holds nothing unsettled of ours.
func (a *Archive) settleAgain(key string) error {
	err := a.settle(key)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return nil
	}
	return err
}

func syncFile(name string) (err error) {
	f, err := os.OpenFile(name, os.O_RDWR|syscall.O_NONBLOCK, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return f.Sync()
}

// syncFolder does nothing where folders cannot be synchronised (Windows).
func syncFolder(name string) (err error) {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return f.Sync()
}

func copyHashed(ctx context.Context, w io.Writer, r io.Reader, limit int64) (cordon.Digest, error) {
	r = &stoppable{ctx, r}
	if limit > 0 {
		r = io.LimitReader(r, limit+1)
	}
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(w, h), r)
	if err != nil {
		return "", err
	}
	if limit > 0 && n > limit {
		return "", fmt.Errorf("more than %d bytes: %w", limit, cordon.ErrRefused)
	}
	return digest(h), nil
}

// A stoppable reader ends with its context's error.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

// Read reads on unless the context has ended.
func (s *stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}

func digest(h hash.Hash) cordon.Digest {
	return cordon.Digest("sha256:" + hex.EncodeToString(h.Sum(nil)))
}

// Key is the path below the archive's root at which the bytes of a digest are kept:
// sha256/ab/cdef…, so that no folder has more than a few thousand files in a million.
func Key(d cordon.Digest) string {
	return "sha256/" + string(d[7:9]) + "/" + string(d[9:])
}

func checkDigest(d cordon.Digest) error {
	h, ok := strings.CutPrefix(string(d), "sha256:")
	if b, err := hex.DecodeString(h); !ok || err != nil || len(b) != sha256.Size || h != strings.ToLower(h) {
		return fmt.Errorf("%q is not a digest: %w", string(d), cordon.ErrInvalid)
	}
	return nil
}

// Get opens the bytes of a digest, or cordon.ErrNotFound. Reading to the end
// fails if they are not what the digest says.
func (a *Archive) Get(ctx context.Context, d cordon.Digest) (_ io.ReadCloser, err error) {
	defer cordon.Wrap(&err, "archive.Get(%s)", d)
	if err := checkDigest(d); err != nil {
		return nil, err
	}
	r, err := a.open(ctx, d)
	if errors.Is(err, cordon.ErrNotFound) {
		return nil, cordon.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return &verified{ReadCloser: r, want: d, h: sha256.New()}, nil
}

// open opens the bytes at a digest's key, or cordon.ErrNotFound. In a folder they
// are a regular file: opening a FIFO would wait for a writer.
func (a *Archive) open(ctx context.Context, d cordon.Digest) (io.ReadCloser, error) {
	if a.dir != "" {
		return input.Open(ctx, filepath.Join(a.dir, filepath.FromSlash(Key(d))))
	}
	r, err := a.bucket.NewReader(ctx, Key(d), nil)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, fmt.Errorf("%w: %w", cordon.ErrNotFound, err)
	}
	return r, err
}

// A verified reader compares the digest at the end.
type verified struct {
	io.ReadCloser
	want cordon.Digest
	h    hash.Hash
}

// Read reads on; at the end of the wrong bytes it gives an error of the kind
// cordon.ErrInvalid in place of io.EOF.
func (v *verified) Read(p []byte) (int, error) {
	n, err := v.ReadCloser.Read(p)
	v.h.Write(p[:n])
	if err == io.EOF {
		if got := digest(v.h); got != v.want {
			return n, fmt.Errorf("archive: the bytes of %s have become those of %s: %w", v.want, got, cordon.ErrInvalid)
		}
	}
	return n, err
}

// Close releases the archive.
func (a *Archive) Close() (err error) {
	defer cordon.Wrap(&err, "archive.Close()")
	return a.bucket.Close()
}
