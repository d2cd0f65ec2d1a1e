package us

import (
	"fmt"
	"slices"

	"cordon"
)

// facts are the fields of an entry that the CSV can express: no listing dates or
// legal bases, no other scripts, ties without their kind, names without parts. Two
// formats of one publication must agree on them.
func facts(e *cordon.Entry) map[string][]string {
	m := map[string][]string{}
	add := func(field string, v ...any) { m[field] = append(m[field], fmt.Sprintf("%q", v)) }
	p := e.Profile
	add("kind", p.Kind, p.Gender)
	for _, n := range p.Names {
		if n.Script == "" || n.Script == "Latn" {
			add("names", n.Full, n.Use, n.Weak, n.Remarks)
		}
	}
	for _, id := range p.Identifiers {
		add("identifiers", id.Scheme, id.Type, id.Value, id.Country, id.Period.From.String(), id.Period.To.String(), id.Invalid)
	}
	for _, b := range p.Births {
		add("births", b.Date.String(), b.To.String(), b.Place, b.Country)
	}
	for _, d := range p.Founded {
		add("founded", d.String())
	}
	for _, c := range p.Countries {
		add("countries", c.Country, c.Role)
	}
	for _, a := range p.Addresses {
		add("addresses", a.Full)
		add("address parts", a.Street, a.City, a.Region, a.PostalCode, a.Country)
	}
	for _, s := range p.Positions {
		add("positions", s)
	}
	for _, c := range p.Contacts {
		add("contacts", c.Kind, c.Value)
	}
	if p.Craft != nil {
		add("craft", fmt.Sprintf("%+v", *p.Craft))
	}
	for _, d := range e.Designations {
		add("programmes", d.Programme)
		for _, me := range d.Measures {
			add("measures", d.Programme, me)
		}
	}
	for _, r := range e.Relations {
		add("relations", r.Name, r.Other)
	}
	for _, s := range splitRemarks(e.Remarks) {
		add("remarks", s)
	}
	for _, v := range m {
		slices.Sort(v)
	}
	return m
}
