package list

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cordon"
)

// beside is an updater with an empty store over the archive of another.
func beside(t *testing.T, u *Updater) *Updater {
	again := updater(t, u.Sources...)
	again.Archive = u.Archive
	return again
}

// unloaded wants the counts of Unloaded and the faults of Ahead.
func unloaded(t *testing.T, u *Updater, what string, counts map[cordon.ListID]int, ahead ...string) {
	t.Helper()
	got, err := u.Unloaded(t.Context())
	if d := cmp.Diff(counts, got, cmpopts.EquateEmpty()); d != "" || err != nil {
		t.Errorf("%s: unloaded (-want +got): %v\n%s", what, err, d)
	}
	_, faults, err := u.Ahead(t.Context())
	var said []string
	for _, f := range faults {
		said = append(said, f.Rule+": "+f.Where+": "+f.Found)
	}
	if d := cmp.Diff(ahead, said, cmpopts.EquateEmpty()); d != "" || err != nil {
		t.Errorf("%s: ahead (-want +got): %v\n%s", what, err, d)
	}
}

// TestUnloaded: a store beside an archive that holds publications of lists that the
// store never loaded says so, and one that is older than its archive too, until they
// are loaded.
func TestUnloaded(t *testing.T) {
	u := updater(t, unSource(), sdnSource(), consSource())
	unloaded(t, u, "nothing yet", nil)
	for _, files := range []map[string]string{
		{"un.xml": unFile("2026-01-01", some()...)},
		{"un.xml": unFile("2026-02-01", some()...)},
		{"2026-01-01/sdn.csv": sdnFile, "2026-01-01/alt.csv": altFile},
		{"cons-2026-02-01.zip": zipped(t, map[string]string{"a.csv": consCSV, "b.csv": consAdd})},
	} {
		if _, err := from(t, u, false, files); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := u.Archive.Put(t.Context(), strings.NewReader("a document"), 0); err != nil {
		t.Fatal(err)
	}
	unloaded(t, u, "all loaded", nil)

	again := beside(t, u)
	const un = "archive/ahead: list un-sc: the archive holds publications that the database never loaded " +
		"(%d, the newest of 2026-02-01); %s"
	others := []string{
		"archive/ahead: list us-ofac-sdn: the archive holds publications that the database never loaded " +
			"(1, the newest of 2026-01-01); it has loaded none",
		"archive/ahead: list us-ofac-cons: the archive holds publications that the database never loaded " +
			"(1, the newest of 2026-02-01); it has loaded none",
	}
	unloaded(t, again, "an empty store", map[cordon.ListID]int{"un-sc": 2, "us-ofac-sdn": 1, "us-ofac-cons": 1},
		append([]string{fmt.Sprintf(un, 2, "it has loaded none")}, others...)...)
	one(t, again, false, map[string]string{"un.xml": unFile("2026-01-01", some()...)})
	unloaded(t, again, "an old store", map[cordon.ListID]int{"us-ofac-sdn": 1, "us-ofac-cons": 1},
		append([]string{fmt.Sprintf(un, 1, "the newest that it has loaded is of 2026-01-01")}, others...)...)
	if err := again.UpdateFrom(t.Context(), u.Archive.Folder(), nil, false, nil); err != nil {
		t.Fatal(err)
	}
	unloaded(t, again, "loaded from the archive", nil)
}

// TestRightlyUnloaded: what was refused, what is older than what is in force, what
// cannot be read, what nothing dates and what is dated in the future is in the
// archive and not loaded, and no fault.
func TestRightlyUnloaded(t *testing.T) {
	u := updater(t, unSource(), sdnSource())
	one(t, u, false, map[string]string{"un.xml": unFile("2026-02-01", some()...)})
	for state, files := range map[string]map[string]string{
		Older:    {"un.xml": unFile("2026-01-01", some()...)},
		Rejected: {"un.xml": unFile("2026-03-01", some()[:2]...)},
		Failed:   {"un.xml": strings.Replace(unFile("2026-04-01", some()...), "</INDIVIDUALS>", "<", 1)},
	} {
		if out, _ := from(t, u, false, files); len(out) != 1 || out[0].State != state {
			t.Fatalf("want %s: %+v", state, out[0])
		}
	}
	if out, _ := from(t, u, false, map[string]string{"un.xml": unFile("2126-04-01", some()...)}); out[0].State != Rejected {
		t.Fatalf("%+v", out[0])
	}
	one(t, u, false, map[string]string{"sdn.csv": sdnFile})
	unloaded(t, u, "rightly", nil)
}
