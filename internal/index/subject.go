package index

import (
	"slices"
	"unicode/utf8"

	"cordon"
	"cordon/internal/name"
)

// A Subject is a profile taken apart, ready to be compared.
type Subject struct {
	Profile *cordon.Profile
	Names   []Name // Given, and behind them their readings by kind
	IDs     []ID

	given int
}

// Given are the names of the profile, each as its own kind reads it.
func (s *Subject) Given() []Name { return s.Names[:s.given] }

// A Name is one name of a subject.
type Name struct {
	*name.Form
	Weak   bool
	Piece  bool          // counts only opposite a name that it is all of
	Only   []cordon.Kind // the kinds of party that a reading is for; none: any
	Weight []float32     // of each token: its weight; see weigh
	Total  float32       // sum of Weight
	single int           // number of initials
	light  float32       // weight of particles and stop words
}

// Fits reports whether the name may be compared with those of a party of a kind.
func (n *Name) Fits(k cordon.Kind) bool { return n.Only == nil || slices.Contains(n.Only, k) }

// An ID is an identifier in normal form.
type ID struct {
	Scheme cordon.Scheme
	Value  string // letters and digits, upper case
	At     int    // in Profile.Identifiers
}

// Prepare takes a profile apart with the words and the rarities of the index.
// A nil index has none: every word is then as rare as its class allows. The names
// are read by the other kinds besides: a kind has its own grammar of titles,
// prefixes and legal forms, and a listed name is read by that of its party ("MT
// Angara" as a ship's name is Angara), whatever kind is asked for.
func (x *Index) Prepare(p *cordon.Profile) *Subject {
	var lex *name.Lexicon
	if x != nil {
		lex = x.lex
	}
	s := takeApart(lex, p)
	s.readByKind(lex)
	if x != nil {
		x.readJoined(s)
	}
	for i := range s.Names {
		x.weigh(&s.Names[i])
	}
	return s
}

func takeApart(lex *name.Lexicon, p *cordon.Profile) *Subject {
	s := &Subject{Profile: p}
	seen := map[string]int{}
	for _, n := range p.Names {
		if at, ok := seen[n.Full]; ok {
			if at >= 0 {
				s.Names[at].Weak = s.Names[at].Weak && n.Weak
				s.Names[at].Piece = s.Names[at].Piece && n.Use == cordon.Piece
			}
			continue
		}
		seen[n.Full] = -1
		f := lex.Analyse(p.Kind, n.Full, n.Parts...)
		if len(f.Tokens) == 0 {
			continue
		}
		seen[n.Full] = len(s.Names)
		s.Names = append(s.Names, Name{Form: f, Weak: n.Weak, Piece: n.Use == cordon.Piece})
	}
	s.given = len(s.Names)
	for i, id := range p.Identifiers {
		if id.Scheme == cordon.OtherID && recordNumbers[id.Type] {
			continue
		}
		for _, v := range normals(id) {
			s.IDs = append(s.IDs, ID{id.Scheme, v, i})
		}
	}
	return s
}

// kinds are the kinds of party, each with its grammar of names. That of a party
// whose list does not say what it is comes last.
var kinds = []cordon.Kind{cordon.Person, cordon.Organization, cordon.Vessel, cordon.Aircraft, cordon.UnknownKind}

// readByKind adds the readings of the given names by each other kind that differ.
func (s *Subject) readByKind(lex *name.Lexicon) {
	parts := map[string][]cordon.NamePart{}
	for _, n := range s.Profile.Names {
		if parts[n.Full] == nil {
			parts[n.Full] = n.Parts
		}
	}
	for i := range s.given {
		n := s.Names[i]
		before := len(s.Names)
		for _, k := range kinds {
			if k == s.Profile.Kind {
				continue
			}
			f := lex.Analyse(k, n.Full, parts[n.Full]...)
			if len(f.Tokens) == 0 || f.Same(n.Form) {
				continue
			}
			same := func(m Name) bool { return f.Same(m.Form) }
			if at := slices.IndexFunc(s.Names[before:], same); at >= 0 {
				s.Names[before+at].Only = append(s.Names[before+at].Only, k)
			} else {
				s.Names = append(s.Names, Name{Form: f, Weak: n.Weak, Piece: n.Piece, Only: []cordon.Kind{k}})
			}
		}
	}
}

// leastLetters is how many letters a word has, at least, that may be a whole name written
// without blanks: "AliAmin" is one, "Ana" may be "A. Na".
const leastLetters = 6

// mostJoined is how many listed names a word is read as.
const mostJoined = 8

// readJoined reads a given name as the listed names that have its letters with blanks
// elsewhere, and of a person in another order of its parts: "KIMJONGUN", "JONGUNKIM",
// "ROSOBORON EXPORT". The readings are the listed names' own,
// since nothing in such a word tells where its parts begin.
func (x *Index) readJoined(s *Subject) {
	for i := range s.given {
		n := s.Names[i]
		letters := n.Joined()[0]
		if utf8.RuneCountInString(letters) < leastLetters {
			continue
		}
		before := len(s.Names)
		x.whole.each(name.Hash('W', letters), func(ref int32) {
			r := &x.names[ref]
			form := *x.subjects[r.party].Names[r.at].Form
			same := func(m Name) bool { return form.Same(m.Form) }
			known := form.Same(n.Form) || slices.ContainsFunc(s.Names[before:], same)
			if known || len(s.Names)-before == mostJoined || !slices.Contains(form.Joined(), letters) {
				return
			}
			form.Full = n.Full
			s.Names = append(s.Names, Name{Form: &form, Weak: n.Weak, Piece: n.Piece})
		})
	}
}

// recordNumbers are the types of "other" numbers that a publisher gave to its
// record, not to the party: a customer's paper with the same digits is chance.
// DATAID is the UN list's.
var recordNumbers = map[string]bool{"DATAID": true}

// ShortestID is the length in bytes of the normal form from which a number finds
// a party by itself: four characters are shared by chance.
const ShortestID = 5

// classWeight is the weight of a token of a class when it is as rare as
// possible.
var classWeight = [...]float64{
	name.Content:  1,
	name.Particle: 0.15, // al, bin, van: written or left out at will
	name.Trade:    0.45, // two banks are not one bank
	name.Place:    0.6,  // distinguishes the sister companies of a group
	name.Number:   0.5,  // a series, a hull; often left out
	name.Initial:  0.4,
	name.Stop:     0.08,
}

// commonest is what is left of the weight of a word that every party carries.
const commonest = 0.45
