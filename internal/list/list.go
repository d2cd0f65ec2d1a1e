// Package list keeps the official lists up to date.
package list

import (
	"context"
	"log/slog"
	"time"

	"cordon"
	"cordon/internal/archive"
	"cordon/internal/fetch"
	"cordon/internal/record"
	"cordon/internal/store"
)

// A Source is a list, where it is published, how to read it and what to expect of it.
type Source struct {
	cordon.List
	Addresses  []Address          // files to get for one publication, in their roles
	Formats    []record.Format    // every form of this list that we read
	Every      time.Duration      // how often it is worth asking for
	MinEntries int                // fewer is refused
	MaxEntries int                // more is refused
	MaxRemoved float64            // share of the current entries that one update may remove
	Fill       map[string]float64 // least share of entries that have a field: "names", "births", "designations" …
}

// An Address is one file to download.
type Address struct {
	URL  string
	Role string // see record.File
}

// An Updater brings lists up to date.
type Updater struct {
	Store   *store.Store
	Archive *archive.Archive
	Fetch   *fetch.Client
	Sources []*Source
	Log     *slog.Logger
	Now     func() time.Time
}

// An Outcome is what an update did.
type Outcome struct {
	List     cordon.ListID    `json:"list,omitempty"`
	Format   string           `json:"format,omitempty"`
	Files    []string         `json:"files,omitempty"`
	State    string           `json:"state"` // loaded, unchanged, refused, failed, unknown, older
	Snapshot *cordon.Snapshot `json:"snapshot,omitempty"`
	Problems []cordon.Problem `json:"problems,omitempty"` // the first 100
	Err      error            `json:"-"`
	Error    string           `json:"error,omitempty"`
}

// Update gets one list from its publisher and stores what changed.
func (u *Updater) Update(ctx context.Context, src *Source, force bool) (*Outcome, error) {
	panic("unwritten")
}

// UpdateFrom loads every publication that it recognises in a file or folder,
// for each list the oldest first, and says which files it does not know. Only
// the given lists are loaded when there are any.
func (u *Updater) UpdateFrom(ctx context.Context, path string, lists []cordon.ListID, force bool, done func(*Outcome)) error {
	panic("unwritten")
}

// Resolve says anew which entries are one party.
func (u *Updater) Resolve(ctx context.Context) error { panic("unwritten") }
