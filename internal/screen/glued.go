package screen

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cordon"
	"cordon/internal/name"
)

// chunk is a run of letters and digits, with the apostrophes of romanised Korean and Arabic.
var chunk = regexp.MustCompile(`[\pL\pM\p{Nd}\p{No}'’‘` + "`" + `´]+`)

// unglued is a name without the digits that are glued to its words, if there are any:
// slips, marks of footnotes, or in place of blanks; in a word that may be a number too
// ("KIM-123456-JONG-UN") without all digits and strokes. With digits at the ends of
// words only ("Cloud9 Hotels") it is a piece, as it is of one word.
func unglued(kind cordon.Kind, full string) []cordon.Name {
	between := false
	words := strings.Fields(full)
	before := strings.Join(words, " ")
	for i, w := range words {
		number := isNumber(w, false) && mayBeName(w) && !wallet.MatchString(w)
		words[i] = chunk.ReplaceAllStringFunc(w, func(w string) string {
			parts := lettersOf(w, number)
			between = between || len(parts) > 1
			return strings.Join(parts, " ")
		})
		if number && words[i] != w {
			apart := strings.FieldsFunc(words[i], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-/.", r) })
			words[i], between = strings.Join(apart, " "), between || len(apart) > 1
		}
	}
	switch text := strings.Join(words, " "); {
	case text == before:
		return nil
	case between && !name.Analyse(kind, text).OneWord():
		return []cordon.Name{{Full: text}}
	default:
		return []cordon.Name{{Full: text, Use: cordon.Piece}}
	}
}

// lettersOf are the runs of letters in a chunk. One with a single letter among digits
// ("G4S", "B2B") stays as it is, unless that letter is a syllable; in a number, one with
// more single letters than others, as codes have.
func lettersOf(w string, number bool) []string {
	parts := strings.FieldsFunc(w, func(r rune) bool { return unicode.In(r, unicode.Nd, unicode.No) })
	singles := 0
	for _, p := range parts {
		if single(p) {
			singles++
		}
	}
	switch {
	case number && len(parts) == 0:
		return nil
	case len(parts) == 0, !number && singles > 0, 2*singles > len(parts):
		return []string{w}
	}
	return parts
}

// single reports whether a text is one letter that is no syllable.
func single(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n == len(s) && !unicode.In(r, unicode.Han, unicode.Hangul)
}

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
