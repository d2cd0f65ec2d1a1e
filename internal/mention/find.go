package mention

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"cordon"
	"cordon/internal/index"
)

// Find finds who and what the sentences of a document name, captions included,
// ordered by place. A mention of the gazetteer carries its entry's ID in Entity:
// a. persons, b. bodies, c. countries, g. places, o. outlets, v. vessels,
// w. weapons; "r." and a number is a resolution of the Security Council. Names
// are linked to the listed parties of x; a nil x links nothing.
func Find(d *cordon.Document, sentences []cordon.Span, x *index.Index) []cordon.Mention {
	f := &finder{d: d, book: book(), there: map[string]bool{}, at: map[int]int{}, roll: newRoll()}
	spans := withCaptions(d, sentences)
	for _, s := range spans {
		f.lines = append(f.lines, line{span: s, words: words(d.Text, s)})
	}
	f.introduced()
	for i := range f.lines {
		f.known(&f.lines[i])
		f.titled(&f.lines[i])
		f.titledAbroad(&f.lines[i])
		f.bare(&f.lines[i])
		f.ships(&f.lines[i])
		f.companies(&f.lines[i])
		f.targets(&f.lines[i])
		f.resolutions(f.lines[i].span)
	}
	for i := range f.lines {
		f.again(&f.lines[i])
		f.short(&f.lines[i])
	}
	f.offices()
	slices.SortStableFunc(f.out, func(a, b cordon.Mention) int {
		return cmp.Or(cmp.Compare(a.Span.From, b.Span.From), cmp.Compare(b.Span.To, a.Span.To))
	})
	link(f.out, x)
	return f.out
}

// introduced registers the persons of the gazetteer whom a meta line names, such
// as "Speaker: …" under a transcript: short forms in the text mean them.
func (f *finder) introduced() {
	for _, b := range f.d.Blocks {
		if b.Kind == cordon.Meta && b.Span.From >= 0 && b.Span.From < b.Span.To && b.Span.To <= len(f.d.Text) {
			l := &line{span: b.Span, words: words(f.d.Text, b.Span)}
			f.known(l)
			f.inverted(l)
		}
	}
	for _, p := range f.people {
		if p.entity != "" {
			p.role, p.org = "", "" // the gazetteer knows the office better than a heading
		}
	}
	f.out, f.at = f.out[:0], map[int]int{}
}

// A finder gathers the mentions of one document.
type finder struct {
	d      *cordon.Document
	book   *gazetteer
	lines  []line
	out    []cordon.Mention
	at     map[int]int     // index of the mention that begins at a place
	there  map[string]bool // answers of hasCountry and hasNumber
	smalls map[string]bool // the words that the text writes in lower case
	fleet  map[string]ship // ships that only this text names, by name
	roll
}

// A line is one sentence or caption, cut into words.
type line struct {
	span   cordon.Span
	words  []word
	taken  []bool // the word is part of a mention
	person []bool // the word is part of a person's name
}

// takes marks n words from word i on as part of a mention.
func (l *line) takes(i, n int) {
	for k := i; k < i+n; k++ {
		l.taken[k] = true
	}
}

// names marks n words from word i on as a person's name.
func (l *line) names(i, n int) {
	for k := i; k < i+n; k++ {
		l.person[k] = true
	}
}

// withCaptions adds the caption lines to the sentences, in the text's order.
func withCaptions(d *cordon.Document, sentences []cordon.Span) []cordon.Span {
	spans := make([]cordon.Span, 0, len(sentences)+2)
	for _, s := range sentences {
		if s.From >= 0 && s.To <= len(d.Text) && s.From < s.To {
			spans = append(spans, s)
		}
	}
	for _, b := range d.Blocks {
		if b.Kind == cordon.Caption && b.Span.From >= 0 && b.Span.To <= len(d.Text) && b.Span.From < b.Span.To {
			spans = append(spans, b.Span)
		}
	}
	slices.SortFunc(spans, func(a, b cordon.Span) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return slices.Compact(spans)
}

// push adds a mention.
func (f *finder) push(m cordon.Mention) {
	// A capital is a place and its state: the state speaks.
	if i, ok := f.at[m.Span.From]; !ok || strings.HasPrefix(f.out[i].Entity, "g.") {
		f.at[m.Span.From] = len(f.out)
	}
	f.out = append(f.out, m)
}

// known finds the gazetteer's phrases, the longest first.
func (f *finder) known(l *line) {
	l.taken, l.person = make([]bool, len(l.words)), make([]bool, len(l.words))
	for i := 0; i < len(l.words); i++ {
		n, weak := f.phraseAt(l, i)
		for k := i; k < i+n; k++ {
			l.taken[k] = !weak
		}
		i += max(n-1, 0)
	}
	f.knownDense(l.span)
}

// phraseAt adds what the longest phrase at word i names and returns its words;
// weak is set for a plain noun such as "weapons", which may be part of a name.
func (f *finder) phraseAt(l *line, i int) (words int, weak bool) {
	longest := f.book.firsts[l.words[i].norm]
	for n := min(longest, len(l.words)-i); n > 0; n-- {
		ps := f.book.phrases[join(l.words[i:i+n])]
		if len(ps) == 0 || !f.oneRun(l.words[i:i+n]) {
			continue
		}
		found := false
		for _, p := range ps {
			if !p.fits(l.words[i:i+n]) || !f.allowed(p, l, i, n) {
				continue
			}
			f.addKnown(p, cordon.Span{From: l.words[i].span.From, To: l.words[i+n-1].span.To})
			if p.entry.ID[0] == 'a' {
				l.names(i, n)
			}
			found = true
			weak = p.entry.Class == "generic"
		}
		if found {
			return n, weak
		}
	}
	return 0, false
}

// oneRun reports whether words follow each other with no more than a space, a
// hyphen, an apostrophe, a dot or a comma of an inverted name between them.
func (f *finder) oneRun(ws []word) bool {
	for k := 1; k < len(ws); k++ {
		gap := f.d.Text[ws[k-1].span.To:ws[k].span.From]
		if len(gap) > 4 || strings.ContainsAny(gap, ";:()\"“”\n") || strings.Contains(gap, ". ") && len(ws[k-1].text) > 2 {
			return false
		}
	}
	return true
}

// fits wants a capital where the gazetteer has one, and an acronym in capitals.
func (p phrase) fits(ws []word) bool {
	for i, g := range p.words {
		w := ws[i]
		if g.caps && !w.caps && !strings.Contains(w.text, ".") || g.up && !w.up {
			return false
		}
	}
	return true
}

// allowed applies the rules for names that are also something else: a ship's
// name needs a word for a ship or its IMO number, a common name a title or its
// country, a generic acronym its own country in the document.
func (f *finder) allowed(p phrase, l *line, i, n int) bool {
	switch {
	case p.entry.ID[0] == 'v':
		return f.hasNumber(p.entry.IMO) || shipCue(l, i, n)
	case p.entry.Common:
		return f.hasCountry(p.entry.Side)
	case p.entry.Class == "military" && n == 1 && len(l.words[i].text) <= 3 && p.entry.Side != "RU":
		return f.hasCountry(p.entry.Side)
	}
	return true
}

var shipWords = set("mv ship ships vessel vessels tanker freighter cargo aboard carrier imo flagged судно теплоход суда")

func shipCue(l *line, i, n int) bool {
	for k := max(0, i-4); k < min(len(l.words), i+n+6); k++ {
		if shipWords[l.words[k].norm] {
			return true
		}
	}
	return false
}

// hasCountry reports whether the document names a country, anywhere.
func (f *finder) hasCountry(code string) bool {
	if is, asked := f.there[code]; asked {
		return is
	}
	is := f.namesCountry(code)
	f.there[code] = is
	return is
}

// hasNumber reports whether a number stands in the document.
func (f *finder) hasNumber(n string) bool {
	if is, asked := f.there[n]; asked {
		return is
	}
	is := strings.Contains(f.d.Text, n)
	f.there[n] = is
	return is
}

func (f *finder) namesCountry(code string) bool {
	e := f.book.byID["c."+code]
	if e == nil {
		return false
	}
	for _, list := range [][]string{{e.Name}, e.Names, e.Adj} {
		for _, n := range list {
			if strings.Contains(f.d.Text, n) {
				return true
			}
		}
	}
	return false
}

// knownDense finds the spellings in Han, kana and Hangul, at every letter.
func (f *finder) knownDense(s cordon.Span) {
	text := f.d.Text
	for i := s.From; i < s.To; {
		r, size := utf8.DecodeRuneInString(text[i:s.To])
		if !dense(r) {
			i += size
			continue
		}
		var ends [32]int
		n := 0
		for j := i; j < s.To && n < len(ends) && n < f.book.cjkRunes; n++ {
			_, w := utf8.DecodeRuneInString(text[j:s.To])
			j += w
			ends[n] = j
		}
		step := size
		for k := n - 1; k > 0; k-- {
			ps := f.book.cjk[text[i:ends[k]]]
			for _, p := range ps {
				f.addKnown(p, cordon.Span{From: i, To: ends[k]})
			}
			if len(ps) > 0 {
				step = ends[k] - i
				break
			}
		}
		i += step
	}
}

func (f *finder) addKnown(p phrase, s cordon.Span) {
	e := p.entry
	m := cordon.Mention{Span: s, Text: f.d.Text[s.From:s.To], Name: e.Name, Entity: e.ID, Country: e.Side}
	if e.Country != "" {
		m.Country = e.Country
	}
	switch e.ID[0] {
	case 'a':
		m.Kind = cordon.Person
		f.spelled(f.person(e.Name, e.ID, e.Side), m.Text)
	case 'b', 'o':
		m.Kind = cordon.Organization
	case 'v':
		m.Kind = cordon.Vessel
		m.Name = f.shipName(s, e.Name)
	case 'c':
		if p.adj {
			m.Role = Adjective
		}
	}
	f.push(m)
}

// Adjective is the Role of a mention of a country by its adjective: "Russian".
const Adjective = "adjective"

// shipName keeps the prefix that the text gives a ship.
func (f *finder) shipName(s cordon.Span, name string) string {
	before := f.d.Text[max(0, s.From-4):s.From]
	if strings.HasSuffix(before, "MV ") || strings.HasSuffix(before, "M/V ") {
		return "MV " + name
	}
	return name
}

// short resolves family names to those who are named in full in the document,
// or to the one official who is known by it. Of two with one family name the
// first named is meant, unless the other was named after it and nearer.
func (f *finder) short(l *line) {
	for i, w := range l.words {
		if l.taken[i] || !w.up || len(w.norm) < 2 || monthOrDay[w.norm] {
			continue
		}
		p := f.bySurname(w.norm)
		if p == nil || f.partOfName(l, i) {
			continue
		}
		l.taken[i] = true
		if i+1 < len(l.words) && reigns[l.words[i+1].norm] {
			// "the Biden administration" is a government, not a man.
			f.push(cordon.Mention{
				Span: cordon.Span{From: w.span.From, To: l.words[i+1].span.To},
				Text: f.d.Text[w.span.From:l.words[i+1].span.To], Name: f.d.Text[w.span.From:l.words[i+1].span.To],
				Kind: cordon.Organization, Entity: "c." + p.side, Country: p.side,
			})
			continue
		}
		f.push(cordon.Mention{
			Span: w.span, Text: w.text, Name: p.name, Kind: cordon.Person, Entity: p.entity, Country: p.side,
		})
	}
}

// reigns follow the name of a head of state to mean the government.
var reigns = set("administration government regime era presidency")

var monthOrDay = set(`january february march april may june july august september october november december
	monday tuesday wednesday thursday friday saturday sunday`)

func (f *finder) bySurname(s string) *person {
	if p := f.family[s]; p != nil {
		return p
	}
	es := f.book.surnames[s]
	if len(es) != 1 || len(s) < 5 && s != "xi" || plainWords[s] || es[0].Common || !f.hasCountry(es[0].Side) {
		return nil
	}
	return f.person(es[0].Name, es[0].ID, es[0].Side)
}

// plainWords are family names in the gazetteer that are also words, places or
// very frequent names: alone they name no one person.
var plainWords = set(`price wood bruce cooper johnson campbell austin harris wong peters michel sherman nelson miller
	singh wallace truss jong patel ryder waltz watson bolton merz carney goldberg smith singh`)

// partOfName reports whether the word stands inside a longer capitalised name, such
// as another person of that family name: "Frank Miller", "Miller Park".
func (f *finder) partOfName(l *line, i int) bool {
	if i > 0 && l.freeCapital(i-1) && f.oneRun(l.words[i-1:i+1]) && f.glued(l, i-1) {
		n := l.words[i-1].norm
		if !honorifics[n] && !titleHeads[n] && !opener(l, i-1) && !functionWords[n] {
			return true
		}
	}
	if l.freeCapital(i+1) && f.glued(l, i) {
		n := l.words[i+1].norm
		return !functionWords[n] && !monthOrDay[n] && n != "s"
	}
	return false
}

// glued reports whether only a space or hyphen lies between word i and the next.
func (f *finder) glued(l *line, i int) bool {
	gap := f.d.Text[l.words[i].span.To:l.words[i+1].span.From]
	return gap == " " || gap == "-" || gap == ". "
}

// opener reports whether the word begins the sentence and is one that any sentence may begin with.
func opener(l *line, i int) bool { return i == 0 }

var honorifics = set("mr mrs ms dr gen lt col sir dame prof rep sen amb господин г")

// offices fills in role and organisation: what the text says of the person, or
// the office that the gazetteer has on the document's day.
func (f *finder) offices() {
	for i := range f.out {
		m := &f.out[i]
		if m.Kind != cordon.Person {
			continue
		}
		p := f.people[m.Name]
		if p == nil {
			continue
		}
		m.Role, m.Org = p.role, p.org
		e := f.book.byID[m.Entity]
		if e == nil {
			continue
		}
		if r, ok := e.On(f.d.Published); ok {
			m.Org = cmp.Or(r.Org, m.Org)
			if m.Role == "" || f.d.Lang != "en" {
				m.Role = r.Title // the text's own words where they are English
			}
		}
	}
}
