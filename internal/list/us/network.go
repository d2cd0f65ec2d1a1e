package us

import (
	"strings"

	"cordon"
)

// A network is what one look through a file tells of all its parties before
// they are read: which numbers it has, what each is and is called, and who is
// tied to whom. OFAC names the other party of a tie by its number, or in the
// older formats by its name only, and the other may be on the other list.
type network struct {
	list   cordon.ListID
	kinds  map[string]cordon.Kind
	names  map[string]string
	byName map[string]string // "" for a name that two parties bear
	links  []link
	of     map[string][]link
}

// A link is one tie: from acts for, is owned by, leads … to.
type link struct {
	from, to, name, typ, quality string
	former                       bool
}

func newNetwork(list cordon.ListID) *network {
	return &network{
		list: list, kinds: map[string]cordon.Kind{}, names: map[string]string{},
		byName: map[string]string{}, of: map[string][]link{},
	}
}

// meet notes a party.
func (n *network) meet(ref, name string, kind cordon.Kind) {
	n.kinds[ref], n.names[ref] = kind, name
	if other, twice := n.byName[name]; twice && other != ref {
		ref = ""
	}
	n.byName[name] = ref
}

// roles are cordon's words for OFAC's RelationTypes: what "from" is to "to".
var roles = map[string]string{
	"associate of":                  "associate",
	"providing support to":          "provides-support",
	"acting for or on behalf of":    "acts-for",
	"owned or controlled by":        "owned-by",
	"family member of":              "family",
	"leader or official of":         "leader",
	"principal executive officer":   "leader",
	"owns, controls, or operates":   "owner",
	"property in the interest of":   "owned-by",
	"playing a significant role in": "linked-to",
	"linked to":                     "linked-to",
}

// settle sorts the ties by their first party, once all parties are known. Some ties of
// leadership are published from the organisation to its leader (as OpenSanctions
// found): those are reversed.
func (n *network) settle() {
	for _, l := range n.links {
		if roles[strings.ToLower(l.typ)] == "leader" && n.kinds[l.to] == cordon.Person && n.kinds[l.from] == cordon.Organization {
			l.from, l.to, l.name = l.to, l.from, n.names[l.from]
		}
		n.of[l.from] = append(n.of[l.from], l)
	}
	n.links = nil
}

// relations lists the ties of one party, and the types that the table lacks.
func (n *network) relations(ref string) (out []cordon.Relation, unknown []string) {
	for _, l := range n.of[ref] {
		r := cordon.Relation{Role: roles[strings.ToLower(l.typ)], Other: n.entry(l.to), Name: l.name, Former: l.former, Type: l.typ}
		if r.Role == "" {
			r.Role = "linked-to"
			unknown = append(unknown, l.typ)
		}
		if r.Name == "" {
			r.Name = n.names[l.to]
		}
		if l.quality != "" && l.quality != "Unknown" {
			r.Type += " (" + strings.TrimSuffix(l.quality, ":") + ")"
		}
		out = appendNew(out, r)
	}
	return out, unknown
}

// entry is the ID of a number: one that this file lacks is on the other list.
func (n *network) entry(ref string) cordon.EntryID {
	list := n.list
	if _, here := n.kinds[ref]; !here {
		list = map[cordon.ListID]cordon.ListID{SDN: Cons, Cons: SDN}[list]
	}
	return cordon.EntryID(string(list) + "/" + ref)
}

// named is the only party of this file with a name, or "" for none or several.
func (n *network) named(name string) cordon.EntryID {
	if n == nil || n.byName[name] == "" {
		return ""
	}
	return n.entry(n.byName[name])
}
