package when

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A class is what a token can be in a rule.
type class uint8

const (
	other   class = iota
	number        // any number that is neither day nor year; value in n
	day           // 1 to 31
	year          // 1900 to 2099, four digits
	month         // January is 1
	weekday       // Monday is 1
	unit          // day, week, month, year, weekend, hour; value in n
	rel           // last -1, this 0, next 1
	part          // early 1, mid 2, late 3
	count         // number word: one, two, several
	recent        // recent, past
	season        // spring 1 … winter 4
	named         // yesterday -1, today 0, tomorrow 1
	ago           // ago and its like in other languages
	earlier       // earlier, before, prior
	later         // later, after, following
	ofYear        // "year of" words: года, року
	punct         // one mark; its text decides
	word          // a word that a rule names literally
	classes
)

// units, as values of class unit
const (
	days = iota + 1
	weeks
	months
	years
	weekends
	hours
	quarters
)

type token struct {
	from, to int
	class    class
	n        int
	low      string
	capital  bool
	ordinal  bool // "13th"
	four     bool // four digits
	glued    bool // no blank before it
}

// tokenise cuts text into words, numbers and marks.
func tokenise(text string, lex *lexicon) []token {
	toks := make([]token, 0, len(text)/6+4)
	for i := 0; i < len(text); {
		r, w := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			i += w
			continue
		}
		glued := i > 0 && !spaceBefore(text, i)
		var t token
		n := i + w
		switch {
		case unicode.IsDigit(r):
			t, n = numeral(text, i)
		case unicode.IsLetter(r):
			n = wordEnd(text, n)
			t = token{from: i, to: n, capital: unicode.IsUpper(r), low: strings.ToLower(text[i:n])}
		default:
			t = token{from: i, to: n, class: punct, low: text[i:n]}
		}
		t.glued = glued
		if unicode.IsLetter(r) {
			lex.classify(&t)
		}
		toks = append(toks, t)
		i = n
	}
	return toks
}

// wordEnd is the end of the word whose letters go on at text[n:]. An apostrophe or
// a joiner before a letter belongs to the word, a possessive 's does not.
func wordEnd(text string, n int) int {
	for n < len(text) {
		r, w := utf8.DecodeRuneInString(text[n:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !joins(r, text, n+w) {
			break
		}
		n += w
	}
	return n
}

func joins(r rune, text string, next int) bool {
	return (r == '’' || r == '\'' || r == joiner) && letterAt(text, next) && !possessive(text[next:])
}

// joiner is the zero-width non-joiner inside Persian words.
const joiner = '\u200c'

func spaceBefore(text string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return unicode.IsSpace(r)
}

func letterAt(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[min(i, len(text)):])
	return unicode.IsLetter(r)
}

// possessive: "Friday’s" is a weekday and an s.
func possessive(s string) bool {
	return strings.HasPrefix(s, "s") && !letterAt(s, 1)
}

// numeral reads digits of any script, with an English ordinal ending.
func numeral(text string, i int) (token, int) {
	t := token{from: i}
	n, digits := i, 0
	for n < len(text) {
		r, w := utf8.DecodeRuneInString(text[n:])
		if !unicode.IsDigit(r) {
			break
		}
		if digits < 6 {
			t.n = t.n*10 + digit(r)
		}
		digits++
		n += w
	}
	for _, end := range []string{"st", "nd", "rd", "th"} {
		if len(text) >= n+2 && strings.EqualFold(text[n:n+2], end) && !letterAt(text, n+2) {
			t.ordinal = true
			n += 2
			break
		}
	}
	t.to, t.four, t.low = n, digits == 4, text[i:n]
	switch {
	case digits == 4 && t.n >= 1900 && t.n < 2100:
		t.class = year
	case digits <= 2 && t.n >= 1 && t.n <= 31:
		t.class = day
	default:
		t.class = number
	}
	if digits > 6 {
		t.class = other
	}
	return t, n
}

// digit is the value of a decimal digit of any script: Unicode lays each set of
// ten out in order, starting where the value is zero.
func digit(r rune) int {
	if r < 0x80 {
		return int(r - '0')
	}
	v := 0
	for v < 9 && unicode.IsDigit(r-rune(v)-1) {
		v++
	}
	return v
}
