package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"

	"cordon"
	"cordon/internal/coordinate"
	"cordon/internal/country"
	"cordon/internal/screen"
	"cordon/internal/store"
	"cordon/internal/web/tmpl"
)

// mostHits is how many hits a page shows: more is no answer, but a reason to
// ask with more details.
const mostHits = 25

func (s *Server) search(w http.ResponseWriter, r *http.Request) error {
	v, q, err := asked(r)
	if err != nil {
		return err
	}
	if v.Frame, err = s.frame(r.Context(), "Screen a name", "/search"); err != nil {
		return err
	}
	if x := s.Live.Load(); x != nil {
		v.Parties = x.Len()
	}
	if v.Asked {
		v.Title = "Screening of " + cmp.Or(v.Form.Name, v.Form.ID)
		if err := s.screened(r.Context(), v, q); err != nil {
			return err
		}
	}
	return s.show(w, r, http.StatusOK, tmpl.SearchPage(*v))
}

// asked reads the search form.
func asked(r *http.Request) (*tmpl.Search, *cordon.Query, error) {
	v := &tmpl.Search{}
	f, params := &v.Form, r.URL.Query()
	err := texts(params, map[string]*string{"q": &f.Name, "kind": &f.Kind, "birth": &f.Birth, "country": &f.Country, "id": &f.ID})
	if err != nil {
		return nil, nil, err
	}
	threshold, err := fraction(params, "threshold")
	if err != nil {
		return nil, nil, err
	}
	q := &cordon.Query{Limit: mostHits + 1, Threshold: threshold}
	if err := profile(&q.Profile, f); err != nil {
		return nil, nil, err
	}
	if f.Name != "" {
		screen.Typed(q, f.Name)
	}
	if f.ID != "" {
		numbers(q, f.ID)
	}
	v.Asked = f.Name != "" || f.ID != ""
	v.Unasked = !v.Asked && len(params) > 0
	return v, q, nil
}

// profile reads the fields that tell parties of one name apart.
func profile(p *cordon.Profile, f *tmpl.Form) error {
	kinds := []string{string(cordon.Person), string(cordon.Organization), string(cordon.Vessel), string(cordon.Aircraft)}
	if err := oneOf("kind", f.Kind, kinds...); err != nil {
		return err
	}
	p.Kind = cordon.Kind(f.Kind)
	born, err := date("birth", f.Birth)
	switch {
	case err != nil:
		return err
	case born.IsZero():
	case p.Kind == cordon.Organization:
		p.Founded = []cordon.Date{born}
	default:
		p.Births = []cordon.Birth{{Date: born}}
	}
	if f.Country == "" {
		return nil
	}
	code, err := country.Parse(f.Country)
	p.Countries = []cordon.CountryLink{{Country: code}}
	return err
}

// numbers adds what was typed into the field for numbers: the numbers in it, and
// where there are other words, the whole of it too.
func numbers(q *cordon.Query, text string) {
	var typed cordon.Query
	screen.Typed(&typed, text)
	if len(typed.Profile.Names) > 0 {
		typed.Profile.Identifiers = append(typed.Profile.Identifiers, cordon.Identifier{Scheme: cordon.OtherID, Value: text})
	}
	q.Profile.Identifiers = append(q.Profile.Identifiers, typed.Profile.Identifiers...)
}

// mostTries is how often a screening is given again because the lists changed
// between it and the matrix of its hits: each time an update was committed within
// some milliseconds.
const mostTries = 5

// screened looks the query up, without a record, and fills in what each
// authority has done about the parties that were hit: both of one generation.
func (s *Server) screened(ctx context.Context, v *tmpl.Search, q *cordon.Query) error {
	for range mostTries {
		sc, err := s.Screen.Preview(ctx, q)
		if err != nil {
			return err
		}
		m, err := s.rowsOf(ctx, sc)
		if err != nil {
			return fmt.Errorf("authorities of the hits: %w", err)
		}
		if m.Generation == sc.Generation {
			v.Screening, v.More = sc, len(sc.Hits) > mostHits
			v.Results = results(sc.Hits[:min(len(sc.Hits), mostHits)], m.Rows)
			v.Former = formers(sc.Former[:min(len(sc.Former), mostHits)], m.Rows)
			return nil
		}
	}
	return fmt.Errorf("the lists change faster than they can be compared: %w", store.ErrNotWhole)
}

// rowsOf is the matrix of the parties that were hit, or were listed formerly.
func (s *Server) rowsOf(ctx context.Context, sc *cordon.Screening) (*coordinate.Matrix, error) {
	if len(sc.Hits)+len(sc.Former) == 0 {
		return &coordinate.Matrix{Generation: sc.Generation}, nil
	}
	var ids []cordon.PartyID
	for _, h := range sc.Hits[:min(len(sc.Hits), mostHits)] {
		ids = append(ids, h.Party)
	}
	for _, f := range sc.Former[:min(len(sc.Former), mostHits)] {
		ids = append(ids, f.Party)
	}
	return s.Coordinate.Gaps(ctx, coordinate.GapQuery{Parties: ids})
}

// results are hits, each with its row of the matrix.
func results(hits []cordon.Hit, rows []coordinate.Row) []tmpl.Result {
	of := map[cordon.PartyID]*coordinate.Row{}
	for i := range rows {
		of[rows[i].Party] = &rows[i]
	}
	out := make([]tmpl.Result, len(hits))
	for i, h := range hits {
		out[i] = tmpl.Result{Hit: h, Row: of[h.Party]}
	}
	return out
}

// formers are parties that have left the lists, each with its row of the matrix.
func formers(fs []cordon.FormerParty, rows []coordinate.Row) []tmpl.Result {
	hits := make([]cordon.Hit, len(fs))
	for i, f := range fs {
		hits[i] = f.Hit
	}
	out := results(hits, rows)
	for i := range out {
		out[i].Missing = fs[i].Missing
	}
	return out
}
