// Package mention finds who and what a document names: people, bodies,
// countries, places, weapons, ships, resolutions, companies and listed parties,
// resolves short forms inside the document and links names to listed parties.
//
// The gazetteer is kept by hand in data/, one entry per line. A
// spelling under "names" was seen on a page; one under "unseen" is right by
// rule or general knowledge: both find, and Entry.Seen is the difference.
package mention

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"cordon"
)

//go:embed data/*.json
var data embed.FS

// An Entry is one thing that the gazetteer knows. The first letter of its ID
// says what it is: a. a person, b. a body, c. a country, g. a place,
// o. an outlet or agency, v. a vessel, w. a weapon.
type Entry struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`    // how we print it
	Names    []string  `json:"names"`   // spellings seen on a page or a list
	Unseen   []string  `json:"unseen"`  // spellings that are right by rule
	Side     string    `json:"side"`    // whom it speaks for: ISO 3166-1 alpha-2, "EU", "UN", "NATO"
	Country  string    `json:"country"` // places, outlets
	Class    string    `json:"class"`   // of bodies and weapons
	Kind     string    `json:"kind"`    // of places and outlets
	Roles    []Role    `json:"roles"`
	IMO      string    `json:"imo"`
	PartOf   string    `json:"part_of"`
	Listed   bool      `json:"listed"` // some authority lists it
	Common   bool      `json:"common"` // the name is borne by many: needs context
	Press    bool      `json:"press"`  // an author, not a party to events
	Collides []string  `json:"collides"`
	Active   [2]dateOr `json:"active"`
	Note     string    `json:"note"`
	Adj      []string  `json:"adjectives"` // countries
	Code     string    `json:"code"`       // countries
	Event    string    `json:"event"`      // weapons: the class of a transfer
}

// dateOr is a date that the data may leave empty.
type dateOr = cordon.Date

// A Role is an office held from one day to another; a zero end is not known or
// not yet. AsOf is a day on which a source shows the person in it.
type Role struct {
	Title string      `json:"title"`
	Org   string      `json:"org"`
	From  cordon.Date `json:"from"`
	To    cordon.Date `json:"to"`
	AsOf  cordon.Date `json:"asof"`
	Check string      `json:"check"` // "general": from general knowledge, no source seen
}

// An edge says that texts of one outlet appear at another.
type edge struct {
	From string `json:"from"`
	To   string `json:"to"`
	Mode string `json:"mode"` // licensed, credited, copy, paraphrase, photo
}

// files are the parts of the gazetteer.
var files = []string{"people", "bodies", "weapons", "places", "vessels", "outlets", "countries"}

// A gazetteer is the data, ready to be looked up.
type gazetteer struct {
	byID     map[string]*Entry
	phrases  map[string][]phrase // by normal form, words of alphabetic scripts
	firsts   map[string]int      // first word -> words of the longest phrase
	cjk      map[string][]phrase // by text, scripts written without word ends
	cjkRunes int                 // runes of the longest
	surnames map[string][]*Entry
	roots    []edge
}

// A phrase is one spelling of an entry.
type phrase struct {
	entry *Entry
	words []word // as the gazetteer writes them, for the check of capitals
	adj   bool   // a country's adjective
}

var book = sync.OnceValue(func() *gazetteer {
	g, err := readGazetteer()
	if err != nil {
		panic(err) // the data is part of the program
	}
	return g
})

func readGazetteer() (*gazetteer, error) {
	g := &gazetteer{
		byID: map[string]*Entry{}, phrases: map[string][]phrase{}, firsts: map[string]int{},
		cjk: map[string][]phrase{}, surnames: map[string][]*Entry{},
	}
	for _, f := range files {
		var es []*Entry
		if err := load(f, &es); err != nil {
			return nil, err
		}
		for _, e := range es {
			if e.Code != "" {
				e.ID, e.Side, e.Country = "c."+e.Code, e.Code, e.Code
			}
			if e.ID == "" || e.Name == "" || g.byID[e.ID] != nil {
				return nil, fmt.Errorf("%s: entry %q %q lacks a name or stands twice", f, e.ID, e.Name)
			}
			g.byID[e.ID] = e
			g.add(e)
		}
	}
	return g, load("syndication", &g.roots)
}

func load(name string, v any) error {
	raw, err := data.ReadFile("data/" + name + ".json")
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (g *gazetteer) add(e *Entry) {
	for _, list := range [][]string{e.Names, e.Unseen} {
		for _, n := range list {
			g.spell(e, n, false)
		}
	}
	for _, n := range e.Adj {
		g.spell(e, n, true)
	}
	if e.ID[0] != 'a' || e.Press {
		return
	}
	for _, n := range append([]string{e.Name}, e.Unseen...) {
		if s := surname(n, e.Side); s != "" && !slices.Contains(g.surnames[s], e) {
			g.surnames[s] = append(g.surnames[s], e)
		}
	}
}

func (g *gazetteer) spell(e *Entry, name string, adj bool) {
	if startsDense(name) {
		g.cjk[name] = append(g.cjk[name], phrase{entry: e, adj: adj})
		g.cjkRunes = max(g.cjkRunes, len([]rune(name)))
		return
	}
	ws := words(name, cordon.Span{To: len(name)})
	if len(ws) == 0 {
		return
	}
	key := join(ws)
	for _, p := range g.phrases[key] {
		if p.entry == e {
			// Two spellings with one normal form: what either writes small may be small.
			for i := range p.words {
				p.words[i].up = p.words[i].up && ws[i].up
				p.words[i].caps = p.words[i].caps && ws[i].caps
			}
			return
		}
	}
	g.phrases[key] = append(g.phrases[key], phrase{entry: e, words: ws, adj: adj})
	g.firsts[ws[0].norm] = max(g.firsts[ws[0].norm], len(ws))
}

// Lookup is the gazetteer's entry of an ID, or nil.
func Lookup(id string) *Entry { return book().byID[id] }

// ByName finds the entry that a spelling means; the kinds are first letters of
// IDs, in the order of preference. Nil when there is none.
func ByName(name, kinds string) *Entry {
	ps := book().phrases[join(words(name, cordon.Span{To: len(name)}))]
	if startsDense(name) {
		ps = book().cjk[name]
	}
	for _, k := range kinds {
		for _, p := range ps {
			if rune(p.entry.ID[0]) == k {
				return p.entry
			}
		}
	}
	return nil
}

// Seen reports whether a spelling of the entry was seen on a page or a list.
func (e *Entry) Seen(name string) bool {
	for _, n := range e.Names {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

// On is the office held on a day. Without a day it is the latest that the
// gazetteer has. The second result is false when no office is known for that day.
func (e *Entry) On(day cordon.Date) (Role, bool) {
	var best Role
	found, firm := false, false
	for _, r := range e.Roles {
		if day.IsZero() {
			if !found || best.From.Before(r.From) {
				best, found = r, true
			}
			continue
		}
		if !r.From.IsZero() && day.Last().Before(r.From.First()) || !r.To.IsZero() && day.First().After(r.To.Last()) {
			continue
		}
		known := !r.From.IsZero()
		if !found || known && (!firm || best.From.Before(r.From)) {
			best, found, firm = r, true, known
		}
	}
	return best, found
}

// Root follows the known ways of syndication: the outlet that a text credited
// to or found at the given outlet comes from, or the outlet itself.
func Root(outlet string) string {
	seen := map[string]bool{}
	for !seen[outlet] {
		seen[outlet] = true
		for _, e := range book().roots {
			if e.To == outlet && (e.Mode == "credited" || e.Mode == "copy" || e.Mode == "licensed" || e.Mode == "paraphrase") {
				outlet = e.From
				break
			}
		}
	}
	return outlet
}

// surname is the part of a person's name that stands for it in a text: the
// first word of a Korean or Chinese name, else the last. It is in normal form.
func surname(name, side string) string {
	ws := words(name, cordon.Span{To: len(name)})
	if len(ws) == 0 {
		return ""
	}
	if familyFirst(ws, side) {
		return ws[0].norm
	}
	return ws[len(ws)-1].norm
}

// familyFirst reports whether a name begins with the family name: those of states
// that write so, and names of three parts that begin with a Korean family name.
func familyFirst(ws []word, side string) bool {
	switch side {
	case "KP", "KR", "CN", "TW", "HK", "VN":
		return len(ws) > 1
	}
	return side == "" && len(ws) == 3 && koreanFamilies[ws[0].norm]
}

// koreanFamilies are the family names that most Koreans bear, in the spellings
// of both states.
var koreanFamilies = set(`kim lee ri yi park pak bak choi choe jung jong jeong chung kang cho jo yoon yun jang chang
	lim im han oh o seo so shin sin kwon kwak hwang ahn an song ryu yoo yu hong jon jeon ko go moon mun son sohn yang
	bae pae baek paek heo ho nam sim shim no roh ro ha joo ju koo ku woo u cha min tae hyon hyun`)

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}
