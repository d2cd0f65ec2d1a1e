package theme

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
)

func TestAll(t *testing.T) {
	if _, err := read(file); err != nil {
		t.Fatal(err)
	}
	if got := Default().ID; got != "dprk-russia" {
		t.Errorf("the first theme is %s", got)
	}
	for _, th := range All() {
		if Find(th.ID) != th {
			t.Errorf("%s is not found", th.ID)
		}
	}
	if Find("no such theme") != nil || Find("") != nil {
		t.Error("an unknown theme is found")
	}
}

func TestHas(t *testing.T) {
	for _, c := range []struct {
		theme     string
		programme cordon.ProgrammeID
		want      bool
	}{
		{"dprk", "un/DPRK", true},
		{"dprk", "us/DPRK4", true},
		{"dprk", "us/dprk4", false}, // as the lists print it
		{"dprk", "us/NPWMD", false},
		{"dprk", "eu/PRK2", false},
		{"dprk", "", false},
		{"dprk-russia", "us/DPRK4", false}, // no programme alone is about both
		{"russia", "us/CAATSA - RUSSIA", true},
		{"russia", "us/CAATSA - IRAN", false},
		{"russia", "gb/Russia", true},
		{"iran", "gb/Iran-Nuclear", true},
		{"iran", "us/IRAQ2", false},
		{"sudan", "us/SOUTH SUDAN", true},
		{"syria", "us/SYRIA-CAESAR", true},
	} {
		if got := Find(c.theme).Has(c.programme); got != c.want {
			t.Errorf("%s has %q: %t", c.theme, c.programme, got)
		}
	}
}

func TestNamed(t *testing.T) {
	by := func(programme cordon.ProgrammeID, reason string) *cordon.Entry {
		return &cordon.Entry{Designations: []cordon.Designation{{Programme: programme, Reason: reason}}}
	}
	for _, c := range []struct {
		text string
		e    *cordon.Entry
		want bool
	}{
		{"reason under Russia", by("gb/Russia", "Shipped arms from the DPRK."), true},
		{"in any case", by("eu/UKR", "la NORTH KOREA"), true},
		{"reason under the DPRK", by("un/DPRK", "Shipped arms from the DPRK."), false},
		{"another reason", by("gb/Russia", "Shipped arms."), false},
		{"a part of a word", by("gb/Russia", "XDPRK"), false},
		{"remarks", &cordon.Entry{Remarks: "Democratic People’s Republic of Korea"}, true},
	} {
		if got := Find("dprk-russia").Named(c.e); got != c.want {
			t.Errorf("%s: %t", c.text, got)
		}
	}
	if Find("dprk").Named(&cordon.Entry{Remarks: "DPRK"}) {
		t.Error("a theme without words is named")
	}
}

func TestOf(t *testing.T) {
	named := []string{"dprk-russia"}
	for _, c := range []struct {
		text string
		in   []Listed
		want []string
	}{
		{"none", nil, nil},
		{"one programme", []Listed{{Programme: "un/DPRK"}}, []string{"dprk"}},
		{"both", []Listed{{Programme: "un/DPRK"}, {Programme: "gb/Russia"}}, []string{"dprk", "dprk-russia", "russia"}},
		{"words under Russia", []Listed{{Programme: "gb/Russia", Named: named}}, []string{"dprk-russia", "russia"}},
		{"words under another", []Listed{{Programme: "gb/Iran", Named: named}}, []string{"iran"}},
		{"words without a programme", []Listed{{Named: named}}, nil},
		{
			"words of one entry, Russia of another",
			[]Listed{{Programme: "gb/Russia"}, {Programme: "gb/Iran", Named: named}},
			[]string{"iran", "russia"},
		},
		{"the starter's subject", []Listed{{Programme: "kr/Other", Starter: true}}, []string{"dprk-russia"}},
		{"of none", []Listed{{Programme: "us/SDGT"}}, nil},
	} {
		if diff := cmp.Diff(c.want, slices.Sorted(maps.Keys(Of(c.in)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.text, diff)
		}
	}
}

// TestUnder: the theme that another is under is that of its own file, whose ID the
// program's own themes need not have.
func TestUnder(t *testing.T) {
	themes, err := read([]byte("- {id: b, name: B, under: a, words: [tea]}\n- {id: a, name: A, programmes: [un/A]}\n"))
	if err != nil {
		t.Fatal(err)
	}
	e := &cordon.Entry{Designations: []cordon.Designation{{Programme: "un/A", Reason: "Sold tea."}}}
	if !themes[0].Named(e) {
		t.Error("the words of a reason under the theme of the file are not found")
	}
	got := of(themes, []Listed{{Programme: "un/A", Named: []string{"b"}}})
	if want := map[string]bool{"a": true, "b": true}; !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestRefused: what is wrong with a file is said with its theme.
func TestRefused(t *testing.T) {
	const good = "- {id: a, name: A, programmes: [un/A]}\n"
	if _, err := read([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ file, want string }{
		{"", "EOF"},
		{"[]", "no theme"},
		{good + "---\n" + good, "more than one document"},
		{good + good, `theme 2 ("a"): the ID is there twice`},
		{"- {id: A B, name: A, programmes: [un/A]}", "lower-case"},
		{"- {id: a, programmes: [un/A]}", "no name"},
		{"- {id: a, name: A}", "nothing can be of it"},
		{"- {id: a, name: A, program: [un/A]}", "program"},
		{"- {id: a, name: A, programmes: [UNA]}", `programme "UNA"`},
		{"- {id: a, name: A, programmes: [xx/A]}", `programme "xx/A"`},
		{"- {id: a, name: A, programmes: [un/*]}", `programme "un/*"`},
		{"- {id: a, name: A, programmes: [un/A*B]}", `programme "un/A*B"`},
		{good + "- {id: b, name: B, both: [a, c]}", `theme 2 ("b"): "c" is no theme with programmes`},
		{good + "- {id: b, name: B, under: a}", "belong together"},
		{good + "- {id: b, name: B, under: a, words: ['(']}", "missing closing )"},
		{good + "- {id: b, name: B, starter: true}\n- {id: c, name: C, starter: true}", "two themes"},
	} {
		if _, err := read([]byte(c.file)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.file, err, c.want)
		}
	}
}
