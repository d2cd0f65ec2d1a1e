package cordon

// Identifiers are readable text, so that they can be quoted in a report, typed
// in a command and carried from one database to another.
type (
	AuthorityID string // "us", "un", "eu", "gb", "au", "ca", "jp", "kr", "nz", "fr", "ch"
	ProgrammeID string // authority "/" code as the list prints it: "us/DPRK4", "un/DPRK"
	ProvisionID string // instrument "/" paragraph: "unscr-2270/8"
	ListID      string // "us-ofac-sdn", "un-sc", "eu-fsf", "gb-uksl"
	SnapshotID  string // list "@" instant loaded, RFC 3339 with microseconds
	EntryID     string // list "/" the list's own reference: "un-sc/KPi.033"
	PartyID     string // the ID of the party's oldest entry
	DocumentID  string // "doc-" and the first 16 hex digits of the digest of its text
	EventID     string // document "#e" number
	StoryID     string // the ID of the story's first document
	ScreeningID string // "scr-" and a sortable random suffix
	AlertID     string // kind "/" what raised it: the same cause raises one alert
	Digest      string // "sha256:" and 64 hex digits
)

// List returns the list part of an entry's ID: "un-sc" of "un-sc/KPi.033".
func (id EntryID) List() ListID {
	for i := range len(id) {
		if id[i] == '/' {
			return ListID(id[:i])
		}
	}
	return ""
}

// Authority returns the authority part of a programme's ID: "us" of "us/DPRK4".
func (id ProgrammeID) Authority() AuthorityID {
	for i := range len(id) {
		if id[i] == '/' {
			return AuthorityID(id[:i])
		}
	}
	return ""
}

// Code returns the programme's code as its list prints it: "DPRK4" of "us/DPRK4".
func (id ProgrammeID) Code() string {
	for i := range len(id) {
		if id[i] == '/' {
			return string(id[i+1:])
		}
	}
	return string(id)
}
