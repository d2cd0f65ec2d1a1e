// Package eu reads the consolidated list of persons, groups and entities
// subject to financial sanctions of the European Union: the Financial Sanctions
// Files (FSF) of the European Commission, XML version 1.1.
package eu

import (
	"bytes"
	_ "embed"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"reflect"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// FSF is the list that this package reads.
const FSF cordon.ListID = "eu-fsf"

// Formats are the forms of the list.
var Formats = record.Checked(record.Format{Name: "fsf-xml-1.1", EndMark: ">", Sniff: sniff, Parse: parse})

// table is measured on the file of 2025-12, which was rebuilt from a table. Names
// of version 1.1 that it lacks have no share: they are from the sample of 2018-12
// and the columns of the CSV of the same version.
//
//go:embed shape.txt
var table string

var shape = record.ParseShape(table)

func sniff(head []byte, _ *record.File) (record.Sniffed, bool) {
	x := record.NewXML(bytes.NewReader(head), "")
	root, err := x.Root()
	if err != nil || root.Name.Local != "export" {
		return record.Sniffed{}, false
	}
	date := attr(root, "generationDate")
	if date == "" || attr(root, "globalFileId") == "" && !strings.Contains(root.Name.Space, "/fsd/") {
		return record.Sniffed{}, false
	}
	out := record.Sniffed{List: FSF}
	out.TakeDate(date)
	return out, true
}

func attr(se xml.StartElement, name string) string {
	for _, a := range se.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func parse(p *record.Publication, report func(cordon.Problem)) iter.Seq2[*cordon.Entry, error] {
	return func(yield func(*cordon.Entry, error) bool) {
		f := p.File("")
		if f == nil {
			yield(nil, cordon.Problem{Reason: "publication without a file"})
			return
		}
		if err := read(f, report, func(e *cordon.Entry) bool { return yield(e, nil) }); err != nil {
			yield(nil, err)
		}
	}
}

// read reads one file. It ends early, without an error, when yield returns false.
func read(f *record.File, report func(cordon.Problem), yield func(*cordon.Entry) bool) (err error) {
	defer cordon.Wrap(&err, "eu.read(%s)", f.Name)
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	x := record.NewXML(r, f.Name)
	x.Watch(shape)
	root, err := x.Root()
	if err != nil {
		return err
	}
	if root.Name.Local != "export" {
		return x.Problem("", "", root.Name.Local, "the root element is not export: not the list of the EU")
	}
	for {
		se, err := x.Next()
		switch {
		case errors.Is(err, io.EOF):
			for _, p := range x.Drift() {
				report(p)
			}
			return nil
		case err != nil:
			return err
		case se.Name.Local != "sanctionEntity":
			if err := x.Skip(); err != nil {
				return err
			}
			continue
		}
		line := x.Line()
		readings, err := record.Readings[sanctionEntity](x, &se)
		if err != nil {
			return err
		}
		for _, p := range x.Damage(readings[0].ref()) {
			report(p)
		}
		for _, s := range readings {
			s.report = func(field, value, reason string) {
				report(cordon.Problem{File: f.Name, Line: line, Record: s.ref(), Field: field, Value: record.Clip(value), Reason: reason})
			}
			if e := s.entry(); e != nil && !yield(e) {
				return nil
			}
		}
	}
}

// The elements of version 1.1. The attributes of dates on documents and of
// year ranges are in the CSV's columns of the same version; both of their
// spellings are read.
type sanctionEntity struct {
	DesignationDate    string           `xml:"designationDate,attr"`
	DesignationDetails string           `xml:"designationDetails,attr"`
	UnitedNationID     string           `xml:"unitedNationId,attr"`
	EUReferenceNumber  string           `xml:"euReferenceNumber,attr"`
	LogicalID          string           `xml:"logicalId,attr"`
	Remarks            []string         `xml:"remark"`
	Regulations        []regulation     `xml:"regulation"`
	Subject            subject          `xml:"subjectType"`
	Names              []nameAlias      `xml:"nameAlias"`
	Births             []birthdate      `xml:"birthdate"`
	Citizenships       []place          `xml:"citizenship"`
	Addresses          []address        `xml:"address"`
	Identifications    []identification `xml:"identification"`

	report func(field, value, reason string)
}

type subject struct {
	Code           string `xml:"code,attr"`
	Classification string `xml:"classificationCode,attr"`
}

// A regulation is an act; a summary is the act that added one fact.
type regulation struct {
	Type         string `xml:"regulationType,attr"`
	Organisation string `xml:"organisationType,attr"`
	Published    string `xml:"publicationDate,attr"`
	InForce      string `xml:"entryIntoForceDate,attr"`
	Title        string `xml:"numberTitle,attr"`
	Programme    string `xml:"programme,attr"`
	URL          string `xml:"publicationUrl"`
}

type summary struct {
	Published string `xml:"publicationDate,attr"`
	Type      string `xml:"regulationType,attr"`
	Title     string `xml:"numberTitle,attr"`
}

type nameAlias struct {
	First    string    `xml:"firstName,attr"`
	Middle   string    `xml:"middleName,attr"`
	Last     string    `xml:"lastName,attr"`
	Whole    string    `xml:"wholeName,attr"`
	Function string    `xml:"function,attr"`
	Gender   string    `xml:"gender,attr"`
	Title    string    `xml:"title,attr"`
	Language string    `xml:"nameLanguage,attr"`
	Strong   string    `xml:"strong,attr"`
	ID       string    `xml:"logicalId,attr"`
	Remarks  []string  `xml:"remark"`
	Acts     []summary `xml:"regulationSummary"`
}

type place struct {
	City        string    `xml:"city,attr"`
	Place       string    `xml:"place,attr"`
	Region      string    `xml:"region,attr"`
	ZipCode     string    `xml:"zipCode,attr"`
	Country     string    `xml:"countryIso2Code,attr"`
	Description string    `xml:"countryDescription,attr"`
	ID          string    `xml:"logicalId,attr"`
	Remarks     []string  `xml:"remark"`
	Acts        []summary `xml:"regulationSummary"`
}

type birthdate struct {
	place
	Circa    string `xml:"circa,attr"`
	Calendar string `xml:"calendarType,attr"`
	Date     string `xml:"birthdate,attr"`
	Day      string `xml:"dayOfMonth,attr"`
	Month    string `xml:"monthOfYear,attr"`
	Year     string `xml:"year,attr"`
	From     string `xml:"yearRangeFrom,attr"`
	To       string `xml:"yearRangeTo,attr"`
}

type address struct {
	place
	Street   string    `xml:"street,attr"`
	POBox    string    `xml:"poBox,attr"`
	Contacts []contact `xml:"contactInfo"`
}

type contact struct {
	Key   string `xml:"key,attr"`
	Value string `xml:"value,attr"`
}

type identification struct {
	place
	Code      string `xml:"identificationTypeCode,attr"`
	Type      string `xml:"identificationTypeDescription,attr"`
	Number    string `xml:"number,attr"`
	Latin     string `xml:"latinNumber,attr"`
	IssuedBy  string `xml:"issuedBy,attr"`
	IssueDate string `xml:"issueDate,attr"`
	Issued    string `xml:"issuedDate,attr"`
	ValidFrom string `xml:"validFrom,attr"`
	ValidTo   string `xml:"validTo,attr"`
	Expires   string `xml:"expiryDate,attr"`
	NameOn    string `xml:"nameOnDocument,attr"`
	Diplomat  string `xml:"diplomatic,attr"`
	Expired   string `xml:"knownExpired,attr"`
	False     string `xml:"knownFalse,attr"`
	Lost      string `xml:"reportedLost,attr"`
	Revoked   string `xml:"revokedByIssuer,attr"`
}

// ref is the EU's reference of the party; a party without one is known by the
// number of its record.
func (s *sanctionEntity) ref() string {
	if ref := clean(s.EUReferenceNumber); ref != "" {
		return ref
	}
	return clean(s.LogicalID)
}

func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

// drop empties and reports every value that is too long to be genuine.
func (s *sanctionEntity) drop() {
	var walk func(v reflect.Value, name string)
	walk = func(v reflect.Value, name string) {
		switch v.Kind() {
		case reflect.String:
			if len(v.String()) > record.MaxField {
				s.report(name, v.String(), fmt.Sprintf("the value is longer than %d bytes and was not read", record.MaxField))
				v.SetString("")
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i), name)
			}
		case reflect.Struct:
			for i := range v.NumField() {
				if f := v.Type().Field(i); f.IsExported() || f.Anonymous {
					tag, _, _ := strings.Cut(f.Tag.Get("xml"), ",")
					walk(v.Field(i), tag)
				}
			}
		}
	}
	walk(reflect.ValueOf(s).Elem(), "")
}
