package us

import (
	"regexp"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// The remarks of the CSV and the legacy XML are items divided by "; " with a
// full stop at the end:
//
//	DOB 10 Dec 1948; alt. DOB 1946; POB Baku, Azerbaijan; Passport A1 (Iran)
//	issued 28 Oct 2008 expires 29 Oct 2013; a.k.a. 'X'; Linked To: Y.
//
// An item may contain "; " within brackets or quotation marks.

var (
	linkedEnd   = regexp.MustCompile(`\)\.?$`)
	expiresForm = regexp.MustCompile(`^(.*\S)\s+expires (?:.* to )?((?:\d{1,2} )?(?:[A-Z][a-z]{2} )?\d{4})$`)
	issuedForm  = regexp.MustCompile(`^(.*\S)\s+issued ((?:\d{1,2} )?(?:[A-Z][a-z]{2} )?\d{4})(?: to .*)?$`)
	inBrackets  = regexp.MustCompile(`^(.*\S)\s*\(([^()]+)\)$`)
)

// office matches the unlabelled remarks on a person that name a rank or an office.
// The words are those that the remarks of the SDN list of 2023-12-28 have on at least
// two persons.
var office = regexp.MustCompile(`(?i)\b(member|minister|ministry|chair(man|woman|person)|vice-chair\w*|director|` +
	`commander|general|colonel|captain|admiral|brigadier|president|head of|chief|employee|officer|official|secretary|` +
	`governor|judge|justice|deputy|ambassador|advis[eo]r|constituent|leader|representative|prosecutor|mayor|senator|` +
	`magistrate|rector|treasurer|founder|manager|owner|shareholder|partner|attorney|prime minister|dictator|spokes\w+|` +
	`coordinator|superintendent|inspector|delegate|imam|sheikh|emir|lieutenant|major|guard|professor|engineer|head,|` +
	`counsel\w*|ceo|commissioner|warden|speaker|envoy|dean|chair of|aide|congressman|ombudsman|diplomat|lt)\b`)

// addRemarks reads the facts in the remarks. cut reports that the text ends within an
// item whose rest is missing: that item stays as it is.
func (p *party) addRemarks(text string, cut bool) {
	items := splitRemarks(text)
	for i, s := range items {
		if cut && i == len(items)-1 {
			p.problem("remarks", s, "cut at 1000 characters, and the rest is not in the comments file")
			p.kept = append(p.kept, s)
			p.loose++
			continue
		}
		it, rest, ok := find(s)
		if !ok && p.entry.Profile.Kind == cordon.Person && office.MatchString(s) {
			it, ok = item{label: "Title", field: position}, true
		}
		if !ok {
			p.kept = append(p.kept, s)
			p.loose++
			continue
		}
		f := fact{text: rest, raw: cutAlt(s)}
		if it.field == document {
			p.splitDocument(it, &f)
		}
		p.taken++
		p.add(it, f)
	}
}

// splitRemarks splits the remarks into items.
func splitRemarks(text string) []string {
	text = strings.TrimSpace(text)
	if before, linked, ok := strings.Cut(text, "(Linked To: "); ok && linkedEnd.MatchString(linked) {
		before = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(before), ";"), ".")
		text = "Linked To: " + linkedEnd.ReplaceAllString(linked, "")
		if before != "" {
			text = before + "; " + text
		}
	} else {
		text = strings.TrimSuffix(text, ".")
	}
	var out []string
	for _, s := range strings.Split(text, "; ") {
		s = strings.TrimSpace(s)
		if s == "" {
			continue
		}
		if n := len(out); n > 0 && open(out[n-1]) {
			if _, _, known := find(s); !known {
				out[n-1] += "; " + s
				continue
			}
		}
		out = append(out, s)
	}
	return out
}

// open reports whether an item lacks its closing bracket or quotation mark.
func open(s string) bool {
	if name := strings.TrimPrefix(s, "alt. "); len(name) > 8 && name[1:8] == ".k.a. '" {
		return !strings.HasSuffix(s, "'") || strings.HasSuffix(s, ". '")
	}
	return strings.Count(s, "(") > strings.Count(s, ")")
}

// splitDocument separates "T14553558 (Iran) issued 28 Oct 2008 expires 29 Oct 2013".
func (p *party) splitDocument(it item, f *fact) {
	day := func(word string, form *regexp.Regexp) (d cordon.Date) {
		if !strings.Contains(f.text, word) {
			return d
		}
		m := form.FindStringSubmatch(f.text)
		if m == nil {
			return d
		}
		d, err := record.Date(m[2])
		if err != nil {
			p.problem(it.label, f.raw, "not a date: "+m[2])
			return d
		}
		f.text = m[1]
		return d
	}
	// A few are spans: "expires 01 Jan 2026 to 31 Dec 2026"; the outer days count.
	f.period.To = day(" expires ", expiresForm)
	f.period.From = day(" issued ", issuedForm)
	f.splitCountry()
}

// splitCountry separates "A1 (Iran)"; other words in brackets are the issuer's. A few
// numbers of the XML formats are written like this too.
func (f *fact) splitCountry() {
	if !strings.HasSuffix(f.text, ")") {
		return
	}
	m := inBrackets.FindStringSubmatch(f.text)
	if m == nil {
		return
	}
	if isLand(m[2]) && f.country == "" {
		f.text, f.country = m[1], m[2]
	} else if !isLand(m[2]) && f.issuer == "" {
		f.text, f.issuer = m[1], m[2]
	}
}
