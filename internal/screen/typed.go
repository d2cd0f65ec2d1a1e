package screen

import (
	"cmp"
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
	"cordon/internal/name"
)

// labels are the words before a number that name its scheme.
var labels = map[string]cordon.Scheme{
	"imo": cordon.IMOShip, "mmsi": cordon.MMSI, "lei": cordon.LEI, "inn": cordon.INN, "инн": cordon.INN, "ogrn": cordon.OGRN,
	"огрн": cordon.OGRN, "duns": cordon.DUNS, "isin": cordon.ISIN, "bic": cordon.BIC, "swift": cordon.BIC,
	"passport": cordon.OtherID, "паспорт": cordon.OtherID, "no": cordon.OtherID, "nr": cordon.OtherID, "number": cordon.OtherID,
	"id": cordon.OtherID, "tax": cordon.OtherID, "tin": cordon.OtherID, "vat": cordon.OtherID, "registration": cordon.OtherID,
	"reg": cordon.OtherID, "wallet": cordon.OtherID, "№": cordon.OtherID,
}

// leastDigits is how many digits make a word a number that a paper or a register
// gives: the shortest of these, old passports, have six. With fewer ("Boeing 747",
// "Unit 54777") it is as often part of a name.
const leastDigits = 6

// wallet are the addresses of the chains on the lists: base58 and hex of 25 to 95
// characters (Bitcoin has 26 to 62, Ethereum 42, Tron 34, Monero 95).
var wallet = regexp.MustCompile(`^(?:0[xX][0-9A-Fa-f]{40}|(?i:bc1|ltc1)[0-9a-zA-Z]{20,60}|[1-9A-HJ-NP-Za-km-z]{26,95})$`)

// Typed adds to a query what a person typed into one field. A number, with or without
// a word that names its scheme ("9161003", "IMO 9161003", "passport AB123456"), is
// asked for as an identifier; without such a word it may be of any register. The other
// words, if there are any, are the name, and so is a word with more letters than a
// number has, as in "Alex560560"; where words follow a number, the name is asked for with it too.
// Semicolons part several names; where one of them is a single word they may part one
// name ("Petrov; Ivan"), which is asked for as well. A name in two scripts,
// "El Harrachi (الحراشي)", is asked for in each too, and one with digits in its words,
// "Ri1Pyong2Chol", without these.
func Typed(q *cordon.Query, text string) {
	text = decoded(text)
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ';' })
	if len(parts) == 0 {
		parts = []string{text}
	}
	before := len(q.Profile.Names)
	for _, part := range parts {
		switch part = strings.TrimSpace(part); {
		case len(part) > mostTyped: // Valid refuses it
			q.Profile.Names = append(q.Profile.Names, cordon.Name{Full: part})
		case forMachines(part): // its numbers stand among other digits
			q.Profile.Names = append(q.Profile.Names, cordon.Name{Full: part})
		case part != "" || len(parts) == 1:
			typed(q, part)
			addBankCodes(&q.Profile, words(part))
		}
	}
	if whole := parted(q.Profile.Names[before:]); len(parts) > 1 && whole != "" && !name.Analyse(q.Profile.Kind, whole).Cut {
		q.Profile.Names = slices.Insert(q.Profile.Names, before, cordon.Name{Full: whole})
	}
	for _, n := range q.Profile.Names[before:] {
		if len(n.Full) <= mostTyped {
			readings(q, n.Full)
		}
	}
}

// readings adds what a name may mean beside what it says.
func readings(q *cordon.Query, full string) {
	if len(q.Profile.Names) > maxReadings { // whole refuses so many
		return
	}
	around, _ := beside(full)
	for _, names := range [][]cordon.Name{scripts(q.Profile.Kind, full), unglued(q.Profile.Kind, full), unmistaken(full), coded(full), around} {
		for _, n := range names {
			same := func(o cordon.Name) bool { return o.Full == n.Full && (o.Use != cordon.Piece || n.Use == cordon.Piece) }
			if !slices.ContainsFunc(q.Profile.Names, same) {
				q.Profile.Names = append(q.Profile.Names, n)
			}
		}
	}
}

// reference is a character reference of HTML. Go's reader takes all of those without a
// semicolon too, of which "B&LT Trading" has none.
var reference = regexp.MustCompile(`&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|nbsp);?|&[A-Za-z][A-Za-z0-9]{1,31};`)

// escape is a character as JSON writes it.
var escape = regexp.MustCompile(`\\u[0-9a-fA-F]{4}`)

// mostTyped is how many bytes of one name are taken apart: more than the longest name
// that is screened has.
const mostTyped = 4 * name.MaxRunes

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

// parted is the one name that several may be the parts of; empty when each has words
// enough to be a name of its own.
func parted(names []cordon.Name) string {
	var all []string
	single := false
	for _, n := range names {
		words := strings.Fields(n.Full)
		single = single || len(words) == 1
		all = append(all, words...)
	}
	if len(names) < 2 || !single {
		return ""
	}
	return strings.Join(all, " ")
}

func typed(q *cordon.Query, text string) {
	given := text
	if p, lost := plain(text); !lost { // a number that lost digits stays as it is: separate reports it
		text = closed(p)
	}
	if isNumber(text, true) || digitsOnly(text) { // "64 16 123456", "'381420754"
		q.Profile.Identifiers = append(q.Profile.Identifiers, identifiers(cordon.OtherID, text)...)
		return
	}
	var label cordon.Scheme
	var ids []cordon.Identifier
	var rest, bare, held []string // held are labels whose number has not come yet
	words := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(":,;#()", r) })
	for _, w := range asOne(unmarked(words)) {
		if s, number, ok := labelled(w); ok {
			label, w = s, number
		}
		said, isLabel := labelOf(w)
		number, scheme := numberIn(w, label)
		switch {
		case isLabel:
			held = append(held, w)
			if label == "" || label == cordon.OtherID { // "IMO no. 9161003"
				label = said
			}
			continue
		case number != "":
			ids = append(ids, identifiers(scheme, number)...)
			if nameToo(q.Profile.Kind, w, scheme) { // a label may be part of the name: "No Kwang1948Chol0101"
				rest, bare = append(append(rest, held...), w), append(bare, w)
			}
		default:
			rest, bare = append(append(rest, held...), w), append(append(bare, held...), w)
		}
		held, label = nil, ""
	}
	if rest = append(rest, held...); strings.Trim(strings.Join(rest, ""), "-–—/|&+.") == "" { // "9161003 / AB123456"
		rest = nil
	}
	q.Profile.Identifiers = append(q.Profile.Identifiers, ids...)
	q.Profile.Names = append(q.Profile.Names, namesOf(given, text, rest, ids)...)
	if bare = append(bare, held...); len(rest) > len(bare) {
		q.Profile.Names = append(q.Profile.Names, cordon.Name{Full: strings.Join(bare, " ")})
	}
}

// The marks that stand at the ends of a number, and between a number and a label: those
// of spreadsheets for text, of quotations, footnotes and parameters.
const (
	atEnds   = `'"’‘“”«»<>[]{}*?~=_№+|\!.,` + "`\u200b\u200c\u200d\u2060\ufeff"
	atLabels = `"«»<>[]{}*~=_№|\` + "\u200b\u200c\u200d\u2060\ufeff"
)

// unmarked are words without such marks at those that have a number.
func unmarked(words []string) (out []string) {
	for _, w := range words {
		if digitsIn(w) < leastDigits {
			out = append(out, w)
			continue
		}
		for _, p := range strings.FieldsFunc(strings.Trim(w, atEnds), func(r rune) bool { return strings.ContainsRune(atLabels, r) }) {
			for i := strings.IndexAny(p, ".-"); i > 0; i = strings.IndexAny(p, ".-") { // "Reg.No.123456"
				if _, ok := labelOf(p[:i]); !ok {
					break
				}
				out, p = append(out, p[:i]), p[i+1:]
			}
			out = append(out, p)
		}
	}
	return out
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

// endsInLabel reports whether letters are a label or end in one: "passportNo", "паспорт".
// Two capitals ("NO1234567") and the end of a word ("Casino") are none.
func endsInLabel(letters string) bool {
	for i, r := range letters {
		label := letters[i:]
		if _, ok := labelOf(label); !ok || len(label) == 2 && label == strings.ToUpper(label) {
			continue
		}
		if i == 0 || unicode.IsUpper(r) || len(label) > 3 {
			return true
		}
	}
	return false
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

// digitsOnly reports whether a text is digits enough for a number, and marks.
func digitsOnly(text string) bool {
	return digitsIn(text) >= leastDigits && !strings.ContainsFunc(text, unicode.IsLetter)
}

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

// nameToo reports whether a number may be a name as well: "Alex560560",
// "Firstname1Patronymic2Lastname".
func nameToo(kind cordon.Kind, w string, scheme cordon.Scheme) bool {
	if scheme == cordon.WalletAddr {
		return wallet.MatchString(w) && (unglued(kind, w) != nil || encoded(w))
	}
	return mayBeName(w) || encoded(w)
}

// grouped are the digits, in groups, behind a label of a number with one length.
var grouped = regexp.MustCompile(`(?i)\b(?:IMO|MMSI)[ .:#]*(?:(?:no|nr|number)[ .:#]*)?(\d+(?: \d+)+)`)

// closed is a text without the blanks in such a number: "MMSI: 273 456 780".
func closed(text string) string {
	at := grouped.FindStringSubmatchIndex(text)
	if at == nil {
		return text
	}
	digits := strings.ReplaceAll(text[at[2]:at[3]], " ", "")
	if len(digits) != 7 && len(digits) != 9 {
		return text
	}
	return text[:at[2]] + digits + text[at[3]:]
}

// labelOf is the scheme that a word names, if it is a label.
func labelOf(w string) (cordon.Scheme, bool) {
	s, ok := labels[strings.ToLower(strings.TrimRight(w, "."))]
	return s, ok
}

// asOne writes as one the groups of digits behind a label that make a number
// together, "IMO 917 9842", "паспорт 4509 123456"; where the first is a number by
// itself, the others are numbers too.
func asOne(words []string) []string {
	var out []string
	for i := 0; i < len(words); i++ {
		out = append(out, words[i])
		if _, ok := labelOf(words[i]); !ok || i+1 < len(words) && isNumber(words[i+1], false) {
			continue
		}
		to := i + 1
		for to < len(words) && !strings.ContainsFunc(words[to], func(r rune) bool { return !unicode.IsDigit(r) }) {
			to++
		}
		if number := strings.Join(words[i+1:to], ""); isNumber(number, false) {
			out, i = append(out, number), to-1
		}
	}
	return out
}

// namesOf are the names in a text: all of it when it has no number, else its other words.
// Plain is the text with its numbers written as integers.
func namesOf(text, plain string, rest []string, ids []cordon.Identifier) []cordon.Name {
	switch {
	case len(ids) == 0:
		return []cordon.Name{{Full: text}}
	case len(rest) == 0:
		return nil
	}
	out := []cordon.Name{{Full: strings.Join(rest, " ")}}
	if plain != text || slices.ContainsFunc(ids, func(id cordon.Identifier) bool { return opens(plain, &id) }) {
		if out = append(out, cordon.Name{Full: text}); onlyPlace(out[0].Full) {
			out[0].Use = cordon.Piece // the number is what tells "7654321 Canada Inc." from others
		}
	}
	return out
}

// onlyPlace reports whether a place is all that a company's name has, beside a legal form.
func onlyPlace(full string) bool {
	f := name.Analyse(cordon.Organization, full)
	other := func(t name.Token) bool { return t.Class != name.Place }
	return f.Legal != name.NoLegal && len(f.Tokens) > 0 && !slices.ContainsFunc(f.Tokens, other)
}

// opens reports whether words follow a number of no scheme, so that it may be part of
// the name, as in those of three companies on OFAC's list ("2904977 CANADA, INC.").
func opens(text string, id *cordon.Identifier) bool {
	_, after, _ := strings.Cut(text, id.Value)
	return id.Scheme == cordon.OtherID && strings.ContainsFunc(after, unicode.IsLetter)
}

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

// chunk is a run of letters and digits, with the apostrophes of romanised Korean and Arabic.
var chunk = regexp.MustCompile(`[\pL\pM\p{Nd}\p{No}'’‘` + "`" + `´]+`)

// unglued is a name without the digits that are glued to its words, if there are any:
// slips, marks of footnotes, or in place of blanks; in a word that may be a number too
// ("KIM-123456-JONG-UN") without all digits and strokes. With digits at the ends of
// words only ("Cloud9 Hotels") it is a piece, as it is of one word.
func unglued(kind cordon.Kind, full string) []cordon.Name {
	between := false
	words := strings.Fields(full)
	before := strings.Join(words, " ")
	for i, w := range words {
		number := isNumber(w, false) && mayBeName(w) && !wallet.MatchString(w)
		words[i] = chunk.ReplaceAllStringFunc(w, func(w string) string {
			parts := lettersOf(w, number)
			between = between || len(parts) > 1
			return strings.Join(parts, " ")
		})
		if number && words[i] != w {
			apart := strings.FieldsFunc(words[i], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-/.", r) })
			words[i], between = strings.Join(apart, " "), between || len(apart) > 1
		}
	}
	switch text := strings.Join(words, " "); {
	case text == before:
		return nil
	case between && !name.Analyse(kind, text).OneWord():
		return []cordon.Name{{Full: text}}
	default:
		return []cordon.Name{{Full: text, Use: cordon.Piece}}
	}
}

// lettersOf are the runs of letters in a chunk. One with a single letter among digits
// ("G4S", "B2B") stays as it is, unless that letter is a syllable; in a number, one with
// more single letters than others, as codes have.
func lettersOf(w string, number bool) []string {
	parts := strings.FieldsFunc(w, func(r rune) bool { return unicode.In(r, unicode.Nd, unicode.No) })
	singles := 0
	for _, p := range parts {
		if single(p) {
			singles++
		}
	}
	switch {
	case number && len(parts) == 0:
		return nil
	case len(parts) == 0, !number && singles > 0, 2*singles > len(parts):
		return []string{w}
	}
	return parts
}

// single reports whether a text is one letter that is no syllable.
func single(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n == len(s) && !unicode.In(r, unicode.Han, unicode.Hangul)
}

// typedNames takes the numbers out of the names of a row as out of one that a
// person types: "Angara (IMO 9179842)" is one answer in a file and in a field.
func typedNames(q *cordon.Query) {
	names := q.Profile.Names
	q.Profile.Names = nil
	for _, n := range names {
		before := len(q.Profile.Names)
		Typed(q, n.Full)
		for i := before; i < len(q.Profile.Names); i++ {
			asked := q.Profile.Names[i]
			q.Profile.Names[i] = n
			q.Profile.Names[i].Full, q.Profile.Names[i].Use = asked.Full, cmp.Or(asked.Use, n.Use)
		}
	}
}

// labelled parts "IMO9161003" into the label and the digits.
func labelled(w string) (s cordon.Scheme, number string, ok bool) {
	number = strings.TrimLeftFunc(w, unicode.IsLetter)
	s, ok = labels[strings.ToLower(w[:len(w)-len(number)])]
	return s, number, ok && s != cordon.OtherID && isNumber(number, true)
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
