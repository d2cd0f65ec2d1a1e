package cordon

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// A List is one official publication.
type List struct {
	ID           ListID      `json:"id"`
	Authority    AuthorityID `json:"authority"`
	Name         string      `json:"name"`
	URL          string      `json:"url"`
	SupersededBy ListID      `json:"superseded_by,omitempty"` // a closed list's entries are history once this one is loaded
	Closed       Date        `json:"closed,omitzero"`
}

// A Snapshot is one state of a list as we loaded it. The raw bytes are kept in
// the archive under their digests.
type Snapshot struct {
	ID        SnapshotID `json:"id"`
	List      ListID     `json:"list"`
	Format    string     `json:"format"`             // "ofac-advanced-xml", "starter" …
	Published Date       `json:"published,omitzero"` // what the file says of itself, or its name, or the day it was fetched
	Undated   bool       `json:"undated,omitempty"`  // Published is only the day of loading: the files may be older
	Made      time.Time  `json:"made,omitzero"`      // the instant of the file, where it gives one: it orders files of one day
	Fetched   time.Time  `json:"fetched"`            // when we loaded it: from then on it is known to us
	Digests   []Digest   `json:"digests,omitempty"`  // one per file of the publication
	Files     []string   `json:"files,omitempty"`    // names as given, or addresses
	Entries   int        `json:"entries"`            // entries in force after it
	Added     int        `json:"added,omitempty"`    // against Previous; 0 for a first load
	Amended   int        `json:"amended,omitempty"`  // against Previous
	Removed   int        `json:"removed,omitempty"`  // against Previous
	Restored  int        `json:"restored,omitempty"` // against Previous, after an earlier removal
	Vouched   int        `json:"vouched,omitempty"`  // of Removed: a person accepted it, or an earlier publication lacked the entry too
	Problems  int        `json:"problems,omitempty"` // values or records that could not be read
	Missing   []string   `json:"missing,omitempty"`  // parts of the publication that are missing: "aliases", "addresses"
	Cut       bool       `json:"cut,omitempty"`      // the file lacks its end mark: what stood behind the cut is missing
	Unread    int        `json:"unread,omitempty"`   // records of the file that are not among the entries
	Held      int        `json:"held,omitempty"`     // entries in force that the file lacks, their removal held: it may lack others too
	Expected  int        `json:"expected,omitempty"` // entries that the list was known to have; 0 unless it has far fewer
	Previous  SnapshotID `json:"previous,omitempty"` // empty for a first load
	Starter   bool       `json:"starter,omitempty"`  // the embedded facts, not the official list
	ETag      string     `json:"etag,omitempty"`     // of the download, for the next conditional request
	Modified  string     `json:"modified,omitempty"` // Last-Modified of the download
}

// Incomplete reports whether records of the list are missing from the entries, or
// are suspected to be: that a party is not among them does not show that it is not listed.
func (s *Snapshot) Incomplete() bool { return s.Cut || s.Unread > 0 || s.Held > 0 || s.Expected > 0 }

// Partial reports whether records of the list, or parts of them such as their
// aliases, are known to be missing.
func (s *Snapshot) Partial() bool { return s.Incomplete() || len(s.Missing) > 0 }

// Lacks names what is missing of the list, or may be, each in a few words; nothing
// when it is not partial.
func (s *Snapshot) Lacks() []string {
	out := slices.Clone(s.Missing)
	if s.Cut {
		out = append(out, "what stood behind the cut")
	}
	if s.Unread > 0 {
		out = append(out, fmt.Sprintf("records that could not be read (%d)", s.Unread))
	}
	if s.Held > 0 {
		out = append(out, fmt.Sprintf("perhaps other entries: of %d that its file lacks the removal is held", s.Held))
	}
	if s.Expected > 0 {
		out = append(out, fmt.Sprintf("perhaps other entries: it has %d, and was known to have %d", s.Entries, s.Expected))
	}
	return out
}

// A Designation is the act of an authority against an entry under one
// programme. The key of a listing is (authority, programme, party), each with
// its own dates: one authority can list the same party twice.
type Designation struct {
	Authority AuthorityID  `json:"authority"`
	Programme ProgrammeID  `json:"programme"`
	Measures  []Measure    `json:"measures,omitempty"`
	Basis     []LegalBasis `json:"basis,omitempty"`
	Reason    string       `json:"reason,omitempty"`    // the publisher's statement; never in the starter
	Listed    Date         `json:"listed,omitzero"`     // effective from
	DateKind  DateKind     `json:"date_kind,omitempty"` // what kind of date Listed is
	Evidence  Evidence     `json:"evidence,omitzero"`   // where the list prints Listed, if that is kept
	Announced Date         `json:"announced,omitzero"`  // when the public could know, if another day
	Amended   []Date       `json:"amended,omitempty"`
	Delisted  Date         `json:"delisted,omitzero"`
}

// Evidence is where a list prints a date: the publisher's name of the field, and
// the words in it that prove the date and its kind, no more than those.
type Evidence struct {
	Field string `json:"field,omitempty"`
	Words string `json:"words,omitempty"`
}

// DateKind says what a listing date is a date of. A date copied from the UN, or
// set by the start of a law, is no evidence of an act of that authority on that
// day.
type DateKind string

// The kinds of listing date, best first. Package listing has the table of what
// each proves.
const (
	OwnDate      DateKind = "own"         // the authority's own act
	UNDate       DateKind = "un"          // copied from the UN
	LawDate      DateKind = "law-start"   // start of the law that carried it over: the UK's 2020-12-31
	ObservedDate DateKind = "observed"    // first seen in a snapshot, soon after one that did not contain it
	AmendedDate  DateKind = "last-change" // last amendment; the listing is this old or older
	SeenDate     DateKind = "seen-by"     // first seen in a snapshot; the listing is this old or older
	UnknownDate  DateKind = "unknown"
)

// A Listing is the best that is known of one designation's dates, over all
// versions of its entry: a format without dates does not lose one that an
// earlier snapshot had.
type Listing struct {
	Entry     EntryID     `json:"entry"`
	List      ListID      `json:"list"`
	Authority AuthorityID `json:"authority"`
	Programme ProgrammeID `json:"programme"`
	Listed    Date        `json:"listed,omitzero"`
	DateKind  DateKind    `json:"date_kind"`
	Delisted  Date        `json:"delisted,omitzero"` // published, or the day of the first snapshot that no longer contained it
	Measures  []Measure   `json:"measures,omitempty"`
	Snapshot  SnapshotID  `json:"snapshot"` // where Listed comes from
	From      Date        `json:"-"`        // a query "as of" a day counts it as in force from this day …
	Until     Date        `json:"-"`        // … up to, not including, this one; zero while it is in force
}

// A Measure is what a designation does. Measures belong to the listing, not to
// the party: frozen by one authority, banned from ports by a second.
type Measure string

// The measures that lists name. A measure outside this table is kept as the
// list prints it.
const (
	AssetFreeze      Measure = "asset-freeze"
	TravelBan        Measure = "travel-ban"
	ArmsEmbargo      Measure = "arms-embargo"
	PortBan          Measure = "port-ban"
	Deflag           Measure = "deflag"
	TrustServices    Measure = "trust-services"
	DirectorBan      Measure = "director-disqualification"
	SectoralDebt     Measure = "sectoral"
	Blocking         Measure = "blocking" // OFAC "Block"
	Rejecting        Measure = "reject"
	SecondaryRisk    Measure = "secondary-sanctions-risk"
	CorrespondentBan Measure = "correspondent-account"
)

// A Change is what one snapshot did to one entry.
type Change struct {
	Entry    EntryID       `json:"entry"`
	Name     string        `json:"name,omitempty"`
	Snapshot SnapshotID    `json:"snapshot"`
	Kind     ChangeKind    `json:"kind"`
	Fields   []FieldChange `json:"fields,omitempty"` // for amended
}

// A FieldChange is one property that differs between two versions.
type FieldChange struct {
	Field   string   `json:"field"` // "names", "births", "designations.measures" …
	Added   []string `json:"added,omitempty"`
	Removed []string `json:"removed,omitempty"`
}

// ChangeKind is what happened to an entry.
type ChangeKind string

// The kinds of change.
const (
	Added    ChangeKind = "added"
	Amended  ChangeKind = "amended"
	Removed  ChangeKind = "removed"
	Restored ChangeKind = "restored"
)

// Fingerprint is the digest of what the entry says, whatever snapshots had it:
// two versions with one fingerprint are one version.
func (e *Entry) Fingerprint() Digest {
	c := *e
	c.Since, c.Until = "", ""
	b, err := json.Marshal(&c)
	if err != nil {
		panic(err) // unreachable: an Entry holds only text, numbers and dates
	}
	return DigestOf(b)
}

// DigestOf is the SHA-256 of b in the form that the archive and the store use.
func DigestOf(b []byte) Digest {
	h := sha256.Sum256(b)
	return Digest("sha256:" + hex.EncodeToString(h[:]))
}
