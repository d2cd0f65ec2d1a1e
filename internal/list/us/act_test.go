package us

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
)

// said is a short form of designations: tag, day, measures, bases.
func said(e *cordon.Entry) (out []string) {
	for _, d := range e.Designations {
		out = append(out, fmt.Sprint(d.Programme.Code(), " ", d.Listed, " ", d.DateKind, " ", d.Measures, " ", d.Basis))
	}
	return out
}

const consHead = `<sanctionsData><publicationInfo><dataAsOf>2025-01-10T00:00:00</dataAsOf><filters><sanctionsLists>` +
	`<sanctionsList>Consolidated List</sanctionsList></sanctionsLists></filters></publicationInfo><entities>`

// enhanced wraps what is said of one party's listings.
func enhanced(lists, programmes, types, bases string) string {
	tags := func(name, s string) (out string) {
		for _, v := range splitTags(s) {
			out += "<" + name + ">" + v + "</" + name + ">"
		}
		return out
	}
	return consHead + `<entity id="7"><generalInfo><entityType>Entity</entityType></generalInfo>` +
		`<sanctionsLists>` + lists + `</sanctionsLists>` +
		`<sanctionsPrograms>` + tags("sanctionsProgram", programmes) + `</sanctionsPrograms>` +
		`<sanctionsTypes>` + tags("sanctionsType", types) + `</sanctionsTypes>` +
		`<legalAuthorities>` + tags("legalAuthority", bases) + `</legalAuthorities><names><name><isPrimary>true</isPrimary><translations>` +
		`<translation><script>Latin</script><formattedFullName>X</formattedFullName></translation></translations></name>` +
		`</names></entity></entities></sanctionsData>`
}

func TestEnhancedActs(t *testing.T) {
	list := func(name, day string) string {
		return `<sanctionsList datePublished="` + day + `">` + name + `</sanctionsList>`
	}
	for _, tt := range []struct {
		name, data string
		want       []string
		problems   int
	}{
		{
			"marker and one list",
			enhanced(
				list("Consolidated List", "2014-10-10")+list("Non-SDN Palestinian Legislative Council List", "2006-04-12"),
				"NS-PLC", "Reject", "General License 4 Under EO 13224 (Terrorism)",
			),
			[]string{"NS-PLC 2006-04-12 own [reject] [{General License 4 Under EO 13224 (Terrorism)    }]"},
			0,
		},
		{
			"blocked and on a list",
			enhanced(
				list("Sectoral Sanctions Identifications List", "2014-07-29")+list("SDN List", "2022-02-24"),
				"UKRAINE-EO13662;RUSSIA-EO14024", "Block;13662 Sectoral Directive 1",
				"Executive Order 14024 (Russia);Executive Order 13662 (Ukraine)",
			),
			[]string{
				"UKRAINE-EO13662 2014-07-29 own [sectoral 13662 Sectoral Directive 1] [{Executive Order 13662 (Ukraine)    }]",
				"RUSSIA-EO14024 2022-02-24 own [blocking] [{Executive Order 14024 (Russia)    }]",
			},
			0,
		},
		{
			"older than its programme", enhanced(list("SDN List", "2018-08-15"), "RUSSIA-EO14024", "Block", "Executive Order 14024 (Russia)"),
			[]string{"RUSSIA-EO14024  unknown [blocking] [{Executive Order 14024 (Russia)    }]"},
			1,
		},
		{
			"a type that the table lacks",
			enhanced(
				list("Non-SDN Menu-Based Sanctions List", "2018-09-20"),
				"CAATSA - RUSSIA", "CAATSA Section 231/235 Sanctions", "CAATSA - Section 231",
			),
			[]string{"CAATSA - RUSSIA 2018-09-20 own [CAATSA Section 231/235 Sanctions] [{CAATSA - Section 231    }]"},
			0,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := memory("enhanced.xml", "", []byte(tt.data))
			format, saw := sniffed(t, &f)
			if saw.List != Cons {
				t.Fatalf("taken for %s", saw.List)
			}
			entries, problems := readAll(t, format, pub(Cons, f))
			if diff := cmp.Diff(tt.want, said(entries[0])); diff != "" || len(problems) != tt.problems {
				t.Errorf("problems %v; -want +got\n%s", problems, diff)
			}
			if entries[0].ID != "us-ofac-cons/7" {
				t.Errorf("ID %s", entries[0].ID)
			}
		})
	}
}

// TestListingDate checks that a listing date in the remarks counts on the Consolidated
// list only.
func TestListingDate(t *testing.T) {
	for list, want := range map[cordon.ListID]string{
		Cons: "CMIC-EO13959 2021-06-03 own [] []",
		SDN:  "CMIC-EO13959  unknown [] []",
	} {
		p := newParty(list, "7", func(p cordon.Problem) { t.Error(p) })
		p.setPrograms([]string{"CMIC-EO13959"})
		p.addRemarks("Listing Date (CMIC) 03 Jun 2021; Effective Date (CMIC) 02 Aug 2021.", false)
		e := p.finish()
		if diff := cmp.Diff([]string{want}, said(e)); diff != "" {
			t.Errorf("%s: %s", list, diff)
		}
		if e.Remarks != "Listing Date (CMIC) 03 Jun 2021; Effective Date (CMIC) 02 Aug 2021" {
			t.Errorf("remarks %q", e.Remarks)
		}
	}
}

func TestMeasuresInRemarks(t *testing.T) {
	p := newParty(Cons, "7", func(p cordon.Problem) { t.Error(p) })
	p.setPrograms([]string{"UKRAINE-EO13662", "RUSSIA-EO14024", "DPRK4"})
	p.addRemarks("Executive Order 13662 Directive Determination - Subject to Directive 1; "+
		"Executive Order 14024 Directive Information - For more information on directives, see the site; "+
		"Secondary sanctions risk: North Korea Sanctions Regulations; "+
		"alt. Secondary sanctions risk: See Section 11 of Executive Order 14024.", false)
	want := []string{
		"UKRAINE-EO13662  unknown [sectoral 13662 Sectoral Directive 1] []",
		"RUSSIA-EO14024  unknown [secondary-sanctions-risk] []",
		"DPRK4  unknown [secondary-sanctions-risk] []",
	}
	if diff := cmp.Diff(want, said(p.finish())); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestNetwork checks that a tie of leadership that is published from the organisation
// becomes the person's.
func TestNetwork(t *testing.T) {
	n := newNetwork(SDN)
	n.meet("1", "BOSS, Ann", cordon.Person)
	n.meet("2", "FIRM", cordon.Organization)
	n.meet("3", "FIRM", cordon.Organization)
	n.links = []link{
		{from: "2", to: "1", typ: "Leader or official of", quality: "High"},
		{from: "2", to: "9", typ: "Owned or Controlled By", name: "ELSEWHERE", former: true},
		{from: "2", to: "1", typ: "Dances with", quality: "Unknown"},
	}
	n.settle()
	boss, _ := n.relations("1")
	leads := []cordon.Relation{{Role: "leader", Other: "us-ofac-sdn/2", Name: "FIRM", Type: "Leader or official of (High)"}}
	if diff := cmp.Diff(leads, boss); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	firm, unknown := n.relations("2")
	want := []cordon.Relation{
		{Role: "owned-by", Other: "us-ofac-cons/9", Name: "ELSEWHERE", Former: true, Type: "Owned or Controlled By"},
		{Role: "linked-to", Other: "us-ofac-sdn/1", Name: "BOSS, Ann", Type: "Dances with"},
	}
	if diff := cmp.Diff(want, firm); diff != "" || len(unknown) != 1 {
		t.Errorf("unknown %v; -want +got\n%s", unknown, diff)
	}
	if n.named("FIRM") != "" || n.named("BOSS, Ann") != "us-ofac-sdn/1" || n.named("NOBODY") != "" {
		t.Error("names that two parties bear, or none, must not be resolved")
	}
}
