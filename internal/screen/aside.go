package screen

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"cordon"
)

// asides are the ways in which a name stands in a field together with what is no part
// of it, each with a reader of what may be the name alone. What they read is a
// cordon.Piece, which counts only opposite a listed name that it is all of: "Korea
// Mining and Development Corporation" is not asked for as two companies' names.
var asides = []func(string) []string{unbracketed, akas, lines, joint, heads, once, filled}

// mostAsides is how many readings of one text are asked for. A name with an address, a
// birth date and an alias has about ten.
const mostAsides = 16

// beside are the names that may stand in a text beside something else; none when
// there is no sign of it. What is read may be read further: "Beneficiary: NAME (deceased)".
func beside(full string) (out []cordon.Name) {
	seen := []string{full}
	for i := 0; i < len(seen) && len(seen) <= mostAsides; i++ {
		for _, read := range asides {
			for _, text := range read(seen[i]) {
				text = strings.TrimFunc(text, unnamed)
				if text != "" && len(seen) <= mostAsides && !slices.Contains(seen, text) {
					seen = append(seen, text)
				}
			}
		}
	}
	for _, text := range seen[1:] {
		out = append(out, cordon.Name{Full: text, Use: cordon.Piece})
	}
	return out
}

// unnamed reports whether a rune cannot begin or end a name that was cut out.
func unnamed(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",:;|/-–—&+*•", r) }

var bracketed = regexp.MustCompile(`[(\[{<]([^()\[\]{}<>]*)[)\]}>]`)

// unbracketed is a text without what stands in brackets, in all of them or in one, and
// that of several words: "NAME (U.K.) LIMITED (born 1 January 1960)", "Trade House (NAME)".
func unbracketed(s string) (out []string) {
	found := bracketed.FindAllStringSubmatchIndex(s, -1)
	if found == nil {
		return nil
	}
	out = append(out, bracketed.ReplaceAllString(s, " "))
	for _, m := range found {
		if out = append(out, s[:m[0]]+" "+s[m[1]:]); several(s[m[2]:m[3]]) {
			out = append(out, s[m[2]:m[3]])
		}
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

// joint are the names of several parties in one field: "NAME and NAME".
func joint(s string) []string { return parts(and, s, 2) }

// parts are what stands before each mark in a text, and what stands behind it, if it
// has so many words.
func parts(mark *regexp.Regexp, s string, least int) (out []string) {
	for _, m := range mark.FindAllStringIndex(s, -1) {
		for _, p := range []string{s[:m[0]], s[m[1]:]} {
			if len(strings.Fields(p)) >= least {
				out = append(out, p)
			}
		}
	}
	return out
}

// heads are what stands before each comma, of two words or more: "NAME, Moscow,
// Russian Federation", "SURNAME, Given name, Director".
func heads(s string) (out []string) {
	for i, r := range s {
		if strings.ContainsRune(",，、،", r) && several(s[:i]) {
			out = append(out, s[:i])
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

// several reports whether a text has two words or more.
func several(s string) bool { return len(strings.Fields(s)) > 1 }

// unmistaken is a name with the letters that its digits 0 and 1 were written or read
// for, "K1M J0NG UN"; none where one stands for a blank ("Kim1Jong"). It is a piece if
// such a digit stands at the edge of a word ("Auto1 Group", "Stark 1").
func unmistaken(full string) (out []cordon.Name) {
	use, changed := cordon.NameUse(""), false
	words := strings.Fields(full)
	withI, withL := slices.Clone(words), slices.Clone(words)
	for i, w := range words {
		if between.MatchString(w) {
			return nil
		}
		if !mistakable(w) {
			continue
		}
		if changed = true; strings.Trim(w, "01") != w {
			use = cordon.Piece
		}
		w = strings.ReplaceAll(w, "0", "O")
		withI[i], withL[i] = strings.ReplaceAll(w, "1", "I"), strings.ReplaceAll(w, "1", "l")
	}
	if !changed {
		return nil
	}
	out = append(out, cordon.Name{Full: strings.Join(withI, " "), Use: use})
	if !slices.Equal(withI, withL) {
		out = append(out, cordon.Name{Full: strings.Join(withL, " "), Use: use})
	}
	return out
}

// mistakable reports whether a word has the digits 0 and 1 and no others; without
// letters, a few of them: "II", "OOO".
func mistakable(w string) bool {
	if !strings.ContainsFunc(w, unicode.IsLetter) {
		return numberWord.MatchString(w)
	}
	return strings.ContainsAny(w, "01") && !strings.ContainsFunc(w, func(r rune) bool { return unicode.IsDigit(r) && r != '0' && r != '1' })
}

var numberWord = regexp.MustCompile(`^[01]{1,3}[.,]?$`)

// between is a digit in place of a blank before a capital.
var between = regexp.MustCompile(`\p{Ll}[01]+\p{Lu}`)
