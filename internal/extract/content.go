package extract

import (
	"regexp"
	"strings"
	"unicode"

	"cordon"
	"cordon/internal/when"
)

func isLetter(r rune) bool { return unicode.IsLetter(r) }

var datelineDay = regexp.MustCompile(`,?\s*(\pL{3,12}\.?\s+\d{1,2}|\d{1,2}\.?\s+\pL{3,12}),?(\s+\d{4})?\.?$`)

// datelineDate reads the day of a wire's dateline. Without a year it takes that
// of a stronger candidate close to it, or the one year in which the weekday of
// the first paragraph fits.
func (p *page) datelineDate(d *cordon.Document, voices []voice) []voice {
	m := datelineDay.FindString(datelinePlace.ReplaceAllString(d.Dateline, ""))
	if m == "" {
		return nil
	}
	m = strings.Trim(m, " ,.")
	if f := dated(m); len(f) > 0 {
		return []voice{say("dateline", d.Dateline, 0, byWire, f[0].When.From)}
	}
	for _, v := range voices {
		if v.Date.Day == 0 || v.weight <= byMonth {
			continue
		}
		if f := when.Find(m, v.Date, d.Lang); len(f) == 1 && f[0].When.From == f[0].When.To {
			if n := v.Date.Days(f[0].When.From); n >= 0 && n <= nearDays {
				return []voice{say("dateline", d.Dateline, 0, byMonth, f[0].When.From)}
			}
		}
	}
	return nil
}

var datelinePlace = regexp.MustCompile(`\s*(\([^()]*\)|/[^/]*/)\s*\.?$`)

// contentDate reasons from what the text says when nothing else dates it. It
// decides only when one day is left.
func (p *page) contentDate(d *cordon.Document) []voice {
	return nil
}
