package index

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"cordon"
)

// Normal is the normal form of an identifier: letters and digits, in upper case,
// without the scheme's own prefix ("IMO 9187629" is 9187629). Digits of other
// scripts and full-width letters become ASCII, and Cyrillic letters that look
// Latin become Latin, since papers are typed in either. A wallet's address keeps
// the case of its letters where the chain tells them apart.
func Normal(scheme cordon.Scheme, value string) string {
	if scheme == cordon.WalletAddr {
		return address(value)
	}
	v := lettersAndDigits(value)
	switch scheme {
	case cordon.IMOShip, cordon.IMOCompany:
		v = strings.TrimPrefix(v, "IMO")
	case cordon.MMSI:
		v = strings.TrimPrefix(v, "MMSI")
	}
	return v
}

// mostBytes is where a normal form is cut; an address of Monero has 95.
const mostBytes = 96

func lettersAndDigits(value string) string {
	var b strings.Builder
	for _, r := range norm.NFKC.String(strings.ReplaceAll(value[:min(len(value), 4*mostBytes)], "№", "")) {
		switch r = unicode.ToUpper(r); {
		case unicode.Is(unicode.Nd, r):
			b.WriteByte('0' + decimal(r))
		case r < 0x80 && (r < 'A' || r > 'Z'):
			continue
		case lookalike[r] != 0:
			b.WriteByte(lookalike[r])
		case unicode.IsLetter(r):
			b.WriteRune(r)
		}
		if b.Len() > mostBytes {
			break
		}
	}
	return b.String()
}

// lookalike maps Cyrillic capitals to the Latin ones that look the same.
var lookalike = map[rune]byte{
	'А': 'A', 'В': 'B', 'Е': 'E', 'К': 'K', 'М': 'M', 'Н': 'H', 'О': 'O', 'Р': 'P', 'С': 'C', 'Т': 'T', 'У': 'Y', 'Х': 'X',
}

// decimal is the value of a decimal digit: the digits of a script stand in a row
// from zero, and no two rows touch but those of mathematical letters, which NFKC
// has made ASCII.
func decimal(r rune) byte {
	n := byte(0)
	for n < 9 && unicode.Is(unicode.Nd, r-rune(n)-1) {
		n++
	}
	return n
}

// address is the normal form of a wallet's address. Letters of base58 differ by
// case; in addresses of Ethereum the case is a checksum, and in those of bech32
// it is free.
func address(value string) string {
	v := strings.TrimSpace(value)
	switch low := strings.ToLower(v); {
	case strings.HasPrefix(low, "0x"), strings.HasPrefix(low, "bc1"), strings.HasPrefix(low, "ltc1"):
		return low
	}
	return v
}

// shortestAddress is the length of the shortest wallet address on the lists' chains.
const shortestAddress = 25

// normals are the normal forms under which an identifier is found: none for one
// without information. A number of no stated scheme may be a wallet's address
// too.
func normals(id cordon.Identifier) []string {
	v := Normal(id.Scheme, id.Value)
	if len(v) < ShortestID || Placeholder(id.Value) {
		return nil
	}
	all := []string{v}
	if id.Scheme == "" || id.Scheme == cordon.OtherID {
		if n, ok := strings.CutPrefix(v, "IMO"); ok && len(n) == 7 {
			all = append(all, n)
		}
		if a := address(id.Value); len(a) >= shortestAddress && a != v && !strings.Contains(a, " ") {
			all = append(all, a)
		}
	}
	return all
}

// placeholders are words that stand where a number is not known.
var placeholders = map[string]bool{
	"": true, "NA": true, "NONE": true, "NULL": true, "NIL": true, "UNKNOWN": true, "UNDEFINED": true, "NOTAVAILABLE": true,
	"NOTAPPLICABLE": true,
	"NOTKNOWN":      true, "TBD": true, "TBA": true, "PENDING": true, "MISSING": true, "EMPTY": true, "НЕТ": true, "НЕИЗВЕСТНО": true,
	"НЕИЗВЕСТЕН": true,
}

// Placeholder reports whether a value stands for an unknown number: a word such
// as "UNKNOWN" or "N/A", or nothing but zeros or Xs ("0000000", "XXX").
func Placeholder(value string) bool {
	if len(value) > mostBytes {
		return false
	}
	v := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, value)
	return placeholders[v] || strings.Trim(v, "0X") == ""
}
