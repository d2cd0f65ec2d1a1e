package record

import (
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
)

// checked is an entry after the check of a publication of 2026-03-04, and what
// was reported.
func checked(e cordon.Entry) (*cordon.Entry, []string) {
	parse := func(_ *Publication, _ func(cordon.Problem)) iter.Seq2[*cordon.Entry, error] {
		return func(yield func(*cordon.Entry, error) bool) { yield(&e, nil) }
	}
	var told []string
	p := &Publication{Published: cordon.MustDate("2026-03-04"), Files: []File{{Name: "f"}}}
	for range Checked(Format{Parse: parse})[0].Parse(p, func(p cordon.Problem) { told = append(told, p.Error()) }) {
	}
	return &e, told
}

func date(s string) cordon.Date { return cordon.MustDate(s) }

func TestBirths(t *testing.T) {
	for _, c := range []struct {
		birth cordon.Birth
		want  string
	}{
		{cordon.Birth{Date: date("1921-05-06")}, ""},
		{cordon.Birth{Date: date("2026-03-05")}, ""}, // published west of here
		{cordon.Birth{Date: date("1950"), To: date("1952")}, ""},
		{cordon.Birth{Date: date("1352"), Calendar: "islamic"}, ""},
		{cordon.Birth{Date: date("2068-07-16")}, `"2068-07-16": a birth or death after the publication`},
		{cordon.Birth{Date: date("9157")}, `"9157": a birth or death after the publication`},
		{cordon.Birth{Date: date("9999-12-31")}, `"9999-12-31": a birth or death after the publication`},
		{cordon.Birth{Date: date("0001-01-01")}, `"0001-01-01": a birth or death before 1850:`},
		{cordon.Birth{Date: date("1849-12-31")}, `"1849-12-31": a birth or death before 1850:`},
		{cordon.Birth{Date: date("1950"), To: date("2052")}, `"1950 to 2052": a birth or death after the publication`},
		{cordon.Birth{Date: date("1952"), To: date("1950")}, `"1952 to 1950": the range ends before it begins`},
		{cordon.Birth{Date: date("0352"), Calendar: "islamic"}, `"0352": a birth before 1228:`},
	} {
		e, told := checked(cordon.Entry{Ref: "1", Profile: cordon.Profile{Births: []cordon.Birth{c.birth}}})
		wrong := (c.want == "") != (len(told) == 0) || len(told) > 0 && !strings.Contains(told[0], c.want)
		if wrong || (len(e.Profile.Births) == 1) != (c.want == "") {
			t.Errorf("%+v: got %q, %+v; want %q", c.birth, told, e.Profile.Births, c.want)
		}
	}
	e, _ := checked(cordon.Entry{Ref: "1", Profile: cordon.Profile{Births: []cordon.Birth{{Date: date("2068"), Place: "Kazan"}}}})
	if d := cmp.Diff([]cordon.Birth{{Place: "Kazan"}}, e.Profile.Births); d != "" {
		t.Errorf("the place goes with the date (-want +got)\n%s", d)
	}
}

// TestNameless: a record whose names are all placeholders, none of them said to be the
// primary one, is reported as not read, and gives no entry that no name finds.
func TestNameless(t *testing.T) {
	parse := func(_ *Publication, _ func(cordon.Problem)) iter.Seq2[*cordon.Entry, error] {
		return func(yield func(*cordon.Entry, error) bool) {
			for ref, names := range map[string][]cordon.Name{
				"1": {{Full: ".", Use: cordon.Alias}}, "2": {{Full: ".", Use: cordon.Alias}, {Full: "Ivan", Use: cordon.Alias}},
			} {
				if !yield(&cordon.Entry{Ref: ref, Profile: cordon.Profile{Names: names}}, nil) {
					return
				}
			}
		}
	}
	var read, told []string
	report := func(p cordon.Problem) { told = append(told, p.Error()) }
	for e := range Checked(Format{Parse: parse})[0].Parse(&Publication{}, report) {
		read = append(read, e.Ref)
	}
	said := slices.ContainsFunc(told, func(s string) bool { return strings.Contains(s, "1: names: no name is left: the record was not read") })
	if d := cmp.Diff([]string{"2"}, read); d != "" || !said || len(told) != 3 {
		t.Errorf("told %q, read (-want +got)\n%s", told, d)
	}
}

func TestOtherDates(t *testing.T) {
	e, told := checked(cordon.Entry{
		Ref: "1",
		Profile: cordon.Profile{
			Founded: []cordon.Date{date("1908"), date("2030")},
			Identifiers: []cordon.Identifier{
				{Scheme: cordon.Passport, Value: "A1", Period: cordon.Period{From: date("2020"), To: date("2036-04-08")}},
				{Scheme: cordon.Passport, Value: "A2", Period: cordon.Period{From: date("2027"), To: date("9999-12-31")}},
			},
		},
		Designations: []cordon.Designation{
			{Authority: "un", Listed: date("2000-04-12"), DateKind: cordon.OwnDate, Amended: []cordon.Date{date("2026-03-04"), date("2026-04-01")}},
			{Authority: "un", Listed: date("1970-01-01"), DateKind: cordon.OwnDate},
			{Authority: "gb", Listed: date("2026-12-31"), DateKind: cordon.OwnDate, Announced: date("1899-12-30")},
		},
	})
	want := &cordon.Entry{
		Ref: "1",
		Profile: cordon.Profile{
			Founded: []cordon.Date{date("1908")},
			Identifiers: []cordon.Identifier{
				{Scheme: cordon.Passport, Value: "A1", Period: cordon.Period{From: date("2020"), To: date("2036-04-08")}},
				{Scheme: cordon.Passport, Value: "A2"},
			},
		},
		Designations: []cordon.Designation{
			{Authority: "un", Listed: date("2000-04-12"), DateKind: cordon.OwnDate, Amended: []cordon.Date{date("2026-03-04")}},
			{Authority: "un", DateKind: cordon.UnknownDate},
			{Authority: "gb", DateKind: cordon.UnknownDate},
		},
	}
	if d := cmp.Diff(want, e); d != "" || len(told) != 7 {
		t.Errorf("%d problems %q (-want +got)\n%s", len(told), told, d)
	}
}

func TestPlaceholder(t *testing.T) {
	for _, s := range []string{
		"", "unknown", "Unknown.", "N/A", "n.a.", "NA", "na", "none", "None", "nil", "not available",
		"Not Known", "-", "--", "-0-", "0000000000", "0",
		"0000-0000", "XXXXXXX", "?", "passport unknown", "Passport No. unknown", "number not available",
		"TBC", "null", "(unknown)", "not applicable",
	} {
		if !placeholder(s) {
			t.Errorf("%q is no placeholder", s)
		}
	}
	for _, s := range []string{
		"A1", "0123456", "100000", "NA123", "NIL-5",
		"unknown 12", "None7", "731234567", "AD001095", "AB 000000 1",
	} {
		if placeholder(s) {
			t.Errorf("%q is taken for a placeholder", s)
		}
	}
	e, told := checked(cordon.Entry{Ref: "1", Profile: cordon.Profile{
		Names: []cordon.Name{{Full: "N/A", Use: cordon.Primary}, {Full: "Unknown", Use: cordon.Alias}, {Full: "Na", Use: cordon.Alias}},
		Identifiers: []cordon.Identifier{
			{Scheme: cordon.Passport, Value: "unknown"}, {Scheme: cordon.TaxID, Value: "0000000000"}, {Scheme: cordon.TaxID, Value: "77"},
		},
	}})
	if len(e.Profile.Identifiers) != 1 || len(e.Profile.Names) != 2 || len(told) != 3 {
		t.Errorf("%q, %+v", told, e.Profile)
	}
}

// TestLostCharacters checks that text with lost characters is reported with its
// record, as the kind of problem that has its own limit.
func TestLostCharacters(t *testing.T) {
	parse := func(_ *Publication, _ func(cordon.Problem)) iter.Seq2[*cordon.Entry, error] {
		return func(yield func(*cordon.Entry, error) bool) {
			names := []cordon.Name{{Full: "A\uFFFD"}, {Full: "\uFFFD"}}
			yield(&cordon.Entry{Ref: "7", Remarks: "b\uFFFD", Profile: cordon.Profile{Names: names}}, nil)
		}
	}
	var got []cordon.Problem
	for range Checked(Format{Parse: parse})[0].Parse(&Publication{}, func(p cordon.Problem) { got = append(got, p) }) {
	}
	if len(got) != 2 || got[0].Kind != cordon.DamagedData || got[0].Record != "7" || got[0].Field != "names" || got[1].Field != "remarks" {
		t.Errorf("got %+v", got)
	}
}

// TestWordsOfNames: a placeholder for a part of a person's name is no word of it; what
// may be a name stays, and is told.
func TestWordsOfNames(t *testing.T) {
	for _, c := range []struct {
		kind             cordon.Kind
		full, want, told string
	}{
		{cordon.Person, "ERIC N/A", "ERIC", "a placeholder; not taken"},
		{cordon.Person, "BADEGE, Unknown", "BADEGE", "a placeholder; not taken"},
		{cordon.Person, "ERIC -", "ERIC", "a placeholder; not taken"},
		{cordon.Person, "Karl Null", "Karl Null", "often a placeholder"},
		{cordon.Person, "N/A", "N/A", "often a placeholder"},
		{cordon.Person, "Na Nil", "Na Nil", ""},
		{cordon.Person, "Abu - Bakr", "Abu - Bakr", ""},
		{cordon.Organization, "Unknown Soldiers None", "Unknown Soldiers None", ""},
	} {
		names := []cordon.Name{{Full: c.full, Use: cordon.Primary}}
		e, told := checked(cordon.Entry{Ref: "1", Profile: cordon.Profile{Kind: c.kind, Names: names}})
		wrong := (c.told == "") != (len(told) == 0) || len(told) > 0 && !strings.Contains(told[0], c.told)
		if got := e.Profile.Name(); got != c.want || wrong {
			t.Errorf("%s: got %q, %q", c.full, got, told)
		}
	}
}

// TestDamagedRecord: damaged text is a problem of the record of that kind, once a field.
func TestDamagedRecord(t *testing.T) {
	e, told := checked(cordon.Entry{Ref: "1", Profile: cordon.Profile{
		Names:     []cordon.Name{{Full: "DueÃ±ez"}, {Full: "Ð˜Ð²Ð°Ð½"}},
		Addresses: []cordon.Address{{Full: "A &amp; B"}},
	}})
	if len(told) != 2 || !strings.Contains(told[0], "names") || !strings.Contains(told[1], "addresses") || len(e.Profile.Names) != 2 {
		t.Errorf("got %q, %+v", told, e.Profile.Names)
	}
}
