package name

import (
	"strings"
	"unicode/utf8"
)

// kanaRows is Hepburn, row by row, in the order of the Unicode block of
// hiragana from ぁ; small kana are marked with x.
var kanaTable = func() map[rune]string {
	const rows = "xa a xi i xu u xe e xo o ka ga ki gi ku gu ke ge ko go sa za shi ji su zu se ze so zo ta da chi ji xtsu tsu zu te de " +
		"to do " +
		"na ni nu ne no ha ba pa hi bi pi fu bu pu he be pe ho bo po ma mi mu me mo xya ya xyu yu xyo yo ra ri ru re ro xwa wa i e o n vu ka ke"
	t := map[rune]string{}
	for i, s := range strings.Fields(rows) {
		t['ぁ'+rune(i)] = s
		t['ァ'+rune(i)] = s
	}
	return t
}()

// kanaLatin is Hepburn: きゃ is kya, しゃ sha, っ doubles, ー lengthens (and is
// dropped, as passports do).
func kanaLatin(w string) string {
	var b strings.Builder
	double := false
	for _, r := range w {
		s, ok := kanaTable[r]
		switch {
		case r == 'ー':
			continue
		case !ok:
			b.WriteRune(r)
			continue
		case s == "xtsu":
			double = true
			continue
		case s[0] == 'x':
			small(&b, s[1:])
			continue
		}
		if double {
			b.WriteByte(s[0])
			double = false
		}
		b.WriteString(s)
	}
	if b.Len() == 0 {
		return w
	}
	return b.String()
}

// small joins a small kana to the one before it, whose vowel it replaces.
func small(b *strings.Builder, s string) {
	t := b.String()
	n := len(t)
	if n == 0 {
		b.WriteString(s)
		return
	}
	if t[n-1] < utf8.RuneSelf { // another script's letter stays whole
		t = t[:n-1]
	}
	if s[0] == 'y' && (strings.HasSuffix(t, "sh") || strings.HasSuffix(t, "ch") || strings.HasSuffix(t, "j")) {
		s = s[1:]
	}
	b.Reset()
	b.WriteString(t + s)
}

// A mora is one kana, small ones joined: a consonant and a vowel.
type mora struct {
	consonant, vowel string
	held             bool // lengthened, or with a small kana: its vowel is sounded
	double           bool // behind ッ: the consonant is doubled
}

// kanaSpellings are the spellings of a foreign name in katakana, then Hepburn.
// Katakana writes l and r alike, and chi, ji and b where a foreign name may have
// ti, di and v; it puts u or o after a consonant that has no vowel.
func kanaSpellings(w string) []string {
	hepburn := []string{kanaLatin(w)}
	ms := foreignMorae(w)
	if len(ms) < 2 {
		return hepburn
	}
	all := []string{""}
	for i, m := range ms {
		spelt := foreignReadings(ms, i)
		if len(all)*len(spelt) > mostReadings {
			spelt = spelt[:1]
		}
		var next []string
		for _, s := range spelt {
			if m.double && s != "" {
				s = s[:1] + s
			}
			for _, head := range all {
				next = append(next, head+s+m.sounded(ms, i))
			}
		}
		all = next
	}
	return appendNew(all, hepburn[0])
}

// mostReadings is how many foreign spellings a word in katakana may have: four
// letters of two readings. The rest is left to the likeness of l and r, b and v.
const mostReadings = 16

// doubtful are the consonants that stand for two of a foreign name.
var doubtful = map[string][]string{"r": {"r", "l"}, "ch": {"ch", "t"}, "j": {"j", "d"}, "b": {"b", "v"}}

// foreignReadings are the readings of a mora's consonant. A u before r at the
// head of a word is v (ウラジーミル); r at the end is left to likeness.
func foreignReadings(ms []mora, i int) []string {
	m := ms[i]
	switch rs := doubtful[m.consonant]; {
	case i == 0 && m.consonant == "" && m.vowel == "u" && !m.held && ms[1].consonant == "r":
		return []string{"v"}
	case rs == nil || m.consonant == "r" && i == len(ms)-1 && m.sounded(ms, i) == "":
		return []string{m.consonant}
	default:
		return rs
	}
}

// sounded is the vowel of a mora, or nothing where it only carries the consonant.
func (m mora) sounded(ms []mora, i int) string {
	if m.carries() && m.silent(ms, i) {
		return ""
	}
	return m.vowel
}

// carries reports whether the vowel of a mora may only carry its consonant.
func (m mora) carries() bool {
	return !m.held && (m.vowel == "u" || m.vowel == "o" && (m.consonant == "t" || m.consonant == "d"))
}

// silent reports whether the vowel of a mora that may only carry its consonant
// is silent at its place.
func (m mora) silent(ms []mora, i int) bool {
	if i == len(ms)-1 {
		return m.consonant != ""
	}
	next := ms[i+1]
	switch {
	case m.consonant == "": // a vowel of its own, but for the v of ウラ
		return i == 0 && next.consonant == "r"
	case next.consonant == "" || next.consonant == "n" && next.vowel == "":
		return false
	}
	return i > 0 || m.consonant == "s" || next.consonant == "r"
}

// foreignMorae cuts a word of katakana alone; nil for other words.
func foreignMorae(w string) []mora {
	var ms []mora
	double := false
	for _, r := range w {
		s, ok := kanaTable[r]
		n := len(ms)
		switch {
		case r == 'ー' || r == 'ッ':
			if n > 0 {
				ms[n-1].held = true
			}
			double = r == 'ッ'
		case !ok || r < 'ァ':
			return nil
		case s[0] == 'x' && n > 0:
			m := &ms[n-1]
			m.held = true
			if m.vowel = s[1:]; m.vowel[0] == 'y' && (m.consonant == "sh" || m.consonant == "ch" || m.consonant == "j") {
				m.vowel = m.vowel[1:]
			}
		default:
			at := strings.IndexAny(s, "aiueo")
			if at < 0 {
				at = len(s) // ン
			}
			ms = append(ms, mora{consonant: s[:at], vowel: s[at:], double: double})
			double = false
		}
	}
	return ms
}
