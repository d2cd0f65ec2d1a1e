package list

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cordon/internal/need"
)

// TestWordsLost: a publication whose names lose a part, or have another word in its
// place, is refused: the number of names stays.
func TestWordsLost(t *testing.T) {
	for what, second := range map[string]string{"emptied": "", "a placeholder": " N/A", "cut": " INV"} {
		u := updater(t, longSource())
		ps := people(400)
		for i := range ps {
			ps[i].name = "Q" + strings.NewReplacer(".", "", " ", "").Replace(ps[i].ref) + " INVENTED"
		}
		loaded(t, u, unFile("2026-01-01", ps...))
		renamed := slices.Clone(ps)
		renamed[0].name = "Qother INVENTED"
		loaded(t, u, unFile("2026-01-02", renamed...)) // a party may be renamed
		for i := range 20 {
			first, _, _ := strings.Cut(renamed[i].name, " ")
			renamed[i].name = first + second
		}
		o := one(t, u, false, map[string]string{"un.xml": unFile("2026-02-01", renamed...)})
		if o.State != Rejected || o.Pending == nil || o.Pending.Rule != "lost:words" {
			t.Errorf("%s: %s, %+v, %v", what, o.State, o.Pending, o.Err)
		}
	}
}

// TestWordsLostBesideMissingAliases: where the aliases are missing, the words that are lost
// are a share of those of the primary names: many long aliases hide nothing.
func TestWordsLostBesideMissingAliases(t *testing.T) {
	src := sdnSource()
	u := updater(t, src)
	main := func(cut int) string {
		var b strings.Builder
		for i := range 100 {
			second := " INVENTED"
			if i < cut {
				second = ""
			}
			fmt.Fprintf(&b, `%d,"PARTY%d%s","-0- ","DPRK4"%s`+"\r\n", i+1, i, second, strings.Repeat(`,"-0- "`, 8))
		}
		return b.String() + "\x1a"
	}
	var aliases strings.Builder
	for i := range 100 {
		fmt.Fprintf(&aliases, `%d,%d,"aka","A%[1]d B%[1]d C%[1]d D%[1]d E%[1]d F%[1]d G%[1]d H%[1]d I%[1]d J%[1]d","-0- "`+"\r\n", i+1, 1000+i)
	}
	o := one(t, u, false, map[string]string{"2026-01-01/sdn.csv": main(0), "2026-01-01/alt.csv": aliases.String() + "\x1a"})
	if o.State != Loaded || slices.Contains(o.Snapshot.Missing, "aliases") {
		t.Fatalf("%s, %+v, %v", o.State, o.Snapshot, o.Err)
	}
	if o := one(t, u, false, map[string]string{"2026-01-02/sdn.csv": main(2)}); o.State != Loaded {
		t.Errorf("two names cut: %s, %v", o.State, o.Err)
	}
	o = one(t, u, false, map[string]string{"2026-01-03/sdn.csv": main(14)})
	want := "had 198 words and 12 of these are gone (6.1%)"
	if o.State != Rejected || o.Pending.Rule != "lost:words" || !strings.Contains(o.Pending.Reason, want) {
		t.Errorf("fourteen names cut: %s, %+v, %v", o.State, o.Pending, o.Err)
	}
}

// TestRealWordsLost: the UN's list without the second or third part of its names is
// refused, over a good one and alone; also when a twentieth of the records keeps it.
func TestRealWordsLost(t *testing.T) {
	august := need.Unpacked(t, "data", "lists", "un", "un_consolidated_2026-08-01.xml.xz")
	later := bytes.Replace(august, []byte(`dateGenerated="2026-08-01`), []byte(`dateGenerated="2026-08-03`), 1)
	for what, spoil := range map[string]func([]byte) []byte{
		"second emptied": func(b []byte) []byte {
			return regexp.MustCompile(`<SECOND_NAME>[^<]*<`).ReplaceAll(b, []byte("<SECOND_NAME><"))
		},
		"second a placeholder": func(b []byte) []byte {
			return regexp.MustCompile(`<SECOND_NAME>[^<]*<`).ReplaceAll(b, []byte("<SECOND_NAME>N/A<"))
		},
		"second a word for none": func(b []byte) []byte {
			return regexp.MustCompile(`<SECOND_NAME>[^<]*<`).ReplaceAll(b, []byte("<SECOND_NAME>null<"))
		},
		"third emptied": func(b []byte) []byte {
			return regexp.MustCompile(`<THIRD_NAME>[^<]*<`).ReplaceAll(b, []byte("<THIRD_NAME><"))
		},
		"second removed from most": func(b []byte) []byte {
			n := 0
			return regexp.MustCompile(`<SECOND_NAME>[^<]*</SECOND_NAME>`).ReplaceAllFunc(b, func(name []byte) []byte {
				if n++; n%20 == 0 {
					return name
				}
				return nil
			})
		},
	} {
		for _, alone := range []bool{true, false} {
			src := longSource()
			src.MaxEntries, src.MinEntries = 3000, 600
			src.Fill = map[string]float64{twoWords: 0.95, threeWords: 0.65}
			u := updater(t, src)
			if !alone {
				loaded(t, u, string(august))
			}
			o := realFrom(t, u, map[string][]byte{"un.xml": spoil(later)})
			if o.State != Rejected {
				t.Errorf("%s, alone %v: %s", what, alone, o.State)
				continue
			}
			t.Logf("%s, alone %v: %s: %s", what, alone, o.Pending.Rule, o.Pending.Reason)
		}
	}
}
