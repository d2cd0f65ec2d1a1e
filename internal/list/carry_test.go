package list

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/store"
)

// TestOtherScript: letters that every script shares, such as the apostrophes of
// romanised names, make no name of another script.
func TestOtherScript(t *testing.T) {
	for name, want := range map[string]bool{
		"Al-Raʼi":        false, // U+02BC
		"Saʻid Müller-ß": false, // U+02BB
		"Brigade 313":    false,
		"ООО Ангара":     true,
		"김정은":            true,
		"ニッポー (Nippo)":   true,
	} {
		if got := otherScript(cordon.Name{Full: name}); got != want {
			t.Errorf("%s: %t, want %t", name, got, want)
		}
	}
}

// TestScriptsReturn: an entry that is restored by a format of Latin letters has the
// names in other scripts that it had.
func TestScriptsReturn(t *testing.T) {
	src := unSource()
	src.Formats = slices.Clone(src.Formats)
	u := updater(t, src)
	inKorean := "<NAME_ORIGINAL_SCRIPT>조에이</NAME_ORIGINAL_SCRIPT>"
	loaded(t, u, strings.Replace(unFile("2026-01-01", some()...), "<NAME_ORIGINAL_SCRIPT/>", inKorean, 1))
	for i := range src.Formats {
		src.Formats[i].Latin = true
	}
	loaded(t, u, unFile("2026-02-01", some()[1:]...))
	loaded(t, u, unFile("2026-03-01", some()...))
	for e, err := range u.Store.Entries(t.Context(), store.EntryQuery{IDs: []cordon.EntryID{"un-sc/KPi.900"}}) {
		if err != nil || len(e.Profile.Names) != 2 || e.Profile.Names[1].Full != "조에이" {
			t.Errorf("%+v, %v", e, err)
		}
	}
	if !inForce(t, u, "un-sc/KPi.900") {
		t.Error("it is not restored")
	}
}

// TestReplacedInLatin: the names in other scripts that a format of Latin letters keeps
// do not hide that all others were replaced.
func TestReplacedInLatin(t *testing.T) {
	src := longSource()
	src.Formats = slices.Clone(src.Formats)
	u, ps := updater(t, src), people(30)
	korean := func(s string) string {
		return strings.ReplaceAll(s, "<NAME_ORIGINAL_SCRIPT/>", "<NAME_ORIGINAL_SCRIPT>조에이</NAME_ORIGINAL_SCRIPT>")
	}
	loaded(t, u, korean(unFile("2026-01-01", ps...)))
	src.Formats[0].Latin = true
	if o := loaded(t, u, unFile("2026-01-02", ps...)); o.Snapshot.Amended != 0 {
		t.Fatalf("the names are not kept: %+v", o.Snapshot)
	}
	for i := range ps {
		ps[i].name = fmt.Sprintf("Q%d SHIFTED", i)
	}
	o := one(t, u, false, map[string]string{"list": unFile("2026-01-03", ps...)})
	if o.State != Rejected || o.Pending.Rule != "replaced:names" {
		t.Errorf("%s, %+v, %v", o.State, o.Pending, o.Err)
	}
}
