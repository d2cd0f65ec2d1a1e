// Package fetch gets bytes from the net: conditional, with retries and limits.
//
// A request is tried again when the server is busy or failing (429, 5xx) or the
// connection breaks before an answer came, with growing waits, or after the
// wait that the server asks for. A body that breaks off in the middle is an
// error of its reader: nothing is joined from two answers. What a page is
// worth (HTML where a list was expected) is not judged here.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/failsafehttp"

	"cordon"
)

// A Client gets files. The zero Client is ready to use.
type Client struct {
	MaxBytes int64         // of one file; 0: 512 MiB
	Attempts int           // 0: 5, since the EU's service answers 500 in bursts of a few
	Wait     time.Duration // before the second attempt, doubled for each further one; 0: 2 s
	Timeout  time.Duration // of one Get with its attempts and its body; 0: 15 min
}

// The defaults. The largest list (OFAC's Advanced XML) has some 120 MB; the
// EU's file is built while one waits, which takes over a minute.
const (
	maxBytes  = 512 << 20
	attempts  = 5
	firstWait = 2 * time.Second
	longWait  = 2 * time.Minute // no wait is longer, whatever Retry-After says
	timeout   = 15 * time.Minute
)

// A Page is one answer. Body is nil when the server said that nothing changed.
// Reading Body fails with cordon.ErrRefused behind MaxBytes; it must be closed.
type Page struct {
	URL, MediaType, ETag, Modified string
	Body                           io.ReadCloser
}

// Get gets one address; etag and modified are of the copy we have, or empty.
func (c *Client) Get(ctx context.Context, url, etag, modified string) (page *Page, err error) {
	defer cordon.Wrap(&err, "fetch.Get(%s)", url)
	ctx, cancel := context.WithTimeout(ctx, or(c.Timeout, timeout))
	defer func() {
		if page == nil || page.Body == nil {
			cancel()
		}
	}()
	req, err := request(ctx, url, etag, modified)
	if err != nil {
		return nil, err
	}
	resp, err := failsafehttp.NewRequest(req, client, c.policy()).Do()
	if err != nil {
		return nil, err
	}
	page, err = c.page(resp, etag != "" || modified != "")
	if err != nil || page.Body == nil {
		resp.Body.Close()
		return page, err
	}
	page.Body = &body{resp.Body, cancel, or(c.MaxBytes, maxBytes), resp.ContentLength}
	return page, nil
}

func request(ctx context.Context, url, etag, modified string) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", cordon.ErrInvalid, err)
	}
	if s := req.URL.Scheme; s != "http" && s != "https" {
		return nil, fmt.Errorf("%w: not an address of the web: scheme %q", cordon.ErrInvalid, s)
	}
	req.Header.Set("User-Agent", "cordon")
	if etag != "" {
		req.Header.Set("If-None-Match", etag)
	}
	if modified != "" {
		req.Header.Set("If-Modified-Since", modified)
	}
	return req, nil
}

// client follows up to ten redirects (net/http's own limit), never from https
// to http.
var client = &http.Client{
	Transport: transport(),
	CheckRedirect: func(req *http.Request, via []*http.Request) error {
		if len(via) >= 10 {
			return errors.New("stopped after 10 redirects") // failsafehttp knows these words: no retry
		}
		if via[len(via)-1].URL.Scheme == "https" && req.URL.Scheme != "https" {
			return fmt.Errorf("%w: redirect from https to %s", cordon.ErrRefused, req.URL)
		}
		return nil
	},
}

func transport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.ResponseHeaderTimeout = 4 * time.Minute
	return t
}

func (c *Client) policy() failsafe.Policy[*http.Response] {
	first := or(c.Wait, firstWait)
	return failsafehttp.NewRetryPolicyBuilder().
		WithMaxAttempts(or(c.Attempts, attempts)).
		WithBackoff(first, max(longWait, 2*first)).
		WithDelayFunc(delay).
		AbortOnErrors(context.Canceled, context.DeadlineExceeded, cordon.ErrRefused).
		ReturnLastFailure().
		OnRetryScheduled(func(e failsafe.ExecutionScheduledEvent[*http.Response]) {
			if r := e.LastResult(); r != nil {
				r.Body.Close()
			}
		}).Build()
}

// delay is what Retry-After asks for, in seconds or as a date, or -1 for the
// policy's own back-off.
func delay(e failsafe.ExecutionAttempt[*http.Response]) time.Duration {
	r := e.LastResult()
	if r == nil {
		return -1
	}
	after := r.Header.Get("Retry-After")
	if n, err := strconv.Atoi(after); err == nil && n >= 0 {
		return min(time.Duration(min(n, 3600))*time.Second, longWait)
	}
	at, err := http.ParseTime(after)
	now, errNow := http.ParseTime(r.Header.Get("Date"))
	if err != nil || errNow != nil {
		return -1
	}
	return min(max(at.Sub(now), 0), longWait)
}

// page is the answer without its body's wrapping.
func (c *Client) page(r *http.Response, conditional bool) (*Page, error) {
	p := &Page{URL: r.Request.URL.String(), ETag: r.Header.Get("ETag"), Modified: r.Header.Get("Last-Modified"), Body: r.Body}
	p.MediaType, _, _ = mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case r.StatusCode == http.StatusOK:
	case r.StatusCode == http.StatusNotModified && conditional:
		p.Body = nil
		return p, nil
	case r.StatusCode == http.StatusNotFound, r.StatusCode == http.StatusGone:
		return nil, fmt.Errorf("%w: the server answers %s", cordon.ErrNotFound, r.Status)
	default:
		return nil, fmt.Errorf("the server answers %s", r.Status)
	}
	if limit := or(c.MaxBytes, maxBytes); r.ContentLength > limit {
		return nil, fmt.Errorf("%w: %d bytes announced, at most %d are taken", cordon.ErrRefused, r.ContentLength, limit)
	}
	return p, nil
}

// A body ends with an error when it is longer than it may be.
type body struct {
	io.ReadCloser
	cancel context.CancelFunc
	left   int64
	length int64
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, fmt.Errorf("%w: file longer than its limit", cordon.ErrRefused)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = fmt.Errorf("the connection broke off before the announced %d bytes: %w", b.length, err)
	}
	return n, err
}

func (b *body) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}

func or[T int | int64 | time.Duration](v, otherwise T) T {
	if v == 0 {
		return otherwise
	}
	return v
}
