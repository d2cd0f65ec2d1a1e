package record

import (
	"fmt"

	"cordon"
)

// A span is the days between which a kind of date can be. The bounds are wide:
// they catch placeholders (9999-12-31, 0001-01-01), a misprinted century and
// the serial numbers of spreadsheets read as years, not what is merely odd.
type span struct {
	what  string // "a birth"
	first cordon.Date
	years int // that it may lie after the publication; 0: only the days of ahead
	why   string
	hijri bool // the years are of an Islamic calendar: no later bound
}

// ahead is how far a day may lie after that of the publication: a publisher
// west of UTC dates its file a day before what stands in it.
const ahead = 1

var (
	// The oldest births on the real lists are of 1921 (US) and 1923 (UN, EU, UK).
	birthSpan = span{what: "a birth or death", first: cordon.Date{Year: 1850}, why: "nobody so old can be listed"}
	// 1850 is 1266 in the Islamic calendar and 1228 in the Iranian one, which
	// lists do not tell apart.
	hijriSpan = span{what: "a birth", first: cordon.Date{Year: 1228}, why: "nobody so old can be listed", hijri: true}
	// The oldest organisation with a day of foundation is of 1908 (US).
	foundingSpan = span{what: "a foundation", first: cordon.Date{Year: 1500}, why: "no listed organisation is so old"}
	// The oldest paper is of 1946 (US).
	issueSpan = span{what: "an issue", first: cordon.Date{Year: 1900}, why: "no identifier is so old"}
	// The last expiry on the lists is 2036, ten years after publication.
	expirySpan = span{what: "an expiry", first: cordon.Date{Year: 1900}, years: 100, why: "no identifier is so old"}
)

// regimes are the days from which an authority could list anybody: the first
// listings of the real files are of 2000-04-12 (UN, UK), 2001-01-25 (EU) and
// 2006-04-12 (US). The EU and the UK print the UN's days for what they take
// over from it.
var regimes = map[cordon.AuthorityID]struct {
	first cordon.Date
	why   string
}{
	"un": {cordon.MustDate("1990-08-06"), "the UN's first freeze of assets is resolution 661 (1990)"},
	"eu": {cordon.MustDate("1990-08-06"), "the UN's first freeze of assets is resolution 661 (1990)"},
	"gb": {cordon.MustDate("1990-08-06"), "the UN's first freeze of assets is resolution 661 (1990)"},
	"us": {cordon.MustDate("1950-12-17"), "OFAC's forerunner was founded in December 1950"},
}

func listingSpan(a cordon.AuthorityID) span {
	r := regimes[a]
	return span{what: "a listing", first: r.first, why: r.why}
}

// judge says why a date, or a range, cannot be; "" when it can. day is that of
// the publication.
func (s span) judge(from, to, day cordon.Date) string {
	last := day.AddDays(ahead)
	switch {
	case from.IsZero():
		return ""
	case from.Before(s.first) && from.Last().Before(s.first.First()):
		return fmt.Sprintf("%s before %s: %s; not taken", s.what, s.first, s.why)
	case !to.IsZero() && to.Last().Before(from.First()):
		return "the range ends before it begins; not taken"
	case s.hijri || day.IsZero():
		return ""
	}
	if s.years > 0 {
		last = cordon.Date{Year: day.Year + s.years}
	}
	for _, d := range []cordon.Date{from, to} {
		if !d.IsZero() && d.First().After(last.Last()) {
			return fmt.Sprintf("%s after the publication of the list on %s; not taken", s.what, day)
		}
	}
	return ""
}
