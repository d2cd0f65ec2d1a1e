package us

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/record"
)

var update = flag.Bool("update", false, "write the golden files anew")

// memory is a file of the given bytes.
func memory(name, role string, data []byte) record.File {
	return record.File{Name: name, Role: role, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
}

// fixtures are one invented list of four parties, written by hand in each format.
var fixtures = map[string][]string{
	"ofac-csv":          {"sdn.csv", "add.csv", "alt.csv", "comments.csv"},
	"ofac-xml":          {"sdn.xml"},
	"ofac-advanced-xml": {"advanced.xml"},
	"ofac-enhanced-xml": {"enhanced.xml"},
}

// fixture reads the invented list in one format.
func fixture(t testing.TB, format string) ([]*cordon.Entry, []cordon.Problem) {
	t.Helper()
	pub := &record.Publication{}
	var known record.Format
	for i, name := range fixtures[format] {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		f := memory(name, "", data)
		k, saw := sniffed(t, &f)
		if k.Name != format {
			t.Fatalf("%s is taken for %s", name, k.Name)
		}
		if i == 0 {
			if known = k; saw.List != SDN {
				t.Fatalf("%s is taken for the list %s", name, saw.List)
			}
		}
		f.Role = saw.Role
		pub.Files = append(pub.Files, f)
	}
	return readAll(t, known, pub)
}

func TestGolden(t *testing.T) {
	for format := range fixtures {
		t.Run(format, func(t *testing.T) {
			entries, problems := fixture(t, format)
			got, err := json.MarshalIndent(map[string]any{"entries": entries, "problems": problems}, "", "\t")
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, '\n')
			golden := filepath.Join("testdata", format+".golden.json")
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// TestFormatsAgree checks that one list reads alike from its four formats.
func TestFormatsAgree(t *testing.T) {
	want, _ := fixture(t, "ofac-csv")
	for _, format := range []string{"ofac-xml", "ofac-advanced-xml", "ofac-enhanced-xml"} {
		got, problems := fixture(t, format)
		if len(got) != len(want) {
			t.Fatalf("%s: %d entries, not %d", format, len(got), len(want))
		}
		for i := range want {
			if want[i].ID != got[i].ID {
				t.Errorf("%s: %s, not %s", format, got[i].ID, want[i].ID)
			}
			if diff := cmp.Diff(facts(want[i]), facts(got[i])); diff != "" {
				t.Errorf("%s: %s: -csv +%s\n%s", format, want[i].ID, format, diff)
			}
		}
		for _, p := range problems {
			t.Errorf("%s: %v", format, p)
		}
	}
}

// pub is a publication of one file.
func pub(list cordon.ListID, f record.File) *record.Publication {
	return &record.Publication{List: list, Files: []record.File{f}}
}
