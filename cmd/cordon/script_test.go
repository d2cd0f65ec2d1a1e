package main

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){"cordon": main})
}

// tests runs the tests and removes what they shared.
type tests struct{ *testing.M }

func (t tests) Run() int {
	defer os.RemoveAll(first.dir)
	return t.M.Run()
}

// first is the folder of a database after its first start, made once.
var first struct {
	once sync.Once
	dir  string
}

// TestScripts runs the command as its users do, each script with folders of its
// own. Beside the usual words of scripts there are:
//
//	exits CODE COMMAND…   run it; it must end with just that code
//	furnished             copy a database that has had its first start
//	lines N FILE          FILE has N lines
//	newer FILE            make a database one of a later program's schema
//	sql FILE QUERY        change a database behind the program's back
func TestScripts(t *testing.T) {
	made := furnished(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("XDG_DATA_HOME", filepath.Join(env.WorkDir, "data"))
			env.Setenv("XDG_CONFIG_HOME", filepath.Join(env.WorkDir, "config"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
			"lines": lines,
			"newer": newer,
			"sql":   sqlWord,
			"furnished": func(ts *testscript.TestScript, _ bool, _ []string) {
				ts.Check(os.CopyFS(filepath.Join(ts.Getenv("XDG_DATA_HOME"), "cordon"), os.DirFS(made)))
			},
		},
	})
}

// furnished is the folder of a database after its first start; tests copy it.
func furnished(t *testing.T) string {
	t.Helper()
	first.once.Do(func() {
		var err error
		if first.dir, err = os.MkdirTemp("", "cordon-first-"); err != nil {
			t.Fatal(err)
		}
		t.Setenv("XDG_CONFIG_HOME", t.TempDir())
		var out, errs bytes.Buffer
		args := []string{"--db", filepath.Join(first.dir, "cordon.db"), "lists"}
		if code := run(t.Context(), args, strings.NewReader(""), &out, &errs); code != exitDone {
			t.Fatalf("first start: exit code %d, %s", code, &errs)
		}
	})
	return first.dir
}

// exits runs a command and compares its exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit interface{ ExitCode() int }
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
	if strings.Contains(ts.ReadFile("stderr"), "goroutine ") {
		ts.Fatalf("a panic")
	}
}

func lines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: lines N FILE")
	}
	if got := strings.Count(ts.ReadFile(args[1]), "\n"); strconv.Itoa(got) != args[0] {
		ts.Fatalf("%s has %d lines, want %s", args[1], got, args[0])
	}
}

// newer writes into a database the version of a schema to come.
func newer(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: newer FILE")
	}
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	_, err = db.Exec(`insert into schema_version (version_id, is_applied) values (99999, true)`)
	ts.Check(errors.Join(err, db.Close()))
}

func sqlWord(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sql FILE QUERY")
	}
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	_, err = db.Exec(args[1])
	ts.Check(errors.Join(err, db.Close()))
}
