package web

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"cordon"
	"cordon/internal/store"
)

// hostTable is every form of Host, with what a server on 127.0.0.1 that is also
// called cordon.example.org answers, and what one on all addresses does.
var hostTable = []struct {
	host string
	own  int
	all  int
}{
	{"localhost", 200, 200},
	{"localhost:8080", 200, 200},
	{"LOCALHOST.:1", 200, 200},
	{"127.0.0.1:8080", 200, 200},
	{"127.8.9.1", 200, 200},
	{"[::1]:8080", 200, 200},
	{"[::1]", 200, 200},
	{"[::ffff:127.0.0.1]", 200, 200},
	{"cordon.example.org", 200, 200},
	{"Cordon.Example.ORG:443", 200, 200},
	{"evil.example", 421, 421},
	{"localhost.evil.example", 421, 421},
	{"evil.localhost", 421, 421},
	{"127.0.0.1.evil.example:8080", 421, 421},
	{"127.1", 421, 421}, // a browser writes it out
	{"192.168.1.5:8080", 421, 200},
	{"[fe80::1]", 421, 200},
	{"0.0.0.0:8080", 421, 200},
	{"", 400, 400},
	{"localhost:x", 400, 400},
	{"localhost:80:80", 400, 400},
	{"[::1", 400, 400},
	{"[127.0.0.1]", 400, 400},
	{"a b", 400, 400},
	{"localhost/evil.example", 400, 400},
	{"localhost@evil.example", 400, 400},
	{"<script>", 400, 400},
}

func TestHosts(t *testing.T) {
	own, err := HostsOf("127.0.0.1", "cordon.example.org")
	if err != nil {
		t.Fatal(err)
	}
	all, err := HostsOf("0.0.0.0", "cordon.example.org")
	if err != nil {
		t.Fatal(err)
	}
	s := world(t)
	for _, c := range hostTable {
		for _, hosts := range []struct {
			Hosts
			want int
		}{{own, c.own}, {all, c.all}} {
			s.Hosts = hosts.Hosts
			r := httptest.NewRequest("GET", "/lists", nil)
			r.Host = c.host
			w := httptest.NewRecorder()
			s.Handler().ServeHTTP(w, r)
			if w.Code != hosts.want {
				t.Errorf("Host %q: %d, want %d", c.host, w.Code, hosts.want)
			}
			if body := w.Body.String(); w.Code == 421 && !strings.Contains(body, "cordon serve --host") || w.Code != 200 &&
				strings.Contains(body, "un-sc") {
				t.Errorf("Host %q: the page does not say what to do, or says too much", c.host)
			}
		}
	}
}

func TestHostNames(t *testing.T) {
	for _, name := range []string{"", "http://x.example", "x.example:80", "*.example", "a/b", "x example"} {
		if _, err := HostsOf("127.0.0.1", name); !errors.Is(err, cordon.ErrInvalid) {
			t.Errorf("--host %q: %v", name, err)
		}
	}
	for _, name := range []string{"x.example", "X.example.", "10.0.0.7", "::1", "fd00::7"} {
		if _, err := HostsOf("127.0.0.1", name); err != nil {
			t.Errorf("--host %q: %v", name, err)
		}
	}
}

// FuzzHost: no Host that is not this machine's is answered.
func FuzzHost(f *testing.F) {
	for _, c := range hostTable {
		f.Add(c.host)
	}
	f.Add("0::1") // no header has it without brackets, the address listened on may
	var own Hosts
	f.Fuzz(func(t *testing.T, host string) {
		name, ok := hostName(host)
		if !ok || !own.allows(name) {
			return
		}
		plain, _, err := net.SplitHostPort(host)
		if err != nil {
			plain = strings.Trim(host, "[]")
		}
		plain, _, _ = strings.Cut(plain, "%") // the zone
		plain = strings.TrimSuffix(plain, ".")
		if !strings.EqualFold(plain, "localhost") && !net.ParseIP(plain).IsLoopback() {
			t.Errorf("%q is taken for this machine", host)
		}
	})
}

// FuzzQuery: a query is refused, or all of it is read.
func FuzzQuery(f *testing.F) {
	for _, q := range []string{"q=a", "q=a&q=b", "q=%zz", "a;b", "threshold=1e999", "birth=2024-02-30", "country=RUS&kind=person"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) {
		r := httptest.NewRequest("GET", "/search", nil)
		r.URL.RawQuery = query
		if checkQuery(r) != nil {
			return
		}
		v, q, err := asked(r)
		if err != nil {
			if !errors.Is(err, cordon.ErrInvalid) {
				t.Errorf("%q: %v", query, err)
			}
			return
		}
		if v.Form.Country != "" && len(q.Profile.Countries) != 1 || v.Form.Birth != "" && len(q.Profile.Births)+len(q.Profile.Founded) != 1 {
			t.Errorf("%q: part of it is dropped: %+v", query, q)
		}
		if v.Form.ID != "" && len(q.Profile.Identifiers) == 0 || v.Form.Name != "" && len(q.Profile.Names)+len(q.Profile.Identifiers) == 0 {
			t.Errorf("%q: a name or number is dropped: %+v", query, q)
		}
	})
}

// TestSameSite: what may write is not reached by a request of another site.
func TestSameSite(t *testing.T) {
	s := world(t)
	for _, c := range []struct {
		method, header, value string
		status                int
	}{
		{"POST", "Sec-Fetch-Site", "cross-site", 403},
		{"POST", "Sec-Fetch-Site", "same-site", 403},
		{"POST", "Origin", "https://evil.example", 403},
		{"POST", "Origin", "null", 403},
		{"DELETE", "Origin", "http://localhost:9999", 403},
		{"POST", "Sec-Fetch-Site", "same-origin", 200},
		{"POST", "Sec-Fetch-Site", "none", 200},
		{"POST", "Origin", "http://localhost:8080", 200},
		{"POST", "Accept", "text/html", 200}, // no browser
		{"GET", "Sec-Fetch-Site", "cross-site", 200},
		{"HEAD", "Origin", "https://evil.example", 200},
	} {
		reached := false
		h := s.sameSite(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
		r := httptest.NewRequest(c.method, "/", nil)
		r.Host = "localhost:8080"
		r.Header.Set(c.header, c.value)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.status || reached != (c.status == 200) {
			t.Errorf("%s with %s %s: %d, reached %v", c.method, c.header, c.value, w.Code, reached)
		}
	}
}

// TestPagesNeverWrite asks for every page and wants the database file to be, byte
// for byte, what it is after a run that asks for none.
func TestPagesNeverWrite(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cordon.db")
	run := func(use func(*Server)) cordon.Digest {
		st, err := store.Open(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		use(over(st))
		if err := st.Close(); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return cordon.DigestOf(b)
	}
	run(func(s *Server) { fill(t, s, facts()) })
	load := func(s *Server) {
		if err := s.Screen.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	before := run(load)
	after := run(func(s *Server) {
		load(s)
		for _, c := range routesTable {
			for _, method := range []string{"GET", "HEAD", "POST"} {
				get(t, s.Handler(), method, c.target)
			}
		}
	})
	if before != after {
		t.Error("a page has changed the database")
	}
}

func TestQueue(t *testing.T) {
	s := world(t)
	inside, free := make(chan bool), make(chan bool)
	h := s.queue(1, 20*time.Millisecond, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		inside <- true
		<-free
	}))
	ask := func() *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		return w
	}
	var first *httptest.ResponseRecorder
	var wg sync.WaitGroup
	wg.Go(func() { first = ask() })
	<-inside
	second := ask()
	if second.Code != 503 || second.Header().Get("Retry-After") == "" || !strings.Contains(second.Body.String(), "Try again") {
		t.Errorf("while busy: %d, %v", second.Code, second.Header())
	}
	close(free)
	wg.Wait()
	if first.Code != 200 {
		t.Errorf("the first: %d", first.Code)
	}
	wg.Go(func() { <-inside })
	if third := ask(); third.Code != 200 {
		t.Errorf("when free again: %d", third.Code)
	}
	wg.Wait()
}

// TestThousand asks on 1,000 connections at once: each is answered, with the page
// or with the time to try again.
func TestThousand(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	s := world(t)
	go func() { served <- s.Serve(ctx, ln) }()
	const conns = 1000
	var mu sync.Mutex
	var wg sync.WaitGroup
	got := map[int]int{}
	for range conns {
		wg.Go(func() {
			status, retry, err := askOnce(ctx, ln.Addr().String())
			mu.Lock()
			defer mu.Unlock()
			got[status]++
			if err != nil || status == 503 && !retry {
				t.Errorf("%d, %v", status, err)
			}
		})
	}
	wg.Wait()
	if got[200] == 0 || got[200]+got[503] != conns {
		t.Errorf("answers: %v", got)
	}
	t.Logf("answers: %v", got)
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
}

// askOnce asks for a page on a connection of its own, and leaves it open.
func askOnce(ctx context.Context, addr string) (status int, retry bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	var d net.Dialer
	c, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return 0, false, err
	}
	defer c.Close()
	defer context.AfterFunc(ctx, func() { c.Close() })()
	if _, err := fmt.Fprintf(c, "GET /search?q=Ri+Pyong+Chol HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		return 0, false, err
	}
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return 0, false, err
	}
	defer res.Body.Close()
	_, err = io.Copy(io.Discard, res.Body)
	return res.StatusCode, res.Header.Get("Retry-After") != "", err
}
