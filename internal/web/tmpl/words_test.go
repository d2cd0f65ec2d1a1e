package tmpl

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/coordinate"
	"cordon/internal/listing"
)

func TestWords(t *testing.T) {
	d := cordon.MustDate
	four := 4
	for _, c := range []struct{ got, want string }{
		{iso(d("~1951")), "c. 1951"},
		{iso(cordon.Date{}), "–"},
		{machine(d("~1951")), "1951"},
		{period(cordon.Period{}), "–"},
		{period(cordon.Period{From: d("2024-02-22"), To: d("2024-02-22")}), "2024-02-22"},
		{period(cordon.Period{From: d("2024-02")}), "from 2024-02"},
		{period(cordon.Period{To: d("2024")}), "until 2024"},
		{period(cordon.Period{From: d("2024-02-22"), To: d("2024-02-25")}), "2024-02-22 to 2024-02-25"},
		{group(0), "0"},
		{group(999), "999"},
		{group(1000), "1\u202f000"},
		{group(-1234567), "-1\u202f234\u202f567"},
		{count(1, "entry", "entries"), "1 entry"},
		{count(0, "entry", "entries"), "0 entries"},
		{lag(nil), ""},
		{lag(&four), "+4 d"},
		{signed(-0.05), "−0.050"},
		{signed(0.92), "+0.920"},
		{short("리병철입니다", 4), "리병철…"},
		{short("abc", 3), "abc"},
		{string(route("/party/", "un-sc/KPi.033 a?b#c")), "/party/un-sc/KPi.033%20a%3Fb%23c"},
		{snapshotDay("un-sc@2024-11-15T08:00:00.000000Z"), "2024-11-15"},
		{snapshotDay("odd"), "odd"},
		{plain(cordon.Refusal), "refusal to comment"},
		{slug("Not-a <class>"), "not-a--class-"},
		{title("élan"), "Élan"},
		{birth(cordon.Birth{Date: d("1948"), To: d("1951")}), "1948 to 1951"},
		{mentionKind(cordon.Mention{Name: "North Korea", Country: "KP"}), "Country"},
		{mentionOffice(cordon.Mention{Name: "KCNA", Org: "KCNA", Country: "KP"}), "North Korea"},
		{listedUnder(coordinate.Moment{Name: "ANGARA", Summary: "Russia: ANGARA"}), "Russia"},
		{momentWord(coordinate.Moment{Kind: "event", Status: "alleged"}), "event, alleged"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestScripts(t *testing.T) {
	for text, want := range map[string]string{"Kim": "", "김정은": "ko", "Ким": "und-Cyrl", "金正恩": "und-Hani", "キム": "ja", "كيم": "und-Arab", "Kim 김": "ko"} {
		if got := scriptOf(text).lang; got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	names := []cordon.Name{{Full: "김정은"}, {Full: "Kim Jong Un"}, {Full: "Kim Jong Un"}, {Full: "金正恩"}, {Full: ""}}
	want := []ScriptNames{{"Latin script", names[1:2]}, {"Hangul", names[:1]}, {"Chinese characters", names[3:4]}}
	if d := cmp.Diff(want, byScript(names)); d != "" {
		t.Error(d)
	}
}

func TestOutside(t *testing.T) {
	for u, want := range map[string]bool{
		"https://a.example/x": true, "http://a.example": true, "javascript:alert(1)": false, "//a.example": false,
		"data:text/html,x": false, "https://": false, "ftp://a.example": false, " https://a.example": false, "": false,
	} {
		if _, ok := outside(u); ok != want {
			t.Errorf("%q: %v, want %v", u, ok, want)
		}
	}
}

// TestChartHolds wants every mark within the drawing, whatever the dates.
func TestChartHolds(t *testing.T) {
	var ms []coordinate.Tally
	for i := range 400 {
		day := cordon.DateOf(time.Date(2009+i%16, time.Month(i%12)+1, i%28+1, 0, 0, 0, 0, time.UTC))
		kind := []string{"listing", "delisting", "event", "statement"}[i%4]
		m := coordinate.Moment{Kind: kind, Authority: cordon.Authorities[i%12].ID, When: cordon.Period{From: day, To: day}}
		m.Status = []string{"", "denial", "alleged"}[i%3]
		ms = append(ms, coordinate.Tally{Moment: m, Count: 1})
	}
	open := coordinate.Moment{Kind: "event", When: cordon.Period{To: cordon.MustDate("2024")}}
	ms = append(ms, coordinate.Tally{Moment: open, Count: 3}, coordinate.Tally{Moment: coordinate.Moment{Kind: "event"}, Count: 1})
	c := MomentsChart("x", ms)
	n := 0
	for _, l := range c.Lanes {
		for _, m := range l.Marks {
			n += m.Count
			if m.X < labelWidth || m.X > c.Width || l.Y > c.Height-axisHeight {
				t.Errorf("a mark of %s lies outside at %v,%v", l.Label, m.X, l.Y)
			}
		}
	}
	if n != 403 { // the undated one has no place
		t.Errorf("%d moments are drawn, want 403", n)
	}
	if len(c.Ticks) < 3 || len(c.Ticks) > 14 {
		t.Errorf("%d ticks", len(c.Ticks))
	}
	if empty := MomentsChart("x", nil); len(empty.Lanes) != 0 {
		t.Error("a chart of nothing has lanes")
	}
}

func TestListingsChart(t *testing.T) {
	act := func(day string) listing.Span {
		return listing.SpanOf(listing.Bound{NotBefore: cordon.MustDate(day), NotAfter: cordon.MustDate(day)})
	}
	by := listing.SpanOf(listing.Bound{NotAfter: cordon.MustDate("2012-12-31")})
	gone := act("2013-01-01")
	ls := []coordinate.Listed{
		{Listing: cordon.Listing{
			Authority: "un", Programme: "un/DPRK", Listed: cordon.MustDate("2009-04-24"), DateKind: cordon.OwnDate,
		}, Begin: act("2009-04-24")},
		{Listing: cordon.Listing{
			Authority: "un", Programme: "un/DPRK", Listed: cordon.MustDate("2012"), DateKind: cordon.ObservedDate,
			Delisted: cordon.MustDate("2013-01-01"),
		}, Begin: by, End: &gone},
		{Listing: cordon.Listing{Authority: "gb", Programme: "gb/DPRK", DateKind: cordon.UnknownDate}},
	}
	c := ListingsChart("x", ls, cordon.MustDate("2024-11-22"))
	if len(c.Lanes) != 1 || len(c.Lanes[0].Bars) != 2 || len(c.Lanes[0].Marks) != 3 {
		t.Fatalf("%+v", c.Lanes)
	}
	if open := c.Lanes[0].Bars[0]; !open.Open || open.X+open.Width > chartWidth {
		t.Errorf("the bar in force ends at %v", open.X+open.Width)
	}
	if shape := c.Lanes[0].Marks[1].Shape; shape != "ring" {
		t.Errorf("a date that is no own act is a %s", shape)
	}
}

// TestCellNote is what stands below the date of a cell: who was first is said
// only where it is proven, and of an end only a snapshot shows, "by".
func TestCellNote(t *testing.T) {
	day := func(s string) listing.Span {
		return listing.SpanOf(listing.Bound{NotBefore: cordon.MustDate(s), NotAfter: cordon.MustDate(s)})
	}
	by := listing.SpanOf(listing.Bound{NotAfter: cordon.MustDate("2024-05-01")})
	lag := 73
	cells := map[cordon.AuthorityID]*coordinate.Cell{
		"eu": {Begin: day("2024-02-23")}, "gb": {Begin: by}, "us": {Begin: day("2024-05-06"), LagDays: &lag},
		"jp": {Begin: day("2024-05-06"), LagRange: &listing.Lag{Least: 5}}, "au": {Begin: by, End: &by},
	}
	for want, c := range map[string]struct {
		of  cordon.AuthorityID
		row coordinate.Row
	}{
		"first":                     {"eu", coordinate.Row{First: "eu"}},
		"first, with others":        {"eu", coordinate.Row{Together: []cordon.AuthorityID{"eu", "gb"}}},
		"first known; open: GB, AU": {"eu", coordinate.Row{FirstKnown: "eu", Open: []cordon.AuthorityID{"gb", "au"}}},
		"+73 d":                     {"us", coordinate.Row{}},
		"+5 d or more":              {"jp", coordinate.Row{}},
		"":                          {"gb", coordinate.Row{}},
		"off by 2024-05-01":         {"au", coordinate.Row{}},
	} {
		c.row.Cells = cells
		if got := cellNote(c.row, c.of); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	m := &coordinate.Matrix{Rows: []coordinate.Row{{First: "eu"}, {FirstKnown: "eu"}}}
	if w := moversWords(m); !strings.Contains(w, "proven for 1 party; for 1 another") {
		t.Errorf("%q", w)
	}
	if w := moversWords(&coordinate.Matrix{Rows: m.Rows[:1]}); w != "" {
		t.Errorf("no date is open: %q", w)
	}
}

// TestFirstListed shows the kind of a date that is no act of the authority's own.
func TestFirstListed(t *testing.T) {
	for want, kind := range map[string]cordon.DateKind{
		"2024-02-22": cordon.OwnDate, "≤ 2024-02-22": cordon.AmendedDate, "UN 2024-02-22": cordon.UNDate,
	} {
		e := &cordon.Entry{Designations: []cordon.Designation{
			{Listed: cordon.MustDate("2025-01-01"), DateKind: cordon.OwnDate}, {Listed: cordon.MustDate("2024-02-22"), DateKind: kind}, {},
		}}
		if got := firstListed(e); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := firstListed(&cordon.Entry{}); got != iso(cordon.Date{}) {
		t.Errorf("without a date: %q", got)
	}
}
