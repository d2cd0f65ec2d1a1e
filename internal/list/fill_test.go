package list

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/list/un"
	"cordon/internal/need"
	"cordon/internal/record"
)

// TestFields: an entry with a birth of which only the place is known has a
// birth and no dated one.
func TestFields(t *testing.T) {
	e := &cordon.Entry{Profile: cordon.Profile{
		Names:  []cordon.Name{{Full: "A", Use: cordon.Primary}},
		Births: []cordon.Birth{{Place: "Kazan"}},
	}}
	got := map[string]bool{}
	for _, f := range fields {
		got[f.name] = len(f.values(e)) > 0
	}
	if !got["births"] || got["births.dated"] || !got["births.place"] || got["names.script"] || got["names.alias"] {
		t.Errorf("got %v", got)
	}
}

// TestFillUN measures the shares of entries that have each property on the real
// files of the UN; run with -v they are printed.
func TestFillUN(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(need.Shared(t, "data/lists/un"), "un_*.xml.xz"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names[len(names)-1:] {
		data := need.Unpacked(t, "data", "lists", "un", filepath.Base(name))
		open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
		have, n := map[string]int{}, 0
		pub := &record.Publication{List: un.List, Files: []record.File{{Name: name, Open: open}}}
		for e, err := range un.Formats[0].Parse(pub, func(cordon.Problem) {}) {
			if err != nil {
				t.Fatal(err)
			}
			n++
			for _, f := range fields {
				if len(f.values(e)) > 0 {
					have[f.name]++
				}
			}
		}
		for _, f := range fields {
			if strings.Contains(f.name, ".") || f.name == "births" || f.name == "identifiers" || f.name == "addresses" {
				t.Logf("%s: %s %.2f", filepath.Base(name), f.name, float64(have[f.name])/float64(n))
			}
		}
		if dated := float64(have["births.dated"]) / float64(n); dated < 0.6 {
			t.Errorf("%.2f of the entries have a dated birth", dated)
		}
	}
}

// TestReplaced: a publication that gives most entries other names in the place of
// theirs is refused, though none is lost by number.
func TestReplaced(t *testing.T) {
	u := updater(t, longSource())
	ps := people(40)
	loaded(t, u, unFile("2026-01-01", ps...))
	for i := range 20 {
		ps[i].name = "Q" + ps[i].ref + " OTHER"
	}
	o := one(t, u, false, map[string]string{"un.xml": unFile("2026-02-01", ps...)})
	if o.State != Rejected || o.Pending == nil || o.Pending.Rule != "replaced:names" {
		t.Errorf("%s, %+v, %v", o.State, o.Pending, o.Err)
	}
}
