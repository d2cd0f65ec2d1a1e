package when

import (
	"strings"

	"cordon"
)

// joined makes one period of two dates that the words bind: "between Sept. 7
// and Oct. 1", "from Monday to Wednesday", "Friday and Saturday"; and opens a
// period behind "since" and in front of "by" and "until".
func joined(text string, found []Found) []Found {
	var out []Found
	for i := 0; i < len(found); i++ {
		f := found[i]
		before := lastWords(text[:f.Span.From])
		if i+1 < len(found) {
			between := strings.ToLower(strings.TrimSpace(text[f.Span.To:found[i+1].Span.From]))
			if p, ok := bind(before, between, f, found[i+1]); ok {
				f.When, f.Rule = p, "range"
				f.Span.To = found[i+1].Span.To
				f.Text = text[f.Span.From:f.Span.To]
				out = append(out, f)
				i++
				continue
			}
		}
		switch {
		case sinceWords[before]:
			f.When.To, f.Rule = cordon.Date{}, "since"
		case untilWords[before]:
			f.When.From, f.Rule = cordon.Date{}, "until"
		}
		out = append(out, f)
	}
	return out
}

var (
	sinceWords = words("since|seit|depuis|desde|dal|sinds|منذ|از")
	untilWords = words("until|till|by|bis|jusqu'au|jusqu’au|hasta|fino|tot|до")
	andWords   = words("and|и|і|та|und|et|y|e|i|en|و|&")
	toWords    = words("to|through|till|until|–|—|-|по|до|bis|au|al|hasta|do|tot|إلى|~")
	fromWords  = words("from|с|з|від|vom|von|du|desde|dal|od|van|من")
	twixtWords = words("between|между|між|zwischen|entre|tra|fra|między|tussen|بين")
)

// lastWords is the last word in lower case, without an article.
func lastWords(s string) string {
	f := strings.Fields(strings.ToLower(s[max(0, len(s)-40):]))
	for i := len(f) - 1; i >= 0; i-- {
		switch f[i] {
		case "the", "le", "la", "el", "il", "den", "at", "around", "about":
			continue
		}
		return f[i]
	}
	return ""
}

// maxJoin in days: two bare weekdays joined by "and" are one stretch when they
// are neighbours.
const maxJoin = 1

// bind joins two dates into one period when the words before and between them
// say so: "between A and B", "from A to B".
func bind(before, between string, a, b Found) (cordon.Period, bool) {
	p := cordon.Period{From: a.When.From, To: b.When.To}
	if p.From.IsZero() || p.To.IsZero() {
		return p, false
	}
	weekdays := a.Rule == "weekday" && b.Rule == "weekday"
	if weekdays && p.To.Before(p.From) { // Friday and Saturday, seen from that Friday's week
		p.From = p.From.AddDays(-7)
	}
	if p.To.Last().Before(p.From.First()) {
		return p, false
	}
	if andWords[between] {
		neighbours := weekdays && b.When.From.Days(p.From) <= maxJoin
		if twixtWords[before] || neighbours {
			return p, true
		}
	}
	return p, toWords[between] && (fromWords[before] || weekdays || a.Rule == b.Rule)
}
