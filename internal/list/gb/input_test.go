package gb

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/record"
)

func TestSniffRefuses(t *testing.T) {
	for name, head := range map[string]string{
		"empty": "", "page": "<!DOCTYPE html><html><body>busy</body></html>", "workbook": "PK\x03\x04\x14\x00\x06\x00",
		"another's export": "ID,Date Designated,Sanction Imposed,Addresses,Phone Numbers,Email Addresses,Positions,Comments\n" +
			"AFG0001,29/06/2012,x,,,,,\n",
		"another root": "<Designation><UniqueID>RUS0001</UniqueID></Designation>",
		"another list": `<CONSOLIDATED_LIST dateGenerated="2024-01-01"/>`,
		"only a date":  "Report Date: 21-Sep-2026\nUnique ID,Name\nRUS1,x\n",
		"head cut off": "Last Updated,14/04/2025\n",
	} {
		if f, s := sniffed([]byte(head)); f != nil {
			t.Errorf("%s was taken for %s: %+v", name, f.Name, s)
		}
	}
}

// TestBadInput reads truncated and hostile files.
func TestBadInput(t *testing.T) {
	xml, uksl, conlist := string(fixture(t, "uksl.xml")), string(fixture(t, "uksl.csv")), string(fixture(t, "conlist.csv"))
	long := strings.Repeat("A", record.MaxField+1)
	for _, tt := range []struct {
		name    string
		format  *record.Format
		in      string
		err     string // in the error that ends the reading
		problem string // in one problem
	}{
		{"empty XML", &formats[0], "", "empty file: no root element", ""},
		{"page", &formats[0], "<html><body>busy</body></html>", "the root element is not Designations", ""},
		{"truncated XML", &formats[0], xml[:len(xml)/2], "file ends in the middle of an element", ""},
		{"truncated between two", &formats[0], xml[:strings.Index(xml, "</Designation>")+15], "file ends in the middle of an element", ""},
		{"entity bomb", &formats[0], `<!DOCTYPE d [<!ENTITY a "aaaa">]><Designations/>`, "document type declaration refused", ""},
		{"XML not UTF-8", &formats[0], strings.Replace(xml, "Vanya", "V\xffanya", 1), "invalid UTF-8", ""},
		{"XML with NUL", &formats[0], strings.Replace(xml, "Vanya", "V\x00anya", 1), "illegal character code", ""},
		{"XML with a million letters", &formats[0], strings.Replace(xml, "Old Star", long, 1), "", "Name6 \"AAAA"},
		{
			"endless XML", &formats[0], "<Designations><Designation><UniqueID>" + strings.Repeat("A", record.MaxRecord+1<<20),
			"one record is longer than", "",
		},
		{"XML date", &formats[0], xml, "", `f:127: RUS9004: Date Designated "2026-08-32": not a date`},

		{"empty CSV", &formats[1], "", "empty file", ""},
		{"page as CSV", &formats[1], "<html>\n<body>busy</body>\n</html>\n", "Unique ID: the column is missing", ""},
		{"without a header", &formats[1], "Report Date: 21-Sep-2026\n", "file ends before its header", ""},
		{
			"needed column renamed", &formats[1], strings.Replace(uksl, "Unique ID", "Identity", 1),
			`f:2: Unique ID: the column is missing; unknown columns: ["Identity"]`, "",
		},
		{
			"column renamed", &formats[1], strings.Replace(uksl, "Passport number", "Travel document", 1), "",
			`f:2: Passport number: the column is missing; unknown columns: ["Travel document"]`,
		},
		{"truncated CSV", &formats[1], uksl[:len(uksl)-100], "file ends in the middle of a row", ""},
		{
			"CSV not UTF-8", &formats[1], strings.Replace(uksl, "Old Star", "Old St\xe9r", 1), "",
			`: Name 6 "Old St` + "\uFFFD" + `r": the value is not UTF-8; read as Windows-1252`,
		},
		{"CSV with NUL", &formats[1], strings.Replace(uksl, "Old Star", "Old\x00 Star", 1), "", "the value holds NUL characters"},
		{
			"CSV with a million letters", &formats[1], strings.Replace(uksl, "Old Star", long, 1), "",
			"the value is longer than 1048576 bytes and was not read",
		},
		{"CSV without an end", &formats[1], uksl + `"` + strings.Repeat("A", record.MaxRecord+1<<20), "one record is longer than", ""},
		{"CSV date", &formats[1], uksl, "", `f:12: RUS9004: Date Designated "32/08/2026": not a date`},

		{
			"ConList column missing", &formats[2], strings.Replace(conlist, "Group ID", "Group", 1),
			`f:2: Group ID: the column is missing; unknown columns: ["Group"]`, "",
		},
		{"truncated ConList", &formats[2], conlist[:len(conlist)-60], "file ends in the middle of a row", ""},
		{"ConList birth", &formats[2], conlist, "", `f:9: 99010: D.O.B "31/02/1951": not a date of birth`},
		{"ConList without a name", &formats[2], conlist, "", `99013: Name 6: a designation without a name was not read`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, problems, err := parsed(tt.format, file("f", []byte(tt.in)))
			if tt.err == "" && err != nil || tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err)) {
				t.Errorf("error %.300v, want %q", err, tt.err)
			}
			if tt.err != "" && !errors.Is(err, cordon.ErrInvalid) {
				t.Errorf("error %v is not of the kind invalid", err)
			}
			found := tt.problem == ""
			for _, p := range problems {
				found = found || strings.Contains(p.Error(), tt.problem)
			}
			if !found {
				t.Errorf("no problem %q among %.2000v", tt.problem, problems)
			}
		})
	}
}

// TestRowsInAnyOrder shuffles the rows of designations: whatever the order, the
// entries are the same.
func TestRowsInAnyOrder(t *testing.T) {
	r := csv.NewReader(bytes.NewReader(fixture(t, "uksl.csv")))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := told(t, rows)
	if len(want) != 4 {
		t.Fatalf("%d entries, want 4", len(want))
	}
	seeded := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		body := slices.Clone(rows[2:])
		seeded.Shuffle(len(body), func(i, j int) { body[i], body[j] = body[j], body[i] })
		if diff := cmp.Diff(want, told(t, append(slices.Clone(rows[:2]), body...))); diff != "" {
			t.Fatalf("(-in order +shuffled):\n%s", diff)
		}
	}
}

// told lists what each entry says, sorted, since the order of its values is that of
// the rows.
func told(t *testing.T, rows [][]string) map[string][]string {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	entries, _, err := parsed(&UKSLFormats[1], file("f", b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, e := range entries {
		if out[e.Ref] != nil {
			t.Fatalf("%s was handed over twice", e.Ref)
		}
		p := &e.Profile
		said := []string{e.Profile.Name(), e.Remarks, fmt.Sprint(e.Designations), p.Gender}
		for _, v := range p.Names {
			said = append(said, fmt.Sprint(v))
		}
		for _, v := range p.Births {
			said = append(said, fmt.Sprint(v))
		}
		for _, v := range p.Identifiers {
			said = append(said, fmt.Sprint(v))
		}
		slices.Sort(said)
		out[e.Ref] = said
	}
	return out
}

// TestHoldsLittle reads a list of 2,000 designations of 5 adjacent rows each, and
// checks that no more than one designation is held at a time.
func TestHoldsLittle(t *testing.T) {
	var b strings.Builder
	names := fieldNames(needed, simple, ofAct, paired, nameFields[:5], lineFields)
	b.WriteString("Report Date: 21-Sep-2026\n" + strings.Join(names, ",") + "\n")
	columns := strings.Count(strings.Split(b.String(), "\n")[1], ",")
	for i := range 2000 {
		for j := range 5 {
			fmt.Fprintf(&b, "RUS%04d,NAME %d,Alias,Russia,Entity%s\n", i, j, strings.Repeat(",", columns-4))
		}
	}
	r := &reading{file: file("f", []byte(b.String())), report: func(p cordon.Problem) { t.Error(p) }}
	n, rows := 0, 0
	r.done = func(p *published) error {
		if n++; len(p.names) != 5 {
			t.Errorf("%s has %d names", p.ref, len(p.names))
		}
		if want := fmt.Sprintf("RUS%04d", n-1); p.ref != want {
			t.Errorf("%s was handed over where %s was whole", p.ref, want)
		}
		rows += len(p.names)
		return nil
	}
	if err := readUKSL(r); err != nil || n != 2000 || rows != 10000 {
		t.Error(n, rows, err)
	}
}

// TestStop ends the reading after one entry.
func TestStop(t *testing.T) {
	for i, name := range []string{"uksl.xml", "uksl.csv", "conlist.csv"} {
		n := 0
		for _, err := range formats[i].Parse(&record.Publication{Files: []record.File{*file(name, fixture(t, name))}}, func(cordon.Problem) {}) {
			if n++; err != nil || n > 1 {
				t.Fatal(name, n, err)
			}
			break
		}
	}
}

func FuzzUKSLXML(f *testing.F) {
	fuzz(f, &formats[0], "<Designations><DateGenerated>22/08/2026</DateGenerated><Designation><UniqueID>DPR1</UniqueID>"+
		"<Names><Name><Name6>A</Name6><NameType>Primary Name</NameType></Name></Names>"+
		"<RegimeName>DPRK</RegimeName><IndividualEntityShip>Ship</IndividualEntityShip></Designation></Designations>")
}

func FuzzUKSLCSV(f *testing.F) {
	columns := strings.Join(fieldNames(needed, simple, ofAct, paired, nameFields[:5], lineFields), ",")
	row := "DPR1,A,Primary Name,DPRK,Entity" + strings.Repeat(",", strings.Count(columns, ",")-4)
	fuzz(f, &formats[1], "Report Date: 21-Sep-2026\n"+columns+"\n"+row+"\n")
}

func FuzzConList(f *testing.F) {
	columns := strings.Join(append(append([]string(nil), ofsiNeed...), ofsiKnow...), ",")
	row := "A,Entity,Primary name,DPRK,1,(UK Sanctions List Ref):DPR0001."
	fuzz(f, &formats[2], "Last Updated,14/04/2025\n"+columns+"\n"+row+strings.Repeat(",", strings.Count(columns, ",")-5)+"\n")
}

// fuzz checks any bytes for: no panic, no entry without a reference or a name, and
// only errors of the kind ErrInvalid.
func fuzz(f *testing.F, format *record.Format, seed string) {
	f.Add([]byte(seed))
	f.Add([]byte(seed[:len(seed)/2]))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = sniffed(b)
		entries, _, err := parsed(format, file("f", b))
		for _, e := range entries {
			if e.Ref == "" || len(e.Profile.Names) == 0 {
				t.Fatalf("entry without reference or name: %+v", e)
			}
			e.Fingerprint()
		}
		if err != nil && !errors.Is(err, cordon.ErrInvalid) {
			t.Fatalf("error of another kind: %v", err)
		}
	})
}

// FuzzOtherInformation reads any Other Information, and any list of numbers and
// documents.
func FuzzOtherInformation(f *testing.F) {
	f.Add("(UK Sanctions List Ref):DPR9010. (UN Ref):KPi.999. Text. (Gender):Male (Phone number):(1) 1 (2) 2 "+
		"(Business Reg No):INN: 7707083893", "(1) A (2) B", "(1) Iran (2) -")
	f.Fuzz(func(t *testing.T, other, number, about string) {
		p := newPublished(OFSI, "1", 1)
		p.names = []name{{parts: [6]string{5: "X"}, kind: "AKA"}}
		p.passport, p.national = []document{{clean(number), clean(about)}}, []document{{clean(about), clean(number)}}
		p.births = []birthplace{{clean(number), clean(about)}}
		p.takeApart(p.act("Russia"), clean(other), 1)
		p.add(fDOB, number, 1)
		p.add(fBusiness, about, 1)
		if e := p.entry(func(cordon.Problem) {}); e == nil {
			t.Fatal("no entry")
		}
	})
}
