package coordinate

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/screen"
	"cordon/internal/starter"
)

// asked are the parties that a query gives, in order.
func (b *bench) asked(q GapQuery) string {
	b.t.Helper()
	m, err := b.Gaps(b.t.Context(), q)
	switch {
	case errors.Is(err, cordon.ErrNotFound):
		return "not found"
	case errors.Is(err, cordon.ErrInvalid):
		return "invalid"
	case err != nil:
		b.t.Fatal(err)
	}
	var ids []string
	for _, r := range m.Rows {
		ids = append(ids, string(r.Party))
	}
	return strings.Join(ids, " ")
}

// because is an entry with a statement of reasons.
func because(e *cordon.Entry, reason string) *cordon.Entry {
	e.Designations[0].Reason = reason
	return e
}

// TestProgrammes selects by theme, ID, code and part of a code.
func TestProgrammes(t *testing.T) {
	b := newBench(t)
	remark := entry("us-ofac-sdn/5", "Fifth", "us/RUSSIA-EO14024 2024-01-05 own")
	remark.Remarks = "Nationality Korea, North"
	b.fill("us-ofac-sdn", "2026-02-20",
		entry("us-ofac-sdn/1", "First", "us/DPRK4 2024-01-01 own"),
		entry("us-ofac-sdn/2", "Second", "us/RUSSIA-EO14024 2024-01-02 own"),
		because(entry("us-ofac-sdn/3", "Third", "us/RUSSIA-EO14024 2024-01-03 own"), "It shipped shells from the DPR of Korea."),
		because(entry("us-ofac-sdn/4", "Fourth", "us/SDGT 2024-01-04 own"), "It did business with North Korea."),
		remark)
	b.fill("eu-fsf", "2026-02-20", entry("eu-fsf/2", "Second", "eu/PRK 2023-01-01 own"))
	b.parties("us-ofac-sdn/1", "us-ofac-sdn/2 eu-fsf/2", "us-ofac-sdn/3", "us-ofac-sdn/4", "us-ofac-sdn/5", "us-ofac-sdn/other",
		"eu-fsf/other")
	const one, two, three, four, five = "us-ofac-sdn/1", "us-ofac-sdn/2", "us-ofac-sdn/3", "us-ofac-sdn/4", "us-ofac-sdn/5"
	join := func(ids ...string) string { return strings.Join(ids, " ") }
	for programme, want := range map[string]string{
		"dprk":              join(one, two), // by first listing, the newest first
		"DPRK":              join(one, two),
		"russia":            join(five, three, two),
		"dprk-russia":       join(five, three, two), // by remark, by reason, by both themes
		"us/DPRK4":          one,
		"us/dprk4":          one,
		"DPRK4":             one,
		"rk4":               one,
		"k4":                "not found",
		"PRK":               join(one, two), // a code of the EU's, and a part of an American one
		"us/RUSSIA":         join(five, three, two),
		"eu/":               join(two, "eu-fsf/other"), // undated last
		"SDGT":              four,
		"atlantis":          "not found",
		"un/DPRK":           "not found",
		"us/RUSSIA-EO14024": join(five, three, two),
	} {
		got := b.asked(GapQuery{Programme: programme})
		if got != want {
			t.Errorf("%q: got %q, want %q", programme, got, want)
		}
	}
	if got := b.asked(GapQuery{Programme: "us/DPRK4", AsOf: cordon.MustDate("2023-12-31")}); got != "not found" {
		t.Errorf("before its first listing: %q", got)
	}
	if got := b.asked(GapQuery{Programme: "dprk", AsOf: cordon.MustDate("2023-12-31")}); got != two {
		t.Errorf("dprk of that day: %q", got)
	}
	if m := b.gaps(GapQuery{Programme: "russia", Limit: 2}); len(m.Rows) != 2 || m.Total != 3 {
		t.Errorf("limit 2: %d rows of %d", len(m.Rows), m.Total)
	}
}

// TestStarterSubject takes what the starter names for the subject, whatever the
// programme.
func TestStarterSubject(t *testing.T) {
	sets, err := starter.Entries()
	if err != nil {
		t.Fatal(err)
	}
	named, err := starter.Subject()
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t)
	var ids []string
	for _, set := range sets {
		b.load(set.List, set.AsOf.String(), "starter", set.Entries...)
		for _, e := range set.Entries {
			ids = append(ids, string(e.ID))
		}
	}
	b.parties(ids...)
	rows := map[cordon.PartyID]bool{}
	for _, r := range b.gaps(GapQuery{Programme: "dprk-russia"}).Rows {
		rows[r.Party] = true
		if len(r.Not) > 0 {
			t.Errorf("%s: the starter proves nobody unlisted, got %v", r.Party, r.Not)
		}
	}
	for id := range named {
		if !rows[cordon.PartyID(id)] {
			t.Errorf("%s is of the subject and not in the matrix", id)
		}
	}
	if len(named) < 100 || len(rows) == len(ids) {
		t.Errorf("%d named, %d of %d chosen", len(named), len(rows), len(ids))
	}
}

// TestNamed selects parties by ID, by a former ID, by an entry and by text.
func TestNamed(t *testing.T) {
	b := newBench(t)
	b.fill("un-sc", "2026-02-20", entry("un-sc/1", "Azov Freight Company", "un/R 2016-03-02 own"))
	b.fill("eu-fsf", "2026-02-20", entry("eu-fsf/1", "Azov Freight Company", "eu/R 2024-02-23 own"),
		entry("eu-fsf/2", "Wholly Different Trading", "eu/R 2024-02-24 own"))
	b.parties("un-sc/1", "eu-fsf/1", "eu-fsf/2", "un-sc/other", "eu-fsf/other")
	b.parties("un-sc/1 eu-fsf/1", "eu-fsf/2", "un-sc/other", "eu-fsf/other") // eu-fsf/1 is a former ID now
	ids := func(s ...cordon.PartyID) []cordon.PartyID { return s }
	for _, test := range []struct {
		query GapQuery
		want  string
	}{
		{GapQuery{Parties: ids("un-sc/1")}, "un-sc/1"},
		{GapQuery{Parties: ids("eu-fsf/1")}, "un-sc/1"},
		{GapQuery{Parties: ids("eu-fsf/2", "eu-fsf/1", "un-sc/1")}, "eu-fsf/2 un-sc/1"},
		{GapQuery{Parties: ids("eu-fsf/2"), Programme: "eu/R"}, "eu-fsf/2 un-sc/1"},
		{GapQuery{Parties: ids("eu-fsf/2"), Programme: "atlantis"}, "not found"},
		{GapQuery{Parties: ids("un-sc/nobody")}, "not found"},
		{GapQuery{Text: "AZOV FREIGHT COMPANY"}, "un-sc/1"},
		{GapQuery{Text: "Wholly Different Trading", Parties: ids("eu-fsf/2")}, "eu-fsf/2"},
		{GapQuery{Text: "Zzyzx"}, ""},
		{GapQuery{Parties: ids("un-sc/1"), AsOf: cordon.MustDate("2010-01-01")}, "un-sc/1"}, // nobody had acted
		{GapQuery{}, "invalid"},
		{GapQuery{Text: strings.Repeat("long ", 1000)}, "invalid"}, // cut in silence, it would be another name
		{GapQuery{Text: "··"}, "invalid"},
	} {
		if got := b.asked(test.query); got != test.want {
			t.Errorf("%.60v: got %q, want %q", test.query, got, test.want)
		}
	}
	if _, err := newBench(t).Gaps(t.Context(), GapQuery{Text: "Azov"}); !errors.Is(err, screen.ErrNothingLoaded) {
		t.Errorf("of an empty store: %v", err)
	}
}

// TestNamedFormer: a party that has left its list is found by the name that it had, on
// a day of then too; and one that another list still has is one party.
func TestNamedFormer(t *testing.T) {
	b := newBench(t)
	b.load("un-sc", "2026-01-10", "xml", entry("un-sc/1", "Azov Freight", "un/R 2016-03-02 own"),
		entry("un-sc/2", "Don Line", "un/R 2016-03-02 own"))
	b.load("eu-fsf", "2026-01-10", "xml", entry("eu-fsf/2", "Don Line", "eu/R 2016-03-04 own"))
	b.parties("un-sc/2 eu-fsf/2")
	b.load("un-sc", "2026-02-10", "xml", entry("un-sc/3", "Third Party", "un/R 2016-03-02 own"))
	for _, day := range []string{"2026-02-20", "2026-01-20"} {
		if got := b.asked(GapQuery{Text: "Azov Freight", AsOf: cordon.MustDate(day)}); got != "un-sc/1" {
			t.Errorf("of %s: %q", day, got)
		}
	}
	if got := b.asked(GapQuery{Text: "Don Line"}); got != "un-sc/2" {
		t.Errorf("on another list: %q", got)
	}
	c := b.gaps(GapQuery{Text: "Azov Freight"}).Rows[0].Cells["un"]
	if c == nil || c.Delisted != cordon.MustDate("2026-02-10") {
		t.Errorf("its cell: %+v", c)
	}
}

// TestPictureFollows holds that the cached picture is never of an older store.
func TestPictureFollows(t *testing.T) {
	b := newBench(t)
	b.fill("eu-fsf", "2026-02-10", entry("eu-fsf/1", "Azov Freight", "eu/R 2024-02-23 own"))
	b.parties("eu-fsf/1", "eu-fsf/other")
	if got := b.asked(GapQuery{Programme: "eu/R"}); got != "eu-fsf/1" {
		t.Fatal(got)
	}
	b.fill("eu-fsf", "2026-02-20", entry("eu-fsf/1", "Azov Freight", "eu/R 2024-02-23 own"),
		entry("eu-fsf/2", "Don Freight", "eu/R 2024-02-24 own"))
	b.parties("eu-fsf/1", "eu-fsf/2", "eu-fsf/other")
	if got := b.asked(GapQuery{Programme: "eu/R"}); got != "eu-fsf/2 eu-fsf/1" {
		t.Errorf("after an update: %s", got)
	}
}

// TestCSV has a line for each party and authority and no formula in any cell.
func TestCSV(t *testing.T) {
	b := newBench(t)
	evil := `=HYPERLINK("http://x","y")`
	b.fill("un-sc", "2026-02-20", entry("un-sc/1", evil, "un/R 2016-03-02 own"))
	b.fill("eu-fsf", "2026-01-10", entry("eu-fsf/1", evil, "eu/R 2016-03-04 own", "eu/S 2016-03-05 own"))
	b.fill("eu-fsf", "2026-02-20")
	b.fill("us-ofac-sdn", "2025-11-01")
	b.fill("us-ofac-cons", "2026-02-01")
	b.parties("un-sc/1 eu-fsf/1", "un-sc/other", "eu-fsf/other")
	var out bytes.Buffer
	if err := b.gaps(GapQuery{Parties: []cordon.PartyID{"un-sc/1"}}).WriteCSV(&out); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{
			"party", "name", "kind", "authority", "state", "first", "date_kind", "lag_days", "delisted", "programmes", "refs", "measures",
			"absent_on", "not_before", "not_after", "lag_least", "lag_most", "delisted_not_before", "delisted_not_after", "mover",
		},
		{
			"un-sc/1", "'" + evil, "organization", "un", "listed", "2016-03-02", "own", "0", "", "un/R", "un-sc/1", "", "",
			"2016-03-02", "2016-03-02", "", "", "", "", "first",
		},
		{"un-sc/1", "'" + evil, "organization", "us", "absent", "", "", "", "", "", "", "", "2025-11-01", "", "", "", "", "", "", ""},
		{
			"un-sc/1", "'" + evil, "organization", "eu", "delisted", "2016-03-04", "own", "2", "2026-02-20", "eu/R; eu/S", "eu-fsf/1", "", "",
			"2016-03-04", "2016-03-04", "", "", "", "2026-02-20", "",
		},
	}
	if d := cmp.Diff(want, lines[:4]); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if len(lines) != 1+len(columns()) {
		t.Errorf("%d lines", len(lines))
	}
}

// TestWriteFails passes on what the writer says.
func TestWriteFails(t *testing.T) {
	if err := (&Matrix{}).WriteCSV(full{}); err == nil {
		t.Error("no error")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, fmt.Errorf("disk full") }
