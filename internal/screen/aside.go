package screen

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"cordon"
	"cordon/internal/name"
)

// asides are the ways in which a name stands in a field together with what is no part
// of it, each with a reader of what may be the name alone. What they read is a
// cordon.Piece, which counts only opposite a listed name that it is all of: "Korea
// Mining and Development Corporation" is not asked for as two companies' names.
var asides = []func(string) []string{unbracketed, akas, lines, joint, segments, once, filled}

// wider reads what may be a name with a mark in it: "A and B Trading / NAME", "NAME (U.K.)
// LIMITED (deceased)".
var wider = []func(string) []string{bracketwise, heads, around}

// mostAsides is how many readings of one text are asked for. A name with an address, a
// birth date and an alias has about fifteen, a list of twenty names sixty.
const mostAsides = 64

// beside are the names that may stand in a text beside something else; none when
// there is no sign of it. What is read may be read further: "Beneficiary: NAME (deceased)".
// All reports whether none was left out.
func beside(full string) (out []cordon.Name, all bool) {
	seen := append([]string{full}, trades(full)...)
	all = true
	for _, readers := range [][]func(string) []string{asides, wider} {
		for i := 0; i < len(seen) && all; i++ {
			for _, read := range readers {
				for _, text := range read(seen[i]) {
					text = strings.TrimFunc(text, unnamed)
					if text == "" || slices.Contains(seen, text) {
						continue
					}
					if all = all && len(seen) <= mostAsides; all {
						seen = append(seen, text)
					}
				}
			}
		}
	}
	for _, text := range seen[1:] {
		out = append(out, cordon.Name{Full: text, Use: cordon.Piece})
	}
	return out, all
}

// unnamed reports whether a rune cannot begin or end a name that was cut out.
func unnamed(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",:;|/-–—&+*•", r) }

var bracketed = regexp.MustCompile(`[(\[{<]([^()\[\]{}<>]*)[)\]}>]`)

// unbracketed is a text without what stands in brackets, and that if it has several
// words: "NAME (born 1 January 1960)", "Trade House (NAME)".
func unbracketed(s string) (out []string) {
	found := bracketed.FindAllStringSubmatch(s, -1)
	if found == nil {
		return nil
	}
	out = append(out, bracketed.ReplaceAllString(s, " "))
	for _, m := range found {
		if several(m[1]) {
			out = append(out, m[1])
		}
	}
	return out
}

// bracketwise is a text without one of its brackets.
func bracketwise(s string) (out []string) {
	found := bracketed.FindAllStringIndex(s, -1)
	if len(found) < 2 {
		return nil
	}
	for _, m := range found {
		out = append(out, s[:m[0]]+" "+s[m[1]:])
	}
	return out
}

// aka stands between a name and another name of the same party: the abbreviations of
// OFAC's lists and what people write for them.
var aka = regexp.MustCompile(`(?i)(?:^|[\s,(])(?:[afn]\.?\s?k\.?\s?a\.?|d\.?b\.?a\.?|t/a|alias(?:es)?|` +
	`(?:also|formerly|now|better) known as|formerly|c/o|attn|fao|trading as|doing business as|real name|` +
	`maiden name|n[ée]e|geb\.?|он же|она же|также известен как)[\s:]+`)

// akas are the names on both sides of it; one word may be a whole name there.
func akas(s string) []string { return parts(aka, s, 1) }

var line = regexp.MustCompile(`\s*[\n\r\t|•:]+\s*|\s+[-–—]+\s+|\s*/+\s*`)

// lines are the parts of a text in several lines or columns, behind a label or before
// a remark: "Beneficiary: NAME", "NAME - Representative Office".
func lines(s string) []string { return parts(line, s, 2) }

var and = regexp.MustCompile(`(?i)\s+(?:and|or|und|oder|et|ou|y|o|e|и|или|та|або)\s+|\s*[&+]\s*`)

// joint are the names of several parties in one field: "NAME and NAME". What follows a
// single word is none: "Weber & Star Ltd" is one firm.
func joint(s string) (out []string) {
	segments := and.Split(s, -1)
	for i, p := range segments {
		if len(segments) > 1 && several(p) && (i == 0 || several(segments[i-1])) {
			out = append(out, p)
		}
	}
	return out
}

// parts are the parts of a text between marks that have so many words.
func parts(mark *regexp.Regexp, s string, least int) (out []string) {
	if !mark.MatchString(s) {
		return nil
	}
	for _, p := range mark.Split(s, -1) {
		if least < 2 || several(p) {
			out = append(out, p)
		}
	}
	return out
}

// around is what stands before each mark but a comma, and behind it, where there are
// several: one of them may be part of a name ("A and B Trading and NAME").
func around(s string) (out []string) {
	for _, mark := range []*regexp.Regexp{aka, line, and} {
		found := mark.FindAllStringIndex(s, -1)
		if len(found) < 2 {
			continue
		}
		for _, m := range found {
			for _, p := range []string{s[:m[0]], s[m[1]:]} {
				if several(p) {
					out = append(out, p)
				}
			}
		}
	}
	return out
}

var stop = regexp.MustCompile(`[,，、،]`)

// segments are what stands between commas, unless the first is a family name: "NAME, NAME".
func segments(s string) []string {
	if first, _, found := strings.Cut(stop.ReplaceAllString(s, ","), ","); !found || !several(first) {
		return nil
	}
	return parts(stop, s, 2)
}

// heads are what stands before each comma, of two words or more: "NAME, Moscow, Russian
// Federation", "SURNAME, Given name, Director".
func heads(s string) (out []string) {
	for _, m := range stop.FindAllStringIndex(s, -1) {
		if head := s[:m[0]]; several(head) {
			out = append(out, head)
		}
	}
	return out
}

// once is a name that stands twice.
func once(s string) []string {
	words := strings.Fields(s)
	half := len(words) / 2
	if half == 0 || len(words)%2 != 0 || !slices.EqualFunc(words[:half], words[half:], strings.EqualFold) {
		return nil
	}
	return []string{strings.Join(words[:half], " ")}
}

// fillers are what programs and people write where there is nothing to write, or behind
// the name of someone who died. "Nil" and "Na" are names.
var fillers = map[string]bool{
	"null": true, "n/a": true, "#n/a": true, "none": true, "nan": true, "undefined": true, "unknown": true, "deceased": true,
	"tbd": true, "tbc": true, "late": true, "fnu": true, "lnu": true, "nfn": true, "nmn": true,
	"неизвестно": true, "unbekannt": true, "inconnu": true,
	"blocked": true, "closed": true, "duplicate": true, "vip": true, "pep": true,
}

// filled is a text without such words.
func filled(s string) []string {
	words := strings.Fields(s)
	rest := slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		return fillers[strings.ToLower(strings.Trim(w, "()[]{}<>.,:;*-\"'"))]
	})
	if len(rest) == len(words) || len(rest) == 0 {
		return nil
	}
	return []string{strings.Join(rest, " ")}
}

// leastTrades is how many words without a word of its own a company's name has, at
// least, to be taken out of what stands beside it: "Iran Insurance Company".
const leastTrades = 3

// trades are the words of trades, places and legal forms that follow one another in a
// text with other words, to the last and to each legal form: a company may have no word
// of its own, "Korea Mining Development Trading Corporation P.O. Box 123".
func trades(s string) (out []string) {
	words := strings.Fields(s)
	if len(words) < leastTrades {
		return nil
	}
	classes, enough := tradesIn(s)
	if !enough {
		return nil
	}
	for from := 0; from < len(words); from++ {
		to, own, last, ends := from, 0, from, []int(nil)
		for ; to < len(words); to++ {
			n, legal, ok := shared(words[to], classes)
			if !ok {
				break
			}
			if n > 0 {
				own, last = own+n, to+1
			}
			if legal && own >= leastTrades {
				ends = append(ends, to+1)
			}
		}
		if own >= leastTrades && !slices.Contains(ends, last) {
			ends = append(ends, last)
		}
		for _, end := range ends {
			if end-from < len(words) {
				out = append(out, strings.TrimFunc(strings.Join(words[from:end], " "), unnamed))
			}
		}
		from = to
	}
	return out
}

// tradesIn are the classes of the words of a text, as of a company's name, and whether
// those of trades and places are enough; a legal form may be one of them.
func tradesIn(s string) (classes map[string]name.Class, enough bool) {
	n := 0
	f := name.Analyse(cordon.Organization, s)
	classes = make(map[string]name.Class, len(f.Tokens))
	for _, t := range f.Tokens {
		if classes[t.Text] = t.Class; t.Class == name.Trade || t.Class == name.Place {
			n++
		}
	}
	return classes, n >= leastTrades || n == leastTrades-1 && f.Legal != name.NoLegal
}

// shared is how many words of trades and places a word of a text has ("South-East" has
// two), and whether it is a legal form, which counts as one; false for a word that may be
// a company's own. One whose class the text does not say is read behind a made-up word,
// since a legal form that stands alone is not read as one.
func shared(word string, classes map[string]name.Class) (n int, legal, ok bool) {
	switch class, known := classes[strings.ToLower(word)]; {
	case known && (class == name.Trade || class == name.Place):
		return 1, false, true
	case known && class == name.Content:
		return 0, false, false
	}
	f := name.Analyse(cordon.Organization, "Qwxyz "+word)
	for _, t := range f.Tokens[1:] {
		switch t.Class {
		case name.Trade, name.Place:
			n++
		case name.Stop:
		default:
			return 0, false, false
		}
	}
	switch {
	case len(f.Tokens) > 1:
		return n, false, true
	case f.Legal != name.NoLegal:
		return 1, true, true
	}
	return 0, false, word == "&" || word == "-" // other marks part names
}

// several reports whether a text has two words or more.
func several(s string) bool { return len(strings.Fields(s)) > 1 }
