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

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/archive"
)

// TestLinks: a file behind a symbolic link is a file of the archive for all that ask:
// so deduplication keeps it. What else a link names is never opened.
func TestLinks(t *testing.T) {
	dir, away := t.TempDir(), t.TempDir()
	a := open(t, dir)
	d, err := a.Put(t.Context(), strings.NewReader("kept"), 0)
	if err != nil {
		t.Fatal(err)
	}
	at := func(text string) string {
		p := filepath.Join(dir, filepath.FromSlash(archive.Key(cordon.DigestOf([]byte(text)))))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		return p
	}
	fifo, object := filepath.Join(away, "fifo"), filepath.Join(away, "object")
	if err := errors.Join(
		os.Rename(at("kept"), object), os.Symlink(object, at("kept")),
		syscall.Mkfifo(fifo, 0o644), os.Symlink(fifo, at("fifo")),
		os.Symlink(os.DevNull, at("device")), os.Symlink(filepath.Join(away, "none"), at("nothing")),
		os.Symlink(away, at("folder")), os.Symlink(at("loop"), at("loop")),
	); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if diff := cmp.Diff([]archive.Name{{Digest: d, Size: 4}}, names(t, a)); diff != "" {
			t.Errorf("listed (-want +got):\n%s", diff)
		}
		var sound []cordon.Digest
		for f, err := range a.Verify(t.Context(), tomorrow()) {
			if err != nil {
				t.Error(err)
			}
			if f.Condition == archive.Sound {
				sound = append(sound, f.Digest)
			}
		}
		if diff := cmp.Diff([]cordon.Digest{d}, sound); diff != "" {
			t.Errorf("verified (-want +got):\n%s", diff)
		}
	}()
	select {
	case <-done:
	case <-time.After(time.Minute): // only what waits for ever reaches it
		t.Fatal("waits for a writer")
	}
}
