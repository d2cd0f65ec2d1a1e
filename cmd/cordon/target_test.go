package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sums are the digests of all files in a folder.
func sums(t *testing.T, dir string) map[string][sha256.Size]byte {
	t.Helper()
	all := map[string][sha256.Size]byte{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(name)
		all[name] = sha256.Sum256(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestAnswersReplaceNothing: an answer file that is the input, the database, an
// archived file or the configuration is refused before anything is written.
func TestAnswersReplaceNothing(t *testing.T) {
	made := furnished(t)
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("HOME", ".")
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(dir, "config"))
	t.Setenv("XDG_DATA_HOME", "data")
	if err := os.CopyFS("data/cordon", os.DirFS(made)); err != nil {
		t.Fatal(err)
	}
	const db, config = "data/cordon/cordon.db", "config/cordon/config.yaml"
	err := errors.Join(
		os.MkdirAll("config/cordon", 0o755),
		os.WriteFile(config, []byte("db: "+db+"\n"), 0o644),
		os.WriteFile("names.csv", []byte("name\nZzyzx Qqrst\n"), 0o644),
		os.Symlink("names.csv", "names-link"), os.Link("names.csv", "names-hard"),
		os.Symlink(db, "db-link"), os.Link(db, "db-hard"),
		os.Symlink("data/cordon/archive", "archive-link"),
		os.Symlink(config, "config-link"),
		os.Symlink("data/cordon", "folder-link"),
	)
	if err != nil {
		t.Fatal(err)
	}
	before := sums(t, ".")
	for _, c := range []struct{ says, out string }{
		{"the file to screen", "names.csv"},
		{"the file to screen", "./data/../names.csv"},
		{"the file to screen", "names-link"},
		{"the file to screen", "names-hard"},
		{"the database", db},
		{"the database", "db-link"},
		{"the database", "db-hard"},
		{"the database", db + "-wal"}, // not there yet
		{"the database", "folder-link/cordon.db-shm"},
		{"the database", db + "-journal"},
		{"in the archive", "data/cordon/archive/answers.jsonl"},
		{"in the archive", "data/cordon/archive/sub/answers.jsonl"},
		{"in the archive", "archive-link/answers.jsonl"},
		{"the configuration file", config},
		{"the configuration file", "config-link"},
	} {
		var out, errs bytes.Buffer
		code := run(t.Context(), []string{"screen", "--in", "names.csv", "--out", c.out}, strings.NewReader(""), &out, &errs)
		if code != exitUsage || !strings.Contains(errs.String(), "--out "+c.out+" is "+c.says) {
			t.Errorf("%s: exit code %d, %s%s", c.out, code, &out, &errs)
		}
		if diff := cmp.Diff(before, sums(t, ".")); diff != "" {
			t.Fatalf("%s: files changed:\n%s", c.out, diff)
		}
	}
	for _, args := range [][]string{ // a first start, with nothing there yet
		{"--db", "new.db", "screen", "--in", "names.csv", "--out", "new.db"},
		{"--db", "new.db", "--archive", "file://" + t.TempDir(), "screen", "--in", "names.csv", "--out", "new.db-wal"},
	} {
		var out, errs bytes.Buffer
		if code := run(t.Context(), args, strings.NewReader(""), &out, &errs); code != exitUsage {
			t.Errorf("%v: exit code %d, %s%s", args, code, &out, &errs)
		}
		if diff := cmp.Diff(before, sums(t, ".")); diff != "" {
			t.Fatalf("%v: files changed:\n%s", args, diff)
		}
	}
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"screen", "--in", "names.csv", "--out", "data/cordon/answers.jsonl"},
		strings.NewReader(""), &out, &errs); code != exitDone {
		t.Errorf("a file beside the database: exit code %d, %s%s", code, &out, &errs)
	}
}
