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
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
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
	bin, l := build(t), loops["Update"]
	for on, g := range grounds {
		t.Run(on, func(t *testing.T) {
			begin := l.prepare(t, bin, g)
			alone := g.clone(t, begin)
			r := alone.run(t, l.work...)
			if r.code != 0 {
				t.Fatalf("undisturbed: %v", r)
			}
			want := l.state(t, alone)
			dice := dice(t)
			for i := range kills(t) {
				at := time.Duration(dice.Int64N(int64(r.cpu))) + tick
				t.Run(fmt.Sprintf("%03d", i), func(t *testing.T) { served(t, g.clone(t, begin), at, l, want) })
			}
		})
	}
}

func served(t *testing.T, h *house, at time.Duration, l loop, want string) {
	s := serve(t, h)
	ctx, stop := context.WithCancel(t.Context())
	var asking sync.WaitGroup
	for range clients {
		asking.Go(func() { ask(ctx, t, s.url) })
	}
	h.runKilled(t, at, l.work...)
	h.run(t, l.work...) // the clients go on asking while the next run mends what was cut
	stop()
	asking.Wait()
	s.kill()
	stillListed(t, h)
	if r := h.run(t, l.work...); r.code != 0 {
		t.Fatalf("run again: %v", r)
	}
	if d := cmp.Diff(strings.Split(want, "\n"), strings.Split(l.state(t, h), "\n")); d != "" {
		t.Errorf("killed after %s while clients asked (-undisturbed +run again):\n%.4000s", at, d)
	}
	sound(t, h)
}

// ask asks for a listed party until the context ends.
func ask(ctx context.Context, t *testing.T, base string) {
	client := &http.Client{Timeout: time.Minute}
	for ctx.Err() == nil {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/search?q="+url.QueryEscape(asked[0]), nil)
		if err != nil {
			t.Error(err)
			return
		}
		resp, err := client.Do(req)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			t.Errorf("the server did not answer: %v", err)
			return
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		switch {
		case ctx.Err() != nil:
		case err != nil:
			t.Error(err)
		case resp.StatusCode == http.StatusServiceUnavailable:
		case resp.StatusCode != http.StatusOK || !strings.Contains(string(body), "KPi.076"):
			t.Errorf("status %d, and no hit for %s", resp.StatusCode, asked[0])
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
