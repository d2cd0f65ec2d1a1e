package cordon

import (
	"slices"
	"time"
)

// A PendingUpdate is what the safety checks held back of a publication. Until it
// is settled, the entries that it would remove stay in force and are screened.
type PendingUpdate struct {
	List      ListID         `json:"list"`
	Format    string         `json:"format"`
	Published Date           `json:"published,omitzero"`
	Undated   bool           `json:"undated,omitempty"` // Published is only the day of loading
	Files     []ArchivedFile `json:"files"`             // of the publication
	Rule      string         `json:"rule"`              // the first check that held it: "removals", "programme", "end-mark", "lost:names" …
	Reason    string         `json:"reason"`            // of that check
	Reasons   []Reason       `json:"reasons,omitempty"` // all that accepting it overrides; none in records of older versions: see Shown
	Whole     bool           `json:"whole,omitempty"`   // nothing of the publication is loaded; else all but the removals is
	Removals  []Removal      `json:"removals"`          // what it would remove, by entry
	At        time.Time      `json:"at"`
	State     PendingState   `json:"state"`
	Settled   time.Time      `json:"settled,omitzero"`
}

// A Reason is a check that a publication did not pass, and how it failed, in words
// with the figures that were measured.
type Reason struct {
	Rule string `json:"rule"`
	Text string `json:"reason"`
}

// Shown are the reasons that are shown of a pending update: accepting it overrides
// these and no others.
func (p *PendingUpdate) Shown() []Reason {
	if len(p.Reasons) == 0 {
		return []Reason{{Rule: p.Rule, Text: p.Reason}}
	}
	return p.Reasons
}

// An ArchivedFile is a file of a publication as it was published.
type ArchivedFile struct {
	Name   string `json:"name"` // as given, or the address
	Digest Digest `json:"digest"`
}

// A Removal is an entry in force that a publication no longer contains.
type Removal struct {
	Entry      EntryID       `json:"entry"`
	Name       string        `json:"name"`
	Programmes []ProgrammeID `json:"programmes,omitempty"`
}

// PendingState is what became of a pending update.
type PendingState string

// The states of a pending update.
const (
	Pending    PendingState = "pending"    // waits
	Accepted   PendingState = "accepted"   // a person accepted it by its digest, or forced it
	Confirmed  PendingState = "confirmed"  // a later publication did not contain the entries either
	Superseded PendingState = "superseded" // a later publication took its place
)

// DayText is the day of the publication for people.
func (p *PendingUpdate) DayText() string { return DayText(p.Published, p.Undated) }

// Digests are the digests of the files, sorted, each once.
func (p *PendingUpdate) Digests() []Digest {
	var out []Digest
	for _, f := range p.Files {
		out = append(out, f.Digest)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
