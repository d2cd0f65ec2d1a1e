package when

import (
	"strings"

	"cordon"
)

// A rule is a row of token classes and what it means.
type rule struct {
	name     string
	row      string // atoms: a class name, or words and marks joined by "|"; "?" behind one makes it optional
	relative bool   // needs a reference, or is too weak to stand for a day by itself
	resolve  func(binding, *state) (cordon.Period, bool)
	atoms    []atom
}

type atom struct {
	class    class
	words    []string // for class word
	optional bool
}

// A binding is what the classes of a row were bound to.
type binding struct {
	toks []token // those matched by a class, in the order of the row
	at   int     // index of the first token of the match
	end  int     // index behind the last
}

// of is the value of the i-th token of a class, 0 when there is none.
func (b binding) of(c class, i int) int {
	for _, t := range b.toks {
		if t.class == c {
			if i == 0 {
				return t.n
			}
			i--
		}
	}
	return 0
}

// amount is the value of the number in front of a unit, 1 when there is none.
func (b binding) amount() int {
	for _, t := range b.toks {
		if t.class == count || t.class == number || t.class == day {
			return t.n
		}
	}
	return 1
}

// state is what a rule may look at beside its own tokens.
type state struct {
	text string
	toks []token
	ref  cordon.Date
	said cordon.Period // the date found last, for "two days earlier"
}

// before is the k-th token in front of the match, or an empty one.
func (c *state) before(b binding, k int) token {
	if i := b.at - k; i >= 0 {
		return c.toks[i]
	}
	return token{}
}

var classNames = map[string]class{
	"number": number, "day": day, "year": year, "month": month, "weekday": weekday, "unit": unit, "rel": rel, "part": part,
	"count": count, "recent": recent, "season": season, "named": named, "ago": ago, "earlier": earlier, "later": later, "ofYear": ofYear,
}

// byFirst lists, for each class, the rules whose row can begin with it; byWord,
// for each word or mark, those that can begin with that.
var (
	byFirst [classes][]int
	byWord  = map[string][]int{}
)

func init() {
	for i := range rules {
		r := &rules[i]
		r.atoms = atomsOf(r.row)
		for _, a := range r.atoms {
			firsts := []class{a.class}
			switch a.class {
			case word:
				firsts = nil
				for _, w := range a.words {
					byWord[w] = append(byWord[w], i)
				}
			case number:
				firsts = []class{number, day, count}
			}
			for _, f := range firsts {
				byFirst[f] = append(byFirst[f], i)
			}
			if !a.optional {
				break
			}
		}
	}
}

func atomsOf(row string) []atom {
	var out []atom
	for _, f := range strings.Fields(row) {
		a := atom{class: word}
		if len(f) > 1 {
			f, a.optional = strings.CutSuffix(f, "?")
		}
		if c, ok := classNames[f]; ok {
			a.class = c
		} else {
			a.words = strings.Split(f, "|")
		}
		out = append(out, a)
	}
	return out
}

// match binds the row to the first tokens; n is 0 when it does not fit.
func (r *rule) match(toks []token) (b binding, n int) {
	for _, a := range r.atoms {
		if n < len(toks) && a.fits(&toks[n]) {
			if a.class != word {
				b.toks = append(b.toks, toks[n])
			}
			n++
			continue
		}
		if !a.optional {
			return b, 0
		}
	}
	b.end = n
	return b, n
}

func (a *atom) fits(t *token) bool {
	switch a.class {
	case word:
		for _, w := range a.words {
			if t.low == w {
				return true
			}
		}
		return false
	case number:
		return t.class == number || t.class == day || t.class == count
	}
	return t.class == a.class
}
