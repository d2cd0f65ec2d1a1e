//go:build unix

package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestTooManyFiles: a question for which no file can be opened is one to ask again.
func TestTooManyFiles(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "cordon.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.readers.SetMaxIdleConns(0) // each question opens the database
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &was); err != nil {
		t.Fatal(err)
	}
	low := was
	low.Cur = 128
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &low); err != nil {
		t.Skip(err)
	}
	var open []*os.File
	for f, err := os.Open(os.DevNull); err == nil; f, err = os.Open(os.DevNull) {
		open = append(open, f)
	}
	_, failed := s.Snapshots(t.Context(), "")
	for _, f := range open {
		f.Close()
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &was); err != nil {
		t.Fatal(err)
	}
	if !Unreachable(failed) {
		t.Errorf("without a file to open: %v", failed)
	}
	if _, err := s.Snapshots(t.Context(), ""); err != nil {
		t.Errorf("afterwards: %v", err)
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
