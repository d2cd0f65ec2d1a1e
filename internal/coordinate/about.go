package coordinate

import (
	"context"
	"errors"
	"slices"

	"cordon"
	"cordon/internal/store"
)

// An asked is the party that is looked for in what was read. A document that
// was read before two parties became one still has the former ID: each ID is
// looked up once.
type asked struct {
	from  *store.Store
	party cordon.PartyID
	is    map[cordon.PartyID]bool
}

func asks(from *store.Store, party cordon.PartyID) *asked {
	return &asked{from: from, party: party, is: map[cordon.PartyID]bool{party: true, "": false}}
}

// in learns of each party in a reading whether it is the one.
func (a *asked) in(ctx context.Context, r *cordon.Reading) error {
	ids := make([]cordon.PartyID, 0, len(r.Mentions)+len(r.Statements))
	for _, m := range r.Mentions {
		ids = append(ids, m.Party)
	}
	for _, st := range r.Statements {
		ids = append(ids, st.Party)
	}
	for _, ev := range r.Events {
		for _, actor := range ev.Actors {
			ids = append(ids, actor.Party)
		}
	}
	for _, id := range ids {
		if err := a.learn(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// learn finds out whether an ID is the party's.
func (a *asked) learn(ctx context.Context, id cordon.PartyID) error {
	if _, ok := a.is[id]; ok {
		return nil
	}
	row, err := a.from.Party(ctx, id)
	if err != nil && !errors.Is(err, cordon.ErrNotFound) {
		return err
	}
	a.is[id] = err == nil && row.ID == a.party
	return nil
}

// acts reports whether the party takes part in an event.
func (a *asked) acts(e cordon.Event) bool {
	return slices.ContainsFunc(e.Actors, func(actor cordon.Actor) bool { return a.is[actor.Party] })
}
