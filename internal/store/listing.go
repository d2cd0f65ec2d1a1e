package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"cordon"
)

// dateRank orders the kinds of listing date, best first: the authority's own
// act, its copy from the UN, the start of the law that carried it over, the day
// we saw it come, a bound by the last amendment, a bound by our own snapshots,
// nothing.
var dateRank = map[cordon.DateKind]int{
	cordon.OwnDate: 1, cordon.UNDate: 2, cordon.LawDate: 3, cordon.ObservedDate: 4,
	cordon.AmendedDate: 5, cordon.SeenDate: 6, cordon.UnknownDate: 7,
}

// observedWithin is how many days the snapshot before may be old for a new
// entry to count as seen on its day. It is the error that an observed date may
// carry; the daily versions of OFAC's list of 2021 to 2024 have one gap that is
// longer, of 15 days. Over a longer gap the day of the snapshot is only a bound.
const observedWithin = 14

// bound reports whether the listing may be older than a date of this kind.
func bound(k cordon.DateKind) bool { return dateRank[k] >= dateRank[cordon.ObservedDate] }

// A term is one row of the listing table: the best known dates and the days
// between which it is in force by them.
type term struct {
	cordon.Listing
	n    int64
	from string // sortable day; in force from it …
	to   string // … up to, not including, this one; empty while in force
}

// A sight is the snapshot in which a designation is seen, or missed.
type sight struct {
	snapshot  cordon.SnapshotID
	published cordon.Date
	observed  bool // the snapshot before, at most observedWithin days older, did not contain this designation
}

// better reports whether the date a of kind ka is better known than b of kind
// kb. The better kind wins. Of one kind: an exact date before a vague one of
// the same time; for the UN's dates and law starts the newer statement, since
// it corrects the older; else the earlier date, since a listing starts once and
// a bound is the tighter the earlier it is.
func better(a cordon.Date, ka cordon.DateKind, b cordon.Date, kb cordon.DateKind) bool {
	if a.IsZero() || b.IsZero() {
		return !a.IsZero()
	}
	if c := cmp.Compare(dateRank[ka], dateRank[kb]); c != 0 {
		return c < 0
	}
	switch {
	case a == b:
		return false
	case a.Compare(b) == 0:
		return b.Circa
	case ka == cordon.UNDate || ka == cordon.LawDate:
		return true
	case vaguer(b, a):
		return true
	case vaguer(a, b):
		return false
	}
	return a.Before(b)
}

// vaguer reports whether a is b with less known: 2014 of 2014-03-05.
func vaguer(a, b cordon.Date) bool {
	return a.Year == b.Year && (a.Month == 0 && b.Month != 0 || a.Month == b.Month && a.Day == 0 && b.Day != 0)
}

// see is what is known of a listing after a snapshot that contained it; old is
// what was known before, nil when nothing was. An undated designation never
// loses a date.
func see(old *term, d cordon.Designation, e *cordon.Entry, s sight) term {
	listed, kind := d.Listed, d.DateKind
	if _, ok := dateRank[kind]; !ok || listed.IsZero() {
		kind = cordon.UnknownDate
	}
	if listed.IsZero() && !s.published.IsZero() {
		listed, kind = s.published, cordon.SeenDate
		if old == nil && s.observed {
			kind = cordon.ObservedDate
		}
	}
	t := term{Listing: cordon.Listing{
		Entry: e.ID, List: e.List, Authority: d.Authority, Programme: d.Programme,
		Listed: listed, DateKind: kind, Snapshot: s.snapshot,
	}, from: s.published.String()}
	if old != nil {
		if !better(listed, kind, old.Listed, old.DateKind) {
			t.Listed, t.DateKind, t.Snapshot = old.Listed, old.DateKind, old.Snapshot
		}
		t.from = min(t.from, old.from)
	}
	if !t.Listed.IsZero() && (!bound(t.DateKind) || firstDay(t.Listed) < t.from) {
		t.from = firstDay(t.Listed)
	}
	t.Measures = d.Measures
	t.Delisted, t.to = d.Delisted, lastDay(d.Delisted) // zero opens it again
	return t
}

// miss is what is known of a listing after a snapshot that no longer contained
// it.
func miss(old term, s sight) term {
	if old.Delisted.IsZero() {
		old.Delisted, old.to = s.published, lastDay(s.published)
	}
	return old
}

// joined is an entry's designations with those under one programme made one:
// the best date, all measures, in force while any of them is.
func joined(ds []cordon.Designation) []cordon.Designation {
	var all []cordon.Designation
	for _, d := range ds {
		i := slices.IndexFunc(all, func(a cordon.Designation) bool { return a.Programme == d.Programme })
		if i < 0 {
			d.Measures = slices.Clone(d.Measures)
			all = append(all, d)
			continue
		}
		a := &all[i]
		if better(d.Listed, d.DateKind, a.Listed, a.DateKind) {
			a.Listed, a.DateKind = d.Listed, d.DateKind
		}
		if a.Delisted.IsZero() || d.Delisted.IsZero() {
			a.Delisted = cordon.Date{}
		} else if a.Delisted.Before(d.Delisted) {
			a.Delisted = d.Delisted
		}
		for _, m := range d.Measures {
			if !slices.Contains(a.Measures, m) {
				a.Measures = append(a.Measures, m)
			}
		}
	}
	return all
}

// same reports whether nothing that is kept differs.
func (t term) same(o term) bool {
	return t.Listed == o.Listed && t.DateKind == o.DateKind && t.Delisted == o.Delisted &&
		t.Authority == o.Authority && t.Snapshot == o.Snapshot && t.from == o.from && t.to == o.to &&
		slices.Equal(t.Measures, o.Measures)
}

const termColumns = `l.entry, l.programme, l.n, l.list, l.authority, l.listed, l.date_kind, l.delisted,
	l.from_day, l.until_day, l.measures, l.snapshot`

func scanTerm(rows *sql.Rows) (t term, err error) {
	var listed, delisted string
	var measures sql.RawBytes
	err = rows.Scan(&t.Entry, &t.Programme, &t.n, &t.List, &t.Authority, &listed, &t.DateKind, &delisted,
		&t.from, &t.to, &measures, &t.Snapshot)
	if err != nil {
		return t, err
	}
	if len(measures) > 0 && string(measures) != "null" {
		if err := json.Unmarshal(measures, &t.Measures); err != nil {
			return t, err
		}
	}
	if t.Listed, err = cordon.ParseDate(listed); err != nil {
		return t, err
	}
	t.Delisted, err = cordon.ParseDate(delisted)
	return t, err
}

func scanListing(rows *sql.Rows) (cordon.Listing, error) {
	t, err := scanTerm(rows)
	return t.Listing, err
}

// Listings are the best known dates of the designations of the given entries
// (nil: of all entries), those of entries that are off their list included
// (Delisted is set then), ordered by entry and programme.
func (s *Store) Listings(ctx context.Context, ids []cordon.EntryID) (_ []cordon.Listing, err error) {
	defer cordon.Wrap(&err, "store.Listings(%d entries)", len(ids))
	w := where{conds: []string{"l.until_known is null"}}
	if ids != nil {
		w.conds = append(w.conds, s.dialect.in("l.entry", w.arg(list(ids))))
	}
	return collect(ctx, s.read, scanListing, `select `+termColumns+` from listing l`+w.String()+` order by l.entry, l.programme`, w.args...)
}
