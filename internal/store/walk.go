package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	"cordon"
)

// walk decodes the rows of a query on all cores and reports the faults of each.
func walk[R any](
	ctx context.Context, c *check, scan func(*sql.Rows) (R, error), faults func(R) []Fault, query string,
) error {
	decode := func(r R) ([]Fault, error) { return faults(r), nil }
	for fs, err := range stream(ctx, c.read, scan, decode, query) {
		if err != nil {
			return err
		}
		for _, f := range fs {
			c.fault(f)
		}
	}
	return nil
}

// A docRow is a row with a document of JSON: what it is called, and the JSON.
type docRow struct {
	key string
	doc []byte
}

func scanDoc(rows *sql.Rows) (d docRow, err error) {
	err = rows.Scan(&d.key, &d.doc)
	return d, err
}

// walkDocs reads the documents of a table whose rows are called by an expression.
func walkDocs(table, key string) func(context.Context, *check) error {
	return func(ctx context.Context, c *check) error {
		return walk(ctx, c, scanDoc, func(d docRow) []Fault {
			if json.Valid(d.doc) {
				return nil
			}
			return []Fault{unreadDoc(table, d.key)}
		}, `select `+key+`, doc from `+table)
	}
}

func unreadDoc(table, key string) Fault {
	return Fault{Rule: table + "/doc", Where: table + " " + key, Found: "what is stored of it is not JSON"}
}

// A versionRow is a version of an entry with its columns.
type versionRow struct {
	entry       cordon.EntryID
	n           int64
	list        cordon.ListID
	kind, name  string
	starter     bool
	fingerprint cordon.Digest
	current     bool
	listings    int // current rows of the entry's listings
	doc         []byte
}

func walkVersions(ctx context.Context, c *check) error {
	return walk(ctx, c, func(rows *sql.Rows) (v versionRow, err error) {
		err = rows.Scan(&v.entry, &v.n, &v.list, &v.kind, &v.name, &v.starter, &v.fingerprint, &v.current, &v.listings, &v.doc)
		return v, err
	}, versionRow.faults, `select v.entry, v.n, v.list, v.kind, v.name, v.starter, v.fingerprint, v.until is null,
		case when v.until is null then (select count(*) from listing l where l.entry = v.entry and l.until_known is null) else 0 end,
		v.doc from entry_version v`)
}

func (v versionRow) faults() (fs []Fault) {
	where := fmt.Sprintf("entry %s, version %d", v.entry, v.n)
	add := func(rule, format string, args ...any) {
		fs = append(fs, Fault{Rule: rule, Where: where, Found: fmt.Sprintf(format, args...)})
	}
	if got := cordon.DigestOf(v.doc); got != v.fingerprint {
		add("version/fingerprint", "the stored entry has the digest %s, not its fingerprint %s", got, v.fingerprint)
	}
	var e cordon.Entry
	if err := json.Unmarshal(v.doc, &e); err != nil {
		add("version/doc", "the stored entry cannot be read: %v", err)
		return fs
	}
	said := versionRow{entry: e.ID, list: e.List, kind: plain(string(e.Profile.Kind)), name: plain(e.Profile.Name()), starter: e.Starter}
	if said.entry != v.entry || said.list != v.list || said.kind != v.kind || said.name != v.name || said.starter != v.starter {
		add("version/columns", "the stored entry is %s of %s (%s), the columns say %s of %s (%s)",
			said.entry, said.list, said.name, v.entry, v.list, v.name)
	}
	if want := programmes(&e); v.current && v.listings < want {
		add("listing/missing", "it has %d designations and %d listings", want, v.listings)
	}
	return fs
}

// programmes is the number of different programmes under which an entry is
// designated: each has a listing.
func programmes(e *cordon.Entry) int {
	under := map[cordon.ProgrammeID]bool{}
	for _, d := range e.Designations {
		under[d.Programme] = true
	}
	return len(under)
}

// A snapshotRow is a snapshot's columns, and what is stored of it.
type snapshotRow struct {
	id      cordon.SnapshotID
	list    cordon.ListID
	entries int
	digests string
	starter bool
	changes int // rows of its changes
	doc     []byte
}

// same reports whether the columns are the same.
func (r snapshotRow) same(o snapshotRow) bool {
	return r.id == o.id && r.list == o.list && r.entries == o.entries && r.digests == o.digests && r.starter == o.starter
}

// walkSnapshots compares what is stored of each snapshot with its columns, and
// with the snapshot before it.
func walkSnapshots(ctx context.Context, c *check) error {
	rows, err := collect(ctx, c.read, func(rows *sql.Rows) (r snapshotRow, err error) {
		err = rows.Scan(&r.id, &r.list, &r.entries, &r.digests, &r.starter, &r.changes, &r.doc)
		return r, err
	}, `select s.snapshot, s.list, s.entries, s.digests, s.starter,
		(select count(*) from entry_change c where c.snapshot = s.snapshot), s.doc from snapshot s order by s.list, s.seq`)
	if err != nil {
		return err
	}
	var before snapshotRow
	for _, r := range rows {
		add := func(rule, found string) { c.fault(Fault{Rule: rule, Where: "snapshot " + string(r.id), Found: found}) }
		var s cordon.Snapshot
		if err := json.Unmarshal(r.doc, &s); err != nil {
			add("snapshot/doc", "what is stored of it cannot be read: "+err.Error())
		} else if said := (snapshotRow{s.ID, s.List, s.Entries, joinDigests(s.Digests), s.Starter, 0, nil}); !said.same(r) {
			add("snapshot/columns", "what is stored of it is not what its columns say")
		}
		if lost := s.Added + s.Amended + s.Removed + s.Restored - r.changes; lost > 0 {
			add("change/lost", fmt.Sprintf("%d of the changes that it made are not there", lost))
		}
		after := before.list == r.list
		if s.Previous != "" && (!after || before.id != s.Previous) || s.Previous == "" && after && !before.starter {
			add("snapshot/previous", fmt.Sprintf("it follows %q, but comes after %q", s.Previous, before.id))
		}
		before = r
	}
	return nil
}

// walkDocuments reads what is stored of each document.
func walkDocuments(ctx context.Context, c *check) error {
	type row struct {
		docRow
		sketch string
	}
	return walk(ctx, c, func(rows *sql.Rows) (r row, err error) {
		err = rows.Scan(&r.key, &r.sketch, &r.doc)
		return r, err
	}, func(r row) (fs []Fault) {
		var d cordon.Document
		if err := json.Unmarshal(r.doc, &d); err != nil {
			fs = append(fs, unreadDoc("document", r.key))
		} else if string(d.ID) != r.key {
			fs = append(fs, Fault{Rule: "document/columns", Where: "document " + r.key, Found: "what is stored of it is " + string(d.ID)})
		}
		if _, err := parseSketch(r.sketch); err != nil {
			fs = append(fs, Fault{Rule: "document/sketch", Where: "document " + r.key, Found: err.Error()})
		}
		return fs
	}, `select document, sketch, doc from document`)
}

// walkEvents reads what is stored of each event, and looks for the parties of
// its actors. It keeps the IDs of those parties in memory.
func walkEvents(ctx context.Context, c *check) error {
	named := map[cordon.PartyID]string{} // with the first event that names it
	for d, err := range stream(ctx, c.read, scanDoc, decodeEvent, `select `+partOf+`, doc from event`) {
		if err != nil {
			return err
		}
		if d.bad {
			c.fault(unreadDoc("event", d.key))
		}
		for _, a := range d.event.Actors {
			if _, ok := named[a.Party]; !ok && a.Party != "" {
				named[a.Party] = d.key
			}
		}
	}
	for id, key := range named {
		var there bool
		err := c.read.QueryRowContext(ctx, `select exists (select 1 from member where party = $1)
			or exists (select 1 from redirect where former = $1)`, id).Scan(&there)
		if err != nil {
			return err
		}
		if !there {
			c.fault(Fault{Rule: "event/party", Where: "event " + key, Found: fmt.Sprintf("it names party %s, which is not there", id)})
		}
	}
	return nil
}

// An eventRow is an event with what it is called.
type eventRow struct {
	key   string
	event cordon.Event
	bad   bool
}

func decodeEvent(d docRow) (eventRow, error) {
	e := eventRow{key: d.key}
	e.bad = json.Unmarshal(d.doc, &e.event) != nil
	return e, nil
}

// A Raw is a file of the archive that something in the store was made from.
type Raw struct {
	Of     string // "snapshot un-sc@…", "document doc-…"
	Digest cordon.Digest
}

// Raws streams the files of the archive that snapshots and documents name, those
// of snapshots first; one file may come several times.
func (s *Store) Raws(ctx context.Context) iter.Seq2[Raw, error] {
	const query = `select 'snapshot ' || snapshot, digests, '{}' from snapshot
		union all select 'document ' || document, '', doc from document`
	type row struct {
		docRow
		digests string
	}
	scan := func(rows *sql.Rows) (r row, err error) {
		err = rows.Scan(&r.key, &r.digests, &r.doc)
		return r, err
	}
	decode := func(r row) (raws []Raw, err error) {
		var d struct{ Raw cordon.Digest }
		_ = json.Unmarshal(r.doc, &d) // Check reports a document that cannot be read
		for _, digest := range append(strings.Fields(r.digests), string(d.Raw)) {
			if digest != "" {
				raws = append(raws, Raw{r.key, cordon.Digest(digest)})
			}
		}
		return raws, nil
	}
	return func(yield func(Raw, error) bool) {
		for raws, err := range stream(ctx, s.read, scan, decode, query) {
			if err != nil {
				yield(Raw{}, fmt.Errorf("store.Raws: %w", err))
				return
			}
			for _, r := range raws {
				if !yield(r, nil) {
					return
				}
			}
		}
	}
}
