package screen

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/table"
)

func named(kind cordon.Kind, n string, change func(*cordon.Query)) *cordon.Query {
	q := asking(n)
	q.Profile.Kind = kind
	if change != nil {
		change(q)
	}
	return q
}

func identified(scheme cordon.Scheme, value string) *cordon.Query {
	return &cordon.Query{Profile: cordon.Profile{Identifiers: []cordon.Identifier{{Scheme: scheme, Value: value}}}}
}

// unanswerable are queries that cannot be asked, or not of what is loaded. None
// may be answered with "no hit".
var unanswerable = map[string]*cordon.Query{
	"nothing asked":      {},
	"empty name":         asking(""),
	"spaces":             asking(" \t "),
	"punctuation":        asking("*** --- ***"),
	"control characters": asking("\x00\x01"),
	"escape sequence":    asking("\x1b[31mRi Pyong Chol"),
	"C1 control":         asking("Ri Pyong\u009b31m Chol"),
	"DEL":                asking("Ri Pyong Chol\x7f"),
	"bell in a number":   identified(cordon.Passport, "1234567\a"),
	"control in a part": named("", "Ri Pyong Chol", func(q *cordon.Query) {
		q.Profile.Names[0].Parts = []cordon.NamePart{{Role: "family", Text: "Ri\x1b[1m"}}
	}),
	"letter that is dropped": asking("ʼʼ"),
	"combining marks":        asking("\u0301\u0302"),
	"symbols":                asking("☭ ★"),
	"not UTF-8":              asking("M\xfcller"),
	"replacement character":  asking("M\ufffdller"),
	"half a name not UTF-8": named("", "Kim", func(q *cordon.Query) {
		q.Profile.Names = append(q.Profile.Names, cordon.Name{Full: "Kim J\xf6ng"})
	}),
	"name of parts alone": named("", "", func(q *cordon.Query) {
		q.Profile.Names[0].Parts = []cordon.NamePart{{Role: "family", Text: "Kim"}}
	}),
	"Thai":                        asking("สมชาย ใจดี"),
	"Hebrew":                      asking("בנימין"),
	"Khmer":                       asking("ហ៊ុន សែន"),
	"Devanagari, an organisation": named(cordon.Organization, "भारतीय स्टेट बैंक", nil),
	"Han without known readings":  asking("王伟"),
	"Han company":                 named(cordon.Organization, "中国石油天然气集团", nil),
	"single letters":              asking("K J U"),
	"one letter":                  asking("K"),
	"particles":                   asking("bin al"),
	"name of 1 MB":                asking(strings.Repeat("x", 1<<20)),
	"name of 10,000 words":        asking(strings.Repeat("Kim Jong ", 5000)),
	"party behind 70 words":       asking(strings.Repeat("Aa ", 70) + "Ri Pyong Chol"),
	"201 names":                   named("", "Kim", func(q *cordon.Query) { q.Profile.Names = slices.Repeat(q.Profile.Names, 201) }),
	"short identifier":            identified(cordon.Passport, "1234"),
	"identifier of punctuation":   identified(cordon.Passport, "-- / --"),
	"empty identifier":            identified(cordon.Passport, ""),
	"placeholder as identifier":   identified(cordon.Passport, "UNKNOWN"),
	"unknown scheme":              identified("shoe-size", "12345678"),
	"short identifier and name": named("", "Kim Jong Il", func(q *cordon.Query) {
		q.Profile.Identifiers = identified(cordon.IMOShip, "99").Profile.Identifiers
	}),
	"question marks beside an identifier": named("", "?????? ????", func(q *cordon.Query) {
		q.Profile.Identifiers = identified(cordon.Passport, "AB1234567").Profile.Identifiers
	}),
	"dashes beside an identifier": named("", "--", func(q *cordon.Query) {
		q.Profile.Identifiers = identified(cordon.Passport, "AB1234567").Profile.Identifiers
	}),
	"lost alias": named("", "Kim Jong Il", func(q *cordon.Query) {
		q.Profile.Names = append(q.Profile.Names, cordon.Name{Full: "???", Use: cordon.Alias})
	}),
	"lost word of a name": asking("Ivan ??????"),
	"lost identifier": named("", "Kim Jong Il", func(q *cordon.Query) {
		q.Profile.Identifiers = identified(cordon.Passport, "???????").Profile.Identifiers
	}),
	"identifier of 10 kB": identified(cordon.OtherID, strings.Repeat("1", 10000)),
	"unknown list":        named("", "Ri Pyong Chol", func(q *cordon.Query) { q.Lists = []cordon.ListID{"test", "tset"} }),
	"empty list":          named("", "Ri Pyong Chol", func(q *cordon.Query) { q.Lists = []cordon.ListID{""} }),
	"threshold above 1":   named("", "Kim", func(q *cordon.Query) { q.Threshold = 1.01 }),
	"limit below 0":       named("", "Kim", func(q *cordon.Query) { q.Limit = -1 }),
	"unknown kind":        named("robot", "Kim", nil),
	"unknown country": named("", "Kim", func(q *cordon.Query) {
		q.Profile.Countries = []cordon.CountryLink{{Country: "Atlantis"}}
	}),
	"unknown gender": named("", "Kim", func(q *cordon.Query) { q.Profile.Gender = "M." }),
	"impossible birth": named("", "Kim", func(q *cordon.Query) {
		q.Profile.Births = []cordon.Birth{{Date: cordon.Date{Year: 1970, Month: 13}}}
	}),
	"birth in the future": named("", "Kim", func(q *cordon.Query) {
		q.Profile.Births = []cordon.Birth{{Date: cordon.MustDate("9999-12-31")}}
	}),
	"birth before 1800": named("", "Kim", func(q *cordon.Query) {
		q.Profile.Births = []cordon.Birth{{Date: cordon.MustDate("1389-01-01")}}
	}),
	"birth in the Hijri calendar": named("", "Kim", func(q *cordon.Query) {
		q.Profile.Births = []cordon.Birth{{Date: cordon.MustDate("1970-01-01"), Calendar: "islamic"}}
	}),
	"birth in a Buddhist year": named("", "Kim", func(q *cordon.Query) {
		q.Profile.Births = []cordon.Birth{{Date: cordon.MustDate("2513"), Calendar: "buddhist"}}
	}),
	"founded in the future": named(cordon.Organization, "Kim", func(q *cordon.Query) {
		q.Profile.Founded = []cordon.Date{cordon.MustDate("9999-12-31")}
	}),
	"founded on no day": named(cordon.Organization, "Kim", func(q *cordon.Query) {
		q.Profile.Founded = []cordon.Date{{Year: 1990, Month: 2, Day: 31}}
	}),
	"birth range reversed": named("", "Kim", func(q *cordon.Query) {
		q.Profile.Births = []cordon.Birth{{Date: cordon.MustDate("1970"), To: cordon.MustDate("1960")}}
	}),
}

func TestUnanswerable(t *testing.T) {
	s := serving(t, "Ri Pyong Chol", "Kim Jong Un")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	for what, q := range unanswerable {
		for door, ask := range map[string]func() (int, error){
			"Preview": func() (int, error) { hits, err := s.find(t, q); return len(hits), err },
			"Screen":  func() (int, error) { _, err := s.Screen(t.Context(), "tester", q); return 0, err },
		} {
			n, err := ask()
			if err == nil || !errors.Is(err, cordon.ErrInvalid) && !errors.Is(err, cordon.ErrNotFound) {
				t.Errorf("%s: %s: %d hits, error %v", what, door, n, err)
			}
		}
	}
}

// TestUnanswerableRows: in a file, what cannot be asked is said in the answer of
// its row, and a row of which nothing is left counts as not screened.
func TestUnanswerableRows(t *testing.T) {
	s := serving(t, "Ri Pyong Chol", "Kim Jong Un")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	for what, q := range unanswerable {
		var out strings.Builder
		rows := func(yield func(table.Row, error) bool) { yield(table.Row{Number: 1, Query: *q}, nil) }
		sum, err := s.Batch(t.Context(), "tester", rows, cordon.Query{}, table.NewWriter(&out, table.JSONL))
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		var a table.Answer
		if err := json.Unmarshal([]byte(out.String()), &a); err != nil {
			t.Fatal(err)
		}
		if a.Error == "" || sum.Partly+sum.Bad != 1 {
			t.Errorf("%s: %.200s, %+v", what, out.String(), sum)
		}
	}
}

func TestEmptyIndex(t *testing.T) {
	s := &Service{Live: &index.Live{}}
	s.Live.Swap(index.Build(1, nil))
	if sc, err := s.Screen(t.Context(), "tester", asking("Kim Jong Un")); !errors.Is(err, cordon.ErrConflict) {
		t.Errorf("an index without parties: %v, %v", sc, err)
	}
	rows := func(yield func(table.Row, error) bool) {
		yield(table.Row{Number: 1, Query: *asking("Kim Jong Un")}, nil)
	}
	sum, err := s.Batch(t.Context(), "tester", rows, cordon.Query{}, table.NewWriter(&strings.Builder{}, table.JSONL))
	if !errors.Is(err, cordon.ErrConflict) {
		t.Errorf("an index without parties: %+v, %v", sum, err)
	}
}

// TestUnloadedList: a list that is not loaded ends a file before its first row.
func TestUnloadedList(t *testing.T) {
	s := serving(t, "Ri Pyong Chol")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	rows := func(yield func(table.Row, error) bool) { t.Error("rows are read") }
	w := table.NewWriter(&strings.Builder{}, table.JSONL)
	_, err := s.Batch(t.Context(), "tester", rows, cordon.Query{Lists: []cordon.ListID{"tset"}}, w)
	if !errors.Is(err, cordon.ErrNotFound) || !strings.Contains(err.Error(), "tset") || !strings.Contains(err.Error(), "loaded: test") {
		t.Error(err)
	}
}

// TestWhiteSpace: tabs and line breaks part the words of a name.
func TestWhiteSpace(t *testing.T) {
	s := serving(t, "Ri Pyong Chol")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	if hits, err := s.find(t, asking("Ri\tPyong\r\nChol")); err != nil || len(hits) != 1 {
		t.Errorf("%v, %v", hits, err)
	}
}

// TestScreenedByTheRest: what cannot be asked in a row does not keep the rest
// from being asked.
func TestScreenedByTheRest(t *testing.T) {
	s := serving(t, "Ri Pyong Chol")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	q := *asking("Ri Pyong Chol")
	q.Profile.Identifiers = []cordon.Identifier{{Scheme: cordon.Passport, Value: "12"}}
	q.Profile.Births = []cordon.Birth{{Date: cordon.MustDate("9999-12-31")}}
	q.Profile.Countries = []cordon.CountryLink{{Country: "Atlantis"}}
	q.Profile.Gender = "?"
	var out strings.Builder
	rows := func(yield func(table.Row, error) bool) { yield(table.Row{Number: 1, Query: q}, nil) }
	sum, err := s.Batch(t.Context(), "tester", rows, cordon.Query{}, table.NewWriter(&out, table.JSONL))
	if diff := cmp.Diff(Summary{Rows: 1, Hit: 1, Partly: 1}, sum); err != nil || diff != "" {
		t.Error(err, diff)
	}
	for _, what := range []string{"passport", "birth", "Atlantis", "gender"} {
		if !strings.Contains(out.String(), what) {
			t.Errorf("%s is not in %s", what, out.String())
		}
	}
}

// TestEmptyCells: what tables write into an empty cell is neither asked nor an error.
func TestEmptyCells(t *testing.T) {
	q := asking("Ri Pyong Chol")
	q.Profile.Names = append(q.Profile.Names, cordon.Name{Full: "-", Use: cordon.Alias}, cordon.Name{Full: " ", Use: cordon.Alias})
	for _, v := range []string{"", "-", "—", "N/A", "..."} {
		q.Profile.Identifiers = append(q.Profile.Identifiers, cordon.Identifier{Scheme: cordon.Passport, Value: v})
	}
	if problems, _ := separate(q, cordon.DateOf(day)); len(problems) != 0 || len(q.Profile.Names) != 1 || len(q.Profile.Identifiers) != 0 {
		t.Errorf("%v: %+v", problems, q.Profile)
	}
}

// TestIncomplete: no hit on a list whose file was cut is said to prove little.
func TestIncomplete(t *testing.T) {
	s := serving(t, "Vladimir Putin")
	last, err := s.Store.LastSnapshot(t.Context(), "test")
	if err != nil {
		t.Fatal(err)
	}
	at := last.Fetched.Add(time.Minute)
	putList(t, s, &cordon.Snapshot{ID: "test@2", List: "test", Fetched: at, Previous: last.ID, Cut: true}, []string{"Vladimir Putin"})
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	got, err := s.Screen(t.Context(), "tester", asking("Smith"))
	if err != nil || len(got.Notes) != 1 || !strings.Contains(got.Notes[0], "was cut") {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestOneWord: one word of a listed person's name is below the threshold; the
// answer says so.
func TestOneWord(t *testing.T) {
	s := serving(t, "Vladimir Putin", "Kim Jong Un")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	got, err := s.Screen(t.Context(), "tester", asking("Putin"))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Hits) != 0 || len(got.Notes) != 1 || !strings.Contains(got.Notes[0], "Vladimir Putin") {
		t.Errorf("%+v", got)
	}
	if got, err := s.Screen(t.Context(), "tester", asking("Smith")); err != nil || len(got.Notes) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestGenericWords: a name of nothing but words that many companies share finds
// none of them, and the answer says so.
func TestGenericWords(t *testing.T) {
	s := serving(t, "Azia Shipping Company", "Al Noor General Trading LLC", "Kim Jong Un")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		kind cordon.Kind
		name string
		note bool
	}{
		{cordon.Organization, "Shipping", true},
		{cordon.Organization, "The General Trading Co., Ltd.", true},
		{cordon.Organization, "LLC", true},
		{"", "Import Export", true},
		{"", "Bank", true},
		{cordon.Organization, "Zyzx Trading", false},
		{cordon.Organization, "Zyzx", false},
		{cordon.Person, "Import Export", false},
	} {
		got, err := s.Screen(t.Context(), "tester", named(c.kind, c.name, nil))
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Hits) != 0 || (len(got.Notes) == 1) != c.note || len(got.Notes) > 1 {
			t.Errorf("%s %q: %d hits, %q", c.kind, c.name, len(got.Hits), got.Notes)
		}
		if c.note && !strings.Contains(got.Notes[0], "give the full name") {
			t.Errorf("%q", got.Notes)
		}
	}
}
