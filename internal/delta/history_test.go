package delta

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
)

// TestHistoryOf: an entry that was a fact of the starter, on the first list that is
// held, amended, written otherwise in another format, removed, listed again, and now
// lacked by a publication whose removals are held.
func TestHistoryOf(t *testing.T) {
	snaps := map[cordon.SnapshotID]*cordon.Snapshot{}
	before := cordon.SnapshotID("")
	for _, s := range []struct{ id, day, format string }{
		{"s0", "2020-01-01", "starter"},
		{"s1", "2019-01-01", "xml"},
		{"s2", "2019-02-01", "xml"},
		{"s3", "2019-03-01", "csv"},
		{"s4", "2019-04-01", "csv"},
		{"s5", "2019-05-01", "csv"},
		{"s6", "2019-06-01", "csv"},
	} {
		snap := &cordon.Snapshot{
			ID: cordon.SnapshotID(s.id), Published: cordon.MustDate(s.day), Format: s.format, Previous: before,
			Starter: s.id == "s0", Undated: s.id == "s6",
		}
		if snaps[snap.ID] = snap; !snap.Starter {
			before = snap.ID
		}
	}
	version := func(url string, since, until cordon.SnapshotID, fact bool) *cordon.Entry {
		e := whole()
		e.URL, e.Since, e.Until, e.Starter = url, since, until, fact
		return e
	}
	h := HistoryOf(Sources{
		Versions: []*cordon.Entry{
			version("a", "s0", "s1", true), version("a", "s1", "s2", false), version("b", "s2", "s3", false),
			version("c", "s3", "s4", false), version("c", "s6", "", false),
		},
		Snapshots: snaps, Amended: map[cordon.SnapshotID]bool{"s2": true},
		Held: []cordon.PendingUpdate{{Published: cordon.MustDate("2019-07-01"), Undated: true, Reason: "half of it is gone"}},
	})
	var got []string
	for _, s := range h.Steps {
		got = append(got, s.String())
	}
	want := []string{
		"a fact of the starter, as of 2020-01-01",
		"on the list by 2019-01-01, in the first publication that is held",
		"amended by 2019-02-01, against that of 2019-01-01",
		"written otherwise by 2019-03-01, not compared (csv after xml)",
		"removed by 2019-04-01, last in that of 2019-03-01",
		"on the list again by 2019-06-01 (loaded then; the file has no date), not in that of 2019-05-01",
		"not in the publication of 2019-07-01 (loaded then; the file has no date); the removal is held and not made (half of it is gone)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	link := []cordon.FieldChange{{Field: "url", Added: []string{"b"}, Removed: []string{"a"}}}
	if diff := cmp.Diff(link, h.Steps[2].Fields); diff != "" || !h.Current || h.Name != "ANGARA" {
		t.Errorf("%+v %s", h, diff)
	}
}

// TestHistoryAgainst: that an entry was in the publication before, or was not, is told only
// where that one is whole and has a date. A held removal that the next publication confirms
// was lacked by the one that held it.
func TestHistoryAgainst(t *testing.T) {
	for name, c := range map[string]struct {
		before                   cordon.Snapshot
		removed, added, restored string
	}{
		"whole": {
			cordon.Snapshot{Problems: 1},
			"removed by 2026-03-01, last in that of 2026-02-01", "added by 2026-03-01, not in that of 2026-02-01",
			"on the list again by 2026-03-01, not in that of 2026-02-01",
		},
		"held":    {cordon.Snapshot{Held: 1}, "removed by 2026-03-01", "added by 2026-03-01", "on the list again by 2026-03-01"},
		"unread":  {cordon.Snapshot{Unread: 1}, "removed by 2026-03-01", "added by 2026-03-01", "on the list again by 2026-03-01"},
		"cut":     {cordon.Snapshot{Cut: true}, "removed by 2026-03-01", "added by 2026-03-01", "on the list again by 2026-03-01"},
		"missing": {cordon.Snapshot{Missing: []string{"x"}}, "removed by 2026-03-01", "added by 2026-03-01", "on the list again by 2026-03-01"},
		"undated": {cordon.Snapshot{Undated: true}, "removed by 2026-03-01", "added by 2026-03-01", "on the list again by 2026-03-01"},
	} {
		p1 := &cordon.Snapshot{ID: "p1", Published: cordon.MustDate("2026-01-01")}
		p2, p3 := &c.before, &cordon.Snapshot{ID: "p3", Published: cordon.MustDate("2026-03-01"), Previous: "p2"}
		p2.ID, p2.Published, p2.Previous = "p2", cordon.MustDate("2026-02-01"), "p1"
		last := func(vs ...*cordon.Entry) string {
			h := HistoryOf(Sources{Versions: vs, Snapshots: map[cordon.SnapshotID]*cordon.Snapshot{"p1": p1, "p2": p2, "p3": p3}})
			return h.Steps[len(h.Steps)-1].String()
		}
		old, young := &cordon.Entry{Since: "p1", Until: "p3"}, &cordon.Entry{Since: "p3"}
		got := []string{last(old), last(young), last(&cordon.Entry{Since: "p1", Until: "p2"}, young)}
		if diff := cmp.Diff([]string{c.removed, c.added, c.restored}, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestHistoryOfFact: a fact that a full list lacks, or has as an addition of its own.
func TestHistoryOfFact(t *testing.T) {
	snaps := map[cordon.SnapshotID]*cordon.Snapshot{
		"s0": {ID: "s0", Published: cordon.MustDate("2020-01-01"), Starter: true},
		"s1": {ID: "s1", Published: cordon.MustDate("2020-02-01")},
		"s2": {ID: "s2", Published: cordon.MustDate("2020-03-01"), Previous: "s1"},
	}
	fact := &cordon.Entry{ID: "xx-list/1", Since: "s0", Until: "s2", Starter: true}
	gone := HistoryOf(Sources{Versions: []*cordon.Entry{fact}, Snapshots: snaps})
	full := HistoryOf(Sources{Versions: []*cordon.Entry{fact, {ID: "xx-list/1", Since: "s2"}}, Snapshots: snaps})
	if gone.Current || len(gone.Steps) != 2 || gone.Steps[1].Kind != Removed || !strings.Contains(gone.Steps[1].Note, "fact") ||
		!gone.Steps[1].Against.IsZero() {
		t.Errorf("%+v", gone)
	}
	if !full.Current || len(full.Steps) != 2 || full.Steps[1].Kind != Added || full.Steps[1].Against != cordon.MustDate("2020-02-01") {
		t.Errorf("%+v", full)
	}
}
