package storetest

import (
	"errors"
	"fmt"
	"testing"

	"cordon"
	"cordon/internal/store"
)

func party(id cordon.PartyID, entries ...cordon.EntryID) store.PartyRow {
	return store.PartyRow{ID: id, Entries: entries}
}

func putParties(t *testing.T, s *store.Store, ps ...store.PartyRow) {
	t.Helper()
	write(t, s, func(tx *store.Tx) error { return tx.PutParties("test", ps) })
}

func parties(t *testing.T, s *store.Store) {
	ctx := t.Context()
	a, b := entry("xx-list/A", "A"), entry("xx-list/B", "B")
	put(t, s,
		publication{list: "xx-list", day: "2024-01-10", put: []*cordon.Entry{a, b, entry("xx-list/C", "C")}},
		publication{day: "2024-02-10", gone: []cordon.EntryID{"xx-list/C"}},
	)
	before := must[int64](t)(s.Generation(ctx))
	putParties(t, s, party("xx-list/B", "xx-list/B", "xx-list/C", "yy-list/none"), party("xx-list/A", "xx-list/A"))
	if after := must[int64](t)(s.Generation(ctx)); after <= before {
		t.Errorf("generation %d after %d", after, before)
	}
	wantA := &store.PartyRow{ID: "xx-list/A", Entries: []cordon.EntryID{"xx-list/A"}, Current: []*cordon.Entry{a}}
	wantB := &store.PartyRow{ID: "xx-list/B", Entries: []cordon.EntryID{"xx-list/B", "xx-list/C", "yy-list/none"}, Current: []*cordon.Entry{b}}
	same(t, "parties", all(t, s.Parties(ctx)), []*store.PartyRow{wantA, wantB})
	same(t, "party", must[*store.PartyRow](t)(s.Party(ctx, "xx-list/B")), wantB)
	if p := must[cordon.PartyID](t)(s.PartyOf(ctx, "xx-list/C")); p != "xx-list/B" {
		t.Errorf("C is of %s", p)
	}

	// A new order is kept, and an amended entry shows at once.
	putParties(t, s, party("xx-list/B", "yy-list/none", "xx-list/B"), party("xx-list/A", "xx-list/A", "xx-list/C"))
	p := must[*store.PartyRow](t)(s.Party(ctx, "xx-list/B"))
	same(t, "new order", p.Entries, []cordon.EntryID{"yy-list/none", "xx-list/B"})
	before = must[int64](t)(s.Generation(ctx))
	put(t, s, publication{list: "xx-list", day: "2024-03-10", put: []*cordon.Entry{entry("xx-list/B", "B amended")}})
	if after := must[int64](t)(s.Generation(ctx)); after <= before {
		t.Errorf("generation %d after %d, with an entry amended", after, before)
	}
	if p := must[*store.PartyRow](t)(s.Party(ctx, "xx-list/B")); p.Current[0].Profile.Name() != "B amended" {
		t.Errorf("amended: %+v", p.Current[0])
	}
}

func redirects(t *testing.T, s *store.Store) {
	breaks(s, "party/orphan")
	ctx := t.Context()
	leads := func(from, to cordon.PartyID) {
		t.Helper()
		p, err := s.Party(ctx, from)
		switch {
		case to == "" && !errors.Is(err, cordon.ErrNotFound):
			t.Errorf("%s leads to %+v, %v", from, p, err)
		case to != "" && (err != nil || p.ID != to):
			t.Errorf("%s leads to %+v, %v; want %s", from, p, err, to)
		}
	}
	putParties(t, s, party("l/A", "l/A"), party("l/B", "l/B", "l/B2"), party("l/C", "l/C"), party("l/D", "l/D"))
	putParties(t, s, party("l/A", "l/A"), party("l/C", "l/C", "l/B"), party("l/B2", "l/B2"), party("l/D", "l/D"))
	leads("l/B", "l/C") // it was named after the entry that is there now
	leads("l/A", "l/A")
	putParties(t, s, party("l/A", "l/A", "l/C", "l/B"), party("l/B2", "l/B2"))
	leads("l/C", "l/A")
	leads("l/B", "l/A") // moved along
	leads("l/D", "")    // nothing left
	leads("l/none", "")
	putParties(t, s, party("l/A", "l/A", "l/C"), party("l/B", "l/B"), party("l/E", "l/B2"))
	leads("l/B", "l/B") // split again
	leads("l/B2", "l/E")
	putParties(t, s, party("l/A", "l/A"), party("l/F", "l/B", "l/B2"), party("l/C", "l/C"))
	leads("l/E", "l/F")
	leads("l/B2", "l/F")
	leads("l/C", "l/C")
	putParties(t, s, party("l/C", "l/B2", "l/C", "l/B"))
	putParties(t, s, party("l/G", "l/B2"), party("l/H", "l/C"), party("l/I", "l/B"))
	leads("l/C", "l/H") // after its name, not after its first
	leads("l/F", "l/H") // moved along
	putParties(t, s, party("l/A", "l/A"))
	leads("l/F", "")
	leads("l/B2", "")
}

func partyChecks(t *testing.T, s *store.Store) {
	breaks(s, "party/orphan")
	putParties(t, s, party("l/A", "l/A"))
	for name, ps := range map[string][]store.PartyRow{
		"an entry in two parties": {party("l/A", "l/A"), party("l/B", "l/A")},
		"an entry twice in one":   {party("l/A", "l/A", "l/A")},
		"a party twice":           {party("l/A", "l/A"), party("l/A", "l/B")},
		"no entry":                {party("l/A")},
		"no ID":                   {party("", "l/A")},
		"an entry without ID":     {party("l/A", "")},
	} {
		err := s.Tx(t.Context(), func(tx *store.Tx) error { return tx.PutParties("test", ps) })
		if !errors.Is(err, cordon.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := all(t, s.Parties(t.Context())); len(got) != 1 {
		t.Errorf("%d parties are left, want 1", len(got))
	}
}

func judgements(t *testing.T, s *store.Store) {
	breaks(s, "judgement/orphan")
	j := func(a, b cordon.EntryID, by string, v cordon.Verdict, at string) cordon.Judgement {
		return cordon.Judgement{A: a, B: b, By: by, Verdict: v, At: noon(at), Score: 0.5, Why: "because"}
	}
	old := j("l/B", "l/A", "rule:x", cordon.Unsure, "2024-01-01")
	rule := j("l/A", "l/B", "rule:x", cordon.Same, "2024-03-01") // takes old's place, the other way round
	user := j("l/B", "l/A", "user", cordon.Different, "2024-02-01")
	other := j("l/A", "l/C", "user", cordon.Same, "2024-02-01")
	write(t, s, func(tx *store.Tx) error { return tx.PutJudgements([]cordon.Judgement{old, other}) })
	write(t, s, func(tx *store.Tx) error { return tx.PutJudgements([]cordon.Judgement{old, rule, user}) })
	same(t, "judgements", must[[]cordon.Judgement](t)(s.Judgements(t.Context())), []cordon.Judgement{user, other, rule})

	// What the rules say now takes the place of all that they said; people's stay.
	shout := j("l/A", "l/D", "RULE:x", cordon.Same, "2024-02-01")
	now := j("l/B", "l/C", "rule:y", cordon.Same, "2024-04-01")
	write(t, s, func(tx *store.Tx) error { return tx.PutJudgements([]cordon.Judgement{shout}) })
	write(t, s, func(tx *store.Tx) error { return tx.ReplaceJudgements("rule:", []cordon.Judgement{now}) })
	same(t, "replaced", must[[]cordon.Judgement](t)(s.Judgements(t.Context())), []cordon.Judgement{user, other, shout, now})
	for prefix, by := range map[string]string{"": "rule:x", "rule:": "user"} {
		err := s.Tx(t.Context(), func(tx *store.Tx) error {
			return tx.ReplaceJudgements(prefix, []cordon.Judgement{j("l/A", "l/E", by, cordon.Same, "2024-05-01")})
		})
		if !errors.Is(err, cordon.ErrInvalid) {
			t.Errorf("%q in place of %q: %v", by, prefix, err)
		}
	}
}

// streamStops: a caller may leave the stream early and may ask on while it runs.
func streamStops(t *testing.T, s *store.Store) {
	ctx := t.Context()
	var es []*cordon.Entry
	var ps []store.PartyRow
	for i := range 1000 {
		id := cordon.EntryID(fmt.Sprintf("xx-list/%04d", i))
		es = append(es, entry(id, "name"))
		ps = append(ps, party(cordon.PartyID(id), id))
	}
	put(t, s, publication{list: "xx-list", day: "2024-01-10", put: es})
	putParties(t, s, ps...)
	n := 0
	for p, err := range s.Parties(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Entry(ctx, p.Entries[0]); err != nil {
			t.Fatal(err)
		}
		write(t, s, func(tx *store.Tx) error { return tx.Audit(noon("2024-01-10"), "a", "b", string(p.ID)) })
		if n++; n == 70 {
			break
		}
	}
	if n != 70 {
		t.Fatalf("%d parties", n)
	}
	ended, cancel := context(t)
	n = 0
	var last error
	for _, err := range s.Parties(ended) {
		if last = err; err != nil {
			break
		}
		if n++; n == 1 {
			cancel()
		}
	}
	if last == nil {
		t.Error("a stream whose context ended gave no error")
	}
	if n := len(all(t, s.Parties(ctx))); n != 1000 {
		t.Errorf("%d parties, want 1000", n)
	}
}
