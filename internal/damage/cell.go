package damage

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// OfName is Of for a name, in which question marks too stand for letters that an
// encoding lacks: several together, or one between two letters. One at the end of a
// word is a mark of doubt.
func OfName(text string) string {
	if why := Of(text); why != "" {
		return why
	}
	if questioned.MatchString(text) {
		return "letters were replaced by question marks before the file came here"
	}
	return ""
}

var questioned = regexp.MustCompile(`[?？]{2}|\pL[?？]\pL`)

// Empty reports whether a text is only what programs write where a value is missing or
// could not be computed: an error of a spreadsheet in any language ("#REF!", "#WERT!",
// "#ИМЯ?"), or the word of a programming language for nothing ("undefined undefined").
func Empty(text string) bool {
	words := cells(text)
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !Nothing(w) && !failed.MatchString(w) })
}

// Torn reports whether such a word, of those that are no names, stands beside others:
// "Anna undefined", "Weber #REF!".
func Torn(text string) bool {
	return slices.ContainsFunc(cells(text), func(w string) bool {
		return slices.Contains(surely, strings.Trim(w, ends)) || failed.MatchString(w)
	})
}

// Nothing reports whether a word is one for nothing, as programming languages write it:
// "Nan", "Nil" and "Null" are names.
func Nothing(word string) bool {
	word = strings.Trim(word, ends)
	return slices.Contains(surely, word) || slices.Contains([]string{"Undefined", "nan", "None", "nil", `\N`, "N/A", "n/a"}, word)
}

// cells are the words of a text, with "null" in place of printed objects.
func cells(text string) []string { return strings.Fields(object.ReplaceAllString(text, " null ")) }

const ends = `.,;:"'`

// surely are the words for nothing that are no names as they are written here.
var surely = []string{"null", "NULL", "undefined", "UNDEFINED", "NaN"}

// failed is an error as spreadsheets write it: Excel's and LibreOffice's.
var failed = regexp.MustCompile(`^(?:#[¡¿]?\p{Lu}[\p{Lu}\d/_]+[!?]|#(?:N/A|N/D|N/V|NV|ND|Н/Д|BRAK|I/T)|Err:5\d\d)$`)

// object is a value of a program that was printed instead of what it holds.
var object = regexp.MustCompile(`\[object [A-Z]\w*\]|System\.Object(?:\[\])?|<(?:null|nil|none|NULL|None)>|\((?:null|nil|NULL)\)`)

// Placeholder reports whether a text that stands where a name belongs is none: Empty,
// without a letter or a digit, or a word that says that there is none. Persons bear some
// of these words ("Na", "Nil"), so it is no proof.
func Placeholder(text string) bool {
	plain := strings.ToLower(strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
	return Empty(text) || plain == "" || slices.Contains(placeholders, plain)
}

var placeholders = []string{
	"na", "n a", "n.a", "nk", "n/k", "n/a", "nil", "nan", "null", "none", "no", "no name", "id", "x", "xx", "xxx", "0", "00", "unknown", "unk",
	"pending", "tbc", "tbd", "tba", "undefined", "not known", "not available", "not applicable",
}
