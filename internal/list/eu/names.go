package eu

import (
	"regexp"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/record"
)

var (
	// A remark on the quality of a name overrides the attribute. Both words occur
	// misspelt ("lo quality", "ood quality", "god quality").
	lowSays  = regexp.MustCompile(`(?i)\blow?[ -]quality\b`)
	goodSays = regexp.MustCompile(`(?i)\b(?:g?ood|god)[ -]quality\b`)
)

// unionLangs are the official languages of the EU with letters of their own:
// a name in one of them is a translation, not the original.
var unionLangs = map[string]bool{"bg": true, "el": true}

// names lists the names with the primary one first. The list does not mark it. It
// is the first strong name without a language or in English, since those in other
// languages are translations; preferably one with a given and a family name, since
// bynames occur early; else the first of all.
func (s *sanctionEntity) names() []cordon.Name {
	var all []cordon.Name
	at := map[string]int{}
	for i := range s.Names {
		n, ok := s.Names[i].read()
		if !ok {
			s.report("wholeName", "", "a nameAlias without a name was not read")
			continue
		}
		j, have := at[n.Full]
		if !have {
			at[n.Full] = len(all)
			all = append(all, n)
			continue
		}
		all[j] = merge(all[j], n)
	}
	main := func(n cordon.Name) bool { return !n.Weak && general(n.Lang) && n.Use == cordon.Alias }
	first := -1
	for _, fits := range []func(cordon.Name) bool{
		func(n cordon.Name) bool { return main(n) && len(n.Parts) > 1 }, main,
		func(n cordon.Name) bool { return !n.Weak },
	} {
		if first < 0 {
			first = slices.IndexFunc(all, fits)
		}
	}
	if first = max(first, 0); len(all) > 0 {
		primary := all[first]
		primary.Use = cordon.Primary
		all = append([]cordon.Name{primary}, slices.Delete(all, first, first+1)...)
	}
	return all
}

// merge merges a name that is printed twice; the general form wins over a
// translation.
func merge(a, b cordon.Name) cordon.Name {
	out := a
	if a.Lang != "" && (b.Lang == "" || b.Lang == "en") {
		out.Lang = b.Lang
	}
	out.Weak = a.Weak && b.Weak
	if len(out.Parts) == 0 {
		out.Parts = b.Parts
	}
	if a.Remarks != b.Remarks {
		out.Remarks = join("; ", a.Remarks, b.Remarks)
	}
	return out
}

func general(lang string) bool { return lang == "" || lang == "en" }

func (n *nameAlias) read() (cordon.Name, bool) {
	out := cordon.Name{Full: clean(n.Whole), Use: cordon.Alias, Lang: strings.ToLower(clean(n.Language)), Remarks: join("; ", n.Remarks...)}
	if out.Full = strings.TrimRight(out.Full, " ;,("); out.Full == "" { // what 26 names of 2025-12 end in by mistake
		out.Full = join(" ", n.First, n.Middle, n.Last)
	}
	if out.Lang == "mo" {
		out.Lang = "ro" // Moldovan has no code of its own any more
	}
	for _, p := range []cordon.NamePart{
		{Role: "given", Text: clean(n.First)},
		{Role: "middle", Text: clean(n.Middle)},
		{Role: "family", Text: clean(n.Last)},
	} {
		if p.Text != "" {
			out.Parts = append(out.Parts, p)
		}
	}
	out.Weak = n.Strong == "false"
	switch {
	case lowSays.MatchString(out.Remarks):
		out.Weak = true
	case goodSays.MatchString(out.Remarks):
		out.Weak = false
	}
	if script := record.Script(out.Full); script != "Latn" {
		out.Script = script
		if script != "" && !unionLangs[out.Lang] {
			out.Use = cordon.Original
		}
	}
	return out, out.Full != ""
}
