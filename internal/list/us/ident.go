package us

import (
	"regexp"
	"strings"

	"cordon"
	"cordon/internal/record"
)

var (
	imoForm = regexp.MustCompile(`^(?:IMO\s*:?\s*)?(\d{7})$`)
	leiForm = regexp.MustCompile(`^[0-9A-Z]{18}\d{2}$`)
	digits  = regexp.MustCompile(`^\d+$`)
)

// scheme sets an identifier's scheme: by its label where the label is exact, and by
// its form where OFAC uses one label for several kinds of number.
func scheme(it item, kind cordon.Kind, id cordon.Identifier) cordon.Identifier {
	id.Scheme = it.scheme
	if !it.plain {
		id.Type = it.label
	}
	value := strings.ToUpper(id.Value)
	vesselID := it.label == "Vessel Registration Identification"
	if m := imoForm.FindStringSubmatch(value); m != nil && (strings.HasPrefix(value, "IMO") || vesselID) {
		id.Value, id.Scheme = m[1], imo(kind, m[1])
		return id
	}
	switch {
	case vesselID && kind == cordon.Vessel && digits.MatchString(value) && len(value) == 9:
		id.Scheme = cordon.MMSI
	case it.label == "Legal Entity Number" && leiForm.MatchString(value):
		id.Scheme, id.Type = cordon.LEI, ""
	case it.label == "Identification Number" && kind == cordon.Person:
		id.Scheme = cordon.NationalID
	case it.scheme == cordon.TaxID || it.scheme == cordon.Registration:
		id.Scheme = russian(it.scheme, id.Country, value)
	}
	return id
}

// russian recognises a Russian number by its form. An INN has 10 digits for a
// company and 12 for a person, an OGRN 13 and an OGRNIP 15 (orders of the
// Federal Tax Service and the Ministry of Finance). Without a country only a
// registration number whose check digit is right is taken for an OGRN.
func russian(s cordon.Scheme, country, value string) cordon.Scheme {
	if !digits.MatchString(value) || country != "RU" && country != "" {
		return s
	}
	switch n := len(value); {
	case (n == 10 || n == 12) && s == cordon.TaxID && country == "RU":
		return cordon.INN
	case (n == 13 || n == 15) && (country == "RU" || record.OGRN(value)):
		return cordon.OGRN
	}
	return s
}

// imo decides whether seven digits are the number of a ship or of a company. The kind
// of party decides unless only the other check digit fits: OFAC prints the number of
// a ship on the company that runs it, and the other way round.
func imo(kind cordon.Kind, n string) cordon.Scheme {
	ship, company := record.IMOShip(n), record.IMOCompany(n)
	if kind == cordon.Vessel {
		if !ship && company {
			return cordon.IMOCompany
		}
		return cordon.IMOShip
	}
	if ship && !company {
		return cordon.IMOShip
	}
	return cordon.IMOCompany
}
