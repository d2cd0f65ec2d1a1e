package kill

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cordon/internal/need"
)

// clients ask at once, each with a short pause, so that the update gets its share of the cores.
const (
	clients = 4
	pause   = 20 * time.Millisecond
)

// TestKillServed kills updates while the server answers clients out of the same
// store, and the server itself after that. Every answer names the listed party,
// or is a 503; the next update ends as one that was left alone.
func TestKillServed(t *testing.T) {
	t.Parallel()
	bin, l := build(t), loops["Update"]
	for on, g := range grounds {
		t.Run(on, func(t *testing.T) {
			t.Parallel()
			c := l.compare(t, bin, g)
			dice, n, hit := dice(t), kills(t), 0
			for i := range n {
				at := time.Duration(dice.Int64N(int64(c.took.cpu))) + need.Tick
				t.Run(fmt.Sprintf("%03d", i), func(t *testing.T) {
					if c.served(t, g.clone(t, c.begin), at) {
						hit++
					}
				})
			}
			if hit == 0 {
				t.Errorf("none of %d updates was killed before it ended", n)
			}
		})
	}
}

// served kills an update of a house that clients ask, lets the next run mend it
// while they go on, and kills the server in the middle of their requests. It
// reports whether the update was killed before it ended.
func (c *comparison) served(t *testing.T, h *house, at time.Duration) bool {
	s := serve(t, h)
	over, stop := context.WithCancel(t.Context())
	var asking sync.WaitGroup
	var hits atomic.Int64
	for range clients {
		asking.Go(func() { ask(over, t, s.url, &hits) })
	}
	r := h.runKilled(t, at, c.work...)
	if next := h.run(t, c.work...); next.code != c.code {
		t.Errorf("run again while clients ask: %v", next)
	}
	stop()
	s.kill()
	asking.Wait()
	if hits.Load() == 0 {
		t.Error("no client got an answer")
	}
	c.check(t, h, fmt.Sprintf("killed after %s of CPU time while clients asked", at))
	return r.killed
}

// ask asks for a listed party until all is over, and counts the hits. What goes
// wrong with a request after that is the server's end.
func ask(over context.Context, t *testing.T, base string, hits *atomic.Int64) {
	client := &http.Client{Timeout: time.Minute}
	for over.Err() == nil {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/search?q="+url.QueryEscape(asked[0]), nil)
		if err != nil {
			t.Error(err)
			return
		}
		resp, err := client.Do(req)
		if over.Err() != nil {
			if err == nil {
				resp.Body.Close()
			}
			return
		}
		if err != nil {
			t.Errorf("the server did not answer: %v", err)
			return
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		switch {
		case over.Err() != nil:
		case err != nil:
			t.Error(err)
		case resp.StatusCode == http.StatusServiceUnavailable:
		case resp.StatusCode != http.StatusOK || !strings.Contains(string(body), "KPi.076"):
			t.Errorf("status %d, and no hit for %s", resp.StatusCode, asked[0])
		default:
			hits.Add(1)
		}
		time.Sleep(pause)
	}
}

// A server is a running `cordon serve`.
type server struct {
	cmd *exec.Cmd
	url string
}

// serve starts the server of a house and waits until it says where it listens.
func serve(t *testing.T, h *house) *server {
	t.Helper()
	cmd := h.command(t.Context(), "serve", "--addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s := &server{cmd: cmd}
	t.Cleanup(s.kill)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, at, ok := strings.Cut(lines.Text(), "http://"); ok {
			s.url = "http://" + strings.TrimSpace(at)
			go io.Copy(io.Discard, out)
			return s
		}
	}
	t.Fatalf("the server did not start: %v", lines.Err())
	return nil
}

// kill ends the server as a power cut would.
func (s *server) kill() {
	_ = s.cmd.Process.Kill() // it may have been killed before
	_ = s.cmd.Wait()
}
