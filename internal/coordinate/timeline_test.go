package coordinate

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cordon"
)

// told writes a timeline, a line a moment.
func (b *bench) told(q TimelineQuery) []string {
	b.t.Helper()
	return page(b.t, b.timeline(q), 0, 0)
}

func (b *bench) timeline(q TimelineQuery) *Timeline {
	b.t.Helper()
	t, err := b.Timeline(b.t.Context(), q)
	if err != nil {
		b.t.Fatal(err)
	}
	return t
}

// page writes a page of a timeline, a line a moment.
func page(t testing.TB, of *Timeline, offset, limit int) []string {
	t.Helper()
	ms, err := of.Page(t.Context(), offset, limit)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range ms {
		out = append(out, fmt.Sprintf("%s %s %s%s %s", m.day(), m.Kind, m.Authority, m.Document, m.Summary))
	}
	return out
}

// timelineBench has two parties, one of them delisted by the EU, and two documents.
func timelineBench(t *testing.T) *bench {
	b := newBench(t)
	b.fill("un-sc", "2026-02-20", entry("un-sc/1", "Azov Freight", "un/DPRK 2016-03-02 own", "un/OTHER 2016-03-02 own"),
		entry("un-sc/2", "Old Facts", "un/X 2016-03-02 un"))
	b.fill("eu-fsf", "2026-01-10", entry("eu-fsf/1", "Azov Freight", "eu/RUS 2024-01-09 own", "eu/UKR 2024-01-08 own"),
		entry("eu-fsf/3", "Twin", "eu/X 2020-01-01 own"), entry("eu-fsf/4", "Twin", "eu/X 2020-01-01 own"))
	b.fill("eu-fsf", "2026-02-20", entry("eu-fsf/4", "Twin", "eu/X 2020-01-01 own"))
	b.parties("un-sc/1 eu-fsf/1", "un-sc/2", "eu-fsf/3 eu-fsf/4", "un-sc/other", "eu-fsf/other")
	copied := reading("doc-2", "2024-01-12", "un-sc/1")
	copied.Document.CopyOf = "doc-1"
	undated := reading("doc-3", "", "un-sc/1")
	undated.Events = []cordon.Event{{ID: "doc-3#e1", Type: cordon.Visit, Status: cordon.Possible}}
	b.read(reading("doc-1", "2024-01-10", "un-sc/1"), copied, undated)
	return b
}

func TestTimeline(t *testing.T) {
	b := timelineBench(t)
	all := []string{
		"2026-02-20 delisting eu RUS: Azov Freight",
		"2024-01-10 statement doc-1 the shipment",
		"2024-01-10 statement doc-1 we shipped",
		"2024-01-09 event doc-1 other (Rason)",
		"2024-01-09 listing eu RUS: Azov Freight",
		"2024-01-08 event doc-1 arms transfer: Azov Freight",
		"2024-01-08 listing eu UKR: Azov Freight",
		"2020-01-01 listing eu X: Twin",
		"2016-03-02 listing un DPRK: Azov Freight",
	}
	pick := func(at ...int) []string {
		var out []string
		for _, i := range at {
			out = append(out, all[i])
		}
		return out
	}
	date := cordon.MustDate
	for _, test := range []struct {
		name  string
		query TimelineQuery
		want  []string
	}{
		{"everything: a copy adds nothing, the undated is out, one of twins dropped is no delisting", TimelineQuery{}, all},
		{"a theme", TimelineQuery{Programme: "dprk-russia"}, pick(0, 1, 2, 3, 4, 5, 6, 8)},
		{"a programme", TimelineQuery{Programme: "eu/X"}, pick(1, 2, 3, 5, 7)},
		{"a party: what names it", TimelineQuery{Party: "un-sc/1"}, pick(0, 2, 4, 5, 6, 8)},
		{"an entry of the party", TimelineQuery{Party: "eu-fsf/1"}, pick(0, 2, 4, 5, 6, 8)},
		{"another party", TimelineQuery{Party: "eu-fsf/4"}, pick(7)},
		{"since a day; what went on then is in it", TimelineQuery{Since: date("2024-02-01")}, pick(0, 3)},
		{"since its last day", TimelineQuery{Since: date("2024-02-10")}, pick(0, 3)},
		{"since the day after", TimelineQuery{Since: date("2024-02-11")}, pick(0)},
		{"since a year", TimelineQuery{Since: date("2024")}, pick(0, 1, 2, 3, 4, 5, 6)},
	} {
		if d := cmp.Diff(test.want, b.told(test.query)); d != "" {
			t.Errorf("%s: (-want +got)\n%s", test.name, d)
		}
	}
	for _, q := range []TimelineQuery{{Party: "un-sc/nobody"}, {Programme: "atlantis"}} {
		if _, err := b.Timeline(t.Context(), q); !errors.Is(err, cordon.ErrNotFound) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

// TestTimelinePages: the pages are the parts of the whole, of all kinds and of
// each, and the tallies count what the pages show.
func TestTimelinePages(t *testing.T) {
	b := timelineBench(t)
	for i := range 30 {
		r := reading(fmt.Sprint("more-", i), []string{"2024-01-08", "2024-01", "2020-01-01", "2016"}[i%4], "un-sc/1")
		r.Events[0].When = cordon.Period{From: cordon.MustDate([]string{"2024-01-09", "2026-02-20", "2020"}[i%3])}
		b.read(r)
	}
	whole := b.timeline(TimelineQuery{})
	for _, kinds := range [][]string{nil, {"listing"}, {"event", "statement"}, {"statement"}, {"delisting", "event"}} {
		of := whole
		if kinds != nil {
			of = whole.Of(kinds...)
		}
		all := page(t, of, 0, 0)
		counted, n := map[string]int{}, 0
		for _, c := range of.Tallies() {
			counted[c.Kind], n = counted[c.Kind]+c.Count, n+c.Count
		}
		for _, line := range all {
			counted[strings.Fields(line)[1]]--
		}
		for kind, off := range counted {
			if off != 0 {
				t.Errorf("%v: the tallies have %d more of %s than the pages", kinds, off, kind)
			}
		}
		if len(all) == 0 || n != len(all) || of.Total() != n {
			t.Errorf("%v: %d moments, %d counted, total %d", kinds, len(all), n, of.Total())
		}
		for from := range len(all) + 2 {
			for _, size := range []int{1, 2, 7, 1000} {
				want := all[min(from, len(all)):min(from+size, len(all))]
				if d := cmp.Diff(want, page(t, of, from, size), cmpopts.EquateEmpty()); d != "" {
					t.Fatalf("%v: %d from %d (-want +got)\n%s", kinds, size, from, d)
				}
			}
		}
	}
}

// TestVagueMoments keeps what may lie on or after the day.
func TestVagueMoments(t *testing.T) {
	date := cordon.MustDate
	for _, test := range []struct {
		from, to, since string
		before          bool
	}{
		{"2024", "", "2024-06-01", false},
		{"2024-05", "", "2024-06-01", true},
		{"2024-05", "2024-06", "2024-06-30", false},
		{"", "2024-05-31", "2024-06-01", true},
		{"2024-01-01", "", "", false},
	} {
		m := Moment{When: cordon.Period{From: date(test.from), To: date(test.to)}}
		if got := m.before(date(test.since)); got != test.before {
			t.Errorf("%s..%s before %s: %v", test.from, test.to, test.since, got)
		}
	}
}
