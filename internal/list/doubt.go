package list

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"cordon"
	"cordon/internal/damage"
)

// keepDoubted returns the input with the names and numbers that records lack only
// because they are damaged: a record that could not be read as it was written is no
// evidence that one of its names was deleted. It returns a problem for each name that
// only the stored version shows to be less than it was. One that lost words is believed
// when the next publication repeats it, or at once when all of a publication is accepted.
func keepDoubted(p *publication, in *input, old *stored, accepted bool) (*input, []cordon.Problem) {
	out := *in
	out.entries = maps.Clone(in.entries)
	var said []cordon.Problem
	same := old.last != nil && old.last.Format == p.Format // formats print different names
	for _, id := range slices.Sorted(maps.Keys(old.entries)) {
		from, read := old.entries[id], in.entries[id]
		if read == nil {
			continue
		}
		d := doubtOf(read, from, in.doubtful(read.Ref), same && !accepted && !from.Starter)
		if len(d.kept) == 0 && !d.damaged {
			continue
		}
		out.entries[id] = d.mended(read, from)
		for _, w := range d.why {
			said = append(said, cordon.Problem{File: in.main, Record: read.Ref, Field: "names", Value: w.printed, Reason: w.reason})
		}
	}
	out.count += len(said)
	return &out, said
}

// doubtful reports whether a record was damaged, or has a name that is none.
func (in *input) doubtful(ref string) bool {
	return in.damaged[ref] || slices.Contains(in.bad[ref], "names")
}

// A doubt is what a record says of the names of an entry and cannot mean.
type doubt struct {
	damaged bool          // the record as a whole
	kept    []cordon.Name // stored, lacked by the record, and not deleted by it
	names   []cordon.Name // of the record, without what is no name
	why     []struct{ printed, reason string }
}

// doubtOf compares the names of a record with those of the stored version; shorter is
// whether one that lost words is in doubt.
func doubtOf(read, from *cordon.Entry, damaged, shorter bool) doubt {
	d := doubt{damaged: damaged, names: read.Profile.Names}
	was := from.Profile.Names
	lost := slices.DeleteFunc(slices.Clone(was), func(n cordon.Name) bool {
		return named(d.names, n) || damage.OfName(n.Full) != "" || damage.Placeholder(n.Full)
	})
	if len(lost) == 0 {
		return d
	}
	none := func(n cordon.Name) bool { return damage.Placeholder(n.Full) && !named(was, n) }
	for _, n := range only(d.names, none) {
		d.because(n, "a placeholder, not a name; not taken, and the names that the list had are kept")
	}
	if len(d.why) > 0 {
		d.names = slices.DeleteFunc(slices.Clone(d.names), none)
	}
	for _, n := range lost {
		i := slices.IndexFunc(d.names, func(m cordon.Name) bool { return shorter && !sameUse(was, m) && partOf(m, n) })
		if i >= 0 {
			d.because(d.names[i], fmt.Sprintf("shorter than the name that the list had, %q, "+
				"which is kept until a later publication confirms it", n.Full))
		}
		if i >= 0 || damaged || len(d.why) > 0 && len(d.names) < len(read.Profile.Names) {
			d.kept = append(d.kept, n)
		}
	}
	return d
}

func (d *doubt) because(n cordon.Name, reason string) {
	d.why = append(d.why, struct{ printed, reason string }{n.Full, reason})
}

// mended is an entry with what is kept of the stored version. The primary name stays
// that of the record, unless that is none or damaged.
func (d doubt) mended(read, from *cordon.Entry) *cordon.Entry {
	e := copied(read)
	e.Profile.Names = slices.Clone(d.names)
	good := slices.ContainsFunc(d.names, func(n cordon.Name) bool { return primary(n) && damage.OfName(n.Full) == "" })
	keptPrimary := slices.ContainsFunc(d.kept, primary)
	for i := range e.Profile.Names {
		if n := &e.Profile.Names[i]; primary(*n) && !good && keptPrimary {
			n.Use = cordon.Alias
		}
	}
	for _, n := range d.kept {
		if primary(n) && good {
			n.Use = cordon.Alias
		}
		e.Profile.Names = append(e.Profile.Names, n)
	}
	inPlace(e.Profile.Names, from.Profile.Names)
	if d.damaged {
		e.Profile.Identifiers = union(e.Profile.Identifiers, from.Profile.Identifiers)
	}
	return e
}

// named reports whether a name is among others, whatever its use.
func named(names []cordon.Name, n cordon.Name) bool {
	return slices.ContainsFunc(names, func(m cordon.Name) bool { return m.Full == n.Full })
}

// sameUse reports whether a name is among others with its use.
func sameUse(names []cordon.Name, n cordon.Name) bool {
	return slices.ContainsFunc(names, func(m cordon.Name) bool { return m.Full == n.Full && m.Use == n.Use })
}

// partOf reports whether a name has only words of another, and fewer.
func partOf(part, whole cordon.Name) bool {
	has, had := wordsOf([]cordon.Name{part}), wordsOf([]cordon.Name{whole})
	for w := range has {
		if !had[w] {
			return false
		}
	}
	return len(has) > 0 && len(has) < len(had)
}

// inPlace puts names in the order that they had, the primary name first and what is new
// last: names that were kept must not look like an amendment.
func inPlace(names, had []cordon.Name) {
	place := func(n cordon.Name) int {
		if n.Use == cordon.Primary {
			return -1
		}
		if i := slices.IndexFunc(had, func(m cordon.Name) bool { return m.Full == n.Full }); i >= 0 {
			return i
		}
		return len(had)
	}
	slices.SortStableFunc(names, func(a, b cordon.Name) int { return cmp.Compare(place(a), place(b)) })
}
