package record

import "unicode"

// scripts are the ones that names on the lists are written in, with their ISO
// 15924 codes. Kana stand before Han: a Japanese name has both.
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
	count := make([]int, len(scripts))
	for _, r := range s {
		if r < 0x80 && (r < 'A' || r > 'Z' && r < 'a' || r > 'z') {
			continue
		}
		for i := range scripts {
			if unicode.Is(scripts[i].table, r) {
				count[i]++
				break
			}
		}
	}
	best, code, kana := 0, "", false
	for i, n := range count {
		kana = kana || n > 0 && (scripts[i].code == "Hira" || scripts[i].code == "Kana")
		if n > best {
			best, code = n, scripts[i].code
		}
	}
	if kana && (code == "Hani" || code == "Hira" || code == "Kana") {
		return "Jpan"
	}
	return code
}
