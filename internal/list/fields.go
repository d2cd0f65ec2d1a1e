package list

import (
	"slices"
	"strings"
	"unicode"

	"cordon"
	"cordon/internal/delta"
)

// A field is a field of an entry, or a part of one.
type field struct {
	name   string
	use    use
	values func(*cordon.Entry) []string // as short texts
}

// A use is what a field serves for, besides the fill rates of a Source, which
// may name any field.
type use uint8

const (
	reported use = 1 << iota // an amendment names it, with the values added and removed
	guarded                  // a party is found by it: rule "lost:" limits how many values may go
)

// fields are all fields of an entry (delta.Fields) and parts of them. An amendment
// and the rules "fill:" and "lost:" use their names.
var fields = append(wholeFields(), partFields...)

// guardedFields are the fields by which a party is found.
var guardedFields = []string{"names", "identifiers", "countries", "addresses", "designations", "designations.listed"}

func wholeFields() []field {
	var out []field
	for _, f := range delta.Fields {
		use := reported
		if slices.Contains(guardedFields, f.Name) {
			use |= guarded
		}
		out = append(out, field{f.Name, use, f.Values})
	}
	return out
}

// partFields are parts of fields, which a renamed element takes away while the
// field stays filled: a birth with only a place is a birth.
var partFields = []field{
	{"births.dated", guarded, func(e *cordon.Entry) []string {
		return filledOf(e.Profile.Births, func(b cordon.Birth) string { return b.Date.String() })
	}},
	{"births.place", 0, func(e *cordon.Entry) []string {
		return filledOf(e.Profile.Births, func(b cordon.Birth) string { return b.Place + b.Country })
	}},
	{"names.script", guarded, func(e *cordon.Entry) []string {
		return filledOf(e.Profile.Names, func(n cordon.Name) string {
			if n.Script == "" || n.Script == "Latn" {
				return ""
			}
			return n.Full
		})
	}},
	{"names.alias", 0, func(e *cordon.Entry) []string {
		return filledOf(e.Profile.Names, func(n cordon.Name) string {
			if n.Use == cordon.Primary {
				return ""
			}
			return n.Full
		})
	}},
}

// Fill rates of the names of persons: their share of the persons, not of all entries.
// An element or column of a part of the name that was emptied leaves a name in place.
const (
	twoWords   = "names.two-words"
	threeWords = "names.three-words"
)

// personWords are the least words of a primary name that these rates count.
var personWords = map[string]int{twoWords: 2, threeWords: 3}

// wordsOf are the words of names, each once, in lower case.
func wordsOf(names []cordon.Name) map[string]bool {
	out := map[string]bool{}
	for _, n := range names {
		for w := range strings.FieldsFuncSeq(strings.ToLower(n.Full), notOfWord) {
			out[w] = true
		}
	}
	return out
}

func notOfWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) }

func primary(n cordon.Name) bool { return n.Use == cordon.Primary }

func texts[T any](vs []T, text func(T) string) []string {
	var out []string
	for _, v := range vs {
		out = append(out, text(v))
	}
	return out
}

// filledOf are the texts of the values that have one.
func filledOf[T any](vs []T, text func(T) string) []string {
	return slices.DeleteFunc(texts(vs, text), func(s string) bool { return s == "" })
}
