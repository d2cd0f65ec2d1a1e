package coordinate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/resolve"
	"cordon/internal/starter"
	"cordon/internal/store"
)

// The rules of dates a second time, for the tests: against reports what a row
// asserts that its listings do not prove. It works on days as text, and shares
// nothing with package listing.

// never sorts after every day: an end that is open.
const never = "~"

// A within is the days between which something happened; an open start is empty.
type within struct{ from, to string }

func (w within) exact() bool { return w.from != "" && w.from == w.to }

// began is when a listing began, by the kind of its date. Only OFAC's SDN list
// has a known publication lag, of one day, so that no other list's snapshots give
// a first day.
func began(l cordon.Listing, v view) within {
	seen := within{"", cmp.Or(v.seen[l.Snapshot].On.String(), never)}
	first, last := cordon.DateOf(l.Listed.First()).String(), cordon.DateOf(l.Listed.Last()).String()
	switch {
	case l.Listed.IsZero() || l.Listed.Circa:
		return seen
	case l.DateKind == cordon.OwnDate:
		return within{first, last}
	case l.List == "us-ofac-sdn" && (l.DateKind == cordon.ObservedDate || l.DateKind == cordon.SeenDate):
		lacked := v.seen[l.Snapshot].Lacked // the day after it, less the lag, is this very day
		if v.seen[l.Snapshot].Alone && l.DateKind == cordon.ObservedDate {
			lacked = cordon.MustDate(first).AddDays(-15) // the longest gap in the archive of daily versions
		}
		return within{lacked.String(), last}
	case slices.Contains([]cordon.DateKind{cordon.LawDate, cordon.AmendedDate, cordon.ObservedDate, cordon.SeenDate}, l.DateKind):
		return within{"", last}
	}
	return seen // a copy of the UN's date, and what is no kind at all
}

// firsts are the days between which each authority first acted, of those whose
// act can have been made up to the view's day.
func firsts(ls []cordon.Listing, v view) map[cordon.AuthorityID]within {
	out := map[cordon.AuthorityID]within{}
	for _, l := range ls {
		w := began(l, v)
		if w.from > v.day.String() {
			continue
		}
		old, ok := out[l.Authority]
		if !ok {
			old = w
		}
		out[l.Authority] = within{min(old.from, w.from), min(old.to, w.to)}
	}
	return out
}

// against lists what a row asserts against the rules.
func against(r *Row, ls []cordon.Listing, v view) (faults []string) {
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Sprintf("%s %s: ", r.Party, line(*r))+fmt.Sprintf(format, args...))
	}
	acts := firsts(ls, v)
	act := within{never, never}
	for _, w := range acts {
		act = within{min(act.from, w.from), min(act.to, w.to)}
	}
	for _, a := range append(slices.Clone(r.Together), r.First) {
		for b, w := range acts {
			if a != "" && a != b && acts[a].to >= w.from && !(slices.Contains(r.Together, b) && acts[a].exact() && acts[a] == w) {
				fault("%s is first, but %s may have acted in %v, and %s in %v", a, b, w, a, acts[a])
			}
		}
	}
	if r.First != "" && len(r.Together) > 0 || len(r.Together) == 1 {
		fault("%s is first, and %v are together", r.First, r.Together)
	}
	known := never // the earliest day by which an authority has certainly acted
	for a, c := range r.Cells {
		if !c.Unsure {
			known = min(known, acts[a].to)
		}
	}
	if r.FirstKnown != "" && (len(r.Open) == 0 || acts[r.FirstKnown].to != known) {
		fault("%s is the first known, with %v open", r.FirstKnown, r.Open)
	}
	for a, c := range r.Cells {
		w := acts[a]
		if c.Begin.NotBefore.String() != w.from || cmp.Or(c.Begin.NotAfter.String(), never) != w.to {
			fault("%s acted in %s, the listings prove %v", a, c.Begin, w)
		}
		if c.LagDays != nil && (!w.exact() || !act.exact() || *c.LagDays != days(w.from, act.from)) {
			fault("%s: a lag of %d days from %v to %v", a, *c.LagDays, act, w)
		}
		if g := c.LagRange; g != nil {
			if g.Least > 0 && (w.from == "" || act.to == never || g.Least != days(w.from, act.to)) {
				fault("%s: a lag of %d days at least from %v to %v", a, g.Least, act, w)
			}
			if g.Most != nil && (w.to == never || act.from == "" || *g.Most != days(w.to, act.from)) {
				fault("%s: a lag of %d days at most from %v to %v", a, *g.Most, act, w)
			}
		}
		faults = append(faults, againstEnd(a, c, ls, v)...)
	}
	return faults
}

// againstEnd lists what a cell asserts of an end: a single day must be one that
// is no snapshot's, and no first day is known of an end that a snapshot shows.
func againstEnd(a cordon.AuthorityID, c *Cell, ls []cordon.Listing, v view) (faults []string) {
	if (c.End == nil) != c.Delisted.IsZero() {
		return []string{fmt.Sprintf("%s: delisted %s, with the end %v", a, c.Delisted, c.End)}
	}
	if c.End == nil || c.End.NotBefore.IsZero() {
		return nil
	}
	for _, l := range ls {
		if l.Authority != a || l.Delisted.IsZero() || cordon.DateOf(l.Delisted.Last()) != c.Delisted {
			continue
		}
		if !slices.ContainsFunc(snapshotDays(l.List, v), func(d cordon.Date) bool { return d == l.Delisted }) {
			return nil // printed
		}
	}
	if closed := v.closed; slices.ContainsFunc(ls, func(l cordon.Listing) bool { return closed[l.List].Closed == c.Delisted }) {
		return nil
	}
	return []string{fmt.Sprintf("%s ended %s, which only a snapshot shows", a, c.End)}
}

// snapshotDays are the days of a list's snapshots.
func snapshotDays(list cordon.ListID, v view) (days []cordon.Date) {
	for id, seen := range v.seen {
		if strings.HasPrefix(string(id), string(list)+"@") {
			days = append(days, seen.On)
		}
	}
	return days
}

func days(later, first string) int {
	return max(0, cordon.MustDate(later).Days(cordon.MustDate(first)))
}

// TestStarterByRules recomputes the whole matrix of the starter, of all parties:
// no first mover, lag or end is asserted against the rules.
func TestStarterByRules(t *testing.T) {
	b := starterBench(t)
	wholeMatrix(t, b)
}

// wholeMatrix checks the row of every party, today and on days of the past.
func wholeMatrix(t *testing.T, b *bench) {
	t.Helper()
	pic, err := b.picture(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, day := range []string{"2026-09-01", today, "2024-06-01", "2017-08-17"} {
		v := b.view(pic.snapshots, cordon.MustDate(day))
		rows, first, known, faults := 0, 0, 0, 0
		for i := range pic.parties {
			sub := &pic.parties[i]
			row := pic.row(sub, v)
			var ls []cordon.Listing
			for _, e := range sub.entries {
				ls = append(ls, pic.listings[e]...)
			}
			rows++
			m := Matrix{Rows: []Row{row}}
			f, k := m.Movers()
			first, known = first+f, known+k
			for _, fault := range against(&row, ls, v) {
				if faults++; faults < 10 {
					t.Errorf("as of %s: %s", day, fault)
				}
			}
		}
		t.Logf("as of %s: %d parties; the first mover is proven of %d, only the first known of %d; %d faults", day, rows, first, known, faults)
		if rows < 100 {
			t.Errorf("as of %s: only %d parties", day, rows)
		}
	}
}

// starterBench holds the starter, with its entries joined as the program joins
// them.
func starterBench(t *testing.T) *bench {
	t.Helper()
	sets, err := starter.Entries()
	if err != nil {
		t.Fatal(err)
	}
	judged, err := starter.Judgements()
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t)
	var all []*cordon.Entry
	for _, set := range sets {
		b.load(set.List, set.AsOf.String(), "starter", set.Entries...)
		all = append(all, set.Entries...)
	}
	parties, _ := resolve.Cluster(all, judged)
	var rows []store.PartyRow
	for _, p := range parties {
		rows = append(rows, store.PartyRow{ID: p.ID, Entries: p.Entries})
	}
	b.tx(func(tx *store.Tx) error { return tx.PutParties("test", rows) })
	return b
}

// TestNotFirst holds first movers that were asserted beside an open date: the
// authority named was not the first, as the files of the others show.
func TestNotFirst(t *testing.T) {
	b := starterBench(t)
	for _, c := range []struct {
		entry, not, known, open string // an authority that is not the first, the first known, and one whose date is open
	}{
		{"gb-uksl/RUS2451", "nz", "us", "au"}, // Ri: OFAC acted on 2024-12-16
		{"un-sc/KPe.028", "jp", "us", "eu"},   // Munitions Industry Department: OFAC designated it on 2010-08-30
	} {
		d, err := b.Dossier(t.Context(), cordon.PartyID(c.entry))
		if err != nil {
			t.Fatal(err)
		}
		if r := d.Row; r.FirstMover(cordon.AuthorityID(c.not)) || r.FirstKnown != cordon.AuthorityID(c.known) ||
			!slices.Contains(r.Open, cordon.AuthorityID(c.open)) {
			t.Errorf("%s: %s", d.Party.Profile.Name(), line(r))
		} else {
			t.Logf("%s: %s", d.Party.Profile.Name(), line(r))
		}
	}
}
