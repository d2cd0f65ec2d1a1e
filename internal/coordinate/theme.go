package coordinate

import (
	"regexp"
	"slices"
	"strings"

	"cordon"
)

// The themes that a query may name.
const (
	ThemeDPRK       = "dprk"        // listed under a programme against the DPRK
	ThemeRussia     = "russia"      // listed under a programme about Russia's war
	ThemeDPRKRussia = "dprk-russia" // listed for what the two do together, arms transfers above all
)

// Themes are the themes that a query may name.
var Themes = []string{ThemeDPRKRussia, ThemeDPRK, ThemeRussia}

// targets are the subjects of the programmes of the lists. A code ending in "*"
// stands for every code that begins so. The codes are the lists' own (formats
// page, sections 1.4, 3, 4.1, 5.1; other-authorities page).
var targets = []struct {
	programme string
	theme     string
}{
	{"un/DPRK", ThemeDPRK},
	{"us/DPRK*", ThemeDPRK},
	{"gb/DPRK*", ThemeDPRK},
	{"eu/PRK", ThemeDPRK},
	{"au/DPRK*", ThemeDPRK},
	{"ca/DPRK*", ThemeDPRK},
	{"jp/DPRK*", ThemeDPRK},
	{"kr/DPRK*", ThemeDPRK},
	{"nz/DPRK*", ThemeDPRK},
	{"ch/DPRK*", ThemeDPRK},
	{"fr/DPRK*", ThemeDPRK},
	{"us/RUSSIA-*", ThemeRussia},
	{"us/UKRAINE-*", ThemeRussia},
	{"us/PEESA-*", ThemeRussia},
	{"us/CAATSA - RUSSIA", ThemeRussia},
	{"gb/Russia*", ThemeRussia},
	{"eu/UKR", ThemeRussia},
	{"eu/RUS", ThemeRussia},
	{"eu/RUSDA", ThemeRussia},
	{"au/Russia*", ThemeRussia},
	{"ca/Russia*", ThemeRussia},
	{"jp/Russia*", ThemeRussia},
	{"kr/Russia*", ThemeRussia},
	{"nz/Russia*", ThemeRussia},
	{"ch/Ukraine*", ThemeRussia},
	{"fr/Russia*", ThemeRussia},
}

// ofDPRK finds the DPRK in an authority's statement of reasons or remarks.
var ofDPRK = regexp.MustCompile(`(?i)\b(?:north korea|dprk|dpr (?:of )?korea|democratic people['’]?s republic of korea|korea, north)`)

// namesDPRK reports whether an entry gives the DPRK in its reasons or remarks.
func namesDPRK(e *cordon.Entry) bool {
	return ofDPRK.MatchString(e.Remarks) || slices.ContainsFunc(e.Designations, func(d cordon.Designation) bool {
		return targetOf(d.Programme) == ThemeRussia && ofDPRK.MatchString(d.Reason)
	})
}

// themes are the themes of a party by its listings. It is of DPRK-Russia when
// the starter names it for that subject, when an authority lists it about
// Russia and gives the DPRK in its reasons, or when it is listed under both
// themes.
func (s *subject) themes(ls []cordon.Listing) map[string]bool {
	out := map[string]bool{}
	for _, l := range ls {
		if s.named[l.Entry] {
			out[ThemeDPRKRussia] = true
		}
		theme := targetOf(l.Programme)
		if theme == "" {
			continue
		}
		out[theme] = true
		if theme == ThemeRussia && s.reasons[l.Entry] {
			out[ThemeDPRKRussia] = true
		}
	}
	if out[ThemeDPRK] && out[ThemeRussia] {
		out[ThemeDPRKRussia] = true
	}
	return out
}

func targetOf(id cordon.ProgrammeID) string {
	for _, t := range targets {
		prefix, open := strings.CutSuffix(t.programme, "*")
		if string(id) == prefix || open && strings.HasPrefix(string(id), prefix) {
			return t.theme
		}
	}
	return ""
}
