package match

import (
	"fmt"
	"math"
	"strings"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/name"
)

// A result is a comparison: the parts of its score.
type result struct {
	names  nameScore
	named  bool
	others []cordon.Feature
	score  float64
	sum    float64 // the score before the cut
	c      *index.Subject
	party  *cordon.Party
}

// A comparer compares one query with one party after another.
type comparer struct {
	x         *index.Index              // gives the rarities; nil for none
	memo      map[[2]*name.Word]float64 // how alike two words are
	all, took []opposite                // scratch
}

// compare scores two subjects by the given pairs of their names.
func (m *comparer) compare(q, c *index.Subject, pairs []index.Candidate) result {
	r := result{c: c}
	r.names, r.named = m.bestNames(q, c, pairs)
	add := func(f cordon.Feature) {
		if f.Name != "" {
			r.others = append(r.others, f)
		}
	}
	id := identifiers(q, c)
	add(id)
	if sum := r.names.score + max(id.Adds, 0); sum > 0 { // qualifiers do not count where neither name nor number agrees
		add(births(q.Profile.Births, c.Profile.Births))
		add(countries(q.Profile, c.Profile))
		add(gender(q.Profile, c.Profile))
		add(kind(q.Profile, c.Profile, r.named && m.namesake(&r.names)))
	}
	sum := r.names.score
	for i := range r.others {
		sum += r.others[i].Adds
	}
	r.sum = round(sum)
	r.score = round(min(max(sum, 0), 1))
	return r
}

// round keeps scores to four places, so that they print alike everywhere.
func round(f float64) float64 { return math.Round(f*10000) / 10000 }

func (r *result) name() string {
	if r.named && r.names.c != nil && r.names.score > 0 {
		return r.names.c.Full
	}
	return r.c.Profile.Name()
}

// features are the reasons of the score; their Adds add up to it before the cut.
func (r *result) features() []cordon.Feature {
	var fs []cordon.Feature
	if n := &r.names; r.named && n.score > 0 {
		gross := 1 - n.typo
		fs = append(fs, cordon.Feature{
			Name: "name", Score: round(max(0, gross)), Weight: 1, Adds: gross, Query: n.q.Full, Candidate: n.c.Full,
			Note: nameNote(n),
		})
		for _, l := range []struct {
			name string
			lost float64
			note string
		}{
			{"name-contradiction", n.contradict, "both names have words that the other lacks"},
			{"name-omission", n.omit, "one name has words that the other lacks"},
			{"name-common", n.common, "many bear what agrees"},
			{"name-order", n.order, "given and family name are swapped"},
			{"legal-form", n.legal, fmt.Sprintf("%s, %s", n.q.Legal, n.c.Legal)},
			{"weak-alias", n.weak, "the list calls this alias weak"},
			{"script", n.script, "names in two scripts"},
		} {
			if l.lost > 0 {
				fs = append(fs, cordon.Feature{Name: l.name, Weight: 1, Adds: -l.lost, Note: l.note})
			}
		}
	}
	fs = append(fs, r.others...)
	return settle(fs, r)
}

// settle rounds the contributions so that their sum is the score when it needs
// no cut: the first feature takes the rest.
func settle(fs []cordon.Feature, r *result) []cordon.Feature {
	sum, rounded := 0.0, 0.0
	for i := range fs {
		sum += fs[i].Adds
		fs[i].Adds = round(fs[i].Adds)
		rounded += fs[i].Adds
	}
	if len(fs) > 0 {
		fs[0].Adds = round(fs[0].Adds + round(sum) - rounded)
	}
	return fs
}

func nameNote(n *nameScore) string {
	var notes []string
	if n.korean {
		notes = append(notes, "spellings of one Korean name")
	}
	if len(n.q.Titles) > 0 {
		notes = append(notes, "title set aside: "+strings.Join(n.q.Titles, " "))
	}
	return strings.Join(notes, "; ")
}

// identifiers compares numbers: the best agreement, or a contradiction in a
// scheme of which one has one number.
func identifiers(q, c *index.Subject) cordon.Feature {
	var best, against cordon.Feature
	for _, a := range q.IDs {
		for _, b := range c.IDs {
			ia, ib := q.Profile.Identifiers[a.At], c.Profile.Identifiers[b.At]
			switch {
			case a.Value == b.Value:
				if f := sameNumber(ia, ib); f.Adds > best.Adds {
					best = f
				}
			case a.Scheme == b.Scheme && exclusive[a.Scheme]:
				against = cordon.Feature{
					Name: "identifier", Weight: -identifierWeight.contradict, Adds: identifierWeight.contradict, Query: ia.Value,
					Candidate: ib.Value, Note: "another " + string(a.Scheme) + " number",
				}
			}
		}
	}
	if best.Name != "" {
		return best
	}
	return against
}

func sameNumber(a, b cordon.Identifier) cordon.Feature {
	f := cordon.Feature{
		Name: "identifier", Score: 1, Weight: identifierWeight.agree, Query: a.Value, Candidate: b.Value,
		Note: string(b.Scheme),
	}
	open := a.Scheme == "" || a.Scheme == cordon.OtherID || b.Scheme == cordon.OtherID
	switch {
	case a.Scheme == b.Scheme && a.Country != "" && b.Country != "" && a.Country != b.Country:
		f.Weight, f.Score, f.Note = identifierWeight.partly, 0.5, "the same number of another country"
	case a.Scheme == b.Scheme && (unique[a.Scheme] || a.Country == b.Country):
	case a.Scheme == b.Scheme, open, len(index.Normal(b.Scheme, b.Value)) >= 7:
		f.Weight = identifierWeight.partly
	default:
		f.Weight, f.Score, f.Note = identifierWeight.partly, 0.25, "the same number in another scheme"
	}
	f.Adds = f.Weight * f.Score
	return f
}

// mostBonus is the most that the features beside the name may add.
func mostBonus(q *index.Subject) float64 {
	b := 0.0
	if len(q.Profile.Births) > 0 {
		b += birthWeight.agree
	}
	if len(q.Profile.Countries) > 0 {
		b += countryWeight.agree
	}
	return b
}

func countries(q, c *cordon.Profile) cordon.Feature {
	if len(q.Countries) == 0 || len(c.Countries) == 0 {
		return cordon.Feature{}
	}
	for _, a := range q.Countries {
		for _, b := range c.Countries {
			if strings.EqualFold(a.Country, b.Country) {
				return cordon.Feature{
					Name: "country", Score: 1, Weight: countryWeight.agree, Adds: countryWeight.agree, Query: a.Country,
					Candidate: b.Country,
				}
			}
		}
	}
	return cordon.Feature{
		Name: "country", Weight: -countryWeight.contradict, Adds: countryWeight.contradict,
		Query: q.Countries[0].Country, Candidate: c.Countries[0].Country, Note: "no country in common",
	}
}

func gender(q, c *cordon.Profile) cordon.Feature {
	if q.Gender == "" || c.Gender == "" || strings.EqualFold(q.Gender, c.Gender) {
		return cordon.Feature{}
	}
	return cordon.Feature{
		Name: "gender", Weight: -genderWeight.contradict, Adds: genderWeight.contradict, Query: q.Gender,
		Candidate: c.Gender,
	}
}

// kind compares kinds; namesake is whether the parties have one name.
func kind(q, c *cordon.Profile, namesake bool) cordon.Feature {
	if q.Kind == cordon.UnknownKind || c.Kind == cordon.UnknownKind || q.Kind == c.Kind {
		return cordon.Feature{}
	}
	w := kindWeight
	if namesake {
		w = namesakeKindWeight
	}
	return cordon.Feature{
		Name: "kind", Weight: -w.contradict, Adds: w.contradict, Query: string(q.Kind), Candidate: string(c.Kind),
	}
}

// namesake reports whether two names are one, nearly letter for letter, and tell a
// party by themselves: by two words, or by a rare one where it names no person.
func (m *comparer) namesake(n *nameScore) bool {
	if n.score == 0 || !n.entire() {
		return false
	}
	words, rare := 0, false
	for _, t := range n.c.Tokens {
		switch t.Class {
		case name.Particle, name.Stop, name.Initial:
		case name.Content:
			words++
			rare = rare || m.x.Rarity(t.Word) >= rareName
		default:
			words++
		}
	}
	return words > 1 || rare && n.c.Kind != cordon.Person
}
