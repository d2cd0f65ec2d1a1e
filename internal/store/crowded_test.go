//go:build unix

package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"cordon/internal/need"
)

// TestTooManyFiles: a question for which no file can be opened is one to ask again.
func TestTooManyFiles(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "cordon.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.readers.SetMaxIdleConns(0) // each question opens the database
	var failed error
	crowded(t, func() { _, failed = s.Snapshots(t.Context(), "") })
	if !Unreachable(failed) {
		t.Errorf("without a file to open: %v", failed)
	}
	if _, err := s.Snapshots(t.Context(), ""); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// TestLogDeletedUnseen: that the log was deleted while no file could be opened is
// noticed as soon as one can be, and until then nothing is answered.
func TestLogDeletedUnseen(t *testing.T) {
	if runtime.GOOS != "linux" {
		need.Missing(t, "Linux, which tells which open files were deleted")
	}
	path := filepath.Join(t.TempDir(), "cordon.db")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Tx(t.Context(), func(tx *Tx) error { return tx.Audit(time.Now(), "a", "b", "c") }); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path + "-wal"); err != nil {
		t.Fatal(err)
	}
	crowded(t, func() { _, err = s.Whole(t.Context()) })
	if !Unreachable(err) {
		t.Errorf("without a file to open: %v", err)
	}
	if _, err := s.Whole(t.Context()); !errors.Is(err, errMoved) {
		t.Errorf("afterwards: %v", err)
	}
	s.readers.Close() // Close leaves them
	s.write.Close()
}

// TestCloseUnseen: a store that cannot find out whether its log was deleted says so when
// it is closed, and copies nothing of it; what frees files is closed first.
func TestCloseUnseen(t *testing.T) {
	if runtime.GOOS != "linux" {
		need.Missing(t, "Linux, which tells which open files were deleted")
	}
	for idle, says := range map[int]bool{0: true, 2: false} { // readers whose files closing frees
		path := filepath.Join(t.TempDir(), "cordon.db")
		s, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		s.readers.SetMaxIdleConns(idle)
		if err := s.Tx(t.Context(), func(tx *Tx) error { return tx.Audit(time.Now(), "a", "b", "c") }); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(path + "-wal"); err != nil {
			t.Fatal(err)
		}
		before := read(t, path)
		crowded(t, func() { err = s.Close() })
		if says != (err != nil) || says && !Unreachable(err) {
			t.Errorf("with %d idle readers: %v", idle, err)
		}
		if s.readers.PingContext(t.Context()) == nil {
			t.Errorf("with %d idle readers: they are still open", idle)
		}
		if err := s.Close(); err != nil {
			t.Errorf("afterwards: %v", err)
		}
		if !bytes.Equal(before, read(t, path)) {
			t.Errorf("with %d idle readers, Close wrote into the database", idle)
		}
		s.write.Close() // Close leaves it
	}
}

// crowded runs f while this process can open no further file.
func crowded(t *testing.T, f func()) {
	t.Helper()
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &was); err != nil {
		t.Fatal(err)
	}
	low := was
	low.Cur = 128
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &low); err != nil {
		t.Fatal(err)
	}
	var open []*os.File
	for f, err := os.Open(os.DevNull); err == nil; f, err = os.Open(os.DevNull) {
		open = append(open, f)
	}
	f()
	for _, f := range open {
		f.Close()
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &was); err != nil {
		t.Fatal(err)
	}
}

// TestBusy: a database that another program holds is one to write to again, and the
// error says so.
func TestBusy(t *testing.T) {
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "cordon.db")
	s, err := Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	other, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := other.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `update counter set value = value`); err != nil {
		t.Fatal(err)
	}
	if _, err := s.write.ExecContext(ctx, `pragma busy_timeout = 1`); err != nil { // not the ten seconds
		t.Fatal(err)
	}
	err = s.Tx(ctx, func(tx *Tx) error { return tx.Audit(time.Now(), "a", "b", "c") })
	if !Unreachable(err) || !strings.Contains(err.Error(), "another program is writing to the database") || errors.Is(err, context.Canceled) {
		t.Errorf("while another program writes: %v", err)
	}
}
