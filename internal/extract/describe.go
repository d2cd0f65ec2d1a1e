package extract

import (
	"regexp"
	"slices"
	"strings"

	"cordon"
)

func sortByLength(s []string) {
	slices.SortStableFunc(s, func(a, b string) int { return len(b) - len(a) })
}

// describe fills in who published the document, who wrote it and in which
// language.
func (p *page) describe(d *cordon.Document) {
	if p.title >= 0 {
		d.Title = p.lines[p.title].text
	}
	if d.Title == "" {
		d.Title = strings.TrimSpace(p.meta.title)
	}
	d.Lang = p.language()
	d.Outlet = p.findOutlet(d)
	d.Byline = p.findByline()
	dateline, agency := p.findDateline()
	d.Dateline = dateline
	d.Credit = p.findCredit(d, agency)
}

// language is told from the article's own lines; a page of menus alone is told
// from all.
func (p *page) language() string {
	var own, all strings.Builder
	for i := range p.lines {
		l := &p.lines[i]
		if l.kind == cordon.Body || l.kind == cordon.Title {
			own.WriteString(l.text)
			own.WriteByte('\n')
		}
		if all.Len() < languageBytes {
			all.WriteString(l.text)
			all.WriteByte('\n')
		}
		if own.Len() > languageBytes {
			break
		}
	}
	if lang := Language(own.String()); lang != "" {
		return lang
	}
	if lang := Language(all.String()); lang != "" {
		return lang
	}
	if tag := strings.ToLower(p.meta.lang); len(tag) >= 2 {
		return tag[:2]
	}
	return ""
}

var (
	bylineRE = regexp.MustCompile(`^(?:By|BY|Written by|Reported by|Von|Par|Por|Di|Автор:?|` +
		`Автор –) ((?:(?:and |\& )?[\p{Lu}][\pL.'’-]+[ ,]*){1,8})(?:[|/,].*)?$`)
	authorDate = regexp.MustCompile(`^([\pL][\pL .'’-]{1,40}) / (?:Updated ?: ?)?\d{4}[-./]\d{1,2}[-./]\d{1,2}`)
	koreanName = regexp.MustCompile(`^([가-힣]{2,4}) ?기자(?:[ ]|$)`)
)

// bylineOf is the writer named by a byline, or "".
func bylineOf(s string) string {
	if len(s) > 160 {
		return ""
	}
	for _, re := range []*regexp.Regexp{bylineRE, authorDate, koreanName} {
		if m := re.FindStringSubmatch(s); m != nil {
			return strings.Trim(m[1], " ,")
		}
	}
	return ""
}

func (p *page) findByline() string {
	for i := range p.lines {
		l := &p.lines[i]
		if l.kind != cordon.Meta {
			continue
		}
		if b := bylineOf(l.text); b != "" {
			return b
		}
	}
	if p.meta.author != "" {
		return p.meta.author
	}
	// A name between headline and text that the page repeats below the text.
	for i := p.title + 1; i > 0 && i < p.first+6 && i < len(p.lines); i++ {
		l := &p.lines[i]
		if l.kind == cordon.Meta && personName.MatchString(l.text) && p.saidAgain(i) {
			return l.text
		}
	}
	return ""
}

var personName = regexp.MustCompile(`^\p{Lu}[\pL.'’-]+( \p{Lu}[\pL.'’-]+){1,3}$`)

func (p *page) saidAgain(i int) bool {
	for j := p.last + 1; j < len(p.lines); j++ {
		if p.lines[j].key == p.lines[i].key {
			return true
		}
	}
	return false
}

// findCredit is the agency or outlet that the text itself names as its source.
// An agency that someone in the text spoke to is none.
func (p *page) findCredit(d *cordon.Document, inDateline string) string {
	var body []*line
	for i := range p.lines {
		if p.lines[i].kind == cordon.Body {
			body = append(body, &p.lines[i])
		}
	}
	if len(body) > 0 {
		if m := endCredit.FindStringSubmatch(tailOf(body[len(body)-1].whole, 60)); m != nil {
			return agencyOf(m[1])
		}
		if m := endAgency.FindStringSubmatch(tailOf(body[len(body)-1].whole, 60)); m != nil && isAgency(m[1]) {
			return m[1]
		}
	}
	for _, c := range []string{inDateline, knownOutlet(keyOf(strings.ToLower(d.Byline))), p.lineCredit()} {
		if c != "" {
			return c
		}
	}
	if c := citedIn(body); c != "" {
		return c
	}
	if o := outletByName[strings.ToLower(d.Outlet)]; o != nil && o.agency {
		return o.name
	}
	return ""
}

func agencyOf(s string) string { return knownOutlet(keyOf(strings.ToLower(s))) }

func tailOf(s string, n int) string { return s[max(0, len(s)-n):] }

// lineCredit reads lines such as "Source: …", "Credit : Voice of America (VOA) |".
func (p *page) lineCredit() string {
	for i := range p.lines {
		l := &p.lines[i]
		if l.kind == cordon.Meta {
			if m := ownCredit.FindStringSubmatch(l.text); m != nil {
				for _, part := range strings.FieldsFunc(m[1], func(r rune) bool { return strings.ContainsRune("()|/,", r) }) {
					if c := agencyOf(strings.TrimSpace(part)); c != "" {
						return c
					}
					if isAgency(strings.TrimSpace(part)) {
						return strings.TrimSpace(part)
					}
				}
			}
			if c := knownOutlet(l.key); c != "" && outletByName[l.key].agency && i > p.title && i < p.first {
				return c
			}
		}
		if l.kind == cordon.Body && (strings.HasPrefix(l.low, "source:") || strings.HasPrefix(l.low, "source :")) {
			if m := viaReport.FindStringSubmatch(l.text); m != nil {
				return agencyOf(m[1])
			}
		}
	}
	return ""
}

// citedIn finds the agency that the first three paragraphs, or the last, report
// by.
func citedIn(body []*line) string {
	for i, l := range body {
		if i >= 3 && i != len(body)-1 {
			continue
		}
		if !namesAgency(" " + l.key + " ") {
			continue
		}
		for _, re := range []*regexp.Regexp{bodyCredit, bodyCredit2} {
			for _, m := range re.FindAllStringSubmatch(l.text, 3) {
				if told.MatchString(m[0]) {
					continue
				}
				if c := agencyOf(m[1]); c != "" {
					return c
				}
			}
		}
	}
	return ""
}

// namesAgency is a quick look before the patterns.
func namesAgency(key string) bool {
	for i := range outlets {
		if !outlets[i].agency {
			continue
		}
		for _, n := range outlets[i].names {
			if r := n[0]; r < 0x80 && strings.Contains(key, " "+n+" ") || r >= 0x80 && strings.Contains(key, n) {
				return true
			}
		}
	}
	return false
}

// told: what someone told an agency is that agency's interview, not this text's
// source; a state's own agency is quoted for the state's words.
var told = regexp.MustCompile(`(?i)\btold\b|kcna|korean central news|цтак|조선중앙통신`)
