package coordinate

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/delta"
	"cordon/internal/store"
)

// past is a bench on which one bank left all lists, one was listed again, and one
// is listed.
func past(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	gone := entry("un-sc/1", "Commercial Bank of Atlantis", "un/ATL 2016-03-02 own")
	gone.Profile.Names = append(gone.Profile.Names, cordon.Name{Full: "Atlantis  Kommerzbank", Use: cordon.Alias})
	back := entry("un-sc/2", "Azov Freight", "un/ATL 2016-03-02 own")
	stays := entry("un-sc/3", "Northern Shipping Holding", "un/ATL 2016-03-02 own")
	b.fill("un-sc", "2026-01-01", gone, back, stays)
	b.fill("un-sc", "2026-01-10", stays)
	b.fill("un-sc", "2026-01-20", back, stays)
	b.parties("un-sc/3")
	return b
}

// steps are the steps of a party's entries as lines.
func steps(h *History) (out []string) {
	for _, e := range h.Entries {
		for _, s := range e.Steps {
			out = append(out, fmt.Sprintf("%s: %s", e.Entry, s))
		}
	}
	return out
}

func TestHistory(t *testing.T) {
	b := past(t)
	first := "on the list by 2026-01-01, in the first publication that is held"
	for id, want := range map[string][]string{
		"un-sc/1": {"un-sc/1: " + first, "un-sc/1: removed by 2026-01-10, last in that of 2026-01-01"},
		"un-sc/2": {
			"un-sc/2: " + first, "un-sc/2: removed by 2026-01-10, last in that of 2026-01-01",
			"un-sc/2: on the list again by 2026-01-20, not in that of 2026-01-10",
		},
		"un-sc/3": {"un-sc/3: " + first},
	} {
		h, err := b.History(t.Context(), cordon.PartyID(id))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, steps(h)); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
		if len(h.Listings) != 1 || h.Listings[0].Begin.String() != "2016-03-02" || len(h.Listings[0].Begin.Evidence) != 1 {
			t.Errorf("%s: %+v", id, h.Listings)
		}
		if end := h.Listings[0].End; (end != nil) != (id == "un-sc/1") || end != nil && end.String() != "by 2026-01-10" {
			t.Errorf("%s ends %v", id, end)
		}
	}
	if _, err := b.History(t.Context(), "un-sc/none"); !errors.Is(err, cordon.ErrNotFound) {
		t.Error(err)
	}
}

// TestHistoryHeld: what the newest publication lacks is not removed while that is held.
func TestHistoryHeld(t *testing.T) {
	b := past(t)
	b.tx(func(tx *store.Tx) error {
		return tx.PutPending(&cordon.PendingUpdate{
			List: "un-sc", Published: cordon.MustDate("2026-02-01"), Reason: "half of it is gone", State: cordon.Pending, At: b.at,
			Files: []cordon.ArchivedFile{{Name: "un.xml", Digest: cordon.DigestOf(nil)}}, Removals: []cordon.Removal{{Entry: "un-sc/3"}},
		})
	})
	h, err := b.History(t.Context(), "un-sc/3")
	if err != nil {
		t.Fatal(err)
	}
	if e := h.Entries[0]; !e.Current || len(e.Steps) != 2 || e.Steps[1].Kind != delta.Held {
		t.Errorf("%+v", e)
	}
}

// TestHistoryPrinted: where a list's field and words for a day are kept, they are its evidence.
func TestHistoryPrinted(t *testing.T) {
	b := newBench(t)
	e := entry("us-ofac-sdn/1", "Commercial Bank of Atlantis", "us/ATL 2016-03-02 own")
	e.Designations[0].Evidence = cordon.Evidence{Field: "remark", Words: "listed on 2 Mar 2016"}
	b.fill("us-ofac-sdn", "2026-01-01", e)
	b.fill("us-ofac-sdn", "2026-02-01", entry("us-ofac-sdn/1", "Commercial Bank of Atlantis", "us/ATL"))
	b.parties("us-ofac-sdn/1")
	h, err := b.History(t.Context(), "us-ofac-sdn/1")
	if err != nil {
		t.Fatal(err)
	}
	got := h.Listings[0].Begin.Evidence[0].String()
	if want := "2016-03-02: the authority’s own act, “listed on 2 Mar 2016” (remark, us-ofac-sdn@"; !strings.HasPrefix(got, want) {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestLookup(t *testing.T) {
	b := past(t)
	for what, want := range map[string]string{
		"un-sc/1":                     "un-sc/1",
		" un-sc/3 ":                   "un-sc/3",
		"Northern Shipping Holding":   "un-sc/3",
		"northern shipping holdings":  "un-sc/3",
		"COMMERCIAL BANK OF ATLANTIS": "un-sc/1", // it has left all lists
		"atlantis kommerzbank":        "un-sc/1",
	} {
		if got, err := b.Lookup(t.Context(), what); string(got) != want || err != nil {
			t.Errorf("%q: %q, %v", what, got, err)
		}
	}
	for what, want := range map[string]error{"": cordon.ErrInvalid, "Zzyzx Qqrst": cordon.ErrNotFound} {
		if got, err := b.Lookup(t.Context(), what); !errors.Is(err, want) {
			t.Errorf("%q: %q, %v", what, got, err)
		}
	}
}

// TestLookupOfTwo: a name that a listed party has too, or two that were listed, is
// not settled silently.
func TestLookupOfTwo(t *testing.T) {
	hit := func(id cordon.PartyID, score float64) cordon.Hit {
		return cordon.Hit{Party: id, Name: "KOMID Trading", Score: score}
	}
	gone := func(id cordon.PartyID, name string, score float64) cordon.FormerParty {
		return cordon.FormerParty{Hit: cordon.Hit{Party: id, Name: name, Score: score}}
	}
	type hits = []cordon.Hit
	type former = []cordon.FormerParty
	for _, c := range []struct {
		hits   hits
		former former
		want   string // a party, or words of the error
	}{
		{nil, former{gone("un-sc/1", "KOMID", 1)}, "un-sc/1"},
		{hits{hit("un-sc/2", 0.8)}, former{gone("un-sc/1", "KOMID", 1)}, "un-sc/1"},
		{
			hits{hit("un-sc/2", 0.8)},
			former{gone("un-sc/1", "Komid Ltd", 0.78)},
			"un-sc/2 KOMID Trading (0.80); un-sc/1 Komid Ltd (0.78) (formerly listed)",
		},
		{hits{hit("un-sc/2", 0.8)}, former{gone("un-sc/1", "Komid Ltd", 0.9)}, "un-sc/1"},
		{hits{hit("un-sc/2", 0.9)}, former{gone("un-sc/1", "Komid Ltd", 0.8)}, "un-sc/2"},
		{hits{hit("un-sc/2", 1)}, former{gone("un-sc/1", "KOMID", 1)}, "un-sc/2 KOMID Trading (1.00); un-sc/1 KOMID (1.00) (formerly listed)"},
		{nil, former{gone("un-sc/1", "KOMID", 1), gone("un-sc/4", "Komid", 1)}, "un-sc/1 KOMID (1.00) (formerly listed); un-sc/4"},
		{nil, former{gone("un-sc/1", "KOMID", 1), gone("un-sc/4", "Komid Pyongyang", 0.71)}, "un-sc/1"},
		{hits{hit("un-sc/2", 0.9), hit("un-sc/3", 0.88)}, nil, "un-sc/2 KOMID Trading (0.90); un-sc/3 KOMID Trading (0.88)"},
		{hits{hit("un-sc/2", 0.9), hit("un-sc/3", 0.8)}, nil, "un-sc/2"},
		{nil, nil, "not found"},
	} {
		got, err := meantOf("KOMID", c.hits, c.former)
		if err == nil && string(got) != c.want || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q, %v, want %s", got, err, c.want)
		}
	}
}
