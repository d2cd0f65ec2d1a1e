package list

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"cordon"
)

// A property is one of an entry's, as short texts.
type property struct {
	name   string
	values func(*cordon.Entry) []string
}

// fields are the properties of an entry, each as short texts: what an amendment
// is told in, and what the fill rates of a Source are named after.
var fields = []property{
	{"kind", func(e *cordon.Entry) []string { return filled(string(e.Profile.Kind)) }},
	{"names", func(e *cordon.Entry) []string {
		return texts(e.Profile.Names, func(n cordon.Name) string {
			return marked(n.Full, string(n.Use), n.Weak, "weak")
		})
	}},
	{"identifiers", func(e *cordon.Entry) []string {
		return texts(e.Profile.Identifiers, func(i cordon.Identifier) string {
			return marked(strings.TrimSpace(string(i.Scheme)+" "+i.Value+" "+i.Country), i.Period.From.String()+".."+i.Period.To.String(), i.Invalid, "invalid")
		})
	}},
	{"births", func(e *cordon.Entry) []string { return jsons(e.Profile.Births) }},
	{"deaths", func(e *cordon.Entry) []string { return texts(e.Profile.Deaths, cordon.Date.String) }},
	{"founded", func(e *cordon.Entry) []string { return texts(e.Profile.Founded, cordon.Date.String) }},
	{"countries", func(e *cordon.Entry) []string {
		return texts(e.Profile.Countries, func(c cordon.CountryLink) string { return c.Role + " " + c.Country })
	}},
	{"addresses", func(e *cordon.Entry) []string {
		return texts(e.Profile.Addresses, func(a cordon.Address) string { return a.Full })
	}},
	{"positions", func(e *cordon.Entry) []string { return e.Profile.Positions }},
	{"contacts", func(e *cordon.Entry) []string {
		return texts(e.Profile.Contacts, func(c cordon.Contact) string { return c.Kind + " " + c.Value })
	}},
	{"gender", func(e *cordon.Entry) []string { return filled(e.Profile.Gender) }},
	{"craft", func(e *cordon.Entry) []string {
		if e.Profile.Craft == nil {
			return nil
		}
		return jsons([]cordon.Craft{*e.Profile.Craft})
	}},
	{"designations", func(e *cordon.Entry) []string {
		return texts(e.Designations, func(d cordon.Designation) string { return string(d.Programme) })
	}},
	{"designations.measures", each(func(d cordon.Designation) []string {
		return texts(d.Measures, func(m cordon.Measure) string { return string(m) })
	})},
	{"designations.listed", each(func(d cordon.Designation) []string { return filled(d.Listed.String()) })},
	{"designations.delisted", each(func(d cordon.Designation) []string { return filled(d.Delisted.String()) })},
	{"designations.amended", each(func(d cordon.Designation) []string { return texts(d.Amended, cordon.Date.String) })},
	{"designations.basis", each(func(d cordon.Designation) []string {
		return texts(d.Basis, func(b cordon.LegalBasis) string { return strings.TrimSpace(b.Instrument + " " + b.Paragraph) })
	})},
	{"designations.reason", each(func(d cordon.Designation) []string { return filled(d.Reason) })},
	{"relations", func(e *cordon.Entry) []string {
		return texts(e.Relations, func(r cordon.Relation) string {
			return marked(r.Role+" "+cmp.Or(string(r.Other), r.Name), r.Type, r.Former, "former")
		})
	}},
	{"remarks", func(e *cordon.Entry) []string { return filled(e.Remarks) }},
	{"url", func(e *cordon.Entry) []string { return filled(e.URL) }},
}

// fillers are what the fill rates of a Source are named after: the properties
// of an entry, and finer ones that a renamed element takes away while the
// coarse ones stay filled (a birth with only a place is a birth).
var fillers = append(fields[:len(fields):len(fields)], []property{
	{"births.dated", func(e *cordon.Entry) []string {
		var out []string
		for _, b := range e.Profile.Births {
			out = append(out, filled(b.Date.String())...)
		}
		return out
	}},
	{"births.place", func(e *cordon.Entry) []string {
		var out []string
		for _, b := range e.Profile.Births {
			out = append(out, filled(b.Place+b.Country)...)
		}
		return out
	}},
	{"names.script", func(e *cordon.Entry) []string {
		var out []string
		for _, n := range e.Profile.Names {
			if n.Script != "" && n.Script != "Latn" {
				out = append(out, n.Full)
			}
		}
		return out
	}},
	{"names.alias", func(e *cordon.Entry) []string {
		var out []string
		for _, n := range e.Profile.Names {
			if n.Use != cordon.Primary {
				out = append(out, n.Full)
			}
		}
		return out
	}},
}...)

// valuables are the fields whose values a publication must not lose much of: a
// party is found by them. Their names are those of the rule "lost:".
var valuables = []struct {
	name  string
	count func(*cordon.Entry) int
}{
	{"names", func(e *cordon.Entry) int { return len(e.Profile.Names) }},
	{"scripts", func(e *cordon.Entry) int { return count(e.Profile.Names, inOtherScript) }},
	{"identifiers", func(e *cordon.Entry) int { return len(e.Profile.Identifiers) }},
	{"births.dated", func(e *cordon.Entry) int { return count(e.Profile.Births, isDated) }},
	{"countries", func(e *cordon.Entry) int { return len(e.Profile.Countries) }},
	{"addresses", func(e *cordon.Entry) int { return len(e.Profile.Addresses) }},
	{"designations", func(e *cordon.Entry) int { return len(e.Designations) }},
	{"designations.listed", func(e *cordon.Entry) int { return count(e.Designations, isListed) }},
}

func inOtherScript(n cordon.Name) bool { return n.Script != "" && n.Script != "Latn" }
func isDated(b cordon.Birth) bool      { return !b.Date.IsZero() }
func isListed(d cordon.Designation) bool {
	return !d.Listed.IsZero()
}

func count[T any](vs []T, is func(T) bool) int {
	n := 0
	for _, v := range vs {
		if is(v) {
			n++
		}
	}
	return n
}

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
