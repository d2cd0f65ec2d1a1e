package storetest

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"cordon"
	"cordon/internal/listing"
	"cordon/internal/store"
)

func versions(t *testing.T, s *store.Store) {
	ctx := t.Context()
	a1, b := entry("xx-list/A", "Anna"), entry("xx-list/B", "Boris")
	a2 := entry("xx-list/A", "Anna Amended")
	put(t, s,
		publication{list: "xx-list", day: "2024-01-10", put: []*cordon.Entry{a1, b}},
		publication{day: "2024-02-10", put: []*cordon.Entry{a2, entry("xx-list/B", "Boris")}}, // B comes again unchanged
		publication{day: "2024-03-10", gone: []cordon.EntryID{"xx-list/A"}},
		publication{day: "2024-04-10", put: []*cordon.Entry{entry("xx-list/A", "Anna")}},
	)
	want := []*cordon.Entry{entry("xx-list/A", "Anna"), entry("xx-list/A", "Anna Amended"), entry("xx-list/A", "Anna")}
	want[0].Since, want[0].Until = "xx-list@2024-01-10", "xx-list@2024-02-10"
	want[1].Since, want[1].Until = "xx-list@2024-02-10", "xx-list@2024-03-10"
	want[2].Since = "xx-list@2024-04-10"
	same(t, "versions of A", must[[]*cordon.Entry](t)(s.EntryVersions(ctx, "xx-list/A")), want)
	same(t, "A", must[*cordon.Entry](t)(s.Entry(ctx, "xx-list/A")), want[2])
	if a2.Since != "xx-list@2024-02-10" {
		t.Errorf("PutSnapshot left Since %q", a2.Since)
	}
	vb := must[[]*cordon.Entry](t)(s.EntryVersions(ctx, "xx-list/B"))
	if len(vb) != 1 || vb[0].Since != "xx-list@2024-01-10" || vb[0].Until != "" {
		t.Errorf("an unchanged entry was written again: %+v", vb)
	}
	same(t, "current", all(t, s.Entries(ctx, store.EntryQuery{List: "xx-list"})), []*cordon.Entry{want[2], vb[0]})
	same(t, "by ID", all(t, s.Entries(ctx, store.EntryQuery{IDs: []cordon.EntryID{"xx-list/B", "xx-list/none"}})), vb)
	same(t, "by no ID", all(t, s.Entries(ctx, store.EntryQuery{IDs: []cordon.EntryID{}})), []*cordon.Entry(nil))
	same(t, "keys", must[map[cordon.EntryID]store.VersionKey](t)(s.VersionKeys(ctx, "xx-list")), map[cordon.EntryID]store.VersionKey{
		"xx-list/A": {Name: a1.Profile.Name(), Fingerprint: a1.Fingerprint(), Current: true, Published: day("2024-04-10")},
		"xx-list/B": {Name: b.Profile.Name(), Fingerprint: b.Fingerprint(), Current: true, Published: day("2024-01-10")},
	})
	put(t, s, publication{list: "xx-list", day: "2024-05-10", gone: []cordon.EntryID{"xx-list/A"}})
	if k := must[map[cordon.EntryID]store.VersionKey](t)(s.VersionKeys(ctx, "xx-list"))["xx-list/A"]; k.Current {
		t.Errorf("A is off the list but its key says %+v", k)
	}
	off := must[*cordon.Entry](t)(s.Entry(ctx, "xx-list/A"))
	if off.Until != "xx-list@2024-05-10" {
		t.Errorf("A is off the list but is said to be there until %q", off.Until)
	}
	terms := func(l cordon.ListID, ids ...cordon.EntryID) map[cordon.EntryID][][2]cordon.SnapshotID {
		return must[map[cordon.EntryID][][2]cordon.SnapshotID](t)(s.Terms(ctx, l, ids))
	}
	same(t, "terms", terms("xx-list", "xx-list/A", "xx-list/B", "xx-list/none"), map[cordon.EntryID][][2]cordon.SnapshotID{
		"xx-list/A": {
			{"xx-list@2024-01-10", "xx-list@2024-02-10"},
			{"xx-list@2024-02-10", "xx-list@2024-03-10"},
			{"xx-list@2024-04-10", "xx-list@2024-05-10"},
		},
		"xx-list/B": {{"xx-list@2024-01-10", ""}},
	})
	same(t, "terms of none, and of another list", len(terms("xx-list"))+len(terms("yy-list", "xx-list/A")), 0)
	same(t, "ever", all(t, s.Entries(ctx, store.EntryQuery{List: "xx-list", Ever: true})), []*cordon.Entry{off, vb[0]})
}

func updateChecks(t *testing.T, s *store.Store) {
	put(t, s, publication{list: "xx-list", day: "2024-01-10", put: []*cordon.Entry{entry("xx-list/A", "Anna")}})
	follows := cordon.SnapshotID("xx-list@2024-01-10")
	ok := publication{list: "xx-list", day: "2024-02-10", prev: follows}
	for name, c := range map[string]struct {
		edit func(*publication, *cordon.Snapshot)
		want error
	}{
		"no ID":               {func(_ *publication, s *cordon.Snapshot) { s.ID = "" }, cordon.ErrInvalid},
		"ID with NUL":         {func(_ *publication, s *cordon.Snapshot) { s.ID = "a\x00b" }, cordon.ErrInvalid},
		"no instant":          {func(_ *publication, s *cordon.Snapshot) { s.Fetched = time.Time{} }, cordon.ErrInvalid},
		"ID taken":            {func(_ *publication, s *cordon.Snapshot) { s.ID = follows }, cordon.ErrConflict},
		"another came before": {func(_ *publication, s *cordon.Snapshot) { s.Previous = "" }, cordon.ErrConflict},
		"unknown previous":    {func(_ *publication, s *cordon.Snapshot) { s.Previous = "xx-list@2023-01-01" }, cordon.ErrConflict},
		"clock went back":     {func(_ *publication, s *cordon.Snapshot) { s.Fetched = noon("2024-01-09") }, cordon.ErrConflict},
		"twice": {func(p *publication, _ *cordon.Snapshot) {
			p.put = append(p.put, entry("xx-list/B", "B"), entry("xx-list/B", "B"))
		}, cordon.ErrInvalid},
		"put and gone": {func(p *publication, _ *cordon.Snapshot) {
			p.put, p.gone = append(p.put, entry("xx-list/A", "B")), []cordon.EntryID{"xx-list/A"}
		}, cordon.ErrInvalid},
		"gone unknown":    {func(p *publication, _ *cordon.Snapshot) { p.gone = []cordon.EntryID{"xx-list/Z"} }, cordon.ErrInvalid},
		"of another list": {func(p *publication, _ *cordon.Snapshot) { p.put = append(p.put, entry("yy-list/A", "B")) }, cordon.ErrInvalid},
		"broken entry ID": {func(p *publication, _ *cordon.Snapshot) { p.put = append(p.put, entry("xx-list/\xff", "B")) }, cordon.ErrInvalid},
		"no programme": {func(p *publication, _ *cordon.Snapshot) {
			p.put = append(p.put, entry("xx-list/B", "B", cordon.Designation{}))
		}, cordon.ErrInvalid},
	} {
		p := ok
		p.put = []*cordon.Entry{entry("xx-list/C", "Before the fault")}
		snap := p.snapshot()
		c.edit(&p, snap)
		err := s.Tx(t.Context(), func(tx *store.Tx) error { return tx.PutSnapshot(snap, p.put, p.gone, nil, listing.Fold) })
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if got := all(t, s.Entries(t.Context(), store.EntryQuery{})); len(got) != 1 {
		t.Errorf("refused updates left %d entries", len(got))
	}
	if got := must[[]cordon.Snapshot](t)(s.Snapshots(t.Context(), "")); len(got) != 1 {
		t.Errorf("refused updates left %d snapshots", len(got))
	}
	ok.put = []*cordon.Entry{entry("xx-list/A", "A")}
	write(t, s, func(tx *store.Tx) error { return tx.PutSnapshot(ok.snapshot(), ok.put, nil, nil, listing.Fold) })
}

// knownAtAsOf asks on the two axes of time apart: an entry listed on 5 January
// that we loaded on 10 February and that was amended on 10 March.
func knownAtAsOf(t *testing.T, s *store.Store) {
	d := under("xx/P", "2024-01-05", cordon.OwnDate)
	put(t, s,
		publication{list: "xx-list", day: "2024-02-10", put: []*cordon.Entry{entry("xx-list/A", "first", d)}},
		publication{day: "2024-03-10", put: []*cordon.Entry{entry("xx-list/A", "second", d)}},
		publication{day: "2024-04-10", gone: []cordon.EntryID{"xx-list/A"}},
	)
	for _, c := range []struct{ known, asOf, want string }{
		{"2024-02-01", "", ""},      // not loaded yet
		{"2024-02-10", "", "first"}, // at the instant itself
		{"2024-02-11", "", "first"},
		{"2024-03-10", "", "second"},
		{"2024-03-11", "", "second"},
		{"2024-04-11", "", ""},
		{"", "2024-01-04", ""}, // not listed yet
		{"", "2024-01-05", "first"},
		{"", "2024-02-20", "first"},
		{"", "2024-03-10", "second"},
		{"", "2024-04-09", "second"},
		{"", "2024-04-10", ""}, // delisted
		{"", "2024-03", "second"},
		{"", "2024", ""},                 // its last day
		{"2024-02-01", "2024-01-06", ""}, // listed, but we did not know
		{"2024-02-11", "2024-01-06", "first"},
		{"2024-02-11", "2024-06-01", "first"}, // nothing was known of an end
		{"2024-05-01", "2024-06-01", ""},
		{"2024-05-01", "2024-03-20", "second"},
	} {
		q := store.EntryQuery{AsOf: day(c.asOf)}
		if c.known != "" {
			q.KnownAt = noon(c.known)
		}
		var got string
		for _, e := range all(t, s.Entries(t.Context(), q)) {
			got += e.Profile.Name()
		}
		if got != c.want {
			t.Errorf("known at %q, as of %q: %q, want %q", c.known, c.asOf, got, c.want)
		}
	}
}

// offAndOn is an entry that was off its list for two months.
func offAndOn(t *testing.T, s *store.Store) {
	d := under("xx/P", "2020-01-05", cordon.OwnDate)
	put(t, s,
		publication{list: "xx-list", day: "2024-01-10", put: []*cordon.Entry{entry("xx-list/A", "A", d)}},
		publication{day: "2024-02-10", gone: []cordon.EntryID{"xx-list/A"}},
		publication{day: "2024-04-10", put: []*cordon.Entry{entry("xx-list/A", "A", d)}},
	)
	for asOf, want := range map[string]int{
		"2020-01-04": 0, "2020-01-05": 1, "2024-02-09": 1, "2024-02-10": 0, "2024-03-10": 0,
		"2024-04-10": 1, "2030-01-01": 1,
	} {
		if got := all(t, s.Entries(t.Context(), store.EntryQuery{AsOf: day(asOf)})); len(got) != want {
			t.Errorf("as of %s: %d entries, want %d", asOf, len(got), want)
		}
	}
	ls := must[[]cordon.Listing](t)(s.Listings(t.Context(), nil))
	if len(ls) != 1 || !ls[0].Delisted.IsZero() || ls[0].Listed != day("2020-01-05") {
		t.Errorf("restored: %+v", ls)
	}
}

func withoutListing(t *testing.T, s *store.Store) {
	put(t, s,
		publication{list: "xx-list", day: "2024-01-10", put: []*cordon.Entry{
			entry("xx-list/A", "no designation"),
			entry("xx-list/B", "no date", under("xx/P", "", "")),
		}},
		publication{day: "2024-02-10", gone: []cordon.EntryID{"xx-list/A", "xx-list/B"}},
	)
	for asOf, want := range map[string]int{"2024-01-09": 0, "2024-01-10": 2, "2024-02-09": 2, "2024-02-10": 0} {
		if got := all(t, s.Entries(t.Context(), store.EntryQuery{AsOf: day(asOf)})); len(got) != want {
			t.Errorf("as of %s: %d entries, want %d", asOf, len(got), want)
		}
	}
}

func changes(t *testing.T, s *store.Store) {
	ctx := t.Context()
	change := func(e cordon.EntryID, snap cordon.SnapshotID, kind cordon.ChangeKind) cordon.Change {
		return cordon.Change{Entry: e, Name: "N", Snapshot: snap, Kind: kind}
	}
	amended := change("xx-list/A", "xx-list@2024-02-10", cordon.Amended)
	amended.Fields = []cordon.FieldChange{{Field: "names", Added: []string{"Ñ <b>", "리병철"}, Removed: []string{"x"}}}
	added := change("xx-list/B", "xx-list@2024-02-10", cordon.Added)
	removed := change("xx-list/A", "xx-list@2024-03-10", cordon.Removed)
	other := change("yy-list/A", "yy-list@2024-02-20", cordon.Added)
	put(t, s,
		publication{
			list: "xx-list", day: "2024-02-10", put: []*cordon.Entry{entry("xx-list/A", "A"), entry("xx-list/B", "B")},
			changes: []cordon.Change{added, amended},
		},
		publication{day: "2024-03-10", gone: []cordon.EntryID{"xx-list/A"}, changes: []cordon.Change{removed}},
	)
	put(t, s, publication{list: "yy-list", day: "2024-02-20", put: []*cordon.Entry{entry("yy-list/A", "A")}, changes: []cordon.Change{other}})
	for name, c := range map[string]struct {
		q    store.ChangeQuery
		want []cordon.Change
	}{
		"all":   {store.ChangeQuery{}, []cordon.Change{removed, other, amended, added}},
		"list":  {store.ChangeQuery{List: "xx-list"}, []cordon.Change{removed, amended, added}},
		"entry": {store.ChangeQuery{Entry: "xx-list/A"}, []cordon.Change{removed, amended}},
		"since": {store.ChangeQuery{Since: noon("2024-02-20")}, []cordon.Change{removed, other}},
		"limit": {store.ChangeQuery{Limit: 1}, []cordon.Change{removed}},
		"none":  {store.ChangeQuery{Entry: "xx-list/Z", List: "xx-list"}, nil},
	} {
		same(t, name, must[[]cordon.Change](t)(s.Changes(ctx, c.q)), c.want)
	}
}

func snapshots(t *testing.T, s *store.Store) {
	ctx := t.Context()
	breaks(s, "change/lost") // the first counts an addition that is not given
	first := &cordon.Snapshot{
		ID: "xx-list@1", List: "xx-list", Format: "f", Published: day("2024-01"), Fetched: noon("2024-01-10").Add(123456789 * time.Nanosecond),
		Digests: []cordon.Digest{"sha256:bb", "sha256:aa"}, Files: []string{"one.xml", "двa.csv"}, Entries: 1, Added: 1, Problems: 3,
		Missing: []string{"aliases"}, ETag: `"x"`, Modified: "Wed, 10 Jan 2024 00:00:00 GMT",
	}
	second := &cordon.Snapshot{
		ID: "xx-list@2", List: "xx-list", Fetched: noon("2024-01-11"), Previous: "xx-list@1",
		Digests: []cordon.Digest{"sha256:cc"}, Entries: 1,
	}
	other := &cordon.Snapshot{ID: "yy-list@1", List: "yy-list", Fetched: noon("2024-01-10"), Starter: true}
	write(t, s, func(tx *store.Tx) error {
		return errors.Join(
			tx.PutSnapshot(first, []*cordon.Entry{entry("xx-list/A", "A")}, nil, nil, listing.Fold),
			tx.PutSnapshot(second, []*cordon.Entry{entry("xx-list/B", "B")}, []cordon.EntryID{"xx-list/A"}, nil, listing.Fold),
			tx.PutSnapshot(other, nil, nil, nil, listing.Fold))
	})
	kept := *first
	kept.Fetched = kept.Fetched.Truncate(time.Microsecond)
	same(t, "of a list", must[[]cordon.Snapshot](t)(s.Snapshots(ctx, "xx-list")), []cordon.Snapshot{kept, *second})
	same(t, "all", must[[]cordon.Snapshot](t)(s.Snapshots(ctx, "")), []cordon.Snapshot{*other, kept, *second}[:3])
	same(t, "last", must[*cordon.Snapshot](t)(s.LastSnapshot(ctx, "xx-list")), second)
	same(t, "by digests", must[*cordon.Snapshot](t)(s.SnapshotByDigests(ctx, "xx-list", []cordon.Digest{"sha256:aa", "sha256:bb"})), &kept)
	for _, ds := range [][]cordon.Digest{nil, {"sha256:aa"}, {"sha256:aa", "sha256:bb", "sha256:cc"}} {
		if _, err := s.SnapshotByDigests(ctx, "xx-list", ds); !errors.Is(err, cordon.ErrNotFound) {
			t.Errorf("by digests %v: %v", ds, err)
		}
	}
	same(t, "states", must[map[cordon.ListID]store.ListState](t)(s.ListStates(ctx)), map[cordon.ListID]store.ListState{
		"xx-list": {Snapshot: *second, InForce: 1, Ever: 2},
		"yy-list": {Snapshot: *other},
	})
}

// entryStream has more rows than are decoded at a time, in the order of bytes,
// whatever the database's language.
func entryStream(t *testing.T, s *store.Store) {
	var es []*cordon.Entry
	for i := range 500 {
		es = append(es, entry(cordon.EntryID(fmt.Sprintf("xx-list/%c%03d", "aBÄ-Z"[i%5], i)), fmt.Sprint("name ", i)))
	}
	put(t, s, publication{list: "xx-list", day: "2024-01-10", put: es})
	slices.SortFunc(es, func(a, b *cordon.Entry) int { return compare(a.ID, b.ID) })
	same(t, "stream", all(t, s.Entries(t.Context(), store.EntryQuery{})), es)
}

func compare(a, b cordon.EntryID) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// hostileText is text that a database may not take as it is.
func hostileText(t *testing.T, s *store.Store) {
	ctx := t.Context()
	e := entry("xx-list/A", "NUL \x00, quote ' and \\, 리병철, \U0001F6A2")
	e.Remarks = "<b>&\u2028\x00"
	put(t, s, publication{
		list: "xx-list", day: "2024-01-10", put: []*cordon.Entry{e},
		changes: []cordon.Change{{Entry: e.ID, Name: "\x00\xff", Kind: cordon.Added}},
	})
	same(t, "entry", must[*cordon.Entry](t)(s.Entry(ctx, e.ID)), e)
	write(t, s, func(tx *store.Tx) error {
		return errors.Join(
			tx.Audit(noon("2024-01-10"), "a\x00", "b\xff", "c"),
			tx.Raise(&cordon.Alert{ID: "x", Party: "\x00", Summary: "\x00"}),
			tx.PutReading(&cordon.Reading{Document: cordon.Document{ID: "doc-1", Title: "\x00\xff", Text: "\x00"}}))
	})
	breaks(s, "alert/party")
	if _, err := s.VerifyAudit(ctx); err != nil {
		t.Error(err)
	}
	for name, f := range map[string]func(*store.Tx) error{
		"not a number": func(tx *store.Tx) error {
			return tx.PutScreening(&cordon.Screening{ID: "scr-1", At: noon("2024-01-10"), Hits: []cordon.Hit{{Score: math.NaN()}}})
		},
		"text that is not UTF-8": func(tx *store.Tx) error {
			return tx.PutReading(&cordon.Reading{Document: cordon.Document{ID: "doc-2", Text: "\xff"}})
		},
		"document without ID": func(tx *store.Tx) error { return tx.PutReading(&cordon.Reading{}) },
		"alert without ID":    func(tx *store.Tx) error { return tx.Raise(&cordon.Alert{}) },
		"judgement on none":   func(tx *store.Tx) error { return tx.PutJudgements([]cordon.Judgement{{A: "a", By: "x"}}) },
	} {
		if err := s.Tx(ctx, f); !errors.Is(err, cordon.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
