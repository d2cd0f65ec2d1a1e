package extract

import (
	"regexp"
	"strings"

	"cordon"
)

// classify gives every line its kind: first what single lines say, then what
// their place in the page says.
func (p *page) classify() {
	p.byMarkup()
	p.byRule()
	p.captions()
	p.repeated()
	p.cutTail()
	p.transcript()
	p.body()
	p.pickTitle()
	p.head()
	p.within()
	p.tail()
}

// byMarkup uses what an HTML page says of its parts.
func (p *page) byMarkup() {
	for i := range p.lines {
		l := &p.lines[i]
		switch h := l.hint; {
		case sticky(h.where) || h.where == "form" || h.where == "button":
			l.is(cordon.Furniture, "in "+h.where)
		case h.where == "figcaption":
			l.is(cordon.Caption, "figcaption")
		case h.link && l.words < 25:
			l.is(cordon.Furniture, "only a link")
		case h.judged && !h.main && h.where != "h1" && l.prose && len(l.whole) > 60 && !p.nearMain(i):
			l.is(cordon.Furniture, "outside the main text")
		}
	}
}

// nearMain keeps a paragraph that stands between two of the main text: the
// library drops some.
func (p *page) nearMain(i int) bool {
	for j := i - 1; j >= 0 && j >= i-2; j-- {
		if p.lines[j].hint.main {
			for k := i + 1; k < len(p.lines) && k <= i+2; k++ {
				if p.lines[k].hint.main {
					return true
				}
			}
		}
	}
	return false
}

func (p *page) byRule() {
	for i := range p.lines {
		l := &p.lines[i]
		if l.kind != "" {
			continue
		}
		if l.crawl != "" && l.letters == 0 {
			l.is(cordon.Furniture, "crawl date")
			continue
		}
		for _, r := range rules {
			if r.fits(l) {
				l.is(r.kind, r.name)
				break
			}
		}
	}
}

var (
	// words by which a picture's caption credits its maker
	photoCredit = hintedBy(`getty|afp|photo|pool|file|handout|courtesy|reuters|/|kcna|screen|captured|illustrat|[|фото|사진|제공|写真|foto|`+
		`(c)|for use`, `(getty images|afp via|ap photo|/ap\)|pool photo|file photo|photo by|photo:|handout|courtesy of|via reuters|`+
		`/reuters|/afp|/epa|/via |kcna via|screenshot|screengrab|captured image|illustrative (photo|purposes)|for illustration|`+
		`\[(yonhap|ap|afp|reuters|news1|newsis)[^\]]*\]|photo/|фото[: ]|사진[=:]|제공[)\]]|写真[:：]|foto:|\(c\)|for use only in)`)
	agencyEnd = regexp.MustCompile(`(?i)[\[(](yonhap|ap|afp|reuters|epa|kcna|tass|sputnik|pool|news1|` +
		`kyodo)( news)?( photo)?[\])]\W*$|\b(yonhap|reuters|afp|sputnik|kcna)\W*$`)
	// a sentence and behind it a name in capitals: who made the picture
	capsEnd = regexp.MustCompile(`\pL{2}\. \p{Lu}{2}[\p{Lu} .,/&-]{1,40}$`)
	// a caption describes in the present tense what is to be seen
	seen = regexp.MustCompile(`(?i)\b(is|are) (seen|pictured|shown)|` +
		`\b(speaks?|attends?|arrives?|poses?|walks?|waits?|stands?|looks? on|smiles?|inspects?|shakes? hands|gestures?|waves?|signs|` +
		`huddle|review|leaves?|meets? with|delivers|answers|takes? questions|watches)\b|\((l|r|c|left|right|center|2nd from|3rd from|from l)`)
)

// A scene is what the rules of captions look at in one line.
type scene struct {
	*line
	above    *line  // the line before it, nil for the first one
	last     bool   // the last paragraph of the article
	first    string // its first half, when it says the same twice
	twice    bool
	credited bool // names who made a picture
	agency   bool // ends with the name of an agency
}

// captionRules are tried in order; the first that fits makes the line a caption.
var captionRules = []struct {
	name string
	fits func(s *scene) bool
}{
	{"caption mark", func(s *scene) bool {
		return strings.HasPrefix(s.whole, "▲") || strings.HasPrefix(s.whole, "△")
	}},
	{"said twice in one line", func(s *scene) bool {
		return s.twice && (s.credited || s.agency || seen.MatchString(s.first))
	}},
	{"photo credit", func(s *scene) bool {
		return s.credited && (seen.MatchString(s.text) || s.words < 45 && !quoted(s.text))
	}},
	{"maker in capitals", func(s *scene) bool {
		return !s.last && s.words < 60 && capsEnd.MatchString(s.text) && !quoted(s.text)
	}},
	{"agency behind a scene", func(s *scene) bool {
		return s.agency && !s.last && seen.MatchString(s.text) && !quoted(s.text)
	}},
	{"agency alone", func(s *scene) bool {
		return s.agency && s.words <= 4 && !s.last
	}},
	{"repeats the caption above", func(s *scene) bool {
		return s.above != nil && s.above.kind == cordon.Caption && sameStart(s.low, s.above.low, 40)
	}},
}

// captions finds the lines that describe a picture.
func (p *page) captions() {
	last := p.lastProse()
	for i := range p.lines {
		l := &p.lines[i]
		if l.kind != "" || l.words > 90 {
			continue
		}
		s := p.scene(i)
		s.last = i == last
		for _, r := range captionRules {
			if r.fits(s) {
				l.is(cordon.Caption, r.name)
				break
			}
		}
	}
	p.repeatedBelow()
}

func (p *page) scene(i int) *scene {
	s := &scene{line: &p.lines[i]}
	if i > 0 {
		s.above = &p.lines[i-1]
	}
	s.first, s.twice = halves(s.text)
	s.credited = photoCredit.fits(s.low)
	s.agency = agencyEnd.MatchString(tailOf(s.text, 40))
	return s
}

// repeatedBelow: a scene described above its own credited copy is the same caption.
func (p *page) repeatedBelow() {
	for i := len(p.lines) - 2; i >= 0; i-- {
		if p.lines[i+1].kind == cordon.Caption && sameStart(p.lines[i].low, p.lines[i+1].low, 40) {
			p.lines[i].is(cordon.Caption, "repeats the caption below")
		}
	}
}

func quoted(s string) bool { return strings.ContainsAny(s, "“”\"«»「」") }

func sameStart(a, b string, n int) bool { return len(a) >= n && len(b) >= n && a[:n] == b[:n] }

// halves reports whether the second half of s says the first again.
func halves(s string) (string, bool) {
	if len(s) < 60 {
		return s, false
	}
	head := s[:30]
	at := strings.Index(s[30:], head)
	if at < 0 || at+30 < len(s)/3 || at+30 > len(s)*2/3 {
		return s, false
	}
	return s[:at+30], true
}

func (p *page) lastProse() int {
	for i := len(p.lines) - 1; i >= 0; i-- {
		if l := &p.lines[i]; l.prose && (l.kind == "" || l.kind == cordon.Body) {
			return i
		}
	}
	return -1
}

// repeated finds short lines that a page prints again and again.
func (p *page) repeated() {
	count := map[string]int{}
	for i := range p.lines {
		count[p.lines[i].key]++
	}
	for i := range p.lines {
		l := &p.lines[i]
		if l.words <= 5 && l.letters > 0 && l.stamp < 0 && !l.ends && count[l.key] >= 3 {
			l.is(cordon.Furniture, "printed again and again")
		}
	}
}

// cutTail ends the article at a heading of other stories, when no run of
// paragraphs follows it.
func (p *page) cutTail() {
	all, seenProse := 0, 0
	for i := range p.lines {
		if p.lines[i].prose && p.lines[i].kind == "" {
			all++
		}
	}
	for i := range p.lines {
		l := &p.lines[i]
		if l.prose && l.kind == "" {
			seenProse++
		}
		if l.kind != cordon.Furniture || !tails[l.key] || seenProse == 0 {
			continue
		}
		if after := all - seenProse; after*3 > seenProse {
			continue
		}
		for j := i + 1; j < len(p.lines); j++ {
			p.lines[j].is(cordon.Furniture, "below "+l.key)
		}
		return
	}
}

// transcript takes time-stamped lines for speech when their stamps rise from
// the first minute; a news ticker's stamps are hours and fall.
func (p *page) transcript() {
	n, prev, rising := 0, -1, true
	for i := range p.lines {
		if s := p.lines[i].stamp; s >= 0 {
			if n == 0 && s >= 60 || s < prev {
				rising = false
			}
			prev = s
			n++
		}
	}
	if n < 3 {
		return
	}
	for i := range p.lines {
		if l := &p.lines[i]; l.stamp >= 0 && rising {
			l.prose = true
			l.is(cordon.Body, "transcript")
		} else if l.stamp >= 0 {
			l.is(cordon.Furniture, "ticker")
		}
	}
}

// body finds the first and the last line of the article's prose.
func (p *page) body() {
	p.first, p.last = len(p.lines), -1
	for i := range p.lines {
		l := &p.lines[i]
		if l.prose && (l.kind == "" || l.kind == cordon.Body) {
			if p.first == len(p.lines) && p.signed(i) {
				l.prose = false // a headline that ends as a sentence does
				continue
			}
			if p.first == len(p.lines) {
				p.first = i
			}
			p.last = i
		}
	}
	if p.last >= 0 {
		return
	}
	// No paragraph at all: a note of one line, or a text without full stops.
	for i := range p.lines {
		if l := &p.lines[i]; l.kind == "" && (p.last < 0 || l.words > p.lines[p.last].words) {
			p.first, p.last = i, i
		}
	}
}

// signed reports whether a byline or a labelled date stands right below line i,
// as it does below headlines.
func (p *page) signed(i int) bool {
	if p.lines[i].words > 25 {
		return false
	}
	for j := i + 1; j < len(p.lines) && j <= i+3; j++ {
		l := &p.lines[j]
		if l.prose {
			return false
		}
		if bylineOf(l.text) != "" || labelledDate(l.low) {
			return true
		}
	}
	return false
}

// pickTitle chooses the headline: above the first paragraph, the longest line
// up to 14 words that no rule claimed; a line said again below gains.
func (p *page) pickTitle() {
	p.title = -1
	best := 0
	for i := 0; i < p.first && i < len(p.lines); i++ {
		l := &p.lines[i]
		if l.kind != "" || l.short() || dateLine(l) || bylineOf(l.text) != "" {
			continue
		}
		score := 2*min(l.words, 14) + min(l.wide, 30)
		if l.lower > 0 {
			score += 3
		}
		if l.bullet {
			score -= 6
		}
		if p.echoed(i) {
			score += 8
		}
		if l.hint.where == "h1" || p.meta.title != "" && strings.Contains(strings.ToLower(p.meta.title), l.low) {
			score += 30
		}
		if score > best {
			p.title, best = i, score
		}
	}
	if p.title >= 0 {
		p.lines[p.title].is(cordon.Title, "headline")
	}
}

// echoed reports whether line i stands again, whole or as a part, below it.
func (p *page) echoed(i int) bool {
	for j := i + 1; j < len(p.lines) && j < i+20; j++ {
		if p.lines[j].key != "" && strings.HasPrefix(p.lines[i].key, p.lines[j].key) && !p.lines[j].short() {
			return true
		}
	}
	return false
}

// head judges what stands above the first paragraph. Above the headline it is
// the site's; below it, the article's.
func (p *page) head() {
	echo, site := p.lastEcho(), p.menuAbove() || p.datedBelow()
	for i := 0; i < p.first && i < len(p.lines); i++ {
		l := &p.lines[i]
		switch {
		case l.kind != "":
		case p.title >= 0 && i > p.title && p.echoOfTitle(l):
			l.is(cordon.Meta, "headline again")
		case p.metaLine(l):
		case dateLine(l):
			p.bareDate(i, site, echo)
		case i < p.title:
			l.is(cordon.Furniture, "above the headline")
		case l.bullet && l.words < 6:
			l.is(cordon.Furniture, "list mark below the headline")
		case i < echo:
			l.is(cordon.Furniture, "between the page's title and the headline")
		default:
			l.is(cordon.Meta, "between headline and text")
		}
	}
}

// metaLine gives a line its kind when its words alone say that it is about the
// article, and reports whether they do.
func (p *page) metaLine(l *line) bool {
	switch {
	case bylineOf(l.text) != "":
		l.is(cordon.Meta, "byline")
	case knownOutlet(l.key) != "":
		l.is(cordon.Meta, "outlet")
	case labelledDate(l.low):
		l.is(cordon.Meta, "printed date")
	default:
		return false
	}
	return true
}

// bareDate gives a line that is only a date its kind. It is the day of the visit
// when it stands above the headline in the site's part of the page, or between the
// page's title and the headline; any other is the article's.
func (p *page) bareDate(i int, site bool, echo int) {
	if i < p.title && site || i > p.title && i < echo {
		p.lines[i].is(cordon.Furniture, "date in the page's head")
		return
	}
	p.lines[i].is(cordon.Meta, "printed date")
}

// menuAbove: more than dates stands above the headline, so a date there is
// likely that of the visit.
func (p *page) menuAbove() bool {
	for i := 0; i < p.title; i++ {
		if l := &p.lines[i]; l.kind == cordon.Furniture || l.kind == "" && !dateLine(l) {
			return true
		}
	}
	return false
}

// datedBelow: a date stands between headline and text.
func (p *page) datedBelow() bool {
	for i := p.title + 1; i < p.first && i < len(p.lines); i++ {
		if dateLine(&p.lines[i]) {
			return true
		}
	}
	return false
}

// lastEcho is the index of the last line above the text that says the headline
// again, or the headline's own.
func (p *page) lastEcho() int {
	at := p.title
	for i := max(p.title, 0); p.title >= 0 && i < p.first && i < len(p.lines); i++ {
		if p.echoOfTitle(&p.lines[i]) && !p.lines[i].short() {
			at = i
		}
	}
	return at
}

func (p *page) echoOfTitle(l *line) bool {
	t := p.lines[p.title].key
	return l.key != "" && (strings.HasPrefix(t, l.key) || strings.HasPrefix(l.key, t))
}

// within judges the short lines between paragraphs: subheadings are the
// article's, shouted headlines and runs of unfinished lines are not.
func (p *page) within() {
	for i := p.first; i <= p.last; i++ {
		l := &p.lines[i]
		switch {
		case l.kind != "":
		case l.prose:
			l.is(cordon.Body, "paragraph")
		case shouted(l):
			l.is(cordon.Furniture, "headline in capitals")
		case p.title >= 0 && p.echoOfTitle(l):
			l.is(cordon.Meta, "headline again")
		case bylineOf(l.text) != "" && !l.ends:
			l.is(cordon.Meta, "byline")
		case dateLine(l):
			l.is(cordon.Meta, "printed date")
		case l.ends || l.bullet && l.words > 5:
			l.is(cordon.Body, "short paragraph")
		case p.run(i) >= longRun:
			l.is(cordon.Furniture, "run of unfinished lines")
		case l.words > 14:
			l.is(cordon.Body, "long line")
		default:
			l.is(cordon.Meta, "subheading")
		}
	}
}

// longRun of unfinished lines is a list of headlines; fewer are subheadings.
const longRun = 4

// run is the number of lines around i, up to longRun on each side, that are
// neither judged nor finished.
func (p *page) run(i int) int {
	open := func(j int) bool {
		l := &p.lines[j]
		return l.kind == "" && !l.ends || l.why == "run of unfinished lines"
	}
	n := 1
	for j := i - 1; j >= p.first && i-j < longRun && open(j); j-- {
		n++
	}
	for j := i + 1; j <= p.last && j-i < longRun && open(j); j++ {
		n++
	}
	return n
}

// tail judges what stands below the last paragraph.
func (p *page) tail() {
	for i := max(p.last+1, 0); i < len(p.lines); i++ {
		l := &p.lines[i]
		switch {
		case l.kind != "":
		case labelledDate(l.low) || dateLine(l):
			l.is(cordon.Meta, "printed date")
		case strings.HasPrefix(l.low, "by ") && bylineOf(l.text) != "":
			l.is(cordon.Meta, "byline")
		case l.ends && l.words >= 3 && i == p.last+1:
			p.last = i
			l.is(cordon.Body, "last words")
		case i == p.last+1 && i == len(p.lines)-1 && l.words >= 10 && l.lower*2 >= l.words:
			p.last = i
			l.is(cordon.Body, "paragraph cut short")
		default:
			l.is(cordon.Furniture, "below the text")
		}
	}
}
