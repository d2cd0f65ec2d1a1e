package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"cordon"
	"cordon/internal/store"
	"cordon/internal/web/tmpl"
)

// states are the lists that we can load, and the others of which there are facts,
// with their newest snapshots.
func (s *Server) states(ctx context.Context) (lists, others []tmpl.ListState, err error) {
	held, err := s.Store.ListStates(ctx)
	if err != nil {
		return nil, nil, err
	}
	newest := func(id cordon.ListID) *cordon.Snapshot {
		if st, ok := held[id]; ok {
			return &st.Snapshot
		}
		return nil
	}
	for _, l := range s.Lists {
		lists = append(lists, tmpl.ListState{List: l, Snapshot: newest(l.ID)})
	}
	for _, l := range s.Others {
		if snap := newest(l.ID); snap != nil {
			others = append(others, tmpl.ListState{List: l, Snapshot: snap, NoReader: true})
		}
	}
	return lists, others, nil
}

// dataState counts the open lists by their state.
func dataState(all []tmpl.ListState) tmpl.State {
	var st tmpl.State
	for _, l := range all {
		if l.SupersededBy != "" {
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
	all, others, err := s.states(r.Context())
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, tmpl.ListsPage(tmpl.Lists{Frame: f, All: append(all, others...)}))
}

func (s *Server) list(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	id, err := identifier(r)
	if err != nil {
		return err
	}
	known := slices.Concat(s.Lists, s.Others)
	at := slices.IndexFunc(known, func(l cordon.List) bool { return l.ID == cordon.ListID(id) })
	if at < 0 {
		return fmt.Errorf("list %s: %w", id, cordon.ErrNotFound)
	}
	v := tmpl.ListPage{ListState: tmpl.ListState{List: known[at], NoReader: at >= len(s.Lists)}}
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
