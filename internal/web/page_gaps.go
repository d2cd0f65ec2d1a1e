package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"

	"cordon"
	"cordon/internal/coordinate"
	"cordon/internal/theme"
	"cordon/internal/web/tmpl"
)

func (s *Server) gaps(w http.ResponseWriter, r *http.Request) error {
	v, m, err := s.matrix(r)
	if errors.Is(err, coordinate.ErrNoProgramme) { // the form stays, to be mended
		m, err = &coordinate.Matrix{AsOf: cordon.DateOf(s.Now().UTC())}, nil
	}
	if err != nil {
		return err
	}
	if v.Frame, err = s.frame(r.Context(), "Gaps", "/gaps"); err != nil {
		return err
	}
	size, err := number(r.URL.Query(), "limit", pageSize, longPage)
	if err != nil {
		return err
	}
	if v.At, err = pages(r, "page", len(m.Rows), size); err != nil {
		return err
	}
	v.Matrix, v.Rows = m, part(m.Rows, v.At)
	return s.show(w, r, http.StatusOK, tmpl.GapsPage(*v))
}

// matrix answers the filter of the gaps page and its two other forms.
func (s *Server) matrix(r *http.Request) (*tmpl.Gaps, *coordinate.Matrix, error) {
	v, alias := &tmpl.Gaps{}, ""
	err := texts(r.URL.Query(), map[string]*string{"programme": &v.Programme, "q": &v.Text, "asof": &v.AsOf, "as_of": &alias})
	if err != nil {
		return nil, nil, err
	}
	if v.AsOf == "" { // as the matrix's JSON calls it
		v.AsOf = alias
	}
	asOf, err := date("asof", v.AsOf)
	if err != nil {
		return nil, nil, err
	}
	if v.Programme == "" && v.Text == "" {
		v.Programme = theme.Default().ID
	}
	q := coordinate.GapQuery{Programme: v.Programme, Text: v.Text, AsOf: asOf}
	if q.Text != "" {
		q.Programme = ""
	}
	v.Export = url.Values{"programme": {q.Programme}, "q": {q.Text}, "asof": {v.AsOf}}.Encode()
	m, err := s.Coordinate.Gaps(r.Context(), q)
	return v, m, err
}

func (s *Server) gapsJSON(w http.ResponseWriter, r *http.Request) error {
	_, m, err := s.matrix(r)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	s.gone(enc.Encode(m))
	return nil
}

func (s *Server) gapsCSV(w http.ResponseWriter, r *http.Request) error {
	_, m, err := s.matrix(r)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="gaps.csv"`)
	s.gone(m.WriteCSV(w))
	return nil
}
