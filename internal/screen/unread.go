package screen

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"cordon"
	"cordon/internal/damage"
)

// unread say which names of a query without a hit are not readable as names, so that
// "no hit" says nothing of whoever they were meant for. They are asked for all the same.
func unread(q *cordon.Query) (out []string) {
	for _, n := range q.Profile.Names {
		if n.Use == cordon.Piece || n.Use == cordon.Alias && damage.Nothing(n.Full) { // a party without an alias
			continue
		}
		for _, c := range unreadable {
			if c.is(n.Full) {
				out = append(out, fmt.Sprintf("%q is not readable as a name: %s", n.Full, c.why))
				break
			}
		}
	}
	return out
}

// unreadable are the kinds of text that are no name. None of the listed names is one.
var unreadable = []struct {
	is  func(string) bool
	why string
}{
	{damage.Empty, "a program wrote it where a value is missing or could not be computed; screen the name itself"},
	{damage.Torn, "a part of it was written by a program where a value is missing or could not be computed; screen the full name"},
	{garbled, "it looks like text that was read in another encoding than it was written in; write the name as it is"},
	{encoded, "it looks like data in the code of a program (base64, hexadecimal digits, a hash); write what it stands for"},
	{forMachines, "it looks like a line that passports have for machines; write the name as it is"},
	{reversed, "it has a mark that reverses what is displayed; write the name without it"},
	{uncomposed, "it has Korean letters that are not composed into syllables; write it in syllables"},
}

// garbled reports whether a name is UTF-8 read as something else ("ÐšÐ¸Ð¼"), a code page
// of another alphabet read as Latin (nearly all its letters have accents: "Øîéãó"), or
// text in the code of a mail header.
func garbled(full string) bool {
	letters, accented := 0, 0
	for _, r := range full {
		if unicode.IsLetter(r) {
			letters++
		}
		if r >= 0xC0 && r <= 0xFF {
			accented++
		}
	}
	encodedWord := strings.HasPrefix(full, "=?") && strings.HasSuffix(full, "?=")
	return damage.Misread(full) || accented > 4 && accented*10 >= letters*9 || encodedWord
}

// forMachines reports whether a text is of the zone that passports have for machines
// (ICAO 9303), in which "<" stands for a blank.
func forMachines(text string) bool { return strings.Contains(text, "<<") }

// reversed reports whether a text has a mark that turns the direction of letters.
func reversed(text string) bool { return strings.ContainsAny(text, "\u202d\u202e") }

// uncomposed reports whether a text has Korean letters for compatibility, which stand alone.
func uncomposed(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r >= 0x3131 && r <= 0x318E })
}

// digest is what programs use as a key: a hash or a UUID.
var digest = regexp.MustCompile(`^(?i:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`)

// encoded reports whether a text is one word in the code of a program.
func encoded(text string) bool {
	return digest.MatchString(text) && strings.ContainsFunc(text, unicode.IsLetter) || uncoded(text) != "" || scrambled(text)
}

// leastScrambled is how many characters base64 of unreadable data has, at least, to be
// told from a name: "iVBORw0KGgoAAAANSUhE".
const leastScrambled = 20

// scrambled reports whether a long word changes so often between capitals, small letters
// and digits as only base64 does: names have capitals before several small letters. The
// address of a wallet is asked for as a number.
func scrambled(w string) bool {
	if len(w) < leastScrambled || wallet.MatchString(w) || !base64Word.MatchString(w) || !strings.ContainsFunc(w, unicode.IsLower) {
		return false
	}
	changes, single := 0, 0
	for _, r := range run.FindAllString(w, -1) {
		changes++
		if small := strings.TrimLeft(r, capitals); len(small) == 1 && unicode.IsLower(rune(small[0])) {
			single++
		}
	}
	return strings.HasSuffix(w, "=") || strings.ContainsFunc(w, unicode.IsDigit) && (10*changes >= 3*len(w) || single > mostSingle)
}

var (
	base64Word = regexp.MustCompile(`^[A-Za-z0-9+/_-]+=*$`)
	run        = regexp.MustCompile(`[A-Z]*[a-z]+|[A-Z]+|[0-9]+|[^A-Za-z0-9]+`) // of one kind, with the capitals before small letters
)

const (
	capitals   = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	mostSingle = 3 // single small letters between others in a name: those of "DeAlVanMcLean"
)
