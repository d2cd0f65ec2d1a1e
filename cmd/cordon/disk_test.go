//go:build linux || darwin

package main

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// nobody is the user of whom Unix systems know that he owns nothing.
const nobody = 65534

// A place is a folder with a furnished database and archive, and a program that
// runs without the rights of the superuser, for whom nothing is read-only.
type place struct {
	dir, program string
}

func newPlace(t *testing.T, made string) *place {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "cordon-disk-") // t.TempDir is closed to others
	if err != nil {
		t.Fatal(err)
	}
	p := &place{filepath.Join(dir, "data"), filepath.Join(dir, "cordon")}
	t.Cleanup(func() {
		p.mode(t, 0o755, 0o644)
		os.RemoveAll(dir)
	})
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(copyFile(self, p.program), os.Chmod(dir, 0o755), os.CopyFS(p.dir, os.DirFS(made))); err != nil {
		t.Fatal(err)
	}
	p.mode(t, 0o755, 0o644)
	return p
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// mode gives all folders and files of the place to the user who runs the program,
// with these rights.
func (p *place) mode(t *testing.T, folders, files os.FileMode, under ...string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(append([]string{p.dir}, under...)...), func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		mode := files
		if d.IsDir() {
			mode = folders
		}
		if os.Geteuid() == 0 {
			err = os.Chown(name, nobody, nobody)
		}
		return errors.Join(err, os.Chmod(name, mode))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (p *place) db() string { return filepath.Join(p.dir, "cordon.db") }

// run runs the program on the place.
func (p *place) run(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	return p.runAs(t, append([]string{p.program, "--db", p.db()}, args...))
}

// runWithin is run where no file may grow beyond so many blocks of 512 bytes.
func (p *place) runWithin(t *testing.T, blocks int, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	line := fmt.Sprintf(`ulimit -f %d; exec "$@"`, blocks)
	return p.runAs(t, append([]string{"/bin/sh", "-c", line, "sh", p.program, "--db", p.db()}, args...))
}

func (p *place) runAs(t *testing.T, line []string) (code int, stdout, stderr string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), line[0], line[1:]...)
	cmd.Env = []string{"HOME=/nonexistent", "TMPDIR=/tmp", "PATH=" + os.Getenv("PATH")}
	cmd.Dir = "/"
	withoutRights(cmd)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

// A call is a command line with what must come of it.
type call struct {
	args []string
	code int
	says string // in the error; "" for none
}

func (p *place) want(t *testing.T, calls ...call) {
	t.Helper()
	for _, c := range calls {
		code, out, errs := p.run(t, c.args...)
		if code != c.code || !strings.Contains(errs, c.says) || c.says == "" && strings.Contains(errs, "disk") {
			t.Errorf("%v: exit code %d, want %d: %s%s", c.args, code, c.code, out, errs)
		}
		if c.says != "" && out != "" {
			t.Errorf("%v: it failed, and yet answered: %s", c.args, out)
		}
	}
}

// TestReadOnly: what can be read is answered; what must be recorded and cannot be
// is not answered at all, and the error says what to do.
func TestReadOnly(t *testing.T) {
	made := furnished(t)
	report := filepath.Join(t.TempDir(), "report.txt")
	t.Run("file", func(t *testing.T) {
		p := newPlace(t, made)
		p.mode(t, 0o755, 0o444)
		p.want(t, call{[]string{"lists"}, exitDone, ""}, call{[]string{"check"}, exitDone, ""},
			call{[]string{"screen", "KIM Jong Un"}, exitError, "the database can only be read, so nothing was recorded"},
			call{[]string{"screen", "Nobody Such"}, exitError, "the database can only be read, so nothing was recorded"})
	})
	t.Run("folder", func(t *testing.T) {
		p := newPlace(t, made)
		p.mode(t, 0o555, 0o444)
		p.want(t, call{[]string{"lists"}, exitError, "let cordon write to the file and its folder"},
			call{[]string{"screen", "Nobody Such"}, exitError, "let cordon write to the file and its folder"})
	})
	t.Run("archive", func(t *testing.T) {
		p := newPlace(t, made)
		p.mode(t, 0o555, 0o444, "archive")
		p.want(t, call{[]string{"lists"}, exitDone, ""}, call{[]string{"screen", "Nobody Such"}, exitDone, ""},
			call{[]string{"check"}, exitDone, ""})
		if err := os.WriteFile(report, []byte("The minister met the delegation in Pyongyang on Monday."), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := copyFile(report, filepath.Join(filepath.Dir(p.program), "report.txt")); err != nil {
			t.Fatal(err)
		}
		p.want(t, call{[]string{"read", filepath.Join(filepath.Dir(p.program), "report.txt")}, exitError, "permission denied"})
	})
	t.Run("old schema", func(t *testing.T) {
		p := newPlace(t, made)
		for _, q := range []string{
			`drop table moment_party`, `drop table moment`, `drop table derived`, `drop table pending_update`,
			`delete from counter where name = 'documents'`, `delete from schema_version where version_id >= 5`,
		} {
			damage(t, p.db(), q)
		}
		p.mode(t, 0o755, 0o444)
		p.want(t, call{[]string{"lists"}, exitError, "let cordon write to the file and its folder"})
		p.mode(t, 0o755, 0o644)
		p.want(t, call{[]string{"lists"}, exitDone, ""}, call{[]string{"check"}, exitDone, ""})
	})
}

func damage(t *testing.T, path, query string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(t.Context(), query)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestNoRoom runs the program where no file may grow beyond a limit, as at a full
// disk: what was stored stays, the error says what to do, and without the limit
// the same command goes through. It needs no right of the superuser.
func TestNoRoom(t *testing.T) {
	p := newPlace(t, furnished(t))
	doc := filepath.Join(filepath.Dir(p.program), "long.txt")
	longDocument(t, doc)
	for _, c := range []struct {
		blocks int
		says   string
	}{
		{20, "see that there is space and run it again"},  // the database's log
		{200, "a file may not grow so large here"},        // the archive
		{800, "see that there is space and run it again"}, // the database's log, after the archive
	} {
		if code, out, errs := p.runWithin(t, c.blocks, "read", doc); code != exitError || !strings.Contains(errs, c.says) || out != "" {
			t.Errorf("%d blocks: exit code %d, %s%s", c.blocks, code, out, errs)
		}
		if code, out, errs := p.run(t, "check"); code != exitDone {
			t.Errorf("after %d blocks: check: exit code %d, %s%s", c.blocks, code, out, errs)
		}
	}
	p.want(t, call{[]string{"read", doc}, exitDone, ""}, call{[]string{"check"}, exitDone, ""})
}

// longDocument writes a report that takes much room.
func longDocument(t *testing.T, path string) {
	t.Helper()
	var text strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&text, "Minister Kim Number%d met the delegation in Pyongyang on Monday, 12 February 2024, and denied the sale of arms.\n", i)
	}
	if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestFullDisk is TestNoRoom on a file system of its own that is almost full,
// where one may be mounted. (What a full disk does to a database alone is examined
// in internal/store, on any machine.)
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.CommandContext(t.Context(), "mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Logf("no file system may be mounted here (%v, %s): TestNoRoom alone examines the lack of room", err, bytes.TrimSpace(out))
		return
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
	if err := os.CopyFS(filepath.Join(dir, "data"), os.DirFS(furnished(t))); err != nil {
		t.Fatal(err)
	}
	doc := filepath.Join(t.TempDir(), "long.txt")
	longDocument(t, doc)
	db := filepath.Join(dir, "data", "cordon.db")
	call := func(args ...string) (int, string) {
		var out, errs bytes.Buffer
		code := run(t.Context(), append([]string{"--db", db}, args...), strings.NewReader(""), &out, &errs)
		if args[0] == "check" {
			return code, out.String() + errs.String()
		}
		return code, errs.String()
	}
	filler := filepath.Join(dir, "filler")
	for _, room := range []int64{100 << 10, 300 << 10, 600 << 10} { // in the archive, then in the database
		fill(t, dir, filler, room)
		if code, errs := call("read", doc); code != exitError || !strings.Contains(errs, "the disk is full: free some space and run it again") {
			t.Errorf("%d bytes free: exit code %d, %s", room, code, errs)
		}
		if code, errs := call("check"); code != exitDone {
			t.Errorf("%d bytes free: check: exit code %d, %s", room, code, errs)
		}
		os.Remove(filler)
		if code, errs := call("check"); code != exitDone {
			t.Errorf("with space again: check: exit code %d, %s", code, errs)
		}
	}
	if code, errs := call("read", doc); code != exitDone {
		t.Errorf("with space again: exit code %d, %s", code, errs)
	}
	if code, errs := call("check"); code != exitDone {
		t.Errorf("at the end: exit code %d, %s", code, errs)
	}
}

// fill writes a file that leaves so many bytes of a file system free.
func fill(t *testing.T, dir, name string, room int64) {
	t.Helper()
	free := freeBytes(t, dir)
	if free < room {
		t.Fatalf("only %d bytes are free", free)
	}
	if err := os.WriteFile(name, make([]byte, free-room), 0o644); err != nil {
		t.Fatal(err)
	}
}
