package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"iter"
	"slices"
	"strings"
	"time"

	"cordon"
)

// What publications changed, read a page at a time. Nothing here depends on how
// the history of an entry is ordered: only on which snapshots begin and end its
// versions.

// mostEntriesOfEdit is how many entries of one edit are named: three lines of text.
const mostEntriesOfEdit = 12

// publications is the condition for the publications of a filter. The starter is none.
func (s *Store) publications(f cordon.ChangeFilter) where {
	w := where{conds: []string{"not p.starter"}}
	if f.List != "" {
		w.add("p.list = %s", f.List)
	}
	if !f.Since.IsZero() {
		w.add("p.published >= %s", firstDay(f.Since))
	}
	if !f.Until.IsZero() {
		w.add("p.published <= %s", lastDay(f.Until))
	}
	if len(f.Kinds) > 0 {
		w.conds = append(w.conds, "exists (select 1 from entry_change c where c.snapshot = p.snapshot and "+
			s.dialect.in("c.kind", w.arg(list(f.Kinds)))+")")
	}
	return w
}

// Publications are the snapshots of official lists that a filter selects, the newest
// day of publication first; at most limit after the first offset ones, all with 0.
func (s *Store) Publications(ctx context.Context, f cordon.ChangeFilter, offset, limit int) (_ []cordon.Snapshot, err error) {
	defer cordon.Wrap(&err, "store.Publications(%+v)", f)
	w := s.publications(f)
	return collect(ctx, s.read, fromDoc[cordon.Snapshot], `select p.doc from snapshot p`+w.String()+
		` order by p.published desc, p.list, p.fetched desc, p.snapshot`+w.page(offset, limit), w.args...)
}

// CountPublications is how many publications a filter selects, and when the newest
// snapshot of its list, whatever its day, was fetched: what is known of them is not
// younger.
func (s *Store) CountPublications(ctx context.Context, f cordon.ChangeFilter) (n int, known time.Time, err error) {
	defer cordon.Wrap(&err, "store.CountPublications(%+v)", f)
	w := s.publications(f)
	ns, err := collect(ctx, s.read, number, `select count(*) from snapshot p`+w.String(), w.args...)
	if err != nil {
		return 0, known, err
	}
	w = s.publications(cordon.ChangeFilter{List: f.List})
	last, err := collect(ctx, s.read, number, `select coalesce(max(p.fetched), 0) from snapshot p`+w.String(), w.args...)
	if err != nil {
		return 0, known, err
	}
	return int(ns[0]), time.UnixMicro(last[0]).UTC(), nil
}

func number(rows *sql.Rows) (n int64, err error) {
	err = rows.Scan(&n)
	return n, err
}

// Snapshot is one snapshot, or cordon.ErrNotFound.
func (s *Store) Snapshot(ctx context.Context, id cordon.SnapshotID) (_ *cordon.Snapshot, err error) {
	defer cordon.Wrap(&err, "store.Snapshot(%s)", id)
	return first(ctx, s.read, scanSnapshot, `select doc from snapshot where snapshot = $1`, id)
}

// Brought is how many versions of entries a snapshot brought: of the first
// publication of a list, its entries.
func (s *Store) Brought(ctx context.Context, id cordon.SnapshotID) (_ int, err error) {
	defer cordon.Wrap(&err, "store.Brought(%s)", id)
	n, err := first(ctx, s.read, number, `select count(*) from entry_version where since = $1 and not starter`, id)
	return int(n), err
}

// alike is what the changes of one edit have in common. A value that was cut when it
// was stored does not show that it is the same as another one.
const alike = `c.kind, c.fields, case when c.kind <> 'amended' or c.fields like '%…%' then c.entry else '' end`

// kindOrder is the order of edits: what is on the list and what is not comes first.
const kindOrder = `case c.kind when 'added' then 1 when 'removed' then 2 when 'restored' then 3 else 4 end`

func (s *Store) changesOf(id cordon.SnapshotID, kinds []cordon.ChangeKind) where {
	var w where
	w.add("c.snapshot = %s", id)
	if len(kinds) > 0 {
		w.conds = append(w.conds, s.dialect.in("c.kind", w.arg(list(kinds))))
	}
	return w
}

// Edits are what a snapshot changed, identical amendments as one: additions, removals
// and restorations first, then amendments, those of most entries first. At most limit
// after the first offset ones, all with 0.
func (s *Store) Edits(
	ctx context.Context, id cordon.SnapshotID, kinds []cordon.ChangeKind, offset, limit int,
) (edits []cordon.Edit, err error) {
	defer cordon.Wrap(&err, "store.Edits(%s)", id)
	w := s.changesOf(id, kinds)
	var keys []string
	edits, err = collect(ctx, s.read, func(rows *sql.Rows) (e cordon.Edit, err error) {
		var fields string
		one := make([]cordon.EntryNamed, 1)
		if err := rows.Scan(&e.Kind, &fields, &e.Count, &one[0].ID, &one[0].Name); err != nil {
			return e, err
		}
		e.Entries, keys = one, append(keys, fields)
		return e, json.Unmarshal([]byte(fields), &e.Fields)
	}, `select c.kind, c.fields, count(*), min(c.entry), min(c.name) from entry_change c`+w.String()+
		` group by `+alike+` order by `+kindOrder+`, count(*) desc, min(c.entry)`+w.page(offset, limit), w.args...)
	for i := range edits {
		if err == nil && edits[i].Count > 1 {
			edits[i].Entries, err = s.entriesOf(ctx, id, keys[i])
		}
	}
	return edits, err
}

// entriesOf are the first entries of one edit.
func (s *Store) entriesOf(ctx context.Context, id cordon.SnapshotID, fields string) ([]cordon.EntryNamed, error) {
	return collect(ctx, s.read, func(rows *sql.Rows) (e cordon.EntryNamed, err error) {
		err = rows.Scan(&e.ID, &e.Name)
		return e, err
	}, `select entry, name from entry_change where snapshot = $1 and kind = 'amended' and fields = $2 order by entry limit $3`,
		id, fields, mostEntriesOfEdit)
}

// CountEdits is how many edits Edits has of a snapshot.
func (s *Store) CountEdits(ctx context.Context, id cordon.SnapshotID, kinds []cordon.ChangeKind) (_ int, err error) {
	defer cordon.Wrap(&err, "store.CountEdits(%s)", id)
	w := s.changesOf(id, kinds)
	n, err := first(ctx, s.read, number,
		`select count(*) from (select 1 from entry_change c`+w.String()+` group by `+alike+`) x`, w.args...)
	return int(n), err
}

// AmendedFields are how many entries a snapshot amended in which fields, and in no
// other: by the names of the fields, joined by ", ".
func (s *Store) AmendedFields(ctx context.Context, id cordon.SnapshotID) (_ map[string]int, err error) {
	defer cordon.Wrap(&err, "store.AmendedFields(%s)", id)
	sets := map[string]int{}
	_, err = collect(ctx, s.read, func(rows *sql.Rows) (none struct{}, err error) {
		var text sql.RawBytes
		var n int
		if err := rows.Scan(&text, &n); err != nil {
			return none, err
		}
		var fields []cordon.FieldChange
		if err := json.Unmarshal(text, &fields); err != nil {
			return none, err
		}
		names := make([]string, len(fields))
		for i, f := range fields {
			names[i] = f.Field
		}
		sets[strings.Join(names, ", ")] += n
		return none, nil
	}, `select fields, count(*) from entry_change where snapshot = $1 and kind = 'amended' group by fields`, id)
	return sets, err
}

// ChangesIn are the changes of one snapshot, by entry: at most limit of those after
// an entry.
func (s *Store) ChangesIn(
	ctx context.Context, id cordon.SnapshotID, kinds []cordon.ChangeKind, after cordon.EntryID, limit int,
) (_ []cordon.Change, err error) {
	defer cordon.Wrap(&err, "store.ChangesIn(%s)", id)
	w := s.changesOf(id, kinds)
	w.add("c.entry > %s", after)
	return collect(ctx, s.read, scanChange, `select c.entry, c.name, c.snapshot, c.kind, c.fields from entry_change c`+w.String()+
		` order by c.entry`+w.limit(limit), w.args...)
}

// Amended are, of entries that a snapshot amended, the version that it ended and the
// one that it brought.
func (s *Store) Amended(
	ctx context.Context, id cordon.SnapshotID, ids []cordon.EntryID,
) (_ map[cordon.EntryID][2]*cordon.Entry, err error) {
	defer cordon.Wrap(&err, "store.Amended(%s, %d entries)", id, len(ids))
	if len(ids) == 0 {
		return nil, nil
	}
	pairs := map[cordon.EntryID][2]*cordon.Entry{}
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	_, err = collect(ctx, s.read, func(rows *sql.Rows) (none struct{}, err error) {
		e, err := scanEntry(rows)
		if err != nil {
			return none, err
		}
		pair := pairs[e.ID]
		if e.Since == id {
			pair[1] = e
		} else {
			pair[0] = e
		}
		pairs[e.ID] = pair
		return none, nil
	}, `select since, until, doc from entry_version where `+s.dialect.in("entry", "$1")+` and (since = $2 or until = $2)`, list(ids), id)
	return pairs, err
}

// Departed streams the last versions of the entries that are off their list, by entry.
func (s *Store) Departed(ctx context.Context) iter.Seq2[*cordon.Entry, error] {
	return stream(ctx, s.read, scanVersion, version.decode, `select v.since, v.until, v.doc from entry_version v
		where not exists (select 1 from entry_version x where x.entry = v.entry and (x.until is null or x.n > v.n)) order by v.entry`)
}
