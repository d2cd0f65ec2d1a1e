package us

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// legacyEntry is one sdnEntry of sdn.xml and consolidated.xml, as OFAC's sdn.xsd has it.
type legacyEntry struct {
	UID       string   `xml:"uid"`
	FirstName string   `xml:"firstName"`
	LastName  string   `xml:"lastName"`
	Title     string   `xml:"title"`
	Type      string   `xml:"sdnType"`
	Remarks   string   `xml:"remarks"`
	Programs  []string `xml:"programList>program"`
	IDs       []struct {
		Type    string `xml:"idType"`
		Number  string `xml:"idNumber"`
		Country string `xml:"idCountry"`
		Issued  string `xml:"issueDate"`
		Expires string `xml:"expirationDate"`
	} `xml:"idList>id"`
	AKAs []struct {
		Type      string `xml:"type"`
		Category  string `xml:"category"`
		LastName  string `xml:"lastName"`
		FirstName string `xml:"firstName"`
	} `xml:"akaList>aka"`
	Addresses []struct {
		Address1   string `xml:"address1"`
		Address2   string `xml:"address2"`
		Address3   string `xml:"address3"`
		City       string `xml:"city"`
		Region     string `xml:"stateOrProvince"`
		PostalCode string `xml:"postalCode"`
		Country    string `xml:"country"`
	} `xml:"addressList>address"`
	Nationalities []string `xml:"nationalityList>nationality>country"`
	Citizenships  []string `xml:"citizenshipList>citizenship>country"`
	Births        []string `xml:"dateOfBirthList>dateOfBirthItem>dateOfBirth"`
	Places        []string `xml:"placeOfBirthList>placeOfBirthItem>placeOfBirth"`
	Vessel        struct {
		CallSign     string `xml:"callSign"`
		Type         string `xml:"vesselType"`
		Flag         string `xml:"vesselFlag"`
		Owner        string `xml:"vesselOwner"`
		Tonnage      string `xml:"tonnage"`
		GrossTonnage string `xml:"grossRegisteredTonnage"`
	} `xml:"vesselInfo"`
}

// legacyInfo is the head of the file; OFAC spells publshInformation like this.
type legacyInfo struct {
	Date  string `xml:"Publish_Date"` // MM/DD/YYYY
	Count string `xml:"Record_Count"`
}

func sniffLegacy(head []byte, f *record.File) (record.Sniffed, bool) {
	x := record.NewXML(bytes.NewReader(head), f.Name)
	if se, err := x.Root(); err != nil || se.Name.Local != "sdnList" {
		return record.Sniffed{}, false
	}
	var s record.Sniffed
	var tags [][]string
	for {
		se, err := x.Next()
		if err != nil {
			break
		}
		switch se.Name.Local {
		case "publshInformation":
			var info legacyInfo
			if x.Decode(&info, &se) == nil {
				s.Published, _ = americanDate(info.Date)
				s.Count, _ = strconv.Atoi(info.Count)
			}
		case "sdnEntry":
			var e legacyEntry
			if x.Decode(&e, &se) == nil {
				tags = append(tags, e.Programs)
			}
		}
	}
	s.List = listOf(tags)
	return s, true
}

// americanDate reads MM/DD/YYYY, in which OFAC dates its publications.
func americanDate(s string) (cordon.Date, error) {
	m, rest, _ := strings.Cut(strings.TrimSpace(s), "/")
	d, y, _ := strings.Cut(rest, "/")
	return record.Date(fmt.Sprintf("%s/%s/%s", d, m, y))
}

func readLegacy(list cordon.ListID, pub *record.Publication, report func(cordon.Problem)) iter.Seq2[*cordon.Entry, error] {
	return stream(list, pub, func(f *record.File, yield func(*cordon.Entry) bool) error {
		net := newNetwork(list)
		err := eachLegacy(f, &inquiry{legacyShape, report}, func(x *record.XML, e *legacyEntry) error {
			_ = x.Damage("") // reported by the second look
			net.meet(e.UID, legacyName(e.LastName, e.FirstName), kinds[strings.ToLower(e.Type)])
			return nil
		}, nil, new(int))
		if err != nil {
			return err
		}
		n, said := 0, 0
		err = eachLegacy(f, &inquiry{shape: legacyShape}, func(x *record.XML, e *legacyEntry) error {
			p := newParty(list, strings.TrimSpace(e.UID), at(x, report))
			reportAll(report, x.Damage(p.entry.Ref))
			p.net = net
			p.addLegacy(e)
			return p.give(yield)
		}, func(info legacyInfo) { said, _ = strconv.Atoi(info.Count) }, &n)
		if err == nil && said != 0 && said != n {
			report(cordon.Problem{File: f.Name, Field: "Record_Count", Value: strconv.Itoa(said), Reason: fmt.Sprintf("the file has %d records", n)})
		}
		return err
	})
}

// eachLegacy calls back with each record of the file in turn, and with the head unless
// that is nil; n counts the records. One that can be read in two ways comes twice.
func eachLegacy(f *record.File, ask *inquiry, do func(*record.XML, *legacyEntry) error, head func(legacyInfo), n *int) error {
	return eachElement(f, "sdnList", ask, func(x *record.XML, se xmlStart) error {
		switch se.Name.Local {
		case "publshInformation":
			var info legacyInfo
			if err := x.Decode(&info, &se); err != nil {
				return err
			}
			if head != nil {
				head(info)
			}
			return nil
		case "sdnEntry":
			*n++
			return eachReading(x, &se, do)
		}
		return x.Skip()
	})
}

// eachReading calls back with each way to read a record (record.Readings).
func eachReading[T any](x *record.XML, se *xmlStart, do func(*record.XML, *T) error) error {
	all, err := record.Readings[T](x, se)
	for i := range all {
		if err = do(x, &all[i]); err != nil {
			break
		}
	}
	return err
}

// legacyName composes a name as the other formats print it.
func legacyName(last, first string) string {
	return joinFull(strings.TrimSpace(last), strings.TrimSpace(first))
}

// akaUses are the types of an alias in the XML formats.
var akaUses = map[string]cordon.NameUse{"a.k.a.": cordon.Alias, "f.k.a.": cordon.Former, "n.k.a.": cordon.Alias, "name": cordon.Primary}

func (p *party) aliasUse(typ string) (use cordon.NameUse, remarks string) {
	typ = strings.ToLower(strings.TrimSpace(typ))
	use, ok := akaUses[typ]
	if !ok {
		p.problem("alias type", typ, "not a type of alias that this reader knows")
		return cordon.Alias, typ
	}
	if typ == "n.k.a." {
		remarks = typ
	}
	return use, remarks
}

func (p *party) addLegacy(e *legacyEntry) {
	p.setKind(strings.TrimSpace(e.Type))
	p.addName(legacyName(e.LastName, e.FirstName), cordon.Primary, false, "")
	for _, a := range e.AKAs {
		use, remarks := p.aliasUse(a.Type)
		p.addName(legacyName(a.LastName, a.FirstName), use, strings.EqualFold(a.Category, "weak"), remarks)
	}
	p.setPrograms(e.Programs)
	if p.entry.List == SDN {
		p.measures = append(p.measures, measure{name: cordon.Blocking}) // what the list is: "and Blocked Persons"
	}
	for _, v := range []struct {
		label  string
		values []string
	}{
		{"Title", []string{e.Title}},
		{"Nationality Country", e.Nationalities},
		{"Citizenship Country", e.Citizenships},
		{"Birthdate", e.Births},
		{"Place of Birth", e.Places},
		{"Vessel Call Sign", []string{e.Vessel.CallSign}},
		{"Vessel Type", []string{e.Vessel.Type}},
		{"Vessel Tonnage", []string{e.Vessel.Tonnage}},
		{"Vessel Gross Registered Tonnage", []string{e.Vessel.GrossTonnage}},
		{"Vessel Flag", []string{e.Vessel.Flag}},
		{"Vessel Owner", []string{e.Vessel.Owner}},
	} {
		for _, text := range v.values {
			p.addLabelled(v.label, fact{text: text}, false)
		}
	}
	for _, a := range e.Addresses {
		p.addParts(a.Country, a.City, a.Region, a.PostalCode, "", a.Address1, a.Address2, a.Address3)
	}
	for _, id := range e.IDs {
		f := fact{text: id.Number, country: id.Country}
		f.period.From = p.optional(id.Type+" issueDate", id.Issued)
		f.period.To = p.optional(id.Type+" expirationDate", id.Expires)
		p.addLabelled(id.Type, f, false)
	}
	p.addRemarks(e.Remarks, false)
}

// optional reads a date that may be empty; one that cannot be read is reported.
func (p *party) optional(field, s string) cordon.Date {
	if strings.TrimSpace(s) == "" {
		return cordon.Date{}
	}
	d, err := record.Date(s)
	if err != nil {
		p.problem(field, s, "not a date")
	}
	return d
}

// addLabelled adds a fact under one of OFAC's labels. A label may contain a part of
// the value: "Digital Currency Address - XBT", "Listing Date (CMIC)". A label that
// the table lacks is an identifier where the format says so; otherwise it stays in
// the remarks. Either is reported, since OFAC adds labels now and then.
func (p *party) addLabelled(label string, f fact, isDocument bool) {
	f.text = strings.TrimSpace(f.text)
	it, rest, ok := find(label)
	f.raw = strings.TrimSpace(strings.TrimSpace(label) + " " + f.text)
	if !ok {
		it = item{label: strings.TrimSpace(label), field: comment}
		if isDocument {
			it.field, it.scheme = document, cordon.OtherID
		}
		p.problem(it.label, f.text, "a label that this reader does not know")
	}
	if rest != "" && ok {
		f.text = strings.TrimSpace(rest + " " + f.text)
	}
	if it.field == document && f.country == "" {
		f.splitCountry()
	}
	p.add(it, f)
}

// give finishes and yields the entry.
func (p *party) give(yield func(*cordon.Entry) bool) error {
	if len(p.entry.Profile.Names) == 0 {
		p.problem("name", "", "a party without a name")
	}
	if !digits.MatchString(p.entry.Ref) {
		p.problem("number", p.entry.Ref, "record passed over: a party without a number")
		return nil
	}
	if !yield(p.finish()) {
		return errStop
	}
	return nil
}

// stream turns a reader of one file into a sequence, with its errors at the end.
func stream(
	list cordon.ListID, pub *record.Publication, read func(*record.File, func(*cordon.Entry) bool) error,
) iter.Seq2[*cordon.Entry, error] {
	return func(yield func(*cordon.Entry, error) bool) {
		err := error(cordon.Problem{Reason: "no file"})
		if len(pub.Files) > 0 {
			n := 0
			err = read(&pub.Files[0], func(e *cordon.Entry) bool { n++; return yield(e, nil) })
			if err == nil && n == 0 {
				err = cordon.Problem{File: pub.Files[0].Name, Reason: "no records"}
			}
		}
		if err != nil && !errors.Is(err, errStop) {
			yield(nil, fmt.Errorf("us.Read(%s): %w", list, err))
		}
	}
}

func reportAll(report func(cordon.Problem), all []cordon.Problem) {
	for _, p := range all {
		report(p)
	}
}

// at adds the place that was read last to a party's problems.
func at(x *record.XML, report func(cordon.Problem)) func(cordon.Problem) {
	return func(p cordon.Problem) { report(x.Problem(p.Record, p.Field, p.Value, p.Reason)) }
}

// eachElement opens a file, checks its root and calls do with every element below it;
// do decodes it, skips it or leaves it to be entered. Differences from the shape of
// ask are reported at the end, unless ask is nil.
func eachElement(f *record.File, root string, ask *inquiry, do func(*record.XML, xmlStart) error) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	x := record.NewXML(r, f.Name)
	if ask != nil {
		x.Watch(ask.shape)
	}
	se, err := x.Root()
	if err != nil {
		return err
	}
	if se.Name.Local != root {
		return x.Problem("", "", se.Name.Local, "the root element is not "+root)
	}
	for {
		se, err := x.Next()
		if errors.Is(err, io.EOF) {
			if ask != nil && ask.report != nil {
				reportAll(ask.report, x.Drift())
			}
			return nil
		}
		if err != nil {
			return err
		}
		if err := do(x, se); err != nil {
			return err
		}
	}
}
