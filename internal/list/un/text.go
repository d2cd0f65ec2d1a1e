package un

import (
	"strings"
	"unicode"

	"cordon"
)

// text is s with its line breaks and runs of blanks made single blanks: the
// list breaks lines inside values.
func text(s string) string { return strings.Join(strings.Fields(s), " ") }

// filled are the texts that are not empty.
func filled(ss ...string) []string {
	var out []string
	for _, s := range ss {
		if s = text(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func remark(e *cordon.Entry, s string) {
	if e.Remarks != "" {
		e.Remarks += "\n"
	}
	e.Remarks += s
}

// longest is the length up to which a name's brackets are looked into; the
// longest name of the list has under 400 bytes.
const longest = 4096

// split cuts a field with several names at ";" and takes out of brackets what
// is written in another script than the name before them.
func split(s string) []string {
	s = text(s)
	var out []string
	if i, j := strings.IndexByte(s, '('), strings.LastIndexByte(s, ')'); i > 0 && j > i && len(s) < longest {
		before, in := s[:i], s[i+1:j]
		if (script(before) == "") != (script(in) == "") {
			return append(split(before), split(in+";"+s[j+1:])...)
		}
	}
	for part := range strings.SplitSeq(s, ";") {
		if part = strings.Trim(part, " ,"); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// scripts are the scripts other than Latin in which the list has names.
var scripts = []struct {
	code  string
	table *unicode.RangeTable
}{
	{"Arab", unicode.Arabic}, {"Cyrl", unicode.Cyrillic}, {"Hang", unicode.Hangul}, {"Hani", unicode.Han},
	{"Hebr", unicode.Hebrew}, {"Ethi", unicode.Ethiopic}, {"Grek", unicode.Greek}, {"Thai", unicode.Thai},
}

// script is the script of the text's letters as ISO 15924 names it when most of
// them are not Latin, else "".
func script(s string) string {
	counts, letters := map[string]int{}, 0
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		for _, sc := range scripts {
			if unicode.Is(sc.table, r) {
				counts[sc.code]++
			}
		}
	}
	for code, n := range counts {
		if n*2 > letters {
			return code
		}
	}
	return ""
}
