package screen

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/listing"
	"cordon/internal/store"
)

// TestLostMember: an entry whose party was lost by another hand must not become
// "no hit", although the mark still says that the parties are whole.
func TestLostMember(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cordon.db")
	st, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	e := &cordon.Entry{ID: "un-sc/1", List: "un-sc", Ref: "1", Profile: cordon.Profile{Names: []cordon.Name{{Full: "Somebody Listed"}}}}
	day := cordon.MustDate("2026-01-01")
	snap := &cordon.Snapshot{ID: "un-sc@1", List: "un-sc", Published: day, Fetched: day.First(), Entries: 1}
	err = st.Tx(t.Context(), func(tx *store.Tx) error {
		return errors.Join(tx.PutSnapshot(snap, []*cordon.Entry{e}, nil, nil, listing.Fold),
			tx.PutParties("test", []store.PartyRow{{ID: "un-sc/1", Entries: []cordon.EntryID{"un-sc/1"}}}))
	})
	if err != nil {
		t.Fatal(err)
	}
	s := &Service{Store: st, Live: &index.Live{}, Now: time.Now}
	if err := s.Reload(t.Context()); err != nil {
		t.Fatalf("whole: %v", err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), `delete from member`); err != nil {
		t.Fatal(err)
	}
	fresh := &Service{Store: st, Live: &index.Live{}, Now: time.Now}
	if err := fresh.Reload(t.Context()); !errors.Is(err, store.ErrNotWhole) {
		t.Errorf("an entry in no party: %v, want ErrNotWhole", err)
	}
}
