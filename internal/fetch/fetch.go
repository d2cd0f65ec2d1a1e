// Package fetch gets bytes from the net: conditional, with retries and limits.
package fetch

import (
	"context"
	"io"
)

// A Client gets files. The zero Client is ready to use.
type Client struct {
	MaxBytes int64 // of one file; 0: 512 MiB
}

// A Page is one answer. Body is nil when the server said that nothing changed.
type Page struct {
	URL, MediaType, ETag, Modified string
	Body                           io.ReadCloser
}

// Get gets one address; etag and modified are of the copy we have, or empty.
func (c *Client) Get(ctx context.Context, url, etag, modified string) (*Page, error) {
	panic("unwritten")
}
