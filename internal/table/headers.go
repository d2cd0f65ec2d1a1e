package table

import (
	"slices"
	"strings"
	"unicode"
)

// noHeader is the field of a column without a header: a text in it is reported, since
// it may be a name.
const noHeader = "no header"

// qualifiers are words of a header that say which of several names it has: a language,
// a script, whose. A number does the same ("name_2").
var qualifiers = strings.Fields("en eng english latin roman romanized romanised transliterated translit ru rus russian cyrillic " +
	"ko kor korean hangul zh chi chinese ar ara arabic fa per persian ja jpn japanese uk ukr ukrainian fr french de german es spanish " +
	"native local original of individual entity n s en")

// fieldOfHeader is the field of a column or key, by its header; empty when it has none.
// Of names and their parts there may be several: "Name (English)", "alias_2", "1. Vorname".
func fieldOfHeader(header string) string {
	header = unaccented(header)
	if f := fieldOf[foldHeader(header)]; f != "" {
		return f
	}
	if strings.TrimSpace(header) == "" {
		return noHeader
	}
	words := strings.FieldsFunc(strings.ToLower(header), func(r rune) bool { return !letterOrDigit(r) })
	for len(words) > 0 {
		last := strings.TrimRightFunc(words[len(words)-1], unicode.IsDigit)
		if last != "" && !slices.Contains(qualifiers, last) {
			words[len(words)-1] = last
			break
		}
		words = words[:len(words)-1]
	}
	for len(words) > 0 && (slices.Contains(qualifiers, words[0]) || strings.Trim(words[0], "0123456789") == "") {
		words = words[1:]
	}
	switch f := fieldOf[strings.Join(words, "")]; f {
	case "name", "alias", "first_name", "middle_name", "last_name":
		return f
	}
	return ""
}

// unread are the columns that no field takes.
func unread(header, fields []string) []string {
	var out []string
	for i, h := range header {
		if fields[i] == "" {
			out = append(out, h)
		}
	}
	return out
}
