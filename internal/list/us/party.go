package us

import (
	"regexp"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// A fact is one labelled value, as far as its format takes it apart.
type fact struct {
	text    string // as published
	raw     string // the whole item with its label, for the remarks
	country string // as published
	issuer  string
	period  cordon.Period
	date    *cordon.Date // when the format gives dates as dates
	to      cordon.Date
	invalid bool // the publisher says that it is false
	remarks string
}

// A party is one record while it is read.
type party struct {
	entry    cordon.Entry
	kept     []string // remarks that no field holds
	dates    []cordon.Birth
	places   []cordon.Birth
	measures []measure
	net      *network             // the other parties of the file
	report   func(cordon.Problem) // gives file and line to a problem
	taken    int                  // remarks taken apart
	loose    int                  // remarks that no label fits
}

// A measure hangs on the designations whose tag has the key in it, or on all.
type measure struct {
	name cordon.Measure
	key  string
	date cordon.Date // listing date, when the remarks give one
}

func newParty(list cordon.ListID, ref string, report func(cordon.Problem)) *party {
	return &party{report: report, entry: cordon.Entry{
		ID: cordon.EntryID(string(list) + "/" + ref), List: list, Ref: ref, URL: page + ref,
	}}
}

func (p *party) problem(field, value, reason string) {
	p.report(cordon.Problem{Record: p.entry.Ref, Field: field, Value: record.Clip(value), Reason: reason})
}

// kinds are the types of party as the four formats write them.
var kinds = map[string]cordon.Kind{
	"individual": cordon.Person, "entity": cordon.Organization, "": cordon.Organization,
	"vessel": cordon.Vessel, "aircraft": cordon.Aircraft,
}

func (p *party) setKind(s string) {
	kind, ok := kinds[strings.ToLower(s)]
	if !ok {
		p.problem("type", s, "not a type of party that this reader knows")
	}
	p.entry.Profile.Kind = kind
}

func (p *party) craft() *cordon.Craft {
	if p.entry.Profile.Craft == nil {
		p.entry.Profile.Craft = &cordon.Craft{}
	}
	return p.entry.Profile.Craft
}

// addName adds a name as OFAC prints it: of persons "FAMILY, Given", and the
// comma is the only thing that tells the two parts apart.
func (p *party) addName(full string, use cordon.NameUse, weak bool, remarks string) {
	full = strings.Join(strings.Fields(full), " ")
	if full == "" {
		return
	}
	n := cordon.Name{Full: full, Use: use, Weak: weak, Remarks: remarks}
	if family, given, ok := strings.Cut(full, ", "); ok && p.entry.Profile.Kind == cordon.Person {
		n.Parts = []cordon.NamePart{{Role: "family", Text: family}, {Role: "given", Text: given}}
	}
	p.entry.Profile.Names = append(p.entry.Profile.Names, n)
}

// setPrograms makes one designation of each tag.
func (p *party) setPrograms(tags []string) {
	for _, tag := range tags {
		tag = strings.Trim(strings.TrimSpace(tag), "[]")
		if tag == "" || slices.ContainsFunc(p.entry.Designations, func(d cordon.Designation) bool { return d.Programme.Code() == tag }) {
			continue
		}
		p.entry.Designations = append(p.entry.Designations, cordon.Designation{
			Authority: "us", Programme: cordon.ProgrammeID("us/" + tag), DateKind: cordon.UnknownDate,
		})
	}
	if len(p.entry.Designations) == 0 {
		p.problem("program", "", "a party without a programme")
	}
}

// add puts one fact where its label says.
func (p *party) add(it item, f fact) {
	if f.text == "" && f.date == nil {
		return
	}
	if f.invalid && it.field != document && it.field != code && it.field != wallet {
		p.keep(it, f) // OFAC says that it is not so: only an identifier can carry that
		return
	}
	pr := &p.entry.Profile
	switch it.field {
	case birthDate:
		p.addBirth(it, f)
	case birthPlace:
		p.places = append(p.places, cordon.Birth{Place: f.text, Country: placeCountry(f.text)})
	case nationality, citizenship, registered:
		p.addCountry(map[field]string{nationality: "nationality", citizenship: "citizenship", registered: "registration"}[it.field], f.text)
	case gender:
		p.setGender(f.text)
	case position:
		for _, s := range strings.Split(f.text, "; ") {
			pr.Positions = appendNew(pr.Positions, strings.TrimSpace(s))
		}
	case founded:
		p.addFounded(it, f)
	case document, code, wallet:
		p.addIdentifier(it, f)
	case phone, email, website, fax:
		kind := map[field]string{phone: "phone", email: "email", website: "website", fax: "fax"}[it.field]
		pr.Contacts = appendNew(pr.Contacts, cordon.Contact{Kind: kind, Value: f.text})
		if f.remarks != "" {
			p.keep(it, f)
		}
	case linkedTo:
		r := cordon.Relation{Role: "linked-to", Name: f.text, Type: it.label, Other: p.net.named(f.text)}
		if other := p.net.named(f.text + "."); r.Other == "" && other != "" {
			r.Name, r.Other = f.text+".", other // the full stop was the name's, not the remarks'
		}
		p.entry.Relations = appendNew(p.entry.Relations, r)
	case weakAlias, weakFormer:
		p.addWeak(it, f)
	case risk, directive, listingDate:
		p.addMeasure(it, f)
	case note, comment, otherType, address:
		p.keep(it, f)
	default:
		p.addCraft(it, f)
	}
}

func (p *party) addCraft(it item, f fact) {
	c := p.craft()
	set := func(s *string) {
		if *s == "" {
			*s = f.text
		} else if *s != f.text {
			p.keep(it, f)
		}
	}
	switch it.field {
	case vesselType:
		set(&c.Type)
	case owner:
		set(&c.Owner)
	case operator:
		set(&c.Operator)
	case tonnage:
		set(&c.Tonnage)
	case grossTonnage:
		set(&c.GrossTonnage)
	case built:
		set(&c.Built)
	case model:
		set(&c.Model)
	case shipFlag:
		p.addCountry("flag", f.text)
		if c.Flag == "" {
			c.Flag = land(f.text)
		}
	case pastFlag:
		p.addCountry("former-flag", f.text)
		c.PastFlags = appendNew(c.PastFlags, land(f.text))
	}
}

// keep leaves a fact that no field holds in the remarks, under its label.
func (p *party) keep(it item, f fact) {
	s := f.raw
	if s == "" {
		s = strings.TrimSpace(it.label + " " + f.text)
	}
	if f.remarks != "" {
		s += " (" + strings.Trim(f.remarks, "()") + ")"
	}
	if f.invalid {
		s += " (false)"
	}
	p.kept = append(p.kept, s)
}

func (p *party) addCountry(role, name string) {
	link := cordon.CountryLink{Country: land(name), Role: role}
	if link.Country == "" {
		return // "None Identified", "undetermined"
	}
	p.entry.Profile.Countries = appendNew(p.entry.Profile.Countries, link)
}

func (p *party) setGender(s string) {
	switch g := strings.ToLower(s); g {
	case "male", "female":
		p.entry.Profile.Gender = g
	default:
		p.problem("Gender", s, "neither male nor female")
		p.kept = append(p.kept, "Gender: "+s)
	}
}

// span is the fact's date or range; what cannot be read stays in the remarks.
func (p *party) span(it item, f fact) (from, to cordon.Date, ok bool) {
	if f.date != nil {
		return *f.date, f.to, true
	}
	from, to, err := record.Dates(f.text)
	if err != nil {
		p.problem(it.label, f.text, "not a date")
		p.keep(it, f)
		return from, to, false
	}
	if !to.IsZero() {
		from, to = period(from, to, from.Circa || to.Circa)
	}
	return from, to, true
}

// addFounded takes the first day of a range, and leaves the range in the remarks.
func (p *party) addFounded(it item, f fact) {
	from, to, ok := p.span(it, f)
	if !ok {
		return
	}
	p.entry.Profile.Founded = appendNew(p.entry.Profile.Founded, from)
	if !to.IsZero() || f.remarks != "" {
		p.keep(it, f)
	}
}

func (p *party) addBirth(it item, f fact) {
	if from, to, ok := p.span(it, f); ok {
		p.dates = append(p.dates, cordon.Birth{Date: from, To: to})
		if f.remarks != "" {
			p.keep(it, f)
		}
	}
}

func (p *party) addIdentifier(it item, f fact) {
	id := cordon.Identifier{
		Value: f.text, Country: land(f.country), Issuer: f.issuer,
		Period: f.period, Invalid: f.invalid, Remarks: f.remarks,
	}
	if it.field == wallet {
		ticker, addr, ok := strings.Cut(f.text, " ")
		if !ok || !tickerForm.MatchString(ticker) {
			p.problem(it.label, f.text, "no ticker before the address")
			p.keep(it, f)
			return
		}
		id.Scheme, id.Type, id.Value = it.scheme, ticker, strings.TrimSpace(addr)
	} else {
		id = scheme(it, p.entry.Profile.Kind, id)
	}
	if (id.Scheme == cordon.IMOShip && !record.IMOShip(id.Value)) || (id.Scheme == cordon.IMOCompany && !record.IMOCompany(id.Value)) {
		p.problem(it.label, f.text, "the check digit of the IMO number is wrong")
	}
	p.entry.Profile.Identifiers = appendNew(p.entry.Profile.Identifiers, id)
}

var tickerForm = regexp.MustCompile(`^[A-Z0-9]{2,8}$`)

// addWeak reads the weak aliases of the CSV: a.k.a. 'X'.
func (p *party) addWeak(it item, f fact) {
	text := f.text
	if len(text) > 1 && text[0] == '\'' && text[len(text)-1] == '\'' {
		text = text[1 : len(text)-1]
	}
	use, remarks := cordon.Alias, ""
	if it.field == weakFormer {
		use = cordon.Former
	} else if it.label == "n.k.a." {
		remarks = "n.k.a."
	}
	p.addName(text, use, true, remarks)
}

// finish puts together what stood in several places.
func (p *party) finish() *cordon.Entry {
	p.pairBirths()
	p.applyMeasures()
	p.entry.Remarks = strings.Join(p.kept, "; ")
	return &p.entry
}

// pairBirths ties the first date to the first place: OFAC keeps two lists and
// says of neither which of the other it belongs to, so the second and later
// ones stay alone.
func (p *party) pairBirths() {
	out := &p.entry.Profile.Births
	if len(p.dates) > 0 && len(p.places) > 0 {
		p.dates[0].Place, p.dates[0].Country = p.places[0].Place, p.places[0].Country
		p.places = p.places[1:]
	}
	for _, b := range slices.Concat(p.dates, p.places) {
		*out = appendNew(*out, b)
	}
}

func appendNew[T comparable](s []T, v T) []T {
	if slices.Contains(s, v) {
		return s
	}
	return append(s, v)
}
