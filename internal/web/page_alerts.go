package web

import (
	"net/http"

	"cordon/internal/web/tmpl"
)

func (s *Server) alerts(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r.Context(), "Alerts", "/alerts")
	if err != nil {
		return err
	}
	total, err := s.Store.CountAlerts(r.Context())
	if err != nil {
		return err
	}
	at, err := pages(r, "page", total, pageSize)
	if err != nil {
		return err
	}
	all, err := s.Store.AlertsFrom(r.Context(), at.From(), at.Size)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, tmpl.AlertsPage(tmpl.Alerts{Frame: f, All: all, At: at}))
}

func (s *Server) about(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r.Context(), "About", "/about")
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, tmpl.AboutPage(tmpl.About{Frame: f, Lists: s.Lists}))
}
