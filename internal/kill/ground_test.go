package kill

import (
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"cordon/internal/need"
)

// A ground is a kind of database: it makes houses, and copies of a house.
type ground interface {
	fresh(t *testing.T, bin string) *house
	clone(t *testing.T, of *house) *house
}

// grounds are the two databases.
var grounds = map[string]ground{"SQLite": onFiles{}, "PostgreSQL": onServer{}}

// onFiles keeps each house in a folder.
type onFiles struct{}

func (onFiles) fresh(t *testing.T, bin string) *house {
	dir := t.TempDir()
	return &house{bin, dir, filepath.Join(dir, "cordon.db")}
}

func (g onFiles) clone(t *testing.T, of *house) *house {
	h := g.fresh(t, of.bin)
	if err := os.CopyFS(h.dir, os.DirFS(of.dir)); err != nil {
		t.Fatal(err)
	}
	return h
}

// onServer keeps the database on PostgreSQL and the archive in a folder.
type onServer struct{}

func (onServer) fresh(t *testing.T, bin string) *house {
	return &house{bin, t.TempDir(), need.Database(t, "template template0")}
}

func (onServer) clone(t *testing.T, of *house) *house {
	h := &house{of.bin, t.TempDir(), need.Database(t, "template "+databaseName(of.db))}
	if err := os.CopyFS(h.dir, os.DirFS(of.dir)); err != nil {
		t.Fatal(err)
	}
	return h
}

func databaseName(spec string) string {
	u, err := url.Parse(spec)
	if err != nil {
		return ""
	}
	return u.Path[1:]
}

// cutConnections ends all connections to a house's database, as an administrator
// or a failing server does; on SQLite there are none.
func cutConnections(t *testing.T, h *house) {
	t.Helper()
	db, err := sql.Open("pgx", need.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = db.ExecContext(t.Context(), `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, databaseName(h.db))
	if err != nil {
		t.Error(err)
	}
}
