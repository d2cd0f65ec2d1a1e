//go:build !windows

package archive_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"cordon"
	"cordon/internal/archive"
)

// TestFIFO: a FIFO where a file of the archive is expected is never opened, since
// that waits for a writer, whatever the context says. Put replaces it.
func TestFIFO(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	d := cordon.DigestOf([]byte("x"))
	at := filepath.Join(dir, archive.Key(d))
	if err := errors.Join(os.MkdirAll(filepath.Dir(at), 0o755), syscall.Mkfifo(at, 0o644)); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if _, err := a.Get(t.Context(), d); !errors.Is(err, cordon.ErrInvalid) {
			t.Errorf("Get: %v", err)
		}
		verified(t, a, map[string]archive.Condition{archive.Key(d): archive.Unread})
		if got := names(t, a); len(got) != 0 {
			t.Errorf("listed: %v", got)
		}
		if got, err := a.Put(t.Context(), strings.NewReader("x"), 0); err != nil || got != d {
			t.Errorf("Put: %s, %v", got, err)
		}
		verified(t, a, nil)
	}()
	select {
	case <-done:
	case <-time.After(time.Minute): // only what waits for ever reaches it
		t.Fatal("waits for a writer")
	}
}
