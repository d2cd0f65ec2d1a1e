package all

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/list"
	"cordon/internal/need"
)

// unFiles are the UN's files at hand, the oldest first.
var unFiles = []string{
	"history/un/un_consolidated_2017-07-03", "history/un/un_consolidated_2020-03-20", "history/un/un_consolidated_2024-09-26",
	"lists/un/un_consolidated_2025-04-19", "lists/un/un_consolidated_2025-11-25", "lists/un/un_consolidated_2026-02-27",
	"lists/un/un_consolidated_2026-04-02", "lists/un/un_consolidated_2026-08-01",
}

var rawReference = regexp.MustCompile(`<REFERENCE_NUMBER>\s*([^<]*?)\s*</REFERENCE_NUMBER>`)

// TestChangesOfUN loads ten years of the UN's list and compares what the log of
// changes says with the reference numbers of the raw files: what is added or restored
// is what the file has and was not in force, what is removed and what is held is what
// was in force and the file lacks. In the end all of it is the newest file.
func TestChangesOfUN(t *testing.T) {
	u := updater(t)
	raw := map[string]map[string]bool{}
	for _, name := range unFiles {
		path := append([]string{"data"}, strings.Split(name+".xml.xz", "/")...)
		day := name[len(name)-len("2017-07-03"):]
		raw[day] = map[string]bool{}
		for _, m := range rawReference.FindAllSubmatch(need.Unpacked(t, path...), -1) {
			raw[day][string(m[1])] = true
		}
		if err := u.UpdateFrom(t.Context(), need.Shared(t, filepath.Join(path...)), nil, false, nil); err != nil {
			t.Fatal(err)
		}
	}
	sets, err := list.Changes(u.Store, cordon.ChangeFilter{}).Page(t.Context(), 0, 0)
	if err != nil || len(sets) != len(unFiles) {
		t.Fatalf("%d publications, %v", len(sets), err)
	}
	slices.Reverse(sets)
	inForce, ever := map[string]bool{}, map[string]bool{}
	for i, set := range sets {
		file := raw[set.Day().String()]
		if i == 0 {
			if set.First != len(file) || set.First != 1021 {
				t.Errorf("the first load has %d entries, the file %d", set.First, len(file))
			}
		} else {
			comparePublication(t, set, file, inForce, ever)
		}
		for ref := range file {
			inForce[ref], ever[ref] = true, true
		}
		t.Logf("%s: %s", set.By(), set.Summary())
	}
	for ref := range inForce {
		if !raw["2026-08-01"][ref] {
			t.Errorf("%s is in force, and not in the newest file", ref)
		}
	}
}

// comparePublication compares one publication with its file, and takes what it
// removed out of force.
func comparePublication(t *testing.T, set *list.ChangeSet, file, inForce, ever map[string]bool) {
	t.Helper()
	by, lacked := map[cordon.ChangeKind]map[string]bool{}, 0
	for c, err := range set.Each(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if by[c.Kind] == nil {
			by[c.Kind] = map[string]bool{}
		}
		_, ref, _ := strings.Cut(string(c.Entry), "/")
		by[c.Kind][ref] = true
	}
	for ref := range file {
		added, restored := by[cordon.Added][ref], by[cordon.Restored][ref]
		if added != !ever[ref] || restored != (ever[ref] && !inForce[ref]) {
			t.Errorf("%s: %s is added: %t, restored: %t", set.Day(), ref, added, restored)
		}
	}
	for ref := range inForce {
		if !file[ref] {
			lacked++
		}
	}
	for ref := range by[cordon.Removed] {
		if file[ref] || !inForce[ref] {
			t.Errorf("%s: %s is removed", set.Day(), ref)
		}
		delete(inForce, ref)
	}
	if held := lacked - len(by[cordon.Removed]); held != set.Held {
		t.Errorf("%s: it lacks %d, removed are %d, held %d", set.Day(), lacked, len(by[cordon.Removed]), set.Held)
	}
	if n := len(by[cordon.Added]) + len(by[cordon.Restored]); n != set.Added+set.Restored || n == 0 {
		t.Errorf("%s: %d are new, %d are counted", set.Day(), n, set.Added+set.Restored)
	}
}
