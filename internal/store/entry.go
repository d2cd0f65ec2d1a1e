package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"cordon"
)

// An EntryQuery selects entry versions; zero fields do not restrict. Without
// KnownAt and AsOf it gives the current versions. With both it gives what we
// held at KnownAt to be listed on AsOf.
type EntryQuery struct {
	List    cordon.ListID
	IDs     []cordon.EntryID
	Ever    bool        // without KnownAt and AsOf: the newest version of every entry, those off their list too
	KnownAt time.Time   // the versions that we had at that instant: "as known to us on day D"
	AsOf    cordon.Date // entries with a listing in force on that day, each in its version of that day: "as listed on day D"
	Offset  int         // how many to leave out first
	Limit   int         // 0: all
}

// Entries streams the entry versions of a query, ordered by ID.
//
// The version of a day is the newest one published up to that day; before our
// first snapshot of an entry it is the first one that we have. A partial AsOf
// means its last day.
func (s *Store) Entries(ctx context.Context, q EntryQuery) iter.Seq2[*cordon.Entry, error] {
	var w where
	if q.List != "" {
		w.add("v.list = %s", q.List)
	}
	if q.IDs != nil {
		w.conds = append(w.conds, s.dialect.in("v.entry", w.arg(list(q.IDs))))
	}
	switch {
	case q.Ever && q.AsOf.IsZero() && q.KnownAt.IsZero():
		w.conds = append(w.conds, "v.n = (select max(x.n) from entry_version x where x.entry = v.entry)")
	case q.AsOf.IsZero() && q.KnownAt.IsZero():
		w.conds = append(w.conds, "v.until is null")
	case q.AsOf.IsZero():
		w.add("v.since_known <= %[1]s and (v.until_known is null or v.until_known > %[1]s)", micros(q.KnownAt))
	default:
		w.conds = append(w.conds, asOf(&w, q))
	}
	page := w.page(q.Offset, q.Limit)
	return func(yield func(*cordon.Entry, error) bool) {
		query := `select v.since, v.until, v.doc from entry_version v` + w.String() + ` order by v.entry, v.n` + page
		for raw, err := range stream(ctx, s.read, scanVersion, version.decode, query, w.args...) {
			if err != nil {
				err = fmt.Errorf("store.Entries: %w", err)
			}
			if !yield(raw, err) || err != nil {
				return
			}
		}
	}
}

// Versions streams all versions of all entries, ordered by entry, oldest first.
func (s *Store) Versions(ctx context.Context) iter.Seq2[*cordon.Entry, error] {
	return stream(ctx, s.read, scanVersion, version.decode, `select v.since, v.until, v.doc from entry_version v order by v.entry, v.n`)
}

// asOf is the condition for the version of a day (see Entries), of an entry
// that was in force on it: by a listing's dates as we know them (or knew them
// at KnownAt), unless the snapshots around that day show that it was off the
// list between two terms. An entry without any designation is in force while
// the list has it.
func asOf(w *where, q EntryQuery) string {
	day := w.arg(lastDay(q.AsOf))
	known := w.arg(int64(1<<63 - 1))
	if !q.KnownAt.IsZero() {
		w.args[len(w.args)-1] = micros(q.KnownAt)
	}
	return fmt.Sprintf(`v.n = coalesce(
		(select max(x.n) from entry_version x where x.entry = v.entry and x.since_known <= %[2]s and x.since_day <= %[1]s),
		(select min(x.n) from entry_version x where x.entry = v.entry and x.since_known <= %[2]s))
	and not (v.since_day <= %[1]s and v.until is not null and v.until_known <= %[2]s and v.until_day <= %[1]s)
	and (exists (select 1 from listing l where l.entry = v.entry
			and l.since_known <= %[2]s and (l.until_known is null or l.until_known > %[2]s)
			and l.from_day <= %[1]s and (l.until_day = '' or l.until_day > %[1]s))
		or v.since_day <= %[1]s and not exists (select 1 from listing l where l.entry = v.entry))`, day, known)
}

// A version is a row of entry_version before its document is read.
type version struct {
	since cordon.SnapshotID
	until sql.NullString
	doc   []byte
}

func scanVersion(rows *sql.Rows) (v version, err error) {
	err = rows.Scan(&v.since, &v.until, &v.doc)
	return v, err
}

func (v version) decode() (*cordon.Entry, error) {
	e := new(cordon.Entry)
	if err := json.Unmarshal(v.doc, e); err != nil {
		return nil, err
	}
	e.Since, e.Until = v.since, cordon.SnapshotID(v.until.String)
	return e, nil
}

func scanEntry(rows *sql.Rows) (*cordon.Entry, error) {
	v, err := scanVersion(rows)
	if err != nil {
		return nil, err
	}
	return v.decode()
}

// Entry is the current version of an entry, or its last one when it is off the
// list (Until is set then), or cordon.ErrNotFound.
func (s *Store) Entry(ctx context.Context, id cordon.EntryID) (_ *cordon.Entry, err error) {
	defer cordon.Wrap(&err, "store.Entry(%s)", id)
	return first(ctx, s.read, scanEntry, `select since, until, doc from entry_version where entry = $1 order by n desc limit 1`, id)
}

// EntryVersions are all versions of an entry, oldest first.
func (s *Store) EntryVersions(ctx context.Context, id cordon.EntryID) (_ []*cordon.Entry, err error) {
	defer cordon.Wrap(&err, "store.EntryVersions(%s)", id)
	return collect(ctx, s.read, scanEntry, `select since, until, doc from entry_version where entry = $1 order by n`, id)
}

// A VersionKey is what the store holds of an entry, without the entry itself.
type VersionKey struct {
	Name        string // the primary name; what cannot stand in a column is replaced
	Fingerprint cordon.Digest
	Current     bool        // false: it was on the list once and is no longer
	Starter     bool        // a fact of the starter set
	Published   cordon.Date // of the snapshot that brought this version
}

// A heldVersion is the newest version of an entry.
type heldVersion struct {
	entry cordon.EntryID
	n     int64
	VersionKey
}

// newest are the newest versions of a list's entries.
func newest(ctx context.Context, q querier, l cordon.ListID) (map[cordon.EntryID]heldVersion, error) {
	all, err := collect(ctx, q, func(rows *sql.Rows) (h heldVersion, err error) {
		var day string
		if err := rows.Scan(&h.entry, &h.n, &h.Name, &h.Fingerprint, &h.Current, &h.Starter, &day); err != nil {
			return h, err
		}
		h.Published, err = cordon.ParseDate(day)
		return h, err
	}, `select entry, n, name, fingerprint, until is null, starter, since_day from entry_version where list = $1 order by entry, n`, l)
	if err != nil {
		return nil, err
	}
	m := make(map[cordon.EntryID]heldVersion, len(all))
	for _, h := range all { // a later version replaces an earlier
		m[h.entry] = h
	}
	return m, nil
}

// VersionKeys are the keys of the newest version of every entry that a list ever had.
func (s *Store) VersionKeys(ctx context.Context, l cordon.ListID) (_ map[cordon.EntryID]VersionKey, err error) {
	defer cordon.Wrap(&err, "store.VersionKeys(%s)", l)
	held, err := newest(ctx, s.read, l)
	if err != nil {
		return nil, err
	}
	keys := make(map[cordon.EntryID]VersionKey, len(held))
	for id, h := range held {
		keys[id] = h.VersionKey
	}
	return keys, nil
}

// Terms are the times in which versions of entries of a list were in force, those of an
// entry oldest first: each from the snapshot that brought the version to the one that
// amended or removed the entry, empty while the version is in force.
func (s *Store) Terms(ctx context.Context, l cordon.ListID, ids []cordon.EntryID) (_ map[cordon.EntryID][][2]cordon.SnapshotID, err error) {
	defer cordon.Wrap(&err, "store.Terms(%s, %d entries)", l, len(ids))
	w := where{}
	w.add("list = %s", l)
	w.conds = append(w.conds, s.dialect.in("entry", w.arg(list(ids))))
	out := map[cordon.EntryID][][2]cordon.SnapshotID{}
	_, err = collect(ctx, s.read, func(rows *sql.Rows) (id cordon.EntryID, err error) {
		var t [2]cordon.SnapshotID
		err = rows.Scan(&id, &t[0], &t[1])
		out[id] = append(out[id], t)
		return id, err
	}, `select entry, since, coalesce(until, '') from entry_version`+w.String()+` order by entry, n`, w.args...)
	return out, err
}
