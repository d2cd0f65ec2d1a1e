package list

import (
	"fmt"
	"slices"
	"strings"

	"cordon"
)

// checkPersons compares how many persons have a primary name of two or three words
// with what the source expects.
func checkPersons(src *Source, in *input) []*Refused {
	var out []*Refused
	for _, rate := range []string{twoWords, threeWords} {
		want, ok := src.Fill[rate]
		if !ok {
			continue
		}
		have, persons := 0, 0
		for _, e := range in.entries {
			if e.Profile.Kind != cordon.Person {
				continue
			}
			persons++
			if len(wordsOf(only(e.Profile.Names, primary))) >= personWords[rate] {
				have++
			}
		}
		if got := float64(have) / float64(max(persons, 1)); got < want && persons >= minPersons {
			out = append(out, &Refused{
				Rule: "fill:" + rate, Got: got, Want: want,
				Reason: fmt.Sprintf("%d of %d persons have a name of %s (%s), at least %s is expected",
					have, persons, strings.ReplaceAll(strings.TrimPrefix(rate, "names."), "-", " "), percent(got), percent(want)),
			})
		}
	}
	return out
}

// checkWords refuses a publication in which the names of the entries that stay have
// lost many words, though no name is gone: a part of the names was cut or emptied.
func checkWords(p *publication, in *input, old *stored) *Refused {
	if old.last == nil || old.last.Format != p.Format {
		return nil // formats print different aliases
	}
	cut := len(p.lacking(in)) > 0 // of the aliases nothing is known
	had, lost := 0, 0
	for id, e := range in.entries {
		if k := old.keys[id]; !k.Current || k.Starter {
			continue
		}
		names := old.version(id, e).Profile.Names
		if cut {
			names = only(names, primary)
		}
		now := wordsOf(e.Profile.Names)
		for w := range wordsOf(names) {
			had++
			if !now[w] {
				lost++
			}
		}
	}
	got := float64(lost) / float64(max(had, 1))
	if lost < minWords || got <= maxWords {
		return nil
	}
	return &Refused{
		Rule: "lost:words", Got: got, Want: maxWords,
		Reason: fmt.Sprintf("the names of the entries that stay had %d words and %d of these are gone (%s), the limit is %s",
			had, lost, percent(got), percent(maxWords)),
	}
}

func only(names []cordon.Name, keep func(cordon.Name) bool) []cordon.Name {
	return slices.DeleteFunc(slices.Clone(names), func(n cordon.Name) bool { return !keep(n) })
}
