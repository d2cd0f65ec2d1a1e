package list

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/need"
	"cordon/internal/starter"
)

// lengthSource is the UN's list, known to have had 100 entries on the tenth day.
func lengthSource() *Source {
	s := longSource()
	s.Length = starter.Length{List: "un-sc", Entries: 100, Counted: cordon.MustDate(day(10)), Source: "un.xml"}
	return s
}

// TestShorterThanKnown: a first load that is much shorter than the list was known to be
// is partial, and so is the list until a publication is long enough or forced.
func TestShorterThanKnown(t *testing.T) {
	ps := people(100)
	for name, steps := range map[string][]struct {
		day, n int
		force  bool
		short  bool
	}{
		"of the day":               {{10, 96, false, true}},
		"within the limit":         {{10, 98, false, false}},
		"of before the count":      {{9, 90, false, false}},
		"a year later":             {{300, 94, false, false}},
		"a year later, half":       {{300, 50, false, true}},
		"again, then longer":       {{11, 90, false, true}, {12, 90, false, true}, {13, 100, false, false}, {14, 98, false, false}},
		"forced":                   {{11, 90, true, false}, {12, 90, false, false}},
		"the next is forced":       {{11, 90, false, true}, {12, 91, true, false}, {13, 91, false, false}},
		"shorter by removals only": {{10, 100, false, false}, {11, 98, false, false}, {12, 96, false, false}},
	} {
		t.Run(name, func(t *testing.T) {
			u := updater(t, lengthSource())
			for _, s := range steps {
				o := one(t, u, s.force, map[string]string{"list": unFile(day(s.day), ps[:s.n]...)})
				lacks := strings.Join(o.Snapshot.Lacks(), "; ")
				if o.State != Loaded || strings.Contains(lacks, "was known to have 100") != s.short || s.short && !o.Snapshot.Incomplete() {
					t.Errorf("%d on day %d: %s, %q, %+v", s.n, s.day, o.State, lacks, o.Snapshot)
				}
				told := len(o.Problems) > 0 && strings.Contains(o.Problems[0].Reason, "had 100 on 2026-01-11 (un.xml)")
				if told != s.short {
					t.Errorf("%d on day %d: problems %v", s.n, s.day, o.Problems)
				}
			}
			if short := strings.Contains(audit(t, u), "list.short"); short != steps[0].short {
				t.Errorf("audit %s", audit(t, u))
			}
		})
	}
}

// TestRealUNShort: a first load of the UN's list without 95 of its records, which the
// starter does not know, is partial; the whole file is not.
func TestRealUNShort(t *testing.T) {
	august := need.Unpacked(t, "data", "lists", "un", "un_consolidated_2026-08-01.xml.xz")
	n := 0
	dropped := regexp.MustCompile(`(?s)<INDIVIDUAL>.*?</INDIVIDUAL>`).ReplaceAllFunc(august, func(b []byte) []byte {
		if n++; n%7 == 0 && n <= 95*7 {
			return nil
		}
		return b
	})
	src := longSource()
	src.MaxEntries, src.MinEntries, src.Length = 3000, 600, starter.Lengths["un-sc"]
	u := updater(t, src)
	o := realFrom(t, u, map[string][]byte{"un.xml": dropped})
	if o.State != Loaded || o.Snapshot.Expected != 1011 || !o.Snapshot.Incomplete() {
		t.Fatalf("%s, %+v, %v", o.State, o.Snapshot, o.Err)
	}
	t.Log(o.Problems[0])
	if o := realFrom(t, u, map[string][]byte{"un.xml": august}); o.State != Loaded || o.Snapshot.Partial() {
		t.Errorf("%s, %+v, %v", o.State, o.Snapshot, o.Err)
	}
}

// TestOlderMendsNot: a whole file that is older than a list that lacks something is not
// loaded, forced or not, and the outcome names the remedy, which works.
func TestOlderMendsNot(t *testing.T) {
	ps := people(100)
	u := updater(t, lengthSource())
	loaded(t, u, unFile(day(12), ps[:90]...))
	for _, force := range []bool{false, true, true} {
		o := one(t, u, force, map[string]string{"whole.xml": unFile(day(11), ps...)})
		told := len(o.Problems) == 1 && strings.Contains(o.Problems[0].Reason, "load a whole file of 2026-01-13 or later")
		if o.State != Older || !told {
			t.Errorf("forced %t: %s, %v", force, o.State, o.Problems)
		}
	}
	if o := loaded(t, u, unFile(day(12), ps...)+"\n"); o.Snapshot.Partial() || o.Snapshot.Entries != 100 {
		t.Errorf("a whole file of the day: %+v", o.Snapshot)
	}
	if o := one(t, u, false, map[string]string{"whole.xml": unFile(day(11), ps...)}); o.State != Older || len(o.Problems) != 0 {
		t.Errorf("older than a whole list: %s, %v", o.State, o.Problems)
	}
	afresh := updater(t, lengthSource())
	loaded(t, afresh, unFile(day(11), ps...))
	loaded(t, afresh, unFile(day(12), ps[:90]...))
	if !inForce(t, afresh, "un-sc/KPi.1099") {
		t.Error("the older first, and an entry is lost")
	}
}

// TestAcceptedShort: what is accepted of a first load was refused for another reason;
// that the list is short was not shown, and stays noted.
func TestAcceptedShort(t *testing.T) {
	ps := people(100)
	src := lengthSource()
	src.MinEntries = 60
	u := updater(t, src)
	var refused *Refused
	if o := one(t, u, false, map[string]string{"list": unFile(day(10), ps[:50]...)}); !errors.As(o.Err, &refused) {
		t.Fatalf("not refused: %+v", o)
	}
	outs, err := u.Accept(t.Context(), refused.Digest)
	if err != nil {
		t.Fatal(err)
	}
	if s := outs[0].Snapshot; s == nil || s.Expected != 100 {
		t.Errorf("accepted: %+v", s)
	}
}

// TestShortBehindOlder: a first load of before the count is not judged, the next one is.
func TestShortBehindOlder(t *testing.T) {
	ps := people(100)
	u := updater(t, lengthSource())
	if o := loaded(t, u, unFile(day(5), ps[:50]...)); o.Snapshot.Expected != 0 {
		t.Errorf("before the count: %+v", o.Snapshot)
	}
	if o := loaded(t, u, unFile(day(12), ps[:50]...)); o.Snapshot.Expected != 100 {
		t.Errorf("after the count: %+v", o.Snapshot)
	}
}
