package list

import (
	"slices"
	"strings"
	"testing"

	"cordon"
)

// namesInForce are the names of an entry in force, the primary name first.
func namesInForce(t *testing.T, u *Updater, id cordon.EntryID) (out []string) {
	t.Helper()
	e, err := u.Store.Entry(t.Context(), id)
	if err != nil || e.Until != "" {
		t.Fatalf("%s: %+v, %v", id, e, err)
	}
	for _, n := range e.Profile.Names {
		if n.Use == cordon.Primary {
			out = slices.Insert(out, 0, n.Full)
		} else {
			out = append(out, n.Full)
		}
	}
	return out
}

// aliased is a list on which the first person has an alias.
func aliased(day, alias string, ps []person) string {
	return strings.Replace(unFile(day, ps...), "<QUALITY/><ALIAS_NAME/>", "<QUALITY>Good</QUALITY><ALIAS_NAME>"+alias+"</ALIAS_NAME>", 1)
}

// TestDamagedName: a name that is damaged, or only what stands in place of one, does not
// take away the good one that the list had, however often it is published.
func TestDamagedName(t *testing.T) {
	for _, c := range []struct{ name, printed, first string }{
		{"lost character", "BW\uFFFDMBALE TAYEBWA", "BWAMBALE TAYEBWA"},
		{"question marks", "BWAMB??? TAYEBWA", "BWAMBALE TAYEBWA"},
		{"question marks alone", "???????? TAYEBWA", "BWAMBALE TAYEBWA"},
		{"question mark in a word", "BWAMB?LE TAYEBWA", "BWAMBALE TAYEBWA"},
		{"other encoding", "BWÃ„MBALE TAYEBWA", "BWAMBALE TAYEBWA"},
		{"na", "na", "BWAMBALE TAYEBWA"},
		{"NULL", "NULL", "BWAMBALE TAYEBWA"},
		{"a spreadsheet's error", "#REF! #REF!", "BWAMBALE TAYEBWA"},
		{"-", "-", "BWAMBALE TAYEBWA"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u, ps := updater(t, longSource()), people(30)
			ps[0].name = "BWAMBALE TAYEBWA"
			loaded(t, u, aliased("2026-01-01", "KABALIRA MUGISHA", ps))
			for _, day := range []string{"2026-02-01", "2026-03-01"} {
				ps[0].name = c.printed
				o := loaded(t, u, aliased(day, "KABALIRA MUGISHA", ps))
				if got := namesInForce(t, u, "un-sc/KPi.1000"); got[0] != c.first || !slices.Contains(got, "KABALIRA MUGISHA") {
					t.Errorf("%s: %q", day, got)
				}
				said := func(p cordon.Problem) bool { return p.Record == "KPi.1000" && p.Field == "names" }
				if !slices.ContainsFunc(o.Problems, said) {
					t.Errorf("%s: no problem in %+v", day, o.Problems)
				}
			}
			ps[0].name = "BWAMBALE TAYEBWA"
			loaded(t, u, aliased("2026-04-01", "KABALIRA MUGISHA", ps))
			if got := namesInForce(t, u, "un-sc/KPi.1000"); len(got) != 2 {
				t.Errorf("after a good publication: %q", got)
			}
		})
	}
}

// TestDamagedAlias: the same holds for an alias, and what else the record changes is taken.
func TestDamagedAlias(t *testing.T) {
	for _, printed := range []string{"KAB\uFFFDLIRA MUGISHA", "KAB????? MUGISHA", "unknown", "na", "N/A", "#NAME?"} {
		u, ps := updater(t, longSource()), people(30)
		loaded(t, u, aliased("2026-01-01", "KABALIRA MUGISHA", ps))
		ps[0].name = "N0 CORRECTED"
		o := loaded(t, u, aliased("2026-02-01", printed, ps))
		got := namesInForce(t, u, "un-sc/KPi.1000")
		if got[0] != "N0 CORRECTED" || !slices.Contains(got, "KABALIRA MUGISHA") {
			t.Errorf("%s: %q", printed, got)
		}
		if !slices.ContainsFunc(o.Problems, func(p cordon.Problem) bool { return p.Record == "KPi.1000" }) {
			t.Errorf("%s: no problem in %+v", printed, o.Problems)
		}
	}
}

// TestShortenedName: a name that lost its words, as by an empty element, is kept until the
// next publication prints the shorter one again.
func TestShortenedName(t *testing.T) {
	u, ps := updater(t, longSource()), people(30)
	ps[0].name = "BWAMBALE TAYEBWA KASULE"
	loaded(t, u, aliased("2026-01-01", "BWAMBALE", ps))
	ps[0].name = "BWAMBALE"
	o := loaded(t, u, aliased("2026-02-01", "BWAMBALE", ps))
	if got := namesInForce(t, u, "un-sc/KPi.1000"); !slices.Contains(got, "BWAMBALE TAYEBWA KASULE") {
		t.Errorf("%q", got)
	}
	if !slices.ContainsFunc(o.Problems, func(p cordon.Problem) bool { return strings.Contains(p.Reason, "shorter") }) {
		t.Errorf("no problem in %+v", o.Problems)
	}
	loaded(t, u, aliased("2026-03-01", "BWAMBALE", ps))
	if got := namesInForce(t, u, "un-sc/KPi.1000"); slices.Contains(got, "BWAMBALE TAYEBWA KASULE") {
		t.Errorf("confirmed: %q", got)
	}
}

// TestManyDamagedNames: letters replaced by question marks in many records refuse the
// file, as letters that were lost in another way do.
func TestManyDamagedNames(t *testing.T) {
	u, ps := updater(t, longSource()), people(30)
	loaded(t, u, unFile("2026-01-01", ps...))
	for i := range 3 {
		ps[i].name = "NAM? INVEN???"
	}
	if o := one(t, u, false, map[string]string{"list": unFile("2026-02-01", ps...)}); o.State != Rejected || o.Pending.Rule != "damaged" {
		t.Errorf("%s, %+v, %v", o.State, o.Pending, o.Err)
	}
}
