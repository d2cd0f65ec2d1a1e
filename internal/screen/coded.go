package screen

import (
	"encoding/base64"
	"encoding/hex"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"cordon"
)

// reference is a character reference of HTML. Go's reader takes all of those without a
// semicolon too, of which "B&LT Trading" has none.
var reference = regexp.MustCompile(`&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|nbsp);?|&[A-Za-z][A-Za-z0-9]{1,31};`)

// escape is a character as JSON writes it.
var escape = regexp.MustCompile(`\\u[0-9a-fA-F]{4}`)

// decoded is a text without the codes of programs: "Kim%20Jong%20Un", "Smith &amp; Co",
// "Kim\u0020Jong\u0020Un".
func decoded(text string) string {
	text = reference.ReplaceAllStringFunc(text, html.UnescapeString)
	text = escape.ReplaceAllStringFunc(text, func(e string) string {
		n, err := strconv.ParseUint(e[2:], 16, 16)
		if err != nil || utf16.IsSurrogate(rune(n)) {
			return e
		}
		return string(rune(n))
	})
	text = unquoted(text)
	if plain, err := url.PathUnescape(text); err == nil && utf8.ValidString(plain) {
		return plain
	}
	return text
}

// coded are the names that a text holds in the code of a program or a machine: base64,
// hexadecimal digits, the zone of a passport, letters in the order of display.
func coded(full string) (out []cordon.Name) {
	full = strings.TrimSpace(full)
	for _, text := range []string{uncoded(full), ofPassport(full), turned(full)} {
		if text != "" && len(text) <= mostTyped {
			out = append(out, cordon.Name{Full: text})
		}
	}
	return out
}

// The characters that a text in base64 or in hexadecimal digits has at least: a name of
// eight letters. Of numbers with twelve digits one in 300 would be a name in ASCII.
const (
	leastBase64 = 12
	leastHex    = 12
	leastDigit  = 20 // of hexadecimal digits without a letter
)

// base64s are the alphabets of base64, with and without the signs that fill it up.
var base64s = []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding}

// uncoded is the text that a word holds in base64 or in hexadecimal digits; empty where
// it holds none.
func uncoded(w string) string {
	digits := strings.TrimPrefix(strings.TrimPrefix(w, "0x"), "0X")
	if b, err := hex.DecodeString(digits); err == nil && readable(b) &&
		(len(digits) >= leastDigit || len(digits) >= leastHex && strings.ContainsFunc(digits, unicode.IsLetter)) {
		return string(b)
	}
	if len(w) < leastBase64 {
		return ""
	}
	for _, e := range base64s {
		if b, err := e.DecodeString(w); err == nil && readable(b) {
			return string(b)
		}
	}
	return ""
}

// readable reports whether bytes are text of letters with what stands among them.
func readable(b []byte) bool {
	letters := 0
	for _, r := range string(b) {
		switch {
		case unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Arabic, unicode.Hangul, unicode.Han):
			letters++
		case r == utf8.RuneError, !unicode.IsPrint(r):
			return false
		}
	}
	return letters*10 >= utf8.RuneCount(b)*8
}

// passport is the line of names in the zone of a passport (ICAO 9303): the kind of paper,
// the state and the names, or the names alone.
var passport = regexp.MustCompile(`^(?:[PV][A-Z<][A-Z<]{3})?([A-Z]+(?:<[A-Z]+)*)<<([A-Z]+(?:<[A-Z]+)*)(?:<.*)?$`)

// ofPassport is the name in such a line, "FAMILY, GIVEN NAMES".
func ofPassport(s string) string {
	m := passport.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	return strings.ReplaceAll(m[1]+", "+m[2], "<", " ")
}

// turned is a text whose letters stand in the order of display, in the order of reading.
func turned(s string) string {
	before, after, found := strings.Cut(s, "\u202e")
	if !found {
		return ""
	}
	rs := []rune(strings.TrimRight(after, "\u202c"))
	slices.Reverse(rs)
	return before + string(rs)
}

// printed is a byte in quoted-printable (RFC 2045).
var printed = regexp.MustCompile(`=[0-9A-F]{2}`)

// beforeNumber is a sign "=" before a number: "ID=381420", "ID=AB123456".
var beforeNumber = regexp.MustCompile(`=[0-9A-F]{2}[0-9]`)

// unquoted is a text without quoted-printable, if every sign "=" of it is of that.
func unquoted(text string) string {
	if strings.Count(text, "=") != len(printed.FindAllString(text, -1)) || beforeNumber.MatchString(text) {
		return text
	}
	plain := printed.ReplaceAllStringFunc(text, func(q string) string {
		b, _ := hex.DecodeString(q[1:]) // two hexadecimal digits
		return string(b)
	})
	if !utf8.ValidString(plain) || strings.ContainsFunc(plain, control) {
		return text
	}
	return plain
}
