package archive

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"iter"
	"path"
	"regexp"
	"time"

	"gocloud.dev/gcerrors"

	"cordon"
)

// A Condition is what Verify found a file of the archive to be.
type Condition string

// The conditions of a file.
const (
	Sound     Condition = "sound"     // the bytes are those of its digest
	Changed   Condition = "changed"   // the bytes are not those of its digest
	Unread    Condition = "unread"    // the bytes could not be read to their end
	Temporary Condition = "temporary" // left by a program that was stopped while it wrote
	Foreign   Condition = "foreign"   // its name is not a digest: the archive never wrote it
)

// A File is one file of the archive as Verify found it.
type File struct {
	Key       string        // where it is, from the archive's root
	Digest    cordon.Digest // that it is kept under; empty for a temporary or foreign file
	Condition Condition
	Found     string // what is wrong, in words; empty for a sound file
}

// strayAfter is how old a temporary file must be to count as left behind: the
// largest file that an update takes is written in minutes.
const strayAfter = time.Hour

// pageFiles is how many names are listed at a time. A folder is walked again
// for each page, so a page is large.
const pageFiles = 10_000

// Verify reads every file of the archive and yields what it found. A temporary
// file that may still be written (younger than an hour before now) is left out.
// Bytes that cannot be read are a finding, not an error.
func (a *Archive) Verify(ctx context.Context, now time.Time) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		for o, err := range a.objects(ctx) {
			if err != nil {
				yield(File{}, fmt.Errorf("archive.Verify: %w", err))
				return
			}
			if temporary.MatchString(o.Key) && now.Sub(o.ModTime) < strayAfter {
				continue
			}
			f, err := a.verify(ctx, o.Key)
			if !yield(f, err) || err != nil {
				return
			}
		}
	}
}

// temporary is the name of a file that is being written: the key of a digest with
// the addition of the library that writes it.
var temporary = regexp.MustCompile(`^sha256/[0-9a-f]{2}/[0-9a-f]{62}\.[0-9a-f]+\.tmp$`)

// verify reads one file. The error is only that of an ended context.
func (a *Archive) verify(ctx context.Context, k string) (File, error) {
	f := File{Key: k, Condition: Sound}
	d, ok := digestAt(k)
	switch {
	case temporary.MatchString(k):
		f.Condition, f.Found = Temporary, "left by a program that was stopped while it wrote"
		return f, nil
	case !ok:
		f.Condition, f.Found = Foreign, "its name is not a digest"
		return f, nil
	}
	f.Digest = d
	got, err := a.digestOf(ctx, d)
	switch {
	case ctx.Err() != nil:
		return f, fmt.Errorf("archive.Verify: %w", ctx.Err())
	case err != nil:
		f.Condition, f.Found = Unread, err.Error()
	case got != d:
		f.Condition, f.Found = Changed, fmt.Sprintf("its bytes have become those of %s", got)
	}
	return f, nil
}

// digestOf is the digest of the bytes that are kept under a digest.
func (a *Archive) digestOf(ctx context.Context, d cordon.Digest) (cordon.Digest, error) {
	r, err := a.open(ctx, d)
	if err != nil {
		return "", err
	}
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(h, &stoppable{ctx, r}); err != nil {
		return "", err
	}
	return digest(h), nil
}

// Has reports whether bytes are kept under a digest. It does not read them.
func (a *Archive) Has(ctx context.Context, d cordon.Digest) (_ bool, err error) {
	defer cordon.Wrap(&err, "archive.Has(%s)", d)
	if err := checkDigest(d); err != nil {
		return false, err
	}
	return a.bucket.Exists(ctx, Key(d))
}

// Sweep removes a temporary file that Verify found. Any other file is refused
// with cordon.ErrInvalid: the archive never forgets what it took in.
func (a *Archive) Sweep(ctx context.Context, f File) (err error) {
	defer cordon.Wrap(&err, "archive.Sweep(%s)", f.Key)
	if f.Condition != Temporary || !temporary.MatchString(path.Clean(f.Key)) {
		return fmt.Errorf("it is %s: %w", f.Condition, cordon.ErrInvalid)
	}
	err = a.bucket.Delete(ctx, f.Key)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil // another program was faster
	}
	return err
}
