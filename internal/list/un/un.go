// Package un reads the Security Council's consolidated list.
//
// The list is one XML file with one record per party. A record has names, births,
// papers and dates of listing. It has no relations, measures or legal basis: those
// follow from the regime (regime.go) and from what the comments say in regular
// words (comments.go). Ships are on another document of the UN, which this package
// does not read.
package un

import (
	_ "embed"
	"errors"
	"io"
	"iter"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// List is the list's identifier.
const List cordon.ListID = "un-sc"

// Formats are the published forms of the list that this package reads.
var Formats = record.Checked(record.Format{Name: "un-xml", EndMark: ">", Sniff: sniff, Parse: parse})

const root = "CONSOLIDATED_LIST"

// table is measured on the five files of 2025-04 to 2026-08 and those of
// 2017-07, 2020-03 and 2024-09.
//
//go:embed shape.txt
var table string

var shape = record.ParseShape(table)

func sniff(head []byte, f *record.File) (record.Sniffed, bool) {
	se, ok := record.RootOf(head)
	if !ok || se.Name.Local != root {
		return record.Sniffed{}, false
	}
	out := record.Sniffed{List: List}
	for _, a := range se.Attr {
		if a.Name.Local == "dateGenerated" {
			out.TakeDate(a.Value)
		}
	}
	return out, true
}

func parse(p *record.Publication, report func(cordon.Problem)) iter.Seq2[*cordon.Entry, error] {
	return func(yield func(*cordon.Entry, error) bool) {
		f := p.Files[0]
		r, err := f.Open()
		if err != nil {
			yield(nil, err)
			return
		}
		defer r.Close()
		x := record.NewXML(r, f.Name)
		x.Watch(shape)
		se, err := x.Root()
		if err == nil && se.Name.Local != root {
			err = x.Problem("", se.Name.Local, "", "not the UN's list: the root element should be "+root)
		}
		if err != nil {
			yield(nil, err)
			return
		}
		records(x, report, yield)
	}
}

// records reads the records in order. The elements around them (INDIVIDUALS,
// ENTITIES) have no data of their own.
func records(x *record.XML, report func(cordon.Problem), yield func(*cordon.Entry, error) bool) {
	for {
		se, err := x.Next()
		if errors.Is(err, io.EOF) {
			for _, p := range x.Drift() {
				report(p)
			}
			return
		}
		if err != nil {
			yield(nil, err)
			return
		}
		if n := se.Name.Local; n != "INDIVIDUAL" && n != "ENTITY" {
			continue
		}
		line := x.Line()
		readings, err := record.Readings[element](x, &se)
		if err != nil {
			yield(nil, err)
			return
		}
		for _, p := range x.Damage(strings.TrimSpace(readings[0].Ref)) {
			report(p)
		}
		for _, el := range readings {
			place := func(field, value, reason string) {
				p := x.Problem(strings.TrimSpace(el.Ref), field, value, reason)
				p.Line = line
				report(p)
			}
			if e := entry(&el, se.Name.Local == "INDIVIDUAL", place); e != nil && !yield(e, nil) {
				return
			}
		}
	}
}

// An element is one INDIVIDUAL or ENTITY, under the publisher's own names.
type element struct {
	DataID   string     `xml:"DATAID"`
	First    string     `xml:"FIRST_NAME"`
	Second   string     `xml:"SECOND_NAME"`
	Third    string     `xml:"THIRD_NAME"`
	Fourth   string     `xml:"FOURTH_NAME"`
	Type     string     `xml:"UN_LIST_TYPE"`
	Ref      string     `xml:"REFERENCE_NUMBER"`
	Listed   string     `xml:"LISTED_ON"`
	Original string     `xml:"NAME_ORIGINAL_SCRIPT"`
	Comments string     `xml:"COMMENTS1"`
	Notice   string     `xml:"INTERPOL_LINK"`
	Gender   string     `xml:"GENDER"`
	Titles   []string   `xml:"TITLE>VALUE"`
	Offices  []string   `xml:"DESIGNATION>VALUE"`
	Nations  []string   `xml:"NATIONALITY>VALUE"`
	Updated  []string   `xml:"LAST_DAY_UPDATED>VALUE"`
	Aliases  []alias    `xml:"INDIVIDUAL_ALIAS"`
	AKAs     []alias    `xml:"ENTITY_ALIAS"`
	Homes    []address  `xml:"INDIVIDUAL_ADDRESS"`
	Seats    []address  `xml:"ENTITY_ADDRESS"`
	Births   []birth    `xml:"INDIVIDUAL_DATE_OF_BIRTH"`
	Places   []address  `xml:"INDIVIDUAL_PLACE_OF_BIRTH"`
	Papers   []document `xml:"INDIVIDUAL_DOCUMENT"`
}

type alias struct {
	Quality string `xml:"QUALITY"`
	Name    string `xml:"ALIAS_NAME"`
	Birth   string `xml:"DATE_OF_BIRTH"`
	City    string `xml:"CITY_OF_BIRTH"`
	Country string `xml:"COUNTRY_OF_BIRTH"`
	Note    string `xml:"NOTE"`
}

type address struct {
	Street  string `xml:"STREET"`
	City    string `xml:"CITY"`
	State   string `xml:"STATE_PROVINCE"`
	Zip     string `xml:"ZIP_CODE"`
	Country string `xml:"COUNTRY"`
	Note    string `xml:"NOTE"`
}

type birth struct {
	Type string `xml:"TYPE_OF_DATE"`
	Date string `xml:"DATE"`
	Year string `xml:"YEAR"`
	From string `xml:"FROM_YEAR"`
	To   string `xml:"TO_YEAR"`
	Note string `xml:"NOTE"`
}

type document struct {
	Type    string `xml:"TYPE_OF_DOCUMENT"`
	Type2   string `xml:"TYPE_OF_DOCUMENT2"`
	Number  string `xml:"NUMBER"`
	Issuing string `xml:"ISSUING_COUNTRY"`
	Country string `xml:"COUNTRY_OF_ISSUE"`
	City    string `xml:"CITY_OF_ISSUE"`
	Issued  string `xml:"DATE_OF_ISSUE"`
	Expiry  string `xml:"DATE_OF_EXPIRY"`
	Note    string `xml:"NOTE"`
}
