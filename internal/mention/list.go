package mention

import (
	"regexp"
	"strings"
	"unicode"

	"cordon"
)

// What a sentence on measures, or a word for ships, says of the capitalised
// words beside it: these names have no title and stand in no table.

// measures are the words of a sentence that names those whom measures hit.
var measures = regexp.MustCompile(`(?i)\b(sanctioned|sanctions (on|against|list)|blacklist\w*|designated|listed|are listed|` +
	`is listed|travel bans?|asset freezes?|assets|entity list|(among|along with) (them|those|their|its)|targets? (are|include)|named|` +
	`those hit)\b`)

// noName are the words that make a run of capitalised words something else than
// a person: bodies, places, papers, times.
var noName = set(`list act forces force council ministry department union state states sea army office university police house
	court group war treaty agreement programme program day party navy guard guards security support rapid national international
	central bank committee command team front movement brigade division corps service services agency authority board league
	association federation republic kingdom city region province island islands river gulf strait street square airport port
	embassy parliament congress assembly senate commission mission organization organisation company firm news press wire times
	post herald tribune media television radio summit conference forum festival world cup order resolution regulation law code
	project operation plan deal fund nations general special foreign east west north south far middle asia europe africa america
	american european asian treasury defence defense global magnitsky research institute center centre high political joint new
	great black red white blue yellow old first second third big korea koreans revolutionary space nuclear missile`)

// targets finds persons named without a title in a sentence on measures.
func (f *finder) targets(l *line) {
	if f.d.Lang != "en" || !measures.MatchString(f.d.Text[l.span.From:l.span.To]) {
		return
	}
	for i := 0; i < len(l.words); i++ {
		if l.taken[i] || i > 0 && l.words[i-1].up && !l.taken[i-1] && f.glued(l, i-1) && !functionWords[l.words[i-1].norm] {
			continue
		}
		n := f.nameAt(l, i)
		if n < 2 || n > 5 || !f.personal(l, i, n) {
			continue
		}
		f.named(l, i, n, "", "")
		i += n - 1
	}
}

// personal reports whether words i..i+n may be a person's name: none is a word of
// bodies and places, an acronym, or stands in the text in lower case as well,
// and no further capital goes on the run.
func (f *finder) personal(l *line, i, n int) bool {
	for k := i; k < i+n; k++ {
		w := l.words[k]
		if noName[w.norm] || companyTail[w.norm] || w.caps || f.book.firsts[w.norm] > 0 && len(f.book.phrases[w.norm]) > 0 ||
			w.up && f.small(w.norm) {
			return false
		}
	}
	return i+n >= len(l.words) || l.taken[i+n] || !l.words[i+n].up || !f.glued(l, i+n-1)
}

// small reports whether the text writes a word in lower case too: it is not a name.
func (f *finder) small(norm string) bool {
	if f.smalls == nil {
		f.smalls = map[string]bool{}
		for i := range f.lines {
			for _, w := range f.lines[i].words {
				if !w.up {
					f.smalls[w.norm] = true
				}
			}
		}
	}
	return f.smalls[norm]
}

// shipNouns stand right before a ship's name; true for the plural, behind which
// a list of names may stand.
var shipNouns = map[string]bool{
	"ship": false, "vessel": false, "tanker": false, "freighter": false, "mv": false, "carrier": false, "dhow": false,
	"ships": true, "vessels": true, "tankers": true, "freighters": true, "carriers": true,
}

// ships finds ships by the noun before their names: "the tankers Bering Dawn, …
// and …". Such a name means the ship elsewhere in the text too.
func (f *finder) ships(l *line) {
	for i, w := range l.words {
		plural, is := shipNouns[w.norm]
		if !is || w.up && !w.caps && i > 0 {
			continue
		}
		if plural {
			f.shipList(l, i+1)
			continue
		}
		if n := f.shipAt(l, i+1); n > 0 && f.gapBefore(l, i+1) == " " {
			f.addShip(l, i+1, n)
		}
	}
}

// shipList adds the ships listed from word first on, with commas and "and" between.
func (f *finder) shipList(l *line, first int) {
	for at := first; at < len(l.words); {
		gap := f.gapBefore(l, at)
		if gap != " " && (at == first || gap != ", ") {
			return
		}
		if at > first && l.words[at].norm == "and" {
			at++
			continue
		}
		n := f.shipAt(l, at)
		if n == 0 {
			return
		}
		f.addShip(l, at, n)
		at += n
	}
}

// gapBefore is what stands between word i and the one before it.
func (f *finder) gapBefore(l *line, i int) string {
	return f.d.Text[l.words[i-1].span.To:l.words[i].span.From]
}

// shipAt is how many words from i on are a ship's name; 0 for none.
func (f *finder) shipAt(l *line, i int) int {
	n := 0
	for k := i; k < len(l.words) && n < longestShip; k++ {
		w := l.words[k]
		if !f.goesOn(l, i, k) || !w.capitalised() || k == i && (unicode.IsDigit(rune(w.text[0])) || len(w.norm) < 2) {
			break
		}
		n++
	}
	if n > 0 && i+n < len(l.words) && companyForms[l.words[i+n-1].norm] {
		return 0
	}
	return n
}

func (f *finder) addShip(l *line, i, n int) {
	s := cordon.Span{From: l.words[i].span.From, To: l.words[i+n-1].span.To}
	l.takes(i, n)
	name := strings.Join(strings.Fields(f.d.Text[s.From:s.To]), " ")
	f.push(cordon.Mention{Span: s, Text: f.d.Text[s.From:s.To], Name: name, Kind: cordon.Vessel})
	if _, known := f.fleet[name]; n >= 2 && !known {
		if f.fleet == nil {
			f.fleet = map[string]ship{}
		}
		f.fleet[name] = ship{words: len(strings.Fields(name)), order: len(f.fleet)}
	}
}

// A ship is one that only this text names.
type ship struct {
	words int // of its name
	order int // in which the text names the ships
}

// longestShip is the most words of a ship's name.
const longestShip = 4

// again finds the ships of the fleet where the text names them without a noun.
func (f *finder) again(l *line) {
	for i := 0; i < len(l.words) && len(f.fleet) > 0; i++ {
		if l.taken[i] {
			continue
		}
		name, ok := f.shipFrom(l, i)
		if !ok {
			continue
		}
		n := f.fleet[name].words
		l.takes(i, n)
		s := cordon.Span{From: l.words[i].span.From, To: l.words[i+n-1].span.To}
		f.push(cordon.Mention{Span: s, Text: name, Name: name, Kind: cordon.Vessel})
	}
}

// shipFrom is the ship of the fleet whose name begins at word i; of several the one
// named first.
func (f *finder) shipFrom(l *line, i int) (name string, ok bool) {
	first := len(f.fleet)
	for n := 1; n <= longestShip && i+n <= len(l.words); n++ {
		text := f.d.Text[l.words[i].span.From:l.words[i+n-1].span.To]
		if s, is := f.fleet[text]; is && s.words == n && s.order < first {
			name, ok, first = text, true, s.order
		}
	}
	return name, ok
}

// heads are the nouns of offices in other languages, in normal form.
var heads = map[string]map[string]bool{
	"ru": set("представител министр секретар президент глав посол советник депутат премьер директор командующ"),
	"uk": set("представник міністр секретар президент голов посол радник депутат премєр речник директор очільник"),
	"de": set("sprecher sprecherin minister ministerin außenminister außenministerin verteidigungsminister verteidigungsministerin " +
		"kanzler präsident präsidentin chef leiter botschafter botschafterin staatssekretär"),
	"fr": set("parole ministre président présidente chef directeur directrice ambassadeur ambassadrice commissaire secretaire"),
	"es": set("portavoz ministro ministra presidente presidenta jefe director directora embajador embajadora secretario secretaria"),
	"it": set("portavoce ministro ministra presidente capo direttore ambasciatore segretario"),
}

// officeReach is how many words may stand between such a noun and the name:
// "представитель министерства обороны Южной Кореи …".
const officeReach = 7

// titledAbroad finds persons behind the noun of an office in other languages.
func (f *finder) titledAbroad(l *line) {
	nouns := heads[f.d.Lang]
	for i, w := range l.words {
		if !nouns[w.norm] && !nouns[strings.ToLower(w.text)] {
			continue
		}
		for k := i + 1; k < len(l.words) && k <= i+officeReach; k++ {
			if gap := f.d.Text[l.words[k-1].span.To:l.words[k].span.From]; gap != " " && gap != ", " && gap != "-" {
				break
			}
			n := f.nameAt(l, k)
			if n == 0 {
				continue
			}
			role := strings.Join(strings.Fields(f.d.Text[w.span.From:l.words[k-1].span.To]), " ")
			f.named(l, k, n, role, f.orgIn(l, i, k))
			break
		}
	}
}
