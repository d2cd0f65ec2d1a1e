package resolve

import (
	"slices"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// A rule joins entries that share a key and agree. Kinds must agree for every
// rule: an unknown kind agrees with any.
type rule struct {
	name  string
	why   string // the reason, as a judgement gives it; the shared key follows
	keys  func(*fact) []string
	agree func(a, b *fact) bool
	apart bool // two entries of one list are never joined by it, not even through a third list
}

// rules are the certain ones, the most certain first.
var rules = []rule{
	// One authority prints its two lists out of one register.
	{"register", "the same number in one authority's register", registers, always, false},
	// A list that quotes another's reference has identified the party itself. Slips
	// occur (the EU prints "QDi.43", and numbers of the wrong party), so a word of
	// the names must be the same.
	{"reference", "one list prints the other's reference", references, akin, false},
	// A ship keeps its IMO number for life. The check digit excludes most slips.
	{"imo-ship", "the same IMO ship number", ships, always, false},
	// Two numbers of one list are two parties to its authority; it lists one twice
	// only under one name. That excludes the slips: lines copied from the row
	// above, a parent's number, a wallet that two people use.
	{"double", "the same number and name in one list", anyNumber, twin, false},
	// Issued once to one taxpayer, firm or legal entity, with check digits.
	{"tax-number", "the same Russian taxpayer number", numbers(cordon.INN, record.INN), across, true},
	{"registration", "the same Russian registration number", numbers(cordon.OGRN, record.OGRN), across, true},
	{"lei", "the same legal entity identifier", numbers(cordon.LEI, isLEI), across, true},
	// A company's IMO number is its own, but lists also print it with its ships.
	{"imo-company", "the same IMO company number", numbers(cordon.IMOCompany, record.IMOCompany), across, true},
	// An address on a chain belongs to who has its key.
	{"wallet", "the same wallet address", wallets, across, true},
	// Passport numbers are unique in their country, not in the world; lists
	// misprint them, hence the word of the name.
	{"passport", "the same passport of one country", passports, across, true},
	// Names alone never merge parties.
	{"person", "the same full name and date of birth", peopleNames, sameBirth, true},
	{"organisation", "the same name and country or theme, and no number against it", otherNames, sameWorld, true},
}

func always(a, b *fact) bool { return true }

// akin reports whether both have a distinctive word in their names in common.
func akin(a, b *fact) bool {
	if len(b.tokens) < len(a.tokens) {
		a, b = b, a
	}
	for w := range a.tokens {
		if b.tokens[w] && len([]rune(w)) >= 3 && !forms[w] && !common[w] && !generic[w] {
			return true
		}
	}
	return false
}

func across(a, b *fact) bool { return a.entry.List != b.entry.List && akin(a, b) }

func twin(a, b *fact) bool {
	return a.entry.List == b.entry.List && slices.ContainsFunc(a.names, func(n string) bool { return slices.Contains(b.names, n) })
}

func isLEI(s string) bool { return len(s) == 20 }

// anyNumber are the keys of all the rules that go by a number.
func anyNumber(f *fact) []string {
	var keys []string
	for _, k := range []func(*fact) []string{
		ships, numbers(cordon.INN, record.INN), numbers(cordon.OGRN, record.OGRN), numbers(cordon.LEI, isLEI),
		numbers(cordon.IMOCompany, record.IMOCompany), wallets, passports,
	} {
		keys = append(keys, k(f)...)
	}
	return keys
}

func kinds(a, b *fact) bool {
	x, y := a.entry.Profile.Kind, b.entry.Profile.Kind
	return x == y || x == cordon.UnknownKind || y == cordon.UnknownKind
}

// registers: OFAC numbers both its lists from one register; OFSI's group ID
// stands on both British lists.
func registers(f *fact) []string {
	var keys []string
	switch f.entry.List {
	case "us-ofac-sdn", "us-ofac-cons":
		keys = append(keys, "ofac "+f.entry.Ref)
	case "gb-ofsi":
		keys = append(keys, "ofsi "+ref(f.entry.Ref))
	case "gb-uksl":
		keys = append(keys, "uk "+ref(f.entry.Ref))
	}
	for _, id := range f.entry.Profile.Identifiers {
		switch id.Scheme {
		case cordon.OFSIGroup:
			keys = append(keys, "ofsi "+ref(id.Value))
		case cordon.UKRef:
			keys = append(keys, "uk "+ref(id.Value))
		case cordon.OFACRef:
			keys = append(keys, "ofac "+ref(id.Value))
		}
	}
	return keys
}

func references(f *fact) []string {
	var keys []string
	switch f.entry.List {
	case "un-sc":
		keys = append(keys, "un "+ref(f.entry.Ref))
	case "eu-fsf":
		keys = append(keys, "eu "+ref(f.entry.Ref))
	}
	for _, id := range f.entry.Profile.Identifiers {
		switch id.Scheme {
		case cordon.UNRef:
			keys = append(keys, "un "+ref(id.Value))
		case cordon.EURef:
			keys = append(keys, "eu "+ref(id.Value))
		}
	}
	return keys
}

// ref is a reference as it is compared: "QDE.145 " is QDe.145.
func ref(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }

// bare is a number without what lists print between its digits.
func bare(s string) string { return strings.ToUpper(between.Replace(s)) }

var between = strings.NewReplacer(" ", "", "-", "", ".", "", "/", "", "№", "")

func ships(f *fact) []string {
	if k := f.entry.Profile.Kind; k != cordon.Vessel && k != cordon.UnknownKind {
		return nil
	}
	return numbers(cordon.IMOShip, record.IMOShip)(f)
}

func numbers(s cordon.Scheme, valid func(string) bool) func(*fact) []string {
	return func(f *fact) []string {
		var keys []string
		for _, id := range f.entry.Profile.Identifiers {
			if v := bare(id.Value); id.Scheme == s && !id.Invalid && valid(v) {
				keys = append(keys, v)
			}
		}
		return keys
	}
}

func wallets(f *fact) []string {
	var keys []string
	for _, id := range f.entry.Profile.Identifiers {
		if v := strings.TrimSpace(id.Value); id.Scheme == cordon.WalletAddr && len(v) >= 20 {
			keys = append(keys, v) // addresses may differ in the case of a letter only
		}
	}
	return keys
}

func passports(f *fact) []string {
	var keys []string
	for _, id := range f.entry.Profile.Identifiers {
		if v := bare(id.Value); id.Scheme == cordon.Passport && id.Country != "" && len(v) >= 6 {
			keys = append(keys, id.Country+" "+v)
		}
	}
	return keys
}

func peopleNames(f *fact) []string {
	if f.entry.Profile.Kind != cordon.Person || len(f.days) == 0 {
		return nil
	}
	return f.names
}

// sameBirth wants one birth date in common: a day, or a year where both have
// that year alone.
func sameBirth(a, b *fact) bool {
	for d := range a.days {
		if b.days[d] {
			return true
		}
	}
	return false
}

func otherNames(f *fact) []string {
	if f.entry.Profile.Kind == cordon.Person {
		return nil
	}
	return f.names
}

// sameWorld wants a country, a city or a theme in common, and no two numbers of
// one kind that differ.
func sameWorld(a, b *fact) bool {
	return (shared(a.places, b.places) || shared(a.themes, b.themes)) && !contradict(a, b)
}

func shared(a, b map[string]bool) bool {
	for v := range a {
		if b[v] {
			return true
		}
	}
	return false
}

// single are the schemes of which a bearer has one number only.
var single = []cordon.Scheme{cordon.IMOShip, cordon.IMOCompany, cordon.INN, cordon.OGRN, cordon.LEI, cordon.MMSI}

func contradict(a, b *fact) bool {
	for _, s := range single {
		x, y := values(a, s), values(b, s)
		if len(x) > 0 && len(y) > 0 && !shared(x, y) {
			return true
		}
	}
	return false
}

func values(f *fact, s cordon.Scheme) map[string]bool {
	out := map[string]bool{}
	for _, id := range f.entry.Profile.Identifiers {
		if id.Scheme == s && !id.Invalid {
			out[bare(id.Value)] = true
		}
	}
	return out
}
