package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"cordon"
)

// quick is a client whose waits are short.
func quick() *Client {
	return &Client{MaxBytes: 1000, Wait: time.Millisecond, Timeout: time.Minute, Private: true}
}

func serve(t *testing.T, h http.HandlerFunc) string {
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func TestGet(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.UserAgent() != "cordon" {
			t.Errorf("user agent %q", r.UserAgent())
		}
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Sat, 01 Aug 2026 23:00:03 GMT")
		if r.Header.Get("If-None-Match") == `"v1"` || r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		fmt.Fprint(w, "<a/>")
	})
	p, err := (&Client{Private: true}).Get(t.Context(), url, "", "")
	if err != nil {
		t.Fatal(err)
	}
	defer p.Body.Close()
	b, err := io.ReadAll(p.Body)
	if err != nil || string(b) != "<a/>" || p.MediaType != "text/xml" || p.ETag != `"v1"` || p.Modified == "" {
		t.Errorf("got %q, %+v, %v", b, p, err)
	}
	for _, known := range [][2]string{{p.ETag, ""}, {"", p.Modified}} {
		p, err = (&Client{Private: true}).Get(t.Context(), url, known[0], known[1])
		if err != nil || p.Body != nil {
			t.Errorf("conditional: got %+v, %v", p, err)
		}
	}
}

func TestRetries(t *testing.T) {
	for name, c := range map[string]struct {
		answers []int
		after   string
		ok      bool
		calls   int32
	}{
		"busy, then there": {[]int{503, 503, 200}, "", true, 3},
		"asks to wait":     {[]int{429, 200}, "0", true, 2},
		"never there":      {[]int{500, 500, 500, 500, 500, 500, 500}, "", false, 5},
		"not found":        {[]int{404, 200}, "", false, 1},
		"forbidden":        {[]int{403, 200}, "", false, 1},
		"unasked 304":      {[]int{304}, "", false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			var calls atomic.Int32
			url := serve(t, func(w http.ResponseWriter, r *http.Request) {
				n := calls.Add(1)
				if c.after != "" {
					w.Header().Set("Retry-After", c.after)
				}
				w.WriteHeader(c.answers[n-1])
			})
			p, err := quick().Get(t.Context(), url, "", "")
			if (err == nil) != c.ok || calls.Load() != c.calls {
				t.Errorf("got %v after %d calls", err, calls.Load())
			}
			if err == nil {
				p.Body.Close()
			}
			if name == "not found" && !errors.Is(err, cordon.ErrNotFound) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestRetryAfter(t *testing.T) {
	var calls atomic.Int32
	var first time.Time
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) == 1 {
			first = time.Now()
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(503)
		}
	})
	p, err := quick().Get(t.Context(), url, "", "")
	if err != nil {
		t.Fatal(err)
	}
	p.Body.Close()
	if d := time.Since(first); d < time.Second { // the server's wish is a lower bound, whatever the machine's speed
		t.Errorf("asked again after %v, not after a second", d)
	}
}

func TestHostile(t *testing.T) {
	stop := make(chan struct{})
	t.Cleanup(func() { close(stop) })
	handlers := map[string]http.HandlerFunc{
		"hang": func(w http.ResponseWriter, r *http.Request) {
			select {
			case <-stop:
			case <-r.Context().Done():
			}
		},
		"hang in the body": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, "<a>")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		},
		"endless body": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := io.WriteString(w, strings.Repeat("x", 1000)); err != nil {
					return
				}
			}
		},
		"announced too long": func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Content-Length", "100000") },
		"redirect loop":      func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/again", http.StatusFound) },
		"wrong length": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "500")
			fmt.Fprint(w, "short")
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		},
	}
	for name, want := range map[string]error{
		"hang": context.DeadlineExceeded, "hang in the body": context.DeadlineExceeded,
		"endless body": cordon.ErrRefused, "announced too long": cordon.ErrRefused,
		"redirect loop": cordon.ErrRefused, "wrong length": io.ErrUnexpectedEOF,
	} {
		t.Run(name, func(t *testing.T) {
			c := quick()
			c.Attempts = 2
			if strings.HasPrefix(name, "hang") {
				c.Timeout = 200 * time.Millisecond
			}
			p, err := c.Get(t.Context(), serve(t, handlers[name]), "", "")
			if err == nil {
				_, err = io.ReadAll(p.Body)
				p.Body.Close()
			}
			if err == nil || want != nil && !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		})
	}
}

func TestBadAddress(t *testing.T) {
	for _, url := range []string{"", "file:///etc/passwd", "ftp://a/b", "http://[", "://"} {
		if _, err := quick().Get(t.Context(), url, "", ""); !errors.Is(err, cordon.ErrInvalid) {
			t.Errorf("%q: got %v", url, err)
		}
	}
}

func TestDowngrade(t *testing.T) {
	plain := serve(t, func(w http.ResponseWriter, r *http.Request) { t.Error("followed to http") })
	s := httptest.NewTLSServer(http.RedirectHandler(plain, http.StatusFound))
	defer s.Close()
	c := *s.Client()
	c.CheckRedirect = clients[false].CheckRedirect
	if _, err := c.Get(s.URL); !errors.Is(err, cordon.ErrRefused) {
		t.Errorf("got %v", err)
	}
}

// TestPrivate: no request reaches a machine inside the network, whether the
// address says so, a name means it or a server redirects there; and none is
// tried a second time.
func TestPrivate(t *testing.T) {
	var calls atomic.Int32
	inner := serve(t, func(w http.ResponseWriter, r *http.Request) { calls.Add(1) })
	_, port, err := net.SplitHostPort(strings.TrimPrefix(inner, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	c := quick()
	c.Private = false
	for _, host := range []string{
		"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", "10.0.0.1", "169.254.169.254",
		"2130706433",
	} {
		if _, err := c.Get(t.Context(), "http://"+host+":"+port+"/", "", ""); err == nil || host != "2130706433" && !errors.Is(err,
			cordon.ErrRefused) {
			t.Errorf("%s: got %v", host, err)
		}
	}
	if n := calls.Load(); n > 0 {
		t.Errorf("%d requests arrived", n)
	}
	// A public server that redirects inside: the first step is let through by its
	// port, every further one is dialled as usual.
	outer := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, inner, http.StatusFound) })
	through := func(network, address string, raw syscall.RawConn) error {
		if strings.HasSuffix(outer, address) {
			return nil
		}
		return public(network, address, raw)
	}
	hc := &http.Client{Transport: transport(through), CheckRedirect: follow}
	if _, err := hc.Get(outer); !errors.Is(err, cordon.ErrRefused) || !strings.Contains(err.Error(), "127.0.0.1 is not a public address") {
		t.Errorf("redirect: got %v", err)
	}
	if n := calls.Load(); n > 0 {
		t.Errorf("%d requests arrived by a redirect", n)
	}
}

func TestPublic(t *testing.T) {
	for address, ok := range map[string]bool{
		"8.8.8.8:443": true, "[2606:4700::1]:443": true, "193.0.0.1:80": true, "172.32.0.1:80": true, "[2001:4860::1]:80": true,
		"10.1.2.3:80": false, "172.31.255.255:80": false, "192.168.1.1:80": false, "127.1.1.1:80": false, "169.254.169.254:80": false,
		"100.64.0.1:80": false, "0.0.0.0:80": false, "255.255.255.255:80": false, "239.0.0.1:80": false, "[::1]:80": false, "[::]:80": false,
		"[fe80::1%eth0]:80": false, "[fec0::1]:80": false, "[fd00::1]:80": false, "[ff02::1]:80": false, "[::ffff:10.0.0.1]:80": false,
		"[::7f00:1]:80":        false,
		"[64:ff9b::7f00:1]:80": false, "[2002:7f00:1::]:80": false, "nonsense": false,
	} {
		if err := public("tcp", address, nil); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
}
