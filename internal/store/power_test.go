package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cordon"
	"cordon/internal/listing"
)

// publish puts a snapshot of a list of n entries, each named after it, and their parties.
func publish(ctx context.Context, s *Store, day, n int, remarks string) error {
	at := time.Date(2024, 1, day, 12, 0, 0, 0, time.UTC)
	snap := &cordon.Snapshot{ID: cordon.SnapshotID(fmt.Sprint("xx-list@", day)), List: "xx-list", Fetched: at, Entries: n}
	if last, err := s.LastSnapshot(ctx, "xx-list"); err == nil {
		snap.Previous = last.ID
	}
	var entries []*cordon.Entry
	var rows []PartyRow
	for i := range n {
		id := cordon.EntryID(fmt.Sprint("xx-list/", i))
		entries = append(entries, &cordon.Entry{
			ID: id, List: "xx-list", Ref: fmt.Sprint(i), Remarks: remarks,
			Profile: cordon.Profile{Names: []cordon.Name{{Full: fmt.Sprint("of day ", day), Use: cordon.Primary}}},
		})
		rows = append(rows, PartyRow{ID: cordon.PartyID(id), Entries: []cordon.EntryID{id}})
	}
	return s.Tx(ctx, func(tx *Tx) error {
		return errors.Join(tx.PutSnapshot(snap, entries, nil, nil, listing.Fold), tx.PutParties("test", rows),
			tx.Audit(at, "test", "load", string(snap.ID)))
	})
}

// faultsOf are the faults of a store.
func faultsOf(t *testing.T, s *Store) (fs []Fault) {
	t.Helper()
	if _, err := s.Check(t.Context(), func(f Fault) { fs = append(fs, f) }); err != nil {
		t.Fatal(err)
	}
	return fs
}

// state is the name that all entries bear, or what is wrong.
func state(t *testing.T, s *Store) string {
	t.Helper()
	names := map[string]int{}
	for e, err := range s.Entries(t.Context(), EntryQuery{}) {
		if err != nil {
			return err.Error()
		}
		names[e.Profile.Name()]++
	}
	return fmt.Sprint(names)
}

// TestFullDisk fills the file up to a limit of pages, by which SQLite fails as it
// does on a full disk. What was stored stays, the error says what to do, and with
// space again the same update is stored.
func TestFullDisk(t *testing.T) {
	ctx := t.Context()
	s := openFile(t, filepath.Join(t.TempDir(), "full.db"))
	if err := publish(ctx, s, 1, 50, ""); err != nil {
		t.Fatal(err)
	}
	before := state(t, s)
	var pages int
	if err := s.write.QueryRowContext(ctx, `pragma page_count`).Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(n int) {
		if _, err := s.write.ExecContext(ctx, fmt.Sprintf(`pragma max_page_count = %d`, n)); err != nil {
			t.Fatal(err)
		}
	}
	long := strings.Repeat("long remarks ", 1000)
	for room := 0; room <= 100; room += 20 { // it fails in another table each time
		limit(pages + room)
		err := publish(ctx, s, 2, 50, long)
		if err == nil || !strings.Contains(err.Error(), "the disk is full: free some space and run it again") {
			t.Fatalf("with room for %d pages: %v", room, err)
		}
		if now := state(t, s); now != before || len(faultsOf(t, s)) > 0 {
			t.Errorf("after a full disk: %s, %v", now, faultsOf(t, s))
		}
	}
	limit(1 << 30)
	if err := publish(ctx, s, 2, 50, long); err != nil {
		t.Error(err)
	}
	if now := state(t, s); now != "map[of day 2:50]" || len(faultsOf(t, s)) > 0 {
		t.Errorf("with space again: %s, %v", now, faultsOf(t, s))
	}
}

func openFile(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// TestLostLog cuts the log of what was not yet written into the file, at many
// places: the store is then in the state before or after a transaction, whole.
func TestLostLog(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db")
	s := openFile(t, path)
	for day := 1; day <= 2; day++ {
		if err := publish(t.Context(), s, day, 20, ""); err != nil {
			t.Fatal(err)
		}
	}
	file, log := read(t, path), read(t, path+"-wal")
	if len(log) == 0 {
		t.Fatal("there is no log to cut")
	}
	seen := map[string]int{}
	const header, frame = 32, 24 + 4096 // https://www.sqlite.org/fileformat2.html, 4.1
	for i := 0; header+i*frame <= len(log); i++ {
		for _, at := range []int{header + i*frame, header + i*frame - 1, header + i*frame + 30, i} {
			if at < 0 || at > len(log) || i%7 != 0 && at != len(log) && at%frame != header {
				continue
			}
			again := filepath.Join(dir, fmt.Sprint("cut-", at, ".db"))
			write(t, again, file)
			write(t, again+"-wal", log[:at])
			seen[cutState(t, again)]++
			os.Remove(again)
		}
	}
	for state := range seen {
		switch state {
		case "map[]", "map[of day 1:20]", "map[of day 2:20]":
		default:
			t.Errorf("a cut log made %s", state)
		}
	}
	if len(seen) < 3 {
		t.Errorf("the cuts made only %v", seen)
	}
}

// cutState is the state of a file after its log was cut; its faults fail the test.
func cutState(t *testing.T, path string) string {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return "map[]"
	}
	defer s.Close()
	if fs := faultsOf(t, s); len(fs) > 0 {
		t.Errorf("%s: %+v", path, fs)
	}
	return state(t, s)
}

// TestLostPages cuts the file itself: it is refused with what to do, or Check
// finds the fault. It is never answered from as if nothing were missing.
func TestLostPages(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db")
	s := openFile(t, path)
	if err := publish(t.Context(), s, 1, 50, strings.Repeat("remarks ", 100)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	file := read(t, path)
	for _, at := range []int{len(file) - 1, len(file) - 4096, len(file) - 5000, len(file) / 2, len(file)/2/4096*4096 + 100, 8192, 4096, 200} {
		cut := filepath.Join(dir, fmt.Sprint("cut-", at, ".db"))
		write(t, cut, file[:at])
		s, err := Open(t.Context(), cut)
		if err == nil {
			t.Errorf("cut at %d of %d bytes it was opened: %s", at, len(file), state(t, s))
			s.Close()
			continue
		}
		if !strings.Contains(err.Error(), "restore a backup") && at >= 4096 {
			t.Errorf("cut at %d: the error does not say what to do: %v", at, err)
		}
		if got := read(t, cut); len(got) != at {
			t.Errorf("cut at %d: the file was written to", at)
		}
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
