package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"cordon"
)

// Pending are the updates that wait to be confirmed or accepted, oldest first:
// of one list, or of all with "".
func (s *Store) Pending(ctx context.Context, l cordon.ListID) (_ []cordon.PendingUpdate, err error) {
	defer cordon.Wrap(&err, "store.Pending(%s)", l)
	return pending(ctx, s.read, l, cordon.Pending)
}

// PendingUpdates are all updates that were ever held back, settled or not, oldest first.
func (s *Store) PendingUpdates(ctx context.Context) (_ []cordon.PendingUpdate, err error) {
	defer cordon.Wrap(&err, "store.PendingUpdates()")
	return pending(ctx, s.read, "", "")
}

func pending(ctx context.Context, q querier, l cordon.ListID, state cordon.PendingState) ([]cordon.PendingUpdate, error) {
	var w where
	if state != "" {
		w.add("state = %s", string(state))
	}
	if l != "" {
		w.add("list = %s", l)
	}
	return collect(ctx, q, fromDoc[cordon.PendingUpdate], `select doc from pending_update`+w.String()+` order by at, list, digests`, w.args...)
}

// PutPending records that an update was held back, or held back again after it
// was settled. One that waits already stays as it is.
func (t *Tx) PutPending(p *cordon.PendingUpdate) (err error) {
	defer cordon.Wrap(&err, "store.PutPending(%s)", p.List)
	if err := checkID("list", p.List); err != nil {
		return err
	}
	if len(p.Files) == 0 || p.At.IsZero() {
		return fmt.Errorf("its files or its instant are missing: %w", cordon.ErrInvalid)
	}
	doc := *p
	doc.At, doc.State, doc.Settled = kept(p.At), cordon.Pending, time.Time{}
	b := t.into(`pending_update (list, digests, at, state, doc)`, `on conflict (list, digests) do update
		set at = excluded.at, state = excluded.state, doc = excluded.doc where pending_update.state <> 'pending'`)
	err = b.add(p.List, joinDigests(p.Digests()), micros(p.At), string(doc.State), inDoc{doc})
	return errors.Join(err, b.flush())
}

// SettlePending records what became of a pending update; one that does not wait
// any more is cordon.ErrConflict.
func (t *Tx) SettlePending(p *cordon.PendingUpdate, state cordon.PendingState, at time.Time) (err error) {
	defer cordon.Wrap(&err, "store.SettlePending(%s)", p.List)
	doc := *p
	doc.State, doc.Settled = state, kept(at)
	return t.rewritePending(&doc)
}

// AmendPending replaces what is recorded of an update that waits, but not since when
// it does; one that does not wait any more is cordon.ErrConflict.
func (t *Tx) AmendPending(p *cordon.PendingUpdate) (err error) {
	defer cordon.Wrap(&err, "store.AmendPending(%s)", p.List)
	doc := *p
	doc.State, doc.Settled = cordon.Pending, time.Time{}
	return t.rewritePending(&doc)
}

// rewritePending replaces the record of an update that waits.
func (t *Tx) rewritePending(p *cordon.PendingUpdate) error {
	res, err := t.tx.ExecContext(t.ctx,
		`update pending_update set state = $1, doc = $2 where list = $3 and digests = $4 and state = 'pending'`,
		string(p.State), inDoc{*p}, p.List, joinDigests(p.Digests()))
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		err = fmt.Errorf("it is no longer pending: %w", cordon.ErrConflict)
	}
	return err
}
