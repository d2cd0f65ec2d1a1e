// Package archive keeps fetched bytes under their digest, in a folder or in an
// S3-compatible bucket.
package archive

import (
	"context"
	"io"

	"cordon"
)

// An Archive is a folder or a bucket.
type Archive struct{}

// Open opens an archive: a folder's path, "file:///…" or "s3://bucket?region=…&endpoint=…".
// A folder that is missing is made.
func Open(ctx context.Context, url string) (*Archive, error) { panic("unwritten") }

// Put keeps the bytes of r and returns their digest. Bytes that are there
// already are not written again. At most limit bytes are read (0: no limit);
// more is cordon.ErrRefused and nothing is kept.
func (a *Archive) Put(ctx context.Context, r io.Reader, limit int64) (cordon.Digest, error) {
	panic("unwritten")
}

// Get opens the bytes of a digest, or cordon.ErrNotFound. Reading to the end
// fails if they are not what the digest says.
func (a *Archive) Get(ctx context.Context, d cordon.Digest) (io.ReadCloser, error) {
	panic("unwritten")
}

// Close releases the archive.
func (a *Archive) Close() error { panic("unwritten") }
