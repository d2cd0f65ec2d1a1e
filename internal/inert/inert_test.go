package inert

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var lines = []struct{ text, want string }{
	{"RI Pyong Chol", "RI Pyong Chol"},
	{"\x1b[2J\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x07", `\u001b[2J\u001b]8;;http://evil.example\u001b\click\u001b]8;;\u0007`},
	{"\x1b]52;c;ZXZpbA==\x07", `\u001b]52;c;ZXZpbA==\u0007`},
	{"a\u009b31mb\u0085c", `a\u009b31mb\u0085c`},
	{"a\x9b31m", "a\uFFFD31m"},
	{"fake\n0.99  SOMEBODY\r\tx", `fake\n0.99  SOMEBODY\r\tx`},
	{"line\u2028sep\u2029", `line\u2028sep\u2029`},
	{"abc\u202Edef\u202C \u2066x\u2069", `abc\u202edef\u202c \u2066x\u2069`},
	{"\uFEFFmark \u2060join \U000E0041tag", `\ufeffmark \u2060join \udb40\udc41tag`},
	// Names of living scripts are untouched.
	{"محمد علی\u200cزاده", "محمد علی\u200cزاده"},
	{"בנימין\u200F (א)", "בנימין\u200F (א)"},
	{"क्\u200Dष श्री", "क्\u200Dष श्री"},
	{"리병철 李炳哲 Ри Бён Чхоль", "리병철 李炳哲 Ри Бён Чхоль"},
	{"ភ្នំ\u200Bពេញ", "ភ្នំ\u200Bពេញ"},
	{"José Ünal e\u0301", "José Ünal e\u0301"},
}

func TestLine(t *testing.T) {
	for _, c := range lines {
		if got := Line(c.text); got != c.want {
			t.Errorf("Line(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

// TestWriter cuts each text at every byte: a rune over two writes is one rune.
func TestWriter(t *testing.T) {
	for _, c := range lines {
		want := strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\r`, `\u000d`).Replace(c.want)
		for cut := range len(c.text) {
			var b bytes.Buffer
			w := NewWriter(&b)
			for _, part := range []string{c.text[:cut], c.text[cut:]} {
				if n, err := w.Write([]byte(part)); n != len(part) || err != nil {
					t.Fatalf("Write = %d, %v", n, err)
				}
			}
			if got := b.String(); got != want {
				t.Errorf("%q cut at %d: %q, want %q", c.text, cut, got, want)
			}
		}
	}
}

// TestJSON sends strings through an encoder and a Writer: the bytes do not act,
// and mean the same.
func TestJSON(t *testing.T) {
	for _, c := range lines {
		if !utf8.ValidString(c.text) {
			continue // the encoder has its own word for these
		}
		var b bytes.Buffer
		enc := json.NewEncoder(NewWriter(&b))
		enc.SetEscapeHTML(false)
		if err := enc.Encode(c.text); err != nil {
			t.Fatal(err)
		}
		if i := bytes.IndexFunc(bytes.TrimSuffix(b.Bytes(), []byte("\n")), acts); i >= 0 {
			t.Errorf("%q: %q acts at %d", c.text, &b, i)
		}
		var back string
		if err := json.Unmarshal(b.Bytes(), &back); err != nil || back != c.text {
			t.Errorf("%q came back as %q, %v", c.text, back, err)
		}
	}
}

func TestFprintf(t *testing.T) {
	var b strings.Builder
	Fprintf(&b, "%s|%-6s|%q|%5.2f|%+d|%v|%v\n", "a\nb", "c\x1b", "d\n", 1.5, 3, fmt.Errorf("e\r"), []string{"f\n"})
	want := "a\\nb|c\\u001b    |\"d\\n\"| 1.50|+3|e\\r|[f\\n]\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestCell(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"Kim Jong Un", "Kim Jong Un"},
		{`=HYPERLINK("http://evil.example";"x")`, `'=HYPERLINK("http://evil.example";"x")`},
		{"  =1+1", "  '=1+1"},
		{"\u00A0=1+1", "\u00A0'=1+1"},
		{"\u200B\u00AD@SUM(A1)", "\u200B\u00AD'@SUM(A1)"},
		{"\t=1+1", `\t=1+1`},
		{"\r\n=1+1", `\r\n=1+1`},
		{"＝1+1", "'＝1+1"},
		{"＋1+cmd", "'＋1+cmd"},
		{"－x", "'－x"},
		{"＠x", "'＠x"},
		{"﹦x", "'﹦x"},
		{"−x", "'−x"},
		{"+1 202 555 0100", "'+1 202 555 0100"},
		{"-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"},
		{"a;=1+1; @x; b", "a;'=1+1; '@x; b"},
		{"-12", "-12"},
		{"+0.2500", "+0.2500"},
		{"0.97", "0.97"},
		{"2017-12-22", "2017-12-22"},
		{"~1948", "~1948"},
		{"name 0.9123; country -0.2000", "name 0.9123; country -0.2000"},
		{"AL-QAIDA", "AL-QAIDA"},
		{"—", "—"},
	} {
		if got := Cell(c.text); got != c.want {
			t.Errorf("Cell(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	w := NewCSV(&b)
	if err := w.Write([]string{"a,b", `say "x"`, "=1", "two\nlines"}); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), "\"a,b\",\"say \"\"x\"\"\",'=1,two\\nlines\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// FuzzInert holds for any text: no rune of a line or a cell acts, a cell is no
// formula, one row is one line, and a Writer's text holds no control.
func FuzzInert(f *testing.F) {
	for _, c := range lines {
		f.Add(c.text)
	}
	f.Add(" \u200b=x;+y")
	f.Add("+0;+") // a number is one only as the whole cell
	f.Fuzz(func(t *testing.T, s string) {
		if got := Line(s); strings.ContainsFunc(got, acts) || !utf8.ValidString(got) {
			t.Errorf("Line(%q) = %q", s, got)
		}
		cell := Cell(s)
		if got := strings.TrimLeftFunc(cell, unicode.IsSpace); got != "" && !numberForm.MatchString(got) {
			if first, _ := utf8.DecodeRuneInString(got); strings.ContainsRune(starters, first) {
				t.Errorf("Cell(%q) = %q", s, cell)
			}
		}
		var b bytes.Buffer
		c := NewCSV(&b)
		if err := c.Write([]string{s, "x"}); err != nil || c.Flush() != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(rows) != 1 || rows[0][0] != cell {
			t.Errorf("%q came back as %q, %v", cell, rows, err)
		}
	})
}
