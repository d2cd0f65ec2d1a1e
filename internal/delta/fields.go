// Package delta finds what differs between two versions of a list's entry, and
// tells the versions of an entry as a history. It is pure.
package delta

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"cordon"
)

// A Field is a field of an entry, or of its designations, that an amendment names.
type Field struct {
	Name   string                       // "designations.measures"
	Label  string                       // for people: "measures"
	Values func(*cordon.Entry) []string // as short texts, in the order of the entry
}

// Fields are all fields of an entry. Whatever names a field has its name from here.
var Fields = []Field{
	{"kind", "kind", func(e *cordon.Entry) []string { return filled(string(e.Profile.Kind)) }},
	{"names", "names", func(e *cordon.Entry) []string {
		return texts(e.Profile.Names, func(n cordon.Name) string { return marked(n.Full, string(n.Use), n.Weak, "weak") })
	}},
	{"identifiers", "identifiers", func(e *cordon.Entry) []string {
		return texts(e.Profile.Identifiers, func(i cordon.Identifier) string {
			period := i.Period.From.String() + ".." + i.Period.To.String()
			return marked(strings.TrimSpace(string(i.Scheme)+" "+i.Value+" "+i.Country), period, i.Invalid, "invalid")
		})
	}},
	{"births", "births", func(e *cordon.Entry) []string { return texts(e.Profile.Births, birth) }},
	{"deaths", "deaths", func(e *cordon.Entry) []string { return texts(e.Profile.Deaths, cordon.Date.String) }},
	{"founded", "founded", func(e *cordon.Entry) []string { return texts(e.Profile.Founded, cordon.Date.String) }},
	{"countries", "countries", func(e *cordon.Entry) []string {
		return texts(e.Profile.Countries, func(c cordon.CountryLink) string { return c.Role + " " + c.Country })
	}},
	{"addresses", "addresses", func(e *cordon.Entry) []string {
		return texts(e.Profile.Addresses, func(a cordon.Address) string { return a.Full })
	}},
	{"positions", "positions", func(e *cordon.Entry) []string { return e.Profile.Positions }},
	{"contacts", "contacts", func(e *cordon.Entry) []string {
		return texts(e.Profile.Contacts, func(c cordon.Contact) string { return c.Kind + " " + c.Value })
	}},
	{"gender", "gender", func(e *cordon.Entry) []string { return filled(e.Profile.Gender) }},
	{"craft", "craft", func(e *cordon.Entry) []string { return craft(e.Profile.Craft) }},
	{"designations", "programmes", func(e *cordon.Entry) []string {
		return texts(e.Designations, func(d cordon.Designation) string { return string(d.Programme) })
	}},
	{"designations.measures", "measures", each(func(d cordon.Designation) []string {
		return texts(d.Measures, func(m cordon.Measure) string { return string(m) })
	})},
	{"designations.listed", "day listed", each(func(d cordon.Designation) []string { return filled(d.Listed.String()) })},
	{"designations.delisted", "day delisted", each(func(d cordon.Designation) []string { return filled(d.Delisted.String()) })},
	{"designations.amended", "days amended", each(func(d cordon.Designation) []string { return texts(d.Amended, cordon.Date.String) })},
	{"designations.basis", "legal basis", each(func(d cordon.Designation) []string {
		return texts(d.Basis, func(b cordon.LegalBasis) string { return strings.TrimSpace(b.Instrument + " " + b.Paragraph) })
	})},
	{"designations.reason", "reason", each(func(d cordon.Designation) []string { return filled(d.Reason) })},
	{"relations", "relations", func(e *cordon.Entry) []string {
		return texts(e.Relations, func(r cordon.Relation) string {
			return marked(r.Role+" "+cmp.Or(string(r.Other), r.Name), r.Type, r.Former, "former")
		})
	}},
	{"remarks", "remarks", func(e *cordon.Entry) []string { return filled(e.Remarks) }},
	{"url", "link", func(e *cordon.Entry) []string { return filled(e.URL) }},
}

// Details names what no field shows: an order, a script, the parts of a name.
const Details = "details"

// Label is what a field is called for people.
func Label(name string) string {
	if i := slices.IndexFunc(Fields, func(f Field) bool { return f.Name == name }); i >= 0 {
		return Fields[i].Label
	}
	return name
}

// Between are the fields in which two versions of an entry differ, each with the
// values that the later one no longer has and those that it has in addition. Two
// versions that differ in none of them differ in Details.
func Between(was, is *cordon.Entry) []cordon.FieldChange {
	var out []cordon.FieldChange
	for _, f := range Fields {
		old, now := f.Values(was), f.Values(is)
		if c := (cordon.FieldChange{Field: f.Name, Added: without(now, old), Removed: without(old, now)}); len(c.Added)+len(c.Removed) > 0 {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		out = []cordon.FieldChange{{Field: Details}}
	}
	return out
}

// without are the values of a that b lacks.
func without(a, b []string) []string {
	var out []string
	for _, v := range a {
		if !slices.Contains(b, v) {
			out = append(out, v)
		}
	}
	return out
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

// birth is a day or a range, the place and its country, and a calendar that is not ours.
func birth(b cordon.Birth) string {
	day := b.Date.String()
	if !b.To.IsZero() {
		day += " to " + b.To.String()
	}
	return marked(spaced(day, spaced(b.Place, b.Country)), b.Calendar, false, "")
}

// craft are the properties of a ship or an aircraft, each a value of its own.
func craft(c *cordon.Craft) []string {
	if c == nil {
		return nil
	}
	var out []string
	for _, p := range []struct{ what, value string }{
		{"type", c.Type},
		{"flag", c.Flag},
		{"owner", c.Owner},
		{"operator", c.Operator},
		{"past owner", c.PastOwner},
		{"tonnage", c.Tonnage},
		{"gross tonnage", c.GrossTonnage},
		{"length", c.Length},
		{"built", c.Built},
		{"model", c.Model},
	} {
		if p.value != "" {
			out = append(out, p.what+" "+p.value)
		}
	}
	return append(out, texts(c.PastFlags, func(f string) string { return "past flag " + f })...)
}

func spaced(a, b string) string { return strings.TrimSpace(fmt.Sprintf("%s %s", a, b)) }

// each are the values of all designations, with their programme where there are several.
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
