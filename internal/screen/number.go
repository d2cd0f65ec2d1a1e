package screen

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/record"
)

// A shape is what every number of a scheme looks like.
type shape struct {
	name    string // as a person says it
	lengths []int  // characters
	letters bool   // beside digits
}

// shapes are the schemes whose numbers have a fixed length. Russian tax numbers are
// not among them: columns headed INN hold those of other states too, of 9 or 14 digits.
var shapes = map[cordon.Scheme]shape{
	cordon.IMOShip:    {"an IMO number", []int{7}, false},             // IMO resolution A.1117(30)
	cordon.IMOCompany: {"an IMO company number", []int{7}, false},     // IMO circular letter 2554
	cordon.MMSI:       {"an MMSI", []int{9}, false},                   // ITU-R M.585
	cordon.OGRN:       {"an OGRN", []int{13, 15}, false},              // 15 for sole traders
	cordon.LEI:        {"a legal entity identifier", []int{20}, true}, // ISO 17442
}

// fits reports whether a value in normal form has the length and the characters.
func (s *shape) fits(v string) bool {
	return slices.Contains(s.lengths, utf8.RuneCountInString(v)) && (s.letters || strings.Trim(v, "0123456789") == "")
}

// flaw is why a value in normal form cannot be a number of its scheme; empty when it can.
func (s *shape) flaw(v string) string {
	switch {
	case !s.fits(v):
		return fmt.Sprintf("not %s, which has %s", s.name, s.measure())
	case len(v) == 7 && !record.IMOShip(v) && !record.IMOCompany(v): // files have both under "IMO"
		return fmt.Sprintf("not %s: its check digit does not fit the other six digits", s.name)
	}
	return ""
}

// measure is the length of a scheme's numbers in words.
func (s *shape) measure() string {
	var of []string
	for _, n := range s.lengths {
		of = append(of, strconv.Itoa(n))
	}
	if s.letters {
		return strings.Join(of, " or ") + " letters and digits"
	}
	return strings.Join(of, " or ") + " digits"
}

// readNumbers reads the texts of identifiers, as people and programs write them, into
// the numbers that they hold: "9161003.0", "9.161003E+06", "9161003 (IMO)", two numbers
// in one field. What stands there is asked for too, unless the scheme's numbers have
// one shape and one was found. A text that can be no number of its scheme, or that
// lost digits, is asked for as it is; the problems name it.
func readNumbers(ids []cordon.Identifier) (out []cordon.Identifier, problems []cordon.Problem) {
	for _, id := range ids {
		doubt := func(reason string) {
			problems = append(problems, cordon.Problem{Field: "identifier", Record: string(id.Scheme), Value: id.Value, Reason: reason})
		}
		text, lost := plain(id.Value)
		if lost {
			doubt(lostDigits)
		}
		values, reason := numbersOf(id.Scheme, id.Value, text)
		if reason != "" && !lost {
			doubt(reason)
		}
		for _, v := range values {
			id.Value = v
			out = append(out, id)
		}
	}
	return out, problems
}

// numbersOf are the values to ask for of one text, and what is wrong with them. Plain
// is the text with its numbers written as integers.
func numbersOf(scheme cordon.Scheme, text, plain string) (values []string, reason string) {
	if s, ok := shapes[scheme]; ok {
		return s.find(scheme, text, plain)
	}
	values = []string{text}
	if plain != text {
		values = append(values, plain)
	}
	switch scheme {
	case cordon.WalletAddr:
		return distinct(scheme, append(values, addresses(text)...)), ""
	case cordon.INN:
		values = append(values, pieces(plain)...)
		values = append(values, apart(plain)...)
		for _, v := range values {
			values = append(values, otherLength(index.Normal(scheme, v))...)
		}
	case cordon.BIC:
		values = append(values, words(plain)...)
		for _, v := range values {
			values = append(values, otherOffice(index.Normal(scheme, v))...)
		}
		values = slices.DeleteFunc(values, func(v string) bool { return v != text && len(v) != 8 && len(v) != 11 })
	case "", cordon.OtherID:
		values = append(values, pieces(plain)...)
		values = append(values, apart(plain)...)
		values = append(values, unpadded(plain)...)
		for _, v := range values {
			if digits, ok := misread(v); ok {
				values = append(values, digits)
			}
		}
	default:
		values = append(values, pieces(plain)...)
		values = append(values, apart(plain)...)
	}
	return distinct(scheme, values), ""
}

// find are the numbers of the shape in a text: all of it without separators, or words
// of it without the letters at their ends ("IMO9161003") and without zeros in front.
func (s *shape) find(scheme cordon.Scheme, text, plain string) (values []string, reason string) {
	for _, w := range append([]string{plain}, words(plain)...) {
		for _, v := range s.readings(index.Normal(scheme, w)) {
			if !s.fits(v) {
				continue
			}
			if values = append(values, v); reason == "" {
				reason = s.flaw(v)
			}
		}
	}
	if len(values) == 0 {
		return []string{text}, s.flaw(index.Normal(scheme, plain))
	}
	return distinct(scheme, values), reason
}

// readings are what a word may mean as a number of the shape.
func (s *shape) readings(v string) []string {
	if s.letters {
		return []string{v}
	}
	out := []string{strings.TrimFunc(v, unicode.IsLetter)}
	for _, w := range []string{out[0], v} {
		if digits, ok := misread(w); ok {
			out = append(out, digits)
		}
	}
	for i, w := range out {
		for len(w) > slices.Max(s.lengths) && w[0] == '0' {
			w = w[1:]
		}
		out[i] = w
	}
	return out
}

// alikeDigits are letters that are typed or read in place of a digit.
var alikeDigits = strings.NewReplacer("O", "0", "o", "0", "О", "0", "о", "0", "I", "1", "l", "1", "|", "1", "L", "1")

// misread is a word of digits, and of letters that look like one, as digits: "9161O03".
// Most of it must be digits.
func misread(w string) (string, bool) {
	v := alikeDigits.Replace(w)
	n := 0
	for _, r := range w {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return v, v != w && strings.Trim(v, "0123456789") == "" && n >= len(v)-2 && n >= 4
}

// words are the runs of letters and digits of a text.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !letterOrDigit(r) && r != '|' })
}

// certain is how many digits a part of a text needs to be a number of its own, where
// what stands beside it may belong to it: "64/16 123456", "AB 123456".
const certain = 7

// written is a date: beside a paper's number it is that of its issue.
var written = regexp.MustCompile(`^(?:\d{1,2}([./-])\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}[./-]\d{1,2}[./-]\d{1,2})$`)

// pieces are the numbers in a text that is more than one number: "731234567 (Russia)",
// "99887766; 731234567". A text of digits with blanks and strokes is one number, unless
// each of its parts is long enough to be one.
func pieces(text string) (out []string) {
	if isNumber(text, true) {
		parts := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '/' })
		if slices.ContainsFunc(parts, func(p string) bool { return !isNumber(p, true) || digitsIn(p) < certain }) {
			return nil
		}
		return parts
	}
	before := ""
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:#()[]|", r) }) {
		letters := strings.ContainsFunc(before, unicode.IsLetter)
		series := letters && utf8.RuneCountInString(before) <= mostPrefix && strings.ToUpper(before) == before
		before = w
		if !isNumber(w, false) || written.MatchString(w) || series && digitsIn(w) < certain {
			continue
		}
		if parts := strings.Split(w, "/"); !slices.ContainsFunc(parts, func(p string) bool { return digitsIn(p) < certain }) {
			out = append(out, parts...)
		} else {
			out = append(out, strings.Trim(w, "-/."))
		}
	}
	return out
}

// apart are the runs of letters and digits in a text that may be a number each
// ("DPRK/381420754", "381420754+99887766"), and the digits behind a label
// ("PassportNo381420754", "ИНН7707083893").
func apart(text string) (out []string) {
	if !isNumber(text, true) && !written.MatchString(text) {
		for _, w := range words(text) {
			if w != text && digitsIn(w) >= certain {
				out = append(out, w)
			}
		}
	}
	return append(out, digitsBehind(text)...)
}

func digitsIn(w string) (n int) {
	for _, r := range w {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// addresses are the wallets' addresses in a text: "XBT 1A1z…", "bitcoin:1A1z…?amount=1".
func addresses(text string) (out []string) {
	for _, w := range words(text) {
		if wallet.MatchString(w) && strings.ContainsAny(w, "0123456789") {
			out = append(out, w)
		}
	}
	return out
}

// otherLength is a Russian tax number (10 or 12 digits) with the zero in front that a
// spreadsheet took, or without it.
func otherLength(v string) []string {
	switch {
	case strings.Trim(v, "0123456789") != "":
	case len(v) == 9 || len(v) == 11:
		return []string{"0" + v}
	case (len(v) == 10 || len(v) == 12) && v[0] == '0':
		return []string{v[1:]}
	}
	return nil
}

// otherOffice is a bank's code with the XXX of its head office, or without it.
func otherOffice(v string) []string {
	switch short, head := strings.CutSuffix(v, "XXX"); {
	case head && len(short) == 8:
		return []string{short}
	case len(v) == 8:
		return []string{v + "XXX"}
	}
	return nil
}

// distinct are the values that differ in their normal form, in order.
func distinct(scheme cordon.Scheme, values []string) (out []string) {
	seen := map[string]bool{}
	for _, v := range values {
		if n := index.Normal(scheme, v); !seen[n] {
			seen[n] = true
			out = append(out, v)
		}
	}
	return out
}
