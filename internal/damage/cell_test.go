package damage

import "testing"

// TestCells: what programs write for nothing is told from names.
func TestCells(t *testing.T) {
	for text, want := range map[string][3]bool{ // Empty, Torn, Placeholder
		"#REF!":             {true, true, true},
		"#WERT! #WERT!":     {true, true, true},
		"#¿NOMBRE?":         {true, true, true},
		"#N/A":              {true, true, true},
		"[object Object]":   {true, true, true},
		"null, null":        {true, true, true},
		"Undefined":         {true, false, true},
		"None None":         {true, false, true},
		"Anna undefined":    {false, true, false},
		"Weber <null>":      {false, true, false},
		"na":                {false, false, true},
		"-":                 {false, false, true},
		"N/A":               {true, false, true},
		"Nan Nan":           {false, false, false},
		"Na Nil":            {false, false, false},
		"Anna Null":         {false, false, false},
		"Office #39":        {false, false, false},
		"#66 DIVISION":      {false, false, false},
		"Undefined Ltd":     {false, false, false},
		"Null & Void GmbH!": {false, false, false},
	} {
		if got := [3]bool{Empty(text), Torn(text), Placeholder(text)}; got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	for text, lost := range map[string]bool{
		"BWAMB???": true, "BWAMB?LE": true, "??? ???": true, "BWAMB？LE": true, "Bwambale?": false, "(1960?)": false, "Bwambale ? Tayebwa": false,
	} {
		if got := OfName(text) != ""; got != lost {
			t.Errorf("%q: %v, want %v", text, got, lost)
		}
	}
}
