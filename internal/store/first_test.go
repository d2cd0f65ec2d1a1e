package store

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cordon"
)

// firstVersion makes a database as the first version of the program left it:
// schema 1 to 4 by goose, 30 entries, and parties of only 20 of them, since it was
// stopped before it had made the rest.
func firstVersion(t *testing.T) string {
	t.Helper()
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "first.db")
	now := openFile(t, filepath.Join(t.TempDir(), "now.db"))
	if err := publish(ctx, now, 1, 30, ""); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	steps, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	queries := []string{
		`pragma journal_mode = wal`, `create table schema_version (
		id integer primary key autoincrement, version_id integer not null, is_applied integer not null,
		tstamp timestamp default (datetime('now')))`,
		`insert into schema_version (version_id, is_applied) values (0, 1)`,
	}
	for _, s := range steps[:4] {
		queries = append(queries, s.sql)
	}
	queries = append(queries, `insert into schema_version (version_id, is_applied) values (1, 1), (2, 1), (3, 1), (4, 1)`)
	queries = append(queries, `attach '`+filepath.Join(filepath.Dir(now.path(t)), "now.db")+`' as now`)
	for _, table := range []string{"snapshot", "entry_version", "listing", "audit"} {
		queries = append(queries, `insert into `+table+` select * from now.`+table)
	}
	queries = append(queries, `insert into member select * from now.member order by entry limit 20`,
		`update counter set value = 1`)
	db.SetMaxOpenConns(1) // one connection sees what is attached
	for _, q := range queries {
		if _, err := db.ExecContext(ctx, q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
	return path
}

// path is the file of a store.
func (s *Store) path(t *testing.T) (path string) {
	t.Helper()
	if err := s.write.QueryRowContext(t.Context(), `select file from pragma_database_list where name = 'main'`).Scan(&path); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestFirstVersion: a database of the first version is brought to this schema. Its
// parties are behind, so that nobody is answered from them, until they are made anew.
func TestFirstVersion(t *testing.T) {
	ctx := t.Context()
	path := firstVersion(t)
	s := openFile(t, path)
	if now := state(t, s); now != "map[of day 1:30]" {
		t.Errorf("the entries have become %s", now)
	}
	if _, err := s.Whole(ctx); !errors.Is(err, ErrNotWhole) {
		t.Errorf("its parties count as whole: %v", err)
	}
	fs := faultsOf(t, s)
	if len(fs) != 1 || fs[0].Rule != "party/behind" || !strings.Contains(fs[0].Found, "10 entries have no party") {
		t.Errorf("its faults are %+v", fs)
	}
	var rows []PartyRow
	for e, err := range s.Entries(ctx, EntryQuery{Ever: true}) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, PartyRow{ID: cordon.PartyID(e.ID), Entries: []cordon.EntryID{e.ID}})
	}
	if err := s.Tx(ctx, func(tx *Tx) error { return tx.PutParties("test", rows) }); err != nil {
		t.Fatal(err)
	}
	if fs := faultsOf(t, s); len(fs) > 0 {
		t.Errorf("after its parties were made anew: %+v", fs)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if fs := faultsOf(t, openFile(t, path)); len(fs) > 0 {
		t.Errorf("opened again: %+v", fs)
	}
}

// TestMigrationCutShort: a migration that fails leaves the schema before it, and
// the next start goes on from there.
func TestMigrationCutShort(t *testing.T) {
	path := firstVersion(t)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if s, err := Open(ended, path); err == nil {
		s.Close()
		t.Fatal("a start that was stopped went on")
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var version int
	if err := db.QueryRowContext(t.Context(), newestMigration).Scan(&version); err != nil || version != 4 {
		t.Errorf("schema %d, %v", version, err)
	}
	if now := state(t, openFile(t, path)); now != "map[of day 1:30]" {
		t.Errorf("the entries have become %s", now)
	}
}

// TestMomentsOfBefore: the moments of documents that were stored before there were
// any are derived by the migration. A damaged document does not keep the store shut.
func TestMomentsOfBefore(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "before.db")
	s := openFile(t, path)
	said := cordon.MustDate("2024-02-22")
	put := func(id cordon.DocumentID) func(*Tx) error {
		return func(tx *Tx) error {
			return tx.PutReading(&cordon.Reading{
				Document:   cordon.Document{ID: id, Published: said, Text: "They said so."},
				Statements: []cordon.Statement{{Kind: cordon.Claim, Span: cordon.Span{To: 13}}},
			})
		}
	}
	for _, id := range []cordon.DocumentID{"doc-1", "doc-2", "doc-3"} {
		if err := s.Tx(ctx, put(id)); err != nil {
			t.Fatal(err)
		}
	}
	want, err := s.Moments(ctx, MomentQuery{})
	if err != nil || len(want) != 3 {
		t.Fatalf("%d moments, %v", len(want), err)
	}
	for _, q := range []string{
		`drop table moment_party`, `drop table moment`, `delete from schema_version where version_id >= 7`,
		`update document set doc = '{' where document = 'doc-3'`,
	} {
		if _, err := s.write.ExecContext(ctx, q); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openFile(t, path)
	got, err := s.Moments(ctx, MomentQuery{})
	if err != nil || !slices.Equal(got, want[:2]) {
		t.Errorf("after the migration: %+v, %v, want %+v", got, err, want[:2])
	}
	var rules []string
	for _, f := range faultsOf(t, s) {
		rules = append(rules, f.Rule)
	}
	if !slices.Equal(rules, []string{"document/doc", "moment/missing"}) {
		t.Errorf("the faults are %v", rules)
	}
	if err := s.Tx(ctx, put("doc-3")); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Moments(ctx, MomentQuery{}); err != nil || !slices.Equal(got, want) || len(faultsOf(t, s)) > 0 {
		t.Errorf("after the document was read again: %+v, %v, want %+v", got, err, want)
	}
}
