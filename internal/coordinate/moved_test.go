package coordinate

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"testing"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/screen"
	"cordon/internal/store"
)

// TestNameOfNow asks by a name that another process has loaded meanwhile: an
// index of some seconds ago would say that nobody has it.
func TestNameOfNow(t *testing.T) {
	b := newBench(t)
	b.fill("eu-fsf", "2026-02-10", entry("eu-fsf/1", "Azov Freight Company", "eu/R 2024-02-23 own"))
	b.parties("eu-fsf/1")
	if got := b.asked(GapQuery{Text: "Wholly Different Trading"}); got != "" {
		t.Fatal(got)
	}
	b.fill("un-sc", "2026-02-20", entry("un-sc/1", "Wholly Different Trading", "un/R 2024-02-24 own"))
	b.parties("eu-fsf/1", "un-sc/1")
	if got := b.asked(GapQuery{Text: "Wholly Different Trading"}); got != "un-sc/1" {
		t.Errorf("after the update: %q", got)
	}
	b.grouped = nil
	b.fill("gb-uksl", "2026-02-20", entry("gb-uksl/1", "Terek Trading", "gb/R 2024-02-24 own")) // whose parties are not made
	if m, err := b.Gaps(t.Context(), GapQuery{Text: "Terek Trading"}); !errors.Is(err, store.ErrNotWhole) {
		t.Errorf("while the parties are behind: %+v, %v", m, err)
	}
}

// TestMovesMeanwhile loads lists between the picture and the look-up of a name:
// the answer is of one generation, or there is none.
func TestMovesMeanwhile(t *testing.T) {
	b := newBench(t)
	b.fill("eu-fsf", "2026-02-10", entry("eu-fsf/1", "Azov Freight Company", "eu/R 2024-02-23 own"))
	b.parties("eu-fsf/1")
	find, moves := b.Find, 1
	b.Find = func(ctx context.Context, q *cordon.Query) (*cordon.Screening, error) {
		if moves--; moves >= 0 {
			b.fill("un-sc", "2026-02-20", entry("un-sc/1", "Wholly Different Trading", "un/R 2024-02-24 own"))
		}
		return find(ctx, q)
	}
	m := b.gaps(GapQuery{Text: "Wholly Different Trading"})
	gen, err := b.Store.Generation(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Rows) != 1 || m.Rows[0].Party != "un-sc/1" || m.Generation != gen {
		t.Errorf("%d rows of generation %d, want 1 of %d", len(m.Rows), m.Generation, gen)
	}
	moves = mostTries
	if m, err := b.Gaps(t.Context(), GapQuery{Text: "Wholly Different Trading"}); !errors.Is(err, errMoved) {
		t.Errorf("moving on: %+v, %v", m, err)
	}
}

// TestUnknownProgrammes are told from parties that are not known.
func TestUnknownProgrammes(t *testing.T) {
	b := newBench(t)
	b.fill("eu-fsf", "2026-02-10", entry("eu-fsf/1", "Azov Freight Company", "eu/R 2024-02-23 own"))
	b.parties("eu-fsf/1")
	if _, err := b.Gaps(t.Context(), GapQuery{Programme: "atlantis"}); !errors.Is(err, ErrNoProgramme) || !errors.Is(err, cordon.ErrNotFound) {
		t.Errorf("programme: %v", err)
	}
	_, err := b.Gaps(t.Context(), GapQuery{Parties: []cordon.PartyID{"eu-fsf/9"}})
	if errors.Is(err, ErrNoProgramme) || !errors.Is(err, cordon.ErrNotFound) {
		t.Errorf("party: %v", err)
	}
}

// TestLostMember: an entry whose party was lost by another hand must not become
// "nobody has acted", although the mark still says that the parties are whole.
func TestLostMember(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cordon.db")
	st, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	b := newBench(t)
	b.Service = &Service{Store: st, Find: (&screen.Service{Store: st, Live: &index.Live{}, Now: b.Now}).Preview, Lists: known, Now: b.Now}
	b.fill("eu-fsf", "2026-02-10", entry("eu-fsf/1", "Azov Freight Company", "eu/R 2024-02-23 own"))
	b.parties("eu-fsf/1 eu-fsf/other")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), `delete from member where entry = 'eu-fsf/other'`); err != nil {
		t.Fatal(err)
	}
	party := cordon.PartyID("eu-fsf/1")
	for door, ask := range map[string]func() error{
		"gaps":     func() error { _, err := b.Gaps(t.Context(), GapQuery{Programme: "russia"}); return err },
		"dossier":  func() error { _, err := b.Dossier(t.Context(), party); return err },
		"timeline": func() error { _, err := b.Timeline(t.Context(), TimelineQuery{}); return err },
	} {
		if err := ask(); !errors.Is(err, store.ErrNotWhole) {
			t.Errorf("%s: %v, want ErrNotWhole", door, err)
		}
	}
}
