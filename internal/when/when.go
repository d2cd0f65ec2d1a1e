// Package when resolves the dates that texts write to periods.
package when

import "cordon"

// A Found is one written date.
type Found struct {
	Span cordon.Span
	Text string
	When cordon.Period
	Rule string // "absolute", "weekday", "last-week" …
}

// Find finds the written dates of a text. ref is the day they are relative to:
// the publication or the dateline; when it is zero only dates that need no
// reference are resolved. lang is the text's language.
func Find(text string, ref cordon.Date, lang string) []Found { panic("unwritten") }
