package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/web/tmpl"
)

func (s *Server) party(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	id, err := identifier(r)
	if err != nil {
		return err
	}
	d, err := s.Coordinate.Dossier(ctx, cordon.PartyID(id))
	if err != nil {
		return err
	}
	if d.Party.ID != cordon.PartyID(id) { // merged into another since the address was written; that may be undone
		http.Redirect(w, r, path("/party/", string(d.Party.ID)), http.StatusFound)
		return nil
	}
	v := tmpl.Party{Dossier: *d, Lists: map[cordon.ListID]cordon.List{}}
	for _, l := range slices.Concat(s.Lists, s.Others) {
		v.Lists[l.ID] = l
	}
	if v.Frame, err = s.frame(ctx, d.Party.Profile.Name(), ""); err != nil {
		return err
	}
	v.Chart = tmpl.ListingsChart("Listings of "+d.Party.Profile.Name(), d.Listings, v.Today)
	return s.show(w, r, http.StatusOK, tmpl.PartyPage(v))
}

// entry leads from an entry to its party, which lists it.
func (s *Server) entry(w http.ResponseWriter, r *http.Request) error {
	id, err := identifier(r)
	if err != nil {
		return err
	}
	p, err := s.Store.PartyOf(r.Context(), cordon.EntryID(id))
	if err != nil {
		return err
	}
	http.Redirect(w, r, path("/party/", string(p))+"#entry-"+url.PathEscape(id), http.StatusSeeOther)
	return nil
}

// path is an address with an identifier at its end, each part escaped by itself.
func path(base, id string) string {
	parts := strings.Split(id, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return base + strings.Join(parts, "/")
}
