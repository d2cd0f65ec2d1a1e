package un

import (
	"regexp"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/country"
	"cordon/internal/record"
)

// schemes finds the kind of a paper by the words of its two type fields, tried
// in this order: the second field is the more exact one, and the first says
// "National Identification Number" of passports too.
var schemes = []struct {
	words  *regexp.Regexp
	scheme cordon.Scheme
}{
	{regexp.MustCompile(`(?i)passport|pasaporte|passeport`), cordon.Passport},
	{regexp.MustCompile(`(?i)fiscal|tax`), cordon.TaxID},
	{regexp.MustCompile(`(?i)driver|driving|student|voter|ration|other id|birth certificate|residen|serviceman`), cordon.OtherID},
	{regexp.MustCompile(`(?i)ident|national|personal|tazkira|security|\bID\b|civil`), cordon.NationalID},
}

var (
	// labelled takes "CAR diplomatic passport no. D00000898" apart.
	labelled = regexp.MustCompile(`(?i)^(\p{L}.*?(?:number|no\.?|passport|:)|SSN)\s*:?\s*((?:[A-Z]{0,4} ?|[A-Z]{6})[0-9][0-9A-Z /.-]{3,})$`)
	expires  = regexp.MustCompile(`(?i)\b(?:expir\w*(?: date)?|expiration date|date of expiration|valid until)(?: on)?:?\s+` +
		`(\d{1,2} \p{L}{3,9}\.? ?\d{4})`)
	issued = regexp.MustCompile(`(?i)\bissued(?: in [^,.;]{1,40}?)?(?: on| in)?\s+(\d{1,2} \p{L}{3,9}\.? ?\d{4})`)
	voided = regexp.MustCompile(`(?i)\b(?:expired|cancelled|canceled|revoked|false|falsified|forged|counterfeit|fraudulent|stolen|lost)\b`)
)

// papers adds the identity papers, each number once: the list prints some of
// them three times, once per language.
func papers(p *cordon.Profile, ds []document, bad place) {
	for _, d := range ds {
		id, ok := d.read(bad)
		if !ok {
			continue
		}
		same := func(o cordon.Identifier) bool { return o.Scheme == id.Scheme && o.Value == id.Value }
		i := slices.IndexFunc(p.Identifiers, same)
		if i < 0 {
			p.Identifiers = append(p.Identifiers, id)
			continue
		}
		merge(&p.Identifiers[i], id)
	}
}

// merge adds what the second printing of a paper has and the first lacks.
func merge(a *cordon.Identifier, b cordon.Identifier) {
	if a.Country == "" {
		a.Country = b.Country
	}
	if a.Issuer == "" {
		a.Issuer = b.Issuer
	}
	if a.Period.From.IsZero() {
		a.Period.From = b.Period.From
	}
	if a.Period.To.IsZero() {
		a.Period.To = b.Period.To
	}
	if !strings.Contains(a.Remarks, b.Remarks) {
		a.Remarks = strings.TrimLeft(a.Remarks+"; "+b.Remarks, "; ")
	}
	a.Invalid = a.Invalid || b.Invalid
}

// read reads one paper. It is false for a record that was left empty.
func (d document) read(bad place) (cordon.Identifier, bool) {
	note, number := text(d.Note), text(d.Number)
	if number == "" {
		if note == "" {
			return cordon.Identifier{}, false
		}
		number, note = note, "" // the number is in the note, with its own words
	}
	kind := strings.Join(filled(d.Type, d.Type2), ", ")
	id := cordon.Identifier{
		Value: number, Country: country.CodeOr(text(d.Issuing)), Issuer: text(d.City), Type: text(d.Type2), Remarks: note,
	}
	if id.Country == "" {
		id.Country = country.CodeOr(text(d.Country))
	}
	id.Invalid = voided.MatchString(note) || voided.MatchString(number)
	for _, from := range []string{note, number} {
		until(&id.Period.From, issued, from)
		until(&id.Period.To, expires, from)
	}
	number = behind(&id, number)
	if m := labelled.FindStringSubmatch(number); m != nil {
		id.Value, kind = m[2], kind+", "+m[1]
		id.Type = strings.TrimLeft(id.Type+", "+m[1], ", ")
	} else if i := strings.IndexByte(number, '('); i > 0 && expires.MatchString(number[i:]) {
		id.Value, id.Remarks = text(number[:i]), strings.TrimLeft(id.Remarks+"; "+number[i:], "; ")
	}
	id.Scheme = scheme(text(d.Type2)+" "+text(number), kind)
	d.dates(&id.Period, bad)
	return id, true
}

// scheme is the scheme that the first telling one of some texts names.
func scheme(texts ...string) cordon.Scheme {
	for _, words := range texts {
		for _, s := range schemes {
			if s.words.MatchString(words) {
				if s.scheme == cordon.OtherID {
					break // the next text may be more exact
				}
				return s.scheme
			}
		}
	}
	return cordon.OtherID
}

// dates sets the dates that have fields of their own.
func (d document) dates(p *cordon.Period, bad place) {
	for _, f := range []struct {
		name, value string
		into        *cordon.Date
	}{{"DATE_OF_ISSUE", text(d.Issued), &p.From}, {"DATE_OF_EXPIRY", text(d.Expiry), &p.To}} {
		if f.value == "" {
			continue
		}
		if day, err := record.Date(f.value); err == nil {
			*f.into = day
		} else {
			bad(f.name, f.value, "not a date")
		}
	}
}

var (
	// tail finds the words behind some numbers: "L 1 issued on 28 Feb. 1996, expired …".
	tail    = regexp.MustCompile(`(?i)^(.*?\d.*?)[,;]?\s+((?:issued|expire[sd]?|under name)\b.*)$`)
	ofState = regexp.MustCompile(`^(.*\d.*?)(?:,\s*|\s*\()([^,()]+)\)?$`)
)

// behind cuts off what follows a number: words go to the remarks, a country to
// the country. The dates in the words were read before.
func behind(id *cordon.Identifier, number string) string {
	if strings.HasPrefix(strings.ToLower(number), "issued") {
		return number // words without a number
	}
	if m := tail.FindStringSubmatch(number); m != nil {
		number, id.Remarks = m[1], strings.TrimLeft(id.Remarks+"; "+m[2], "; ")
	}
	if m := ofState.FindStringSubmatch(number); m != nil {
		if code, ok := country.Code(m[2]); ok && code != "" && (id.Country == "" || id.Country == code) {
			number, id.Country = m[1], code
		}
	}
	id.Value = number
	return number
}

// until sets the date that re finds in s.
func until(into *cordon.Date, re *regexp.Regexp, s string) {
	if m := re.FindStringSubmatch(s); m != nil && into.IsZero() {
		if d, err := record.Date(m[1]); err == nil {
			*into = d
		}
	}
}
