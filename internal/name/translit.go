package name

import "strings"

// romanise spells a word in Latin letters, the likeliest spelling first. A word
// of a script without a table stays as it is.
func romanise(w string, s Script, r *Readings) []string {
	switch s {
	case latinScript, digitScript:
		return umlauts(w)
	case cyrillicScript:
		return cyrillicLatin(w)
	case greekScript:
		return greekLatin(w)
	case arabicScript:
		return arabicSpellings(w)
	case kanaScript:
		return kanaSpellings(w)
	case hangulScript:
		return hangulLatin(w)
	case hanScript:
		if rs := r.of(w); len(rs) > 0 {
			return rs
		}
	}
	return []string{w}
}

// umlauts keeps the word: ä, ö and ü have lost their dots by now, and the
// skeleton makes one of "ue" and "u".
func umlauts(w string) []string { return []string{w} }

// cyrillic is the passport spelling (ICAO Doc 9303, part 3) of Russian, with
// the letters of Ukrainian, Belarusian, Serbian and Macedonian added. Other systems
// (BGN/PCGN, ISO 9, German, French) differ in letters that the skeleton merges.
var cyrillic = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ё': "yo", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y", 'к': "k",
	'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts",
	'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya",
	'і': "i", 'ї': "yi", 'є': "ye", 'ґ': "g", 'ў': "u", 'ј': "j", 'љ': "lj", 'њ': "nj", 'ћ': "c", 'ђ': "dj", 'џ': "dz", 'ѓ': "g", 'ќ': "k",
	'ѕ': "dz",
	'қ': "k", 'ғ': "g", 'ү': "u", 'ұ': "u", 'ө': "o", 'ә': "a", 'һ': "h", 'ң': "ng", 'ҷ': "j", 'ҳ': "h", 'ӣ': "i", 'ӯ': "u",
}

// ukrainian has the letters that Ukrainian reads otherwise (Cabinet resolution
// 55 of 2010).
var ukrainian = map[rune]string{'г': "h", 'и': "y", 'х': "kh", 'й': "i"}

// cyrillicLatin gives the Russian reading first. A word with a letter of
// Ukrainian alone gives the Ukrainian one first; a word with г has both, since
// the letter is used in both.
func cyrillicLatin(w string) []string {
	var ru, ua strings.Builder
	var isUA, hasG bool
	for _, r := range w {
		s, ok := cyrillic[r]
		if !ok {
			s = string(r)
		}
		ru.WriteString(s)
		if u, ok := ukrainian[r]; ok {
			s = u
		}
		ua.WriteString(s)
		isUA = isUA || strings.ContainsRune("іїєґ", r)
		hasG = hasG || r == 'г'
	}
	switch {
	case isUA:
		return appendNew([]string{ua.String()}, ru.String())
	case hasG:
		return appendNew([]string{ru.String()}, ua.String())
	}
	return []string{ru.String()}
}

// greek is ELOT 743 letter by letter; the pairs stand before it.
var greek = map[rune]string{
	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m",
	'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",
}

// The pairs of letters. In foreign names they write the stops that Greek has no
// letter for: ντ is d, μπ b, γκ g, τζ j; in Greek ones nt, mp, gk, tz, but for b at first.
var (
	greekVowels  = strings.NewReplacer("ου", "ou", "αυ", "av", "ευ", "ev", "γγ", "ng", "γχ", "nch")
	greekForeign = strings.NewReplacer("ντ", "d", "μπ", "b", "γκ", "g", "τζ", "dz")
	greekOwn     = strings.NewReplacer("ντ", "nt", "μπ", "mp", "γκ", "gk", "τζ", "tz")
)

// greekLatin spells a word as a foreign name and as a Greek one, where these differ.
func greekLatin(w string) []string {
	w = greekVowels.Replace(w)
	return appendNew([]string{greekLetters(greekForeign.Replace(w))}, greekLetters(greekOwn.Replace(w)))
}

func greekLetters(w string) string {
	var b strings.Builder
	for _, r := range w {
		if s, ok := greek[r]; ok {
			b.WriteString(s)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// arabic spells the consonants and the long vowels of Arabic, Persian and Urdu
// (ALA-LC without diacritics). Short vowels are not written, so that an Arabic
// word is compared by its consonants: see consonants.
var arabic = map[rune]string{
	'ا': "a", 'أ': "a", 'إ': "i", 'آ': "a", 'ٱ': "a", 'ء': "", 'ئ': "i", 'ؤ': "u", 'ب': "b", 'ت': "t", 'ث': "th", 'ج': "j", 'ح': "h",
	'خ': "kh",
	'د': "d", 'ذ': "dh", 'ر': "r", 'ز': "z", 'س': "s", 'ش': "sh", 'ص': "s", 'ض': "d", 'ط': "t", 'ظ': "z", 'ع': "", 'غ': "gh", 'ف': "f",
	'ق': "q", 'ك': "k", 'ک': "k", 'ل': "l", 'م': "m", 'ن': "n", 'ه': "h", 'ة': "a", 'و': "u", 'ي': "i", 'ى': "a", 'ی': "i", 'ے': "e",
	'پ': "p", 'چ': "ch", 'ژ': "zh", 'گ': "g", 'ڤ': "v", 'ٹ': "t", 'ڈ': "d", 'ڑ': "r", 'ں': "n", 'ھ': "h", 'ہ': "h", 'ۀ': "h", 'ڼ': "n",
	'ړ': "r", 'ټ': "t", 'ډ': "d", 'ښ': "sh", 'ږ': "zh", 'ې': "e", 'ۍ': "i",
}

// arabicForeign are the letters with which Arabic writes sounds that it has no
// letter for: p and v of foreign names.
var arabicForeign = strings.NewReplacer("ب", "پ", "ف", "ڤ")

// arabicSpellings spells a word as an Arabic one and as a foreign name, where these differ.
func arabicSpellings(w string) []string {
	return appendNew([]string{arabicLatin(w)}, arabicLatin(arabicForeign.Replace(w)))
}

// arabicLatin spells one word; و and ي before a vowel letter, or first, are
// consonants. The article ال keeps its own spelling, "al".
func arabicLatin(w string) string {
	rs := []rune(w)
	var b strings.Builder
	for i, r := range rs {
		vowelNext := i+1 < len(rs) && strings.ContainsRune("اأآويی", rs[i+1])
		switch {
		case r == 'و' && (i == 0 || vowelNext):
			b.WriteByte('w')
		case (r == 'ي' || r == 'ی') && (i == 0 || vowelNext):
			b.WriteByte('y')
		case r == 'ـ': // tatweel stretches the line
		default:
			if s, ok := arabic[r]; ok {
				b.WriteString(s)
			} else {
				b.WriteRune(r)
			}
		}
	}
	if b.Len() == 0 {
		return w
	}
	return b.String()
}
