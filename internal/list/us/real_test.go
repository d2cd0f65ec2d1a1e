package us

import (
	"io"
	"os"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"

	"cordon"
	"cordon/internal/need"
	"cordon/internal/record"
)

// realFile is one file of the shared folder, unpacked as it is read.
func realFile(t testing.TB, name string) record.File {
	t.Helper()
	path := need.Shared(t, "data/lists/us_ofac", name)
	return record.File{Name: name, Open: func() (io.ReadCloser, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		r, err := xz.NewReader(f)
		return struct {
			io.Reader
			io.Closer
		}{r, f}, err
	}}
}

// sniffed finds the one format of the two lists that knows a file; a side file
// of the CSV set is known to both.
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

// The counts are those of the shared folder's PROVENANCE.md.
func TestRealFiles(t *testing.T) {
	tests := []struct {
		name    string
		files   []string
		list    cordon.ListID
		format  string
		entries int
		apart   float64 // share of remarks items whose label is known
	}{
		{"sdn csv 2023-12", []string{"sdn_csv_2023-12-28/sdn.csv.xz", "sdn_csv_2023-12-28/add.csv.xz", "sdn_csv_2023-12-28/alt.csv.xz", "sdn_csv_2023-12-28/sdn_comments.csv.xz"}, SDN, "ofac-csv", 13821, 0.96},
		{"sdn csv 2024-06", []string{"sdn_csv_2024-06/sdn.csv.xz", "sdn_csv_2024-06/add.csv.xz"}, SDN, "ofac-csv", 15402, 0.96},
		{"cons csv 2025-12", []string{"cons_csv_2025-12-19/cons_prim.csv.xz", "cons_csv_2025-12-19/cons_add.csv.xz", "cons_csv_2025-12-19/cons_alt.csv.xz", "cons_csv_2025-12-19/cons_comments.csv.xz"}, Cons, "ofac-csv", 442, 0.97},
		{"cons xml 2025-03", []string{"consolidated_2025-03-28.xml.xz"}, Cons, "ofac-xml", 443, 0.97},
		{"cons enhanced 2025-01", []string{"cons_enhanced_2025-01-10.xml.xz"}, Cons, "ofac-enhanced-xml", 443, 0.97},
		{"cons advanced 2020-03", []string{"cons_advanced_2020-03-17.xml.xz"}, Cons, "ofac-advanced-xml", 375, 0.97},
		{"sdn advanced 2024-02 excerpt", []string{"sdn_advanced_2024-02-23_excerpt.xml.xz"}, SDN, "ofac-advanced-xml", 37, 0.97},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			format, pub := publication(t, tt.files...)
			if pub.List != tt.list || format.Name != tt.format {
				t.Fatalf("taken for %s in %s", pub.List, format.Name)
			}
			entries, problems := readAll(t, format, pub)
			if len(entries) != tt.entries {
				t.Errorf("%d entries, not %d", len(entries), tt.entries)
			}
			loose := 0
			for _, e := range entries {
				for _, s := range splitRemarks(e.Remarks) {
					if _, _, _, known := find(s); !known {
						loose++
					}
				}
			}
			t.Logf("%d entries, %d problems, %d loose remarks", len(entries), len(problems), loose)
			for _, p := range problems[:min(len(problems), 10)] {
				t.Log(strings.TrimSpace(p.Error()))
			}
		})
	}
}
