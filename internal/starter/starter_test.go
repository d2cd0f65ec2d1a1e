package starter

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"cordon"
)

// TestFacts holds the starter to what it claims: every set has a source and a
// day, every fact a place, no publisher's prose is in it, and the numbers are
// those of the lists.
func TestFacts(t *testing.T) {
	sets, err := Entries()
	if err != nil {
		t.Fatal(err)
	}
	count := map[cordon.ListID]int{}
	seen := map[cordon.EntryID]bool{}
	for _, s := range sets {
		if s.AsOf.Day == 0 || s.Source == "" {
			t.Errorf("%s: no day or no source", s.List)
		}
		for _, e := range s.Entries {
			count[s.List]++
			if seen[e.ID] {
				t.Errorf("%s twice", e.ID)
			}
			seen[e.ID] = true
			checkEntry(t, s.List, e)
		}
	}
	// 80 persons and 75 entities (UN list of 2026-08-01), 59 vessels (1718
	// Designated Vessels List of 4 June 2020).
	if count["un-sc"] != 155 || count["un-1718-vessels"] != 59 {
		t.Errorf("UN: %d parties and %d vessels, want 155 and 59", count["un-sc"], count["un-1718-vessels"])
	}
	for _, list := range []cordon.ListID{"us-ofac-sdn", "gb-uksl", "eu-fsf", "au-dfat", "ca-sema", "jp-mof", "nz-russia"} {
		if count[list] == 0 {
			t.Errorf("%s: nothing", list)
		}
	}
}

func checkEntry(t *testing.T, list cordon.ListID, e *cordon.Entry) {
	t.Helper()
	if !e.Starter || e.List != list || e.ID.List() != list || e.Profile.Name() == "" || len(e.Designations) == 0 {
		t.Errorf("%s: not marked, misplaced, nameless or not designated", e.ID)
	}
	if e.Remarks != "" {
		t.Errorf("%s: prose in remarks", e.ID)
	}
	for _, d := range e.Designations {
		if d.Reason != "" || d.Programme == "" || d.Authority != d.Programme.Authority() {
			t.Errorf("%s: prose, or no programme of its authority: %+v", e.ID, d)
		}
		checkDate(t, e.ID, d)
		if d.Listed.IsZero() != (d.DateKind == cordon.UnknownDate) {
			t.Errorf("%s: listed %s, but the date is %s", e.ID, d.Listed, d.DateKind)
		}
	}
}

// checkDate holds a date to the words that are kept of it: the first day in them
// is the date of an own act, in any of the ways in which lists print days. The words
// of the fields in copied are made of the date itself, so nothing is held to them
// here: TestOwnDatesAgainstRows of the maker compares those dates with the raw rows.
func checkDate(t *testing.T, id cordon.EntryID, d cordon.Designation) {
	t.Helper()
	if !d.Listed.IsZero() && (d.Evidence.Field == "" || d.Evidence.Words == "") || len(d.Evidence.Words) > 160 {
		t.Errorf("%s: listed %s, by the words %q", id, d.Listed, d.Evidence)
	}
	if d.Evidence.Field == "publicationDate" && d.DateKind == cordon.UNDate {
		t.Errorf("%s: %s is the UN's, and said to stand in the EU's day of publication", id, d.Listed)
	}
	if d.DateKind != cordon.OwnDate || copied[d.Evidence.Field] {
		return
	}
	for _, again := range []string{"relisted", "re-listed", "continue", "amend", "committee"} {
		if strings.Contains(strings.ToLower(d.Evidence.Words), again) {
			t.Errorf("%s: own %s, by the words %q", id, d.Listed, d.Evidence.Words)
		}
	}
	for _, layout := range []string{"2006-01-02", "2006.1.2", "2.1.2006", "2/1/2006", "2 Jan 2006", "2 January 2006"} {
		day := strings.ReplaceAll(firstDay.FindString(d.Evidence.Words), ". ", " ")
		if at, err := time.Parse(layout, day); err == nil && cordon.DateOf(at) == d.Listed {
			return
		}
	}
	t.Errorf("%s: own %s, by the words %q", id, d.Listed, d.Evidence.Words)
}

// copied are the fields of the UN, the United Kingdom and the EU with a date and no
// words around it.
var copied = map[string]bool{"LISTED_ON": true, "DateDesignated": true, "publicationDate": true}

var firstDay = regexp.MustCompile(`\d{4}[-.]\d{1,2}[-.]\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2} \p{L}{3,9}\.? \d{4}`)

// TestBirths finds no birth in a year in which nobody on a list can be born.
func TestBirths(t *testing.T) {
	sets, err := Entries()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sets {
		for _, e := range s.Entries {
			for _, b := range e.Profile.Births {
				if !b.Date.IsZero() && (b.Date.Year < 1880 || b.Date.Year > s.AsOf.Year-10) {
					t.Errorf("%s: born %s", e.ID, b.Date)
				}
			}
		}
	}
}

func TestSubject(t *testing.T) {
	ids, err := Subject()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []cordon.EntryID{"us-ofac-sdn/46769", "gb-uksl/RUS2087", "eu-fsf/EU.11328.76", "us-ofac-sdn/41736"} {
		if !ids[want] {
			t.Errorf("%s is not of the subject", want)
		}
	}
	for id := range ids {
		if strings.HasPrefix(string(id), "un-sc/KPe.001") {
			t.Errorf("%s is listed for weapons programmes, not for transfers to Russia", id)
		}
	}
}
