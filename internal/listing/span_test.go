package listing

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cordon"
)

func bound(from, to string) Bound { return Bound{NotBefore: day(from), NotAfter: day(to)} }

// TestSpanText holds how a span is shown.
func TestSpanText(t *testing.T) {
	for want, bounds := range map[string][]Bound{
		"2024-02-22":                      {bound("2024-02-22", "2024-02-22")},
		"by 2024-05-17":                   {bound("", "2024-05-17")},
		"after 2023-12-05, by 2023-12-12": {bound("2023-12-06", ""), bound("", "2023-12-12")},
		"on or after 2024-02-22":          {bound("2024-02-22", "")},
		"2024":                            {bound("2024-01-01", "2024-12-31")},
		"2024-02":                         {bound("2024-02-01", "2024-02-29")},
		"after 2024-01-31, by 2024-02-28": {bound("2024-02-01", "2024-02-28")},
		"not known":                       {},
		"after 2023-12-31, by 2024-06-02 (its sources contradict each other)": {
			bound("2024-06-01", "2024-06-02"), bound("2024-01-01", "2024-01-01"),
		},
		"not known (its sources contradict each other)": {bound("2024-06-01", ""), bound("", "2024-01-01")},
	} {
		if got := SpanOf(bounds...).String(); got != want {
			t.Errorf("%v: %q, want %q", bounds, got, want)
		}
	}
}

// aBound is any bound within two months, with open ends among them.
func aBound(t *rapid.T, label string) Bound {
	var b Bound
	from := rapid.IntRange(0, 60).Draw(t, label+" from")
	if rapid.Bool().Draw(t, label+" has a start") {
		b.NotBefore = day("2024-01-01").AddDays(from)
	}
	if rapid.Bool().Draw(t, label+" has an end") {
		b.NotAfter = day("2024-01-01").AddDays(from + rapid.IntRange(0, 30).Draw(t, label+" length"))
	}
	b.Kind = rapid.SampledFrom(Kinds).Draw(t, label+" kind").ID
	b.Snapshot = cordon.SnapshotID(rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, label+" snapshot"))
	return b
}

func aSpan(t *rapid.T, label string) Span {
	var bs []Bound
	for range rapid.IntRange(1, 3).Draw(t, label) {
		bs = append(bs, aBound(t, label))
	}
	return SpanOf(bs...)
}

// within reports whether a allows no day that b forbids.
func within(a, b Span) bool {
	return (b.NotBefore.IsZero() || !a.NotBefore.Before(b.NotBefore)) &&
		(b.NotAfter.IsZero() || !a.NotAfter.IsZero() && !b.NotAfter.Before(a.NotAfter))
}

// TestIntersect: the order of evidence means nothing, none is lost, more of it
// never widens a span, and a contradiction is never settled.
func TestIntersect(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := aSpan(t, "a"), aSpan(t, "b"), aSpan(t, "c")
		ab := Intersect(a, b)
		if d := cmp.Diff(ab, Intersect(b, a)); d != "" {
			t.Fatalf("it does not commute:\n%s", d)
		}
		if d := cmp.Diff(Intersect(ab, c), Intersect(a, Intersect(b, c))); d != "" {
			t.Fatalf("it does not associate:\n%s", d)
		}
		if d := cmp.Diff(a, Intersect(a, a)); d != "" {
			t.Fatalf("the same evidence twice:\n%s", d)
		}
		if !ab.Conflict && (!within(ab, a) || !within(ab, b)) {
			t.Fatalf("%s and %s give %s", a, b, ab)
		}
		if ab.Conflict && ab.Exact() || (a.Conflict || b.Conflict) && !ab.Conflict {
			t.Fatalf("%s and %s: the contradiction is settled as %s", a, b, ab)
		}
		if !ab.Conflict && !ab.NotAfter.IsZero() && ab.NotAfter.Before(ab.NotBefore) {
			t.Fatalf("%s ends before it begins", ab)
		}
		if ab.Conflict && (!within(a, ab) && !a.Conflict || !within(b, ab) && !b.Conflict) {
			t.Fatalf("%s and %s: the contradiction %s forbids what one of them allows", a, b, ab)
		}
	})
}

// TestEarliest draws a day from each of several spans: the first of them lies in
// the span of the first, and no lag is outside of its bounds.
func TestEarliest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var spans []Span
		var first cordon.Date
		for range rapid.IntRange(1, 4).Draw(t, "acts") {
			b := aBound(t, "act")
			from, to := b.NotBefore, b.NotAfter
			if from.IsZero() {
				from = day("2023-06-01")
			}
			if to.IsZero() {
				to = day("2024-12-01")
			}
			on := from.AddDays(rapid.IntRange(0, to.Days(from)).Draw(t, "day"))
			if first.IsZero() || on.Before(first) {
				first = on
			}
			spans = append(spans, SpanOf(b))
			if l := LagOf(SpanOf(b), SpanOf(Bound{NotBefore: to, NotAfter: to})); l != nil {
				if lag := to.Days(on); lag < l.Least || l.Most != nil && lag > *l.Most {
					t.Fatalf("%d days from %s to %s, within %s: %s", lag, on, to, SpanOf(b), l)
				}
			}
		}
		if s := Earliest(spans...); !within(SpanOf(Bound{NotBefore: first, NotAfter: first}), s) {
			t.Fatalf("the first was on %s, not within %s of %v", first, s, spans)
		}
		for _, a := range spans {
			for _, b := range spans {
				if a.Before(b) && b.Before(a) || a.Before(a) {
					t.Fatalf("%s and %s are before one another", a, b)
				}
			}
		}
	})
}

// TestBegin holds what each kind of date says of the day on which a listing
// began, by the table of the decision.
func TestBegin(t *testing.T) {
	Lags["measured"] = PublicationLag{Days: 2}
	t.Cleanup(func() { delete(Lags, "measured") })
	seen := Seen{Snapshot: "s", On: day("2024-05-17"), Lacked: day("2024-05-10")}
	for _, c := range []struct {
		list cordon.ListID
		date string
		kind cordon.DateKind
		want string
	}{
		{"xx-list", "2024-02-22", cordon.OwnDate, "2024-02-22"},
		{"xx-list", "2024", cordon.OwnDate, "2024"},
		{"xx-list", "~2024-02-22", cordon.OwnDate, "by 2024-05-17"},
		{"xx-list", "2016-03-02", cordon.UNDate, "by 2024-05-17"},
		{"xx-list", "2020-12-31", cordon.LawDate, "by 2020-12-31"},
		{"xx-list", "2024-03-01", cordon.AmendedDate, "by 2024-03-01"},
		{"xx-list", "2024-05-17", cordon.ObservedDate, "by 2024-05-17"}, // the list's lag is not known
		{"measured", "2024-05-17", cordon.ObservedDate, "after 2024-05-08, by 2024-05-17"},
		{"measured", "2024-05-17", cordon.SeenDate, "after 2024-05-08, by 2024-05-17"},
		{"xx-list", "2024-05-17", cordon.SeenDate, "by 2024-05-17"},
		{"xx-list", "", cordon.UnknownDate, "by 2024-05-17"},
		{"xx-list", "2024-01-01", "whatever", "by 2024-05-17"},
	} {
		l := cordon.Listing{List: c.list, Listed: day(c.date), DateKind: c.kind}
		got := Begin(l, seen)
		if got.String() != c.want || len(got.Evidence) != 1 || got.Evidence[0].Snapshot != "s" || got.Evidence[0].Kind != c.kind {
			t.Errorf("%s %s: %s by %+v, want %s", c.date, c.kind, got, got.Evidence, c.want)
		}
	}
	l := cordon.Listing{List: "measured", Listed: day("2024-05-17"), DateKind: cordon.ObservedDate}
	if got := Begin(l, Seen{On: day("2026-01-01"), Alone: true}).String(); got != "after 2024-04-30, by 2024-05-17" {
		t.Errorf("observed, the snapshot before not known: %s", got) // at most 15 days before, less the lag of 2
	}
	if got := Begin(l, Seen{On: day("2024-05-17")}).String(); got != "by 2024-05-17" {
		t.Errorf("observed after a snapshot that was not read whole: %s", got)
	}
	if got := Begin(cordon.Listing{}, Seen{}).String(); got != "not known" {
		t.Errorf("without any evidence: %s", got)
	}
}

// TestEnd holds what each kind of end says.
func TestEnd(t *testing.T) {
	Lags["measured"] = PublicationLag{}
	t.Cleanup(func() { delete(Lags, "measured") })
	for want, end := range map[string]Span{
		"2024-02-01":                             Printed(day("2024-02-01")),
		"by 2024-02-10":                          Gone("xx-list", day("2024-01-28"), day("2024-02-10")),
		"after 2024-01-28, by 2024-02-10":        Gone("measured", day("2024-01-28"), day("2024-02-10")),
		"with the list’s closing, by 2026-01-28": Closed(day("2026-01-20"), day("2026-01-28")),
	} {
		if got := EndText(end); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestLagText holds how a lag is shown.
func TestLagText(t *testing.T) {
	exact, month, by := SpanOf(bound("2024-01-01", "2024-01-01")), SpanOf(bound("2024-03-01", "2024-03-31")), SpanOf(bound("", "2024-01-01"))
	for _, c := range []struct {
		first, later Span
		want         string
	}{
		{exact, SpanOf(bound("2024-03-01", "2024-03-01")), "+60 d"},
		{exact, month, "+60 to +90 d"},
		{by, month, "+60 d or more"},
		{exact, SpanOf(bound("", "2024-03-01")), "+0 to +60 d"},
	} {
		if l := LagOf(c.first, c.later); l == nil || l.String() != c.want {
			t.Errorf("from %s to %s: %v, want %s", c.first, c.later, l, c.want)
		}
	}
	if l := LagOf(by, SpanOf(bound("", "2024-03-01"))); l != nil {
		t.Errorf("between two open dates: %s", l)
	}
}
