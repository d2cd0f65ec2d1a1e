package eu

import (
	"bytes"
	"encoding/csv"
	"io"
	"testing"

	"cordon"
	"cordon/internal/need"
	"cordon/internal/record"
)

// TestOwnDays compares the days that the XML of 2025-12, which prints no day of
// designation, proves of the EU's own acts with the days of designation in a table
// of 2026-04-21. A later one is wrong, unless the table prints the UN's day for
// a regime that takes over the UN's listings, or the day of adoption, at most two
// days before the publication. One that is earlier by months is wrong too, unless
// the record says it in words and the table has the day of an act that repeated it.
func TestOwnDays(t *testing.T) {
	file := need.Unpacked(t, "data", "lists", "eu", "xmlFullSanctionsList_1_1_2025-12_reconstructed.xml.xz")
	rows, err := csv.NewReader(bytes.NewReader(need.Unpacked(t, "data", "lists", "eu", "eu_fsf_2026-04-21_thirdparty.csv.xz"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	printed := map[string]string{}
	for _, row := range rows[1:] {
		printed[row[0]] = row[4] // "Reference Number", "Date Designated"
	}
	// The table's day is misprinted (a month or the neighbours' act before), or the
	// party was entered again under a new number.
	known := map[string]bool{
		"EU.8327.45": true, "EU.12254.63": true, "EU.7412.5": true,
		"EU.1984.36": true, "EU.2200.26": true, // listed by 1284/2009 at the start of the regime; 2021 is their last change
		"EU.4179.46": true, "EU.4018.13": true, // a remark says "date of listing: 20.05.2016" and "29.05.2017"
	}
	// Iran: the acts of these days repeated whole lists, whose details print the first day.
	repeated := map[string]bool{"2023-10-17": true, "2025-09-29": true}
	var own, same, un, adopted, earlier, odd int
	f := record.File{Name: "eu.xml", Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(file)), nil }}
	pub := &record.Publication{List: FSF, Format: "fsf-xml-1.1", Published: cordon.MustDate("2025-12-15"), Files: []record.File{f}}
	for e, err := range Formats[0].Parse(pub, func(cordon.Problem) {}) {
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range e.Designations {
			if d.DateKind != cordon.OwnDate || printed[e.Ref] == "" {
				continue
			}
			own++
			switch late := d.Listed.Days(cordon.MustDate(printed[e.Ref])); {
			case late == 0:
				same++
			case late < -gapTo && !known[e.Ref] && !(d.Programme == "eu/IRN" && repeated[printed[e.Ref]]):
				t.Errorf("%s %s: own %s, the table prints %s, %d days later", e.ID, d.Programme, d.Listed, printed[e.Ref], -late)
			case late < 0:
				earlier++
			case late <= 2:
				adopted++
			case late <= gapTo && fromUN(d.Programme.Code()) != "":
				un++
			case known[e.Ref]:
				odd++
			default:
				t.Errorf("%s %s: own %s, the table prints %s", e.ID, d.Programme, d.Listed, printed[e.Ref])
			}
		}
	}
	t.Logf("%d own days with one in the table: %d the same, %d after the UN's, %d after the adoption, %d earlier, %d where the table is odd",
		own, same, un, adopted, earlier, odd)
	if own < 2300 || same < 2080 {
		t.Errorf("%d own days, %d the same: want at least 2300 and 2080", own, same)
	}
}
