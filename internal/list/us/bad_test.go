package us

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/record"
)

// format is one of the SDN list's formats.
func format(name string) record.Format {
	for _, f := range SDNFormats {
		if f.Name == name {
			return f
		}
	}
	panic("no format " + name)
}

// read parses one file as the first file of a format.
func read(name string, data []byte) (entries []*cordon.Entry, problems []cordon.Problem, err error) {
	f := format(name)
	role := ""
	if len(f.Roles) > 0 {
		role = f.Roles[0]
	}
	pub := &record.Publication{List: SDN, Files: []record.File{memory("bad", role, data)}}
	for e, er := range f.Parse(pub, func(p cordon.Problem) { problems = append(problems, p) }) {
		if er != nil {
			return entries, problems, er
		}
		entries = append(entries, e)
	}
	return entries, problems, nil
}

const (
	row  = `7,"EXAMPLE, Ann","individual","DPRK",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1948."` + "\r\n"
	row2 = `8,"EXAMPLE TWO",-0- ,"DPRK",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ` + "\r\n"
)

func TestBadInput(t *testing.T) {
	entry := func(inner string) string {
		return `<sdnList><sdnEntry><uid>7</uid><lastName>X</lastName><sdnType>Entity</sdnType>` +
			`<programList><program>DPRK</program></programList>` + inner + `</sdnEntry></sdnList>`
	}
	tests := []struct {
		name, format, data string
		entries            int
		problem            string // a part of one problem's text; "" for none at all
		err                string // a part of the error's text; "" for none
	}{
		{"good csv", "ofac-csv", row + row2 + endMark, 2, "", ""},
		{"empty csv", "ofac-csv", "", 0, "no end mark", "no records"},
		{
			"page for csv", "ofac-csv", "<html>\n<body>Service unavailable</body>\n</html>", 0, "",
			`bad:3 "</html>": the file ends in the middle of a record`,
		},
		{"csv cut in a text", "ofac-csv", row + row2[:12], 0, "", `bad:2 "8,\"EXAMPLE T": the file ends in the middle of a record`},
		{"csv cut in a number of fields", "ofac-csv", row + row2[:40], 0, "", "the file ends in the middle of a record"},
		{"csv cut between records", "ofac-csv", row, 1, "bad:1: no end mark (0x1A)", ""},
		{
			"csv with a short record", "ofac-csv", row + "9,\"SHORT\"\r\n" + row2 + endMark, 2,
			`bad:2 "9,\"SHORT\"": record passed over: 2 fields, not 12`, "",
		},
		{"csv with an open quotation mark", "ofac-csv", row + `9,"OPEN,-0- ` + "\r\n" + row2 + endMark, 2, "a quotation mark is not closed", ""},
		{
			"csv without a number", "ofac-csv", row + strings.Replace(row2, "8", "x", 1) + endMark, 1,
			`"x": record passed over: the first field is no number`, "",
		},
		{"csv with records after the end mark", "ofac-csv", row + endMark + "\r\n" + row2 + endMark, 0, "", `bad:3 "8,`},
		{"csv with text after the end mark", "ofac-csv", row + endMark + row2, 0, "", "text after the end mark"},
		{"csv with blanks after the end mark", "ofac-csv", row + endMark + " \r\n\r\n" + endMark + endMark, 1, "", ""},
		{"csv with one number twice", "ofac-csv", row + row + endMark, 2, "", ""},
		{"csv with NUL", "ofac-csv", strings.Replace(row, "Ann", "A\x00nn", 1) + endMark, 1, "bad:1", ""},
		{"csv not in UTF-8", "ofac-csv", strings.Replace(row, "Ann", "\xc4nn", 1) + endMark, 1, "not UTF-8: bytes replaced", ""},
		{
			"csv with a text of 1 MB", "ofac-csv", row + strings.Replace(row2, "TWO", strings.Repeat("W", record.MaxField), 1) + endMark,
			0, "", "bad:2: a record of more than 1048576 bytes",
		},
		{
			"csv with a bad date", "ofac-csv", strings.Replace(row, "1948", "31 Foo 1948", 1) + endMark, 1,
			`bad:1: 7: DOB "31 Foo 1948": not a date`, "",
		},
		{"csv with a bad type", "ofac-csv", strings.Replace(row, "individual", "robot", 1) + endMark, 1, `bad:1: 7: type "robot"`, ""},
		{
			"csv with a bad IMO number", "ofac-csv", strings.Replace(row, "DOB 1948", "Identification Number IMO 1234560", 1) + endMark,
			1, "check digit", "",
		},

		{"empty xml", "ofac-xml", "", 0, "", "empty file: no root element"},
		{"another root", "ofac-xml", "<html><body/></html>", 0, "", "the root element is not sdnList"},
		{"xml without records", "ofac-xml", "<sdnList></sdnList>", 0, "", "no records"},
		{"xml cut", "ofac-xml", entry("")[:80], 0, "", "bad:1: "},
		{"xml bomb", "ofac-xml", `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>` + entry(""), 0, "", "document type declaration refused"},
		{"xml with NUL", "ofac-xml", entry("<remarks>\x00</remarks>"), 0, "", "illegal character code"},
		{"xml not in UTF-8", "ofac-xml", entry("<remarks>\xff</remarks>"), 0, "", "invalid UTF-8"},
		{
			"xml with a bad date", "ofac-xml",
			entry("<dateOfBirthList><dateOfBirthItem><dateOfBirth>soon</dateOfBirth></dateOfBirthItem></dateOfBirthList>"), 1,
			`bad:1: 7: Birthdate "soon": not a date`, "",
		},
		{
			"xml with a new label", "ofac-xml", entry("<idList><id><idType>Shoe size</idType><idNumber>44</idNumber></id></idList>"), 1,
			`7: Shoe size "44": a label that this reader does not know`, "",
		},
		{
			"xml without a programme", "ofac-xml", strings.Replace(entry(""), "<program>DPRK</program>", "", 1), 1,
			"a party without a programme", "",
		},
		{
			"xml with a wrong count", "ofac-xml",
			strings.Replace(entry(""), "<sdnEntry>", "<publshInformation><Record_Count>9</Record_Count></publshInformation><sdnEntry>", 1),
			1, `Record_Count "9": the file has 1 records`, "",
		},
		{"another root for advanced", "ofac-advanced-xml", "<sdnList/>", 0, "", "the root element is not Sanctions"},
		{"another root for enhanced", "ofac-enhanced-xml", "<sdnList/>", 0, "", "the root element is not sanctionsData"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			entries, problems, err := read(tt.format, []byte(tt.data))
			if (tt.err == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Errorf("error %v, not %q", err, tt.err)
			}
			if err != nil && !errors.Is(err, cordon.ErrInvalid) {
				t.Errorf("%v is not of the kind ErrInvalid", err)
			}
			if len(entries) != tt.entries {
				t.Errorf("%d entries, not %d", len(entries), tt.entries)
			}
			said := ""
			for _, p := range problems {
				said += p.Error() + "\n"
			}
			if !strings.Contains(said, tt.problem) || tt.problem == "" && said != "" {
				t.Errorf("problems %q, not %q", said, tt.problem)
			}
		})
	}
}

// TestCutAnywhere checks that a file cut anywhere is refused before the first entry
// (XML) or yields a part of the whole (CSV, where only the missing end mark shows a
// cut between records), but never anything else.
func TestCutAnywhere(t *testing.T) {
	for format, files := range fixtures {
		t.Run(format, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", files[0]))
			if err != nil {
				t.Fatal(err)
			}
			end := len(strings.TrimRight(string(data), "\r\n\x1a"))
			for cut := 0; cut < end; cut += 1 + end/400 {
				entries, problems, err := read(format, data[:cut])
				if err != nil && len(entries) > 0 {
					t.Fatalf("cut at %d: %d entries and then %v", cut, len(entries), err)
				}
				if err == nil && (format != "ofac-csv" || len(problems) == 0) {
					t.Fatalf("cut at %d: not noticed", cut)
				}
			}
		})
	}
}

func TestSniffOnlyItsOwn(t *testing.T) {
	for _, data := range []string{
		"", "\x00\x00", "<html></html>", "name,birth_date\nKim,1948\n", "1,2,3\n4,5,6\n",
		`<CONSOLIDATED_LIST dateGenerated="2025-04-01"/>`, `<export generationDate="2025-12-01"/>`,
		"Report Date: 21-Sep-2026\nLast Updated,Unique ID\n",
		`<sanctionsData xmlns="https://www.treasury.gov/ofac/DeltaFile/1.0">` +
			`<publicationInfo><datePublished>2025-01-13</datePublished></publicationInfo></sanctionsData>`,
		"1,one\n2,two\n3,three\n", `<sdnList`,
	} {
		for _, known := range [][]record.Format{SDNFormats, ConsFormats} {
			for _, f := range known {
				file := memory("x", "", []byte(data))
				if s, ok := f.Sniff([]byte(data), &file); ok && s.Role != commentsRole {
					t.Errorf("%s knows %q as %+v", f.Name, data, s)
				}
			}
		}
	}
}
