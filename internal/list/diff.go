package list

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"cordon"
)

// A difference is what a snapshot does to the stored entries.
type difference struct {
	put     []*cordon.Entry
	gone    []cordon.EntryID
	changes []cordon.Change
	drift   []cordon.Problem // how the file differs from what its format always had
}

// compare compares a publication with what is held. It puts the counts into
// snap. The first full load of a list tells no changes, and a publication in
// another format than the last tells no amendments: formats say different
// things of the same state. The new versions are written all the same.
func compare(snap *cordon.Snapshot, in *input, old *held, off *removals) *difference {
	d := &difference{drift: in.drift}
	tell := func(kind cordon.ChangeKind, id cordon.EntryID, name string, fs []cordon.FieldChange) {
		if snap.Previous != "" {
			d.changes = append(d.changes, cordon.Change{Entry: id, Name: name, Snapshot: snap.ID, Kind: kind, Fields: fs})
		}
	}
	for id, e := range in.entries {
		k, known := old.keys[id]
		switch {
		case !known || k.Starter && k.Current:
			tell(cordon.Added, id, e.Profile.Name(), nil)
		case !k.Current:
			tell(cordon.Restored, id, e.Profile.Name(), nil)
		case e.Fingerprint() == k.Fingerprint:
			continue
		case old.last.Format == snap.Format:
			if fs := amendments(old.entries[id], e); len(fs) > 0 {
				tell(cordon.Amended, id, e.Profile.Name(), fs)
			}
		}
		d.put = append(d.put, e)
	}
	snap.Entries = len(in.entries)
	for id, k := range old.absent(in) {
		if newer := k.Starter && snap.Published.Before(k.Published); newer || off.held[id] {
			snap.Entries++ // a fact newer than this publication; a removal that is not confirmed
			continue
		}
		d.gone = append(d.gone, id)
		if !k.Starter {
			tell(cordon.Removed, id, k.Name, nil)
		}
	}
	d.sort()
	d.count(snap)
	return d
}

func (d *difference) sort() {
	slices.SortFunc(d.put, func(a, b *cordon.Entry) int { return cmp.Compare(a.ID, b.ID) })
	slices.Sort(d.gone)
	slices.SortFunc(d.changes, func(a, b cordon.Change) int { return cmp.Compare(a.Entry, b.Entry) })
}

func (d *difference) count(snap *cordon.Snapshot) {
	for _, c := range d.changes {
		switch c.Kind {
		case cordon.Added:
			snap.Added++
		case cordon.Amended:
			snap.Amended++
		case cordon.Removed:
			snap.Removed++
		case cordon.Restored:
			snap.Restored++
		}
	}
}

// A property is one of an entry's, as short texts.
type property struct {
	name   string
	values func(*cordon.Entry) []string
}

// fields are the properties of an entry, each as short texts: what an amendment
// is told in, and what the fill rates of a Source are named after.
var fields = []property{
	{"kind", func(e *cordon.Entry) []string { return filled(string(e.Profile.Kind)) }},
	{"names", func(e *cordon.Entry) []string {
		return texts(e.Profile.Names, func(n cordon.Name) string {
			return marked(n.Full, string(n.Use), n.Weak, "weak")
		})
	}},
	{"identifiers", func(e *cordon.Entry) []string {
		return texts(e.Profile.Identifiers, func(i cordon.Identifier) string {
			return marked(strings.TrimSpace(string(i.Scheme)+" "+i.Value+" "+i.Country), i.Period.From.String()+".."+i.Period.To.String(), i.Invalid, "invalid")
		})
	}},
	{"births", func(e *cordon.Entry) []string { return jsons(e.Profile.Births) }},
	{"deaths", func(e *cordon.Entry) []string { return texts(e.Profile.Deaths, cordon.Date.String) }},
	{"founded", func(e *cordon.Entry) []string { return texts(e.Profile.Founded, cordon.Date.String) }},
	{"countries", func(e *cordon.Entry) []string {
		return texts(e.Profile.Countries, func(c cordon.CountryLink) string { return c.Role + " " + c.Country })
	}},
	{"addresses", func(e *cordon.Entry) []string {
		return texts(e.Profile.Addresses, func(a cordon.Address) string { return a.Full })
	}},
	{"positions", func(e *cordon.Entry) []string { return e.Profile.Positions }},
	{"contacts", func(e *cordon.Entry) []string {
		return texts(e.Profile.Contacts, func(c cordon.Contact) string { return c.Kind + " " + c.Value })
	}},
	{"gender", func(e *cordon.Entry) []string { return filled(e.Profile.Gender) }},
	{"craft", func(e *cordon.Entry) []string {
		if e.Profile.Craft == nil {
			return nil
		}
		return jsons([]cordon.Craft{*e.Profile.Craft})
	}},
	{"designations", func(e *cordon.Entry) []string {
		return texts(e.Designations, func(d cordon.Designation) string { return string(d.Programme) })
	}},
	{"designations.measures", each(func(d cordon.Designation) []string {
		return texts(d.Measures, func(m cordon.Measure) string { return string(m) })
	})},
	{"designations.listed", each(func(d cordon.Designation) []string { return filled(d.Listed.String()) })},
	{"designations.delisted", each(func(d cordon.Designation) []string { return filled(d.Delisted.String()) })},
	{"designations.amended", each(func(d cordon.Designation) []string { return texts(d.Amended, cordon.Date.String) })},
	{"designations.basis", each(func(d cordon.Designation) []string {
		return texts(d.Basis, func(b cordon.LegalBasis) string { return strings.TrimSpace(b.Instrument + " " + b.Paragraph) })
	})},
	{"designations.reason", each(func(d cordon.Designation) []string { return filled(d.Reason) })},
	{"relations", func(e *cordon.Entry) []string {
		return texts(e.Relations, func(r cordon.Relation) string {
			return marked(r.Role+" "+cmp.Or(string(r.Other), r.Name), r.Type, r.Former, "former")
		})
	}},
	{"remarks", func(e *cordon.Entry) []string { return filled(e.Remarks) }},
	{"url", func(e *cordon.Entry) []string { return filled(e.URL) }},
}

// amendments are the fields in which two versions differ.
func amendments(old, e *cordon.Entry) []cordon.FieldChange {
	if old == nil {
		return []cordon.FieldChange{{Field: "entry"}} // unreachable: held loads what differs
	}
	var out []cordon.FieldChange
	for _, f := range fields {
		was, is := f.values(old), f.values(e)
		if c := (cordon.FieldChange{Field: f.name, Added: without(is, was), Removed: without(was, is)}); len(c.Added)+len(c.Removed) > 0 {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		out = []cordon.FieldChange{{Field: "details"}} // an order, a script, a name's parts
	}
	return out
}

// without are the values of a that b has not, cut to what one can read in a line.
func without(a, b []string) []string {
	var out []string
	for _, v := range a {
		if !slices.Contains(b, v) {
			out = append(out, short(v))
		}
	}
	return out
}

func short(s string) string {
	r := []rune(s)
	if len(r) > 160 {
		return string(r[:160]) + "…"
	}
	return s
}

func texts[T any](vs []T, text func(T) string) []string {
	var out []string
	for _, v := range vs {
		out = append(out, text(v))
	}
	return out
}

func jsons[T any](vs []T) []string {
	return texts(vs, func(v T) string {
		b, err := json.Marshal(v)
		if err != nil {
			return fmt.Sprint(v) // unreachable: only text, numbers and dates
		}
		return string(b)
	})
}

func each(values func(cordon.Designation) []string) func(*cordon.Entry) []string {
	return func(e *cordon.Entry) []string {
		var out []string
		for _, d := range e.Designations {
			for _, v := range values(d) {
				if len(e.Designations) > 1 {
					v = string(d.Programme) + ": " + v
				}
				out = append(out, v)
			}
		}
		return out
	}
}

func filled(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// marked adds what is worth saying of a value in brackets.
func marked(s, note string, flag bool, word string) string {
	note = strings.Trim(note, ".")
	if flag {
		note = strings.TrimLeft(note+", "+word, ", ")
	}
	if note == "" {
		return s
	}
	return s + " (" + note + ")"
}
