package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"cordon"
	"cordon/internal/coordinate"
	"cordon/internal/store"
	"cordon/internal/theme"
	"cordon/internal/watch"
	"cordon/internal/web/tmpl"
)

// The first page shows the head of each thing and links to the rest.
const (
	homeRows     = 14 // of the matrix
	homeMoments  = 10
	homeListings = 8
	homeContests = 3
	homeAlerts   = 6
	homeSides    = 3 // statements on each side of a contest
)

func (s *Server) home(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	f, err := s.frame(ctx, theme.Default().Name+": who has acted, when, and who has not", "/")
	if err != nil {
		return err
	}
	v := tmpl.Home{Frame: f, Theme: theme.Default().ID}
	v.Matrix, err = s.Coordinate.Gaps(ctx, coordinate.GapQuery{Programme: v.Theme})
	if err != nil && !errors.Is(err, cordon.ErrNotFound) { // not found: no party of the theme is loaded yet
		return err
	}
	if v.Matrix != nil {
		v.Parties = v.Matrix.Total
		v.Matrix.Rows = foremost(v.Matrix.Rows, homeRows)
	}
	if err := s.homeTimeline(ctx, &v); err != nil {
		return err
	}
	if v.Documents, err = s.Store.CountReadings(ctx, store.DocumentQuery{}); err != nil {
		return err
	}
	stories, err := s.Watch.Stories(ctx, homeContests)
	if err != nil {
		return err
	}
	for _, st := range stories {
		v.Contests = append(v.Contests, contest(st))
	}
	if v.Alerts, err = s.newsFirst(ctx, homeAlerts); err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, tmpl.HomePage(v))
}

// homeTimeline draws all of the timeline and lists the newest of it.
func (s *Server) homeTimeline(ctx context.Context, v *tmpl.Home) error {
	q, title := coordinate.TimelineQuery{Programme: v.Theme}, "Listings, events and statements"
	if since := theme.Find(v.Theme).Since; since > 0 {
		q.Since = cordon.Date{Year: since}
		title = fmt.Sprintf("%s since %d", title, since)
	}
	all, err := s.Coordinate.Timeline(ctx, q)
	if err != nil {
		return err
	}
	v.Chart = tmpl.MomentsChart(title, all.Tallies())
	if v.Moments, err = all.Of("event", "statement").Page(ctx, 0, homeMoments); err != nil {
		return err
	}
	v.Listings, err = all.Of("listing").Page(ctx, 0, homeListings)
	return err
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

// contest shows the newest statements of each side of a story.
func contest(st watch.Story) tmpl.Contest {
	all := len(st.Claims) + len(st.Denials)
	st.Claims = st.Claims[:min(homeSides, len(st.Claims))]
	st.Denials = st.Denials[:min(homeSides, len(st.Denials))]
	return tmpl.Contest{Story: st, More: all - len(st.Claims) - len(st.Denials)}
}
