package cordon

import (
	"slices"
	"strings"
)

// Kind is the kind of a party.
type Kind string

// The kinds of party. UnknownKind matches any.
const (
	Person       Kind = "person"
	Organization Kind = "organization"
	Vessel       Kind = "vessel"
	Aircraft     Kind = "aircraft"
	Wallet       Kind = "wallet"
	UnknownKind  Kind = ""
)

// A Profile describes someone, whatever the source. Everything that can be
// matched is a Profile: a list entry, a merged party, a customer, a query.
type Profile struct {
	Kind        Kind          `json:"kind,omitempty"`
	Names       []Name        `json:"names,omitempty"` // the primary name first
	Identifiers []Identifier  `json:"identifiers,omitempty"`
	Births      []Birth       `json:"births,omitempty"`
	Deaths      []Date        `json:"deaths,omitempty"`
	Founded     []Date        `json:"founded,omitempty"` // organisations: established
	Countries   []CountryLink `json:"countries,omitempty"`
	Addresses   []Address     `json:"addresses,omitempty"`
	Positions   []string      `json:"positions,omitempty"` // titles, functions, offices as published
	Contacts    []Contact     `json:"contacts,omitempty"`
	Gender      string        `json:"gender,omitempty"` // "male", "female", empty
	Craft       *Craft        `json:"craft,omitempty"`  // vessels and aircraft only
}

// Name is the primary name's text, or "" for a profile without names.
func (p *Profile) Name() string {
	for _, n := range p.Names {
		if n.Use == Primary {
			return n.Full
		}
	}
	if len(p.Names) > 0 {
		return p.Names[0].Full
	}
	return ""
}

// A Name is one name as published, with what the publisher says of it.
type Name struct {
	Full    string     `json:"full"` // in reading order of the publisher, parts joined by spaces
	Use     NameUse    `json:"use,omitempty"`
	Weak    bool       `json:"weak,omitempty"` // OFAC weak a.k.a., UN Low, UK low quality, EU strong="false"
	Parts   []NamePart `json:"parts,omitempty"`
	Script  string     `json:"script,omitempty"` // ISO 15924: "Latn", "Cyrl", "Hang"; empty when not said
	Lang    string     `json:"lang,omitempty"`   // BCP 47, as the publisher tags it
	Remarks string     `json:"remarks,omitempty"`
}

// NameUse is what a name is to its bearer.
type NameUse string

// The uses of a name. Original is the primary name in its own script. Piece is of
// queries only: a part of a name that may be all that a list has of it.
const (
	Primary  NameUse = "primary"
	Alias    NameUse = "alias"
	Former   NameUse = "former"
	Original NameUse = "original-script"
	Piece    NameUse = "piece"
)

// A NamePart is one labelled part of a name.
type NamePart struct {
	Role string `json:"role"` // given, middle, family, patronymic, matronymic, maiden, nickname, title, suffix, whole
	Text string `json:"text"`
}

// An Identifier is a number or code that someone issued.
type Identifier struct {
	Scheme  Scheme `json:"scheme"`
	Value   string `json:"value"`             // as published
	Country string `json:"country,omitempty"` // ISO 3166-1 alpha-2 of the issuing country
	Issuer  string `json:"issuer,omitempty"`
	Type    string `json:"type,omitempty"` // the publisher's own label, when it says more than the scheme
	Period  Period `json:"period,omitzero"`
	Invalid bool   `json:"invalid,omitempty"` // the publisher says false, expired, lost or revoked
	Remarks string `json:"remarks,omitempty"`
}

// Scheme says what kind of number an identifier is.
type Scheme string

// The schemes. An IMO ship number and an IMO company number are two things:
// they share a form but not a check digit nor a bearer (domain model, 1.4).
const (
	Passport     Scheme = "passport"
	NationalID   Scheme = "national-id"
	TaxID        Scheme = "tax"
	Registration Scheme = "registration"
	INN          Scheme = "inn"  // Russian taxpayer number, 10 or 12 digits
	OGRN         Scheme = "ogrn" // Russian state registration number, 13 or 15 digits
	LEI          Scheme = "lei"
	BIC          Scheme = "bic"
	DUNS         Scheme = "duns"
	ISIN         Scheme = "isin"
	IMOShip      Scheme = "imo-ship"
	IMOCompany   Scheme = "imo-company"
	MMSI         Scheme = "mmsi"
	CallSign     Scheme = "call-sign"
	HullID       Scheme = "hull"
	TailNumber   Scheme = "tail-number"
	AircraftMSN  Scheme = "aircraft-serial"
	WalletAddr   Scheme = "wallet" // Type is the chain or ticker: "XBT", "USDT"
	UNRef        Scheme = "un-ref" // the UN's permanent reference, printed by another list
	EURef        Scheme = "eu-ref"
	OFSIGroup    Scheme = "ofsi-group" // OFSI's group ID, printed by both UK lists
	UKRef        Scheme = "uk-ref"     // the UK Sanctions List's unique ID, printed by the ConList
	OFACRef      Scheme = "ofac-ref"
	OtherID      Scheme = "other"
)

// schemes are all schemes.
var schemes = []Scheme{
	Passport, NationalID, TaxID, Registration, INN, OGRN, LEI, BIC, DUNS, ISIN, IMOShip, IMOCompany, MMSI, CallSign, HullID, TailNumber,
	AircraftMSN, WalletAddr, UNRef, EURef, OFSIGroup, UKRef, OFACRef, OtherID,
}

// Known reports whether s is one of the schemes above.
func (s Scheme) Known() bool { return slices.Contains(schemes, s) }

// A Birth is one published date and place of birth; a range has both ends.
type Birth struct {
	Date     Date   `json:"date,omitzero"`
	To       Date   `json:"to,omitzero"` // end of a range, zero when none
	Place    string `json:"place,omitempty"`
	Country  string `json:"country,omitempty"`
	Calendar string `json:"calendar,omitempty"` // empty: Gregorian; "islamic"
}

// SameCalendar reports whether the dates of two births are of one calendar, so
// that their figures can be compared.
func (b Birth) SameCalendar(c Birth) bool {
	return b.Gregorian() && c.Gregorian() || strings.EqualFold(b.Calendar, c.Calendar)
}

// Gregorian reports whether the dates of a birth are of the Gregorian calendar.
func (b Birth) Gregorian() bool {
	return b.Calendar == "" || strings.EqualFold(b.Calendar, "gregorian")
}

// A CountryLink ties a profile to a country.
type CountryLink struct {
	Country string `json:"country"` // ISO 3166-1 alpha-2, or the published name when it has no code
	Role    string `json:"role"`    // nationality, citizenship, residence, registration, flag, former-flag, location
}

// An Address is one published address; Full is always set when any part is.
type Address struct {
	Full       string `json:"full"`
	Street     string `json:"street,omitempty"`
	City       string `json:"city,omitempty"`
	Region     string `json:"region,omitempty"`
	PostalCode string `json:"postal_code,omitempty"`
	Country    string `json:"country,omitempty"` // ISO 3166-1 alpha-2
	Remarks    string `json:"remarks,omitempty"`
}

// A Contact is a telephone number, an e-mail address or a website.
type Contact struct {
	Kind  string `json:"kind"` // phone, email, website, fax
	Value string `json:"value"`
}

// A Craft is what a list says of a vessel or an aircraft.
type Craft struct {
	Type         string   `json:"type,omitempty"`
	Flag         string   `json:"flag,omitempty"` // ISO 3166-1 alpha-2, or as published
	PastFlags    []string `json:"past_flags,omitempty"`
	Owner        string   `json:"owner,omitempty"`
	Operator     string   `json:"operator,omitempty"`
	PastOwner    string   `json:"past_owner,omitempty"`
	Tonnage      string   `json:"tonnage,omitempty"`       // deadweight, tonnes, as published
	GrossTonnage string   `json:"gross_tonnage,omitempty"` // as published
	Length       string   `json:"length,omitempty"`        // metres, as published
	Built        string   `json:"built,omitempty"`         // year, as published
	Model        string   `json:"model,omitempty"`         // aircraft
}

// An Entry is one record of one official list, as that list published it in
// the snapshots from Since up to, not including, Until. It is never rewritten:
// an amendment is a new version.
type Entry struct {
	ID           EntryID       `json:"id"`
	List         ListID        `json:"list"`
	Ref          string        `json:"ref"` // the list's own reference
	Profile      Profile       `json:"profile"`
	Designations []Designation `json:"designations,omitempty"`
	Relations    []Relation    `json:"relations,omitempty"`
	Remarks      string        `json:"remarks,omitempty"` // what no field holds, as published
	URL          string        `json:"url,omitempty"`
	Starter      bool          `json:"starter,omitempty"` // a fact of the starter set, not the full record
	Since        SnapshotID    `json:"since,omitempty"`   // first snapshot that had this version
	Until        SnapshotID    `json:"until,omitempty"`   // first snapshot that no longer contained it; empty while current
}

// A Party is the one behind several entries. Its ID is that of its oldest entry.
type Party struct {
	ID      PartyID   `json:"id"`
	Profile Profile   `json:"profile"` // union over the entries
	Entries []EntryID `json:"entries"`
}

// A Relation ties an entry to another party named by the same list.
type Relation struct {
	// Role is what the other is to the entry: owner, owned-by, acts-for, family, leader, member-of,
	// provides-support, linked-to, operator or associate.
	Role   string  `json:"role"`
	Other  EntryID `json:"other,omitempty"` // when the other is listed
	Name   string  `json:"name,omitempty"`  // as published
	Period Period  `json:"period,omitzero"`
	Former bool    `json:"former,omitempty"`
	Type   string  `json:"type,omitempty"` // the publisher's own label
}
