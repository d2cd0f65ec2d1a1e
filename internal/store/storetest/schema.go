package storetest

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"cordon"
	"cordon/internal/store"
)

// reopen: what was stored is there when the database is opened again.
func reopen(t *testing.T, spec string) {
	s, err := store.Open(t.Context(), spec)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, publication{list: "xx-list", day: "2024-01-10", put: []*cordon.Entry{entry("xx-list/A", "A")}})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	want := 1
	if spec == ":memory:" {
		want = 0 // gone with Close
	}
	if got := all(t, Open(t, spec).Entries(t.Context(), store.EntryQuery{})); len(got) != want {
		t.Errorf("%d entries after opening again, want %d", len(got), want)
	}
}

// migrations are applied in order, and a schema from the future is refused.
func migrations(t *testing.T, spec string) {
	s, err := store.Open(t.Context(), spec)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db := raw(t, spec)
	if db == nil {
		return // only the store can open a database in memory
	}
	rows, err := db.QueryContext(t.Context(), `select version_id from schema_version order by version_id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var last int
	for want := 1; rows.Next(); want++ {
		if err := rows.Scan(&last); err != nil || last != want {
			t.Fatalf("migration %d was applied in the place of %d (%v)", last, want, err)
		}
	}
	if err := rows.Err(); err != nil || last < 5 {
		t.Fatalf("schema %d, %v", last, err)
	}
	if _, err := db.ExecContext(t.Context(), `insert into schema_version (version_id, is_applied) values ($1, $2)`, last+1, true); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), spec); !errors.Is(err, cordon.ErrConflict) || !strings.Contains(err.Error(), "newer") {
		t.Errorf("a newer schema: %v", err)
	}
}

// openedByMany: several processes may open a new database at once.
func openedByMany(t *testing.T, spec string) {
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			s, err := store.Open(t.Context(), spec)
			if err != nil {
				t.Error(err)
				return
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}
