package list

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/list/gb"
	"cordon/internal/store"
)

// TestSameDay: of two files of one day the second may be the earlier one: what it
// lacks stays in force until a later one lacks it too, and it is no evidence for that one.
func TestSameDay(t *testing.T) {
	u, ps := updater(t, longSource()), people(100)
	loaded(t, u, unFile("2026-01-10", ps...))
	o := loaded(t, u, unFile("2026-01-10", ps[1:]...))
	if !inForce(t, u, "un-sc/KPi.1000") || !slices.Equal(waits(t, u), []string{"same-day 1 whole=false"}) || !o.Snapshot.Partial() {
		t.Fatalf("waiting %v, %+v", waits(t, u), o.Snapshot)
	}
	if loaded(t, u, unFile("2026-01-11", ps[1:]...)); inForce(t, u, "un-sc/KPi.1000") {
		t.Error("in force after the next day's publication without it")
	}
}

// people are n invented people; the first is KPi.1000.
func people(n int) []person {
	var out []person
	for i := range n {
		out = append(out, person{fmt.Sprintf("KPi.%d", 1000+i), fmt.Sprintf("N%d INVENTED", i), "1950-01-01", "Iraq"})
	}
	return out
}

// longSource is the UN's list with room for some hundred invented people.
func longSource() *Source {
	s := unSource()
	s.MaxEntries, s.MaxRemoved, s.Fill = 1000, 0.1, nil
	return s
}

// loaded loads one file and returns its outcome, which must be Loaded.
func loaded(t *testing.T, u *Updater, file string) *Outcome {
	t.Helper()
	o := one(t, u, false, map[string]string{"list": file})
	if o.State != Loaded {
		t.Fatalf("%s: %v", o.State, o.Err)
	}
	return o
}

// waits are the rules and numbers of removals of all that is pending.
func waits(t *testing.T, u *Updater) []string {
	t.Helper()
	ws, err := u.Pending(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, w := range ws {
		out = append(out, fmt.Sprintf("%s %d whole=%t", w.Rule, len(w.Removals), w.Whole))
	}
	return out
}

func inForce(t *testing.T, u *Updater, id cordon.EntryID) bool {
	t.Helper()
	e, err := u.Store.Entry(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return e.Until == ""
}

func states(t *testing.T, u *Updater) string {
	t.Helper()
	all, err := u.Store.PendingUpdates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, w := range all {
		out = append(out, string(w.State))
	}
	return strings.Join(out, " ")
}

// TestHeldRemovals: a doubtful removal is held while the rest is loaded; the
// same file, and another of the same day, confirm nothing; a later one does.
func TestHeldRemovals(t *testing.T) {
	u := updater(t, longSource())
	ps := people(100)
	loaded(t, u, unFile("2026-01-01", ps...))
	less := append(people(101)[100:], ps[:94]...) // one added, six gone
	less[1].born = "1951-01-01"

	o := loaded(t, u, unFile("2026-01-11", less...))
	if s := o.Snapshot; s.Added != 1 || s.Amended != 1 || s.Removed != 0 || s.Entries != 101 {
		t.Errorf("got %+v", s)
	}
	if o.Pending == nil || o.Pending.Whole || len(o.Pending.Removals) != 6 ||
		!slices.Equal(o.Pending.Removals[0].Programmes, []cordon.ProgrammeID{"un/DPRK"}) {
		t.Fatalf("pending %+v", o.Pending)
	}
	alerts, err := u.Store.Alerts(t.Context(), 0)
	says := func(a cordon.Alert) bool {
		want := fmt.Sprintf("un-sc: removals held by rule removals: it lacks 6 of 100 entries (6.0%%), at most 3.0%% is expected 10 days after "+
			"the last publication; these entries stay in force until a later publication confirms the removal; "+
			"to remove them now: cordon update --accept %s", o.Pending.Files[0].Digest)
		return a.Kind == cordon.RemovalsHeld && a.Summary == want
	}
	if err != nil || !slices.ContainsFunc(alerts, says) {
		t.Errorf("alerts %+v, %v", alerts, err)
	}
	if !inForce(t, u, "un-sc/KPi.1099") {
		t.Error("an entry whose removal is held is not in force")
	}

	again := one(t, u, false, map[string]string{"list": unFile("2026-01-11", less...)})
	if again.State != Unchanged || again.Pending == nil {
		t.Errorf("the same file: %s, pending %v", again.State, again.Pending)
	}
	sameDay := loaded(t, u, unFile("2026-01-11", less...)+"\n")
	if sameDay.Snapshot.Removed != 0 || !slices.Equal(waits(t, u), []string{"removals 6 whole=false"}) {
		t.Errorf("another file of the same day: %+v, waiting %v", sameDay.Snapshot, waits(t, u))
	}
	later := loaded(t, u, unFile("2026-01-12", less...))
	if later.Snapshot.Removed != 6 || later.Pending != nil || later.Snapshot.Entries != 95 || inForce(t, u, "un-sc/KPi.1099") {
		t.Errorf("the next publication: %+v, pending %v", later.Snapshot, later.Pending)
	}
	if got := states(t, u); got != "superseded confirmed" {
		t.Errorf("states %q", got)
	}
}

// TestHeldReturns: entries that the next publication has again were never gone.
func TestHeldReturns(t *testing.T) {
	u := updater(t, longSource())
	ps := people(100)
	loaded(t, u, unFile("2026-01-01", ps...))
	loaded(t, u, unFile("2026-01-11", ps[9:]...))
	o := loaded(t, u, unFile("2026-01-12", ps...))
	if s := o.Snapshot; s.Removed+s.Restored+s.Added+s.Amended != 0 || len(waits(t, u)) != 0 || states(t, u) != "superseded" {
		t.Errorf("got %+v, waiting %v, states %s", s, waits(t, u), states(t, u))
	}
}

// TestHeldAndMore: the next publication confirms what it lacks too, and what it
// lacks beyond that is judged for itself.
func TestHeldAndMore(t *testing.T) {
	u := updater(t, longSource())
	ps := people(200)
	loaded(t, u, unFile("2026-01-01", ps...))
	loaded(t, u, unFile("2026-01-11", ps[10:]...))
	o := loaded(t, u, unFile("2026-01-12", append(ps[:2:2], ps[20:]...)...))
	if o.Snapshot.Removed != 8 || !slices.Equal(waits(t, u), []string{"removals 10 whole=false"}) {
		t.Errorf("removed %d, waiting %v", o.Snapshot.Removed, waits(t, u))
	}
	if !inForce(t, u, "un-sc/KPi.1000") || inForce(t, u, "un-sc/KPi.1005") || !inForce(t, u, "un-sc/KPi.1015") {
		t.Error("the wrong entries are in force")
	}
}

// TestArchiveConfirms: in a folder of dated publications each is confirmed by the next.
func TestArchiveConfirms(t *testing.T) {
	u := updater(t, longSource())
	ps := people(100)
	_, err := from(t, u, false, map[string]string{
		"a.xml": unFile("2026-01-01", ps...), "b.xml": unFile("2026-01-11", ps[9:]...), "c.xml": unFile("2026-01-12", ps[9:]...),
	})
	if err != nil || len(waits(t, u)) != 0 || inForce(t, u, "un-sc/KPi.1000") {
		t.Errorf("%v, waiting %v", err, waits(t, u))
	}
}

// TestAcceptRemovals removes what is held, by the digest or by force, once.
func TestAcceptRemovals(t *testing.T) {
	for _, forced := range []bool{false, true} {
		u := updater(t, longSource())
		ps := people(100)
		loaded(t, u, unFile("2026-01-01", ps...))
		o := loaded(t, u, unFile("2026-01-11", ps[9:]...))
		d := o.Pending.Files[0].Digest
		var err error
		if forced {
			o = one(t, u, true, map[string]string{"list": unFile("2026-01-11", ps[9:]...)})
		} else if outs, aerr := u.Accept(t.Context(), d); len(outs) == 1 {
			o, err = outs[0], aerr
		}
		if err != nil || o.State != Loaded || o.Snapshot.Removed != 9 || o.Snapshot.Entries != 91 ||
			o.Snapshot.Published.String() != "2026-01-11" {
			t.Fatalf("forced %t: %+v, %v", forced, o, err)
		}
		cs, err := u.Store.Changes(t.Context(), store.ChangeQuery{List: "un-sc"})
		if err != nil || len(cs) != 9 || cs[0].Kind != cordon.Removed || cs[0].Name != "N0 INVENTED" {
			t.Errorf("changes %+v, %v", cs, err)
		}
		if _, err := u.Store.Whole(t.Context()); err != nil {
			t.Errorf("the parties were not made: %v", err)
		}
		if inForce(t, u, "un-sc/KPi.1000") || states(t, u) != "accepted" || !strings.Contains(audit(t, u), "list.accepted un-sc sha256:") {
			t.Errorf("states %s, audit\n%s", states(t, u), audit(t, u))
		}
		if _, err := u.Accept(t.Context(), d); !errors.Is(err, cordon.ErrNotFound) {
			t.Errorf("accepted twice: %v", err)
		}
		if o := loaded(t, u, unFile("2026-01-13", ps[9:]...)); o.Snapshot.Removed != 0 {
			t.Errorf("removed again: %+v", o.Snapshot)
		}
	}
}

// TestAcceptRefused loads a refused publication out of the archive.
func TestAcceptRefused(t *testing.T) {
	short := sdnFile[:strings.Index(sdnFile, "3,")] + "\x1a" // two of four
	for name, files := range map[string]map[string]string{
		"set": {
			"2026-02-01/sdn.csv": short, "2026-02-01/alt.csv": altFile,
			"2026-02-01/add.csv": addFile[:strings.Index(addFile, "3,")] + "\x1a",
		},
		"zip": {"sdn-2026-02-01.zip": zipped(t, map[string]string{"SDN.CSV": short, "ALT.CSV": altFile})},
		"xz":  {"sdn-2026-02-01.csv.xz": xzip(t, short, 1<<16)},
	} {
		t.Run(name, func(t *testing.T) {
			u := updater(t, sdnSource())
			one(t, u, false, map[string]string{"2026-01-01/sdn.csv": sdnFile, "2026-01-01/alt.csv": altFile})
			o := one(t, u, false, files)
			if o.State != Rejected || o.Pending == nil || !o.Pending.Whole || !slices.Equal(waits(t, u), []string{"min-entries 2 whole=true"}) {
				t.Fatalf("%s, %v, waiting %v", o.State, o.Err, waits(t, u))
			}
			outs, err := u.Accept(t.Context(), o.Pending.Files[0].Digest)
			if err != nil || len(outs) != 1 || outs[0].State != Loaded || outs[0].Snapshot.Removed != 2 ||
				outs[0].Snapshot.Published.String() != "2026-02-01" {
				t.Fatalf("%+v, %v", outs, err)
			}
			if inForce(t, u, "us-ofac-sdn/4") || states(t, u) != "accepted" || !strings.Contains(audit(t, u), "list.accepted") {
				t.Errorf("states %s, audit\n%s", states(t, u), audit(t, u))
			}
		})
	}
}

// TestManyInZip: a zip may hold several publications of one list. Each is loaded,
// and one of them that is refused, or held, is accepted by its own digest.
func TestManyInZip(t *testing.T) {
	ps := people(100)
	zip := map[string]string{"all.zip": zipped(t, map[string]string{
		"2026/january.xml": unFile("2026-01-01", ps...), "2026/february.xml": unFile("2026-02-01", ps[1:]...),
		"2026/march.xml": unFile("2026-03-01", ps[90:]...), // ten of 99: refused
		"2026/april.xml": unFile("2026-04-01", ps[8:]...),  // seven of 99: held
	})}
	src := longSource()
	src.MinEntries = 20
	u := updater(t, src)
	outs, err := from(t, u, false, zip)
	var got []string
	for _, o := range outs {
		_, name, _ := strings.Cut(o.Files[0], "!")
		got = append(got, name+" "+o.State)
	}
	want := []string{"2026/january.xml loaded", "2026/february.xml loaded", "2026/march.xml refused", "2026/april.xml loaded"}
	if !errors.Is(err, cordon.ErrRefused) || !slices.Equal(got, want) {
		t.Fatalf("got %v, %v", got, err)
	}
	if outs[1].Snapshot.Removed != 1 || outs[3].Pending == nil || outs[2].Pending == nil {
		t.Fatalf("february %+v, pending of march %v, of april %v", outs[1].Snapshot, outs[2].Pending, outs[3].Pending)
	}
	again, _ := from(t, u, false, zip)
	for i, want := range []string{Older, Older, Older, Unchanged} {
		if again[i].State != want || (again[i].Before != nil) != (i < 2) {
			t.Errorf("the same zip again: %s is %s, loaded before %v", again[i].Files, again[i].State, again[i].Before)
		}
	}
	d := outs[3].Pending.Files[0].Digest
	acc, err := u.Accept(t.Context(), d)
	if err != nil || len(acc) != 1 || acc[0].Snapshot.Removed != 7 || inForce(t, u, "un-sc/KPi.1007") || len(waits(t, u)) != 0 {
		t.Fatalf("accepted: %+v, %v, waiting %v", acc, err, waits(t, u))
	}
}

// TestRefusedInZip: of the publications in a zip a refused one is accepted alone.
func TestRefusedInZip(t *testing.T) {
	short := sdnFile[:strings.Index(sdnFile, "3,")] + "\x1a" // two of four
	u := updater(t, sdnSource())
	outs, err := from(t, u, false, map[string]string{"all.zip": zipped(t, map[string]string{
		"2026-01-01/sdn.csv": sdnFile, "2026-01-01/alt.csv": altFile, "2026-02-01/sdn.csv": short, "2026-02-01/alt.csv": altFile,
	})})
	if len(outs) != 2 || outs[0].State != Loaded || outs[1].State != Rejected || outs[1].Pending == nil ||
		outs[0].Snapshot.Published.String() != "2026-01-01" {
		t.Fatalf("%+v, %v", outs, err)
	}
	acc, err := u.Accept(t.Context(), outs[1].Pending.Files[0].Digest)
	if err != nil || len(acc) != 1 || acc[0].State != Loaded || acc[0].Snapshot.Removed != 2 ||
		acc[0].Snapshot.Published.String() != "2026-02-01" || len(acc[0].Files) != 2 {
		t.Fatalf("%+v, %v", acc, err)
	}
	if inForce(t, u, "us-ofac-sdn/4") || states(t, u) != "accepted" {
		t.Errorf("states %s", states(t, u))
	}
}

// sdnLines are n invented companies of one programme in OFAC's CSV, from a number on.
func sdnLines(from, n int, programme string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `%d,"COMPANY %d INVENTED","-0- ","%s",`+strings.Repeat(`"-0- ",`, 7)+`"Tax ID No. %d (Russia)."`+"\r\n",
			from+i, from+i, programme, 7000000000+from+i)
	}
	return b.String()
}

// TestHeldProgramme: a programme that loses most of its entries is held, other
// removals are not.
func TestHeldProgramme(t *testing.T) {
	u := updater(t, sdnSource())
	one(t, u, false, map[string]string{"sdn_2024-02-28.csv": sdnLines(1, 300, "IRAQ2") + sdnLines(900, 7, "ZIMBABWE") + "\x1a"})
	o := one(t, u, false, map[string]string{"sdn_2024-03-04.csv": sdnLines(2, 299, "IRAQ2") + sdnLines(900, 2, "ZIMBABWE") + "\x1a"})
	if o.State != Loaded || o.Snapshot.Removed != 1 || !slices.Equal(waits(t, u), []string{"programme 5 whole=false"}) {
		t.Fatalf("%s, %v, %+v, waiting %v", o.State, o.Err, o.Snapshot, waits(t, u))
	}
	if w := o.Pending; w.Reason != "it lacks 5 of the 7 entries of programme us/ZIMBABWE, at most 50.0% of a programme is expected" {
		t.Errorf("reason %q", w.Reason)
	}
	if inForce(t, u, "us-ofac-sdn/1") || !inForce(t, u, "us-ofac-sdn/903") {
		t.Error("the wrong entries are in force")
	}
}

// TestCutAtLineEnd: files of OFAC's set that were cut between two lines lack
// their end mark; what they lack is not taken for deleted.
func TestCutAtLineEnd(t *testing.T) {
	whole := sdnLines(1, 300, "IRAQ2")
	alt := "1,20,\"aka\",\"ALFA INVENTED\",\"-0- \"\r\n2,21,\"aka\",\"OLD BETA\",\"-0- \"\r\n"
	u := updater(t, sdnSource())
	one(t, u, false, map[string]string{"2024-02-28/sdn.csv": whole + "\x1a", "2024-02-28/alt.csv": alt + "\x1a"})

	cutAlt := strings.SplitAfter(alt, "\r\n")[0]
	o := one(t, u, false, map[string]string{"2024-02-29/sdn.csv": whole + "\x1a", "2024-02-29/alt.csv": cutAlt})
	if names, _ := namesOf(t, u, "us-ofac-sdn/2"); o.State != Loaded || !slices.Contains(names, "OLD BETA") {
		t.Errorf("%s, %v: an alias behind the cut is lost: %v", o.State, o.Err, names)
	}
	cut := sdnLines(1, 298, "IRAQ2")
	for _, day := range []string{"2024-03-01", "2024-03-02"} { // a cut file confirms nothing
		o = one(t, u, false, map[string]string{day + "/sdn.csv": cut + strings.Repeat("\r\n", int(day[9]-'0')), day + "/alt.csv": alt + "\x1a"})
		if o.State != Loaded || o.Snapshot.Removed != 0 || !slices.Equal(waits(t, u), []string{"end-mark 2 whole=false"}) ||
			!inForce(t, u, "us-ofac-sdn/300") {
			t.Fatalf("%s: %s, %v, waiting %v", day, o.State, o.Err, waits(t, u))
		}
	}
	o = one(t, u, false, map[string]string{"2024-03-03/sdn.csv": cut + "\x1a", "2024-03-03/alt.csv": alt + "\x1a"})
	if o.State != Loaded || o.Snapshot.Removed != 2 || len(waits(t, u)) != 0 {
		t.Errorf("whole and lacking two: %s, %+v, waiting %v", o.State, o.Snapshot, waits(t, u))
	}
}

// ofsiFile is OFSI's list of that day: n invented groups, then an alias of each,
// so that a cut takes aliases of groups that are still there.
func ofsiFile(day string, n int) string {
	var b strings.Builder
	b.WriteString("Last Updated," + day + strings.Repeat(",", 34) + "\n" +
		"Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,Non-Latin Script Language,DOB," +
		"Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,National Identification Number," +
		"National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country," +
		"Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID\n")
	for _, kind := range []string{"Primary name", "AKA"} {
		for i := range n {
			fmt.Fprintf(&b, "%s%d INVENTED%sEntity,%s,,Mali,09/12/2022,09/12/2022,09/12/2022,%d\n", kind[:1], i, strings.Repeat(",", 28),
				kind, 20000+i)
		}
	}
	return b.String()
}

// TestCutWithoutMark: OFSI's CSV has no end mark. Where a cut shows only by what
// is gone, that is held, and entries that are still there lose nothing.
func TestCutWithoutMark(t *testing.T) {
	src := &Source{List: cordon.List{ID: gb.OFSI, Authority: "gb"}, Formats: gb.OFSIFormats, MinEntries: 3, MaxRemoved: 0.1}
	u := updater(t, src)
	whole := ofsiFile("01/02/2025", 100)
	loaded(t, u, whole)
	lines := strings.SplitAfter(strings.ReplaceAll(whole, "01/02/2025", "02/02/2025"), "\n")
	cut := strings.Join(append(slices.Clone(lines[:2+95]), lines[2+100:2+190]...), "") // five groups and ten aliases are gone
	o := loaded(t, u, cut)
	if o.Snapshot.Removed != 0 || !slices.Equal(waits(t, u), []string{"removals 5 whole=false"}) {
		t.Fatalf("%+v, waiting %v", o.Snapshot, waits(t, u))
	}
	for _, id := range []cordon.EntryID{"gb-ofsi/20099", "gb-ofsi/20092"} {
		if names, _ := namesOf(t, u, id); len(names) != 2 || !inForce(t, u, id) {
			t.Errorf("%s has the names %v", id, names)
		}
	}
}

// TestLostValues: entries that stay and lose most values of a field are a format
// that changed; a small list is no exception.
func TestLostValues(t *testing.T) {
	src := unSource()
	src.Fill = nil
	u := updater(t, src)
	loaded(t, u, unFile("2026-01-01", some()...))
	before := dump(t, u)
	drifted := strings.ReplaceAll(unFile("2026-02-01", some()...), "<DATE>", "<BORN>")
	o := one(t, u, false, map[string]string{"list": strings.ReplaceAll(drifted, "</DATE>", "</BORN>")})
	var r *Refused
	if o.State != Rejected || !errors.As(o.Err, &r) || r.Rule != "lost:births.dated" || dump(t, u) != before {
		t.Fatalf("%s, %v", o.State, o.Err)
	}
	want := "the entries that stay had 8 values of births.dated and have 0 now (100.0% less), the limit is 5.0% less"
	if r.Reason != want || !strings.Contains(o.Error, "to load it all the same: cordon update --accept sha256:") {
		t.Errorf("got %s", o.Error)
	}
	later := strings.ReplaceAll(drifted, "2026-02-01", "2026-02-02")
	if o := one(t, u, false, map[string]string{"list": strings.ReplaceAll(later, "</DATE>", "</BORN>")}); o.State != Rejected {
		t.Errorf("the next day's file, broken in the same way: %s", o.State)
	}
}

// TestOtherReasonConfirmsNothing: a publication that lacked too much, and was wrong in
// another way too, is no evidence of what the next one lacks.
func TestOtherReasonConfirmsNothing(t *testing.T) {
	ps, renamed := people(100), people(100)
	for i := range renamed {
		renamed[i].name = fmt.Sprintf("Q%d SHIFTED", i)
	}
	for _, c := range []struct {
		first []person
		state string
	}{{ps[30:], Loaded}, {renamed[30:], Rejected}} {
		u := updater(t, longSource())
		loaded(t, u, unFile("2026-01-01", ps...))
		o := one(t, u, false, map[string]string{"list": unFile("2026-01-11", c.first...)})
		if o.State != Rejected || o.Pending.Rule != "max-removed" {
			t.Fatalf("%s, %+v", o.State, o.Pending)
		}
		o = one(t, u, false, map[string]string{"list": unFile("2026-01-12", ps[30:]...)})
		if o.State != c.state || inForce(t, u, "un-sc/KPi.1000") != (c.state == Rejected) {
			t.Errorf("after %v: %s, %v", o.Pending, o.State, o.Err)
		}
	}
}
