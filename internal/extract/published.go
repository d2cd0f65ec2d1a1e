package extract

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"cordon"
	"cordon/internal/when"
)

// A voice is one candidate for the day of publication with its weight.
type voice struct {
	cordon.DateEvidence
	weight int
}

// Weights of the evidence. Only their order matters. A date that a page prints
// with a label beats its address: addresses keep the day of a draft, and some
// paths hold another month. A crawler's date and a bare date in the page's head
// come last, since both may be the day of the visit; they count only where the
// text does not speak against them.
const (
	byJSONLD   = 90
	byMeta     = 85
	byLabel    = 80 // "Published : …"
	byLine     = 70 // a date between headline and text
	byAddress  = 65
	byWire     = 60 // a dateline with its year
	byUpdated  = 50 // only an update is dated
	byFoot     = 45 // a date line behind the text
	byTime     = 40 // a time element
	byDateline = 35 // a dateline without year, dated by its weekday or the address
	byCrawl    = 30
	byHead     = 20 // a bare date above the headline, near a date of the text
	byContent  = 10
	byMonth    = 0 // a month only: evidence, never a decision
)

var (
	publishedLabel = regexp.MustCompile(`^(first )?(published|posted|written|created|publication date|date of publication|release date|` +
		`issued|date|registered|опубликовано|опубліковано|дата публикации|입력|등록|게시|승인|기사입력|작성|公開|掲載|発表|发布|發布|发布时间|來源|veröffentlicht|` +
		`erstellt|stand|publié|publicado|pubblicato|opublikowano|gepubliceerd|yayın|نشر|تاريخ النشر|منتشر)`)
	publishedEnd = regexp.MustCompile(`(^|[^\pL])(published|posted|created|publié|publicado|опубликовано|опубліковано|입력)( on|` +
		` at)?[ :：|-]*$`)
	updatedLabel = hintedBy(`updat|modified|новлено|수정|更新|aktualisiert|mis à jour|actualizado|aggiornato|atualizado|güncelle|آخر`,
		`(^|[ /(])(last )?(updated|modified|update|обновлено|оновлено|수정|最終更新|更新|aktualisiert|mis à jour|actualizado|aggiornato|`+
			`atualizado|güncelle\pL*|آخر تحديث)( on| at)? ?[:：]?`)
)

func labelledDate(low string) bool {
	return (publishedLabel.MatchString(low) || updatedLabel.fits(low)) && hasDate(low)
}

// hasDate: the line holds a full date. Only its first 300 bytes are looked at:
// longer lines are paragraphs.
func hasDate(s string) bool { return len(dated(s)) > 0 }

func dated(s string) []when.Found {
	if len(s) > 300 {
		s = strings.ToValidUTF8(s[:300], "")
	}
	if !strings.ContainsAny(s, "0123456789٠١٢٣٤٥٦٧٨٩０１２３４５６７８９۰۱۲۳۴۵۶۷۸۹") {
		return nil
	}
	return when.Absolute(s)
}

// dateLine: a full date and few other words make a line about the page.
func dateLine(l *line) bool {
	if l.words > 14 || len(l.text) > 160 {
		return false
	}
	found := dated(l.text)
	if len(found) == 0 {
		return false
	}
	rest := l.text
	for i := len(found) - 1; i >= 0; i-- {
		rest = rest[:found[i].Span.From] + " " + rest[found[i].Span.To:]
	}
	return len(strings.FieldsFunc(rest, func(r rune) bool { return !isLetter(r) })) <= 6
}

// publish gathers every candidate and decides. A date after the day of the
// fetch, or before the web, is none.
func (p *page) publish(d *cordon.Document) {
	voices := slices.Concat(p.markupDates(), addressDates(p.in.URL), p.printedDates(), p.crawlDate())
	voices = append(voices, p.datelineDate(d, voices)...)
	if best(voices, p.in.Fetched).IsZero() {
		voices = append(voices, p.contentDate(d)...)
	}
	slices.SortStableFunc(voices, func(a, b voice) int { return b.weight - a.weight })
	for _, v := range voices {
		d.PublishedBy = append(d.PublishedBy, v.DateEvidence)
	}
	d.Published = best(voices, p.in.Fetched)
}

// firstYear: no page of the web is older.
const firstYear = 1991

func best(voices []voice, fetched cordon.Date) cordon.Date {
	var out voice
	for _, v := range voices {
		switch {
		case v.weight <= byMonth || v.weight <= out.weight, v.Date.Day == 0, v.Date.Year < firstYear:
		case !fetched.IsZero() && fetched.AddDays(1).Before(v.Date):
		default:
			out = v
		}
	}
	return out.Date
}

func say(how, text string, line, weight int, d cordon.Date) voice {
	if len(text) > 200 {
		text = strings.ToValidUTF8(text[:200], "")
	}
	return voice{cordon.DateEvidence{Date: d, How: how, Text: text, Line: line}, weight}
}

// markupDates are those of meta elements, JSON-LD and time elements.
func (p *page) markupDates() []voice {
	var out []voice
	for _, m := range p.meta.dates {
		found := dated(m.value)
		if len(found) == 0 {
			continue
		}
		weight := byMeta
		switch {
		case m.how == "json-ld":
			weight = byJSONLD
		case m.key == "modified":
			weight = byUpdated
		case m.key == "time":
			weight = byTime
		}
		out = append(out, say(m.how, m.key+": "+m.value, 0, weight, found[0].When.From))
	}
	return out
}

var (
	pathDay   = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[^\d]|$)`)
	pathMonth = regexp.MustCompile(`/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?:/|$)`)
	pathYMD   = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{4,9})?(?:[^\d]|$)`)
	pathMDY   = regexp.MustCompile(`(?:^|[^\d])(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(20\d\d)(?:\d{6})?(?:[^\d]|$)`)
)

// addressDates are the days that a page's address holds: /2023/08/16/,
// AEN20231014000400315, -01122024101320.html. A path with a month only is
// evidence, no decision.
func addressDates(address string) []voice {
	u, err := url.Parse(address)
	if err != nil || address == "" {
		return nil
	}
	path := u.Path + "?" + u.RawQuery
	for _, re := range []*regexp.Regexp{pathDay, pathYMD, pathMDY} {
		m := re.FindStringSubmatch(path)
		if m == nil {
			continue
		}
		y, mo, day := m[1], m[2], m[3]
		if re == pathMDY {
			y, mo, day = m[3], m[1], m[2]
		}
		d := cordon.Date{Year: atoi(y), Month: time.Month(atoi(mo)), Day: atoi(day)}
		if d.Valid() && d.Year >= firstYear {
			return []voice{say("url", strings.Trim(m[0], "/-?."), 0, byAddress, d)}
		}
	}
	if m := pathMonth.FindStringSubmatch(path); m != nil {
		return []voice{say("url", strings.Trim(m[0], "/"), 0, byMonth, cordon.Date{Year: atoi(m[1]), Month: time.Month(atoi(m[2]))})}
	}
	return nil
}

func atoi(s string) int {
	n := 0
	for _, r := range s {
		n = n*10 + int(r-'0')
	}
	return n
}

// printedDates are those of the page's own lines about the article.
func (p *page) printedDates() []voice {
	var out []voice
	for i := range p.lines {
		l := &p.lines[i]
		if l.kind != cordon.Meta && l.kind != cordon.Furniture || l.words > 24 || l.crawl != "" && l.letters == 0 {
			continue
		}
		found := dated(l.text)
		if len(found) == 0 {
			continue
		}
		for k, f := range found {
			weight := p.weighed(i, l, f, k)
			if weight > 0 {
				out = append(out, say("printed-line", l.text, l.n, weight, f.When.From))
			}
		}
	}
	return out
}

// weighed judges the k-th date of line i.
func (p *page) weighed(i int, l *line, f when.Found, k int) int {
	before := strings.ToLower(l.text[:min(f.Span.From, len(l.text))])
	updated := updatedLabel.re.FindAllStringIndex(before, -1)
	switch {
	case len(updated) > 0 && len(strings.TrimSpace(before[updated[len(updated)-1][1]:])) < 4:
		if k > 0 || p.anyPublished() {
			return byUpdated
		}
		return byLine - 2
	case publishedLabel.MatchString(strings.ToLower(l.text)) && k == 0, publishedEnd.MatchString(before):
		return byLabel
	case !dateLine(l) && bylineOf(l.text) == "":
		return 0
	}
	return p.weighedByPlace(i, l, f, k)
}

// weighedByPlace judges a date without a label by where on the page it stands.
func (p *page) weighedByPlace(i int, l *line, f when.Found, k int) int {
	switch {
	case l.kind == cordon.Furniture && i < p.first, i < p.title:
		if p.near(f.When.From) {
			return byHead
		}
		return 0
	case i > p.last:
		if l.kind == cordon.Furniture {
			return 0
		}
		return byFoot
	case i <= p.first+1:
		return byLine - k
	}
	return 0
}

func (p *page) anyPublished() bool {
	for i := range p.lines {
		if l := &p.lines[i]; l.kind == cordon.Meta && l.words < 24 && publishedLabel.MatchString(l.low) && hasDate(l.text) {
			return true
		}
	}
	return false
}

// nearDays: a text that dates something at most this long before a bare date in
// the page's head was probably published on it.
const nearDays = 10

func (p *page) near(day cordon.Date) bool {
	for _, f := range p.fullDates() {
		if n := day.Days(f); n >= 0 && n <= nearDays {
			return true
		}
	}
	return false
}

// fullDates are the days that the article's own lines name with their year.
func (p *page) fullDates() []cordon.Date {
	var out []cordon.Date
	for i := range p.lines {
		l := &p.lines[i]
		if l.kind != cordon.Body {
			continue
		}
		for _, f := range when.Absolute(l.text) {
			out = append(out, f.When.From)
		}
		if len(out) > 50 {
			break
		}
	}
	return out
}

// crawlDate is the mark of a crawler in front of the text. It is the day that a
// crawler took for the page's, so a day that the text names after it refutes it.
func (p *page) crawlDate() []voice {
	for i := range p.lines {
		l := &p.lines[i]
		if l.crawl == "" {
			continue
		}
		d, err := cordon.ParseDate(l.crawl)
		if err != nil {
			continue
		}
		weight := byCrawl
		if d.Day == 0 || slices.ContainsFunc(p.fullDates(), d.Before) {
			weight = byMonth
		}
		return []voice{say("printed-line", "date "+l.crawl, l.n, weight, d)}
	}
	return nil
}

// Reference is the day, or as much of it as is known, that relative dates of the
// document count from: its publication, else the month or year that its
// strongest evidence gives. It is zero when nothing is known.
func Reference(d *cordon.Document) cordon.Date {
	if !d.Published.IsZero() {
		return d.Published
	}
	for _, e := range d.PublishedBy {
		if e.Date.Day == 0 && e.Date.Year >= firstYear {
			return e.Date
		}
	}
	return cordon.Date{}
}
