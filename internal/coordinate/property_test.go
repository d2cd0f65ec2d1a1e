package coordinate

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cordon"
)

// aListing is any listing of one entry by one authority.
func aListing(t *rapid.T, a cordon.AuthorityID, n int) cordon.Listing {
	day := func(label string) cordon.Date {
		d := cordon.MustDate("2024-01-01").AddDays(rapid.IntRange(0, 800).Draw(t, label))
		switch rapid.IntRange(0, 5).Draw(t, label+" precision") {
		case 0:
			d.Day = 0
		case 1:
			d.Day, d.Month = 0, 0
		case 2:
			d.Circa = true
		}
		return d
	}
	l := cordon.Listing{List: cordon.ListID(a + "-list"), Authority: a, Programme: cordon.ProgrammeID(fmt.Sprintf("%s/P%d", a, n))}
	l.Entry = cordon.EntryID(fmt.Sprintf("%s/%d", l.List, n))
	kinds := []cordon.DateKind{
		cordon.OwnDate, cordon.UNDate, cordon.LawDate, cordon.AmendedDate, cordon.ObservedDate, cordon.SeenDate,
		cordon.UnknownDate,
	}
	if l.DateKind = rapid.SampledFrom(kinds).Draw(t, "kind"); l.DateKind != cordon.UnknownDate {
		l.Listed = day("listed")
	}
	if rapid.Bool().Draw(t, "ended") {
		l.Delisted = day("delisted")
		l.Delisted.Circa = false
	}
	return l
}

// drawn is a party with any listings by the given authorities.
func drawn(t *rapid.T, as ...cordon.AuthorityID) []cordon.Listing {
	var out []cordon.Listing
	for _, a := range as {
		for n := range rapid.IntRange(0, 3).Draw(t, string(a)) {
			out = append(out, aListing(t, a, n))
		}
	}
	return out
}

func rowOf(ls []cordon.Listing, v view) Row {
	p := picture{listings: map[cordon.EntryID][]cordon.Listing{}}
	sub := &subject{id: "p"}
	for _, l := range ls {
		if p.listings[l.Entry] == nil {
			sub.entries = append(sub.entries, l.Entry)
		}
		p.listings[l.Entry] = append(p.listings[l.Entry], l)
	}
	return p.row(sub, v)
}

// column is a cell without its lag, which is to another's column.
func column(r Row, a cordon.AuthorityID) *Cell {
	if r.Cells[a] == nil {
		return nil
	}
	c := *r.Cells[a]
	c.LagDays, c.LagRange = nil, nil
	return &c
}

// TestProperties holds, for any party and day: adding an authority never
// changes another's column; nothing is asserted against the rules; the order of
// entries means nothing to the dates.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := view{
			day:  cordon.MustDate("2024-01-01").AddDays(rapid.IntRange(-100, 900).Draw(t, "day")),
			held: map[cordon.AuthorityID]Coverage{"un": {State: Full}, "eu": {State: Stale}},
		}
		few := drawn(t, "un", "eu")
		more := append(append([]cordon.Listing{}, few...), drawn(t, "gb", "us")...)
		less, row := rowOf(few, v), rowOf(more, v)
		for _, a := range []cordon.AuthorityID{"un", "eu"} {
			if d := cmp.Diff(column(less, a), column(row, a)); d != "" {
				t.Fatalf("%s changed (-without +with)\n%s", a, d)
			}
		}
		for _, fault := range against(&row, more, v) {
			t.Fatal(fault)
		}
		turned := rowOf(rapid.Permutation(more).Draw(t, "order"), v)
		for a := range row.Cells {
			x, y := column(row, a), column(turned, a)
			if y == nil || x.Delisted != y.Delisted || x.DateKind != y.DateKind || x.First.Compare(y.First) != 0 || len(x.Refs) != len(y.Refs) ||
				x.Unsure != y.Unsure ||
				x.Begin.String() != y.Begin.String() || row.Lead() != turned.Lead() || row.First != turned.First {
				t.Fatalf("%s by order: %+v and %+v", a, x, y)
			}
		}
	})
}

// TestTodayIsDefault compares a query of today's with one that does not say.
func TestTodayIsDefault(t *testing.T) {
	b := timelineBench(t)
	for _, programme := range []string{"dprk-russia", "eu/X", "un/X"} {
		if d := cmp.Diff(b.gaps(GapQuery{Programme: programme}), b.gaps(GapQuery{Programme: programme, AsOf: cordon.MustDate(today)})); d != "" {
			t.Errorf("%s: %s", programme, d)
		}
	}
}
