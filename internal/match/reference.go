package match

import (
	"slices"

	"cordon"
	"cordon/internal/index"
)

// withReferences puts the parties whose entry a name of the query is the
// reference of before the other hits: who types what a list prints asks for that
// entry. A reference with many digits ("EU.11328.76") is taken for a number, of no
// scheme. At most the query's limit are kept.
func withReferences(x *index.Index, q *cordon.Query, hits []cordon.Hit) []cordon.Hit {
	var texts []string
	for _, n := range q.Profile.Names {
		texts = append(texts, n.Full)
	}
	for _, id := range q.Profile.Identifiers {
		if id.Scheme == cordon.OtherID || id.Scheme == "" {
			texts = append(texts, id.Value)
		}
	}
	var first []cordon.Hit
	there := func(id cordon.PartyID) bool {
		return slices.ContainsFunc(first, func(h cordon.Hit) bool { return h.Party == id })
	}
	for _, text := range texts {
		x.ByReference(text, func(p *cordon.Party, entries []cordon.EntryID) {
			if entries = listed(entries, q.Lists); len(entries) > 0 && !there(p.ID) {
				first = append(first, cordon.Hit{
					Party: p.ID, Name: p.Profile.Name(), Kind: p.Profile.Kind, Entries: listed(p.Entries, q.Lists), Score: 1,
					Features: []cordon.Feature{{
						Name: "reference", Score: 1, Weight: 1, Adds: 1, Query: text, Candidate: string(entries[0]),
					}},
				})
			}
		})
	}
	if len(first) == 0 {
		return hits
	}
	for _, h := range hits {
		if !there(h.Party) {
			first = append(first, h)
		}
	}
	return first[:min(len(first), most(q))]
}
