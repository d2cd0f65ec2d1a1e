package web

import (
	"net/http"

	"cordon/internal/coordinate"
	"cordon/internal/theme"
	"cordon/internal/web/tmpl"
)

func (s *Server) timeline(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	var v tmpl.Timeline
	if err := texts(q, map[string]*string{"theme": &v.Theme, "kind": &v.Kind, "since": &v.Since}); err != nil {
		return err
	}
	if v.Theme == "" {
		v.Theme = theme.Default().ID
	}
	if err := oneOf("kind", v.Kind, "listing", "delisting", "event", "statement"); err != nil {
		return err
	}
	since, err := date("since", v.Since)
	if err != nil {
		return err
	}
	size, err := number(q, "limit", pageSize, longPage)
	if err != nil {
		return err
	}
	if v.Frame, err = s.frame(r.Context(), "Timeline", "/timeline"); err != nil {
		return err
	}
	tq := coordinate.TimelineQuery{Programme: v.Theme, Since: since}
	if v.Theme == "all" {
		tq.Programme = ""
	}
	all, err := s.Coordinate.Timeline(r.Context(), tq)
	if err != nil {
		return err
	}
	v.Generation = all.Generation
	if v.Kind != "" {
		all = all.Of(v.Kind)
	}
	if v.At, err = pages(r, "page", all.Total(), size); err != nil {
		return err
	}
	v.Chart = tmpl.MomentsChart("Timeline", all.Tallies())
	if v.Moments, err = all.Page(r.Context(), v.At.From(), v.At.Size); err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, tmpl.TimelinePage(v))
}
