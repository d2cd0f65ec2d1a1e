package list

import (
	"fmt"
	"slices"

	"cordon"
)

// brake refuses a publication that is implausible as a whole: a broken file, a
// format that changed, an excerpt. It returns every rule that it breaks, the most
// telling first; none when it is plausible.
func brake(p *publication, in *input, old *stored, off *removals) []*Refused {
	out := slices.Concat(
		[]*Refused{checkSize(p, in), checkAnnounced(p, in)},
		checkForm(in),
		[]*Refused{checkDamage(in), checkEnd(p, in, old), checkRestored(p, in, old), checkRemovals(p, old, off), checkProblems(in)},
		checkFill(p.source, in), checkPersons(p.source, in),
		checkLosses(p, in, old), checkReplaced(p, in, old), []*Refused{checkWords(p, in, old)},
	)
	out = slices.DeleteFunc(out, func(r *Refused) bool { return r == nil })
	for _, r := range out {
		r.List, r.Digest = p.List, p.files[0].digest
	}
	return out
}

func checkSize(p *publication, in *input) *Refused {
	n, src := len(in.entries), p.source
	switch {
	case n < src.MinEntries:
		return &Refused{
			Rule: "min-entries", Got: float64(n), Want: float64(src.MinEntries),
			Reason: fmt.Sprintf("it has %d entries, at least %d are expected", n, src.MinEntries),
		}
	case src.MaxEntries > 0 && n > src.MaxEntries:
		return &Refused{
			Rule: "max-entries", Got: float64(n), Want: float64(src.MaxEntries),
			Reason: fmt.Sprintf("it has %d entries, at most %d are expected", n, src.MaxEntries),
		}
	}
	return nil
}

func checkAnnounced(p *publication, in *input) *Refused {
	n := len(in.entries)
	if float64(n) >= minAnnounced*float64(p.count) {
		return nil
	}
	return &Refused{
		Rule: "announced", Got: float64(n), Want: float64(p.count),
		Reason: fmt.Sprintf("it has %d entries and announces %d", n, p.count),
	}
}

// checkForm refuses a publication that lacks names of its format.
func checkForm(in *input) []*Refused {
	var out []*Refused
	for _, p := range in.drift {
		if p.Kind == cordon.MissingName {
			out = append(out, &Refused{Rule: "missing:" + p.Field, Reason: p.Reason})
		}
	}
	return out
}

// checkDamage refuses a publication that was damaged on its way.
func checkDamage(in *input) *Refused {
	n := len(in.damaged)
	if share := float64(n) / float64(max(len(in.entries), 1)); n > fewDamaged && share > maxDamaged {
		return &Refused{
			Rule: "damaged", Got: share, Want: maxDamaged,
			Reason: fmt.Sprintf("%d of %d records are damaged (%s), the limit is %s",
				n, len(in.entries), percent(share), percent(maxDamaged)),
		}
	}
	return nil
}

// checkEnd refuses the first file of a list when it is known to be cut: nothing
// that is stored makes up for what stood behind the cut.
func checkEnd(p *publication, in *input, old *stored) *Refused {
	if old.full > 0 || !in.cut(p.mainRole()) {
		return nil
	}
	return &Refused{Rule: "end-mark", Got: float64(len(in.entries)), Reason: fmt.Sprintf(
		"%s does not end with the mark that closes every file of %s, so it was cut after %d entries, and no other file of the list is loaded",
		p.files[0].name, p.Format, len(in.entries))}
}

// checkRemovals refuses a publication that lacks so much of the list that the
// rest of it cannot be trusted either.
func checkRemovals(p *publication, old *stored, off *removals) *Refused {
	limit := max(p.source.MaxRemoved, 2*off.limit)
	lacks := 0 // facts of the starter are not of an earlier state of the whole list: their removal is held at most
	for _, id := range off.open {
		if !old.keys[id].Starter {
			lacks++
		}
	}
	got := float64(lacks) / float64(max(old.full, 1))
	if p.source.MaxRemoved == 0 || got <= limit {
		return nil
	}
	rule := "max-removed"
	if off.why != nil && slices.Contains(unproven, off.why.Rule) {
		rule = off.why.Rule // what such a file lacks confirms nothing later
	}
	return &Refused{
		Rule: rule, Got: got, Want: limit,
		Reason: fmt.Sprintf("it lacks %d of %d entries (%s), at most %s is plausible", lacks, old.full, percent(got), percent(limit)),
	}
}

// checkRestored refuses a publication of an unknown day that contains entries which
// were removed since: it is more likely older than what is in force than that all
// of them are listed again.
func checkRestored(p *publication, in *input, old *stored) *Refused {
	if !p.undated {
		return nil
	}
	n := 0
	for id := range in.entries {
		if k, known := old.keys[id]; known && !k.Current {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return &Refused{
		Rule: "restored", Got: float64(n),
		Reason: fmt.Sprintf("neither %s nor its name gives a date, and it has %d entries that were removed from the list, so it may be older "+
			"than what is in force; with the date of publication in the name, as in sdn_2024-06-01.csv, it can be compared", p.files[0].name, n),
	}
}

func checkProblems(in *input) *Refused {
	bad, n := len(in.bad), len(in.entries)
	if in.bad[""] != nil {
		bad-- // of the file as a whole
	}
	share := float64(bad) / float64(max(n, 1))
	if share <= maxBad {
		return nil
	}
	return &Refused{
		Rule: "problems", Got: share, Want: maxBad,
		Reason: fmt.Sprintf("%d of %d records have a problem (%s), the limit is %s", bad, n, percent(share), percent(maxBad)),
	}
}

// checkFill compares how many entries have a field with what the source expects.
func checkFill(src *Source, in *input) []*Refused {
	var out []*Refused
	for _, f := range fields {
		want, ok := src.Fill[f.name]
		if !ok {
			continue
		}
		have := 0
		for _, e := range in.entries {
			if len(f.values(e)) > 0 {
				have++
			}
		}
		if got := float64(have) / float64(max(len(in.entries), 1)); got < want {
			out = append(out, &Refused{
				Rule: "fill:" + f.name, Got: got, Want: want,
				Reason: fmt.Sprintf("%d of %d entries have %s (%s), at least %s is expected",
					have, len(in.entries), f.name, percent(got), percent(want)),
			})
		}
	}
	return out
}

// checkLosses compares the values of entries on both publications: a renamed
// element or a truncated side file loses values, and no real update loses many.
func checkLosses(p *publication, in *input, old *stored) []*Refused {
	if old.last == nil || old.last.Format != p.Format {
		return nil // another format describes the same state in other fields
	}
	var out []*Refused
	for _, f := range fields {
		if f.use&guarded == 0 {
			continue
		}
		was, is := 0, 0
		for id, e := range in.entries {
			if k := old.keys[id]; !k.Current || k.Starter {
				continue
			}
			is += len(f.values(e))
			was += len(f.values(old.version(id, e)))
		}
		if lost := was - is; lost >= minLost && float64(lost) > maxLost*float64(was) {
			got := float64(lost) / float64(was)
			out = append(out, &Refused{
				Rule: "lost:" + f.name, Got: got, Want: maxLost,
				Reason: fmt.Sprintf("the entries that stay had %d values of %s and have %d now (%s less), the limit is %s less",
					was, f.name, is, percent(got), percent(maxLost)),
			})
		}
	}
	return out
}

// identifying are the fields by which a party is found, each with its bare values:
// how a value is marked may change.
var identifying = []struct {
	name   string
	values func(e *cordon.Entry, latin bool) []string
}{
	{"names", func(e *cordon.Entry, latin bool) []string {
		names := e.Profile.Names
		if latin { // those in other scripts are kept, and not of this publication
			names = slices.DeleteFunc(slices.Clone(names), otherScript)
		}
		return texts(names, func(n cordon.Name) string { return n.Full })
	}},
	{"identifiers", func(e *cordon.Entry, _ bool) []string {
		return texts(e.Profile.Identifiers, func(i cordon.Identifier) string { return i.Value })
	}},
}

// checkReplaced refuses a publication in which many entries have none of their names
// or identifiers left: other values stand in their place, so that none is lost by
// number (a shifted column, a script that was lost).
func checkReplaced(p *publication, in *input, old *stored) []*Refused {
	if old.last == nil || old.last.Format != p.Format {
		return nil // formats order the words of a name differently
	}
	var out []*Refused
	for _, f := range identifying {
		had, lost := 0, 0
		for id, e := range in.entries {
			if k := old.keys[id]; !k.Current || k.Starter {
				continue
			}
			was, now := f.values(old.version(id, e), p.format.Latin), f.values(e, p.format.Latin)
			if len(was) == 0 {
				continue
			}
			had++
			if len(without(was, now)) == len(was) {
				lost++
			}
		}
		if got := float64(lost) / float64(max(had, 1)); lost >= minLost && got > maxReplaced {
			out = append(out, &Refused{
				Rule: "replaced:" + f.name, Got: got, Want: maxReplaced,
				Reason: fmt.Sprintf("%d of the %d entries that stay have none of their %s left (%s), the limit is %s",
					lost, had, f.name, percent(got), percent(maxReplaced)),
			})
		}
	}
	return out
}

func percent(share float64) string { return fmt.Sprintf("%.1f%%", 100*share) }
