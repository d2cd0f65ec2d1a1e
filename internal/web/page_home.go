package web

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"cordon"
	"cordon/internal/coordinate"
	"cordon/internal/store"
	"cordon/internal/web/tmpl"
)

// The first page shows the head of each thing and links to the rest.
const (
	homeRows     = 14 // of the matrix
	homeMoments  = 10
	homeListings = 8
	homeContests = 3
	homeAlerts   = 6
	homeSides    = 3    // statements on each side of a contest
	homeSince    = 2022 // first year of the picture: transfers to Russia are reported from late 2022 on
)

func (s *Server) home(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	f, err := s.frame(ctx, "DPRK–Russia: who has acted, when, and who has not", "/")
	if err != nil {
		return err
	}
	v := tmpl.Home{Frame: f, Theme: defaultTheme}
	v.Matrix, err = s.Coordinate.Gaps(ctx, coordinate.GapQuery{Programme: v.Theme})
	if err != nil && !errors.Is(err, cordon.ErrNotFound) { // not found: no party of the theme is loaded yet
		return err
	}
	if v.Matrix != nil {
		v.Parties = v.Matrix.Total
		v.Matrix.Rows = foremost(v.Matrix.Rows, homeRows)
	}
	moments, err := s.Coordinate.Timeline(ctx, coordinate.TimelineQuery{Programme: v.Theme, Since: cordon.Date{Year: homeSince}})
	if err != nil {
		return err
	}
	v.Chart = tmpl.MomentsChart("Listings, events and statements since 2022", moments)
	listings := ofKind(moments, "listing")
	said := slices.DeleteFunc(slices.Clone(moments), func(m coordinate.Moment) bool { return m.Kind != "event" && m.Kind != "statement" })
	v.Moments = said[:min(homeMoments, len(said))]
	v.Listings = listings[:min(homeListings, len(listings))]
	readings, err := s.Store.Readings(ctx, store.DocumentQuery{})
	if err != nil {
		return err
	}
	v.Documents = len(readings)
	v.Contests = contests(readings)
	if v.Alerts, err = s.newsFirst(ctx, homeAlerts); err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, tmpl.HomePage(v))
}

// recentAlerts is how many of the newest alerts the first page chooses from.
const recentAlerts = 200

// newsFirst are the newest alerts, those on changes of lists after the others:
// a big update raises many at once.
func (s *Server) newsFirst(ctx context.Context, n int) ([]cordon.Alert, error) {
	all, err := s.Store.Alerts(ctx, recentAlerts)
	if err != nil {
		return nil, err
	}
	late := func(a cordon.Alert) int {
		if a.Kind == cordon.ListChanged {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(all, func(a, b cordon.Alert) int { return late(a) - late(b) })
	return all[:min(n, len(all))], nil
}

// foremost are the n rows with the most authorities in force, in the order
// given among equals: where many have acted, a gap tells most.
func foremost(rows []coordinate.Row, n int) []coordinate.Row {
	inForce := func(r coordinate.Row) int {
		k := 0
		for _, c := range r.Cells {
			if c.Delisted.IsZero() {
				k++
			}
		}
		return k
	}
	slices.SortStableFunc(rows, func(a, b coordinate.Row) int { return inForce(b) - inForce(a) })
	return rows[:min(n, len(rows))]
}

// contests sets what was claimed and what was denied in one story side by
// side: stories with both come first, then the newest. A copy says nothing of
// its own.
func contests(readings []cordon.Reading) []tmpl.Contest {
	by := map[cordon.StoryID]*tmpl.Contest{}
	var order []cordon.StoryID
	for _, r := range readings {
		d := r.Document
		story := d.Story
		if story == "" {
			story = cordon.StoryID(d.ID)
		}
		c := by[story]
		if c == nil {
			c = &tmpl.Contest{}
			by[story] = c
			order = append(order, story)
		}
		c.Reports++
		if d.CopyOf != "" {
			continue
		}
		if c.Title == "" {
			c.Title, c.When = d.Title, d.Published
		}
		for _, st := range r.Statements {
			take(c, tmpl.Said{Statement: st, Document: d.ID, Outlet: d.Outlet, Published: d.Published, Example: d.Example})
		}
	}
	var out []tmpl.Contest
	for _, id := range order {
		if c := by[id]; len(c.Claims)+len(c.Denials) > 0 {
			out = append(out, *c)
		}
	}
	slices.SortStableFunc(out, func(a, b tmpl.Contest) int { return both(b) - both(a) })
	return out[:min(homeContests, len(out))]
}

// take puts a statement on its side while there is room.
func take(c *tmpl.Contest, s tmpl.Said) {
	side := &c.Claims
	if s.Kind == cordon.Denial || s.Kind == cordon.Refusal {
		side = &c.Denials
	}
	if len(*side) >= homeSides {
		c.More++
		return
	}
	*side = append(*side, s)
}

func both(c tmpl.Contest) int {
	if len(c.Claims) > 0 && len(c.Denials) > 0 {
		return 1
	}
	return 0
}
