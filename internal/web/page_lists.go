package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"cordon"
	"cordon/internal/list"
	"cordon/internal/store"
	"cordon/internal/web/tmpl"
)

// states are the states of all lists that there is something to say of.
func (s *Server) states(ctx context.Context) ([]list.State, error) {
	all, err := list.States(ctx, s.Store, s.Lists, s.Others)
	list.NoteArchived(all, s.Unloaded)
	return all, err
}

// state is the state of one list, also of one that the program cannot load and
// of which there are no facts.
func (s *Server) state(ctx context.Context, id cordon.ListID) (list.State, error) {
	all, err := s.states(ctx)
	if err != nil {
		return list.State{}, err
	}
	for _, l := range s.Others {
		all = append(all, list.State{List: l, NoReader: true})
	}
	at := slices.IndexFunc(all, func(st list.State) bool { return st.ID == id })
	if at < 0 {
		return list.State{}, fmt.Errorf("list %s: %w", id, cordon.ErrNotFound)
	}
	return all[at], nil
}

// dataState counts the open lists by their state.
func dataState(all []list.State) tmpl.State {
	var st tmpl.State
	for _, l := range all {
		if l.Archived > 0 {
			st.Archived++
		}
		if l.SupersededBy != "" || l.NoReader {
			continue
		}
		st.Lists++
		switch {
		case l.Snapshot == nil:
		case l.Snapshot.Starter:
			st.Starter++
		default:
			st.Loaded++
		}
	}
	return st
}

func (s *Server) lists(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r.Context(), "Lists", "/lists")
	if err != nil {
		return err
	}
	all, err := s.states(r.Context())
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, tmpl.ListsPage(f, all))
}

func (s *Server) list(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	id, err := identifier(r)
	if err != nil {
		return err
	}
	var v tmpl.ListPage
	if v.State, err = s.state(ctx, cordon.ListID(id)); err != nil {
		return err
	}
	if v.Frame, err = s.frame(ctx, v.Name, "/lists"); err != nil {
		return err
	}
	if v.Snapshots, err = s.Store.Snapshots(ctx, v.ID); err != nil {
		return err
	}
	if len(v.Snapshots) > 0 {
		slices.Reverse(v.Snapshots)
		v.Snapshot = &v.Snapshots[0]
		if err := s.listRows(r, &v); err != nil {
			return err
		}
		v.Snapshots = v.Snapshots[:min(len(v.Snapshots), pageSize)]
	}
	return s.show(w, r, http.StatusOK, tmpl.ListPageOf(v))
}

// changesOf counts the changes that snapshots brought, without loading them.
func changesOf(snaps []cordon.Snapshot) int {
	n := 0
	for _, s := range snaps {
		n += s.Added + s.Amended + s.Removed + s.Restored
	}
	return n
}

// listRows fills the changes and the entries of a list's page.
func (s *Server) listRows(r *http.Request, v *tmpl.ListPage) error {
	var err error
	if v.ChangeAt, err = pages(r, "changes", changesOf(v.Snapshots), halfPage); err != nil {
		return err
	}
	v.Changes, err = s.Store.Changes(r.Context(), store.ChangeQuery{List: v.ID, Offset: v.ChangeAt.From(), Limit: v.ChangeAt.Size})
	if err != nil {
		return err
	}
	if v.EntryAt, err = pages(r, "entries", v.Snapshot.Entries, halfPage); err != nil {
		return err
	}
	q := store.EntryQuery{List: v.ID, Offset: v.EntryAt.From(), Limit: v.EntryAt.Size}
	for e, err := range s.Store.Entries(r.Context(), q) {
		if err != nil {
			return err
		}
		v.Entries = append(v.Entries, e)
	}
	return nil
}
