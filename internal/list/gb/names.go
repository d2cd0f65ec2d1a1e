package gb

import (
	"regexp"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// langCodes are the words of the column of languages, with its misprints
// (2025-04-14 ConList). The column of scripts is not used where it contradicts the
// letters themselves.
var (
	langCodes = map[string]string{
		"russian": "ru", "russia": "ru", "belarusian": "be", "ukrainian": "uk", "ukraine": "uk",
		"bulgarian": "bg", "serbian": "sr", "bosnian": "bs", "macedonian": "mk",
		"arabic": "ar", "persian": "fa", "farsi": "fa", "persian/farsi": "fa", "dari": "prs", "pashto": "ps",
		"urdu": "ur", "hebrew": "he", "kurdish": "ku",
		"chinese": "zh", "korean": "ko", "japanese": "ja", "burmese": "my", "thai": "th",
		"georgian": "ka", "armenian": "hy", "greek": "el", "turkish": "tr",
		"azerbaijani": "az", "kazakh": "kk", "uzbek": "uz", "kyrgyz": "ky", "tajik": "tg",
		"spanish": "es", "french": "fr", "romanian": "ro", "german": "de", "italian": "it",
	}
	// shipForm is the name of a ship specified by its number: IMO 9346885 ("ZENTURO").
	shipForm = regexp.MustCompile(`^IMO:? ?(\d{7}) \(["“”]?(.+?)["“”]?\)$`)
)

// namesOf lists the names of the entry: primary names first, then variations and
// aliases, then other scripts.
func (p *published) namesOf(kind cordon.Kind, problem func(f field, v value, reason string)) []cordon.Name {
	var first, rest, out []cordon.Name
	for _, n := range p.names {
		made := n.read(kind)
		if len(made) == 0 && n.kind != "" {
			problem(fName6, value{n.kind, p.line}, "a name without text was not read")
		}
		for _, m := range made {
			if m.Use == cordon.Primary {
				first = append(first, m)
			} else {
				rest = append(rest, m)
			}
		}
	}
	for _, s := range p.scripts {
		if m, ok := s.read(kind); ok {
			rest = append(rest, m)
		}
	}
	have := map[string]bool{}
	for _, m := range append(first, rest...) {
		if key := m.Full; !have[key] {
			have[key] = true
			out = append(out, m)
		}
	}
	return out
}

// read puts a name in reading order: Name 1 to 5, then Name 6, which is the surname
// of a person and the whole name of others.
func (n name) read(kind cordon.Kind) []cordon.Name {
	out := cordon.Name{Use: useOf(n.kind), Weak: strings.HasPrefix(strings.ToLower(n.strength), "low")}
	given := clean(strings.Join(n.parts[:5], " "))
	if kind != cordon.Person {
		return n.whole(kind, given, out)
	}
	out.Full = clean(given + " " + n.parts[5])
	if out.Full == "" {
		return nil
	}
	if given != "" && n.parts[5] != "" {
		roles := [6]string{"given", "middle", "middle", "middle", "middle", "family"}
		for i, part := range n.parts {
			if part != "" {
				out.Parts = append(out.Parts, cordon.NamePart{Role: roles[i], Text: part})
			}
		}
	}
	return []cordon.Name{out}
}

// whole reads the name of an organisation or a ship. If one has a Name 1 besides
// its Name 6, these are two names of it, not two parts of one.
func (n name) whole(kind cordon.Kind, given string, out cordon.Name) []cordon.Name {
	var all []cordon.Name
	if out.Full = n.parts[5]; out.Full != "" {
		if m := shipForm.FindStringSubmatch(out.Full); m != nil && kind == cordon.Vessel {
			out.Full, out.Remarks = m[2], out.Full
		}
		all = append(all, out)
	}
	if given != "" {
		if len(all) > 0 {
			out.Use = cordon.Alias
		}
		out.Full, out.Remarks = given, "printed beside Name 6"
		all = append(all, out)
	}
	return all
}

// useOf reads Name type and Alias Type, whose case varies ("ALias").
func useOf(kind string) cordon.NameUse {
	switch strings.ToLower(kind) {
	case "primary name":
		return cordon.Primary
	case "fka", "formerly known as":
		return cordon.Former
	}
	return cordon.Alias
}

// read is the name in another script. The column also has French and Turkish names
// with their accents: those are aliases.
func (s script) read(kind cordon.Kind) (cordon.Name, bool) {
	text := strings.Trim(s.text, " ()（）")
	if strings.Count(text, "(") != strings.Count(text, ")") || strings.Count(text, "（") != strings.Count(text, "）") {
		text = s.text // the brackets were part of it
	}
	if text == "" {
		return cordon.Name{}, false
	}
	out := cordon.Name{Full: text, Use: cordon.Original, Script: record.Script(text), Lang: langCodes[strings.ToLower(s.lang)]}
	if out.Script == "Latn" {
		out.Use = cordon.Alias
	}
	if out.Lang == "" && s.lang != "" {
		out.Remarks = s.lang
	}
	if family, given, ok := strings.Cut(text, ","); ok && kind == cordon.Person && !strings.Contains(given, ",") {
		family, given = clean(family), clean(given)
		out.Full = clean(given + " " + family)
		out.Parts = []cordon.NamePart{{Role: "given", Text: given}, {Role: "family", Text: family}}
	}
	return out, true
}
