package eu

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/ulikunitz/xz"

	"cordon"
	"cordon/internal/need"
	"cordon/internal/record"
)

var update = flag.Bool("update", false, "write the golden files anew")

// file is a record.File of bytes.
func file(name string, b []byte) *record.File {
	return &record.File{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }}
}

// load sniffs and parses one file as an update would.
func load(t testing.TB, f *record.File) (s record.Sniffed, entries []*cordon.Entry, problems []cordon.Problem, err error) {
	t.Helper()
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	head, _ := io.ReadAll(io.LimitReader(r, record.HeadSize))
	r.Close()
	s, ok := Formats[0].Sniff(head, f)
	if !ok {
		t.Fatalf("%s is not recognised", f.Name)
	}
	entries, problems, err = parsed(f)
	return s, entries, problems, err
}

func parsed(f *record.File) (entries []*cordon.Entry, problems []cordon.Problem, err error) {
	p := &record.Publication{List: FSF, Format: Formats[0].Name, Files: []record.File{*f}}
	for e, err := range Formats[0].Parse(p, func(p cordon.Problem) { problems = append(problems, p) }) {
		if err != nil {
			return entries, problems, err
		}
		entries = append(entries, e)
	}
	return entries, problems, nil
}

func TestGolden(t *testing.T) {
	raw, err := os.ReadFile("testdata/fsf.xml")
	if err != nil {
		t.Fatal(err)
	}
	s, entries, problems, err := load(t, file("fsf.xml", raw))
	if err != nil {
		t.Fatal(err)
	}
	made := time.Date(2026, 3, 4, 9, 11, 12, 131e6, time.UTC)
	if want := (record.Sniffed{List: FSF, Published: cordon.MustDate("2026-03-04"), Made: made}); s != want {
		t.Errorf("sniffed %+v, want %+v", s, want)
	}
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.Error())
	}
	golden(t, "testdata/fsf.golden.json", map[string]any{"entries": entries, "problems": lines})
}

func golden(t *testing.T, name string, v any) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("%s (-want +got; -update writes it anew):\n%s", name, diff)
	}
}

func TestSniffRefuses(t *testing.T) {
	for name, head := range map[string]string{
		"empty": "", "page": "<!DOCTYPE html><html><body>busy</body></html>", "csv": "fileGenerationDate;Entity_LogicalId\n",
		"other export": `<export generationDate="2024-01-01"><x/></export>`,
		"other list":   `<CONSOLIDATED_LIST dateGenerated="2024-01-01"/>`, "zip": "PK\x03\x04",
	} {
		if s, ok := sniff([]byte(head), nil); ok {
			t.Errorf("%s was taken for the list: %+v", name, s)
		}
	}
}

// TestBadInput reads truncated and hostile files.
func TestBadInput(t *testing.T) {
	good, err := os.ReadFile("testdata/fsf.xml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(good)
	for _, tt := range []struct {
		name, in string
		err      string // in the error that ends the reading
		problem  string // in one problem
	}{
		{"empty", "", "empty file: no root element", ""},
		{"page", "<html><body>busy</body></html>", `the root element is not export`, ""},
		{"truncated", text[:len(text)/2], "file ends in the middle of an element", ""},
		{
			"truncated between two", text[:strings.Index(text, "<sanctionEntity designationDate=\"2016")],
			"file ends in the middle of an element", "",
		},
		{"entity bomb", `<!DOCTYPE e [<!ENTITY a "aaaa">]><export/>`, "document type declaration refused", ""},
		{"not UTF-8", strings.Replace(text, "TSL", "T\xffSL", 1), "invalid UTF-8", ""},
		{"NUL", strings.Replace(text, "TSL", "T\x00SL", 1), "illegal character code", ""},
		{"deep", "<export>" + strings.Repeat("<a>", 500), "f.xml", ""},
		{
			"a million letters", strings.Replace(text, "Kim C. Example", strings.Repeat("A", record.MaxField+1), 1), "",
			"longer than 1048576 bytes and was not read",
		},
		{
			"endless", `<export><sanctionEntity designationDetails="` + strings.Repeat("A", record.MaxRecord+1<<20),
			"one record is longer than", "",
		},
		{
			"date", strings.Replace(text, `designationDate="2024-02-23"`, `designationDate="2024-23-02"`, 1), "",
			`f.xml:4: EU.90001.11: designationDate "2024-23-02": not a date`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, problems, err := parsed(file("f.xml", []byte(tt.in)))
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
				t.Errorf("no problem %q among %d", tt.problem, len(problems))
			}
		})
	}
}

// TestStop ends the reading after one entry.
func TestStop(t *testing.T) {
	good, err := os.ReadFile("testdata/fsf.xml")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, err := range parse(&record.Publication{Files: []record.File{*file("f.xml", good)}}, func(cordon.Problem) {}) {
		if n++; err != nil || n > 1 {
			t.Fatal(n, err)
		}
		break
	}
}

func TestLettered(t *testing.T) {
	for in, want := range map[string][]string{
		"":                                nil,
		"General":                         {"General"},
		"(a) Mullah, (b) Maulavi.":        {"Mullah", "Maulavi"},
		"(a) Head (b) Deputy (c) Clerk":   {"Head", "Deputy", "Clerk"},
		"Head of section (b) of the Bank": {"Head of section (b) of the Bank"},
		"(a) Head of (c) Bank, (b) Clerk": {"Head of (c) Bank", "Clerk"},
	} {
		if diff := cmp.Diff(want, lettered(in)); diff != "" {
			t.Errorf("lettered(%q) (-want +got):\n%s", in, diff)
		}
	}
}

// TestNameEnds checks that stray punctuation at the end of a name is removed.
func TestNameEnds(t *testing.T) {
	for whole, want := range map[string]string{
		"INVENTED;": "INVENTED", "Invented A,": "Invented A", "Invented (": "Invented", "Invented (IRGC)": "Invented (IRGC)", ";": "",
	} {
		n, ok := (&nameAlias{Whole: whole}).read()
		if n.Full != want || ok != (want != "") {
			t.Errorf("%q: got %q, %v", whole, n.Full, ok)
		}
	}
}

// TestListingDates checks which day is taken for that of the listing.
func TestListingDates(t *testing.T) {
	for _, tt := range []struct {
		name    string
		s       sanctionEntity
		listed  string
		kind    cordon.DateKind
		public  string
		amended string
	}{
		{
			"designation date",
			sanctionEntity{DesignationDate: "2024-02-23", Regulations: act("amendment", "2025-03-16", "UKR")},
			"2024-02-23", cordon.OwnDate, "", "2025-03-16",
		},
		{"first act", sanctionEntity{Regulations: act("regulation", "2003-07-08", "TUN")}, "2003-07-08", cordon.OwnDate, "", ""},
		{"amending act only", sanctionEntity{Regulations: act("amendment", "2024-02-23", "UKR")}, "2024-02-23", cordon.AmendedDate, "", ""},
		{
			"amending act that brought all at once",
			recordOf("164100", "2024-02-23", brought{"164101", "2024-02-23"}, brought{"164900", "2024-02-23"}),
			"2024-02-23", cordon.OwnDate, "", "",
		},
		{
			"a fact of an earlier act", recordOf("164100", "2024-02-23", brought{"164101", "2023-02-23"}, brought{"164102", "2024-02-23"}),
			"2023-02-23", cordon.AmendedDate, "", "2024-02-23",
		},
		{
			"facts put in years after the record",
			recordOf("164100", "2024-02-23", brought{"164101", "2024-02-23"}, brought{"173000", "2024-02-23"}),
			"2024-02-23", cordon.AmendedDate, "", "",
		},
		{
			"facts older than the record", recordOf("164100", "2024-02-23", brought{"164099", "2024-02-23"}),
			"2024-02-23", cordon.AmendedDate, "", "",
		},
		{"a fact without its act", recordOf("164100", "2024-02-23", brought{"164101", ""}), "2024-02-23", cordon.AmendedDate, "", ""},
		{
			"a record that is older than the act that repeats it", recordOf("136564", "2024-03-13", brought{"136565", "2024-03-13"}),
			"2024-03-13", cordon.AmendedDate, "", "",
		},
		{
			"the first act of a regime that continued a list", sanctionEntity{Regulations: []regulation{{
				Type: "regulation", Published: "2002-05-29", InForce: "2002-05-30", Title: "881/2002 (OJ L139)", Programme: "TAQA",
			}}}, "2002-05-29", cordon.LawDate, "", "",
		},
		{
			"a first act that listed nobody, named by a fact", based("3363", "1184/2005 (OJ L193)", "2005-07-23"),
			"2015-07-10", cordon.AmendedDate, "", "2017-03-09",
		},
		{
			"a first act years before the record's number", based("105618", "442/2011 (OJ L121)", "2011-05-10"),
			"2015-07-10", cordon.AmendedDate, "", "2017-03-09",
		},
		{
			"a first act of the time of the record's number", based("4000", "442/2011 (OJ L121)", "2011-05-10"),
			"2011-05-10", cordon.OwnDate, "", "2017-03-09",
		},
		{
			"a record entered again under the first act itself", sanctionEntity{LogicalID: "121200", Regulations: []regulation{{
				Type: "regulation", Published: "2003-07-08", InForce: "2003-07-07", Title: "1210/2003 (OJ L169)", Programme: "IRQ",
			}}}, "2003-07-07", cordon.OwnDate, "", "",
		},
		{
			"a first act that listed nobody, and no other", sanctionEntity{Regulations: []regulation{{
				Type: "regulation", Published: "2004-01-28", InForce: "2004-01-28", Title: "131/2004 (OJ L21)", Programme: "SSD",
			}}}, "", cordon.UnknownDate, "", "",
		},
		{"repealing act", sanctionEntity{Regulations: act("repealing", "2017-08-30", "PRK")}, "2017-08-30", cordon.AmendedDate, "", ""},
		{
			"UN date in the details",
			sanctionEntity{DesignationDetails: "Date of UN designation: 9.6.2010.", Regulations: act("amendment", "2010-07-27", "IRN")},
			"2010-06-09", cordon.UNDate, "2010-07-27", "",
		},
		{
			"UN date said to be void",
			sanctionEntity{DesignationDetails: "UN designation:24/03/2007 (no longer valid)", Regulations: act("amendment", "2010-07-27", "IRN")},
			"2007-03-24", cordon.UNDate, "2010-07-27", "",
		},
		{
			"UN date in the remark",
			sanctionEntity{
				Remarks:     []string{"Born. Date of designation referred to in Article 2a (4)(b): 21 Oct. 2013."},
				Regulations: act("amendment", "2013-11-01", "TAQA"),
			},
			"2013-10-21", cordon.UNDate, "2013-11-01", "",
		},
		{
			"UNLI",
			sanctionEntity{Remarks: []string{"UNLI 27.04.2023"}, Regulations: act("amendment", "2023-05-10", "HTI")},
			"2023-04-27", cordon.UNDate, "2023-05-10", "",
		},
		{
			"UN date printed as the EU's",
			sanctionEntity{DesignationDate: "2016-03-02", Regulations: act("amendment", "2016-03-05", "PRK")},
			"2016-03-02", cordon.UNDate, "2016-03-05", "",
		},
		{
			"own date under a mixed regime",
			sanctionEntity{DesignationDate: "2016-05-20", Regulations: act("amendment", "2016-05-20", "PRK")},
			"2016-05-20", cordon.OwnDate, "", "",
		},
		{
			"regime of the UN only",
			sanctionEntity{DesignationDate: "2001-01-25", Regulations: act("amendment", "2012-03-24", "AFG")},
			"2001-01-25", cordon.UNDate, "2012-03-24", "",
		},
		{
			"both dates",
			sanctionEntity{
				DesignationDetails: "Date of EU designation: 24.4.2007 (UN: 3.3.2008)", Regulations: act("amendment", "2012-03-24", "IRN"),
			},
			"2007-04-24", cordon.OwnDate, "", "2012-03-24",
		},
		{
			"EU before UN",
			sanctionEntity{
				DesignationDetails: "Date of EU designation: 08/12/2022\nDate of UN designation: 20/02/2024",
				Regulations:        act("amendment", "2024-03-01", "COD"),
			},
			"2022-12-08", cordon.OwnDate, "", "2024-03-01",
		},
		{
			"bare date",
			sanctionEntity{DesignationDetails: "(26.7.2010, suspended since 16.1.2016)", Regulations: act("amendment", "2016-01-16", "IRN")},
			"2010-07-26", cordon.OwnDate, "", "2016-01-16",
		},
		{
			"date of listing",
			sanctionEntity{
				Remarks: []string{"Affiliated to nobody. Date of listing 23.5.2011."}, Regulations: act("amendment", "2011-08-02", "SYR"),
			},
			"2011-05-23", cordon.OwnDate, "", "2011-08-02",
		},
		{"no date at all", sanctionEntity{Regulations: act("amendment", "", "UKR")}, "", cordon.UnknownDate, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.s.report = func(field, value, reason string) { t.Errorf("%s %q: %s", field, value, reason) }
			d := tt.s.designations()[0]
			amended := ""
			if len(d.Amended) > 0 {
				amended = d.Amended[0].String()
			}
			got := []string{d.Listed.String(), string(d.DateKind), d.Announced.String(), amended}
			if diff := cmp.Diff([]string{tt.listed, string(tt.kind), tt.public, tt.amended}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A brought is the number of a fact and the day of the act that added it.
type brought struct{ id, day string }

// recordOf is a record under an amending act of that day, with its facts as names.
func recordOf(id, day string, facts ...brought) sanctionEntity {
	s := sanctionEntity{LogicalID: id, Regulations: act("amendment", day, "UKR")}
	for _, f := range facts {
		s.Names = append(s.Names, nameAlias{Whole: "Name " + f.id, ID: f.id, Acts: []summary{{Published: f.day, Type: "amendment"}}})
	}
	return s
}

// based is a record changed in 2017, one fact of which names the first act of its
// regime and another an act of 2015.
func based(id, title, day string) sanctionEntity {
	s := sanctionEntity{LogicalID: id, Regulations: act("amendment", "2017-03-09", "SSD")}
	s.Names = []nameAlias{
		{Whole: "James Koang CHUOL", ID: "105623", Acts: []summary{{Published: day, Type: "regulation", Title: title}}},
		{Whole: "James Koang Chual", ID: "105619", Acts: []summary{{Published: "2015-07-10", Type: "amendment", Title: "2015/1112"}}},
	}
	return s
}

func act(kind, day, programme string) []regulation {
	return []regulation{{Type: kind, Published: day, InForce: day, Title: "T", Programme: programme}}
}

// whole opens the real file, which is unpacked once per test.
func whole(t testing.TB) *record.File {
	t.Helper()
	packed, err := os.ReadFile(need.Shared(t, "data", "lists", "eu", "xmlFullSanctionsList_1_1_2025-12_reconstructed.xml.xz"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := xz.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return file("xmlFullSanctionsList_1_1.xml", b)
}

// TestWholeList compares the whole list with the counts on its page in the
// shared folder.
func TestWholeList(t *testing.T) {
	s, entries, problems, err := load(t, whole(t))
	if err != nil {
		t.Fatal(err)
	}
	if s.Published.String() != "2025-12-15" {
		t.Errorf("published %s", s.Published)
	}
	got := map[string]int{"entries": len(entries), "problems": len(problems)}
	refs := map[string]*cordon.Entry{}
	for _, e := range entries {
		refs[e.Ref] = e
		got[string(e.Profile.Kind)]++
		got[string(e.Designations[0].Programme)]++
		if e.Profile.Names[0].Use != cordon.Primary {
			t.Errorf("%s: the first name is not the primary one", e.ID)
		}
		if e.Designations[0].Listed.IsZero() {
			t.Errorf("%s: no listing date", e.ID)
		}
		for _, id := range e.Profile.Identifiers {
			got["id "+string(id.Scheme)]++
		}
	}
	// The page: 5,860 parties; 4,341 persons; UKR 2,596, IRN 732, PRK 255, RUS
	// 63, RUSDA 76. Of 88 UN references four are cut short; 25 numbers are IMO's.
	for key, want := range map[string]int{
		"entries": 5860, "person": 4341, "organization": 1519, "problems": 4, "id un-ref": 84,
		"eu/UKR": 2596, "eu/IRN": 732, "eu/PRK": 255, "eu/RUS": 63, "eu/RUSDA": 76,
	} {
		if got[key] != want {
			t.Errorf("%s: %d, want %d", key, got[key], want)
		}
	}
	if n := got["id imo-company"] + got["id imo-ship"]; n != 25 {
		t.Errorf("IMO numbers: %d, want 25", n)
	}
	if len(refs) != len(entries) {
		t.Errorf("%d references for %d entries", len(refs), len(entries))
	}
	azia := refs["EU.11328.76"]
	if azia == nil || azia.Profile.Name() != "Azia Shipping Company LLC" || azia.Designations[0].Listed.String() != "2024-02-23" {
		t.Errorf("Azia Shipping Company: %+v", azia)
	}
}

func FuzzXML(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("<export><sanctionEntity/></export>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = sniff(b, nil)
		entries, _, err := parsed(file("f.xml", b))
		for _, e := range entries {
			if e.ID == "" || len(e.Profile.Names) == 0 {
				t.Fatalf("entry without reference or name: %+v", e)
			}
			e.Fingerprint()
		}
		if err != nil && !errors.Is(err, cordon.ErrInvalid) {
			t.Fatalf("error of another kind: %v", err)
		}
	})
}

func BenchmarkWholeList(b *testing.B) {
	f := whole(b)
	b.ReportAllocs()
	for b.Loop() {
		if entries, _, err := parsed(f); err != nil || len(entries) != 5860 {
			b.Fatal(len(entries), err)
		}
	}
}

func TestNativeSample(t *testing.T) {
	b, err := os.ReadFile(need.Shared(t, "data", "lists", "eu", "fsf_1_1_sample_2018-12-21.xml"))
	if err != nil {
		t.Fatal(err)
	}
	s, entries, problems, err := load(t, file("sample.xml", b))
	if err != nil || len(problems) > 0 || len(entries) != 2 || s.Published.String() != "2018-12-21" {
		t.Fatal(s, len(entries), problems, err)
	}
	e := entries[0]
	want := cordon.Entry{
		ID: "eu-fsf/EU.36.64", List: FSF, Ref: "EU.36.64",
		Profile: cordon.Profile{
			Kind: cordon.Person,
			Names: []cordon.Name{{Full: "Robert Gabriel Mugabe", Use: cordon.Primary, Parts: []cordon.NamePart{
				{Role: "given", Text: "Robert"}, {Role: "middle", Text: "Gabriel"}, {Role: "family", Text: "Mugabe"},
			}}},
			Identifiers: []cordon.Identifier{{Scheme: cordon.Passport, Value: "AD001095", Type: "National passport", Remarks: "(passport)"}},
			Births:      []cordon.Birth{{Date: cordon.MustDate("1924-02-21")}},
			Positions:   []string{"Former President"},
			Gender:      "male",
		},
		Designations: []cordon.Designation{{
			Authority: "eu", Programme: "eu/ZWE", Measures: []cordon.Measure{cordon.AssetFreeze},
			Basis: []cordon.LegalBasis{{
				Instrument: "2018/223 (OJ L43)", Published: cordon.MustDate("2018-02-16"), InForce: cordon.MustDate("2018-02-16"),
				URL: "http://eur-lex.europa.eu/legal-content/EN/TXT/PDF/?uri=CELEX:32018R0223&from=EN",
			}},
			Listed: cordon.MustDate("2005-06-16"), DateKind: cordon.AmendedDate, Amended: []cordon.Date{cordon.MustDate("2018-02-16")},
		}},
	}
	if diff := cmp.Diff(&want, e); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
