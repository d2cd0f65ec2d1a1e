package screen

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/listing"
	"cordon/internal/match"
	"cordon/internal/store"
	"cordon/internal/table"
)

var day = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)

func clock() time.Time { return day }

// serving is a service over a store with the given names, each an entry and a
// party of its own; gone ones are off the list.
func serving(t *testing.T, names ...string) *Service {
	t.Helper()
	st, err := store.Open(t.Context(), ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	s := &Service{Store: st, Live: &index.Live{}, Now: clock}
	load(t, s, day, names...)
	return s
}

func load(t *testing.T, s *Service, at time.Time, names ...string) {
	t.Helper()
	snap := &cordon.Snapshot{
		ID: cordon.SnapshotID("test@" + at.Format("2006-01-02T15:04:05.000000Z")), List: "test", Format: "test", Fetched: at, Entries: len(names),
	}
	if last, err := s.Store.LastSnapshot(t.Context(), "test"); err == nil {
		snap.Previous = last.ID
	}
	putList(t, s, snap, names)
}

// putList stores people as a snapshot of a list, each as a party.
func putList(t *testing.T, s *Service, snap *cordon.Snapshot, names []string) {
	t.Helper()
	var entries []*cordon.Entry
	var rows []store.PartyRow
	for i, n := range names {
		id := cordon.EntryID(fmt.Sprintf("test/%03d", i+1))
		profile := cordon.Profile{Kind: cordon.Person, Names: []cordon.Name{{Full: n, Use: cordon.Primary}}}
		entries = append(entries, &cordon.Entry{ID: id, List: "test", Ref: fmt.Sprintf("%03d", i+1), Profile: profile})
		rows = append(rows, store.PartyRow{ID: cordon.PartyID(id), Entries: []cordon.EntryID{id}})
	}
	err := s.Store.Tx(t.Context(), func(tx *store.Tx) error {
		if err := tx.PutSnapshot(snap, entries, nil, nil, listing.Fold); err != nil {
			return err
		}
		return tx.PutParties("test", rows)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func asking(n string) *cordon.Query {
	return &cordon.Query{Profile: cordon.Profile{Names: []cordon.Name{{Full: n}}}}
}

// find gives the hits of a query, without a record of it.
func (s *Service) find(t *testing.T, q *cordon.Query) ([]cordon.Hit, error) {
	t.Helper()
	sc, err := s.Preview(t.Context(), q)
	if err != nil {
		return nil, err
	}
	return sc.Hits, nil
}

func TestScreen(t *testing.T) {
	s := serving(t, "Ri Pyong Chol", "Kim Jong Un", "Azia Shipping")
	if _, err := s.Screen(t.Context(), "tester", asking("Kim")); !errors.Is(err, cordon.ErrConflict) {
		t.Errorf("without an index: %v", err)
	}
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	got, err := s.Screen(t.Context(), "tester", asking("리병철"))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Hits) != 1 || got.Hits[0].Party != "test/001" {
		t.Errorf("%+v", got.Hits)
	}
	if got.Engine != match.Version || got.By != "tester" || !got.At.Equal(day) || len(got.Snapshots) != 1 {
		t.Errorf("%+v", got)
	}
	kept, err := s.Store.Screening(t.Context(), got.ID)
	if err != nil {
		t.Fatal(err)
	}
	a, _ := json.Marshal(got)
	b, _ := json.Marshal(kept)
	if diff := cmp.Diff(string(a), string(b)); diff != "" {
		t.Errorf("kept otherwise than answered (-answered +kept):\n%s", diff)
	}
	log, err := s.Store.AuditLog(t.Context(), 0, 10)
	if err != nil || len(log) == 0 || log[len(log)-1].Object != string(got.ID) {
		t.Errorf("audit log %v, %v", log, err)
	}
}

func TestReload(t *testing.T) {
	s := serving(t, "Ri Pyong Chol")
	for range 2 {
		if err := s.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	first := s.Live.Load()
	if err := s.Reload(t.Context()); err != nil || s.Live.Load() != first {
		t.Errorf("built anew without need: %v", err)
	}
	load(t, s, day.Add(time.Hour), "Ri Pyong Chol", "Pak Jong Chon")
	if err := s.Reload(t.Context()); err != nil || s.Live.Load() == first || s.Live.Load().Len() != 2 {
		t.Errorf("not built anew: %v", err)
	}
	if p := s.Live.Load().Party("test/002"); p == nil || p.Profile.Name() != "Pak Jong Chon" {
		t.Errorf("%+v", p)
	}
}

func TestBadQueries(t *testing.T) {
	s := serving(t, "Ri Pyong Chol")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, q := range []*cordon.Query{
		{},
		asking(""), asking("  "), asking("..."), asking("-"), asking("\x00\x01"),
		{Threshold: 2, Profile: asking("Kim").Profile},
		{Threshold: math.NaN(), Profile: asking("Kim").Profile},
		{Limit: -1, Profile: asking("Kim").Profile},
		{Profile: cordon.Profile{Kind: "robot", Names: asking("Kim").Profile.Names}},
	} {
		if _, err := s.Screen(t.Context(), "tester", q); !errors.Is(err, cordon.ErrInvalid) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

// TestBatch: answers come in the order of the rows, bad rows among them, and are
// those that single queries get.
func TestBatch(t *testing.T) {
	s := serving(t, "Ri Pyong Chol", "Kim Jong Un", "Sergei Shoigu")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	var in strings.Builder
	in.WriteString("name,birth_date\n")
	names := []string{"Lee Byung-chul", "Nobody Known", "Сергей Шойгу", ""}
	for i := range 1000 {
		fmt.Fprintf(&in, "%s,%s\n", names[i%4], map[bool]string{true: "1950", false: ""}[i%4 == 3])
	}
	rows, err := table.Queries(strings.NewReader(in.String()), table.Any, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	sum, err := s.Batch(t.Context(), "tester", rows, cordon.Query{Limit: 3}, table.NewWriter(&out, table.JSONL))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Summary{Rows: 1000, Hit: 500, Bad: 250}, sum); diff != "" {
		t.Error(diff)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	for i, l := range lines {
		var a table.Answer
		if err := json.Unmarshal([]byte(l), &a); err != nil {
			t.Fatal(err)
		}
		if a.Row != i+1 || (a.Error != "") != (i%4 == 3) {
			t.Fatalf("line %d: %s", i+1, l)
		}
		if a.Error == "" {
			want, err := s.find(t, asking(names[i%4]))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, a.Hits); diff != "" {
				t.Fatalf("row %d (-single +batch):\n%s", i+1, diff)
			}
		}
	}
}

// failing is a writer that is full after a while.
type failing struct{ left int }

func (f *failing) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, errors.New("disk full")
	}
	return len(b), nil
}

func TestBatchStops(t *testing.T) {
	s := serving(t, "Ri Pyong Chol")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	text := "name\n" + strings.Repeat("Ri Pyong Chol\n", 20000)
	rows, err := table.Queries(strings.NewReader(text), table.CSV, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Batch(t.Context(), "tester", rows, cordon.Query{}, table.NewWriter(&failing{100000}, table.JSONL))
	if err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("a full disk: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = s.Batch(ctx, "tester", rows, cordon.Query{}, table.NewWriter(&strings.Builder{}, table.JSONL))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestCountries: a country is understood in every usual form; what is no country
// is left out and told, and the caller's query stays as it is.
func TestCountries(t *testing.T) {
	q := asking("Kim")
	q.Profile.Countries = []cordon.CountryLink{{Country: "North Korea"}, {Country: "Atlantis"}, {Country: "RUS"}, {Country: "643"}}
	before := q.Profile.Countries
	problems, _ := separate(q, cordon.DateOf(day))
	want := []cordon.CountryLink{{Country: "KP"}, {Country: "RU"}, {Country: "RU"}}
	if diff := cmp.Diff(want, q.Profile.Countries); diff != "" || before[0].Country != "North Korea" {
		t.Error(diff, before)
	}
	if len(problems) != 1 || !strings.Contains(problems[0].Error(), "Atlantis") {
		t.Errorf("Atlantis: %v", problems)
	}
}

// TestUnknownValues: a value that cannot be understood is refused; it never
// lowers a party's score.
func TestUnknownValues(t *testing.T) {
	s := serving(t, "Ri Pyong Chol")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*cordon.Query){
		"country": func(q *cordon.Query) { q.Profile.Countries = []cordon.CountryLink{{Country: "XQZ"}} },
		"kind":    func(q *cordon.Query) { q.Profile.Kind = "ghost" },
		"birth":   func(q *cordon.Query) { q.Profile.Births = []cordon.Birth{{Date: cordon.Date{Year: 1960, Month: 13}}} },
		"birth ends": func(q *cordon.Query) {
			q.Profile.Births = []cordon.Birth{{Date: cordon.MustDate("1960"), To: cordon.MustDate("1950")}}
		},
	} {
		q := asking("Ri Pyong Chol")
		spoil(q)
		if hits, err := s.find(t, q); !errors.Is(err, cordon.ErrInvalid) {
			t.Errorf("%s: %d hits, %v", name, len(hits), err)
		}
	}
}

// TestUnreadColumns: the summary of a file names the columns that were not screened.
func TestUnreadColumns(t *testing.T) {
	s := serving(t, "Ri Pyong Chol")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	rows, err := table.Queries(strings.NewReader("name,owner,city\nSunrise,Ri Pyong Chol,Paris\nMoon,,\n"), table.Any, nil)
	if err != nil {
		t.Fatal(err)
	}
	sum, err := s.Batch(t.Context(), "tester", rows, cordon.Query{}, table.NewWriter(io.Discard, table.JSONL))
	if diff := cmp.Diff([]string{"owner", "city"}, sum.Unread); err != nil || diff != "" || sum.Rows != 2 {
		t.Errorf("%+v, %v (-want +got)\n%s", sum, err, diff)
	}
}
