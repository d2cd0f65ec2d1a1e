package all

import (
	"bytes"
	"io"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"cordon"
	"cordon/internal/need"
	"cordon/internal/record"
)

// damaged counts the records of a file, and those with damaged data.
func damaged(t *testing.T, name string, data []byte) (n, bad int) {
	t.Helper()
	f := record.File{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
	seen := map[string]bool{}
	for _, src := range Sources {
		for _, format := range src.Formats {
			s, ok := format.Sniff(data[:min(len(data), record.HeadSize)], &f)
			if !ok || s.List != src.ID {
				continue
			}
			f.Role = s.Role
			p := &record.Publication{List: src.ID, Published: s.Published, Files: []record.File{f}}
			for _, err := range format.Parse(p, func(p cordon.Problem) {
				if p.Kind == cordon.DamagedData {
					seen[p.Record] = true
				}
			}) {
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				n++
			}
			return n, len(seen)
		}
	}
	t.Fatalf("%s: no list", name)
	return 0, 0
}

// TestMisread: a real list whose bytes were read in another encoding, and written as
// UTF-8 again, has far more damaged records than a publication may have (a thousandth);
// as published it has at most one.
func TestMisread(t *testing.T) {
	for _, name := range []string{
		"un/un_consolidated_2026-08-01.xml.xz", "eu/xmlFullSanctionsList_1_1_2025-12_reconstructed.xml.xz",
		"uk/UK-Sanctions-List_2026-08-22_reconstructed.xml.xz", "uk/OFSI_ConList_2025-04-14.csv.xz", "us_ofac/cons_enhanced_2025-01-10.xml.xz",
	} {
		data := need.Unpacked(t, "data", "lists", name)
		if n, bad := damaged(t, name, data); bad > 1 {
			t.Errorf("%s: %d of %d records are taken for damaged", name, bad, n)
		}
		for what, page := range map[string]encoding.Encoding{
			"ISO 8859-1": charmap.ISO8859_1, "Windows-1252": charmap.Windows1252, "Windows-1251": charmap.Windows1251,
		} {
			wrong, err := page.NewDecoder().Bytes(data)
			if err != nil {
				t.Fatal(err)
			}
			n, bad := damaged(t, name, wrong)
			t.Logf("%s as %s: %d of %d records are damaged", name, what, bad, n)
			if bad <= max(2, n/100) {
				t.Errorf("%s as %s: only %d of %d records are damaged", name, what, bad, n)
			}
		}
	}
}
