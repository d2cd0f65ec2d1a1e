package eu

import "cordon"

// programmes are the regimes by the codes of the list (those of the files of
// 2018, 2025 and 2026). un says how far a regime carries out acts of the
// Security Council: not at all, among acts of the EU's own, or nothing else.
var programmes = []struct {
	code, name, target string
	un                 string
}{
	{"AFG", "Afghanistan (Taliban)", "AF", "only"},
	{"BIH", "Bosnia and Herzegovina", "BA", ""},
	{"BLR", "Belarus", "BY", ""},
	{"BDI", "Burundi", "BI", ""},
	{"CAF", "Central African Republic", "CF", "mixed"},
	{"CHEM", "Chemical weapons", "chemical weapons", ""},
	{"COD", "Democratic Republic of the Congo", "CD", "mixed"},
	{"CYB", "Cyber-attacks", "cyber", ""},
	{"EUAQ", "ISIL (Da'esh) and Al-Qaida, autonomous", "terrorism", ""},
	{"GIN", "Guinea", "GN", ""},
	{"GNB", "Guinea-Bissau", "GW", "mixed"},
	{"GTM", "Guatemala", "GT", ""},
	{"HAM", "Hamas and Palestinian Islamic Jihad", "terrorism", ""},
	{"HR", "Human rights", "human rights", ""},
	{"HTI", "Haiti", "HT", "mixed"},
	{"IRN", "Iran", "IR", "mixed"},
	{"IRQ", "Iraq", "IQ", "only"},
	{"LBN", "Lebanon", "LB", ""},
	{"LBY", "Libya", "LY", "mixed"},
	{"MDA", "Moldova", "MD", ""},
	{"MLI", "Mali", "ML", "mixed"},
	{"MMR", "Myanmar", "MM", ""},
	{"NIC", "Nicaragua", "NI", ""},
	{"PRK", "Democratic People's Republic of Korea", "KP", "mixed"},
	{"RUS", "Russia: internal repression", "RU", ""},
	{"RUSDA", "Russia: destabilising activities", "RU", ""},
	{"SDN", "Sudan", "SD", "mixed"},
	{"SDNZ", "Sudan: undermining its stability", "SD", ""},
	{"SOM", "Somalia", "SO", "mixed"},
	{"SSD", "South Sudan", "SS", "mixed"},
	{"SYR", "Syria", "SY", ""},
	{"TAQA", "ISIL (Da'esh) and Al-Qaida", "terrorism", "only"},
	{"TERR", "Terrorism (Common Position 931)", "terrorism", ""},
	{"TUN", "Tunisia: misappropriation", "TN", ""},
	{"TUR", "Unauthorised drilling in the Eastern Mediterranean", "drilling", ""},
	{"UKR", "Ukraine: territorial integrity", "RU", ""},
	{"UNLI", "United Nations listings", "", "only"},
	{"VEN", "Venezuela", "VE", ""},
	{"YEM", "Yemen", "YE", "mixed"},
	{"ZWE", "Zimbabwe", "ZW", ""},
}

// Programmes are the regimes of the European Union that cordon knows by name.
var Programmes = func() []cordon.Programme {
	out := make([]cordon.Programme, 0, len(programmes))
	for _, p := range programmes {
		out = append(out, cordon.Programme{ID: cordon.ProgrammeID("eu/" + p.code), Authority: "eu", Code: p.code, Name: p.name, Target: p.target})
	}
	return out
}()

// fromUN says how far the regime of that code carries out acts of the UN.
func fromUN(code string) string {
	for _, p := range programmes {
		if p.code == code {
			return p.un
		}
	}
	return ""
}

// aboutRussia reports whether most parties of the regime are Russian, so that a
// number with a Russian check digit is recognised without a country.
func aboutRussia(code string) bool {
	return code == "UKR" || code == "RUS" || code == "RUSDA"
}
