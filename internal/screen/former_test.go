package screen

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/listing"
	"cordon/internal/store"
	"cordon/internal/table"
)

// departing is a service over two lists. Of un-sc, the publication of the second
// lacks Ivan Petrovich Gone, whom no list has any more, and Anna Elsewhere, whom
// eu-fsf still has. Of us-ofac-cons a file without a date lacks Undated Person.
func departing(t *testing.T) *Service {
	t.Helper()
	s := serving(t)
	publish := func(list cordon.ListID, day string, undated bool, gone []cordon.EntryID, names ...string) {
		at := cordon.MustDate(day).First()
		snap := &cordon.Snapshot{
			ID: cordon.SnapshotID(string(list) + "@" + at.Format(time.RFC3339)), List: list, Published: cordon.MustDate(day), Undated: undated,
			Fetched: at, Entries: len(names),
		}
		if last, err := s.Store.LastSnapshot(t.Context(), list); err == nil {
			snap.Previous = last.ID
		}
		var entries []*cordon.Entry
		for _, n := range names {
			id, full, _ := strings.Cut(n, " ")
			entries = append(entries, &cordon.Entry{
				ID: cordon.EntryID(string(list) + "/" + id), List: list, Ref: id,
				Profile: cordon.Profile{Kind: cordon.Person, Names: []cordon.Name{{Full: full, Use: cordon.Primary}}},
			})
		}
		if err := s.Store.Tx(t.Context(), func(tx *store.Tx) error {
			return tx.PutSnapshot(snap, entries, gone, nil, listing.Fold)
		}); err != nil {
			t.Fatal(err)
		}
	}
	publish("un-sc", "2026-01-01", false, nil, "1 Ivan Petrovich Gone", "2 Anna Elsewhere", "3 Boris Stays")
	publish("eu-fsf", "2026-01-01", false, nil, "2 Anna Elsewhere", "4 Quandal Mirwais")
	publish("eu-fsf", "2026-02-03", false, []cordon.EntryID{"eu-fsf/4"}, "2 Anna Elsewhere")
	publish("us-ofac-cons", "2026-01-01", false, nil, "1 Undated Person", "2 Other Person")
	publish("un-sc", "2026-02-03", false, []cordon.EntryID{"un-sc/1", "un-sc/2"}, "3 Boris Stays")
	publish("us-ofac-cons", "2026-02-03", true, []cordon.EntryID{"us-ofac-cons/1"}, "2 Other Person")
	rows := []store.PartyRow{
		{ID: "un-sc/1", Entries: []cordon.EntryID{"un-sc/1"}},
		{ID: "un-sc/2", Entries: []cordon.EntryID{"un-sc/2", "eu-fsf/2"}},
		{ID: "un-sc/3", Entries: []cordon.EntryID{"un-sc/3", "eu-fsf/4"}},
		{ID: "us-ofac-cons/1", Entries: []cordon.EntryID{"us-ofac-cons/1"}},
		{ID: "us-ofac-cons/2", Entries: []cordon.EntryID{"us-ofac-cons/2"}},
	}
	if err := s.Store.Tx(t.Context(), func(tx *store.Tx) error { return tx.PutParties("test", rows) }); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFormer(t *testing.T) {
	s := departing(t)
	for _, c := range []struct {
		name         string
		lists        []cordon.ListID
		hits, former string
	}{
		{"Ivan Petrovich Gone", nil, "", "formerly listed: Ivan Petrovich Gone (1.00), by un-sc/1 (not on the list of 2026-02-03 any more)"},
		{"Иван Петрович Гоне", nil, "", "formerly listed: Ivan Petrovich Gone (0.97), by un-sc/1 (not on the list of 2026-02-03 any more)"},
		{"Boris Stays", nil, "un-sc/3", ""},
		{"Quandal Mirwais", nil, "un-sc/3", ""}, // by the EU's former name for him
		{"Quandal Mirwais", []cordon.ListID{"un-sc"}, "un-sc/3", ""},
		{
			"Quandal Mirwais",
			[]cordon.ListID{"eu-fsf"},
			"",
			"formerly listed: Quandal Mirwais (1.00), by eu-fsf/4 (not on the list of 2026-02-03 any more)",
		},
		{"Anna Elsewhere", nil, "un-sc/2", ""},
		{
			"Anna Elsewhere",
			[]cordon.ListID{"un-sc"},
			"",
			"formerly listed: Anna Elsewhere (1.00), by un-sc/2 (not on the list of 2026-02-03 any more)",
		},
		{"Anna Elsewhere", []cordon.ListID{"eu-fsf"}, "un-sc/2", ""},
		{"Ivan Petrovich Gone", []cordon.ListID{"eu-fsf"}, "", ""},
		{"Undated Person", nil, "", "formerly listed: Undated Person (1.00), by us-ofac-cons/1"},
		{"Nobody Whatever", nil, "", ""},
	} {
		q := asking(c.name)
		q.Lists = c.lists
		sc, err := s.Preview(t.Context(), q)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var hits, former []string
		for _, h := range sc.Hits {
			hits = append(hits, string(h.Party))
		}
		for _, f := range sc.Former {
			former = append(former, f.String())
		}
		if d := cmp.Diff([2]string{c.hits, c.former}, [2]string{strings.Join(hits, " "), strings.Join(former, "; ")}); d != "" {
			t.Errorf("%s on %v (-want +got)\n%s", c.name, c.lists, d)
		}
	}
}

// TestFormerRows: an answer to a row names who has left the lists, as JSON and as CSV,
// and the summary counts such rows.
func TestFormerRows(t *testing.T) {
	s := departing(t)
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	for format, says := range map[table.Format]string{
		table.CSV:   "formerly listed: Ivan Petrovich Gone (1.00), by un-sc/1 (not on the list of 2026-02-03 any more)",
		table.JSONL: `"former":[{"party":"un-sc/1"`,
	} {
		var out strings.Builder
		rows, err := table.Queries(strings.NewReader("name\nIvan Petrovich Gone\nBoris Stays\nNobody Whatever\n"), table.Any, nil)
		if err != nil {
			t.Fatal(err)
		}
		sum, err := s.Batch(t.Context(), "test", rows, cordon.Query{}, table.NewWriter(&out, format))
		if err != nil || sum.Rows != 3 || sum.Hit != 1 || sum.Former != 1 || strings.Count(out.String(), says) != 1 {
			t.Errorf("%v %+v\n%s", err, sum, out.String())
		}
	}
}

// TestFormerWeights: a word that many listed parties carry is as common in the
// names of those that have left.
func TestFormerWeights(t *testing.T) {
	var listed []*cordon.Party
	party := func(id, name string) *cordon.Party {
		return &cordon.Party{
			ID: cordon.PartyID(id), Entries: []cordon.EntryID{cordon.EntryID("un-sc/" + id)},
			Profile: cordon.Profile{Kind: cordon.Person, Names: []cordon.Name{{Full: name}}},
		}
	}
	for i := range 1500 {
		listed = append(listed, party(strings.Repeat("x", i+1), "Kim "+strings.Repeat(string(rune('a'+i%26)), 3+i/26)))
	}
	gone := party("gone", "Kim Zwyxqu")
	x := index.BuildFrom(index.Source{Former: []*cordon.Party{gone}}, listed)
	alone := index.Build(0, append(listed[:len(listed):len(listed)], gone))
	for _, of := range []*cordon.Profile{&gone.Profile, {Kind: cordon.Person, Names: []cordon.Name{{Full: "Kim Aaa"}}}} {
		got, want := x.Former().Prepare(of).Names[0], alone.Prepare(of).Names[0]
		for i := range want.Weight {
			if d := got.Weight[i] - want.Weight[i]; d > 0.001 || d < -0.001 {
				t.Errorf("%s: the weight of word %d is %f, %f in an index of all", want.Full, i, got.Weight[i], want.Weight[i])
			}
		}
	}
	if index.Build(0, listed).Former() != nil {
		t.Error("an index of nobody")
	}
}
