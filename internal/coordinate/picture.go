package coordinate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"cordon"
	"cordon/internal/flight"
	"cordon/internal/starter"
	"cordon/internal/store"
	"cordon/internal/theme"
)

// A picture is what the comparison needs of all parties and lists at one
// generation of the store, from one state of it: a snapshot that came later
// must not make a party look "not listed" whose listings it does not have.
// Making it reads every entry once; asking it reads none.
type picture struct {
	generation int64
	snapshots  []cordon.Snapshot // oldest first
	parties    []subject
	at         map[cordon.PartyID]int
	listings   map[cordon.EntryID][]cordon.Listing
}

// A subject is one party in the picture.
type subject struct {
	id      cordon.PartyID
	name    string
	kind    cordon.Kind
	entries []cordon.EntryID
	named   map[cordon.EntryID]bool     // entries that the starter names for arms transfers
	reasons map[cordon.EntryID][]string // IDs of the themes whose words an entry's reasons or remarks have
}

// cache holds the last picture that was made.
type cache struct {
	last    atomic.Pointer[picture]
	drawing flight.Group[*picture]
}

// errMoved is the error of a question whose parts were answered from two
// generations of the store: it is to be asked again. It is a store.ErrNotWhole.
var errMoved = fmt.Errorf("the lists changed while the question was answered; ask again: %w", store.ErrNotWhole)

// mostTries is how often a question is asked again because the store has moved.
// Each time another update was committed within the fraction of a second that a
// question takes: five in a row are for the reader to wait for.
const mostTries = 5

// settle asks a question of the picture of the store's present generation, again
// while the store moves on under it (errMoved).
func (s *Service) settle(ctx context.Context, question func(*picture) error) error {
	err := errMoved
	for try := 0; try < mostTries && errors.Is(err, errMoved); try++ {
		var pic *picture
		if pic, err = s.picture(ctx); err == nil {
			err = question(pic)
		}
	}
	return err
}

// Ready draws the picture of the store's present generation, so that the first
// question after a start or an update does not wait for it.
func (s *Service) Ready(ctx context.Context) (err error) {
	defer cordon.Wrap(&err, "coordinate.Ready()")
	_, err = s.picture(ctx)
	return err
}

// picture gives the picture of the store's present generation. Calls at the same
// time share one drawing; who leaves does not stop it.
func (s *Service) picture(ctx context.Context) (p *picture, err error) {
	for range 2 { // a drawing that was going on already may be of an older generation
		gen, err := s.Store.Whole(ctx)
		if err != nil {
			return nil, err
		}
		if p = s.cache.last.Load(); p != nil && p.generation == gen {
			return p, nil
		}
		if p, err = s.cache.drawing.Do(ctx, s.redraw); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// redraw draws the picture and keeps it.
func (s *Service) redraw(ctx context.Context) (p *picture, err error) {
	err = s.Store.View(ctx, func(view *store.Store) error {
		p, err = draw(ctx, view)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.cache.last.Store(p)
	return p, nil
}

// draw makes the picture of one state of the store.
func draw(ctx context.Context, from *store.Store) (*picture, error) {
	named, err := starter.Subject()
	if err != nil {
		return nil, err
	}
	gen, err := complete(ctx, from)
	if err != nil {
		return nil, err
	}
	snaps, err := from.Snapshots(ctx, "")
	if err != nil {
		return nil, err
	}
	p := &picture{generation: gen, snapshots: snaps, at: map[cordon.PartyID]int{}, listings: map[cordon.EntryID][]cordon.Listing{}}
	all, err := from.Listings(ctx, nil)
	if err != nil {
		return nil, err
	}
	for _, l := range all {
		p.listings[l.Entry] = append(p.listings[l.Entry], l)
	}
	var off []*store.PartyRow // on no list any more
	for row, err := range from.Parties(ctx) {
		if err != nil {
			return nil, err
		}
		if len(row.Current) == 0 {
			off = append(off, row)
			continue
		}
		p.add(row, row.Current, named)
	}
	for _, row := range off {
		last, err := lastOf(ctx, from, row.Entries)
		if err != nil {
			return nil, err
		}
		p.add(row, last, named)
	}
	return p, nil
}

// complete is the generation of one state of the store, or store.ErrNotWhole while
// an entry is in no party.
func complete(ctx context.Context, from *store.Store) (int64, error) {
	gen, err := from.Whole(ctx)
	if err == nil {
		err = from.Complete(ctx)
	}
	return gen, err
}

// lastOf are the last versions of entries.
func lastOf(ctx context.Context, from *store.Store, ids []cordon.EntryID) ([]*cordon.Entry, error) {
	var out []*cordon.Entry
	for _, id := range ids {
		e, err := from.Entry(ctx, id)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// add puts a party into the picture, with what its entries give.
func (p *picture) add(row *store.PartyRow, entries []*cordon.Entry, named map[cordon.EntryID]bool) {
	sub := subject{id: row.ID, name: string(row.ID), entries: row.Entries, named: named, reasons: map[cordon.EntryID][]string{}}
	for i, e := range entries {
		if i == 0 || cordon.PartyID(e.ID) == row.ID {
			sub.name, sub.kind = e.Profile.Name(), e.Profile.Kind
		}
		if ids := namedBy(e); len(ids) > 0 {
			sub.reasons[e.ID] = ids
		}
		p.addBare(e)
	}
	p.at[row.ID] = len(p.parties)
	p.parties = append(p.parties, sub)
}

// addBare makes a listing of an entry that is on its list without a programme:
// its authority lists it all the same.
func (p *picture) addBare(e *cordon.Entry) {
	if a := authorityOf(e.List); a != "" && e.Until == "" && len(p.listings[e.ID]) == 0 {
		p.listings[e.ID] = []cordon.Listing{{Entry: e.ID, List: e.List, Authority: a, DateKind: cordon.UnknownDate, Snapshot: e.Since}}
	}
}

// ErrNoProgramme is the error of a programme under which nobody is listed, and that
// is no theme. It is a cordon.ErrNotFound.
var ErrNoProgramme = fmt.Errorf("%w", cordon.ErrNotFound)

// under are the parties that are, or were up to the view's day, listed under
// what a query names as a programme: a theme, a programme's ID or code, at
// least three letters of its code, or an authority and the start of a code. An
// unknown name is ErrNoProgramme; a theme may have no party.
func (p *picture) under(programme string, v view) ([]*subject, error) {
	want := strings.ToLower(programme)
	isTheme := theme.Find(want) != nil
	var out []*subject
	for i := range p.parties {
		sub := &p.parties[i]
		ls := p.begun(sub, v)
		if isTheme && sub.themes(ls)[want] || slices.ContainsFunc(ls, func(l cordon.Listing) bool { return meant(l.Programme, want, isTheme) }) {
			out = append(out, sub)
		}
	}
	if len(out) == 0 && !isTheme {
		return nil, fmt.Errorf("programme or theme %q: %w (themes: %s)", shown(programme), ErrNoProgramme, strings.Join(theme.IDs(), ", "))
	}
	return out, nil
}

// begun are a party's listings that may have begun up to the view's day.
func (p *picture) begun(sub *subject, v view) []cordon.Listing {
	var out []cordon.Listing
	for _, e := range sub.entries {
		for _, l := range p.listings[e] {
			if !v.begin(l).After(v.day) {
				out = append(out, l)
			}
		}
	}
	return out
}

// meant reports whether a query in lower case means a programme. A theme's name
// means a programme only when it is the whole ID or code.
func meant(p cordon.ProgrammeID, want string, isTheme bool) bool {
	id, code := strings.ToLower(string(p)), strings.ToLower(p.Code())
	if p == "" || isTheme {
		return p != "" && (id == want || code == want)
	}
	return id == want || code == want || len(want) >= 3 && strings.Contains(code, want) ||
		strings.Contains(want, "/") && strings.HasPrefix(id, want)
}
