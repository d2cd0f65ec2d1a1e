package coordinate

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/match"
)

// maxByName is the most parties that a text query gives: a name is asked to see
// one party and those that might be it, not a list.
const maxByName = 10

// byName is the least score of a party that a text query gives. It is above
// the threshold of screening: here a wrong party costs the reader more than one
// that has to be asked for by its own name.
const byName = 0.85

// Gaps is the matrix of a query: the parties it selects, what each authority
// has done about them, and who has not acted. Rows come by first listing, the
// newest first.
func (s *Service) Gaps(ctx context.Context, q GapQuery) (m *Matrix, err error) {
	defer cordon.Wrap(&err, "coordinate.Gaps(%s%s)", q.Programme, q.Text)
	pic, err := s.picture(ctx)
	if err != nil {
		return nil, err
	}
	day := q.AsOf
	if day.IsZero() {
		day = s.today()
	}
	v, err := s.view(ctx, day)
	if err != nil {
		return nil, err
	}
	chosen, err := s.choose(pic, q)
	if err != nil {
		return nil, err
	}
	m = newMatrix(day, v.held)
	for _, sub := range chosen {
		if row := pic.row(sub, v); len(row.Cells) > 0 {
			m.Rows = append(m.Rows, row)
		}
	}
	if q.Text == "" && len(q.Parties) == 0 {
		sortRows(m.Rows)
	}
	m.Total = len(m.Rows)
	if q.Limit > 0 && len(m.Rows) > q.Limit {
		m.Rows = m.Rows[:q.Limit]
	}
	return m, nil
}

func newMatrix(day cordon.Date, held map[cordon.AuthorityID]Coverage) *Matrix {
	m := &Matrix{AsOf: day, Authorities: columns(), Unknown: []cordon.AuthorityID{}, Coverage: held,
		Applies: map[cordon.AuthorityID]cordon.AuthorityID{}, Rows: []Row{}}
	for _, a := range m.Authorities {
		if held[a].State != Full {
			m.Unknown = append(m.Unknown, a)
		}
	}
	for _, a := range cordon.Authorities {
		if a.Applies != "" {
			m.Applies[a.ID] = a.Applies
		}
	}
	return m
}

// choose selects the parties that a query is about.
func (s *Service) choose(pic *picture, q GapQuery) ([]*subject, error) {
	var out []*subject
	add := func(id cordon.PartyID) {
		if i, ok := pic.at[id]; ok && !slices.Contains(out, &pic.parties[i]) {
			out = append(out, &pic.parties[i])
		}
	}
	for _, id := range q.Parties {
		add(id)
	}
	if q.Text != "" {
		x := s.Live.Load()
		if x == nil {
			return nil, fmt.Errorf("no index: %w", cordon.ErrConflict)
		}
		ask := cordon.Query{Profile: cordon.Profile{Names: []cordon.Name{{Full: q.Text}}}, Threshold: byName, Limit: maxByName}
		for _, h := range match.Find(x, &ask) {
			add(h.Party)
		}
	}
	if q.Programme == "" {
		if len(q.Parties) == 0 && q.Text == "" {
			return nil, fmt.Errorf("a programme, a party or a text is needed: %w", cordon.ErrInvalid)
		}
		return out, nil
	}
	for i := range pic.parties {
		if pic.parties[i].under(q.Programme) {
			out = append(out, &pic.parties[i])
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("programme or theme %q: %w (themes: %s)", q.Programme, cordon.ErrNotFound, strings.Join(Themes, ", "))
	}
	return out, nil
}

// A view is the day that a comparison is about, and what we hold for it.
type view struct {
	day    cordon.Date
	held   map[cordon.AuthorityID]Coverage
	newest map[cordon.ListID]cordon.Snapshot
	closed map[cordon.ListID]cordon.List // lists that their publisher gave up for another one
}

func (s *Service) view(ctx context.Context, day cordon.Date) (view, error) {
	held, newest, err := s.coverage(ctx, day)
	v := view{day: day, held: held, newest: newest, closed: map[cordon.ListID]cordon.List{}}
	for _, l := range s.Lists {
		if l.SupersededBy != "" {
			v.closed[l.ID] = l
		}
	}
	return v, err
}

// row is one party's line: its listings up to the view's day, by authority.
func (p *picture) row(sub *subject, v view) Row {
	row := Row{Party: sub.id, Name: sub.name, Kind: sub.kind, Cells: map[cordon.AuthorityID]*Cell{}}
	for _, e := range sub.entries {
		for _, l := range p.listings[e] {
			l.Delisted = v.endOf(l)
			if !l.Listed.IsZero() && decides(l.DateKind) && v.day.Before(l.Listed) {
				continue // not yet listed on that day
			}
			addTo(&row, l, v.day)
		}
	}
	row.lags()
	for _, a := range columns() {
		if c := row.Cells[a]; v.held[a].State == Full && (c == nil || !c.Delisted.IsZero()) {
			row.Not = append(row.Not, a)
		}
	}
	return row
}

// endOf is the day a listing ended, as far as we know. A closed list's entry
// has ended with the list once we hold the one that took its place: a listing
// that goes on stands there, and in the same cell.
func (v view) endOf(l cordon.Listing) cordon.Date {
	old, closed := v.closed[l.List]
	if !l.Delisted.IsZero() || !closed {
		return l.Delisted
	}
	if next, ok := v.newest[old.SupersededBy]; ok && !next.Starter {
		return old.Closed
	}
	return cordon.Date{}
}

// addTo puts a listing into its authority's cell. A cell with a listing in
// force tells of those in force only; else of the ones that have ended.
func addTo(row *Row, l cordon.Listing, day cordon.Date) {
	ended := !l.Delisted.IsZero() && !day.Before(l.Delisted)
	c := row.Cells[l.Authority]
	switch {
	case c == nil:
		c = &Cell{DateKind: cordon.UnknownDate}
		row.Cells[l.Authority] = c
		if ended {
			c.Delisted = l.Delisted
		}
	case ended && c.Delisted.IsZero():
		c.earliest(l)
		return
	case ended:
		if c.Delisted.Before(l.Delisted) {
			c.Delisted = l.Delisted
		}
	default:
		c.Delisted = cordon.Date{}
	}
	c.earliest(l)
	c.Programmes = with(c.Programmes, l.Programme)
	c.Refs = with(c.Refs, l.Entry)
	for _, m := range l.Measures {
		c.Measures = with(c.Measures, m)
	}
}

// rank orders the kinds of date by how far they prove the authority's own act.
var rank = map[cordon.DateKind]int{cordon.OwnDate: 0, cordon.ObservedDate: 1, cordon.UNDate: 2, cordon.LawDate: 3, cordon.AmendedDate: 4, cordon.SeenDate: 5, cordon.UnknownDate: 6, "": 6}

// earliest keeps the first date of the authority: a better kind of date wins
// over a worse one, except that an own date never hides that an entry was seen
// before it; of one kind the earlier wins.
func (c *Cell) earliest(l cordon.Listing) {
	if l.Listed.IsZero() {
		return
	}
	a, b := decides(c.DateKind), decides(l.DateKind)
	switch {
	case c.First.IsZero(), b && !a:
	case a && !b:
		return
	case a && b && l.Listed.Before(c.First):
	case !a && (rank[l.DateKind] < rank[c.DateKind] || rank[l.DateKind] == rank[c.DateKind] && l.Listed.Before(c.First)):
	default:
		return
	}
	c.First, c.DateKind = l.Listed, l.DateKind
}

// decides reports whether a date of that kind may be held against another
// authority's: only the authority's own act, or the day we saw it listed.
func decides(k cordon.DateKind) bool { return k == cordon.OwnDate || k == cordon.ObservedDate }

// lags finds the first mover and the days that the others came after it.
func (r *Row) lags() {
	for _, a := range columns() {
		c := r.Cells[a]
		if c == nil || !decides(c.DateKind) || c.First.Day == 0 {
			continue
		}
		if r.First == "" || c.First.Before(r.Cells[r.First].First) {
			r.First = a
		}
	}
	if r.First == "" {
		return
	}
	for _, c := range r.Cells {
		if decides(c.DateKind) && c.First.Day != 0 {
			days := c.First.Days(r.Cells[r.First].First)
			c.LagDays = &days
		}
	}
}

func sortRows(rows []Row) {
	first := func(r Row) cordon.Date {
		if r.First == "" {
			return cordon.Date{}
		}
		return r.Cells[r.First].First
	}
	slices.SortStableFunc(rows, func(a, b Row) int {
		return cmp.Or(first(b).Compare(first(a)), cmp.Compare(len(b.Cells), len(a.Cells)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Party, b.Party))
	})
}

func with[T comparable](all []T, v T) []T {
	if slices.Contains(all, v) {
		return all
	}
	return append(all, v)
}
