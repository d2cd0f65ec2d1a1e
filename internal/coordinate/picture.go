package coordinate

import (
	"context"
	"slices"
	"strings"
	"sync"

	"cordon"
	"cordon/internal/starter"
	"cordon/internal/store"
)

// A picture is what the comparison needs of all parties at one generation of
// the store. Making it reads every entry once; asking it reads none.
type picture struct {
	generation int64
	parties    []subject
	at         map[cordon.PartyID]int
	listings   map[cordon.EntryID][]cordon.Listing
}

// A subject is one party in the picture.
type subject struct {
	id         cordon.PartyID
	name       string
	kind       cordon.Kind
	entries    []cordon.EntryID
	current    map[cordon.EntryID]bool
	programmes []cordon.ProgrammeID
	themes     map[string]bool
}

// cache holds the last picture that was made.
type cache struct {
	mu   sync.Mutex
	last *picture
}

// picture gives the picture of the store's present generation.
func (s *Service) picture(ctx context.Context) (*picture, error) {
	s.cache.mu.Lock()
	defer s.cache.mu.Unlock()
	gen, err := s.Store.Generation(ctx)
	if err != nil {
		return nil, err
	}
	if s.cache.last != nil && s.cache.last.generation == gen {
		return s.cache.last, nil
	}
	p, err := s.draw(ctx, gen)
	if err != nil {
		return nil, err
	}
	s.cache.last = p
	return p, nil
}

func (s *Service) draw(ctx context.Context, gen int64) (*picture, error) {
	named, err := starter.Subject()
	if err != nil {
		return nil, err
	}
	p := &picture{generation: gen, at: map[cordon.PartyID]int{}, listings: map[cordon.EntryID][]cordon.Listing{}}
	for row, err := range s.Store.Parties(ctx) {
		if err != nil {
			return nil, err
		}
		p.at[row.ID] = len(p.parties)
		p.parties = append(p.parties, subjectOf(row, named))
	}
	all, err := s.Store.Listings(ctx, nil)
	if err != nil {
		return nil, err
	}
	for _, l := range all {
		p.listings[l.Entry] = append(p.listings[l.Entry], l)
	}
	return p, nil
}

func subjectOf(row *store.PartyRow, named map[cordon.EntryID]bool) subject {
	s := subject{id: row.ID, name: string(row.ID), entries: row.Entries, current: map[cordon.EntryID]bool{}, themes: themesOf(row.Current, named)}
	for i, e := range row.Current {
		s.current[e.ID] = true
		if i == 0 || cordon.PartyID(e.ID) == row.ID {
			s.name, s.kind = e.Profile.Name(), e.Profile.Kind
		}
		for _, d := range e.Designations {
			if !slices.Contains(s.programmes, d.Programme) {
				s.programmes = append(s.programmes, d.Programme)
			}
		}
	}
	return s
}

// under reports whether a party is under what a query calls a programme: a
// theme, a programme's ID or code, or at least three letters of its code.
func (s *subject) under(programme string) bool {
	if s.themes[strings.ToLower(programme)] {
		return true
	}
	want := strings.ToLower(programme)
	for _, p := range s.programmes {
		id, code := strings.ToLower(string(p)), strings.ToLower(p.Code())
		if id == want || code == want || len(want) >= 3 && !slices.Contains(Themes, want) && strings.Contains(code, want) {
			return true
		}
	}
	return false
}
