// Package tmpl renders the pages: what a page shows is a view type here, how
// it looks is a templ component. Components ask nothing of the store; text from
// outside goes through templ's escaping, addresses from outside through
// outside, and no page needs a script.
//
// After a change of a .templ file, in the root folder: go tool templ generate
package tmpl

import (
	"time"

	"cordon"
	"cordon/internal/coordinate"
	"cordon/internal/list"
	"cordon/internal/watch"
)

// A Frame is what every page has around its own content.
type Frame struct {
	Title   string // of the page; the product's name is added
	Path    string // the navigation entry that is current: "/gaps"
	Query   string // what stands in the search box
	CSS     string // address of the style sheet
	Icon    string // address of the icon
	Version string // of the program
	Data    State
	Today   cordon.Date
}

// A State says what the program's answers rest on.
type State struct {
	Lists   int // lists that the program can load
	Loaded  int // of them, loaded in full
	Starter int // of them, known by the starter's facts only

	Archived int // lists of which the archive holds publications and this database none
}

// Pages is a place in a long list.
type Pages struct {
	Page  int    // 1-based
	Size  int    // rows on a page
	Total int    // rows in all
	Base  string // address of page n without its number: "/alerts?page="
}

// Last is the number of the last page, at least 1.
func (p Pages) Last() int { return max(1, (p.Total+p.Size-1)/p.Size) }

// From is how many rows stand on the pages before this one.
func (p Pages) From() int { return (p.Page - 1) * p.Size }

// Home is the first page.
type Home struct {
	Frame
	Theme     string // the theme that the page is about: "dprk-russia"
	Parties   int    // in the matrix, all rows
	Documents int    // read so far
	Matrix    *coordinate.Matrix
	Chart     Chart
	Moments   []coordinate.Moment
	Listings  []coordinate.Moment
	Contests  []Contest
	Alerts    []cordon.Alert
}

// A Contest is a story with the first statements of each side.
type Contest struct {
	watch.Story
	More int // statements that are not shown
}

// A Form is what was asked in the search form, as it was typed.
type Form struct {
	Name    string
	Kind    string
	Birth   string
	Country string
	ID      string
}

// Search is the page of a screening.
type Search struct {
	Frame
	Form      Form
	Asked     bool // a name or number was given
	Unasked   bool // the form was sent with neither
	Screening *cordon.Screening
	Results   []Result
	Former    []Result // parties that have left the lists
	More      bool     // there are more hits than those shown
	Parties   int      // in the index
}

// A Result is a hit with what each authority has done about the party.
type Result struct {
	cordon.Hit
	Row *coordinate.Row // nil when the party is on no list now

	Missing map[cordon.EntryID]cordon.Date // see cordon.FormerParty
}

// Party is the page of one party.
type Party struct {
	Frame
	coordinate.Dossier
	Chart   Chart
	Lists   map[cordon.ListID]cordon.List
	History *coordinate.History // of the page of its history
}

// ListPage is the page of one list.
type ListPage struct {
	Frame
	list.State
	Snapshots []cordon.Snapshot // newest first
	Changes   []cordon.Change
	ChangeAt  Pages
	Entries   []*cordon.Entry
	EntryAt   Pages
}

// Changes is the page of what publications changed, or of what one did.
type Changes struct {
	Frame
	List, Kind, Since, Until string // the filter, as it was typed
	All                      []list.State
	Export                   string // the filter as a query, for the feed
	Held                     []cordon.PendingUpdate
	Sets                     []*list.ChangeSet                   // of the page
	One                      *list.ChangeSet                     // the only one, of the page of one publication
	Edits                    map[cordon.SnapshotID][]cordon.Edit // those that are shown
	Totals                   map[cordon.SnapshotID]int           // of edits, shown or not
	At                       Pages
}

// Documents is the page of all documents.
type Documents struct {
	Frame
	All []cordon.Reading
	At  Pages
}

// Document is the page of one document.
type Document struct {
	Frame
	cordon.Reading
	Lines      []Line
	Provisions map[cordon.ProvisionID]cordon.Provision
	Original   *cordon.Document // of which this one is a copy
	Same       []cordon.Reading // other documents of the story
}

// Timeline is the page of moments.
type Timeline struct {
	Frame
	Theme   string
	Kind    string
	Since   string
	Chart   Chart
	Moments []coordinate.Moment
	At      Pages

	Generation int64 // see coordinate.Timeline
}

// Gaps is the page of the matrix.
type Gaps struct {
	Frame
	Programme string
	Text      string
	AsOf      string
	Matrix    *coordinate.Matrix
	Rows      []coordinate.Row // those of this page
	At        Pages
	Export    string // the query part of the addresses of the CSV and JSON forms
}

// Alerts is the page of alerts.
type Alerts struct {
	Frame
	All []cordon.Alert
	At  Pages
}

// About is the page about the program.
type About struct {
	Frame
	Lists []cordon.List
}

// Failure is the page of an error.
type Failure struct {
	Frame
	Status int
	Head   string // what went wrong, in a few words
	Advice string // what the reader can do
	Detail string // the error itself, when it is the reader's to mend
}

// age is the number of whole days between an instant and a day.
func age(today cordon.Date, t time.Time) int { return today.Days(cordon.DateOf(t.UTC())) }
