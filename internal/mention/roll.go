package mention

import "cordon"

// A person is one who is named in full somewhere in the document.
type person struct {
	name, entity, side, role, org string
	words                         []word // of the name
}

// A roll holds the persons whom a document names in full.
type roll struct {
	people map[string]*person      // by canonical name
	family map[string]*person      // by family name in normal form: who was named first with it
	pairs  map[[2]string][]*person // by each two words of their names, in the order of their first mention
}

// mostNamesakes is how many persons are kept for one pair of words of a name.
const mostNamesakes = 64

func newRoll() roll {
	return roll{people: map[string]*person{}, family: map[string]*person{}, pairs: map[[2]string][]*person{}}
}

// person registers one named in full.
func (r *roll) person(name, entity, side string) *person {
	if p := r.people[name]; p != nil {
		return p
	}
	p := &person{name: name, entity: entity, side: side, words: words(name, cordon.Span{To: len(name)})}
	r.people[name] = p
	r.spelled(p, name)
	for _, k := range pairsOf(p.words) {
		if len(r.pairs[k]) < mostNamesakes {
			r.pairs[k] = append(r.pairs[k], p)
		}
	}
	return p
}

// spelled registers the family name as the text spells it.
func (r *roll) spelled(p *person, name string) {
	if s := surname(name, p.side); s != "" && r.family[s] == nil {
		r.family[s] = p
	}
}

// namesake is the person already named whose name holds all words of this one,
// such as without a middle initial, or a new person.
func (r *roll) namesake(name string) *person {
	ws := words(name, cordon.Span{To: len(name)})
	for _, k := range pairsOf(ws) {
		for _, p := range r.pairs[k] {
			if subset(ws, p.words) || subset(p.words, ws) {
				return p
			}
		}
	}
	side := ""
	if len(ws) == 3 && koreanFamilies[ws[0].norm] {
		side = romanised(name)
	}
	return r.person(name, "", side)
}

// pairsOf are the pairs of words of a name, each pair in the order of the alphabet.
func pairsOf(ws []word) [][2]string {
	var out [][2]string
	for i := range ws {
		for j := i + 1; j < len(ws); j++ {
			out = append(out, [2]string{min(ws[i].norm, ws[j].norm), max(ws[i].norm, ws[j].norm)})
		}
	}
	return out
}
