package listing

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cordon"
)

func day(s string) cordon.Date { return cordon.MustDate(s) }

// A story tells Fold what a list said on some days.
type story struct {
	last     *cordon.Snapshot
	listings map[cordon.ProgrammeID]cordon.Listing
}

// says is a snapshot of that day with one entry under the designations; without
// any, the entry is gone.
func (s *story) says(on string, ds ...cordon.Designation) {
	now := &cordon.Snapshot{ID: cordon.SnapshotID("xx-list@" + on), List: "xx-list", Published: day(on)}
	if s.last != nil {
		now.Previous = s.last.ID
	}
	e := &cordon.Entry{ID: "xx-list/1", List: "xx-list", Designations: ds}
	put, gone := []*cordon.Entry{e}, []cordon.EntryID(nil)
	if len(ds) == 0 {
		put, gone = nil, []cordon.EntryID{e.ID}
	}
	var before []cordon.Listing
	for _, l := range s.listings {
		before = append(before, l)
	}
	for _, l := range Fold(s.last, now, before, put, gone) {
		if s.listings == nil {
			s.listings = map[cordon.ProgrammeID]cordon.Listing{}
		}
		s.listings[l.Programme] = l
	}
	s.last = now
}

func under(p cordon.ProgrammeID, listed string, kind cordon.DateKind) cordon.Designation {
	return cordon.Designation{Authority: "xx", Programme: p, Listed: day(listed), DateKind: kind}
}

// TestFold follows one entry: an undated designation is observed after a list
// that lacked it, a better date takes its place, and what is gone ends.
func TestFold(t *testing.T) {
	var s story
	s.says("2024-01-10", under("xx/P", "", ""))
	s.says("2024-01-20", under("xx/P", "", ""), under("xx/Q", "", ""))
	s.says("2024-01-30", under("xx/P", "2023-12-01", cordon.OwnDate), under("xx/R", "2024", cordon.AmendedDate))
	want := map[cordon.ProgrammeID]cordon.Listing{
		"xx/P": {Listed: day("2023-12-01"), DateKind: cordon.OwnDate, Snapshot: "xx-list@2024-01-30", From: day("2023-12-01")},
		"xx/Q": {
			Listed: day("2024-01-20"), DateKind: cordon.ObservedDate, Snapshot: "xx-list@2024-01-20", From: day("2024-01-20"),
			Delisted: day("2024-01-30"), Until: day("2024-01-30"),
		},
		"xx/R": {Listed: day("2024"), DateKind: cordon.AmendedDate, Snapshot: "xx-list@2024-01-30", From: day("2024-01-01")},
	}
	for p, l := range want {
		l.Entry, l.List, l.Authority, l.Programme = "xx-list/1", "xx-list", "xx", p
		want[p] = l
	}
	if d := cmp.Diff(want, s.listings); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// TestBetter is an order of dates: no date is better than itself, and of two
// different kinds exactly one is better, whatever the days.
func TestBetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := day("2024-01-01").AddDays(rapid.IntRange(0, 500).Draw(t, "a"))
		b := day("2024-01-01").AddDays(rapid.IntRange(0, 500).Draw(t, "b"))
		ka, kb := rapid.SampledFrom(Kinds).Draw(t, "kind of a").ID, rapid.SampledFrom(Kinds).Draw(t, "kind of b").ID
		if better(a, ka, a, ka) {
			t.Fatalf("%s %s is better than itself", a, ka)
		}
		if ka != kb && better(a, ka, b, kb) == better(b, kb, a, ka) {
			t.Fatalf("%s %s and %s %s: neither or both are better", a, ka, b, kb)
		}
		if ka != kb && better(a, ka, b, kb) != (Rank(ka) < Rank(kb)) {
			t.Fatalf("%s %s against %s %s: the better kind loses", a, ka, b, kb)
		}
	})
}
