package list

import (
	"testing"

	"cordon"
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
