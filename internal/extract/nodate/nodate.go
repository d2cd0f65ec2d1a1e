// Package htmldate stands in for the module of that name, by which go-trafilatura
// looks for a page's date. Cordon reads dates of publication itself
// (extract/published.go) and turns that search off, but to link the module costs
// every start of the program 0.3 s and 80 MB: its date parser builds the tables of
// 200 languages when the program begins. docs/decisions/0014-start.md has the figures.
package htmldate

import (
	"errors"
	"time"
)

// Options are those that go-trafilatura fills in.
type Options struct {
	URL                 string
	UseOriginalDate     bool
	SkipExtensiveSearch bool
}

// Result is a date that a caller found by itself.
type Result struct {
	DateTime time.Time
	HasTime  bool
}

// IsZero reports whether there is no date.
func (r Result) IsZero() bool { return r.DateTime.IsZero() }

// errNoSearch is the answer to every search.
var errNoSearch = errors.New("htmldate: the search for dates is not part of this program")

// FromDocument finds no date: it always returns an error.
func FromDocument(_ any, _ Options) (Result, error) { return Result{}, errNoSearch }
