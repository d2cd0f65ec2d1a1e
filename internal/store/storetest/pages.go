package storetest

import (
	"fmt"
	"testing"
	"time"

	"cordon"
	"cordon/internal/store"
)

// pages walks through every list that is read a page at a time: the pages are
// the parts of the whole, and past the end there is nothing.
func pages(t *testing.T, s *store.Store) {
	ctx := t.Context()
	var es []*cordon.Entry
	var changes []cordon.Change
	for i := range 7 {
		e := entry(cordon.EntryID(fmt.Sprintf("xx-list/%d", i)), "name")
		es, changes = append(es, e), append(changes, cordon.Change{Entry: e.ID, Name: "name", Kind: cordon.Added})
		r := reading(cordon.DocumentID(fmt.Sprintf("doc-%d", i)), fmt.Sprintf("2024-02-%02d", i+1))
		r.Mentions, r.Statements = nil, nil // of parties that are not here
		putReadings(t, s, r)
		write(t, s, func(tx *store.Tx) error {
			at := noon("2024-01-01").Add(time.Duration(i) * time.Hour)
			return tx.Raise(&cordon.Alert{ID: cordon.AlertID(fmt.Sprint("a", i)), Kind: cordon.ListChanged, Raised: at})
		})
	}
	put(t, s, publication{list: "xx-list", day: "2024-01-10", put: es, changes: changes})
	same(t, "readings", must[int](t)(s.CountReadings(ctx, store.DocumentQuery{Limit: 2, Offset: 3})), 7)
	same(t, "readings of a party", must[int](t)(s.CountReadings(ctx, store.DocumentQuery{Party: "l/none"})), 0)
	same(t, "alerts", must[int](t)(s.CountAlerts(ctx)), 7)
	part(t, "readings", documents(t, s, store.DocumentQuery{}), func(from, n int) []cordon.DocumentID {
		return documents(t, s, store.DocumentQuery{Offset: from, Limit: n})
	})
	part(t, "alerts", must[[]cordon.Alert](t)(s.Alerts(ctx, 0)), func(from, n int) []cordon.Alert {
		return must[[]cordon.Alert](t)(s.AlertsFrom(ctx, from, n))
	})
	part(t, "changes", must[[]cordon.Change](t)(s.Changes(ctx, store.ChangeQuery{List: "xx-list"})), func(from, n int) []cordon.Change {
		return must[[]cordon.Change](t)(s.Changes(ctx, store.ChangeQuery{List: "xx-list", Offset: from, Limit: n}))
	})
	part(t, "entries", all(t, s.Entries(ctx, store.EntryQuery{List: "xx-list"})), func(from, n int) []*cordon.Entry {
		return all(t, s.Entries(ctx, store.EntryQuery{List: "xx-list", Offset: from, Limit: n}))
	})
}

// part compares pages with the parts of the whole.
func part[T any](t *testing.T, what string, whole []T, page func(from, n int) []T) {
	t.Helper()
	if len(whole) != 7 {
		t.Fatalf("%s: %d, want 7", what, len(whole))
	}
	for _, c := range [][2]int{{0, 3}, {3, 3}, {6, 3}, {7, 3}, {99, 3}, {2, 0}, {0, 0}} {
		from := min(c[0], len(whole))
		to := len(whole)
		if c[1] > 0 {
			to = min(from+c[1], to)
		}
		same(t, fmt.Sprint(what, c), page(c[0], c[1]), whole[from:to])
	}
}

// stories are those in which something is said: both sides first, then the
// newest; the statements of copies do not count.
func stories(t *testing.T, s *store.Store) {
	told := func(id cordon.DocumentID, day string, story cordon.StoryID, copyOf cordon.DocumentID,
		kinds ...cordon.StatementKind,
	) *cordon.Reading {
		r := reading(id, day)
		r.Document.Story, r.Document.CopyOf = story, copyOf
		r.Mentions, r.Statements = nil, nil
		for _, k := range kinds {
			r.Statements = append(r.Statements, cordon.Statement{Kind: k})
		}
		return r
	}
	putReadings(t, s,
		told("doc-1", "2024-01-01", "both", "", cordon.Claim), told("doc-2", "2024-01-02", "both", "", cordon.Denial),
		told("doc-3", "2024-03-01", "claims", "", cordon.Claim, cordon.Claim),
		told("doc-4", "2024-02-01", "", "", cordon.Refusal),
		told("doc-5", "2024-02-02", "", "doc-4", cordon.Claim),
		told("doc-6", "2024-04-01", "silent", ""),
		told("doc-7", "2024-01-05", "copied", "", cordon.Denial), told("doc-8", "2024-03-02", "copied", "doc-7", cordon.Claim),
	)
	against := []cordon.StatementKind{cordon.Denial, cordon.Refusal}
	want := []cordon.StoryID{"both", "copied", "claims", "doc-4"}
	same(t, "stories", must[[]cordon.StoryID](t)(s.Stories(t.Context(), against, 0)), want)
	same(t, "two stories", must[[]cordon.StoryID](t)(s.Stories(t.Context(), against, 2)), want[:2])
	of := store.DocumentQuery{Stories: []cordon.StoryID{"both", "doc-4"}}
	same(t, "of stories", documents(t, s, of), []cordon.DocumentID{"doc-4", "doc-2", "doc-1"})
	same(t, "of no story", documents(t, s, store.DocumentQuery{Stories: []cordon.StoryID{}}), []cordon.DocumentID{})
}
