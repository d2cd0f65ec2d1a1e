package list

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/starter"
	"cordon/internal/store"
)

// The files of OFAC's CSV set of a few invented parties, and one of its other list.
const (
	sdnFile = `1,"ALPHA INVENTED","-0- ","DPRK4","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","Tax ID No. 7718852163 (Russia)."` + "\r\n" +
		`2,"BETA INVENTED","-0- ","DPRK4","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","a.k.a. 'BETTA'."` + "\r\n" +
		`3,"GAMMA, Invented","individual","DPRK4","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","DOB 10 Dec 1948."` + "\r\n" +
		`4,"DELTA INVENTED","-0- ","DPRK4","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- "` + "\r\n\x1a"
	addFile = `1,10,"1 Sea Road","Vladivostok","Russia","-0- "` + "\r\n" + `3,11,"-0- ","Pyongyang","Korea, North","-0- "` + "\r\n\x1a"
	altFile = `1,20,"aka","ALFA INVENTED","-0- "` + "\r\n" + `2,21,"fka","OLD BETA","-0- "` + "\r\n\x1a"
	consCSV = `5,"EPSILON INVENTED","-0- ","NS-PLC","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- "` + "\r\n" +
		`6,"ZETA INVENTED","-0- ","NS-PLC","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- "` + "\r\n" +
		`1,"ALPHA INVENTED","-0- ","NS-PLC","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- "` + "\r\n\x1a"
	consAdd = `5,30,"5 Hill Road","Gaza","West Bank","-0- "` + "\r\n" + `6,31,"-0- ","Beirut","Lebanon","-0- "` + "\r\n\x1a"
)

func namesOf(t *testing.T, u *Updater, id cordon.EntryID) (names, addresses []string) {
	t.Helper()
	e, err := u.Store.Entry(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range e.Profile.Names {
		names = append(names, n.Full)
	}
	for _, a := range e.Profile.Addresses {
		addresses = append(addresses, a.City)
	}
	return names, addresses
}

// TestMissingParts: a set without its aliases and addresses is no evidence about
// them; entries that are still on the list keep theirs.
func TestMissingParts(t *testing.T) {
	u := updater(t, sdnSource())
	full := one(t, u, false, map[string]string{"2026-01-01/sdn.csv": sdnFile, "2026-01-01/add.csv": addFile, "2026-01-01/alt.csv": altFile})
	if full.State != Loaded || !slices.Equal(full.Snapshot.Missing, []string{"comments"}) {
		t.Fatalf("got %s, missing %v, %v", full.State, full.Snapshot, full.Err)
	}
	less := strings.Replace(sdnFile, "BETA INVENTED", "BETA RENAMED", 1)
	part := one(t, u, false, map[string]string{"2026-02/sdn.csv": less})
	missing := []string{"addresses", "aliases", "comments"}
	if part.State != Loaded || !slices.Equal(part.Snapshot.Missing, missing) || part.Snapshot.Published.String() != "2026-02" {
		t.Fatalf("got %s, %+v, %v", part.State, part.Snapshot, part.Err)
	}
	if s := part.Snapshot; s.Amended != 1 || s.Removed != 0 {
		t.Errorf("%d amended, %d removed: a part that is missing was taken for deleted", s.Amended, s.Removed)
	}
	names, cities := namesOf(t, u, "us-ofac-sdn/1")
	if !slices.Contains(names, "ALFA INVENTED") || !slices.Equal(cities, []string{"Vladivostok"}) {
		t.Errorf("lost: %v, %v", names, cities)
	}
	names, _ = namesOf(t, u, "us-ofac-sdn/2")
	if slices.Contains(names, "BETA INVENTED") || names[0] != "BETA RENAMED" || !slices.Contains(names, "OLD BETA") {
		t.Errorf("invented or lost: %v", names)
	}
	// With all its parts a set deletes what it no longer contains.
	whole := one(t, u, false, map[string]string{
		"2026-03-01/sdn.csv": less, "2026-03-01/add.csv": addFile, "2026-03-01/alt.csv": strings.Split(altFile, "\r\n")[1] + "\r\n\x1a",
	})
	if names, _ := namesOf(t, u, "us-ofac-sdn/1"); whole.State != Loaded || slices.Contains(names, "ALFA INVENTED") {
		t.Errorf("an alias that was deleted is still there: %v", names)
	}
}

// TestGroup: files are grouped into publications by content, whatever their names.
func TestGroup(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  []string // list, day, files
	}{
		"two lists in one folder": {
			map[string]string{"a.csv": sdnFile, "b.csv": addFile, "c.csv": altFile, "d.csv": consCSV, "e.csv": consAdd},
			[]string{"us-ofac-cons 2026-11-22 d.csv e.csv", "us-ofac-sdn 2026-11-22 a.csv b.csv c.csv"},
		},
		"two days in one folder": {
			map[string]string{
				"sdn_20260101.csv": sdnFile, "add_20260101.csv": addFile,
				"sdn_20260201.csv": sdnFile + "\r\n", "add_20260201.csv": addFile,
			},
			[]string{"us-ofac-sdn 2026-01-01 sdn_20260101.csv add_20260101.csv", "us-ofac-sdn 2026-02-01 sdn_20260201.csv add_20260201.csv"},
		},
		"side files of another folder": {
			map[string]string{
				"2026-01-01/sdn.csv": sdnFile, "2026-01-01/add.csv": addFile,
				"late/sdn_2026-05-01.csv": sdnFile + "\r\n", "add_2026-08-02.csv": addFile, "alt_2026-08-02.csv": altFile,
			},
			[]string{
				"us-ofac-sdn 2026-01-01 2026-01-01/sdn.csv 2026-01-01/add.csv",
				"us-ofac-sdn 2026-05-01 late/sdn_2026-05-01.csv add_2026-08-02.csv alt_2026-08-02.csv",
			},
		},
		"side file of other records": {
			map[string]string{"x/sdn.csv": sdnFile, "y/add.csv": strings.NewReplacer("1,10", "77,10", "3,11", "78,11").Replace(addFile)},
			[]string{"unknown y/add.csv", "us-ofac-sdn 2026-11-22 x/sdn.csv"},
		},
		"a zip of a set": {
			map[string]string{"set-2026-04-01.zip": zipped(t, map[string]string{"SDN.CSV": sdnFile, "ADD.CSV": addFile})},
			[]string{"us-ofac-sdn 2026-04-01 set-2026-04-01.zip!SDN.CSV set-2026-04-01.zip!ADD.CSV"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			u := updater(t, sdnSource(), consSource())
			out, err := from(t, u, false, c.files)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, o := range out {
				line := o.State
				if o.State == Loaded {
					line = string(o.List) + " " + o.Snapshot.Published.String()
				}
				for _, f := range o.Files {
					_, f, _ = strings.Cut(f, "/") // the test's own folder
					line += " " + f
				}
				got = append(got, line)
			}
			slices.Sort(got)
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestOnlyWantedLists(t *testing.T) {
	u := updater(t, sdnSource(), unSource())
	n := 0
	dir := write(t, map[string]string{"a.csv": sdnFile, "b.xml": unFile("2026-01-01", some()...)})
	err := u.UpdateFrom(t.Context(), dir, []cordon.ListID{"un-sc"}, false, func(o *Outcome) {
		n++
		if o.List != "un-sc" || o.State != Loaded {
			t.Errorf("got %+v", o)
		}
	})
	if err != nil || n != 1 {
		t.Errorf("%d outcomes, %v", n, err)
	}
}

func TestDated(t *testing.T) {
	for name, want := range map[string]string{
		"sdn_2023-12-28/sdn.csv": "2023-12-28", "sdn_csv_2024-06/add.csv.xz": "2024-06", "2024-01/add_2026-08-02.csv": "2026-08-02",
		"20250929_4.xlsx": "2025-09-29", "ConList.csv": "", "list_2024-13-01.csv": "", "v12024061.csv": "",
		"UK.2024.02.03.xml": "2024-02-03", "1718_list.html": "", "a2023-02-31.csv": "",
		"2026-11-01/a.zip!2023-12-28/sdn.csv": "2023-12-28", "2026-11-01/a.zip!sdn_2024-06.csv": "2024-06",
		"a_2026-11-01.zip!x/y.csv": "2026-11-01",
	} {
		if got := dated(name).String(); got != want {
			t.Errorf("dated(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestStarter: facts of the starter give way to the full list, but not to one
// that is older than they are.
func TestStarter(t *testing.T) {
	fact := func(ref, name string) *cordon.Entry {
		named := cordon.Profile{Kind: cordon.Person, Names: []cordon.Name{{Full: name, Use: cordon.Primary}}}
		return &cordon.Entry{ID: cordon.EntryID("un-sc/" + ref), List: "un-sc", Ref: ref, Profile: named}
	}
	sets := []starter.Set{{List: "un-sc", AsOf: cordon.MustDate("2026-03-01"), Entries: []*cordon.Entry{
		fact("KPi.900", "NAMEA INVENTED"), fact("KPi.777", "DELISTED LATER"),
	}}}
	for day, want := range map[string]string{"2026-01-01": "stays", "2026-03-01": "goes", "2026-08-01": "goes"} {
		u := updater(t, unSource())
		if err := u.LoadStarter(t.Context(), sets, nil); err != nil {
			t.Fatal(err)
		}
		s, err := u.Store.LastSnapshot(t.Context(), "un-sc")
		if err != nil || !s.Starter || s.Entries != 2 || s.Format != StarterFormat {
			t.Fatalf("got %+v, %v", s, err)
		}
		o := one(t, u, false, map[string]string{"un.xml": unFile(day, some()...)})
		if o.State != Loaded || o.Snapshot.Previous != "" || o.Snapshot.Added+o.Snapshot.Removed != 0 {
			t.Fatalf("%s: got %s, %+v, %v", day, o.State, o.Snapshot, o.Err)
		}
		e, err := u.Store.Entry(t.Context(), "un-sc/KPi.900")
		if err != nil || e.Starter || len(e.Profile.Births) == 0 {
			t.Errorf("%s: the full record did not take the starter's place: %+v, %v", day, e, err)
		}
		e, err = u.Store.Entry(t.Context(), "un-sc/KPi.777")
		if err != nil || (e.Until == "") != (want == "stays") {
			t.Errorf("%s: a fact that the list lacks should be one that %s: %+v, %v", day, want, e, err)
		}
		if err := u.LoadStarter(t.Context(), sets, nil); err != nil {
			t.Fatal(err)
		}
		if s, err := u.Store.LastSnapshot(t.Context(), "un-sc"); err != nil || s.Starter {
			t.Errorf("%s: the starter was loaded over a full list: %+v, %v", day, s, err)
		}
		later := one(t, u, false, map[string]string{"un.xml": unFile("2026-09-01", some()...)})
		if e, err := u.Store.Entry(t.Context(), "un-sc/KPi.777"); err != nil || later.State != Loaded || e.Until == "" {
			t.Errorf("%s: a later list without the fact should remove it: %+v, %v", day, e, err)
		}
	}
}

// TestStarterMark: the mark says which starter was loaded, whenever that was.
func TestStarterMark(t *testing.T) {
	judged := []cordon.Judgement{{A: "un-sc/KPi.900", B: "un-sc/KPi.777", Verdict: cordon.Different, By: "starter"}}
	u := updater(t, unSource())
	if err := u.LoadStarter(t.Context(), nil, slices.Clone(judged)); err != nil {
		t.Fatal(err)
	}
	m, err := u.Store.Mark(t.Context(), store.StarterMark)
	if err != nil {
		t.Fatal(err)
	}
	if its, err := m.OfStarter(judged); err != nil || !its {
		t.Errorf("%+v is not the mark of what was loaded: %v", m, err)
	}
	judged[0].Verdict = cordon.Same
	if its, err := m.OfStarter(judged); err != nil || its {
		t.Errorf("%+v is the mark of another starter: %v", m, err)
	}
}

func TestResolve(t *testing.T) {
	u := updater(t, unSource(), sdnSource())
	if _, err := from(t, u, false, map[string]string{"a.csv": sdnFile, "b.xml": unFile("2026-01-01", some()...)}); err != nil {
		t.Fatal(err)
	}
	if err := u.Resolve(t.Context()); err != nil {
		t.Fatal(err)
	}
	g, err := u.Store.Generation(t.Context())
	if err != nil || g == 0 {
		t.Errorf("generation %d, %v", g, err)
	}
	// An entry that is off its list keeps its party.
	one(t, u, false, map[string]string{"b.xml": unFile("2026-02-01", some()[1:]...)})
	if err := u.Resolve(t.Context()); err != nil {
		t.Fatal(err)
	}
	p, err := u.Store.PartyOf(t.Context(), "un-sc/KPi.900")
	if err != nil || p != "un-sc/KPi.900" {
		t.Errorf("party %q, %v", p, err)
	}
	n := 0
	for _, err := range u.Store.Parties(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 12 {
		t.Errorf("%d parties, want 12", n)
	}
}

// TestResolveAgain: what a rule no longer says is not kept.
func TestResolveAgain(t *testing.T) {
	u := updater(t, unSource(), sdnSource())
	same := strings.Replace(sdnFile, `"GAMMA, Invented","individual"`, `"INVENTED, NAMEA","individual"`, 1)
	same = strings.Replace(same, "DOB 10 Dec 1948.", "DOB 01 Mar 1950.", 1)
	for i, step := range []struct {
		sdn  string
		want int
	}{{same, 1}, {sdnFile, 0}} {
		files := map[string]string{fmt.Sprintf("sdn_2026-01-0%d.csv", i+1): step.sdn, "b.xml": unFile("2026-01-01", some()...)}
		if _, err := from(t, u, false, files); err != nil {
			t.Fatal(err)
		}
		if err := u.Resolve(t.Context()); err != nil {
			t.Fatal(err)
		}
		js, err := u.Store.Judgements(t.Context())
		if err != nil || len(js) != step.want {
			t.Errorf("got %+v and %v, want %d judgements", js, err, step.want)
		}
	}
}
