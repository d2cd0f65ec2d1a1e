// Package name takes names apart: script, transliteration to one Latin
// skeleton, tokens and their classes, Korean syllables, legal forms.
//
// A name becomes a Form. Each of its tokens points to a Word, which holds what
// does not depend on where the token stands: its spelling in its own script,
// its Latin spellings, the skeletons of these (one spelling for the many that
// romanisations make: "Mohammed", "Muhamad"), and a consonant key. Two names
// are compared by their words; the Form has the class and role of each word.
//
// A Form is a pure function of its input. Names are cut to MaxRunes runes and
// MaxTokens tokens, so that hostile input costs no more than a long name.
package name

import (
	"slices"
	"strings"
	"unicode/utf8"

	"cordon"
)

// Limits on one name. The longest published name of the lists read so far has
// 300 runes and 41 tokens; the rest of a longer name is not looked at.
const (
	MaxRunes  = 1024
	MaxTokens = 64
)

// Class is the function of a token in its name.
type Class uint8

// The classes of token.
const (
	Content  Class = iota // identifies the party
	Particle              // al, bin, van, de: little weight
	Trade                 // bank, shipping, international: the trade or a stock phrase
	Place                 // a country, a nationality: distinguishes sister companies
	Number                // a number, an ordinal, a Roman numeral
	Initial               // one letter
	Stop                  // of, the, and
)

// Role is the part of a name that a token belongs to, where it is known.
type Role uint8

// The roles.
const (
	noRole Role = iota
	givenRole
	familyRole
	patronymicRole
)

// Contradicts reports whether one of two tokens is known to be of the family name
// and the other of another part.
func (r Role) Contradicts(s Role) bool {
	return r != noRole && s != noRole && (r == familyRole) != (s == familyRole)
}

// A Token is one word of one name.
type Token struct {
	*Word
	Class Class
	Role  Role
}

// A Form is a name taken apart.
type Form struct {
	Full   string // as given
	Kind   cordon.Kind
	Tokens []Token
	Legal  Legal        // class of the legal form, of organisations
	korean [][]syllable // readings as a Korean name, the family name first; nil when it reads as none
	Titles []string     // titles that were set aside: "dr", "shaikh"
	Cut    bool         // longer than MaxRunes or MaxTokens: the rest was not looked at
}

// Same reports whether two readings of one name have the same words, each with the
// same function. That one of them is not read as a Korean name makes no difference:
// what it lacks is a reason against chance likenesses.
func (f *Form) Same(g *Form) bool {
	return f.Legal == g.Legal &&
		slices.EqualFunc(f.Tokens, g.Tokens, func(a, b Token) bool { return a.Text == b.Text && a.Class == b.Class && a.Role == b.Role })
}

// Bridged reports whether the name can be compared with names in Latin letters:
// most of its words have a Latin spelling. Words in Thai or Hebrew, and Han
// characters whose readings no list teaches, have none.
func (f *Form) Bridged() bool {
	bridged, all := 0, 0
	for _, t := range f.Tokens {
		if t.Class == Stop || t.Class == Particle {
			continue
		}
		all++
		if t.Script != otherScript && (t.Script != hanScript || t.Latin[0] != t.Text) {
			bridged++
		}
	}
	return 2*bridged > all || all == 0
}

// Telling reports whether the name has a distinctive word, beside initials,
// particles and stop words.
func (f *Form) Telling() bool {
	return slices.ContainsFunc(f.Tokens, func(t Token) bool {
		return t.Class != Initial && t.Class != Particle && t.Class != Stop
	})
}

// OneWord reports whether the name has one distinctive word at most, which is not a
// whole name written without blanks.
func (f *Form) OneWord() bool {
	words := 0
	for _, t := range f.Tokens {
		if t.Class == Initial || t.Class == Particle || t.Class == Stop {
			continue
		}
		if most, unparted := mostOfOne[t.Script]; unparted && runes(t.Text) > most {
			return false
		}
		words++
	}
	return words <= 1
}

// Analyse takes a name apart. Parts, where a list publishes them, give the
// roles. A name without letters and digits has no tokens.
func Analyse(kind cordon.Kind, full string, parts ...cordon.NamePart) *Form {
	return (*Lexicon)(nil).Analyse(kind, full, parts...)
}

// Analyse is Analyse with the words of the lexicon.
func (l *Lexicon) Analyse(kind cordon.Kind, full string, parts ...cordon.NamePart) *Form {
	f := &Form{Full: full, Kind: kind, Cut: len(full) > MaxRunes && utf8.RuneCountInString(full) > MaxRunes}
	raw := reorder(kind, splitAs(kind, full))
	raw, f.Legal = stripLegal(kind, raw)
	raw, f.Titles = stripTitles(kind, raw)
	roles := rolesOf(parts)
	for _, r := range raw {
		for _, piece := range l.pieces(kind, r) {
			if len(f.Tokens) == MaxTokens {
				f.Cut = true
				break
			}
			w := l.word(piece)
			f.Tokens = append(f.Tokens, Token{Word: w, Class: classify(kind, w), Role: roles[piece]})
		}
	}
	f.Tokens = l.numbers(kind, f.Tokens)
	if kind == cordon.Organization || kind == cordon.UnknownKind {
		acronyms(f.Tokens)
	}
	if kind != cordon.Organization && kind != cordon.Vessel && kind != cordon.Aircraft {
		f.korean = koreanReadings(f.Tokens)
		for i := range f.Tokens {
			if f.korean != nil && f.Tokens[i].Class == Particle { // "Van", "Do" and "Na" are syllables here
				f.Tokens[i].Class = Content
			}
		}
	}
	return f
}

// servant splits "Abdulrahman" into "abdul" and "rahman", as others write it;
// "Abdullah" stays whole.
func servant(word string) []string {
	if len(word) < 8 || word[:3] != "abd" || !strings.ContainsRune("uea", rune(word[3])) {
		return []string{word}
	}
	head, rest := word[:5], word[5:]
	if word[4] >= utf8.RuneSelf || isVowel(word[4]) || strings.HasPrefix(rest, "lah") {
		return []string{word}
	}
	return []string{head, rest}
}

// pieces splits what is written as one word but is several: Hangul names into
// syllables, Han names into characters, Arabic words after the article.
func (l *Lexicon) pieces(kind cordon.Kind, word string) []string {
	person := kind == cordon.Person || kind == cordon.UnknownKind
	switch s := scriptOf(word); {
	case s == hangulScript && person && runes(word) <= 4 && (kind == cordon.Person || startsWithSurname(word)):
		return strings.Split(word, "")
	case s == arabicScript && runes(word) >= 5 && strings.HasPrefix(word, "ال"):
		return []string{"ال", strings.TrimPrefix(word, "ال")}
	case s == latinScript && person:
		return servant(word)
	case s == hanScript && person && runes(word) <= 4:
		return strings.Split(word, "")
	}
	return []string{word}
}

// reorder puts the family name that stands before a comma last, as it stands
// in the other names: "KIM, Jong Un" has the order of "Jong Un KIM".
func reorder(kind cordon.Kind, words []string) []string {
	at := -1
	for i, w := range words {
		if w == comma {
			if at < 0 {
				at = i
			}
		}
	}
	if at < 0 {
		return words
	}
	out := make([]string, 0, len(words))
	if kind == cordon.Person {
		out = append(append(out, words[at:]...), words[:at]...)
	} else {
		out = append(out, words...)
	}
	n := 0
	for _, w := range out {
		if w != comma {
			out[n] = w
			n++
		}
	}
	return out[:n]
}

func rolesOf(parts []cordon.NamePart) map[string]Role {
	if len(parts) == 0 {
		return nil
	}
	roles := map[string]Role{}
	for _, p := range parts {
		r := noRole
		switch p.Role {
		case "given", "middle":
			r = givenRole
		case "family", "maiden":
			r = familyRole
		case "patronymic", "matronymic":
			r = patronymicRole
		}
		if r == noRole {
			continue
		}
		for _, w := range split(p.Text) {
			if old, ok := roles[w]; ok && old != r {
				r = noRole
			}
			roles[w] = r
		}
	}
	return roles
}

func runes(s string) int {
	n := 0
	for range s {
		n++
	}
	return n
}
