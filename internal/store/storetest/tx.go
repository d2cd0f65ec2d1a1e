package storetest

import (
	gocontext "context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"cordon"
	"cordon/internal/listing"
	"cordon/internal/store"
)

func context(t *testing.T) (gocontext.Context, gocontext.CancelFunc) {
	return gocontext.WithCancel(t.Context())
}

// rollback: an error or a panic leaves nothing behind, and the store goes on.
func rollback(t *testing.T, s *store.Store) {
	ctx := t.Context()
	put(t, s, publication{list: "xx-list", day: "2024-01-10", put: []*cordon.Entry{entry("xx-list/A", "A")}})
	fill := func(tx *store.Tx) error {
		p := publication{list: "xx-list", day: "2024-02-10", prev: "xx-list@2024-01-10"}
		p.put = []*cordon.Entry{entry("xx-list/A", "changed"), entry("xx-list/B", "B")}
		return errors.Join(
			tx.PutSnapshot(p.snapshot(), p.put, nil, nil, listing.Fold),
			tx.PutParties("test", []store.PartyRow{party("xx-list/A", "xx-list/A", "xx-list/B")}),
			tx.PutReading(reading("doc-1", "")),
			tx.Raise(&cordon.Alert{ID: "x"}),
			tx.Audit(noon("2024-01-10"), "a", "b", "c"))
	}
	stop := errors.New("stop")
	if err := s.Tx(ctx, func(tx *store.Tx) error { return errors.Join(fill(tx), stop) }); !errors.Is(err, stop) {
		t.Errorf("the error of the transaction is lost: %v", err)
	}
	func() {
		defer func() {
			if p := recover(); p != "stop" {
				t.Errorf("the panic is lost: %v", p)
			}
		}()
		_ = s.Tx(ctx, func(tx *store.Tx) error {
			if err := fill(tx); err != nil {
				t.Error(err)
			}
			panic("stop")
		})
	}()
	ended, cancel := context(t)
	if err := s.Tx(ended, func(tx *store.Tx) error { defer cancel(); return fill(tx) }); err == nil {
		t.Error("a transaction whose context ended was kept")
	}
	es := all(t, s.Entries(ctx, store.EntryQuery{}))
	if len(es) != 1 || es[0].Profile.Name() != "A" {
		t.Errorf("entries after rollback: %+v", es)
	}
	alerts, lines := must[[]cordon.Alert](t)(s.Alerts(ctx, 0)), must[int64](t)(s.VerifyAudit(ctx))
	if n := len(all(t, s.Parties(ctx))) + len(documents(t, s, store.DocumentQuery{})) + len(alerts) + int(lines); n != 0 {
		t.Errorf("%d things are left of rolled back transactions", n)
	}
	write(t, s, fill)
	breaks(s, strayReading...)
}

// readersDuringTx: while one writes, others read the state before.
func readersDuringTx(t *testing.T, s *store.Store) {
	ctx := t.Context()
	put(t, s, publication{list: "xx-list", day: "2024-01-10", put: []*cordon.Entry{entry("xx-list/A", "before")}})
	names := func() (names string) {
		for _, e := range all(t, s.Entries(ctx, store.EntryQuery{})) {
			names += e.Profile.Name()
		}
		return names
	}
	write(t, s, func(tx *store.Tx) error {
		p := publication{list: "xx-list", day: "2024-02-10", prev: "xx-list@2024-01-10", put: []*cordon.Entry{entry("xx-list/A", "after")}}
		if err := tx.PutSnapshot(p.snapshot(), p.put, nil, nil, listing.Fold); err != nil {
			return err
		}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if got := names(); got != "before" {
					t.Errorf("a reader beside the writer sees %q", got)
				}
			})
		}
		wg.Wait()
		return nil
	})
	if got := names(); got != "after" {
		t.Errorf("after the writer: %q", got)
	}
}

// twoWriters: lines of writers at once stand in one chain and none is lost.
func twoWriters(t *testing.T, s *store.Store) {
	const writers, lines = 4, 25
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range lines {
				err := s.Tx(t.Context(), func(tx *store.Tx) error {
					return errors.Join(
						tx.Raise(&cordon.Alert{ID: cordon.AlertID(fmt.Sprint("x/", i)), Summary: fmt.Sprint(w)}), // the same of all
						tx.Audit(noon("2024-01-10"), fmt.Sprint(w), "raise", fmt.Sprint(i)))
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if n := must[int64](t)(s.VerifyAudit(t.Context())); n != writers*lines {
		t.Errorf("%d audit lines, want %d", n, writers*lines)
	}
	if as := must[[]cordon.Alert](t)(s.Alerts(t.Context(), 0)); len(as) != lines {
		t.Errorf("%d alerts, want %d", len(as), lines)
	}
}

// twoUpdatesAtOnce: of two updates of one list from one state, one is refused.
func twoUpdatesAtOnce(t *testing.T, s *store.Store) {
	put(t, s, publication{list: "xx-list", day: "2024-01-10", put: []*cordon.Entry{entry("xx-list/A", "A")}})
	errs := make([]error, 2)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() {
			p := publication{
				list: "xx-list", day: "2024-02-10", prev: "xx-list@2024-01-10",
				put: []*cordon.Entry{entry("xx-list/A", fmt.Sprint("by ", i))},
			}
			snap := p.snapshot()
			snap.ID += cordon.SnapshotID(fmt.Sprint("-", i))
			errs[i] = s.Tx(t.Context(), func(tx *store.Tx) error {
				return tx.PutSnapshot(snap, p.put, nil, nil, listing.Fold)
			})
		})
	}
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) || !errors.Is(errors.Join(errs...), cordon.ErrConflict) {
		t.Errorf("two updates at once: %v", errs)
	}
	if vs := must[[]*cordon.Entry](t)(s.EntryVersions(t.Context(), "xx-list/A")); len(vs) != 2 {
		t.Errorf("%d versions, want 2", len(vs))
	}
}

func emptyStoreAnswers(t *testing.T, s *store.Store) {
	ctx := t.Context()
	_, err1 := s.LastSnapshot(ctx, "xx-list")
	_, err2 := s.Entry(ctx, "xx-list/A")
	_, err3 := s.Party(ctx, "xx-list/A")
	_, err4 := s.PartyOf(ctx, "xx-list/A")
	_, err5 := s.Screening(ctx, "scr-1")
	for i, err := range []error{err1, err2, err3, err4, err5} {
		if !errors.Is(err, cordon.ErrNotFound) || strings.Contains(err.Error(), "sql:") {
			t.Errorf("%d: %v", i+1, err)
		}
	}
	n := len(all(t, s.Entries(ctx, store.EntryQuery{AsOf: day("2024")}))) + len(all(t, s.Parties(ctx))) +
		len(documents(t, s, store.DocumentQuery{})) +
		len(must[[]cordon.Snapshot](t)(s.Snapshots(ctx, ""))) +
		len(must[[]cordon.Change](t)(s.Changes(ctx, store.ChangeQuery{}))) +
		len(must[[]cordon.Listing](t)(s.Listings(ctx, nil))) +
		len(must[[]cordon.Judgement](t)(s.Judgements(ctx))) +
		len(must[[]store.Known](t)(s.Sketches(ctx, day("")))) +
		len(must[map[cordon.ListID]store.ListState](t)(s.ListStates(ctx))) +
		len(must[[]*cordon.Entry](t)(s.EntryVersions(ctx, "x")))
	if n != 0 {
		t.Errorf("an empty store holds %d things", n)
	}
}
