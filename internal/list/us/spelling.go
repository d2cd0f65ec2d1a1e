package us

import (
	"encoding/xml"
	"sort"
	"strings"

	"cordon"
)

type (
	xmlStart = xml.StartElement
	xmlName  = xml.Name
)

// A namePart is one labelled part of a name in the two newer XMLs.
type namePart struct{ typ, text string }

// partRoles are cordon's words for OFAC's NamePartTypes of persons.
var partRoles = map[string]string{
	"Last Name": "family", "First Name": "given", "Middle Name": "middle", "Maiden Name": "maiden",
	"Nickname": "nickname", "Patronymic": "patronymic", "Matronymic": "matronymic",
}

// upper are the parts that OFAC prints in capitals, before a comma.
var upper = map[string]bool{"Last Name": true, "Entity Name": true, "Vessel Name": true, "Aircraft Name": true}

// printed composes a name as OFAC prints it in the CSV and as the formattedFullName of
// the Enhanced XML: "FAMILY, Given". (All 1,624 formatted names of the Consolidated
// file of 2025-01-10 have this form.)
func printed(parts []namePart) string {
	var head, rest []string
	for _, p := range parts {
		if upper[p.typ] {
			head = append(head, strings.ToUpper(p.text))
		} else {
			rest = append(rest, p.text)
		}
	}
	return joinFull(strings.Join(head, " "), strings.Join(rest, " "))
}

// scripts are OFAC's names of scripts as ISO 15924 codes.
var scripts = map[string]string{
	"Latin": "Latn", "Cyrillic": "Cyrl", "Arabic": "Arab", "Armenian": "Armn", "Georgian": "Geor", "Greek": "Grek",
	"Hebrew": "Hebr", "Japanese": "Jpan", "Korean": "Kore", "Hangul": "Hang", "Chinese Simplified": "Hans",
	"Chinese Traditional": "Hant", "Thai": "Thai", "Burmese": "Mymr", "Devanagari": "Deva", "Khmer": "Khmr", "Bengali": "Beng",
}

// latinFirst puts the Latin spelling of a name before the others, which are
// the same name in its own script.
func latinFirst(names []spelling) {
	sort.SliceStable(names, func(i, j int) bool { return names[i].script == "Latin" && names[j].script != "Latin" })
	for i := range names {
		names[i].other = i > 0
	}
}

// addSpelling adds one documented name.
func (p *party) addSpelling(s spelling) {
	full := printed(s.parts)
	if full == "" {
		return
	}
	use, remarks := p.aliasUse(s.typ)
	if s.primary {
		use = cordon.Primary
		if s.other {
			use = cordon.Original
		}
	}
	n := cordon.Name{Full: full, Use: use, Weak: s.weak, Remarks: remarks, Script: scripts[s.script]}
	if n.Script == "" && s.script != "" {
		p.problem("script", s.script, "not a script that this reader knows")
	}
	if p.entry.Profile.Kind == cordon.Person {
		for _, part := range s.parts {
			if role := partRoles[part.typ]; role != "" && part.text != "" {
				n.Parts = append(n.Parts, cordon.NamePart{Role: role, Text: part.text})
			}
		}
	}
	p.entry.Profile.Names = append(p.entry.Profile.Names, n)
}
