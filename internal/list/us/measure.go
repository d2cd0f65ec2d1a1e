package us

import (
	"regexp"
	"strings"

	"cordon"
	"cordon/internal/record"
)

var (
	sub13662 = regexp.MustCompile(`^Subject to Directive (\d+[a-z]?)`)
	ofDate   = regexp.MustCompile(`^\(([^()]*)\):?\s*(.*)$`)
)

// sanctionsTypes translates the names that the newer XMLs give to what OFAC
// does; the directive's own name is kept beside the root's word. What each
// directive forbids: 31 CFR 589.202 (13662: new debt, equity, projects), the
// directives under E.O. 14024 (2: correspondent accounts; 1a and 3: debt and
// equity), 31 CFR 561.201 and section 1245 NDAA 2012 (correspondent accounts).
var sanctionsTypes = map[string][]cordon.Measure{
	"Block":                              {cordon.Blocking},
	"Reject":                             {cordon.Rejecting},
	"561 Full Restrictions":              {cordon.CorrespondentBan, "561 Full Restrictions"},
	"NDAA Special Conditions":            {cordon.CorrespondentBan, "NDAA Special Conditions"},
	"13662 Sectoral Directive 1":         {cordon.SectoralDebt, "13662 Sectoral Directive 1"},
	"13662 Sectoral Directive 2":         {cordon.SectoralDebt, "13662 Sectoral Directive 2"},
	"13662 Sectoral Directive 3":         {cordon.SectoralDebt, "13662 Sectoral Directive 3"},
	"13662 Sectoral Directive 4":         {cordon.SectoralDebt, "13662 Sectoral Directive 4"},
	"Executive Order 14024 Directive 1a": {cordon.SectoralDebt, "Executive Order 14024 Directive 1a"},
	"Executive Order 14024 Directive 2":  {cordon.CorrespondentBan, "Executive Order 14024 Directive 2"},
	"Executive Order 14024 Directive 3":  {cordon.SectoralDebt, "Executive Order 14024 Directive 3"},
}

func measuresOf(name string) []cordon.Measure {
	if m, ok := sanctionsTypes[name]; ok {
		return m
	}
	return []cordon.Measure{cordon.Measure(name)}
}

// addMeasure reads the labels that say what the designation does. The full
// text stays in the remarks: it names sections that no field holds.
func (p *party) addMeasure(it item, f fact) {
	p.keep(it, f)
	key := orderIn(it.label)
	switch {
	case it.field == risk:
		p.measures = append(p.measures, measure{name: cordon.SecondaryRisk, key: riskKey(f.text)})
	case it.field == listingDate:
		m := ofDate.FindStringSubmatch(f.text)
		if m == nil {
			p.problem(it.label, f.text, "no list or directive in brackets")
			return
		}
		if f.date == nil {
			d, err := record.Date(m[2])
			if err != nil {
				p.problem(it.label, f.text, "not a date")
				return
			}
			f.date = &d
		}
		key = strings.TrimSpace(m[1])
		if n := orderIn(key); n != "" {
			key = n
		}
		p.measures = append(p.measures, measure{key: key, date: *f.date})
	case sub13662.MatchString(f.text):
		name := "Executive Order " + key + " Directive "
		if key == "13662" {
			name = "13662 Sectoral Directive "
		}
		for _, m := range measuresOf(name + sub13662.FindStringSubmatch(f.text)[1]) {
			p.measures = append(p.measures, measure{name: m, key: key})
		}
	case strings.HasPrefix(f.text, "For more information"):
	case strings.HasPrefix(it.label, "Transactions Prohibited"):
		p.measures = append(p.measures, measure{name: cordon.Measure(it.label), key: "DPRK"})
	default:
		if key == "" {
			key, _, _ = strings.Cut(it.label, " ")
		}
		p.measures = append(p.measures, measure{name: cordon.Measure(it.label + ": " + f.text), key: key})
	}
}

// riskRegulations are the regulations that notes on secondary sanctions name, with the
// key of their programmes.
var riskRegulations = []struct{ words, key string }{
	{"North Korea", "DPRK"},
	{"Ukraine-/Russia", "UKRAINE"},
	{"Hizballah", "SDGT"},
	{"Hong Kong", "HK"},
}

// riskKey is the programme of a note on secondary sanctions: by its executive order,
// or by the regulations it names.
func riskKey(text string) string {
	if no := orderIn(text); no != "" {
		return no
	}
	for _, r := range riskRegulations {
		if strings.Contains(text, r.words) {
			return r.key
		}
	}
	return ""
}

// of reports whether a measure belongs to a programme.
func (m measure) of(tag string) bool {
	return m.key != "" && (orderOf(tag) == m.key || strings.Contains(tag, m.key))
}

// applyMeasures hangs each measure on the designations it belongs to. A
// listing date in the remarks counts on the Consolidated list only: on the SDN
// list it is the date of an earlier and lesser act.
func (p *party) applyMeasures() {
	ds := p.entry.Designations
	for _, m := range p.measures {
		any := false
		for i := range ds {
			any = any || m.of(ds[i].Programme.Code())
		}
		for i := range ds {
			mine := m.of(ds[i].Programme.Code())
			switch {
			case any && !mine:
			case m.name != "":
				ds[i].Measures = appendNew(ds[i].Measures, m.name)
			case mine && p.entry.List == Cons && (ds[i].Listed.IsZero() || m.date.Before(ds[i].Listed)):
				ds[i].Listed, ds[i].DateKind = m.date, cordon.OwnDate
			}
		}
	}
}
