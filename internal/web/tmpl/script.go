package tmpl

import (
	"unicode"

	"cordon"
)

// A scripted is a script that names come in: its ISO 15924 code, its English
// name, and the language tag that makes browsers choose fonts and voices well.
// Han, Cyrillic and Arabic are shared by several languages: the tag says only
// the script.
type scripted struct {
	code, name, lang string
	tables           []*unicode.RangeTable
}

// scripts are looked at in order; kana come before Han, since Japanese mixes them.
var scripts = []scripted{
	{"Hang", "Hangul", "ko", []*unicode.RangeTable{unicode.Hangul}},
	{"Jpan", "Japanese", "ja", []*unicode.RangeTable{unicode.Hiragana, unicode.Katakana}},
	{"Hani", "Chinese characters", "und-Hani", []*unicode.RangeTable{unicode.Han}},
	{"Cyrl", "Cyrillic", "und-Cyrl", []*unicode.RangeTable{unicode.Cyrillic}},
	{"Arab", "Arabic", "und-Arab", []*unicode.RangeTable{unicode.Arabic}},
	{"Grek", "Greek", "el", []*unicode.RangeTable{unicode.Greek}},
	{"Hebr", "Hebrew", "he", []*unicode.RangeTable{unicode.Hebrew}},
	{"Thai", "Thai", "th", []*unicode.RangeTable{unicode.Thai}},
}

var latin = scripted{code: "Latn", name: "Latin script"}

// scriptOf tells the script of a text by its letters.
func scriptOf(s string) scripted {
	for _, sc := range scripts {
		for _, r := range s {
			if unicode.In(r, sc.tables...) {
				return sc
			}
		}
	}
	return latin
}

// langOf is the language tag of a name's text; empty for Latin script without
// a tag, which reads as the page does.
func langOf(n cordon.Name) string {
	if n.Lang != "" && n.Lang != "en" {
		return n.Lang
	}
	return scriptOf(n.Full).lang
}

// A ScriptNames is the names of a profile in one script.
type ScriptNames struct {
	Script string
	Names  []cordon.Name
}

// byScript groups names by script: Latin first, then in order of appearance.
// A name that another entry has too is shown once.
func byScript(names []cordon.Name) []ScriptNames {
	groups := []ScriptNames{{Script: latin.name}}
	seen := map[string]bool{}
	for _, n := range names {
		if seen[n.Full] || n.Full == "" {
			continue
		}
		seen[n.Full] = true
		script := scriptOf(n.Full).name
		at := -1
		for i, g := range groups {
			if g.Script == script {
				at = i
			}
		}
		if at < 0 {
			groups = append(groups, ScriptNames{Script: script})
			at = len(groups) - 1
		}
		groups[at].Names = append(groups[at].Names, n)
	}
	if len(groups[0].Names) == 0 {
		return groups[1:]
	}
	return groups
}
