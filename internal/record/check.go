package record

import (
	"iter"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/damage"
)

// Checked wraps formats so that their entries are checked for what cannot be data:
// impossible dates, placeholders printed for a value, and damaged text. Such a
// value is reported with its record and field and, unless it is damaged text,
// removed from the entry.
func Checked(formats ...Format) []Format {
	for i := range formats {
		parse := formats[i].Parse
		formats[i].Parse = func(p *Publication, report func(cordon.Problem)) iter.Seq2[*cordon.Entry, error] {
			return func(yield func(*cordon.Entry, error) bool) {
				for e, err := range parse(p, report) {
					if err == nil {
						c := checker{e: e, day: p.Published, report: report}
						if len(p.Files) > 0 {
							c.file = p.Files[0].Name
						}
						named := len(e.Profile.Names) > 0
						if c.check(); named && len(e.Profile.Names) == 0 {
							c.problem("names", "", "no name is left: the record was not read")
							continue
						}
					}
					if !yield(e, err) {
						return
					}
				}
			}
		}
	}
	return formats
}

// A checker checks one entry of a publication of that day.
type checker struct {
	e      *cordon.Entry
	day    cordon.Date // zero: not known, nothing is too late
	file   string
	report func(cordon.Problem)
}

func (c *checker) check() {
	p := &c.e.Profile
	p.Births = c.births(p.Births)
	p.Deaths = slices.DeleteFunc(p.Deaths, func(d cordon.Date) bool { return c.outside("deaths", d, cordon.Date{}, birthSpan) })
	p.Founded = slices.DeleteFunc(p.Founded, func(d cordon.Date) bool { return c.outside("founded", d, cordon.Date{}, foundingSpan) })
	p.Identifiers = c.identifiers(p.Identifiers)
	for i := range p.Names {
		c.words(&p.Names[i])
	}
	p.Names = slices.DeleteFunc(p.Names, c.name)
	for i := range c.e.Designations {
		c.designation(&c.e.Designations[i])
	}
	c.damaged()
}

func (c *checker) problem(field, value, reason string) {
	c.report(cordon.Problem{File: c.file, Record: c.e.Ref, Field: field, Value: Clip(value), Reason: reason})
}

// births removes impossible dates from births, and drops births that are then
// empty.
func (c *checker) births(births []cordon.Birth) []cordon.Birth {
	for i := range births {
		b := &births[i]
		s := birthSpan
		if b.Calendar != "" {
			s = hijriSpan
		}
		if c.outside("births", b.Date, b.To, s) {
			b.Date, b.To, b.Calendar = cordon.Date{}, cordon.Date{}, ""
		}
	}
	return slices.DeleteFunc(births, func(b cordon.Birth) bool { return b == (cordon.Birth{}) })
}

// outside reports a date or a range that is not within a span.
func (c *checker) outside(field string, from, to cordon.Date, s span) bool {
	reason := s.judge(from, to, c.day)
	if reason == "" {
		return false
	}
	value := from.String()
	if !to.IsZero() {
		value += " to " + to.String()
	}
	c.problem(field, value, reason)
	return true
}

// identifiers drops placeholders, and removes impossible dates from the others.
func (c *checker) identifiers(ids []cordon.Identifier) []cordon.Identifier {
	ids = slices.DeleteFunc(ids, func(id cordon.Identifier) bool {
		if !placeholder(id.Value) {
			return false
		}
		c.problem("identifiers", strings.TrimSpace(string(id.Scheme)+" "+id.Value), "a placeholder, not a number; not taken")
		return true
	})
	for i := range ids {
		p := &ids[i].Period
		if c.outside("identifiers", p.From, cordon.Date{}, issueSpan) {
			p.From = cordon.Date{}
		}
		if c.outside("identifiers", p.To, cordon.Date{}, expirySpan) {
			p.To = cordon.Date{}
		}
	}
	return ids
}

// designation removes impossible dates from a designation: those before its
// authority could list anybody and those after the publication.
func (c *checker) designation(d *cordon.Designation) {
	s := listingSpan(d.Authority)
	if c.outside("designations.listed", d.Listed, cordon.Date{}, s) {
		d.Listed, d.DateKind = cordon.Date{}, cordon.UnknownDate
	}
	if c.outside("designations.announced", d.Announced, cordon.Date{}, s) {
		d.Announced = cordon.Date{}
	}
	d.Amended = slices.DeleteFunc(d.Amended, func(day cordon.Date) bool {
		return c.outside("designations.amended", day, cordon.Date{}, s)
	})
}

// name reports whether an alias is a placeholder. The primary name is kept: a
// record without one is refused.
func (c *checker) name(n cordon.Name) bool {
	if n.Use == cordon.Primary || !wordless(n.Full) {
		return false
	}
	c.problem("names", n.Full, "a placeholder, not a name; not taken")
	return true
}

// words takes placeholders out of the words of a person's name. Those that may be names
// are only reported, and so is a primary name that is nothing else.
func (c *checker) words(n *cordon.Name) {
	if c.e.Profile.Kind != cordon.Person {
		return
	}
	words := strings.Fields(n.Full)
	found := len(words) > 0 && slices.ContainsFunc(words, ambiguousWord)
	kept := make([]string, 0, len(words))
	for i, w := range words {
		if noWord(w) || (i == 0 || i == len(words)-1) && strings.Trim(w, "-,") == "" {
			found = true
			continue
		}
		kept = append(kept, w)
	}
	switch {
	case !found, len(kept) == 0 && n.Use != cordon.Primary: // name reports the latter
		return
	case len(kept) < len(words) && len(kept) > 0:
		c.problem("names", n.Full, "a word of the name is a placeholder; not taken")
		n.Full = strings.TrimRight(strings.Join(kept, " "), ",")
		n.Parts = slices.DeleteFunc(slices.Clone(n.Parts), func(p cordon.NamePart) bool {
			return noWord(p.Text) || strings.Trim(p.Text, "-") == ""
		})
	default:
		c.problem("names", n.Full, "the name has a word that is often a placeholder")
	}
}

// damaged reports texts that cannot be what the publisher wrote, once a field.
func (c *checker) damaged() {
	told := map[string]bool{}
	for field, text := range c.texts() {
		if told[field] {
			continue
		}
		of := damage.Of
		if field == "names" {
			of = damage.OfName
		}
		if why := of(text); why != "" {
			told[field] = true
			c.report(cordon.Problem{
				File: c.file, Record: c.e.Ref, Field: field, Value: Clip(text), Kind: cordon.DamagedData, Reason: why,
			})
		}
	}
}

// texts are the texts of the entry in which damage matters.
func (c *checker) texts() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		p := &c.e.Profile
		var all [][2]string
		add := func(field string, texts ...string) {
			for _, s := range texts {
				all = append(all, [2]string{field, s})
			}
		}
		for _, n := range p.Names {
			add("names", n.Full, n.Remarks)
		}
		for _, i := range p.Identifiers {
			add("identifiers", i.Value, i.Issuer, i.Remarks)
		}
		for _, b := range p.Births {
			add("births", b.Place, b.Country)
		}
		for _, a := range p.Addresses {
			add("addresses", a.Full, a.Remarks)
		}
		add("positions", p.Positions...)
		for _, d := range c.e.Designations {
			add("designations", string(d.Programme), d.Reason)
		}
		for _, r := range c.e.Relations {
			add("relations", r.Name)
		}
		add("remarks", c.e.Remarks)
		for _, a := range all {
			if !yield(a[0], a[1]) {
				return
			}
		}
	}
}
