package table

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSwallowedRows: two stray quotes do not make one cell of the rows between them,
// and a cell of several lines is read.
func TestSwallowedRows(t *testing.T) {
	const remedy = " in it looks like a row of its own: close the quote, double it or take it out"
	bad := func(number, line, inner int, shown string) string {
		return fmt.Sprintf("%d: line %d %q: a quoted cell over several lines, and line %d%s", number, line, shown, inner, remedy)
	}
	many := strings.Repeat("2,Ri,x\n", 45)
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"two stray quotes": {
			"id,name,address\n1,Anna Weber,\"Flat 5\n2,Ri Pyong Chol,Pyongyang\n3,Bob Jones,Screen 5\"\n4,Carl Gauss,x\n",
			[]string{
				bad(1, 2, 3, "1,Anna Weber,\"Flat 5\n2,Ri Pyong Chol,Pyongyang\n3,Bob Jones,Screen 5\""),
				"2: Ri Pyong Chol #2", "3: Bob Jones #3", "4: Carl Gauss #4",
			},
		},
		"side by side": {
			"id,name,address\n1,Anna,\"Flat\n3,Bob,x\"\n",
			[]string{bad(1, 2, 3, "1,Anna,\"Flat\n3,Bob,x\""), "2: Bob #3"},
		},
		"before a quoted cell": {
			"id,name,address\n1,Anna,\"Flat\n2,\"Ri\",x\n",
			[]string{bad(1, 2, 3, "1,Anna,\"Flat\n2,\"Ri\",x"), "2: Ri #2"},
		},
		"in the middle": {
			"id,name,address,x\n1,Anna,\"Flat,a\n2,Ri,b,c\n3,Bob,y\",b\n",
			[]string{bad(1, 2, 3, "1,Anna,\"Flat,a\n2,Ri,b,c\n3,Bob,y\",b"), "2: Ri #2", "3: Bob #3"},
		},
		"tabs": {
			"id\tname\taddress\n1\tAnna\t\"Flat\n2\tRi\tb\n3\tBob\tx\"\n",
			[]string{bad(1, 2, 3, "1\tAnna\t\"Flat\n2\tRi\tb\n3\tBob\tx\""), "2: Ri #2", "3: Bob #3"},
		},
		"blanks behind commas": {
			"id, name, address\n1, Anna, \"Flat\n2, Ri, b\n3, Bob, x\"\n",
			[]string{bad(1, 2, 3, "1, Anna, \"Flat\n2, Ri, b\n3, Bob, x\""), "2: Ri #2", "3: Bob #3"},
		},
		"two columns": {
			"name,address\nAnna,\"Flat 5\nRi,Pyongyang\nBob,Screen 5\"\n",
			[]string{bad(1, 2, 3, "Anna,\"Flat 5\nRi,Pyongyang\nBob,Screen 5\""), "2: Ri", "3: Bob"},
		},
		"two columns, an id": {
			"id,name\n1,\"Anna\n2,Ri\n3,Bob\"\n",
			[]string{bad(1, 2, 3, "1,\"Anna\n2,Ri\n3,Bob\""), "2: Ri #2", "3: Bob\" #3"},
		},
		"two columns, before a quoted cell": {
			"name,address\nAnna,\"Flat 5\nRi,\"Chung,Pyongyang\"\n",
			[]string{bad(1, 2, 3, "Anna,\"Flat 5\nRi,\"Chung,Pyongyang\""), "2: Ri"},
		},
		"one column": {
			"name\n\"Kim\nJong Un\"\n\"Ri Pyong\nChol\"\nKim Yong Chol\n",
			[]string{"1: Kim\nJong Un", "2: Ri Pyong\nChol", "3: Kim Yong Chol"},
		},
		"a postcode":             {"name,address\nKim Jong Un,\"1 Rue X\n75008,Paris\"\nAnna,x\n", []string{"1: Kim Jong Un", "2: Anna"}},
		"a line among others":    {"name,address\nKim,\"Rue X\nParis,France\nEurope\"\nAnna,x\n", []string{"1: Kim", "2: Anna"}},
		"an address in front":    {"address,name\n\"1 Rue X,A\nParis,France\",Kim\nx,Anna\n", []string{"1: Kim", "2: Anna"}},
		"a line of three places": {"name,address\nKim,\"Rue X\nParis,IDF,France\"\nAnna,x\n", []string{"1: Kim", "2: Anna"}},

		"an address":        {"id,name,address\n1,Anna,\"Flat 5, Block 2, Unit 3\nHigh Street, Reading, Berks\nUK\"\n", []string{"1: Anna #1"}},
		"an address of two": {"name,address\nAnna,\"Flat 5\nHigh Street, Reading\nLondon, UK\"\n", []string{"1: Anna"}},
		"more cells behind": {"address,name,id\n\"Flat 5\nLondon\",Anna,1\n", []string{"1: Anna #1"}},
		"an empty line":     {"id,name,address\n1,Anna,\"Flat 5\n\nLondon\"\n2,Ri,x\n", []string{"1: Anna #1", "2: Ri #2"}},
	} {
		if diff := cmp.Diff(c.want, read(t, strings.NewReader(c.text), CSV, nil)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	got := read(t, strings.NewReader("id,name,address\n1,Anna,\"a\n"+many+"3,Bob,b\"\n"), CSV, nil)
	if len(got) != 47 || got[46] != "47: Bob #3" {
		t.Errorf("%d rows: %.300q", len(got), got)
	}
}

// TestSwallowedWork: each line is split once, however many rows it may belong to.
func TestSwallowedWork(t *testing.T) {
	long := strings.Repeat("x", 20_000)
	block := strings.Repeat("\""+long+"\n", 40) + "1,2," + long + "\n\"" + long + "\n" + long + "\"\n"
	text := "id,name,address\n" + strings.Repeat(block, 4)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	n := len(read(t, strings.NewReader(text), CSV, nil))
	runtime.ReadMemStats(&after)
	if used := int(after.TotalAlloc - before.TotalAlloc); n < 4*41 || used > 150*len(text) {
		t.Errorf("%d rows, %d bytes allocated to read %d", n, used, len(text))
	}
}

// TestHeaderOverLines: the separator is recognised from the whole of a header whose first
// cell has a line break, as Excel writes it.
func TestHeaderOverLines(t *testing.T) {
	want := []string{"1: Kim, Jong Un", "2: Ri Pyong Chol"}
	const rows = "Kim, Jong Un;x\nRi Pyong Chol;x\n"
	for _, text := range []string{
		"\"Customer\nName\";Notiz\n" + rows,
		"\"Customer\nName\";\"Notiz\"\n" + rows,
		"\"Customer\r\nName\";\"Not\r\niz\"\r\n" + strings.ReplaceAll(rows, "\n", "\r\n"),
		"Notiz;\"Customer\nName\"\nx;\"Kim, Jong Un\"\nx;Ri Pyong Chol\n",
		"Name;Breite\" x;y\n" + rows,
	} {
		if diff := cmp.Diff(want, read(t, strings.NewReader(text), CSV, nil)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
