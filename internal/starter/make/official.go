package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/ulikunitz/xz"

	"cordon"
	"cordon/internal/list/eu"
	"cordon/internal/list/gb"
	"cordon/internal/list/un"
	"cordon/internal/list/us"
	"cordon/internal/record"
)

// file is one xz-compressed file below the folder of lists.
func file(from, role string, elem ...string) record.File {
	path := filepath.Join(append([]string{from, "data", "lists"}, elem...)...)
	return record.File{Name: filepath.Base(path), Role: role, Open: func() (io.ReadCloser, error) { return openXZ(path) }}
}

func openXZ(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil || !strings.HasSuffix(path, ".xz") {
		return f, err
	}
	r, err := xz.NewReader(f)
	if err != nil {
		f.Close()
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{r, f}, nil
}

// official reads a publication with one of the program's own readers.
func official(
	list cordon.ListID, formats []record.Format, name string, asOf cordon.Date, source string, files ...record.File,
) (*set, error) {
	s := &set{list: list, asOf: asOf, source: source, counted: files[0].Name}
	for _, f := range formats {
		if f.Name != name {
			continue
		}
		p := &record.Publication{List: list, Format: name, Published: asOf, Files: files}
		for e, err := range f.Parse(p, func(cordon.Problem) {}) {
			if err != nil {
				return nil, err
			}
			printedIn(e, dayField[list])
			s.entries = append(s.entries, e)
		}
		return s, nil
	}
	return nil, fmt.Errorf("no format %s", name)
}

// dayField is the field in which a publication prints the day of the authority's own act.
var dayField = map[cordon.ListID]string{"un-sc": "LISTED_ON", "gb-uksl": "DateDesignated", "eu-fsf": "publicationDate"}

// printedIn notes the field that an entry's days of designation were read from.
// The EU's field has the day of its own act: a day of the UN is never read from it.
func printedIn(e *cordon.Entry, field string) {
	for i := range e.Designations {
		d := &e.Designations[i]
		if field == dayField["eu-fsf"] && d.DateKind == cordon.UNDate {
			continue
		}
		if field != "" && !d.Listed.IsZero() {
			d.Evidence = cordon.Evidence{Field: field, Words: d.Listed.String()}
		}
	}
}

func readUN(from string) (*set, error) {
	return official("un-sc", un.Formats, un.Formats[0].Name, cordon.MustDate("2026-08-01"), "UN Security Council Consolidated List",
		file(from, "", "un", "un_consolidated_2026-08-01.xml.xz"))
}

func readSDN(from string) (*set, error) {
	return official("us-ofac-sdn", us.SDNFormats, "ofac-csv", cordon.MustDate("2026-04-21"),
		"OFAC SDN list; first days seen from its daily versions of 2021-08-18 to 2024-05-03",
		file(from, "sdn", "us_ofac", "sdn_2026-04-21_unofficial", "sdn_2026-04-21_reconstructed.csv.xz"),
		file(from, "add", "us_ofac", "add_2026-08-02.csv.xz"),
		file(from, "alt", "us_ofac", "alt_2026-08-02.csv.xz"),
		file(from, "comments", "us_ofac", "sdn_comments_2026-08-02.csv.xz"))
}

func readUKSL(from string) (*set, error) {
	return official("gb-uksl", gb.UKSLFormats, "uksl-xml", cordon.MustDate("2026-08-22"), "UK Sanctions List",
		file(from, "", "uk", "UK-Sanctions-List_2026-08-22_reconstructed.xml.xz"))
}

// readEU takes the fuller XML of 2025-12 for the parties that the table of
// 2026-04-21 still has, and the table for those that only it has. The table
// prints the day of designation, which the copy of the XML lost.
func readEU(from string) (*set, error) {
	s, err := official("eu-fsf", eu.Formats, "fsf-xml-1.1", cordon.MustDate("2025-12-15"),
		"EU financial sanctions files, checked against a table of 2026-04-21",
		file(from, "", "eu", "xmlFullSanctionsList_1_1_2025-12_reconstructed.xml.xz"))
	if err != nil {
		return nil, err
	}
	s.asOf, s.counted = cordon.MustDate("2026-04-21"), "eu_fsf_2026-04-21_thirdparty.csv.xz"
	rows, err := table(file(from, "", "eu", "eu_fsf_2026-04-21_thirdparty.csv.xz"))
	if err != nil {
		return nil, err
	}
	later := map[string]map[string]string{}
	for _, r := range rows {
		later[r["Reference Number"]] = r
	}
	kept := s.entries[:0]
	for _, e := range s.entries {
		if row := later[e.Ref]; row != nil {
			said(e)
			designatedOn(e, row[euDay])
			kept = append(kept, e)
			delete(later, e.Ref)
		}
	}
	s.entries = kept
	for _, r := range rows {
		if later[r["Reference Number"]] != nil {
			s.entries = append(s.entries, euEntry(r))
		}
	}
	return s, nil
}

// designatedOn dates the designations of which the XML gives a bound only, or a
// later day. Under a regime that takes over the UN's listings the table's earlier
// day is the UN's, and the act that the XML has is the EU's own.
func designatedOn(e *cordon.Entry, day string) {
	listed, kind := ownDay(day)
	for i := range e.Designations {
		d := &e.Designations[i]
		later := d.DateKind == cordon.OwnDate && listed.Before(d.Listed) && d.Programme != "eu/PRK"
		if kind == cordon.OwnDate && (later || d.DateKind == cordon.AmendedDate) {
			d.Amended = append(d.Amended, d.Listed)
			dated(d, euDay, day)
		}
	}
}

// said notes where the XML prints the days of an entry: the words of a remark, or
// an act that came into force before it was published.
func said(e *cordon.Entry) {
	for i := range e.Designations {
		d := &e.Designations[i]
		for _, p := range euSaid {
			for _, m := range p.words.FindAllStringSubmatch(e.Remarks, -1) {
				if day, _ := ownDay(m[1]); !day.IsZero() && day == d.Listed {
					d.Evidence = cordon.Evidence{Field: p.field, Words: m[0]}
				}
			}
		}
	}
}

// euSaid are the ways in which a record prints the day of the listing in words, and
// where.
var euSaid = []struct {
	field string
	words *regexp.Regexp
}{
	{"remark", regexp.MustCompile(`(?i)(?:date of (?:designation|listing): |\bUNLI[ -])` + euNumeric)},
	{"designationDetails", regexp.MustCompile(`(?i)date of UN designation: ` + euNumeric)},
}

const euNumeric = `(\d{1,2}[./]\d{1,2}[./]\d{4})`

// euDay is the column of the table that prints the day of designation.
const euDay = "Date Designated"

// euEntry is a party that only the table has. It prints no programme; the act
// is taken from subject.csv when the party is chosen (see choose).
func euEntry(r map[string]string) *cordon.Entry {
	e := entry("eu-fsf", r["Reference Number"], "")
	e.Profile.Names = names(r["Primary Name"], strings.Split(r["All Names"], " | "))
	for _, a := range strings.Split(r["Addresses"], " | ") {
		if a != "" {
			e.Profile.Addresses = append(e.Profile.Addresses, cordon.Address{Full: a})
		}
	}
	e.Designations = []cordon.Designation{{Authority: "eu"}}
	dated(&e.Designations[0], euDay, r[euDay])
	return e
}

// table reads a CSV with a header into rows by column name.
func table(f record.File) ([]map[string]string, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	r := csv.NewReader(in)
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("no header: %w", cordon.ErrInvalid)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	var out []map[string]string
	for _, row := range all[1:] {
		m := map[string]string{}
		for i, v := range row {
			if i < len(all[0]) {
				m[strings.TrimPrefix(all[0][i], "\ufeff")] = strings.TrimSpace(v)
			}
		}
		out = append(out, m)
	}
	return out, nil
}

// entry begins an entry of a list.
func entry(list cordon.ListID, ref string, kind cordon.Kind) *cordon.Entry {
	return &cordon.Entry{ID: cordon.EntryID(string(list) + "/" + ref), List: list, Ref: ref, Profile: cordon.Profile{Kind: kind}}
}

// names are a primary name and its aliases, each once.
func names(primary string, aliases []string) []cordon.Name {
	out := []cordon.Name{{Full: strings.TrimSpace(primary), Use: cordon.Primary}}
	seen := map[string]bool{strings.TrimSpace(primary): true}
	for _, a := range aliases {
		if a = strings.TrimSpace(a); a != "" && !seen[a] {
			seen[a] = true
			out = append(out, cordon.Name{Full: a, Use: cordon.Alias})
		}
	}
	return out
}

// kindOf is the kind of a date, or unknown for none.
func kindOf(d cordon.Date, k cordon.DateKind) cordon.DateKind {
	if d.IsZero() {
		return cordon.UnknownDate
	}
	return k
}

// dated dates a designation by a field in which an authority prints the day of its own act.
func dated(d *cordon.Designation, field, text string) {
	if d.Listed, d.DateKind = ownDay(text); !d.Listed.IsZero() {
		d.Evidence = cordon.Evidence{Field: field, Words: text}
	}
}

// ownDay reads an authority's own date.
func ownDay(s string) (cordon.Date, cordon.DateKind) {
	d, err := record.Date(s)
	if err != nil {
		return cordon.Date{}, cordon.UnknownDate
	}
	return d, cordon.OwnDate
}
