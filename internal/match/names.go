package match

import (
	"cmp"
	"slices"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/name"
)

// A pairing is how two names' words stand opposite each other.
type pairing struct {
	q, c       *index.Name
	agree      float64 // weight of the words that stand opposite each other
	likeness   float64 // the same, times how alike they are
	restQ      float64 // weight of the query's words without an opposite
	restC      float64
	telling    int     // content words that agree
	bits       float64 // evidence: how rare what agrees is
	initials   bool    // an initial stands for a word
	swapped    bool
	reversed   bool
	korean     bool
	contentOut bool // no distinctive word of one side has a counterpart
}

// nameScore is a pairing's score and what it is made of.
type nameScore struct {
	pairing
	score, typo, contradict, omit, common, order, legal, weak, script float64
}

// bestNames is the best of the given pairs of names of two subjects. Pairs come
// in order, AllNames first.
func (m *comparer) bestNames(q, c *index.Subject, pairs []index.Candidate) (best nameScore, found bool) {
	try := func(i, j int) {
		if !q.Names[i].Fits(c.Profile.Kind) {
			return
		}
		s := m.scoreNames(&q.Names[i], &c.Names[j])
		if !found || s.score > best.score {
			best, found = s, true
		}
	}
	for _, p := range pairs {
		if p.Name != index.AllNames {
			try(int(p.Query), int(p.Name))
			continue
		}
		for i := range q.Names {
			for j := range c.Given() { // as in an index
				try(i, j)
			}
		}
		break
	}
	return best, found
}

func (m *comparer) scoreNames(q, c *index.Name) nameScore {
	s := nameScore{pairing: m.pair(q, c)}
	total := s.agree + max(s.restQ, s.restC)
	if q.Piece && (!s.entire() || q.Legal != name.NoLegal && c.Kind != cordon.Organization && c.Kind != cordon.UnknownKind) {
		return s // "Adler GmbH" behind "and" is not the ship Adler
	}
	if s.agree == 0 || s.telling == 0 && s.initials { // initials alone fit anyone
		return s
	}
	org := q.Kind == cordon.Organization || c.Kind == cordon.Organization
	against := min(s.restQ, s.restC)
	missing := max(s.restQ, s.restC) - against
	s.typo = typoRate * (s.agree - s.likeness) / total
	s.contradict = pick(org, contradictRateOrg, contradictRate) * against / total
	s.omit = omitCost(&s, org) * missing / total
	s.common = commonMost * max(0, 1-s.bits/commonBits)
	switch {
	case s.reversed:
		s.order = reversedCost
	case s.swapped:
		s.order = orderCost
	}
	if q.Legal.Contradicts(c.Legal) {
		s.legal = legalCost
	}
	if c.Weak {
		s.weak = weakCost
	}
	if q.Tokens[0].Script != c.Tokens[0].Script {
		s.script = scriptCost
	}
	s.score = max(0, 1-s.typo-s.contradict-s.omit-s.common-s.order-s.legal-s.weak-s.script)
	return s
}

// entire reports whether the words that agree are nearly all of both names, nearly
// letter for letter.
func (p *pairing) entire() bool {
	return p.likeness >= pieceAlike*p.agree && max(p.restQ, p.restC) <= pieceRest*p.agree
}

func omitCost(s *nameScore, org bool) float64 {
	switch {
	case s.telling == 0 && s.contentOut:
		return 1 // "Management Company" is no one's name
	case s.telling <= 1 && !org && s.contentOut:
		return singleRate
	case org:
		return omitRateOrg
	}
	return omitRate
}

func pick(c bool, a, b float64) float64 {
	if c {
		return a
	}
	return b
}

// bound is at least the score of any pair of names with that overlap: what is
// not accounted for is missing or contradicted, the rest agrees in every letter.
func bound(o index.Overlap) float64 {
	restQ, restC := o.QueryTotal-o.Query, o.NameTotal-o.Name
	agree := max(o.Query, o.Name)
	against := min(restQ, restC)
	missing := max(restQ, restC) - against
	total := agree + max(restQ, restC)
	if total == 0 {
		return 0
	}
	return 1 - min(contradictRate, contradictRateOrg)*against/total - min(omitRate, omitRateOrg, singleRate)*missing/total + 0.001
}

// A match is one word, or several written as one, opposite another.
type opposite struct {
	q, c  span
	alike float64
}

type span struct{ from, to int }

// pair puts the words of two names opposite each other, the most alike first.
func (m *comparer) pair(q, c *index.Name) pairing {
	p := pairing{q: q, c: c}
	if q.SameKorean(c.Form) {
		return koreanPairing(m.x, p)
	}
	var usedQ, usedC [name.MaxTokens]bool
	m.took = m.took[:0]
	m.singles(q, c, &usedQ, &usedC)
	if n := len(m.took); n < len(q.Tokens) && n < len(c.Tokens) {
		m.took = joins(m.took, q, c, &usedQ, &usedC)
	}
	for _, o := range m.took {
		p.take(m.x, o)
	}
	p.reversed = m.reversedBirth(q, c)
	var contentQ, contentC bool
	for i, t := range q.Tokens {
		if !usedQ[i] {
			p.restQ += float64(q.Weight[i])
			contentQ = contentQ || t.Class == name.Content
		}
	}
	for i, t := range c.Tokens {
		if !usedC[i] {
			p.restC += float64(c.Weight[i])
			contentC = contentC || t.Class == name.Content
		}
	}
	p.contentOut = contentQ || contentC
	return p
}

func (p *pairing) take(x *index.Index, o opposite) {
	var wq, wc float64
	telling, initial := false, false
	for i := o.q.from; i < o.q.to; i++ {
		wq += float64(p.q.Weight[i])
		telling = telling || p.q.Tokens[i].Class == name.Content || p.q.Tokens[i].Class == name.Initial
		initial = initial || p.q.Tokens[i].Class == name.Initial
		p.bits += o.alike * x.Bits(p.q.Tokens[i].Word) * classBits(p.q.Tokens[i].Class)
	}
	for i := o.c.from; i < o.c.to; i++ {
		wc += float64(p.c.Weight[i])
		initial = initial || p.c.Tokens[i].Class == name.Initial
		if p.q.Tokens[o.q.from].Role.Contradicts(p.c.Tokens[i].Role) {
			p.swapped = true
		}
	}
	w := (wq + wc) / 2
	p.agree += w
	p.likeness += w * o.alike
	switch {
	case initial && o.alike < 1:
		p.initials = true
	case telling:
		p.telling++
	}
}

// classBits is how far a word of a class counts as evidence.
func classBits(c name.Class) float64 {
	if c == name.Content {
		return 1
	}
	return 0.3
}

// koreanPairing sets all words opposite each other: the spellings can be one name.
func koreanPairing(x *index.Index, p pairing) pairing {
	p.korean = true
	p.agree = max(float64(p.q.Total), float64(p.c.Total))
	alike := koreanAlike
	if sameWords(p.q.Tokens, p.c.Tokens) {
		alike = 1
	}
	p.likeness = p.agree * alike
	p.telling = len(p.c.Tokens)
	for _, t := range p.c.Tokens {
		p.bits += x.Bits(t.Word)
	}
	return p
}

// sameWords reports whether two names have the same spellings in any order.
func sameWords(a, b []name.Token) bool {
	if len(a) != len(b) {
		return false
	}
	var used [name.MaxTokens]bool
	for _, t := range a {
		at := slices.IndexFunc(b, func(u name.Token) bool { return u.Latin[0] == t.Latin[0] })
		for at >= 0 && used[at] {
			next := slices.IndexFunc(b[at+1:], func(u name.Token) bool { return u.Latin[0] == t.Latin[0] })
			if next < 0 {
				return false
			}
			at += 1 + next
		}
		if at < 0 {
			return false
		}
		used[at] = true
	}
	return true
}

// sons are the words between a person's name and the father's.
var sons = map[string]bool{"bin": true, "ben": true, "ibn": true, "بن": true, "ابن": true, "бин": true, "ибн": true}

// reversedBirth reports whether one name makes the other's father the son:
// "Ahmad bin Hasan", "Hasan bin Ahmad".
func (m *comparer) reversedBirth(q, c *index.Name) bool {
	for i := 1; i+1 < len(q.Tokens); i++ {
		if !sons[q.Tokens[i].Text] {
			continue
		}
		for j := 1; j+1 < len(c.Tokens); j++ {
			if !sons[c.Tokens[j].Text] {
				continue
			}
			son, father := q.Tokens[i-1], q.Tokens[i+1]
			if son.Word != father.Word && m.alike(son, c.Tokens[j+1], 1) > 0.9 && m.alike(father, c.Tokens[j-1], 1) > 0.9 {
				return true
			}
		}
	}
	return false
}

// joins finds words that are written as several on the other side: "Jongun",
// "Jong Un". Only spellings that agree in every letter are joined.
func joins(out []opposite, q, c *index.Name, usedQ, usedC *[name.MaxTokens]bool) []opposite {
	try := func(one, many *index.Name, usedOne, usedMany *[name.MaxTokens]bool, put func(i int, s span)) {
		for i, t := range one.Tokens {
			if usedOne[i] || len(t.Latin[0]) < 4 {
				continue
			}
			if s, ok := spelt(many, usedMany, t.Latin[0]); ok {
				usedOne[i] = true
				for k := s.from; k < s.to; k++ {
					usedMany[k] = true
				}
				put(i, s)
			}
		}
	}
	try(q, c, usedQ, usedC, func(i int, s span) { out = append(out, opposite{span{i, i + 1}, s, 0.98}) })
	try(c, q, usedC, usedQ, func(i int, s span) { out = append(out, opposite{s, span{i, i + 1}, 0.98}) })
	return joinedArabic(out, q, c, usedQ, usedC)
}

// joinedArabic finds words that are two of the query's Arabic ones, by their
// consonants: "حزب الله", "Hizballah".
func joinedArabic(out []opposite, q, c *index.Name, usedQ, usedC *[name.MaxTokens]bool) []opposite {
	for from := range len(q.Tokens) - 1 {
		a, b := q.Tokens[from], q.Tokens[from+1]
		if usedQ[from] || usedQ[from+1] {
			continue
		}
		key, ok := a.JoinedKey(b.Word)
		if !ok {
			continue
		}
		for i, t := range c.Tokens {
			if !usedC[i] && t.HasKey(key) {
				usedQ[from], usedQ[from+1], usedC[i] = true, true, true
				out = append(out, opposite{span{from, from + 2}, span{i, i + 1}, arabicJoined})
				break
			}
		}
	}
	return out
}

// arabicJoined is how well words agree that are two in Arabic and one in Latin
// letters, with the vowels that Arabic leaves out.
const arabicJoined = 0.9

// spelt finds two or three words in a row that make up a text.
func spelt(n *index.Name, used *[name.MaxTokens]bool, text string) (span, bool) {
	for from := range n.Tokens {
		rest := text
		for to := from; to < len(n.Tokens) && to < from+3 && !used[to]; to++ {
			l := n.Tokens[to].Latin[0]
			if len(l) > len(rest) || rest[:len(l)] != l {
				break
			}
			if rest = rest[len(l):]; rest == "" {
				return span{from, to + 1}, to > from
			}
		}
	}
	return span{}, false
}

// singles pairs single words, the most alike first; of equals, the ones at the
// nearest places.
func (m *comparer) singles(q, c *index.Name, usedQ, usedC *[name.MaxTokens]bool) {
	m.all = m.all[:0]
	korean := koreanShare(q, c)
	for i, a := range q.Tokens {
		for j, b := range c.Tokens {
			if usedQ[i] || usedC[j] {
				continue
			}
			if s := m.alike(a, b, korean); s > 0 {
				m.all = append(m.all, opposite{span{i, i + 1}, span{j, j + 1}, s})
			}
		}
	}
	slices.SortStableFunc(m.all, func(a, b opposite) int {
		return cmp.Or(cmp.Compare(b.alike, a.alike), cmp.Compare(distance(a), distance(b)))
	})
	for _, o := range m.all {
		if !usedQ[o.q.from] && !usedC[o.c.from] {
			usedQ[o.q.from], usedC[o.c.from] = true, true
			m.took = append(m.took, o)
		}
	}
}

func distance(o opposite) int {
	d := o.q.from - o.c.from
	return max(d, -d)
}

// koreanShare is what is left of the likeness of two words that cannot be the
// same Korean syllables: of two Korean names a part, of one and a ship's nothing,
// since a ship is no misspelt person ("Pyong", "Ryong"); else all.
func koreanShare(q, c *index.Name) float64 {
	ship := func(n *index.Name) bool { return n.Kind == cordon.Vessel || n.Kind == cordon.Aircraft }
	switch {
	case q.IsKorean() && c.IsKorean():
		return koreanOther
	case q.IsKorean() && ship(c), c.IsKorean() && ship(q):
		return 0
	}
	return 1
}

// initialAlike is how well an initial agrees with a word that it may stand for.
const initialAlike = 0.85

func (m *comparer) alike(a, b name.Token, korean float64) float64 {
	if a.Class == name.Initial || b.Class == name.Initial {
		if a.Text == b.Text {
			return 1
		}
		if a.Latin[0] != "" && b.Latin[0] != "" && a.Class != name.Number && b.Class != name.Number && a.Latin[0][0] == b.Latin[0][0] {
			return initialAlike
		}
		return 0
	}
	if a.Word == b.Word {
		return 1
	}
	key := [2]*name.Word{a.Word, b.Word}
	s, ok := m.memo[key]
	if !ok {
		s = a.Similar(b.Word)
		m.memo[key] = s
	}
	if korean < 1 && s > 0 && s < 1 && !a.SameSyllables(b.Word) {
		s *= korean
	}
	return s
}
