package record

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
)

const people = `list
	@day
	person *
		@id 100
		name 100
		birth 60
			date 90
		note
	ship ~ *
		IMONumber 50
		Ships
`

// drift reads a whole document as a reader does and gives what it says of it.
func drift(t testing.TB, doc string) ([]string, error) {
	t.Helper()
	x := NewXML(strings.NewReader(doc), "f.xml")
	x.Watch(ParseShape(people))
	for {
		se, err := x.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if se.Name.Local == "person" {
			var v struct {
				Name string `xml:"name"`
			}
			if err := x.Decode(&v, &se); err != nil {
				return nil, err
			}
		}
	}
	var out []string
	for _, p := range x.Drift() {
		out = append(out, string(p.Kind)+" "+p.Error())
	}
	return out, nil
}

func persons(n int, format string) string {
	var b strings.Builder
	b.WriteString(`<list day="2026-01-01" xmlns:xsi="x" xsi:schemaLocation="y">`)
	for i := range n {
		fmt.Fprintf(&b, format+"\n", i)
	}
	return b.String() + "</list>"
}

// TestDrift: a name that the format has not is told once with its number; one
// that it always has is told when it is gone from enough records to be sure.
func TestDrift(t *testing.T) {
	whole := `<person id="%d"><name>A</name><birth><date>1950</date></birth></person>`
	for name, c := range map[string]struct {
		doc  string
		want []string
	}{
		"as always": {persons(100, whole), nil},
		"an element renamed": {persons(100, strings.ReplaceAll(whole, "birth>", "born>")), []string{
			"unknown-name f.xml:1: person/born: unknown element; it occurs 100 times, here first",
			"missing-name f.xml: person/birth: missing element: none of 100 has it, where at least 60% should",
		}},
		"an element within renamed": {persons(100, strings.ReplaceAll(whole, "date>", "day>")), []string{
			"unknown-name f.xml:1: person/birth/day: unknown element; it occurs 100 times, here first",
			"missing-name f.xml: person/birth/date: missing element: none of 100 has it, where at least 90% should",
		}},
		"an attribute renamed": {persons(100, strings.ReplaceAll(whole, "id=", "no=")), []string{
			"unknown-name f.xml:1: person/@no: unknown attribute; it occurs 100 times, here first",
			"missing-name f.xml: person/@id: missing attribute: none of 100 has it, where at least 100% should",
		}},
		"a new element": {persons(2, `<person id="%d"><name>A</name><rank><x/></rank></person>`), []string{
			"unknown-name f.xml:1: person/rank: unknown element; it occurs 2 times, here first",
		}},
		"too few to be sure": {persons(19, `<person id="%d"/>`), nil},
		"sure of the name": {persons(20, `<person id="%d"/>`), []string{
			"missing-name f.xml: person/name: missing element: none of 20 has it, where at least 100% should",
		}},
		"flat, at any depth": {persons(50, `<ship><ships><IMO_Number>%d</IMO_Number></ships></ship>`), nil},
		"flat, unknown inner": {persons(50, `<ship><hull><IMONumber>%d</IMONumber></hull></ship>`), []string{
			"unknown-name f.xml:1: ship/hull: unknown element; it occurs 50 times, here first",
		}},
	} {
		got, err := drift(t, c.doc)
		if d := cmp.Diff(c.want, got); d != "" || err != nil {
			t.Errorf("%s: %v (-want +got)\n%s", name, err, d)
		}
	}
}

// TestManyUnknownNames: a hostile file cannot make a problem of each record.
func TestManyUnknownNames(t *testing.T) {
	got, err := drift(t, persons(1000, `<x%d/>`))
	if err != nil || len(got) != keptUnknown+1 || !strings.HasSuffix(got[keptUnknown], "more unknown names, which occur 950 times in all") {
		t.Errorf("%d problems, the last %q, %v", len(got), got[len(got)-1], err)
	}
}

// TestHiddenBehindMany: a record in the wrong place is told, whatever else there is.
func TestHiddenBehindMany(t *testing.T) {
	many := strings.TrimSuffix(persons(100, `<x%d/>`), "</list>")
	got, err := drift(t, many+"<person><person/>"+strings.Repeat("A<name/>", 100)+"<!-- <ship/> --></person></list>")
	hidden := 0
	for _, p := range got {
		if strings.Contains(p, "unknown-record") && (strings.Contains(p, "person/person") || strings.Contains(p, "<ship/>")) {
			hidden++
		}
	}
	if err != nil || hidden != 2 {
		t.Errorf("got %q, %v", got, err)
	}
}

// TestOneDocument: what stands behind the end of the root element is no part
// of the list, and the file not what the publisher made.
func TestOneDocument(t *testing.T) {
	one := persons(1, `<person id="%d"/>`)
	for name, c := range map[string]struct{ doc, want string }{
		"one":               {one, ""},
		"byte order mark":   {"\ufeff" + one, ""},
		"comments behind":   {one + "\n<!-- made by x -->\n<?x y?>\n", ""},
		"two":               {one + one, "f.xml:2: list: a second document begins after the end of the first"},
		"two, declared":     {one + `<?xml version="1.0" encoding="UTF-8"?>` + one, "a second document begins"},
		"text behind":       {one + "502 Bad Gateway", `f.xml:2 "502 Bad Gateway": text after the end of the document`},
		"NUL bytes behind":  {one + "\x00\x00", "illegal character code"},
		"end mark behind":   {one + "\x1a", "illegal character code"},
		"wrong bytes":       {one + "\xff", "invalid UTF-8"},
		"cut":               {one[:len(one)-4], "file ends in the middle of an element"},
		"a page behind":     {one + "<html><body/></html>", "a second document"},
		"a closing tag too": {one + "</list>", "unexpected end element"},
	} {
		_, err := drift(t, c.doc)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
		if err != nil && !errors.Is(err, cordon.ErrInvalid) {
			t.Errorf("%s: %v is not of the kind ErrInvalid", name, err)
		}
	}
}

func TestParseShapePanics(t *testing.T) {
	for _, table := range []string{"a\n\t\tb\n", "a\nb\n", "a\n\tb many\n"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q is no table", table)
				}
			}()
			ParseShape(table)
		}()
	}
}
