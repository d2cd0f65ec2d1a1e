package un

import (
	"strings"

	"cordon"
)

// A rule is what a regime does to those on its list. Resolutions and measures
// are those under which the Committee of the regime lists today.
type rule struct {
	instrument string
	all        []cordon.Measure // to everyone on the list
	paragraph  string           // of the measures to all
	persons    []cordon.Measure // to persons besides
	bans       string           // paragraph of the measures to persons
}

var (
	freeze = []cordon.Measure{cordon.AssetFreeze}
	ban    = []cordon.Measure{cordon.TravelBan}
	armed  = []cordon.Measure{cordon.AssetFreeze, cordon.ArmsEmbargo}
)

// regimes are the rules by UN_LIST_TYPE. Guinea-Bissau has a travel ban only,
// Iraq a freeze only. Al-Qaida, Taliban, Somalia, Yemen and Haiti also bar arms
// to those listed.
var regimes = map[string]rule{
	"DPRK":       {"S/RES/1718 (2006)", freeze, "8 (d)", ban, "8 (e)"},
	"Iran":       {"S/RES/1737 (2006)", freeze, "12", ban, "10"},
	"Al-Qaida":   {"S/RES/2368 (2017)", armed, "1 (a), 1 (c)", ban, "1 (b)"},
	"Taliban":    {"S/RES/1988 (2011)", armed, "1 (a), 1 (c)", ban, "1 (b)"},
	"Iraq":       {"S/RES/1483 (2003)", freeze, "23", nil, ""},
	"DRC":        {"S/RES/1596 (2005)", freeze, "15", ban, "13"},
	"Libya":      {"S/RES/1970 (2011)", freeze, "17", ban, "15"},
	"Somalia":    {"S/RES/1844 (2008)", armed, "3, 7", ban, "1"},
	"CAR":        {"S/RES/2134 (2014)", freeze, "32", ban, "30"},
	"Sudan":      {"S/RES/1591 (2005)", freeze, "3 (e)", ban, "3 (d)"},
	"Haiti":      {"S/RES/2653 (2022)", armed, "6, 11", ban, "3"},
	"Yemen":      {"S/RES/2140 (2014)", armed, "11", ban, "15"},
	"GB":         {"S/RES/2048 (2012)", nil, "", ban, "4"},
	"SouthSudan": {"S/RES/2206 (2015)", freeze, "12", ban, "9"},
}

// libya holds the measures that the comments on Libyan entries name in brackets
// after the resolution: there the travel ban and the freeze have separate lists.
var libya = []struct {
	words   string
	measure cordon.Measure
}{{"travel ban", cordon.TravelBan}, {"asset freeze", cordon.AssetFreeze}}

// regime sets measures and basis of the designation by its regime; where the
// comments name the resolution and paragraph of this entry, those come first.
func regime(e *cordon.Entry, el *element, comments string) {
	d := &e.Designations[0]
	r, ok := regimes[d.Programme.Code()]
	d.Basis = append(d.Basis, r.named(comments)...)
	named := len(d.Basis) > 0
	if !ok {
		return // a regime that this version does not know: no measure is invented
	}
	person := e.Profile.Kind == cordon.Person
	if !named && len(r.all) > 0 {
		d.Basis = append(d.Basis, cordon.LegalBasis{Instrument: r.instrument, Paragraph: r.paragraph})
	}
	if !named && person && len(r.persons) > 0 {
		d.Basis = append(d.Basis, cordon.LegalBasis{Instrument: r.instrument, Paragraph: r.bans})
	}
	if e.Profile.Kind == cordon.Vessel {
		return // flag-state measures; the list does not say which
	}
	if d.Programme == "un/Libya" {
		d.Measures = libyan(comments)
	}
	if len(d.Measures) > 0 {
		return
	}
	d.Measures = append(d.Measures, r.all...)
	if person {
		d.Measures = append(d.Measures, r.persons...)
	}
}

// named are the resolutions and paragraphs that the comments name as the basis of
// this entry. A resolution without its year gets that of the regime's.
func (r rule) named(comments string) []cordon.LegalBasis {
	var out []cordon.LegalBasis
	for _, m := range basisWords.FindAllStringSubmatch(comments, -1) {
		b := cordon.LegalBasis{Instrument: "S/RES/" + m[2], Paragraph: text(m[1])}
		if m[3] != "" {
			b.Instrument += " (" + m[3] + ")"
		} else if strings.HasPrefix(r.instrument, b.Instrument+" ") {
			b.Instrument = r.instrument
		}
		out = append(out, b)
	}
	return out
}

// libyan are the measures that the comments on an entry of the Libya regime name.
func libyan(comments string) []cordon.Measure {
	var out []cordon.Measure
	for _, l := range libya {
		if strings.Contains(strings.ToLower(comments), l.words) {
			out = append(out, l.measure)
		}
	}
	return out
}
