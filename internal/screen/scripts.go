package screen

import (
	"strings"
	"unicode"

	"cordon"
	"cordon/internal/name"
)

// scripts are the words of a name by their scripts, where it has several; each of them
// may be the whole name. A single word beside several ("Anna Weber (Вебер)") is a piece
// of it: as a name it would be alike to many.
func scripts(kind cordon.Kind, full string) (out []cordon.Name) {
	var order []string
	var ahead []string
	words, last := map[string][]string{}, "" // last is what a number goes with: the words before it
	for _, w := range strings.FieldsFunc(full, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("()[]:/,،、", r) }) {
		switch {
		case strings.ContainsFunc(w, unicode.IsLetter):
			if last = scriptOf(w); words[last] == nil {
				order = append(order, last)
			}
		case !strings.ContainsFunc(w, func(r rune) bool { return unicode.IsDigit(r) || unicode.Is(unicode.So, r) }): // "№ 9"
			continue
		}
		if last == "" {
			ahead = append(ahead, w)
			continue
		}
		words[last], ahead = append(append(words[last], ahead...), w), nil
	}
	if len(order) < 2 {
		return nil
	}
	several := false
	for _, s := range order {
		n := cordon.Name{Full: strings.Join(words[s], " ")}
		if name.Analyse(kind, n.Full).OneWord() {
			n.Use = cordon.Piece
		}
		several, out = several || n.Use == "", append(out, n)
	}
	for i := range out {
		if !several { // "Angara (Ангара)" is one word in each
			out[i].Use = ""
		}
	}
	return out
}

// scriptOf is the script of a word, Latin if most of its letters are. Han and kana are
// one: a Japanese name has both.
func scriptOf(w string) string {
	if !name.OtherScript(w) {
		return "Latin"
	}
	for _, r := range w {
		for _, s := range eastern {
			if unicode.Is(unicode.Scripts[s], r) {
				return s
			}
		}
	}
	return "other"
}

// eastern are the scripts in which a name is written beside one in yet another script:
// "김정은 (金正恩)", "Ангара (앙가라)".
var eastern = []string{"Cyrillic", "Greek", "Arabic", "Hebrew", "Hangul", "Armenian", "Georgian", "Thai"}
