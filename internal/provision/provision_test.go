package provision

import (
	"slices"
	"strings"
	"testing"

	"cordon"
)

func TestAll(t *testing.T) {
	all := All()
	if len(all) < 80 {
		t.Fatalf("%d provisions, want the paragraphs of 38 measures", len(all))
	}
	if !slices.IsSortedFunc(all, func(a, b cordon.Provision) int { return strings.Compare(string(a.ID), string(b.ID)) }) {
		t.Error("not ordered by ID")
	}
	verified := 0
	for i, p := range all {
		if i > 0 && all[i-1].ID == p.ID {
			t.Errorf("%s stands twice", p.ID)
		}
		if p.Subject == "" || p.Rule == "" || len(p.Obligates) == 0 || p.From.IsZero() || len(p.Source) == 0 {
			t.Errorf("%s lacks a part: %+v", p.ID, p)
		}
		if !slices.Contains([]cordon.Direction{cordon.FromDPRK, cordon.ToDPRK, cordon.BothWays, cordon.Undirected}, p.Direction) {
			t.Errorf("%s has direction %q", p.ID, p.Direction)
		}
		if got, ok := ByID(p.ID); !ok || got.Rule != p.Rule {
			t.Errorf("ByID(%s) finds another", p.ID)
		}
		if p.Verified {
			verified++
		}
	}
	if verified == 0 || verified == len(all) {
		t.Errorf("%d of %d are verified: the flag says nothing", verified, len(all))
	}
	if _, ok := ByID("unscr-9999/1"); ok {
		t.Error("found a provision that is not there")
	}
}

func event(typ cordon.EventType, status cordon.EventStatus, when string, actors ...cordon.Actor) *cordon.Event {
	e := &cordon.Event{Type: typ, Status: status, Actors: actors}
	if when != "" {
		e.When = cordon.Period{From: cordon.MustDate(when), To: cordon.MustDate(when)}
	}
	return e
}

// TestLaunchesNotCompared keeps the flag off the paragraphs on launches and tests
// until the texts of the resolutions are at hand.
func TestLaunchesNotCompared(t *testing.T) {
	for _, id := range []cordon.ProvisionID{"unscr-1718/2", "unscr-1718/5", "unscr-1718/6", "unscr-1874/2", "unscr-1874/3", "unscr-1874/8"} {
		if p, ok := ByID(id); !ok || p.Verified {
			t.Errorf("%s: known %v, compared with the resolution %v", id, ok, p.Verified)
		}
	}
}

func TestBreached(t *testing.T) {
	kp := func(role string) cordon.Actor { return cordon.Actor{Role: role, Name: "North Korea", Country: "KP"} }
	ru := func(role string) cordon.Actor { return cordon.Actor{Role: role, Name: "Russia", Country: "RU"} }
	missiles := event(cordon.ArmsTransfer, cordon.Alleged, "2024-01", kp("supplier"), ru("recipient"))
	missiles.Goods = []string{"Hwasong-11"}
	troops := event(cordon.OtherEvent, cordon.Reported, "2024-10", kp("supplier"), ru("recipient"))
	troops.Rule = "troop-deployment"
	fuel := event(cordon.OtherEvent, cordon.Reported, "2024-03", ru("supplier"), kp("recipient"))
	fuel.Rule = "fuel-transfer"
	nuclear := event(cordon.OtherEvent, cordon.Reported, "2017-09", kp(""))
	nuclear.Rule = "nuclear-test"
	cases := []struct {
		name     string
		e        *cordon.Event
		want     string // provisions that must be there
		not      string // and that must not
		by       string // actors on the first of want
		verified bool
		cond     bool
	}{
		{
			"from the DPRK binds both sides", event(cordon.ArmsTransfer, cordon.Reported, "2023-09", kp("supplier"), ru("recipient")),
			"unscr-1718/8(b) unscr-2270/6", "unscr-1718/8(a)(i) unscr-1874/10", "North Korea, Russia", false, false,
		},
		{
			"to the DPRK is another paragraph", event(cordon.ArmsTransfer, cordon.Alleged, "2024-05", ru("supplier"), kp("recipient")),
			"unscr-1874/10 unscr-1718/8(a)(i)", "unscr-1718/8(b)", "Russia", true, true,
		},
		{
			"unknown direction: what covers both", event(cordon.ArmsTransfer, cordon.Possible, "2024-05", ru(""), kp("")),
			"unscr-2270/6 unscr-2270/8", "unscr-1718/8(b) unscr-1874/10", "", false, true,
		},
		{"missiles are more than arms", missiles, "unscr-1718/8(a)(ii) unscr-1718/8(b)", "", "North Korea, Russia", true, true},
		{
			"before its day a rule does not bind", event(cordon.ArmsTransfer, cordon.Reported, "2015-01", kp("supplier"), ru("recipient")),
			"unscr-1718/8(b)", "unscr-2270/6 unscr-2270/8", "", false, false,
		},
		{"another regime has nothing here", event(cordon.ArmsTransfer, cordon.Reported, "2022-08",
			cordon.Actor{Role: "supplier", Name: "Iran", Country: "IR"}, ru("recipient")), "", "unscr-1718/8(b)", "", false, false},
		{
			"a launch is the DPRK's own duty", event(cordon.MissileLaunch, cordon.Reported, "2023-07", kp("")),
			"unscr-1718/5 unscr-1718/2 unscr-1874/3 unscr-1874/2 unscr-2397/2", "unscr-1718/6 unscr-1874/8", "North Korea", false, false,
		},
		{
			"a nuclear test is by other paragraphs", nuclear,
			"unscr-1718/6 unscr-1718/2 unscr-1874/8 unscr-1874/2", "unscr-1718/5 unscr-1874/3", "North Korea", false, false,
		},
		{"a launch by another is not", event(cordon.MissileLaunch, cordon.Reported, "2023-07", ru("")), "", "unscr-1718/5", "", false, false},
		{"troops", troops, "unscr-2270/9", "", "Russia", false, false},
		{"a cap is not breached by one delivery", fuel, "", "unscr-2397/5 unscr-2397/4", "", false, false},
		{"talks are no transfer", event(cordon.Talks, cordon.Reported, "2023-09", kp(""), ru("")), "", "unscr-1718/8(b)", "", false, false},
		{
			"a traveller on the UN list", event(cordon.Visit, cordon.Reported, "2023-09",
				cordon.Actor{Role: "visitor", Name: "Ri Pyong Chol", Country: "KP", Party: "un-sc/KPi.076"}, ru("host")),
			"unscr-1718/8(e)", "", "Russia", true, false,
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := map[cordon.ProvisionID]cordon.Breach{}
			for _, b := range Breached(c.e, cordon.Date{}) {
				got[b.Provision] = b
			}
			for i, id := range strings.Fields(c.want) {
				b, ok := got[cordon.ProvisionID(id)]
				if !ok {
					t.Errorf("%s is missing in %v", id, got)
					continue
				}
				if p, _ := ByID(b.Provision); b.Conditional != c.cond || b.Verified != p.Verified {
					t.Errorf("%s: conditional %v verified %v", id, b.Conditional, b.Verified)
				}
				if i == 0 && c.by != "" && strings.Join(b.By, ", ") != c.by {
					t.Errorf("%s binds %v, want %s", id, b.By, c.by)
				}
				if i == 0 && c.verified && !b.Verified {
					t.Errorf("%s was compared with the resolution", id)
				}
			}
			for _, id := range strings.Fields(c.not) {
				if _, ok := got[cordon.ProvisionID(id)]; ok {
					t.Errorf("%s is not breached", id)
				}
			}
		})
	}
}
