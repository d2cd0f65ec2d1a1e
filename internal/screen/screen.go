// Package screen answers who is listed.
//
// A Service takes queries one at a time (Screen) or by the file (Batch), out of
// the live index, and keeps a record of each: what was asked, against which
// snapshots, by which version, and what came out.
package screen

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"cordon"
	"cordon/internal/country"
	"cordon/internal/index"
	"cordon/internal/match"
	"cordon/internal/resolve"
	"cordon/internal/store"
)

// A Service answers queries out of the live index and keeps a record of each.
type Service struct {
	Store *store.Store
	Live  *index.Live
	Now   func() time.Time

	reload sync.Mutex // one at a time
}

// Screen answers one query and stores the screening, with the generation and the
// snapshots that the answer was given against.
func (s *Service) Screen(ctx context.Context, by string, q *cordon.Query) (_ *cordon.Screening, err error) {
	defer cordon.Wrap(&err, "screen.Screen(%q)", shown(q))
	x, hits, err := s.find(q)
	if err != nil {
		return nil, err
	}
	now := s.Now()
	sc := &cordon.Screening{
		ID: newID(now), Query: *q, At: now, By: by, Generation: x.Generation(), Snapshots: against(x, q.Lists), Engine: match.Version, Hits: hits,
	}
	return sc, s.Store.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.PutScreening(sc); err != nil {
			return err
		}
		return tx.Audit(now, by, "screen", string(sc.ID))
	})
}

// Find answers one query and keeps nothing: for links and previews. A query
// without a name and without an identifier is an error.
func (s *Service) Find(q *cordon.Query) ([]cordon.Hit, error) {
	_, hits, err := s.find(q)
	return hits, err
}

// find answers a query out of one index, and names it.
func (s *Service) find(q *cordon.Query) (*index.Index, []cordon.Hit, error) {
	x := s.Live.Load()
	if x == nil {
		return nil, nil, fmt.Errorf("no index is loaded: %w", cordon.ErrConflict)
	}
	if err := Valid(q); err != nil {
		return nil, nil, err
	}
	if err := settle(q); err != nil {
		return nil, nil, err
	}
	return x, match.Find(x, q), nil
}

// settle puts a query's countries into codes, as the lists' are. It leaves out
// what is not a country: a value that nobody understands must not count against
// a party. The error names the first of them.
func settle(q *cordon.Query) (err error) {
	var known []cordon.CountryLink // the caller's own slice stays as it is
	for _, c := range q.Profile.Countries {
		code, perr := country.Parse(c.Country)
		if perr == nil {
			c.Country = code
			known = append(known, c)
		} else if err == nil {
			err = perr
		}
	}
	q.Profile.Countries = known
	return err
}

// audit writes one line for a file. A service without a store keeps nothing.
func (s *Service) audit(ctx context.Context, by string, sum Summary) error {
	if s.Store == nil {
		return nil
	}
	return s.Store.Tx(ctx, func(tx *store.Tx) error {
		return tx.Audit(s.Now(), by, "screen-file", fmt.Sprintf("%d rows, %d with hits, %d screened in part, %d bad", sum.Rows, sum.Hit, sum.Partly, sum.Bad))
	})
}

// Valid says what is wrong with a query: neither a name with a letter or a digit
// nor an identifier, a threshold outside 0..1, a negative limit, a kind or a
// country that is not known, a date of birth that is not in the calendar.
func Valid(q *cordon.Query) error {
	asks := len(q.Profile.Identifiers) > 0
	for _, n := range q.Profile.Names {
		asks = asks || strings.ContainsFunc(n.Full, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	}
	switch {
	case !asks:
		return cordon.Problem{Field: "name", Reason: "neither a name nor an identifier to screen"}
	case math.IsNaN(q.Threshold) || q.Threshold < 0 || q.Threshold > 1:
		return cordon.Problem{Field: "threshold", Value: fmt.Sprint(q.Threshold), Reason: "not between 0 and 1"}
	case q.Limit < 0:
		return cordon.Problem{Field: "limit", Value: fmt.Sprint(q.Limit), Reason: "below 0"}
	}
	return validProfile(&q.Profile)
}

// validProfile says which value of a profile would count against every party
// because nobody can understand it.
func validProfile(p *cordon.Profile) error {
	switch p.Kind {
	case cordon.UnknownKind, cordon.Person, cordon.Organization, cordon.Vessel, cordon.Aircraft, cordon.Wallet:
	default:
		return cordon.Problem{Field: "kind", Value: string(p.Kind), Reason: "not one of person, organization, vessel, aircraft, wallet"}
	}
	for _, b := range p.Births {
		switch {
		case !b.Date.Valid() || !b.To.Valid():
			return cordon.Problem{Field: "birth", Value: b.Date.String(), Reason: "not a date of the calendar"}
		case !b.To.IsZero() && b.To.Last().Before(b.Date.First()):
			return cordon.Problem{Field: "birth", Value: b.Date.String() + " to " + b.To.String(), Reason: "ends before it begins"}
		}
	}
	for _, c := range p.Countries {
		if _, err := country.Parse(c.Country); err != nil {
			return err
		}
	}
	return nil
}

// Reload builds the index from the store's parties and puts it in place, if the
// one in place is of an older generation. While the store's parties are behind
// its entries (store.ErrNotWhole), the index in place stays.
func (s *Service) Reload(ctx context.Context) (err error) {
	defer cordon.Wrap(&err, "screen.Reload()")
	s.reload.Lock()
	defer s.reload.Unlock()
	gen, err := s.Store.Whole(ctx)
	if err != nil {
		return err
	}
	if x := s.Live.Load(); x != nil && x.Generation() == gen {
		return nil
	}
	return s.Store.View(ctx, func(view *store.Store) error { return s.build(ctx, view) })
}

// build builds the index out of one state of the store.
func (s *Service) build(ctx context.Context, view *store.Store) error {
	gen, err := view.Whole(ctx)
	if err != nil {
		return err
	}
	snaps, err := inForce(ctx, view)
	if err != nil {
		return err
	}
	parties, err := inForceParties(ctx, view)
	if err != nil {
		return err
	}
	s.Live.Swap(index.BuildFrom(index.Source{Generation: gen, Snapshots: snaps}, parties))
	return nil
}

// inForceParties are the parties that have an entry in force.
func inForceParties(ctx context.Context, view *store.Store) ([]*cordon.Party, error) {
	var out []*cordon.Party
	for row, err := range view.Parties(ctx) {
		if err != nil {
			return nil, err
		}
		if len(row.Current) == 0 {
			continue
		}
		p := &cordon.Party{ID: row.ID, Profile: resolve.Union(row.Current)}
		for _, e := range row.Current {
			p.Entries = append(p.Entries, e.ID)
		}
		out = append(out, p)
	}
	return out, nil
}

// inForce is the newest snapshot of each list, in the order of the lists' first snapshots.
func inForce(ctx context.Context, view *store.Store) ([]cordon.Snapshot, error) {
	all, err := view.Snapshots(ctx, "")
	if err != nil {
		return nil, err
	}
	var out []cordon.Snapshot
	at := map[cordon.ListID]int{}
	for _, snap := range all {
		if i, ok := at[snap.List]; ok {
			out[i] = snap
			continue
		}
		at[snap.List] = len(out)
		out = append(out, snap)
	}
	return out, nil
}

// against are the snapshots that an answer out of an index was given against:
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
		n = n[:80] + "…"
	}
	return n
}
