package un

import (
	"regexp"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// text is s with line breaks and runs of blanks replaced by single blanks: the
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

// longest is the length in bytes up to which the brackets in a name are read;
// the longest name of the list has under 400 bytes.
const longest = 4096

// How some fields hold several names: "Amir X (original script: Амир Х)",
// "Mohammad X b) M. X".
var (
	inScript = regexp.MustCompile(`(?i)\(original script:\s*([^()]+)\)`)
	lettered = regexp.MustCompile(`(?:^|\s)\(?[a-h]\)\s`)
)

// split cuts a field with several names at ";" and takes out of brackets what
// is written in another script than the name before them.
func split(s string) []string {
	s = lettered.ReplaceAllString(inScript.ReplaceAllString(text(s), "; $1; "), "; ")
	var out []string
	if i, j := strings.IndexByte(s, '('), strings.LastIndexByte(s, ')'); i > 0 && j > i && len(s) < longest {
		before, in := s[:i], s[i+1:j]
		if (script(before) == "") != (script(in) == "") {
			return append(split(before), split(in+";"+s[j+1:])...)
		}
	}
	for part := range strings.SplitSeq(s, ";") {
		if part = strings.TrimLeft(strings.TrimRight(part, " ,"), " ,)"); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// script is the script that most letters are in, as ISO 15924 names it, or ""
// where that is Latin, as nearly everywhere on this list.
func script(s string) string {
	if code := record.Script(s); code != "Latn" {
		return code
	}
	return ""
}
