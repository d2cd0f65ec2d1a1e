package us

import (
	"os"
	"path/filepath"
	"testing"

	"cordon"
	"cordon/internal/record"
)

// fuzz reads anything as one format: no panic, no hang, and whatever entry
// comes out has a number, a list and an ID made of both.
func fuzz(f *testing.F, format string, more ...string) {
	for _, name := range fixtures[format] {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, s := range more {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		head := memory("fuzz", "", data)
		for _, known := range SDNFormats {
			known.Sniff(data[:min(len(data), record.HeadSize)], &head)
		}
		entries, _, _ := read(format, data)
		for _, e := range entries {
			if e.ID != cordon.EntryID("us-ofac-sdn/"+e.Ref) || e.Ref == "" || e.List != SDN {
				t.Errorf("entry %q of %q with reference %q", e.ID, e.List, e.Ref)
			}
			e.Fingerprint() // must be writable
		}
	})
}

func FuzzCSV(f *testing.F)      { fuzz(f, "ofac-csv", row+row2+endMark) }
func FuzzLegacy(f *testing.F)   { fuzz(f, "ofac-xml") }
func FuzzAdvanced(f *testing.F) { fuzz(f, "ofac-advanced-xml") }
func FuzzEnhanced(f *testing.F) { fuzz(f, "ofac-enhanced-xml") }

// FuzzRemarks: dividing the remarks loses no words.
func FuzzRemarks(f *testing.F) {
	f.Add("DOB 10 Dec 1948; alt. DOB 1946; Passport A1 (Iran) issued 28 Oct 2008; a.k.a. 'X; Y'; (Linked To: A; Linked To: B)")
	f.Add("a.k.a. '")
	f.Add("; ;.;(")
	f.Fuzz(func(t *testing.T, text string) {
		p := newParty(SDN, "1", func(cordon.Problem) {})
		p.addRemarks(text, false)
		p.finish()
		for _, s := range splitRemarks(text) {
			if s == "" {
				t.Error("an empty item")
			}
		}
	})
}
