// Package coordinate compares who has designated whom, when, and who has not.
package coordinate

import (
	"context"
	"time"

	"cordon"
	"cordon/internal/listing"
	"cordon/internal/store"
)

// A Service compares authorities by what the store holds.
type Service struct {
	Store *store.Store
	// Find answers a name from the store's present generation, or refuses it, as screening does.
	Find  func(context.Context, *cordon.Query) (*cordon.Screening, error)
	Lists []cordon.List // the lists that this program can load
	Now   func() time.Time

	cache cache
}

// A GapQuery selects the parties of a matrix; the fields are alternatives.
type GapQuery struct {
	Programme string           // a programme's ID, code or part of its name, or a theme: "dprk-russia", "dprk"
	Parties   []cordon.PartyID // a party's ID, a former one, or an entry's
	Text      string           // a name, matched as in screening
	AsOf      cordon.Date      // zero: today
	Limit     int
}

// A Matrix is party × authority.
type Matrix struct {
	AsOf        cordon.Date          `json:"as_of"`
	Authorities []cordon.AuthorityID `json:"authorities"`
	// Unknown are the authorities whose lists are not loaded, partly loaded or stale: an empty cell there proves nothing.
	Unknown  []cordon.AuthorityID                      `json:"unknown"`
	Coverage map[cordon.AuthorityID]Coverage           `json:"coverage"`
	Applies  map[cordon.AuthorityID]cordon.AuthorityID `json:"applies"` // states that apply another's acts: de and it the EU's
	Rows     []Row                                     `json:"rows"`
	Total    int                                       `json:"total"` // rows before the query's limit

	Generation int64 `json:"generation"` // of the store, that the answer was given from
}

// A Row is one party.
type Row struct {
	Party cordon.PartyID               `json:"party"`
	Name  string                       `json:"name"`
	Kind  cordon.Kind                  `json:"kind,omitempty"`
	Cells map[cordon.AuthorityID]*Cell `json:"cells"`
	// First is the first mover: it acted certainly before every other authority that has a cell.
	First cordon.AuthorityID `json:"first,omitempty"`
	// Together are the first movers when several acted on one day, certainly before every other.
	Together []cordon.AuthorityID `json:"first_together,omitempty"`
	// FirstKnown has the earliest day that is known, where no first mover is proven; Open are the authorities that may have
	// been earlier.
	FirstKnown cordon.AuthorityID   `json:"first_known,omitempty"`
	Open       []cordon.AuthorityID `json:"open,omitempty"`
	// Absent are the authorities whose list of that day does not contain the party, but is too old to prove more.
	Absent map[cordon.AuthorityID]cordon.Date `json:"absent,omitempty"`
	// Not are the authorities whose list of that time does not contain the party, or says that they acted later.
	Not []cordon.AuthorityID `json:"not_listed"`
}

// A Cell is what one authority has done about one party.
type Cell struct {
	First      cordon.Date          `json:"first,omitzero"`
	DateKind   cordon.DateKind      `json:"date_kind"`
	Programmes []cordon.ProgrammeID `json:"programmes"`
	Refs       []cordon.EntryID     `json:"refs"`
	Measures   []cordon.Measure     `json:"measures,omitempty"`
	Delisted   cordon.Date          `json:"delisted,omitzero"`   // set when no listing is in force: the last day that End allows
	LagDays    *int                 `json:"lag_days,omitempty"`  // to the first act; nil unless both days are known
	LagRange   *listing.Lag         `json:"lag_range,omitempty"` // what is known of the lag, where LagDays is nil
	Unsure     bool                 `json:"unsure,omitempty"`    // no date shows whether it was in force on the matrix's day
	Begin      listing.Span         `json:"begin"`               // of the authority's first act
	End        *listing.Span        `json:"end,omitempty"`       // of the end of its last listing, when none is in force
}

// A Dossier is everything known of a party.
type Dossier struct {
	Party      cordon.Party                    `json:"party"`
	Generation int64                           `json:"generation"` // as in Matrix
	Entries    []*cordon.Entry                 `json:"entries"`
	Listings   []Listed                        `json:"listings"` // oldest first
	Row        Row                             `json:"row"`
	Coverage   map[cordon.AuthorityID]Coverage `json:"coverage"`
	Changes    []cordon.Change                 `json:"changes,omitempty"`
	Related    []Related                       `json:"related,omitempty"`
	Mentions   []InDocument                    `json:"mentions,omitempty"`
	Statements []InDocument                    `json:"statements,omitempty"`
	Events     []InDocument                    `json:"events,omitempty"`
	Judgements []cordon.Judgement              `json:"judgements,omitempty"` // why these entries are one party
}

// A Listed is a listing with what is proven of its two ends.
type Listed struct {
	cordon.Listing
	Begin listing.Span  `json:"begin"`
	End   *listing.Span `json:"end,omitempty"` // nil while it is in force
}

// A Related is a relation with the party that it leads to.
type Related struct {
	cordon.Relation
	From  cordon.EntryID `json:"from"`
	Party cordon.PartyID `json:"party,omitempty"`
}

// An InDocument is one thing read in a document.
type InDocument struct {
	Document  cordon.DocumentID `json:"document"`
	Title     string            `json:"title"`
	Outlet    string            `json:"outlet,omitempty"`
	Published cordon.Date       `json:"published,omitzero"`
	Example   bool              `json:"example,omitempty"`
	Sentence  string            `json:"sentence"`
	Mention   *cordon.Mention   `json:"mention,omitempty"`
	Statement *cordon.Statement `json:"statement,omitempty"`
	Event     *cordon.Event     `json:"event,omitempty"`
}

// A Moment is one point of a timeline: a listing, an event or a statement.
type Moment struct {
	When      cordon.Period      `json:"when"`
	Kind      string             `json:"kind"` // listing, delisting, event, statement
	Summary   string             `json:"summary"`
	Authority cordon.AuthorityID `json:"authority,omitempty"`
	Party     cordon.PartyID     `json:"party,omitempty"`
	Name      string             `json:"name,omitempty"`
	Document  cordon.DocumentID  `json:"document,omitempty"`
	Status    string             `json:"status,omitempty"` // of an event, or the kind of a statement
	Example   bool               `json:"example,omitempty"`
}

// A TimelineQuery selects moments; zero fields do not restrict.
type TimelineQuery struct {
	Party     cordon.PartyID // as in GapQuery
	Programme string         // as in GapQuery
	Since     cordon.Date    // what was certainly over before is left out
}
