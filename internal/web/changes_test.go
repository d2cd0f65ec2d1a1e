package web

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/store"
)

// TestChangesPending: a removal that is held is shown as pending, with the party
// still linked, and not among what publications changed.
func TestChangesPending(t *testing.T) {
	s := world(t)
	w := cordon.PendingUpdate{
		List: "un-sc", Format: "test", Published: d("2024-11-20"), Undated: true,
		Files: []cordon.ArchivedFile{{Name: "un.xml", Digest: cordon.DigestOf(nil)}},
		Rule:  "removals", Reason: "1 of 2 entries would go", At: today, State: cordon.Pending,
		Removals: []cordon.Removal{{Entry: "un-sc/KPi.076", Name: "RI PYONG CHUL"}},
	}
	if err := s.Store.Tx(t.Context(), func(tx *store.Tx) error { return tx.PutPending(&w) }); err != nil {
		t.Fatal(err)
	}
	for target, says := range map[string]bool{
		"/changes": true, "/changes?kind=pending": true, "/changes?kind=removed": false, "/changes?until=2024-11-19": false,
		"/changes?list=gb-uksl": false, "/history/un-sc/KPi.076": true,
	} {
		_, body := get(t, s.Handler(), "GET", target)
		if got := strings.Contains(body, "1 of 2 entries would go"); got != says {
			t.Errorf("%s says so: %t", target, got)
		}
		if got := strings.Contains(body, "2024-11-20 (loaded then; the file has no date)"); got != says {
			t.Errorf("%s tells that the file has no date: %t", target, got)
		}
		if strings.Contains(body, `tag-removed">`) {
			t.Errorf("%s shows a removal", target)
		}
		for _, f := range faults(t, body) {
			t.Errorf("%s: %s", target, f)
		}
	}
}

// TestChangesPaged: a publication with many changes has them on its own page, and
// many publications are on several.
func TestChangesPaged(t *testing.T) {
	f := facts()
	last := f.loadings[len(f.loadings)-1]
	many := last
	many.entries, many.changes = nil, nil
	many.snap.Previous, many.snap.Fetched = last.snap.ID, last.snap.Fetched.AddDate(0, 0, 1)
	many.snap.ID, many.snap.Published, many.snap.Added = "un-sc@many", d("2024-11-16"), pageSize+editsShown
	for i := range pageSize + editsShown {
		id := cordon.EntryID(fmt.Sprintf("un-sc/new%03d", i))
		e := listed(id, cordon.Person, "un/DPRK", "2024-11-16", cordon.Name{Full: fmt.Sprintf("NEW NUMBER %03d", i)})
		many.entries = append(many.entries, e)
		many.changes = append(many.changes, cordon.Change{Entry: id, Name: e.Profile.Name(), Snapshot: "un-sc@many", Kind: cordon.Added})
		f.one(e)
	}
	f.loadings = append(f.loadings, many)
	s := empty(t)
	fill(t, s, f)
	for target, says := range map[string]string{
		"/changes":                   `<a href="/changes/un-sc@many">100 more changes of this publication</a>`,
		"/changes/un-sc@many":        "NEW NUMBER 099",
		"/changes/un-sc@many?page=2": "NEW NUMBER 111",
	} {
		if _, body := get(t, s.Handler(), "GET", target); !strings.Contains(body, says) {
			t.Errorf("%s does not say %q", target, says)
		}
	}
	if _, body := get(t, s.Handler(), "GET", "/changes"); strings.Contains(body, "NEW NUMBER 012") {
		t.Error("the page of all shows more than the first changes of a publication")
	}
}

func TestChangesFeed(t *testing.T) {
	res, body := get(t, world(t).Handler(), "GET", "/changes.atom")
	var feed struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		Entries []struct {
			Title string `xml:"title"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(body), &feed); err != nil || len(feed.Entries) != 3 {
		t.Errorf("%+v, %v", feed, err)
	}
	if got := res.Header.Get("Content-Type"); got != "application/atom+xml; charset=utf-8" {
		t.Error(got)
	}
}
