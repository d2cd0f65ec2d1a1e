package record

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"cordon"
)

// A CSV streams the rows of one CSV file. A value with bytes that are not
// UTF-8, with a NUL or longer than MaxField goes to report with its place: the
// first is read as Windows-1252, the second without the NUL, the third not at all.
type CSV struct {
	file    string
	guard   *guard
	reader  *csv.Reader
	report  func(cordon.Problem)
	columns []string // as the header prints them; nil before Header
	index   map[string]int
	row     []string
	line    int
}

// NewCSV starts reading r. Quotes inside a value need not be doubled: publishers
// often leave them as they are.
func NewCSV(r io.Reader, file string, report func(cordon.Problem)) *CSV {
	g := &guard{r: r, left: MaxRecord}
	cr := csv.NewReader(g)
	cr.FieldsPerRecord, cr.LazyQuotes, cr.ReuseRecord = -1, true, true
	return &CSV{file: file, guard: g, reader: cr, report: report}
}

// Row reads the next row, or returns io.EOF. Under a header a row that is
// shorter or longer than it is reported and passed over; if it is the last and
// cut short, the file is truncated. The row is good until the next call.
func (c *CSV) Row() ([]string, error) {
	row, err := c.read()
	for err == nil && c.columns != nil && len(row) != len(c.columns) {
		p := c.Problem("", "", strings.Join(row, ","), fmt.Sprintf("the row has %d values, the header %d columns", len(row), len(c.columns)))
		p.Kind = cordon.DamagedData
		short := len(row) < len(c.columns)
		if row, err = c.read(); errors.Is(err, io.EOF) && short {
			p.Reason = "file ends in the middle of a row: " + p.Reason
			return nil, p
		}
		c.report(p)
	}
	for i, v := range row {
		row[i] = c.clean(i, v)
	}
	return row, err
}

func (c *CSV) read() ([]string, error) {
	c.guard.left = MaxRecord
	row, err := c.reader.Read()
	var p cordon.Problem
	switch {
	case err == nil:
		c.row = row
		c.line, _ = c.reader.FieldPos(0)
		return row, nil
	case errors.Is(err, io.EOF):
		return nil, io.EOF
	case errors.As(err, &p):
		return nil, c.Problem("", "", "", p.Reason)
	}
	return nil, c.Problem("", "", "", err.Error())
}

// Header reads the next row as the header. A missing column of need is an error.
// A missing column of know and a column in neither are reported: the file can be
// read, but a part of it will be missing.
func (c *CSV) Header(need, know []string) error {
	row, err := c.Row()
	if errors.Is(err, io.EOF) {
		return c.Problem("", "", "", "file ends before its header")
	}
	if err != nil {
		return err
	}
	c.columns, c.index = append([]string(nil), row...), map[string]int{}
	for i, name := range c.columns {
		if _, twice := c.index[Label(name)]; !twice {
			c.index[Label(name)] = i
		}
	}
	known := map[string]bool{}
	for _, name := range append(append([]string(nil), need...), know...) {
		known[Label(name)] = true
	}
	var extra []string
	for _, name := range c.columns {
		if name != "" && !known[Label(name)] {
			extra = append(extra, name)
		}
	}
	for i, name := range append(append([]string(nil), need...), know...) {
		if at, ok := c.index[Label(name)]; ok {
			c.index[name] = at // as Get will be asked for it
			continue
		}
		p := c.Problem("", name, "", "the column is missing; unknown columns: "+quoted(extra))
		p.Kind = cordon.MissingName
		if i < len(need) {
			return p
		}
		c.report(p)
	}
	for _, name := range extra {
		p := c.Problem("", name, "", "the column is unknown and was not read")
		p.Kind = cordon.UnknownName
		c.report(p)
	}
	return nil
}

// Get is the value of the column of that name in the current row; "" when
// there is no such column.
func (c *CSV) Get(name string) string {
	i, ok := c.index[name]
	if !ok {
		i, ok = c.index[Label(name)]
	}
	if ok && i < len(c.row) {
		return c.row[i]
	}
	return ""
}

// Line is the line on which the current row begins; 0 before the first.
func (c *CSV) Line() int { return c.line }

// Problem is an error in the current row.
func (c *CSV) Problem(record, field, value, reason string) cordon.Problem {
	return cordon.Problem{File: c.file, Line: c.Line(), Record: record, Field: field, Value: Clip(value), Reason: reason}
}

func (c *CSV) clean(i int, v string) string {
	name := fmt.Sprintf("column %d", i+1)
	if i < len(c.columns) {
		name = c.columns[i]
	}
	if len(v) > MaxField {
		c.report(c.Problem("", name, v, fmt.Sprintf("the value is longer than %d bytes and was not read", MaxField)))
		return ""
	}
	if !utf8.ValidString(v) {
		c.damaged(name, strings.ToValidUTF8(v, "\uFFFD"), "the value is not UTF-8; read as Windows-1252")
		v, _ = charmap.Windows1252.NewDecoder().String(v)
	}
	if strings.ContainsRune(v, 0) {
		c.damaged(name, strings.ReplaceAll(v, "\x00", "\uFFFD"), "the value holds NUL characters, which were left out")
		v = strings.ReplaceAll(v, "\x00", "")
	}
	return v
}

// damaged reports a value that the publisher cannot have written like this.
func (c *CSV) damaged(field, value, reason string) {
	p := c.Problem("", field, value, reason)
	p.Kind = cordon.DamagedData
	c.report(p)
}

// Label is the name of a column or element without what tends to change: its
// letters and digits in lower case. "Current owner/operator (s)" and
// "CurrentOwnerOperators" have one label.
func Label(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

func quoted(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return fmt.Sprintf("%q", names)
}
