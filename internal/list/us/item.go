package us

import (
	"strings"

	"cordon"
)

// A field is the place in an entry where a labelled fact belongs.
type field int

const (
	note field = iota // a known label without a field in an entry: stays in the remarks
	birthDate
	birthPlace
	nationality
	citizenship
	gender
	position
	founded
	document // an identifier with country and dates
	code     // an identifier without country and dates
	wallet   // the ticker stands in the label
	phone
	email
	website
	fax
	vesselType
	otherType // kept in the remarks: a craft has one type
	shipFlag
	pastFlag
	owner
	operator
	tonnage
	grossTonnage
	built
	model
	registered // country in which it is registered
	address
	linkedTo    // another party, by name
	weakAlias   // a.k.a. 'X' in the remarks
	weakFormer  // f.k.a. 'X'
	risk        // secondary sanctions
	directive   // a measure, which the text names
	listingDate // of one directive or list
	comment     // loose words
)

// An item is one row of the table of labels.
type item struct {
	label  string // without "alt. " and without a closing ":" or "-"
	field  field
	scheme cordon.Scheme
	plain  bool // the scheme says as much as the label
}

// items is the vocabulary of OFAC's remarks, idTypes, features and documents: the
// IDRegDocType and FeatureType values of the Advanced XML of 2024-02-23, the ID
// DOCUMENT TYPE and feature types of the Enhanced XML of 2025-01-10, and further
// labels of the CSVs of 2021 to 2025. A longer label wins over a shorter one.
var items = []item{
	{"DOB", birthDate, "", true},
	{"Birthdate", birthDate, "", true},
	{"POB", birthPlace, "", true},
	{"Place of Birth", birthPlace, "", true},
	{"nationality", nationality, "", true},
	{"Nationality Country", nationality, "", true},
	{"citizen", citizenship, "", true},
	{"Citizenship Country", citizenship, "", true},
	{"Gender", gender, "", true},
	{"Title", position, "", true},
	{"Organization Established Date", founded, "", true},
	{"a.k.a.", weakAlias, "", true},
	{"n.k.a.", weakAlias, "", true},
	{"f.k.a.", weakFormer, "", true},
	{"Linked To", linkedTo, "", true},
	{"Location", address, "", true},
	{"Nationality of Registration", registered, "", true},
	{"Registration Country", registered, "", true},

	{"Website", website, "", true},
	{"Email Address", email, "", true},
	{"Phone Number", phone, "", true},
	{"Telephone", phone, "", true},
	{"Telephone No.", phone, "", true},
	{"Phone No.", phone, "", true},
	{"PHONE", phone, "", true},
	{"Fax", fax, "", true},
	{"Fax No.", fax, "", true},
	{"FAX", fax, "", true},
	{"Email", email, "", true},
	{"EMAIL", email, "", true},

	{"VESSEL TYPE", vesselType, "", true},
	{"Vessel Type", vesselType, "", true},
	{"Other Vessel Type", otherType, "", true},
	{"Vessel Flag", shipFlag, "", true},
	{"Former Vessel Flag", pastFlag, "", true},
	{"Other Vessel Flag", shipFlag, "", true},
	{"Vessel Owner", owner, "", true},
	{"Vessel Tonnage", tonnage, "", true},
	{"Vessel Gross Registered Tonnage", grossTonnage, "", true},
	{"Vessel Gross Tonnage", grossTonnage, "", true},
	{"Vessel Year of Build", built, "", true},
	{"Vessel Call Sign", code, cordon.CallSign, true},
	{"Other Vessel Call Sign", code, cordon.CallSign, false},
	{"Aircraft Manufacture Date", built, "", true},
	{"Aircraft Model", model, "", true},
	{"Aircraft Operator", operator, "", true},
	{"Aircraft Tail Number", code, cordon.TailNumber, true},
	{"Previous Aircraft Tail Number", code, cordon.TailNumber, false},
	{"Aircraft Manufacturer's Serial Number (MSN)", code, cordon.AircraftMSN, true},
	{"Aircraft Construction Number (also called L/N or S/N or F/N)", code, cordon.AircraftMSN, false},
	{"Aircraft Serial Identification", document, cordon.AircraftMSN, false},
	{"Aircraft Mode S Transponder Code", code, cordon.OtherID, false},

	{"Digital Currency Address", wallet, cordon.WalletAddr, true},
	{"SWIFT/BIC", code, cordon.BIC, true},
	{"BIK (RU)", code, cordon.OtherID, false},
	{"MICEX Code", code, cordon.OtherID, false},
	{"UN/LOCODE", code, cordon.OtherID, false},
	{"D-U-N-S Number", code, cordon.DUNS, true},
	{"ISIN", code, cordon.ISIN, true},
	{"Equity Ticker", code, cordon.OtherID, false},

	// IMO numbers are printed as Vessel Registration Identification.
	{"Vessel Registration Identification", document, cordon.OtherID, false},
	{"MMSI", document, cordon.MMSI, true},

	{"Passport", document, cordon.Passport, true},
	{"Diplomatic Passport", document, cordon.Passport, false},
	{"British National Overseas Passport", document, cordon.Passport, false},
	{"Stateless Person Passport", document, cordon.Passport, false},
	{"Travel Document Number", document, cordon.Passport, false},

	{"National ID No.", document, cordon.NationalID, true},
	{"Cedula No.", document, cordon.NationalID, false},
	{"SSN", document, cordon.NationalID, false},
	{"D.N.I.", document, cordon.NationalID, false},
	{"N.I.E.", document, cordon.NationalID, false},
	{"C.I.N.", document, cordon.NationalID, false},
	{"C.U.I.", document, cordon.NationalID, false},
	{"C.U.I.P.", document, cordon.NationalID, false},
	{"C.U.R.P.", document, cordon.NationalID, false},
	{"I.F.E.", document, cordon.NationalID, false},
	{"Credencial electoral", document, cordon.NationalID, false},
	{"Electoral Registry No.", document, cordon.NationalID, false},
	{"Cartilla de Servicio Militar Nacional", document, cordon.NationalID, false},
	{"Military Registration Number", document, cordon.NationalID, false},
	{"Bosnian Personal ID No.", document, cordon.NationalID, false},
	{"Kenyan ID No.", document, cordon.NationalID, false},
	{"Moroccan Personal ID No.", document, cordon.NationalID, false},
	{"Tarjeta Profesional", document, cordon.NationalID, false},
	{"Citizen's Card Number", document, cordon.NationalID, false},
	{"CNP (Personal Numerical Code)", document, cordon.NationalID, false},
	{"National Foreign ID Number", document, cordon.NationalID, false},
	{"Numero de Identidad", document, cordon.NationalID, false},
	{"Personal ID Card", document, cordon.NationalID, false},
	{"Public Security and Immigration No.", document, cordon.NationalID, false},
	{"Refugee ID Card", document, cordon.NationalID, false},
	{"Residency Number", document, cordon.NationalID, false},
	{"Romanian Permanent Resident", document, cordon.NationalID, false},
	{"Stateless Person ID Card", document, cordon.NationalID, false},
	{"Tazkira National ID Card", document, cordon.NationalID, false},
	{"Turkish Identification Number", document, cordon.NationalID, false},
	{"UAE Identification", document, cordon.NationalID, false},
	{"Birth Certificate Number", document, cordon.NationalID, false},
	{"Driver's License No.", document, cordon.NationalID, false},
	{"Immigration No.", document, cordon.NationalID, false},
	{"Seafarer's Identification Document", document, cordon.NationalID, false},
	// People and companies both have an Identification Number.
	{"Identification Number", document, cordon.OtherID, false},

	{"Tax ID No.", document, cordon.TaxID, true},
	{"R.F.C.", document, cordon.TaxID, false},
	{"RFC", document, cordon.TaxID, false},
	{"NIT #", document, cordon.TaxID, false},
	{"US FEIN", document, cordon.TaxID, false},
	{"RUC #", document, cordon.TaxID, false},
	{"C.I.F.", document, cordon.TaxID, false},
	{"RIF #", document, cordon.TaxID, false},
	{"V.A.T. Number", document, cordon.TaxID, false},
	{"Italian Fiscal Code", document, cordon.TaxID, false},
	{"Fiscal Code", document, cordon.TaxID, false},
	{"C.U.I.T.", document, cordon.TaxID, false},
	{"N.I.F.", document, cordon.TaxID, false},
	{"RTN", document, cordon.TaxID, false},
	{"Paraguayan tax identification number", document, cordon.TaxID, false},
	{"Romanian Tax Registration", document, cordon.TaxID, false},
	{"Numero Unico de Identificacao Tributaria (NUIT)", document, cordon.TaxID, false},

	{"Registration Number", document, cordon.Registration, true},
	{"Registration ID", document, cordon.Registration, false},
	{"Registration Certificate Number (Dubai)", document, cordon.Registration, false},
	{"Business Registration Number", document, cordon.Registration, false},
	{"Business Registration Document #", document, cordon.Registration, false},
	{"Public Registration Number", document, cordon.Registration, false},
	{"Commercial Registry Number", document, cordon.Registration, false},
	{"Certificate of Incorporation Number", document, cordon.Registration, false},
	{"Company Number", document, cordon.Registration, false},
	{"UK Company Number", document, cordon.Registration, false},
	{"C.R. No.", document, cordon.Registration, false},
	{"Romanian C.R.", document, cordon.Registration, false},
	{"Folio Mercantil No.", document, cordon.Registration, false},
	{"Matricula Mercantil No", document, cordon.Registration, false},
	{"Chamber of Commerce Number", document, cordon.Registration, false},
	{"Dubai Chamber of Commerce Membership No.", document, cordon.Registration, false},
	{"Istanbul Chamber of Comm. No.", document, cordon.Registration, false},
	{"Central Registration System Number", document, cordon.Registration, false},
	{"Economic Register Number (CBLS)", document, cordon.Registration, false},
	{"Enterprise Number", document, cordon.Registration, false},
	{"Business Number", document, cordon.Registration, false},
	{"Branch Unit Number", document, cordon.Registration, false},
	{"Organization Code", document, cordon.Registration, false},
	{"Unified Social Credit Code (USCC)", document, cordon.Registration, false},
	{"United Social Credit Code Certificate (USCCC)", document, cordon.Registration, false},
	{"Chinese Commercial Code", document, cordon.OtherID, false},
	{"Registered Charity No.", document, cordon.Registration, false},
	{"Government Gazette Number", document, cordon.OtherID, false},
	{"Legal Entity Number", document, cordon.OtherID, false},
	{"LE Number", document, cordon.OtherID, false},
	{"License", document, cordon.OtherID, false},
	{"Trade License No.", document, cordon.Registration, false},
	{"Tourism License No.", document, cordon.OtherID, false},
	{"Pilot License Number", document, cordon.OtherID, false},
	{"Afghan Money Service Provider License Number", document, cordon.OtherID, false},
	{"MSB Registration Number", document, cordon.Registration, false},
	{"SRE Permit No.", document, cordon.OtherID, false},
	{"Permit Number", document, cordon.OtherID, false},
	{"File Number", document, cordon.OtherID, false},
	{"Serial No.", document, cordon.OtherID, false},
	{"Trademark number", document, cordon.OtherID, false},
	{"VisaNumberID", document, cordon.OtherID, false},
	{"Global Intermediary Identification Number", document, cordon.OtherID, false},

	{"Secondary sanctions risk", risk, "", true},
	{"Additional Sanctions Information", risk, "", true},
	{"Executive Order 13662 Directive Determination", directive, "", true},
	{"Executive Order 14024 Directive Information", directive, "", true},
	{"Executive Order 14014 Directive Information", directive, "", true},
	{"Executive Order 14059 information", directive, "", true},
	{"Executive Order 13846 information", directive, "", true},
	{"CAATSA Section 235 Information", directive, "", true},
	{"IFCA Determination", directive, "", true},
	{"PEESA Information", directive, "", true},
	{"Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions", directive, "", true},
	{"Listing Date", listingDate, "", true},
	{"Effective Date", note, "", true},
	{"Purchase/Sales For Divestment Date", note, "", true},
	{"Issuer Name", note, "", true},
	{"Organization Type", note, "", true},
	{"Target Type", note, "", true},
	{"For more information on directives", note, "", true},
	{"for more information on directives", note, "", true},
	{"For more information", note, "", true},
	{"All offices worldwide", note, "", true},
	{"All Offices Worldwide", note, "", true},
	{"All offices worldwide.", note, "", true},
	{"ICTY indictee", note, "", true}, // the tribunal for the former Yugoslavia
	{"all offices worldwide", note, "", true},
}

// byWord finds the rows whose label begins with a word, the longest label first.
var byWord = func() map[string][]item {
	m := map[string][]item{}
	for _, it := range items {
		w, _, _ := strings.Cut(it.label, " ")
		at := 0
		for at < len(m[w]) && len(m[w][at].label) >= len(it.label) {
			at++
		}
		m[w] = append(m[w][:at], append([]item{it}, m[w][at:]...)...)
	}
	return m
}()

// cutAlt drops the mark of a further item of one kind.
func cutAlt(s string) string { return strings.TrimPrefix(strings.TrimPrefix(s, "alt. "), "Alt. ") }

// find splits "alt. Passport AB1 (Iran)" into the row of its label and what
// follows the label. ok is false when no row fits.
func find(s string) (it item, rest string, ok bool) {
	s = cutAlt(strings.ReplaceAll(strings.TrimSpace(s), "’", "'"))
	word, _, _ := strings.Cut(s, " ")
	for _, key := range []string{word, strings.TrimRight(word, ":-,")} {
		for _, it := range byWord[key] {
			rest, ok := strings.CutPrefix(s, it.label)
			if !ok || rest != "" && !strings.ContainsRune(" :-,", rune(rest[0])) {
				continue
			}
			rest = strings.TrimLeft(strings.TrimSpace(rest), ":,")
			rest = strings.TrimPrefix(strings.TrimSpace(rest)+" ", "- ") // labels that end in a dash
			return it, strings.TrimSpace(rest), true
		}
	}
	return item{}, s, false
}
