package us

import (
	"strconv"
	"strings"
	"time"

	"cordon"
)

// advDate is a day in three elements.
type advDate struct {
	Year  string `xml:"Year"`
	Month string `xml:"Month"`
	Day   string `xml:"Day"`
}

func (d advDate) date() cordon.Date {
	n := func(s string) int { v, _ := strconv.Atoi(strings.TrimSpace(s)); return v }
	out := cordon.Date{Year: n(d.Year), Month: time.Month(n(d.Month)), Day: n(d.Day)}
	if !out.Valid() {
		return cordon.Date{}
	}
	return out
}

// advPeriod is a date as the Advanced XML has it: a span in which it starts and one
// in which it ends.
type advPeriod struct {
	Start, End struct {
		Approximate bool    `xml:"Approximate,attr"`
		From        advDate `xml:"From"`
		To          advDate `xml:"To"`
	}
}

// dates is the date, or the range, that the spans mean.
func (p advPeriod) dates() (from, to cordon.Date) {
	return period(p.Start.From.date(), p.End.To.date(), p.Start.Approximate || p.End.Approximate)
}

// period reduces two days to what they stand for: 1 January to 31 December of one
// year is the year, of two years a range of years; likewise for months.
func period(from, to cordon.Date, circa bool) (cordon.Date, cordon.Date) {
	switch {
	case from.IsZero() || to.IsZero():
		if from.IsZero() {
			from, to = to, cordon.Date{}
		}
	case from.Month == time.January && from.Day == 1 && to.Month == time.December && to.Day == 31:
		from, to = cordon.Date{Year: from.Year}, cordon.Date{Year: to.Year}
	case from.Day == 1 && to.AddDays(1).Day == 1:
		from, to = cordon.Date{Year: from.Year, Month: from.Month}, cordon.Date{Year: to.Year, Month: to.Month}
	}
	if from == to {
		to = cordon.Date{}
	}
	from.Circa, to.Circa = circa, circa && !to.IsZero()
	return from, to
}

func (p *party) addAdvanced(t *advTables, a *advParty) {
	p.entry.Profile.Kind = t.kind(a)
	if p.entry.Profile.Kind == "" {
		p.problem("PartySubTypeID", a.Profile.SubType, "not a type of party that this reader knows")
	}
	for _, id := range a.Profile.Identity {
		for _, n := range t.namesOf(&id) {
			p.addSpelling(n)
		}
		for _, d := range t.documents[id.ID] {
			p.addAdvDocument(t, d)
		}
	}
	p.addActs(t.acts[p.entry.Ref])
	for _, f := range a.Profile.Features {
		p.addAdvFeature(t, f)
	}
	p.addRelations()
	p.addRemarks(a.Comment, false)
}

// addRelations adds the party's ties from the network.
func (p *party) addRelations() {
	rel, unknown := p.net.relations(p.entry.Ref)
	p.entry.Relations = append(p.entry.Relations, rel...)
	for _, typ := range unknown {
		p.problem("relation", typ, "not a type of relation that this reader knows")
	}
}

func (p *party) addAdvFeature(t *advTables, f advFeature) {
	label := t.text("FeatureType", f.Type)
	if label == "" {
		p.problem("FeatureTypeID", f.Type, "not in the file's dictionary")
		return
	}
	for _, v := range f.Versions {
		fact := fact{remarks: strings.TrimSpace(v.Comment), invalid: t.text("Reliability", v.Reliability) == "False"}
		for _, per := range v.Periods {
			if from, to := per.dates(); !from.IsZero() {
				fact.date, fact.to = &from, to
				fact.text = written(from, to)
			}
		}
		for _, d := range v.Details {
			text := strings.TrimSpace(d.Text)
			if d.Reference != "" {
				text = t.text("DetailReference", d.Reference)
			}
			if text != "" {
				fact.text = text
			}
		}
		if fact.text != "" {
			p.addLabelled(label, fact, false)
		}
		for _, l := range v.Locations {
			p.addAdvLocation(t, label, l.ID)
		}
	}
}

// addAdvLocation adds the place of a feature: an address for "Location", a
// country for a nationality, a text for a place of birth.
func (p *party) addAdvLocation(t *advTables, label, id string) {
	loc, ok := t.locations[id]
	if !ok {
		p.problem(label, id, "no such location in the file")
		return
	}
	land := ""
	for _, c := range loc.Countries {
		land = t.text("Country", c.ID)
	}
	if label != "Location" {
		if land != "" {
			p.addLabelled(label, fact{text: land}, false)
		}
		return
	}
	variants := [2]map[string]string{{}, {}} // the primary spelling, and another script's
	for _, part := range loc.Parts {
		for _, v := range part.Values {
			n := 1
			if v.Primary != "false" {
				n = 0
			}
			variants[n][t.text("LocPartType", part.Type)] = v.Text
		}
	}
	for n, v := range variants {
		if n == 0 || len(v) > 0 {
			p.addParts(land, v["CITY"], v["STATE/PROVINCE"], v["POSTAL CODE"], v["REGION"], v["ADDRESS1"], v["ADDRESS2"], v["ADDRESS3"])
		}
	}
}

func (p *party) addAdvDocument(t *advTables, d advDocument) {
	f := fact{
		text: d.Number, country: t.text("Country", d.Country), issuer: strings.TrimSpace(d.Issuer),
		remarks: strings.TrimSpace(d.Comment), invalid: t.text("Validity", d.Validity) == "Fraudulent",
	}
	for _, date := range d.Dates {
		from, _ := date.Period.dates()
		if t.text("IDRegDocDateType", date.Type) == "Expiration Date" {
			f.period.To = from
		} else {
			f.period.From = from
		}
	}
	label := t.text("IDRegDocType", d.Type)
	if label == "" {
		p.problem("IDRegDocTypeID", d.Type, "not in the file's dictionary")
		label = "Identification Number"
	}
	p.addLabelled(label, f, true)
}

// written is a date as OFAC writes it in its remarks: "10 Dec 1948", "1951 to 1953".
func written(from, to cordon.Date) string {
	one := func(d cordon.Date) string {
		switch {
		case d.Month == 0:
			return strconv.Itoa(d.Year)
		case d.Day == 0:
			return d.First().Format("Jan 2006")
		}
		return d.First().Format("02 Jan 2006")
	}
	s := one(from)
	if !to.IsZero() {
		s += " to " + one(to)
	}
	if from.Circa {
		s = "circa " + s
	}
	return s
}
