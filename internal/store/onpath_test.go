package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"cordon"
)

// TestNoFile: a device is refused before it is opened.
func TestNoFile(t *testing.T) {
	if _, err := Open(t.Context(), os.DevNull); !errors.Is(err, cordon.ErrInvalid) {
		t.Errorf("%v, want ErrInvalid", err)
	}
}

// TestMoved: a store whose file was deleted, moved or replaced answers and writes
// nothing more, since others may have written to what is on its path now.
func TestMoved(t *testing.T) {
	for how, change := range map[string]func(path string) error{
		"deleted": os.Remove,
		"moved":   func(path string) error { return os.Rename(path, path+".old") },
		"replaced": func(path string) error {
			b, err := os.ReadFile(path)
			return errors.Join(err, os.Rename(path, path+".old"), os.WriteFile(path, b, 0o600))
		},
	} {
		path := filepath.Join(t.TempDir(), "cordon.db")
		s, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if _, err := s.Whole(t.Context()); errors.Is(err, errMoved) {
			t.Fatalf("before it was %s: %v", how, err)
		}
		if err := change(path); err != nil {
			t.Fatal(err)
		}
		_, whole := s.Whole(t.Context())
		for what, err := range map[string]error{
			"Whole": whole,
			"Tx":    s.Tx(t.Context(), func(*Tx) error { return nil }),
			"View":  s.View(t.Context(), func(*Store) error { return nil }),
		} {
			if !errors.Is(err, errMoved) || !errors.Is(err, cordon.ErrConflict) {
				t.Errorf("%s, %s: %v", how, what, err)
			}
		}
	}
}
