package list

import (
	"context"
	"maps"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/store"
)

// A State is where a list stands in a store.
type State struct {
	cordon.List
	Snapshot *cordon.Snapshot       // the newest; nil when never loaded
	Pending  []cordon.PendingUpdate // what the safety checks held back and waits, oldest first
	NoReader bool                   // the program cannot load it: there are the starter's facts at most
	Archived int                    // publications in the archive while none is loaded: at least so many (see NoteArchived)
}

// Standing is the state in one word: none (never loaded), starter (the embedded facts,
// not the official list), partial (known or suspected to lack records or parts), full.
func (s *State) Standing() string {
	switch {
	case s.Snapshot == nil:
		return "none"
	case s.Snapshot.Starter:
		return "starter"
	case s.Snapshot.Partial():
		return "partial"
	}
	return "full"
}

// NoteArchived notes in the states what Unloaded counted when the store was opened, of
// the lists of which there is still no publication.
func NoteArchived(all []State, unloaded map[cordon.ListID]int) {
	for i := range all {
		if s := all[i].Snapshot; s == nil || s.Starter {
			all[i].Archived = unloaded[all[i].ID]
		}
	}
}

// States are the states of lists: those that the program can load, then those
// that it cannot and of which there are facts, then those that the store holds
// and this version does not know.
func States(ctx context.Context, from *store.Store, loadable, others []cordon.List) (_ []State, err error) {
	defer cordon.Wrap(&err, "list.States()")
	held, err := from.ListStates(ctx)
	if err != nil {
		return nil, err
	}
	waiting, err := from.Pending(ctx, "")
	if err != nil {
		return nil, err
	}
	var out []State
	add := func(l cordon.List, noReader bool) {
		st := State{List: l, NoReader: noReader}
		if h, ok := held[l.ID]; ok {
			st.Snapshot = &h.Snapshot
		}
		for _, p := range waiting {
			if p.List == l.ID {
				st.Pending = append(st.Pending, p)
			}
		}
		delete(held, l.ID)
		out = append(out, st)
	}
	for _, l := range loadable {
		add(l, false)
	}
	for _, l := range others {
		if _, ok := held[l.ID]; ok {
			add(l, true)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(held)) {
		authority, _, _ := strings.Cut(string(id), "-")
		add(cordon.List{ID: id, Authority: cordon.AuthorityID(authority)}, true)
	}
	return out, nil
}
