// Package need gives tests what a machine may lack: the shared folder of real
// files, PostgreSQL, a browser. Where it is missing the test is skipped with a
// message, or fails when CORDON_CI is set, so that CI never skips in silence.
package need

import (
	"bufio"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver of Database
	"github.com/ulikunitz/xz"
)

// Shared is the path of a file or folder in the shared folder: CORDON_SHARED,
// or "shared" beside the repository.
func Shared(t testing.TB, elem ...string) string {
	t.Helper()
	dir := os.Getenv("CORDON_SHARED")
	if dir == "" {
		dir = filepath.Join(filepath.Dir(Root(t)), "shared")
	}
	path := filepath.Join(append([]string{dir}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		Missing(t, "no shared file %s: set CORDON_SHARED to the folder of real files", filepath.Join(elem...))
	}
	return path
}

// Unpacked is the content of a file of the shared folder that is packed with xz.
func Unpacked(t testing.TB, elem ...string) []byte {
	t.Helper()
	f, err := os.Open(Shared(t, elem...))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := xz.NewReader(bufio.NewReader(f))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Postgres is the URL of a PostgreSQL server in which the test may make and
// drop databases: CORDON_TEST_PG.
func Postgres(t testing.TB) string {
	t.Helper()
	url := os.Getenv("CORDON_TEST_PG")
	if url == "" {
		Missing(t, "no PostgreSQL: set CORDON_TEST_PG to the URL of a server")
	}
	return url
}

// databases makes the names of a process's databases different.
var databases atomic.Int64

// Database makes a database on the server of Postgres and returns its URL; it is
// dropped at the end of the test. option is one of "create database", such as a
// language or a template.
func Database(t testing.TB, option string) string {
	t.Helper()
	server := Postgres(t)
	db, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("cordon_test_%d_%d_%d", os.Getpid(), time.Now().UnixNano(), databases.Add(1))
	if err := create(t, db, name+" "+option); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := db.Exec("drop database " + name + " with (force)"); err != nil {
			t.Error(err)
		}
		_ = db.Close()
	})
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

// create makes a database. The connections to a template may take a moment to end.
func create(t testing.TB, db *sql.DB, what string) error {
	t.Helper()
	for range 100 {
		_, err := db.ExecContext(t.Context(), "create database "+what)
		if err == nil || !strings.Contains(err.Error(), "being accessed by other users") {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
	return errors.New("the template is in use for five seconds")
}

// Browser is the path of a Chromium: CORDON_CHROMIUM, or the one on the PATH.
func Browser(t testing.TB) string {
	t.Helper()
	for _, name := range []string{os.Getenv("CORDON_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if name == "" {
			continue
		}
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	Missing(t, "no browser: install chromium, or set CORDON_CHROMIUM")
	return ""
}

// Python wants a Python 3 on the PATH, in which the bench's scripts are written.
func Python(t testing.TB) {
	t.Helper()
	if _, err := exec.LookPath("python3"); err != nil {
		Missing(t, "no python3: the bench's scripts need it")
	}
}

// Root is the repository's root folder.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if up := filepath.Dir(dir); up != dir {
			dir = up
			continue
		}
		t.Fatal("no go.mod above the test's folder")
	}
}

// Missing skips a test for lack of something on this machine, or fails it when
// CORDON_CI is set. The message says what is lacking.
func Missing(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv("CORDON_CI") != "" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}
