package name

import "strings"

// kanaRows is Hepburn, row by row, in the order of the Unicode block of
// hiragana from ぁ; small kana are marked with x.
var kanaTable = func() map[rune]string {
	const rows = "xa a xi i xu u xe e xo o ka ga ki gi ku gu ke ge ko go sa za shi ji su zu se ze so zo ta da chi ji xtsu tsu zu te de to do " +
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

// small joins a small kana to the one before it.
func small(b *strings.Builder, s string) {
	t := b.String()
	n := len(t)
	if n == 0 {
		b.WriteString(s)
		return
	}
	t = t[:n-1] // the vowel that the small kana replaces
	if s[0] == 'y' && (strings.HasSuffix(t, "sh") || strings.HasSuffix(t, "ch") || strings.HasSuffix(t, "j")) {
		s = s[1:]
	}
	b.Reset()
	b.WriteString(t + s)
}
