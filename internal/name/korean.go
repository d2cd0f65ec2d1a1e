package name

import (
	"sort"
	"strings"
)

// A syllable is what a spelling may mean as one Korean syllable: a set of
// Hangul initials, of vowels and of finals. A Hangul letter means itself; "u"
// in a Latin spelling may be ㅜ (all systems), ㅡ (Pyongyang, McCune-Reischauer
// without marks) or ㅓ (popular spelling in Seoul: "Jung"). Two spellings can be
// one syllable when all three sets meet.
type syllable struct {
	onset, vowel, coda uint32
}

// meets reports whether two spellings can be one syllable.
func (a syllable) meets(b syllable) bool {
	return a.onset&b.onset != 0 && a.vowel&b.vowel != 0 && a.coda&b.coda != 0
}

// The letters in the order of the Unicode block of Hangul syllables.
const (
	onsets = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
	vowels = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
)

func set(letters, of string) uint32 {
	var m uint32
	for _, r := range of {
		if i := strings.IndexRune(letters, r); i >= 0 {
			m |= 1 << (i / 3) // the letters have three bytes each
		}
	}
	return m
}

// Finals are distinguished by sound: none, k, n, l, m, p, t, ng.
const (
	finNone = 1 << iota
	finK
	finN
	finL
	finM
	finP
	finT
	finNG
)

// finals has the class of each of the 28 finals of the Unicode block.
var finals = [28]uint32{
	finNone, finK, finK, finK, finN, finN, finN, finT, finL, finK, finM, finL, finL, finL, finP, finL, finM, finP, finP, finT, finT, finNG,
	finT, finT, finK, finT, finP, finT,
}

// The spellings of the three parts. The systems: Revised Romanisation (South,
// 2000), McCune-Reischauer without marks (1939), the North's own (1992), and
// popular spellings of family and given names. Kontsevich's Cyrillic arrives
// here in its Latin transliteration: чх is "chkh", ё "yo", ы "y", нъ "n".
var (
	latinOnset = spellings(onsets, map[string]string{
		"": "ㅇ", "k": "ㄱㅋㄲ", "g": "ㄱㄲ", "kk": "ㄲ", "gg": "ㄲ", "kh": "ㅋ", "n": "ㄴ", "t": "ㄷㅌㄸ", "d": "ㄷㄸ", "tt": "ㄸ", "dd": "ㄸ", "th": "ㅌ",
		"r": "ㄹ", "l": "ㄹ", "rh": "ㄹ", "m": "ㅁ", "p": "ㅂㅍㅃ", "b": "ㅂㅃ", "pp": "ㅃ", "bb": "ㅃ", "ph": "ㅍ", "s": "ㅅㅆ", "sh": "ㅅ", "ss": "ㅆ",
		"j": "ㅈㅉ", "ch": "ㅈㅊㅉ", "jj": "ㅉ", "tch": "ㅉ", "h": "ㅎ",
	})
	cyrillicOnset = spellings(onsets, map[string]string{
		"": "ㅇ", "k": "ㄱㄲ", "g": "ㄱ", "kkh": "ㅋ", "kh": "ㅎㅋ", "n": "ㄴ", "t": "ㄷㄸ", "d": "ㄷ", "tkh": "ㅌ", "r": "ㄹ", "l": "ㄹ", "m": "ㅁ",
		"p": "ㅂㅃ", "b": "ㅂ", "pkh": "ㅍ", "s": "ㅅㅆ", "sh": "ㅅ", "ch": "ㅈㅉㅊ", "chzh": "ㅈ", "dzh": "ㅈ", "zh": "ㅈ", "chkh": "ㅊ", "ts": "ㅊㅈ", "h": "ㅎ",
	})
	latinVowel = spellings(vowels, map[string]string{
		"a": "ㅏ", "ah": "ㅏ", "ae": "ㅐ", "ai": "ㅐ", "ya": "ㅑ", "yae": "ㅒ", "eo": "ㅓ", "o": "ㅗㅓ", "oh": "ㅗㅓ", "u": "ㅜㅡㅓ", "uh": "ㅓ", "e": "ㅔ",
		"ye":  "ㅖ",
		"yeo": "ㅕ", "yo": "ㅛㅕ", "yu": "ㅠㅕ", "you": "ㅠㅕ", "yoo": "ㅠ", "wa": "ㅘ", "wae": "ㅙ", "oe": "ㅚ", "oi": "ㅚ", "oy": "ㅚ", "we": "ㅞㅚ",
		"wo": "ㅝ", "weo": "ㅝ", "wi": "ㅟ",
		"ui": "ㅢ", "eui": "ㅢ", "eu": "ㅡ", "oo": "ㅜ", "woo": "ㅜ", "wu": "ㅜ", "i": "ㅣㅢ", "ee": "ㅣ", "yi": "ㅣ", "uk": "",
	})
	cyrillicVowel = spellings(vowels, map[string]string{
		"a": "ㅏ", "ya": "ㅑ", "o": "ㅗㅓ", "yo": "ㅕㅛ", "u": "ㅜ", "yu": "ㅠ", "y": "ㅡ", "i": "ㅣㅢ", "e": "ㅐㅔㅖㅓㅕ", "ye": "ㅖ", "va": "ㅘ", "vo": "ㅝ",
		"ve": "ㅚㅙㅞ", "vi": "ㅟ",
		"yy": "ㅢ", "oy": "ㅚ", "oe": "ㅚ", "ey": "ㅐㅔ",
	})
	latinCoda = map[string]uint32{
		"": finNone, "k": finK, "g": finK, "ck": finK, "n": finN, "l": finL, "r": finL, "m": finM, "p": finP, "b": finP, "t": finT, "d": finT,
		"s": finT, "ng": finNG, "rk": finK, "h": finNone,
	}
	cyrillicCoda = map[string]uint32{
		"": finNone, "k": finK, "n": finN | finNG, "l": finL, "r": finL, "m": finM, "p": finP, "t": finT,
		"ng": finNG, "g": finK, "b": finP,
	}
)

type spelling struct {
	text string
	mask uint32
}

// spellings are the spellings of a part, longest first.
func spellings(letters string, m map[string]string) []spelling {
	var out []spelling
	for s, of := range m {
		out = append(out, spelling{s, set(letters, of)})
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i].text, out[j].text
		return len(a) > len(b) || len(a) == len(b) && a < b
	})
	return out
}

// irregular are spellings of family names that no system has. The popular
// spellings of 리/이, 박, 최, 허, 임, 우 and 노 with their Hangul.
var irregular = map[string]string{
	"lee": "리", "leigh": "리", "rhee": "리", "yi": "리", "rhie": "리", "park": "박", "choy": "최", "choi": "최", "choe": "최", "hur": "허",
	"huh": "허", "yim": "림", "rhim": "림", "wu": "우",
	"noh": "로", "roh": "로", "rho": "로", "kwak": "곽", "paik": "백", "baik": "백", "baek": "백", "yoo": "류", "you": "류", "yu": "류", "ryoo": "류",
	"tsoy": "최", "kim": "김", "gim": "김", "khan": "한",
	"ten": "정", "chen": "정", "shin": "신", "suh": "서", "suk": "석", "sohn": "손", "ahn": "안", "jun": "전", "chun": "전", "jung": "정",
	"chung": "정", "cho": "조", "jo": "조",
}

// familyNames are the family names of more than 1 in 5,000 people in either
// Korea, and those of the lists' own North Koreans.
const familyNames = "김리이박최정강조윤장임림한오서신권황안송류유홍전고문양량손배백허남심노로하곽성차주우구민나라진지엄채원천방공현함변염렴여려추도소석선설마길연위표명기반왕금옥육인맹제모탁국은편용룡태계탄련동"

// ofHangul is the one meaning of a Hangul syllable.
func ofHangul(r rune) syllable {
	n := uint32(r - '가')
	return syllable{1 << (n / 588), 1 << (n % 588 / 28), finals[n%28]}
}

// initialLaw widens the first letter of a family name: the South writes ㄹ as
// ㅇ before i and y, as ㄴ elsewhere (리 is 이, 로 is 노).
func initialLaw(s syllable) syllable {
	r, none, n := set(onsets, "ㄹ"), set(onsets, "ㅇ"), set(onsets, "ㄴ")
	front := set(vowels, "ㅣㅑㅕㅛㅠㅖㅢ")
	if s.onset&(r|none) != 0 && s.vowel&front != 0 {
		s.onset |= r | none
	}
	if s.onset&(r|n) != 0 && s.vowel&^front != 0 {
		s.onset |= r | n
	}
	return s
}

var families = func() []syllable {
	var out []syllable
	for _, r := range familyNames {
		out = append(out, initialLaw(ofHangul(r)))
	}
	return out
}()

func isFamily(s syllable) bool {
	s = initialLaw(s)
	for _, f := range families {
		if s.meets(f) {
			return true
		}
	}
	return false
}

// startsWithSurname reports whether a Hangul word of two to four syllables
// begins with a family name: it is a person's name rather than a company's.
func startsWithSurname(w string) bool {
	for _, r := range w {
		return runes(w) >= 2 && strings.ContainsRune(familyNames, r)
	}
	return false
}

// koreanSyllables are the readings of a word as one to three Korean syllables,
// at most four readings; nil when it has none.
func koreanSyllables(w *Word) [][]syllable {
	switch w.Script {
	case hangulScript:
		var out []syllable
		for _, r := range w.Text {
			if r < '가' || r > '힣' {
				return nil
			}
			out = append(out, ofHangul(r))
		}
		if len(out) > 3 {
			return nil
		}
		return [][]syllable{out}
	case latinScript:
		return parseKorean(w.Latin[0], latinOnset, latinVowel, latinCoda)
	case cyrillicScript:
		return parseKorean(w.Latin[0], cyrillicOnset, cyrillicVowel, cyrillicCoda)
	case kanaScript: // ン is n and ng, as н is
		return parseKorean(w.Latin[0], latinOnset, latinVowel, cyrillicCoda)
	}
	return nil
}

func parseKorean(s string, on, vo []spelling, co map[string]uint32) [][]syllable {
	if len(s) > 14 { // "chkhyonchkhyon" is the longest spelling of two syllables seen
		return nil
	}
	var out [][]syllable
	if h, ok := irregular[s]; ok {
		r := []rune(h)[0]
		out = append(out, []syllable{ofHangul(r)})
	}
	var walk func(rest string, got []syllable)
	walk = func(rest string, got []syllable) {
		if len(out) >= 4 {
			return
		}
		if rest == "" {
			out = append(out, append([]syllable(nil), got...))
			return
		}
		if len(got) == 3 {
			return
		}
		for _, o := range on {
			if !strings.HasPrefix(rest, o.text) {
				continue
			}
			for _, v := range vo {
				after := rest[len(o.text):]
				if v.mask == 0 || !strings.HasPrefix(after, v.text) {
					continue
				}
				after = after[len(v.text):]
				for n := min(2, len(after)); n >= 0; n-- {
					if c, ok := co[after[:n]]; ok {
						walk(after[n:], append(got, syllable{o.mask, v.mask, c}))
					}
				}
			}
		}
	}
	walk(s, nil)
	return out
}

// koreanReadings reads a whole name as a Korean one: a family name of one
// syllable and one or two more, or three; the family name first. At most six readings.
func koreanReadings(ts []Token) [][]syllable {
	if len(ts) < 1 || len(ts) > 4 || len(ts) == 1 && ts[0].Script != hangulScript {
		return nil // all spellings but Hangul part the family name; one word ("Шойгу") is as well another people's
	}
	var out [][]syllable
	for _, s := range joinedReadings(ts) {
		if len(s) < 2 {
			continue
		}
		if isFamily(s[0]) {
			out = append(out, family(s))
		}
		if len(ts) > 1 && isFamily(s[len(s)-1]) && len(ts[len(ts)-1].korean[0]) == 1 {
			out = append(out, family(append([]syllable{s[len(s)-1]}, s[:len(s)-1]...)))
		}
	}
	return out
}

// joinedReadings are the readings of the words one after another, of at most
// four syllables; nil when a word has none.
func joinedReadings(ts []Token) [][]syllable {
	all := [][]syllable{nil}
	for _, t := range ts {
		if t.korean == nil {
			return nil
		}
		var next [][]syllable
		for _, head := range all {
			for _, tail := range t.korean {
				if n := len(head) + len(tail); n <= 4 && len(next) < 6 {
					next = append(next, append(append([]syllable(nil), head...), tail...))
				}
			}
		}
		all = next
	}
	return all
}

func family(s []syllable) []syllable {
	out := append([]syllable(nil), s...)
	out[0] = initialLaw(out[0])
	return out
}

// IsKorean reports whether the name can be read as a Korean one.
func (f *Form) IsKorean() bool { return f.korean != nil }

// SameKorean reports whether two names have readings as one Korean name: the
// family names meet and each syllable of the given names meets its opposite.
func (f *Form) SameKorean(g *Form) bool {
	for _, x := range f.korean {
		for _, y := range g.korean {
			if meet(x, y) {
				return true
			}
		}
	}
	return false
}

func meet(x, y []syllable) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if !x[i].meets(y[i]) {
			return false
		}
	}
	return true
}

// The coarse classes of the three parts: spellings that can meet share one.
// ㄴ and ㅇ are one final, since Kontsevich's Cyrillic writes both as н.
var (
	onsetClasses = classes(onsets, "G:ㄱㄲㅋ", "N:ㄴ", "D:ㄷㄸㅌ", "R:ㄹ", "M:ㅁ", "B:ㅂㅃㅍ", "S:ㅅㅆ", "-:ㅇ", "J:ㅈㅉㅊ", "H:ㅎ")
	vowelClasses = classes(vowels, "a:ㅏ", "e:ㅐㅔㅖㅒ", "y:ㅑ", "o:ㅓㅗㅜㅡ", "w:ㅚㅙㅞ", "v:ㅝ", "W:ㅘ", "I:ㅟ", "O:ㅕㅛㅠ", "i:ㅣㅢ")
	codaClasses  = []spelling{{"0", finNone}, {"k", finK}, {"n", finN | finNG}, {"l", finL}, {"m", finM}, {"p", finP}, {"t", finT}}
)

func classes(letters string, of ...string) []spelling {
	var out []spelling
	for _, c := range of {
		out = append(out, spelling{c[:1], set(letters, c[2:])})
	}
	return out
}

// KoreanKeys are keys under which a name is found by every spelling that can be
// the same Korean name. The first letter of the family name is left out, since
// North and South write it differently.
func (f *Form) KoreanKeys() []string {
	var out []string
	for _, x := range f.korean {
		keys := []string{"ko:"}
		for i, s := range x {
			if i > 0 {
				keys = extend(keys, onsetClasses, s.onset)
			}
			keys = extend(keys, vowelClasses, s.vowel)
			keys = extend(keys, codaClasses, s.coda)
		}
		for _, k := range keys {
			out = appendNew(out, k)
		}
	}
	return out
}

func extend(keys []string, of []spelling, m uint32) []string {
	var next []string
	for _, k := range keys {
		for _, c := range of {
			if m&c.mask != 0 {
				next = append(next, k+c.text)
			}
		}
	}
	return next
}

// SameSyllables reports whether two words can be the same Korean syllables; true
// when one of them reads as none.
func (w *Word) SameSyllables(v *Word) bool {
	if w.korean == nil || v.korean == nil {
		return true
	}
	for _, x := range w.korean {
		for _, y := range v.korean {
			if meet(x, y) {
				return true
			}
		}
	}
	return false
}
