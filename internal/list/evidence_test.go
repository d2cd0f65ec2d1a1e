package list

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/archive"
	"cordon/internal/starter"
)

// cutSDN is the SDN file without its last record and its mark.
func cutSDN() string { return sdnFile[:strings.Index(sdnFile, "4,")] }

// manySDN are 24 records of invented parties, without those numbers, and without the mark.
func manySDN(left ...string) string {
	var b strings.Builder
	for i := 1; i <= 24; i++ {
		if n := strconv.Itoa(i); !slices.Contains(left, n) {
			b.WriteString(n + `,"PARTY` + n + ` INVENTED","-0- ","DPRK4"` + strings.Repeat(`,"-0- "`, 8) + "\r\n")
		}
	}
	return b.String()
}

// TestFirstCut: the first file of a list, if it was cut, waits: no answer may come
// from it alone. Accepted, its snapshot says that it is not the whole list.
func TestFirstCut(t *testing.T) {
	u := updater(t, sdnSource())
	o := one(t, u, false, map[string]string{"sdn_2026-01-01.csv": cutSDN()})
	if o.State != Rejected || o.Snapshot != nil || !slices.Equal(waits(t, u), []string{"end-mark 0 whole=true"}) {
		t.Fatalf("%s, %+v, waiting %v, %v", o.State, o.Snapshot, waits(t, u), o.Err)
	}
	outs, err := u.Accept(t.Context(), o.Pending.Files[0].Digest)
	if err != nil || outs[0].State != Loaded || !outs[0].Snapshot.Cut || !outs[0].Snapshot.Incomplete() {
		t.Fatalf("accepted: %+v, %v", outs[0], err)
	}
	if o := one(t, u, false, map[string]string{"sdn_2026-02-01.csv": sdnFile}); o.State != Loaded || o.Snapshot.Incomplete() {
		t.Errorf("a whole file after it: %+v, %v", o.Snapshot, o.Err)
	}
	// A later one that was cut holds its removals, and may lack additions.
	if o := one(t, u, false, map[string]string{"sdn_2026-03-01.csv": cutSDN() + "\r\n"}); o.State != Loaded || !o.Snapshot.Incomplete() {
		t.Errorf("a cut file after it: %+v, %v", o.Snapshot, o.Err)
	}
}

// TestIncompleteUnread: the snapshot of a file with a record that was left out says so.
func TestIncompleteUnread(t *testing.T) {
	u := updater(t, longSource())
	text := unFile("2026-01-01", people(100)...)
	o := loaded(t, u, strings.Replace(text, "<REFERENCE_NUMBER>KPi.1002</REFERENCE_NUMBER>", "", 1))
	if o.Snapshot.Unread != 1 || !o.Snapshot.Incomplete() {
		t.Errorf("%+v", o.Snapshot)
	}
}

// TestStarterUndisproved: a first full list that is no evidence of removals leaves
// the starter's facts in force; the next one that is evidence ends them.
func TestStarterUndisproved(t *testing.T) {
	set := []starter.Set{{List: "us-ofac-sdn", AsOf: cordon.MustDate("2025-12-01"), Entries: []*cordon.Entry{{
		ID: "us-ofac-sdn/4", List: "us-ofac-sdn", Ref: "4",
		Profile: cordon.Profile{Kind: cordon.Person, Names: []cordon.Name{{Full: "DELTA INVENTED", Use: cordon.Primary}}},
	}}}}
	short := manySDN("4") + "\x1a"
	for name, c := range map[string]struct {
		file, text string
		stays      bool
	}{
		"undated": {"sdn.csv", short, true},
		"unread":  {"sdn_2026-01-01.csv", strings.Replace(short, "\n13,", "\nx,", 1), true},
		"dated":   {"sdn_2026-01-01.csv", short, false},
	} {
		u := updater(t, sdnSource())
		u.Sources[0].MinEntries = 2
		if err := u.LoadStarter(t.Context(), set, nil); err != nil {
			t.Fatal(err)
		}
		if o := one(t, u, false, map[string]string{c.file: c.text}); o.State != Loaded {
			t.Fatalf("%s: %s, %v", name, o.State, o.Err)
		}
		if inForce(t, u, "us-ofac-sdn/4") != c.stays {
			t.Errorf("%s: the fact is in force: %t, want %t", name, !c.stays, c.stays)
		}
		o := one(t, u, false, map[string]string{"sdn_2026-02-01.csv": short + "\r\n"})
		if o.State != Loaded || inForce(t, u, "us-ofac-sdn/4") {
			t.Errorf("%s: a later file that is evidence: %s, %v", name, o.State, o.Err)
		}
	}
}

// TestValuesKept: entries that a file of doubtful day, or one not wholly read, still
// contains keep the names that it lacks, also if no entry is missing.
func TestValuesKept(t *testing.T) {
	many := manySDN() + "\x1a"
	full := map[string]string{"2026-01-01/sdn.csv": many, "2026-01-01/alt.csv": altFile}
	less := strings.SplitAfter(altFile, "\r\n")[1] + "\x1a" // without ALFA INVENTED
	part := strings.Replace(many, "\n13,", "\nx,", 1)
	for name, c := range map[string]struct {
		files map[string]string
		keeps bool
	}{
		"undated": {map[string]string{"sdn.csv": many + "\r\n", "alt.csv": less}, true},
		"unread":  {map[string]string{"2026-02-01/sdn.csv": part, "2026-02-01/alt.csv": less}, true},
		"dated":   {map[string]string{"2026-02-01/sdn.csv": many + "\r\n", "2026-02-01/alt.csv": less}, false},
	} {
		u := updater(t, sdnSource())
		one(t, u, false, full)
		if o := one(t, u, false, c.files); o.State != Loaded {
			t.Fatalf("%s: %s, %v", name, o.State, o.Err)
		}
		if names, _ := namesOf(t, u, "us-ofac-sdn/1"); slices.Contains(names, "ALFA INVENTED") != c.keeps {
			t.Errorf("%s: names %v", name, names)
		}
	}
}

// TestSideFaults: a side file without its mark, or with bytes that cannot be read,
// says nothing of the records of a whole main file: what that lacks is removed.
func TestSideFaults(t *testing.T) {
	short := manySDN("4") + "\x1a"
	more := strings.TrimSuffix(altFile, "\x1a") + strings.Replace(altFile, "1,20", "3,22", 1)
	more = strings.Replace(more, "2,21,\"fka\",\"OLD BETA\"", "5,23,\"aka\",\"OTHER\"", 1)
	for name, alt := range map[string]string{
		"cut":    strings.TrimSuffix(more, "\x1a"),
		"bytes":  strings.Replace(more, "OLD BETA", "OLD BETA\xff", 1),
		"orphan": strings.Replace(more, "2,21", "99,21", 1),
	} {
		u := updater(t, sdnSource())
		one(t, u, false, map[string]string{"2026-01-01/sdn.csv": manySDN() + "\x1a", "2026-01-01/alt.csv": more})
		o := one(t, u, false, map[string]string{"2026-02-01/sdn.csv": short, "2026-02-01/alt.csv": alt})
		if o.State != Loaded || o.Snapshot.Removed != 1 || o.Pending != nil || o.Snapshot.Incomplete() {
			t.Errorf("%s: %s, %+v, pending %+v, %v", name, o.State, o.Snapshot, o.Pending, o.Err)
		}
		if name == "cut" && !slices.Contains(o.Snapshot.Missing, "aliases") {
			t.Errorf("%s: missing %v", name, o.Snapshot.Missing)
		}
	}
}

// facts are the starter's facts of the UN's list: the first n of people.
func facts(n int, day string) []starter.Set {
	set := starter.Set{List: "un-sc", AsOf: cordon.MustDate(day)}
	for _, p := range people(n) {
		set.Entries = append(set.Entries, &cordon.Entry{
			ID: cordon.EntryID("un-sc/" + p.ref), List: "un-sc", Ref: p.ref,
			Profile:      cordon.Profile{Kind: cordon.Person, Names: []cordon.Name{{Full: p.name, Use: cordon.Primary}}},
			Designations: []cordon.Designation{{Authority: "un", Programme: "un/DPRK"}},
		})
	}
	return []starter.Set{set}
}

// TestNumberTwice: of two records of a CSV with one number the names of both are
// found, and the list is known to be incomplete.
func TestNumberTwice(t *testing.T) {
	u := updater(t, sdnSource())
	text := strings.Replace(manySDN(), "\n3,", "\n2,", 1) + "\x1a"
	o := one(t, u, false, map[string]string{"sdn_2026-01-01.csv": text})
	e, err := u.Store.Entry(t.Context(), "us-ofac-sdn/2")
	if err != nil || o.State != Loaded || o.Snapshot.Unread != 1 || len(e.Profile.Names) != 2 {
		t.Errorf("%s, %+v, %+v, %v, %v", o.State, o.Snapshot, e, o.Err, err)
	}
}

// standing is the state of a list in the store.
func standing(t *testing.T, u *Updater, id cordon.ListID) *State {
	t.Helper()
	all, err := States(t.Context(), u.Store, []cordon.List{{ID: id}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return &all[0]
}

// TestHeldPartial: a file of which removals are held lacks perhaps more than these:
// over the starter, parties that are in neither are on no list that is held. The list
// is partial until the removals are accepted or a file comes that lacks nothing.
func TestHeldPartial(t *testing.T) {
	ps := people(100)
	short, whole := unFile("2026-02-01", ps[20:]...), unFile("2026-02-02", ps...)
	for name, next := range map[string]func(*Updater, *Outcome) error{
		"a whole file": func(u *Updater, _ *Outcome) error { loaded(t, u, whole); return nil },
		"accepted": func(u *Updater, o *Outcome) error {
			_, err := u.Accept(t.Context(), o.Pending.Files[0].Digest)
			return err
		},
	} {
		u := updater(t, longSource())
		if err := u.LoadStarter(t.Context(), facts(11, "2026-02-01"), nil); err != nil {
			t.Fatal(err)
		}
		o := loaded(t, u, short) // the starter has 11 of the 20 that it lacks
		if st := standing(t, u, "un-sc"); o.Snapshot.Held != 11 || st.Standing() != "partial" || len(st.Snapshot.Lacks()) != 1 {
			t.Errorf("%s: %s, %+v", name, st.Standing(), o.Snapshot)
		}
		if err := next(u, o); err != nil {
			t.Fatal(err)
		}
		if st := standing(t, u, "un-sc"); st.Snapshot.Held != 0 || st.Standing() != "full" {
			t.Errorf("%s after that: %s, %+v", name, st.Standing(), st.Snapshot)
		}
	}
}

// TestStarterHeld: a first full list that lacks many of the starter's facts is
// loaded, and their removal is held as that of any entries; accepting removes them,
// and so does the publisher's next list.
func TestStarterHeld(t *testing.T) {
	ps := people(100)
	twice := slices.Clone(ps)
	twice[0].ref = ps[1].ref
	for name, c := range map[string]struct {
		file string
		rule string
		id   cordon.EntryID
		next bool // the next publication that lacks them confirms
	}{
		"a programme": {unFile("2026-02-01", ps[20:]...), "removals 20 whole=false", "un-sc/KPi.1000", true},
		"unread":      {unFile("2026-02-01", twice...), "unread 1 whole=false", "un-sc/KPi.1000", false},
	} {
		for _, way := range []string{"accepted", "confirmed"} {
			u := updater(t, longSource())
			if err := u.LoadStarter(t.Context(), facts(20, "2026-02-01"), nil); err != nil {
				t.Fatal(err)
			}
			o := loaded(t, u, c.file)
			if !slices.Equal(waits(t, u), []string{c.rule}) || !inForce(t, u, c.id) || o.Snapshot.Removed != 0 || !o.Snapshot.Incomplete() {
				t.Fatalf("%s: waiting %v, in force %t, %+v", name, waits(t, u), inForce(t, u, c.id), o.Snapshot)
			}
			if ls, err := u.Store.Listings(t.Context(), []cordon.EntryID{c.id}); err != nil || len(ls) != 1 || !ls[0].Delisted.IsZero() {
				t.Errorf("%s: listings %+v, %v", name, ls, err)
			}
			gone := true
			if way == "accepted" {
				if _, err := u.Accept(t.Context(), o.Pending.Files[0].Digest); err != nil {
					t.Fatal(err)
				}
			} else {
				loaded(t, u, strings.Replace(c.file, "2026-02-01", "2026-03-01", 1))
				gone = c.next
			}
			if inForce(t, u, c.id) == gone {
				t.Errorf("%s, %s: in force %t", name, way, !gone)
			}
			if last := standing(t, u, "un-sc"); last.Snapshot.Held != 0 && gone || last.Standing() == "full" && name == "unread" {
				t.Errorf("%s, %s: %s, %+v", name, way, last.Standing(), last.Snapshot)
			}
		}
	}
}

// TestSecondRecord: the name of a second record with the reference of another is
// found, also on a first load.
func TestSecondRecord(t *testing.T) {
	u := updater(t, longSource())
	ps := people(100)
	ps[5].ref = ps[6].ref
	o := loaded(t, u, unFile("2026-01-01", ps...))
	names, _ := namesOf(t, u, "un-sc/KPi.1006")
	if !slices.Equal(names, []string{"N5 INVENTED", "N6 INVENTED"}) || o.Snapshot.Unread != 1 || len(o.Problems) != 1 {
		t.Errorf("names %v, %+v, %v", names, o.Snapshot, o.Problems)
	}
}

// TestBrokenStaysFailed: a file that cannot be read fails each time, also once a
// newer one is in force.
func TestBrokenStaysFailed(t *testing.T) {
	u := updater(t, unSource())
	whole := unFile("2026-02-01", some()...)
	files := map[string]string{
		"1.xml": unFile("2026-01-01", some()...), "2.xml": whole[:len(whole)*2/3], "3.xml": unFile("2026-03-01", some()...),
	}
	for range 2 {
		outs, err := from(t, u, false, files)
		failed := slices.ContainsFunc(outs, func(o *Outcome) bool { return o.State == Failed && strings.Contains(o.Error, "ends in the middle") })
		if !failed || !errors.Is(err, cordon.ErrInvalid) {
			t.Errorf("failed %t, %v", failed, err)
		}
	}
}

// TestLostFileFetched: a file that the archive has lost is fetched again, though the
// publisher would answer "not modified".
func TestLostFileFetched(t *testing.T) {
	file := unFile("2026-01-11", some()...)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"1"`)
		io.WriteString(w, file)
	}))
	defer s.Close()
	src := unSource()
	src.Addresses = []Address{{URL: s.URL}}
	u := updater(t, src)
	o, err := u.Update(t.Context(), src, false)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "empty")
	if u.Archive, err = archive.Open(t.Context(), dir); err != nil { // the archive has lost all of it
		t.Fatal(err)
	}
	t.Cleanup(func() { u.Archive.Close() })
	if o, err := u.Update(t.Context(), src, false); err != nil || o.State != Unchanged {
		t.Fatalf("%s, %v", o.State, err)
	}
	r, err := u.Archive.Get(t.Context(), o.Snapshot.Digests[0])
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
}

// TestPartParts: a list that lacks a part is partial.
func TestPartParts(t *testing.T) {
	u := updater(t, sdnSource())
	o := one(t, u, false, map[string]string{"sdn_2026-01-01.csv": sdnFile})
	if o.State != Loaded || !o.Snapshot.Partial() || o.Snapshot.Incomplete() || !slices.Contains(o.Snapshot.Missing, "aliases") {
		t.Errorf("%s, %+v", o.State, o.Snapshot)
	}
}
