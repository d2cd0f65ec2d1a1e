package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5/pgconn"
	driversqlite "modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"

	"cordon"
)

// An inDoc is a value written as JSON text, for what SQL never reads.
type inDoc struct{ v any }

// Value is the JSON text; a number that JSON lacks (NaN) is an error.
func (d inDoc) Value() (driver.Value, error) {
	b, err := json.Marshal(d.v)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, cordon.ErrInvalid)
	}
	return string(b), nil
}

// list is a list as one parameter, for dialect.in.
func list[T ~string](l []T) inDoc {
	if l == nil {
		l = []T{}
	}
	return inDoc{l}
}

// in is the condition that col is one of the list given as parameter param.
func (d dialect) in(col, param string) string {
	return col + " in (" + fmt.Sprintf(d.elements, param) + ")"
}

// micros is how instants are kept.
func micros(t time.Time) int64 { return t.UnixMicro() }

// kept is an instant as it comes back: UTC, to the microsecond.
func kept(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Microsecond)
}

// firstDay is the first day that a date may mean, in a form that sorts; empty
// when nothing is known.
func firstDay(d cordon.Date) string {
	if d.IsZero() {
		return ""
	}
	return cordon.DateOf(d.First()).String()
}

// lastDay is the last day that a date may mean, as firstDay is the first.
func lastDay(d cordon.Date) string {
	if d.IsZero() {
		return ""
	}
	return cordon.DateOf(d.Last()).String()
}

// plain makes text from outside fit for a column that is searched: PostgreSQL
// takes neither NUL nor broken UTF-8. The document beside it keeps the value.
func plain[T ~string](s T) string {
	return strings.ReplaceAll(strings.ToValidUTF8(string(s), "\uFFFD"), "\x00", "\uFFFD")
}

// checkID refuses an identifier that could not be found again by its text.
func checkID[T ~string](what string, id T) error {
	if id == "" || !utf8.ValidString(string(id)) || strings.ContainsRune(string(id), 0) {
		return fmt.Errorf("%s %q is not an identifier: %w", what, string(id), cordon.ErrInvalid)
	}
	return nil
}

// bulkParams is about how many parameters one statement carries: enough to
// make round trips and parsing rare, far below the limits (SQLite 32,766,
// PostgreSQL 65,535).
const bulkParams = 1000

// A bulk inserts many rows, several in one statement.
type bulk struct {
	t     *Tx
	table string // "event (document, n, …)"
	tail  string // "on conflict …", or empty
	cols  int
	args  []any
}

func (t *Tx) into(table, tail string) *bulk {
	return &bulk{t: t, table: table, tail: tail, cols: strings.Count(table, ",") + 1}
}

// add queues one row; its values are in the order of the table's columns.
func (b *bulk) add(row ...any) error {
	if len(row) != b.cols {
		return fmt.Errorf("%d values for %s", len(row), b.table)
	}
	b.args = append(b.args, row...)
	if len(b.args)+b.cols > bulkParams {
		return b.flush()
	}
	return nil
}

func (b *bulk) flush() error {
	if len(b.args) == 0 {
		return nil
	}
	var q strings.Builder
	fmt.Fprintf(&q, "insert into %s values ", b.table)
	for i := range b.args {
		switch {
		case i == 0:
			q.WriteString("(")
		case i%b.cols == 0:
			q.WriteString("), (")
		default:
			q.WriteString(", ")
		}
		if b.t.dialect.nameless {
			q.WriteString("?")
		} else {
			fmt.Fprintf(&q, "$%d", i+1)
		}
	}
	q.WriteString(") ")
	q.WriteString(b.tail)
	_, err := b.t.tx.ExecContext(b.t.ctx, q.String(), b.args...)
	b.args = b.args[:0]
	return conflict(err)
}

func (t *Tx) exec(query string, args ...any) error {
	_, err := t.tx.ExecContext(t.ctx, query, args...)
	return conflict(err)
}

// collect reads all rows of a query.
func collect[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// first is the only row of a query, or cordon.ErrNotFound.
func first[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), query string, args ...any) (v T, err error) {
	all, err := collect(ctx, q, scan, query, args...)
	if err != nil {
		return v, err
	}
	if len(all) == 0 {
		return v, cordon.ErrNotFound
	}
	return all[0], nil
}

// fromDoc scans one column of JSON text.
func fromDoc[T any](rows *sql.Rows) (v T, err error) {
	var doc sql.RawBytes
	if err := rows.Scan(&doc); err != nil {
		return v, err
	}
	return v, json.Unmarshal(doc, &v)
}

// text scans one column of text.
func text[T ~string](rows *sql.Rows) (v T, err error) {
	err = rows.Scan(&v)
	return v, err
}

// conflict marks as cordon.ErrConflict the violation of a key, and two
// PostgreSQL transactions that waited for each other.
func conflict(err error) error {
	var pg *pgconn.PgError
	var lite *driversqlite.Error
	switch {
	case errors.As(err, &pg) && (pg.Code == "23505" || pg.Code == "40P01"), // unique_violation, deadlock_detected
		errors.As(err, &lite) && (lite.Code() == sqlitelib.SQLITE_CONSTRAINT_UNIQUE || lite.Code() == sqlitelib.SQLITE_CONSTRAINT_PRIMARYKEY):
		return fmt.Errorf("%w: %w", err, cordon.ErrConflict)
	}
	return err
}

// unreadable marks the error of a file that is not a database as
// cordon.ErrInvalid.
func unreadable(err error) error {
	var lite *driversqlite.Error
	if errors.As(err, &lite) && lite.Code()&0xff == sqlitelib.SQLITE_NOTADB {
		return fmt.Errorf("%w: %w", err, cordon.ErrInvalid)
	}
	return err
}

// busy reports whether another program holds an SQLite file just now.
func busy(err error) bool {
	var lite *driversqlite.Error
	return errors.As(err, &lite) && lite.Code()&0xff == sqlitelib.SQLITE_BUSY
}

// A where gathers conditions and their parameters.
type where struct {
	conds []string
	args  []any
}

// arg adds a parameter and gives its placeholder.
func (w *where) arg(v any) string {
	w.args = append(w.args, v)
	return fmt.Sprintf("$%d", len(w.args))
}

// add adds a condition; its %s is the placeholder of v.
func (w *where) add(cond string, v any) {
	w.conds = append(w.conds, fmt.Sprintf(cond, w.arg(v)))
}

// String is the clause, or nothing without conditions.
func (w *where) String() string {
	if len(w.conds) == 0 {
		return ""
	}
	return " where " + strings.Join(w.conds, " and ")
}

// limit is the clause for at most n rows; 0 gives all.
func (w *where) limit(n int) string {
	if n <= 0 {
		return ""
	}
	return " limit " + w.arg(n)
}

// most stands for no limit where an offset needs one beside it, as in SQLite.
const most = int64(1<<63 - 1)

// page is the clause for at most n rows after the first offset ones; 0 gives all.
func (w *where) page(offset, n int) string {
	if offset <= 0 {
		return w.limit(n)
	}
	rows := int64(n)
	if n <= 0 {
		rows = most
	}
	return " limit " + w.arg(rows) + " offset " + w.arg(offset)
}
