package list

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/archive"
	"cordon/internal/store"
)

// TestLife follows a list through a first load, an amendment, a removal, a
// restoration and a day on which nothing happened.
func TestLife(t *testing.T) {
	u := updater(t, unSource())
	ps := some()
	amended := append([]person(nil), ps...)
	amended[2].born = "1960-01-01"
	added := append(append([]person(nil), amended...), person{"KPi.999", "NEW INVENTED", "1970", "Russian Federation"})
	added[8].born = "1970-01-01"
	for _, step := range []struct {
		day     string
		ps      []person
		want    string // added amended removed restored entries
		changes []string
	}{
		{"2026-01-01", ps, "0 0 0 0 8", nil},
		{"2026-02-01", amended, "0 1 0 0 8", []string{"amended KPi.902 NAMEC INVENTED births"}},
		{"2026-03-01", amended[1:], "0 0 1 0 7", []string{"removed KPi.900 NAMEA INVENTED "}},
		{"2026-04-01", added, "1 0 0 1 9", []string{"restored KPi.900 NAMEA INVENTED ", "added KPi.999 NEW INVENTED "}},
		{"2026-05-01", added, "0 0 0 0 9", nil},
	} {
		o := one(t, u, false, map[string]string{"un.xml": unFile(step.day, step.ps...)})
		s := o.Snapshot
		if o.State != Loaded {
			t.Fatalf("%s: %s: %v", step.day, o.State, o.Err)
		}
		if got := fmt.Sprint(s.Added, s.Amended, s.Removed, s.Restored, s.Entries); got != step.want || s.Published.String() != step.day {
			t.Errorf("%s: got %s of %s, want %s", step.day, got, s.Published, step.want)
		}
		cs, err := u.Store.Changes(t.Context(), store.ChangeQuery{List: "un-sc", Since: s.Fetched})
		if err != nil {
			t.Fatal(err)
		}
		var changes []string
		for _, c := range cs {
			field := ""
			for _, f := range c.Fields {
				field += f.Field
			}
			changes = append(changes, fmt.Sprintf("%s %s %s %s", c.Kind, strings.TrimPrefix(string(c.Entry), "un-sc/"), c.Name, field))
		}
		if d := cmp.Diff(step.changes, changes, sortStrings); d != "" {
			t.Errorf("%s: changes (-want +got)\n%s", step.day, d)
		}
	}
	alerts, err := u.Store.Alerts(t.Context(), 0)
	if err != nil || len(alerts) != 3 {
		t.Errorf("got %d alerts and %v, want one for each snapshot with changes", len(alerts), err)
	}
}

// TestOrderAfterFault: when an older publication cannot be stored, the newer one
// of its list waits, so that the next update loads both in their order; other
// lists go on.
func TestOrderAfterFault(t *testing.T) {
	u := updater(t, unSource(), sdnSource())
	march, july := unFile("2026-03-01", some()...), unFile("2026-07-01", some()[1:]...)
	files := map[string]string{
		"a.xml": march, "b.xml": july,
		"2026-01-01/sdn.csv": sdnFile, "2026-01-01/add.csv": addFile, "2026-01-01/alt.csv": altFile,
	}
	dir := t.TempDir()
	a, err := archive.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	u.Archive = a
	sum := sha256.Sum256([]byte(march))
	digest := hex.EncodeToString(sum[:])
	inTheWay := filepath.Join(dir, "sha256", digest[:2], digest[2:], "x") // where the archive wants the file
	if err := os.MkdirAll(inTheWay, 0o777); err != nil {
		t.Fatal(err)
	}
	states := func() (out []string, err error) {
		outcomes, err := from(t, u, false, files)
		for _, o := range outcomes {
			out = append(out, o.State)
		}
		return out, err
	}
	got, err := states()
	if d := cmp.Diff([]string{Failed, Failed, Loaded}, got); d != "" || err == nil {
		t.Errorf("with the fault: %v (-want +got)\n%s", err, d)
	}
	if err := os.RemoveAll(filepath.Dir(inTheWay)); err != nil {
		t.Fatal(err)
	}
	got, err = states()
	if d := cmp.Diff([]string{Loaded, Loaded, Unchanged}, got); d != "" || err != nil {
		t.Errorf("without it: %v (-want +got)\n%s", err, d)
	}
}

// TestMovedIsConflict: a computation that was overtaken too often is the
// caller's conflict, not a fault of the program.
func TestMovedIsConflict(t *testing.T) {
	if !errors.Is(errMoved, cordon.ErrConflict) {
		t.Errorf("%v is no conflict", errMoved)
	}
}

var sortStrings = cmp.Transformer("sort", func(s []string) map[string]bool {
	m := map[string]bool{}
	for _, v := range s {
		m[v] = true
	}
	return m
})

// TestAgain loads what was loaded before, and what is older.
func TestAgain(t *testing.T) {
	u := updater(t, unSource())
	july, march := unFile("2026-07-01", some()...), unFile("2026-03-01", some()...)
	if o := one(t, u, false, map[string]string{"a.xml": july}); o.State != Loaded {
		t.Fatal(o.Err)
	}
	before := dump(t, u)
	for name, want := range map[string]string{july: Unchanged, march: Older, gz(t, march): Older} {
		o := one(t, u, false, map[string]string{"b": name})
		if o.State != want || o.Snapshot == nil || o.Snapshot.Published.String() != "2026-07-01" {
			t.Errorf("got %s, want %s", o.State, want)
		}
	}
	if d := cmp.Diff(before, dump(t, u)); d != "" {
		t.Errorf("an old file changed the store:\n%s", d)
	}
	// What is older is still kept for a later issue to merge.
	kept(t, u, march)
}

// TestOlderLoadedBefore: a file that was loaded before and is no longer the newest
// is older than what is in force, forced or not; the outcome names both snapshots.
func TestOlderLoadedBefore(t *testing.T) {
	u := updater(t, unSource())
	march := map[string]string{"a.xml": unFile("2026-03-01", some()...)}
	first := one(t, u, false, march)
	if o := one(t, u, false, march); o.State != Unchanged || cmp.Diff(first.Snapshot, o.Snapshot) != "" || o.Before != nil {
		t.Errorf("the newest file again: %s, %+v, before %+v", o.State, o.Snapshot, o.Before)
	}
	july := one(t, u, false, map[string]string{"b.xml": unFile("2026-07-01", some()[1:]...)})
	if july.State != Loaded {
		t.Fatal(july.Err)
	}
	for _, force := range []bool{false, true} {
		o := one(t, u, force, march)
		if o.State != Older || o.Err != nil {
			t.Fatalf("forced %t: got %s, %v", force, o.State, o.Err)
		}
		if d := cmp.Diff([]*cordon.Snapshot{first.Snapshot, july.Snapshot}, []*cordon.Snapshot{o.Before, o.Snapshot}); d != "" {
			t.Errorf("forced %t: loaded before as, and in force (-want +got)\n%s", force, d)
		}
	}
}

// TestFutureHours: tomorrow's date is plausible only while it is tomorrow already
// somewhere on Earth; a month or a year that has begun is not in the future.
func TestFutureHours(t *testing.T) {
	for _, c := range []struct {
		now, published string
		want           bool
	}{
		{"2026-11-22T09:59:00Z", "2026-11-23", true}, // UTC+14: 23:59
		{"2026-11-22T10:00:00Z", "2026-11-23", false},
		{"2026-11-22T23:59:00Z", "2026-11-23", false},
		{"2026-11-22T23:59:00Z", "2026-11-24", true},
		{"2026-11-22T00:00:00-12:00", "2026-11-23", false}, // 12:00 UTC
		{"2026-11-22T09:00:00Z", "2026-11", false},
		{"2026-11-30T09:00:00Z", "2026-12", true},
		{"2026-11-30T11:00:00Z", "2026-12", false},
		{"2026-11-22T09:00:00Z", "2027", true},
		{"2026-11-22T09:00:00Z", "", false},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		p := &publication{}
		if c.published != "" {
			p.Published = cordon.MustDate(c.published)
		}
		u := &Updater{Now: func() time.Time { return now }}
		if got := u.tooEarly(p); (got != nil) != c.want {
			t.Errorf("dated %s at %s: %v", c.published, c.now, got)
		}
	}
}

// TestFuture: a publication dated in the future is refused even when forced, and
// the genuine file that follows is loaded.
func TestFuture(t *testing.T) {
	u := updater(t, unSource()) // whose day is 2026-11-22
	if o := one(t, u, false, map[string]string{"a.xml": unFile("2026-11-01", some()...)}); o.State != Loaded {
		t.Fatal(o.Err)
	}
	before := dump(t, u)
	for _, day := range []string{"2026-11-23", "2026-11-24", "2027-01-01", "2999-12-31"} {
		for _, force := range []bool{false, true} {
			o := one(t, u, force, map[string]string{"b.xml": unFile(day, some()...)})
			var r *Refused
			if o.State != Rejected || !errors.As(o.Err, &r) || r.Rule != "future" || !strings.Contains(o.Error, day) {
				t.Errorf("%s, forced %t: got %s, %v", day, force, o.State, o.Err)
			}
		}
	}
	if d := cmp.Diff(before, dump(t, u)); d != "" {
		t.Errorf("a refused update changed the store:\n%s", d)
	}
	u.Now = func() time.Time { return time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC) }
	if o := one(t, u, false, map[string]string{"c.xml": unFile("2026-11-23", some()[1:]...)}); o.State != Loaded {
		t.Errorf("tomorrow's file, east of UTC: got %s, %v", o.State, o.Err)
	}
}

// TestBrake: what is implausible is refused, reported and forced.
func TestBrake(t *testing.T) {
	good := some()
	many := make([]person, 0, 101)
	for i := range 101 {
		many = append(many, person{fmt.Sprintf("KPi.%d", i), fmt.Sprintf("N%d INVENTED", i), "1950-01-01", "Iraq"})
	}
	undated, wrong := some(), some()
	for i := range undated {
		undated[i].born = ""
		wrong[i].nation = "Iraq"
	}
	wrong[0].born, wrong[1].born = "1950-13-01", "1950-00-40"
	for rule, ps := range map[string][]person{
		"min-entries": good[:2], "max-entries": many, "max-removed": good[3:], "fill:births": undated, "problems": wrong,
	} {
		t.Run(rule, func(t *testing.T) {
			u := updater(t, unSource())
			if o := one(t, u, false, map[string]string{"a.xml": unFile("2026-01-01", good...)}); o.State != Loaded {
				t.Fatal(o.Err)
			}
			before, bad := dump(t, u), map[string]string{"b.xml": unFile("2026-02-01", ps...)}
			o := one(t, u, false, bad)
			var r *Refused
			if o.State != Rejected || !errors.As(o.Err, &r) || r.Rule != rule || !errors.Is(o.Err, cordon.ErrRefused) || o.Error == "" {
				t.Fatalf("got %s, %v", o.State, o.Err)
			}
			if d := cmp.Diff(before, dump(t, u)); d != "" {
				t.Errorf("a refused update changed the store:\n%s", d)
			}
			one(t, u, false, bad) // the same cause raises one alert only
			alerts, err := u.Store.Alerts(t.Context(), 0)
			if err != nil || len(alerts) != 1 || alerts[0].Kind != cordon.UpdateRefused || !strings.Contains(alerts[0].Summary, rule) {
				t.Errorf("got alerts %+v, %v", alerts, err)
			}
			if o := one(t, u, true, bad); o.State != Loaded {
				t.Errorf("forced: %s, %v", o.State, o.Err)
			}
			if log := audit(t, u); !strings.Contains(log, "list.refused") || !strings.Contains(log, "list.forced") {
				t.Errorf("the audit log has no refusal or no force:\n%s", log)
			}
		})
	}
}

func audit(t *testing.T, u *Updater) string {
	t.Helper()
	lines, err := u.Store.AuditLog(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintln(&b, l.Action, l.Object)
	}
	return b.String()
}

// TestUpdate gets a list from a publisher whose answers change, fail and are wrong.
func TestUpdate(t *testing.T) {
	answer := func(w http.ResponseWriter) {}
	asked := ""
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.Header.Get("If-None-Match")
		answer(w)
	}))
	defer s.Close()
	src := unSource()
	src.Addresses = []Address{{URL: s.URL}}
	u := updater(t, src)
	text := func(s string) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) { w.Header().Set("ETag", `"1"`); fmt.Fprint(w, s) }
	}
	status := func(n int) func(http.ResponseWriter) { return func(w http.ResponseWriter) { w.WriteHeader(n) } }
	ps := some()
	for _, step := range []struct {
		name   string
		answer func(http.ResponseWriter)
		state  string
		err    string
	}{
		{"server down at first", status(500), Failed, "500"},
		{"first", text(unFile("2026-01-01", ps...)), Loaded, ""},
		{"not modified", status(304), Unchanged, ""},
		{"the same bytes", text(unFile("2026-01-01", ps...)), Unchanged, ""},
		{"a page for robots", text("<!DOCTYPE html><html><body>Just a moment…"), Failed, "an HTML page"},
		{"nothing", text(""), Failed, "an empty file"},
		{"cut", text(unFile("2026-02-01", ps...)[:700]), Failed, "ends in the middle"},
		{"too few", text(unFile("2026-02-01", ps[:1]...)), Rejected, "min-entries"},
		{"gone", status(404), Failed, "not found"},
		{"next", text(gz(t, unFile("2026-02-01", ps[1:]...))), Loaded, ""},
	} {
		answer = step.answer
		before := dump(t, u)
		o, err := u.Update(t.Context(), src, false)
		if o == nil || o.State != step.state || (err == nil) != (step.err == "") || err != nil && !strings.Contains(err.Error(), step.err) {
			t.Errorf("%s: got %+v, %v", step.name, o, err)
		}
		if o != nil && o.State != Loaded && dump(t, u) != before {
			t.Errorf("%s changed the store", step.name)
		}
		if step.name == "not modified" && asked != `"1"` {
			t.Errorf("asked with the tag %q", asked)
		}
	}
}

// TestUnconditional: a forced update, and one of a list of which something is
// pending, do not ask "only if modified": a publisher that answers "not modified"
// would keep what is pending out of sight, and --force from doing anything.
func TestUnconditional(t *testing.T) {
	file, full := "", 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"1"` || r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		full++
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Last-Modified", "Sun, 11 Jan 2026 00:00:00 GMT")
		fmt.Fprint(w, file)
	}))
	defer s.Close()
	src := longSource()
	src.Addresses = []Address{{URL: s.URL}}
	u := updater(t, src)
	ps := people(100)
	loaded(t, u, unFile("2026-01-01", ps...))
	file = unFile("2026-01-11", ps[9:]...)
	for _, step := range []struct {
		name    string
		force   bool
		state   string
		pending bool
		full    int // answers with a body, so far
	}{
		{"held", false, Loaded, true, 1},
		{"what is pending is reported again", false, Unchanged, true, 2},
		{"forced", true, Loaded, false, 3},
		{"nothing is pending", false, Unchanged, false, 3},
		{"forced, and nothing new", true, Unchanged, false, 4},
	} {
		o, err := u.Update(t.Context(), src, step.force)
		if err != nil || o.State != step.state || (o.Pending != nil) != step.pending || full != step.full {
			t.Errorf("%s: %s, pending %v, %d full answers, %v", step.name, o.State, o.Pending, full, err)
		}
	}
	if inForce(t, u, "un-sc/KPi.1000") {
		t.Error("forced, and a held removal is still in force")
	}
}

func TestClosedList(t *testing.T) {
	src := unSource()
	src.Closed, src.SupersededBy = cordon.MustDate("2026-01-28"), "un-new"
	u := updater(t, src)
	if _, err := u.Update(context.Background(), src, false); !errors.Is(err, cordon.ErrConflict) {
		t.Errorf("got %v", err)
	}
}
