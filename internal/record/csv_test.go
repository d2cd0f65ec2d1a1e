package record

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
)

func TestCSV(t *testing.T) {
	const head = "Last Updated,01/02/2024,\nName 6,Group Type,Group ID\n"
	for _, tt := range []struct {
		name, in string
		want     []string // the group of each row
		problems []string
		err      string
	}{
		{"plain", head + "KIM,Individual,1\n\"A \"quoted\" one\",Entity,2\n", []string{"1", "2"}, nil, ""},
		{"byte order mark and line ends", "\ufeff" + strings.ReplaceAll(head+"KIM,Individual,1\n", "\n", "\r\n"), []string{"1"}, nil, ""},
		{
			"short row", head + "KIM,Individual\nLEE,Entity,2\n",
			[]string{"2"},
			[]string{`f.csv:3 "KIM,Individual": the row has 2 values, the header 3 columns`},
			"",
		},
		{
			"truncated", head + "KIM,Individual,1\nLEE,En",
			[]string{"1"},
			nil,
			`f.csv:4 "LEE,En": file ends in the middle of a row: the row has 2 values, the header 3 columns`,
		},
		{
			"renamed column", "x\nName 6,Kind,Group ID\nKIM,Individual,1\n", nil, nil,
			`f.csv:2: Group Type: the column is missing; unknown columns: ["Kind"]`,
		},
		{"missing column that can be missed", "x\nName 6,Group Type,ID\n,,\n", []string{""}, []string{
			`f.csv:2: Group ID: the column is missing; unknown columns: ["ID"]`, `f.csv:2: ID: the column is unknown and was not read`,
		}, ""},
		{
			"not UTF-8", head + "Bozic\xe9,Individual,1\n",
			[]string{"1"},
			[]string{`f.csv:3: Name 6 "Bozic` + "\uFFFD" + `": the value is not UTF-8; read as Windows-1252`},
			"",
		},
		{
			"NUL", head + "K\x00IM,Individual,1\n",
			[]string{"1"},
			[]string{`f.csv:3: Name 6 "K` + "\uFFFD" + `IM": the value holds NUL characters, which were left out`},
			"",
		},
		{"ends before the header", "Last Updated,01/02/2024,\n", nil, nil, "f.csv:1: file ends before its header"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got, problems []string
			c := NewCSV(strings.NewReader(tt.in), "f.csv", func(p cordon.Problem) { problems = append(problems, p.Error()) })
			err := readGroups(c, &got)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.problems, problems); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if tt.err == "" && err != nil || tt.err != "" && (err == nil || err.Error() != tt.err) {
				t.Errorf("error %v, want %q", err, tt.err)
			}
		})
	}
}

func readGroups(c *CSV, into *[]string) error {
	if _, err := c.Row(); err != nil {
		return err
	}
	if err := c.Header([]string{"Name 6", "Group Type"}, []string{"Group ID"}); err != nil {
		return err
	}
	for {
		_, err := c.Row()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		*into = append(*into, c.Get("Group ID"))
	}
}

// TestCSVLongValue reads a value and a row that are too long.
func TestCSVLongValue(t *testing.T) {
	var problems []cordon.Problem
	report := func(p cordon.Problem) { problems = append(problems, p) }
	c := NewCSV(strings.NewReader("x\nName 6,Group Type,Group ID\n"+strings.Repeat("A", MaxField+1)+",Individual,7\n"), "f.csv", report)
	var got []string
	if err := readGroups(c, &got); err != nil {
		t.Fatal(err)
	}
	if len(problems) != 1 || len(problems[0].Value) != 200 || problems[0].Field != "Name 6" {
		t.Errorf("problems %v", problems)
	}
	c = NewCSV(strings.NewReader("x\nName 6,Group Type,Group ID\n\""+strings.Repeat("A", MaxRecord+1<<16)), "f.csv", report)
	if err := readGroups(c, &got); !errors.Is(err, cordon.ErrInvalid) {
		t.Errorf("error %v for a row without an end", err)
	}
}

func TestClip(t *testing.T) {
	for s, want := range map[string]int{
		"short": 5, strings.Repeat("a", 300): 200, "a" + strings.Repeat("д", 150): 199, strings.Repeat("\x80", 300): 196,
	} {
		if got := Clip(s); len(got) != want || !strings.HasPrefix(s, got) {
			t.Errorf("%.10q…: %d bytes, want %d", s, len(got), want)
		}
	}
}
