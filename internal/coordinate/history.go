package coordinate

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/delta"
	"cordon/internal/store"
)

// A History is how a party stood on the lists, as far as the publications that are
// held show it.
type History struct {
	Party      cordon.PartyID  `json:"party"`
	Name       string          `json:"name"`
	Kind       cordon.Kind     `json:"kind,omitempty"`
	Generation int64           `json:"generation"` // as in Matrix
	Listings   []Listed        `json:"listings"`   // oldest first, with the evidence of both ends
	Entries    []delta.History `json:"entries"`
}

// History is the history of a party, also of one that has left all lists, or
// cordon.ErrNotFound. An entry's ID does as well as the party's.
func (s *Service) History(ctx context.Context, id cordon.PartyID) (h *History, err error) {
	defer cordon.Wrap(&err, "coordinate.History(%s)", id)
	err = s.Store.View(ctx, func(view *store.Store) error {
		gen, err := complete(ctx, view)
		if err != nil {
			return err
		}
		row, err := find(ctx, view, id)
		if err != nil {
			return err
		}
		d := &Dossier{Generation: gen}
		if err := errors.Join(addEntries(ctx, view, row, d), s.addListings(ctx, view, row, d)); err != nil {
			return err
		}
		h = &History{Party: row.ID, Name: d.Party.Profile.Name(), Kind: d.Party.Profile.Kind, Generation: gen, Listings: d.Listings}
		h.Entries, err = entryHistories(ctx, view, row.Entries)
		return err
	})
	if err != nil {
		return nil, err
	}
	return h, nil
}

// entryHistories are the histories of entries.
func entryHistories(ctx context.Context, from *store.Store, ids []cordon.EntryID) (all []delta.History, err error) {
	snaps := map[cordon.ListID]map[cordon.SnapshotID]*cordon.Snapshot{}
	waiting := map[cordon.ListID][]cordon.PendingUpdate{}
	for _, id := range ids {
		l := id.List()
		if snaps[l] == nil {
			if snaps[l], err = snapshotsOf(ctx, from, l); err != nil {
				return nil, err
			}
			if waiting[l], err = from.Pending(ctx, l); err != nil {
				return nil, err
			}
		}
		what := delta.Sources{Snapshots: snaps[l], Held: holding(waiting[l], id), Amended: map[cordon.SnapshotID]bool{}}
		if what.Versions, err = from.EntryVersions(ctx, id); err != nil {
			return nil, err
		}
		changes, err := from.Changes(ctx, store.ChangeQuery{Entry: id})
		if err != nil {
			return nil, err
		}
		for _, c := range changes {
			what.Amended[c.Snapshot] = what.Amended[c.Snapshot] || c.Kind == cordon.Amended
		}
		if len(what.Versions) > 0 {
			all = append(all, delta.HistoryOf(what))
		}
	}
	return all, nil
}

func snapshotsOf(ctx context.Context, from *store.Store, l cordon.ListID) (map[cordon.SnapshotID]*cordon.Snapshot, error) {
	all, err := from.Snapshots(ctx, l)
	byID := map[cordon.SnapshotID]*cordon.Snapshot{}
	for i := range all {
		byID[all[i].ID] = &all[i]
	}
	return byID, err
}

// holding are the updates that hold the removal of an entry.
func holding(waiting []cordon.PendingUpdate, id cordon.EntryID) (held []cordon.PendingUpdate) {
	for _, p := range waiting {
		if slices.ContainsFunc(p.Removals, func(r cordon.Removal) bool { return r.Entry == id }) {
			held = append(held, p)
		}
	}
	return held
}

// mostMeant is how many parties a name is compared with.
const mostMeant = 5

// nearby is how much lower the score of a second party must be for the first to be
// the one that is meant.
const nearby = 0.05

// Lookup is the party that is meant: by its ID, a former one, or that of an entry;
// or by a name, which must mean one party. The very name of a party that has left
// all lists comes before a name that is only like that of a listed one. Several are
// cordon.ErrInvalid, none is cordon.ErrNotFound.
func (s *Service) Lookup(ctx context.Context, what string) (_ cordon.PartyID, err error) {
	defer cordon.Wrap(&err, "coordinate.Lookup(%s)", shown(what))
	if what = strings.TrimSpace(what); what == "" {
		return "", fmt.Errorf("the name is empty: %w", cordon.ErrInvalid)
	}
	if row, err := find(ctx, s.Store, cordon.PartyID(what)); err == nil || !errors.Is(err, cordon.ErrNotFound) {
		if err != nil {
			return "", err
		}
		return row.ID, nil
	}
	sc, err := s.Find(ctx, &cordon.Query{Profile: cordon.Profile{Names: []cordon.Name{{Full: what}}}, Limit: mostMeant})
	if err != nil {
		return "", err
	}
	if one := exact(sc.Hits, what); one != "" {
		return one, nil
	}
	return meantOf(what, sc.Hits, sc.Former)
}

// meantOf chooses among those that are listed and those that have left the lists: the
// only one of the latter that has the very name, where no listed one has nearly that;
// else the one that is clearly the most like it.
func meantOf(what string, hits []cordon.Hit, former []cordon.FormerParty) (cordon.PartyID, error) {
	var left []cordon.Hit
	said := map[cordon.PartyID]string{}
	for _, f := range former {
		left = append(left, f.Hit)
		said[f.Party] = " (formerly listed)"
	}
	if one := exact(left, what); one != "" && (len(hits) == 0 || hits[0].Score <= 1-nearby) {
		return one, nil
	}
	all := slices.Concat(hits, left)
	slices.SortStableFunc(all, func(a, b cordon.Hit) int { return cmp.Compare(b.Score, a.Score) })
	switch {
	case len(all) == 0:
		return "", fmt.Errorf("no party %q: %w", shown(what), cordon.ErrNotFound)
	case len(all) == 1 || all[1].Score <= all[0].Score-nearby:
		return all[0].Party, nil
	}
	var names []string
	for _, hit := range all {
		names = append(names, fmt.Sprintf("%s %s (%.2f)%s", hit.Party, hit.Name, hit.Score, said[hit.Party]))
	}
	return "", &AmbiguousError{
		fmt.Errorf("%q may mean several parties; give the ID of one: %s: %w", what, strings.Join(names, "; "), cordon.ErrInvalid),
	}
}

// An AmbiguousError is that of a name that may mean several parties, which it names. It
// is a cordon.ErrInvalid.
type AmbiguousError struct{ err error }

// Error names the parties.
func (e *AmbiguousError) Error() string { return e.err.Error() }

// Unwrap makes it a cordon.ErrInvalid.
func (e *AmbiguousError) Unwrap() error { return e.err }

// exact is the only party among the hits that bears this very name, but for
// case; "" when there is none or there are several.
func exact(hits []cordon.Hit, name string) cordon.PartyID {
	var one cordon.PartyID
	for _, hit := range hits {
		if !strings.EqualFold(hit.Name, name) {
			continue
		}
		if one != "" {
			return ""
		}
		one = hit.Party
	}
	return one
}
