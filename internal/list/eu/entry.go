package eu

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/country"
	"cordon/internal/record"
)

// entry makes the entry; it is nil if the record has no reference or no name.
func (s *sanctionEntity) entry() *cordon.Entry {
	s.drop()
	ref := s.ref()
	if ref == "" {
		s.report("euReferenceNumber", "", "a sanctionEntity without a reference was not read")
		return nil
	}
	e := &cordon.Entry{ID: cordon.EntryID(string(FSF) + "/" + ref), List: FSF, Ref: ref}
	p := &e.Profile
	p.Kind = s.kind()
	p.Names = s.names()
	if len(p.Names) == 0 {
		s.report("wholeName", "", "a sanctionEntity without a name was not read")
		return nil
	}
	p.Identifiers = s.identifiers()
	p.Births = s.births()
	p.Addresses, p.Contacts = s.addresses()
	p.Countries = s.countries(p.Addresses)
	p.Gender = s.gender()
	var about []string
	p.Positions, about = s.positions(p.Kind)
	e.Designations = s.designations()
	e.Remarks = strings.Join(s.remarks(about), "\n")
	return e
}

func (s *sanctionEntity) kind() cordon.Kind {
	switch code := cmp.Or(s.Subject.Code, s.Subject.Classification); code {
	case "person", "P":
		return cordon.Person
	case "enterprise", "E":
		return cordon.Organization
	default:
		s.report("subjectType", code, "neither person nor enterprise")
		return cordon.UnknownKind
	}
}

// designations makes one designation per programme. The list has those whose
// assets are frozen, and says nothing of other measures.
func (s *sanctionEntity) designations() []cordon.Designation {
	var out []cordon.Designation
	for i := range s.Regulations {
		r := &s.Regulations[i]
		id := cordon.ProgrammeID("eu/" + cmp.Or(clean(r.Programme), "unknown"))
		if clean(r.Programme) == "" {
			s.report("programme", "", "a regulation without a programme")
		}
		basis := cordon.LegalBasis{
			Instrument: clean(r.Title), URL: clean(r.URL),
			Published: s.date("publicationDate", r.Published), InForce: s.date("entryIntoForceDate", r.InForce),
		}
		at := slices.IndexFunc(out, func(d cordon.Designation) bool { return d.Programme == id })
		d := cordon.Designation{Authority: "eu", Programme: id, Measures: []cordon.Measure{cordon.AssetFreeze}, Basis: []cordon.LegalBasis{basis}}
		s.dates(r, &d)
		if at < 0 {
			out = append(out, d)
			continue
		}
		out[at].Basis = append(out[at].Basis, basis)
		if !d.Listed.IsZero() && d.Listed.Before(out[at].Listed) {
			d.Amended = append(d.Amended, out[at].Listed)
			d.Basis = out[at].Basis
			out[at] = d
		}
	}
	if len(out) == 0 {
		s.report("regulation", "", "a sanctionEntity without a regulation")
	}
	return out
}

func (s *sanctionEntity) births() []cordon.Birth {
	var out []cordon.Birth
	for _, b := range s.Births {
		birth := cordon.Birth{Place: join(", ", b.City, b.place.Place, b.Region), Country: b.country()}
		circa := b.Circa == "true"
		switch {
		case b.Date != "":
			// The full date is Gregorian whatever the calendar: 1402-06-24
			// (Islamic) is printed with birthdate 1982-04-19.
			birth.Date = s.date("birthdate", b.Date)
		case b.Year != "" && b.Year != "0":
			birth.Date = s.parts(b.Year, b.Month, b.Day)
			if strings.EqualFold(b.Calendar, "ISLAMIC") {
				birth.Calendar = "islamic"
			}
		case b.From != "" || b.To != "":
			birth.Date, birth.To = s.date("yearRangeFrom", cmp.Or(b.From, b.To)), s.date("yearRangeTo", b.To)
		}
		birth.Date.Circa = circa && !birth.Date.IsZero()
		birth.To.Circa = circa && !birth.To.IsZero()
		if birth != (cordon.Birth{}) && !slices.Contains(out, birth) {
			out = append(out, birth)
		}
	}
	return out
}

// parts reads a date in parts. An impossible one is reported, and its valid parts
// are kept.
func (s *sanctionEntity) parts(year, month, day string) cordon.Date {
	forms := []string{join("/", cmp.Or(day, "0"), cmp.Or(month, "0"), year), join("/", "0", month, year), year}
	for i, text := range forms {
		d, err := record.Date(text)
		if i == 0 && err != nil {
			s.report("birthdate", text, "not a date")
		}
		if err == nil {
			return d
		}
	}
	return cordon.Date{}
}

// country is the code of a place. "00" and UNKNOWN are no country; CS, Serbia
// and Montenegro of 2003 to 2006, is what the list has for Serbia.
func (p *place) country() string {
	switch code := clean(p.Country); {
	case code == "CS":
		return "RS"
	case code != "" && code != "00":
		return country.CodeOr(code)
	case p.Description == "" || strings.EqualFold(p.Description, "unknown"):
		return ""
	}
	return country.CodeOr(p.Description)
}

func (s *sanctionEntity) countries(addresses []cordon.Address) []cordon.CountryLink {
	var out []cordon.CountryLink
	add := func(code, role string) {
		if l := (cordon.CountryLink{Country: code, Role: role}); code != "" && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	for _, c := range s.Citizenships {
		add(c.country(), "citizenship")
	}
	for _, a := range addresses {
		add(a.Country, "location")
	}
	return out
}

// contactKinds are the keys of contactInfo.
var contactKinds = map[string]string{
	"email": "email", "e-mail": "email",
	"phone": "phone", "telephone": "phone", "tel": "phone", "mobile": "phone", "fax": "fax",
	"web": "website", "website": "website",
}

func (s *sanctionEntity) addresses() ([]cordon.Address, []cordon.Contact) {
	var out []cordon.Address
	var contacts []cordon.Contact
	for _, a := range s.Addresses {
		code := a.country()
		land := ""
		if code != "" {
			land = country.Name(code)
		}
		ad := cordon.Address{
			Street: clean(a.Street), City: clean(a.City), Region: clean(a.Region), PostalCode: clean(a.ZipCode), Country: code,
			Full:    join(", ", a.Street, box(a.POBox), join(" ", a.ZipCode, a.City), a.place.Place, a.Region, land),
			Remarks: join("; ", a.Remarks...),
		}
		if ad != (cordon.Address{}) && !slices.Contains(out, ad) {
			out = append(out, ad)
		}
		for _, c := range a.Contacts {
			kind, ok := contactKinds[strings.ToLower(clean(c.Key))]
			if !ok {
				kind = strings.ToLower(clean(c.Key))
			}
			if made := (cordon.Contact{Kind: kind, Value: clean(c.Value)}); made.Value != "" && !slices.Contains(contacts, made) {
				contacts = append(contacts, made)
			}
		}
	}
	return out, contacts
}

func box(n string) string {
	if n = clean(n); n != "" && strings.IndexFunc(n, func(r rune) bool { return r < '0' || r > '9' }) < 0 {
		return "P.O. Box " + n
	}
	return n
}

func (s *sanctionEntity) gender() string {
	for _, n := range s.Names {
		switch n.Gender {
		case "M":
			return "male"
		case "F":
			return "female"
		case "":
		default:
			s.report("gender", n.Gender, "neither M nor F")
		}
	}
	return ""
}

// positions lists the titles and functions of a person. Those of an organisation
// describe it, and go to the remarks.
func (s *sanctionEntity) positions(kind cordon.Kind) (positions, about []string) {
	for _, n := range s.Names {
		for _, text := range []string{n.Title, n.Function} {
			for _, item := range lettered(text) {
				if kind == cordon.Organization && !slices.Contains(about, item) {
					about = append(about, item)
				}
				if kind != cordon.Organization && !slices.Contains(positions, item) {
					positions = append(positions, item)
				}
			}
		}
	}
	return positions, about
}

var letter = regexp.MustCompile(`\(([a-z])\)\s*`)

// lettered separates "(a) Mullah, (b) Maulavi". Only letters that continue from
// "a" are marks.
func lettered(s string) []string {
	s = clean(s)
	if s == "" {
		return nil
	}
	var out []string
	start := 0
	for _, m := range letter.FindAllStringSubmatchIndex(s, -1) {
		if int(s[m[2]]-'a') != len(out) || len(out) == 0 && m[0] != 0 {
			continue
		}
		if out = append(out, ""); len(out) > 1 {
			out[len(out)-2] = strings.Trim(s[start:m[0]], " ;,.")
		}
		start = m[1]
	}
	if len(out) == 0 {
		return []string{s}
	}
	out[len(out)-1] = strings.Trim(s[start:], " ;,.")
	return slices.DeleteFunc(out, func(item string) bool { return item == "" })
}

func (s *sanctionEntity) remarks(about []string) []string {
	var out []string
	for _, r := range append(append([]string{s.DesignationDetails}, s.Remarks...), about...) {
		if r = clean(r); r != "" && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// join joins the texts that are not empty.
func join(by string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = clean(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, by)
}
