package storetest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"cordon"
	"cordon/internal/store"
)

// A dice is a small generator with a fixed start (Knuth's constants, MMIX), so
// that a failure comes again.
type dice uint64

func (d *dice) roll(n int) int {
	*d = *d*6364136223846793005 + 1442695040888963407
	return int(uint64(*d) >> 33 % uint64(n))
}

// A history is what a list said on some days, as sets of entries by reference.
type history struct {
	days []string
	said []map[string]*cordon.Entry
}

// newHistory makes one up: entries come, change, go and come back, and so do
// their designations; dated says whether these have dates.
func newHistory(d *dice, dated bool) history {
	var h history
	said := map[string]*cordon.Entry{}
	for i := range 6 {
		said = next(d, said, dated)
		h.days = append(h.days, cordon.MustDate("2024-01-10").AddDays(10*i).String())
		h.said = append(h.said, said)
	}
	return h
}

func next(d *dice, was map[string]*cordon.Entry, dated bool) map[string]*cordon.Entry {
	now := map[string]*cordon.Entry{}
	for _, ref := range []string{"A", "B", "C", "D", "E"} {
		e := was[ref]
		switch d.roll(4) {
		case 0: // not on the list
			continue
		case 1: // as it was
			if e != nil {
				now[ref] = e
				continue
			}
		}
		e = entry(cordon.EntryID("x/"+ref), fmt.Sprint("version ", d.roll(3)))
		for _, p := range []cordon.ProgrammeID{"xx/P", "xx/Q"}[:1+d.roll(2)] {
			des := under(p, "", "")
			if dated && d.roll(2) == 0 {
				des.DateKind = []cordon.DateKind{cordon.OwnDate, cordon.UNDate, cordon.LawDate, cordon.AmendedDate}[d.roll(4)]
				des.Listed = cordon.MustDate("2023-11-01").AddDays(d.roll(120))
			}
			if dated && d.roll(5) == 0 {
				des.Delisted = cordon.MustDate("2024-01-01").AddDays(d.roll(60))
			}
			e.Designations = append(e.Designations, des)
		}
		now[ref] = e
	}
	return now
}

// tell stores the first n states of a history as a list of its own.
func (h history) tell(t *testing.T, s *store.Store, l cordon.ListID, n int) {
	t.Helper()
	var ps []publication
	for i, day := range h.days[:n] {
		p := publication{list: l, day: day}
		for ref, e := range h.said[i] {
			c := *e
			c.ID, c.List = cordon.EntryID(string(l)+"/"+ref), l
			p.put = append(p.put, &c)
		}
		if i > 0 {
			for ref := range h.said[i-1] {
				if h.said[i][ref] == nil {
					p.gone = append(p.gone, cordon.EntryID(string(l)+"/"+ref))
				}
			}
		}
		ps = append(ps, p)
	}
	put(t, s, ps...)
}

// answer is a query's answer in a form that is the same for every list.
func answer(t *testing.T, s *store.Store, q store.EntryQuery) []string {
	t.Helper()
	var refs []string
	for _, e := range all(t, s.Entries(t.Context(), q)) {
		refs = append(refs, fmt.Sprintf("%s %s since %s", e.Ref, e.Profile.Name(), e.Since[len(e.List):]))
	}
	return refs
}

// knowledge: what was known at an instant is what a store that stopped there
// answers, for every day asked about.
func knowledge(t *testing.T, s *store.Store) {
	d := dice(1)
	for round := range 4 {
		h := newHistory(&d, true)
		whole := cordon.ListID(fmt.Sprint("whole-", round))
		h.tell(t, s, whole, len(h.days))
		for n := 1; n <= len(h.days); n++ {
			part := cordon.ListID(fmt.Sprint("part-", round, "-", n))
			h.tell(t, s, part, n)
			known := noon(h.days[n-1]).Add(time.Hour)
			same(t, fmt.Sprint(whole, " known on ", known), answer(t, s, store.EntryQuery{List: whole, KnownAt: known}),
				answer(t, s, store.EntryQuery{List: part}))
			for _, asOf := range []string{"2023-12-01", "2024-01-01", "2024-01-12", "2024-01-30", "2024-02-05", "2024-02-20", "2024-06-01"} {
				same(t, fmt.Sprint(whole, " known on ", known, " as of ", asOf),
					answer(t, s, store.EntryQuery{List: whole, KnownAt: known, AsOf: day(asOf)}),
					answer(t, s, store.EntryQuery{List: part, AsOf: day(asOf)}))
			}
		}
	}
}

// publications: of a list without dates, a day's entries are those of the
// newest publication up to it.
func publications(t *testing.T, s *store.Store) {
	d := dice(2)
	for round := range 6 {
		h := newHistory(&d, false)
		l := cordon.ListID(fmt.Sprint("list-", round))
		h.tell(t, s, l, len(h.days))
		for at := day("2024-01-08"); at.Before(day("2024-03-10")); at = at.AddDays(1) {
			var want []string
			for i, published := range h.days {
				if at.Before(day(published)) {
					break
				}
				want = nil
				for ref, e := range h.said[i] {
					want = append(want, ref+" "+e.Profile.Name())
				}
			}
			slices.Sort(want)
			var got []string
			for _, e := range all(t, s.Entries(t.Context(), store.EntryQuery{List: l, AsOf: at})) {
				got = append(got, e.Ref+" "+e.Profile.Name())
			}
			same(t, fmt.Sprint(l, " as of ", at), got, want)
		}
	}
}

// damaged: a row that cannot be read is an error of every query that meets it,
// after the rows before it, and never a shorter answer.
func damaged(t *testing.T, spec string) {
	s := Open(t, spec)
	db := raw(t, spec)
	if db == nil {
		return // nothing else can open a database in memory
	}
	var es []*cordon.Entry
	var ps []store.PartyRow
	for i := range 300 {
		id := cordon.EntryID(fmt.Sprintf("xx-list/%03d", i))
		es, ps = append(es, entry(id, "name")), append(ps, party(cordon.PartyID(id), id))
	}
	put(t, s, publication{list: "xx-list", day: "2024-01-10", put: es})
	putParties(t, s, ps...)
	if _, err := db.ExecContext(t.Context(), `update entry_version set doc = '{' where entry = 'xx-list/200'`); err != nil {
		t.Fatal(err)
	}
	var n int
	var last error
	for _, err := range s.Parties(t.Context()) {
		if last = err; err == nil {
			n++
		}
	}
	if n >= 201 || last == nil {
		t.Errorf("%d parties and the error %v", n, last)
	}
	if _, err := s.Entry(t.Context(), "xx-list/200"); err == nil {
		t.Error("a damaged entry was read")
	}
	if _, err := db.ExecContext(t.Context(), `alter table entry_version rename to lost`); err != nil {
		t.Fatal(err)
	}
	last = nil
	for _, err := range s.Parties(t.Context()) {
		last = err
	}
	if last == nil {
		t.Error("parties were read without their entries")
	}
	if _, err := db.ExecContext(t.Context(), `alter table lost rename to entry_version`); err != nil {
		t.Fatal(err)
	}
	breaks(s, "version/fingerprint", "version/doc")
}
