// Package damage recognises text that was damaged before it came here: characters
// that were lost, or read in another encoding than they were written in.
package damage

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Of says what shows that a text was damaged before its file was made or on its
// way here, so that the publisher cannot have written it like this; "" when nothing does.
func Of(text string) string {
	switch {
	case strings.ContainsRune(text, utf8.RuneError):
		return "characters were lost before the file came here (U+FFFD)"
	case Misread(text):
		return "the text is UTF-8 that was read in another encoding before the file came here"
	case escapedTwice(text):
		return "the text has a character reference, which was escaped twice"
	}
	return ""
}

// codePages are the encodings of one byte a character in which programs take text for
// what it is not: those of Windows (ISO 8859-1 is within the first), of old Macs and of
// consoles.
var codePages = []*charmap.Charmap{
	charmap.Windows1252, charmap.Windows1251, charmap.Windows1250, charmap.Macintosh, charmap.CodePage850, charmap.CodePage437,
}

// Misread reports whether a text is UTF-8 that was read in one of the code pages:
// "DueÃ±ez", "Ð˜Ð²Ð°Ð½". Most of what is not ASCII in it must be sequences of UTF-8
// when it is written back, and one of them a character that fits where it stands: a
// sequence also occurs by chance ("SOCIÉTÉ»", "«Öz»", "Тім", "TĚŽBA").
// A character that was taken for a blank and left out breaks a sequence, no more.
func Misread(text string) bool {
	if isASCII(text) {
		return false
	}
	for _, page := range codePages {
		all := rewritten([]rune(text), page)
		in, out, fits := 0, 0, false
		for i, c := range all {
			switch {
			case c.sequence():
				in += len(c.raw)
				fits = fits || c.fits(neighbour(all, i-1), neighbour(all, i+1))
			case c.r >= utf8.RuneSelf:
				out++
			}
		}
		if fits && in > out {
			return true
		}
	}
	return false
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// rewritten is a text with the characters of UTF-8 that are in it when it is written in
// a code page.
func rewritten(text []rune, page *charmap.Charmap) []character {
	var out []character
	before := ' '
	for i := 0; i < len(text); {
		r, n := text[i], 1
		if r >= utf8.RuneSelf {
			var after rune
			if r, n = written(text[i:], page); i+n < len(text) {
				after = text[i+n]
			}
			if n > 1 && !meant(r, before, after) {
				r, n = text[i], 1
			}
		}
		out = append(out, character{r, text[i : i+n]})
		before = r
		i += n
	}
	return out
}

// written is the character of the UTF-8 sequence that a text begins with when it is
// written in a code page, and how many characters of the text it takes; 1 where there
// is none.
func written(text []rune, page *charmap.Charmap) (rune, int) {
	var b [utf8.UTFMax]byte
	for n := range min(len(text), len(b)) {
		c, ok := page.EncodeRune(text[n])
		if r := text[n]; !ok && page == charmap.Windows1252 && r >= 0x80 && r < 0xA0 {
			c, ok = byte(r), true // of ISO 8859-1
		}
		if !ok || c < utf8.RuneSelf {
			break
		}
		b[n] = c
		if r, size := utf8.DecodeRune(b[:n+1]); size == n+1 && size > 1 {
			return r, size
		}
	}
	return text[0], 1
}

// meant reports whether a character between two others is one that a list may have
// meant: no phonetic letter ("COMITÉ’S" would be one), and no letter of a foreign script
// within a Latin word ("MATÚŠ").
func meant(r, before, after rune) bool {
	switch {
	case r == utf8.RuneError, r >= 0xA0 && r < 0xC0, r >= 0x2000 && r < 0x20C0: // marks, blanks and signs
		return true
	case unicode.Is(unicode.Latin, r):
		return r < 0x250 || r >= 0x1E00
	case unicode.Is(unicode.Mn, r) && r < 0x339, unicode.Is(unicode.Lm, r): // accents apart from their letter, and apostrophes
		return true
	}
	ofWord := unicode.Is(unicode.Latin, before) || after < utf8.RuneSelf && unicode.Is(unicode.Latin, after)
	return (unicode.IsLetter(r) || unicode.IsMark(r)) && !ofWord
}

// A character is one of a text, with those that it was written as: more than one where
// they are a sequence of UTF-8.
type character struct {
	r   rune
	raw []rune
}

func (c character) sequence() bool { return len(c.raw) > 1 }

// neighbour is the character at that place; none outside the text.
func neighbour(all []character, i int) character {
	if i < 0 || i >= len(all) {
		return character{}
	}
	return all[i]
}

// closing are the marks that close or open what is quoted, or follow a name: beside a
// letter at the end of a word they are what they seem ("CAFFÈ”", "«Öz", "SKÅ®").
const closing = "«»‹›“”„‘’‚®™"

// fits reports whether the character of a sequence is such that the sequence is no
// accident: a lost character, a sign of three bytes ("â€™"), a letter of as many that was
// written with signs, or a letter beside one of its script that was ASCII or is of a
// sequence too. As every other letter was misread as well, one beside it that was not
// shows an accident.
func (c character) fits(before, after character) bool {
	first, last := c.raw[0], c.raw[len(c.raw)-1]
	switch {
	case c.r == utf8.RuneError, len(c.raw) == 3 && c.r >= 0x2000 && c.r < 0x20C0, c.amidSigns():
		return true
	case strings.ContainsRune(closing, first) && !unicode.IsLetter(before.r),
		strings.ContainsRune(closing, last) && !unicode.IsLetter(after.r), !ofNames(c.r):
		return false
	}
	return c.ofWord(before, after)
}

// ofWord reports whether a letter is beside one of its script that was ASCII or is of a
// sequence too, and beside no other; in lower case, not among capitals alone.
func (c character) ofWord(before, after character) bool {
	beside, lower := false, false
	for _, n := range []character{before, after} {
		if !unicode.IsLetter(n.r) || unicode.Is(unicode.Lm, n.r) {
			continue
		}
		if n.r >= utf8.RuneSelf && !n.sequence() || !oneScript(n.r, c.r) {
			return false
		}
		beside, lower = true, lower || !unicode.IsUpper(n.r)
	}
	return beside && (lower || !unicode.IsLower(c.r)) // "TĂŞNAD" is not "TêNAD"
}

// oneScript reports whether two letters are of one script.
func oneScript(a, b rune) bool {
	for _, table := range unicode.Scripts {
		if unicode.Is(table, a) {
			return unicode.Is(table, b)
		}
	}
	return false
}

// amidSigns reports whether a letter of three or four bytes was written with a sign among
// letters ("ęą€"): three letters also occur by chance ("Юлії").
func (c character) amidSigns() bool {
	sign := func(r rune) bool { return !unicode.IsLetter(r) }
	return len(c.raw) > 2 && unicode.IsLetter(c.r) && slices.ContainsFunc(c.raw, sign)
}

// ofNames reports whether a character is a letter that names of today have, of those that
// two bytes of UTF-8 give by chance: no click, and no letter of old Cyrillic.
func ofNames(r rune) bool {
	switch {
	case r < 0x180, r >= 0x1E00:
	case r < 0x250: // of Vietnamese, of the Latin script of Chinese, of Romanian
		return strings.ContainsRune("ƏƠơƯưȘșȚț", r) || r >= 0x1CD && r <= 0x1ED
	case r >= 0x460 && r < 0x48A:
		return false
	}
	return unicode.IsLetter(r)
}

// reference is a character reference; at the end of a text its ";" may have been taken
// for what separates two names.
var reference = regexp.MustCompile(`&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});|` +
	`&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|amp|lt|gt|quot)$`)

// escapedTwice reports whether a text still has a character reference of XML or HTML
// after it was read: "A &amp; B", "Due&#241;ez".
func escapedTwice(text string) bool {
	if !strings.ContainsRune(text, '&') {
		return false
	}
	for _, ref := range reference.FindAllString(text, -1) {
		if html.UnescapeString(ref) != ref {
			return true
		}
	}
	return false
}
