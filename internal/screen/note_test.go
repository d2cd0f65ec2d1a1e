package screen

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/listing"
	"cordon/internal/store"
	"cordon/internal/table"
)

// TestNamesakes: a party of the asked name that the other details of a query keep below
// the threshold is named, by its entry, its kind and what contradicts, in the look-up
// and in the row of a file, which is counted.
func TestNamesakes(t *testing.T) {
	party := &cordon.Party{ID: "test/1", Entries: []cordon.EntryID{"test/1"}, Profile: cordon.Profile{
		Kind: cordon.Person, Names: []cordon.Name{{Full: "Petr Kozlov"}}, Births: []cordon.Birth{{Date: cordon.MustDate("1950-02-03")}},
	}}
	s := &Service{Live: &index.Live{}, Now: clock}
	s.Live.Swap(index.Build(1, []*cordon.Party{party}))
	q := asking("Petr Kozlov")
	q.Profile.Kind, q.Profile.Births = cordon.Organization, []cordon.Birth{{Date: cordon.MustDate("1981-04-05")}}
	sc, err := s.answer(q)
	if err != nil {
		t.Fatal(err)
	}
	note := strings.Join(sc.Notes, "; ")
	if len(sc.Hits) != 0 || len(sc.Near) != 1 || sc.Near[0].Kind != cordon.Person || len(sc.Notes) != 1 {
		t.Fatalf("%+v", sc)
	}
	for _, says := range []string{
		`"Petr Kozlov" is the name of Petr Kozlov (person, test/1)`, "kind organization (listed: person)",
		"birth-date 1981-04-05 (listed: 1950-02-03)",
	} {
		if !strings.Contains(note, says) {
			t.Errorf("%q does not say %q", note, says)
		}
	}
	for format, says := range map[table.Format]string{table.JSONL: `"near":[{"party":"test/1"`, table.CSV: "(person, test/1)"} {
		var out strings.Builder
		rows := func(yield func(table.Row, error) bool) { yield(table.Row{Number: 1, Query: *q}, nil) }
		sum, err := s.Batch(t.Context(), "tester", rows, cordon.Query{}, table.NewWriter(&out, format))
		if err != nil || sum.Near != 1 || sum.Hit != 0 || !strings.Contains(out.String(), says) {
			t.Errorf("%v, %+v, %s", err, sum, out.String())
		}
	}
}

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

// known are the lists that the services of these tests can load.
var known = []cordon.List{
	{ID: "test"}, {ID: "other"}, {ID: "closed", SupersededBy: "test", Closed: cordon.MustDate("2026-01-28")},
}

// TestStaleNotes: no hit is answered with a note for each list asked that is stale by
// the clock, of an unknown day or not loaded. The starter's facts have a note of their
// own, and a list that another took the place of says nothing unless it is asked for.
func TestStaleNotes(t *testing.T) {
	const notLoaded = "of other no publication is loaded"
	for _, c := range []struct {
		snap  cordon.Snapshot
		lists []cordon.ListID
		want  []string
	}{
		{
			cordon.Snapshot{List: "test", Published: cordon.MustDate("2023-12-28")},
			nil,
			[]string{notLoaded, "of test the file is of 2023-12-28, too old to prove that somebody is not on it " +
				"(1060 days; a list proves that for 50)"},
		},
		{cordon.Snapshot{List: "test", Published: cordon.MustDate("2023-12-28")}, []cordon.ListID{"test"}, []string{"of 2023-12-28, too old"}},
		{cordon.Snapshot{List: "test", Published: cordon.MustDate("2026-10-03")}, nil, []string{notLoaded}},
		{
			cordon.Snapshot{List: "test", Published: cordon.MustDate("2026-11-22"), Undated: true},
			nil,
			[]string{notLoaded, "of test the file is of an unknown day"},
		},
		{cordon.Snapshot{List: "test", Published: cordon.MustDate("2023-12-28"), Starter: true}, nil, []string{notLoaded}},
		{cordon.Snapshot{List: "closed", Published: cordon.MustDate("2026-01-26")}, nil, []string{"of test no publication is loaded", notLoaded}},
		{
			cordon.Snapshot{List: "closed", Published: cordon.MustDate("2026-01-26")},
			[]cordon.ListID{"closed"},
			[]string{"of closed the file is of 2026-01-26, too old"},
		},
	} {
		s := bare(t)
		s.Lists = known
		c.snap.ID, c.snap.Fetched = "one@1", day
		putOne(t, s, &c.snap)
		if err := s.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
		q := asking("Zzyzx Quux")
		q.Lists = c.lists
		sc, err := s.Preview(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.EqualFunc(sc.Notes, c.want, strings.Contains) {
			t.Errorf("%s of %s, asked %v: %q, want %q", c.snap.List, c.snap.Published, c.lists, sc.Notes, c.want)
		}
		if sc, err := s.Preview(t.Context(), asking("Somebody Listed")); err != nil || len(sc.Hits) != 1 || len(sc.Notes) != 0 {
			t.Errorf("a hit: %+v, %v", sc, err)
		}
		batched(t, s, c.lists, c.want)
	}
}

// TestPieceNote: a word that is only a piece of what was asked is not said to score less
// than it does, nor to stand in a longer name.
func TestPieceNote(t *testing.T) {
	s := bare(t)
	putOne(t, s, &cordon.Snapshot{ID: "test@1", List: "test", Entries: 1, Published: cordon.MustDate("2026-11-01"), Fetched: clock()})
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	q := &cordon.Query{Profile: cordon.Profile{Names: []cordon.Name{{Full: "Zzyzx Quux"}, {Full: "Листед", Use: cordon.Piece}}}}
	sc, err := s.Preview(t.Context(), q)
	if err != nil || len(sc.Hits) > 0 || len(sc.Notes) == 0 {
		t.Fatalf("%+v, %v", sc, err)
	}
	n := sc.Notes[0]
	if !strings.Contains(n, "is like the listed name Somebody Listed (0.") || strings.Contains(n, "below the threshold") {
		t.Error(n)
	}
}

// bare is a service over an empty store.
func bare(t *testing.T) *Service {
	t.Helper()
	st, err := store.Open(t.Context(), ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return &Service{Store: st, Live: &index.Live{}, Now: clock}
}

// putOne stores one entry as a snapshot of its list.
func putOne(t *testing.T, s *Service, snap *cordon.Snapshot) {
	t.Helper()
	id := cordon.EntryID(snap.List) + "/1"
	e := &cordon.Entry{ID: id, List: snap.List, Ref: "1", Profile: cordon.Profile{Names: []cordon.Name{{Full: "Somebody Listed"}}}}
	err := s.Store.Tx(t.Context(), func(tx *store.Tx) error {
		return errors.Join(tx.PutSnapshot(snap, []*cordon.Entry{e}, nil, nil, listing.Fold),
			tx.PutParties("test", []store.PartyRow{{ID: cordon.PartyID(id), Entries: []cordon.EntryID{id}}}))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// batched screens a row without a hit: its answer, and the summary of the file, have
// the notes.
func batched(t *testing.T, s *Service, lists []cordon.ListID, want []string) {
	t.Helper()
	row := table.Row{Number: 1, Query: *asking("Zzyzx Quux")}
	var out strings.Builder
	sum, err := s.Batch(t.Context(), "tester", func(yield func(table.Row, error) bool) { yield(row, nil) },
		cordon.Query{Lists: lists}, table.NewWriter(&out, table.JSONL))
	if err != nil || len(sum.Notes) != len(want) {
		t.Fatalf("the summary has %q, want %q; %v", sum.Notes, want, err)
	}
	for _, n := range sum.Notes {
		if !strings.Contains(out.String(), n) {
			t.Errorf("the row lacks %q: %s", n, &out)
		}
	}
}

// TestTwoAlphabets: a word with letters of two alphabets that do not look alike makes no
// silent "no hit"; one whose letters all look like those of one alphabet is read in it.
func TestTwoAlphabets(t *testing.T) {
	s := serving(t, "Zorvex Quandal")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Ꮓоrvex Quandal": "note", "Zoრvex Qոոոdal": "note", "ΔTech Holding": "note",
		"Zοrvex Quandal": "hit", "Zоrvex Quandal": "hit", "Zοrvеx Quаndаl": "hit", "LG화학 Holding": "", "Al-Raʼi Newspaper": "",
	} {
		sc, err := s.Preview(t.Context(), asking(text))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		switch {
		case len(sc.Hits) > 0:
			got = "hit"
		case strings.Contains(strings.Join(sc.Notes, " "), "two alphabets"):
			got = "note"
		}
		if got != want {
			t.Errorf("%q: %q, want %q (%v)", text, got, want, sc.Notes)
		}
	}
}

// TestManyReadings: what is read out of many names beside something else does not make
// them too many.
func TestManyReadings(t *testing.T) {
	var q cordon.Query
	for i := range 60 {
		Typed(&q, fmt.Sprintf("Jane Doe %d (deceased), Lima, Peru and Ivan Petrov %d aka Zorvex %d;", i, i, i))
	}
	if err := Valid(&q, cordon.DateOf(day)); err != nil || len(q.Profile.Names) <= maxValues {
		t.Errorf("%d names: %v", len(q.Profile.Names), err)
	}
}

// TestGarbled: a name that was read in another encoding makes no silent "no hit".
func TestGarbled(t *testing.T) {
	s := serving(t, "Zorvex Quandal")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"ÐšÐ¸Ð¼ Ð§ÐµÐ½ Ð«Ð½": true, "РљРёРј Р§РµРЅ Р«РЅ": true, "Øîéãó Ñåðãåé": true, "=?UTF-8?B?0JrQuNC8?=": true,
		"Иван Иванов": false, "Łukasz Żółć": false, "José Núñez": false, "Société Générale": false, "Öz": false, "Éléonore Bézier": false,
	} {
		sc, err := s.Preview(t.Context(), asking(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(strings.Join(sc.Notes, " "), "another encoding"); got != want {
			t.Errorf("%q: noted %v, want %v (%q)", text, got, want, sc.Notes)
		}
	}
}

// TestManyNames: of a field with many names each is asked for; where they are too many,
// a note says so.
func TestManyNames(t *testing.T) {
	s := serving(t, "Zorvex Quandal")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, mark := range []string{", ", " / ", " | ", " & ", "\n", " und ", "、"} {
		names := strings.Split("Hans Meier,Anna Weber,Peter Schulz,Karl Lang,Uwe Klein,Max Vogel,Ida Stein,Eva Braun,Jan Novak,Ole Lund", ",")
		for at := range 2 * len(names) {
			all := slices.Clone(names)
			all[at%len(names)] = "Zorvex Quandal"
			between := mark
			if at >= len(names) {
				between = " (DE)" + mark
			}
			q := &cordon.Query{}
			Typed(q, strings.Join(all, between))
			if hits, err := s.find(t, q); err != nil || len(hits) == 0 {
				t.Errorf("between %q at %d: %v, %v", mark, at, hits, err)
			}
		}
	}
	var many []string
	for i := range 21 {
		many = append(many, fmt.Sprintf("Jane%c (x) Doe%c", 'a'+i%26, 'a'+i/26))
	}
	q := &cordon.Query{}
	Typed(q, strings.Join(many, " / "))
	sc, err := s.Preview(t.Context(), q)
	if err != nil || !strings.Contains(strings.Join(sc.Notes, " "), "more names than were asked for") {
		t.Errorf("21 names: %v, %+v", err, sc)
	}
}

// TestOtherLetters: a letter of another alphabet within a word does not hide the name.
func TestOtherLetters(t *testing.T) {
	s := serving(t, "Dmitri Medvedev")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"Dмитрий Медведев", "Дмитрий Меdведев", "Дмитpий Мeдвeдeв", "Дмитрий Медвeдeв", "Dmitrі Меdvedev", "Dmιtri Medvedev",
	} {
		if hits, err := s.find(t, asking(text)); err != nil || len(hits) == 0 {
			t.Errorf("%q: %v, %v", text, hits, err)
		}
	}
	q := &cordon.Query{}
	Typed(q, "田中 さくら")
	q.Profile.Names = append(q.Profile.Names, cordon.Name{Full: "さくら", Use: cordon.Piece})
	if _, err := s.find(t, q); err == nil {
		t.Error("a name that cannot be compared is answered by a piece of it")
	}
}
