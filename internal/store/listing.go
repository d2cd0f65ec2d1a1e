package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"cordon"
)

// A Fold finds the listings that a snapshot changes or adds, from those of its
// list before it; was is the list's snapshot before, nil for the first. It is
// listing.Fold: what a date proves is no matter of the store, which keeps what
// the Fold returns and calls it in the transaction that stores the snapshot.
type Fold func(was, now *cordon.Snapshot, before []cordon.Listing, put []*cordon.Entry, gone []cordon.EntryID) []cordon.Listing

// listingColumns are the columns of a listing.
const listingColumns = `l.entry, l.programme, l.list, l.authority, l.listed, l.date_kind, l.delisted,
	l.from_day, l.until_day, l.measures, l.snapshot`

func scanListing(rows *sql.Rows) (cordon.Listing, error) { return scanListingAnd(rows) }

// scanListingAnd reads the columns of a listing and those that follow them.
func scanListingAnd(rows *sql.Rows, more ...any) (l cordon.Listing, err error) {
	var listed, delisted, from, until string
	var measures sql.RawBytes
	columns := []any{
		&l.Entry, &l.Programme, &l.List, &l.Authority, &listed, &l.DateKind, &delisted, &from, &until, &measures, &l.Snapshot,
	}
	if err := rows.Scan(append(columns, more...)...); err != nil {
		return l, err
	}
	if len(measures) > 0 && string(measures) != "null" {
		if err := json.Unmarshal(measures, &l.Measures); err != nil {
			return l, err
		}
	}
	for _, d := range []struct {
		to   *cordon.Date
		text string
	}{{&l.Listed, listed}, {&l.Delisted, delisted}, {&l.From, from}, {&l.Until, until}} {
		if *d.to, err = cordon.ParseDate(d.text); err != nil {
			return l, err
		}
	}
	return l, nil
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
	return collect(ctx, s.read, scanListing, `select `+listingColumns+` from listing l`+w.String()+` order by l.entry, l.programme`, w.args...)
}
