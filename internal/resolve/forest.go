package resolve

import (
	"cmp"
	"slices"
	"strings"

	"cordon"
)

// A forest is the union-find over the entries, with what forbids a union.
type forest struct {
	facts   []*fact
	up      []int
	members map[int][]int                  // of each root
	forbid  map[int][]int                  // entries that a judgement keeps apart
	lists   map[int]map[cordon.ListID]bool // of each root
}

// newForest starts from the judgements of people; those that rules made in an
// earlier run are recomputed. Of several on one pair the last one stands.
func newForest(fs []*fact, js []cordon.Judgement) *forest {
	g := &forest{
		facts: fs, up: make([]int, len(fs)), members: map[int][]int{}, forbid: map[int][]int{},
		lists: map[int]map[cordon.ListID]bool{},
	}
	at := make(map[cordon.EntryID]int, len(fs))
	for i, f := range fs {
		g.up[i], g.members[i], at[f.entry.ID] = i, []int{i}, i
		g.lists[i] = map[cordon.ListID]bool{f.entry.List: true}
	}
	js = slices.Clone(js)
	slices.SortStableFunc(js, func(a, b cordon.Judgement) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	type pair struct{ a, b int }
	last := map[pair]cordon.Verdict{}
	var order []pair
	for _, j := range js {
		a, okA := at[j.A]
		b, okB := at[j.B]
		if !okA || !okB || a == b || strings.HasPrefix(j.By, "rule:") {
			continue
		}
		p := pair{min(a, b), max(a, b)}
		if _, ok := last[p]; !ok {
			order = append(order, p)
		}
		last[p] = j.Verdict
	}
	for _, p := range order {
		if last[p] == cordon.Different {
			g.forbid[p.a] = append(g.forbid[p.a], p.b)
			g.forbid[p.b] = append(g.forbid[p.b], p.a)
		}
	}
	for _, p := range order {
		if last[p] == cordon.Same {
			g.join(p.a, p.b, false)
		}
	}
	return g
}

func (g *forest) find(i int) int {
	for g.up[i] != i {
		g.up[i] = g.up[g.up[i]]
		i = g.up[i]
	}
	return i
}

// join joins the trees of a and b and reports whether it did. It does not where
// a judgement keeps a member of one from a member of the other, nor, when they
// are to be apart, where both have entries of one list.
func (g *forest) join(a, b int, apart bool) bool {
	a, b = g.find(a), g.find(b)
	if a == b || g.forbidden(a, b) {
		return false
	}
	if len(g.members[a]) < len(g.members[b]) {
		a, b = b, a
	}
	if apart {
		for l := range g.lists[b] {
			if g.lists[a][l] {
				return false
			}
		}
	}
	g.up[b] = a
	g.members[a] = append(g.members[a], g.members[b]...)
	for l := range g.lists[b] {
		g.lists[a][l] = true
	}
	delete(g.members, b)
	delete(g.lists, b)
	return true
}

func (g *forest) forbidden(a, b int) bool {
	if len(g.forbid) == 0 {
		return false
	}
	if len(g.members[b]) < len(g.members[a]) {
		a, b = b, a
	}
	for _, m := range g.members[a] {
		for _, n := range g.forbid[m] {
			if g.find(n) == b {
				return true
			}
		}
	}
	return false
}

// unambiguous drops the candidates of an entry that fits two parties of which
// each has an entry of one list: the rule cannot decide which is meant.
func (g *forest) unambiguous(cs []candidate) []candidate {
	type side struct {
		entry int
		list  cordon.ListID
	}
	fits := map[side]int{} // the party that fits, -1 for several
	see := func(a, b int) {
		s, root := side{a, g.facts[b].entry.List}, g.find(b)
		if p, ok := fits[s]; ok && p != root {
			fits[s] = -1
		} else if !ok {
			fits[s] = root
		}
	}
	for _, c := range cs {
		see(c.a, c.b)
		see(c.b, c.a)
	}
	return slices.DeleteFunc(cs, func(c candidate) bool {
		return fits[side{c.a, g.facts[c.b].entry.List}] < 0 || fits[side{c.b, g.facts[c.a].entry.List}] < 0
	})
}
