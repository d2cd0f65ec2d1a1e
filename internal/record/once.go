package record

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"cordon"
)

// Limits on one record. The longest real record has 20,000 tokens (a profile of
// OFAC's Advanced XML).
const (
	maxTokens   = 1 << 20 // elements, ends and texts
	maxReadings = 16      // of one record: how many ways to read it are read
)

// A fault is what a file has in a place where the format has nothing like it.
type fault struct {
	name  string // path of the element
	line  int
	value string
	why   string
	stray bool // no element: it may hide some
	hides bool // it holds an element with the name of a record
}

// once notes a second element or attribute of a name that its parent has once.
func (c *census) once(up *place, kid *shapeNode, line int) {
	twice := c.last[kid.index] == up.serial
	if up.node.flat {
		if twice = slices.Contains(up.had, kid); !twice {
			up.had = append(up.had, kid)
		}
	}
	if twice && !kid.many {
		c.fault(fault{
			name: kid.name, line: line,
			why: fmt.Sprintf("the %s stands more than once in one %s, where the format has it once", part(kid.name), lastOf(up.node.name)),
		})
	}
}

// stray notes text, or what is neither text nor an element, where the format has
// elements only.
func (c *census) stray(what string, text []byte, line int) {
	up := &c.stack[len(c.stack)-1]
	hides := c.shape.hides(text)
	switch {
	case up.node == nil && !hides: // within an unknown element, which is reported
	case what != "text", up.node == nil, up.node.nests && !up.node.flat, len(up.had) > 0:
		c.fault(fault{
			name: c.nearest().name, line: line, value: Clip(string(text)), stray: true, hides: hides,
			why: fmt.Sprintf("%s between elements, where the format has none", what),
		})
	case up.node.flat:
		up.text = append(up.text[:0], text...)
	}
}

// nearest is the innermost open element that the shape has.
func (c *census) nearest() *shapeNode {
	for _, p := range slices.Backward(c.stack) {
		if p.node != nil {
			return p.node
		}
	}
	return c.shape.root
}

// nested notes the text that stands before an element, below a flat element: of others
// the shape says that they hold elements.
func (c *census) nested(up *place, line int) {
	if len(up.text) > 0 {
		up.had = append(up.had, nil)
		c.stray("text", up.text, line)
		up.text = nil
	}
}

// fault keeps a fault: of one record, and of what is beside the records, as many as
// unknown names, and the first that hides a record.
func (c *census) fault(f fault) {
	c.counted++
	kept := c.faults[c.before:]
	if len(kept) < keptUnknown || f.hides && !slices.ContainsFunc(kept, func(k fault) bool { return k.hides }) {
		c.faults = append(c.faults, f)
	}
}

// strays are the faults that belong to no record.
func (c *census) strays(file string) []cordon.Problem {
	var out []cordon.Problem
	for _, f := range c.faults {
		kind := cordon.DamagedData
		if f.stray {
			kind = cordon.UnknownRecord
		}
		out = append(out, cordon.Problem{File: file, Line: f.line, Field: f.name, Value: f.value, Kind: kind, Reason: f.why})
	}
	return out
}

func lastOf(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }

// kept is the record that was decoded last.
type kept struct {
	tokens   []xml.Token
	node     *shapeNode // nil: unknown
	damage   int        // the first of its faults among those of the census
	readings int        // how many ways to read it there are
	repeats  []repeat   // elements of which it should have one
}

// keep reads the rest of an element that Next returned, and keeps its tokens.
func (x *XML) keep(se *xml.StartElement) error {
	c := x.watch.census
	k := &x.kept
	*k = kept{tokens: append(k.tokens[:0], se.Copy()), damage: len(c.faults), readings: 1}
	counted := c.counted
	c.before = len(c.faults)
	defer func() { c.before = 0 }()
	if len(c.stack) > 0 {
		k.node = c.stack[len(c.stack)-1].node
	}
	for depth := 1; depth > 0; {
		tok, err := x.Token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			tok = t.Copy()
		default:
			continue
		}
		if x.depth+depth > maxDepth || len(k.tokens) == maxTokens {
			return cordon.Problem{Reason: fmt.Sprintf("one record has more than %d elements, or they nest deeper than %d", maxTokens, maxDepth)}
		}
		k.tokens = append(k.tokens, tok)
	}
	if c.counted > counted {
		k.compare()
	}
	if k.readings > maxReadings {
		k.readings = maxReadings
		c.most(k.node, x.Line())
	}
	return nil
}

// most notes a record that could be read in more ways than it is. It has a place among
// the faults even if they have none left: names of the record are not read.
func (c *census) most(n *shapeNode, line int) {
	f := fault{line: line, why: fmt.Sprintf("elements stand in the record so often that the format has once "+
		"that there are more than %d ways to read it; only so many are read", maxReadings)}
	if n != nil {
		f.name = n.name
	}
	c.counted++
	c.faults = append(c.faults, f)
}

// An extent is the tokens of one element of a record.
type extent struct {
	from, to int
	ways     int // how many ways to read it there are
}

// A repeat is the elements of a name that their parent should have once.
type repeat struct {
	same []extent
	ways int // the most of any of them
}

// compare finds the elements of the record that stand more often than once in a parent
// that has them once.
func (k *kept) compare() {
	type open struct {
		node, kid *shapeNode
		extent
		once map[*shapeNode][]extent
	}
	var stack []*open
	for i, tok := range k.tokens {
		switch t := tok.(type) {
		case xml.StartElement:
			o := &open{node: k.node, extent: extent{from: i, ways: 1}, once: map[*shapeNode][]extent{}}
			if len(stack) > 0 {
				o.kid, o.node = stack[len(stack)-1].node.below(t.Name.Local)
			}
			stack = append(stack, o)
		case xml.EndElement:
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			o.to = i + 1
			for _, same := range o.once {
				o.ways = max(o.ways, k.repeat(same))
			}
			switch {
			case len(stack) == 0:
				k.readings = o.ways
			case o.kid != nil && !o.kid.many:
				up := stack[len(stack)-1].once
				up[o.kid] = append(up[o.kid], o.extent)
			default:
				up := stack[len(stack)-1]
				up.ways = max(up.ways, o.ways)
			}
		}
	}
}

// repeat notes the elements of one name in one parent, which should be one, and returns
// how many ways to read them there are.
func (k *kept) repeat(same []extent) int {
	r := repeat{same: same, ways: 1}
	for _, s := range same {
		r.ways = max(r.ways, s.ways)
	}
	if len(same) > 1 {
		k.repeats = append(k.repeats, r)
	}
	return min(r.ways*len(same), maxReadings+1)
}

// below is the node of an element of that name within n, and the node that is the
// parent of what it holds; nil where unknown.
func (n *shapeNode) below(name string) (kid, parent *shapeNode) {
	if n == nil {
		return nil, nil
	}
	kid = n.kids[n.key(name)]
	if n.flat {
		return kid, n
	}
	return kid, kid
}

// Damage is what is wrong with the structure of the record that was decoded last:
// elements that stand twice, and what is no element. It is part of the file's Drift
// unless it is asked for.
func (x *XML) Damage(record string) []cordon.Problem {
	c := x.watch.census
	if c == nil || len(c.faults) <= x.kept.damage {
		return nil
	}
	var out []cordon.Problem
	for _, f := range c.faults[x.kept.damage:] {
		p := cordon.Problem{
			File: x.file, Line: f.line, Record: record, Field: lastOf(f.name), Value: f.value,
			Kind: cordon.DamagedData, Reason: f.why,
		}
		if f.hides {
			p.Kind = cordon.UnknownRecord
		}
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	c.faults = c.faults[:x.kept.damage]
	return out
}

// Readings decodes the element se, its end included. A record in which an element
// stands twice that the format has once is read once with the first and once with the
// second: nobody can say which of them the publisher meant, and no name of either may
// be lost. Beyond maxReadings they are damage of the record.
func Readings[T any](x *XML, se *xml.StartElement) ([]T, error) {
	out := make([]T, 1)
	if err := x.Decode(&out[0], se); err != nil {
		return nil, err
	}
	for n := 2; n <= x.kept.readings && x.watch.census != nil; n++ {
		var v T
		if err := x.reading(&v, n); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// reading decodes the record that is kept into v, in the nth way: each element that
// stands more than once where it should stand once is read in one of them.
func (x *XML) reading(v any, n int) error {
	k := &x.kept
	r := &replay{tokens: k.tokens, skip: map[int]int{}}
	for _, again := range k.repeats {
		for i, s := range again.same {
			if i != (n-1)/again.ways%len(again.same) {
				r.skip[s.from] = s.to
			}
		}
	}
	if err := xml.NewTokenDecoder(r).Decode(v); err != nil {
		return x.fail(err)
	}
	return nil
}

// A replay hands on the tokens of a record, except elements that are to be skipped.
type replay struct {
	tokens []xml.Token
	at     int
	skip   map[int]int // the token behind an element, by its own
}

// Token is the next token of the record.
func (r *replay) Token() (xml.Token, error) {
	for end := r.skip[r.at]; end > 0; end = r.skip[r.at] {
		r.at = end
	}
	if r.at == len(r.tokens) {
		return nil, io.EOF
	}
	r.at++
	return r.tokens[r.at-1], nil
}
