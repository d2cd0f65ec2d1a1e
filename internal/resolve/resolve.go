// Package resolve decides which entries are one party.
//
// Two entries are joined by a judgement of a person, or by a rule that is
// certain: the table in rules.go names each with its reason. Similarity alone
// never merges parties; people judge it. A party is a set of entries connected
// by such joins, as long as no judgement forbids it.
//
// A party is named after its oldest entry, so that its name is the same after a
// rebuild and does not change when younger entries come.
package resolve

import (
	"cmp"
	"slices"

	"cordon"
)

// Version is the engine's: it changes with the rules and with what they read,
// so that parties made by an older engine are recomputed.
const Version = "1"

// Cluster groups entries into parties: by judgements first, then by the rules
// that are certain. It also returns the judgements that its rules made, without
// the time. The entries may be in any order; parties come ordered by ID, each
// with its entries from the oldest on. Entries that are off their list take
// part, but add nothing to the profile of a party that has current ones.
func Cluster(entries []*cordon.Entry, js []cordon.Judgement) ([]cordon.Party, []cordon.Judgement) {
	fs := facts(entries)
	g := newForest(fs, js)
	var made []cordon.Judgement
	for _, r := range rules {
		cs := candidates(fs, r)
		if r.apart {
			cs = g.unambiguous(cs)
		}
		for _, c := range cs {
			if g.join(c.a, c.b, r.apart) {
				made = append(made, cordon.Judgement{
					A: fs[c.a].entry.ID, B: fs[c.b].entry.ID, Verdict: cordon.Same, Score: 1, By: "rule:" + r.name, Why: r.why + ": " + c.key,
				})
			}
		}
	}
	return g.parties(), made
}

// parties are the trees of the forest.
func (g *forest) parties() []cordon.Party {
	byRoot := map[int][]*cordon.Entry{}
	for i, f := range g.facts { // oldest first, so each group is in order of age
		byRoot[g.find(i)] = append(byRoot[g.find(i)], f.entry)
	}
	out := make([]cordon.Party, 0, len(byRoot))
	for _, es := range byRoot {
		p := cordon.Party{ID: cordon.PartyID(es[0].ID), Profile: Union(es)}
		for _, e := range es {
			p.Entries = append(p.Entries, e.ID)
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b cordon.Party) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// A candidate is a pair of entries that a rule joins, and what they share.
type candidate struct {
	a, b int
	key  string
}

// crowd is how many entries may share a key before it is ignored: a name or
// number that so many have identifies no party. The most that share a certain
// key in the real lists is 14.
const crowd = 60

// candidates are the pairs that a rule joins: they share a key and agree.
func candidates(fs []*fact, r rule) []candidate {
	byKey := map[string][]int{}
	for i, f := range fs {
		for _, k := range r.keys(f) {
			if s := byKey[k]; len(s) == 0 || s[len(s)-1] != i {
				byKey[k] = append(s, i)
			}
		}
	}
	var out []candidate
	for key, group := range byKey {
		if len(group) < 2 || len(group) > crowd {
			continue
		}
		for n, a := range group {
			for _, b := range group[n+1:] {
				if kinds(fs[a], fs[b]) && r.agree(fs[a], fs[b]) {
					out = append(out, candidate{a, b, key})
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.a, b.a), cmp.Compare(a.b, b.b), cmp.Compare(a.key, b.key))
	})
	return out
}
