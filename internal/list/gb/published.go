package gb

import (
	"html"
	"slices"
	"strings"

	"cordon"
)

// A published is one designation as the file prints it, gathered from all its rows
// or elements: each distinct value once, in the order of the file.
type published struct {
	list     cordon.ListID
	ref      string
	line     int
	values   map[field][]value
	names    []name
	scripts  []script
	address  []address
	passport []document
	national []document
	births   []birthplace
	acts     []*act
	seen     map[string]bool
	imposed  []cordon.Measure // from the XML's indicators
	loose    []string         // texts under labels that no field has
}

// A value is a text and the line it was first seen on.
type value struct {
	text string
	line int
}

// An act is a designation under one regime.
type act struct {
	regime string
	values map[field][]value
}

type name struct {
	parts          [6]string // Name 1 to 5, Name 6
	kind, strength string
}

type script struct{ text, script, lang string }

type address struct {
	lines          [6]string
	postcode, land string
}

type document struct{ number, about string }

type birthplace struct{ town, country string }

func newPublished(list cordon.ListID, ref string, line int) *published {
	return &published{list: list, ref: ref, line: line, values: map[field][]value{}, seen: map[string]bool{}}
}

// gather adds one row's worth of fields.
func (p *published) gather(get func(field) string, line int) {
	a := p.act(clean(get(fRegime)))
	for _, f := range ofAct {
		a.add(f, get(f), line)
	}
	p.add(fKind, get(fKind), line)
	for _, f := range simple {
		p.add(f, get(f), line)
	}
	n := name{kind: clean(get(fNameType)), strength: clean(get(fStrength))}
	for i, f := range nameFields {
		n.parts[i] = clean(get(f))
	}
	p.names = unite(p.names, n)
	p.scripts = unite(p.scripts, script{clean(get(fScript)), clean(get(fScriptOf)), clean(get(fLangOf))})
	ad := address{postcode: clean(get(fPostcode)), land: clean(get(fAddrLand))}
	for i, f := range lineFields {
		ad.lines[i] = clean(get(f))
	}
	p.address = unite(p.address, ad)
	p.passport = unite(p.passport, document{clean(get(fPassport)), clean(get(fPassportAdd))})
	p.national = unite(p.national, document{clean(get(fNational)), clean(get(fNationalAdd))})
	p.births = unite(p.births, birthplace{clean(get(fTown)), clean(get(fCountry))})
}

func (p *published) add(f field, text string, line int) { put(p.values, f, text, line) }

func (a *act) add(f field, text string, line int) { put(a.values, f, text, line) }

func put(in map[field][]value, f field, text string, line int) {
	if text = clean(text); text == "" {
		return
	}
	if !slices.ContainsFunc(in[f], func(v value) bool { return v.text == text }) {
		in[f] = append(in[f], value{text, line})
	}
}

// act is the act under a regime. A row without a regime belongs to the first.
func (p *published) act(regime string) *act {
	for _, a := range p.acts {
		if a.regime == regime || regime == "" {
			return a
		}
	}
	a := &act{regime: regime, values: map[field][]value{}}
	p.acts = append(p.acts, a)
	return a
}

// first is the first value of a field, or "".
func (p *published) first(f field) string { return first(p.values[f]) }

func first(vs []value) string {
	if len(vs) == 0 {
		return ""
	}
	return vs[0].text
}

func texts(vs []value) []string {
	out := make([]string, 0, len(vs))
	for _, v := range vs {
		out = append(out, v.text)
	}
	return out
}

// unite adds v unless it is empty or present.
func unite[T comparable](all []T, v T) []T {
	var zero T
	if v == zero || slices.Contains(all, v) {
		return all
	}
	return append(all, v)
}

// clean removes what the publisher's tools left behind: HTML entities, repeated and
// non-breaking spaces.
func clean(s string) string {
	if tidy(s) {
		return s
	}
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	return strings.Join(strings.Fields(s), " ")
}

// tidy reports whether clean would change nothing, as for most values.
func tidy(s string) bool {
	space := true
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ' && !space:
			space = true
			continue
		case c <= ' ' || c == '&' || c == 0xC2 || c >= 0xE1 && c <= 0xE3: // the first bytes of all wider spaces
			return false
		}
		space = false
	}
	return s == "" || !space
}
