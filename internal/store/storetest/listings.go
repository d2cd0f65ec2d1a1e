package storetest

import (
	"slices"
	"testing"

	"cordon"
	"cordon/internal/store"
)

// theListing is the only listing of an entry under a programme.
func theListing(t *testing.T, s *store.Store, id cordon.EntryID, p cordon.ProgrammeID) cordon.Listing {
	t.Helper()
	ls := must[[]cordon.Listing](t)(s.Listings(t.Context(), []cordon.EntryID{id}))
	i := slices.IndexFunc(ls, func(l cordon.Listing) bool { return l.Programme == p })
	if i < 0 {
		t.Fatalf("no listing of %s under %s in %+v", id, p, ls)
	}
	return ls[i]
}

// listingDates puts one designation after another, a day apart, and expects the
// best of what was said.
func listingDates(t *testing.T, s *store.Store) {
	const own, un, law, last, unknown = cordon.OwnDate, cordon.UNDate, cordon.LawDate, cordon.AmendedDate, cordon.UnknownDate
	type said struct {
		date string
		kind cordon.DateKind
	}
	for i, c := range []struct {
		why  string
		said []said
		want said
	}{
		{"a date is not lost", []said{{"2020-05-01", own}, {"", unknown}}, said{"2020-05-01", own}},
		{"a date comes late", []said{{"", ""}, {"2020-05-01", own}}, said{"2020-05-01", own}},
		{"own beats un", []said{{"2019-01-01", un}, {"2020-05-01", own}}, said{"2020-05-01", own}},
		{"un does not beat own", []said{{"2020-05-01", own}, {"2019-01-01", un}}, said{"2020-05-01", own}},
		{"un beats law start", []said{{"2020-12-31", law}, {"2020-12-30", un}}, said{"2020-12-30", un}},
		{"law start beats last change", []said{{"2010-01-01", last}, {"2020-12-31", law}}, said{"2020-12-31", law}},
		{"last change beats nothing", []said{{"", unknown}, {"2022-01-01", last}}, said{"2022-01-01", last}},
		{"own: the earlier", []said{{"2020-05-01", own}, {"2019-05-01", own}, {"2021-01-01", own}}, said{"2019-05-01", own}},
		{"last change: the earlier is the tighter bound", []said{{"2020-05-01", last}, {"2021-05-01", last}}, said{"2020-05-01", last}},
		{"un: the correction", []said{{"2020-05-01", un}, {"2021-05-01", un}}, said{"2021-05-01", un}},
		{"the exact day of a year", []said{{"2020", own}, {"2020-05-01", own}}, said{"2020-05-01", own}},
		{"the year of an exact day", []said{{"2020-05-01", own}, {"2020", own}}, said{"2020-05-01", own}},
		{"not circa", []said{{"~2020-05-01", own}, {"2020-05-01", own}}, said{"2020-05-01", own}},
		{"a date of no kind", []said{{"2020-05-01", "whatever"}}, said{"2020-05-01", unknown}},
		{"a kind of no date is a bound by the snapshot", []said{{"", own}}, said{"2024-01-10", cordon.SeenDate}},
		{"a bound by the snapshot: the first", []said{{"", unknown}, {"", unknown}}, said{"2024-01-10", cordon.SeenDate}},
		{"last change beats the snapshot's bound", []said{{"", unknown}, {"2024-01-11", last}}, said{"2024-01-11", last}},
	} {
		id := cordon.EntryID("l" + string(rune('a'+i)) + "-list/A")
		for j, d := range c.said {
			put(t, s, publication{
				list: id.List(), day: []string{"2024-01-10", "2024-01-11", "2024-01-12"}[j],
				put: []*cordon.Entry{entry(id, "A", under("xx/P", d.date, d.kind))},
			})
		}
		if l := theListing(t, s, id, "xx/P"); l.Listed != day(c.want.date) || l.DateKind != c.want.kind || !l.Delisted.IsZero() {
			t.Errorf("%s: %s (%s), want %s (%s)", c.why, l.Listed, l.DateKind, c.want.date, c.want.kind)
		}
	}
}

func listingGone(t *testing.T, s *store.Store) {
	old := under("xx/P", "2020-01-01", cordon.OwnDate)
	extra := under("xx/Q", "", "")
	published := under("xx/P", "2020-01-01", cordon.OwnDate)
	published.Delisted = day("2024-02-01")
	put(t, s,
		publication{list: "xx-list", day: "2024-01-28", put: []*cordon.Entry{entry("xx-list/A", "A", old, extra), entry("xx-list/B", "B", old)}},
		publication{day: "2024-02-10", put: []*cordon.Entry{ // C is new, A loses a designation, B is delisted in the file
			entry("xx-list/A", "A", old), entry("xx-list/B", "B", published), entry("xx-list/C", "C", extra)}},
	)
	if l := theListing(t, s, "xx-list/A", "xx/Q"); l.Delisted != day("2024-02-10") || l.DateKind != cordon.SeenDate {
		t.Errorf("a vanished designation: %+v", l)
	}
	if l := theListing(t, s, "xx-list/B", "xx/P"); l.Delisted != day("2024-02-01") {
		t.Errorf("a published delisting: %+v", l)
	}
	want := cordon.Listing{
		Entry: "xx-list/C", List: "xx-list", Authority: "xx", Programme: "xx/Q", Listed: day("2024-02-10"), DateKind: cordon.ObservedDate,
		Measures: []cordon.Measure{cordon.AssetFreeze}, Snapshot: "xx-list@2024-02-10", From: day("2024-02-10"),
	}
	same(t, "a new entry without a date", theListing(t, s, "xx-list/C", "xx/Q"), want)

	for asOf, want := range map[string]int{"2024-01-31": 2, "2024-02-01": 1, "2024-02-10": 2} {
		if got := all(t, s.Entries(t.Context(), store.EntryQuery{AsOf: day(asOf)})); len(got) != want {
			t.Errorf("as of %s: %d entries, want %d", asOf, len(got), want)
		}
	}
	put(t, s, publication{list: "xx-list", day: "2024-03-10", gone: []cordon.EntryID{"xx-list/A", "xx-list/B", "xx-list/C"}})
	for id, want := range map[cordon.EntryID]string{"xx-list/A": "2024-03-10", "xx-list/B": "2024-02-01", "xx-list/C": "2024-03-10"} {
		ls := must[[]cordon.Listing](t)(s.Listings(t.Context(), []cordon.EntryID{id}))
		if ls[0].Delisted != day(want) {
			t.Errorf("%s is gone: delisted %s, want %s", id, ls[0].Delisted, want)
		}
	}
	put(t, s, publication{list: "xx-list", day: "2024-04-10", put: []*cordon.Entry{entry("xx-list/C", "C", extra)}})
	want.Delisted = cordon.Date{}
	same(t, "restored", theListing(t, s, "xx-list/C", "xx/Q"), want)
	if l := theListing(t, s, "xx-list/A", "xx/Q"); l.Delisted != day("2024-02-10") {
		t.Errorf("an old delisting moved: %+v", l)
	}
}

// listingHistory: dates that were learnt later must not be known earlier.
func listingHistory(t *testing.T, s *store.Store) {
	put(t, s,
		publication{list: "xx-list", day: "2024-01-10", put: []*cordon.Entry{entry("xx-list/A", "A", under("xx/P", "", ""))}},
		publication{day: "2024-02-10", put: []*cordon.Entry{entry("xx-list/A", "A", under("xx/P", "2020-01-01", cordon.OwnDate))}},
	)
	for known, want := range map[string]int{"2024-01-20": 0, "2024-02-20": 1} {
		q := store.EntryQuery{KnownAt: noon(known), AsOf: day("2021-01-01")}
		if got := all(t, s.Entries(t.Context(), q)); len(got) != want {
			t.Errorf("known at %s, listed in 2021: %d entries, want %d", known, len(got), want)
		}
	}
}

// listingBound: a date that is only a bound does not say that the listing began
// then, when a publication before it had the entry.
func listingBound(t *testing.T, s *store.Store) {
	put(t, s,
		publication{list: "xx-list", day: "2024-01-10", put: []*cordon.Entry{
			entry("xx-list/A", "A", under("xx/P", "", "")), entry("xx-list/B", "B", under("xx/P", "", "")),
			entry("xx-list/C", "C", under("xx/P", "2023-12-01", cordon.AmendedDate)),
		}},
		publication{day: "2024-03-10", put: []*cordon.Entry{
			entry("xx-list/A", "A", under("xx/P", "2024-03-01", cordon.AmendedDate)),
			entry("xx-list/B", "B", under("xx/P", "2024-03-01", cordon.OwnDate)),
		}},
	)
	for asOf, want := range map[string]string{
		"2023-11-30": "", "2023-12-01": "C", "2024-01-10": "AC", "2024-02-29": "AC",
		"2024-03-01": "ABC",
	} {
		var got string
		for _, e := range all(t, s.Entries(t.Context(), store.EntryQuery{AsOf: day(asOf)})) {
			got += e.Ref
		}
		if got != want {
			t.Errorf("as of %s: %s, want %s", asOf, got, want)
		}
	}
}

// listingOfStarter: that the starter lacks something proves nothing.
func listingOfStarter(t *testing.T, s *store.Store) {
	d := under("xx/P", "2020-01-01", cordon.OwnDate)
	starter := entry("xx-list/A", "A", d)
	starter.Starter = true
	put(t, s,
		publication{list: "xx-list", day: "2024-01-10", starter: true, put: []*cordon.Entry{starter}},
		publication{day: "2024-02-10", put: []*cordon.Entry{
			entry("xx-list/A", "A", under("xx/P", "", ""), under("xx/Q", "", "")),
			entry("xx-list/B", "B", under("xx/P", "", "")),
		}},
		publication{day: "2024-02-24", put: []*cordon.Entry{entry("xx-list/C", "C", under("xx/P", "", ""))}},
		publication{day: "2024-03-10", put: []*cordon.Entry{entry("xx-list/D", "D", under("xx/P", "", ""))}},
	)
	for _, c := range []struct {
		id   cordon.EntryID
		p    cordon.ProgrammeID
		want string
		kind cordon.DateKind
	}{
		{"xx-list/A", "xx/P", "2020-01-01", cordon.OwnDate}, // the starter's date stays
		{"xx-list/A", "xx/Q", "2024-02-10", cordon.SeenDate},
		{"xx-list/B", "xx/P", "2024-02-10", cordon.SeenDate},
		{"xx-list/C", "xx/P", "2024-02-24", cordon.ObservedDate}, // two weeks after a snapshot without it
		{"xx-list/D", "xx/P", "2024-03-10", cordon.SeenDate},     // more than two weeks after
	} {
		if l := theListing(t, s, c.id, c.p); l.Listed != day(c.want) || l.DateKind != c.kind {
			t.Errorf("%s under %s: %s (%s), want %s (%s)", c.id, c.p, l.Listed, l.DateKind, c.want, c.kind)
		}
	}
	if k := must[map[cordon.EntryID]store.VersionKey](t)(s.VersionKeys(t.Context(), "xx-list"))["xx-list/A"]; k.Starter {
		t.Error("the official record did not take the starter's place")
	}
}

func twoProgrammes(t *testing.T, s *store.Store) {
	ctx := t.Context()
	two := []cordon.Designation{
		under("us/DPRK", "2020-01-01", cordon.OwnDate), under("us/DPRK4", "2021-01-01", cordon.OwnDate),
		under("us/DPRK4", "2020-06-01", cordon.OwnDate),
	}
	two[2].Measures = []cordon.Measure{cordon.TravelBan}
	put(t, s, publication{
		list: "us-list", day: "2024-01-10",
		put: []*cordon.Entry{entry("us-list/2", "B", two...), entry("us-list/1", "A", two[0])},
	})
	put(t, s, publication{list: "gb-list", day: "2024-01-10", put: []*cordon.Entry{entry("gb-list/1", "A", under("gb/DPRK", "", ""))}})
	l := theListing(t, s, "us-list/2", "us/DPRK4") // said twice in one entry
	if l.Listed != day("2020-06-01") || len(l.Measures) != 2 {
		t.Errorf("two designations under one programme: %+v", l)
	}
	if ls := must[[]cordon.Listing](t)(s.Listings(ctx, nil)); len(ls) != 4 {
		t.Errorf("%d listings in all, want 4", len(ls))
	}
	if ls := must[[]cordon.Listing](t)(s.Listings(ctx, []cordon.EntryID{})); len(ls) != 0 {
		t.Errorf("%d listings of no entry", len(ls))
	}
}
