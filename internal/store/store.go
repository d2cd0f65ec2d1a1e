// Package store keeps everything in SQLite or PostgreSQL: one schema, one SQL
// text wherever it runs on both. What the official lists say is kept as
// versions that are never rewritten, so that "as listed on day D" and "as known
// to us on day D" are plain queries. docs/schema.md describes the tables.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"runtime"

	"cordon"
)

// A Store is one database, opened by one string. Its methods may be used by
// several goroutines at once.
type Store struct {
	read    querier // what questions go to: readers, or the transaction of a View
	readers *sql.DB // on PostgreSQL the same as write
	write   *sql.DB // on SQLite one connection: there is one writer at a time; nil in a View
	dialect dialect
	temp    string  // folder to remove on Close, or empty
	file    *onPath // nil on PostgreSQL, and in a View
}

// A Tx is one transaction. Writes are its methods, so that a change, its audit
// line and the alerts that follow from it commit together or not at all.
type Tx struct {
	ctx     context.Context
	tx      *sql.Tx
	dialect dialect
}

// maxConns is how many connections read at once; further queries wait for one.
// Reading is work for the processor, so that more would not be faster, and each
// takes memory (SQLite's page cache, a PostgreSQL process) and up to three open
// files: 1,000 at once used up the usual limit of 1,024. PostgreSQL allows 100 in
// all by default.
//
// A caller must not ask the store while it reads a stream (Entries, Parties) or
// is inside Tx, since as many such callers as connections would wait for each
// other for ever. None does; collect first, then ask on.
const maxConns = 32

// Open opens a database and applies the migrations that it lacks. spec is a
// path ("cordon.db"), ":memory:" or "postgres://…". A database whose schema is
// newer than the program is refused with cordon.ErrConflict. The folder of a
// path must be there. ":memory:" is a database of its own that is gone after
// Close; it lives in the folder for temporary files, so that it reads and
// writes side by side as a file does.
func Open(ctx context.Context, spec string) (s *Store, err error) {
	defer cordon.Wrap(&err, "store.Open(%s)", shown(spec))
	defer func() { err = explained(err) }()
	p, err := parseSpec(spec)
	if err != nil {
		return nil, err
	}
	if p.postgres {
		return openPostgres(ctx, p.target)
	}
	return openSQLite(ctx, p)
}

func openPostgres(ctx context.Context, url string) (*Store, error) {
	db, err := sql.Open("pgx", url)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(maxConns)
	db.SetMaxIdleConns(maxConns / 4)
	s := &Store{read: db, readers: db, write: db, dialect: postgres}
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func openSQLite(ctx context.Context, p spec) (_ *Store, err error) {
	s := &Store{dialect: sqlite}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
		}
	}()
	if p.memory {
		if s.temp, err = os.MkdirTemp("", "cordon-memory-"); err != nil {
			return nil, err
		}
		p.target = s.temp + "/cordon.db"
	} else if err := checkFile(p.target); err != nil {
		return nil, err
	}
	if s.write, err = sql.Open("sqlite", sqliteName(p, true)); err != nil {
		return nil, err
	}
	s.write.SetMaxOpenConns(1)
	if err := s.migrate(ctx); err != nil {
		return nil, err
	}
	if s.readers, err = sql.Open("sqlite", sqliteName(p, false)); err != nil {
		return nil, err
	}
	s.readers.SetMaxOpenConns(maxConns)
	s.readers.SetMaxIdleConns(min(2*runtime.GOMAXPROCS(0), maxConns))
	s.read = s.readers
	if err := s.readers.PingContext(ctx); err != nil {
		return nil, err
	}
	s.file, err = onPathOf(p.target)
	return s, err
}

// Close closes the database. One whose log was deleted is left to the end of the
// process: SQLite would copy that log over what others have written since. So is one
// of which this cannot be found out, which is an error; Close may be called again.
func (s *Store) Close() (err error) {
	defer cordon.Wrap(&err, "store.Close()")
	end, err := s.file.deleted()
	var errs []error
	if err != nil && s.write.Stats().OpenConnections > 0 { // SQLite copies the log when the last connection closes
		errs = append(errs, s.readers.Close()) // too many files are open, and theirs are among them
		end, err = s.file.deleted()
	}
	if end != "" || err != nil {
		return errors.Join(append(errs, err)...)
	}
	if s.readers != nil && s.readers != s.write {
		errs = append(errs, s.readers.Close())
	}
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	if s.temp != "" {
		errs = append(errs, os.RemoveAll(s.temp))
	}
	return errors.Join(errs...)
}

// Tx runs f in one transaction; an error or a panic of f rolls it back. On
// SQLite one transaction runs at a time and the next waits: f must not call
// Store.Tx again. What f reads through Store is the state before it.
func (s *Store) Tx(ctx context.Context, f func(*Tx) error) (err error) {
	defer cordon.Wrap(&err, "store.Tx")
	defer func() { err = explained(err) }()
	if s.write == nil {
		return fmt.Errorf("a view does not write: %w", cordon.ErrConflict)
	}
	if err := s.file.same(); err != nil {
		return err
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	done := false
	defer func() {
		if !done { // f failed or panicked; a panic goes on
			if rerr := tx.Rollback(); rerr != nil && !errors.Is(rerr, sql.ErrTxDone) {
				err = errors.Join(err, rerr)
			}
		}
	}()
	if err := f(&Tx{ctx, tx, s.dialect}); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	done = true
	return nil
}

// View runs f on a store that sees one state of the database, however many
// questions f asks and whatever others write meanwhile. It cannot write. On
// PostgreSQL its questions share one connection: f must read a stream to its end
// and ask nothing else before.
func (s *Store) View(ctx context.Context, f func(*Store) error) error {
	return s.view(ctx, func(tx querier) error {
		return f(&Store{read: tx, dialect: s.dialect})
	})
}

// view runs f in one read-only transaction, so that its queries see one state.
func (s *Store) view(ctx context.Context, f func(querier) error) error {
	if s.readers == nil { // this is a view already
		return f(s.read)
	}
	if err := s.file.same(); err != nil {
		return err
	}
	tx, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: s.dialect.isolation})
	if err != nil {
		return err
	}
	err = f(tx)
	if rerr := tx.Rollback(); rerr != nil && !errors.Is(rerr, sql.ErrTxDone) { // done: the context has ended
		err = errors.Join(err, rerr)
	}
	return err
}

func checkFile(path string) error {
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return fmt.Errorf("%s is a folder, not a database: %w", path, cordon.ErrInvalid)
	case err == nil && !info.Mode().IsRegular(): // opening a FIFO would wait for a writer
		return fmt.Errorf("%s is no regular file, so no database: %w", path, cordon.ErrInvalid)
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return err
	}
	return checkWhole(path)
}
