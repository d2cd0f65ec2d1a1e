package output

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
)

func names(t *testing.T, dir string) []string {
	t.Helper()
	ds, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range ds {
		out = append(out, d.Name())
	}
	slices.Sort(out)
	return out
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	write(t, path, "old")
	f, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	f.Write([]byte("new"))
	if b, _ := os.ReadFile(path); string(b) != "old" {
		t.Errorf("half written: %q", b)
	}
	if err := errors.Join(f.Commit(), f.Close()); err != nil {
		t.Fatal(err)
	}
	b, _ := os.ReadFile(path)
	info, err := os.Stat(path)
	if string(b) != "new" || err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %q, %v", b, info.Mode())
	}
	f, err = Create(path)
	if err != nil {
		t.Fatal(err)
	}
	f.Write([]byte("given up"))
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(path); string(b) != "new" {
		t.Errorf("got %q", b)
	}
	if diff := cmp.Diff([]string{"out.csv"}, names(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// TestLeftovers: what killed runs left of this target goes; what a live one
// writes, and what only looks alike, stays.
func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	live, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".out.csv.cordon-123.part", ".out.csv.cordon-9.part"} { // of killed runs
		write(t, filepath.Join(dir, name), "x")
	}
	alike := []string{
		".out.csv.cordon-.part", ".out.csv.cordon-1x.part", ".out.csv.123", ".other.csv.cordon-123.part",
		"out.csv.cordon-123.part", ".out.csv.cordon-1.part.cordon-2.part",
	}
	for _, name := range alike {
		write(t, filepath.Join(dir, name), "x")
	}
	f, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	want := append(alike, "out.csv", filepath.Base(live.f.Name()))
	slices.Sort(want)
	if diff := cmp.Diff(want, names(t, dir)); diff != "" {
		t.Error(diff)
	}
	if err := live.Commit(); err != nil {
		t.Errorf("the live one: %v", err)
	}
}

func TestCreateRefused(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, pipe, "/dev/null"} {
		if _, err := Create(path); !errors.Is(err, cordon.ErrInvalid) {
			t.Errorf("%s: got %v", path, err)
		}
	}
	if _, err := Create(filepath.Join(dir, "none", "out.csv")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	link := filepath.Join(dir, "link")
	write(t, filepath.Join(dir, "real"), "old")
	if err := os.Symlink("real", link); err != nil {
		t.Fatal(err)
	}
	f, err := Create(link)
	if err != nil {
		t.Fatal(err)
	}
	f.Write([]byte("new"))
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(filepath.Join(dir, "real")); string(b) != "new" {
		t.Errorf("the link was replaced: %q", b)
	}
}

type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if f.left--; f.left < 0 {
		return 0, syscall.ENOSPC
	}
	return len(p), nil
}

func TestChecked(t *testing.T) {
	w := Check(&full{left: 1})
	w.Write([]byte("a"))
	if w.Err() != nil {
		t.Error(w.Err())
	}
	w.Write([]byte("b"))
	w.Write([]byte("c"))
	if !errors.Is(w.Err(), syscall.ENOSPC) {
		t.Errorf("got %v", w.Err())
	}
}
