package resolve

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cordon"
)

// make is an entry written in one line: "list/ref kind name;name key=value …".
// Keys: born, country, theme, listed, and any scheme (with a country before
// ":" where it has one).
func make1(t *testing.T, line string) *cordon.Entry {
	t.Helper()
	parts := strings.Split(line, " | ")
	id := cordon.EntryID(parts[0])
	e := &cordon.Entry{ID: id, List: id.List(), Ref: strings.SplitN(parts[0], "/", 2)[1]}
	e.Profile.Kind = cordon.Kind(parts[1])
	for i, n := range strings.Split(parts[2], ";") {
		use := cordon.Alias
		if i == 0 {
			use = cordon.Primary
		}
		n, weak := strings.CutSuffix(n, "~")
		e.Profile.Names = append(e.Profile.Names, cordon.Name{Full: n, Use: use, Weak: weak})
	}
	d := cordon.Designation{Authority: "un", Programme: "un/X"}
	for _, p := range parts[3:] {
		k, v, _ := strings.Cut(p, "=")
		switch k {
		case "born":
			from, to, _ := strings.Cut(v, "..")
			b := cordon.Birth{Date: cordon.MustDate(from)}
			if to != "" {
				b.To = cordon.MustDate(to)
			}
			e.Profile.Births = append(e.Profile.Births, b)
		case "country":
			e.Profile.Countries = append(e.Profile.Countries, cordon.CountryLink{Country: v, Role: "location"})
		case "theme":
			d.Programme = cordon.ProgrammeID("x/" + v)
		case "listed":
			d.Listed, d.DateKind = cordon.MustDate(v), cordon.OwnDate
		case "copied":
			d.Listed, d.DateKind = cordon.MustDate(v), cordon.UNDate
		case "off":
			e.Until = cordon.SnapshotID(v)
		default:
			country, number, ok := strings.Cut(v, ":")
			if !ok {
				country, number = "", v
			}
			e.Profile.Identifiers = append(e.Profile.Identifiers, cordon.Identifier{Scheme: cordon.Scheme(k), Value: number, Country: country})
		}
	}
	e.Designations = []cordon.Designation{d}
	return e
}

func TestCluster(t *testing.T) {
	for name, c := range map[string]struct {
		entries []string
		judged  []cordon.Judgement
		want    []string // parties: the refs of their entries
	}{
		"reference in another case, with a blank": {
			[]string{"un-sc/QDe.145 | organization | Alpha Front", "gb-uksl/AQD1 | organization | Alpha Front | un-ref=QDE.145 "},
			nil,
			[]string{"un-sc/QDe.145 gb-uksl/AQD1"},
		},
		"reference of another kind": {
			[]string{"un-sc/QDe.145 | organization | Alpha Front", "gb-uksl/AQD1 | person | Alpha Man | un-ref=QDe.145"},
			nil,
			[]string{"gb-uksl/AQD1", "un-sc/QDe.145"},
		},
		"reference to another name": {
			[]string{"un-sc/IRi.012 | person | Ahmad Dastan", "gb-uksl/INU1 | person | Azim Aghan | un-ref=IRi.012"},
			nil,
			[]string{"gb-uksl/INU1", "un-sc/IRi.012"},
		},
		"group of OFSI": {
			[]string{"gb-ofsi/13572 | person | Ri Pyong", "gb-uksl/DPR0266 | person | Ri Pyo'ng | ofsi-group=13572"},
			nil,
			[]string{"gb-uksl/DPR0266 gb-ofsi/13572"},
		},
		"OFAC's two lists": {
			[]string{"us-ofac-sdn/9647 | person | A B", "us-ofac-cons/9647 | person | A B"}, nil, []string{"us-ofac-cons/9647 us-ofac-sdn/9647"},
		},
		"ship under two names": {
			[]string{"us-ofac-sdn/1 | vessel | GALAXY | imo-ship=9074729", "gb-uksl/RUS1 | vessel | KOROLEV | imo-ship=9074729"},
			nil,
			[]string{"us-ofac-sdn/1 gb-uksl/RUS1"},
		},
		"ship number that is none": {
			[]string{"us-ofac-sdn/1 | vessel | GALAXY | imo-ship=9074728", "gb-uksl/RUS1 | vessel | KOROLEV | imo-ship=9074728"},
			nil,
			[]string{"gb-uksl/RUS1", "us-ofac-sdn/1"},
		},
		"ship number of an owner": {
			[]string{"us-ofac-sdn/1 | organization | GALAXY LINES | imo-ship=9074729", "gb-uksl/RUS1 | vessel | GALAXY | imo-ship=9074729"},
			nil,
			[]string{"gb-uksl/RUS1", "us-ofac-sdn/1"},
		},
		"taxpayer": {
			[]string{
				"us-ofac-sdn/1 | organization | ROSOBORON OAO | inn=7718852163",
				"eu-fsf/E1 | organization | JSC Rosoboron Export | inn=7718852163",
			}, nil, []string{"us-ofac-sdn/1 eu-fsf/E1"},
		},
		"taxpayer's number copied from the row above": {
			[]string{
				"us-ofac-sdn/1 | organization | JOINT STOCK COMPANY SET | inn=7718852163",
				"us-ofac-sdn/2 | organization | JOINT STOCK COMPANY ELIKS | inn=7718852163",
			}, nil, []string{"us-ofac-sdn/1", "us-ofac-sdn/2"},
		},
		"listed twice by one authority": {
			[]string{
				"us-ofac-sdn/1 | organization | POLEMA PLANT TULA | inn=7718852163",
				"us-ofac-sdn/2 | organization | JSC POLEMA PLANT TULA | inn=7718852163",
			}, nil, []string{"us-ofac-sdn/1 us-ofac-sdn/2"},
		},
		"passport": {
			[]string{
				"un-sc/1 | person | Ali Harzi | passport=TN:W342058", "us-ofac-sdn/1 | person | HARZI, Ali Ouni | passport=TN:W 342058",
				"eu-fsf/1 | person | Ali Harzi | passport=IT:W342058",
			}, nil, []string{"eu-fsf/1", "un-sc/1 us-ofac-sdn/1"},
		},
		"name and day": {
			[]string{"un-sc/1 | person | RI PYONG CHOL | born=1948-03-01", "us-ofac-sdn/1 | person | Pyo’ng-Chol; Chol Ri Pyong | born=1948-03-01"},
			nil,
			[]string{"un-sc/1 us-ofac-sdn/1"},
		},
		"name and year, the year as a range": {
			[]string{"un-sc/1 | person | RI PYONG CHOL | born=1948", "us-ofac-sdn/1 | person | Ri Pyong Chol | born=1948-01-01..1948-12-31"},
			nil,
			[]string{"un-sc/1 us-ofac-sdn/1"},
		},
		"name, but a year against a day": {
			[]string{"un-sc/1 | person | RI PYONG CHOL | born=1948", "us-ofac-sdn/1 | person | Ri Pyong Chol | born=1948-03-01"},
			nil,
			[]string{"un-sc/1", "us-ofac-sdn/1"},
		},
		"name and about a year": {
			[]string{"un-sc/1 | person | RI PYONG CHOL | born=~1948", "us-ofac-sdn/1 | person | Ri Pyong Chol | born=1948"},
			nil,
			[]string{"un-sc/1", "us-ofac-sdn/1"},
		},
		"weak name": {
			[]string{"un-sc/1 | person | A One;Ri Pyong Chol~ | born=1948", "us-ofac-sdn/1 | person | Ri Pyong Chol | born=1948"},
			nil,
			[]string{"un-sc/1", "us-ofac-sdn/1"},
		},
		"name that fits two of one list": {
			[]string{
				"un-sc/1 | person | KIM CHOL | born=1960", "us-ofac-sdn/1 | person | Kim Chol | born=1960",
				"us-ofac-sdn/2 | person | Kim Chol | born=1960",
			}, nil, []string{"un-sc/1", "us-ofac-sdn/1", "us-ofac-sdn/2"},
		},
		"two of one list through a third": {
			[]string{
				"un-sc/1 | person | KIM CHOL;KIM IL CHOL | born=1960", "us-ofac-sdn/1 | person | Kim Chol | born=1960",
				"us-ofac-sdn/2 | person | Kim Il Chol | born=1960",
			}, nil, []string{"un-sc/1", "us-ofac-sdn/1", "us-ofac-sdn/2"},
		},
		"organisation with and without its form": {
			[]string{
				"us-ofac-sdn/1 | organization | AZIA SHIPPING COMPANY | theme=RUSSIA-EO14024",
				"gb-uksl/1 | organization | AZIA Shipping Company | theme=Russia | listed=2024-02-22",
				"eu-fsf/1 | organization | Azia Shipping Company LLC | theme=UKR",
			}, nil, []string{"gb-uksl/1 us-ofac-sdn/1 eu-fsf/1"},
		},
		"organisation of other worlds": {
			[]string{
				"us-ofac-sdn/1 | organization | Golden Star Lines | theme=RUSSIA-EO14024 | country=RU",
				"eu-fsf/1 | organization | Golden Star Lines | theme=SYR | country=SY",
			}, nil, []string{"eu-fsf/1", "us-ofac-sdn/1"},
		},
		"organisation with another number": {
			[]string{
				"us-ofac-sdn/1 | organization | Golden Star Lines | country=RU | ogrn=1027739609391",
				"eu-fsf/1 | organization | Golden Star Lines | country=RU | ogrn=1027700132195",
			}, nil, []string{"eu-fsf/1", "us-ofac-sdn/1"},
		},
		"organisation with one word that tells": {
			[]string{
				"us-ofac-sdn/1 | organization | Vostok Trading Company | country=RU",
				"eu-fsf/1 | organization | Vostok Trading Company | country=RU",
			}, nil, []string{"eu-fsf/1", "us-ofac-sdn/1"},
		},
		"judged the same": {
			[]string{"us-ofac-sdn/1 | person | A B", "eu-fsf/1 | person | C D"},
			[]cordon.Judgement{{A: "us-ofac-sdn/1", B: "eu-fsf/1", Verdict: cordon.Same, By: "ann"}},
			[]string{"us-ofac-sdn/1 eu-fsf/1"},
		},
		"judged different, through a third": {
			[]string{
				"un-sc/KPi.1 | person | Ri Pyong | born=1948", "us-ofac-sdn/1 | person | Ri Pyong | born=1948",
				"gb-uksl/1 | person | Ri Pyong | un-ref=KPi.1",
			},
			[]cordon.Judgement{{A: "us-ofac-sdn/1", B: "gb-uksl/1", Verdict: cordon.Different, By: "ann"}},
			[]string{"un-sc/KPi.1 gb-uksl/1", "us-ofac-sdn/1"},
		},
		"the last judgement stands": {
			[]string{"us-ofac-sdn/1 | person | A B", "eu-fsf/1 | person | C D"}, []cordon.Judgement{
				{A: "eu-fsf/1", B: "us-ofac-sdn/1", Verdict: cordon.Different, By: "bob", At: time.Unix(2, 0)},
				{A: "us-ofac-sdn/1", B: "eu-fsf/1", Verdict: cordon.Same, By: "ann", At: time.Unix(1, 0)},
			}, []string{"eu-fsf/1", "us-ofac-sdn/1"},
		},
		"a rule's old judgement does not bind": {
			[]string{"us-ofac-sdn/1 | person | A B", "eu-fsf/1 | person | C D"}, []cordon.Judgement{{
				A: "us-ofac-sdn/1", B: "eu-fsf/1",
				Verdict: cordon.Same, By: "rule:person",
			}}, []string{"eu-fsf/1", "us-ofac-sdn/1"},
		},
		"named after the oldest": {
			[]string{
				"un-sc/KPi.1 | person | Ri Pyong | listed=2017-12-22", "us-ofac-sdn/1 | person | Ri Pyong | listed=2017-06-01",
				"gb-uksl/1 | person | Ri Pyong | un-ref=KPi.1 | copied=2010-01-01",
			},
			[]cordon.Judgement{{A: "un-sc/KPi.1", B: "us-ofac-sdn/1", Verdict: cordon.Same, By: "ann"}},
			[]string{"us-ofac-sdn/1 un-sc/KPi.1 gb-uksl/1"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var es []*cordon.Entry
			for _, l := range c.entries {
				es = append(es, make1(t, l))
			}
			for range 5 { // in any order
				rand.Shuffle(len(es), func(i, j int) { es[i], es[j] = es[j], es[i] })
				ps, js := Cluster(es, c.judged)
				var got []string
				for _, p := range ps {
					var ids []string
					for _, id := range p.Entries {
						ids = append(ids, string(id))
					}
					got = append(got, strings.Join(ids, " "))
					if p.ID != cordon.PartyID(p.Entries[0]) {
						t.Errorf("party %s is not named after its oldest entry %s", p.ID, p.Entries[0])
					}
				}
				slices.Sort(got)
				if d := cmp.Diff(c.want, got); d != "" {
					t.Fatalf("(-want +got)\n%s", d)
				}
				for _, j := range js {
					if !strings.HasPrefix(j.By, "rule:") || j.Why == "" || j.Verdict != cordon.Same {
						t.Errorf("a rule's judgement without rule or reason: %+v", j)
					}
				}
			}
		})
	}
}

func TestUnion(t *testing.T) {
	a := make1(t, "un-sc/1 | vessel | ANGARA | imo-ship=9074729 | country=RU")
	a.Profile.Craft = &cordon.Craft{Flag: "RU"}
	b := make1(t, "us-ofac-sdn/1 | vessel | Angara;Lady~ | imo-ship=9074729 | imo-ship=9179842 | country=RU | country=KP")
	b.Profile.Craft = &cordon.Craft{Flag: "XX", Built: "1998", PastFlags: []string{"PA"}}
	gone := make1(t, "eu-fsf/1 | vessel | Old Name | off=eu-fsf@2024")
	want := cordon.Profile{
		Kind:        cordon.Vessel,
		Names:       []cordon.Name{{Full: "ANGARA", Use: cordon.Primary}, {Full: "Lady", Use: cordon.Alias, Weak: true}},
		Identifiers: []cordon.Identifier{{Scheme: cordon.IMOShip, Value: "9074729"}, {Scheme: cordon.IMOShip, Value: "9179842"}},
		Countries:   []cordon.CountryLink{{Country: "RU", Role: "location"}, {Country: "KP", Role: "location"}},
		Craft:       &cordon.Craft{Flag: "RU", Built: "1998", PastFlags: []string{"PA"}},
	}
	if d := cmp.Diff(want, Union([]*cordon.Entry{a, b, gone})); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if got := Union([]*cordon.Entry{gone}); got.Name() != "Old Name" {
		t.Errorf("a party that is off all lists has lost its profile: %+v", got)
	}
}

// TestShared names the two parties of whom the shared folder's instructions say
// that they must come together out of all lists.
func TestShared(t *testing.T) {
	ps, _ := Cluster(everyone(t), nil)
	by := partyOf(ps)
	for _, ids := range [][]cordon.EntryID{
		{"us-ofac-sdn/46769", "gb-uksl/RUS2087", "eu-fsf/EU.11328.76"},                 // Azia Shipping Company
		{"un-sc/KPi.076", "us-ofac-sdn/23215", "gb-uksl/DPR0266", "eu-fsf/EU.4278.25"}, // Ri Pyong Chol
	} {
		for _, id := range ids {
			if by[id] == nil || by[id] != by[ids[0]] {
				t.Errorf("%s and %s are not one party", id, ids[0])
			}
		}
	}
	if by["us-ofac-sdn/46769"] == by["us-ofac-sdn/46770"] {
		t.Error("Azia Shipping Company and Azia Shipping Holdings are two firms")
	}
}
