// Package when resolves the dates that texts write to periods.
//
// The text is cut into tokens; a table of rules, each a row of token classes and
// a function, is tried at every token, and the longest row that fits wins:
//
//	"late last month"   part rel unit      21st to last day of the month before
//	"on Friday"         weekday            the latest such day, the reference included
//	"Sept. 4"           month day          the nearest such day not after the reference
//	"Sept. 7 and Oct. 1" behind "between"  from the one to the other
//
// A bare weekday is the latest such day, the reference day included: of the 143
// weekdays in the TempEval-style sets of clulab/timenorm that rule gets 130
// right, "the one before" 75. Where the words in front look ahead ("will",
// "slated to", "by") the nearest coming day is meant.
//
// Korean, Japanese and Chinese are read by patterns of characters (east.go).
// Nothing is guessed: without a reference only dates that need none are given.
package when

import (
	"slices"

	"cordon"
)

// A Found is one written date.
type Found struct {
	Span cordon.Span
	Text string
	When cordon.Period
	Rule string // "absolute", "weekday", "last-week" …; they are the names in the tables of rules
	// Ahead: the words in front look to the future: "is slated to end on Sept. 13".
	Ahead bool
}

// Find finds the written dates of a text. ref is the day they are relative to:
// the publication or the dateline; when it is zero only dates that need no
// reference are resolved. A ref without a day or a month resolves what needs no
// more than it has. lang is the text's language.
func Find(text string, ref cordon.Date, lang string) []Found {
	if eastern[lang] {
		return findEast(text, ref)
	}
	return find(text, ref, lexiconOf(lang), true)
}

// Absolute finds the full dates (year, month and day) of a text in any of the
// languages, for the lines of a page whose language is not known yet.
func Absolute(text string) []Found {
	found := slices.DeleteFunc(find(text, cordon.Date{}, everyLexicon, false), partial)
	east := slices.DeleteFunc(findEast(text, cordon.Date{}), partial)
	found = append(found, east...)
	slices.SortStableFunc(found, func(a, b Found) int { return a.Span.From - b.Span.From })
	return slices.CompactFunc(found, func(a, b Found) bool { return a.Span.From < b.Span.To && b.Span.From < a.Span.To })
}

func partial(f Found) bool { return f.When.From.Day == 0 || f.When.From != f.When.To }

// find walks the tokens once; at each it takes the longest rule that fits.
func find(text string, ref cordon.Date, lex *lexicon, relative bool) []Found {
	toks := tokenise(text, lex)
	c := &state{text: text, toks: toks, ref: ref}
	var out []Found
	for i := 0; i < len(toks); {
		n, f, ok := longest(c, i, relative)
		if !ok {
			i++
			continue
		}
		f.Span = cordon.Span{From: toks[i].from, To: toks[i+n-1].to}
		f.Text = text[f.Span.From:f.Span.To]
		out = append(out, f)
		c.said = f.When
		i += n
	}
	return joined(text, out)
}

// longest is the rule that takes most tokens at a place; of several the first in
// the table.
func longest(c *state, at int, relative bool) (n int, best Found, ok bool) {
	first := len(rules)
	t := &c.toks[at]
	for _, of := range [2][]int{byFirst[t.class], byWord[t.low]} {
		for _, ri := range of {
			r := &rules[ri]
			if r.relative && !relative {
				continue
			}
			b, m := r.match(c.toks[at:])
			if m < n || m == 0 || m == n && ri > first {
				continue
			}
			b.at = at
			if p, good := r.resolve(b, c); good && valid(p) {
				n, best, ok, first = m, Found{When: p, Rule: r.name, Ahead: c.ahead(b)}, true, ri
			}
		}
	}
	return n, best, ok
}

func valid(p cordon.Period) bool {
	return !p.IsZero() && p.From.Valid() && p.To.Valid() &&
		(p.From.IsZero() || p.To.IsZero() || !p.To.Last().Before(p.From.First()))
}
