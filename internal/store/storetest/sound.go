package storetest

import (
	gocontext "context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"cordon"
	"cordon/internal/store"
)

// spoiled are the rules that a test breaks on purpose, by its store.
var spoiled sync.Map

// breaks declares that a test leaves faults behind that the store lets its
// callers make, or that the test made behind its back. Any other fault fails
// the test.
func breaks(s *store.Store, rules ...string) {
	old, _ := spoiled.Load(s)
	was, _ := old.([]string)
	spoiled.Store(s, append(was, rules...))
}

// sound fails the test for every fault of its store. Many tests store entries
// and no parties: the store then reports itself that the parties are behind.
func sound(t testing.TB, s *store.Store) {
	t.Helper()
	old, _ := spoiled.LoadAndDelete(s)
	allowed, _ := old.([]string)
	allowed = append(allowed, "party/behind")
	seen := map[string]bool{}
	_, err := s.Check(gocontext.Background(), func(f store.Fault) {
		seen[f.Rule] = true
		if !slices.Contains(allowed, f.Rule) {
			t.Errorf("after the test: %s: %s: %s", f.Rule, f.Where, f.Found)
		}
	})
	if err != nil {
		t.Errorf("after the test: %v", err)
	}
	for _, rule := range allowed {
		if !seen[rule] && rule != "party/behind" {
			t.Errorf("after the test: nothing breaks %s", rule)
		}
	}
}

// damages are what faults does behind the store's back, and what Check must
// report.
var damages = []struct{ sql, rule, where string }{
	{
		`update entry_version set doc = replace(doc, 'Park', 'Pork') where entry = 'xx-list/0'`, "version/fingerprint",
		"entry xx-list/0, version 1",
	},
	{`update entry_version set doc = '{' where entry = 'xx-list/1'`, "version/doc", "entry xx-list/1, version 1"},
	{`update entry_version set name = 'Kim' where entry = 'xx-list/2'`, "version/columns", "entry xx-list/2, version 1"},
	{`update entry_version set n = 3 where entry = 'xx-list/3'`, "entry/sequence", "entry xx-list/3"},
	{`update entry_version set since_known = since_known + 1 where entry = 'xx-list/4'`, "version/since", "entry xx-list/4, version 1"},
	{`update entry_version set until_known = 1 where entry = 'xx-list/5'`, "version/ends", "entry xx-list/5, version 1"},
	{
		`update entry_version set until_known = until_known + 1 where entry = 'xx-list/9' and n = 1`, "version/order",
		"entry xx-list/9, version 1",
	},
	{`delete from listing where entry = 'xx-list/6'`, "listing/missing", "entry xx-list/6, version 1"},
	{`update listing set entry = 'xx-list/none' where entry = 'xx-list/7'`, "listing/orphan", "listing of xx-list/none under xx-p"},
	{`update listing set until_day = '' where entry = 'xx-list/8'`, "listing/open", "listing of xx-list/8 under xx-p"},
	{`update listing set n = 5 where entry = 'xx-list/4'`, "listing/sequence", "listing of xx-list/4 under xx-p"},
	{`delete from member where entry = 'xx-list/5'`, "party/missing", "entry xx-list/5"},
	{`update member set n = 7 where entry = 'xx-list/6'`, "party/places", "party xx-list/6"},
	{`update member set entry = 'xx-list/none' where entry = 'xx-list/7'`, "party/orphan", "party xx-list/7"},
	{`insert into redirect (former, party) values ('xx-list/0', 'xx-list/1')`, "redirect/living", "redirect xx-list/0"},
	{`insert into redirect (former, party) values ('zz', 'xx-list/none')`, "redirect/nowhere", "redirect zz"},
	{
		`insert into judgement (a, b, author, at, doc) values ('xx-list/0', 'zz', 'ann', 0, '{}')`, "judgement/orphan",
		"judgement of xx-list/0 and zz by ann",
	},
	{`update snapshot set entries = 1 where snapshot = 'xx-list@2024-02-10'`, "snapshot/entries", "snapshot xx-list@2024-02-10"},
	{`update snapshot set seq = 5 where snapshot = 'xx-list@2024-02-10'`, "snapshot/sequence", "list xx-list"},
	{`update document set doc = '[' where document = 'doc-1'`, "document/doc", "document doc-1"},
	{`update event set doc = '{"actors":[{"name":"x","party":"yy"}]}' where document = 'doc-1'`, "event/party", "event 1 of doc-1"},
	{`update moment set status = 'x' where document = 'doc-1' and kind = 'event'`, "moment/missing", "moment of event 1 of doc-1"},
	{
		`insert into moment (document, kind, n, day, last, starts, ends, status, speaker, party, summary)
			values ('doc-1', 'event', 9, '2024', '2024-12-31', '2024', '', '', '', '', '')`, "moment/orphan", "moment of event 9 of doc-1",
	},
	{`update mention set party = 'yy' where document = 'doc-1'`, "mention/party", "mention 1 of doc-1"},
	{`update mention set n = 5 where document = 'doc-1' and n = 2`, "mention/sequence", "mentions of doc-1"},
	{`drop index entry_version_list`, "schema/missing", "index entry_version_list"},
	{`update counter set value = 0 where name = 'documents'`, "counter/documents", "counter documents"},
	{`insert into derived (name, generation, engine) values ('starter', 999, '')`, "counter/mark", "mark starter"},
	{`update audit set object = 'other' where seq = 2`, "audit/chain", "audit log"},
	{`insert into alert (alert, kind, raised, party, entry, document, doc) values ('x', '', 0, 'yy', '', '', '{')`, "alert/party", "alert x"},
}

// faults: Check finds what was done behind the store's back, each by its rule
// and its place, and marks derived state as such.
func faults(t *testing.T, spec string) {
	db := raw(t, spec)
	if db == nil {
		return // a database in memory cannot be opened a second time
	}
	s := Open(t, spec)
	var es []*cordon.Entry
	var ps []store.PartyRow
	for i := range 10 {
		id := cordon.EntryID(fmt.Sprint("xx-list/", i))
		es = append(es, entry(id, "Park "+fmt.Sprint(i), under("xx-p", "2024-01-05", cordon.OwnDate)))
		ps = append(ps, party(cordon.PartyID(id), id))
	}
	put(t, s,
		publication{list: "xx-list", day: "2024-01-10", put: es},
		publication{day: "2024-02-10", put: []*cordon.Entry{entry("xx-list/9", "Pak")}, gone: []cordon.EntryID{"xx-list/8"}})
	putParties(t, s, ps...)
	r := reading("doc-1", "2024-02-22")
	r.Document.CopyOf, r.Mentions[0].Party, r.Statements[0].Party = "", "xx-list/0", "xx-list/1"
	putReadings(t, s, r)
	writeAudit(t, s)
	sound(t, s)
	for _, d := range damages {
		if _, err := db.ExecContext(t.Context(), d.sql); err != nil {
			t.Fatalf("%s: %v", d.sql, err)
		}
	}
	seen := map[string]bool{}
	done := must[[]store.Checked](t)(s.Check(t.Context(), func(f store.Fault) {
		seen[f.Rule+" at "+f.Where] = true
		if f.Derived != (strings.HasPrefix(f.Rule, "party/") || strings.HasPrefix(f.Rule, "redirect/")) {
			t.Errorf("%s: derived is %v", f.Rule, f.Derived)
		}
		breaks(s, f.Rule)
	}))
	for _, d := range damages {
		if !seen[d.rule+" at "+d.where] {
			t.Errorf("%s: no fault %s at %s", d.sql, d.rule, d.where)
		}
	}
	for _, c := range done {
		if c.What == "entries" && (c.Count != 10 || c.Faults == 0) {
			t.Errorf("%+v, want 10 entries and faults", c)
		}
	}
}
