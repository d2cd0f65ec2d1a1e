package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon"
	"cordon/internal/starter"
)

// TestOwnDatesAgainstRows compares every date of the starter that is an
// authority's own with the earliest day that the raw row prints of the listing,
// read here without the readers of the program. Earlier days of the UN stand in
// rows of the EU's DPRK regime.
func TestOwnDatesAgainstRows(t *testing.T) {
	sets, err := starter.Entries()
	if err != nil {
		t.Fatal(err)
	}
	un := unDays(entriesOf(sets))
	for _, s := range sets {
		read := rawRows[s.List]
		if read == nil {
			if s.List != "us-ofac-sdn" && !strings.HasSuffix(string(s.List), "-announced") { // no row of them prints a day
				t.Errorf("%s: its raw rows are not read", s.List)
			}
			continue
		}
		rows, own := read(t), 0
		for _, e := range s.Entries {
			for i := range e.Designations {
				d := &e.Designations[i]
				if d.DateKind != cordon.OwnDate {
					continue
				}
				own++
				days := daysIn(rows[e.Ref])
				if d.Programme == "eu/PRK" {
					days = slices.DeleteFunc(days, func(day string) bool { return un[cordon.MustDate(day)] })
				}
				if !slices.Contains(days, d.Listed.String()) {
					t.Errorf("%s: own %s, the row prints %v", e.ID, d.Listed, days)
				} else if first := slices.Min(days); earliest(e) == d && first < d.Listed.String() && later[e.ID] == "" {
					t.Errorf("%s: own %s, the row prints %s already: %q", e.ID, d.Listed, first, rows[e.Ref])
				}
			}
		}
		t.Logf("%-16s %3d own dates", s.List, own)
	}
}

// later are the entries whose row has an earlier day that is none of the listing, and why.
var later = map[cordon.EntryID]string{
	"eu-fsf/EU.4284.95": "its identifications name the regime's first act, of 2017; the table prints the day of designation",
}

// earliest is the designation of an entry that began first.
func earliest(e *cordon.Entry) *cordon.Designation {
	first := &e.Designations[0]
	for i := range e.Designations {
		if d := &e.Designations[i]; d.Listed.Before(first.Listed) {
			first = d
		}
	}
	return first
}

func entriesOf(sets []starter.Set) []*cordon.Entry {
	var all []*cordon.Entry
	for _, s := range sets {
		all = append(all, s.Entries...)
	}
	return all
}

var rowDay = regexp.MustCompile(`\d{4}-\d{2}-\d{2}|\d{4}\.\d{1,2}\.\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}|` +
	`\d{1,2} \p{L}{3,9}\.? \d{4}|\d{1,2}-[A-Z][a-z]{2}-\d{2}`)

// daysIn are the days in a text, in order of the text, as 2006-01-02.
func daysIn(text string) []string {
	var out []string
	for _, s := range rowDay.FindAllString(text, -1) {
		s = abbreviated.ReplaceAllString(s, "$1 ")
		for _, layout := range []string{"2006-01-02", "2006.1.2", "2/1/2006", "2.1.2006", "2 Jan 2006", "2 January 2006", "2-Jan-06"} {
			if day, err := time.Parse(layout, s); err == nil {
				out = append(out, day.Format(time.DateOnly))
			}
		}
	}
	return out
}

var abbreviated = regexp.MustCompile(`(\p{L})\. `)
