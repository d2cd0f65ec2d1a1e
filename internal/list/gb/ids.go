package gb

import (
	"regexp"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// identifiersOf reads every number that the record has, each once, references
// first.
func (p *published) identifiersOf(kind cordon.Kind, problem func(field, value, string)) []cordon.Identifier {
	return distinct(slices.Concat(
		p.references(problem),
		p.papers(),
		p.registered(),
		p.ships(kind, problem),
		all(cordon.HullID, p.values[fHull]),
	))
}

// distinct keeps the first of each number: rows repeat what they have in common.
func distinct(ids []cordon.Identifier) []cordon.Identifier {
	var out []cordon.Identifier
	for _, id := range ids {
		if !slices.ContainsFunc(out, func(o cordon.Identifier) bool {
			return o.Scheme == id.Scheme && o.Value == id.Value && o.Type == id.Type
		}) {
			out = append(out, id)
		}
	}
	return out
}

// all makes an identifier of each value of a field.
func all(scheme cordon.Scheme, values []value) []cordon.Identifier {
	var out []cordon.Identifier
	for _, v := range values {
		out = append(out, cordon.Identifier{Scheme: scheme, Value: v.text})
	}
	return out
}

// references are the numbers under which the UN and the UK know the party.
func (p *published) references(problem func(field, value, string)) []cordon.Identifier {
	var out []cordon.Identifier
	for _, v := range p.values[fUN] {
		if ref, ok := unRef(v.text); ok {
			out = append(out, cordon.Identifier{Scheme: cordon.UNRef, Value: ref})
		} else if !strings.EqualFold(v.text, "N/A") {
			problem(fUN, v, "not a reference of the UN")
		}
	}
	if p.list == OFSI {
		out = append(out, cordon.Identifier{Scheme: cordon.OFSIGroup, Value: p.ref})
		out = append(out, all(cordon.UKRef, p.values[fRef])...)
	}
	return append(out, all(cordon.OFSIGroup, p.values[fGroup])...)
}

// papers reads the passports and national identity papers.
func (p *published) papers() []cordon.Identifier {
	var out []cordon.Identifier
	for _, d := range p.passport {
		out = append(out, d.read(cordon.Passport)...)
	}
	for _, d := range p.national {
		out = append(out, d.read(cordon.NationalID)...)
	}
	return out
}

// registered reads the numbers of registers, and the numbers and wallets in free
// text; they occur in the column of subsidiaries too.
func (p *published) registered() []cordon.Identifier {
	var out []cordon.Identifier
	russian := p.russian()
	for _, v := range p.values[fBusiness] {
		out = append(out, registrations(v.text, russian)...)
	}
	for _, v := range slices.Concat(p.values[fOther], p.values[fSubsidiary]) {
		out = append(out, labelled(v.text, russian)...)
		out = append(out, wallets(v.text)...)
	}
	return out
}

// unRef is a reference of the UN in the UN's own case: "QDE.145" is QDe.145.
func unRef(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if unForm.FindString(s) != s || len(s) < 7 {
		return "", false
	}
	i := strings.IndexByte(s, '.')
	return strings.ToUpper(s[:i-1]) + strings.ToLower(s[i-1:i]) + s[i:], true
}

// russian reports whether a number without a label may be taken for a Russian one.
func (p *published) russian() bool {
	for _, a := range p.acts {
		if id, _ := programme(a.regime); id == "gb/Russia" {
			return true
		}
	}
	return slices.ContainsFunc(p.address, func(a address) bool { return nowCalled(a.land) == "RU" })
}

var imoForm = regexp.MustCompile(`\bIMO(?: [Nn]umber)?:? ?(\d{7})\b`)

// ships reads the IMO numbers, of ships and of companies.
func (p *published) ships(kind cordon.Kind, problem func(field, value, string)) []cordon.Identifier {
	return append(p.imoNumbers(kind, problem), p.imoMentions(kind)...)
}

// imoNumbers reads the field of IMO numbers. The check digit decides whether a
// number is a ship's or a company's.
func (p *published) imoNumbers(kind cordon.Kind, problem func(field, value, string)) []cordon.Identifier {
	var out []cordon.Identifier
	for _, v := range p.values[fIMO] {
		for _, item := range listed(v.text) {
			number := strings.TrimSpace(strings.TrimPrefix(item, "IMO"))
			switch {
			case record.IMOShip(number) && (kind == cordon.Vessel || !record.IMOCompany(number)):
				out = append(out, cordon.Identifier{Scheme: cordon.IMOShip, Value: number})
			case record.IMOCompany(number) && kind != cordon.Vessel:
				out = append(out, cordon.Identifier{Scheme: cordon.IMOCompany, Value: number})
			default:
				problem(fIMO, v, "the check digit is wrong")
				out = append(out, cordon.Identifier{Scheme: cordon.IMOShip, Value: number, Remarks: "check digit wrong"})
			}
		}
	}
	return out
}

// imoMentions finds the party's own IMO number in text: in the name of a specified
// ship, the Other Information, and a ship's statement of reasons. The number must
// be the only one in the text, and its check digit must fit the kind of party.
func (p *published) imoMentions(kind cordon.Kind) []cordon.Identifier {
	var out []cordon.Identifier
	said := texts(p.values[fOther])
	for _, n := range p.names {
		said = append(said, n.parts[5])
	}
	for _, a := range p.acts {
		if kind == cordon.Vessel { // an owner's reasons name the ships
			said = append(said, texts(a.values[fReasons])...)
		}
	}
	for _, text := range said {
		var all []string
		for _, m := range imoForm.FindAllStringSubmatch(text, -1) {
			all = unite(all, m[1])
		}
		if len(all) != 1 {
			continue
		}
		switch number := all[0]; {
		case kind == cordon.Vessel && record.IMOShip(number):
			out = append(out, cordon.Identifier{Scheme: cordon.IMOShip, Value: number})
		case kind == cordon.Organization && record.IMOCompany(number):
			out = append(out, cordon.Identifier{Scheme: cordon.IMOCompany, Value: number})
		}
	}
	return out
}

// severalForm is "734088604. 735958824".
var severalForm = regexp.MustCompile(`^[A-Z0-9]{5,}(?:\. [A-Z0-9]{5,})+$`)

// read pairs numbers with their remarks: "(1) A (2) B" with "(1) Iran (2) Iraq", or
// one remark for all.
func (d document) read(scheme cordon.Scheme) []cordon.Identifier {
	numbers, about := listed(d.number), listed(d.about)
	if len(numbers) == 1 && severalForm.MatchString(numbers[0]) {
		numbers = strings.Split(numbers[0], ". ")
	}
	var out []cordon.Identifier
	for i, n := range numbers {
		if n == "-" || n == "" {
			continue
		}
		id := cordon.Identifier{Scheme: scheme, Value: n}
		switch {
		case len(about) == len(numbers):
			id.Remarks = about[i]
		case len(about) > 0:
			id.Remarks = d.about
		}
		if m := landForm.FindStringSubmatch(n); m != nil {
			if code, ok := issuer(m[2]); ok {
				id.Value, id.Country = m[1], code
			}
		}
		if id.Remarks == "-" {
			id.Remarks = ""
		}
		readAbout(&id)
		out = append(out, id)
	}
	return out
}

// walletForm is an address on a chain, with the ticker before it if there is one:
// "USDT: T…", "Digital Currency Address: XBT 3…". A Bitcoin address needs its
// ticker, since its form alone is too general.
var walletForm = regexp.MustCompile(`(?:\b(XBT|BTC|ETH|BNB|USDT|USDC|TRX|LTC|XRP|BSC|DASH|ZEC|BCH)[: ]{1,2})?` +
	`\b(0x[0-9a-fA-F]{40}|T[1-9A-HJ-NP-Za-km-z]{33}|bc1[a-z0-9]{25,60}|[13LM][1-9A-HJ-NP-Za-km-z]{25,34})\b`)

func wallets(text string) []cordon.Identifier {
	var out []cordon.Identifier
	for _, m := range walletForm.FindAllStringSubmatch(text, -1) {
		id := cordon.Identifier{Scheme: cordon.WalletAddr, Type: m[1], Value: m[2]}
		switch {
		case m[1] == "BTC":
			id.Type = "XBT" // as OFAC writes it
		case m[1] != "":
		case strings.HasPrefix(m[2], "0x"):
			id.Type = "ETH"
		case m[2][0] == 'T':
			id.Type = "TRX"
		case strings.HasPrefix(m[2], "bc1"):
			id.Type = "XBT"
		default:
			continue
		}
		out = append(out, id)
	}
	return out
}
