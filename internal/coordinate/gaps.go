package coordinate

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/store"
)

// maxByName is the most parties that a text query gives: a name is given to see
// one party and those that might be it, not a list.
const maxByName = 10

// byName is the least score of a party that a text query gives. It is above
// the threshold of screening: here a wrong party costs the reader more than one
// that has to be asked for by its own name.
const byName = 0.85

// Gaps is the matrix of a query: the parties it selects, what each authority
// has done about them, and who has not acted. Rows come by first listing, the
// newest first; those of a text or of named parties in the order of the query,
// and also when no authority has acted. A partial AsOf means its last day.
func (s *Service) Gaps(ctx context.Context, q GapQuery) (m *Matrix, err error) {
	defer cordon.Wrap(&err, "coordinate.Gaps(%s)", shown(q.Programme, q.Text, joined(q.Parties)))
	err = s.settle(ctx, func(pic *picture) error {
		m, err = s.matrix(ctx, pic, q)
		return err
	})
	return m, err
}

// matrix answers a query from the picture, or errMoved.
func (s *Service) matrix(ctx context.Context, pic *picture, q GapQuery) (*Matrix, error) {
	day := s.today()
	if !q.AsOf.IsZero() {
		day = cordon.DateOf(q.AsOf.Last())
	}
	v := s.view(pic.snapshots, day)
	chosen, err := s.choose(ctx, pic, q, v)
	if err != nil {
		return nil, err
	}
	m := newMatrix(day, v.held)
	m.Generation = pic.generation
	byName := q.Text != "" || len(q.Parties) > 0
	for _, sub := range chosen {
		if row := pic.row(sub, v); byName || len(row.Cells) > 0 {
			m.Rows = append(m.Rows, row)
		}
	}
	if !byName {
		sortRows(m.Rows)
	}
	m.Total = len(m.Rows)
	if q.Limit > 0 && len(m.Rows) > q.Limit {
		m.Rows = m.Rows[:q.Limit]
	}
	return m, nil
}

// shown is a query as it may stand in an error: its parts that are there, not
// longer than a line.
func shown(parts ...string) string {
	const most = 80
	s := strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), ", ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

func newMatrix(day cordon.Date, held map[cordon.AuthorityID]Coverage) *Matrix {
	m := &Matrix{
		AsOf: day, Authorities: columns(), Unknown: []cordon.AuthorityID{}, Coverage: held,
		Applies: map[cordon.AuthorityID]cordon.AuthorityID{}, Rows: []Row{},
	}
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

// choose selects the parties that a query is about, each once. A party that the
// picture does not have is errMoved: left out, it would look as if not listed.
func (s *Service) choose(ctx context.Context, pic *picture, q GapQuery, v view) ([]*subject, error) {
	if len(q.Parties) == 0 && q.Text == "" && q.Programme == "" {
		return nil, fmt.Errorf("a programme, a party or a text is needed: %w", cordon.ErrInvalid)
	}
	ids, err := s.present(ctx, pic, q.Parties)
	if err != nil {
		return nil, err
	}
	if q.Text != "" {
		named, err := s.named(ctx, pic, q.Text)
		if err != nil {
			return nil, err
		}
		ids = append(ids, named...)
	}
	if q.Programme != "" {
		under, err := pic.under(q.Programme, v)
		if err != nil {
			return nil, err
		}
		for _, sub := range under {
			ids = append(ids, sub.id)
		}
	}
	return pic.subjects(ids)
}

// subjects are the parties of IDs, each once.
func (p *picture) subjects(ids []cordon.PartyID) (out []*subject, err error) {
	taken := map[cordon.PartyID]bool{}
	for _, id := range ids {
		i, ok := p.at[id]
		if !ok {
			return nil, fmt.Errorf("party %s: %w", id, errMoved)
		}
		if !taken[id] {
			taken[id] = true
			out = append(out, &p.parties[i])
		}
	}
	return out, nil
}

// present are the present IDs of parties: each is asked for by its own, a former
// one, or that of an entry. They are of the picture's generation, or errMoved.
func (s *Service) present(ctx context.Context, pic *picture, asked []cordon.PartyID) (ids []cordon.PartyID, err error) {
	if len(asked) == 0 {
		return nil, nil
	}
	return ids, s.Store.View(ctx, func(view *store.Store) error {
		gen, err := view.Whole(ctx)
		if err != nil {
			return err
		}
		if gen != pic.generation {
			return errMoved
		}
		for _, id := range asked {
			row, err := find(ctx, view, id)
			if err != nil {
				return err
			}
			ids = append(ids, row.ID)
		}
		return nil
	})
}

// named are the parties whose name is close to a text. A text that cannot be
// compared is an error: an empty matrix would say that nobody has that name.
// They are of the picture's generation, or errMoved.
func (s *Service) named(ctx context.Context, pic *picture, text string) (ids []cordon.PartyID, err error) {
	q := &cordon.Query{Profile: cordon.Profile{Names: []cordon.Name{{Full: text}}}, Threshold: byName, Limit: maxByName}
	sc, err := s.Find(ctx, q)
	if err != nil {
		return nil, err
	}
	if sc.Generation != pic.generation {
		return nil, errMoved
	}
	for _, h := range sc.Hits {
		ids = append(ids, h.Party)
	}
	for _, f := range sc.Former { // they have left the lists, and are asked for by the name that these had
		if len(sc.Hits) == 0 || f.Score > 1-nearby {
			ids = append(ids, f.Party)
		}
	}
	return ids, nil
}

func sortRows(rows []Row) {
	first := func(r Row) cordon.Date {
		if a := r.Lead(); a != "" {
			return r.Cells[a].Begin.NotBefore
		}
		return cordon.Date{}
	}
	slices.SortStableFunc(rows, func(a, b Row) int {
		return cmp.Or(first(b).Compare(first(a)), cmp.Compare(len(b.Cells), len(a.Cells)), cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.Party, b.Party))
	})
}

func with[T comparable](all []T, v T) []T {
	if slices.Contains(all, v) {
		return all
	}
	return append(all, v)
}
