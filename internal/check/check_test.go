package check_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cordon"
	"cordon/internal/archive"
	"cordon/internal/check"
	"cordon/internal/listing"
	"cordon/internal/resolve"
	"cordon/internal/store"
)

// A site is a store with one snapshot of two entries, and an archive with its file.
type site struct {
	*check.Service
	db  *sql.DB // behind the store's back
	dir string  // of the archive
	raw cordon.Digest
}

func newSite(t *testing.T) *site {
	t.Helper()
	ctx, dir := t.Context(), t.TempDir()
	st, err := store.Open(ctx, filepath.Join(dir, "cordon.db"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := archive.Open(ctx, filepath.Join(dir, "archive"))
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, "cordon.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close(); st.Close(); a.Close() })
	raw, err := a.Put(ctx, strings.NewReader("the list"), 0)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2024, 1, 10, 12, 0, 0, 0, time.UTC)
	snap := &cordon.Snapshot{ID: "xx-list@1", List: "xx-list", Fetched: at, Entries: 2, Digests: []cordon.Digest{raw}}
	var entries []*cordon.Entry
	for _, ref := range []string{"A", "B"} {
		under := cordon.Designation{
			Authority: "xx", Programme: "xx-p", Listed: cordon.MustDate("2020-01-02"), DateKind: cordon.OwnDate,
			Measures: []cordon.Measure{cordon.AssetFreeze},
		}
		entries = append(entries, &cordon.Entry{
			ID: cordon.EntryID("xx-list/" + ref), List: "xx-list", Ref: ref,
			Profile:      cordon.Profile{Kind: cordon.Person, Names: []cordon.Name{{Full: ref, Use: cordon.Primary}}},
			Designations: []cordon.Designation{under},
		})
	}
	put := func(ctx context.Context, also func(*store.Tx) error) error {
		return st.Tx(ctx, func(tx *store.Tx) error {
			return errors.Join(also(tx), tx.ReplaceJudgements("rule:", nil), tx.PutParties(resolve.Version, []store.PartyRow{
				{ID: "xx-list/A", Entries: []cordon.EntryID{"xx-list/A"}}, {ID: "xx-list/B", Entries: []cordon.EntryID{"xx-list/B"}},
			}))
		})
	}
	if err := st.Tx(ctx, func(tx *store.Tx) error { return tx.PutSnapshot(snap, entries, nil, nil, listing.Fold) }); err != nil {
		t.Fatal(err)
	}
	if err := put(ctx, func(*store.Tx) error { return nil }); err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return time.Now().Add(24 * time.Hour) } // every temporary file is old
	judged := func() ([]cordon.Judgement, error) {
		return []cordon.Judgement{{A: "xx-list/A", B: "xx-list/B", Verdict: cordon.Same, By: "starter"}}, nil
	}
	return &site{&check.Service{Store: st, Archive: a, Resolve: put, Judged: judged, Now: now}, db, filepath.Join(dir, "archive"), raw}
}

func (s *site) file() string {
	h := strings.TrimPrefix(string(s.raw), "sha256:")
	return filepath.Join(s.dir, "sha256", h[:2], h[2:])
}

func (s *site) exec(t *testing.T, query string) {
	t.Helper()
	if _, err := s.db.ExecContext(t.Context(), query); err != nil {
		t.Fatal(err)
	}
}

// started marks the store as started with the starter of this program.
func (s *site) started(t *testing.T) {
	t.Helper()
	judged, err := s.Judged()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Store.Tx(t.Context(), func(tx *store.Tx) error {
		return errors.Join(tx.PutStarterMark(judged), tx.PutMark(store.ExamplesMark, "x"))
	}); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestFaults: each damage is told by its rule, mended if it is derived, and left
// alone otherwise. Entry versions and the audit log are never rewritten.
func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		damage func(*testing.T, *site)
		want   []string // rules
		left   int64    // faults after the repair
	}{
		"sound": {func(*testing.T, *site) {}, nil, 0},
		"an entry lost": {func(t *testing.T, s *site) {
			s.exec(t, `delete from member where entry = 'xx-list/B'`)
		}, []string{"party/missing"}, 0},
		"parties behind": {func(t *testing.T, s *site) { s.exec(t, `update derived set generation = 1`) }, []string{"party/behind"}, 0},
		"no mark":        {func(t *testing.T, s *site) { s.exec(t, `delete from derived`) }, []string{"party/behind"}, 0},
		"another engine": {func(t *testing.T, s *site) { s.exec(t, `update derived set engine = 'old'`) }, []string{"party/engine"}, 0},
		"a false way": {func(t *testing.T, s *site) {
			s.exec(t, `insert into redirect values ('x', 'y')`)
		}, []string{"redirect/nowhere"}, 0},
		"a flipped byte": {func(t *testing.T, s *site) { write(t, s.file(), "the lisu") }, []string{"archive/changed"}, 1},
		"a file cut":     {func(t *testing.T, s *site) { write(t, s.file(), "") }, []string{"archive/changed"}, 1},
		"a file lost":    {func(t *testing.T, s *site) { os.Remove(s.file()) }, []string{"archive/missing"}, 1},
		"a foreign file": {func(t *testing.T, s *site) { write(t, filepath.Join(s.dir, "notes"), "x") }, []string{"archive/foreign"}, 1},
		"a file half":    {func(t *testing.T, s *site) { write(t, s.file()+".18ab.tmp", "x") }, []string{"archive/temporary"}, 0},
		"an entry edited": {func(t *testing.T, s *site) {
			s.exec(t, `update entry_version set doc = replace(doc, '"A"', '"C"')`)
		}, []string{"version/columns", "version/fingerprint"}, 2},
		"a first start cut short": {func(t *testing.T, s *site) {
			s.exec(t, `insert into derived values ('starter', 1, 'x')`)
			s.exec(t, `insert into judgement values ('xx-list/A', 'xx-list/B', 'starter', 0,
				'{"a":"xx-list/A","b":"xx-list/B","verdict":"different","by":"starter"}')`)
		}, []string{"start/unfinished"}, 1},
		"the starter's judgements lost": {func(t *testing.T, s *site) {
			s.started(t)
		}, []string{"judgement/lost"}, 1},
		"the judgements of an earlier starter": {func(t *testing.T, s *site) {
			s.exec(t, `insert into derived values ('starter', 1, 'starter'), ('examples', 1, 'x')`)
		}, nil, 0},
		"an earlier starter, two parties made one": {func(t *testing.T, s *site) {
			s.exec(t, `insert into derived values ('starter', 1, 'starter'), ('examples', 1, 'x')`)
			s.exec(t, `update member set party = 'xx-list/A', n = 1 where entry = 'xx-list/B'`)
		}, []string{"party/differs"}, 0},
		"a rule's judgement put in": {func(t *testing.T, s *site) {
			s.exec(t, `insert into judgement values ('xx-list/A', 'xx-list/B', 'rule:x', 0, '{"a":"xx-list/A","b":"xx-list/B","by":"rule:x"}')`)
		}, []string{"judgement/rules"}, 0},
		"two parties made one": {func(t *testing.T, s *site) {
			s.exec(t, `update member set party = 'xx-list/A', n = 1 where entry = 'xx-list/B'`)
		}, []string{"party/differs"}, 0},
		"a date of listing changed": {func(t *testing.T, s *site) {
			s.exec(t, `update listing set listed = '1999-01-01', from_day = '1999-01-01', date_kind = 'own' where entry = 'xx-list/A'`)
		}, []string{"listing/differs"}, 1},
		"measures changed": {func(t *testing.T, s *site) {
			s.exec(t, `update listing set measures = '["arms-embargo"]' where entry = 'xx-list/A'`)
		}, []string{"listing/differs"}, 1},
		"a listing lost": {func(t *testing.T, s *site) {
			s.exec(t, `delete from listing where entry = 'xx-list/A'`)
		}, []string{"listing/differs", "listing/missing"}, 2},
		"a listing put in": {func(t *testing.T, s *site) {
			s.exec(t, `insert into listing select entry, 'xx-q', n, list, authority, listed, date_kind, delisted, from_day, until_day,
				measures, snapshot, since_known, until_known from listing where entry = 'xx-list/A'`)
		}, []string{"listing/differs"}, 1},
		"an index dropped": {func(t *testing.T, s *site) { s.exec(t, `drop index entry_version_current`) }, []string{"schema/missing"}, 1},
		"a trigger": {func(t *testing.T, s *site) {
			s.exec(t, `create trigger x after insert on alert begin delete from alert; end`)
		}, []string{"schema/foreign"}, 1},
		"acts without their records": {func(t *testing.T, s *site) {
			line := func(action, object string) error {
				return s.Store.Tx(t.Context(), func(tx *store.Tx) error { return tx.Audit(s.Now(), "x", action, object) })
			}
			if err := errors.Join(line("screen", "q"), line("read", "doc-1"), line("list.loaded", "xx-list@9"),
				line("list.held", "xx-list sha256:00: xx-list: held"), line("list.refused", "xx-list sha256:01: xx-list: refused")); err != nil {
				t.Fatal(err)
			}
			s.exec(t, `update snapshot set doc = json_set(doc, '$.added', 2)`)
		}, []string{
			"alert/lost", "alert/lost", "alert/lost", "change/lost", "document/lost", "pending/lost", "screening/lost", "snapshot/lost",
		}, 8},
		"the log edited": {func(t *testing.T, s *site) {
			s.exec(t, `insert into audit values (1, 0, 'a', 'b', 'c', 'd', '')`)
		}, []string{"audit/chain"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			c.damage(t, s)
			kept := s.rows(t)
			var got []string
			r, err := s.Check(t.Context(), func(f check.Fault) {
				got = append(got, f.Rule)
				if f.Where == "" || f.Found == "" || f.Remedy == "" || f.Repairable != (c.left == 0) {
					t.Errorf("%+v", f)
				}
			})
			if err != nil || r.Faults != int64(len(c.want)) {
				t.Fatalf("%+v, %v", r, err)
			}
			slices.Sort(got)
			if d := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); d != "" {
				t.Errorf("faults (-want +got):\n%s", d)
			}
			if d := cmp.Diff(kept, s.rows(t)); d != "" {
				t.Errorf("a check wrote:\n%s", d)
			}
			r, err = s.Repair(t.Context(), func(check.Fault) {})
			if err != nil || r.Faults != c.left || (len(r.Repaired) > 0) != (len(c.want) > 0 && c.left == 0) {
				t.Errorf("after the repair: %+v, %v", r, err)
			}
			now := s.rows(t)
			if now[0] != kept[0] || !strings.HasPrefix(now[1], kept[1]) || (now[1] != kept[1]) != (len(r.Repaired) > 0) {
				t.Errorf("the repair made of\n%s\nthis:\n%s", kept, now)
			}
		})
	}
}

// TestRepairIsWritten: a repair that the audit log cannot take is none.
func TestRepairIsWritten(t *testing.T) {
	s := newSite(t)
	s.exec(t, `delete from member where entry = 'xx-list/B'`)
	s.exec(t, `create trigger closed before insert on audit when new.action = 'check.repaired' begin select raise(abort, 'log closed'); end`)
	if r, err := s.Repair(t.Context(), func(check.Fault) {}); err == nil || !strings.Contains(err.Error(), "log closed") {
		t.Errorf("%+v, %v", r, err)
	}
	if err := s.Store.Complete(t.Context()); !errors.Is(err, store.ErrNotWhole) {
		t.Errorf("repaired without a line in the log: %v", err)
	}
	s.exec(t, `drop trigger closed`)
	if r, err := s.Repair(t.Context(), func(check.Fault) {}); err != nil || r.Faults != 0 || len(r.Repaired) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

// rows are all versions of entries, and the audit log, as text.
func (s *site) rows(t *testing.T) (all [2]string) {
	t.Helper()
	for i, q := range []string{
		`select coalesce(group_concat(entry || n || fingerprint || doc, char(10)), '') from (select * from entry_version order by entry, n)`,
		`select coalesce(group_concat(seq || actor || action || object || digest, char(10)), '') from (select * from audit order by seq)`,
	} {
		if err := s.db.QueryRowContext(t.Context(), q).Scan(&all[i]); err != nil {
			t.Fatal(err)
		}
	}
	return all
}
