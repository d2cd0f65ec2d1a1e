// Package starter holds the facts that the program knows at its first start:
// who is listed for the DPRK-Russia subject. It is not an official list: it has
// names, dates, references, identifiers, programmes and measures, no
// publisher's prose, and only the parties of the subject. Its data is made by
// the command in make/.
package starter

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"cordon"
)

//go:embed data/starter.jsonl
var data []byte

// A Set is the starter's part of one list.
type Set struct {
	List    cordon.ListID
	AsOf    cordon.Date // the day of the publication that the facts were taken from
	Source  string      // what they were taken from
	Entries []*cordon.Entry
}

// loaded is the data, read once.
var loaded = sync.OnceValues(load)

type contents struct {
	sets       []Set
	subject    map[cordon.EntryID]bool
	judgements []cordon.Judgement
}

// Entries are the facts, one set per list. The caller may change what it gets.
func Entries() ([]Set, error) {
	c, err := load()
	return c.sets, err
}

// Subject are the entries that the starter names for arms transfers between the
// DPRK and Russia. The caller must not change the map.
func Subject() (map[cordon.EntryID]bool, error) {
	c, err := loaded()
	return c.subject, err
}

// Judgements state which of the entries are one party although no number or
// date of birth shows it; they were made by hand, each with its reason. At is
// not set.
func Judgements() ([]cordon.Judgement, error) {
	c, err := loaded()
	return slices.Clone(c.judgements), err
}

func load() (contents, error) {
	c := contents{subject: map[cordon.EntryID]bool{}}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		var l struct {
			List    cordon.ListID `json:"list"`
			AsOf    cordon.Date   `json:"as_of"`
			Source  string        `json:"source"`
			Entry   *cordon.Entry `json:"entry"`
			Subject bool          `json:"subject"`

			Judgement *cordon.Judgement `json:"judgement"`
		}
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return contents{}, fmt.Errorf("starter.jsonl:%d: %w", n, err)
		}
		if l.Judgement != nil {
			c.judgements = append(c.judgements, *l.Judgement)
			continue
		}
		if l.Entry == nil {
			c.sets = append(c.sets, Set{List: l.List, AsOf: l.AsOf, Source: l.Source})
			continue
		}
		l.Entry.Starter = true
		last := &c.sets[len(c.sets)-1]
		last.Entries = append(last.Entries, l.Entry)
		if l.Subject {
			c.subject[l.Entry.ID] = true
		}
	}
	return c, lines.Err()
}
