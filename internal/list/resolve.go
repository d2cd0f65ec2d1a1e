package list

import (
	"context"

	"cordon"
	"cordon/internal/resolve"
	"cordon/internal/store"
)

// Resolve says anew which entries are one party: it takes all entries that ever
// were on a list, those that are off it in their last version, and the
// judgements made so far.
func (u *Updater) Resolve(ctx context.Context) (err error) {
	defer cordon.Wrap(&err, "list.Resolve()")
	entries, err := u.everything(ctx)
	if err != nil {
		return err
	}
	before, err := u.Store.Judgements(ctx)
	if err != nil {
		return err
	}
	parties, judged := resolve.Cluster(entries, before)
	rows := make([]store.PartyRow, len(parties))
	for i, p := range parties {
		rows[i] = store.PartyRow{ID: p.ID, Entries: p.Entries}
	}
	at := u.now()
	for i := range judged {
		judged[i].At = at
	}
	return u.Store.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.ReplaceJudgements("rule:", judged); err != nil {
			return err
		}
		if err := tx.PutParties(rows); err != nil {
			return err
		}
		return tx.Audit(at, actor, "list.resolved", "parties")
	})
}

// everything is the newest version of every entry that the store has.
func (u *Updater) everything(ctx context.Context) ([]*cordon.Entry, error) {
	var all []*cordon.Entry
	for e, err := range u.Store.Entries(ctx, store.EntryQuery{Ever: true}) {
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, nil
}
