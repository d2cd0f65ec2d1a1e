package storetest

import (
	"errors"
	"math"
	"testing"

	"cordon"
	"cordon/internal/store"
)

// reading is a reading with something in every field that the store handles apart.
func reading(id cordon.DocumentID, published string) *cordon.Reading {
	return &cordon.Reading{
		Document: cordon.Document{
			ID: id, Ref: "ref " + string(id), URL: "https://example.org/x", Title: "A title", Outlet: "An outlet", Byline: "By one",
			Published: day(published), PublishedBy: []cordon.DateEvidence{{Date: day(published), How: "meta", Line: 3}},
			Fetched: noon("2024-05-01"), Lang: "en", Text: "Menu\nA text with Ñ.\n", Relevant: true, Raw: cordon.DigestOf([]byte("raw")),
			Blocks: []cordon.Block{{Line: 1, Span: cordon.Span{From: 0, To: 4}, Kind: cordon.Furniture, Why: "menu"}},
			CopyOf: "doc-0", Credit: "An agency", Story: "doc-0", Sketch: cordon.Sketch{0, 1, math.MaxUint64}, Example: true,
		},
		Mentions: []cordon.Mention{
			{
				Span: cordon.Span{From: 5, To: 6}, Text: "A", Name: "A", Kind: cordon.Person, Party: "l/A", Score: 0.75,
				Features: []cordon.Feature{{Name: "name", Score: 1}},
			},
			{Span: cordon.Span{From: 7, To: 8}, Text: "B", Name: "B", Entity: "a.b"},
		},
		Statements: []cordon.Statement{
			{Span: cordon.Span{From: 5, To: 9}, Speaker: "S", Kind: cordon.Denial, Said: day("2024-02"), Party: "l/S", Event: 1},
			{Kind: cordon.Claim},
		},
		Events: []cordon.Event{{
			ID: cordon.EventID(string(id) + "#e1"), Type: cordon.ArmsTransfer, When: cordon.Period{From: day("2023-08"), To: day("2024-01-03")},
			Status: cordon.Alleged,
			Actors: []cordon.Actor{{Role: "supplier", Name: "X", Country: "KP"}},
			Breach: []cordon.Breach{{Provision: "unscr-1718/8", Conditional: true}},
		}},
	}
}

// strayReading are the rules that a reading breaks: neither its parties nor the
// document that it copies are stored.
var strayReading = []string{"document/copy", "mention/party", "statement/party"}

func putReadings(t *testing.T, s *store.Store, rs ...*cordon.Reading) {
	t.Helper()
	write(t, s, func(tx *store.Tx) error {
		for _, r := range rs {
			if err := tx.PutReading(r); err != nil {
				return err
			}
		}
		return nil
	})
}

func readingRoundTrip(t *testing.T, s *store.Store) {
	ctx := t.Context()
	breaks(s, strayReading...)
	r := reading("doc-1", "2024-02-22")
	putReadings(t, s, r)
	same(t, "reading", must[*cordon.Reading](t)(s.Reading(ctx, "doc-1")), r)

	r.Mentions, r.Statements, r.Events = r.Mentions[:1], nil, append(r.Events, r.Events[0])
	r.Document.Title = "Another"
	putReadings(t, s, r, reading("doc-2", ""))
	same(t, "replaced", must[*cordon.Reading](t)(s.Reading(ctx, "doc-1")), r)
	same(t, "the other", must[*cordon.Reading](t)(s.Reading(ctx, "doc-2")), reading("doc-2", ""))
	bare := &cordon.Reading{Document: cordon.Document{ID: "doc-3"}}
	putReadings(t, s, bare)
	same(t, "bare", must[*cordon.Reading](t)(s.Reading(ctx, "doc-3")), bare)
	if _, err := s.Reading(ctx, "doc-9"); !errors.Is(err, cordon.ErrNotFound) {
		t.Errorf("a missing reading: %v", err)
	}
}

func readingQueries(t *testing.T, s *store.Store) {
	breaks(s, "party/orphan", "document/copy", "statement/party")
	undated, old, newer, month := reading("doc-1", ""), reading("doc-2", "2023-01-01"), reading("doc-3", "2024-02-22"),
		reading("doc-4", "2024-02")
	old.Mentions[0].Party = "l/B"
	month.Statements[0].Party, month.Mentions = "l/T", nil
	putReadings(t, s, undated, old, newer, month)
	putParties(t, s, party("l/A", "l/A"), party("l/B", "l/B"))
	for _, c := range []struct {
		q    store.DocumentQuery
		want []cordon.DocumentID
	}{
		{store.DocumentQuery{}, []cordon.DocumentID{"doc-3", "doc-4", "doc-2", "doc-1"}},
		{store.DocumentQuery{Limit: 2}, []cordon.DocumentID{"doc-3", "doc-4"}},
		{store.DocumentQuery{Party: "l/A"}, []cordon.DocumentID{"doc-3", "doc-1"}},
		{store.DocumentQuery{Party: "l/A", Limit: 1}, []cordon.DocumentID{"doc-3"}},
		{store.DocumentQuery{Party: "l/B"}, []cordon.DocumentID{"doc-2"}},
		{store.DocumentQuery{Party: "l/T"}, []cordon.DocumentID{"doc-4"}}, // speaks in it
		{store.DocumentQuery{Party: "l/none"}, nil},
		{store.DocumentQuery{Ref: "ref doc-2"}, []cordon.DocumentID{"doc-2"}},
		{store.DocumentQuery{Ref: "ref doc-2", Party: "l/A"}, nil},
	} {
		same(t, "readings", documents(t, s, c.q), c.want)
	}
	putParties(t, s, party("l/A", "l/A", "l/B")) // now B's document is A's
	want := []cordon.DocumentID{"doc-3", "doc-2", "doc-1"}
	same(t, "readings of a merged party", documents(t, s, store.DocumentQuery{Party: "l/A"}), want)
	same(t, "readings by its former ID", documents(t, s, store.DocumentQuery{Party: "l/B"}), want)
}

func documents(t *testing.T, s *store.Store, q store.DocumentQuery) (ids []cordon.DocumentID) {
	t.Helper()
	for _, r := range must[[]cordon.Reading](t)(s.Readings(t.Context(), q)) {
		ids = append(ids, r.Document.ID)
	}
	return ids
}

func sketches(t *testing.T, s *store.Store) {
	breaks(s, strayReading...)
	putReadings(t, s, reading("doc-1", "2024-01-01"), reading("doc-2", "2024-02-15"), reading("doc-3", "2024-02-16"), reading("doc-4", ""),
		reading("doc-5", "2024"))
	for around, want := range map[string][]cordon.DocumentID{
		"2024-01-01": {"doc-1", "doc-2", "doc-4", "doc-5"}, // 45 days, and what may lie within
		"2024-02-29": {"doc-2", "doc-3", "doc-4", "doc-5"},
		"2024-04":    {"doc-3", "doc-4", "doc-5"},
		"2020-01-01": {"doc-4"},
		"":           {"doc-1", "doc-2", "doc-3", "doc-4", "doc-5"},
	} {
		var got []cordon.DocumentID
		for _, k := range must[[]store.Known](t)(s.Sketches(t.Context(), day(around))) {
			got = append(got, k.ID)
		}
		same(t, "around "+around, got, want)
	}
	d := reading("doc-1", "2024-01-01").Document
	same(t, "known", must[[]store.Known](t)(s.Sketches(t.Context(), day("")))[0], store.Known{
		ID: d.ID, Ref: d.Ref, Story: d.Story, Outlet: d.Outlet, Title: d.Title, Published: d.Published, CopyOf: d.CopyOf, Sketch: d.Sketch,
	})
}
