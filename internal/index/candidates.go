package index

import (
	"cmp"
	"math"
	"slices"

	"cordon/internal/name"
)

// An Overlap is how much of a query's name and of a candidate's name is
// accounted for, by weight. Split and joined words count as accounted for.
type Overlap struct {
	Query, QueryTotal float64 // weight of the query's words that the name has, alike
	Name, NameTotal   float64 // weight of the name's words that the query has
}

// A tally adds up what a query's words find.
type tally struct {
	query, cand []float32 // per name: weight accounted for
	stampQ      []int32   // per name: the last query word that counted, plus 1
	touched     []int32
	seen        map[int32]bool
}

// A Candidate is a pair of names worth comparing: the query's and the party's,
// by their places. Name is AllNames where all pairs are.
type Candidate struct {
	Party       int32
	Query, Name int32
	Bound       float64 // the pair's score is no higher
}

// AllNames stands for every name of the query and of the party.
const AllNames = -1

// Candidates are the pairs of names worth comparing, by party, each once: all
// pairs of a party that shares an identifier, and the pairs that read as the
// same Korean name or whose bound is at least least. Bound is the caller's: the
// highest score that a pair of names with an overlap can have.
func (x *Index) Candidates(q *Subject, bound func(Overlap) float64, least float64) []Candidate {
	var out []Candidate
	for _, id := range q.IDs {
		x.direct.each(name.Hash('#', id.Value), func(p int32) { out = append(out, Candidate{p, AllNames, AllNames, math.Inf(1)}) })
	}
	for i := range q.Names {
		for _, k := range q.Names[i].KoreanKeys() {
			x.korean.each(name.Hash('K', k), func(ref int32) {
				if r := &x.names[ref]; x.fits(&q.Names[i], r.party) {
					out = append(out, Candidate{r.party, int32(i), r.at, 1})
				}
			})
		}
		out = x.byWords(out, q, i, bound, least)
	}
	slices.SortFunc(out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(a.Party, b.Party), cmp.Compare(a.Query, b.Query), cmp.Compare(a.Name, b.Name), cmp.Compare(b.Bound, a.Bound))
	})
	return slices.CompactFunc(out, func(a, b Candidate) bool { return a.Party == b.Party && a.Query == b.Query && a.Name == b.Name })
}

// All are all pairs of names of all parties.
func (x *Index) All() []Candidate {
	all := make([]Candidate, len(x.parties))
	for i := range all {
		all[i] = Candidate{int32(i), AllNames, AllNames, math.Inf(1)}
	}
	return all
}

func (x *Index) byWords(out []Candidate, q *Subject, at int, bound func(Overlap) float64, least float64) []Candidate {
	n := &q.Names[at]
	t, _ := x.pool.Get().(*tally)
	if t == nil {
		t = &tally{
			query: make([]float32, len(x.names)), cand: make([]float32, len(x.names)), stampQ: make([]int32, len(x.names)),
			seen: map[int32]bool{},
		}
	}
	defer x.release(t)
	skip := n.light < n.Total && least >= leastToSkip
	var freeQ, freeC float32
	for i, tok := range n.Tokens {
		if light := tok.Class == name.Particle || tok.Class == name.Stop; !skip || !light {
			x.count(t, n, i, tok.Word)
		}
	}
	if skip {
		freeQ, freeC = n.light, 1
	}
	for from := range n.Tokens {
		for to := from + 2; to <= min(from+maxJoined, len(n.Tokens)); to++ {
			x.joined(t, n, from, to)
		}
		x.parted(t, n, from)
	}
	for _, ref := range t.touched {
		r := &x.names[ref]
		if !x.fits(n, r.party) {
			continue
		}
		initials := float64(n.single) + float64(r.single) // each may stand for one word of the other side, of weight 1 at most
		o := Overlap{float64(t.query[ref]+freeQ) + initials, float64(n.Total), float64(t.cand[ref]+freeC*r.light) + initials, float64(r.total)}
		o.Query, o.Name = min(o.Query, o.QueryTotal), min(o.Name, o.NameTotal)
		if b := bound(o); b >= least {
			out = append(out, Candidate{r.party, int32(at), r.at, b})
		}
	}
	return out
}

// fits reports whether a name of a query may be compared with those of a party.
func (x *Index) fits(n *Name, party int32) bool {
	return n.Only == nil || n.Fits(x.parties[party].Profile.Kind)
}

// leastToSkip is the bound from which particles and stop words ("al", "of") are
// not looked up, since thousands of names hold them: they count as accounted
// for on both sides. A name with nothing else in common scores below it.
const leastToSkip = 0.45

// maxJoined is how many words of a name may stand as one in another spelling.
const maxJoined = 3

func (x *Index) release(t *tally) {
	for _, ref := range t.touched {
		t.query[ref], t.cand[ref], t.stampQ[ref] = 0, 0, 0
	}
	t.touched = t.touched[:0]
	x.pool.Put(t)
}

// count adds, for every name that holds a word like the query's token i, the
// weights of that token and of that word.
func (x *Index) count(t *tally, n *Name, i int, w *name.Word) {
	clear(t.seen)
	w.Signatures(func(h uint64) {
		x.sigs.each(h, func(at int32) {
			if t.seen[at] {
				return
			}
			t.seen[at] = true
			if w.Similar(x.words[at]) > 0 {
				x.credit(t, at, n.Weight[i], int32(i+1))
			}
		})
	})
}

// credit counts a word of the vocabulary for all names that hold it. The weight
// of a query's token counts once per name.
func (x *Index) credit(t *tally, word int32, weight float32, stamp int32) {
	own := float32(commonest+(1-commonest)*float64(x.rarity[word])) + 0.01
	for _, ref := range x.holders.list(word) {
		if t.query[ref] == 0 && t.cand[ref] == 0 {
			t.touched = append(t.touched, ref)
		}
		if t.stampQ[ref] != stamp {
			t.stampQ[ref] = stamp
			t.query[ref] += weight
		}
		t.cand[ref] += own
	}
}

// joined looks for words that are the query's tokens from..to written as one.
func (x *Index) joined(t *tally, n *Name, from, to int) {
	s := ""
	for i := from; i < to; i++ {
		s += n.Tokens[i].Latin[0]
	}
	x.sigs.each(name.Hash('t', s), func(at int32) {
		var weight float32
		for i := from; i < to; i++ {
			weight += n.Weight[i]
		}
		x.credit(t, at, weight, -int32(from+1))
	})
	if to != from+2 {
		return
	}
	if key, ok := n.Tokens[from].JoinedKey(n.Tokens[from+1].Word); ok {
		x.sigs.each(name.Hash('k', key), func(at int32) { x.credit(t, at, n.Weight[from]+n.Weight[from+1], -int32(10000+from)) })
	}
}

// parted looks for words that, one after another, make up the query's token.
func (x *Index) parted(t *tally, n *Name, i int) {
	s := n.Tokens[i].Latin[0]
	if len(s) < 4 || len(s) > 24 {
		return
	}
	for cut := 2; cut <= len(s)-2; cut++ {
		a, b := name.Hash('t', s[:cut]), name.Hash('t', s[cut:])
		if !x.has(a) {
			continue
		}
		share := n.Weight[i] * float32(cut) / float32(len(s))
		if x.has(b) {
			x.sigs.each(a, func(at int32) { x.credit(t, at, share, -int32(1000+i)) })
			x.sigs.each(b, func(at int32) { x.credit(t, at, n.Weight[i]-share, -int32(2000+i)) })
			continue
		}
		for mid := cut + 2; mid <= len(s)-2; mid++ {
			b, c := name.Hash('t', s[cut:mid]), name.Hash('t', s[mid:])
			if x.has(b) && x.has(c) {
				for k, h := range []uint64{a, b, c} {
					x.sigs.each(h, func(at int32) { x.credit(t, at, n.Weight[i]/3, -int32(3000+1000*k+i)) })
				}
			}
		}
	}
}

func (x *Index) has(h uint64) bool {
	found := false
	x.sigs.each(h, func(int32) { found = true })
	return found
}
