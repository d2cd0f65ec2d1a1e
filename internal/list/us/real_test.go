package us

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"

	"cordon"
	"cordon/internal/need"
	"cordon/internal/record"
)

// realFile is one file of the shared folder, unpacked while it is read.
func realFile(t testing.TB, name string) record.File {
	t.Helper()
	path := need.Shared(t, "data/lists/us_ofac", name)
	return record.File{Name: name, Open: func() (io.ReadCloser, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		r, err := xz.NewReader(bufio.NewReader(f))
		return struct {
			io.Reader
			io.Closer
		}{r, f}, err
	}}
}

// sniffed finds the one format of the two lists that recognises a file; both
// recognise a side file of the CSV set.
func sniffed(t testing.TB, f *record.File) (record.Format, record.Sniffed) {
	t.Helper()
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	head, err := io.ReadAll(io.LimitReader(r, record.HeadSize))
	if err != nil {
		t.Fatal(err)
	}
	var formats []record.Format
	var saw record.Sniffed
	for _, known := range [][]record.Format{SDNFormats, ConsFormats} {
		for _, format := range known {
			if s, ok := format.Sniff(head, f); ok {
				formats, saw = append(formats, format), s
			}
		}
	}
	if len(formats) != 1 && (saw.List != "" || len(formats) != 2) {
		t.Fatalf("%s: %d formats know it, last as %+v", f.Name, len(formats), saw)
	}
	return formats[0], saw
}

// publication puts real files together as the updater does.
func publication(t testing.TB, names ...string) (record.Format, *record.Publication) {
	t.Helper()
	var format record.Format
	pub := &record.Publication{}
	for i, name := range names {
		f := realFile(t, name)
		known, saw := sniffed(t, &f)
		f.Role = saw.Role
		if i == 0 {
			format, pub.List, pub.Format, pub.Published = known, saw.List, known.Name, saw.Published
		}
		pub.Files = append(pub.Files, f)
	}
	return format, pub
}

// readAll reads a publication to its end; an error fails the test.
func readAll(t testing.TB, format record.Format, pub *record.Publication) ([]*cordon.Entry, []cordon.Problem) {
	t.Helper()
	var entries []*cordon.Entry
	var problems []cordon.Problem
	for e, err := range format.Parse(pub, func(p cordon.Problem) { problems = append(problems, p) }) {
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, e)
	}
	return entries, problems
}

var (
	sdn2023 = []string{
		"sdn_csv_2023-12-28/sdn.csv.xz", "sdn_csv_2023-12-28/add.csv.xz", "sdn_csv_2023-12-28/alt.csv.xz",
		"sdn_csv_2023-12-28/sdn_comments.csv.xz",
	}
	sdn2024 = []string{"sdn_csv_2024-06/sdn.csv.xz", "sdn_csv_2024-06/add.csv.xz"}
	sdn2026 = []string{
		"sdn_2026-04-21_unofficial/sdn_2026-04-21_reconstructed.csv.xz", "add_2026-08-02.csv.xz", "alt_2026-08-02.csv.xz",
		"sdn_comments_2026-08-02.csv.xz",
	}
	consCSV = []string{
		"cons_csv_2025-12-19/cons_prim.csv.xz", "cons_csv_2025-12-19/cons_add.csv.xz", "cons_csv_2025-12-19/cons_alt.csv.xz",
		"cons_csv_2025-12-19/cons_comments.csv.xz",
	}
	consXML  = []string{"consolidated_2025-03-28.xml.xz"}
	consEnh  = []string{"cons_enhanced_2025-01-10.xml.xz"}
	consAdv  = []string{"cons_advanced_2020-03-17.xml.xz"}
	sdnSmall = []string{"sdn_advanced_2024-02-23_excerpt.xml.xz"}
)

// TestRealFiles compares counts with the shared folder's PROVENANCE.md. apart is the
// share of the items in all remarks with a field or a known label; problems is how
// many values could not be read, without those that the excerpt cut out.
func TestRealFiles(t *testing.T) {
	tests := []struct {
		name      string
		files     []string
		list      cordon.ListID
		format    string
		published string
		entries   int
		names     int     // all of them, strong and weak
		apart     float64 // share of the remarks
		problems  int     // at most
	}{
		{"sdn csv 2023-12", sdn2023, SDN, "ofac-csv", "", 13821, 30000, 0.99, 10},
		{"sdn csv 2024-06", sdn2024, SDN, "ofac-csv", "", 15402, 18000, 0.99, 20},
		{"sdn csv 2026-04 rebuilt", sdn2026, SDN, "ofac-csv", "", 18758, 40000, 0.99, 20},
		{"cons csv 2025-12", consCSV, Cons, "ofac-csv", "", 442, 442 + 1073, 0.98, 0},
		{"cons xml 2025-03", consXML, Cons, "ofac-xml", "2025-03-28", 443, 443 + 1136, 0.90, 0},
		{"cons enhanced 2025-01", consEnh, Cons, "ofac-enhanced-xml", "2025-01-10", 443, 1624, 0.80, 25},
		{"cons advanced 2020-03", consAdv, Cons, "ofac-advanced-xml", "2020-03-17", 375, 800, 0.80, 1},
		{"sdn advanced 2024-02 excerpt", sdnSmall, SDN, "ofac-advanced-xml", "2024-02-23", 37, 100, 0.99, 95},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			format, pub := publication(t, tt.files...)
			if pub.List != tt.list || format.Name != tt.format || pub.Published.String() != tt.published {
				t.Fatalf("taken for %s in %s of %s", pub.List, format.Name, pub.Published)
			}
			entries, problems := readAll(t, format, pub)
			if len(entries) != tt.entries {
				t.Errorf("%d entries, not %d", len(entries), tt.entries)
			}
			names := 0
			for _, e := range entries {
				names += len(e.Profile.Names)
			}
			if names < tt.names {
				t.Errorf("%d names, fewer than %d", names, tt.names)
			}
			apart, items := takenApart(t, pub, entries)
			t.Logf("%d names, %.2f %% of %d remarks taken apart, %d problems", names, 100*apart, items, len(problems))
			if apart < tt.apart {
				t.Errorf("%.4f of the remarks taken apart, less than %.2f", apart, tt.apart)
			}
			if len(problems) > tt.problems {
				t.Errorf("%d problems, more than %d", len(problems), tt.problems)
			}
			for i, p := range problems {
				if i < 5 || len(problems) > tt.problems {
					t.Log(strings.TrimSpace(p.Error()))
				}
			}
			t.Log(fill(entries))
		})
	}
}

// takenApart counts the items of the remarks as published, and those that stay in the
// entries' remarks because they have no known label and name no office. The XML
// formats have few items in their remarks, since most facts have their own fields.
func takenApart(t *testing.T, pub *record.Publication, entries []*cordon.Entry) (share float64, items int) {
	t.Helper()
	loose := 0
	for _, e := range entries {
		for _, s := range splitRemarks(e.Remarks) {
			items++
			if _, _, known := find(s); !known {
				loose++
			}
		}
	}
	if pub.Format == "ofac-csv" {
		items = 0
		err := eachRecord(&pub.Files[0], primaryRole, func(cordon.Problem) {}, func(_ *table, rec []string) error {
			items += len(splitRemarks(rec[11]))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return 1 - float64(loose)/float64(max(items, 1)), items
}

// fill counts the entries that have each field.
func fill(entries []*cordon.Entry) string {
	n := map[string]int{}
	for _, e := range entries {
		p := e.Profile
		for field, has := range map[string]bool{
			"names": len(p.Names) > 0, "aliases": len(p.Names) > 1, "identifiers": len(p.Identifiers) > 0, "births": len(p.Births) > 0,
			"countries": len(p.Countries) > 0, "addresses": len(p.Addresses) > 0, "positions": len(p.Positions) > 0,
			"contacts": len(p.Contacts) > 0, "craft": p.Craft != nil, "designations": len(e.Designations) > 0,
			"dated": len(e.Designations) > 0 && !e.Designations[0].Listed.IsZero(), "relations": len(e.Relations) > 0, "remarks": e.Remarks != "",
		} {
			if has {
				n[field]++
			}
		}
	}
	var out []string
	for field, k := range n {
		out = append(out, fmt.Sprintf("%s %.1f %%", field, 100*float64(k)/float64(len(entries))))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// published reports whether a file of the shared folder is a list that OFAC
// published. Beside those stand deltas, specifications, notes and files of others.
func published(name string) bool {
	has := func(part string) bool { return strings.Contains(name, part) }
	switch {
	case !strings.HasPrefix(name, "us_ofac"):
		return false
	case filepath.Dir(name) == "us_ofac":
		return !has("delta") && !has("dat_spec") && !strings.HasSuffix(name, ".md")
	}
	return !has("thirdparty") && !has("manifest")
}

// TestRealOthers checks that no other file of the shared folder is taken for
// one of OFAC's.
func TestRealOthers(t *testing.T) {
	root := need.Shared(t, "data/lists")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(root, path)
		if err != nil || d.IsDir() || published(name) {
			return err
		}
		f := record.File{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(path) }}
		if strings.HasSuffix(name, ".xz") {
			f = realFile(t, "../"+name)
		}
		r, err := f.Open()
		if err != nil {
			return err
		}
		defer r.Close()
		head, err := io.ReadAll(io.LimitReader(r, record.HeadSize))
		if err != nil {
			return err
		}
		for _, known := range slices.Concat(SDNFormats, ConsFormats) {
			if s, ok := known.Sniff(head, &f); ok {
				t.Errorf("%s is taken for %s: %+v", name, known.Name, s)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// byRef reads a publication into a map by number.
func byRef(t *testing.T, files []string) map[string]*cordon.Entry {
	t.Helper()
	format, pub := publication(t, files...)
	entries, _ := readAll(t, format, pub)
	m := map[string]*cordon.Entry{}
	for _, e := range entries {
		m[e.Ref] = e
	}
	return m
}

// TestRealFormatsAgree compares the formats of the Consolidated list. The files are of
// different days, so a few parties really differ. least is the share of common parties
// on which a field must be the same.
func TestRealFormatsAgree(t *testing.T) {
	xml := byRef(t, consXML)
	for _, tt := range []struct {
		name   string
		a, b   map[string]*cordon.Entry
		common int
		least  map[string]float64
	}{
		{"csv and legacy xml", byRef(t, consCSV), xml, 442, map[string]float64{
			"kind": 1, "births": 0.99, "founded": 1, "contacts": 1, "countries": 1, "positions": 1, "names": 0.98, "relations": 0.99,
			"addresses": 0.98, "address parts": 0.93, "identifiers": 0.97, "programmes": 0.97, "measures": 0.96, "remarks": 0.97,
		}},
		{"legacy and enhanced xml", xml, byRef(t, consEnh), 443, map[string]float64{
			"kind": 1, "births": 1, "founded": 1, "contacts": 1, "countries": 1, "names": 1, "addresses": 0.97, "identifiers": 0.99,
			"programmes": 1, "remarks": 0.98,
		}},
		{"advanced excerpt and csv", byRef(t, sdnSmall), byRef(t, sdn2023), 36, map[string]float64{
			"kind": 1, "births": 1, "names": 1,
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			common, same := 0, map[string]int{}
			for ref, a := range tt.a {
				b := tt.b[ref]
				if b == nil {
					continue
				}
				common++
				fa, fb := facts(a), facts(b)
				for field := range tt.least {
					if slices.Equal(fa[field], fb[field]) {
						same[field]++
					}
				}
			}
			if common != tt.common {
				t.Errorf("%d common parties, not %d", common, tt.common)
			}
			for field, least := range tt.least {
				got := float64(same[field]) / float64(common)
				t.Logf("%s: the same on %.1f %%", field, 100*got)
				if got < least {
					t.Errorf("%s: the same on %.4f of the parties, less than %.2f", field, got, least)
				}
			}
		})
	}
}
