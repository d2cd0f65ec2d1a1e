package gb

import (
	"regexp"
	"strings"

	"cordon"
)

var (
	emailForm = regexp.MustCompile(`[^\s,;:()<>]+@[^\s,;:()<>]+\.[^\s,;:()<>]+`)
	siteForm  = regexp.MustCompile(`(?i)\b(?:https?://|www\.)[^\s,;()]+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[^\s,;()]*)?`)
	// phoneEnd is where a second number begins: ". 850-2…", "; +7…", ", +7…".
	phoneEnd = regexp.MustCompile(`\s*(?:\.\s+|;\s*|,\s+)(?:and )?([+(]?\d)`)
)

// contactsOf reads telephone numbers, e-mail addresses and web sites. A text without
// any of them is kept whole. The column of e-mail addresses has web sites too.
func (p *published) contactsOf() []cordon.Contact {
	var out []cordon.Contact
	add := func(kind, text string) {
		if text = strings.Trim(clean(text), ".,;"); text != "" {
			out = unite(out, cordon.Contact{Kind: kind, Value: text})
		}
	}
	for _, f := range []field{fPhone, fFax} {
		kind := map[field]string{fPhone: "phone", fFax: "fax"}[f]
		for _, v := range p.values[f] {
			for _, item := range listed(v.text) {
				for _, one := range strings.Split(phoneEnd.ReplaceAllString(item, "\x00$1"), "\x00") {
					add(kind, one)
				}
			}
		}
	}
	for _, v := range p.values[fEmail] {
		found := emailForm.FindAllString(v.text, -1)
		for _, one := range found {
			add("email", one)
		}
		if len(found) == 0 && siteForm.MatchString(v.text) {
			add("website", v.text)
		} else if len(found) == 0 {
			add("email", v.text)
		}
	}
	for _, v := range p.values[fWebsite] {
		found := siteForm.FindAllString(v.text, -1)
		for _, one := range found {
			add("website", one)
		}
		if len(found) == 0 {
			add("website", v.text)
		}
	}
	return out
}
