package coordinate

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cordon"
	"cordon/internal/listing"
)

// TestCells holds what each kind of date may say: only an authority's own act
// and a day on which we saw it act are held against another's.
func TestCells(t *testing.T) {
	for _, test := range []struct {
		name   string
		gb, eu []string // designations
		want   string
	}{
		{"own dates", []string{"gb/R 2024-02-22 own"}, []string{"eu/R 2024-02-23 own"}, "eu 2024-02-23 own +1; gb 2024-02-22 own +0; first gb"},
		{
			"two first movers",
			[]string{"gb/R 2024-02-22 own"},
			[]string{"eu/R 2024-02-22 own"},
			"eu 2024-02-22 own +0; gb 2024-02-22 own +0; first eu gb",
		},
		{
			"a UN date is no act",
			[]string{"gb/R 2016-03-02 un"},
			[]string{"eu/R 2016-03-05 own"},
			"eu 2016-03-05 own; gb by 2026-02-20 un; first known eu; open gb",
		},
		{
			"a law's start before the first act",
			[]string{"gb/R 2020-12-31 law-start"},
			[]string{"eu/R 2021-01-05 own"},
			"eu 2021-01-05 own +5 d or more; gb by 2020-12-31 law-start; first gb",
		},
		{
			"a law's start after it",
			[]string{"gb/R 2020-12-31 law-start"},
			[]string{"eu/R 2020-12-05 own"},
			"eu 2020-12-05 own; gb by 2020-12-31 law-start; first known eu; open gb",
		},
		{
			"a last change before the first act",
			[]string{"gb/R 2020-12-31 last-change"},
			[]string{"eu/R 2021-01-05 own"},
			"eu 2021-01-05 own +5 d or more; gb by 2020-12-31 last-change; first gb",
		},
		{
			"a bound after the first act",
			[]string{"gb/R 2021-02-01 last-change"},
			[]string{"eu/R 2021-01-05 own"},
			"eu 2021-01-05 own; gb by 2021-02-01 last-change; first known eu; open gb",
		},
		{
			"a bound on its day",
			[]string{"gb/R 2021-01-05 last-change"},
			[]string{"eu/R 2021-01-05 own"},
			"eu 2021-01-05 own; gb by 2021-01-05 last-change; first known eu; open gb",
		},
		{
			"a bound before an own date of one authority",
			[]string{"gb/R 2020-12-31 seen-by", "gb/S 2023-01-01 own"},
			nil,
			"gb by 2020-12-31 seen-by; first gb",
		},
		{"no date", []string{"gb/R"}, []string{"eu/R 2021-01-05 own"}, "eu 2021-01-05 own; gb by 2026-02-20 seen-by; first known eu; open gb"},
		{
			"nobody first",
			[]string{"gb/R 2016-03-02 un"},
			[]string{"eu/R 2016-03-02 un"},
			"eu by 2026-02-20 un; gb by 2026-02-20 un; first known eu; open gb",
		},
		{
			"a month is no day",
			[]string{"gb/R 2021-01 own"},
			[]string{"eu/R 2021-01-05 own"},
			"eu 2021-01-05 own; gb 2021-01 own +0 to +30 d; first known eu; open gb",
		},
		{
			"the month before",
			[]string{"gb/R 2020-12 own"},
			[]string{"eu/R 2021-01-05 own"},
			"eu 2021-01-05 own +5 to +35 d; gb 2020-12 own; first gb",
		},
		{
			"circa is no day",
			[]string{"gb/R ~2021-01-01 own"},
			[]string{"eu/R 2021-01-05 own"},
			"eu 2021-01-05 own; gb by 2026-02-20 own; first known eu; open gb",
		},
		{"the first of two programmes", []string{"gb/R 2022-01-01 own", "gb/S 2021-01-01 own"}, nil, "gb 2021-01-01 own +0; first gb"},
		{"an own date before the UN's", []string{"gb/R 2022-01-01 own", "gb/S 2016-03-02 un"}, nil, "gb by 2022-01-01 own; first gb"},
		{"a UN date before a law's start", []string{"gb/R 2016-03-02 law-start", "gb/S 2020-12-31 un"}, nil, "gb by 2016-03-02 un; first gb"},
		{
			"the tighter bound",
			[]string{"gb/R 2022-01-01 last-change", "gb/S 2021-01-01 last-change"},
			nil,
			"gb by 2021-01-01 last-change; first gb",
		},
		{"a date before none", []string{"gb/R", "gb/S 2021-01-01 last-change"}, nil, "gb by 2021-01-01 last-change; first gb"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t)
			b.load("gb-uksl", "2026-02-20", "test", entry("gb-uksl/1", "Azov Freight", test.gb...))
			ids := "gb-uksl/1"
			if test.eu != nil {
				b.load("eu-fsf", "2026-02-20", "test", entry("eu-fsf/1", "Azov Freight", test.eu...))
				ids += " eu-fsf/1"
			}
			b.parties(ids)
			if got := line(b.row("gb-uksl/1", "")); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestObserved takes the day of the snapshot that had an undated entry first.
func TestObserved(t *testing.T) {
	b := newBench(t)
	b.fill("us-ofac-sdn", "2026-01-05")
	b.fill("us-ofac-sdn", "2026-01-06", entry("us-ofac-sdn/1", "Azov Freight", "us/R"))
	b.fill("gb-uksl", "2026-02-20", entry("gb-uksl/1", "Azov Freight", "gb/R 2026-01-16 own"))
	b.parties("us-ofac-sdn/1 gb-uksl/1", "us-ofac-sdn/other", "gb-uksl/other")
	r := b.row("us-ofac-sdn/1", "")
	if got, want := line(r), "us after 2026-01-04, by 2026-01-06 observed; gb 2026-01-16 own +10 to +11 d; first us"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	// OFAC's list may lag a day behind its acts. Of gb it is certain: it says itself that it acted later.
	for day, want := range map[string]string{
		"2026-01-05": "us after 2026-01-04, by 2026-01-06 observed unsure; not gb",
		"2026-01-04": "not gb",
	} {
		if got := line(b.row("us-ofac-sdn/1", day)); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
}

// TestObservedAfterPart has the snapshot before an observed date read in part: it
// may have had the entry, so that it gives no first day.
func TestObservedAfterPart(t *testing.T) {
	b := newBench(t)
	b.problems = 1
	b.fill("us-ofac-sdn", "2026-01-05")
	b.problems = 0
	b.fill("us-ofac-sdn", "2026-01-06", entry("us-ofac-sdn/1", "Azov Freight", "us/R"))
	b.parties("us-ofac-sdn/1", "us-ofac-sdn/other")
	if got, want := line(b.row("us-ofac-sdn/1", "")), "us by 2026-01-06 observed; first us"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// withoutEvidence compares what spans prove, not by what.
var withoutEvidence = cmpopts.IgnoreFields(listing.Span{}, "Evidence")

func onDay(s string) listing.Span {
	return listing.Span{NotBefore: cordon.MustDate(s), NotAfter: cordon.MustDate(s)}
}

// TestTwoEntries has one authority list a party twice: the cell has both.
func TestTwoEntries(t *testing.T) {
	b := newBench(t)
	one := entry("us-ofac-sdn/1", "Azov Freight", "us/R 2022-03-01 own")
	one.Designations[0].Measures = []cordon.Measure{cordon.Blocking}
	two := entry("us-ofac-cons/2", "Azov Freight", "us/S 2021-03-01 own")
	two.Designations[0].Measures = []cordon.Measure{cordon.SectoralDebt, cordon.Blocking}
	b.load("us-ofac-sdn", "2026-02-20", "test", one)
	b.load("us-ofac-cons", "2026-02-20", "test", two)
	b.parties("us-ofac-sdn/1 us-ofac-cons/2")
	zero := 0
	want := &Cell{
		First: cordon.MustDate("2021-03-01"), DateKind: cordon.OwnDate, LagDays: &zero,
		Programmes: []cordon.ProgrammeID{"us/R", "us/S"}, Refs: []cordon.EntryID{"us-ofac-sdn/1", "us-ofac-cons/2"},
		Measures: []cordon.Measure{cordon.Blocking, cordon.SectoralDebt}, Begin: onDay("2021-03-01"),
	}
	if d := cmp.Diff(want, b.row("us-ofac-sdn/1", "").Cells["us"], withoutEvidence); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// TestDelisted tells of the listings in force, whichever comes first; the first
// date stays that of the first act.
func TestDelisted(t *testing.T) {
	b := newBench(t)
	gone := entry("us-ofac-sdn/1", "Azov Freight", "us/OLD 2010-05-01 own")
	gone.Designations[0].Delisted = cordon.MustDate("2015-06-01")
	kept := entry("us-ofac-cons/2", "Azov Freight", "us/NEW 2022-03-01 own")
	b.load("us-ofac-sdn", "2026-02-20", "test", gone)
	b.load("us-ofac-cons", "2026-02-20", "test", kept)
	for _, ids := range []string{"us-ofac-sdn/1 us-ofac-cons/2", "us-ofac-cons/2 us-ofac-sdn/1"} {
		b.parties(ids)
		c := b.row("us-ofac-sdn/1", "").Cells["us"]
		zero := 0
		want := &Cell{
			First: cordon.MustDate("2010-05-01"), DateKind: cordon.OwnDate, LagDays: &zero,
			Programmes: []cordon.ProgrammeID{"us/NEW"}, Refs: []cordon.EntryID{"us-ofac-cons/2"}, Begin: onDay("2010-05-01"),
		}
		if d := cmp.Diff(want, c, withoutEvidence); d != "" {
			t.Errorf("%s: (-want +got)\n%s", ids, d)
		}
	}
	for day, want := range map[string]string{
		"2010-04-30": "not us", "2012-01-01": "us 2010-05-01 own +0; first us", "2015-05-31": "us 2010-05-01 own +0; first us",
		"2015-06-01": "us 2010-05-01 own +0 off 2015-06-01; first us", "2022-03-01": "us 2010-05-01 own +0; first us",
		"2015": "us 2010-05-01 own +0 off 2015-06-01; first us",
	} {
		if got := line(b.row("us-ofac-sdn/1", day)); got != want && got != want+"; not us" {
			t.Errorf("%s: got %q, want %q", day, got, want)
		}
	}
}

// TestGone has a list drop an entry: the cell says until when, and the fresh
// list proves that it is not on it.
func TestGone(t *testing.T) {
	b := newBench(t)
	b.fill("eu-fsf", "2026-01-10", entry("eu-fsf/1", "Azov Freight", "eu/R 2024-02-23 own"))
	b.fill("eu-fsf", "2026-02-20")
	b.parties("eu-fsf/1", "eu-fsf/other")
	r := b.row("eu-fsf/1", "")
	if got, want := line(r), "eu 2024-02-23 own +0 off by 2026-02-20; first eu; not eu"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if r.Name != "Azov Freight" || r.Kind != cordon.Organization {
		t.Errorf("named %q (%s)", r.Name, r.Kind)
	}
	if m := b.gaps(GapQuery{Programme: "eu/R"}); len(m.Rows) != 1 {
		t.Errorf("%d rows under its programme: a delisting is an act too", len(m.Rows))
	}
}

// TestClosedList ends a closed list's entries once the list that took its place
// is loaded, and not before.
func TestClosedList(t *testing.T) {
	b := newBench(t)
	b.load("gb-ofsi", "2026-01-20", "test", entry("gb-ofsi/1", "Only There", "gb/R 2022-03-01 own"),
		entry("gb-ofsi/2", "On Both", "gb/R 2022-03-01 own"))
	b.parties("gb-ofsi/1", "gb-ofsi/2")
	const open = "gb 2022-03-01 own +0; first gb"
	const over = "gb 2022-03-01 own +0 off with the list’s closing, by 2026-01-28; first gb; not gb"
	check := func(when, id, want string) {
		t.Helper()
		if got := line(b.row(id, "")); got != want {
			t.Errorf("%s: %s: got %q, want %q", when, id, got, want)
		}
	}
	check("alone", "gb-ofsi/1", open)
	b.load("gb-uksl", "2026-02-01", "starter", entry("gb-uksl/2", "On Both", "gb/R 2022-03-01 own"))
	b.parties("gb-ofsi/1", "gb-ofsi/2 gb-uksl/2")
	check("with the starter's facts", "gb-ofsi/1", open)
	b.fill("gb-uksl", "2026-02-20", entry("gb-uksl/2", "On Both", "gb/R 2022-03-01 own"))
	b.parties("gb-ofsi/1", "gb-ofsi/2 gb-uksl/2", "gb-uksl/other")
	check("with the new list", "gb-ofsi/1", over)
	check("with the new list", "gb-ofsi/2", open)
	for day, want := range map[string]string{
		"2026-01-20": open, // the last day on which the list is known to have had it
		"2026-01-27": "gb 2022-03-01 own +0 unsure",
	} {
		if got := line(b.row("gb-ofsi/1", day)); got != want {
			t.Errorf("%s: got %q, want %q", day, got, want)
		}
	}
	d, err := b.Dossier(t.Context(), "gb-ofsi/1")
	if err != nil || d.Listings[0].Delisted.String() != "2026-01-28" || line(d.Row) != over {
		t.Errorf("dossier: %v, %+v", err, d)
	}
}

// TestPast is the matrix of a past day: what had begun, what may have begun,
// and who is proven not to have acted.
func TestPast(t *testing.T) {
	b := newBench(t)
	b.fill("un-sc", "2024-02-10", entry("un-sc/1", "Azov Freight", "un/R 2016-03-02 own"))
	b.fill("un-sc", "2026-02-20", entry("un-sc/1", "Azov Freight", "un/R 2016-03-02 own"))
	b.fill("us-ofac-sdn", "2026-02-20", entry("us-ofac-sdn/1", "Azov Freight", "us/R"))
	b.fill("us-ofac-cons", "2026-02-20")
	b.fill("eu-fsf", "2026-02-20", entry("eu-fsf/1", "Azov Freight", "eu/R 2024-02-23 own"))
	b.fill("gb-uksl", "2026-02-20", entry("gb-uksl/1", "Azov Freight", "gb/R 2024-02-22 last-change"))
	b.load("au-dfat", "2026-02-20", "starter", entry("au-dfat/1", "Azov Freight", "au/R 2024-03-01 own"))
	b.parties("un-sc/1 us-ofac-sdn/1 eu-fsf/1 gb-uksl/1 au-dfat/1", "un-sc/other", "us-ofac-sdn/other", "us-ofac-cons/other", "eu-fsf/other",
		"gb-uksl/other")
	for day, want := range map[string]string{
		"2016-03-01": "us by 2026-02-20 seen-by unsure; gb by 2024-02-22 last-change unsure; not un eu au", // by their own later dates
		"2024-02-20": "un 2016-03-02 own; us by 2026-02-20 seen-by unsure; gb by 2024-02-22 last-change unsure; " +
			"first known un; open us gb; not eu au",
		"2024-02-22": "un 2016-03-02 own; us by 2026-02-20 seen-by unsure; gb by 2024-02-22 last-change; first known un; open us gb; not eu au",
		"2024-02-23": "un 2016-03-02 own; us by 2026-02-20 seen-by unsure; eu 2024-02-23 own +2914 d or more; " +
			"gb by 2024-02-22 last-change; first known un; open us gb; not au",
		"": "un 2016-03-02 own; us by 2026-02-20 seen-by; eu 2024-02-23 own +2914 d or more; gb by 2024-02-22 last-change; " +
			"au 2024-03-01 own +2921 d or more; first known un; open us gb",
	} {
		if got := line(b.row("un-sc/1", day)); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", day, got, want)
		}
	}
}

// TestCoverage says what an empty cell proves.
func TestCoverage(t *testing.T) {
	b := newBench(t)
	b.load("gb-ofsi", "2026-01-20", "test", entry("gb-ofsi/9", "Old", "gb/R"))
	b.load("un-sc", "2026-02-01", "starter", entry("un-sc/9", "Fact", "un/R"))
	b.fill("us-ofac-sdn", "2026-02-20")
	b.fill("eu-fsf", "2026-01-10")
	b.load("jp-mof", "2026-02-02", "starter", entry("jp-mof/1", "Fact", "jp/R"))
	b.load("jp-meti", "2026-02-01", "starter", entry("jp-meti/1", "Fact", "jp/R"))
	b.parties("gb-ofsi/9", "un-sc/9")
	state := func(day string) map[cordon.AuthorityID]Coverage {
		return b.gaps(GapQuery{Parties: []cordon.PartyID{"un-sc/9"}, AsOf: cordon.MustDate(day)}).Coverage
	}
	date := cordon.MustDate
	want := map[cordon.AuthorityID]Coverage{
		"un": {Partial, date("2026-02-01")}, "us": {Partial, date("2026-02-20")}, "eu": {Full, date("2026-01-10")},
		"gb": {Partial, date("2026-01-20")},
		"jp": {Partial, date("2026-02-01")}, "au": {State: NoList}, "ca": {State: NoList}, "kr": {State: NoList}, "nz": {State: NoList},
		"fr": {State: NoList}, "ch": {State: NoList}, "ua": {State: NoList},
	}
	if d := cmp.Diff(want, state("")); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	b.fill("us-ofac-cons", "2026-02-10")
	b.fill("un-sc", "2025-12-01")
	for day, want := range map[string][3]Coverage{ // un, us, eu
		"":           {{Stale, date("2025-12-01")}, {Full, date("2026-02-10")}, {Full, date("2026-01-10")}},
		"2026-01-10": {{Full, date("2025-12-01")}, {Stale, date("2026-02-10")}, {Full, date("2026-01-10")}},
		"2026-01-09": {{Full, date("2025-12-01")}, {Stale, date("2026-02-10")}, {Stale, date("2026-01-10")}},
		"2026-01-20": {{Full, date("2025-12-01")}, {Stale, date("2026-02-10")}, {Full, date("2026-01-10")}},
		"2026-01-21": {{Stale, date("2025-12-01")}, {Stale, date("2026-02-10")}, {Full, date("2026-01-10")}},
	} {
		c := state(day)
		if d := cmp.Diff(want, [3]Coverage{c["un"], c["us"], c["eu"]}); d != "" {
			t.Errorf("%q: (-want +got)\n%s", day, d)
		}
	}
	m := b.gaps(GapQuery{Parties: []cordon.PartyID{"un-sc/9"}})
	if d := cmp.Diff([]cordon.AuthorityID{"un", "gb", "au", "ca", "jp", "kr", "nz", "fr", "ch", "ua"}, m.Unknown); d != "" {
		t.Errorf("unknown: (-want +got)\n%s", d)
	}
	if d := cmp.Diff([]cordon.AuthorityID{"us", "eu"}, m.Rows[0].Not); d != "" {
		t.Errorf("not listed: (-want +got)\n%s", d)
	}
}

// TestCoveragePart: a list that lacks a part, or is suspected to, proves no absence.
func TestCoveragePart(t *testing.T) {
	for _, how := range []string{"cut", "without aliases", "held"} {
		b := newBench(t)
		b.load("un-sc", "2026-02-20", "test", entry("un-sc/9", "Known", "un/R"))
		b.load("eu-fsf", "2026-02-20", how, entry("eu-fsf/8", "Another", "eu/R"))
		b.parties("un-sc/9", "eu-fsf/8")
		m := b.gaps(GapQuery{Parties: []cordon.PartyID{"un-sc/9"}})
		if c := m.Coverage["eu"]; c != (Coverage{Partial, cordon.MustDate("2026-02-20")}) {
			t.Errorf("%s: %+v, want partial", how, c)
		}
		if len(m.Rows) != 1 || slices.Contains(m.Rows[0].Not, "eu") || !slices.Contains(m.Unknown, "eu") {
			t.Errorf("%s: the absence is told as a fact: %+v, unknown %v", how, m.Rows, m.Unknown)
		}
	}
}

// TestFirstMover takes a bound for the first mover when it lies before every
// exact date, and counts no lag from a day that is not known.
func TestFirstMover(t *testing.T) {
	b := newBench(t)
	b.fill("us-ofac-sdn", "2026-02-20", entry("us-ofac-sdn/1", "Azov Freight", "us/R 2021-08-18 seen-by"))
	b.fill("gb-uksl", "2026-02-20", entry("gb-uksl/1", "Azov Freight", "gb/R 2023-05-18 own"))
	b.fill("eu-fsf", "2026-02-20", entry("eu-fsf/1", "Azov Freight", "eu/R 2024-02-23 own"))
	b.parties("us-ofac-sdn/1 gb-uksl/1 eu-fsf/1")
	if r := b.row("us-ofac-sdn/1", ""); r.First != "us" || r.Cells["gb"].LagDays != nil || r.Cells["eu"].LagDays != nil {
		t.Errorf("first %s: %s", r.First, line(r))
	}
}

// TestAbsent says of a stale list only that it did not have the party on its day,
// and of a list that is younger than the day asked for nothing.
func TestAbsent(t *testing.T) {
	b := newBench(t)
	b.fill("un-sc", "2026-02-20", entry("un-sc/1", "Azov Freight", "un/R 2016-03-02 own"))
	b.fill("eu-fsf", "2025-06-01")
	b.parties("un-sc/1", "un-sc/other", "eu-fsf/other")
	r := b.row("un-sc/1", "")
	if d := cmp.Diff(map[cordon.AuthorityID]cordon.Date{"eu": cordon.MustDate("2025-06-01")}, r.Absent); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if slices.Contains(r.Not, "eu") {
		t.Error("a stale list is taken for proof")
	}
	if r := b.row("un-sc/1", "2025-01-01"); len(r.Absent) != 0 {
		t.Errorf("before the list's day: %v", r.Absent)
	}
}

// TestNoProgramme has an entry stand on a list that does not say why: it is
// listed all the same.
func TestNoProgramme(t *testing.T) {
	b := newBench(t)
	b.fill("eu-fsf", "2026-02-20", entry("eu-fsf/1", "Azov Freight"))
	b.parties("eu-fsf/1", "eu-fsf/other")
	r := b.row("eu-fsf/1", "")
	const want = "eu by 2026-02-20 unknown; first eu"
	if c := r.Cells["eu"]; line(r) != want || len(c.Programmes) != 0 || c.Refs[0] != "eu-fsf/1" {
		t.Errorf("got %s: %+v", line(r), c)
	}
	d, err := b.Dossier(t.Context(), "eu-fsf/1")
	if err != nil || line(d.Row) != want {
		t.Errorf("dossier: %v, %s", err, line(d.Row))
	}
}

// TestJSON holds the keys that readers of the matrix go by.
func TestJSON(t *testing.T) {
	b := newBench(t)
	b.fill("gb-uksl", "2026-02-20", entry("gb-uksl/1", "Azov Freight", "gb/Russia 2024-02-22 own"))
	b.parties("gb-uksl/1", "gb-uksl/other")
	raw, err := json.Marshal(b.gaps(GapQuery{Programme: "gb/Russia"}))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"as_of":       "2026-03-01",
		"authorities": []any{"un", "us", "eu", "gb", "au", "ca", "jp", "kr", "nz", "fr", "ch", "ua"},
		"unknown":     []any{"un", "us", "eu", "au", "ca", "jp", "kr", "nz", "fr", "ch", "ua"},
		"applies":     map[string]any{"de": "eu", "it": "eu"},
		"generation":  2.0,
		"total":       1.0,
		"rows": []any{map[string]any{
			"party": "gb-uksl/1", "name": "Azov Freight", "kind": "organization", "first": "gb", "not_listed": []any{},
			"cells": map[string]any{"gb": map[string]any{
				"first": "2024-02-22", "date_kind": "own", "programmes": []any{"gb/Russia"},
				"refs": []any{"gb-uksl/1"}, "lag_days": 0.0,
				"begin": map[string]any{"not_before": "2024-02-22", "not_after": "2024-02-22", "evidence": []any{map[string]any{
					"not_before": "2024-02-22", "not_after": "2024-02-22", "kind": "own", "field": "listed",
					"snapshot": "gb-uksl@2026-02-28T23:00:01.000000Z",
				}}},
			}},
		}},
	}
	delete(got, "coverage")
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	b.parties("gb-uksl/other")
	raw, err = json.Marshal(b.gaps(GapQuery{Programme: "dprk"}))
	if err != nil || json.Unmarshal(raw, &got) != nil || !cmp.Equal(got["rows"], []any{}) {
		t.Errorf("no rows: %v %s", err, raw)
	}
}
