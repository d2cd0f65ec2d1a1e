package all

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"cordon"
	"cordon/internal/list"
	"cordon/internal/list/us"
	"cordon/internal/need"
	"cordon/internal/store"
)

// scripts are the names in other scripts than Latin of the entries of a list in force.
func scripts(t *testing.T, u *list.Updater, l cordon.ListID) map[cordon.EntryID][]string {
	t.Helper()
	out := map[cordon.EntryID][]string{}
	for e, err := range u.Store.Entries(t.Context(), store.EntryQuery{List: l}) {
		if err != nil {
			t.Fatal(err)
		}
		out[e.ID] = nil
		for _, n := range e.Profile.Names {
			if strings.ContainsFunc(n.Full, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }) {
				out[e.ID] = append(out[e.ID], n.Full)
			}
		}
	}
	return out
}

// TestScriptsStay: OFAC's Enhanced XML has names in their own scripts, its legacy XML
// and its CSV have none. A party that stays on the list is found by them after those too.
func TestScriptsStay(t *testing.T) {
	u := updater(t)
	load := func(name string) {
		t.Helper()
		err := u.UpdateFrom(t.Context(), name, []cordon.ListID{us.Cons}, false, func(o *list.Outcome) {
			if o.List == us.Cons && o.State != list.Loaded {
				t.Errorf("%s: %s, %v", name, o.State, o.Err)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	load(need.Shared(t, "data/lists/us_ofac/cons_enhanced_2025-01-10.xml.xz"))
	had := scripts(t, u, us.Cons)
	for _, path := range []string{
		need.Shared(t, "data/lists/us_ofac/consolidated_2025-03-28.xml.xz"), need.Shared(t, "data/lists/us_ofac/cons_csv_2025-12-19"), nextDay(t),
	} {
		load(path)
		has, names := scripts(t, u, us.Cons), 0
		for _, id := range slices.Sorted(maps.Keys(had)) {
			now, stays := has[id]
			for _, n := range had[id] {
				if names++; stays && !slices.Contains(now, n) {
					t.Errorf("%s: %s lost %q", path, id, n)
				}
			}
		}
		if names < 30 {
			t.Errorf("only %d names in other scripts to lose", names)
		}
	}
}

// nextDay is a folder of the CSV files with one record more, dated the next day: a
// second publication in that format, whose values are compared with the first's.
func nextDay(t *testing.T) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "cons_csv_2025-12-20")
	if err := os.CopyFS(out, os.DirFS(need.Shared(t, "data/lists/us_ofac/cons_csv_2025-12-19"))); err != nil {
		t.Fatal(err)
	}
	text := string(need.Unpacked(t, "data/lists/us_ofac/cons_csv_2025-12-19/cons_prim.csv.xz"))
	more := `999999,"SECOND INVENTED","-0- ","NS-PLC"` + strings.Repeat(`,"-0- "`, 8) + "\r\n\x1a"
	if err := os.WriteFile(filepath.Join(out, "cons_prim.csv"), []byte(strings.TrimRight(text, "\x1a")+more), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(out, "cons_prim.csv.xz")); err != nil {
		t.Fatal(err)
	}
	return out
}
