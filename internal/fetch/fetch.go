// Package fetch gets bytes from the net: conditional, with retries and limits.
//
// A request is tried again when the server is busy or failing (429, 5xx) or the
// connection breaks before an answer came, with growing waits, or after the
// wait that the server asks for. A body that breaks off in the middle is an
// error of its reader: nothing is joined from two answers. Whether a page is
// what was expected (a list, not HTML) is not judged here.
package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/failsafehttp"

	"cordon"
)

// A Client gets files. The zero Client is ready to use.
//
// It connects to public addresses only. An address that a person configures or
// a server redirects to may name a machine inside the network that Cordon runs
// in; whether it does is decided on the address that is dialled, behind all
// redirects and name servers.
type Client struct {
	MaxBytes int64         // of one file; 0: 512 MiB
	Attempts int           // 0: 5, since the EU's service answers 500 in bursts of a few
	Wait     time.Duration // before the second attempt, doubled for each further one; 0: 2 s
	Timeout  time.Duration // of one Get with its attempts and its body; 0: 15 min
	Private  bool          // private, loopback and link-local addresses may be dialled too, for tests with servers of their own
}

// The defaults. The largest list (OFAC's Advanced XML) has some 120 MB; the
// EU's file is built while one waits, which takes over a minute.
const (
	maxBytes  = 512 << 20
	attempts  = 5
	firstWait = 2 * time.Second
	longWait  = 2 * time.Minute // no wait is longer, whatever Retry-After says
	redirects = 10              // the EU's service takes two
	timeout   = 15 * time.Minute
)

// A Page is one answer. Body is nil when the server said that nothing changed.
// Reading Body fails with cordon.ErrRefused behind MaxBytes; it must be closed.
type Page struct {
	URL, MediaType, ETag, Modified string
	Body                           io.ReadCloser
}

// Get gets one address; etag and modified are of the copy we have, or empty.
func (c *Client) Get(ctx context.Context, address, etag, modified string) (page *Page, err error) {
	defer cordon.Wrap(&err, "fetch.Get(%s)", address)
	ctx, cancel := context.WithTimeout(ctx, or(c.Timeout, timeout))
	defer func() {
		if page == nil || page.Body == nil {
			cancel()
		}
	}()
	req, err := request(ctx, address, etag, modified)
	if err != nil {
		return nil, err
	}
	resp, err := failsafehttp.NewRequest(req, clients[c.Private], c.policy()).Do()
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

func request(ctx context.Context, address, etag, modified string) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
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

// clients are the client for public addresses and the one for all, by Private.
var clients = map[bool]*http.Client{
	false: {Transport: transport(public), CheckRedirect: follow},
	true:  {Transport: transport(nil), CheckRedirect: follow},
}

// follow allows some redirects, never from https to http.
func follow(req *http.Request, via []*http.Request) error {
	if len(via) >= redirects {
		return fmt.Errorf("%w: more than %d redirects", cordon.ErrRefused, redirects)
	}
	if via[len(via)-1].URL.Scheme == "https" && req.URL.Scheme != "https" {
		return fmt.Errorf("%w: redirect from https to %s", cordon.ErrRefused, req.URL)
	}
	return nil
}

// transport dials what control allows. A proxy that the environment names is
// dialled whatever its address; the proxy decides which hosts it reaches.
func transport(control func(network, address string, c syscall.RawConn) error) *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.ResponseHeaderTimeout = 4 * time.Minute
	t.MaxResponseHeaderBytes = 1 << 20
	guarded := &net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second, Control: control}
	free, proxies := t.DialContext, proxies()
	t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if slices.Contains(proxies, address) {
			return free(ctx, network, address)
		}
		return guarded.DialContext(ctx, network, address)
	}
	return t
}

// proxies are the addresses of the proxies that the environment names.
func proxies() (out []string) {
	ports := map[string]string{"http": "80", "https": "443", "socks5": "1080", "socks5h": "1080"}
	for _, scheme := range []string{"http", "https"} {
		u, err := http.ProxyFromEnvironment(&http.Request{URL: &url.URL{Scheme: scheme, Host: "example.org"}})
		if err == nil && u != nil {
			out = append(out, net.JoinHostPort(u.Hostname(), cmp.Or(u.Port(), ports[u.Scheme])))
		}
	}
	return out
}

// public refuses to connect to an address inside a network. It is called with
// the address that a name was resolved to, so that a name that resolves to
// another machine the second time is refused too.
func public(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: address %s: %w", cordon.ErrRefused, address, err)
	}
	ip := at.Addr().Unmap().WithZone("")
	for _, net := range inside {
		if net.Contains(ip) {
			return fmt.Errorf("%w: %s is not a public address (%s)", cordon.ErrRefused, ip, net)
		}
	}
	return nil
}

// inside are the networks that are not the public internet, from IANA's
// registries of special-purpose addresses. 64:ff9b::/96, 2002::/16 and
// 2001::/32 lead to an IPv4 address written into an IPv6 one.
var inside = prefixes("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
	"192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
	"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32", "2002::/16", "3fff::/20", "fc00::/7", "fe80::/9",
	"ff00::/8")

func prefixes(texts ...string) (out []netip.Prefix) {
	for _, t := range texts {
		out = append(out, netip.MustParsePrefix(t))
	}
	return out
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
