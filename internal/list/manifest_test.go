package list

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/archive"
	"cordon/internal/store"
)

// history is what a store holds of the lists, without the instants of loading.
func history(t *testing.T, u *Updater) []string {
	t.Helper()
	snaps, err := u.Store.Snapshots(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range snaps {
		if len(s.Files) == 1 && s.List == "un-sc" {
			s.Files = nil // a file that says all of itself has no manifest, so only its digest is kept
		}
		out = append(out, fmt.Sprint(s.List, s.Published, s.Format, s.Undated, s.Entries, s.Added, s.Amended, s.Removed,
			s.Missing, s.Files, s.Digests))
	}
	for e, err := range u.Store.Entries(t.Context(), store.EntryQuery{Ever: true}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%s off=%t %+v %+v", e.ID, e.Until != "", e.Profile, e.Designations))
	}
	return out
}

// TestFromArchive: a new database that is loaded from the archive alone has the
// publications of the old one: also those of files that bear no date themselves,
// and of a file that belongs to several publications or lies in a zip.
func TestFromArchive(t *testing.T) {
	u := updater(t, sdnSource(), consSource(), unSource())
	dir := filepath.Join(t.TempDir(), "kept")
	a, err := archive.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	u.Archive = a
	short := sdnFile[:strings.Index(sdnFile, "4,")] + "\x1a"
	for _, files := range []map[string]string{
		{"2026-01-01/sdn.csv": sdnFile, "2026-01-01/alt.csv": altFile, "2026-01-01/add.csv": addFile},
		{"2026-02-01/sdn.csv": short, "2026-02-01/alt.csv": altFile}, // the same aliases
		{"un.xml": unFile("2026-01-01", some()...)},
		{"sdn_2026-03-01.csv": sdnFile + "\r\n", "alt_2026-03-01.csv": altFile},
		{"cons-2026-02-01.zip": zipped(t, map[string]string{"a.csv": consCSV, "b.csv": consAdd})},
		{"all.zip": zipped(t, map[string]string{
			"2026-04-01/sdn.csv": sdnFile + "\r\n\r\n", "2026-04-01/alt.csv": altFile, "2026-05-01/sdn.csv": short + "\r\n",
		})},
	} {
		if _, err := from(t, u, false, files); err != nil {
			t.Fatal(err)
		}
	}
	again := updater(t, u.Sources...)
	var bad []string
	err = again.UpdateFrom(t.Context(), dir, nil, false, func(o *Outcome) {
		if o.State != Loaded {
			bad = append(bad, fmt.Sprint(o.State, o.Files, o.Error))
		}
	})
	if err != nil || len(bad) > 0 {
		t.Errorf("from the archive: %v, %v", err, bad)
	}
	byText := cmp.Transformer("sort", func(lines []string) map[string]int {
		m := map[string]int{}
		for _, l := range lines {
			m[l]++
		}
		return m
	})
	if d := cmp.Diff(history(t, u), history(t, again), byText); d != "" {
		t.Errorf("(-first +from the archive)\n%s", d)
	}
}

// TestBadManifest: what only looks like a manifest is reported as a file that is
// no list, and decides nothing.
func TestBadManifest(t *testing.T) {
	for name, text := range map[string]string{
		"cut":      manifestStart + `"list":"us-ofac-sdn","published":"2026-01-01","fil`,
		"no date":  manifestStart + `"list":"us-ofac-sdn","files":[{"name":"a","digest":"` + string(cordon.DigestOf([]byte(sdnFile))) + `"}]}`,
		"no files": manifestStart + `"list":"us-ofac-sdn","published":"2026-01-01"}`,
		"too long": manifestStart + `"list":"` + strings.Repeat("x", maxManifest) + `","published":"2026-01-01","files":[{}]}`,
	} {
		u := updater(t, sdnSource())
		outs, err := from(t, u, false, map[string]string{archive.Key(cordon.DigestOf([]byte(text))): text, "sdn.csv": sdnFile})
		if err != nil || len(outs) != 2 || outs[0].State != Unknown || outs[1].State != Loaded || !outs[1].Snapshot.Undated {
			t.Errorf("%s: %+v, %v", name, outs, err)
		}
	}
}
