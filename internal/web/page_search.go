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
	v, q, err := s.asked(r)
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
func (s *Server) asked(r *http.Request) (*tmpl.Search, *cordon.Query, error) {
	v := &tmpl.Search{}
	f := &v.Form
	err := texts(r.URL.Query(), map[string]*string{"q": &f.Name, "kind": &f.Kind, "birth": &f.Birth, "country": &f.Country, "id": &f.ID})
	if err != nil {
		return nil, nil, err
	}
	kinds := []string{string(cordon.Person), string(cordon.Organization), string(cordon.Vessel), string(cordon.Aircraft)}
	if err := oneOf("kind", f.Kind, kinds...); err != nil {
		return nil, nil, err
	}
	born, err := date("birth", f.Birth)
	if err != nil {
		return nil, nil, err
	}
	threshold, err := fraction(r.URL.Query(), "threshold")
	if err != nil {
		return nil, nil, err
	}
	q := &cordon.Query{Limit: mostHits, Threshold: threshold, Profile: cordon.Profile{Kind: cordon.Kind(f.Kind)}}
	if f.Name != "" {
		screen.Typed(q, f.Name)
	}
	if !born.IsZero() {
		if q.Profile.Kind == cordon.Organization {
			q.Profile.Founded = []cordon.Date{born}
		} else {
			q.Profile.Births = []cordon.Birth{{Date: born}}
		}
	}
	if f.Country != "" {
		code, err := country.Parse(f.Country)
		if err != nil {
			return nil, nil, err
		}
		q.Profile.Countries = []cordon.CountryLink{{Country: code}}
	}
	if f.ID != "" {
		q.Profile.Identifiers = []cordon.Identifier{{Scheme: cordon.OtherID, Value: f.ID}}
	}
	v.Asked = f.Name != "" || f.ID != ""
	return v, q, nil
}

// screened looks the query up, without a record, and fills in what each
// authority has done about the parties that were hit.
func (s *Server) screened(ctx context.Context, v *tmpl.Search, q *cordon.Query) error {
	sc, err := s.Screen.Preview(q)
	if err != nil {
		return err
	}
	v.Screening = sc
	ids := make([]cordon.PartyID, len(sc.Hits))
	for i, h := range sc.Hits {
		ids[i] = h.Party
	}
	rows := map[cordon.PartyID]*coordinate.Row{}
	if len(ids) > 0 {
		m, err := s.Coordinate.Gaps(ctx, coordinate.GapQuery{Parties: ids})
		if err != nil {
			return fmt.Errorf("authorities of the hits: %w", err)
		}
		for i := range m.Rows {
			rows[m.Rows[i].Party] = &m.Rows[i]
		}
	}
	for _, h := range sc.Hits {
		v.Results = append(v.Results, tmpl.Result{Hit: h, Row: rows[h.Party]})
	}
	return nil
}
