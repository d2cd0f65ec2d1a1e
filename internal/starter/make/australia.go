package main

import (
	"regexp"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// auDay is a day as Australia's sheet prints it: "17 Aug. 2017", "16/07/2009",
// "2 /03/2016" and the serial of a cell of dates.
const auDay = `(\d{1,2} \p{L}{3,9}\.? \d{4}|\d{1,2} ?/\d{1,2}/\d{4}|\d{5})`

// An auPhrase is a way in which "Listing Information" prints the day of a listing.
type auPhrase struct {
	text *regexp.Regexp // its groups are the words to keep, the day, and that on which the listing ended, if any
	kind cordon.DateKind
}

// The phrases of the sheet's programmes, those that decide first. A day after
// "re-listed", "relisted", "continue" and "amended" is never that of the first act.
var (
	auOwn = []auPhrase{
		// Sanctions under a law of before, administered by the Reserve Bank: listed by this day.
		{regexp.MustCompile(`(Designated under [^.]{1,60} on ` + auDay + `\. Formerly listed on the RBA Consolidated List)`), cordon.LawDate},
		{regexp.MustCompile(`previous designation [^.]{1,80} (in effect from ` + auDay + ` to ` + auDay + `)`), cordon.OwnDate},
		{regexp.MustCompile(`((?:First listed|\bListed|\blisted this (?:person|entity)) on ?:? ?` + auDay + `)`), cordon.OwnDate},
		{regexp.MustCompile(`(Designated under the Autonomous Sanctions Regulations 2011 on ` + auDay + `)`), cordon.OwnDate},
	}
	// A party of the UN's list is designated in Australia by regulations that refer
	// to the Committee: every day in its row is the Committee's.
	auUN = []auPhrase{
		{regexp.MustCompile(`((?:First listed|Listed)(?: by the (?:UN ?1718 )?[Cc]ommittee)? on ?:? ?` + auDay + `)`), cordon.UNDate},
		{regexp.MustCompile(`^(` + auDay + `)$`), cordon.UNDate},
	}
)

// auDated are the designations of a row by what it prints of the listing, each
// with its words: two where it prints that an earlier one had ended. Else the day
// is that of the last change.
func auDated(d cordon.Designation, information, control string) []cordon.Designation {
	information = strings.Join(strings.Fields(information), " ")
	phrases := auOwn
	if fromUN(d.Programme) {
		phrases = auUN
	}
	var out []cordon.Designation
	for _, p := range phrases {
		m := p.text.FindStringSubmatch(information)
		if m == nil {
			continue
		}
		day, err := auDate(m[2])
		if err != nil {
			continue
		}
		d.Listed, d.DateKind, d.Evidence = day, p.kind, cordon.Evidence{Field: "Listing Information", Words: m[1]}
		if len(m) < 4 {
			return append(out, d)
		}
		ended := d
		if ended.Delisted, err = auDate(m[3]); err != nil {
			continue
		}
		out = append(out, ended)
	}
	d.Listed, d.DateKind = ownDay(serial(control))
	d.DateKind = kindOf(d.Listed, cordon.AmendedDate)
	d.Evidence = cordon.Evidence{Field: "Control Date", Words: serial(control)}
	return append(out, d)
}

// auDate reads a day of the sheet (see auDay).
func auDate(text string) (cordon.Date, error) {
	return record.Date(serial(strings.ReplaceAll(text, " /", "/")))
}

// fromUN reports whether a programme is one of the UN's: the sheet names those by
// the number of the resolution, "1718 (DPRK)".
func fromUN(p cordon.ProgrammeID) bool {
	return p == "au/DPRK-1718" || strings.IndexFunc(p.Code(), func(r rune) bool { return r >= '0' && r <= '9' }) == 0
}
