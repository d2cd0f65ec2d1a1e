package table

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"cordon"
)

// variants are the fields and the headers under which they usually stand,
// folded by foldHeader. The field's own name is always one of them.
var variants = map[string]string{
	"name": "name fullname wholename customername clientname partyname entityname companyname legalname " +
		"businessname vesselname shipname caption names primaryname имя фио наименование название kunde nom nombre nome naam " +
		"이름 성명 姓名 氏名",
	"first_name": "firstname firstnames first givenname givennames given forename forenames christianname prenom prenoms vorname vornamen " +
		"rufname nombres voornaam voornamen fornavn förnamn imię imiona имя1 名",
	"middle_name": "middlename secondname middlenames patronymic fathername отчество",
	"last_name": "lastname lastnames last familyname familynames surname surnames nachname nachnamen familienname apellido apellidos " +
		"cognome cognomi sobrenome apelido nomdefamille achternaam efternavn efternamn nazwisko фамилия 姓",
	"alias": "alias aliases aka alsoknownas alternatename othername othernames formername previousname maidenname " +
		"nickname tradename tradingname tradingas dba doingbusinessas",
	"birth_date":   "birthdate dob dateofbirth born birthday geburtsdatum датарождения yearofbirth birthyear 생년월일",
	"country":      "country countries countrycode jurisdiction residence countryofresidence nation land pays страна flag flagstate",
	"nationality":  "nationality nationalities citizenship гражданство",
	"kind":         "kind type schema entitytype customertype partytype subjecttype recordtype",
	"ref":          "ref id reference customerid clientid recordid externalid uid key number no customerno customernumber номер",
	"gender":       "gender sex пол",
	"passport":     "passport passportno passportnumber паспорт",
	"national_id":  "nationalid idnumber identitycard nationalidno nationalidnumber idno ssn personalid",
	"tax_id":       "taxid tin vat vatnumber taxnumber innnumber",
	"inn":          "inn инн inncode",
	"ogrn":         "ogrn огрн ogrncode",
	"lei":          "lei leicode",
	"bic":          "bic swift swiftbic swiftcode",
	"imo":          "imo imonumber imono",
	"mmsi":         "mmsi",
	"wallet":       "wallet walletaddress cryptoaddress publickey",
	"registration": "registration registrationnumber registrationno companynumber regno",
	"identifier":   "identifier identifiers idvalue document documentnumber",
}

// fieldOf maps a folded header to its field.
var fieldOf = func() map[string]string {
	m := map[string]string{}
	for f, vs := range variants {
		m[foldHeader(f)] = f
		for _, v := range strings.Fields(vs) {
			m[unaccented(v)] = f
		}
	}
	return m
}()

// foldHeader drops case, spaces and punctuation: "Date of birth" and
// "date_of_birth" are one.
func foldHeader(s string) string {
	return strings.Map(func(r rune) rune {
		if letterOrDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// unaccented is a header without diacritics: "Prénom" is "Prenom".
func unaccented(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(s))
}

// schemes are the identifiers among the fields.
var schemes = map[string]cordon.Scheme{
	"passport": cordon.Passport, "national_id": cordon.NationalID, "tax_id": cordon.TaxID, "inn": cordon.INN, "ogrn": cordon.OGRN,
	"lei": cordon.LEI, "bic": cordon.BIC,
	"imo": cordon.IMOShip, "mmsi": cordon.MMSI, "wallet": cordon.WalletAddr, "registration": cordon.Registration, "identifier": cordon.OtherID,
}

// A value is one cell: a field and what stands there.
type value struct {
	field, text string
	piece       bool // of a name in several columns
}

// query makes a query of the cells of one row. A cell that cannot be read is
// left out, and the error names it: the rest of the row is still screened.
func query(values []value) (q cordon.Query, err error) {
	p := &q.Profile
	parts := map[string]string{}
	var joined []string
	for _, v := range values {
		text := strings.TrimSpace(v.text)
		switch {
		case text == "":
		case !utf8.ValidString(text):
			err = both(err, cordon.Problem{Field: v.field, Value: text, Reason: "not valid UTF-8"})
		case strings.IndexByte(text, 0) >= 0:
			err = both(err, cordon.Problem{Field: v.field, Value: text, Reason: "a NUL byte in the text"})
		default:
			err = both(err, set(&q, v.field, text, parts))
			if v.piece {
				joined = append(joined, text)
			}
		}
	}
	join(p, joined)
	other := halves(p.Names, parts)
	whole(p, parts)
	p.Names = append(p.Names, other...)
	if n := len(p.Names) + len(p.Identifiers); n > maxValues {
		p.Names, p.Identifiers = nil, nil
		return q, cordon.Problem{Field: "name", Reason: fmt.Sprintf("%d names and identifiers in one row, at most %d are screened", n, maxValues)}
	}
	if !asks(&q) {
		err = both(cordon.Problem{Field: "name", Reason: "no name and no identifier in this row"}, err)
	}
	return q, err
}

// asks reports whether there is anything to look for in a query.
func asks(q *cordon.Query) bool { return len(q.Profile.Names)+len(q.Profile.Identifiers) > 0 }

// both joins two problems into one: the first, followed by the second as long
// as there is room.
func both(a, b error) error {
	if a == nil || b == nil {
		return cmp.Or(a, b)
	}
	p, ok := a.(cordon.Problem)
	if !ok || len(p.Reason) > maxReason {
		return a
	}
	p.Reason += "; " + b.Error()
	return p
}

func set(q *cordon.Query, field, text string, parts map[string]string) (err error) {
	p := &q.Profile
	switch field {
	case "name":
		p.Names = append(p.Names, cordon.Name{Full: text})
	case "alias":
		for _, a := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '|' }) {
			p.Names = append(p.Names, cordon.Name{Full: strings.TrimSpace(a), Use: cordon.Alias})
		}
	case "first_name", "middle_name", "last_name":
		parts[field] = strings.TrimSpace(parts[field] + " " + text) // "1. Vorname;2. Vorname"
	case "birth_date":
		p.Births, err = births(text)
	case "country":
		p.Countries = append(p.Countries, cordon.CountryLink{Country: text, Role: "residence"})
	case "nationality":
		p.Countries = append(p.Countries, cordon.CountryLink{Country: text, Role: "nationality"})
	case "kind":
		p.Kind, err = kind(text)
	case "gender":
		p.Gender = gender(text)
	case "ref":
		q.Ref = text
	case noHeader:
		if strings.ContainsFunc(text, unicode.IsLetter) {
			err = cordon.Problem{Value: text, Reason: "stands in a column without a header and is not screened"}
		}
	default:
		p.Identifiers = append(p.Identifiers, cordon.Identifier{Scheme: schemes[field], Value: text})
	}
	return err
}

// whole makes one name of first, middle and last names.
func whole(p *cordon.Profile, parts map[string]string) {
	n := cordon.Name{}
	for _, f := range []struct{ field, role string }{{"first_name", "given"}, {"middle_name", "middle"}, {"last_name", "family"}} {
		if t := parts[f.field]; t != "" {
			n.Full = strings.TrimSpace(n.Full + " " + t)
			n.Parts = append(n.Parts, cordon.NamePart{Role: f.role, Text: t})
		}
	}
	if n.Full == "" {
		return
	}
	for i := range p.Names { // the full name stands there too: the parts say how it is made up
		if strings.EqualFold(p.Names[i].Full, n.Full) {
			p.Names[i].Parts = n.Parts
			return
		}
	}
	p.Names = append(p.Names, n)
}

// kinds are the words for the kinds of party, folded by foldHeader.
var kinds = map[string]cordon.Kind{
	"person": cordon.Person, "individual": cordon.Person, "naturalperson": cordon.Person, "natural": cordon.Person, "human": cordon.Person,
	"p": cordon.Person, "физлицо": cordon.Person, "private": cordon.Person,
	"organization": cordon.Organization, "organisation": cordon.Organization, "company": cordon.Organization, "entity": cordon.Organization,
	"corporate": cordon.Organization, "business": cordon.Organization,
	"legal": cordon.Organization, "legalperson": cordon.Organization, "publicbody": cordon.Organization, "bank": cordon.Organization,
	"corporation": cordon.Organization, "юрлицо": cordon.Organization,
	"vessel": cordon.Vessel, "ship": cordon.Vessel, "aircraft": cordon.Aircraft, "airplane": cordon.Aircraft, "wallet": cordon.Wallet,
	"cryptowallet": cordon.Wallet,
	"legalentity":  cordon.UnknownKind, "unknown": cordon.UnknownKind, "thing": cordon.UnknownKind, "any": cordon.UnknownKind,
}

func kind(text string) (cordon.Kind, error) {
	k, ok := kinds[foldHeader(text)]
	if !ok {
		return "", cordon.Problem{Field: "kind", Value: text, Reason: "not one of person, organization, vessel, aircraft, wallet"}
	}
	return k, nil
}

func gender(text string) string {
	switch foldHeader(text) {
	case "m", "male", "man", "м", "муж", "мужской":
		return "male"
	case "f", "female", "w", "woman", "ж", "жен", "женский":
		return "female"
	}
	return ""
}

var numeric = regexp.MustCompile(`^(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})(?:[T ].*)?$`)

// layouts are the written dates beside the numeric ones.
var layouts = []string{
	"2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006", "2-Jan-2006", "02-Jan-06", "January 2006",
	"Jan 2006", "20060102",
}

// births reads a date of birth. Where day and month cannot be distinguished
// (03/04/1962) it gives both readings, the day first.
func births(text string) ([]cordon.Birth, error) {
	if d, err := cordon.ParseDate(text); err == nil {
		return []cordon.Birth{{Date: d}}, nil
	}
	if m := numeric.FindStringSubmatch(text); m != nil {
		if out := numericDates(m[1], m[2], m[3]); len(out) > 0 {
			return out, nil
		}
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, text); err == nil {
			d := cordon.DateOf(t)
			if !strings.Contains(l, "2 ") && !strings.Contains(l, "2,") && !strings.Contains(l, "2-") && l != "20060102" {
				d.Day = 0
			}
			return []cordon.Birth{{Date: d}}, nil
		}
	}
	return nil, cordon.Problem{Field: "birth_date", Value: text, Reason: "not a date that we can read: write it as 1962-11-23"}
}

func numericDates(a, b, c string) []cordon.Birth {
	x, _ := strconv.Atoi(a)
	y, _ := strconv.Atoi(b)
	z, _ := strconv.Atoi(c)
	var out []cordon.Birth
	try := func(year, month, day int) {
		d := cordon.Date{Year: year, Month: time.Month(month), Day: day}
		if year >= 1000 && d.Valid() && month > 0 && day > 0 && (len(out) == 0 || out[0].Date != d) {
			out = append(out, cordon.Birth{Date: d})
		}
	}
	if len(a) == 4 {
		try(x, y, z)
		return out
	}
	try(z, y, x)
	try(z, x, y)
	return out
}

// columns finds the field of each column of a header.
func columns(header []string, mapping map[string]string) ([]string, error) {
	if len(header) > maxColumns {
		return nil, cordon.Problem{Line: 1, Reason: fmt.Sprintf("%d columns, at most %d are read", len(header), maxColumns)}
	}
	fields := make([]string, len(header))
	named := false
	if len(mapping) > 0 {
		for f, col := range mapping {
			at := -1
			for i, h := range header {
				if h == col || at < 0 && foldHeader(h) == foldHeader(col) {
					at = i
				}
			}
			if at < 0 {
				return nil, cordon.Problem{Line: 1, Field: f, Value: col, Reason: "no such column; the columns are " + seen(header)}
			}
			fields[at] = f
		}
	}
	given := map[string]bool{}
	for f := range mapping {
		given[f] = true
	}
	for i, h := range header {
		if f := fieldOfHeader(h); fields[i] == "" && !given[f] {
			fields[i] = f
		}
		named = named || names[fields[i]]
	}
	if !named {
		return nil, cordon.Problem{
			Line: 1, Field: "name",
			Reason: "no column is a name; the columns are " + seen(header) + "; say which with name=COLUMN",
		}
	}
	return fields, nil
}

// names are the fields that a file must have one of.
var names = map[string]bool{"name": true, "first_name": true, "last_name": true}

func seen(header []string) string {
	if len(header) > 40 {
		return fmt.Sprintf("%q and %d more", header[:40], len(header)-40)
	}
	return fmt.Sprintf("%q", header)
}
