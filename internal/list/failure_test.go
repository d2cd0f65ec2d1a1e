package list

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cordon"
	"cordon/internal/archive"
	"cordon/internal/store"
)

// TestRefusalNotStored: a refusal that cannot be stored is a failure of the store:
// nothing waits, and the publications that follow are not loaded either.
func TestRefusalNotStored(t *testing.T) {
	u := updater(t, unSource())
	one(t, u, false, map[string]string{"un.xml": unFile("2026-01-01", some()...)})
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	now, calls := u.Now, 0
	u.Now = func() time.Time {
		if calls++; calls == 2 { // the instant of the refusal
			stop()
		}
		return now()
	}
	var out *Outcome
	dir := write(t, map[string]string{"un.xml": unFile("2026-02-01", some()[:2]...)})
	err := u.UpdateFrom(ctx, dir, nil, false, func(o *Outcome) { out = o })
	if out == nil || out.State != Failed || out.Pending != nil || errors.Is(err, cordon.ErrRefused) || ofContent(out.Err) {
		t.Errorf("%+v, %v", out, err)
	}
	if len(waits(t, u)) != 0 {
		t.Errorf("waiting %v", waits(t, u))
	}
}

// TestMarkUnread: a mark that cannot be read is an error, and no reason to compute the
// parties again.
func TestMarkUnread(t *testing.T) {
	u := updater(t, unSource())
	path := filepath.Join(t.TempDir(), "cordon.db")
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	u.Store = s
	one(t, u, false, map[string]string{"un.xml": unFile("2026-01-01", some()...)})
	if err := u.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`alter table derived rename column engine to moved`); err != nil {
		t.Fatal(err)
	}
	if err := u.CatchUp(t.Context()); err == nil || !strings.Contains(err.Error(), "store.Mark(parties)") {
		t.Errorf("got %v", err)
	}
}

// TestUpdateAllKinds: the error of UpdateAll keeps the kinds of the failures.
func TestUpdateAllKinds(t *testing.T) {
	closed := unSource() // without an address
	u := updater(t, closed)
	err := u.UpdateAll(t.Context(), nil, false, func(*Outcome) {})
	if !errors.Is(err, cordon.ErrConflict) || !strings.Contains(err.Error(), "un-sc") {
		t.Errorf("%v", err)
	}
}

// TestUnreadableSide: a side file that cannot be read is reported with the reason,
// not as one without its main file.
func TestUnreadableSide(t *testing.T) {
	u := updater(t, sdnSource())
	dir := write(t, map[string]string{"sdn.csv": sdnFile, "alt.csv": altFile})
	files, err := u.collect(t.Context(), dir, &tally{})
	if err != nil || len(files) != 2 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	if err := os.Remove(filepath.Join(dir, "alt.csv")); err != nil {
		t.Fatal(err)
	}
	found := &tally{}
	if pubs := u.group(t.Context(), files, found); len(pubs) != 1 || len(found.unrecognised) != 0 || len(found.bad) != 1 {
		t.Errorf("%d publications, unrecognised %v, failed %v", len(pubs), found.unrecognised, found.bad)
	}
}

// TestForeignManifest: a file that says what a manifest says dates a list only where
// an archive keeps it, and only if it is of that list and format.
func TestForeignManifest(t *testing.T) {
	digest := cordon.DigestOf([]byte(sdnFile))
	text := func(list, format string) string {
		return manifestStart + `"list":"` + list + `","format":"` + format + `","published":"2026-01-01","files":[{"name":"sdn.csv","digest":"` +
			string(digest) + `"}]}`
	}
	own := text("us-ofac-sdn", "ofac-csv")
	for name, c := range map[string]struct {
		at, text string
		dated    bool
	}{
		"beside":       {"m.json", own, false},
		"in archive":   {archive.Key(cordon.DigestOf([]byte(own))), own, true},
		"other list":   {archive.Key(cordon.DigestOf([]byte(text("un-sc", "ofac-csv")))), text("un-sc", "ofac-csv"), false},
		"other format": {archive.Key(cordon.DigestOf([]byte(text("us-ofac-sdn", "ofac-xml")))), text("us-ofac-sdn", "ofac-xml"), false},
	} {
		u := updater(t, sdnSource())
		outs, err := from(t, u, false, map[string]string{c.at: c.text, archive.Key(digest): sdnFile})
		o := outs[len(outs)-1]
		if err != nil || o.State != Loaded || o.Snapshot.Undated == c.dated {
			t.Errorf("%s: %s, %+v, %v", name, o.State, o.Snapshot, err)
		}
	}
}

// TestPlaceUnreadable: a file that cannot be read is reported, and the others are loaded.
func TestPlaceUnreadable(t *testing.T) {
	u := updater(t, sdnSource())
	dir := write(t, map[string]string{"a.csv": sdnFile})
	files, err := u.collect(t.Context(), dir, &tally{})
	if err != nil || len(files) != 1 {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "a.csv")); err != nil {
		t.Fatal(err)
	}
	bad := &tally{}
	if got := place(t.Context(), files, make([]manifest, 1), bad); len(got) != 0 || len(bad.bad) != 1 {
		t.Errorf("%d files, %d reported", len(got), len(bad.bad))
	}
}
