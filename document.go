package cordon

import "time"

// A Document is one published text. Text keeps the lines as they came, furniture
// included, so that every span and line number points into what was archived.
type Document struct {
	ID          DocumentID     `json:"id"`
	Ref         string         `json:"ref"` // the caller's reference: a file's base name, a record's "doc"
	URL         string         `json:"url,omitempty"`
	Title       string         `json:"title,omitempty"`
	Outlet      string         `json:"outlet,omitempty"` // who published it, as found
	Byline      string         `json:"byline,omitempty"`
	Dateline    string         `json:"dateline,omitempty"`
	Published   Date           `json:"published,omitzero"` // zero when nothing proves a day; never invented
	PublishedBy []DateEvidence `json:"published_by,omitempty"`
	Fetched     time.Time      `json:"fetched,omitzero"`
	Lang        string         `json:"lang,omitempty"` // ISO 639-1
	Text        string         `json:"text"`
	Blocks      []Block        `json:"blocks,omitempty"`
	Relevant    bool           `json:"relevant"`           // about sanctions, arms transfers, their actors or their monitoring
	Raw         Digest         `json:"raw,omitempty"`      // the archived bytes
	CopyOf      DocumentID     `json:"copy_of,omitempty"`  // the document of ours that this one copies
	CopyRef     string         `json:"copy_ref,omitempty"` // that document's Ref
	Credit      string         `json:"credit,omitempty"`   // the agency or outlet that the text credits: "Yonhap"
	Story       StoryID        `json:"story,omitempty"`    // documents on one event
	Sketch      Sketch         `json:"sketch,omitempty"`
	Example     bool           `json:"example,omitempty"` // one of the reports that come with the program
}

// Line returns the 1-based number of the line that holds byte offset at of Text.
func (d *Document) Line(at int) int {
	n := 1
	for i := 0; i < at && i < len(d.Text); i++ {
		if d.Text[i] == '\n' {
			n++
		}
	}
	return n
}

// At returns the words of a span of Text; none for a span that is empty or not
// within the text.
func (d *Document) At(at Span) string {
	if at.From < 0 || at.To > len(d.Text) || at.From >= at.To {
		return ""
	}
	return d.Text[at.From:at.To]
}

// A Block is one line of a document's text and what it is.
type Block struct {
	Line int       `json:"line"` // 1-based
	Span Span      `json:"span"`
	Kind BlockKind `json:"kind"`
	Why  string    `json:"why,omitempty"` // the rule that said so
}

// BlockKind is what a line is.
type BlockKind string

// The kinds of line. Meta is what the page states about the article (title,
// outlet, byline, date); furniture is everything else.
const (
	Title     BlockKind = "title"
	Body      BlockKind = "body"
	Caption   BlockKind = "caption"
	Meta      BlockKind = "meta"
	Furniture BlockKind = "furniture"
)

// A DateEvidence is one candidate for a document's publication date.
type DateEvidence struct {
	Date Date   `json:"date"`
	How  string `json:"how"`            // printed-line, meta, json-ld, url, dateline, credit, content
	Text string `json:"text,omitempty"` // the words that say so
	Line int    `json:"line,omitempty"`
}

// A Span is a half-open range of bytes in Document.Text.
type Span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// A Mention is a place where a document names someone.
type Mention struct {
	Span     Span      `json:"span"`
	Text     string    `json:"text"`
	Name     string    `json:"name"`               // the full name that the words stand for in this document
	Kind     Kind      `json:"kind,omitempty"`     // person, organisation, vessel or aircraft; empty when not known
	Entity   string    `json:"entity,omitempty"`   // gazetteer entry: "a.shoigu", "b.kcna"
	Role     string    `json:"role,omitempty"`     // as given by the text, or by the gazetteer for the document's date
	Org      string    `json:"org,omitempty"`      // the body that the role is held in, when named
	Country  string    `json:"country,omitempty"`  // ISO 3166-1 alpha-2
	Party    PartyID   `json:"party,omitempty"`    // when linked to a listed party
	Score    float64   `json:"score,omitempty"`    // of the link, 0 to 1
	Features []Feature `json:"features,omitempty"` // the reasons of the link
}

// A Statement is who said what in a document. A denial is a statement of its
// own: it does not lower the claim it denies.
type Statement struct {
	Span    Span          `json:"span"`              // the sentence that carries it
	Speaker string        `json:"speaker,omitempty"` // canonical name; empty for a collective or unnamed speaker
	Role    string        `json:"role,omitempty"`
	Org     string        `json:"org,omitempty"`
	Kind    StatementKind `json:"kind"`
	About   string        `json:"about,omitempty"` // the reported content
	Quote   string        `json:"quote,omitempty"` // the exact words between quotation marks
	At      Span          `json:"at,omitzero"`     // where the quoted words stand
	Said    Date          `json:"said,omitzero"`
	To      string        `json:"to,omitempty"`    // whom it was said to
	Via     string        `json:"via,omitempty"`   // briefing, joint statement, agency
	Party   PartyID       `json:"party,omitempty"` // the speaker, when a listed party
	Event   int           `json:"event,omitempty"` // 1-based index into Reading.Events of what it asserts or denies; 0 for none
}

// StatementKind is the kind of a statement.
type StatementKind string

// The kinds of statement.
const (
	Claim      StatementKind = "claim"
	Denial     StatementKind = "denial"
	Warning    StatementKind = "warning"
	Demand     StatementKind = "demand"
	Commitment StatementKind = "commitment"
	Refusal    StatementKind = "refusal_to_comment"
)

// An Event is something said to have happened, to be planned or to be possible.
type Event struct {
	ID     EventID     `json:"id"`
	Type   EventType   `json:"type"`
	When   Period      `json:"when,omitzero"`
	Place  string      `json:"place,omitempty"`
	Goods  []string    `json:"goods,omitempty"`
	Actors []Actor     `json:"actors,omitempty"`
	Status EventStatus `json:"status"`
	Spans  []Span      `json:"spans,omitempty"` // the sentences that carry it
	Breach []Breach    `json:"breach,omitempty"`
	Rule   string      `json:"rule,omitempty"` // the pattern that found it
}

// EventType is what kind of event it is.
type EventType string

// The types of event.
const (
	Visit           EventType = "visit"
	Talks           EventType = "talks"
	ArmsTransfer    EventType = "arms_transfer"
	MissileLaunch   EventType = "missile_launch"
	Strike          EventType = "strike"
	Veto            EventType = "veto"
	MandateExpiry   EventType = "mandate_expiry"
	Designating     EventType = "designation"
	JointStatement  EventType = "joint_statement"
	ReportPublished EventType = "report_published"
	Parade          EventType = "parade"
	Pledge          EventType = "pledge"
	OtherEvent      EventType = "other"
)

// EventStatus is how firmly a document states an event.
type EventStatus string

// The statuses of an event. Conditional wording never becomes a report.
const (
	Reported  EventStatus = "reported"
	Announced EventStatus = "announced"
	Alleged   EventStatus = "alleged"
	Possible  EventStatus = "possible"
	Denied    EventStatus = "denied"
)

// An Actor is a party, listed or not, in its part in an event.
type Actor struct {
	Role    string  `json:"role,omitempty"` // supplier, recipient, visitor, host, voter, signatory, author, target
	Name    string  `json:"name"`
	Country string  `json:"country,omitempty"`
	Party   PartyID `json:"party,omitempty"`
}

// A Breach is a provision that an event, if true, would breach.
type Breach struct {
	Provision   ProvisionID `json:"provision"`
	By          []string    `json:"by,omitempty"` // the actors whose duty it is
	Conditional bool        `json:"conditional"`  // the text says "would violate", or the event is not reported as done
	Verified    bool        `json:"verified"`     // the paragraph number was compared with the instrument
}

// A Sketch is a fixed-size fingerprint of a text; near copies have near sketches.
type Sketch []uint64

// A Reading is all that was read in one document.
type Reading struct {
	Document   Document    `json:"document"`
	Mentions   []Mention   `json:"mentions,omitempty"`
	Statements []Statement `json:"statements,omitempty"`
	Events     []Event     `json:"events,omitempty"`
}
