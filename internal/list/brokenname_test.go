package list

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"cordon"
)

// TestBrokenBesideGood: a file that is called like a list and holds none, as a download
// that failed leaves it, fails where all lists of a folder are loaded, and the good ones
// beside it are loaded. Documents and other data stay unknown.
func TestBrokenBesideGood(t *testing.T) {
	const page = "<!DOCTYPE html><html><body>503 Service Unavailable"
	for _, c := range []struct {
		name, text string
		fails      bool
	}{
		{"sdn.csv", "", true},
		{"consolidated.xml", "", true},
		{"consolidated.xml", " \r\n", true},
		{"consolidated.xml", page, true},
		{"sdn.csv", page, true},
		{"SDN.CSV", "\n<html lang=en>", true},
		{"sdn.csv.gz", gz(t, page), true},
		{"lists.zip", zipped(t, map[string]string{"sdn.csv": page}), true},
		{"lists.zip", zipped(t, map[string]string{}), true},
		{"sdn.xml", `<?xml version="1.0"?>`, true},
		{"sdn.xml", "upstream connect error", true},
		{"sdn.csv", "upstream connect error", true},
		{"sdn.csv", "{\"error\": \"not found\"}", true},
		{"sdn.csv", "\xff\xfes\x00d\x00", true},
		{"sdn.csv", "%PDF-1.7", true},
		{"PROVENANCE.md", "# Where it is from", false},
		{"README", "", false},
		{".gitkeep", "", false},
		{"notice.pdf", "%PDF-1.7", false},
		{"page.html", page, false},
		{"manifest.csv", "file,size\na.xml,3\n", false},
		{"feed.xml", "<feed><entry/></feed>", false},
		{"notes.txt", "", false},
	} {
		u := updater(t, unSource())
		files := map[string]string{"un.xml": unFile("2026-01-01", some()...), c.name: c.text}
		outs, err := from(t, u, false, files)
		if (err != nil) != c.fails || c.fails && (!errors.Is(err, cordon.ErrInvalid) || !strings.Contains(err.Error(), c.name)) {
			t.Errorf("%s %q: %v", c.name, c.text, err)
		}
		if !inForce(t, u, "un-sc/KPi.900") || len(outs) != 2 {
			t.Errorf("%s %q: %d outcomes", c.name, c.text, len(outs))
		}
		if c.name == "lists.zip" {
			continue
		}
		u = updater(t, unSource())
		if err := u.UpdateFrom(t.Context(), write(t, files), []cordon.ListID{"un-sc"}, false, nil); err != nil {
			t.Errorf("%s beside the list that is asked for: %v", c.name, err)
		}
	}
}

// TestDownloadWithoutDay: of a download without a date that can be read the outcome says
// that it is dated by the day of loading.
func TestDownloadWithoutDay(t *testing.T) {
	for made, said := range map[string]bool{"2026-11-20": false, "yesterday": true} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, unFile(made, some()...)) }))
		src := unSource()
		src.Addresses = []Address{{URL: s.URL}}
		u := updater(t, src)
		o, err := u.Update(t.Context(), src, false)
		if err != nil || o.State != Loaded || o.Snapshot.Unread != 0 {
			t.Fatalf("%s: %v, %+v", made, err, o)
		}
		got := slices.ContainsFunc(o.Problems, func(p cordon.Problem) bool { return strings.Contains(p.Reason, "date of publication") })
		if got != said {
			t.Errorf("%s: %+v", made, o.Problems)
		}
		s.Close()
	}
}
