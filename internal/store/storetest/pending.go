package storetest

import (
	"errors"
	"testing"

	"cordon"
	"cordon/internal/store"
)

// pendingUpdates: what is held back waits until it is settled, once.
func pendingUpdates(t *testing.T, s *store.Store) {
	ctx := t.Context()
	a := &cordon.PendingUpdate{
		List: "xx-list", Format: "xx-csv", Published: cordon.MustDate("2024-01-09"), Rule: "removals", Reason: "5 of 100 entries",
		Files:    []cordon.ArchivedFile{{Name: "b.csv", Digest: "sha256:bb"}, {Name: "a.csv", Digest: "sha256:aa"}},
		Removals: []cordon.Removal{{Entry: "xx-list/1", Name: "ONE \u0000", Programmes: []cordon.ProgrammeID{"xx/P"}}},
		At:       noon("2024-01-10"), State: cordon.Pending,
	}
	b := *a
	b.List, b.Whole, b.At = "yy-list", true, noon("2024-01-11")
	again := *a
	again.Reason, again.At = "again", noon("2024-01-12")
	for _, p := range []*cordon.PendingUpdate{&b, a, &again} {
		write(t, s, func(tx *store.Tx) error { return tx.PutPending(p) })
	}
	same(t, "all that wait", must[[]cordon.PendingUpdate](t)(s.Pending(ctx, "")), []cordon.PendingUpdate{*a, b})
	same(t, "of one list", must[[]cordon.PendingUpdate](t)(s.Pending(ctx, "yy-list")), []cordon.PendingUpdate{b})
	same(t, "of no list", len(must[[]cordon.PendingUpdate](t)(s.Pending(ctx, "zz-list"))), 0)

	more := *a
	more.Reasons = []cordon.Reason{{Rule: "removals", Text: "5 of 100 entries"}, {Rule: "lost:names", Text: "60 \u0000 values"}}
	write(t, s, func(tx *store.Tx) error { return tx.AmendPending(&more) })
	same(t, "amended", must[[]cordon.PendingUpdate](t)(s.Pending(ctx, "")), []cordon.PendingUpdate{more, b})
	a = &more

	at := noon("2024-02-01")
	write(t, s, func(tx *store.Tx) error { return tx.SettlePending(a, cordon.Accepted, at) })
	same(t, "after settling", must[[]cordon.PendingUpdate](t)(s.Pending(ctx, "")), []cordon.PendingUpdate{b})
	if err := s.Tx(ctx, func(tx *store.Tx) error { return tx.SettlePending(a, cordon.Confirmed, at) }); !errors.Is(err, cordon.ErrConflict) {
		t.Errorf("settled twice: %v", err)
	}
	if err := s.Tx(ctx, func(tx *store.Tx) error { return tx.AmendPending(a) }); !errors.Is(err, cordon.ErrConflict) {
		t.Errorf("amended when it did not wait: %v", err)
	}
	settled := *a
	settled.State, settled.Settled = cordon.Accepted, at
	same(t, "the record", must[[]cordon.PendingUpdate](t)(s.PendingUpdates(ctx)), []cordon.PendingUpdate{settled, b})

	write(t, s, func(tx *store.Tx) error { return tx.PutPending(&again) })
	same(t, "held back again", must[[]cordon.PendingUpdate](t)(s.Pending(ctx, "xx-list")), []cordon.PendingUpdate{again})
	for name, p := range map[string]*cordon.PendingUpdate{
		"no list": {Files: a.Files, At: at}, "no files": {List: "xx-list", At: at}, "no instant": {List: "xx-list", Files: a.Files},
	} {
		if err := s.Tx(ctx, func(tx *store.Tx) error { return tx.PutPending(p) }); !errors.Is(err, cordon.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
