package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cordon"
)

// A line is one non-empty line of the text and what was measured of it.
type line struct {
	n, from, to int    // 1-based number; the bytes of the text without outer blanks
	text        string // at most judgedBytes of it, without bullet, crawl date or time stamp
	whole       string
	low         string // text in lower case
	key         string // low without punctuation, for tables of exact words
	words       int
	lower       int  // words that begin with a lower-case letter
	letters     int  // letters of any script
	upper       int  // upper-case letters
	wide        int  // Han, kana, Hangul letters
	bullet      bool // began with a list mark
	stamp       int  // seconds of a leading time stamp of a transcript, -1 for none
	crawl       string
	ends        bool // ends as a sentence does
	prose       bool
	hint        hint
	kind        cordon.BlockKind
	why         string
}

// judgedBytes of a line decide its kind. Longer lines are prose or rubbish.
const judgedBytes = 4096

// is gives a line its kind, once. What is longer than a line's judged bytes is no
// caption.
func (l *line) is(k cordon.BlockKind, why string) {
	if l.kind == "" && (k != cordon.Caption || len(l.whole) <= judgedBytes) {
		l.kind, l.why = k, why
	}
}

// measure cuts the text into lines.
func (p *page) measure() {
	at, n := 0, 0
	for at <= len(p.text) {
		n++
		end := strings.IndexByte(p.text[at:], '\n')
		if end < 0 {
			end = len(p.text)
		} else {
			end += at
		}
		raw := p.text[at:end]
		if s := strings.TrimFunc(raw, blank); s != "" {
			from := at + strings.Index(raw, s)
			l := measured(s)
			l.n, l.from, l.to = n, from, from+len(s)
			if n-1 < len(p.hints) {
				l.hint = p.hints[n-1]
			}
			p.lines = append(p.lines, l)
		}
		at = end + 1
	}
}

// blank is white space and the invisible marks that pages put beside text.
func blank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\u200e' || r == '\u200f' || r == '\ufeff'
}

func measured(s string) line {
	l := line{whole: s, stamp: -1}
	cut := s
	if len(cut) > judgedBytes {
		cut = strings.ToValidUTF8(cut[:judgedBytes], "")
	}
	l.text, l.bullet = unbulleted(cut)
	l.text, l.crawl = uncrawled(l.text)
	l.text, l.stamp = unstamped(l.text)
	l.low = strings.ToLower(l.text)
	l.key = keyOf(l.low)
	for _, w := range strings.FieldsFunc(l.text, func(r rune) bool { return unicode.IsSpace(r) }) {
		if strings.IndexFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
			continue
		}
		l.words++
		if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, `"'“‘«(`)); unicode.IsLower(r) {
			l.lower++
		}
	}
	for _, r := range l.text {
		if unicode.IsLetter(r) {
			l.letters++
			if unicode.IsUpper(r) {
				l.upper++
			}
			if isWide(r) {
				l.wide++
			}
		}
	}
	l.ends = endsSentence(s)
	l.prose = l.looksProse()
	return l
}

func isWide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}

// looksProse: a paragraph of eight words that ends as a sentence does, or one
// long enough to be no headline (the longest headline of the seeds has 18
// words). Caseless scripts are counted in letters: 20 of them say what eight
// English words do.
func (l *line) looksProse() bool {
	if l.wide*2 > l.letters && l.wide > 0 {
		return l.wide >= 20 && l.ends || l.wide >= 60 ||
			l.wide >= 12 && strings.HasSuffix(l.text, "。") // no headline ends with it
	}
	if l.words >= 8 && l.ends {
		return l.caseless() || l.lower*3 >= l.words
	}
	return l.words >= 25 && (l.caseless() || l.lower*2 >= l.words)
}

func (l *line) caseless() bool { return l.upper == 0 && l.lower == 0 }

// short lines cannot be paragraphs on their own: menu words, names, labels.
func (l *line) short() bool {
	if l.wide*2 > l.letters && l.wide > 0 {
		return l.wide < 8
	}
	return l.words < 4
}

const (
	endMarks   = ".!?…。！？؟۔।"
	closeMarks = "\"'”’»›)]】」』）〉》“"
)

// endsSentence reports whether s ends in a full stop, perhaps behind quotes.
func endsSentence(s string) bool {
	if at := strings.LastIndexByte(s, '('); at > 0 && len(s)-at < 60 && strings.HasSuffix(strings.TrimRight(s, " "), ")") {
		s = strings.TrimRight(s[:at], " ") // "… this year. (Yonhap)"
	}
	t := strings.TrimRight(s, closeMarks+" ")
	r, _ := utf8.DecodeLastRuneInString(t)
	if strings.ContainsRune(endMarks, r) {
		return true
	}
	// A closing quotation mark ends a sentence too when words stand before it.
	return len(t) < len(s) && strings.ContainsAny(s[len(t):], "\"”»」』") && utf8.RuneCountInString(t) > 40
}

const bullets = "•·▪▶►▲△■□◆◇●○★☆※*‣–—-|>+"

func unbulleted(s string) (string, bool) {
	r, n := utf8.DecodeRuneInString(s)
	if strings.ContainsRune(bullets, r) && len(s) > n {
		if t := strings.TrimLeftFunc(s[n:], blank); t != "" && (len(t) < len(s)-n || r > unicode.MaxASCII) {
			return t, r != '▲' && r != '△'
		}
	}
	return s, false
}

// uncrawled takes off the mark that a crawler's text rendering puts in front of
// a page: "date 2023-08-16 ".
func uncrawled(s string) (rest, day string) {
	t, ok := strings.CutPrefix(s, "date ")
	if !ok || len(t) < 7 || t[4] != '-' {
		return s, ""
	}
	n := 7
	if len(t) >= 10 && t[7] == '-' {
		n = 10
	}
	if _, err := cordon.ParseDate(t[:n]); err != nil || len(t) > n && t[n] != ' ' {
		return s, ""
	}
	return strings.TrimLeftFunc(t[n:], blank), t[:n]
}

// unstamped takes the time stamp off a line of a video's transcript.
func unstamped(s string) (string, int) {
	if len(s) < 7 || s[2] != ':' || s[5] != ' ' {
		return s, -1
	}
	var v [4]int
	for i, at := range [4]int{0, 1, 3, 4} {
		if s[at] < '0' || s[at] > '9' {
			return s, -1
		}
		v[i] = int(s[at] - '0')
	}
	return strings.TrimSpace(s[6:]), (v[0]*10+v[1])*60 + v[2]*10 + v[3]
}

// keyOf keeps letters, digits and single blanks.
func keyOf(low string) string {
	var b strings.Builder
	gap := false
	for _, r := range low {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
		} else if r != '\'' && r != '’' {
			gap = true
		}
	}
	return b.String()
}
