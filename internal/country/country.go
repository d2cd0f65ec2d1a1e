// Package country turns the names that lists and texts use for countries into
// ISO 3166-1 alpha-2 codes, and codes into English names.
package country

import (
	"fmt"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"cordon"
)

// also holds spellings of the lists that the CLDR names do not have.
var also = map[string]string{
	"korea, north": "KP", "north korea": "KP", "dprk": "KP", "democratic people's republic of korea": "KP",
	"democratic people’s republic of korea": "KP", "korea, democratic people's republic of": "KP", "korea (north)": "KP",
	"the democratic people's republic of korea": "KP",
	"korea, south": "KR", "south korea": "KR", "republic of korea": "KR", "korea, republic of": "KR", "korea (south)": "KR",
	"russia": "RU", "russian federation": "RU", "the russian federation": "RU", "ussr": "SU", "soviet union": "SU",
	"burma": "MM", "myanmar": "MM", "congo, democratic republic of the": "CD", "democratic republic of the congo": "CD", "drc": "CD",
	"congo (democratic republic)": "CD", "congo, republic of the": "CG", "republic of the congo": "CG", "congo": "CG",
	"cote d ivoire": "CI", "cote d'ivoire": "CI", "ivory coast": "CI", "côte d'ivoire": "CI", "iran, islamic republic of": "IR",
	"islamic republic of iran":   "IR",
	"iran (islamic republic of)": "IR", "syrian arab republic": "SY", "the syrian arab republic": "SY", "libyan arab jamahiriya": "LY",
	"state of libya": "LY",
	"palestinian":    "PS", "west bank": "PS", "region: gaza": "PS", "gaza": "PS", "palestinian territories": "PS",
	"occupied palestinian territories": "PS", "palestine": "PS", "state of palestine": "PS",
	"united states": "US", "united states of america": "US", "usa": "US", "u.s.": "US", "us": "US", "america": "US",
	"united kingdom": "GB", "uk": "GB", "britain": "GB", "great britain": "GB", "england": "GB", "scotland": "GB",
	"united kingdom of great britain and northern ireland": "GB",
	"macedonia": "MK", "north macedonia, the republic of": "MK", "the former yugoslav republic of macedonia": "MK",
	"moldova, republic of": "MD", "republic of moldova": "MD",
	"bahamas, the": "BS", "bahamas": "BS", "gambia, the": "GM", "gambia": "GM", "the gambia": "GM", "viet nam": "VN", "vietnam": "VN",
	"lao people's democratic republic": "LA", "laos": "LA",
	"tanzania, united republic of": "TZ", "united republic of tanzania": "TZ", "tanzania": "TZ", "bolivia, plurinational state of": "BO",
	"bolivia (plurinational state of)":  "BO",
	"venezuela, bolivarian republic of": "VE", "venezuela (bolivarian republic of)": "VE", "brunei darussalam": "BN", "czech republic": "CZ",
	"czechia": "CZ", "slovak republic": "SK",
	"hong kong": "HK", "hong kong, china": "HK", "china (hong kong sar)": "HK", "hong kong (sar)": "HK", "macau": "MO", "macao": "MO",
	"taiwan": "TW", "taiwan, province of china": "TW", "chinese taipei": "TW",
	"china": "CN", "people's republic of china": "CN", "mainland china": "CN", "turkey": "TR", "türkiye": "TR", "turkiye": "TR",
	"cabo verde": "CV", "cape verde": "CV",
	"swaziland": "SZ", "eswatini": "SZ", "micronesia": "FM", "micronesia, federated states of": "FM", "holy see": "VA", "vatican city": "VA",
	"timor-leste": "TL", "east timor": "TL",
	"united arab emirates": "AE", "uae": "AE", "saudi arabia": "SA", "kingdom of saudi arabia": "SA", "yemen": "YE",
	"republic of yemen": "YE", "bosnia": "BA", "bosnia and herzegovina": "BA", "bosnia-herzegovina": "BA",
	"st kitts and nevis": "KN", "st. kitts and nevis": "KN", "saint kitts and nevis": "KN", "st vincent and the grenadines": "VC",
	"st. vincent and the grenadines": "VC", "saint vincent and the grenadines": "VC",
	"sao tome and principe": "ST", "trinidad": "TT", "trinidad and tobago": "TT", "antigua and barbuda": "AG", "kosovo": "XK",
	"netherlands antilles": "AN", "the netherlands": "NL", "holland": "NL",
	"central african republic": "CF", "the central african republic": "CF", "guinea-bissau": "GW", "guinea bissau": "GW",
	"south sudan": "SS", "republic of south sudan": "SS", "the sudan": "SD", "the philippines": "PH", "cook islands": "CK",
	"marshall islands": "MH", "republic of the marshall islands": "MH", "comoros": "KM", "union of the comoros": "KM", "isle of man": "IM",
	"jersey": "JE", "guernsey": "GG", "curacao": "CW", "reunion": "RE",
	"abkhazia": "GE", "crimea": "UA", "region: crimea": "UA", "region: kafia kingi": "SD", "serbia and montenegro": "CS", "yugoslavia": "YU",
	"german democratic republic": "DD", "undetermined": "", "stateless": "",
}

var tables = sync.OnceValues(func() (codes map[string]string, names map[string]string) {
	codes, names = map[string]string{}, map[string]string{}
	en := display.English.Regions()
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string(a) + string(b)
			r, err := language.ParseRegion(code)
			if err != nil || !r.IsCountry() || r.String() != code || r.Canonicalize() != r {
				continue // a withdrawn code has the name of its successor: FX is France, PZ Panama
			}
			name := en.Name(r)
			if name == "" {
				continue
			}
			codes[fold(name)] = code
			names[code] = name
		}
	}
	for name, code := range also {
		codes[fold(name)] = code
	}
	for code, name := range map[string]string{
		"KP": "North Korea", "KR": "South Korea", "HK": "Hong Kong", "MO": "Macao", "MM": "Myanmar",
		"TR": "Türkiye", "SU": "Soviet Union", "PS": "Palestine",
	} {
		names[code] = name
	}
	return codes, names
})

// Code is the ISO 3166-1 alpha-2 code of a country's name or code as lists
// write it; false when the text is not a known country.
func Code(name string) (string, bool) {
	codes, names := tables()
	if len(name) == 2 {
		up := strings.ToUpper(name)
		if _, ok := names[up]; ok {
			return up, true
		}
	}
	code, ok := codes[fold(name)]
	return code, ok && code != ""
}

// others maps the three-letter codes and the three-digit numbers of ISO 3166-1
// to alpha-2 codes. A code that two countries share (891: Yugoslavia, and Serbia
// and Montenegro) is left out.
var others = sync.OnceValue(func() map[string]string {
	_, names := tables()
	out := map[string]string{}
	add := func(other, code string) {
		if was, ok := out[other]; ok && was != code {
			code = ""
		}
		out[other] = code
	}
	for code := range names {
		r, err := language.ParseRegion(code)
		if err != nil {
			continue
		}
		if r.ISO3() != "ZZZ" { // what CLDR gives for none
			add(r.ISO3(), code)
		}
		if r.M49() != 0 {
			add(fmt.Sprintf("%03d", r.M49()), code)
		}
	}
	return out
})

// Parse is the alpha-2 code of a country as a query gives it: an ISO 3166-1 code
// of two or three letters, its number, or a name that Code knows. Any other text
// is a cordon.Problem: compared as it stands, it would contradict every party.
func Parse(text string) (string, error) {
	t := strings.TrimSpace(text)
	if code, ok := Code(t); ok {
		return code, nil
	}
	if code := others()[strings.ToUpper(t)]; code != "" {
		return code, nil
	}
	return "", cordon.Problem{
		Field: "country", Value: text,
		Reason: "not a known country; give an ISO 3166-1 code (RU, RUS or 643) or an English name (Russia)",
	}
}

// CodeOr is Code, or the trimmed name itself when it is not a known country:
// what a list published is kept.
func CodeOr(name string) string {
	if code, ok := Code(name); ok {
		return code
	}
	return strings.TrimSpace(name)
}

// Name is the English name of a code, or the code itself when it is unknown.
func Name(code string) string {
	_, names := tables()
	if n, ok := names[strings.ToUpper(code)]; ok {
		return n
	}
	return code
}

var folder = strings.NewReplacer("’", "'", "&", "and", "  ", " ", "ô", "o", "é", "e", "ç", "c", "ã", "a", "í", "i")

func fold(s string) string {
	return strings.Trim(folder.Replace(strings.ToLower(strings.TrimSpace(s))), " .,;")
}
