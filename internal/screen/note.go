package screen

import (
	"fmt"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/match"
	"cordon/internal/name"
)

// notes say, for each name of a query without a hit, why the absence of a hit
// proves little.
func notes(x *index.Index, q *cordon.Query, s *index.Subject) (out []string) {
	for i := range s.Given() {
		n := &s.Names[i]
		note := oneWord(x, q, n)
		if note == "" && generic(q.Profile.Kind, n.Full) {
			note = fmt.Sprintf("%q has only words that many companies share (trades, legal forms), which alone make no hit: "+
				"give the full name", n.Full)
		}
		if note != "" {
			out = append(out, note)
		}
	}
	return append(out, incomplete(x, q.Lists)...)
}

// incomplete notes the lists of which the loaded files are known to lack records or
// parts, or of which the archive holds a publication and none is loaded.
func incomplete(x *index.Index, lists []cordon.ListID) (out []string) {
	for _, l := range x.Unloaded() {
		if len(lists) == 0 || slices.Contains(lists, l) {
			out = append(out, fmt.Sprintf("of %s no publication is loaded, though the archive holds one: "+
				"load it with cordon update --from ARCHIVE", l))
		}
	}
	for _, sn := range x.Snapshots() {
		if len(lists) > 0 && !slices.Contains(lists, sn.List) {
			continue
		}
		if len(sn.Missing) > 0 {
			out = append(out, fmt.Sprintf("of %s the file of %s came without its %s: a party may be listed under what they have",
				sn.List, sn.Published, strings.Join(sn.Missing, ", ")))
		}
		if sn.Cut || sn.Unread > 0 {
			out = append(out, fmt.Sprintf("of %s not every entry is known: the file of %s was cut or not read wholly",
				sn.List, sn.Published))
		}
		if sn.Held > 0 {
			out = append(out, fmt.Sprintf("of %s not every entry may be known: the file of %s lacks %d entries whose removal is held as doubtful, "+
				"and may lack others", sn.List, sn.Published, sn.Held))
		}
		if sn.Expected > 0 {
			out = append(out, fmt.Sprintf("of %s not every entry may be known: it has %d with the file of %s, and had %d before",
				sn.List, sn.Entries, sn.Published, sn.Expected))
		}
	}
	return out
}

// oneWord notes, for a name of one word, a longer listed name that the word stands
// in: one word of a name stays below the threshold.
func oneWord(x *index.Index, q *cordon.Query, n *index.Name) string {
	if len(n.Tokens) > 1 {
		return ""
	}
	one := cordon.Query{Lists: q.Lists, Threshold: partOfName, Limit: 1, Profile: cordon.Profile{
		Kind: q.Profile.Kind, Names: []cordon.Name{{Full: n.Full}},
	}}
	near := match.Find(x, &one)
	if len(near) == 0 {
		return ""
	}
	return fmt.Sprintf("%q is one word and stands in longer listed names, such as %s (%.2f, below the threshold): "+
		"give the full name or a lower threshold", n.Full, near[0].Name, near[0].Score)
}

// partOfName is the least score of a name that one word is part of: a rare
// word of a name of two scores 0.64, of a name of three 0.52; a common one of a
// name of three 0.41.
const partOfName = 0.3

// generic reports whether a name of an organisation, or of a party of a kind that
// is not given, has only words of trades and legal forms. It is examined behind
// a made-up word, since a legal form that stands alone is not read as one.
func generic(kind cordon.Kind, full string) bool {
	if kind != cordon.Organization && kind != cordon.UnknownKind {
		return false
	}
	f := name.Analyse(cordon.Organization, "Qwxyz "+full)
	shared := f.Legal != name.NoLegal
	for _, t := range f.Tokens[1:] {
		switch t.Class {
		case name.Trade:
			shared = true
		case name.Stop, name.Particle, name.Initial:
		default:
			return false
		}
	}
	return shared
}
