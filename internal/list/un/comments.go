package un

import (
	"regexp"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/country"
	"cordon/internal/record"
)

// Patterns of what the comments say in regular words. Everything else in them
// stays as it is, in the entry's remarks.
var (
	genderWords = regexp.MustCompile(`(?i)\bgender:\s*(male|female)\b`)
	diedWords   = regexp.MustCompile(`(?:^|[.;]\s*|\bto have )(?:D|d)ied (?:on |in )?((?:\d{1,2} )?(?:\p{L}{3,9}\.? )?\d{4})\b`)
	imoWords    = regexp.MustCompile(`\bIMO\)?\s*(?i:company )?(?i:number|no\.?)?\s*:?\s*(\d{7})\b`)
	swiftWords  = regexp.MustCompile(`\b(?:SWIFT|BIC|SWIFT/BIC):?\s+([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b`)
	mailWords   = regexp.MustCompile(`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`)
	phoneWords  = regexp.MustCompile(`(?i)\b(?:tel(?:ephone)?|phone)(?: numbers?)?\.?:\s*([+\d][^.:]{5,60}?)(?:\.|$|\s*\(ext\b|\s+\p{L}{3,})`)
	faxWords    = regexp.MustCompile(`(?i)\b(?:fax|facsimile)(?: numbers?)?\.?:\s*([+\d][^.:]{5,60}?)(?:\.|$|\s*\(ext\b|\s+\p{L}{3,})`)
	siteWords   = regexp.MustCompile(`(?i)\bweb ?site:\s*(\S+?)[).,;]*(?:\s|$)`)
	flagWords   = regexp.MustCompile(`\bFlag State:\s*([^.;]+)`)
	noticeWords = regexp.MustCompile(`\s*INTERPOL-UN Security Council Special Notice web link:? ?\S*`)
	refWords    = regexp.MustCompile(`(?i)((?:owned(?: or controlled)?|controlled) by [^().;]{2,80})?\(([A-Z]{2}[ie]\.\d{3})\)`)
	basisWords  = regexp.MustCompile(`(?i)\blisted (?:on [^.]{4,40}? )?pursuant to paragraphs? ([^.“"]{1,60}?) of ` +
		`(?:security council )?resolution (\d{4})(?: \((\d{4})\))?`)
)

// comments takes COMMENTS1 apart where it is regular, and keeps it whole in the
// remarks: it is the only narrative that the list has.
func comments(e *cordon.Entry, el *element) {
	c, p := text(el.Comments), &e.Profile
	if m := genderWords.FindStringSubmatch(c); m != nil && p.Gender == "" && p.Kind == cordon.Person {
		p.Gender = gender(m[1])
	}
	for _, m := range diedWords.FindAllStringSubmatch(c, -1) {
		if d, err := record.Date(m[1]); err == nil && p.Kind == cordon.Person && !slices.Contains(p.Deaths, d) {
			p.Deaths = append(p.Deaths, d)
		}
	}
	if m := flagWords.FindStringSubmatch(c); m != nil && p.Kind == cordon.Organization {
		p.Kind = cordon.Vessel // the Libya regime designates ships as entities
		p.Craft = &cordon.Craft{Flag: country.CodeOr(text(m[1]))}
		p.Countries = append(p.Countries, cordon.CountryLink{Country: p.Craft.Flag, Role: "flag"})
	}
	for _, m := range imoWords.FindAllStringSubmatch(c, -1) {
		// A company's IMO number has the form of a ship's; one of them (1790183)
		// even passes the ship's check digit, so the bearer decides.
		scheme := cordon.IMOCompany
		if p.Kind == cordon.Vessel {
			scheme = cordon.IMOShip
		}
		number(p, scheme, m[1])
	}
	for _, m := range swiftWords.FindAllStringSubmatch(c, -1) {
		number(p, cordon.BIC, m[1])
	}
	contacts(p, c)
	relations(e, c)
	regime(e, el, c)
	// The link of the special notice has a field of its own since mid 2026.
	e.URL = text(el.Notice)
	if e.URL == "" {
		e.URL = noticeURL.FindString(noticeWords.FindString(c))
	}
	if c = text(noticeWords.ReplaceAllString(c, "")); c != "" {
		remark(e, c)
	}
}

var noticeURL = regexp.MustCompile(`https?://\S+`)

// relations adds the references to other entries in brackets. Only ownership is
// worded regularly; the remarks keep the words around the others.
func relations(e *cordon.Entry, c string) {
	for _, m := range refWords.FindAllStringSubmatch(c, -1) {
		r := cordon.Relation{Role: "linked-to", Other: cordon.EntryID(string(List) + "/" + m[2])}
		if m[1] != "" {
			r.Role = "owned-by"
		}
		if r.Other != e.ID && !slices.Contains(e.Relations, r) {
			e.Relations = append(e.Relations, r)
		}
	}
}

func number(p *cordon.Profile, s cordon.Scheme, v string) {
	id := cordon.Identifier{Scheme: s, Value: v}
	if !slices.Contains(p.Identifiers, id) {
		p.Identifiers = append(p.Identifiers, id)
	}
}

func contacts(p *cordon.Profile, c string) {
	for _, k := range []struct {
		kind string
		re   *regexp.Regexp
	}{{"email", mailWords}, {"phone", phoneWords}, {"fax", faxWords}, {"website", siteWords}} {
		for _, m := range k.re.FindAllStringSubmatch(c, -1) {
			ct := cordon.Contact{Kind: k.kind, Value: strings.Trim(m[len(m)-1], " .,;")}
			if !slices.Contains(p.Contacts, ct) {
				p.Contacts = append(p.Contacts, ct)
			}
		}
	}
}

func gender(s string) string {
	switch s = strings.ToLower(text(s)); s {
	case "male", "female":
		return s
	}
	return ""
}
