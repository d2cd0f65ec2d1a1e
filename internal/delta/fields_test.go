package delta

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
)

func whole() *cordon.Entry {
	return &cordon.Entry{
		ID: "xx-list/1", List: "xx-list", Remarks: "seen", URL: "https://example.org/a",
		Profile: cordon.Profile{
			Kind:        cordon.Vessel,
			Names:       []cordon.Name{{Full: "ANGARA", Use: cordon.Primary}, {Full: "Ангара", Use: cordon.Alias, Weak: true}},
			Identifiers: []cordon.Identifier{{Scheme: cordon.IMOShip, Value: "9179842", Invalid: true}},
			Births: []cordon.Birth{{
				Date: cordon.MustDate("1948"), To: cordon.MustDate("1950"), Place: "Kazan", Country: "RU", Calendar: "islamic",
			}},
			Deaths: []cordon.Date{cordon.MustDate("2001-02")}, Founded: []cordon.Date{cordon.MustDate("1999")},
			Countries: []cordon.CountryLink{{Country: "RU", Role: "flag"}}, Addresses: []cordon.Address{{Full: "Vladivostok"}},
			Positions: []string{"Captain"}, Contacts: []cordon.Contact{{Kind: "phone", Value: "1"}}, Gender: "m",
			Craft: &cordon.Craft{Type: "Cargo", Flag: "RU", PastFlags: []string{"PA"}},
		},
		Designations: []cordon.Designation{{
			Authority: "xx", Programme: "xx/P", Measures: []cordon.Measure{cordon.AssetFreeze}, Listed: cordon.MustDate("2020-01-02"),
			Delisted: cordon.MustDate("2021-01-02"), Amended: []cordon.Date{cordon.MustDate("2020-06-01")}, Reason: "because",
			Basis: []cordon.LegalBasis{{Instrument: "A", Paragraph: "1"}},
		}},
		Relations: []cordon.Relation{{Role: "owner", Name: "X", Former: true}},
	}
}

// TestFields: every field has values in an entry that has everything, and a version
// without it differs in just this field.
func TestFields(t *testing.T) {
	without := map[string]func(*cordon.Entry){
		"kind":                  func(e *cordon.Entry) { e.Profile.Kind = cordon.Person },
		"names":                 func(e *cordon.Entry) { e.Profile.Names[1].Weak = false },
		"identifiers":           func(e *cordon.Entry) { e.Profile.Identifiers = nil },
		"births":                func(e *cordon.Entry) { e.Profile.Births[0].Calendar = "" },
		"deaths":                func(e *cordon.Entry) { e.Profile.Deaths = nil },
		"founded":               func(e *cordon.Entry) { e.Profile.Founded = nil },
		"countries":             func(e *cordon.Entry) { e.Profile.Countries = nil },
		"addresses":             func(e *cordon.Entry) { e.Profile.Addresses = nil },
		"positions":             func(e *cordon.Entry) { e.Profile.Positions = nil },
		"contacts":              func(e *cordon.Entry) { e.Profile.Contacts = nil },
		"gender":                func(e *cordon.Entry) { e.Profile.Gender = "" },
		"craft":                 func(e *cordon.Entry) { e.Profile.Craft.PastFlags = nil },
		"designations.measures": func(e *cordon.Entry) { e.Designations[0].Measures = nil },
		"designations.listed":   func(e *cordon.Entry) { e.Designations[0].Listed = cordon.Date{} },
		"designations.delisted": func(e *cordon.Entry) { e.Designations[0].Delisted = cordon.Date{} },
		"designations.amended":  func(e *cordon.Entry) { e.Designations[0].Amended = nil },
		"designations.basis":    func(e *cordon.Entry) { e.Designations[0].Basis = nil },
		"designations.reason":   func(e *cordon.Entry) { e.Designations[0].Reason = "" },
		"designations":          func(e *cordon.Entry) { e.Designations[0].Programme = "xx/Q" },
		"relations":             func(e *cordon.Entry) { e.Relations[0].Former = false },
		"remarks":               func(e *cordon.Entry) { e.Remarks = "" },
		"url":                   func(e *cordon.Entry) { e.URL = "" },
		Details:                 func(e *cordon.Entry) { e.Profile.Names[0].Script = "Latn" },
	}
	for _, f := range Fields {
		if f.Label == "" || len(f.Values(whole())) == 0 || len(f.Values(&cordon.Entry{})) > 1 {
			t.Errorf("%s: %q, %v", f.Name, f.Label, f.Values(whole()))
		}
		if without[f.Name] == nil {
			t.Errorf("no case for %s", f.Name)
		}
	}
	for name, change := range without {
		e := whole()
		change(e)
		if got := Between(whole(), e); len(got) != 1 || got[0].Field != name {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestBetween(t *testing.T) {
	is := whole()
	is.URL, is.Profile.Craft.Flag = "https://example.org/b", "KP"
	is.Profile.Names = append(is.Profile.Names[1:], cordon.Name{Full: "ANGARA II", Use: cordon.Primary})
	want := []cordon.FieldChange{
		{Field: "names", Added: []string{"ANGARA II (primary)"}, Removed: []string{"ANGARA (primary)"}},
		{Field: "craft", Added: []string{"flag KP"}, Removed: []string{"flag RU"}},
		{Field: "url", Added: []string{"https://example.org/b"}, Removed: []string{"https://example.org/a"}},
	}
	if diff := cmp.Diff(want, Between(whole(), is)); diff != "" {
		t.Error(diff)
	}
	if Label("url") != "link" || Label(Details) != Details {
		t.Error(Label("url"))
	}
	two := whole()
	two.Designations = append(two.Designations, cordon.Designation{Programme: "xx/Q", Reason: "too"})
	want = []cordon.FieldChange{
		{Field: "designations", Added: []string{"xx/Q"}},
		{Field: "designations.reason", Added: []string{"xx/P: because", "xx/Q: too"}, Removed: []string{"because"}},
	}
	got := Between(whole(), two)
	if diff := cmp.Diff(want[:1], got[:1]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want[1:], got[len(got)-1:]); diff != "" {
		t.Error(diff)
	}
	if b := birth(whole().Profile.Births[0]); b != "1948 to 1950 Kazan RU (islamic)" {
		t.Errorf("%q", b)
	}
}
