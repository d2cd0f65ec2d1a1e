package cordon

import (
	"fmt"
	"strings"
	"time"
)

// A Query asks whether someone is listed.
type Query struct {
	Ref       string   `json:"ref,omitempty"` // the caller's reference
	Profile   Profile  `json:"profile"`
	Lists     []ListID `json:"lists,omitempty"`     // empty: all
	Threshold float64  `json:"threshold,omitempty"` // 0: the default of the match policy
	Limit     int      `json:"limit,omitempty"`     // most hits; 0: the default
}

// A Feature is one reason for a score. The contributions of a hit's features
// add up to its score, before it is cut to 0..1.
type Feature struct {
	Name      string  `json:"name"`  // "name", "identifier", "birth-date", "country" …
	Score     float64 `json:"score"` // how well the two values agree, 0 to 1
	Weight    float64 `json:"weight"`
	Adds      float64 `json:"adds"` // what it contributed to the hit's score; may be negative
	Query     string  `json:"query,omitempty"`
	Candidate string  `json:"candidate,omitempty"`
	Note      string  `json:"note,omitempty"`
}

// A Hit is one party that a query may mean.
type Hit struct {
	Party    PartyID   `json:"party"`
	Name     string    `json:"name"` // the party's name that matched best
	Kind     Kind      `json:"kind,omitempty"`
	Entries  []EntryID `json:"entries"`
	Score    float64   `json:"score"`
	Features []Feature `json:"features"`
}

// A FormerParty is a party that matches by entries that are no longer on their lists.
type FormerParty struct {
	Hit
	// Missing is the publisher's day of the publication by which an entry was removed, by entry: the act was then or earlier.
	// It is the first that lacks the entry, but where its removal was held: then the one that confirmed it. An entry whose
	// day is not known is left out.
	Missing map[EntryID]Date `json:"missing_since,omitempty"`
}

// String says by which entries the party was listed: "formerly listed: X (0.93), by
// eu-fsf/EU.1 (not on the list of 2025-12-15 any more)".
func (f FormerParty) String() string {
	var of []string
	for _, e := range f.Entries {
		says := string(e)
		if day, ok := f.Missing[e]; ok {
			says += fmt.Sprintf(" (not on the list of %s any more)", day)
		}
		of = append(of, says)
	}
	return fmt.Sprintf("formerly listed: %s (%.2f), by %s", f.Name, f.Score, strings.Join(of, ", "))
}

// A Screening is an answered query: what was asked, against which data, by
// which version, and what came out. It is never changed.
type Screening struct {
	ID         ScreeningID  `json:"id,omitempty"`
	Row        int          `json:"row,omitempty"` // 1-based row of a file screened
	Query      Query        `json:"query"`
	At         time.Time    `json:"at,omitzero"`
	By         string       `json:"by,omitempty"`
	Generation int64        `json:"generation,omitempty"` // of the store, when the index that answered was built
	Snapshots  []SnapshotID `json:"snapshots,omitempty"`
	// Starter names the lists asked of which only facts of the starter are held: a party that is not among them may be listed.
	Starter []ListID `json:"starter,omitempty"`
	Engine  string   `json:"engine,omitempty"`
	Hits    []Hit    `json:"hits"`
	// Near are parties of the asked name which the query's kind, births, countries or gender keep below the threshold.
	Near []Hit `json:"near,omitempty"`
	// Former are parties that match as hits do, and have left the list. A party that is a hit is not among them.
	Former []FormerParty `json:"former,omitempty"`
	Notes  []string      `json:"notes,omitempty"` // who is near, and what the absence of a hit does not prove: "one word alone …"
	// Unread are those of the notes that say which names are not readable as such: that there is no hit means nothing for them.
	Unread []string `json:"unread,omitempty"`
}

// An Alert is an item to review. The same cause raises one alert only.
type Alert struct {
	ID       AlertID    `json:"id"`
	Kind     AlertKind  `json:"kind"`
	Raised   time.Time  `json:"raised"`
	Party    PartyID    `json:"party,omitempty"`
	Entry    EntryID    `json:"entry,omitempty"`
	Document DocumentID `json:"document,omitempty"`
	Summary  string     `json:"summary"`
}

// AlertKind is what raised an alert.
type AlertKind string

// The kinds of alert.
const (
	PartyInNews   AlertKind = "party-in-news"  // a document names a listed party
	BreachInNews  AlertKind = "breach-in-news" // a document reports an act that would breach a provision
	ListChanged   AlertKind = "list-change"    // an update added, amended or removed an entry
	UpdateRefused AlertKind = "update-refused" // the safety checks stopped an update
	RemovalsHeld  AlertKind = "removals-held"  // an update was loaded, but not its removals
)

// A Judgement states whether two entries are the same party.
type Judgement struct {
	A       EntryID   `json:"a"`
	B       EntryID   `json:"b"`
	Verdict Verdict   `json:"verdict"`
	Score   float64   `json:"score,omitempty"`
	By      string    `json:"by"` // a user, or "rule:" and the rule's name
	At      time.Time `json:"at"`
	Why     string    `json:"why,omitempty"`
}

// Verdict is what a judgement says.
type Verdict string

// The verdicts.
const (
	Same      Verdict = "same"
	Different Verdict = "different"
	Unsure    Verdict = "unsure"
)

// An AuditEntry is one line of the append-only log; Prev chains it to the line before.
type AuditEntry struct {
	Seq    int64     `json:"seq"`
	At     time.Time `json:"at"`
	Actor  string    `json:"actor"`
	Action string    `json:"action"`
	Object string    `json:"object"`
	Digest Digest    `json:"digest"`
	Prev   Digest    `json:"prev"`
}
