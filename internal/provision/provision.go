// Package provision knows the obligations that an event can breach: the
// measures of the Security Council's resolutions on the DPRK, one provision per
// paragraph, with direction, who is bound, since when, and whether the
// paragraph's number was compared with the resolution.
//
// The facts are hand-kept in data/: measures.json (what is forbidden or
// required, by which paragraphs) and resolutions.json (dates of adoption).
package provision

import (
	"cmp"
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

// A measure is one duty and the paragraphs that impose it.
type measure struct {
	ID        string           `json:"id"` // "un.arms.from_dprk"
	Subject   string           `json:"subject"`
	Direction cordon.Direction `json:"direction"`
	Binds     []string         `json:"binds"`
	Rule      string           `json:"rule"`
	Exemption string           `json:"exemption"`
	Cap       bool             `json:"cap"`    // a yearly total: one delivery alone is not a breach
	Events    []string         `json:"events"` // class of act ":" direction, see acts in breach.go
	Refs      []ref            `json:"refs"`
	Source    []string         `json:"source"`
}

// A ref is where a measure stands.
type ref struct {
	Res   int    `json:"res"`   // the resolution's number
	Para  string `json:"para"`  // "8(b)"; several separated by ", "
	Check string `json:"check"` // "para": number and content were seen; "text": only the content was
}

// A resolution of the Security Council.
type resolution struct {
	Res       int         `json:"res"`
	Year      int         `json:"year"`
	Adopted   cordon.Date `json:"adopted"`
	DateCheck string      `json:"date_check"` // seen, inferred, general: how the date is known
	Kind      string      `json:"kind"`       // regime, panel, listing, thematic, precursor
	Subject   string      `json:"subject"`
	PanelTo   cordon.Date `json:"panel_to"` // the day to which it extended the Panel's mandate
}

// A book is the data, read.
type book struct {
	all      []cordon.Provision
	byID     map[cordon.ProvisionID]int
	of       map[string][]cordon.ProvisionID // by measure
	measures []measure
}

var open = sync.OnceValue(func() *book {
	b, err := read()
	if err != nil {
		panic(err) // the data is part of the program
	}
	return b
})

func read() (*book, error) {
	b := &book{byID: map[cordon.ProvisionID]int{}, of: map[string][]cordon.ProvisionID{}}
	var rs []resolution
	if err := load("data/resolutions.json", &rs); err != nil {
		return nil, err
	}
	if err := load("data/measures.json", &b.measures); err != nil {
		return nil, err
	}
	byRes := map[int]resolution{}
	for _, r := range rs {
		byRes[r.Res] = r
	}
	merged := map[cordon.ProvisionID]cordon.Provision{}
	for _, m := range b.measures {
		for _, rf := range m.Refs {
			res, ok := byRes[rf.Res]
			if !ok {
				return nil, fmt.Errorf("measure %s: no resolution %d", m.ID, rf.Res)
			}
			for _, para := range strings.Split(rf.Para, ", ") {
				p := provisionOf(m, rf, res, para)
				if old, ok := merged[p.ID]; ok {
					p = join(old, p)
				}
				merged[p.ID] = p
				if !slices.Contains(b.of[m.ID], p.ID) {
					b.of[m.ID] = append(b.of[m.ID], p.ID)
				}
			}
		}
	}
	for _, p := range merged {
		b.all = append(b.all, p)
	}
	slices.SortFunc(b.all, func(x, y cordon.Provision) int { return cmp.Compare(x.ID, y.ID) })
	for i, p := range b.all {
		b.byID[p.ID] = i
	}
	return b, nil
}

func load(name string, v any) error {
	raw, err := data.ReadFile(name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func provisionOf(m measure, rf ref, res resolution, para string) cordon.Provision {
	instrument := fmt.Sprintf("S/RES/%d (%d)", res.Res, res.Year)
	id := fmt.Sprintf("unscr-%d/%s", res.Res, strings.ReplaceAll(para, " ", "-"))
	var binds []string
	for _, b := range m.Binds {
		binds = append(binds, strings.ReplaceAll(b, "_", " "))
	}
	return cordon.Provision{
		ID:        cordon.ProvisionID(id),
		Basis:     cordon.LegalBasis{Instrument: instrument, Paragraph: para, Published: res.Adopted, InForce: res.Adopted},
		Subject:   m.Subject,
		Direction: direction(m.Direction),
		Obligates: binds,
		Rule:      m.Rule,
		Exemption: m.Exemption,
		From:      res.Adopted,
		Verified:  rf.Check == "para",
		Source:    m.Source,
	}
}

// Directions of measures that are not about goods crossing the border: against
// listed parties, a duty of states, an act of the DPRK itself.
const (
	listed      cordon.Direction = "listed"
	stateDuty   cordon.Direction = "state_duty"
	dprkConduct cordon.Direction = "dprk_conduct"
)

// direction maps the finer directions of measures to those of provisions.
func direction(d cordon.Direction) cordon.Direction {
	switch d {
	case cordon.ToDPRK, cordon.FromDPRK, cordon.BothWays:
		return d
	}
	return cordon.Undirected
}

// join makes one provision of two measures that rest on the same paragraph.
// It is verified only if both uses of the paragraph are.
func join(a, b cordon.Provision) cordon.Provision {
	a.Subject += "; " + b.Subject
	a.Rule += "; " + b.Rule
	if b.Exemption != "" && b.Exemption != a.Exemption {
		a.Exemption = strings.TrimPrefix(a.Exemption+"; "+b.Exemption, "; ")
	}
	if a.Direction != b.Direction {
		a.Direction = cordon.BothWays
	}
	for _, o := range b.Obligates {
		if !slices.Contains(a.Obligates, o) {
			a.Obligates = append(slices.Clip(a.Obligates), o)
		}
	}
	a.Source = append(slices.Clip(a.Source), b.Source...)
	slices.Sort(a.Source)
	a.Source = slices.Compact(a.Source)
	a.Verified = a.Verified && b.Verified
	return a
}

// All are the provisions that we know, ordered by ID.
func All() []cordon.Provision { return slices.Clone(open().all) }

// ByID finds a provision; the second result is false when there is none.
func ByID(id cordon.ProvisionID) (cordon.Provision, bool) {
	b := open()
	i, ok := b.byID[id]
	if !ok {
		return cordon.Provision{}, false
	}
	return b.all[i], true
}
