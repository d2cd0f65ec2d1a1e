// Package match scores a profile against another and says why.
//
// Find takes the query apart, asks the index for candidates, compares each of
// them and ranks. Compare adds up features: how well the best pair of names
// agrees, what is missing or contradicted in it, and what identifiers, births,
// countries, gender and kind say. Agreement adds, contradiction takes away,
// absence says nothing. The features of a hit add up to its score before it is
// cut to 0..1. All weights stand in policy.go. The same input gives the same bytes.
package match

import (
	"cmp"
	"slices"

	"cordon"
	"cordon/internal/index"
)

// Find is candidates, compare, rank: screening, linking and merging all use it.
// Hits are at or above the query's threshold, best first, then by party.
func Find(x *index.Index, q *cordon.Query) []cordon.Hit {
	s := x.Prepare(&q.Profile)
	least := threshold(q)
	bonus := mostBonus(s)
	found := x.Candidates(s, func(o index.Overlap) bool { return bound(o)+bonus >= least })
	return rank(x, q, s, found)
}

// FindSlowly is Find without candidates: it compares every party. It is the
// truth that tests hold Find to.
func FindSlowly(x *index.Index, q *cordon.Query) []cordon.Hit {
	return rank(x, q, x.Prepare(&q.Profile), x.All())
}

// Prepare takes a profile apart for Compare, without an index.
func Prepare(p *cordon.Profile) *index.Subject { return (*index.Index)(nil).Prepare(p) }

// Compare scores two profiles: the score cut to 0..1, and its features.
func Compare(q, c *index.Subject) (float64, []cordon.Feature) {
	r := compare(nil, q, c)
	return r.score, r.features()
}

func threshold(q *cordon.Query) float64 {
	if q.Threshold > 0 {
		return q.Threshold
	}
	return DefaultThreshold
}

func rank(x *index.Index, q *cordon.Query, s *index.Subject, found []int32) []cordon.Hit {
	hits := []cordon.Hit{}
	least := threshold(q)
	for _, i := range found {
		party, c := x.At(i)
		entries := listed(party.Entries, q.Lists)
		if len(entries) == 0 {
			continue
		}
		r := compare(x, s, c)
		if r.score < least {
			continue
		}
		hits = append(hits, cordon.Hit{
			Party: party.ID, Name: r.name(), Kind: party.Profile.Kind, Entries: entries, Score: r.score, Features: r.features(),
		})
	}
	slices.SortStableFunc(hits, func(a, b cordon.Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(total(b), total(a)), cmp.Compare(a.Party, b.Party))
	})
	if limit := cmp.Or(max(q.Limit, 0), DefaultLimit); len(hits) > limit {
		hits = hits[:limit]
	}
	return hits
}

// total is the score before the cut: of two hits at 1 the one with more reasons comes first.
func total(h cordon.Hit) float64 {
	t := 0.0
	for _, f := range h.Features {
		t += f.Adds
	}
	return t
}

// listed are the entries of the lists asked for, all when none is.
func listed(entries []cordon.EntryID, lists []cordon.ListID) []cordon.EntryID {
	if len(lists) == 0 {
		return entries
	}
	var out []cordon.EntryID
	for _, e := range entries {
		if slices.Contains(lists, e.List()) {
			out = append(out, e)
		}
	}
	return out
}
