// Package screen answers whether someone is listed.
//
// A Service takes queries one at a time (Screen) or by the file (Batch), from
// the live index, and keeps a record of each: what was asked, against which
// snapshots, by which version, and what came out.
package screen

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"cordon"
	"cordon/internal/flight"
	"cordon/internal/index"
	"cordon/internal/match"
	"cordon/internal/resolve"
	"cordon/internal/store"
)

// A Service answers queries from the live index and keeps a record of each.
type Service struct {
	Store *store.Store
	Live  *index.Live
	Now   func() time.Time
	// Unloaded are lists of which the store had no publication while the archive held
	// one: an answer without a hit says so until one is loaded.
	Unloaded []cordon.ListID
	// Lists are those that the program can load: an answer without a hit names those of
	// which there is nothing.
	Lists []cordon.List

	building flight.Group[*index.Index]
}

// Screen answers one query and stores the screening, with the generation and the
// snapshots that the answer was given against.
func (s *Service) Screen(ctx context.Context, by string, q *cordon.Query) (_ *cordon.Screening, err error) {
	defer cordon.Wrap(&err, "screen.Screen(%q)", shown(q))
	sc, err := s.answer(q)
	if err != nil {
		return nil, err
	}
	sc.ID, sc.By = newID(sc.At), by
	return sc, s.Store.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.PutScreening(sc); err != nil {
			return err
		}
		return tx.Audit(sc.At, by, "screen", string(sc.ID))
	})
}

// Preview is Screen without the record: the screening has no ID, and nothing is
// written. It is of the store's present generation; while the store is behind it
// is store.ErrNotWhole.
func (s *Service) Preview(ctx context.Context, q *cordon.Query) (_ *cordon.Screening, err error) {
	defer cordon.Wrap(&err, "screen.Preview(%q)", shown(q))
	if err := s.Reload(ctx); err != nil { // the newest whole generation, not the one of some seconds ago
		return nil, err
	}
	return s.answer(q)
}

func (s *Service) answer(q *cordon.Query) (*cordon.Screening, error) {
	x, err := s.index(q.Lists)
	if err != nil {
		return nil, err
	}
	found, err := ask(x, q, s.today())
	if err != nil {
		return nil, err
	}
	return &cordon.Screening{
		Query: *q, At: s.Now(), Generation: x.Generation(), Snapshots: against(x, q.Lists), Starter: starters(x, q.Lists),
		Engine: match.Version, Hits: found.hits, Near: found.near, Former: found.former, Notes: found.notes, Unread: found.unread,
	}, nil
}

// ask answers one query from the index, with notes. An answer without hits is
// given only where the query could be compared with what is listed.
func ask(x *index.Index, q *cordon.Query, today cordon.Date) (outcome, error) {
	if err := Valid(q, today); err != nil {
		return outcome{}, err
	}
	c := *q
	_, doubts := separate(&c, today) // only empty parts are left to go, and countries become codes
	found, err := find(x, &c, today)
	if err == nil && len(found.hits) == 0 && len(doubts) > 0 {
		return outcome{}, doubts[0]
	}
	found.notes = append(found.notes, found.unread...)
	for _, d := range doubts {
		found.notes = append(found.notes, d.Error())
	}
	return found, err
}

// An outcome is what is found for one query.
type outcome struct {
	hits, near []cordon.Hit
	former     []cordon.FormerParty
	notes      []string
	unread     []string // names that are not readable as such, where there is no hit
}

// find answers a query that separate and whole have passed.
func find(x *index.Index, q *cordon.Query, today cordon.Date) (o outcome, err error) {
	o.hits, o.near = match.FindNear(x, q)
	o.addFormer(x, q)
	o.notes = append(o.notes, namesakes(o.near)...)
	if len(o.hits) > 0 {
		return o, nil
	}
	s := x.Prepare(&q.Profile)
	if err := incomparable(q, s); err != nil {
		return outcome{}, err
	}
	o.unread = unread(q)
	o.notes = append(o.notes, notes(x, q, s, len(o.near) > 0, today)...)
	return o, nil
}

// ErrNothingLoaded is the error of a look-up while the index holds no party: "no
// hit" would mean nothing. It is a cordon.ErrConflict.
var ErrNothingLoaded = fmt.Errorf("no listed party is loaded: load a list first: %w", cordon.ErrConflict)

// index is the live index. It refuses to answer from none or from an empty one
// (ErrNothingLoaded), and for lists of which it holds no entry.
func (s *Service) index(lists []cordon.ListID) (*index.Index, error) {
	x := s.Live.Load()
	if x == nil || x.Len() == 0 {
		return nil, ErrNothingLoaded
	}
	return x, loaded(x, lists)
}

// loaded refuses lists of which the index holds no entry: no hit on them would mean nothing.
func loaded(x *index.Index, lists []cordon.ListID) error {
	held := x.Lists()
	for _, l := range lists {
		if !slices.Contains(held, l) {
			return fmt.Errorf("list %q: no entry of it is in force (loaded: %s): %w", l, joined(held), cordon.ErrNotFound)
		}
	}
	return nil
}

func joined[T ~string](ids []T) string {
	var out []string
	for _, id := range ids {
		out = append(out, string(id))
	}
	return strings.Join(out, ", ")
}

// today is the day by the service's clock, or zero when it has none.
func (s *Service) today() cordon.Date {
	if s.Now == nil {
		return cordon.Date{}
	}
	return cordon.DateOf(s.Now().UTC())
}

// audit writes one line for a file. A service without a store keeps nothing.
func (s *Service) audit(ctx context.Context, by string, sum Summary) error {
	if s.Store == nil {
		return nil
	}
	return s.Store.Tx(ctx, func(tx *store.Tx) error {
		what := fmt.Sprintf("%d rows, %d with hits, %d screened in part (%d of them without a hit), %d bad",
			sum.Rows, sum.Hit, sum.Partly, sum.Open, sum.Bad)
		return tx.Audit(s.Now(), by, "screen-file", what)
	})
}

// Reload builds the index from the store's parties and puts it in place, if the
// one in place is not of the store's present generation. While the store's parties
// are behind its entries (store.ErrNotWhole), the index in place stays. Calls at
// the same time share one build; who leaves does not stop it.
func (s *Service) Reload(ctx context.Context) (err error) {
	defer cordon.Wrap(&err, "screen.Reload()")
	for range 2 { // a build that was running already may be of an older generation
		gen, err := s.Store.Whole(ctx)
		if err != nil {
			return err
		}
		if x := s.Live.Load(); x != nil && x.Generation() == gen {
			return nil
		}
		if _, err := s.building.Do(ctx, s.build); err != nil {
			return err
		}
	}
	return nil
}

// build builds the index from one state of the store and puts it in place.
func (s *Service) build(ctx context.Context) (x *index.Index, err error) {
	err = s.Store.View(ctx, func(view *store.Store) error {
		x, err = s.built(ctx, view)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.Live.Swap(x)
	return x, nil
}

// built is the index of one state of the store.
func (s *Service) built(ctx context.Context, view *store.Store) (*index.Index, error) {
	gen, err := view.Whole(ctx)
	if err != nil {
		return nil, err
	}
	if err := view.Complete(ctx); err != nil {
		return nil, err
	}
	snaps, err := inForce(ctx, view)
	if err != nil {
		return nil, err
	}
	from := index.Source{Generation: gen, Snapshots: snaps, Unloaded: s.Unloaded, Known: s.Lists}
	parties, left, err := listedParties(ctx, view)
	if err == nil {
		from.Former, from.Gone, err = formerParties(ctx, view, left)
	}
	if err != nil {
		return nil, err
	}
	return index.BuildFrom(from, parties), nil
}

// listedParties are the parties that have an entry in force, and of all parties the
// entries that are no longer on their lists.
func listedParties(ctx context.Context, view *store.Store) (listed []*cordon.Party, left []*cordon.Party, err error) {
	for row, err := range view.Parties(ctx) {
		if err != nil {
			return nil, nil, err
		}
		p := &cordon.Party{ID: row.ID}
		for _, e := range row.Current {
			p.Entries = append(p.Entries, e.ID)
		}
		if len(p.Entries) > 0 {
			p.Profile = resolve.Union(row.Current)
			listed = append(listed, p)
		}
		if gone := without(row.Entries, p.Entries); len(gone) > 0 {
			left = append(left, &cordon.Party{ID: row.ID, Entries: gone})
		}
	}
	return listed, left, nil
}

// inForce is the newest snapshot of each list, by list ID.
func inForce(ctx context.Context, view *store.Store) ([]cordon.Snapshot, error) {
	states, err := view.ListStates(ctx)
	if err != nil {
		return nil, err
	}
	var out []cordon.Snapshot
	for _, id := range slices.Sorted(maps.Keys(states)) {
		out = append(out, states[id].Snapshot)
	}
	return out, nil
}

// starters are those of the lists asked for of which the index has facts of the
// starter only.
func starters(x *index.Index, lists []cordon.ListID) []cordon.ListID {
	var out []cordon.ListID
	for _, snap := range x.Snapshots() {
		if snap.Starter && (len(lists) == 0 || slices.Contains(lists, snap.List)) {
			out = append(out, snap.List)
		}
	}
	return out
}

// against are the snapshots that an answer from an index was given against:
// those of the lists asked for, or of all.
func against(x *index.Index, lists []cordon.ListID) []cordon.SnapshotID {
	var out []cordon.SnapshotID
	for _, snap := range x.Snapshots() {
		if len(lists) == 0 || slices.Contains(lists, snap.List) {
			out = append(out, snap.ID)
		}
	}
	return out
}

// newID is a screening's ID: the milliseconds since 1970 in hex, so that IDs
// sort by time, and 64 random bits.
func newID(now time.Time) cordon.ScreeningID {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails: see crypto/rand
	return cordon.ScreeningID(fmt.Sprintf("scr-%011x%s", now.UnixMilli(), hex.EncodeToString(b[:])))
}

// shown is the query's name, cut, for an error message.
func shown(q *cordon.Query) string {
	n := q.Profile.Name()
	if len(n) > 80 {
		n = strings.ToValidUTF8(n[:80], "") + "…" // between two characters
	}
	return n
}
