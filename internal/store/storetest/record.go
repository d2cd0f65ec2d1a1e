package storetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"cordon"
	"cordon/internal/store"
)

func alerts(t *testing.T, s *store.Store) {
	ctx := t.Context()
	breaks(s, "alert/party")
	a := &cordon.Alert{
		ID: "party-in-news/1", Kind: cordon.PartyInNews, Raised: noon("2024-01-10"), Party: "l/A", Document: "doc-1",
		Summary: "first",
	}
	b := &cordon.Alert{ID: "list-change/1", Kind: cordon.ListChanged, Raised: noon("2024-02-10"), Entry: "l/A", Summary: "second"}
	again := *a
	again.Summary, again.Raised = "again", noon("2024-03-10")
	for _, x := range []*cordon.Alert{a, b, &again} {
		write(t, s, func(tx *store.Tx) error { return tx.Raise(x) })
	}
	same(t, "alerts", must[[]cordon.Alert](t)(s.Alerts(ctx, 0)), []cordon.Alert{*b, *a})
	same(t, "newest alert", must[[]cordon.Alert](t)(s.Alerts(ctx, 1)), []cordon.Alert{*b})
}

func screenings(t *testing.T, s *store.Store) {
	ctx := t.Context()
	seoul := time.FixedZone("KST", 9*3600)
	sc := &cordon.Screening{
		At: noon("2024-01-10").In(seoul).Add(1234 * time.Nanosecond), By: "ann", Query: cordon.Query{
			Ref: "7", Lists: []cordon.ListID{"xx-list"},
			Threshold: 0.5,
		},
		Snapshots: []cordon.SnapshotID{"xx-list@1"}, Engine: "1",
		Hits: []cordon.Hit{{Party: "l/A", Name: "A", Score: 0.9, Features: []cordon.Feature{{Name: "name", Adds: 0.9}}}},
	}
	later := &cordon.Screening{At: noon("2024-01-11")}
	write(t, s, func(tx *store.Tx) error { return errors.Join(tx.PutScreening(later), tx.PutScreening(sc)) })
	if !strings.HasPrefix(string(sc.ID), "scr-") || sc.ID >= later.ID {
		t.Errorf("IDs %s and %s do not sort by time", sc.ID, later.ID)
	}
	want := *sc
	want.At = sc.At.UTC().Truncate(time.Microsecond)
	same(t, "screening", must[*cordon.Screening](t)(s.Screening(ctx, sc.ID)), &want)

	changed := *sc
	changed.By = "bob"
	if err := s.Tx(ctx, func(tx *store.Tx) error { return tx.PutScreening(&changed) }); !errors.Is(err, cordon.ErrConflict) {
		t.Errorf("a screening stored twice: %v", err)
	}
	same(t, "unchanged", must[*cordon.Screening](t)(s.Screening(ctx, sc.ID)), &want)
	if err := s.Tx(ctx, func(tx *store.Tx) error { return tx.PutScreening(&cordon.Screening{}) }); !errors.Is(err, cordon.ErrInvalid) {
		t.Errorf("a screening without an instant: %v", err)
	}
}

func writeAudit(t *testing.T, s *store.Store) {
	t.Helper()
	write(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.Audit(noon("2024-01-10").Add(999*time.Nanosecond), "ann", "list.update", "xx-list"),
			tx.Audit(noon("2024-01-11"), "", "", ""))
	})
	write(t, s, func(tx *store.Tx) error { return tx.Audit(noon("2024-01-09"), "bob", "a", "b") })
}

func audit(t *testing.T, s *store.Store) {
	ctx := t.Context()
	writeAudit(t, s)
	log := must[[]cordon.AuditEntry](t)(s.AuditLog(ctx, 0, 0))
	if len(log) != 3 || log[0].Seq != 1 || log[0].Prev != "" || log[1].Prev != log[0].Digest || log[2].Prev != log[1].Digest {
		t.Fatalf("no chain: %+v", log)
	}
	if l := log[0]; l.Actor != "ann" || l.Action != "list.update" || l.Object != "xx-list" || !l.At.Equal(noon("2024-01-10")) {
		t.Errorf("first line: %+v", l)
	}
	same(t, "after 1, one line", must[[]cordon.AuditEntry](t)(s.AuditLog(ctx, 1, 1)), log[1:2])
	if n := must[int64](t)(s.VerifyAudit(ctx)); n != 3 {
		t.Errorf("%d lines verified", n)
	}
}

// auditTampering changes the log behind the store's back.
func auditTampering(t *testing.T, fresh func(*testing.T) string) {
	for name, c := range map[string]struct{ sql, line string }{
		"a field":                {`update audit set object = 'other' where seq = 2`, "line 2"},
		"an instant":             {`update audit set at = at + 1 where seq = 3`, "line 3"},
		"a digest":               {`update audit set digest = 'sha256:00' where seq = 1`, "line 1"},
		"a line out":             {`delete from audit where seq = 2`, "line 2"},
		"the last out":           {`delete from audit where seq = 3`, "line 3"},
		"all out":                {`delete from audit`, "line 1"},
		"a line with its digest": {`update audit set object = 'other', digest = '` + string(digestOfLine2(t)) + `' where seq = 2`, "line 3"},
		"a line put in":          {`insert into audit select 4, at, actor, action, object, digest, prev from audit where seq = 3`, "line 4"},
	} {
		spec := fresh(t)
		db := raw(t, spec)
		if db == nil {
			return // a database in memory cannot be opened a second time
		}
		s := Open(t, spec)
		breaks(s, "audit/chain")
		writeAudit(t, s)
		if _, err := db.ExecContext(t.Context(), c.sql); err != nil {
			t.Fatal(err)
		}
		if _, err := s.VerifyAudit(t.Context()); !errors.Is(err, cordon.ErrConflict) || !strings.Contains(err.Error(), c.line) {
			t.Errorf("%s: %v, want a conflict at %s", name, err, c.line)
		}
	}
}

// digestOfLine2 is the digest that the second line of writeAudit would have
// with another object: docs/schema.md says how it is made.
func digestOfLine2(t *testing.T) cordon.Digest {
	t.Helper()
	first := cordon.DigestOf(fmt.Appendf(nil, `["",1,%d,"ann","list.update","xx-list"]`, noon("2024-01-10").UnixMicro()))
	return cordon.DigestOf(fmt.Appendf(nil, `[%q,2,%d,"","","other"]`, first, noon("2024-01-11").UnixMicro()))
}
