package screen

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"cordon"
)

// leastDigits is how many digits make a word a number that a paper or a register
// gives: the shortest of these, old passports, have six. With fewer ("Boeing 747",
// "Unit 54777") it is as often part of a name.
const leastDigits = 6

// wallet are the addresses of the chains on the lists: base58 and hex of 25 to 95
// characters (Bitcoin has 26 to 62, Ethereum 42, Tron 34, Monero 95).
var wallet = regexp.MustCompile(`^(?:0[xX][0-9A-Fa-f]{40}|(?i:bc1|ltc1)[0-9a-zA-Z]{20,60}|[1-9A-HJ-NP-Za-km-z]{26,95})$`)

// numberIn is the number that a word is, and its scheme by its look or by the label
// before it; empty when it is none.
func numberIn(w string, label cordon.Scheme) (string, cordon.Scheme) {
	bare, _, _ := strings.Cut(w, "?") // "bitcoin:1A1z…?amount=0.1"
	if wallet.MatchString(bare) && strings.ContainsAny(bare, "0123456789") {
		return bare, cordon.WalletAddr
	}
	if in := addresses(w); len(in) > 0 { // "ETH-0x…", "https://…/0x…"
		return in[0], cordon.WalletAddr
	}
	slip := false
	if label != "" && label != cordon.OtherID {
		_, slip = misread(w)
	}
	if slip || isNumber(w, false) || scientific.MatchString(w) {
		return w, cmp.Or(label, cordon.OtherID)
	}
	return "", ""
}

// isNumber reports whether a word is a number of a paper or a register: digits
// enough, and else letters, dashes, slashes and dots; with spaces when it is
// spaced, and no letters then.
func isNumber(w string, spaced bool) bool {
	n := 0
	for _, r := range w {
		switch {
		case unicode.IsDigit(r):
			n++
		case r == '-' || r == '/' || r == '.':
		case unicode.IsLetter(r) && !spaced, r == ' ' && spaced:
		default:
			return false
		}
	}
	return n >= leastDigits
}

// digitsOnly reports whether a text is digits enough for a number, and marks.
func digitsOnly(text string) bool {
	return digitsIn(text) >= leastDigits && !strings.ContainsFunc(text, unicode.IsLetter)
}

// nameToo reports whether a number may be a name as well: "Alex560560",
// "Firstname1Patronymic2Lastname".
func nameToo(kind cordon.Kind, w string, scheme cordon.Scheme) bool {
	if scheme == cordon.WalletAddr {
		return wallet.MatchString(w) && (unglued(kind, w) != nil || encoded(w))
	}
	return mayBeName(w) || encoded(w)
}

// The capitals of a number: most before its digits, two of a passport, three of a
// company's (HRB, ATU); most behind the first digit, two of an Irish VAT number; most
// in all, four of a Spanish one ("ESX1234567L"). A name may be as short.
const (
	mostPrefix  = 3
	mostBehind  = 2
	mostLetters = 4
)

// mayBeName reports whether a word with a number in it may be a name too: it has letters
// that are no capitals, as all of Han, Hangul and Arabic are, or more than a number has;
// three apart from the digits ("KIM/19480101") are more.
func mayBeName(w string) bool {
	ahead, behind, gap, digit := 0, 0, false, false
	for _, r := range w {
		switch {
		case unicode.IsLetter(r) && !unicode.IsUpper(r):
			return true
		case unicode.IsLetter(r) && digit:
			behind++
		case unicode.IsLetter(r):
			ahead++
		case unicode.IsDigit(r):
			digit = true
		default:
			gap = gap || behind == 0 && ahead == mostPrefix && !digit
		}
	}
	return (gap || ahead > mostPrefix || behind > mostBehind || ahead+behind > mostLetters) && !checks(w)
}

// checks reports whether a word has the check digits of an IBAN (ISO 13616) or of a
// legal entity identifier (ISO 17442), which have letters among the digits.
func checks(w string) bool {
	if len(w) < 15 || len(w) > 34 || strings.ContainsFunc(w, func(r rune) bool { return (r < '0' || r > '9') && (r < 'A' || r > 'Z') }) {
		return false
	}
	remainder := func(s string) (n int) { // of the division by 97, A as 10 to Z as 35 (ISO 7064)
		for _, r := range s {
			if r <= '9' {
				n = (n*10 + int(r-'0')) % 97
			} else {
				n = (n*100 + int(r-'A') + 10) % 97
			}
		}
		return n
	}
	return remainder(w[4:]+w[:4]) == 1 || len(w) == 20 && remainder(w) == 1
}

// identifiers are a number, and its digits alone where letters stand before them.
func identifiers(scheme cordon.Scheme, number string) []cordon.Identifier {
	out := []cordon.Identifier{{Scheme: scheme, Value: number}}
	if scheme == cordon.OtherID {
		for _, digits := range append(digitsBehind(number), unpadded(number)...) {
			out = append(out, cordon.Identifier{Scheme: scheme, Value: digits})
		}
	}
	return out
}

// behindLetters is a number behind letters: a label, "PassportNo.381420754", or a part of it.
var behindLetters = regexp.MustCompile(`(\pL*)[.\-/]*(\d{6,})`)

// rareDigits is how many digits find their bearer without the letters before them, which
// one file writes and another does not ("RU7707083893"): of 100,000 listed numbers one in
// 10,000 has nine given digits.
const rareDigits = 9

// digitsBehind are the digits of a number without the label before them. Other letters
// are part of the number where the digits are few: short ones alone are shared by chance.
func digitsBehind(number string) (out []string) {
	for _, m := range behindLetters.FindAllStringSubmatch(number, -1) {
		if endsInLabel(m[1]) {
			out = append(out, m[2])
		}
	}
	if m := prefixed.FindStringSubmatch(number); m != nil && len(m[1]) >= rareDigits && !slices.Contains(out, m[1]) {
		out = append(out, m[1])
	}
	return out
}

// prefixed are digits behind the letters of a state or of a kind of paper.
var prefixed = regexp.MustCompile(`^\pL{1,3}[.\-/]?(\d+)$`)

// unpadded are the digits of a number that has zeros in front, as tables of one width
// have them: "0009161003".
func unpadded(number string) []string {
	v := strings.TrimLeft(number, "0")
	if v == number || len(v) < certain || strings.Trim(v, "0123456789") != "" {
		return nil
	}
	return []string{v}
}

// bankCode is a BIC as it is printed (ISO 9362).
var bankCode = regexp.MustCompile(`^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$`)

// addBankCodes asks for the words that may be a BIC, each once. They are names too:
// "MOHAMMED" has its letters as well.
func addBankCodes(p *cordon.Profile, words []string) {
	for _, w := range words {
		id := cordon.Identifier{Scheme: cordon.BIC, Value: w}
		if bankCode.MatchString(w) && !slices.Contains(p.Identifiers, id) {
			p.Identifiers = append(p.Identifiers, id)
		}
	}
}
