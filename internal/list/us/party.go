package us

import (
	"regexp"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// A fact is one labelled value, with the parts that its format separates.
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
	kept     []string // facts without a field, for the remarks
	dates    []cordon.Birth
	places   []cordon.Birth
	measures []measure
	net      *network             // the other parties of the file
	report   func(cordon.Problem) // adds file and line to a problem
	taken    int                  // remarks with a known label
	loose    int                  // remarks without one
}

// A measure belongs to the designations whose tag contains the key, or to all.
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

// addName adds a name as OFAC prints it: "FAMILY, Given" of persons, where only the
// comma separates the two parts.
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
		same := func(d cordon.Designation) bool { return d.Programme.Code() == tag }
		if tag == "" || slices.ContainsFunc(p.entry.Designations, same) {
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

// add puts one fact into the field of its label.
func (p *party) add(it item, f fact) {
	if f.empty() {
		return
	}
	if f.invalid && !it.field.identifies() {
		p.keep(it, f) // OFAC calls it false, which only an identifier can express
		return
	}
	switch it.field {
	case birthDate, birthPlace:
		p.addBirth(it, f)
	case nationality, citizenship, registered:
		p.addCountry(countryRoles[it.field], f.text)
	case gender:
		p.setGender(f.text)
	case position:
		p.addPositions(f.text)
	case founded:
		p.addFounded(it, f)
	case document, code, wallet:
		p.addIdentifier(it, f)
	case phone, email, website, fax:
		p.addContact(it, f)
	case linkedTo:
		p.addLinked(it, f)
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

func (f fact) empty() bool { return f.text == "" && f.date == nil }

func (f field) identifies() bool { return f == document || f == code || f == wallet }

// countryRoles and contactKinds are the fields' names in an entry.
var (
	countryRoles = map[field]string{nationality: "nationality", citizenship: "citizenship", registered: "registration"}
	contactKinds = map[field]string{phone: "phone", email: "email", website: "website", fax: "fax"}
)

func (p *party) addPositions(text string) {
	for s := range strings.SplitSeq(text, "; ") {
		p.entry.Profile.Positions = appendNew(p.entry.Profile.Positions, strings.TrimSpace(s))
	}
}

func (p *party) addContact(it item, f fact) {
	c := cordon.Contact{Kind: contactKinds[it.field], Value: f.text}
	p.entry.Profile.Contacts = appendNew(p.entry.Profile.Contacts, c)
	if f.remarks != "" {
		p.keep(it, f)
	}
}

// addLinked adds a tie to a party that only its name identifies. The name may end
// in a full stop, which the remarks have lost as their own.
func (p *party) addLinked(it item, f fact) {
	r := cordon.Relation{Role: "linked-to", Name: f.text, Type: it.label, Other: p.net.named(f.text)}
	if other := p.net.named(f.text + "."); r.Other == "" && other != "" {
		r.Name, r.Other = f.text+".", other
	}
	p.entry.Relations = appendNew(p.entry.Relations, r)
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

// keep leaves a fact without a field in the remarks, under its label.
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

// span is the fact's date or range. One that cannot be read stays in the remarks.
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

// addFounded adds the first day of a range, and keeps the range in the remarks.
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

// addBirth notes a date or a place of birth; pairBirths puts them together.
func (p *party) addBirth(it item, f fact) {
	if it.field == birthPlace {
		p.places = append(p.places, cordon.Birth{Place: f.text, Country: placeCountry(f.text)})
		return
	}
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

// finish completes the entry from what its facts left for later.
func (p *party) finish() *cordon.Entry {
	p.pairBirths()
	p.applyMeasures()
	p.entry.Remarks = strings.Join(p.kept, "; ")
	return &p.entry
}

// pairBirths joins the first date and the first place. OFAC prints dates and places
// apart and does not say which belong together, so the later ones stay alone.
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
