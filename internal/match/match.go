// Package match scores a profile against another and gives the reasons.
//
// Find takes the query apart, asks the index for candidates, compares each of
// them and ranks. Compare adds up features: how well the best pair of names
// agrees, what is missing or contradicted in it, and how identifiers, births,
// countries, gender and kind compare. Agreement adds, contradiction subtracts,
// absence has no effect. The features of a hit add up to its score before it is
// cut to 0..1. All weights are in policy.go. The same input gives the same
// bytes.
package match

import (
	"cmp"
	"math"
	"slices"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/name"
)

// Find is candidates, compare, rank: screening, linking and merging all use it.
// Hits are at or above the query's threshold, best first, then by party.
func Find(x *index.Index, q *cordon.Query) []cordon.Hit {
	hits, _ := FindNear(x, q)
	return hits
}

// FindNear is Find, and the parties whose name would be a hit while what else the
// query says (kind, births, countries, gender) keeps them below the threshold: at
// most five, best first. Their names agree in nearly every letter.
func FindNear(x *index.Index, q *cordon.Query) (hits, near []cordon.Hit) {
	s := x.Prepare(&q.Profile)
	return find(x, q, s, x.Candidates(s, bound, threshold(q)-mostBonus(s)))
}

// FindSlowly is Find without candidates: it compares every party. Tests compare
// Find with it.
func FindSlowly(x *index.Index, q *cordon.Query) []cordon.Hit {
	hits, _ := find(x, q, x.Prepare(&q.Profile), x.All())
	return hits
}

func find(x *index.Index, q *cordon.Query, s *index.Subject, found []index.Candidate) (hits, near []cordon.Hit) {
	best, below := rank(x, q, s, found)
	hits = withReferences(x, q, hitsOf(best, q))
	for _, h := range hitsOf(below, q) {
		if !slices.ContainsFunc(hits, func(o cordon.Hit) bool { return o.Party == h.Party }) {
			near = append(near, h)
		}
	}
	return hits, near
}

// Prepare takes a profile apart for Compare, without an index.
func Prepare(p *cordon.Profile) *index.Subject { return (*index.Index)(nil).Prepare(p) }

// everyPair asks for all pairs of names.
var everyPair = []index.Candidate{{Query: index.AllNames, Name: index.AllNames}}

// Compare scores two profiles: the score cut to 0..1, and its features.
func Compare(q, c *index.Subject) (float64, []cordon.Feature) {
	m := &comparer{memo: map[[2]*name.Word]float64{}}
	r := m.compare(q, c, everyPair)
	return r.score, r.features()
}

func threshold(q *cordon.Query) float64 {
	if q.Threshold > 0 {
		return q.Threshold
	}
	return DefaultThreshold
}

// most is how many hits a query wants.
func most(q *cordon.Query) int { return cmp.Or(max(q.Limit, 0), DefaultLimit) }

// rank compares the candidates, the most promising first, and keeps the best, and
// those that stay below the threshold though they are named. It stops when no
// candidate left can be among the best.
func rank(x *index.Index, q *cordon.Query, s *index.Subject, found []index.Candidate) (best, below []result) {
	least, limit, bonus := threshold(q), most(q), mostBonus(s)
	m := &comparer{x: x, memo: map[[2]*name.Word]float64{}}
	last := math.Inf(-1) // the sum of the last of the best, once there are enough
	for _, g := range byPromise(found) {
		if len(best) >= limit+slack {
			best = top(best, limit)
			last = best[limit-1].sum
		}
		if last > g.bound+bonus {
			break
		}
		party, c := x.At(g.pairs[0].Party)
		if !asked(party.Entries, q.Lists) {
			continue
		}
		r := m.compare(s, c, g.pairs)
		r.party = party
		switch {
		case r.score >= least:
			best = append(best, r)
		case r.named && r.names.score >= least && r.names.entire():
			below = append(below, r)
		}
	}
	return top(best, limit), top(below, MostNear)
}

// hitsOf are results with their reasons.
func hitsOf(rs []result, q *cordon.Query) []cordon.Hit {
	hits := []cordon.Hit{}
	for _, r := range rs {
		hits = append(hits, cordon.Hit{
			Party: r.party.ID, Name: r.name(), Kind: r.party.Profile.Kind, Entries: listed(r.party.Entries, q.Lists), Score: r.score,
			Features: r.features(),
		})
	}
	return hits
}

// slack is how many results are gathered beyond the limit before they are sorted.
const slack = 16

// top sorts results, best first, and keeps n: of two at 1 the one with more
// reasons comes first, of two alike the one whose party's ID does.
func top(rs []result, n int) []result {
	slices.SortFunc(rs, func(a, b result) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.sum, a.sum), cmp.Compare(a.party.ID, b.party.ID))
	})
	return rs[:min(n, len(rs))]
}

// A group is the pairs of names of one party.
type group struct {
	bound float64
	pairs []index.Candidate
}

// byPromise groups candidates, which come by party, and puts the party first
// that may score highest.
func byPromise(found []index.Candidate) []group {
	var gs []group
	for len(found) > 0 {
		n, most := 1, found[0].Bound
		for n < len(found) && found[n].Party == found[0].Party {
			most = max(most, found[n].Bound)
			n++
		}
		gs = append(gs, group{most, found[:n]})
		found = found[n:]
	}
	slices.SortStableFunc(gs, func(a, b group) int { return cmp.Compare(b.bound, a.bound) })
	return gs
}

// asked reports whether one of the entries is of the lists asked for.
func asked(entries []cordon.EntryID, lists []cordon.ListID) bool {
	return len(lists) == 0 || slices.ContainsFunc(entries, func(e cordon.EntryID) bool { return slices.Contains(lists, e.List()) })
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
