package screen

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"cordon"
	"cordon/internal/name"
)

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
	kind := q.Profile.Kind
	for _, names := range [][]cordon.Name{scripts(kind, full), unglued(kind, full), unmistaken(full), coded(full), around} {
		for _, n := range names {
			same := func(o cordon.Name) bool { return o.Full == n.Full && (o.Use != cordon.Piece || n.Use == cordon.Piece) }
			if !slices.ContainsFunc(q.Profile.Names, same) {
				q.Profile.Names = append(q.Profile.Names, n)
			}
		}
	}
}

// mostTyped is how many bytes of one name are taken apart: more than the longest name
// that is screened has.
const mostTyped = 4 * name.MaxRunes

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
