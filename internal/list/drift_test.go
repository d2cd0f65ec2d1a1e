package list

import (
	"fmt"
	"strings"
	"testing"
)

// crowd are n invented people.
func crowd(n int) []person {
	var out []person
	for i := range n {
		out = append(out, person{fmt.Sprintf("KPi.%03d", i), fmt.Sprintf("NAME%d INVENTED", i), "1950-03-01", "Cuba"})
	}
	return out
}

// TestDrift changes the names of a publication: a name that vanished from all
// records is refused, and reported by name beside the one that came for it; a new
// name alone is reported and audited, and the list loaded.
func TestDrift(t *testing.T) {
	good, next := unFile("2026-01-01", crowd(60)...), unFile("2026-02-01", crowd(60)...)
	for name, c := range map[string]struct {
		data, state, err string
		problems         []string
	}{
		"as always": {next, Loaded, "", nil},
		"births renamed": {
			strings.ReplaceAll(next, "INDIVIDUAL_DATE_OF_BIRTH>", "INDIVIDUAL_BIRTH>"), Rejected,
			"rules: missing:INDIVIDUALS/INDIVIDUAL/INDIVIDUAL_DATE_OF_BIRTH: missing element: none of 60 has it",
			[]string{"INDIVIDUALS/INDIVIDUAL/INDIVIDUAL_BIRTH: unknown element; it occurs 60 times", "INDIVIDUAL_DATE_OF_BIRTH: missing element"},
		},
		"dates of births renamed": {
			strings.NewReplacer("<DATE>", "<DAY>", "</DATE>", "</DAY>").Replace(next), Rejected,
			"rules: missing:INDIVIDUALS/INDIVIDUAL/INDIVIDUAL_DATE_OF_BIRTH/DATE: missing element",
			[]string{"INDIVIDUAL_DATE_OF_BIRTH/DAY: unknown element; it occurs 60 times", "DATE: missing element"},
		},
		"a new element": {
			strings.ReplaceAll(next, "</FIRST_NAME>", "</FIRST_NAME><RANK>general</RANK>"), Loaded, "",
			[]string{"INDIVIDUALS/INDIVIDUAL/RANK: unknown element; it occurs 60 times, here first"},
		},
		"a new attribute": {
			strings.ReplaceAll(next, "<FIRST_NAME>", `<FIRST_NAME lang="en">`), Loaded, "",
			[]string{"INDIVIDUALS/INDIVIDUAL/FIRST_NAME/@lang: unknown attribute; it occurs 60 times, here first"},
		},
		"two joined":  {next + next, Failed, "a second document begins after the end of the first", nil},
		"text behind": {next + "502 Bad Gateway", Failed, "text after the end of the document", nil},
	} {
		t.Run(name, func(t *testing.T) {
			u := updater(t, unSource())
			if o := one(t, u, false, map[string]string{"a.xml": good}); o.State != Loaded || len(o.Problems) > 0 {
				t.Fatal(o.Err, o.Problems)
			}
			o := one(t, u, false, map[string]string{"a.xml": c.data})
			if o.State != c.state || !strings.Contains(o.Error, c.err) || len(o.Problems) != len(c.problems) {
				t.Errorf("got %s: %s, %d problems %v", o.State, o.Error, len(o.Problems), o.Problems)
			}
			for i := range min(len(o.Problems), len(c.problems)) {
				if !strings.Contains(o.Problems[i].Error(), c.problems[i]) {
					t.Errorf("problem %d is %v, want %q", i, o.Problems[i], c.problems[i])
				}
			}
			audited := strings.Count(audit(t, u), "list.drift")
			if c.state == Loaded && audited != len(c.problems) {
				t.Errorf("%d drifts audited, want %d", audited, len(c.problems))
			}
		})
	}
}

// TestForcedDrift: a refusal for a vanished name can be overridden, and then
// what vanished is in the audit log.
func TestForcedDrift(t *testing.T) {
	u := updater(t, unSource())
	data := strings.ReplaceAll(unFile("2026-01-01", crowd(60)...), "COMMENTS1", "REMARKS")
	if o := one(t, u, true, map[string]string{"a.xml": data}); o.State != Loaded || len(o.Problems) != 2 {
		t.Error(o.State, o.Err, o.Problems)
	}
}

// TestMisread: a list whose text was read in another encoding, or escaped once more,
// before it came here is refused, on a first load too.
func TestMisread(t *testing.T) {
	for _, name := range []string{
		"JOS\u00c3\u2030 INVENTED", "\u00d0\u02dc\u00d0\u00b2\u00d0\u00b0\u00d0\u00bd INVENTED", "A &amp;amp; B", "JOS&amp;#201; INVENTED",
	} {
		ps := crowd(60)
		for i := range 5 {
			ps[i].name = name
		}
		o := one(t, updater(t, unSource()), false, map[string]string{"a.xml": unFile("2026-01-01", ps...)})
		if o.State != Rejected || o.Pending.Rule != "damaged" || len(o.Problems) != 5 {
			t.Errorf("%s: %s, %+v, %v", name, o.State, o.Pending, o.Problems)
		}
	}
}
