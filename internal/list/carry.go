package list

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"cordon"
)

// parts are the parts of a publication in several files: the name reported when
// one is missing, and how an entry keeps what its stored version has of it.
var parts = map[string]struct {
	name  string
	carry func(to, from *cordon.Entry)
}{
	"alt":      {"aliases", carryNames},
	"add":      {"addresses", carryAddresses},
	"comments": {"comments", nil}, // only for remarks that were cut: see carry
}

// carry returns the input with what the stored versions have of a missing part, or
// with all that they have: that a value is missing is no evidence that it was
// deleted, if its part is missing, or the file may be cut, old or read in part. What
// was read stays as it is, since apply may have to start over.
func carry(p *publication, in *input, old *stored, all bool) *input {
	lacking := p.lacking(in)
	if !all && len(lacking) == 0 {
		return in
	}
	out := *in
	out.entries = maps.Clone(in.entries)
	for id, from := range old.entries {
		read := in.entries[id]
		if read == nil || from.Starter {
			continue // a fact of the starter is replaced as a whole
		}
		e := copied(read)
		if all {
			carryAll(e, from)
		}
		for _, role := range lacking {
			if c := parts[role].carry; c != nil {
				c(e, from)
			}
			if role == "comments" && slices.Contains(in.bad[e.Ref], "remarks") {
				carryRemarks(e, from)
			}
		}
		out.entries[id] = e
	}
	return &out
}

// keepScripts returns the input with the stored names in other scripts, where the
// format of the publication prints none: a richer format brought them, and only that
// shows that one is deleted. An entry that is restored has those that it had.
func keepScripts(p *publication, in *input, old *stored) *input {
	if !p.format.Latin {
		return in
	}
	out := *in
	out.entries = maps.Clone(in.entries)
	for _, versions := range []map[cordon.EntryID]*cordon.Entry{old.entries, old.former} {
		for id, from := range versions {
			if read := in.entries[id]; read != nil && !from.Starter && slices.ContainsFunc(from.Profile.Names, otherScript) {
				e := copied(read)
				carryNamesThat(e, from, otherScript)
				out.entries[id] = e
			}
		}
	}
	return &out
}

// otherScript reports whether a name has a letter of another script than Latin. Those
// that scripts share, such as the apostrophe of "Al-Raʼi", are of none.
func otherScript(n cordon.Name) bool {
	return strings.ContainsFunc(n.Full, func(r rune) bool { return unicode.IsLetter(r) && !unicode.In(r, unicode.Latin, unicode.Common) })
}

// onlyAdd returns the input with the stored versions of its entries, and what it
// adds to them: a publication that may be older overwrites nothing.
func onlyAdd(in *input, old *stored) *input {
	out := *in
	out.entries = maps.Clone(in.entries)
	for id, from := range old.entries {
		read := in.entries[id]
		if read == nil || from.Starter {
			continue
		}
		e := copied(from)
		e.Since, e.Until = "", ""
		e.Profile.Names = keepNames(from.Profile.Names, read.Profile.Names)
		carryAddresses(e, read)
		p, q := &e.Profile, &read.Profile
		p.Identifiers = union(p.Identifiers, q.Identifiers)
		p.Births = union(p.Births, q.Births)
		p.Countries = union(p.Countries, q.Countries)
		p.Contacts = union(p.Contacts, q.Contacts)
		e.Relations = union(e.Relations, read.Relations)
		e.Designations = append(e.Designations, lackedProgrammes(e, read)...)
		out.entries[id] = e
	}
	return &out
}

// copied returns a copy of an entry of which carry may change and extend every field.
func copied(e *cordon.Entry) *cordon.Entry {
	c := *e
	p := &c.Profile
	p.Names = slices.Clone(p.Names)
	p.Addresses = slices.Clone(p.Addresses)
	p.Identifiers = slices.Clone(p.Identifiers)
	p.Births = slices.Clone(p.Births)
	p.Countries = slices.Clone(p.Countries)
	p.Contacts = slices.Clone(p.Contacts)
	c.Relations = slices.Clone(c.Relations)
	c.Designations = slices.Clone(c.Designations)
	return &c
}

// carryAll gives an entry what its stored version has: records of one entry need
// not be adjacent in a file (OFSI's are not), so a truncated file lacks names and
// addresses of entries that it still contains.
func carryAll(to, from *cordon.Entry) {
	to.Profile.Names = keepNames(from.Profile.Names, to.Profile.Names)
	carryAddresses(to, from)
	carryRemarks(to, from)
	to.Designations = append(to.Designations, lackedProgrammes(to, from)...)
}

// keepNames returns the stored names and the new ones, as aliases: the row of the
// primary name may be the one that is cut off.
func keepNames(stored, now []cordon.Name) []cordon.Name {
	out := slices.Clone(stored)
	for _, n := range now {
		if slices.ContainsFunc(out, func(m cordon.Name) bool { return m.Full == n.Full }) {
			continue
		}
		if n.Use == cordon.Primary {
			n.Use = cordon.Alias
		}
		out = append(out, n)
	}
	return out
}

func carryAddresses(to, from *cordon.Entry) {
	to.Profile.Addresses = union(to.Profile.Addresses, from.Profile.Addresses)
}

// union appends the values of b that a lacks.
func union[T comparable](a, b []T) []T {
	for _, v := range b {
		if !slices.Contains(a, v) {
			a = append(a, v)
		}
	}
	return a
}

// carryRemarks is for an entry whose remarks are truncated and continue in a
// missing file: what was stored from the rest is kept.
func carryRemarks(to, from *cordon.Entry) {
	carryNames(to, from)
	p, q := &to.Profile, &from.Profile
	p.Identifiers = union(p.Identifiers, q.Identifiers)
	p.Births = union(p.Births, q.Births)
	p.Countries = union(p.Countries, q.Countries)
	p.Contacts = union(p.Contacts, q.Contacts)
	to.Relations = union(to.Relations, from.Relations)
	if len(from.Remarks) > len(to.Remarks) {
		to.Remarks = from.Remarks
	}
}

func carryNames(to, from *cordon.Entry) {
	carryNamesThat(to, from, func(cordon.Name) bool { return true })
}

// carryNamesThat gives an entry the aliases of its stored version that are to be kept.
func carryNamesThat(to, from *cordon.Entry, kept func(cordon.Name) bool) {
	for _, n := range from.Profile.Names {
		same := func(m cordon.Name) bool { return m.Full == n.Full }
		if n.Use != cordon.Primary && kept(n) && !slices.ContainsFunc(to.Profile.Names, same) {
			to.Profile.Names = append(to.Profile.Names, n)
		}
	}
	inPlace(to.Profile.Names, from.Profile.Names)
}

// lackedProgrammes are the designations under programmes that the entry lacks.
func lackedProgrammes(to, from *cordon.Entry) []cordon.Designation {
	var out []cordon.Designation
	for _, d := range from.Designations {
		if !slices.Contains(programmes(to), d.Programme) {
			out = append(out, d)
		}
	}
	return out
}
