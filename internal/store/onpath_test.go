package store

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"cordon"
	"cordon/internal/need"
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

// TestCopiedOver: a store does not answer from what it knows of a generation when
// another database that came as far was copied over its file.
func TestCopiedOver(t *testing.T) {
	ctx := t.Context()
	made := func(day int) (*Store, string) {
		path := filepath.Join(t.TempDir(), "cordon.db")
		s, err := Open(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		if err := publish(ctx, s, day, 3, ""); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Whole(ctx); err != nil {
			t.Fatalf("before: %v", err)
		}
		return s, path
	}
	s, path := made(1)
	other, from := made(2)
	for _, one := range []*Store{s, other} { // so that all stands in the files
		if _, err := one.write.ExecContext(ctx, `pragma wal_checkpoint(truncate)`); err != nil {
			t.Fatal(err)
		}
	}
	write(t, path, read(t, from))
	if gen, err := s.Whole(ctx); !errors.Is(err, errMoved) {
		t.Errorf("after another was copied over it: generation %d, %v", gen, err)
	}
}

// TestLogDeleted: a store whose log, or the log's index, was deleted answers and writes
// nothing more, and copies nothing of it into the database when it ends: another
// program may have written there since.
func TestLogDeleted(t *testing.T) {
	if runtime.GOOS != "linux" {
		need.Missing(t, "Linux, which tells which open files were deleted")
	}
	for i := range 2 * len(sides) {
		end, path := sides[i/2], filepath.Join(t.TempDir(), "cordon.db")
		name := path
		if i%2 > 0 { // by a link: the log is beside the file itself
			name = filepath.Join(t.TempDir(), "link.db")
			if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Symlink(path, name)); err != nil {
				t.Fatal(err)
			}
		}
		s, err := Open(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		at := time.Date(2024, 1, 10, 12, 0, 0, 0, time.UTC)
		write := func(tx *Tx) error { return tx.Audit(at, "a", "b", "c") }
		if err := s.Tx(t.Context(), write); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(path + end); err != nil {
			t.Fatal(err)
		}
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, whole := s.Whole(t.Context())
		for what, err := range map[string]error{
			"Whole": whole,
			"Tx":    s.Tx(t.Context(), write),
			"View":  s.View(t.Context(), func(*Store) error { return nil }),
		} {
			if !errors.Is(err, errMoved) {
				t.Errorf("without %s, %s: %v", end, what, err)
			}
		}
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
			t.Errorf("without %s, Close wrote into the database: %v", end, err)
		}
		s.readers.Close()
		s.write.Close()
	}
}

// TestLogMadeAnew: SQLite removes its log when the last connection closes; the next
// one makes another, and nothing is amiss.
func TestLogMadeAnew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cordon.db")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for range 3 {
		for _, db := range []*sql.DB{s.readers, s.write} { // as when each was found broken
			db.SetMaxIdleConns(0)
			db.SetMaxIdleConns(1)
		}
		if err := s.Tx(t.Context(), func(tx *Tx) error { return nil }); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Snapshots(t.Context(), ""); err != nil {
			t.Fatal(err)
		}
	}
}
