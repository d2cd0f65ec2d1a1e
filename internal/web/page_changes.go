package web

import (
	"bytes"
	"context"
	"net/http"
	"net/url"

	"cordon"
	"cordon/internal/list"
	"cordon/internal/store"
	"cordon/internal/web/tmpl"
)

// Limits of the pages of changes.
const (
	publicationsShown = 20 // on one page
	editsShown        = 12 // of each of them; its own page has all
	feedShown         = 50 // publications of a feed: what a reader that asks once a day has missed in weeks
)

// changesAsked reads the filter of the pages of changes.
func (s *Server) changesAsked(r *http.Request) (v tmpl.Changes, f cordon.ChangeFilter, err error) {
	err = texts(r.URL.Query(), map[string]*string{"list": &v.List, "kind": &v.Kind, "since": &v.Since, "until": &v.Until})
	if err != nil {
		return v, f, err
	}
	if v.All, err = s.states(r.Context()); err != nil {
		return v, f, err
	}
	var known []string
	for _, l := range v.All {
		known = append(known, string(l.ID))
	}
	if err := oneOf("list", v.List, known...); err != nil {
		return v, f, err
	}
	if err := oneOf("kind", v.Kind, "added", "removed", "restored", "amended", "pending"); err != nil {
		return v, f, err
	}
	f.List = cordon.ListID(v.List)
	if v.Kind != "" {
		f.Kinds = []cordon.ChangeKind{cordon.ChangeKind(v.Kind)}
	}
	if f.Since, err = date("since", v.Since); err != nil {
		return v, f, err
	}
	f.Until, err = date("until", v.Until)
	v.Export = url.Values{"list": {v.List}, "kind": {v.Kind}, "since": {v.Since}, "until": {v.Until}}.Encode()
	return v, f, err
}

func (s *Server) changes(w http.ResponseWriter, r *http.Request) error {
	v, f, err := s.changesAsked(r)
	if err != nil {
		return err
	}
	if v.Frame, err = s.frame(r.Context(), "Changes", "/changes"); err != nil {
		return err
	}
	err = s.Store.View(r.Context(), func(view *store.Store) error { return changesOn(r, list.Changes(view, f), &v) })
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, v.Page())
}

// changesOn fills one page of the changes.
func changesOn(r *http.Request, log list.ChangeLog, v *tmpl.Changes) error {
	ctx := r.Context()
	total, _, err := log.Count(ctx)
	if err != nil {
		return err
	}
	if v.At, err = pages(r, "page", total, publicationsShown); err != nil {
		return err
	}
	if v.At.Page == 1 {
		if v.Held, err = log.Held(ctx); err != nil {
			return err
		}
	}
	if v.Sets, err = log.Page(ctx, v.At.From(), v.At.Size); err != nil {
		return err
	}
	for _, set := range v.Sets {
		if err := editsOf(ctx, set, v, tmpl.Pages{Page: 1, Size: editsShown}); err != nil {
			return err
		}
	}
	return nil
}

// editsOf adds the edits of a publication that a page shows.
func editsOf(ctx context.Context, set *list.ChangeSet, v *tmpl.Changes, at tmpl.Pages) (err error) {
	if v.Edits == nil {
		v.Edits, v.Totals = map[cordon.SnapshotID][]cordon.Edit{}, map[cordon.SnapshotID]int{}
	}
	if v.Totals[set.ID], err = set.CountEdits(ctx); err != nil {
		return err
	}
	v.Edits[set.ID], err = set.Edits(ctx, at.From(), at.Size)
	return err
}

// change is the page of one publication.
func (s *Server) change(w http.ResponseWriter, r *http.Request) error {
	id, err := identifier(r)
	if err != nil {
		return err
	}
	var v tmpl.Changes
	if v.Frame, err = s.frame(r.Context(), "Changes", "/changes"); err != nil {
		return err
	}
	err = s.Store.View(r.Context(), func(view *store.Store) (err error) {
		if v.One, err = list.Changes(view, cordon.ChangeFilter{}).Of(r.Context(), cordon.SnapshotID(id)); err != nil {
			return err
		}
		total, err := v.One.CountEdits(r.Context())
		if err != nil {
			return err
		}
		if v.At, err = pages(r, "page", total, pageSize); err != nil {
			return err
		}
		return editsOf(r.Context(), v.One, &v, v.At)
	})
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, v.Page())
}

// changesAtom is the feed of the newest publications. It is whole before the first
// byte goes out.
func (s *Server) changesAtom(w http.ResponseWriter, r *http.Request) error {
	_, f, err := s.changesAsked(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := list.Changes(s.Store, f).Feed(r.Context(), &b, feedShown); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	_, err = b.WriteTo(w)
	s.gone(err)
	return nil
}

// history is the page of how a party stood on the lists.
func (s *Server) history(w http.ResponseWriter, r *http.Request) error {
	id, err := identifier(r)
	if err != nil {
		return err
	}
	h, err := s.Coordinate.History(r.Context(), cordon.PartyID(id))
	if err != nil {
		return err
	}
	if h.Party != cordon.PartyID(id) { // an entry's ID, or that of a party that was merged into another
		http.Redirect(w, r, path("/history/", string(h.Party)), http.StatusSeeOther)
		return nil
	}
	v := tmpl.Party{History: h}
	if v.Frame, err = s.frame(r.Context(), "History of "+h.Name, ""); err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, v.HistoryPage())
}
