package input

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cordon"
)

// soon runs what must not block. The limit is generous: only a hang reaches it.
func soon(t *testing.T, what string, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); f() }()
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Fatalf("%s: blocked", what)
	}
}

func put(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func fifo(t *testing.T, path string) string {
	t.Helper()
	if err := syscall.Mkfifo(path, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	file := put(t, filepath.Join(dir, "a.csv"), "name\n")
	pipe := fifo(t, filepath.Join(dir, "pipe"))
	for link, to := range map[string]string{"to-file": file, "to-pipe": pipe, "to-nothing": "nowhere"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	sock := filepath.Join(dir, "sock")
	ln, err := net.Listen("unix", sock)
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	for path, want := range map[string]struct {
		kind error
		text string
	}{
		file: {nil, ""}, filepath.Join(dir, "to-file"): {nil, ""},
		pipe: {cordon.ErrInvalid, "a named pipe"}, filepath.Join(dir, "to-pipe"): {cordon.ErrInvalid, "a named pipe"},
		dir: {cordon.ErrInvalid, "a folder"}, "/dev/zero": {cordon.ErrInvalid, "a device"}, sock: {cordon.ErrInvalid, "a socket"},
		filepath.Join(dir, "none"): {cordon.ErrNotFound, "none"}, filepath.Join(dir, "to-nothing"): {cordon.ErrNotFound, "to-nothing"},
	} {
		soon(t, path, func() {
			f, err := Open(t.Context(), path)
			if f != nil {
				defer f.Close()
			}
			if want.kind == nil {
				if b, rerr := io.ReadAll(f); err != nil || rerr != nil || string(b) != "name\n" {
					t.Errorf("%s: got %q, %v, %v", path, b, err, rerr)
				}
				return
			}
			if !errors.Is(err, want.kind) || !strings.Contains(err.Error(), want.text) || !strings.Contains(err.Error(), path) {
				t.Errorf("%s: got %v", path, err)
			}
		})
	}
}

func TestOpenStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	f, err := Open(ctx, put(t, filepath.Join(t.TempDir(), "a"), "abc"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	stop()
	if _, err := io.ReadAll(f); !errors.Is(err, context.Canceled) {
		t.Errorf("read on: %v", err)
	}
	if _, err := Open(ctx, f.(*file).f.Name()); !errors.Is(err, context.Canceled) {
		t.Errorf("opened: %v", err)
	}
}

// TestStream reads a pipe that stays open: what was written arrives, and the
// read that blocks ends with the context.
func TestStream(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	r, w := io.Pipe()
	s := Stream(ctx, r)
	go w.Write([]byte("name\nKim\n"))
	b := make([]byte, 9)
	if _, err := io.ReadFull(s, b); err != nil || string(b) != "name\nKim\n" {
		t.Fatalf("got %q, %v", b, err)
	}
	time.AfterFunc(10*time.Millisecond, stop)
	soon(t, "a silent stream", func() {
		if _, err := s.Read(b); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	go w.Write([]byte("late")) // must not reach anybody
	soon(t, "after the end", func() {
		if n, err := s.Read(b); n != 0 || !errors.Is(err, context.Canceled) {
			t.Errorf("got %d, %v", n, err)
		}
	})
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestEndlessStream(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	time.AfterFunc(10*time.Millisecond, stop)
	soon(t, "an endless stream", func() {
		if _, err := io.Copy(io.Discard, Stream(ctx, endless{})); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}

func TestStreamWhole(t *testing.T) {
	want := strings.Repeat("0123456789", 50_000)
	got, err := io.ReadAll(Stream(t.Context(), strings.NewReader(want)))
	if err != nil || string(got) != want {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

func TestAll(t *testing.T) {
	if b, err := All(strings.NewReader("abc"), 3); err != nil || string(b) != "abc" {
		t.Errorf("got %q, %v", b, err)
	}
	if _, err := All(endless{}, 1<<20); !errors.Is(err, cordon.ErrInvalid) || !strings.Contains(err.Error(), "longer than 1 MB") {
		t.Errorf("got %v", err)
	}
}

func TestWalk(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "b", "x.txt"), "x")
	put(t, filepath.Join(dir, ".git", "config"), "x")
	put(t, filepath.Join(dir, ".hidden"), "x")
	fifo(t, filepath.Join(dir, "a-pipe"))
	if err := os.Symlink("nowhere", filepath.Join(dir, "c-link")); err != nil {
		t.Fatal(err)
	}
	var got []string
	soon(t, "walk", func() {
		err := Walk(t.Context(), dir, func(path string, err error) error {
			rel, _ := filepath.Rel(dir, path)
			if err != nil {
				rel += " refused"
			}
			got = append(got, rel)
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	if diff := cmp.Diff([]string{".hidden", "a-pipe refused", "b/x.txt", "c-link refused"}, got); diff != "" {
		t.Error(diff)
	}
	ctx, stop := context.WithCancel(t.Context())
	var seen []string
	err := Walk(ctx, dir, func(path string, _ error) error { seen = append(seen, path); stop(); return nil })
	if !errors.Is(err, context.Canceled) || len(seen) != 1 {
		t.Errorf("walked on: %v, %v", err, slices.Collect(slices.Values(seen)))
	}
	if err := Walk(t.Context(), filepath.Join(dir, "none"), nil); !errors.Is(err, cordon.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}
