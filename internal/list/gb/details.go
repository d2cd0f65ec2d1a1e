package gb

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"cordon"
	"cordon/internal/country"
	"cordon/internal/record"
)

// Patterns of Passport Details and the like: "(Afghan). Issued on 20 Nov 1997", "Country:
// Russia, Issue Date: 29/10/2018, Expire Date: 29/10/2028", "Kuwait number,
// issued on 26 May 2003, issued in Kuwait (and expired on 25 May 2008)".
const dayForm = `(\d{1,2}[ ./-]\p{L}{3,9}\.?[ ./-]\d{4}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2})`

var (
	landForm    = regexp.MustCompile(`^(.*\d.*?)\s*\(([^()]+)\)$`)
	issuedForm  = regexp.MustCompile(`(?i)\b(?:issued?(?: date)?|date of issue|issuance)(?: on)?:? ` + dayForm)
	expiresForm = regexp.MustCompile(`(?i)\b(?:expir(?:e|es|ed|y|ing|ation)(?: date)?|date of expiry|valid (?:until|to))(?: on)?:? ` + dayForm)
	invalidForm = regexp.MustCompile(`(?i)\b(?:expired|revoked|cancel+ed|stolen|lost|forged|false|fraudulent|counterfeit|` +
		`invalid|no longer valid)\b`)
	countryForm = regexp.MustCompile(`(?i)\bcountry: ?([^,;.]+)`)
	leadForm    = regexp.MustCompile(`^\(?([\p{L}' -]+?)\)?(?:` +
		`\s+(?i:passports?|numbers?|national|issued|expire[sd]?|expiry|identity|identification|id|diplomatic)\b.*|` +
		`\s*[.,;:(].*|)$`)
	placeForm = regexp.MustCompile(`(?i)\bissued (?:in|by|at) ([^.,;()]+)`)
)

// demonyms are the words by which remarks name the country of a passport.
var demonyms = map[string]string{
	"afghan": "AF", "algerian": "DZ", "american": "US", "armenian": "AM", "azerbaijani": "AZ", "bahraini": "BH",
	"belarusian": "BY", "belgian": "BE", "bosnian": "BA", "british": "GB", "canadian": "CA", "chinese": "CN",
	"congolese": "CD", "cypriot": "CY", "danish": "DK", "dutch": "NL", "egyptian": "EG", "eritrean": "ER",
	"french": "FR", "georgian": "GE", "german": "DE", "indian": "IN", "indonesian": "ID", "iranian": "IR",
	"iraqi": "IQ", "israeli": "IL", "italian": "IT", "jordanian": "JO", "kazakh": "KZ", "kenyan": "KE", "kuwaiti": "KW",
	"kyrgyz": "KG", "lebanese": "LB", "libyan": "LY", "malaysian": "MY", "malian": "ML", "moldovan": "MD",
	"moroccan": "MA", "north korean": "KP", "pakistani": "PK", "palestinian": "PS", "philippine": "PH", "qatari": "QA",
	"russian": "RU", "rwandan": "RW", "saudi": "SA", "saudi arabian": "SA", "serbian": "RS", "somali": "SO",
	"south african": "ZA", "spanish": "ES", "sudanese": "SD", "swedish": "SE", "swiss": "CH", "syrian": "SY",
	"tajik": "TJ", "tanzanian": "TZ", "tunisian": "TN", "turkish": "TR", "ugandan": "UG", "ukrainian": "UA",
	"uzbek": "UZ", "venezuelan": "VE", "yemeni": "YE", "zimbabwean": "ZW",
}

// issuer is the code of the country that a name or demonym stands for.
func issuer(s string) (string, bool) {
	s = strings.Trim(clean(s), " .()")
	if code, ok := demonyms[strings.ToLower(s)]; ok {
		return code, true
	}
	return country.Code(s)
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) }

// readAbout reads the fields of a document out of its remarks, which are kept.
func readAbout(id *cordon.Identifier) {
	text := id.Remarks
	if text == "" {
		return
	}
	for _, m := range [][]string{countryForm.FindStringSubmatch(text), leadForm.FindStringSubmatch(text), placeForm.FindStringSubmatch(text)} {
		if id.Country != "" || m == nil {
			continue
		}
		if code, ok := issuer(m[1]); ok {
			id.Country = code
		}
	}
	for _, word := range strings.FieldsFunc(text, notInWord) {
		if code, ok := demonyms[strings.ToLower(word)]; ok && id.Country == "" {
			id.Country = code
		}
	}
	if m := placeForm.FindStringSubmatch(text); m != nil {
		id.Issuer = clean(m[1])
	}
	if m := issuedForm.FindStringSubmatch(text); m != nil {
		id.Period.From, _ = record.Date(m[1]) // the remarks keep what is no date
	}
	if m := expiresForm.FindStringSubmatch(text); m != nil {
		id.Period.To, _ = record.Date(m[1])
	}
	id.Invalid = invalidForm.MatchString(text)
	if id.Scheme == cordon.NationalID {
		retell(id, text)
	}
}

// retell corrects the scheme of a "national identification" by its remarks.
func retell(id *cordon.Identifier, text string) {
	low := " " + strings.ToLower(text) + " "
	switch {
	case record.INN(id.Value) && (strings.Contains(low, "inn") || strings.Contains(low, "tax") || strings.Contains(low, "tin ")):
		id.Scheme, id.Country = cordon.INN, "RU"
	case strings.Contains(low, "tax") || strings.Contains(low, " tin ") || strings.Contains(low, " trn "):
		id.Scheme = cordon.TaxID
	case strings.Contains(low, "licen") || strings.Contains(low, "birth certificate"):
		id.Scheme = cordon.OtherID
	}
}

// marks are the labels of numbers in free text. The form of a number decides first
// what it is, the label second.
var (
	marks = regexp.MustCompile(`(?i)\b(INN|OGRNIP|OGRN|KPP|OKPO|OKTMO|TIN|UNP|BIN|EIN|VAT|LEI|DUNS|SWIFT(?:/BIC)?|BIC|ICP|` +
		`Tax ID|Tax(?:payer)?(?: Identification| ID| Registration)? (?:Number|No\.?)|` +
		`State Registration Number|Registration (?:Number|No\.?|ID)|` +
		`Registered company number|Company (?:Registration )?(?:Number|No\.?)|Unified Social Credit (?:Code|Identifier)|USCC|[CB]R(?: No\.?|:))` +
		`\s*(?:\([^)]{1,30}\))?\s*[:#–-]?\s*([0-9A-Za-z][0-9A-Za-z/.-]{2,24}[0-9A-Za-z])`)
	bicForm = regexp.MustCompile(`^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$`)
	leiForm = regexp.MustCompile(`^[A-Z0-9]{18}\d{2}$`)
	bareReg = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z ./-]*$`)
)

// registrations reads Business registration number(s).
func registrations(text string, russian bool) []cordon.Identifier {
	var out []cordon.Identifier
	for _, item := range listed(text) {
		if ids := labelled(item, russian); len(ids) > 0 {
			out = append(out, ids...)
			continue
		}
		land := ""
		if m := landForm.FindStringSubmatch(item); m != nil {
			if code, ok := issuer(m[2]); ok {
				item, land = m[1], code
			}
		}
		for _, one := range strings.FieldsFunc(item, func(r rune) bool { return r == ';' || r == ',' }) {
			id := registration("", clean(one), russian || land == "RU")
			if land != "" {
				id.Country = land
			}
			if !bareReg.MatchString(id.Value) {
				id.Scheme = cordon.Registration // a text with its number: kept whole
			}
			out = append(out, id)
		}
	}
	return out
}

// labelled reads the numbers behind a known label in a text.
func labelled(text string, russian bool) []cordon.Identifier {
	var out []cordon.Identifier
	for _, m := range marks.FindAllStringSubmatch(text, -1) {
		value := strings.TrimRight(m[2], ".-/")
		if strings.ContainsAny(value, "0123456789") || bicForm.MatchString(value) && isBIC(m[1]) {
			out = append(out, registration(m[1], value, russian))
		}
	}
	return out
}

func isBIC(label string) bool {
	l := strings.ToUpper(label)
	return strings.HasPrefix(l, "SWIFT") || l == "BIC"
}

// taxLabels and placeLabels are the labels of tax numbers, and of Russian numbers
// that say where an office is, not whose it is.
var (
	taxLabels   = []string{"tin", "inn", "vat", "unp", "ein"}
	placeLabels = []string{"kpp", "okpo", "oktmo"}
)

// registration classifies a number. The check digit decides what is a Russian
// number; without a label only if the party is Russian.
func registration(label, value string, russian bool) cordon.Identifier {
	id := cordon.Identifier{Value: value, Type: label}
	low := strings.ToLower(label)
	switch tax := isTax(low); {
	case record.OGRN(value) && (strings.HasPrefix(low, "ogrn") || russian):
		id.Scheme, id.Country = cordon.OGRN, "RU"
	case record.INN(value) && (low == "inn" || russian && (tax || label == "")):
		id.Scheme, id.Country = cordon.INN, "RU"
	default:
		id.Scheme = schemeOf(low, value)
		if slices.Contains(placeLabels, low) {
			id.Country = "RU"
		}
	}
	return id
}

// schemeOf is the scheme that a label in lower case stands for.
func schemeOf(label, value string) cordon.Scheme {
	switch {
	case isBIC(label) && bicForm.MatchString(value):
		return cordon.BIC
	case label == "lei" && leiForm.MatchString(value):
		return cordon.LEI
	case label == "duns":
		return cordon.DUNS
	case isTax(label):
		return cordon.TaxID
	case isBIC(label), slices.Contains(placeLabels, label):
		return cordon.OtherID
	}
	return cordon.Registration
}

func isTax(label string) bool {
	return slices.Contains(taxLabels, label) || strings.HasPrefix(label, "tax")
}
