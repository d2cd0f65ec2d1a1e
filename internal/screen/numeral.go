package screen

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lostDigits says what is wrong with a number that a program rounded.
const lostDigits = "digits may have been lost where a program kept the number as a floating-point value: " +
	"write it as text, with all its digits"

// A numeral is an integer as spreadsheets and data frames print it: in scientific
// notation (with a point or a plus sign: "123456E7" may be a paper's number), with
// separators of thousands (two at least: "747,737" may be two numbers), with decimals
// of zero. Blanks that do not break separate thousands anywhere, others only where
// the whole text is the number.
var (
	scientific   = regexp.MustCompile(`^(?:` + powers + `)$`)
	numerals     = regexp.MustCompile(powers + "|" + strings.Join(integers, "|"))
	withDecimals = regexp.MustCompile(`^` + integers[3] + `$`)
	power        = regexp.MustCompile(`^(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})$`)
	integral     = regexp.MustCompile(`^(?:` + strings.Join(append(integers, blanks), "|") + `)$`)
)

const powers = `\d[.,]\d+[eE]\+?\d{1,2}|\d[eE]\+\d{1,2}`

// integers are the forms of an integer, and blanks the one that is read only alone:
// each the integer and, behind it, the decimals.
var integers = []string{
	`(\d{1,3}(?:,\d{3}){2,})(\.0+)?`,
	`(\d{1,3}(?:\.\d{3}){2,})(,0+)`,
	`(\d{1,3}(?:['’\x{a0}\x{202f}\x{2009}]\d{3}){2,})([.,]0+)?`,
	`(\d{5,})([.,]0+)`,
}

const blanks = `(\d{1,3}(?: \d{3}){2,})([.,]0+)`

// mostExact is the largest integer up to which a floating-point number has all digits.
const mostExact = 1 << 53

// mostPower is the largest power of ten that is read: no number has more than 35 digits.
const mostPower = 34

// plain is a text with its numerals written as integers. Lost reports that one of them
// has not all of its digits: "9.16E+06", or a fraction behind more than 2^53.
func plain(text string) (out string, lost bool) {
	if text = strings.TrimSpace(text); integral.MatchString(text) {
		return integer(text)
	}
	var b strings.Builder
	from := 0
	for _, at := range numerals.FindAllStringIndex(text, -1) {
		if !alone(behindSeries(text[:at[0]], text[at[0]:at[1]]), text[at[1]:]) {
			continue
		}
		v, inexact := integer(text[at[0]:at[1]])
		b.WriteString(text[from:at[0]] + v)
		from, lost = at[1], lost || inexact
	}
	return b.String() + text[from:], lost
}

// behindSeries is what stands before a numeral, without the letters that a paper's
// number begins with where it has decimals: "PD836410105.00".
func behindSeries(before, numeral string) string {
	if !withDecimals.MatchString(numeral) {
		return before
	}
	rest := strings.TrimRightFunc(before, unicode.IsLetter)
	if utf8.RuneCountInString(before[len(rest):]) > mostPrefix {
		return before
	}
	return rest
}

// alone reports whether no letter, digit or separator between digits touches a numeral.
func alone(before, after string) bool {
	const joins = ".,-+/"
	prev, n := utf8.DecodeLastRuneInString(before)
	next, m := utf8.DecodeRuneInString(after)
	if letterOrDigit(prev) || letterOrDigit(next) {
		return false
	}
	farther, _ := utf8.DecodeLastRuneInString(before[:len(before)-n])
	further, _ := utf8.DecodeRuneInString(after[m:])
	return !(n > 0 && strings.ContainsRune(joins, prev) && isDigit(farther) && prev != '/') &&
		!(m > 0 && strings.ContainsRune(joins, next) && isDigit(further) && next != '/')
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// integer is the value of a numeral; one that is no integer stays as it is.
func integer(numeral string) (v string, lost bool) {
	if m := power.FindStringSubmatch(numeral); m != nil {
		exp, _ := strconv.Atoi(m[3])
		digits, behind := m[1]+m[2], len(m[2])
		switch {
		case exp > mostPower, behind > exp && strings.Trim(m[2][exp:], "0") != "":
			return numeral, false
		case behind < exp:
			return digits + strings.Repeat("0", exp-behind), true
		}
		return exact(digits[:exp+1])
	}
	m := integral.FindStringSubmatch(numeral)
	for i := 1; i+1 < len(m); i += 2 {
		if m[i] == "" {
			continue
		}
		v = strings.Map(func(r rune) rune {
			if isDigit(r) {
				return r
			}
			return -1
		}, m[i])
		if m[i+1] == "" {
			return v, false
		}
		return exact(v)
	}
	return numeral, false
}

// exact is a number that stood as a fraction, and whether it may have lost digits.
func exact(v string) (string, bool) {
	n, err := strconv.ParseUint(v, 10, 64)
	return v, err != nil || n > mostExact
}
