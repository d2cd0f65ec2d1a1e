package gb

import (
	"regexp"
	"strings"

	"cordon"
)

// A regime is one set of sanctions regulations. The lists print its title (UK
// Sanctions List) or a short name (ConList); code is cordon's, short and stable.
type regime struct {
	code   string
	target string // country, or theme
	title  string // as the UK Sanctions List prints it
	short  string // as the ConList prints it, when it is not the title's subject
}

// regimes are those of the lists of 2023 to 2026, and those of the guidance
// page of the same years that had nobody on them.
var regimes = []regime{
	{"Afghanistan", "AF", "The Afghanistan (Sanctions) (EU Exit) Regulations 2020", ""},
	{"Belarus", "BY", "The Republic of Belarus (Sanctions) (EU Exit) Regulations 2019", ""},
	{"Bosnia-Herzegovina", "BA", "The Bosnia and Herzegovina (Sanctions) (EU Exit) Regulations 2020", ""},
	{"Burundi", "BI", "The Burundi (Sanctions) (EU Exit) Regulations 2021", ""},
	{"CAR", "CF", "The Central African Republic (Sanctions) (EU Exit) Regulations 2020", ""},
	{"Chemical-Weapons", "chemical weapons", "The Chemical Weapons (Sanctions) (EU Exit) Regulations 2019", ""},
	{
		"CT-International", "terrorism",
		"The Counter-Terrorism (International Sanctions) (EU Exit) Regulations 2019", "Counter-Terrorism (International)",
	},
	{"CT-Domestic", "terrorism", "The Counter-Terrorism (Sanctions) (EU Exit) Regulations 2019", "Counter-Terrorism (Domestic)"},
	{"Cyber", "cyber", "The Cyber (Sanctions) (EU Exit) Regulations 2020", ""},
	{"DPRK", "KP", "The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019", ""},
	{"DRC", "CD", "The Democratic Republic of the Congo (Sanctions) (EU Exit) Regulations 2019", ""},
	{"GAC", "corruption", "The Global Anti-Corruption Sanctions Regulations 2021", ""},
	{"GHR", "human rights", "The Global Human Rights Sanctions Regulations 2020", ""},
	{"Guinea", "GN", "The Guinea (Sanctions) (EU Exit) Regulations 2019", ""},
	{"Guinea-Bissau", "GW", "The Republic of Guinea-Bissau (Sanctions) (EU Exit) Regulations 2019", ""},
	{"Haiti", "HT", "The Haiti (Sanctions) Regulations 2022", ""},
	{"Iran", "IR", "The Iran (Sanctions) Regulations 2023", ""},
	{"Iran-Human-Rights", "IR", "The Iran (Sanctions) (Human Rights) (EU Exit) Regulations 2019", ""},
	{"Iran-Nuclear", "IR", "The Iran (Sanctions) (Nuclear) (EU Exit) Regulations 2019", "Iran (Nuclear)"},
	{"Iraq", "IQ", "The Iraq (Sanctions) (EU Exit) Regulations 2020", ""},
	{"Irregular-Migration", "trafficking", "The Global Irregular Migration and Trafficking in Persons Sanctions Regulations 2025", ""},
	{
		"ISIL-AQ", "terrorism",
		"The ISIL (Da'esh) and Al-Qaida (United Nations Sanctions) (EU Exit) Regulations 2019", "ISIL (Da'esh) and Al-Qaida",
	},
	{"Lebanon", "LB", "The Lebanon (Sanctions) (EU Exit) Regulations 2020", ""},
	{"Libya", "LY", "The Libya (Sanctions) (EU Exit) Regulations 2020", ""},
	{"Mali", "ML", "The Mali (Sanctions) (EU Exit) Regulations 2020", ""},
	{"Misappropriation", "corruption", "The Misappropriation (Sanctions) (EU Exit) Regulations 2020", ""},
	{"Myanmar", "MM", "The Myanmar (Sanctions) Regulations 2021", ""},
	{"Nicaragua", "NI", "The Nicaragua (Sanctions) (EU Exit) Regulations 2020", ""},
	{"Russia", "RU", "The Russia (Sanctions) (EU Exit) Regulations 2019", ""},
	{"Somalia", "SO", "The Somalia (Sanctions) (EU Exit) Regulations 2020", ""},
	{"South-Sudan", "SS", "The South Sudan (Sanctions) (EU Exit) Regulations 2019", ""},
	{"Sudan", "SD", "The Sudan (Sanctions) (EU Exit) Regulations 2020", ""},
	{"Syria", "SY", "The Syria (Sanctions) (EU Exit) Regulations 2019", ""},
	{
		"Unauthorised-Drilling", "drilling",
		"The Unauthorised Drilling Activities in the Eastern Mediterranean (Sanctions) (EU Exit) Regulations 2020", "",
	},
	{"Venezuela", "VE", "The Venezuela (Sanctions) (EU Exit) Regulations 2019", ""},
	{"Yemen", "YE", "The Yemen (Sanctions) (EU Exit) Regulations 2020", ""},
	{"Zimbabwe", "ZW", "The Zimbabwe (Sanctions) (EU Exit) Regulations 2019", ""},
}

// Programmes are the regimes of the United Kingdom that cordon knows by name.
var Programmes = func() []cordon.Programme {
	out := make([]cordon.Programme, 0, len(regimes))
	for _, r := range regimes {
		out = append(out, cordon.Programme{
			ID: cordon.ProgrammeID("gb/" + r.code), Authority: "gb", Code: r.code, Name: r.title, Target: r.target,
			Basis: []cordon.LegalBasis{{Instrument: r.title}},
		})
	}
	return out
}()

var bySubject = func() map[string]*regime {
	of := map[string]*regime{}
	for i := range regimes {
		of[subject(regimes[i].title)] = &regimes[i]
		if s := regimes[i].short; s != "" {
			of[subject(s)] = &regimes[i]
		}
	}
	return of
}()

var (
	lawWords  = regexp.MustCompile(`(?i)^the |republic of |united nations |\(eu exit\)|\bsanctions\b|\bregulations\b|\b\d{4}$`)
	notLetter = regexp.MustCompile(`[^\p{L}]+`)
)

// subject is a title without the words that all titles have, so that regulations
// that are made again (another year, without "(EU Exit)") keep their code.
func subject(title string) string {
	s := title
	for range 2 { // "The Republic of" is two of them in a row
		s = strings.TrimSpace(lawWords.ReplaceAllString(s, " "))
	}
	s = strings.ReplaceAll(strings.ToLower(s), "al-qaeda", "al-qaida")
	s = strings.NewReplacer("'", "", "’", "", "people s", "peoples").Replace(s)
	return strings.Trim(notLetter.ReplaceAllString(s, "-"), "-")
}

// programme is the ID of a regime and its full title. A regime that the table lacks
// keeps its printed name.
func programme(printed string) (id cordon.ProgrammeID, title string) {
	s := subject(printed)
	if r := bySubject[s]; r != nil {
		if !strings.Contains(printed, "Regulations") {
			return cordon.ProgrammeID("gb/" + r.code), r.title
		}
		return cordon.ProgrammeID("gb/" + r.code), printed
	}
	if s == "" {
		s = "unknown"
	}
	return cordon.ProgrammeID("gb/" + s), printed
}

// measures are the wordings of Sanctions Imposed, by the start of the item in lower
// case. The XML's indicators repeat them as names of elements.
var measures = []struct {
	starts, indicator string
	is                cordon.Measure
}{
	{"asset freeze", "AssetFreeze", cordon.AssetFreeze},
	{"travel ban", "TravelBan", cordon.TravelBan},
	{"arms embargo", "ArmsEmbargo", cordon.ArmsEmbargo},
	{"targeted arms embargo", "TargetedArmsEmbargo", "Targeted arms embargo"},
	{"trust services", "TrustServicesSanctions", cordon.TrustServices},
	{"director disqualification", "DirectorDisqualificationSanction", cordon.DirectorBan},
	{"prohibition of port entry", "ProhibitionOfPortEntry", cordon.PortBan},
	{"de-flag", "Deflag", cordon.Deflag},
	{"deflag", "", cordon.Deflag},
	{"prohibition on correspondent banking", "", cordon.CorrespondentBan},
	{"correspondent banking", "", cordon.CorrespondentBan},
	{"dealing with transferable securities", "", cordon.SectoralDebt},
	{"technical assistance related to aircraft", "TechnicalAssistanceRelatedToAircraft", "Technical assistance related to aircraft"},
	{"chartering of ships", "CharteringOfShips", "Chartering of Ships"},
	{"crew servicing of ships and aircraft", "CrewServicingOfShipsAndAircraft", "Crew servicing of ships and aircraft"},
	{
		"prevention of chartering of ships and aircraft", "PreventionOfCharteringOfShipsAndAircraft",
		"Prevention of chartering of ships and aircraft",
	},
	{"prevention of business arrangements", "PreventionOfBusinessArrangements", "Prevention of business arrangements"},
	{"closure of representative offices", "ClosureOfRepresentativeOffices", "Closure of representative offices"},
}

func indicated(name string) cordon.Measure {
	for _, m := range measures {
		if m.indicator == name {
			return m.is
		}
	}
	return cordon.Measure(name)
}

var (
	seeOther = regexp.MustCompile(`(?i):?\s*\(?see "?other information"?\)?`)
	// Only the Other Information has the port ban of a specified ship (Russia
	// regulation 57A).
	portText = regexp.MustCompile(`(?i)Prohibition on port entry|` +
		`prohibited from being provided with access to or having its master or pilot cause it to enter a port`)
)

// imposed lists the measures of Sanctions Imposed ("A|B|C: see "Other
// information"") and that of specified ships from the Other Information.
func imposed(texts []string, other string, ship bool) []cordon.Measure {
	var out []cordon.Measure
	for _, text := range texts {
		for _, item := range strings.Split(text, "|") {
			if item = clean(seeOther.ReplaceAllString(item, "")); item != "" {
				out = unite(out, measure(item))
			}
		}
	}
	if ship && portText.MatchString(other) {
		out = unite(out, cordon.PortBan)
	}
	return out
}

func measure(item string) cordon.Measure {
	low := strings.ToLower(item)
	for _, m := range measures {
		if strings.HasPrefix(low, m.starts) {
			return m.is
		}
	}
	return cordon.Measure(item)
}
