package store

import (
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	driversqlite "modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"

	"cordon"
)

// A hindrance is an error of the disk or of rights, with what to do about it.
type hindrance struct {
	what string
	err  error
}

// Error says what to do, then what the database said, without the number that
// SQLite's driver puts behind it.
func (h *hindrance) Error() string {
	said := cordon.Message(h.err)
	if lite := (*driversqlite.Error)(nil); errors.As(h.err, &lite) {
		said = strings.ReplaceAll(said, fmt.Sprintf(" (%d)", lite.Code()), "")
	}
	return h.what + " (" + said + ")"
}

// Unwrap is the database's own error.
func (h *hindrance) Unwrap() error { return h.err }

// damaged is what to do about a database that cannot be read as one.
const damaged = "the database is damaged: run cordon check to see what can be read of it; restore a backup, " +
	"or load the archived files into a new database (cordon --db NEW update --from ARCHIVE)"

// hindrances are what a database's errors mean to whoever runs the program: by
// SQLite's primary result code, and by PostgreSQL's SQLSTATE.
var hindrances = []struct {
	sqlite   int
	postgres string
	what     string
}{
	{sqlitelib.SQLITE_FULL, "53100", "the disk is full: free some space and run it again; nothing that was stored is lost"},
	{sqlitelib.SQLITE_READONLY, "25006", "the database can only be read, so nothing was recorded: " +
		"let cordon write to the file and its folder, or run it as the account that owns them"},
	{sqlitelib.SQLITE_CANTOPEN, "", "the database cannot be opened: cordon must be able to read and write the file and its folder, " +
		"in which SQLite keeps two files beside it; copy the database to such a folder, or run cordon as the account that owns it; " +
		"if it answered before, too many files are open: raise the limit (ulimit -n)"},
	{sqlitelib.SQLITE_BUSY, "", "another program is writing to the database and did not end in time: run it again when that has ended; " +
		"nothing that was stored is lost"},
	{sqlitelib.SQLITE_CORRUPT, "XX001", damaged},
	{sqlitelib.SQLITE_NOTADB, "", "not a database, or one whose beginning is damaged: see that --db names the right file; if it does, " +
		"restore a backup, or load the archived files into a new database (cordon --db NEW update --from ARCHIVE)"},
	{sqlitelib.SQLITE_IOERR, "58030", "the disk failed, or is full: see that there is space and run it again"},
}

// explained adds to an error of the disk or of rights what to do about it.
func explained(err error) error {
	var lite *driversqlite.Error
	var pg *pgconn.PgError
	if done := (*hindrance)(nil); err == nil || errors.As(err, &done) {
		return err
	}
	isLite, isPg := errors.As(err, &lite), errors.As(err, &pg)
	for _, h := range hindrances {
		if isLite && lite.Code()&0xff == h.sqlite || isPg && h.postgres != "" && pg.Code == h.postgres {
			return &hindrance{h.what, err}
		}
	}
	return err
}

// Unreachable reports whether an error means that the database is not there: its
// server does not answer, is stopping or starting (SQLSTATE 57P01 to 57P03,
// https://www.postgresql.org/docs/current/errcodes-appendix.html), or its file was
// deleted, moved or replaced, or cannot be opened or read just now (too many files are
// open, another program holds it). It may pass, with a replaced file only after a new start.
func Unreachable(err error) bool {
	var connect *pgconn.ConnectError
	var pg *pgconn.PgError
	var lite *driversqlite.Error
	switch {
	case errors.As(err, &lite):
		code := lite.Code() & 0xff
		return code == sqlitelib.SQLITE_CANTOPEN || code == sqlitelib.SQLITE_BUSY
	case errors.As(err, &connect), errors.Is(err, driver.ErrBadConn), errors.Is(err, errMoved), errors.Is(err, syscall.EMFILE):
		return true
	case errors.As(err, &pg):
		return pg.Code == "57P01" || pg.Code == "57P02" || pg.Code == "57P03"
	}
	return false
}

// The header of an SQLite file: its first 16 bytes, then the size of a page, where
// 1 stands for 65536 (https://www.sqlite.org/fileformat2.html, 1.3).
const (
	sqliteMagic   = "SQLite format 3\x00"
	sqliteOnePage = 65536
)

// checkWhole refuses a database file that ends within a page: SQLite writes
// whole pages, and reads what lacks of one as zeros. With a log beside it
// SQLite may have been stopped while it copied the page from the log, and
// repeats that.
func checkWhole(path string) (err error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	var head [18]byte
	if _, err := io.ReadFull(f, head[:]); err != nil || string(head[:16]) != sqliteMagic {
		return nil // SQLite says what it is
	}
	page := int64(binary.BigEndian.Uint16(head[16:]))
	if page == 1 {
		page = sqliteOnePage
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if log, err := os.Stat(path + "-wal"); page == 0 || info.Size()%page == 0 || err == nil && log.Size() > 0 {
		return nil
	}
	return &hindrance{
		damaged,
		fmt.Errorf("the file ends within a page, at byte %d: %w", info.Size(), cordon.ErrConflict),
	}
}
