package screen

import (
	"errors"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/listing"
	"cordon/internal/store"
)

// TestPartialNotes: no hit over a list that lacks a part, or is suspected to, is
// answered with a note that says so; over a whole list, and over others than the
// list that lacks it, without one.
func TestPartialNotes(t *testing.T) {
	for says, snap := range map[string]cordon.Snapshot{
		"without its aliases": {Missing: []string{"aliases"}},
		"was cut":             {Cut: true},
		"not read wholly":     {Unread: 2},
		"removal is held":     {Held: 11},
		"had 1011":            {Entries: 916, Expected: 1011},
		"":                    {},
	} {
		st, err := store.Open(t.Context(), ":memory:")
		if err != nil {
			t.Fatal(err)
		}
		s := &Service{Store: st, Live: &index.Live{}, Now: clock}
		whole := cordon.Snapshot{ID: "whole@1", List: "whole", Published: cordon.MustDate("2026-11-01"), Fetched: day}
		snap.ID, snap.List, snap.Published, snap.Fetched = "test@1", "test", whole.Published, day
		putList(t, s, &snap, []string{"Somebody Listed"})
		entry := &cordon.Entry{ID: "whole/1", List: "whole", Ref: "1", Profile: cordon.Profile{Names: []cordon.Name{{Full: "Another Listed"}}}}
		err = st.Tx(t.Context(), func(tx *store.Tx) error {
			return errors.Join(tx.PutSnapshot(&whole, []*cordon.Entry{entry}, nil, nil, listing.Fold), tx.PutParties("test", []store.PartyRow{
				{ID: "test/001", Entries: []cordon.EntryID{"test/001"}}, {ID: "whole/1", Entries: []cordon.EntryID{"whole/1"}},
			}))
		})
		if err != nil {
			t.Fatal(err)
		}
		for list, want := range map[cordon.ListID]string{"test": says, "whole": ""} {
			q := asking("Zzyzx Quux")
			q.Lists = []cordon.ListID{list}
			sc, err := s.Preview(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(sc.Notes, "; "); !strings.Contains(got, want) || want == "" && got != "" {
				t.Errorf("%s, where the list test lacks what %q says: notes %q", list, says, got)
			}
		}
		st.Close()
	}
}
