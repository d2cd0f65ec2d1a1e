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
	party cordon.PartyID // none: everything is about it
	is    map[cordon.PartyID]bool
}

func asks(from *store.Store, party cordon.PartyID) *asked {
	return &asked{from: from, party: party, is: map[cordon.PartyID]bool{party: party != "", "": false}}
}

// An about says what of one reading is about the party.
type about struct {
	all   bool
	is    map[cordon.PartyID]bool
	spans []cordon.Span // where it is named
}

// in looks for the party in a reading.
func (a *asked) in(ctx context.Context, r *cordon.Reading) (about, error) {
	if a.party == "" {
		return about{all: true}, nil
	}
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
			return about{}, err
		}
	}
	out := about{is: a.is}
	for _, m := range r.Mentions {
		if a.is[m.Party] {
			out.spans = append(out.spans, m.Span)
		}
	}
	return out, nil
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
func (a about) acts(e cordon.Event) bool {
	return slices.ContainsFunc(e.Actors, func(actor cordon.Actor) bool { return a.is[actor.Party] })
}

// event reports whether the party takes part in an event or is named in a
// sentence that carries it.
func (a about) event(e cordon.Event) bool {
	return a.all || a.acts(e) || slices.ContainsFunc(e.Spans, a.named)
}

// statement reports whether the party makes a statement or is named in it.
func (a about) statement(st cordon.Statement) bool {
	return a.all || a.is[st.Party] || a.named(st.Span)
}

func (a about) named(in cordon.Span) bool {
	return slices.ContainsFunc(a.spans, func(at cordon.Span) bool { return in.From <= at.From && at.To <= in.To })
}
