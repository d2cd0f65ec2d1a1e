package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon"
)

func scanSnapshot(rows *sql.Rows) (*cordon.Snapshot, error) {
	snap, err := fromDoc[cordon.Snapshot](rows)
	return &snap, err
}

// LastSnapshot is the newest snapshot of a list that is in force, or cordon.ErrNotFound.
func (s *Store) LastSnapshot(ctx context.Context, l cordon.ListID) (_ *cordon.Snapshot, err error) {
	defer cordon.Wrap(&err, "store.LastSnapshot(%s)", l)
	return lastSnapshot(ctx, s.read, l)
}

func lastSnapshot(ctx context.Context, q querier, l cordon.ListID) (*cordon.Snapshot, error) {
	return first(ctx, q, scanSnapshot, `select doc from snapshot where list = $1 order by seq desc limit 1`, l)
}

// Snapshots are all snapshots of a list ("" for all lists), oldest first.
func (s *Store) Snapshots(ctx context.Context, l cordon.ListID) (_ []cordon.Snapshot, err error) {
	defer cordon.Wrap(&err, "store.Snapshots(%s)", l)
	var w where
	if l != "" {
		w.add("list = %s", l)
	}
	return collect(ctx, s.read, fromDoc[cordon.Snapshot], `select doc from snapshot`+w.String()+` order by fetched, list, seq`, w.args...)
}

// SnapshotByDigests is the newest snapshot of a list that came from exactly
// these files, in any order, or cordon.ErrNotFound.
func (s *Store) SnapshotByDigests(ctx context.Context, l cordon.ListID, digests []cordon.Digest) (_ *cordon.Snapshot, err error) {
	defer cordon.Wrap(&err, "store.SnapshotByDigests(%s)", l)
	if len(digests) == 0 {
		return nil, cordon.ErrNotFound
	}
	return first(ctx, s.read, scanSnapshot,
		`select doc from snapshot where list = $1 and digests = $2 order by seq desc limit 1`, l, joinDigests(digests))
}

func joinDigests(digests []cordon.Digest) string {
	var words []string
	for _, d := range slices.Sorted(slices.Values(digests)) {
		words = append(words, plain(d))
	}
	return strings.Join(words, " ")
}

// A ListState is where a list stands.
type ListState struct {
	Snapshot cordon.Snapshot // the newest one
	InForce  int             // entries on the list now
	Ever     int             // entries that are or were on it
}

// ListStates are the states of all lists that have a snapshot, by list ID.
func (s *Store) ListStates(ctx context.Context) (_ map[cordon.ListID]ListState, err error) {
	defer cordon.Wrap(&err, "store.ListStates()")
	rows, err := s.read.QueryContext(ctx, `select p.doc,
		(select count(*) from entry_version v where v.list = p.list and v.until is null),
		(select count(*) from entry_version v where v.list = p.list and v.n = 1)
		from snapshot p where p.seq = (select max(x.seq) from snapshot x where x.list = p.list)`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[cordon.ListID]ListState{}
	for rows.Next() {
		var st ListState
		var doc sql.RawBytes
		if err := rows.Scan(&doc, &st.InForce, &st.Ever); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(doc, &st.Snapshot); err != nil {
			return nil, err
		}
		all[st.Snapshot.List] = st
	}
	return all, rows.Err()
}

// A ChangeQuery selects changes; zero fields do not restrict.
type ChangeQuery struct {
	List   cordon.ListID
	Entry  cordon.EntryID
	Since  time.Time // of the snapshot's Fetched
	Offset int       // how many to leave out first
	Limit  int       // newest first; 0: all
}

// Changes are what snapshots did to entries, newest first, those of one
// snapshot by entry.
func (s *Store) Changes(ctx context.Context, q ChangeQuery) (_ []cordon.Change, err error) {
	defer cordon.Wrap(&err, "store.Changes(%+v)", q)
	var w where
	if q.List != "" {
		w.add("p.list = %s", q.List)
	}
	if q.Entry != "" {
		w.add("c.entry = %s", q.Entry)
	}
	if !q.Since.IsZero() {
		w.add("p.fetched >= %s", micros(q.Since))
	}
	query := `select c.entry, c.name, c.snapshot, c.kind, c.fields from entry_change c join snapshot p on p.snapshot = c.snapshot` +
		w.String() + ` order by p.fetched desc, p.list, p.seq desc, c.entry` + w.page(q.Offset, q.Limit)
	return collect(ctx, s.read, scanChange, query, w.args...)
}

func scanChange(rows *sql.Rows) (c cordon.Change, err error) {
	var fields sql.RawBytes
	if err := rows.Scan(&c.Entry, &c.Name, &c.Snapshot, &c.Kind, &fields); err != nil {
		return c, err
	}
	return c, json.Unmarshal(fields, &c.Fields)
}

// PutSnapshot records a snapshot: put are the entries that it brought or
// amended, gone the ones that it no longer has, changes what to report of it.
// What did not change is not written again; what did becomes a new version
// (Since is set) and the version before it is closed. It also keeps the best
// known listing dates (see cordon.Listing), as fold finds them.
//
// The generation moves on, since parties show their entries' newest versions.
//
// snap.Previous must be the list's newest snapshot, else another update came
// between: cordon.ErrConflict. Over a starter it may be empty.
func (t *Tx) PutSnapshot(
	snap *cordon.Snapshot, put []*cordon.Entry, gone []cordon.EntryID, changes []cordon.Change, fold Fold,
) (err error) {
	defer cordon.Wrap(&err, "store.PutSnapshot(%s)", snap.ID)
	if err := checkUpdate(snap, put, gone); err != nil {
		return err
	}
	if err := t.lock(lockEntries); err != nil {
		return err
	}
	u, err := t.newUpdate(snap)
	if err != nil {
		return err
	}
	if err := u.putVersions(put, gone); err != nil {
		return err
	}
	if err := u.putListings(fold, put, gone); err != nil {
		return err
	}
	if err := u.putChanges(changes); err != nil {
		return err
	}
	return u.nextGeneration()
}

func checkUpdate(snap *cordon.Snapshot, put []*cordon.Entry, gone []cordon.EntryID) error {
	if err := errors.Join(checkID("snapshot", snap.ID), checkID("list", snap.List)); err != nil {
		return err
	}
	if snap.Fetched.IsZero() {
		return fmt.Errorf("the snapshot has no instant of fetching: %w", cordon.ErrInvalid)
	}
	seen := make(map[cordon.EntryID]bool, len(put)+len(gone))
	check := func(id cordon.EntryID, l cordon.ListID) error {
		if err := checkID("entry", id); err != nil {
			return err
		}
		if l != snap.List {
			return fmt.Errorf("entry %s is of list %q, not of %s: %w", id, l, snap.List, cordon.ErrInvalid)
		}
		if seen[id] {
			return fmt.Errorf("entry %s is given twice: %w", id, cordon.ErrInvalid)
		}
		seen[id] = true
		return nil
	}
	for _, e := range put {
		if err := check(e.ID, e.List); err != nil {
			return err
		}
		for _, d := range e.Designations {
			if err := checkID("programme of "+string(e.ID), d.Programme); err != nil {
				return err
			}
		}
	}
	for _, id := range gone {
		if err := check(id, id.List()); err != nil {
			return err
		}
	}
	return nil
}

// An update is one snapshot on its way into the tables.
type update struct {
	*Tx
	snap  *cordon.Snapshot
	prev  *cordon.Snapshot // nil for the list's first
	day   cordon.Date      // of its publication; of its fetching when that is not said
	known int64            // microseconds of its fetching
	held  map[cordon.EntryID]heldVersion
}

// newUpdate writes the snapshot's own row and reads what the list held before.
func (t *Tx) newUpdate(snap *cordon.Snapshot) (*update, error) {
	prev, err := lastSnapshot(t.ctx, t.tx, snap.List)
	if errors.Is(err, cordon.ErrNotFound) {
		prev, err = nil, nil
	}
	if err != nil {
		return nil, err
	}
	if err := checkPrevious(snap, prev); err != nil {
		return nil, err
	}
	u := &update{Tx: t, snap: snap, prev: prev, day: snap.Published, known: micros(snap.Fetched)}
	if u.day.IsZero() {
		u.day = cordon.DateOf(snap.Fetched.UTC())
	}
	u.day = cordon.DateOf(u.day.First())
	doc := *snap
	doc.Fetched = kept(snap.Fetched)
	var seq int64
	if err := t.tx.QueryRowContext(t.ctx, `select coalesce(max(seq), 0) + 1 from snapshot where list = $1`, snap.List).Scan(&seq); err != nil {
		return nil, err
	}
	b := t.into(`snapshot (snapshot, list, seq, fetched, published, starter, entries, digests, doc)`, "")
	err = b.add(snap.ID, snap.List, seq, u.known, u.day.String(), snap.Starter, snap.Entries, joinDigests(snap.Digests), inDoc{doc})
	if err := errors.Join(err, b.flush()); err != nil {
		return nil, err
	}
	u.held, err = newest(t.ctx, t.tx, snap.List)
	return u, err
}

func checkPrevious(snap, prev *cordon.Snapshot) error {
	switch {
	case prev == nil && snap.Previous != "":
		return fmt.Errorf("the snapshot before it, %s, is not stored: %w", snap.Previous, cordon.ErrConflict)
	case prev == nil, prev.Starter && snap.Previous == "":
	case prev.ID != snap.Previous:
		return fmt.Errorf("it follows %q, but %s came since: %w", snap.Previous, prev.ID, cordon.ErrConflict)
	}
	if prev != nil && micros(snap.Fetched) < micros(prev.Fetched) {
		return fmt.Errorf("it was fetched at %s, before %s: %w", snap.Fetched.UTC().Format(time.RFC3339), prev.ID, cordon.ErrConflict)
	}
	return nil
}

// putVersions closes the versions that are amended or gone and adds the new ones.
func (u *update) putVersions(put []*cordon.Entry, gone []cordon.EntryID) error {
	closed := slices.Clone(gone)
	var fresh []freshVersion
	for _, id := range gone {
		if !u.held[id].Current {
			return fmt.Errorf("entry %s is removed but was not on the list: %w", id, cordon.ErrInvalid)
		}
	}
	for _, e := range put {
		v, err := newVersion(e)
		if err != nil {
			return err
		}
		h := u.held[e.ID]
		if h.Current && h.Fingerprint == v.fingerprint {
			continue
		}
		if h.Current {
			closed = append(closed, e.ID)
		}
		fresh = append(fresh, v)
	}
	err := u.exec(`update entry_version set until = $1, until_day = $2, until_known = $3 where until is null and `+
		u.dialect.in("entry", "$4"), u.snap.ID, u.day.String(), u.known, list(closed))
	if err != nil {
		return err
	}
	b := u.into(`entry_version (entry, n, list, fingerprint, kind, name, starter, since, since_day, since_known, doc)`, "")
	for _, v := range fresh {
		e := v.entry
		e.Since, e.Until = u.snap.ID, ""
		err := b.add(e.ID, u.held[e.ID].n+1, e.List, v.fingerprint, plain(e.Profile.Kind), plain(e.Profile.Name()), e.Starter,
			u.snap.ID, u.day.String(), u.known, v.doc)
		if err != nil {
			return err
		}
	}
	return b.flush()
}

// A freshVersion is an entry about to be written.
type freshVersion struct {
	entry       *cordon.Entry
	doc         string
	fingerprint cordon.Digest
}

// newVersion renders an entry as it is kept: without Since and Until, which
// have columns. So its digest is cordon.Entry.Fingerprint.
func newVersion(e *cordon.Entry) (freshVersion, error) {
	kept := *e
	kept.Since, kept.Until = "", ""
	doc, err := json.Marshal(&kept)
	return freshVersion{e, string(doc), cordon.DigestOf(doc)}, err
}

// putListings keeps the best known listing dates. The rows that others take the
// place of are closed.
func (u *update) putListings(fold Fold, put []*cordon.Entry, gone []cordon.EntryID) error {
	versions, before, err := u.listings()
	if err != nil {
		return err
	}
	stmt, err := u.tx.PrepareContext(u.ctx, `update listing set until_known = $1 where entry = $2 and programme = $3 and until_known is null`)
	if err != nil {
		return err
	}
	defer stmt.Close()
	b := u.into(`listing (entry, programme, n, list, authority, listed, date_kind, delisted, from_day, until_day, measures,
		snapshot, since_known)`, "")
	for _, l := range fold(u.prev, u.snap, before, put, gone) {
		n := versions[listingKey{l.Entry, l.Programme}]
		if n > 0 {
			if _, err := stmt.ExecContext(u.ctx, u.known, l.Entry, l.Programme); err != nil {
				return err
			}
		}
		err := b.add(l.Entry, l.Programme, n+1, l.List, plain(l.Authority), l.Listed.String(), string(l.DateKind), l.Delisted.String(),
			l.From.String(), l.Until.String(), inDoc{l.Measures}, l.Snapshot, u.known)
		if err != nil {
			return err
		}
	}
	return b.flush()
}

// A listingKey is what a listing is known by in the store.
type listingKey struct {
	entry     cordon.EntryID
	programme cordon.ProgrammeID
}

// listings are the list's listings as we hold them true now, and the number of
// the row of each.
func (u *update) listings() (map[listingKey]int64, []cordon.Listing, error) {
	versions := map[listingKey]int64{}
	all, err := collect(u.ctx, u.tx, func(rows *sql.Rows) (cordon.Listing, error) {
		var n int64
		l, err := scanListingAnd(rows, &n)
		versions[listingKey{l.Entry, l.Programme}] = n
		return l, err
	}, `select `+listingColumns+`, l.n from listing l
		where l.list = $1 and l.until_known is null order by l.entry, l.programme`, u.snap.List)
	return versions, all, err
}

func (u *update) putChanges(changes []cordon.Change) error {
	b := u.into(`entry_change (snapshot, entry, kind, name, fields)`, "")
	for _, c := range changes {
		if err := checkID("entry", c.Entry); err != nil {
			return err
		}
		if err := b.add(u.snap.ID, c.Entry, string(c.Kind), plain(c.Name), inDoc{c.Fields}); err != nil {
			return err
		}
	}
	return b.flush()
}
