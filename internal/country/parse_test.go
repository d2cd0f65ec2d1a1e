package country

import (
	"errors"
	"strings"
	"testing"

	"cordon"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"RU": "RU", "ru": "RU", " RU ": "RU", "RUS": "RU", "rus": "RU", "643": "RU", "Russia": "RU", "Russian Federation": "RU",
		"PRK": "KP", "408": "KP", "DPRK": "KP", "GBR": "GB", "UK": "GB", "008": "AL", "XK": "XK", "USA": "US", "SUN": "SU",
	} {
		if got, err := Parse(text); got != want || err != nil {
			t.Errorf("Parse(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"", "ZZ", "ZZZ", "XXX", "Atlantis", "999", "001", "150", "8", "891", "R", "RU;KP", "stateless"} {
		if got, err := Parse(text); !errors.Is(err, cordon.ErrInvalid) {
			t.Errorf("Parse(%q) = %q, %v; want an error of the kind invalid", text, got, err)
		}
	}
}

// TestParseCodes wants every alpha-2 code, and every name and code made of it,
// to lead back to it.
func TestParseCodes(t *testing.T) {
	_, names := tables()
	for code, name := range names {
		for _, text := range []string{code, strings.ToLower(code), name} {
			if got, err := Parse(text); got != code {
				t.Errorf("Parse(%q) = %q, %v; want %q", text, got, err, code)
			}
		}
	}
	for other, code := range others() {
		if got, _ := Parse(other); code != "" && got != code {
			t.Errorf("Parse(%q) = %q, want %q", other, got, code)
		}
	}
	if n := len(others()); n < 480 {
		t.Errorf("only %d codes beside alpha-2", n)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"RU", "RUS", "643", "Russia", "\x00", "ß"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		code, err := Parse(text)
		if (err == nil) != (len(code) == 2) {
			t.Errorf("Parse(%q) = %q, %v", text, code, err)
		}
	})
}
