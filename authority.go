package cordon

// An Authority designates: a state, the Security Council, the EU Council.
type Authority struct {
	ID      AuthorityID `json:"id"`
	Name    string      `json:"name"`
	Country string      `json:"country,omitempty"` // ISO 3166-1 alpha-2; empty for un and eu
	Agency  string      `json:"agency,omitempty"`  // "OFAC", "OFSI", "DFAT" …
	Applies AuthorityID `json:"applies,omitempty"` // whose acts it applies instead of its own: "eu" for de and it
}

// Authorities are the twelve of the field plus the two states that apply the
// EU's acts and have no designations of their own.
var Authorities = []Authority{
	{ID: "un", Name: "United Nations Security Council", Agency: "1718 Committee and others"},
	{ID: "us", Name: "United States", Country: "US", Agency: "OFAC"},
	{ID: "eu", Name: "European Union", Agency: "Council, DG FISMA"},
	{ID: "gb", Name: "United Kingdom", Country: "GB", Agency: "FCDO, OFSI"},
	{ID: "au", Name: "Australia", Country: "AU", Agency: "DFAT"},
	{ID: "ca", Name: "Canada", Country: "CA", Agency: "Global Affairs"},
	{ID: "jp", Name: "Japan", Country: "JP", Agency: "MOF, METI"},
	{ID: "kr", Name: "South Korea", Country: "KR", Agency: "MOFA, KoFIU"},
	{ID: "nz", Name: "New Zealand", Country: "NZ", Agency: "MFAT"},
	{ID: "fr", Name: "France", Country: "FR", Agency: "DG Trésor"},
	{ID: "ch", Name: "Switzerland", Country: "CH", Agency: "SECO"},
	{ID: "ua", Name: "Ukraine", Country: "UA", Agency: "NSDC"},
	{ID: "de", Name: "Germany", Country: "DE", Agency: "Bundesbank", Applies: "eu"},
	{ID: "it", Name: "Italy", Country: "IT", Agency: "CSF", Applies: "eu"},
}

// AuthorityByID finds an authority; the second result is false when there is none.
func AuthorityByID(id AuthorityID) (Authority, bool) {
	for _, a := range Authorities {
		if a.ID == id {
			return a, true
		}
	}
	return Authority{}, false
}

// A Programme is the regime a designation is made under.
type Programme struct {
	ID        ProgrammeID  `json:"id"`
	Authority AuthorityID  `json:"authority"`
	Code      string       `json:"code"` // as the list prints it
	Name      string       `json:"name,omitempty"`
	Target    string       `json:"target,omitempty"` // country or theme: "KP", "RU", "terrorism"
	Basis     []LegalBasis `json:"basis,omitempty"`
}

// A LegalBasis is the instrument, and the place in it, that an act rests on.
type LegalBasis struct {
	Instrument string `json:"instrument"`          // "S/RES/2270 (2016)", "E.O. 13722", "2024/753 (OJ L23022024)"
	Paragraph  string `json:"paragraph,omitempty"` // "8 (d)"
	Published  Date   `json:"published,omitzero"`
	InForce    Date   `json:"in_force,omitzero"`
	URL        string `json:"url,omitempty"`
}

// A Provision is one obligation of an instrument: what an Event can breach.
type Provision struct {
	ID        ProvisionID `json:"id"`
	Basis     LegalBasis  `json:"basis"`
	Subject   string      `json:"subject"` // arms, luxury goods, refined petroleum, training …
	Direction Direction   `json:"direction"`
	Obligates []string    `json:"obligates"` // "all states", "DPRK"
	Rule      string      `json:"rule"`      // who must do, or not do, what; in our own words
	Exemption string      `json:"exemption,omitempty"`
	From      Date        `json:"from,omitzero"`
	To        Date        `json:"to,omitzero"`
	Verified  bool        `json:"verified"` // the paragraph number was compared with the instrument
	Source    []string    `json:"source,omitempty"`
}

// Direction is which way across the DPRK's border a provision applies.
type Direction string

// The directions. Undirected is for duties that are not about goods crossing the
// border.
const (
	FromDPRK   Direction = "from_dprk"
	ToDPRK     Direction = "to_dprk"
	BothWays   Direction = "both"
	Undirected Direction = "none"
)
