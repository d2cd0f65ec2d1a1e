package record

import "testing"

func TestNumbers(t *testing.T) {
	for _, tt := range []struct {
		kind string
		is   func(string) bool
		yes  []string
		no   []string
	}{
		{
			"IMO ship", IMOShip,
			[]string{"9346885", "8514306", "7408873", "9298492"},
			[]string{"9346886", "5342883", "934688", "93468850", "934688x", "0000000", ""},
		},
		{"IMO company", IMOCompany, []string{"5342883", "5571322", "0011359", "5676084"}, []string{"9346885", "5342884", "0000000", ""}},
		{"INN", INN, []string{"7707083893", "7713122621", "500100732259"}, []string{"7707083894", "500100732258", "0000000000", "77070838", ""}},
		{
			"OGRN", OGRN,
			[]string{"1027739267126", "1027802483070", "304500116000157"},
			[]string{"1027739267125", "9027739267126", "102773926712", "304500116000158", ""},
		},
	} {
		for _, s := range tt.yes {
			if !tt.is(s) {
				t.Errorf("%s(%q) = false", tt.kind, s)
			}
		}
		for _, s := range tt.no {
			if tt.is(s) {
				t.Errorf("%s(%q) = true", tt.kind, s)
			}
		}
	}
}

func TestScript(t *testing.T) {
	for s, want := range map[string]string{
		"Ri Pyong Chol": "Latn", "Les Enturbannés": "Latn", "Ри Бён Чхоль": "Cyrl", "리병철": "Hang",
		"李炳哲": "Hani", "みずほ銀行": "Jpan", "حاجی": "Arab", "AHO ДИАЛОГ": "Cyrl", "12-34": "", "": "",
	} {
		if got := Script(s); got != want {
			t.Errorf("Script(%q) = %q, want %q", s, got, want)
		}
	}
}
