package match

import (
	"slices"

	"cordon"
	"cordon/internal/index"
)

// withReferences puts the parties whose entry a name of the query is the
// reference of before the other hits: who types what a list prints asks for that
// entry. At most the query's limit are kept.
func withReferences(x *index.Index, q *cordon.Query, hits []cordon.Hit) []cordon.Hit {
	var first []cordon.Hit
	for _, n := range q.Profile.Names {
		x.ByReference(n.Full, func(p *cordon.Party, entries []cordon.EntryID) {
			if entries = listed(entries, q.Lists); len(entries) > 0 {
				first = append(first, cordon.Hit{
					Party: p.ID, Name: p.Profile.Name(), Kind: p.Profile.Kind, Entries: listed(p.Entries, q.Lists), Score: 1,
					Features: []cordon.Feature{{
						Name: "reference", Score: 1, Weight: 1, Adds: 1, Query: n.Full, Candidate: string(entries[0]),
					}},
				})
			}
		})
	}
	if len(first) == 0 {
		return hits
	}
	for _, h := range hits {
		if !slices.ContainsFunc(first, func(f cordon.Hit) bool { return f.Party == h.Party }) {
			first = append(first, h)
		}
	}
	return first[:min(len(first), most(q))]
}
