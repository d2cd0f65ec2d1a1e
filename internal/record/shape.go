package record

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cordon"
)

// A Shape is the table of the elements and attributes that files of one XML
// format have. What a file has beside them is reported as unknown; what a file
// should have and lacks is reported as missing.
//
// The table is text with one name per line, indented with tabs under its parent;
// attributes begin with "@". A number after a name is the share, in percent, of
// the parent elements that have it: the lowest in any real file, and only at
// names that the reader reads. Under an element marked "~" names are compared
// by their Label and may stand at any depth. An element marked "*" may stand
// several times in one parent: it does in a real file, or the format's
// description has it so. Any other that does is reported.
type Shape struct {
	root    *shapeNode
	size    int             // nodes in all
	records map[string]bool // names of the elements that stand several times, outside of others that do
}

type shapeNode struct {
	name    string // path below the root, as a problem shows it
	index   int
	parent  *shapeNode
	percent int
	flat    bool
	many    bool // may stand several times in one parent
	nests   bool // holds elements, and so no text
	kids    map[string]*shapeNode
	order   []*shapeNode
}

// expected is how many occurrences of a name a file must lead one to expect
// before their absence is reported. Where the table's share is right the chance
// to see none by accident is below e^-20; where the real share is a fifth of it,
// as between two lists in one format, below 2%.
const expected = 20

// keptUnknown is how many unknown names of one file are reported by name; the
// others are only counted. Real changes of a format bring a handful.
const keptUnknown = 50

// ParseShape reads the table of a format. It panics on a malformed table: tables
// are part of the program.
func ParseShape(table string) *Shape {
	s := &Shape{records: map[string]bool{}}
	var path []*shapeNode
	for line := range strings.Lines(table) {
		text := strings.TrimLeft(strings.TrimRight(line, " \n"), "\t")
		if text == "" {
			continue
		}
		depth := strings.Count(line[:len(line)-len(strings.TrimLeft(line, "\t"))], "\t")
		if depth > len(path) || depth == 0 && s.root != nil {
			panic("record.ParseShape: bad indentation: " + line)
		}
		name, rest, _ := strings.Cut(text, " ")
		n := &shapeNode{name: name, index: s.size, kids: map[string]*shapeNode{}}
		n.mark(rest)
		path = append(path[:depth], n)
		if n.many && !slices.ContainsFunc(path[:depth], func(up *shapeNode) bool { return up.many }) {
			s.records[name] = true
		}
		if depth == 0 {
			s.root = n
		} else {
			path[depth-1].adopt(n)
		}
		s.size++
	}
	return s
}

// hides reports whether a text holds the start of an element that has the name of a record.
func (s *Shape) hides(text []byte) bool {
	for {
		_, rest, more := bytes.Cut(text, []byte("<"))
		if !more {
			return false
		}
		name := rest
		if end := bytes.IndexAny(name, "<>/ \t\r\n"); end >= 0 {
			name = name[:end]
		}
		if s.records[string(name[bytes.IndexByte(name, ':')+1:])] {
			return true
		}
		text = rest
	}
}

// mark sets what stands behind a name in the table.
func (n *shapeNode) mark(marks string) {
	for _, m := range strings.Fields(marks) {
		switch m {
		case "~":
			n.flat = true
		case "*":
			n.many = true
		default:
			var err error
			if n.percent, err = strconv.Atoi(m); err != nil {
				panic("record.ParseShape: bad share: " + n.name + " " + marks)
			}
		}
	}
}

// adopt adds a child; the first of a name stays.
func (n *shapeNode) adopt(kid *shapeNode) {
	kid.parent = n
	n.nests = n.nests || !strings.HasPrefix(kid.name, "@")
	if n.parent != nil {
		kid.name = n.name + "/" + kid.name
	}
	key := n.key(kid.name[strings.LastIndexByte(kid.name, '/')+1:])
	if n.kids[key] == nil {
		n.kids[key] = kid
		n.order = append(n.order, kid)
	}
}

func (n *shapeNode) key(name string) string {
	if n.flat {
		return Label(name)
	}
	return name
}

// A census counts the names in one file: those of a shape, and unknown ones.
type census struct {
	shape   *Shape
	found   []int // by node: how often it occurred
	had     []int // by node: parents that had it
	last    []int // by node: the last parent that had it
	stack   []place
	unknown map[string]*unknown
	order   []*unknown
	more    int // occurrences of unknown names beyond keptUnknown
	faults  []fault
	counted int // faults in all
	before  int // faults kept before the record that is being read
}

// A place is one open element: its node, nil inside an unknown element, and
// which one of its kind it is. Below a flat element the node is that element.
type place struct {
	node   *shapeNode
	serial int
	had    []*shapeNode // below a flat element: the names that it has so far
	text   []byte       // below a flat element: its text, until an element follows
}

type unknown struct {
	name        string
	parent      *shapeNode
	count, line int
}

// kind separates an unknown element beside the records, in an element that the
// file has once, from one within a record: the former may be a record that the
// reader misses, and so is the latter if it has the name of one.
func (c *census) kind(u *unknown) cordon.ProblemKind {
	if c.shape.records[lastOf(u.name)] {
		return cordon.UnknownRecord
	}
	if strings.Contains(u.name, "@") || u.parent.flat || c.found[u.parent.index] != 1 {
		return cordon.UnknownName
	}
	return cordon.UnknownRecord
}

func newCensus(s *Shape) *census {
	return &census{shape: s, found: make([]int, s.size), had: make([]int, s.size), last: make([]int, s.size), unknown: map[string]*unknown{}}
}

// open enters an element. What is below an unknown one is not examined, but for records.
func (c *census) open(name string, line int) {
	if len(c.stack) == 0 {
		c.enter(c.shape.root)
		return
	}
	up := &c.stack[len(c.stack)-1]
	if up.node == nil {
		if c.shape.records[name] {
			c.tell(c.nearest(), name, line)
		}
		c.stack = append(c.stack, place{})
		return
	}
	c.nested(up, line)
	kid := up.node.kids[up.node.key(name)]
	switch {
	case kid == nil:
		c.tell(up.node, name, line)
		if up.node.flat {
			c.stack = append(c.stack, place{node: up.node, serial: up.serial})
		} else {
			c.stack = append(c.stack, place{})
		}
	case up.node.flat:
		c.once(up, kid, line)
		c.note(kid, up.serial)
		c.stack = append(c.stack, place{node: up.node, serial: up.serial})
	default:
		c.once(up, kid, line)
		c.note(kid, up.serial)
		c.enter(kid)
	}
}

func (c *census) enter(n *shapeNode) {
	c.found[n.index]++
	c.stack = append(c.stack, place{node: n, serial: c.found[n.index]})
}

func (c *census) close() { c.stack = c.stack[:len(c.stack)-1] }

// attribute notes an attribute of the element that was opened last.
func (c *census) attribute(name string, line int) {
	up := c.stack[len(c.stack)-1]
	if up.node == nil || up.node.flat {
		return
	}
	if kid := up.node.kids["@"+name]; kid != nil {
		c.once(&up, kid, line)
		c.note(kid, up.serial)
	} else {
		c.tell(up.node, "@"+name, line)
	}
}

func (c *census) note(kid *shapeNode, serial int) {
	if c.last[kid.index] != serial {
		c.last[kid.index] = serial
		c.had[kid.index]++
	}
}

func (c *census) tell(parent *shapeNode, name string, line int) {
	record := c.shape.records[name] // is kept, however many others there are
	if parent.parent != nil {
		name = parent.name + "/" + name
	}
	u := c.unknown[name]
	if u == nil {
		if len(c.order) >= keptUnknown && !record {
			c.more++
			return
		}
		u = &unknown{name: Clip(name), parent: parent, line: line}
		c.unknown[name] = u
		c.order = append(c.order, u)
	}
	u.count++
}

// problems lists the unknown names, once each with their number, and the missing
// ones.
func (c *census) problems(file string) []cordon.Problem {
	var out []cordon.Problem
	for _, u := range c.order {
		out = append(out, cordon.Problem{
			File: file, Line: u.line, Field: u.name, Kind: c.kind(u),
			Reason: fmt.Sprintf("unknown %s; it occurs %d times, here first", part(u.name), u.count),
		})
	}
	if c.more > 0 {
		out = append(out, cordon.Problem{
			File: file, Kind: cordon.UnknownName, Reason: fmt.Sprintf("more unknown names, which occur %d times in all", c.more),
		})
	}
	out = append(out, c.strays(file)...)
	return append(out, c.missing(c.shape.root, file)...)
}

// missing lists the expected names below n that no element has. Names below a
// missing one are not listed.
func (c *census) missing(n *shapeNode, file string) []cordon.Problem {
	var out []cordon.Problem
	parents := c.found[n.index]
	for _, kid := range n.order {
		if kid.percent > 0 && c.had[kid.index] == 0 && parents*kid.percent >= expected*100 {
			out = append(out, cordon.Problem{
				File: file, Field: kid.name, Kind: cordon.MissingName,
				Reason: fmt.Sprintf("missing %s: none of %d has it, where at least %d%% should", part(kid.name), parents, kid.percent),
			})
			continue
		}
		out = append(out, c.missing(kid, file)...)
	}
	return out
}

// part says whether a name is that of an attribute or of an element.
func part(name string) string {
	if strings.HasPrefix(name[strings.LastIndexByte(name, '/')+1:], "@") {
		return "attribute"
	}
	return "element"
}
