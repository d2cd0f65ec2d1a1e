package screen

import (
	"cmp"
	"fmt"
	"strings"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/match"
	"cordon/internal/name"
)

// namesakes name the parties that bear an asked name and are no hit, since what else
// the query says contradicts what is listed.
func namesakes(near []cordon.Hit) (out []string) {
	for _, h := range near {
		var against []string
		asked := ""
		for _, f := range h.Features {
			switch {
			case f.Name == "name":
				asked = f.Query
			case f.Adds < 0 && f.Query != "":
				against = append(against, fmt.Sprintf("%s %s (listed: %s)", f.Name, f.Query, f.Candidate))
			}
		}
		out = append(out, fmt.Sprintf("%q is the name of %s (%s, %s), which is no hit (%.2f, below the threshold) only because of: %s",
			asked, h.Name, cmp.Or(string(h.Kind), "kind not said"), joined(h.Entries), h.Score, strings.Join(against, ", ")))
	}
	return out
}

// notes say, for each name of a query without a hit, why the absence of a hit
// proves little. Near is whether a party of that name was noted already.
func notes(x *index.Index, q *cordon.Query, s *index.Subject, near bool, today cordon.Date) (out []string) {
	for i := range s.Given() {
		n := &s.Names[i]
		note := ""
		if !near {
			note = oneWord(x, q, n)
		}
		if note == "" && !n.Piece && crowded(q, n.Full) {
			note = fmt.Sprintf("%q may hold more names than were asked for: screen them one by one", n.Full)
		}
		if note == "" && n.Mixed() && !n.Piece {
			note = fmt.Sprintf("%q has a word with letters of two alphabets, which is no word of either: write it in one of them", n.Full)
		}
		if note == "" && generic(q.Profile.Kind, n.Full) {
			note = fmt.Sprintf("%q has only words that many companies share (trades, legal forms), which alone make no hit: "+
				"give the full name", n.Full)
		}
		if note != "" {
			out = append(out, note)
		}
	}
	return append(out, listNotes(x, q.Lists, today)...)
}

// crowded reports whether a name may hold more names than were read out of it. Only then
// does the query have as many pieces.
func crowded(q *cordon.Query, full string) bool {
	if len(q.Profile.Names) <= mostAsides {
		return false
	}
	_, all := beside(full)
	return !all
}

// oneWord notes, for a name of one word, a longer listed name that the word stands
// in: one word of a name stays below the threshold. For a piece of a name it notes the
// listed name that is most like it.
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
	if n.Piece { // compared by itself it may score more than the threshold, and with a name of one word
		return fmt.Sprintf("%q is like the listed name %s (%.2f), too little beside the rest of the name to be a hit: "+
			"ask for it alone if it is a whole name", n.Full, near[0].Name, near[0].Score)
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
