package mention

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"cordon"
)

// A word is one word of a text written with alphabetic letters.
type word struct {
	span cordon.Span
	text string
	norm string // lower case, no diacritics, Cyrillic endings cut
	up   bool   // begins with a capital
	caps bool   // two or more letters, all of them capitals
}

// words cuts a span of a text into words. A hyphen and an apostrophe end a
// word; "U.S." is one.
func words(text string, span cordon.Span) []word {
	var out []word
	i, end := span.From, span.To
	for i < end {
		r, n := utf8.DecodeRuneInString(text[i:end])
		if !isWordRune(r) {
			i += n
			continue
		}
		j := wordEnd(text, i, end)
		out = append(out, newWord(text, cordon.Span{From: i, To: j}))
		i = j
	}
	return out
}

func isWordRune(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)) && !dense(r)
}

func wordEnd(text string, i, end int) int {
	j := i
	for j < end {
		r, n := utf8.DecodeRuneInString(text[j:end])
		if isWordRune(r) {
			j += n
			continue
		}
		// "U.S.": a dot between single capitals belongs to the word.
		if r == '.' && j-lastDot(text, i, j) == 1 && unicode.IsUpper(rune(text[j-1])) &&
			(j+1 < end && text[j+1] >= 'A' && text[j+1] <= 'Z' && (j+2 >= end || !isLower(text[j+2])) || j-i > 1) {
			j++
			continue
		}
		break
	}
	return j
}

func isLower(b byte) bool { return b >= 'a' && b <= 'z' }

// lastDot is the place after the last dot in text[i:j], or i.
func lastDot(text string, i, j int) int {
	if k := strings.LastIndexByte(text[i:j], '.'); k >= 0 {
		return i + k + 1
	}
	return i
}

func newWord(text string, s cordon.Span) word {
	w := word{span: s, text: text[s.From:s.To]}
	r, _ := utf8.DecodeRuneInString(w.text)
	w.up = unicode.IsUpper(r) || unicode.IsDigit(r) || !unicode.IsLower(r)
	w.norm = normal(w.text)
	w.caps = len(w.norm) > 1 && strings.ToUpper(w.text) == w.text && strings.ToLower(w.text) != w.text
	return w
}

func normal(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ReplaceAll(strings.ToLower(s), ".", "")
	}
	cyr := false
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '.':
			continue
		case unicode.Is(unicode.Cyrillic, r):
			cyr = true
		}
		b.WriteRune(unicode.ToLower(r))
	}
	if cyr {
		return stem(b.String())
	}
	return b.String()
}

// endings are the case endings of Russian and Ukrainian names and nouns,
// longest first; after NFD й is и and ї is і.
var endings = []string{
	"иями", "ього", "ими", "ыми", "ого", "ому", "ему", "ами", "ями", "ией", "ією", "иею", "иеи", "ости",
	"ои", "еи", "ою", "ею", "єю", "ия", "ии", "ию", "ія", "ії", "іі", "ію", "ым", "им", "ом", "ем", "ам", "ям", "ах", "ях", "ои", "ыи",
	"ии", "ая", "ое", "их", "ых",
	"а", "у", "е", "и", "ы", "і", "я", "ю", "о", "ь",
}

// stem cuts the case ending of a Cyrillic word, so that "Миллера" is "Миллер".
// Family names in -ов keep it: "Пескова" is "Песков".
func stem(s string) string {
	n := utf8.RuneCountInString(s)
	for _, e := range endings {
		// A name of one syllable keeps two letters: "Ына" is "Ын".
		left := 3
		if len(e) == 2 || n == 4 {
			left = 2
		}
		if rest, ok := strings.CutSuffix(s, e); ok && n-utf8.RuneCountInString(e) >= left {
			return rest
		}
	}
	return s
}

// dense reports whether a letter is of a script whose words are not separated by spaces, or carry
// their particles with them: Han, kana, Hangul.
func dense(r rune) bool {
	return r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

func startsDense(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return dense(r)
		}
	}
	return false
}

func join(ws []word) string {
	if len(ws) == 1 {
		return ws[0].norm
	}
	n := 0
	for _, w := range ws {
		n += len(w.norm) + 1
	}
	b := make([]byte, 0, n)
	for i, w := range ws {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, w.norm...)
	}
	return string(b)
}
