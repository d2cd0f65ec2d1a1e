package all

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/archive"
	"cordon/internal/list"
	"cordon/internal/need"
	"cordon/internal/store"
)

func updater(t testing.TB) *list.Updater {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	a, err := archive.Open(ctx, filepath.Join(t.TempDir(), "archive"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return &list.Updater{Store: s, Archive: a, Sources: Sources, Now: time.Now}
}

// A result is what is expected of one publication.
type result struct {
	State     string
	Format    string
	Published string
	Files     int
	Entries   int
	Added     int
	Removed   int
	Missing   []string
}

// real is what the provenance pages say of the files: their days, numbers of
// records and, where given, the differences between them. Excerpts must be refused.
// Held removals do not count as removals: those of a programme that loses most of
// its entries (5 of the consolidated list and of OFSI's, ZIMBABWE's 86 of the SDN
// List), and all 771 of the rebuilt SDN file of 2026-04-21, which lacks the mark
// that ends OFAC's own files.
var real = map[cordon.ListID][]result{
	"un-sc": {
		{"loaded", "un-xml", "2025-04-19", 1, 877, 0, 0, nil},
		{"loaded", "un-xml", "2025-11-25", 1, 1000, 126, 3, nil},
		{"loaded", "un-xml", "2026-02-27", 1, 1003, 4, 1, nil},
		{"loaded", "un-xml", "2026-04-02", 1, 1005, 3, 1, nil},
		{"loaded", "un-xml", "2026-08-01", 1, 1011, 13, 7, nil},
	},
	"us-ofac-sdn": {
		{"loaded", "ofac-csv", "2023-12-28", 4, 13821, 0, 0, nil},
		{"refused", "ofac-advanced-xml", "", 1, 0, 0, 0, nil},
		{"loaded", "ofac-csv", "2024-06", 2, 15488, 1706, 39, []string{"aliases", "comments"}},
		{"loaded", "ofac-csv", "2026-04-21", 4, 19615, 4127, 0, nil},
	},
	"us-ofac-cons": {
		{"loaded", "ofac-advanced-xml", "2020-03-17", 1, 375, 0, 0, nil},
		{"loaded", "ofac-enhanced-xml", "2025-01-10", 1, 448, 77, 4, nil},
		{"loaded", "ofac-xml", "2025-03-28", 1, 443, 0, 5, nil},
		{"loaded", "ofac-csv", "2025-12-19", 4, 442, 0, 1, nil},
	},
	"gb-ofsi": {
		{"loaded", "ofsi-conlist-csv", "2023-06-05", 1, 3993, 0, 0, nil},
		{"loaded", "ofsi-conlist-csv", "2025-04-14", 1, 4693, 826, 126, nil},
	},
	"gb-uksl": {{"loaded", "uksl-xml", "2026-08-22", 1, 6346, 0, 0, nil}},
	"eu-fsf": {
		{"refused", "fsf-xml-1.1", "", 1, 0, 0, 0, nil},
		{"loaded", "fsf-xml-1.1", "2025-12-15", 1, 5860, 0, 0, nil},
	},
}

// TestReal loads every real file of the shared folder twice. The second time the
// newest publication of each list is unchanged, and the ten before them and the two
// excerpts are older than what is in force.
func TestReal(t *testing.T) {
	u, folder := updater(t), need.Shared(t, "data/lists")
	got := map[cordon.ListID][]result{}
	unknown := 0
	err := u.UpdateFrom(t.Context(), folder, nil, false, func(o *list.Outcome) {
		if o.State == list.Unknown {
			unknown++
			return
		}
		r := result{State: o.State, Format: o.Format, Files: len(o.Files)}
		if s := o.Snapshot; s != nil {
			if s.Expected > 0 {
				t.Errorf("%s of %s is taken for short: %v", o.List, s.Published, s.Lacks())
			}
			r.Published, r.Entries, r.Added, r.Removed, r.Missing = s.Published.String(), s.Entries, s.Added, s.Removed, s.Missing
		}
		got[o.List] = append(got[o.List], r)
	})
	if !errors.Is(err, cordon.ErrRefused) {
		t.Errorf("the excerpts should be refused, got %v", err)
	}
	if d := cmp.Diff(real, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if unknown < 50 {
		t.Errorf("%d files unknown: the folder holds more files that are no list", unknown)
	}
	themed(t, u)
	states := map[string]int{}
	err = u.UpdateFrom(t.Context(), folder, nil, false, func(o *list.Outcome) { states[o.State]++ })
	if want := map[string]int{"unknown": unknown, "unchanged": 6, "older": 12}; err != nil || !cmp.Equal(states, want) {
		t.Errorf("again: got %v and %v, want %v", states, err, want)
	}
}
