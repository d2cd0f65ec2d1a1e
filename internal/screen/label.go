package screen

import (
	"regexp"
	"strings"
	"unicode"

	"cordon"
)

// labels are the words before a number that name its scheme.
var labels = map[string]cordon.Scheme{
	"imo": cordon.IMOShip, "mmsi": cordon.MMSI, "lei": cordon.LEI, "inn": cordon.INN, "инн": cordon.INN, "ogrn": cordon.OGRN,
	"огрн": cordon.OGRN, "duns": cordon.DUNS, "isin": cordon.ISIN, "bic": cordon.BIC, "swift": cordon.BIC,
	"passport": cordon.OtherID, "паспорт": cordon.OtherID, "no": cordon.OtherID, "nr": cordon.OtherID, "number": cordon.OtherID,
	"id": cordon.OtherID, "tax": cordon.OtherID, "tin": cordon.OtherID, "vat": cordon.OtherID, "registration": cordon.OtherID,
	"reg": cordon.OtherID, "wallet": cordon.OtherID, "№": cordon.OtherID,
}

// labelOf is the scheme that a word names, if it is a label.
func labelOf(w string) (cordon.Scheme, bool) {
	s, ok := labels[strings.ToLower(strings.TrimRight(w, "."))]
	return s, ok
}

// labelled parts "IMO9161003" into the label and the digits.
func labelled(w string) (s cordon.Scheme, number string, ok bool) {
	number = strings.TrimLeftFunc(w, unicode.IsLetter)
	s, ok = labels[strings.ToLower(w[:len(w)-len(number)])]
	return s, number, ok && s != cordon.OtherID && isNumber(number, true)
}

// endsInLabel reports whether letters are a label or end in one: "passportNo", "паспорт".
// Two capitals ("NO1234567") and the end of a word ("Casino") are none.
func endsInLabel(letters string) bool {
	for i, r := range letters {
		label := letters[i:]
		if _, ok := labelOf(label); !ok || len(label) == 2 && label == strings.ToUpper(label) {
			continue
		}
		if i == 0 || unicode.IsUpper(r) || len(label) > 3 {
			return true
		}
	}
	return false
}

// The marks that stand at the ends of a number, and between a number and a label: those
// of spreadsheets for text, of quotations, footnotes and parameters.
const (
	atEnds   = `'"’‘“”«»<>[]{}*?~=_№+|\!.,` + "`\u200b\u200c\u200d\u2060\ufeff"
	atLabels = `"«»<>[]{}*~=_№|\` + "\u200b\u200c\u200d\u2060\ufeff"
)

// unmarked are words without such marks at those that have a number.
func unmarked(words []string) (out []string) {
	for _, w := range words {
		if digitsIn(w) < leastDigits {
			out = append(out, w)
			continue
		}
		for _, p := range strings.FieldsFunc(strings.Trim(w, atEnds), func(r rune) bool { return strings.ContainsRune(atLabels, r) }) {
			for i := strings.IndexAny(p, ".-"); i > 0; i = strings.IndexAny(p, ".-") { // "Reg.No.123456"
				if _, ok := labelOf(p[:i]); !ok {
					break
				}
				out, p = append(out, p[:i]), p[i+1:]
			}
			out = append(out, p)
		}
	}
	return out
}

// grouped are the digits, in groups, behind a label of a number with one length.
var grouped = regexp.MustCompile(`(?i)\b(?:IMO|MMSI)[ .:#]*(?:(?:no|nr|number)[ .:#]*)?(\d+(?: \d+)+)`)

// closed is a text without the blanks in such a number: "MMSI: 273 456 780".
func closed(text string) string {
	at := grouped.FindStringSubmatchIndex(text)
	if at == nil {
		return text
	}
	digits := strings.ReplaceAll(text[at[2]:at[3]], " ", "")
	if len(digits) != 7 && len(digits) != 9 {
		return text
	}
	return text[:at[2]] + digits + text[at[3]:]
}

// asOne writes as one the groups of digits behind a label that make a number
// together, "IMO 917 9842", "паспорт 4509 123456"; where the first is a number by
// itself, the others are numbers too.
func asOne(words []string) []string {
	var out []string
	for i := 0; i < len(words); i++ {
		out = append(out, words[i])
		if _, ok := labelOf(words[i]); !ok || i+1 < len(words) && isNumber(words[i+1], false) {
			continue
		}
		to := i + 1
		for to < len(words) && !strings.ContainsFunc(words[to], func(r rune) bool { return !unicode.IsDigit(r) }) {
			to++
		}
		if number := strings.Join(words[i+1:to], ""); isNumber(number, false) {
			out, i = append(out, number), to-1
		}
	}
	return out
}
