package record

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// readings reads a document as a reader does: all names of its persons, in each way
// that they can be read, the damage of each, and the drift of the file.
func readings(t *testing.T, doc string) (names, damage, drift []string) {
	t.Helper()
	x := NewXML(strings.NewReader(doc), "f.xml")
	x.Watch(ParseShape(people))
	for {
		se, err := x.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		type part struct {
			Name  string `xml:"name"`
			IMO   string `xml:"IMONumber"`
			Birth struct {
				Date string `xml:"date"`
			} `xml:"birth"`
		}
		switch se.Name.Local {
		case "person", "ship":
			all, err := Readings[part](x, &se)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range x.Damage("7") {
				damage = append(damage, string(p.Kind)+" "+p.Error())
			}
			for _, p := range all {
				names = append(names, p.Name+p.IMO+p.Birth.Date)
			}
		}
	}
	for _, p := range x.Drift() {
		drift = append(drift, string(p.Kind)+" "+p.Error())
	}
	return names, damage, drift
}

// TestOnce: an element that stands twice where the format has it once is damage of its
// record, which is read in both ways; what is no element is damage too, and may hide a
// record when it stands beside them.
func TestOnce(t *testing.T) {
	const once = ": the element stands more than once in one "
	for name, c := range map[string]struct {
		body                 string
		names, damage, drift []string
	}{
		"as it should be": {`<person id="1"> <name><![CDATA[A]]></name>
			<birth><date>1</date></birth></person><!-- made by x -->`, []string{"A1"}, nil, nil},
		"twice": {
			`<person><name>A</name><name>B</name></person><person><name>C</name></person>`,
			[]string{"A", "B", "C"},
			[]string{"damaged f.xml:1: 7: name" + once + "person, where the format has it once"},
			nil,
		},
		"twice apart and inner": {
			`<person><name>A</name><birth><date>1</date></birth>
			<name>B</name><birth><date>2</date><date>3</date></birth></person>`,
			[]string{"A1", "B1", "A2", "B3"},
			[]string{
				"damaged f.xml:2: 7: name" + once + "person, where the format has it once",
				"damaged f.xml:2: 7: birth" + once + "person, where the format has it once",
				"damaged f.xml:2: 7: date" + once + "birth, where the format has it once",
			},
			nil,
		},
		"three times": {
			`<person><name>A</name><name>B</name><name>C</name></person>`,
			[]string{"A", "B", "C"},
			[]string{"damaged f.xml:1: 7: name" + once + "person, where the format has it once"},
			nil,
		},
		"flat": {
			`<ship><IMONumber>1</IMONumber><IMO_Number>2</IMO_Number><Ships/></ship>`,
			[]string{"1", ""},
			[]string{"damaged f.xml:1: 7: IMONumber" + once + "ship, where the format has it once"},
			nil,
		},
		"flat, in two parents": {`<ship><Ships><IMONumber>1</IMONumber></Ships><IMONumber>2</IMONumber></ship>`, []string{"2"}, nil, nil},
		"text in a record": {
			`<person>B<name>A</name></person>`,
			[]string{"A"},
			[]string{`damaged f.xml:1: 7: person "B": text between elements, where the format has none`},
			nil,
		},
		"text in a flat record": {`<ship>B<IMONumber>1</IMONumber></ship><ship><IMONumber>2</IMONumber>C</ship>`, []string{"1", "2"}, []string{
			`damaged f.xml:1: 7: ship "B": text between elements, where the format has none`,
			`damaged f.xml:1: 7: ship "C": text between elements, where the format has none`,
		}, nil},
		"text between records": {
			`<person/>502 Bad Gateway<person/>`,
			[]string{"", ""},
			nil,
			[]string{`unknown-record f.xml:1: list "502 Bad Gateway": text between elements, where the format has none`},
		},
		"CDATA between records": {`<![CDATA[<person><name>A</name></person>]]>`, nil, nil, []string{
			`unknown-record f.xml:1: list "<person><name>A</name></person>": text between elements, where the format has none`,
		}},
		"an instruction": {`<?x <person><name>A</name></person>?>`, nil, nil, []string{
			`unknown-record f.xml:1: list "x <person><name>A</name></person>": a processing instruction between elements, where the format has none`,
		}},
		"a record within a record": {
			`<person><name>A</name><person><name>B</name></person></person><ship><person/></ship>`,
			[]string{"A", ""},
			nil,
			[]string{
				"unknown-record f.xml:1: person/person: unknown element; it occurs 1 times, here first",
				"unknown-record f.xml:1: ship/person: unknown element; it occurs 1 times, here first",
			},
		},
		"a record deeper within a record": {
			`<person><name>A</name><x><person/></x></person><person><y><!-- <ship/> --></y></person>`,
			[]string{"A", ""},
			[]string{
				`unknown-record f.xml:1: 7: person "<ship/>": an element within a comment between elements, where the format has none`,
			},
			[]string{
				"unknown-name f.xml:1: person/x: unknown element; it occurs 1 times, here first",
				"unknown-record f.xml:1: person/person: unknown element; it occurs 1 times, here first",
				"unknown-name f.xml:1: person/y: unknown element; it occurs 1 times, here first",
			},
		},
		"records within the comments and the text of one": {
			`<person><name>A<!-- <person/> --></name><birth><![CDATA[<ship>]]></birth></person>`,
			[]string{"A"},
			[]string{
				`unknown-record f.xml:1: 7: name "<person/>": an element within a comment between elements, where the format has none`,
				`unknown-record f.xml:1: 7: birth "<ship>": text between elements, where the format has none`,
			},
			nil,
		},
		"comments without a record": {
			`<!-- see <name>, <persons> and a < person --><person><!-- <note>x</note> --><name>A</name></person>`,
			[]string{"A"},
			nil, nil,
		},
		"a comment with a namespace": {`<!-- < <x:person/> -->`, nil, nil, []string{
			`unknown-record f.xml:1: list "< <x:person/>": an element within a comment between elements, where the format has none`,
		}},
		"a comment": {`<!-- <person><name>A</name></person> -->`, nil, nil, []string{
			`unknown-record f.xml:1: list "<person><name>A</name></person>": an element within a comment between elements, ` +
				`where the format has none`,
		}},
	} {
		names, damage, drift := readings(t, `<?xml version="1.0"?><?y z?><list day="1">`+c.body+"</list>")
		if d := cmp.Diff(c.names, names) + cmp.Diff(c.damage, damage) + cmp.Diff(c.drift, drift); d != "" {
			t.Errorf("%s: names, damage, drift (-want +got)\n%s", name, d)
		}
	}
}

// TestManyWays: of a record that repeats an element without end, the first ways to read
// it are read; the rest is damage of that record alone.
func TestManyWays(t *testing.T) {
	names, damage, _ := readings(t, "<list><person>"+strings.Repeat("<name>A</name>", maxReadings)+
		"<name>Z</name></person><person><name>B</name></person></list>")
	if len(names) != maxReadings+1 || slices.Contains(names, "Z") || names[maxReadings] != "B" {
		t.Errorf("got the names %v", names)
	}
	want := "damaged f.xml:1: 7: person: elements stand in the record so often that the format has once " +
		"that there are more than 16 ways to read it; only so many are read"
	if !slices.Contains(damage, want) {
		t.Errorf("got the damage %q; want %q", damage, want)
	}
}

// TestOnceIsLimited: a record that nests elements without end is refused.
func TestOnceIsLimited(t *testing.T) {
	if _, err := drift(t, "<list><person>"+strings.Repeat("<x>", maxDepth)+strings.Repeat("</x>", maxDepth)+"</person></list>"); err == nil {
		t.Error("it is read")
	}
}
