package store

import (
	"context"
	"database/sql"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	_ "modernc.org/sqlite"             // the driver "sqlite"
)

// A dialect is what the two databases do not share. Everything else in this
// package is one text for both.
type dialect struct {
	isolation sql.IsolationLevel // under which a read-only transaction sees one state
	elements  string             // the rows of a list that is given as one JSON array, by fmt's verb for the parameter
	prepare   string             // runs before the migrations
	nameless  bool               // long statements say "?": SQLite takes "$7" for a name, to be looked up among those before it
	lock      string             // waits until no other transaction holds a name; empty where there is one writer anyway
	versioned string             // reports whether the table schema_version exists
	objects   string             // the kinds and names of the tables, indexes and triggers
	integrity []string           // queries of the faults of the database's own files: "ok", or one a row
}

var sqlite = dialect{
	elements:  "select value from json_each(%s)",
	nameless:  true,
	versioned: `select count(*) > 0 from sqlite_master where type = 'table' and name = 'schema_version'`,
	objects: `select case when type = 'index' and lower(sql) like 'create unique %' then 'unique index' else type end, name
		from sqlite_master where type in ('table', 'index', 'trigger') and name not like 'sqlite~_%' escape '~'`,
	integrity: []string{"pragma integrity_check", "pragma foreign_key_check"},
}

// The domain makes PostgreSQL compare text byte by byte, as SQLite does,
// whatever the database's collation. SQLite takes the word for a type of text.
var postgres = dialect{
	isolation: sql.LevelRepeatableRead,
	elements:  "select json_array_elements_text(%s::json)",
	prepare: `do $$ begin
		create domain plain_text as text collate "C";
	exception when duplicate_object or unique_violation then null;
	end $$`,
	lock:      `select pg_advisory_xact_lock(hashtext($1))`,
	versioned: `select to_regclass('schema_version') is not null`,
	objects: `select 'table', c.relname::text from pg_class c
			where pg_table_is_visible(c.oid) and c.relkind in ('r', 'p')
		union all select case when i.indisunique then 'unique index' else 'index' end, c.relname::text
			from pg_index i join pg_class c on c.oid = i.indexrelid where pg_table_is_visible(c.oid)
		union all select 'trigger', t.tgname::text from pg_trigger t join pg_class c on c.oid = t.tgrelid
			where not t.tgisinternal and pg_table_is_visible(c.oid)
			and c.relnamespace = (select relnamespace from pg_class where oid = to_regclass('schema_version'))`,
}

// What transactions lock, in this order, so that none waits for the other's
// lock while the other waits for its own. One lock for all lists and parties:
// updates of lists are few, and parties are made of all lists.
const (
	lockSchema    = "cordon schema"
	lockEntries   = "cordon entries"
	lockDocuments = "cordon documents"
	lockAudit     = "cordon audit"
)

// lock makes other transactions that lock the same name wait until this one
// ends.
func (t *Tx) lock(name string) error {
	if t.dialect.lock == "" {
		return nil
	}
	_, err := t.tx.ExecContext(t.ctx, t.dialect.lock, name)
	return err
}

// A querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}
