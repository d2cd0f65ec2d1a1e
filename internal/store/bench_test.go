package store_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/listing"
	"cordon/internal/store"
)

// benchEntries is about what all lists of the first readers hold.
const benchEntries = 37_000

// fatEntry is an entry of about 2 KB of JSON, as lists have them.
func fatEntry(i int, text string) *cordon.Entry {
	id := cordon.EntryID(fmt.Sprintf("xx-list/%06d", i))
	e := &cordon.Entry{ID: id, List: "xx-list", Ref: fmt.Sprintf("%06d", i), Remarks: text, URL: "https://example.org/" + string(id)}
	p := &e.Profile
	p.Kind = cordon.Person
	for n := range 5 {
		p.Names = append(p.Names, cordon.Name{
			Full: fmt.Sprintf("Given%d Middle Family%d", n, i), Use: cordon.Alias, Script: "Latn",
			Parts: []cordon.NamePart{{Role: "given", Text: fmt.Sprintf("Given%d", n)}, {Role: "family", Text: fmt.Sprintf("Family%d", i)}},
		})
	}
	p.Births = []cordon.Birth{{Date: cordon.Date{Year: 1950 + i%50, Month: 3, Day: 4}, Place: "Somewhere", Country: "KP"}}
	p.Identifiers = []cordon.Identifier{{
		Scheme: cordon.Passport, Value: fmt.Sprint(i), Country: "KP",
		Period: cordon.Period{To: cordon.MustDate("2026-01-01")},
	}, {Scheme: cordon.NationalID, Value: fmt.Sprint(i * 7)}}
	p.Addresses = []cordon.Address{{Full: "1 Some Street, Some Town, KP", Street: "1 Some Street", City: "Some Town", Country: "KP"}}
	p.Countries = []cordon.CountryLink{{Country: "KP", Role: "nationality"}}
	e.Designations = []cordon.Designation{{
		Authority: "xx", Programme: "xx/DPRK", Measures: []cordon.Measure{cordon.AssetFreeze, cordon.TravelBan}, Reason: text,
		Listed: cordon.MustDate("2017-01-01"), DateKind: cordon.OwnDate,
		Basis: []cordon.LegalBasis{{Instrument: "Act 1 of 2017", Paragraph: "3"}},
	}}
	return e
}

func benchStore(b *testing.B) *store.Store {
	b.Helper()
	s, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "bench.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return s
}

func load(b *testing.B, s *store.Store) {
	b.Helper()
	text := strings.Repeat("Some words of a reason. ", 12)
	var es []*cordon.Entry
	var ps []store.PartyRow
	var cs []cordon.Change
	for i := range benchEntries {
		e := fatEntry(i, text)
		es = append(es, e)
		ps = append(ps, store.PartyRow{ID: cordon.PartyID(e.ID), Entries: []cordon.EntryID{e.ID}})
		cs = append(cs, cordon.Change{Entry: e.ID, Name: e.Profile.Name(), Kind: cordon.Added})
	}
	err := s.Tx(b.Context(), func(tx *store.Tx) error {
		snap := &cordon.Snapshot{ID: "xx-list@1", List: "xx-list", Fetched: cordon.MustDate("2024-01-10").First()}
		if err := tx.PutSnapshot(snap, es, nil, cs, listing.Fold); err != nil {
			return err
		}
		return tx.PutParties("test", ps)
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkLoad is the first loading of all lists, in one snapshot.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b, benchStore(b))
	}
}

// BenchmarkParties is what stands between a start and a ready index.
func BenchmarkParties(b *testing.B) {
	s := benchStore(b)
	load(b, s)
	for b.Loop() {
		n := 0
		for _, err := range s.Parties(b.Context()) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != benchEntries {
			b.Fatal(n)
		}
	}
}

// BenchmarkEntriesAsOf is "all entries as listed on a day".
func BenchmarkEntriesAsOf(b *testing.B) {
	s := benchStore(b)
	load(b, s)
	for b.Loop() {
		for _, err := range s.Entries(b.Context(), store.EntryQuery{AsOf: cordon.MustDate("2020-01-01")}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
