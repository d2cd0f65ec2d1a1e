package gb

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cordon"
	"cordon/internal/country"
	"cordon/internal/record"
)

// lawStart is the end of the transition period: the day on which the
// designations under EU law became British ones under the Sanctions and
// Anti-Money Laundering Act 2018. 1,012 of the UK's own designations bear it.
var lawStart = cordon.MustDate("2020-12-31")

var kinds = map[string]cordon.Kind{
	"individual": cordon.Person, "entity": cordon.Organization, "ship": cordon.Vessel, "vessel": cordon.Vessel, "aircraft": cordon.Aircraft,
}

// entry makes the entry; it is nil if the record has no name.
func (p *published) entry(report func(cordon.Problem)) *cordon.Entry {
	problem := func(f field, v value, reason string) {
		report(cordon.Problem{Line: v.line, Record: p.ref, Field: string(f), Value: record.Clip(v.text), Reason: reason})
	}
	kind, ok := kinds[strings.ToLower(p.first(fKind))]
	if !ok {
		problem(fKind, value{p.first(fKind), p.line}, "neither Individual nor Entity nor Ship")
	}
	e := &cordon.Entry{ID: cordon.EntryID(string(p.list) + "/" + p.ref), List: p.list, Ref: p.ref}
	pr := &e.Profile
	pr.Kind = kind
	pr.Names = p.namesOf(kind, problem)
	if len(pr.Names) == 0 {
		problem(fName6, value{"", p.line}, "a designation without a name was not read")
		return nil
	}
	pr.Births = p.birthsOf(problem)
	pr.Addresses = p.addressesOf()
	pr.Countries = p.countriesOf(pr.Addresses)
	pr.Identifiers = p.identifiersOf(kind, problem)
	pr.Positions = p.positionsOf()
	pr.Contacts = p.contactsOf()
	pr.Gender = p.genderOf(problem)
	pr.Craft = p.craftOf()
	e.Relations = p.relationsOf()
	e.Designations = p.designationsOf(kind, problem)
	e.Remarks = p.remarksOf()
	return e
}

func (p *published) designationsOf(kind cordon.Kind, problem func(field, value, string)) []cordon.Designation {
	var out []cordon.Designation
	for _, a := range p.acts {
		id, title := programme(a.regime)
		if a.regime == "" {
			problem(fRegime, value{"", p.line}, "a designation without a regime")
		}
		d := cordon.Designation{Authority: "gb", Programme: id, Reason: strings.Join(texts(a.values[fReasons]), "\n\n")}
		if title != "" {
			d.Basis = []cordon.LegalBasis{{Instrument: title}}
		}
		other := strings.Join(texts(p.values[fOther]), " ")
		d.Measures = imposed(texts(a.values[fSanctions]), other, kind == cordon.Vessel)
		if p.list == OFSI { // the ConList is the list of those whose assets are frozen
			d.Measures = append([]cordon.Measure{cordon.AssetFreeze}, d.Measures...)
		}
		for _, m := range p.imposed {
			d.Measures = unite(d.Measures, m)
		}
		p.date(a, &d, problem)
		out = append(out, d)
	}
	return out
}

// date sets the dates of a designation. On the ConList the designation's own date is
// that of the UK Sanctions List; Listed On, the day on which OFSI added the name to
// its list, is when it became public.
func (p *published) date(a *act, d *cordon.Designation, problem func(field, value, string)) {
	d.Listed = earliest(fDesignated, a.values[fDesignated], problem)
	listed := earliest(fListed, a.values[fListed], problem)
	switch {
	case d.Listed.IsZero():
		d.Listed = listed
	case listed != d.Listed:
		d.Announced = listed
	}
	switch {
	case d.Listed.IsZero():
		d.DateKind = cordon.UnknownDate
	case d.Listed == lawStart:
		d.DateKind = cordon.LawDate
	case p.copiesUN(a):
		d.DateKind = cordon.UNDate
	default:
		d.DateKind = cordon.OwnDate
	}
	for _, v := range a.values[fUpdated] {
		if day, ok := dateOf(fUpdated, v, problem); ok && day != d.Listed && day != d.Announced {
			d.Amended = unite(d.Amended, day)
		}
	}
	slices.SortFunc(d.Amended, cordon.Date.Compare)
}

// copiesUN reports whether the UK only implements an act of the UN. The UK Sanctions
// List says so; on the ConList it is so where there is a UN reference and the UK
// gives no reasons of its own (7,875 of 7,906 rows of UN-only parties of 2025-04,
// 10 of 308 of the others).
func (p *published) copiesUN(a *act) bool {
	if s := first(a.values[fSource]); s != "" {
		return strings.EqualFold(s, "UN")
	}
	return p.list == OFSI && p.first(fUN) != "" && len(a.values[fReasons]) == 0
}

func earliest(f field, vs []value, problem func(field, value, string)) cordon.Date {
	var out cordon.Date
	for _, v := range vs {
		if d, ok := dateOf(f, v, problem); ok && (out.IsZero() || d.Before(out)) {
			out = d
		}
	}
	return out
}

func dateOf(f field, v value, problem func(field, value, string)) (cordon.Date, bool) {
	d, err := record.Date(v.text)
	if err != nil {
		problem(f, v, "not a date")
	}
	return d, err == nil
}

// monthForm is "05/1970", which 33 rows of the ConList have.
var monthForm = regexp.MustCompile(`^\d{1,2}/\d{4}$`)

// birthsOf pairs dates with places only where there is one place or one date: the
// rows are combinations, so nothing says which belong together.
func (p *published) birthsOf(problem func(field, value, string)) []cordon.Birth {
	var places []birthplace
	for _, b := range p.births {
		towns, lands := listed(b.town), listed(b.country)
		for i := range max(len(towns), len(lands)) {
			town, land := strings.Trim(at(towns, i), "-"), strings.Trim(at(lands, i), "-")
			places = unite(places, birthplace{town, nowCalled(land)})
		}
	}
	var out []cordon.Birth
	for _, v := range p.values[fDOB] {
		for _, text := range listed(v.text) {
			if monthForm.MatchString(text) {
				text = "00/" + text
			}
			from, to, err := record.Dates(text)
			if err != nil {
				problem(fDOB, v, "not a date of birth")
				continue
			}
			out = unite(out, cordon.Birth{Date: from, To: to})
		}
	}
	for i, b := range places {
		switch {
		case len(places) == 1 && len(out) > 0:
			for j := range out {
				out[j].Place, out[j].Country = b.town, b.country
			}
		case i == 0 && len(out) == 1:
			out[0].Place, out[0].Country = b.town, b.country
		default:
			out = append(out, cordon.Birth{Place: b.town, Country: b.country})
		}
	}
	return out
}

func at(s []string, i int) string {
	if i < len(s) {
		return s[i]
	}
	return ""
}

var numbered = regexp.MustCompile(`\((\d{1,3})\)\s*`)

// listed separates "(1) A (2) B"; "-" is an empty item. Only numbers that continue
// from one are marks: "(1) +7 (365) 254" has one.
func listed(s string) []string {
	s = clean(s)
	if s == "" {
		return nil
	}
	var out []string
	start := 0
	for _, m := range numbered.FindAllStringSubmatchIndex(s, -1) {
		if n, _ := strconv.Atoi(s[m[2]:m[3]]); n != len(out)+1 || n == 1 && m[0] != 0 {
			continue
		}
		out = append(out, "")
		if len(out) > 1 {
			out[len(out)-2] = strings.Trim(s[start:m[0]], " ;,.")
		}
		start = m[1]
	}
	if len(out) == 0 {
		return []string{s}
	}
	out[len(out)-1] = strings.Trim(s[start:], " ;,.")
	return out
}

var (
	nowForm    = regexp.MustCompile(`(?i)\b(?:now|currently)\s+(?:the )?([^()]+)`)
	formerForm = regexp.MustCompile(`(?i)[ .,]*\(?\b(?:former(?:ly)? .*|u\.?s\.?s\.?r\.?\)?)$`)
	sovietForm = regexp.MustCompile(`(?i)^(.+?) (?:SSR|ASSR|SFSR|Soviet (?:Federative )?Socialist Republic)\b.*$`)
)

// nowCalled is the code of a country printed as "Former USSR Now Belarus",
// "Azerbaijan (former USSR)" or "Ukrainian SSR", or the text if it names no country.
func nowCalled(s string) string {
	if code, ok := issuer(s); ok {
		return code
	}
	if m := nowForm.FindStringSubmatch(s); m != nil {
		if code, ok := issuer(m[1]); ok {
			return code
		}
	}
	for _, text := range []string{formerForm.ReplaceAllString(s, ""), sovietForm.ReplaceAllString(s, "$1")} {
		if code, ok := issuer(text); ok {
			return code
		}
	}
	return country.CodeOr(s)
}

// addressesOf joins the lines of each address. Some lines end in a comma; where the
// column of the country is empty, the country may be the last line.
func (p *published) addressesOf() []cordon.Address {
	var out []cordon.Address
	for _, a := range p.address {
		var full []string
		for _, line := range append(slices.Clone(a.lines[:]), a.postcode, a.land) {
			if line = strings.TrimRight(line, " ,"); line != "" {
				full = append(full, line)
			}
		}
		if len(full) == 0 {
			continue
		}
		land := nowCalled(a.land)
		if a.land == "" {
			land = full[len(full)-1]
		}
		code, _ := country.Code(land)
		ad := cordon.Address{Full: strings.Join(full, ", "), PostalCode: a.postcode, Country: code}
		if !slices.Contains(out, ad) {
			out = append(out, ad)
		}
	}
	return out
}

func (p *published) countriesOf(addresses []cordon.Address) []cordon.CountryLink {
	var out []cordon.CountryLink
	add := func(f field, role string) {
		for _, v := range p.values[f] {
			for _, item := range listed(v.text) {
				several := []string{nowCalled(item)}
				if len(several[0]) != 2 { // none that we know: "Germany. Russia"
					several = flags(item)
				}
				for _, c := range several {
					if c != "" && c != "-" {
						out = unite(out, cordon.CountryLink{Country: c, Role: role})
					}
				}
			}
		}
	}
	add(fNationality, "nationality")
	add(fFlag, "flag")
	for _, v := range p.values[fPastFlag] {
		for _, c := range flags(v.text) {
			out = unite(out, cordon.CountryLink{Country: c, Role: "former-flag"})
		}
	}
	for _, a := range addresses {
		if a.Country != "" {
			out = unite(out, cordon.CountryLink{Country: a.Country, Role: "location"})
		}
	}
	return out
}

// flags reads "Panama. South Korea", "Panama; Togo" and the numbered form.
func flags(s string) []string {
	var out []string
	for _, item := range listed(s) {
		for _, one := range strings.FieldsFunc(item, func(r rune) bool { return r == '.' || r == ';' || r == ',' }) {
			if one = clean(one); one != "" {
				out = append(out, nowCalled(one))
			}
		}
	}
	return out
}

func (p *published) positionsOf() []string {
	var out []string
	for _, f := range []field{fTitle, fPosition} {
		for _, v := range p.values[f] {
			for _, item := range listed(v.text) {
				out = unite(out, item)
			}
		}
	}
	return out
}

func (p *published) genderOf(problem func(field, value, string)) string {
	for _, v := range p.values[fGender] {
		switch g := strings.ToLower(v.text); g {
		case "male", "female":
			return g
		default:
			problem(fGender, v, "neither male nor female")
		}
	}
	return ""
}

// craftOf is the ship. The CSV and the ConList print one owner or operator without
// saying which, so it is kept as the owner and as a relation.
func (p *published) craftOf() *cordon.Craft {
	c := &cordon.Craft{
		Type: p.first(fShipType), Owner: strings.Join(texts(p.values[fOwner]), "; "), PastOwner: strings.Join(texts(p.values[fPastOwner]), "; "),
		Tonnage: p.first(fTonnage), Length: p.first(fLength), Built: p.first(fBuilt),
	}
	if f := p.first(fFlag); f != "" {
		c.Flag = nowCalled(at(listed(f), 0))
	}
	for _, v := range p.values[fPastFlag] {
		for _, one := range flags(v.text) {
			c.PastFlags = unite(c.PastFlags, one)
		}
	}
	if cmp.Or(c.Type, c.Owner, c.PastOwner, c.Tonnage, c.Length, c.Built, c.Flag) == "" && len(c.PastFlags) == 0 {
		return nil
	}
	return c
}

// relationsOf reads owners and what is owned. A relation is seen from the entry: it
// is owned by its parent and owner of its subsidiary.
func (p *published) relationsOf() []cordon.Relation {
	var out []cordon.Relation
	for _, r := range []struct {
		f      field
		role   string
		label  string
		former bool
	}{
		{fParent, "owned-by", "parent company", false},
		{fSubsidiary, "owner", "subsidiary", false},
		{fOwner, "owned-by", "owner or operator", false},
		{fPastOwner, "owned-by", "owner or operator", true},
	} {
		for _, v := range p.values[r.f] {
			for _, item := range companies(v.text) {
				out = unite(out, cordon.Relation{Role: r.role, Name: item, Type: r.label, Former: r.former})
			}
		}
	}
	for _, v := range p.values[fOther] {
		if m := assetForm.FindStringSubmatch(v.text); m != nil {
			out = unite(out, cordon.Relation{Role: "owned-by", Name: strings.TrimRight(m[1], " ,-"), Type: "listed as asset of"})
		}
		if m := linkForm.FindStringSubmatch(v.text); m != nil {
			out = unite(out, cordon.Relation{Role: "linked-to", Name: m[1], Type: "linked to"})
		}
	}
	return out
}

// The Other Information of ships designated as a company's assets, and of
// parties linked to one: "Listed as asset of Example Co (OFSI ID: 13629, …",
// "Linked To: EXAMPLE BANK".
var (
	assetForm = regexp.MustCompile(`\bListed as asset of (.+?) ?[(-] ?OFSI ID\b`)
	linkForm  = regexp.MustCompile(`\bLinked To: ([^.;]+?)(?: The Director Disqualification .*)?$`)
)

// companies splits a list of names: by numbers, by semicolons, or by ". " where that
// cannot be an abbreviation ("Co. Ltd" is one).
func companies(s string) []string {
	var out []string
	for _, item := range listed(s) {
		for _, one := range strings.Split(item, ";") {
			start := 0
			for i := 0; i+2 < len(one); i++ {
				word := one[strings.LastIndexAny(one[:i], " .(")+1 : i]
				if one[i] == '.' && one[i+1] == ' ' && len(word) > 3 {
					out = unite(out, clean(one[start:i]))
					start = i + 2
				}
			}
			out = unite(out, strings.TrimRight(clean(one[start:]), "."))
		}
	}
	return out
}

func (p *published) remarksOf() string {
	var out []string
	for _, v := range p.values[fEntityType] {
		out = append(out, string(fEntityType)+": "+v.text)
	}
	for _, d := range append(slices.Clone(p.passport), p.national...) {
		if d.number == "" { // "Syrian Passport": said without a number
			out = append(out, d.about)
		}
	}
	out = append(out, texts(p.values[fOther])...)
	return strings.Join(append(out, p.loose...), "\n")
}
