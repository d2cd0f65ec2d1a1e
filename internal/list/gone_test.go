package list

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/need"
	"cordon/internal/starter"
)

// TestRestoredIsNotGone: entries that were removed and are on the list again, or in the
// publication at hand, are not gone.
func TestRestoredIsNotGone(t *testing.T) {
	ps := people(300)
	for name, files := range map[string][][]person{
		"restored by a file before": {ps[8:], ps, slices.Concat(ps[:20], ps[22:])},
		"restored by the file":      {ps[8:], slices.Concat(ps[:20], ps[22:])},
		"eight, and eight others":   {ps[8:], slices.Concat(ps[:20], ps[28:])},
		"the same eight once more":  {ps[8:], ps, ps[8:]},
	} {
		u := updater(t, longSource())
		loaded(t, u, unFile(day(0), ps...))
		for i, file := range files {
			o := loaded(t, u, unFile(day(i+1), file...))
			if o.Pending != nil || o.Snapshot.Entries != len(file) {
				t.Errorf("%s: file %d is held: %+v, waiting %v", name, i+1, o.Snapshot, o.Pending)
			}
		}
	}
}

// TestReasonIsTrue: the reason of what is held counts only entries of the state that it
// names, and only those that are not on the list any more.
func TestReasonIsTrue(t *testing.T) {
	u, ps := updater(t, longSource()), people(330)
	loaded(t, u, unFile(day(0), ps[:300]...))
	loaded(t, u, unFile(day(1), ps[8:300]...)) // eight go
	loaded(t, u, unFile(day(2), ps[4:]...))    // four of them return, and thirty are new
	o := loaded(t, u, unFile(day(3), ps[12:325]...))
	want := "it lacks 13 entries, and with those removed before it 12 of 300 are gone since 2026-01-01 (4.0%), at most 3.0%"
	if o.Pending == nil || len(o.Pending.Removals) != 13 || !strings.Contains(o.Pending.Reason, want) {
		t.Errorf("%+v, want %s", o.Pending, want)
	}
}

// TestNewEntriesAreOfNoEarlierState: an earlier state has lost nothing by the removal of
// entries that it never had, and what goes beside it is not held.
func TestNewEntriesAreOfNoEarlierState(t *testing.T) {
	u, ps := updater(t, longSource()), people(700)
	loaded(t, u, unFile(day(0), ps[:300]...))
	loaded(t, u, unFile(day(1), ps[8:]...))
	if o := loaded(t, u, unFile(day(2), ps[8:690]...)); o.Pending != nil || o.Snapshot.Removed != 10 {
		t.Errorf("%+v, waiting %v", o.Snapshot, o.Pending)
	}
}

// TestConfirmedBesideNew: of a publication that confirms removals and removes others, only
// the others count against the next.
func TestConfirmedBesideNew(t *testing.T) {
	u, ps := updater(t, longSource()), people(300)
	loaded(t, u, unFile(day(0), ps...))
	loaded(t, u, unFile(day(1), ps[20:]...))
	if o := loaded(t, u, unFile(day(2), ps[23:]...)); o.Snapshot.Removed != 23 || o.Snapshot.Vouched != 20 {
		t.Fatalf("%+v", o.Snapshot)
	}
	if o := loaded(t, u, unFile(day(3), ps[28:]...)); o.Pending != nil || o.Snapshot.Removed != 5 {
		t.Errorf("%+v, waiting %v", o.Snapshot, o.Pending)
	}
}

// TestShortIsNoBase: a list that was known to be short is no base for what is gone once
// it is known to be whole; while it is short, small cuts add up.
func TestShortIsNoBase(t *testing.T) {
	ps := people(300)
	src := longSource()
	src.Length = starter.Length{List: "un-sc", Entries: 300, Counted: cordon.MustDate(day(0)), Source: "un.xml"}
	u := updater(t, src)
	if o := loaded(t, u, unFile(day(0), ps[:200]...)); o.Snapshot.Expected == 0 {
		t.Fatal("the first is not short")
	}
	loaded(t, u, unFile(day(1), ps...))
	if o := loaded(t, u, unFile(day(2), ps[8:]...)); o.Pending != nil || o.Snapshot.Removed != 8 {
		t.Errorf("8 of 300: %+v, waiting %v", o.Snapshot, o.Pending)
	}
	o := loaded(t, u, unFile(day(3), ps[12:]...))
	if o.Pending == nil || !strings.Contains(o.Pending.Reason, "12 of 300 are gone since "+day(1)) {
		t.Errorf("12 of 300: %+v, waiting %v", o.Snapshot, o.Pending)
	}
	u = updater(t, src)
	loaded(t, u, unFile(day(0), ps[:200]...))
	loaded(t, u, unFile(day(1), ps[5:200]...))
	o = loaded(t, u, unFile(day(2), ps[10:200]...))
	if o.Pending == nil || !strings.Contains(o.Pending.Reason, "10 of 200 are gone since "+day(0)) {
		t.Errorf("still short: %+v, waiting %v", o.Snapshot, o.Pending)
	}
}

// TestRealUNAfterShort: of the UN's list, 680 entries and then all are loaded, and then
// 25 removed: 2.5% of it, whether the first file had them or not.
func TestRealUNAfterShort(t *testing.T) {
	august := need.Unpacked(t, "data", "lists", "un", "un_consolidated_2026-08-01.xml.xz")
	individual := regexp.MustCompile(`(?s)<INDIVIDUAL>.*?</INDIVIDUAL>`)
	file := func(day string, without func(n int) bool) []byte {
		n := 0
		return bytes.Replace(individual.ReplaceAllFunc(august, func(b []byte) []byte {
			if n++; without(n) {
				return nil
			}
			return b
		}), []byte(`dateGenerated="2026-08-01`), fmt.Appendf(nil, `dateGenerated="%s`, day), 1)
	}
	src := longSource()
	src.MaxEntries, src.MinEntries, src.Length = 3000, 600, starter.Lengths["un-sc"]
	for name, from := range map[string]int{"of none of the first": 0, "of the first": 400} {
		u := updater(t, src)
		first := realFrom(t, u, map[string][]byte{"un.xml": file("2026-08-02", func(n int) bool { return n <= 331 })})
		if first.State != Loaded || first.Snapshot.Entries != 680 || first.Snapshot.Expected == 0 {
			t.Fatalf("%s, %+v, %v", first.State, first.Snapshot, first.Err)
		}
		realFrom(t, u, map[string][]byte{"un.xml": file("2026-08-03", func(int) bool { return false })})
		o := realFrom(t, u, map[string][]byte{"un.xml": file("2026-08-04", func(n int) bool { return n > from && n <= from+25 })})
		if o.State != Loaded || o.Pending != nil || o.Snapshot.Removed != 25 {
			t.Errorf("%s: %s, %+v, waiting %+v", name, o.State, o.Snapshot, o.Pending)
		}
	}
}

// TestYearsAddUpToNothing: three removals a month of a list of a thousand that began
// with 300 are never held, in ten and in thirty years.
func TestYearsAddUpToNothing(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	terms, snaps := map[cordon.EntryID][]term{}, []cordon.Snapshot{}
	publish := func(month, entries, removed int) {
		snaps = append(snaps, cordon.Snapshot{
			Published: cordon.MustDate("2026-01-01").AddDays(30 * month), Entries: entries, Removed: removed,
		})
	}
	var current []cordon.EntryID
	enter := func(n int) {
		for range n {
			id := cordon.EntryID(fmt.Sprint("e", len(terms)))
			terms[id], current = []term{{from: len(snaps), to: unended}}, append(current, id)
		}
	}
	enter(300)
	publish(0, 300, 0)
	enter(711)
	publish(1, 1011, 0)
	for month := 2; month < 360; month++ {
		rnd.Shuffle(len(current), func(i, j int) { current[i], current[j] = current[j], current[i] })
		gone := current[:3]
		when := cordon.MustDate("2026-01-01").AddDays(30 * month)
		if l := worstLoss(statesOf(snaps, terms, gone, when), when, true); l.exceeds() {
			t.Fatalf("held in month %d: %s", month, l.reason(3))
		}
		for _, id := range gone {
			terms[id][0].to = len(snaps)
		}
		current = current[3:]
		enter(3)
		publish(month, len(current), 3)
	}
}

// TestNothingOfThatState: a state of which the publication lacks nothing holds nothing,
// whatever it has lost before.
func TestNothingOfThatState(t *testing.T) {
	when := cordon.MustDate(day(10))
	lost := state{day: cordon.MustDate(day(0)), entries: 300, lost: 20}
	for lacks, held := range map[int]bool{0: false, 1: true} {
		lost.lacks = lacks
		states := []state{{day: cordon.MustDate(day(9)), entries: 1000, lacks: 1, last: true}, lost}
		if l := worstLoss(states, when, true); l.exceeds() != held {
			t.Errorf("it lacks %d of a state that lost 20 of 300: held %t", lacks, l.exceeds())
		}
	}
}

// TestProgrammeConfirmed: what another publication confirmed does not count among what a
// programme loses.
func TestProgrammeConfirmed(t *testing.T) {
	u, ps, small := updater(t, longSource()), people(290), people(302)[290:]
	load := func(n int, some []person) *Outcome {
		file := unFile(day(n), append(slices.Clone(some), ps...)...)
		return loaded(t, u, strings.Replace(file, "<UN_LIST_TYPE>DPRK", "<UN_LIST_TYPE>Iraq", len(some)))
	}
	load(0, small)
	if o := load(1, small[7:]); o.Pending == nil || o.Pending.Rule != "programme" {
		t.Fatalf("%+v", o.Pending)
	}
	load(2, small[7:])
	if o := load(3, small[9:]); o.Pending != nil || o.Snapshot.Removed != 2 {
		t.Errorf("%+v, waiting %v", o.Snapshot, o.Pending)
	}
}

// TestProgrammeReturns: entries of a programme that were removed and are on the list
// again, or in the publication at hand, do not count among those that it loses.
func TestProgrammeReturns(t *testing.T) {
	ps, small := people(290), people(302)[290:]
	for name, files := range map[string][][]person{
		"by a file before": {small[6:], small, small[:8]},
		"by the file":      {small[6:], small[:8]},
		"and go again":     {small[6:], small, small[5:]},
	} {
		u := updater(t, longSource())
		for n, some := range append([][]person{small}, files...) {
			file := unFile(day(n), append(slices.Clone(some), ps...)...)
			o := loaded(t, u, strings.Replace(file, "<UN_LIST_TYPE>DPRK", "<UN_LIST_TYPE>Iraq", len(some)))
			if o.Pending != nil {
				t.Errorf("%s, file %d: %s", name, n, o.Pending.Reason)
			}
		}
	}
}
