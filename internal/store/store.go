// Package store keeps everything in SQLite or PostgreSQL.
package store

import (
	"context"
	"iter"
	"time"

	"cordon"
)

// A Store is one database, opened by one string.
type Store struct{}

// A Tx is one transaction. Writes are its methods, so that a change, its audit
// line and the alerts that follow from it commit together or not at all.
type Tx struct{}

// Open opens a database and applies the migrations that it lacks. spec is a
// path ("cordon.db"), ":memory:" or "postgres://…". A database whose schema is
// newer than the program is refused with cordon.ErrConflict.
func Open(ctx context.Context, spec string) (*Store, error) { panic("unwritten") }

// Close closes the database.
func (s *Store) Close() error { panic("unwritten") }

// Tx runs f in one transaction; an error or a panic of f rolls it back.
func (s *Store) Tx(ctx context.Context, f func(*Tx) error) error { panic("unwritten") }

// Generation grows whenever parties change: an index built from an older one is stale.
func (s *Store) Generation(ctx context.Context) (int64, error) { panic("unwritten") }

// LastSnapshot is the newest snapshot of a list that is in force, or cordon.ErrNotFound.
func (s *Store) LastSnapshot(ctx context.Context, l cordon.ListID) (*cordon.Snapshot, error) {
	panic("unwritten")
}

// Snapshots are all snapshots of a list ("" for all lists), oldest first.
func (s *Store) Snapshots(ctx context.Context, l cordon.ListID) ([]cordon.Snapshot, error) {
	panic("unwritten")
}

// A ChangeQuery selects changes; zero fields do not restrict.
type ChangeQuery struct {
	List  cordon.ListID
	Entry cordon.EntryID
	Since time.Time // of the snapshot's Fetched
	Limit int       // newest first; 0: all
}

// Changes are what snapshots did to entries, newest first.
func (s *Store) Changes(ctx context.Context, q ChangeQuery) ([]cordon.Change, error) {
	panic("unwritten")
}

// An EntryQuery selects entry versions; zero fields do not restrict. Without
// KnownAt and AsOf it gives the current versions.
type EntryQuery struct {
	List    cordon.ListID
	IDs     []cordon.EntryID
	KnownAt time.Time   // the versions that we had at that instant: "as known to us on day D"
	AsOf    cordon.Date // entries with a listing in force on that day: "as listed on day D"
}

// Entries streams the entry versions of a query, ordered by ID.
func (s *Store) Entries(ctx context.Context, q EntryQuery) iter.Seq2[*cordon.Entry, error] {
	panic("unwritten")
}

// Entry is the current version of an entry, or its last one when it is off the
// list (Until is set then), or cordon.ErrNotFound.
func (s *Store) Entry(ctx context.Context, id cordon.EntryID) (*cordon.Entry, error) {
	panic("unwritten")
}

// EntryVersions are all versions of an entry, oldest first.
func (s *Store) EntryVersions(ctx context.Context, id cordon.EntryID) ([]*cordon.Entry, error) {
	panic("unwritten")
}

// A VersionKey tells what the store holds of an entry without loading it.
type VersionKey struct {
	Fingerprint cordon.Digest
	Current     bool        // false: it was on the list once and is off it
	Starter     bool        // a fact of the starter set
	Published   cordon.Date // of the snapshot that brought this version
}

// VersionKeys are the keys of the newest version of every entry that a list ever had.
func (s *Store) VersionKeys(ctx context.Context, l cordon.ListID) (map[cordon.EntryID]VersionKey, error) {
	panic("unwritten")
}

// Listings are the best known dates of the designations of the given entries
// (nil: of all entries), those of entries that are off their list included
// (Delisted is set then).
func (s *Store) Listings(ctx context.Context, ids []cordon.EntryID) ([]cordon.Listing, error) {
	panic("unwritten")
}

// A PartyRow is a party with the current versions of its entries. An entry that
// is off its list is still named in Party.Entries, but not in Current.
type PartyRow struct {
	ID      cordon.PartyID
	Entries []cordon.EntryID
	Current []*cordon.Entry
}

// Parties streams all parties, ordered by ID.
func (s *Store) Parties(ctx context.Context) iter.Seq2[*PartyRow, error] { panic("unwritten") }

// Party is one party; an ID that was merged into another leads to that one.
func (s *Store) Party(ctx context.Context, id cordon.PartyID) (*PartyRow, error) {
	panic("unwritten")
}

// PartyOf is the party of an entry, or cordon.ErrNotFound.
func (s *Store) PartyOf(ctx context.Context, id cordon.EntryID) (cordon.PartyID, error) {
	panic("unwritten")
}

// Judgements are all judgements, oldest first.
func (s *Store) Judgements(ctx context.Context) ([]cordon.Judgement, error) { panic("unwritten") }

// A DocumentQuery selects readings; zero fields do not restrict.
type DocumentQuery struct {
	Party cordon.PartyID // named in it, or speaking in it
	Ref   string
	Limit int // newest publication first; 0: all
}

// Readings are the readings of a query, newest publication first, undated last.
func (s *Store) Readings(ctx context.Context, q DocumentQuery) ([]cordon.Reading, error) {
	panic("unwritten")
}

// Reading is one reading, or cordon.ErrNotFound.
func (s *Store) Reading(ctx context.Context, id cordon.DocumentID) (*cordon.Reading, error) {
	panic("unwritten")
}

// A Known is what fold and story need of a document that was read before.
type Known struct {
	ID        cordon.DocumentID
	Ref       string
	Story     cordon.StoryID
	Outlet    string
	Title     string
	Published cordon.Date
	CopyOf    cordon.DocumentID
	Sketch    cordon.Sketch
}

// Sketches are the sketches of documents published within 45 days of a date, or
// of unknown date; for a zero date, of all documents.
func (s *Store) Sketches(ctx context.Context, around cordon.Date) ([]Known, error) {
	panic("unwritten")
}

// Alerts are the newest alerts, newest first; limit 0 gives all.
func (s *Store) Alerts(ctx context.Context, limit int) ([]cordon.Alert, error) { panic("unwritten") }

// Screening is one stored screening, or cordon.ErrNotFound.
func (s *Store) Screening(ctx context.Context, id cordon.ScreeningID) (*cordon.Screening, error) {
	panic("unwritten")
}

// AuditLog is the audit log from sequence number after on, oldest first.
func (s *Store) AuditLog(ctx context.Context, after int64, limit int) ([]cordon.AuditEntry, error) {
	panic("unwritten")
}

// PutSnapshot records a snapshot: put are the entries that it brought or
// amended, gone the ones that it no longer has, changes what to tell of it.
// What did not change is not written again. It also keeps the best known
// listing dates (see cordon.Listing).
func (t *Tx) PutSnapshot(snap *cordon.Snapshot, put []*cordon.Entry, gone []cordon.EntryID, changes []cordon.Change) error {
	panic("unwritten")
}

// PutParties replaces the parties and moves the generation on. Former party IDs
// that are gone become redirects to the party that has their entry now.
func (t *Tx) PutParties(ps []PartyRow) error { panic("unwritten") }

// PutJudgements adds judgements; one on the same pair by the same author is replaced.
func (t *Tx) PutJudgements(js []cordon.Judgement) error { panic("unwritten") }

// PutReading stores a reading; one of the same document is replaced.
func (t *Tx) PutReading(r *cordon.Reading) error { panic("unwritten") }

// PutScreening stores a screening. It is never changed afterwards.
func (t *Tx) PutScreening(sc *cordon.Screening) error { panic("unwritten") }

// Raise stores an alert; one with the same ID is left as it is.
func (t *Tx) Raise(a *cordon.Alert) error { panic("unwritten") }

// Audit appends a line to the audit log. at is the caller's clock.
func (t *Tx) Audit(at time.Time, actor, action, object string) error { panic("unwritten") }
