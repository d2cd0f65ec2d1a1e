package list

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"cordon"
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

// fields are all fields of an entry. An amendment and the rules "fill:" and
// "lost:" use their names.
var fields = []field{
	{"kind", reported, func(e *cordon.Entry) []string { return filled(string(e.Profile.Kind)) }},
	{"names", reported | guarded, func(e *cordon.Entry) []string {
		return texts(e.Profile.Names, func(n cordon.Name) string {
			return marked(n.Full, string(n.Use), n.Weak, "weak")
		})
	}},
	{"identifiers", reported | guarded, func(e *cordon.Entry) []string {
		return texts(e.Profile.Identifiers, func(i cordon.Identifier) string {
			period := i.Period.From.String() + ".." + i.Period.To.String()
			return marked(strings.TrimSpace(string(i.Scheme)+" "+i.Value+" "+i.Country), period, i.Invalid, "invalid")
		})
	}},
	{"births", reported, func(e *cordon.Entry) []string { return jsons(e.Profile.Births) }},
	{"deaths", reported, func(e *cordon.Entry) []string { return texts(e.Profile.Deaths, cordon.Date.String) }},
	{"founded", reported, func(e *cordon.Entry) []string { return texts(e.Profile.Founded, cordon.Date.String) }},
	{"countries", reported | guarded, func(e *cordon.Entry) []string {
		return texts(e.Profile.Countries, func(c cordon.CountryLink) string { return c.Role + " " + c.Country })
	}},
	{"addresses", reported | guarded, func(e *cordon.Entry) []string {
		return texts(e.Profile.Addresses, func(a cordon.Address) string { return a.Full })
	}},
	{"positions", reported, func(e *cordon.Entry) []string { return e.Profile.Positions }},
	{"contacts", reported, func(e *cordon.Entry) []string {
		return texts(e.Profile.Contacts, func(c cordon.Contact) string { return c.Kind + " " + c.Value })
	}},
	{"gender", reported, func(e *cordon.Entry) []string { return filled(e.Profile.Gender) }},
	{"craft", reported, func(e *cordon.Entry) []string {
		if e.Profile.Craft == nil {
			return nil
		}
		return jsons([]cordon.Craft{*e.Profile.Craft})
	}},
	{"designations", reported | guarded, func(e *cordon.Entry) []string {
		return texts(e.Designations, func(d cordon.Designation) string { return string(d.Programme) })
	}},
	{"designations.measures", reported, each(func(d cordon.Designation) []string {
		return texts(d.Measures, func(m cordon.Measure) string { return string(m) })
	})},
	{"designations.listed", reported | guarded, each(func(d cordon.Designation) []string { return filled(d.Listed.String()) })},
	{"designations.delisted", reported, each(func(d cordon.Designation) []string { return filled(d.Delisted.String()) })},
	{"designations.amended", reported, each(func(d cordon.Designation) []string { return texts(d.Amended, cordon.Date.String) })},
	{"designations.basis", reported, each(func(d cordon.Designation) []string {
		return texts(d.Basis, func(b cordon.LegalBasis) string { return strings.TrimSpace(b.Instrument + " " + b.Paragraph) })
	})},
	{"designations.reason", reported, each(func(d cordon.Designation) []string { return filled(d.Reason) })},
	{"relations", reported, func(e *cordon.Entry) []string {
		return texts(e.Relations, func(r cordon.Relation) string {
			return marked(r.Role+" "+cmp.Or(string(r.Other), r.Name), r.Type, r.Former, "former")
		})
	}},
	{"remarks", reported, func(e *cordon.Entry) []string { return filled(e.Remarks) }},
	{"url", reported, func(e *cordon.Entry) []string { return filled(e.URL) }},
	// Parts of fields above, which a renamed element takes away while the field
	// stays filled: a birth with only a place is a birth.
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

func filled(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func texts[T any](vs []T, text func(T) string) []string {
	var out []string
	for _, v := range vs {
		out = append(out, text(v))
	}
	return out
}

// marked adds what is worth saying of a value in brackets.
func marked(s, note string, flag bool, word string) string {
	note = strings.Trim(note, ".")
	if flag {
		note = strings.TrimLeft(note+", "+word, ", ")
	}
	if note == "" {
		return s
	}
	return s + " (" + note + ")"
}

func jsons[T any](vs []T) []string {
	return texts(vs, func(v T) string {
		b, err := json.Marshal(v)
		if err != nil {
			return fmt.Sprint(v) // unreachable: only text, numbers and dates
		}
		return string(b)
	})
}

func each(values func(cordon.Designation) []string) func(*cordon.Entry) []string {
	return func(e *cordon.Entry) []string {
		var out []string
		for _, d := range e.Designations {
			for _, v := range values(d) {
				if len(e.Designations) > 1 {
					v = string(d.Programme) + ": " + v
				}
				out = append(out, v)
			}
		}
		return out
	}
}

// filledOf are the texts of the values that have one.
func filledOf[T any](vs []T, text func(T) string) []string {
	return slices.DeleteFunc(texts(vs, text), func(s string) bool { return s == "" })
}
