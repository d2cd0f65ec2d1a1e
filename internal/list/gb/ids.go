package gb

import (
	"regexp"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// identifiersOf reads every number that the record has, references first.
func (p *published) identifiersOf(kind cordon.Kind, problem func(field, value, string)) []cordon.Identifier {
	var out []cordon.Identifier
	add := func(ids ...cordon.Identifier) {
		for _, id := range ids {
			if !slices.ContainsFunc(out, func(o cordon.Identifier) bool {
				return o.Scheme == id.Scheme && o.Value == id.Value && o.Type == id.Type
			}) {
				out = append(out, id)
			}
		}
	}
	for _, v := range p.values[fUN] {
		if ref, ok := unRef(v.text); ok {
			add(cordon.Identifier{Scheme: cordon.UNRef, Value: ref})
		} else if !strings.EqualFold(v.text, "N/A") {
			problem(fUN, v, "not a reference of the UN")
		}
	}
	if p.list == OFSI {
		add(cordon.Identifier{Scheme: cordon.OFSIGroup, Value: p.ref})
		for _, v := range p.values[fRef] {
			add(cordon.Identifier{Scheme: cordon.UKRef, Value: v.text})
		}
	}
	for _, v := range p.values[fGroup] {
		add(cordon.Identifier{Scheme: cordon.OFSIGroup, Value: v.text})
	}
	for _, d := range p.passport {
		add(d.read(cordon.Passport)...)
	}
	for _, d := range p.national {
		add(d.read(cordon.NationalID)...)
	}
	russian := p.russian()
	for _, v := range p.values[fBusiness] {
		add(registrations(v.text, russian)...)
	}
	for _, f := range []field{fOther, fSubsidiary} { // numbers stand among the subsidiaries too
		for _, v := range p.values[f] {
			add(labelled(v.text, russian)...)
			add(wallets(v.text)...)
		}
	}
	add(p.ships(kind, problem)...)
	for _, v := range p.values[fHull] {
		add(cordon.Identifier{Scheme: cordon.HullID, Value: v.text})
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

// russian reports whether a bare number may be told as a Russian one.
func (p *published) russian() bool {
	for _, a := range p.acts {
		if id, _ := programme(a.regime); id == "gb/Russia" {
			return true
		}
	}
	return slices.ContainsFunc(p.address, func(a address) bool { return nowCalled(a.land) == "RU" })
}

var imoForm = regexp.MustCompile(`\bIMO(?: [Nn]umber)?:? ?(\d{7})\b`)

// ships reads IMO numbers: those of their own field; the one in a specified
// ship's name; and the one that the Other Information, or a ship's statement of
// reasons, gives it, where the check digit fits what the party is.
func (p *published) ships(kind cordon.Kind, problem func(field, value, string)) []cordon.Identifier {
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

// read pairs numbers with what is said of them: "(1) A (2) B" with
// "(1) Iran (2) Iraq", or one remark for all.
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

// walletForm is an address on a chain, with its ticker where one stands before
// it: "USDT: T…", "Digital Currency Address: XBT 3…". An address of the form of
// Bitcoin needs its ticker, as the form alone is not telling.
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
