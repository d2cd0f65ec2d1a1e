package us

import (
	"bytes"
	"iter"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// enhEntity is one entity of the Enhanced XML, which repeats the text of every
// reference value and so can be read without its dictionaries.
type enhEntity struct {
	ID      string `xml:"id,attr"`
	Type    string `xml:"generalInfo>entityType"`
	Title   string `xml:"generalInfo>title"`
	Remarks string `xml:"generalInfo>remarks"`
	Lists   []struct {
		Date string `xml:"datePublished,attr"`
		Name string `xml:",chardata"`
	} `xml:"sanctionsLists>sanctionsList"`
	Programs    []string      `xml:"sanctionsPrograms>sanctionsProgram"`
	Types       []string      `xml:"sanctionsTypes>sanctionsType"`
	Authorities []string      `xml:"legalAuthorities>legalAuthority"`
	Names       []enhName     `xml:"names>name"`
	Addresses   []enhAddress  `xml:"addresses>address"`
	Features    []enhFeature  `xml:"features>feature"`
	Documents   []enhDocument `xml:"identityDocuments>identityDocument"`
	Relations   []enhRelation `xml:"relationships>relationship"`
}

type enhName struct {
	Primary      bool   `xml:"isPrimary"`
	Type         string `xml:"aliasType"`
	Weak         bool   `xml:"isLowQuality"`
	Translations []struct {
		Script string    `xml:"script"`
		Full   string    `xml:"formattedFullName"`
		Parts  []enhPart `xml:"nameParts>namePart"`
	} `xml:"translations>translation"`
}

type enhAddress struct {
	Country      string `xml:"country"`
	Translations []struct {
		Parts []enhPart `xml:"addressParts>addressPart"`
	} `xml:"translations>translation"`
}

type enhPart struct {
	Type string `xml:"type"`
	Text string `xml:"value"`
}

type enhFeature struct {
	Type        string   `xml:"type"`
	Value       string   `xml:"value"`
	Date        *enhDate `xml:"valueDate"`
	Reliability string   `xml:"reliability"`
	Comments    string   `xml:"comments"`
}

type enhDate struct {
	From        string `xml:"fromDateBegin"`
	To          string `xml:"toDateEnd"`
	Approximate bool   `xml:"isApproximate"`
}

type enhDocument struct {
	Type     string `xml:"type"`
	Number   string `xml:"documentNumber"`
	Valid    string `xml:"isValid"`
	Country  string `xml:"issuingCountry"`
	Location string `xml:"issuingLocation"`
	Issued   string `xml:"issueDate"`
	Expires  string `xml:"expirationDate"`
	Issuer   string `xml:"issuingAuthority"`
	Comments string `xml:"comments"`
}

type enhRelation struct {
	Type  string `xml:"type"`
	Other struct {
		ID   string `xml:"entityId,attr"`
		Name string `xml:",chardata"`
	} `xml:"relatedEntity"`
	Quality  string `xml:"quality"`
	Former   bool   `xml:"isFormer"`
	Comments string `xml:"comments"`
}

// enhInfo is the publicationInfo. The delta files have the same root, but say
// datePublished for dataAsOf.
type enhInfo struct {
	AsOf  string   `xml:"dataAsOf"`
	Lists []string `xml:"filters>sanctionsLists>sanctionsList"`
}

func sniffEnhanced(head []byte, f *record.File) (record.Sniffed, bool) {
	x := record.NewXML(bytes.NewReader(head), f.Name)
	if se, err := x.Root(); err != nil || se.Name.Local != "sanctionsData" {
		return record.Sniffed{}, false
	}
	se, err := x.Next()
	if err != nil || se.Name.Local != "publicationInfo" {
		return record.Sniffed{}, false
	}
	var info enhInfo
	if x.Decode(&info, &se) != nil || info.AsOf == "" {
		return record.Sniffed{}, false
	}
	var s record.Sniffed
	s.Published, _ = record.Date(info.AsOf)
	cons, sdn := slices.Contains(info.Lists, consMarker), slices.Contains(info.Lists, sdnList)
	switch {
	case cons && !sdn:
		s.List = Cons
	case sdn && !cons:
		s.List = SDN
	default:
		s.List = enhancedList(f)
	}
	return s, true
}

// enhSample is how many entities decide which list a file without a filter is.
const enhSample = 100

// enhancedList decides by the first entities: on the Consolidated list every party
// has its marker.
func enhancedList(f *record.File) cordon.ListID {
	n, marked := 0, 0
	_ = eachElement(f, "sanctionsData", nil, func(x *record.XML, se xmlStart) error { // a broken file fails when it is read
		if se.Name.Local == "entities" {
			return nil
		}
		if se.Name.Local != "entity" {
			return x.Skip()
		}
		var e enhEntity
		if err := x.Decode(&e, &se); err != nil {
			return err
		}
		n++
		for _, l := range e.Lists {
			if strings.TrimSpace(l.Name) == consMarker {
				marked++
			}
		}
		if n == enhSample {
			return errStop
		}
		return nil
	})
	if 2*marked > n {
		return Cons
	}
	return SDN
}

func readEnhanced(list cordon.ListID, pub *record.Publication, report func(cordon.Problem)) iter.Seq2[*cordon.Entry, error] {
	return stream(list, pub, func(f *record.File, yield func(*cordon.Entry) bool) error {
		net := newNetwork(list)
		err := eachEntity(f, &inquiry{enhancedShape, report}, func(x *record.XML, e *enhEntity) error {
			_ = x.Damage("") // reported by the second look
			net.meet(e.ID, e.primary(), kinds[strings.ToLower(e.Type)])
			for _, r := range e.Relations {
				net.links = append(net.links, link{
					from: e.ID, to: r.Other.ID, name: strings.TrimSpace(r.Other.Name),
					typ: r.Type, quality: r.Quality, former: r.Former,
				})
			}
			return nil
		})
		if err != nil {
			return err
		}
		net.settle()
		return eachEntity(f, &inquiry{shape: enhancedShape}, func(x *record.XML, e *enhEntity) error {
			p := newParty(list, e.ID, at(x, report))
			reportAll(report, x.Damage(p.entry.Ref))
			p.net = net
			p.addEnhanced(e)
			return p.give(yield)
		})
	})
}

func eachEntity(f *record.File, ask *inquiry, do func(*record.XML, *enhEntity) error) error {
	return eachElement(f, "sanctionsData", ask, func(x *record.XML, se xmlStart) error {
		switch se.Name.Local {
		case "entities":
			return nil
		case "entity":
			return eachReading(x, &se, do)
		}
		return x.Skip()
	})
}

func (e *enhEntity) primary() string {
	for _, n := range e.Names {
		if n.Primary && len(n.Translations) > 0 {
			return n.Translations[0].Full
		}
	}
	return ""
}

func (p *party) addEnhanced(e *enhEntity) {
	p.setKind(strings.TrimSpace(e.Type))
	for _, n := range e.Names {
		p.addEnhName(n)
	}
	p.addActs(e.acts(p.optional))
	p.addLabelled("Title", fact{text: e.Title}, false)
	for _, a := range e.Addresses {
		for i, t := range a.Translations {
			v := map[string]string{}
			for _, part := range t.Parts {
				v[part.Type] = part.Text
			}
			if i == 0 || len(v) > 0 {
				p.addParts(a.Country, v["CITY"], v["STATE/PROVINCE"], v["POSTAL CODE"], v["REGION"], v["ADDRESS1"], v["ADDRESS2"], v["ADDRESS3"])
			}
		}
	}
	for _, d := range e.Documents {
		f := fact{
			text: d.Number, country: d.Country, issuer: strings.TrimSpace(d.Issuer),
			invalid: d.Valid == "false", remarks: strings.TrimSpace(d.Comments),
		}
		f.period.From = p.optional(d.Type+" issueDate", d.Issued)
		f.period.To = p.optional(d.Type+" expirationDate", d.Expires)
		p.addLabelled(d.Type, f, true)
	}
	for _, f := range e.Features {
		p.addEnhFeature(f)
	}
	p.addRelations()
	p.addRemarks(e.Remarks, false)
}

func (p *party) addEnhName(n enhName) {
	var all []spelling
	for _, t := range n.Translations {
		s := spelling{primary: n.Primary, weak: n.Weak, typ: n.Type, script: strings.TrimSpace(t.Script)}
		if s.primary {
			s.typ = "Name"
		}
		for _, part := range t.Parts {
			s.parts = append(s.parts, namePart{strings.TrimSpace(part.Type), strings.TrimSpace(part.Text)})
		}
		if len(s.parts) == 0 {
			s.parts = []namePart{{"", strings.TrimSpace(t.Full)}}
		}
		all = append(all, s)
	}
	latinFirst(all)
	for _, s := range all {
		p.addSpelling(s)
	}
}

// addEnhFeature reads a date from its text, which is as exact as what is known, and
// from its bounds only if the text cannot be read.
func (p *party) addEnhFeature(f enhFeature) {
	v := fact{text: strings.TrimSpace(f.Value), remarks: strings.TrimSpace(f.Comments), invalid: f.Reliability == "False"}
	if f.Date != nil {
		from, to, err := record.Dates(v.text)
		if err != nil {
			from, to = period(p.optional(f.Type, f.Date.From), p.optional(f.Type, f.Date.To), f.Date.Approximate)
		}
		if !from.IsZero() {
			v.date, v.to = &from, to
		}
	}
	p.addLabelled(f.Type, v, false)
}

// tagLists is the list of each programme, for parties on several lists: the format
// does not say it. Source: the lists and programmes of the 443 parties of the
// Consolidated file of 2025-01-10 that are on one list only.
var tagLists = map[string]string{
	"NS-PLC":          "Non-SDN Palestinian Legislative Council List",
	"UKRAINE-EO13662": "Sectoral Sanctions Identifications List",
	"CMIC-EO13959":    "Non-SDN CMIC List",
	"561-Related":     "CAPTA List",
	"FSE-IR":          "FSE List",
	"FSE-SY":          "FSE List",
}

// acts joins what the format has in four separate lists.
func (e *enhEntity) acts(date func(field, s string) cordon.Date) []act {
	var lists []act
	for _, l := range e.Lists {
		if name := strings.TrimSpace(l.Name); name != consMarker || len(e.Lists) == 1 {
			lists = append(lists, act{list: name, date: date("datePublished", l.Date)})
		}
	}
	var out []act
	for _, tag := range e.Programs {
		a := listAct(tag, lists)
		a.tags = []string{strings.TrimSpace(tag)}
		out = append(out, a)
	}
	for i, b := range e.Authorities {
		share(out, strings.TrimSpace(b), func(a *act, s string) { a.bases = appendNew(a.bases, s) }, func(n int, a *act) bool {
			return len(e.Authorities) == len(e.Programs) && n == i // they are listed in step: 152 of 156 in the file above
		})
	}
	for _, typ := range e.Types {
		share(out, strings.TrimSpace(typ), func(a *act, s string) { a.types = appendNew(a.types, s) }, func(_ int, a *act) bool {
			return typ == "Block" && a.list == sdnList || typ == "Reject" && a.list != sdnList
		})
	}
	return out
}

// listAct is the act on the list that a programme belongs to: by the table; or
// the one list that no programme of the table claims; or the SDN list; or the
// earliest.
func listAct(tag string, lists []act) act {
	var free []act
	for _, a := range lists {
		if a.list == tagLists[tag] {
			return a
		}
		claimed := false
		for _, name := range tagLists {
			claimed = claimed || name == a.list && name != "CAPTA List"
		}
		if !claimed {
			free = append(free, a)
		}
	}
	if i := slices.IndexFunc(free, func(a act) bool { return a.list == sdnList }); i >= 0 {
		return free[i]
	}
	for _, from := range [][]act{free, lists} {
		if len(from) > 0 {
			return slices.MinFunc(from, func(a, b act) int { return a.date.Compare(b.date) })
		}
	}
	return act{}
}

// share assigns a text to the programmes that have its executive order or its first
// word in their tag; else to those that prefer it; else to all.
func share(acts []act, text string, give func(*act, string), prefer func(int, *act) bool) {
	for _, mine := range []func(int, *act) bool{
		func(_ int, a *act) bool { return named(a.tags[0], text) }, prefer,
		func(int, *act) bool { return true },
	} {
		any := false
		for i := range acts {
			if mine(i, &acts[i]) {
				give(&acts[i], text)
				any = true
			}
		}
		if any {
			return
		}
	}
}
