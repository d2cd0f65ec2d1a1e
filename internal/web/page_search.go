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

// screened looks the query up, without a record, and fills in what each
// authority has done about the parties that were hit.
func (s *Server) screened(ctx context.Context, v *tmpl.Search, q *cordon.Query) error {
	sc, err := s.Screen.Preview(ctx, q)
	if err != nil {
		return err
	}
	v.Screening, v.More = sc, len(sc.Hits) > mostHits
	sc.Hits = sc.Hits[:min(len(sc.Hits), mostHits)]
	rows, err := s.rowsOf(ctx, sc.Hits)
	if err != nil {
		return fmt.Errorf("authorities of the hits: %w", err)
	}
	for _, h := range sc.Hits {
		v.Results = append(v.Results, tmpl.Result{Hit: h, Row: rows[h.Party]})
	}
	return nil
}

// rowsOf are the rows of the matrix for the parties that were hit.
func (s *Server) rowsOf(ctx context.Context, hits []cordon.Hit) (map[cordon.PartyID]*coordinate.Row, error) {
	if len(hits) == 0 {
		return nil, nil
	}
	ids := make([]cordon.PartyID, len(hits))
	for i, h := range hits {
		ids[i] = h.Party
	}
	m, err := s.Coordinate.Gaps(ctx, coordinate.GapQuery{Parties: ids})
	if err != nil {
		return nil, err
	}
	rows := map[cordon.PartyID]*coordinate.Row{}
	for i := range m.Rows {
		rows[m.Rows[i].Party] = &m.Rows[i]
	}
	return rows, nil
}
