package inert

import (
	"encoding/csv"
	"io"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// starters are the runes with which a spreadsheet begins a formula, and their
// full-width and small forms, which some spreadsheets fold.
const starters = "=+-@＝＋－＠﹦﹢﹣﹫−"

// numberForm is a number as we write them: it may begin with a sign.
var numberForm = regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?$`)

// Cell is a text as a cell of a spreadsheet: one line, and never a formula. A
// cell that would be one gets an apostrophe in front, as people type it; so does
// one inside the text after a semicolon, at which a spreadsheet of some countries
// cuts. Space and invisible runes in front of a formula do not hide it. A cell
// that is a number stays one.
func Cell(s string) string {
	s = Line(s)
	if !strings.ContainsAny(s, starters) || numberForm.MatchString(strings.TrimLeftFunc(s, unicode.IsSpace)) {
		return s
	}
	parts := strings.Split(s, ";")
	for i, p := range parts {
		parts[i] = quoted(p)
	}
	return strings.Join(parts, ";")
}

func quoted(s string) string {
	bare := strings.TrimLeftFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == '"'
	})
	first, _ := utf8.DecodeRuneInString(bare)
	if bare == "" || !strings.ContainsRune(starters, first) {
		return s
	}
	return s[:len(s)-len(bare)] + "'" + bare
}

// A CSV writes rows of cells as comma-separated values (RFC 4180), each cell as
// Cell has it. It is the only writer of CSV in the program.
type CSV struct{ w *csv.Writer }

// NewCSV writes rows to w; Flush ends it.
func NewCSV(w io.Writer) *CSV { return &CSV{csv.NewWriter(w)} }

// Write writes one row; an error may be told by a later Write or by Flush.
func (c *CSV) Write(row []string) error {
	cells := make([]string, len(row))
	for i, s := range row {
		cells[i] = Cell(s)
	}
	return c.w.Write(cells)
}

// Flush writes what is still held back.
func (c *CSV) Flush() error {
	c.w.Flush()
	return c.w.Error()
}
