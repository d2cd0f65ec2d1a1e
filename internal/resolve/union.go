package resolve

import (
	"slices"
	"strings"

	"cordon"
)

// Union is the profile of a party: what all its entries say, each value once.
// The first entry's primary name comes first. Entries that are off their list
// are ignored as long as one is on it.
func Union(entries []*cordon.Entry) cordon.Profile {
	var p cordon.Profile
	current := slices.ContainsFunc(entries, func(e *cordon.Entry) bool { return e.Until == "" })
	for _, e := range entries {
		if current && e.Until != "" {
			continue
		}
		add(&p, &e.Profile)
	}
	if i := slices.IndexFunc(p.Names, func(n cordon.Name) bool { return n.Use == cordon.Primary }); i > 0 {
		n := p.Names[i]
		p.Names = slices.Insert(slices.Delete(p.Names, i, i+1), 0, n)
	}
	return p
}

func add(p, q *cordon.Profile) {
	if p.Kind == cordon.UnknownKind {
		p.Kind = q.Kind
	}
	for _, n := range q.Names {
		addName(p, n)
	}
	for _, id := range q.Identifiers {
		addIdentifier(p, id)
	}
	p.Births = each(p.Births, q.Births)
	p.Deaths = each(p.Deaths, q.Deaths)
	p.Founded = each(p.Founded, q.Founded)
	p.Countries = each(p.Countries, q.Countries)
	for _, a := range q.Addresses {
		same := func(b cordon.Address) bool { return strings.EqualFold(a.Full, b.Full) }
		if !slices.ContainsFunc(p.Addresses, same) {
			p.Addresses = append(p.Addresses, a)
		}
	}
	p.Positions = each(p.Positions, q.Positions)
	p.Contacts = each(p.Contacts, q.Contacts)
	if p.Gender == "" {
		p.Gender = q.Gender
	}
	addCraft(p, q.Craft)
}

// each appends what b has and a has not.
func each[T comparable](a, b []T) []T {
	for _, v := range b {
		if !slices.Contains(a, v) {
			a = append(a, v)
		}
	}
	return a
}

// addName adds a name unless it is there in the same letters but for their
// case. A name that one list calls weak and another does not is not weak, and
// it is as primary as the better of the two says.
func addName(p *cordon.Profile, n cordon.Name) {
	for i := range p.Names {
		m := &p.Names[i]
		if !strings.EqualFold(m.Full, n.Full) {
			continue
		}
		m.Weak = m.Weak && n.Weak
		if n.Use == cordon.Primary {
			m.Use = cordon.Primary
		}
		if len(m.Parts) == 0 {
			m.Parts = n.Parts
		}
		if m.Script == "" {
			m.Script = n.Script
		}
		return
	}
	n.Parts = slices.Clone(n.Parts)
	p.Names = append(p.Names, n)
}

func addIdentifier(p *cordon.Profile, id cordon.Identifier) {
	for i := range p.Identifiers {
		m := &p.Identifiers[i]
		if m.Scheme != id.Scheme || bare(m.Value) != bare(id.Value) || m.Country != "" && id.Country != "" && m.Country != id.Country {
			continue
		}
		if m.Country == "" {
			m.Country = id.Country
		}
		if m.Period.IsZero() {
			m.Period = id.Period
		}
		m.Invalid = m.Invalid && id.Invalid
		return
	}
	p.Identifiers = append(p.Identifiers, id)
}

func addCraft(p *cordon.Profile, c *cordon.Craft) {
	if c == nil {
		return
	}
	if p.Craft == nil {
		p.Craft = &cordon.Craft{}
	}
	for _, f := range []struct{ to, from *string }{
		{&p.Craft.Type, &c.Type},
		{&p.Craft.Flag, &c.Flag},
		{&p.Craft.Owner, &c.Owner},
		{&p.Craft.Operator, &c.Operator},
		{&p.Craft.PastOwner, &c.PastOwner},
		{&p.Craft.Tonnage, &c.Tonnage},
		{&p.Craft.GrossTonnage, &c.GrossTonnage},
		{&p.Craft.Length, &c.Length},
		{&p.Craft.Built, &c.Built},
		{&p.Craft.Model, &c.Model},
	} {
		if *f.to == "" {
			*f.to = *f.from
		}
	}
	p.Craft.PastFlags = each(p.Craft.PastFlags, c.PastFlags)
}
