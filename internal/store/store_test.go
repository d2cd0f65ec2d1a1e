package store_test

import (
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"

	"cordon"
	"cordon/internal/need"
	"cordon/internal/store"
	"cordon/internal/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestMemory(t *testing.T) {
	storetest.Run(t, func(*testing.T) string { return ":memory:" })
}

func TestFile(t *testing.T) {
	storetest.Run(t, func(t *testing.T) string { return filepath.Join(t.TempDir(), "a b?c#d%20.db") })
}

func TestPostgres(t *testing.T) {
	need.Postgres(t)
	storetest.Run(t, newDatabase)
}

// newDatabase makes an empty database whose language sorts otherwise than by bytes.
func newDatabase(t *testing.T) string {
	return need.Database(t, `template template0 locale_provider icu icu_locale 'en-US' locale 'C.UTF-8'`)
}

// TestPostgresSchemas: the check finds the tables where the search path finds them, in a
// schema whose name has capitals too, and behind a schema of another program.
func TestPostgresSchemas(t *testing.T) {
	need.Postgres(t)
	for name, c := range map[string]struct{ before, after, path string }{
		"capitals": {`create schema "Compliance"`, `select 1`, `"Compliance"`},
		"another's, later": {
			`select 1`, `create schema "Compliance"; create table "Compliance".other (x int);
			create trigger other before update on "Compliance".other for each row execute function suppress_redundant_updates_trigger()`,
			`"Compliance",public`,
		},
	} {
		at := newDatabase(t)
		db, err := sql.Open("pgx", at)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		for _, step := range []string{c.before, c.after} { // the first opening makes the tables
			if _, err := db.ExecContext(t.Context(), step); err != nil {
				t.Fatal(err)
			}
			s, err := store.Open(t.Context(), at+"&search_path="+url.QueryEscape(c.path))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Check(t.Context(), func(f store.Fault) { t.Errorf("%s: %+v", name, f) }); err != nil {
				t.Error(err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	page := filepath.Join(dir, "page.db")
	if err := os.WriteFile(page, []byte(strings.Repeat("<html>not a database</html>", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, spec := range []string{"", "a\x00b", "a\xff", "mysql://x/y", "postgres://%zz", "postgres://u:secret@h:port/d", dir, page} {
		s, err := store.Open(t.Context(), spec)
		if err == nil {
			_ = s.Close()
		}
		if !errors.Is(err, cordon.ErrInvalid) {
			t.Errorf("Open(%q): %v", spec, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("the error shows the password: %v", err)
		}
	}
	if _, err := store.Open(t.Context(), filepath.Join(dir, "no", "folder.db")); err == nil {
		t.Error("a file in a missing folder was opened")
	}
	if got, err := os.ReadFile(page); err != nil || !strings.HasPrefix(string(got), "<html>") {
		t.Error("a file that is no database was written to")
	}
}

// TestDamage: what SQLite calls malformed or no database is said with a remedy,
// and without the driver's number.
func TestDamage(t *testing.T) {
	for says, damage := range map[string]func([]byte){
		"the database is damaged: ":              func(b []byte) { clear(b[100:4096]) }, // its table of tables
		"not a database, or one whose beginning": func(b []byte) { copy(b, "no database here") },
	} {
		path := filepath.Join(t.TempDir(), "x.db")
		s, err := store.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		damage(b)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err = store.Open(t.Context(), path)
		if err == nil {
			_ = s.Close()
			t.Errorf("%s: it was opened", says)
			continue
		}
		said := cordon.Message(err)
		if !strings.HasPrefix(said, says) || !strings.Contains(said, "load the archived files into a new database") ||
			strings.Contains(said, "(11)") || strings.Contains(said, "(26)") {
			t.Errorf("%s", said)
		}
	}
}

// TestConnectionsAreBounded reads with many goroutines at once: the files that
// are open for it stay few.
func TestConnectionsAreBounded(t *testing.T) {
	if _, err := os.ReadDir("/proc/self/fd"); err != nil {
		need.Missing(t, "this system does not show open files: %v", err)
	}
	path := filepath.Join(t.TempDir(), "x.db")
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var wg sync.WaitGroup
	var most atomic.Int64
	for range 400 {
		wg.Go(func() {
			for range 5 {
				if _, err := s.Snapshots(t.Context(), ""); err != nil {
					t.Error(err)
				}
			}
			n := int64(openFiles(t, path))
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
		})
	}
	wg.Wait()
	if n := most.Load(); n > 3*33 { // database, log and index of each reader and the writer
		t.Errorf("%d files were open at once", n)
	}
}

// openFiles counts the open files of a database.
func openFiles(t *testing.T, path string) (n int) {
	all, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Error(err)
	}
	for _, f := range all {
		if to, err := os.Readlink("/proc/self/fd/" + f.Name()); err == nil && strings.HasPrefix(to, path) {
			n++
		}
	}
	return n
}
