package web

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestContrast computes the contrast of every pair of colours that text is set
// in, by the formula of WCAG 2.2: at least 4.5 to 1, in both schemes. Edges and
// fills that carry meaning want 3 to 1.
func TestContrast(t *testing.T) {
	css := string(styleSheet.bytes)
	light := variables(css[:strings.Index(css, "@media (prefers-color-scheme: dark)")])
	dark := map[string]string{}
	for k, v := range light {
		dark[k] = v
	}
	rest := css[strings.Index(css, "@media (prefers-color-scheme: dark)"):]
	for k, v := range variables(rest[:strings.Index(rest, "* { box-sizing")]) {
		dark[k] = v
	}
	pairs := []struct {
		front, back string
		least       float64
	}{
		{"ink", "paper", 4.5},
		{"ink", "card", 4.5},
		{"ink", "sunk", 4.5},
		{"soft", "paper", 4.5},
		{"soft", "card", 4.5},
		{"soft", "sunk", 4.5},
		{"link", "paper", 4.5},
		{"link", "card", 4.5},
		{"link", "sunk", 4.5},
		{"link", "act-tint", 4.5},
		{"link", "note-tint", 4.5},
		{"mast-ink", "mast", 4.5},
		{"mast-soft", "mast", 4.5},
		{"act-ink", "act", 4.5},
		{"ink", "act-tint", 4.5},
		{"soft", "act-tint", 4.5},
		{"act", "act-tint", 4.5},
		{"claim", "claim-tint", 4.5},
		{"ink", "claim-tint", 4.5},
		{"claim", "card", 4.5},
		{"denial", "denial-tint", 4.5},
		{"ink", "denial-tint", 4.5},
		{"denial", "card", 4.5},
		{"event", "event-tint", 4.5},
		{"event", "card", 4.5},
		{"event", "paper", 4.5},
		{"alarm", "alarm-tint", 4.5},
		{"alarm", "card", 4.5},
		{"note", "note-tint", 4.5},
		{"ink", "note-tint", 4.5},
		{"card", "act", 4.5},
		{"card", "event", 4.5},
		{"focus", "paper", 3},
		{"focus", "card", 3},
		{"act", "card", 3},
		{"off", "card", 3},
		{"rule", "card", 2.4},
	}
	for name, vars := range map[string]map[string]string{"light": light, "dark": dark} {
		for _, p := range pairs {
			if got := contrast(t, vars[p.front], vars[p.back]); got < p.least {
				t.Errorf("%s: %s on %s has %.2f to 1, want %.1f", name, p.front, p.back, got, p.least)
			}
		}
	}
}

var variable = regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6});`)

func variables(css string) map[string]string {
	out := map[string]string{}
	for _, m := range variable.FindAllStringSubmatch(css, -1) {
		out[m[1]] = m[2]
	}
	return out
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) != 7 {
		t.Fatalf("no colour: %q", hex)
	}
	var l float64
	for i, w := range []float64{0.2126, 0.7152, 0.0722} {
		v, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(v) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		l += w * c
	}
	return l
}

// TestStyleSheetIsOurs wants no load from elsewhere in the style sheet.
func TestStyleSheetIsOurs(t *testing.T) {
	for _, bad := range []string{"@import", "url(", "http:", "https:", "!important"} {
		if strings.Contains(string(styleSheet.bytes), bad) {
			t.Errorf("the style sheet has %s", bad)
		}
	}
}
