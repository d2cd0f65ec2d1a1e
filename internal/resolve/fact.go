package resolve

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"cordon"
)

// A fact is an entry with what the rules ask of it, worked out once.
type fact struct {
	entry  *cordon.Entry
	names  []string        // folded full names that are strong
	tokens map[string]bool // of all names
	days   map[string]bool // births: "1948-12-10", and "1948" for a year alone
	places map[string]bool // countries and cities
	themes map[string]bool
}

// facts are the entries as facts, the oldest first.
func facts(entries []*cordon.Entry) []*fact {
	type aged struct {
		e    *cordon.Entry
		born cordon.Date
	}
	as := make([]aged, len(entries))
	for i, e := range entries {
		as[i] = aged{e, ownDate(e)}
	}
	slices.SortFunc(as, func(a, b aged) int {
		return cmp.Or(older(a.born, b.born), cmp.Compare(rank(a.e.List), rank(b.e.List)), cmp.Compare(a.e.ID, b.e.ID))
	})
	out := make([]*fact, len(as))
	for i, a := range as {
		out[i] = look(a.e)
	}
	return out
}

// ownDate is the first day on which the entry's authority listed it by an act
// of its own; a date that was copied from elsewhere does not count.
func ownDate(e *cordon.Entry) cordon.Date {
	var first cordon.Date
	for _, d := range e.Designations {
		if d.DateKind == cordon.OwnDate && !d.Listed.IsZero() && (first.IsZero() || d.Listed.Before(first)) {
			first = d.Listed
		}
	}
	return first
}

// older orders dates, an unknown one last.
func older(a, b cordon.Date) int {
	switch {
	case a.IsZero() && b.IsZero():
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.Compare(b)
}

// rank is the place of a list's authority: the UN's names come first, since the
// others repeat them.
func rank(l cordon.ListID) int {
	order := []string{"un-", "us-", "eu-", "gb-uksl", "gb-"} // a closed British list behind the one in force
	for i, p := range order {
		if strings.HasPrefix(string(l), p) {
			return i
		}
	}
	return len(order)
}

func look(e *cordon.Entry) *fact {
	f := &fact{entry: e, tokens: map[string]bool{}, days: map[string]bool{}, places: map[string]bool{}, themes: map[string]bool{}}
	p := &e.Profile
	for _, n := range p.Names {
		words := fold(n.Full)
		for _, w := range words {
			f.tokens[w] = true
		}
		if n.Weak {
			continue
		}
		f.name(words)
		if bare := initials.ReplaceAllString(n.Full, ""); bare != n.Full {
			f.name(fold(bare))
		}
	}
	for _, b := range p.Births {
		if d := day(b); d != "" {
			f.days[d] = true
		}
	}
	for _, c := range p.Countries {
		f.places[c.Country] = true
	}
	for _, a := range p.Addresses {
		f.places[a.Country] = true
		f.places[strings.Join(fold(a.City), " ")] = true
	}
	delete(f.places, "")
	for _, d := range e.Designations {
		if t := theme(d.Programme.Code()); t != "" {
			f.themes[t] = true
		}
	}
	return f
}

// initials stand in brackets behind some names: "OFFICE OF THIS AND THAT (OTT)".
var initials = regexp.MustCompile(`\s*\([A-Z0-9.&-]{2,12}\)\s*$`)

func (f *fact) name(words []string) {
	if k := nameKey(f.entry.Profile.Kind, words); k != "" && !slices.Contains(f.names, k) {
		f.names = append(f.names, k)
	}
}

// day is a birth as far as it is exact: a day, or a year when only the year is
// known; a range from the first to the last day of a year is that year. Circa,
// longer ranges and other calendars are not exact.
func day(b cordon.Birth) string {
	d, to := b.Date, b.To
	switch {
	case d.IsZero() || d.Circa || b.Calendar != "":
		return ""
	case to.IsZero() || to == d:
		return d.String()
	case d.Year == to.Year && d.First() == cordon.Date{Year: d.Year}.First() && to.Last() == cordon.Date{Year: d.Year}.Last():
		return cordon.Date{Year: d.Year}.String()
	}
	return ""
}

// fold is a text as words in lower case without marks: "Ri Pyo’ng-ch’o’l" is
// "ri", "pyong", "chol".
func fold(s string) []string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r), strings.ContainsRune("'’‘`ʼʻ´", r):
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(norm.NFC.String(b.String()))
}

// spellings are words of organisations' names that are written in two ways.
var spellings = map[string]string{
	"company": "co", "corporation": "corp", "limited": "ltd", "incorporated": "inc", "holdings": "holding", "centre": "center",
}

// forms are legal forms; a name with and without one is the same name.
var forms = set("ltd llc llp inc plc pte pty gmbh ag sa sarl srl spa bv nv oao ooo zao pao ao pjsc jsc ojsc cjsc oy ab as kg kft " +
	"dmcc fzc fze fzco sdn bhd ооо ао оао зао пао the")

// common are words that do not distinguish organisations.
var common = set("co corp group holding international trading general bank of and for de la")

// generic are words of organisations' names that many have: the words for what
// a firm is, in English and in transliterated Russian and Persian.
var generic = set("joint stock company limited liability public open closed private aktsionernoe obshchestvo obschestvo ogranichennoi " +
	"ogranichennoy otvetstvennostyu otkrytoe zakrytoe publichnoe nepublichnoe nauchno issledovatelskii issledovatelsky institut " +
	"proizvodstvennoe obedinenie zavod kompaniya gruppa grupp group firma predpriyatie unitarnoe gosudarstvennoe federalnoe " +
	"scientific production research institute center enterprise federal state unitary design bureau plant factory named after " +
	"industries industry industrial technology technologies service services systems engineering machine building shipping " +
	"sherkat shirkat russian russia iran moscow saint petersburg north korea ministry department office association foundation " +
	"bureau konstruktorskoe byuro imeni tekhnologii sistemy invest investment management marine transport logistics energy oil gas")

func set(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

// nameKey is what equal names have in common: a person's words in any order,
// since lists print the family name first or last; an organisation's words
// without its legal form. It is empty for a name that too many could have: of
// fewer than two distinctive words.
func nameKey(k cordon.Kind, words []string) string {
	if k == cordon.Person {
		if len(words) < 2 {
			return ""
		}
		words = slices.Clone(words)
		slices.Sort(words)
		return strings.Join(words, " ")
	}
	var kept []string
	telling := 0
	for _, w := range words {
		if s, ok := spellings[w]; ok {
			w = s
		}
		if forms[w] {
			continue
		}
		if !common[w] && len([]rune(w)) > 1 {
			telling++
		}
		kept = append(kept, w)
	}
	if telling < 2 {
		return ""
	}
	return strings.Join(kept, " ")
}

// themes are what programmes are about, recognised by words in their codes; the
// first that fits counts.
var themes = []struct{ word, theme string }{
	{"DPRK", "KP"},
	{"PRK", "KP"},
	{"NORTH KOREA", "KP"},
	{"DEMOCRATIC PEOPLE", "KP"},
	{"RUSSIA", "RU"},
	{"UKR", "RU"},
	{"RUS", "RU"},
	{"PEESA", "RU"},
	{"MAGNIT", "RU"},
	{"BELARUS", "BY"},
	{"BLR", "BY"},
	{"IRAN", "IR"},
	{"IRN", "IR"},
	{"IFSR", "IR"},
	{"SYR", "SY"},
	{"VENEZUELA", "VE"},
	{"VEN", "VE"},
	{"LIBYA", "LY"},
	{"LBY", "LY"},
	{"IRAQ", "IQ"},
	{"IRQ", "IQ"},
	{"BURMA", "MM"},
	{"MYANMAR", "MM"},
	{"MMR", "MM"},
	{"DRC", "CD"},
	{"DRCONGO", "CD"},
	{"COD", "CD"},
	{"DEMOCRATIC REPUBLIC OF THE CONGO", "CD"},
	{"AL-QAIDA", "terror"},
	{"ISIL", "terror"},
	{"SDGT", "terror"},
	{"TAQA", "terror"},
	{"TALIBAN", "AF"},
	{"AFG", "AF"},
	{"SUDAN", "SD"},
	{"YEMEN", "YE"},
	{"SOMALIA", "SO"},
	{"HAITI", "HT"},
	{"MALI", "ML"},
	{"ZIMB", "ZW"},
}

func theme(code string) string {
	code = strings.ToUpper(code)
	for _, t := range themes {
		if strings.Contains(code, t.word) {
			return t.theme
		}
	}
	return ""
}
