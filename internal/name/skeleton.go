package name

import (
	"slices"
	"strings"
)

// The skeleton of a Latin spelling is one spelling for the many that
// romanisations, ears and typists make of a name. It keeps every consonant and
// one of three vowels (a, i, u), so that it can still be compared letter by
// letter. The merges, each seen between the lists' own spellings of a name:
//
//	sh, sch, š, ş            S     shch, tch, ch, cz, tsch    C
//	zh, dzh, dj, dz, j       j     kh, gh at first, ch in Greek: h, g
//	ph, f; -off, -eff        f, v  w, v                       v
//	q, ck, c (not before e, i), k  k    ts, tz, z             z
//	th, dh, bh               t, d, b   x                      ks, at first S (pinyin)
//	e, i, y, ei, ay, iy …    i     o, u, ou, oo, au           u (au stays au)
//	double letters           one   h not before a vowel       dropped
//
// pairs is read longest first at each place.
var skeletonPairs = []struct{ from, to string }{
	{"schtsch", "S"},
	{"shch", "S"},
	{"tsch", "C"},
	{"dsch", "j"},
	{"sch", "S"},
	{"tch", "C"},
	{"dzh", "j"},
	{"tsh", "C"},
	{"sh", "S"},
	{"ch", "C"},
	{"zh", "j"},
	{"kh", "h"},
	{"gh", "g"},
	{"ph", "f"},
	{"th", "t"},
	{"dh", "d"},
	{"bh", "b"},
	{"rh", "r"},
	{"ck", "k"},
	{"cz", "C"},
	{"sz", "S"},
	{"ts", "z"},
	{"tz", "z"},
	{"dj", "j"},
	{"dz", "j"},
	{"qu", "k"},
}

// skeleton is the skeleton of a spelling in lower-case ASCII letters; other
// letters and digits stay.
func skeleton(latin string) string {
	if latin == "" {
		return ""
	}
	b := make([]byte, 0, len(latin)+2)
	for i := 0; i < len(latin); {
		if n, ok := skeletonPair(&b, latin, i); ok {
			i += n
			continue
		}
		b = skeletonLetter(b, latin, i)
		i++
	}
	b = ending(squeeze(b))
	if len(b) == 0 {
		return latin
	}
	return string(b)
}

func skeletonPair(b *[]byte, s string, i int) (int, bool) {
	if c := s[i]; !strings.ContainsRune("bcdgkpqrstz", rune(c)) {
		return 0, false
	}
	for _, p := range skeletonPairs {
		if strings.HasPrefix(s[i:], p.from) {
			*b = append(*b, p.to...)
			return len(p.from), true
		}
	}
	return 0, false
}

func skeletonLetter(b []byte, s string, i int) []byte {
	next := byte(0)
	if i+1 < len(s) {
		next = s[i+1]
	}
	switch c := s[i]; c {
	case 'y', 'j':
		if !isVowel(next) && (c == 'y' || i > 0 && isVowel(s[i-1])) { // Sergey, Sergej
			return append(b, 'i')
		}
		return append(b, c)
	case 'c':
		if isFront(next) {
			return append(b, 's')
		}
		return append(b, 'k')
	case 'x':
		if i == 0 {
			return append(b, 'S')
		}
		return append(b, 'k', 's')
	case 'h':
		if !isVowel(next) && i > 0 {
			return b
		}
		return append(b, 'h')
	default:
		if to := skeletonLetters[c]; to != 0 {
			c = to
		}
		return append(b, c)
	}
}

// skeletonLetters are the letters that are merged wherever they stand.
var skeletonLetters = [256]byte{'e': 'i', 'o': 'u', 'w': 'v', 'q': 'k'}

// squeeze makes one of doubled letters and one vowel of a run of vowels that
// sounds as one.
func squeeze(in []byte) []byte {
	out := in[:0]
	for _, c := range in {
		n := len(out)
		switch {
		case n > 0 && out[n-1] == c && (c < '0' || c > '9'):
			continue
		case n > 0 && out[n-1] == 'a' && c == 'i': // ai, ay, ae
			out[n-1] = 'i'
			continue
		}
		out = append(out, c)
	}
	return out
}

// ending makes one of -off and -ov, -eff and -ev.
func ending(b []byte) []byte {
	n := len(b)
	if n > 3 && b[n-1] == 'f' && (b[n-2] == 'u' || b[n-2] == 'i') {
		b[n-1] = 'v'
	}
	return b
}

// isFront reports whether a c before this vowel sounds as s in most languages.
func isFront(c byte) bool { return c == 'e' || c == 'i' || c == 'y' }

func isVowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

// consonants is the key of a skeleton: its consonants; a vowel counts only as the first letter,
// where it is an "A". Spellings that differ in vowels share it, and an Arabic
// word shares it with its Latin spelling.
func consonants(skeleton string) string {
	b := make([]byte, 0, len(skeleton))
	for i := range len(skeleton) {
		switch c := skeleton[i]; c {
		case 'a', 'i', 'u':
			if i == 0 {
				b = append(b, 'A')
			}
		case 'y':
			if i == 0 {
				b = append(b, 'y')
			}
		case 'h':
			if i == 0 {
				b = append(b, 'h')
			}
		default:
			if n := len(b); n == 0 || b[n-1] != c {
				b = append(b, c)
			}
		}
	}
	return string(b)
}

// JoinedKey is the key of an Arabic word and the next one written as one word, as
// Latin letters often write them; false for other words and for fewer than four
// consonants, which too many words share. See HasKey.
func (w *Word) JoinedKey(next *Word) (string, bool) {
	if w.Script != arabicScript || next.Script != arabicScript {
		return "", false
	}
	key := consonants(skeleton(w.Latin[0] + next.Latin[0]))
	return key, len(key) >= 4
}

// HasKey reports whether a word in Latin letters has these consonants.
func (w *Word) HasKey(key string) bool {
	return w.Script == latinScript && slices.ContainsFunc(w.skels, func(s skel) bool { return s.Key == key })
}
