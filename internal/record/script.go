package record

import "unicode"

// scripts are those in which names on the lists are written, with their ISO
// 15924 codes. Kana come before Han: a Japanese name has both.
var scripts = []struct {
	code  string
	table *unicode.RangeTable
}{
	{"Latn", unicode.Latin},
	{"Cyrl", unicode.Cyrillic},
	{"Arab", unicode.Arabic},
	{"Hang", unicode.Hangul},
	{"Hira", unicode.Hiragana},
	{"Kana", unicode.Katakana},
	{"Hani", unicode.Han},
	{"Hebr", unicode.Hebrew},
	{"Grek", unicode.Greek},
	{"Armn", unicode.Armenian},
	{"Geor", unicode.Georgian},
	{"Thai", unicode.Thai},
	{"Mymr", unicode.Myanmar},
	{"Deva", unicode.Devanagari},
	{"Beng", unicode.Bengali},
	{"Ethi", unicode.Ethiopic},
	{"Khmr", unicode.Khmer},
	{"Laoo", unicode.Lao},
	{"Guru", unicode.Gurmukhi},
	{"Taml", unicode.Tamil},
	{"Sinh", unicode.Sinhala},
	{"Tfng", unicode.Tifinagh},
	{"Syrc", unicode.Syriac},
}

// Script is the ISO 15924 code of the script that most letters of s are in:
// "Cyrl" of "АО ДИАЛОГ LLC". Kana beside Han is "Jpan"; no letter is "".
func Script(s string) string {
	most, code, kana := 0, "", false
	for i, n := range letters(s) {
		kana = kana || n > 0 && isKana(scripts[i].code)
		if n > most {
			most, code = n, scripts[i].code
		}
	}
	if kana && (code == "Hani" || isKana(code)) {
		return "Jpan"
	}
	return code
}

// letters counts the letters of s in each of the scripts.
func letters(s string) []int {
	count := make([]int, len(scripts))
	for _, r := range s {
		if r < unicode.MaxASCII && !unicode.IsLetter(r) {
			continue // nearly every rune outside a script is one of these
		}
		for i := range scripts {
			if unicode.Is(scripts[i].table, r) {
				count[i]++
				break
			}
		}
	}
	return count
}

func isKana(code string) bool { return code == "Hira" || code == "Kana" }
