package check

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/listing"
	"cordon/internal/resolve"
	"cordon/internal/store"
)

// A remaking computes anew, of one state of the store, what is derived from the
// versions of its entries. It holds the newest version of every entry in memory, as
// an update does.
type remaking struct {
	store     *store.Store
	snapshots map[cordon.SnapshotID]*cordon.Snapshot
	before    map[cordon.SnapshotID]*cordon.Snapshot // of the same list
	entries   []*cordon.Entry                        // the newest versions
	listings  []cordon.Listing
}

// derived examines whether the listings, the parties and the judgements of the rules
// are those that the stored entries make.
func (s *Service) derived(ctx context.Context, tell func(Fault)) (c store.Checked, err error) {
	c.What = "derived state"
	add := func(f Fault) {
		c.Faults++
		tell(f)
	}
	err = s.Store.View(ctx, func(view *store.Store) error {
		r, err := remake(ctx, view)
		if err != nil {
			return err
		}
		c.Count = int64(len(r.entries))
		for _, step := range []func(context.Context, func(Fault)) error{r.checkListings, func(ctx context.Context, tell func(Fault)) error {
			return s.checkParties(ctx, r, tell)
		}} {
			if err := step(ctx, add); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil && ctx.Err() == nil {
		add(Fault{Rule: "derived/unread", Where: "entries", Found: err.Error()})
		err = nil
	}
	return c, err
}

// remake reads all versions of all entries, and folds each entry's into its listings.
func remake(ctx context.Context, view *store.Store) (*remaking, error) {
	r := &remaking{store: view, snapshots: map[cordon.SnapshotID]*cordon.Snapshot{}, before: map[cordon.SnapshotID]*cordon.Snapshot{}}
	snaps, err := view.Snapshots(ctx, "")
	if err != nil {
		return nil, err
	}
	last := map[cordon.ListID]*cordon.Snapshot{}
	for i := range snaps {
		s := &snaps[i]
		r.snapshots[s.ID], r.before[s.ID] = s, last[s.List]
		last[s.List] = s
	}
	var versions []*cordon.Entry // of one entry
	for e, err := range view.Versions(ctx) {
		if err != nil {
			return nil, err
		}
		if len(versions) > 0 && versions[0].ID != e.ID {
			r.fold(versions)
			versions = versions[:0]
		}
		versions = append(versions, e)
	}
	r.fold(versions)
	return r, nil
}

// fold does what the snapshots did with the versions of one entry. Where a snapshot is
// lost, which is a fault of its own, it does what the others did.
func (r *remaking) fold(versions []*cordon.Entry) {
	var now []cordon.Listing
	for i, e := range versions {
		if s := r.snapshots[e.Since]; s != nil {
			now = merged(now, listing.Fold(r.before[s.ID], s, now, []*cordon.Entry{e}, nil))
		}
		again := i+1 < len(versions) && versions[i+1].Since == e.Until
		if s := r.snapshots[e.Until]; s != nil && !again {
			now = merged(now, listing.Fold(r.before[s.ID], s, now, nil, []cordon.EntryID{e.ID}))
		}
	}
	if len(versions) > 0 {
		r.entries = append(r.entries, versions[len(versions)-1])
	}
	slices.SortFunc(now, func(a, b cordon.Listing) int { return strings.Compare(string(a.Programme), string(b.Programme)) })
	r.listings = append(r.listings, now...)
}

// merged puts the listings that changed into the place of those of before.
func merged(now, changed []cordon.Listing) []cordon.Listing {
	for _, l := range changed {
		if i := slices.IndexFunc(now, func(o cordon.Listing) bool { return o.Programme == l.Programme }); i >= 0 {
			now[i] = l
		} else {
			now = append(now, l)
		}
	}
	return now
}

// A listingKey is what a listing is known by.
type listingKey struct {
	entry     cordon.EntryID
	programme cordon.ProgrammeID
}

// checkListings compares the listings with those that the versions make, all fields.
func (r *remaking) checkListings(ctx context.Context, tell func(Fault)) error {
	stored, err := r.store.Listings(ctx, nil)
	if err != nil {
		return err
	}
	made := make(map[listingKey]cordon.Listing, len(r.listings))
	for _, l := range r.listings {
		made[listingKey{l.Entry, l.Programme}] = l
	}
	for _, l := range stored {
		k := listingKey{l.Entry, l.Programme}
		want, there := made[k]
		delete(made, k)
		switch {
		case !there:
			tell(differs(k, "no version of the entry has it"))
		case !same(l, want):
			tell(differs(k, fmt.Sprintf("it is stored as %s; the versions of the entry make it %s", said(l), said(want))))
		}
	}
	for _, l := range r.listings {
		if _, lost := made[listingKey{l.Entry, l.Programme}]; lost {
			tell(differs(listingKey{l.Entry, l.Programme}, "it is not stored; the versions of the entry make it "+said(l)))
		}
	}
	return nil
}

func differs(k listingKey, found string) Fault {
	return Fault{Rule: "listing/differs", Where: fmt.Sprintf("listing of %s under %s", k.entry, k.programme), Found: found}
}

func same(a, b cordon.Listing) bool {
	measures := slices.Equal(a.Measures, b.Measures)
	a.Measures, b.Measures = nil, nil
	return measures && reflect.DeepEqual(a, b)
}

// said is a listing in words, with every field that may differ.
func said(l cordon.Listing) string {
	return fmt.Sprintf("listed %s (%s, from %s), in force from %s to %s, delisted %s, %d measures",
		orNone(l.Listed), l.DateKind, l.Snapshot, orNone(l.From), orNone(l.Until), orNone(l.Delisted), len(l.Measures))
}

func orNone(d cordon.Date) string {
	if d.IsZero() {
		return "-"
	}
	return d.String()
}

// byRule is the prefix of the author of every judgement of a rule.
const byRule = "rule:"

// checkParties compares the parties, and what the rules judged, with what this engine
// makes of the entries and the judgements, if the parties claim to be made of them by
// this engine; that they are not is a fault of its own. Without the judgements that
// are known to be lost nothing can be said of them.
func (s *Service) checkParties(ctx context.Context, r *remaking, tell func(Fault)) error {
	stored, err := r.store.Judgements(ctx)
	if err != nil {
		return err
	}
	lost, err := s.lostJudgements(ctx, r.store, stored)
	if err != nil {
		return err
	}
	for _, j := range lost {
		tell(Fault{
			Rule: "judgement/lost", Where: fmt.Sprintf("judgement of %s and %s by %s", j.A, j.B, j.By),
			Found: "it is of the starter, which is loaded, and is not stored",
		})
	}
	mark, err := r.store.Mark(ctx, store.PartiesMark)
	if _, werr := r.store.Whole(ctx); werr != nil || err != nil || mark.Engine != resolve.Version || len(lost) > 0 {
		return nil
	}
	parties, judged := resolve.Cluster(r.entries, stored)
	if n := compareJudged(stored, judged); n > 0 {
		tell(Fault{
			Rule: "judgement/rules", Where: "judgements", Repairable: true,
			Found: fmt.Sprintf("%d of those that the rules make are missing, or are there and should not be", n),
		})
	}
	return r.compareParties(ctx, parties, tell)
}

// lostJudgements are the judgements of this program's starter that are not stored though
// it is the one that was loaded: what another brought is not known here.
func (s *Service) lostJudgements(ctx context.Context, view *store.Store, stored []cordon.Judgement) (lost []cordon.Judgement, err error) {
	mark, err := view.Mark(ctx, store.StarterMark)
	if errors.Is(err, cordon.ErrNotFound) || s.Judged == nil {
		return nil, nil // no starter is loaded
	}
	if err != nil {
		return nil, err
	}
	wanted, err := s.Judged()
	if err != nil {
		return nil, err
	}
	if its, err := mark.OfStarter(wanted); err != nil || !its {
		return nil, err // an earlier or a later starter
	}
	there := judgements(stored)
	for _, j := range wanted {
		if !there[keyOf(j)] {
			lost = append(lost, j)
		}
	}
	return lost, nil
}

// A judgementKey is what a judgement is known by; a is the lesser.
type judgementKey struct {
	a, b cordon.EntryID
	by   string
}

func keyOf(j cordon.Judgement) judgementKey { return judgementKey{min(j.A, j.B), max(j.A, j.B), j.By} }

func judgements(js []cordon.Judgement) map[judgementKey]bool {
	there := make(map[judgementKey]bool, len(js))
	for _, j := range js {
		there[keyOf(j)] = true
	}
	return there
}

// compareJudged is how many judgements of rules are stored or made, and not both.
func compareJudged(stored, made []cordon.Judgement) int {
	left := judgements(slices.DeleteFunc(slices.Clone(stored), func(j cordon.Judgement) bool { return !strings.HasPrefix(j.By, byRule) }))
	n := 0
	for _, j := range made {
		if left[keyOf(j)] {
			delete(left, keyOf(j))
		} else {
			n++
		}
	}
	return n + len(left)
}

// compareParties compares the stored parties with those that were computed: one fault,
// whatever their number.
func (r *remaking) compareParties(ctx context.Context, made []cordon.Party, tell func(Fault)) error {
	want := make(map[cordon.PartyID][]cordon.EntryID, len(made))
	for _, p := range made {
		want[p.ID] = p.Entries
	}
	n, first := 0, ""
	for p, err := range r.store.Parties(ctx) {
		if err != nil {
			return err
		}
		if es, there := want[p.ID]; !there || !slices.Equal(es, p.Entries) {
			if n++; first == "" {
				first = fmt.Sprintf("%s has the entries %v, and should have %v", p.ID, p.Entries, es)
			}
		}
	}
	if n > 0 {
		tell(Fault{
			Rule: "party/differs", Where: "parties", Repairable: true,
			Found: fmt.Sprintf("%d are not what the entries and the judgements make; the first: %s", n, first),
		})
	}
	return nil
}
