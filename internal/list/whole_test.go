package list

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/listing"
	"cordon/internal/starter"
	"cordon/internal/store"
)

// grouping is which entries are one party: what resolving is for.
func grouping(t testing.TB, s *store.Store) map[cordon.PartyID][]cordon.EntryID {
	t.Helper()
	all := map[cordon.PartyID][]cordon.EntryID{}
	for p, err := range s.Parties(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		all[p.ID] = p.Entries
	}
	return all
}

// wholly reports the entries in force that a reader of one state finds in no party.
func wholly(ctx context.Context, s *store.Store) error {
	return s.View(ctx, func(view *store.Store) error {
		if _, err := view.Whole(ctx); err != nil {
			return err
		}
		left := map[cordon.EntryID]bool{}
		for e, err := range view.Entries(ctx, store.EntryQuery{}) {
			if err != nil {
				return err
			}
			left[e.ID] = true
		}
		for p, err := range view.Parties(ctx) {
			if err != nil {
				return err
			}
			for _, e := range p.Current {
				delete(left, e.ID)
			}
		}
		if len(left) > 0 {
			return fmt.Errorf("%d entries in force are in no party", len(left))
		}
		return nil
	})
}

// sdnWith is the SDN file with a record that is the UN's KPi.900 too.
func sdnWith() string {
	same := strings.Replace(sdnFile, `"GAMMA, Invented","individual"`, `"INVENTED, NAMEA","individual"`, 1)
	return strings.Replace(same, "DOB 10 Dec 1948.", "DOB 01 Mar 1950.", 1)
}

// TestWhole: after every load, with nothing done besides, each entry is in a
// party, and the parties are those that the slow truth makes: Resolve, out of
// all that is stored.
func TestWhole(t *testing.T) {
	u := updater(t, unSource(), sdnSource())
	for i, files := range []map[string]string{
		{"un.xml": unFile("2026-01-01", some()...)},
		{"sdn.csv": sdnWith()},
		{"un.xml": unFile("2026-02-01", some()[1:]...)}, // removed
		{"un.xml": unFile("2026-03-01", some()...)},     // restored
		{"sdn.csv": sdnFile},                            // no longer the same person
		{"un.xml": unFile("2026-03-02", some()...)},     // nothing changed
	} {
		o := one(t, u, true, files)
		if o.State != Loaded {
			t.Fatalf("%d: %s, %v", i, o.State, o.Err)
		}
		if err := wholly(t.Context(), u.Store); err != nil {
			t.Errorf("%d: %v", i, err)
		}
		got := grouping(t, u.Store)
		if err := u.Resolve(t.Context()); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(grouping(t, u.Store), got); d != "" {
			t.Errorf("%d: parties of the update (+), of all that is stored (-):\n%s", i, d)
		}
	}
}

// TestOvertaken: while one program works out what a publication changes, another
// loads a list. Neither loses anything.
func TestOvertaken(t *testing.T) {
	u := updater(t, unSource(), sdnSource())
	other := &Updater{Store: u.Store, Archive: u.Archive, Sources: u.Sources, Now: u.Now}
	now, calls := u.Now, 0
	u.Now = func() time.Time {
		if calls++; calls == 2 { // the instant of the snapshot: the state before is read, nothing is written
			if o := one(t, other, false, map[string]string{"sdn.csv": sdnWith()}); o.State != Loaded {
				t.Errorf("the other program: %s, %v", o.State, o.Err)
			}
		}
		return now()
	}
	if o := one(t, u, false, map[string]string{"un.xml": unFile("2026-01-01", some()...)}); o.State != Loaded {
		t.Fatalf("%s, %v", o.State, o.Err)
	}
	if calls < 3 {
		t.Fatalf("the clock was asked %d times: nothing came between", calls)
	}
	if err := wholly(t.Context(), u.Store); err != nil {
		t.Error(err)
	}
	if p, err := u.Store.PartyOf(t.Context(), "un-sc/KPi.900"); err != nil || len(grouping(t, u.Store)[p]) != 2 {
		t.Errorf("KPi.900 is in party %q of %v, %v; want it with its SDN entry", p, grouping(t, u.Store)[p], err)
	}
}

// TestOvertakenRefusal: while one program refuses a publication, another loads a
// newer one of the list. The refused one is then older, and does not wait.
func TestOvertakenRefusal(t *testing.T) {
	u := updater(t, unSource())
	one(t, u, false, map[string]string{"un.xml": unFile("2026-01-01", some()...)})
	other := &Updater{Store: u.Store, Archive: u.Archive, Sources: u.Sources, Now: u.Now}
	now, calls := u.Now, 0
	u.Now = func() time.Time {
		if calls++; calls == 2 { // the instant of the refusal: the state before is read, nothing is written
			if o := one(t, other, false, map[string]string{"un.xml": unFile("2026-03-01", some()...)}); o.State != Loaded {
				t.Errorf("the other program: %s, %v", o.State, o.Err)
			}
		}
		return now()
	}
	o := one(t, u, false, map[string]string{"un.xml": unFile("2026-02-01", some()[:2]...)})
	if calls < 3 {
		t.Fatalf("the clock was asked %d times: nothing came between", calls)
	}
	if o.State != Older || o.Err != nil || o.Pending != nil || len(waits(t, u)) != 0 {
		t.Errorf("%s, %v, pending %+v, waiting %v", o.State, o.Err, o.Pending, waits(t, u))
	}
}

// TestRepeatedApply: an attempt to apply a publication leaves what was read of it
// as it was, so that the next attempt, after another program changed the store,
// begins from the same.
func TestRepeatedApply(t *testing.T) {
	u := updater(t, sdnSource())
	one(t, u, false, map[string]string{
		"2026-01-01/sdn.csv": sdnFile, "2026-01-01/add.csv": addFile, "2026-01-01/alt.csv": altFile,
	})
	cutAlt := strings.SplitAfter(strings.Replace(altFile, "ALFA", "ALFX", 1), "\r\n")[0]
	files := map[string]string{ // the last record, addresses and the second alias are missing
		"2026-02-01/sdn.csv": sdnFile[:strings.Index(sdnFile, "4,")], "2026-02-01/alt.csv": cutAlt,
	}
	for name, force := range map[string]bool{"held": false, "forced": true} {
		t.Run(name, func(t *testing.T) {
			found, err := u.collect(t.Context(), write(t, files), &tally{})
			if err != nil {
				t.Fatal(err)
			}
			p := u.group(t.Context(), found, &tally{})[0]
			if err := u.keep(t.Context(), p); err != nil {
				t.Fatal(err)
			}
			in, err := u.read(t.Context(), p)
			if err != nil {
				t.Fatal(err)
			}
			shown := func() string {
				b, err := json.Marshal(in.entries)
				if err != nil {
					t.Fatal(err)
				}
				return fmt.Sprintf("%s %+v %+v %d %v", b, in.problems, in.bad, in.count, in.unended)
			}
			before := shown()
			stopped, stop := context.WithCancel(t.Context())
			u := &Updater{Store: u.Store, Archive: u.Archive, Sources: u.Sources}
			calls := 0
			u.Now = func() time.Time {
				if calls++; calls == 1 {
					stop() // nothing is committed
				}
				return time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
			}
			if err := u.apply(stopped, p, in, override{all: force}, &Outcome{}); !errors.Is(err, context.Canceled) {
				t.Fatalf("%v, want an attempt that was stopped before its commit", err)
			}
			if d := cmp.Diff(before, shown()); d != "" {
				t.Errorf("what was read has changed (-before +after)\n%s", d)
			}
		})
	}
}

// TestTwoPrograms: two programs load different lists of one database again and
// again, while a third reads. No reader ever finds an entry without a party.
func TestTwoPrograms(t *testing.T) {
	ctx := t.Context()
	spec := filepath.Join(t.TempDir(), "cordon.db")
	program := func(sources ...*Source) *Updater {
		u := updater(t, sources...)
		s, err := store.Open(ctx, spec)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		u.Store = s
		return u
	}
	a, b, reader := program(unSource()), program(sdnSource()), program()
	var writers, readers sync.WaitGroup
	const rounds = 6
	writers.Go(func() {
		for i := range rounds {
			ps := some()[i%2:]
			if _, err := from(t, a, true, map[string]string{"un.xml": unFile(fmt.Sprintf("2026-01-%02d", i+1), ps...)}); err != nil {
				t.Error(err)
			}
		}
	})
	writers.Go(func() {
		for i := range rounds {
			text := sdnFile
			if i%2 == 0 {
				text = sdnWith()
			}
			name := fmt.Sprintf("sdn_2026-01-%02d.csv", i+1)
			if _, err := from(t, b, true, map[string]string{name: text + strings.Repeat("\r\n", i)}); err != nil {
				t.Error(err)
			}
		}
	})
	done := make(chan struct{})
	readers.Go(func() {
		for {
			if err := wholly(ctx, reader.Store); err != nil {
				t.Error(err)
				return
			}
			select {
			case <-done:
				return
			default:
			}
		}
	})
	writers.Wait()
	close(done)
	readers.Wait()
	got := grouping(t, reader.Store)
	if err := a.Resolve(ctx); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(grouping(t, reader.Store), got); d != "" {
		t.Errorf("parties of the updates (+), of all that is stored (-):\n%s", d)
	}
}

// TestCatchUp: a store whose entries have moved without their parties, as an
// older version could leave it, answers nothing until it is brought up to date.
func TestCatchUp(t *testing.T) {
	u := updater(t, unSource())
	one(t, u, false, map[string]string{"un.xml": unFile("2026-01-01", some()...)})
	last, err := u.Store.LastSnapshot(t.Context(), "un-sc")
	if err != nil {
		t.Fatal(err)
	}
	fresh := &cordon.Entry{ID: "un-sc/KPi.999", List: "un-sc", Ref: "KPi.999", Profile: cordon.Profile{Names: []cordon.Name{{Full: "NEW"}}}}
	snap := &cordon.Snapshot{
		ID: "un-sc@x", List: "un-sc", Published: cordon.MustDate("2026-02-01"), Fetched: u.now(), Previous: last.ID, Entries: 9,
	}
	err = u.Store.Tx(t.Context(), func(tx *store.Tx) error { return tx.PutSnapshot(snap, []*cordon.Entry{fresh}, nil, nil, listing.Fold) })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := u.Store.Whole(t.Context()); !errors.Is(err, store.ErrNotWhole) || !errors.Is(err, cordon.ErrConflict) {
		t.Fatalf("entries without parties: %v, want ErrNotWhole", err)
	}
	if err := u.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := wholly(t.Context(), u.Store); err != nil {
		t.Error(err)
	}
	before, err := u.Store.Generation(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		engine string
		moves  bool
	}{{"", false}, {"an older engine", true}} {
		if c.engine != "" {
			if err := u.Store.Tx(t.Context(), func(tx *store.Tx) error { return tx.PutMark(store.PartiesMark, c.engine) }); err != nil {
				t.Fatal(err)
			}
		}
		if err := u.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		if after, err := u.Store.Generation(t.Context()); err != nil || (after > before) != c.moves {
			t.Errorf("engine %q: generation %d after %d, %v", c.engine, after, before, err)
		}
	}
}

// TestStarterOnce: of several first starts at once one loads the starter, wholly;
// one that is stopped leaves nothing behind.
func TestStarterOnce(t *testing.T) {
	u := updater(t, unSource())
	sets, err := starter.Entries()
	if err != nil {
		t.Fatal(err)
	}
	same, err := starter.Judgements()
	if err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	halted := &Updater{Store: u.Store, Archive: u.Archive, Now: func() time.Time { stop(); return time.Now() }}
	if err := halted.LoadStarter(stopped, sets, same); err == nil {
		t.Error("a first start that was stopped reports no error")
	}
	if snaps, err := u.Store.Snapshots(t.Context(), ""); err != nil || len(snaps) != 0 {
		t.Errorf("a first start that was stopped left %d snapshots, %v", len(snaps), err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			judged := append([]cordon.Judgement(nil), same...)
			other := &Updater{Store: u.Store, Archive: u.Archive, Now: time.Now}
			if err := other.LoadStarter(t.Context(), sets, judged); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	snaps, err := u.Store.Snapshots(t.Context(), "")
	if err != nil || len(snaps) != len(sets) {
		t.Errorf("%d snapshots of %d lists, %v", len(snaps), len(sets), err)
	}
	if err := wholly(t.Context(), u.Store); err != nil {
		t.Error(err)
	}
}
