package un

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/need"
	"cordon/internal/record"
)

var update = flag.Bool("update", false, "write the golden files anew")

func read(data []byte) (es []*cordon.Entry, ps []cordon.Problem, err error) {
	f := record.File{Name: "list.xml", Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
	p := &record.Publication{List: List, Files: []record.File{f}}
	for e, er := range Formats[0].Parse(p, func(pr cordon.Problem) { ps = append(ps, pr) }) {
		if er != nil {
			return es, ps, er
		}
		es = append(es, e)
	}
	return es, ps, nil
}

func TestRead(t *testing.T) {
	data, err := os.ReadFile("testdata/list.xml")
	if err != nil {
		t.Fatal(err)
	}
	es, ps, err := read(data)
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.MarshalIndent(struct {
		Entries  []*cordon.Entry
		Problems []cordon.Problem
	}{es, ps}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("testdata/list.golden.json", append(got, '\n'), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/list.golden.json")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.TrimSpace(string(want)), string(got)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// TestAliasNames checks that a name is separated from the words in its field.
func TestAliasNames(t *testing.T) {
	for name, want := range map[string][]cordon.Name{
		"Amir Invented (original script: Амир Х)": {
			{Full: "Amir Invented", Use: cordon.Alias}, {Full: "Амир Х", Use: cordon.Alias, Script: "Cyrl"},
		},
		"Mohammad A b) M. B":                   {{Full: "Mohammad A", Use: cordon.Alias}, {Full: "M. B", Use: cordon.Alias}},
		"a) One A b) Two B":                    {{Full: "One A", Use: cordon.Alias}, {Full: "Two B", Use: cordon.Alias}},
		"Old Name (previously listed as)":      {{Full: "Old Name", Use: cordon.Former, Remarks: "previously listed as"}},
		"EL A (COMBAT NAME)":                   {{Full: "EL A", Use: cordon.Alias, Remarks: "COMBAT NAME"}},
		"False A (false identity of number 1)": {{Full: "False A", Use: cordon.Alias, Remarks: "false identity of number 1"}},
		"Born A, born 1 Jan. 1953 (passport no.1, issued)": {
			{Full: "Born A", Use: cordon.Alias, Remarks: "born 1 Jan. 1953 (passport no.1, issued)"},
		},
		") Stray A":           {{Full: "Stray A", Use: cordon.Alias}},
		"Some Front (SF)":     {{Full: "Some Front (SF)", Use: cordon.Alias}},
		"Army/Front A (SF/A)": {{Full: "Army/Front A (SF/A)", Use: cordon.Alias}},
	} {
		if d := cmp.Diff(want, alias{Name: name, Quality: "Good"}.names()); d != "" {
			t.Errorf("%s (-want +got)\n%s", name, d)
		}
	}
}

// TestPaperNumbers checks that a number is separated from the words in its field.
func TestPaperNumbers(t *testing.T) {
	day := func(s string) cordon.Date { return cordon.MustDate(s) }
	for number, want := range map[string]cordon.Identifier{
		"A 123456": {Value: "A 123456"},
		"L 191609 issued on 28 Feb. 1996, expires 27 Feb. 2001": {
			Value: "L 191609", Period: cordon.Period{From: day("1996-02-28"), To: day("2001-02-27")},
			Remarks: "issued on 28 Feb. 1996, expires 27 Feb. 2001",
		},
		"Libyan passport number 347834, issued under name A": {Value: "347834", Type: "Libyan passport number", Remarks: "issued under name A"},
		"R00012098, South Sudan":                             {Value: "R00012098", Country: "SS"},
		"passport no. 403062567 (United States of America)":  {Value: "403062567", Type: "passport no.", Country: "US"},
		"issued in 1993, under name A":                       {Value: "issued in 1993, under name A"},
		"passport: DAOMMD74T11Z352Z":                         {Value: "DAOMMD74T11Z352Z", Type: "passport:"},
	} {
		want.Scheme = cordon.Passport
		got, ok := document{Type: "Passport", Number: number}.read(func(f, v, r string) { t.Errorf("%s %q: %s", f, v, r) })
		if d := cmp.Diff(want, got); d != "" || !ok {
			t.Errorf("%s (-want +got)\n%s", number, d)
		}
	}
}

func TestPhones(t *testing.T) {
	for c, want := range map[string]string{
		"Telephone number: +850-2-18111 (ext.8818).": "+850-2-18111",
		"Tel: +850-2-18111-8642. Fax: none":          "+850-2-18111-8642",
		"Telephone: +7 (365) 254-0000":               "+7 (365) 254-0000",
	} {
		var p cordon.Profile
		contacts(&p, c)
		if len(p.Contacts) != 1 || p.Contacts[0].Value != want {
			t.Errorf("%q: got %+v, want %s", c, p.Contacts, want)
		}
	}
}

func TestSniff(t *testing.T) {
	for head, want := range map[string]string{
		`<?xml version='1.0'?><CONSOLIDATED_LIST dateGenerated="2025-04-19T23:00:04.625Z">`: "2025-04-19",
		`<CONSOLIDATED_LIST>`:           "",
		`<html><body>CONSOLIDATED_LIST`: "no",
		`"a","b"`:                       "no",
		``:                              "no",
	} {
		s, ok := sniff([]byte(head), nil)
		if got := s.Published.String(); ok != (want != "no") || ok && got != want {
			t.Errorf("sniff(%q) = %q, %v; want %q", head, got, ok, want)
		}
	}
}

func TestBadFiles(t *testing.T) {
	good, err := os.ReadFile("testdata/list.xml")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ data, want string }{
		"empty":     {"", "empty file"},
		"truncated": {string(good[:len(good)/2]), "list.xml:"},
		"html":      {"<html><body><p>Access denied</body></html>", "root element"},
		"bomb":      {`<!DOCTYPE a [<!ENTITY b "c">]><CONSOLIDATED_LIST/>`, "refused"},
		"encoding": {
			`<CONSOLIDATED_LIST><ENTITIES><ENTITY><FIRST_NAME>` + "\xff\xfe" + `</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>`,
			"UTF-8",
		},
		"nul": {
			"<CONSOLIDATED_LIST><ENTITIES><ENTITY><FIRST_NAME>a\x00b</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>",
			"illegal character",
		},
		"deep": {"<CONSOLIDATED_LIST>" + strings.Repeat("<a>", 100), "nested deeper"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := read([]byte(c.data))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// TestReal compares the real files with what their provenance page says.
func TestReal(t *testing.T) {
	for name, want := range map[string][4]int{ // persons, entities, of the DPRK, of Iran
		"2025-04-19": {684, 193, 155, 0},
		"2025-11-25": {727, 273, 155, 121},
		"2026-02-27": {730, 273, 155, 121},
		"2026-04-02": {733, 272, 155, 121},
		"2026-08-01": {736, 275, 155, 121},
	} {
		es, ps := real(t, name)
		var got [4]int
		for _, e := range es {
			switch {
			case e.Profile.Kind == cordon.Person:
				got[0]++
			default:
				got[1]++
			}
			switch e.Designations[0].Programme {
			case "un/DPRK":
				got[2]++
			case "un/Iran":
				got[3]++
			}
			if d := e.Designations[0]; d.Listed.IsZero() || len(d.Basis) == 0 || len(d.Measures) == 0 && e.Profile.Kind != cordon.Vessel {
				t.Errorf("%s: %s lacks a date, a basis or measures: %+v", name, e.ID, d)
			}
		}
		if got != want {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
		for _, p := range ps {
			if p.Kind != cordon.DamagedData || len(ps) > 1 { // one name with U+FFFD in three of the files
				t.Errorf("%s: %v", name, p)
			}
		}
	}
}

func real(t testing.TB, day string) ([]*cordon.Entry, []cordon.Problem) {
	t.Helper()
	es, ps, err := read(need.Unpacked(t, "data", "lists", "un", "un_consolidated_"+day+".xml.xz"))
	if err != nil {
		t.Fatal(err)
	}
	return es, ps
}

func FuzzRead(f *testing.F) {
	// The seeds are small because the fuzzer minimises what it finds, which takes
	// all of its time on whole files.
	f.Add([]byte("<CONSOLIDATED_LIST><ENTITY><REFERENCE_NUMBER>KPe.1</REFERENCE_NUMBER><FIRST_NAME>A CO</FIRST_NAME>" +
		"<LISTED_ON>2016-03-02</LISTED_ON></ENTITY></CONSOLIDATED_LIST>"))
	f.Add([]byte("<CONSOLIDATED_LIST><INDIVIDUAL><REFERENCE_NUMBER>a</REFERENCE_NUMBER><FIRST_NAME>b (c; д</FIRST_NAME></INDIVIDUAL>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		es, _, _ := read(data)
		for _, e := range es {
			if e.Ref == "" || len(e.Profile.Names) == 0 {
				t.Errorf("entry without reference or name: %+v", e)
			}
		}
	})
}
