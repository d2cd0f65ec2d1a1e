package us

import (
	"strings"

	"cordon"
	"cordon/internal/country"
)

// lands are OFAC's own spellings, and areas that are not countries.
var lands = map[string]string{
	"Virgin Islands, British":             "VG",
	"Man, Isle of":                        "IM",
	"Cabo Verde.  Previously Cape Verde.": "CV",
	"Region: West Bank":                   "PS",
	"Region: Northern Mali":               "ML",
	"undetermined":                        "",
	"None Identified":                     "",
}

// land is the code of a country as OFAC writes it, or its words if it is unknown.
func land(s string) string {
	s = strings.TrimSpace(s)
	if code, ok := lands[s]; ok {
		return code
	}
	return country.CodeOr(s)
}

// isLand reports whether a text names a country.
func isLand(s string) bool {
	if lands[s] != "" {
		return true
	}
	_, ok := country.Code(s)
	return ok
}

// placeCountry is the country that a place of birth ends with: "Baku, Azerbaijan".
func placeCountry(place string) string {
	parts := strings.Split(place, ", ")
	for n := min(2, len(parts)); n > 0; n-- { // "Pyongyang, Korea, North"
		if s := strings.Join(parts[len(parts)-n:], ", "); isLand(s) {
			return land(s)
		}
	}
	return ""
}

// addParts adds an address from the parts of the XML formats. Its full text has the
// order of the CSV: street, "City, State Postal", country.
func (p *party) addParts(nation, city, region, code, area string, street ...string) {
	for _, s := range []*string{&nation, &city, &region, &code, &area} {
		*s = strings.TrimSpace(*s)
	}
	for i := range street {
		street[i] = strings.TrimSpace(street[i])
	}
	if nation == "" && area != "" {
		nation, area = "Region: "+area, "" // as the older formats print it: Gaza, Crimea
	}
	a := cordon.Address{Street: joinFull(street...), City: city, Region: joinFull(region, area), PostalCode: code, Country: land(nation)}
	if a.Country == "" {
		nation = ""
	}
	a.Full = joinFull(a.Street, strings.TrimSpace(joinFull(a.City, a.Region)+" "+a.PostalCode), nation)
	p.addAddress(a)
}

func (p *party) addAddress(a cordon.Address) {
	if a.Full != "" {
		p.entry.Profile.Addresses = appendNew(p.entry.Profile.Addresses, a)
	}
}

// joinFull joins the texts that are not empty with commas.
func joinFull(parts ...string) string {
	var out []string
	for _, s := range parts {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}
