package us

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// The Advanced XML is the UN's sanctions model: seven tables joined by numbers.
// What describes a party comes before the parties (dictionaries, places, documents)
// and after them (ties, entries on lists). So the file is read twice: once for
// everything else, once for the parties, which are most of its bytes.

// advParty is one DistinctParty; it always has one Profile with one Identity.
type advParty struct {
	Comment string `xml:"Comment"`
	Profile struct {
		ID       string        `xml:"ID,attr"`
		SubType  string        `xml:"PartySubTypeID,attr"`
		Identity []advIdentity `xml:"Identity"`
		Features []advFeature  `xml:"Feature"`
	} `xml:"Profile"`
}

type advIdentity struct {
	ID      string     `xml:"ID,attr"`
	Aliases []advAlias `xml:"Alias"`
	Groups  []struct {
		ID   string `xml:"ID,attr"`
		Type string `xml:"NamePartTypeID,attr"`
	} `xml:"NamePartGroups>MasterNamePartGroup>NamePartGroup"`
}

type advAlias struct {
	Type    string `xml:"AliasTypeID,attr"`
	Primary bool   `xml:"Primary,attr"`
	Weak    bool   `xml:"LowQuality,attr"`
	Names   []struct {
		Parts []struct {
			Group  string `xml:"NamePartGroupID,attr"`
			Script string `xml:"ScriptID,attr"`
			Text   string `xml:",chardata"`
		} `xml:"DocumentedNamePart>NamePartValue"`
	} `xml:"DocumentedName"`
}

type advFeature struct {
	Type     string `xml:"FeatureTypeID,attr"`
	Versions []struct {
		Reliability string      `xml:"ReliabilityID,attr"`
		Comment     string      `xml:"Comment"`
		Periods     []advPeriod `xml:"DatePeriod"`
		Details     []struct {
			Reference string `xml:"DetailReferenceID,attr"`
			Text      string `xml:",chardata"`
		} `xml:"VersionDetail"`
		Locations []struct {
			ID string `xml:"LocationID,attr"`
		} `xml:"VersionLocation"`
	} `xml:"FeatureVersion"`
}

// advLocation is a place: an address, or a country alone for a nationality.
type advLocation struct {
	ID        string `xml:"ID,attr"`
	Countries []struct {
		ID string `xml:"CountryID,attr"`
	} `xml:"LocationCountry"`
	Parts []struct {
		Type   string `xml:"LocPartTypeID,attr"`
		Values []struct {
			Primary string `xml:"Primary,attr"`
			Text    string `xml:"Value"`
		} `xml:"LocationPartValue"`
	} `xml:"LocationPart"`
}

type advDocument struct {
	Type     string `xml:"IDRegDocTypeID,attr"`
	Identity string `xml:"IdentityID,attr"`
	Country  string `xml:"IssuedBy-CountryID,attr"`
	Validity string `xml:"ValidityID,attr"`
	Comment  string `xml:"Comment"`
	Number   string `xml:"IDRegistrationNo"`
	Issuer   string `xml:"IssuingAuthority"`
	Dates    []struct {
		Type   string    `xml:"IDRegDocDateTypeID,attr"`
		Period advPeriod `xml:"DatePeriod"`
	} `xml:"DocumentDate"`
}

type advLink struct {
	From    string `xml:"From-ProfileID,attr"`
	To      string `xml:"To-ProfileID,attr"`
	Type    string `xml:"RelationTypeID,attr"`
	Quality string `xml:"RelationQualityID,attr"`
	Former  bool   `xml:"Former,attr"`
}

type advEntry struct {
	Profile string `xml:"ProfileID,attr"`
	List    string `xml:"ListID,attr"`
	Events  []struct {
		Basis string  `xml:"LegalBasisID,attr"`
		Date  advDate `xml:"Date"`
	} `xml:"EntryEvent"`
	Measures []struct {
		Type    string `xml:"SanctionsTypeID,attr"`
		Comment string `xml:"Comment"`
	} `xml:"SanctionsMeasure"`
}

// A dictionary is one set of reference values. They change from time to time, so
// numbers are always resolved by the file's own sets.
type dictionary map[string]struct{ text, parent, code string }

// advTables are all parts of a file except its parties.
type advTables struct {
	sets      map[string]dictionary // by the name of the element: "AliasType", "Script" …
	locations map[string]advLocation
	documents map[string][]advDocument // by identity
	acts      map[string][]act         // by profile
	net       *network
}

func (t *advTables) text(set, id string) string { return t.sets[set][id].text }

func readAdvanced(list cordon.ListID, pub *record.Publication, report func(cordon.Problem)) iter.Seq2[*cordon.Entry, error] {
	return stream(list, pub, func(f *record.File, yield func(*cordon.Entry) bool) error {
		t, err := readTables(list, f, &inquiry{advancedShape, report})
		if err != nil {
			return err
		}
		if n, first := t.missing(); n > 0 {
			reason := fmt.Sprintf("%d of %d profiles with entries on lists are not in the file; this is the first", n, len(t.acts))
			report(cordon.Problem{File: f.Name, Record: first, Reason: reason})
		}
		err = eachElement(f, "Sanctions", &inquiry{shape: advancedShape}, func(x *record.XML, se xmlStart) error {
			switch se.Name.Local {
			case "ReferenceValueSets", "Locations", "IDRegDocuments", "DistinctParties":
				return nil // their children one by one
			case "ProfileRelationships", "SanctionsEntries":
				return io.EOF // read already
			case "DistinctParty":
				return eachReading(x, &se, func(x *record.XML, a *advParty) error {
					p := newParty(list, a.Profile.ID, at(x, report))
					reportAll(report, x.Damage(p.entry.Ref))
					p.net = t.net
					p.addAdvanced(t, a)
					return p.give(yield)
				})
			}
			return x.Skip()
		})
		if errors.Is(err, io.EOF) {
			return nil
		}
		return err
	})
}

// readTables reads everything except the parties, of which it notes number, kind and
// name.
func readTables(list cordon.ListID, f *record.File, ask *inquiry) (*advTables, error) {
	t := &advTables{
		sets: map[string]dictionary{}, locations: map[string]advLocation{}, documents: map[string][]advDocument{},
		acts: map[string][]act{}, net: newNetwork(list),
	}
	err := eachElement(f, "Sanctions", ask, func(x *record.XML, se xmlStart) error {
		switch name := se.Name.Local; name {
		case "ReferenceValueSets", "Locations", "IDRegDocuments", "DistinctParties",
			"ProfileRelationships", "SanctionsEntries", "SanctionsEntryLinks":
			return nil
		case "Location":
			var l advLocation
			err := x.Decode(&l, &se)
			t.locations[l.ID] = l
			return err
		case "IDRegDocument":
			var d advDocument
			err := x.Decode(&d, &se)
			t.documents[d.Identity] = append(t.documents[d.Identity], d)
			return err
		case "DistinctParty":
			return eachReading(x, &se, func(x *record.XML, a *advParty) error {
				_ = x.Damage("") // reported by the second look
				t.net.meet(a.Profile.ID, t.primary(a), t.kind(a))
				return nil
			})
		case "ProfileRelationship":
			var l advLink
			err := x.Decode(&l, &se)
			t.net.links = append(t.net.links, link{
				from: l.From, to: l.To, former: l.Former,
				typ: t.text("RelationType", l.Type), quality: t.text("RelationQuality", l.Quality),
			})
			return err
		case "SanctionsEntry":
			var e advEntry
			err := x.Decode(&e, &se)
			t.addEntry(&e)
			return err
		default:
			if strings.HasSuffix(name, "Values") {
				return t.readSet(x, &se)
			}
			return x.Skip()
		}
	})
	t.net.settle()
	return t, err
}

// readSet reads one dictionary: AliasTypeValues holds AliasType elements.
func (t *advTables) readSet(x *record.XML, se *xmlStart) error {
	var set struct {
		Values []struct {
			XMLName xmlName
			ID      string `xml:"ID,attr"`
			Parent  string `xml:"PartyTypeID,attr"`
			Code    string `xml:"ISO2,attr"`
			Text    string `xml:",chardata"`
		} `xml:",any"`
	}
	if err := x.Decode(&set, se); err != nil {
		return err
	}
	for _, v := range set.Values {
		if t.sets[v.XMLName.Local] == nil {
			t.sets[v.XMLName.Local] = dictionary{}
		}
		t.sets[v.XMLName.Local][v.ID] = struct{ text, parent, code string }{strings.TrimSpace(v.Text), v.Parent, v.Code}
	}
	return nil
}

// missing counts the profiles that have entries on lists but are not in the
// file, and gives the first.
func (t *advTables) missing() (n int, first string) {
	for ref := range t.acts {
		if _, ok := t.net.kinds[ref]; !ok {
			n++
			first = lower(first, ref)
		}
	}
	return n, first
}

// lower is the lower of two numbers in text; "" is none.
func lower(a, b string) string {
	if a == "" || len(b) < len(a) || len(b) == len(a) && b < a {
		return b
	}
	return a
}

// addEntry notes an entry on a list: its day, legal basis, programmes and measures.
// A programme is a measure of the type "Program" with the tag as its comment.
func (t *advTables) addEntry(e *advEntry) {
	a := act{list: t.text("List", e.List)}
	for _, ev := range e.Events {
		if d := ev.Date.date(); a.date.IsZero() || d.Before(a.date) {
			a.date = d
		}
		if b := t.text("LegalBasis", ev.Basis); b != "" && b != "Unknown" {
			a.bases = appendNew(a.bases, b)
		}
	}
	for _, m := range e.Measures {
		if typ := t.text("SanctionsType", m.Type); typ == "Program" {
			a.tags = append(a.tags, strings.TrimSpace(m.Comment))
		} else if typ != "" {
			a.types = append(a.types, typ)
		}
	}
	t.acts[e.Profile] = append(t.acts[e.Profile], a)
}

// kind is that of the subtype or, for an unknown subtype, that of its type.
func (t *advTables) kind(a *advParty) cordon.Kind {
	sub := t.sets["PartySubType"][a.Profile.SubType]
	if k, ok := kinds[strings.ToLower(sub.text)]; ok && sub.text != "" {
		return k
	}
	return kinds[strings.ToLower(t.text("PartyType", sub.parent))]
}

// primary is the printed primary name.
func (t *advTables) primary(a *advParty) string {
	for _, id := range a.Profile.Identity {
		for _, n := range t.namesOf(&id) {
			if n.primary {
				return printed(n.parts)
			}
		}
	}
	return ""
}

// A spelling is one documented name.
type spelling struct {
	parts         []namePart
	script        string
	primary, weak bool
	typ           string
	other         bool // the same name again, in another script
}

// namesOf lists the names of an identity; a part has its kind from its group.
func (t *advTables) namesOf(id *advIdentity) (out []spelling) {
	types := map[string]string{}
	for _, g := range id.Groups {
		types[g.ID] = t.text("NamePartType", g.Type)
	}
	for _, a := range id.Aliases {
		first := len(out)
		for _, n := range a.Names {
			s := spelling{primary: a.Primary, weak: a.Weak, typ: t.text("AliasType", a.Type)}
			for _, p := range n.Parts {
				s.parts = append(s.parts, namePart{types[p.Group], strings.TrimSpace(p.Text)})
				s.script = t.text("Script", p.Script)
			}
			out = append(out, s)
		}
		latinFirst(out[first:])
	}
	return out
}
