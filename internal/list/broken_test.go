package list

import (
	"fmt"
	"strings"
	"testing"
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
