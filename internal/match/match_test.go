package match

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/index"
)

func person(n string) *cordon.Profile {
	return &cordon.Profile{Kind: cordon.Person, Names: []cordon.Name{{Full: n, Use: cordon.Primary}}}
}

// score compares two profiles and checks that the features add up to the score.
func score(t *testing.T, a, b *cordon.Profile) (float64, map[string]float64) {
	t.Helper()
	s, fs := Compare(Prepare(a), Prepare(b))
	sum, adds := 0.0, map[string]float64{}
	for _, f := range fs {
		sum += f.Adds
		adds[f.Name] += f.Adds
	}
	if want := min(max(sum, 0), 1); math.Abs(want-s) > 1e-9 {
		t.Errorf("the features add up to %v, the score is %v: %v", sum, s, fs)
	}
	return s, adds
}

func TestContradictionBelowOmission(t *testing.T) {
	for _, c := range [][3]string{
		{"Sergey Viktorovich Lavrov", "Sergey Lavrov", "Sergey Borisovich Lavrov"},
		{"Abdul Ghani Baradar Turk", "Abdul Ghani Baradar", "Abdul Ghani Baradar Haqqani"},
		{"Azia Shipping Company", "Azia Shipping", "Azia Metals"},
	} {
		omitted, _ := score(t, person(c[0]), person(c[1]))
		contradicted, _ := score(t, person(c[0]), person(c[2]))
		if omitted <= contradicted || omitted < DefaultThreshold {
			t.Errorf("%q: left out %.3f, contradicted %.3f", c[0], omitted, contradicted)
		}
	}
}

func TestQualifiers(t *testing.T) {
	base, _ := score(t, person("Ali Hassan Majid"), person("Ali Hassan Majid Karimi"))
	with := func(change func(q, c *cordon.Profile)) float64 {
		q, c := person("Ali Hassan Majid"), person("Ali Hassan Majid Karimi")
		change(q, c)
		s, _ := score(t, q, c)
		return s
	}
	born := func(q, c string) func(_, _ *cordon.Profile) {
		return func(a, b *cordon.Profile) {
			a.Births = []cordon.Birth{{Date: cordon.MustDate(q)}}
			b.Births = []cordon.Birth{{Date: cordon.MustDate(c)}}
		}
	}
	for _, c := range []struct {
		name   string
		change func(q, c *cordon.Profile)
		want   int // sign of the change
	}{
		{"nothing more", func(_, _ *cordon.Profile) {}, 0},
		{"birth of one side", func(q, _ *cordon.Profile) { q.Births = []cordon.Birth{{Date: cordon.MustDate("1970")}} }, 0},
		{"same day", born("1970-03-04", "1970-03-04"), 1},
		{"same year", born("1970-03-04", "1970"), 1},
		{"circa", born("1971", "~1970"), 1},
		{"day and month swapped", born("1970-03-04", "1970-04-03"), 1},
		{"another year", born("1970", "1985"), -1},
		{"another day", born("1970-03-04", "1970-09-14"), -1},
		{"same country", func(q, c *cordon.Profile) {
			q.Countries = []cordon.CountryLink{{Country: "IQ"}}
			c.Countries = []cordon.CountryLink{{Country: "IQ"}, {Country: "SY"}}
		}, 1},
		{"another country", func(q, c *cordon.Profile) {
			q.Countries = []cordon.CountryLink{{Country: "IQ"}}
			c.Countries = []cordon.CountryLink{{Country: "SY"}}
		}, -1},
		{"another gender", func(q, c *cordon.Profile) { q.Gender, c.Gender = "male", "female" }, -1},
		{"same gender", func(q, c *cordon.Profile) { q.Gender, c.Gender = "male", "male" }, 0},
		{"unknown kind", func(q, _ *cordon.Profile) { q.Kind = cordon.UnknownKind }, 0},
		{"weak alias", func(_, c *cordon.Profile) { c.Names[0].Weak = true }, -1},
	} {
		s := with(c.change)
		if got := sign(s - base); got != c.want {
			t.Errorf("%s: %.4f against %.4f", c.name, s, base)
		}
	}
}

func sign(f float64) int {
	switch {
	case f > 1e-9:
		return 1
	case f < -1e-9:
		return -1
	}
	return 0
}

func TestBirthRanges(t *testing.T) {
	birth := func(from, to string) []cordon.Birth {
		return []cordon.Birth{{Date: cordon.MustDate(from), To: cordon.MustDate(to)}}
	}
	for _, c := range []struct {
		q, c []cordon.Birth
		want float64
	}{
		{birth("1970-05-01", ""), birth("1968", "1972"), birthWeight.partly},
		{birth("1975-05-01", ""), birth("1968", "1972"), birthWeight.contradict * 0.8},
		{birth("1950", ""), append(birth("1968", "1972"), birth("1950", "")...), birthWeight.partly},
		{birth("1950-01-02", ""), birth("1950-01-03", ""), birthWeight.contradict * 0.3},
		{birth("", ""), birth("1950", ""), 0},
	} {
		if f := births(c.q, c.c); math.Abs(f.Adds-c.want) > 1e-9 {
			t.Errorf("%v, %v: %v, want %v", c.q, c.c, f.Adds, c.want)
		}
	}
}

// TestCalendars: a date of another calendar neither agrees with nor contradicts a
// Gregorian one.
func TestCalendars(t *testing.T) {
	in := func(date, calendar string) cordon.Birth {
		return cordon.Birth{Date: cordon.MustDate(date), Calendar: calendar}
	}
	for name, c := range map[string]struct {
		q, c []cordon.Birth
		want float64
	}{
		"the same figures":      {[]cordon.Birth{in("1970-03-04", "")}, []cordon.Birth{in("1970-03-04", "islamic")}, 0},
		"other figures":         {[]cordon.Birth{in("1970-03-04", "")}, []cordon.Birth{in("1389-12-25", "islamic")}, 0},
		"Buddhist":              {[]cordon.Birth{in("2513", "buddhist")}, []cordon.Birth{in("1970", "")}, 0},
		"the same calendar":     {[]cordon.Birth{in("1389-12-25", "Islamic")}, []cordon.Birth{in("1389-12-25", "islamic")}, birthWeight.agree},
		"Gregorian by its name": {[]cordon.Birth{in("1970-03-04", "Gregorian")}, []cordon.Birth{in("1970-03-04", "")}, birthWeight.agree},
		"one of several compares": {
			[]cordon.Birth{in("1970-03-04", "")},
			[]cordon.Birth{in("1389-12-25", "islamic"), in("1970-03-04", "")},
			birthWeight.agree,
		},
	} {
		if f := births(c.q, c.c); math.Abs(f.Adds-c.want) > 1e-9 {
			t.Errorf("%s: %+v, want %v", name, f, c.want)
		}
	}
}

// TestIdentifierFinds: a number finds its party whatever the name says, and a
// different number never hides a name.
func TestIdentifierFinds(t *testing.T) {
	imo := func(v string) []cordon.Identifier { return []cordon.Identifier{{Scheme: cordon.IMOShip, Value: v}} }
	ship := &cordon.Party{
		ID: "a/1", Entries: []cordon.EntryID{"a/1"},
		Profile: cordon.Profile{Kind: cordon.Vessel, Names: []cordon.Name{{Full: "Angara"}}, Identifiers: imo("9179842")},
	}
	x := index.Build(1, []*cordon.Party{ship})
	for _, c := range []struct {
		name, imo string
		hit       bool
	}{
		{"Ocean Pearl", "IMO 9179842", true},
		{"", "9179842", true},
		{"Angara", "9999999", true},
		{"Angara", "", true},
		{"Ocean Pearl", "9999999", false},
	} {
		q := &cordon.Query{Profile: cordon.Profile{Kind: cordon.Vessel}}
		if c.name != "" {
			q.Profile.Names = []cordon.Name{{Full: c.name}}
		}
		if c.imo != "" {
			q.Profile.Identifiers = imo(c.imo)
		}
		if hits := Find(x, q); (len(hits) == 1) != c.hit {
			t.Errorf("%q %q: %v", c.name, c.imo, hits)
		}
	}
}

// TestReference: what a list prints as its own reference finds its entry, before
// a name that only looks like it, and within the lists that are asked.
func TestReference(t *testing.T) {
	ms := &cordon.Party{
		ID: "un-sc/KPi.033", Entries: []cordon.EntryID{"un-sc/KPi.033", "us-ofac-sdn/20103"}, Profile: *person("Rim Yong Hwan"),
	}
	ship := &cordon.Party{ID: "us-ofac-sdn/2", Entries: []cordon.EntryID{"us-ofac-sdn/2"}, Profile: *person("C.P. 33")}
	firm := &cordon.Party{ID: "eu-fsf/EU.11328.76", Entries: []cordon.EntryID{"eu-fsf/EU.11328.76"}, Profile: *person("Zorvex Quandal")}
	x := index.Build(1, []*cordon.Party{ms, ship, firm})
	for _, c := range []struct {
		name string
		list cordon.ListID
		want cordon.PartyID // of the first hit; empty: none
	}{
		{"KPi.033", "", "un-sc/KPi.033"},
		{" kpi.033 ", "un-sc", "un-sc/KPi.033"},
		{"un-sc/KPi.033", "", "un-sc/KPi.033"},
		{"us-ofac-sdn/20103", "", "un-sc/KPi.033"},
		{"us-ofac-sdn/20103", "un-sc", ""},
		{"20103", "", ""}, // any number may equal it
		{"KPi.034", "un-sc", ""},
	} {
		q := &cordon.Query{Profile: cordon.Profile{Names: []cordon.Name{{Full: c.name}}}}
		if c.list != "" {
			q.Lists = []cordon.ListID{c.list}
		}
		hits := Find(x, q)
		switch {
		case c.want == "" && len(hits) > 0:
			t.Errorf("%q: %+v, want none", c.name, hits)
		case c.want != "" && (len(hits) == 0 || hits[0].Party != c.want || hits[0].Features[0].Name != "reference"):
			t.Errorf("%q: %+v, want %s by its reference", c.name, hits, c.want)
		}
		if d := cmp.Diff(hits, FindSlowly(x, q)); d != "" {
			t.Errorf("%q: (-fast +slow)\n%s", c.name, d)
		}
	}
	number := cordon.Identifier{Scheme: cordon.OtherID, Value: "EU.11328.76"} // it looks like one of any register
	both := cordon.Profile{Identifiers: []cordon.Identifier{number}, Names: []cordon.Name{{Full: number.Value}}}
	if hits := Find(x, &cordon.Query{Profile: both}); len(hits) != 1 {
		t.Errorf("%s as a number and as a name: %+v, want its entry once", number.Value, hits)
	}
	hits := Find(x, &cordon.Query{Profile: cordon.Profile{Identifiers: []cordon.Identifier{number}}})
	if len(hits) != 1 || hits[0].Party != firm.ID || hits[0].Features[0].Name != "reference" {
		t.Errorf("%s as a number: %+v, want its entry", number.Value, hits)
	}
}

// TestRecordNumber: the number that a publisher gave to its record is no number
// of the party, though it has the digits of a customer's paper.
func TestRecordNumber(t *testing.T) {
	p := &cordon.Party{ID: "un-sc/KPi.901", Entries: []cordon.EntryID{"un-sc/KPi.901"}, Profile: *person("Invented Person")}
	p.Profile.Identifiers = []cordon.Identifier{
		{Scheme: cordon.OtherID, Value: "6908689", Type: "DATAID"},
		{Scheme: cordon.OtherID, Value: "7654321", Type: "License"},
	}
	x := index.Build(1, []*cordon.Party{p})
	for number, hits := range map[string]int{"6908689": 0, "7654321": 1} {
		for _, scheme := range []cordon.Scheme{cordon.OtherID, cordon.Passport, ""} {
			q := &cordon.Query{Profile: cordon.Profile{Identifiers: []cordon.Identifier{{Scheme: scheme, Value: number}}}, Threshold: 0.1}
			if got := Find(x, q); len(got) != hits {
				t.Errorf("%s %s: %v", scheme, number, got)
			}
		}
	}
}

func TestLists(t *testing.T) {
	p := &cordon.Party{ID: "a/1", Entries: []cordon.EntryID{"a/1", "b/2"}, Profile: *person("Viktor Bout")}
	x := index.Build(1, []*cordon.Party{p})
	for _, c := range []struct {
		lists   []cordon.ListID
		entries []cordon.EntryID
	}{{nil, p.Entries}, {[]cordon.ListID{"b"}, []cordon.EntryID{"b/2"}}, {[]cordon.ListID{"c"}, nil}} {
		var got []cordon.EntryID
		for _, h := range Find(x, &cordon.Query{Profile: *person("Viktor Bout"), Lists: c.lists}) {
			got = append(got, h.Entries...)
		}
		if diff := cmp.Diff(c.entries, got); diff != "" {
			t.Errorf("%v: %s", c.lists, diff)
		}
	}
}

// TestCommonName: a bare name that many bear is no certainty.
func TestCommonName(t *testing.T) {
	var ps []*cordon.Party
	for i := range 1200 {
		n := "Kim " + string(rune('A'+i%26)) + "ong" + string(rune('a'+i/26%26)) + string(rune('a'+i/676))
		if i%40 == 0 {
			n = "Kim Chol"
		}
		id := cordon.EntryID("t/" + string(rune('0'+i/1000)) + string(rune('0'+i/100%10)) + string(rune('0'+i/10%10)) + string(rune('0'+i%10)))
		ps = append(ps, &cordon.Party{ID: cordon.PartyID(id), Entries: []cordon.EntryID{id}, Profile: *person(n)})
	}
	hits := Find(index.Build(1, ps), &cordon.Query{Profile: *person("Kim Chol")})
	if len(hits) == 0 || hits[0].Score >= 0.98 {
		t.Errorf("a common name scores %v", hits)
	}
}

// TestSameBytes: the same input gives the same bytes, from two builds.
func TestSameBytes(t *testing.T) {
	ps := []*cordon.Party{}
	for _, n := range []string{"Kim Jong Un", "Kim Jong Il", "Ri Pyong Chol", "Mohammed Ali Hassan", "Ali Mohammed"} {
		ps = append(ps, &cordon.Party{ID: cordon.PartyID(n), Entries: []cordon.EntryID{cordon.EntryID("t/" + n)}, Profile: *person(n)})
	}
	answer := func() string {
		x := index.Build(1, ps)
		var all []string
		for _, n := range []string{"Kim Jong", "mohamed ali", "리병철"} {
			b, err := json.Marshal(Find(x, &cordon.Query{Profile: *person(n), Threshold: 0.3}))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, string(b))
		}
		return strings.Join(all, "\n")
	}
	first := answer()
	for range 5 {
		if diff := cmp.Diff(first, answer()); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestHostileNames(t *testing.T) {
	ps := []*cordon.Party{
		{ID: "t/1", Entries: []cordon.EntryID{"t/1"}, Profile: *person("Kim Jong Un")},
		{ID: "t/2", Entries: []cordon.EntryID{"t/2"}, Profile: *person(strings.Repeat("kim ", 300))},
		{ID: "t/3", Entries: []cordon.EntryID{"t/3"}, Profile: *person("...")},
		{ID: "t/4", Entries: []cordon.EntryID{"t/4"}},
	}
	x := index.Build(1, ps)
	for _, n := range []string{
		"", " ", "...", "-", "\x00", "\xff\xff", "\u202eمحمد\u202c Kim", strings.Repeat("Kim Jong Un ", 90000),
		strings.Repeat("k", 1<<20), strings.Repeat("bcdfg ", 200000),
	} {
		for _, h := range Find(x, &cordon.Query{Profile: *person(n)}) {
			if h.Score < DefaultThreshold || h.Score > 1 {
				t.Errorf("%.20q: %v", n, h.Score)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	var ps []*cordon.Party
	for _, n := range []string{
		"Kim Jong Un", "Ri Pyong Chol", "리병철", "محمد حسن", "Сергей Шойгу", "Azia Shipping Company", "Snow Storm 1",
		"金正恩",
	} {
		ps = append(ps, &cordon.Party{
			ID: cordon.PartyID(n), Entries: []cordon.EntryID{cordon.EntryID("t/" + n)},
			Profile: cordon.Profile{Names: []cordon.Name{{Full: n}}},
		})
	}
	x := index.Build(1, ps)
	for _, s := range []string{"Kim Jong-un", "Azia shiping co", "Ри Бён Чхоль", "\x00", "A. B. C."} {
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, n, kind string) {
		q := &cordon.Query{Profile: cordon.Profile{Kind: cordon.Kind(kind), Names: []cordon.Name{{Full: n}}}}
		fast, slow := Find(x, q), FindSlowly(x, q)
		if diff := cmp.Diff(slow, fast); diff != "" {
			t.Fatalf("Find differs from the slow truth:\n%s", diff)
		}
		for _, h := range fast {
			if !utf8.ValidString(h.Name) || h.Score < DefaultThreshold || h.Score > 1 {
				t.Fatalf("%+v", h)
			}
		}
	})
}
