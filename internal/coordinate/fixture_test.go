package coordinate

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/listing"
	"cordon/internal/screen"
	"cordon/internal/store"
)

// known are lists as the program knows them: one of most authorities, two of
// the United States, and one of the United Kingdom that was closed.
var known = []cordon.List{
	{ID: "un-sc", Authority: "un"},
	{ID: "us-ofac-sdn", Authority: "us"},
	{ID: "us-ofac-cons", Authority: "us"},
	{ID: "eu-fsf", Authority: "eu"},
	{ID: "gb-uksl", Authority: "gb"},
	{ID: "gb-ofsi", Authority: "gb", SupersededBy: "gb-uksl", Closed: cordon.MustDate("2026-01-28")},
}

// today is the day of every test that does not say another.
const today = "2026-03-01"

// A bench is a real store with a service on it.
type bench struct {
	t testing.TB
	*Service
	at      time.Time // of the next snapshot's fetching
	held    map[cordon.ListID][]cordon.EntryID
	grouped []string // the lines of parties

	problems int // of the snapshots that are loaded next
}

func newBench(t testing.TB) *bench {
	t.Helper()
	s, err := store.Open(t.Context(), ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	b := &bench{t: t, held: map[cordon.ListID][]cordon.EntryID{}, at: cordon.MustDate(today).First().Add(-time.Hour)}
	now := func() time.Time { return cordon.MustDate(today).First().Add(9 * time.Hour) }
	b.Service = &Service{Store: s, Find: (&screen.Service{Store: s, Live: &index.Live{}, Now: now}).Preview, Lists: known, Now: now}
	return b
}

func (b *bench) tx(f func(*store.Tx) error) {
	b.t.Helper()
	if err := b.Store.Tx(b.t.Context(), f); err != nil {
		b.t.Fatal(err)
	}
}

// load puts a publication of a list into the store: what it does not hold any
// more is gone from the list. A format of "starter" makes it the starter's.
func (b *bench) load(list cordon.ListID, published, format string, entries ...*cordon.Entry) {
	b.t.Helper()
	b.at = b.at.Add(time.Second)
	snap := &cordon.Snapshot{
		ID: cordon.SnapshotID(string(list) + "@" + b.at.Format("2006-01-02T15:04:05.000000Z")), List: list, Format: format,
		Published: cordon.MustDate(published), Fetched: b.at, Entries: len(entries), Starter: format == "starter", Problems: b.problems,
	}
	switch format {
	case "cut":
		snap.Cut = true
	case "without aliases":
		snap.Missing = []string{"aliases"}
	case "held":
		snap.Held = 7
	}
	if last, err := b.Store.LastSnapshot(b.t.Context(), list); err == nil && !last.Starter {
		snap.Previous = last.ID
	}
	has := map[cordon.EntryID]bool{}
	for _, e := range entries {
		has[e.ID] = true
		e.Starter = snap.Starter
	}
	var gone, held []cordon.EntryID
	for _, id := range b.held[list] {
		if !has[id] {
			gone = append(gone, id)
		}
	}
	for _, e := range entries {
		held = append(held, e.ID)
	}
	b.held[list] = held
	b.tx(func(tx *store.Tx) error { return tx.PutSnapshot(snap, entries, gone, nil, listing.Fold) })
	if len(b.grouped) > 0 { // the same parties, of what the store holds now
		b.parties(b.grouped...)
	}
}

// parties says which entries are one party: "un-sc/1 eu-fsf/2". Entries that no
// line names are parties of their own.
func (b *bench) parties(lines ...string) {
	b.t.Helper()
	b.grouped = lines
	var rows []store.PartyRow
	for e, err := range b.Store.Entries(b.t.Context(), store.EntryQuery{Ever: true}) {
		if err != nil {
			b.t.Fatal(err)
		}
		if !slices.Contains(strings.Fields(strings.Join(lines, " ")), string(e.ID)) {
			rows = append(rows, store.PartyRow{ID: cordon.PartyID(e.ID), Entries: []cordon.EntryID{e.ID}})
		}
	}
	for _, l := range lines {
		row := store.PartyRow{}
		for _, id := range strings.Fields(l) {
			row.Entries = append(row.Entries, cordon.EntryID(id))
		}
		row.ID = cordon.PartyID(row.Entries[0])
		rows = append(rows, row)
	}
	b.tx(func(tx *store.Tx) error { return tx.PutParties("test", rows) })
}

func (b *bench) gaps(q GapQuery) *Matrix {
	b.t.Helper()
	m, err := b.Gaps(b.t.Context(), q)
	if err != nil {
		b.t.Fatal(err)
	}
	return m
}

// row is the line of one party on a day ("" for today).
func (b *bench) row(party, day string) Row {
	b.t.Helper()
	m := b.gaps(GapQuery{Parties: []cordon.PartyID{cordon.PartyID(party)}, AsOf: cordon.MustDate(day)})
	if len(m.Rows) != 1 {
		b.t.Fatalf("%d rows for %s", len(m.Rows), party)
	}
	return m.Rows[0]
}

// line writes a row as one line: what is proven of each date and its kind, the
// lag, the end, who was first, and who is not listed: "un 2016-03-02 own +0; gb
// by 2020-12-31 law-start; first known un, open gb; not us".
func line(r Row) string {
	var parts []string
	for _, a := range columns() {
		c := r.Cells[a]
		if c == nil {
			continue
		}
		s := fmt.Sprintf("%s %s %s", a, c.Begin, c.DateKind)
		switch {
		case c.LagDays != nil:
			s += fmt.Sprintf(" +%d", *c.LagDays)
		case c.LagRange != nil:
			s += " " + c.LagRange.String()
		}
		if c.Unsure {
			s += " unsure"
		}
		if c.End != nil {
			s += " off " + listing.EndText(*c.End)
		}
		parts = append(parts, s)
	}
	names := func(what string, as ...cordon.AuthorityID) {
		if len(as) > 0 && as[0] != "" {
			parts = append(parts, what+strings.Trim(fmt.Sprint(as), "[]"))
		}
	}
	names("first ", r.First)
	names("first ", r.Together...)
	names("first known ", r.FirstKnown)
	names("open ", r.Open...)
	names("not ", r.Not...)
	return strings.Join(parts, "; ")
}

// entry is an entry of a list: its ID, its name, and its designations as
// "programme date kind".
func entry(id, name string, designations ...string) *cordon.Entry {
	e := &cordon.Entry{
		ID:      cordon.EntryID(id),
		Profile: cordon.Profile{Kind: cordon.Organization, Names: []cordon.Name{{Full: name, Use: cordon.Primary}}},
	}
	e.List = e.ID.List()
	e.Ref = strings.TrimPrefix(id, string(e.List)+"/")
	for _, text := range designations {
		w := strings.Fields(text)
		d := cordon.Designation{Programme: cordon.ProgrammeID(w[0])}
		d.Authority = d.Programme.Authority()
		if len(w) > 2 {
			d.Listed, d.DateKind = cordon.MustDate(w[1]), cordon.DateKind(w[2])
		}
		e.Designations = append(e.Designations, d)
	}
	return e
}

// fill loads a fresh list with entries of its own, so that the update is a real one.
func (b *bench) fill(list cordon.ListID, published string, more ...*cordon.Entry) {
	b.t.Helper()
	own := entry(string(list)+"/other", "Somebody Else of "+string(list), string(authorityOf(list))+"/OTHER")
	b.load(list, published, "test", append([]*cordon.Entry{own}, more...)...)
}
