package mention

import (
	"cmp"
	"strings"
	"unicode"

	"cordon"
)

// titleHeads are the nouns that an office's name ends with.
var titleHeads = set(`spokesperson spokesman spokeswoman minister secretary undersecretary president ambassador envoy
	official director chief head commander general gen chairman chairwoman chair leader adviser advisor coordinator
	representative rep senator sen lawmaker governor mayor chancellor premier king prince commissioner analyst expert
	professor researcher deputy marshal admiral colonel lieutenant captain citizen national dealer businessman
	businesswoman executive officer prosecutor judge delegate counselor counsellor strongman dictator oligarch broker
	trader owner ceo founder fellow member author member diplomat attaché attache`)

// titleWords may stand inside an office's name without a capital.
var titleWords = set(`deputy vice prime foreign defense defence national security state department press principal acting
	assistant under interior finance treasury trade commerce economy energy justice white house special permanent chief
	former senior military intelligence spy agency ministry government opposition party ruling unification cabinet
	intelligence general executive managing regional presidential and for of the terrorism financial political affairs
	public affairs diplomacy strategic communications arms control sanctions nuclear arms business s affairs ministry's`)

// functionWords are words that may have a capital and are not part of a name.
var functionWords = set(`the a an in on at of for to and or but if when as by from with after before since while he she it
	they we i this that these those his her its their our my not no yes there here what who which why how also both
	according despite during under over about into through against between among last next earlier later meanwhile however
	asked speaking russian american north south korean iranian chinese ukrainian japanese western eastern details source quote
	photo read more follow us is was were are be been has have had will would may might could can shall should must said says
	u.s un eu uk nato s such some any all each another other many most several three two one four five six seven eight`)

// particles may stand inside a person's name without a capital.
var particles = set("de del della di da von van der den bin ibn al el la le")

// titled finds persons by a title before their name: "Kremlin spokesman Dmitry
// Peskov", or behind it: "Vedant Patel, Principal Deputy Spokesperson at …".
// It also notes the office of persons who are in the gazetteer.
func (f *finder) titled(l *line) {
	for i, w := range l.words {
		if !titleHeads[w.norm] {
			continue
		}
		j := i + 1
		j = f.pastOffice(l, j)
		// "Defense Minister, Sergei Shoigu": a comma or a rank may lie between.
		if j < len(l.words) && titleHeads[l.words[j].norm] {
			continue // not the last noun of the office
		}
		if j >= len(l.words) || !f.near(l, j-1) {
			continue
		}
		n := f.nameAt(l, j)
		if n == 0 {
			continue
		}
		role, org := f.office(l, i)
		if j > i+1 {
			role += " " + strings.Join(strings.Fields(f.d.Text[l.words[i+1].span.From:l.words[j-1].span.To]), " ")
			org = cmp.Or(f.orgIn(l, i+1, j), org)
		}
		f.named(l, j, n, role, org)
	}
	f.inverted(l)
}

// pastOffice is the word behind what an office is of: "Assistant Secretary of
// Commerce Rhea …", "Minister of Foreign Affairs …"; j itself when nothing of the kind stands there.
func (f *finder) pastOffice(l *line, j int) int {
	if j >= len(l.words) || l.words[j].norm != "of" && l.words[j].norm != "for" {
		return j
	}
	for k := j + 1; k < len(l.words) && k < j+8 && f.near(l, k-1); k++ {
		switch n := l.words[k].norm; {
		case officeOf[n] && l.words[k].up:
			if k+1 < len(l.words) && !officeOf[l.words[k+1].norm] && l.words[k+1].norm != "and" {
				return k + 1
			}
		case n == "the" || n == "and" || n == "of":
		default:
			return j
		}
	}
	return j
}

// officeOf are the fields that an office is of.
var officeOf = set(`state defense defence treasury commerce energy war justice finance foreign affairs interior trade economy
	economics industry security terrorism financial intelligence arms control international political military policy health
	transport agriculture unification`)

// near reports whether what follows word i may be its bearer: a space or a comma.
func (f *finder) near(l *line, i int) bool {
	gap := f.d.Text[l.words[i].span.To:l.words[i+1].span.From]
	return gap == " " || gap == ". " || gap == ", "
}

// nameAt is how many words from i on make a person's name; 0 for none. A
// person of the gazetteer counts whole.
func (f *finder) nameAt(l *line, i int) int {
	if l.taken[i] {
		return f.knownAt(l, i)
	}
	n, names := 0, 0
	for k := i; k < len(l.words) && n < longestName; k++ {
		w := l.words[k]
		hyphened := k > i && f.d.Text[l.words[k-1].span.To:w.span.From] == "-"
		if !f.goesOn(l, i, k) || !w.fitsName(hyphened) {
			break
		}
		n++
		if w.up || hyphened {
			names++
		}
	}
	for n > 1 && particles[l.words[i+n-1].norm] && !l.words[i+n-1].up {
		n-- // a name does not end with a particle
	}
	if names < 2 || n < 2 || len(l.words[i].norm) < 2 {
		return 0
	}
	return n
}

// longestName is the most words of a person's name.
const longestName = 5

// knownAt is how many words from i on the mention of a person has that is
// already found there; 0 for none.
func (f *finder) knownAt(l *line, i int) int {
	m := f.mentionAt(l.words[i].span.From)
	if m == nil || m.Kind != cordon.Person {
		return 0
	}
	n := 1
	for i+n < len(l.words) && l.words[i+n].span.To <= m.Span.To {
		n++
	}
	return n
}

// goesOn reports whether word k is free and, unless it is the first word i, follows
// the one before without a mark.
func (f *finder) goesOn(l *line, i, k int) bool { return !l.taken[k] && (k == i || f.glued(l, k-1)) }

// fitsName reports whether the word may be part of a person's name: it begins with a
// capital, stands behind a hyphen or is a particle, and is not a word of another kind.
func (w word) fitsName(hyphened bool) bool {
	switch {
	case w.norm == "s" || honorifics[w.norm] || unicode.IsDigit(rune(w.text[0])):
		return false
	case w.up:
		return w.capitalised()
	}
	return hyphened || particles[w.norm]
}

// capitalised reports whether the word begins with a capital that a function word,
// a title, a month or a day of the week does not explain.
func (w word) capitalised() bool {
	return w.up && !functionWords[w.norm] && !titleHeads[w.norm] && !monthOrDay[w.norm]
}

// mentionAt is the mention that begins at a place, or nil.
func (f *finder) mentionAt(at int) *cordon.Mention {
	i, ok := f.at[at]
	if !ok {
		return nil
	}
	return &f.out[i]
}

// office reads the title that ends with word i, and whose it is.
func (f *finder) office(l *line, i int) (role, org string) {
	from := i
	for k := i - 1; k >= 0 && i-k < longestTitle; k-- {
		if f.titleBreaks(l, k) || l.person[k] || !l.inTitle(k) {
			break
		}
		from = k
	}
	for from < i && (functionWords[l.words[from].norm] && !l.taken[from] || l.words[from].norm == "and" || l.words[from].norm == "s") {
		from++
	}
	role = f.d.Text[l.words[from].span.From:l.words[i].span.To]
	if !private[l.words[i].norm] {
		org = f.orgIn(l, from, i+1)
	}
	return strings.Join(strings.Fields(role), " "), org
}

// longestTitle is the most words of a title.
const longestTitle = 9

// titleBreaks reports whether no title reaches across what stands behind word k: a
// mark that is not an abbreviation's full stop, or the dash of a dateline.
func (f *finder) titleBreaks(l *line, k int) bool {
	w := l.words[k]
	gap := f.d.Text[w.span.To:l.words[k+1].span.From]
	if gap == " - " || strings.Contains(gap, "--") {
		return true
	}
	return strings.ContainsAny(gap, ",;:.\"“”()—–") && !strings.HasSuffix(w.text, ".") && gap != ". "
}

// inTitle reports whether word k may be part of a title: it begins with a capital or
// is a word of titles, and is a function word only within a name or as titleLinks are.
func (l *line) inTitle(k int) bool {
	w := l.words[k]
	if !w.up && !titleWords[w.norm] || unicode.IsDigit(rune(w.text[0])) {
		return false
	}
	return !functionWords[w.norm] || l.taken[k] || titleLinks[w.norm]
}

// titleLinks are the function words inside a title.
var titleLinks = set("s of for the and")

// orgIn is the body, else the country, named in a stretch of text.
func (f *finder) orgIn(l *line, from, to int) string {
	country := ""
	for k := to - 1; k >= from; k-- {
		m := f.mentionAt(l.words[k].span.From)
		if m == nil || m.Entity == "" {
			continue
		}
		switch m.Entity[0] {
		case 'b':
			return m.Name
		case 'c':
			country = m.Name
		}
	}
	return country
}

// named adds or completes the person whose name is words i..i+n.
func (f *finder) named(l *line, i, n int, role, org string) {
	s := cordon.Span{From: l.words[i].span.From, To: l.words[i+n-1].span.To}
	var p *person
	if m := f.mentionAt(s.From); m != nil && m.Kind == cordon.Person {
		p = f.people[m.Name]
	} else {
		name := strings.Join(strings.Fields(f.d.Text[s.From:s.To]), " ")
		p = f.namesake(name)
		l.takes(i, n)
		l.names(i, n)
		f.push(cordon.Mention{Span: s, Text: f.d.Text[s.From:s.To], Name: p.name, Kind: cordon.Person, Entity: p.entity, Country: p.side})
	}
	if p == nil {
		return
	}
	if p.role == "" {
		p.role = role
	}
	if p.org == "" {
		p.org = org
	}
}

// romanised is the state whose spelling a Korean name follows: the South writes
// given names with a hyphen.
func romanised(name string) string {
	if strings.Contains(name, "-") {
		return "KR"
	}
	return "KP"
}

func subset(a, b []word) bool {
	if len(a) < 2 || len(b) < 2 {
		return false
	}
	for _, w := range a {
		found := false
		for _, v := range b {
			found = found || v.norm == w.norm
		}
		if !found {
			return false
		}
	}
	return true
}

// inverted finds "NAME, a spokesman for X," and "NAME, X's coordinator for Y,".
func (f *finder) inverted(l *line) {
	for i := 0; i < len(l.words); i++ {
		n := f.nameAt(l, i)
		if n == 0 {
			continue
		}
		end := i + n
		if end < len(l.words) && f.d.Text[l.words[end-1].span.To:l.words[end].span.From] == ", " {
			if role, org := f.officeAfter(l, end); role != "" {
				f.named(l, i, n, role, org)
			}
		}
		i += n - 1
	}
}

// officeAfter reads an office that begins at word i and reaches to the next comma.
func (f *finder) officeAfter(l *line, i int) (role, org string) {
	head, to := f.officeEnd(l, i)
	if head < 0 {
		return "", ""
	}
	from := i
	for from < head && (functionWords[l.words[from].norm] && !l.taken[from]) {
		from++
	}
	span := cordon.Span{From: l.words[from].span.From, To: l.words[to-1].span.To}
	if !private[l.words[head].norm] {
		org = f.orgIn(l, from, to)
	}
	return strings.Join(strings.Fields(f.d.Text[span.From:span.To]), " "), org
}

// officeEnd finds the noun of the office that begins at word i, and the word
// behind its end; head is -1 when no office begins there.
func (f *finder) officeEnd(l *line, i int) (head, to int) {
	head, to = -1, i
	for k := i; k < len(l.words) && k < i+14; k++ {
		if k > i && strings.ContainsAny(f.d.Text[l.words[k-1].span.To:l.words[k].span.From], ",;:()\"“”") {
			break
		}
		w := l.words[k]
		if titleHeads[w.norm] && head < 0 {
			head = k
		}
		if head < 0 && !w.up && !titleWords[w.norm] && !determiners[w.norm] {
			return -1, i
		}
		if head >= 0 && speechish[w.norm] {
			break
		}
		to = k + 1
	}
	return head, to
}

// determiners may begin an apposition that names an office.
var determiners = set("a an its their whose")

// private are nouns for persons who speak only for themselves.
var private = set("citizen national dealer businessman businesswoman broker trader oligarch")

// speechish ends an apposition that has no closing comma.
var speechish = set("said says told has had is was will would who whom which during in that")

// bare finds persons without a title who speak: "Ashot Mkrtychev denies", or
// whom an apposition or a word such as "citizen" marks.
func (f *finder) bare(l *line) {
	for i := 0; i < len(l.words); i++ {
		if l.taken[i] {
			continue
		}
		n := f.nameAt(l, i)
		if n < 2 {
			continue
		}
		end := i + n
		if end < len(l.words) && bareVerbs[l.words[end].norm] && n <= 4 && !companyTail[l.words[end-1].norm] {
			f.named(l, i, n, "", "")
		}
		i = end - 1
	}
}

var bareVerbs = set(`said says told denied denies added warned stated wrote negotiated brokered visited met arrived
	announced declared insisted claimed tried sold worked who`)
