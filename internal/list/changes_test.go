package list

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
)

// changed is a store with a first load, a publication that adds, removes and amends,
// one that restores, and one of which removals are held.
func changed(t *testing.T) *Updater {
	t.Helper()
	src := unSource()
	src.MaxRemoved = 0.9 // what lacks most of the list is held, not refused
	u := updater(t, src)
	ps := some()
	file := func(day string, ps ...person) {
		t.Helper()
		if o := one(t, u, false, map[string]string{"un.xml": unFile(day, ps...)}); o.State != Loaded {
			t.Fatalf("%s: %s, %v", day, o.State, o.Err)
		}
	}
	file("2026-01-01", ps...)
	first := ps[0]
	ps = append(ps[1:], person{"KPi.908", "NAMEI INVENTED", "1958-03-01", "Democratic People's Republic of Korea"})
	for i := range 3 {
		ps[i].nation = "Russian Federation"
	}
	ps[3].born = "1960-01-01"
	file("2026-02-01", ps...)
	file("2026-03-01", append([]person{first}, ps...)...)
	file("2026-03-05", ps[:3]...)
	return u
}

// told is a log as text: a line a publication, and one an edit.
func told(t *testing.T, log ChangeLog) string {
	t.Helper()
	var b strings.Builder
	held, err := log.Held(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range held {
		fmt.Fprintf(&b, "held %s %d\n", p.Published, len(p.Removals))
	}
	for set, err := range log.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s: %s\n", set.By(), set.Summary())
		edits, err := set.Edits(t.Context(), 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := set.CountEdits(t.Context()); n != len(edits) || err != nil {
			t.Errorf("%d of %d edits, %v", len(edits), n, err)
		}
		for _, e := range edits {
			fmt.Fprintf(&b, "  %s %s", e.Kind, EditedText(e))
			for _, f := range e.Fields {
				fmt.Fprintf(&b, " %s %v → %v", f.Field, f.Removed, f.Added)
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

const changedText = `held 2026-03-05 6
by 2026-03-05: no change, 6 removals held when it was loaded
by 2026-03-01: 1 restored
  restored un-sc/KPi.900  NAMEA INVENTED
by 2026-02-01: 1 added, 1 removed, 4 amended, 3 of them only countries
  added un-sc/KPi.908  NAMEI INVENTED
  removed un-sc/KPi.900  NAMEA INVENTED
  amended 3 entries alike: un-sc/KPi.901  NAMEB INVENTED, un-sc/KPi.902  NAMEC INVENTED, un-sc/KPi.903  NAMED INVENTED` +
	` countries [nationality KP] → [nationality RU]
  amended un-sc/KPi.904  NAMEE INVENTED births [1954-03-01] → [1960-01-01]
by 2026-01-01: first load: 8 entries
`

func TestChanges(t *testing.T) {
	u := changed(t)
	day := cordon.MustDate
	for name, c := range map[string]struct {
		f    cordon.ChangeFilter
		want string
	}{
		"all":   {cordon.ChangeFilter{}, changedText},
		"list":  {cordon.ChangeFilter{List: "us-ofac-sdn"}, ""},
		"until": {cordon.ChangeFilter{Until: day("2026-01")}, "by 2026-01-01: first load: 8 entries\n"},
		"days": {
			cordon.ChangeFilter{Since: day("2026-03-01"), Until: day("2026-03-04")},
			"by 2026-03-01: 1 restored\n  restored un-sc/KPi.900  NAMEA INVENTED\n",
		},
		"pending": {cordon.ChangeFilter{Kinds: []cordon.ChangeKind{Pending}}, "held 2026-03-05 6\n"},
		"removed": {
			cordon.ChangeFilter{Kinds: []cordon.ChangeKind{cordon.Removed}},
			"by 2026-02-01: 1 added, 1 removed, 4 amended, 3 of them only countries\n  removed un-sc/KPi.900  NAMEA INVENTED\n",
		},
	} {
		log := Changes(u.Store, c.f)
		if diff := cmp.Diff(c.want, told(t, log)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		n, _, err := log.Count(t.Context())
		if want := strings.Count(c.want, "\nby ") + strings.Count(c.want[:min(3, len(c.want))], "by "); n != want || err != nil {
			t.Errorf("%s: %d publications, want %d, %v", name, n, want, err)
		}
	}
}

// TestChangeLines: lines are the changes one by one, and no removal that is held is
// told as made.
func TestChangeLines(t *testing.T) {
	u := changed(t)
	count := map[cordon.ChangeKind]int{}
	for line, err := range Changes(u.Store, cordon.ChangeFilter{}).Lines(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		count[line.Kind]++
		switch line.Kind {
		case Pending:
			if line.By != cordon.MustDate("2026-03-05") || !strings.Contains(line.Note, "not removed: ") {
				t.Errorf("%+v", line)
			}
		case firstLoad:
			if line.Note != "first load: 8 entries" || line.Entry != "" {
				t.Errorf("%+v", line)
			}
		case cordon.Amended:
			if len(line.Fields) != 1 || line.Against != cordon.MustDate("2026-01-01") {
				t.Errorf("%+v", line)
			}
		}
	}
	want := map[cordon.ChangeKind]int{Pending: 6, firstLoad: 1, cordon.Restored: 1, cordon.Added: 1, cordon.Removed: 1, cordon.Amended: 4}
	if diff := cmp.Diff(want, count); diff != "" {
		t.Error(diff)
	}
	for range Changes(u.Store, cordon.ChangeFilter{}).Lines(t.Context()) {
		break // who stops early is not asked again
	}
	for range Changes(u.Store, cordon.ChangeFilter{}).All(t.Context()) {
		break
	}
}

// TestChangeOf reads one publication by its ID, by any filter.
func TestChangeOf(t *testing.T) {
	u := changed(t)
	log := Changes(u.Store, cordon.ChangeFilter{})
	sets, err := log.Page(t.Context(), 2, 1)
	if err != nil || len(sets) != 1 {
		t.Fatal(sets, err)
	}
	set, err := log.Of(t.Context(), sets[0].ID)
	if err != nil || set.Added != 1 || set.Against.Day() != cordon.MustDate("2026-01-01") {
		t.Errorf("%+v, %v", set, err)
	}
	if _, err := log.Of(t.Context(), "un-sc@none"); err == nil {
		t.Error("a publication that is not there")
	}
}

// TestFeed: a feed is well-formed, is the same each time, and has an entry for each
// publication with the instant at which it was fetched.
func TestFeed(t *testing.T) {
	u := changed(t)
	var feeds [2]strings.Builder
	for i := range feeds {
		if err := Changes(u.Store, cordon.ChangeFilter{List: "un-sc"}).Feed(t.Context(), &feeds[i], 0); err != nil {
			t.Fatal(err)
		}
	}
	if feeds[0].String() != feeds[1].String() {
		t.Error("a feed is not the same twice")
	}
	var feed struct {
		Updated string `xml:"updated"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Content string `xml:"content"`
		} `xml:"entry"`
	}
	dec := xml.NewDecoder(strings.NewReader(feeds[0].String()))
	if err := dec.Decode(&feed); err != nil {
		t.Fatal(err)
	}
	if _, err := dec.Token(); err != io.EOF {
		t.Error(err)
	}
	ids := map[string]bool{}
	for _, e := range feed.Entries {
		ids[e.ID] = true
		if e.Updated > feed.Updated {
			t.Errorf("%s is newer than the feed of %s", e.Updated, feed.Updated)
		}
	}
	if len(ids) != 5 || len(feed.Entries) != 5 {
		t.Fatalf("%d entries, %d identifiers", len(feed.Entries), len(ids))
	}
	if e := feed.Entries[3]; !strings.HasPrefix(e.Title, "un-sc, by 2026-02-01: 1 added, 1 removed, 4 amended") ||
		!strings.Contains(e.Content, "removed un-sc/KPi.900  NAMEA INVENTED\n") || !strings.Contains(e.Content, "births + 1960-01-01") {
		t.Errorf("%+v", e)
	}
}

// TestUndatedWords: where a file has no date, the day of loading is told as such: of a
// publication, of the one that it is compared with, and of one whose removals are held.
func TestUndatedWords(t *testing.T) {
	held := cordon.PendingUpdate{
		List: "un-sc", Published: cordon.MustDate("2026-02-01"), Undated: true,
		Files: make([]cordon.ArchivedFile, 1), Removals: make([]cordon.Removal, 2),
	}
	if got, want := heldEntry(&held).Title, "un-sc of 2026-02-01 (loaded then; the file has no date): 2 removals held, not made"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	src := unSource()
	u := updater(t, src)
	ps := some()
	for _, file := range []string{
		unFile("2026-01-01", ps...), strings.ReplaceAll(unFile("", ps...), "dateGenerated", "x"), unFile("2026-11-20", ps[1:]...),
	} {
		if o := one(t, u, true, map[string]string{"un.xml": file}); o.State != Loaded {
			t.Fatalf("%s, %v", o.State, o.Err)
		}
	}
	var b strings.Builder
	log := Changes(u.Store, cordon.ChangeFilter{})
	if err := log.Feed(t.Context(), &b, 0); err != nil || !strings.Contains(b.String(), "(loaded then; the file has no date).&#xA;") {
		t.Errorf("%s %v", b.String(), err)
	}
	for line, err := range log.Lines(t.Context()) {
		if err != nil || line.Kind == cordon.Removed && !line.Against.IsZero() {
			t.Errorf("%+v %v", line, err)
		}
	}
}

// TestFeedShort: a short feed has the newest publications, besides what is held.
func TestFeedShort(t *testing.T) {
	u := changed(t)
	for most, want := range map[int]int{1: 2, 2: 3, 0: 5} { // one entry is of the held removals
		log := Changes(u.Store, cordon.ChangeFilter{})
		var b strings.Builder
		if err := log.Feed(t.Context(), &b, most); err != nil || strings.Count(b.String(), "<entry>") != want {
			t.Errorf("%d: %v %s", most, err, b.String())
		}
	}
}

// TestFeedIDs: feeds of several filters are several feeds, and an entry that shows only
// changes of a kind is not the one that shows all. A held removal is one wherever it is shown.
func TestFeedIDs(t *testing.T) {
	u := changed(t)
	ids := func(f cordon.ChangeFilter) (feed string, entries []string) {
		var b strings.Builder
		if err := Changes(u.Store, f).Feed(t.Context(), &b, 0); err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(b.String(), "<id>")[1:] {
			id, _, _ := strings.Cut(part, "<")
			entries = append(entries, id)
		}
		return entries[0], entries[1:]
	}
	kinds := func(ks ...cordon.ChangeKind) cordon.ChangeFilter { return cordon.ChangeFilter{Kinds: ks} }
	feeds, entries := map[string]bool{}, map[string]bool{}
	filters := []cordon.ChangeFilter{
		{},
		{List: "un-sc"},
		{Since: cordon.MustDate("2026-02")},
		{Until: cordon.MustDate("2026-02")},
		kinds(Pending), kinds(cordon.Removed),
		kinds(cordon.Added), kinds(cordon.Added, cordon.Removed), kinds(cordon.Removed, Pending),
	}
	for _, f := range filters {
		feed, of := ids(f)
		feeds[feed] = true
		if len(f.Kinds) == 1 && f.Kinds[0] != Pending {
			for _, id := range of {
				entries[id] = true
			}
		}
	}
	_, all := ids(cordon.ChangeFilter{})
	_, held := ids(kinds(Pending))
	if len(feeds) != len(filters) || len(entries) != 2 || entries[all[3]] || held[0] != all[0] {
		t.Errorf("%d feeds of %d filters, %d entries, %v", len(feeds), len(filters), len(entries), entries)
	}
	one, _ := ids(kinds(cordon.Added, cordon.Removed))
	if other, _ := ids(kinds(cordon.Removed, cordon.Added)); one != other {
		t.Error("the order of the kinds makes another feed")
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1011: "1,011", 1234567: "1,234,567", -1000: "-1,000"} {
		if got := thousands(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}
