// Package theme has the subjects that a comparison of authorities may be about,
// and the programmes of each list that belong to them. They are data, in
// data/themes.yaml: another subject is another entry there.
package theme

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"cordon"
)

//go:embed data/themes.yaml
var file []byte

// A Theme is one subject. The head of data/themes.yaml says what the fields mean.
type Theme struct {
	ID         string   `yaml:"id"`   // as a query names it: "dprk-russia"
	Name       string   `yaml:"name"` // as a page shows it
	Since      int      `yaml:"since"`
	Programmes []string `yaml:"programmes"`
	Both       []string `yaml:"both"`
	Under      string   `yaml:"under"`
	Words      []string `yaml:"words"`
	Starter    bool     `yaml:"starter"`

	under *Theme         // that Under names; nil: none
	words *regexp.Regexp // nil: none
}

// All are the themes, the one first that is shown when nobody names another.
// The caller must not change them.
func All() []*Theme { return all() }

var all = sync.OnceValue(func() []*Theme {
	themes, err := read(file)
	if err != nil {
		panic("themes.yaml: " + err.Error()) // it is a part of the program, and a test reads it
	}
	return themes
})

// Default is the theme that is shown when nobody names another.
func Default() *Theme { return All()[0] }

// Find is the theme of an ID in lower case, or nil.
func Find(id string) *Theme { return find(All(), id) }

// IDs are the IDs of all themes.
func IDs() []string {
	var out []string
	for _, t := range All() {
		out = append(out, t.ID)
	}
	return out
}

// Has reports whether a programme is about the theme.
func (t *Theme) Has(programme cordon.ProgrammeID) bool {
	return slices.ContainsFunc(t.Programmes, func(p string) bool {
		prefix, open := strings.CutSuffix(p, "*")
		return string(programme) == prefix || open && strings.HasPrefix(string(programme), prefix)
	})
}

// Named reports whether an entry's remarks, or an authority's reasons for a listing
// under the theme that this one is Under, have one of its words.
func (t *Theme) Named(e *cordon.Entry) bool {
	if t.words == nil {
		return false
	}
	return t.words.MatchString(e.Remarks) || slices.ContainsFunc(e.Designations, func(d cordon.Designation) bool {
		return t.under.Has(d.Programme) && t.words.MatchString(d.Reason)
	})
}

// A Listed is a listing of a party, as far as its themes depend on it.
type Listed struct {
	Programme cordon.ProgrammeID
	Starter   bool     // the starter names its entry for its subject
	Named     []string // IDs of the themes whose words its entry has (Theme.Named)
}

// Of are the IDs of the themes of a party by its listings.
func Of(listings []Listed) map[string]bool { return of(All(), listings) }

// of is Of by the themes of one file.
func of(themes []*Theme, listings []Listed) map[string]bool {
	out := map[string]bool{}
	for _, t := range themes {
		for _, l := range listings {
			if t.Starter && l.Starter || t.Has(l.Programme) ||
				t.under != nil && slices.Contains(l.Named, t.ID) && t.under.Has(l.Programme) {
				out[t.ID] = true
			}
		}
	}
	for _, t := range themes {
		if len(t.Both) > 0 && !slices.ContainsFunc(t.Both, func(id string) bool { return !out[id] }) {
			out[t.ID] = true
		}
	}
	return out
}

// read reads the themes of a file and examines them.
func read(file []byte) ([]*Theme, error) {
	var themes []*Theme
	d := yaml.NewDecoder(bytes.NewReader(file))
	d.KnownFields(true)
	if err := d.Decode(&themes); err != nil {
		return nil, err
	}
	if err := d.Decode(&themes); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one document")
	}
	if len(themes) == 0 {
		return nil, errors.New("no theme")
	}
	starters := 0
	for i, t := range themes {
		if err := t.check(themes, i); err != nil {
			return nil, fmt.Errorf("theme %d (%q): %w", i+1, t.ID, err)
		}
		if t.Starter {
			starters++
		}
	}
	if starters > 1 {
		return nil, errors.New("two themes are the starter's subject")
	}
	return themes, nil
}

var isID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// check examines the theme at one place of the file, and compiles its words.
func (t *Theme) check(all []*Theme, at int) error {
	switch {
	case !isID.MatchString(t.ID):
		return errors.New("an ID has lower-case letters, digits and hyphens")
	case find(all, t.ID) != all[at]:
		return errors.New("the ID is there twice")
	case t.Name == "":
		return errors.New("no name")
	case len(t.Programmes) == 0 && len(t.Both) == 0 && t.Under == "" && !t.Starter:
		return errors.New("nothing can be of it")
	case (t.Under == "") != (len(t.Words) == 0):
		return errors.New("under and words belong together")
	}
	if err := t.refers(all); err != nil || len(t.Words) == 0 {
		return err
	}
	var err error
	t.words, err = regexp.Compile(`(?i)\b(?:` + strings.Join(t.Words, "|") + `)`)
	return err
}

// refers examines the themes and programmes that the theme names, and keeps the one that
// it is under.
func (t *Theme) refers(all []*Theme) error {
	for _, id := range append(slices.Clone(t.Both), t.Under) {
		if other := find(all, id); id != "" && (other == nil || len(other.Programmes) == 0) {
			return fmt.Errorf("%q is no theme with programmes", id)
		}
	}
	t.under = find(all, t.Under)
	for _, p := range t.Programmes {
		if !isProgramme(p) {
			return fmt.Errorf("programme %q: must be authority/code, with * at most at its end", p)
		}
	}
	return nil
}

// isProgramme reports whether a programme, or the beginning of several, is one of
// a known authority.
func isProgramme(p string) bool {
	authority, code, ok := strings.Cut(strings.TrimSuffix(p, "*"), "/")
	return ok && code != "" && !strings.Contains(code, "*") &&
		slices.ContainsFunc(cordon.Authorities, func(a cordon.Authority) bool { return string(a.ID) == authority })
}

func find(themes []*Theme, id string) *Theme {
	if i := slices.IndexFunc(themes, func(t *Theme) bool { return t.ID == id }); i >= 0 {
		return themes[i]
	}
	return nil
}
