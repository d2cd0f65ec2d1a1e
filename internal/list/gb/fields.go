package gb

import (
	_ "embed"
	"maps"
	"slices"
	"strings"

	"cordon/internal/record"
)

// A field is what a column, an element or a (Label): contains. Its text is the name
// of the column in the CSV of the UK Sanctions List, which problems quote.
type field string

const (
	fRef         field = "Unique ID"
	fGroup       field = "OFSI Group ID"
	fUN          field = "UN Reference Number"
	fUpdated     field = "Last Updated"
	fDesignated  field = "Date Designated"
	fListed      field = "Listed On" // ConList only
	fRegime      field = "Regime Name"
	fKind        field = "Designation Type"
	fSource      field = "Designation source"
	fSanctions   field = "Sanctions Imposed"
	fOther       field = "Other Information"
	fReasons     field = "UK Statement of Reasons"
	fTitle       field = "Title"
	fPosition    field = "Position"
	fGender      field = "Gender"
	fDOB         field = "D.O.B"
	fNationality field = "Nationality(/ies)"
	fTown        field = "Town of birth"
	fCountry     field = "Country of birth"
	fPassport    field = "Passport number"
	fPassportAdd field = "Passport additional information"
	fNational    field = "National Identifier number"
	fNationalAdd field = "National Identifier additional information"
	fPhone       field = "Phone number"
	fFax         field = "Fax"
	fEmail       field = "Email address"
	fWebsite     field = "Website"
	fEntityType  field = "Type of entity"
	fSubsidiary  field = "Subsidiaries"
	fParent      field = "Parent company"
	fBusiness    field = "Business registration number (s)"
	fIMO         field = "IMO number"
	fOwner       field = "Current owner/operator (s)"
	fPastOwner   field = "Previous owner/operator (s)"
	fFlag        field = "Current believed flag of ship"
	fPastFlag    field = "Previous flags"
	fShipType    field = "Type of ship"
	fTonnage     field = "Tonnage of ship"
	fLength      field = "Length of ship"
	fBuilt       field = "Year Built"
	fHull        field = "Hull identification number (HIN)"

	fName6    field = "Name 6"
	fNameType field = "Name type"
	fStrength field = "Alias strength"
	fScript   field = "Name non-latin script"
	fScriptOf field = "Non-latin script type"
	fLangOf   field = "Non-latin script language"
	fPostcode field = "Address Postal Code"
	fAddrLand field = "Address Country"
)

// names and lines are the numbered fields: Name 1 to 5, Address Line 1 to 6.
var (
	nameFields = []field{"Name 1", "Name 2", "Name 3", "Name 4", "Name 5", fName6}
	lineFields = []field{"Address Line 1", "Address Line 2", "Address Line 3", "Address Line 4", "Address Line 5", "Address Line 6"}
)

// needed are the columns without which a row of the UK Sanctions List cannot be
// read; simple are those that stand for themselves; paired are those that only
// have a meaning together.
var (
	needed = []field{fRef, fName6, fNameType, fRegime, fKind}
	simple = []field{
		fGroup, fUN, fTitle, fOther, fPosition, fGender, fDOB, fNationality, fPhone, fWebsite, fEmail,
		fEntityType, fSubsidiary, fParent, fBusiness, fIMO, fOwner, fPastOwner, fFlag, fPastFlag, fShipType, fTonnage, fLength, fBuilt, fHull,
	}
	ofAct  = []field{fUpdated, fDesignated, fListed, fSource, fSanctions, fReasons}
	paired = []field{
		fStrength, fScript, fScriptOf, fLangOf, fPostcode, fAddrLand,
		fPassport, fPassportAdd, fNational, fNationalAdd, fTown, fCountry,
	}
)

// alsoCalled holds the other labels of a field: the XML's elements, in plural or
// singular, and the ConList's columns and (Label): marks.
var alsoCalled = map[field][]string{
	fRef: {"UK Sanctions List Ref"}, fGroup: {"Group ID"}, fUN: {"UN Ref"},
	fDesignated: {"UK Sanctions List Date Designated"}, fRegime: {"Regime"},
	fKind: {"Group Type", "IndividualEntityShip"}, fNameType: {"Alias Type"}, fStrength: {"Alias Quality"},
	fPosition: {"Positions"}, fGender: {"Genders"}, fDOB: {"DOBs"}, fNationality: {"Nationality", "Nationalities"},
	fPassport: {"PassportNumbers"}, fPassportAdd: {"Passport Details", "PassportAdditionalInfo"},
	fNational:    {"National Identification Number", "NationalIdentifierNumbers"},
	fNationalAdd: {"National Identification Details", "NationalIdentifierAdditionalInfo"},
	fPhone:       {"Tel", "PhoneNumbers"}, fFax: {"Fax number", "Facsimile"}, fEmail: {"EmailAddresses"}, fWebsite: {"Websites"},
	fEntityType: {"TypeOfEntities", "EntityType"}, fSubsidiary: {"Subsidiary"}, fParent: {"ParentCompanies"},
	fBusiness: {"Business Reg No", "BusinessRegistrationNumber"}, fIMO: {"IMONumbers"},
	fOwner: {"Current owners", "CurrentOwnerOperator"}, fPastOwner: {"PreviousOwnerOperator", "Previous owners"},
	fFlag: {"Flag of ship", "CurrentBelievedFlagOfShips"}, fPastFlag: {"PreviousFlag", "PreviousFlagsOfShip"},
	fShipType: {"TypeOfShipDetails"}, fTonnage: {"TonnageOfShipDetails"}, fLength: {"LengthOfShipDetails"}, fBuilt: {"YearsBuilt"},
	fHull:     {"HullIdentificationNumber", "HullIdentificationNumbers", "HIN"},
	fPostcode: {"Post/Zip Code", "AddressPostcode"}, fAddrLand: {"Country"},
	"Address Line 1": {"Address 1"}, "Address Line 2": {"Address 2"}, "Address Line 3": {"Address 3"},
	"Address Line 4": {"Address 4"}, "Address Line 5": {"Address 5"}, "Address Line 6": {"Address 6"},
	fScript: {"NameNonLatinScript"}, fScriptOf: {"NonLatinScriptType"}, fLangOf: {"NonLatinScriptLanguage"},
}

// fieldOf finds a field by the label of a column or an element.
var fieldOf = func() map[string]field {
	of := map[string]field{}
	for _, set := range [][]field{needed, simple, ofAct, paired, nameFields, lineFields, {fFax}} {
		for _, f := range set {
			of[record.Label(string(f))] = f
		}
	}
	for f, labels := range alsoCalled {
		for _, l := range labels {
			of[record.Label(l)] = f
		}
	}
	return of
}()

// ukslTable is measured on the file of 2026-08, which was rebuilt without the
// details of persons, entities and ships: their names have no share.
//
//go:embed uksl.txt
var ukslTable string

// ukslShape is the shape of the XML: what the table has and all labels of the
// fields, at any depth of a designation. Fields that stand for themselves may stand
// several times, except those of which a designation has one: each is read.
var ukslShape = func() *record.Shape {
	var table strings.Builder
	table.WriteString(ukslTable)
	for _, label := range slices.Sorted(maps.Keys(fieldOf)) {
		table.WriteString("\t\t" + label)
		if f := fieldOf[label]; f == fFax || slices.Contains(simple, f) && f != fGroup && f != fUN {
			table.WriteString(" *")
		}
		table.WriteByte('\n')
	}
	return record.ParseShape(table.String())
}()

// roleOf is the role of a field in a record: "simple", "act", or part of a larger
// value.
var roleOf = func() map[field]string {
	of := map[field]string{fRef: "ref", fRegime: "act", fKind: "simple", fFax: "simple"}
	for _, f := range simple {
		of[f] = "simple"
	}
	for _, f := range ofAct {
		of[f] = "act"
	}
	return of
}()
