package name

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"cordon"
)

// Script is the script of a word, as an ISO 15924 code.
type Script string

// The scripts that are distinguished. otherScript covers those that are compared
// letter by letter and have no bridge to Latin: Hebrew, Thai, Khmer and the rest.
const (
	latinScript    Script = "Latn"
	cyrillicScript Script = "Cyrl"
	greekScript    Script = "Grek"
	arabicScript   Script = "Arab"
	hangulScript   Script = "Hang"
	kanaScript     Script = "Kana"
	hanScript      Script = "Hani"
	digitScript    Script = "Zyyy"
	otherScript    Script = "Zzzz"
)

// mostOfOne is, for the scripts that write names without blanks, how many letters one
// part of a name has at most: a longer word may be a whole name. Family names in Han
// and Hangul have one, in kana up to four; those of otherScript are not distinguished.
var mostOfOne = map[Script]int{hangulScript: 1, hanScript: 1, kanaScript: 4, otherScript: 0}

// OtherScript reports whether more of the letters of a text are of other scripts than of
// Latin. Those that scripts share, such as the apostrophe of "Al-Raʼi", are of none.
func OtherScript(text string) bool {
	latin, others := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.IsLetter(r) && !unicode.Is(unicode.Common, r):
			others++
		}
	}
	return others > latin
}

func scriptOfRune(r rune) Script {
	switch {
	case r < utf8.RuneSelf:
		if r >= '0' && r <= '9' {
			return digitScript
		}
		return latinScript
	case unicode.Is(unicode.Latin, r):
		return latinScript
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillicScript
	case unicode.Is(unicode.Greek, r):
		return greekScript
	case unicode.Is(unicode.Arabic, r):
		return arabicScript
	case unicode.Is(unicode.Hangul, r):
		return hangulScript
	case unicode.Is(unicode.Hiragana, r), unicode.Is(unicode.Katakana, r), r == 'ー':
		return kanaScript
	case unicode.Is(unicode.Han, r):
		return hanScript
	case unicode.IsDigit(r):
		return digitScript
	}
	return otherScript
}

// scriptOf is the script of most of the letters of a word; the first one wins a draw.
func scriptOf(w string) Script {
	if ascii(w) {
		for i := range len(w) {
			if w[i] > '9' {
				return latinScript
			}
		}
		return digitScript
	}
	var order []Script
	count := map[Script]int{}
	for _, r := range w {
		s := scriptOfRune(r)
		if s == digitScript {
			continue
		}
		if count[s] == 0 {
			order = append(order, s)
		}
		count[s]++
	}
	best := digitScript
	for _, s := range order {
		if count[s] > count[best] {
			best = s
		}
	}
	return best
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// comma stands for a comma in the words of a name, until reorder takes it out.
const comma = ","

// split cuts a name into lower-case words without diacritics and punctuation.
// Apostrophes and the dots of initialisms are dropped (O'Brien, U.S.A.), other
// punctuation parts words, and so do a change from Latin lower case to upper
// case (SiemensAG) and a change between Han, Hangul and Latin letters.
func split(full string) []string { return cutWords(full, false) }

// splitAs is split of the name of a kind of party: between the letters of a person's
// initials, "В.В." or "J.P.Smith", there may be no blank.
func splitAs(kind cordon.Kind, full string) []string {
	return cutWords(full, kind == cordon.Person)
}

func cutWords(full string, initials bool) []string {
	full = cut(full)
	if !ascii(full) {
		full = norm.NFKC.String(strings.Map(unboxed, full))
	}
	s := splitter{initials: initials}
	rs := []rune(full)
	for i, r := range rs {
		s.add(rs, i, r)
	}
	s.end()
	return s.words
}

// mostTurned is how many words a person's name has, at most, that is also read in
// another order where it is written without blanks.
const mostTurned = 4

// Joined are the ways to write the name without blanks, in lower case without diacritics:
// first as given, equal for "Kim Jong-un" and "KIMJONGUN", and then, of a person's name,
// in another order of its parts, "JONGUNKIM" for "KIM, Jong Un".
func (f *Form) Joined() []string {
	words := split(f.Full)
	at := slices.Index(words, comma)
	words = slices.DeleteFunc(words, func(w string) bool { return w == comma })
	out := []string{strings.Join(words, "")}
	for i := 1; i < len(words) && (f.Kind == cordon.Person || f.Kind == cordon.UnknownKind); i++ {
		if i == at || len(words) <= mostTurned {
			out = append(out, strings.Join(words[i:], "")+strings.Join(words[:i], ""))
		}
	}
	return out
}

// cut is the first MaxRunes runes of a name, as valid UTF-8.
func cut(s string) string {
	if len(s) > MaxRunes {
		n := 0
		for i := range s {
			if n == MaxRunes {
				s = s[:i]
				break
			}
			n++
		}
	}
	return strings.ToValidUTF8(s, " ")
}

type splitter struct {
	words []string
	cur   strings.Builder
	last  rune   // the last letter as written
	kind  Script // of the current word

	initials bool // single letters with dots are words, not one: "J.P.", else as "U.S.A."
}

func (s *splitter) end() {
	if s.cur.Len() > 0 {
		s.words = append(s.words, mend(s.cur.String()))
		s.cur.Reset()
	}
	s.last, s.kind = 0, ""
}

func (s *splitter) add(rs []rune, i int, r rune) {
	switch markOf(r) {
	case commaMark:
		s.end()
		if len(s.words) > 0 && s.words[len(s.words)-1] != comma {
			s.words = append(s.words, comma)
		}
	case apostrophe: // dropped: part of the word
	case ampersand:
		s.end()
		s.words = append(s.words, "and")
	case combining:
		if scriptOfRune(s.last) == otherScript {
			s.cur.WriteRune(r) // vowel signs of Khmer, Thai, Devanagari carry the name
		}
	case letter:
		s.letter(rs, i, r)
	default:
		if r != '.' || s.initials || !initialism(rs, i) { // the dots of U.S.A. are dropped
			s.end()
		}
	}
}

// A mark is the function of a character in a name.
type mark uint8

const (
	space      mark = iota // parts words, as all other punctuation does
	letter                 // letters, digits, spacing vowel signs
	combining              // diacritics and format characters
	commaMark              // see comma
	apostrophe             // dropped within a word
	ampersand              // the word "and"
)

// marks are the characters whose function does not follow from their class.
var marks = map[rune]mark{
	',': commaMark, '،': commaMark, '、': commaMark, '，': commaMark,
	'\'': apostrophe, '’': apostrophe, '‘': apostrophe, '`': apostrophe, 'ʼ': apostrophe, 'ʻ': apostrophe, 'ʿ': apostrophe, 'ʾ': apostrophe,
	'´': apostrophe, '\u2032': apostrophe,
	'&': ampersand, '+': ampersand,
	'ー': letter,
}

func markOf(r rune) mark {
	if r < utf8.RuneSelf && (r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9') {
		return letter
	}
	if m, ok := marks[r]; ok {
		return m
	}
	switch {
	case unicode.In(r, unicode.Mn, unicode.Cf, unicode.Me):
		return combining
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mc, r):
		return letter
	}
	return space
}

func (s *splitter) letter(rs []rune, i int, r rune) {
	k := scriptOfRune(r)
	if s.cur.Len() > 0 {
		wide := k != s.kind && (s.kind == hanScript || k == hanScript || s.kind == hangulScript || k == hangulScript) && k != digitScript
		if wide || k == latinScript && s.camel(rs, i) {
			s.end()
		}
	}
	s.last, s.kind = r, k
	fold(&s.cur, r)
}

// camel reports whether the letter at i begins a word within a word: SiemensAG,
// PolPot; not GmbH, McKenton. The word so far is measured in bytes, and one letter
// may have three, so its length does not bound i.
func (s *splitter) camel(rs []rune, i int) bool {
	return i >= 2 && i+1 < len(rs) && s.cur.Len() >= 3 &&
		unicode.IsUpper(rs[i]) && unicode.IsLower(s.last) && unicode.IsLower(rs[i-2]) && unicode.IsLetter(rs[i+1])
}

// initialism reports whether the dot at i stands between two single letters:
// the dots of "U.S.A." and "J.P.", not that of "W.Smith".
func initialism(rs []rune, i int) bool {
	single := func(at int) bool {
		return at >= 0 && at < len(rs) && unicode.IsLetter(rs[at]) &&
			(at == 0 || !unicode.IsLetter(rs[at-1])) && (at+1 >= len(rs) || !unicode.IsLetter(rs[at+1]))
	}
	return single(i-1) && single(i+1)
}

// unboxed is the letter of a white one in a black circle or square, which Unicode does
// not decompose as it does the others.
func unboxed(r rune) rune {
	switch {
	case r >= '🅐' && r <= '🅩':
		return r - '🅐' + 'A'
	case r >= '🅰' && r <= '🆉':
		return r - '🅰' + 'A'
	}
	return r
}

// plain holds Latin letters that do not decompose to a base letter; the last rows are
// small capitals, as people copy them from social media.
var plain = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i",
	'ə': "a", 'ħ': "h", 'ŋ': "ng", 'ƙ': "k", 'ɓ': "b", 'ɗ': "d", 'ĸ': "k", 'ŧ': "t", 'ɛ': "e", 'ɔ': "o",
	'ɑ': "a", 'ɡ': "g",
	'ᴀ': "a", 'ʙ': "b", 'ᴄ': "c", 'ᴅ': "d", 'ᴇ': "e", 'ꜰ': "f", 'ɢ': "g", 'ʜ': "h", 'ɪ': "i", 'ᴊ': "j", 'ᴋ': "k", 'ʟ': "l",
	'ᴍ': "m", 'ɴ': "n", 'ᴏ': "o", 'ᴘ': "p", 'ꞯ': "q", 'ʀ': "r", 'ꜱ': "s", 'ᴛ': "t", 'ᴜ': "u", 'ᴠ': "v", 'ᴡ': "w", 'ʏ': "y", 'ᴢ': "z",
}

// fold writes one letter in lower case without its diacritics. Cyrillic й and ё
// and Hangul keep theirs: they are letters.
func fold(b *strings.Builder, r rune) {
	if r < utf8.RuneSelf {
		b.WriteByte(byte(unicode.ToLower(r)))
		return
	}
	r = unicode.ToLower(r)
	switch scriptOfRune(r) {
	case latinScript:
		if s, ok := plain[r]; ok {
			b.WriteString(s)
			return
		}
		fallthrough
	case greekScript:
		b.WriteRune(base(r))
	case digitScript:
		if d := digit(r); d >= 0 {
			b.WriteByte(byte('0' + d))
			return
		}
		b.WriteRune(r)
	default:
		b.WriteRune(r)
	}
}

// base is a letter without its diacritics.
func base(r rune) rune {
	for r >= utf8.RuneSelf { // ế is ê and an accent
		d := norm.NFD.PropertiesString(string(r)).Decomposition()
		if len(d) == 0 {
			break
		}
		r, _ = utf8.DecodeRune(d)
	}
	return r
}

// digit is the value of a decimal digit of any script, or -1.
func digit(r rune) int {
	if !unicode.Is(unicode.Nd, r) {
		return -1
	}
	n := 0
	for n < 9 && unicode.Is(unicode.Nd, r-rune(n)-1) {
		n++
	}
	return n % 10
}

// twins are, for Latin letters in lower case, the letters of Cyrillic and Greek names
// that look like them, or like their capitals; a word of either may have the Latin letter.
var twins = map[rune]string{
	'a': "аα", 'b': "вβ", 'c': "с", 'e': "еε", 'h': "н", 'i': "іι", 'j': "ј", 'k': "кκ", 'm': "мμ", 'n': "η", 'o': "оο", 'p': "рρ",
	's': "ѕ", 't': "тτ", 'u': "υ", 'v': "ν", 'x': "хχ", 'y': "уγ", 'z': "ζ",
}

// strange are further letters that look like Latin ones, which stand only in a Latin word.
var strange = map[rune]string{
	'd': "ԁ", 'g': "ց", 'h': "һհ", 'l': "ӏ", 'n': "ո", 'o': "օ", 'q': "ԛ", 'u': "ս", 'v': "ѵ", 'w': "ԝω",
}

// twinOf is, for each of these letters, the Latin one.
var twinOf = func() map[rune]rune {
	out := map[rune]rune{}
	for _, table := range []map[rune]string{strange, twins} {
		for latin, others := range table {
			for _, r := range others {
				out[r] = latin
			}
		}
	}
	return out
}()

// mend puts a word that mixes Latin letters with twins of another alphabet into the
// script of most of its letters. With as many of each ("Сhоl", "Чоl") it is Latin if
// all of it can be. A letter without a twin stays: its word is bridged letter by letter.
func mend(w string) string {
	if ascii(w) || !mixed(w) {
		return w
	}
	own, latin := scriptOf(w), 0
	asLatin := strings.Map(func(r rune) rune {
		if scriptOfRune(r) == latinScript {
			latin++
		}
		if t, ok := twinOf[r]; ok {
			return t
		}
		return r
	}, w)
	if own == latinScript || 2*latin == utf8.RuneCountInString(w) && !mixed(asLatin) {
		return asLatin
	}
	return strings.Map(func(r rune) rune {
		for _, t := range twins[r] {
			if scriptOfRune(t) == own {
				return t
			}
		}
		return r
	}, w)
}

// alphabets are the scripts of which no two stand in one word.
var alphabets = []Script{latinScript, cyrillicScript, greekScript, otherScript}

// mixed reports whether a word has letters of two alphabets.
func mixed(w string) bool {
	var first Script
	for _, r := range w {
		k := scriptOfRune(r)
		if !unicode.IsLetter(r) || unicode.Is(unicode.Common, r) || !slices.Contains(alphabets, k) {
			continue
		}
		if first != "" && k != first {
			return true
		}
		first = k
	}
	return false
}

// Mixed reports whether a word of the name has letters of two alphabets that do not
// look alike: nobody writes so, and it can be compared with nothing.
func (f *Form) Mixed() bool {
	return slices.ContainsFunc(f.Tokens, func(t Token) bool { return mixed(t.Text) })
}
