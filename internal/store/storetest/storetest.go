// Package storetest is the exam of package store: what must hold on every
// database. It runs on SQLite in every test run and on PostgreSQL where there
// is one.
package storetest

import (
	"database/sql"
	"iter"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cordon"
	"cordon/internal/listing"
	"cordon/internal/store"
)

// Run examines the store on databases of one kind. fresh gives the spec of an
// empty database; two calls give two databases.
func Run(t *testing.T, fresh func(t *testing.T) string) {
	for name, exam := range map[string]func(*testing.T, *store.Store){
		"Versions":          versions,
		"UpdateChecks":      updateChecks,
		"KnownAtAsOf":       knownAtAsOf,
		"Knowledge":         knowledge,
		"Publications":      publications,
		"OffAndOn":          offAndOn,
		"WithoutListing":    withoutListing,
		"Changes":           changes,
		"ChangeLog":         changeLog,
		"Snapshots":         snapshots,
		"EntryStream":       entryStream,
		"ListingDates":      listingDates,
		"ListingGone":       listingGone,
		"ListingHistory":    listingHistory,
		"ListingBound":      listingBound,
		"ListingOfStarter":  listingOfStarter,
		"Programmes":        twoProgrammes,
		"Parties":           parties,
		"Redirects":         redirects,
		"PartyChecks":       partyChecks,
		"Judgements":        judgements,
		"ReadingRoundTrip":  readingRoundTrip,
		"ReadingQueries":    readingQueries,
		"Pages":             pages,
		"Stories":           stories,
		"Moments":           moments,
		"MomentsByHand":     momentsByHand,
		"Sketches":          sketches,
		"Alerts":            alerts,
		"Screenings":        screenings,
		"Audit":             audit,
		"PendingUpdates":    pendingUpdates,
		"HostileText":       hostileText,
		"Rollback":          rollback,
		"ReadersDuringTx":   readersDuringTx,
		"TwoWriters":        twoWriters,
		"TwoUpdatesAtOnce":  twoUpdatesAtOnce,
		"StreamStops":       streamStops,
		"EmptyStoreAnswers": emptyStoreAnswers,
	} {
		t.Run(name, func(t *testing.T) { exam(t, Open(t, fresh(t))) })
	}
	t.Run("Reopen", func(t *testing.T) { reopen(t, fresh(t)) })
	t.Run("Migrations", func(t *testing.T) { migrations(t, fresh(t)) })
	t.Run("OpenedByMany", func(t *testing.T) { openedByMany(t, fresh(t)) })
	t.Run("Damaged", func(t *testing.T) { damaged(t, fresh(t)) })
	t.Run("Faults", func(t *testing.T) { faults(t, fresh(t)) })
	t.Run("AuditTampering", func(t *testing.T) { auditTampering(t, fresh) })
}

// Open opens a store; at the end of the test it examines and closes it.
func Open(t testing.TB, spec string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), spec)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		sound(t, s)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// raw opens the database behind a store, to do what the store would not do; nil
// for :memory:, which nothing else can open.
func raw(t *testing.T, spec string) *sql.DB {
	t.Helper()
	driver, name := "sqlite", "file:"+(&url.URL{Path: spec}).EscapedPath()
	switch {
	case spec == ":memory:":
		return nil
	case strings.HasPrefix(spec, "postgres"):
		driver, name = "pgx", spec
	}
	db, err := sql.Open(driver, name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// same compares what the store gives with what was put in; an empty list and
// none are one.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func write(t *testing.T, s *store.Store, f func(*store.Tx) error) {
	t.Helper()
	if err := s.Tx(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func all[T any](t *testing.T, seq iter.Seq2[T, error]) []T {
	t.Helper()
	var vs []T
	for v, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		vs = append(vs, v)
	}
	return vs
}

// day is a date written in a test, or the zero date for "".
func day(s string) cordon.Date { return cordon.MustDate(s) }

// noon is the middle of a day, UTC.
func noon(s string) time.Time { return day(s).First().Add(12 * time.Hour) }

// A publication is a list on a day, as a test writes it.
type publication struct {
	list    cordon.ListID
	day     string // published; fetched at noon
	prev    cordon.SnapshotID
	starter bool
	put     []*cordon.Entry
	gone    []cordon.EntryID
	changes []cordon.Change
}

func (p publication) snapshot() *cordon.Snapshot {
	return &cordon.Snapshot{
		ID: cordon.SnapshotID(string(p.list) + "@" + p.day), List: p.list, Format: "test", Published: day(p.day),
		Fetched: noon(p.day), Entries: len(p.put), Previous: p.prev, Starter: p.starter,
	}
}

// inForce is the number of entries that are on the list once the publication is stored.
func (p publication) inForce(t *testing.T, s *store.Store) int {
	t.Helper()
	on := map[cordon.EntryID]bool{}
	for id, k := range must[map[cordon.EntryID]store.VersionKey](t)(s.VersionKeys(t.Context(), p.list)) {
		on[id] = k.Current
	}
	for _, e := range p.put {
		on[e.ID] = true
	}
	for _, id := range p.gone {
		on[id] = false
	}
	n := 0
	for _, is := range on {
		if is {
			n++
		}
	}
	return n
}

// put stores publications of one list, each after the one before.
func put(t *testing.T, s *store.Store, ps ...publication) {
	t.Helper()
	var prev cordon.SnapshotID
	if last, err := s.LastSnapshot(t.Context(), ps[0].list); err == nil {
		prev = last.ID
	}
	for _, p := range ps {
		if p.list == "" {
			p.list = ps[0].list
		}
		p.prev = prev
		snap := p.snapshot()
		snap.Entries = p.inForce(t, s)
		write(t, s, func(tx *store.Tx) error { return tx.PutSnapshot(snap, p.put, p.gone, p.changes, listing.Fold) })
		prev = snap.ID
	}
}

// entry is an entry of the list that its ID names.
func entry(id cordon.EntryID, name string, ds ...cordon.Designation) *cordon.Entry {
	return &cordon.Entry{
		ID: id, List: id.List(), Ref: string(id[len(id.List())+1:]),
		Profile:      cordon.Profile{Kind: cordon.Person, Names: []cordon.Name{{Full: name, Use: cordon.Primary}}},
		Designations: ds,
	}
}

// under is a designation by the authority that the programme names.
func under(p cordon.ProgrammeID, listed string, kind cordon.DateKind) cordon.Designation {
	return cordon.Designation{
		Authority: p.Authority(), Programme: p, Listed: day(listed), DateKind: kind,
		Measures: []cordon.Measure{cordon.AssetFreeze},
	}
}
