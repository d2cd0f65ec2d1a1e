package list

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/record"
)

// longFiles are a main file and one of aliases that go on behind what the recognition
// of a file reads of it.
func longFiles() (sdn, alt string) {
	remark := `"` + strings.Repeat("Said of it; ", 80) + `"`
	var a, b strings.Builder
	for i := 1; i <= 200; i++ {
		fmt.Fprintf(&a, `%d,"PARTY%d INVENTED","-0- ","DPRK4"%s,%s`+"\r\n", i, i, strings.Repeat(`,"-0- "`, 7), remark)
		fmt.Fprintf(&b, `%d,%d,"aka","ALIAS%d INVENTED",%s`+"\r\n", i, 1000+i, i, remark)
	}
	return a.String() + "\x1a", b.String() + "\x1a"
}

// TestBrokenPacking: a packed file with a wrong checksum, cut behind its data or with
// something behind it is not loaded, whatever its reader reads of it: OFAC's CSVs end
// for their reader at a mark within. So is one with text behind that mark.
func TestBrokenPacking(t *testing.T) {
	main, alt := longFiles()
	for how, spoil := range map[string]func(string) string{
		"wrong checksum": func(text string) string {
			b := []byte(gz(t, text))
			b[len(b)-8] ^= 1
			return string(b)
		},
		"cut":              func(text string) string { whole := gz(t, text); return whole[:len(whole)-8] },
		"something behind": func(text string) string { return gz(t, text) + "more" },
		"text behind mark": func(text string) string { return gz(t, text+"\r\n"+text) },
	} {
		for what, files := range map[string]map[string]string{
			"main file": {"sdn_2026-01-01.csv.gz": spoil(main), "alt_2026-01-01.csv": alt},
			"aliases":   {"sdn_2026-01-01.csv": main, "alt_2026-01-01.csv.gz": spoil(alt)},
		} {
			u := updater(t, sdnSource())
			outs, err := from(t, u, false, files)
			if err == nil {
				t.Errorf("%s, %s: no error", what, how)
			}
			for _, o := range outs {
				if o.State == Loaded && (what == "main file" || !o.Snapshot.Partial()) {
					t.Errorf("%s, %s: %s, %+v", what, how, o.State, o.Snapshot)
				}
			}
		}
	}
}

// TestDrained: what a reader leaves of a packed file is read, so that a checksum that is
// wrong, or a cut, behind its last record refuses the file.
func TestDrained(t *testing.T) {
	text := unFile("2026-01-01", people(200)...)
	for name, spoil := range map[string]func([]byte) []byte{
		"whole":          func(b []byte) []byte { return b },
		"wrong checksum": func(b []byte) []byte { b[len(b)-8] ^= 1; return b },
		"cut":            func(b []byte) []byte { return b[:len(b)-8] },
	} {
		src := longSource()
		src.Formats = slices.Clone(src.Formats)
		parse := src.Formats[0].Parse
		src.Formats[0].Parse = func(p *record.Publication, report func(cordon.Problem)) iter.Seq2[*cordon.Entry, error] {
			return func(yield func(*cordon.Entry, error) bool) {
				n := 0
				for e, err := range parse(p, report) { // a reader that stops at what it takes for the end
					if n++; n > 20 || !yield(e, err) {
						return
					}
				}
			}
		}
		o := one(t, updater(t, src), false, map[string]string{"un.xml.gz": string(spoil([]byte(gz(t, text))))})
		if want := map[bool]string{true: Loaded, false: Failed}[name == "whole"]; o.State != want {
			t.Errorf("%s: %s, %v", name, o.State, o.Err)
		}
	}
}
