package table

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cordon"
	"cordon/internal/input"
)

// csvRows reads the header and streams the rows below it.
func csvRows(r *bufio.Reader, mapping map[string]string) (iter.Seq2[Row, error], error) {
	head, _ := r.Peek(sniffed)
	t := &records{lines: lines{in: input.NewLines(r, MaxRow, true)}, delim: delimiter(string(head))}
	if err := t.separator(); err != nil {
		return nil, err
	}
	header, err := t.next()
	for err == nil && blank(header.cells) {
		header, err = t.next()
	}
	if errors.Is(err, io.EOF) {
		return nil, rowless("only blank lines")
	}
	if err != nil {
		return nil, err
	}
	fields, err := columns(header.cells, mapping)
	if err != nil {
		return nil, at(err, header.line)
	}
	t.header, t.pieces = header.cells, pieces(header.cells, fields)
	rest := unread(header.cells, fields)
	return func(yield func(Row, error) bool) {
		for number := 1; ; number++ {
			row, err := csvRow(t, fields, number)
			row.Unread = rest
			if errors.Is(err, io.EOF) {
				if number == 1 {
					yield(row, rowless("a header and no rows below it"))
				}
				return
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}, nil
}

// csvRow reads the next row that is not blank. Its error ends the file.
func csvRow(t *records, fields []string, number int) (Row, error) {
	for {
		rec, err := t.next()
		row := Row{Number: number, Line: rec.line}
		var p cordon.Problem
		switch {
		case errors.As(err, &p):
			row.Err = p
			return row, nil
		case err != nil:
			return row, err
		case blank(rec.cells):
			continue
		}
		row.Query, row.Err = rowQuery(rec, fields, t.pieces)
		return row, nil
	}
}

func rowQuery(rec record, fields []string, pieces []bool) (cordon.Query, error) {
	var more error
	cells := rec.cells
	switch {
	case len(cells) > len(fields):
		more = cordon.Problem{Reason: "more cells than the header has columns"}
		cells = cells[:len(fields)]
	case len(cells) < len(fields) && !rec.ended:
		reason := fmt.Sprintf("the file ends in the middle of this row: %d of %d cells and no line end", len(cells), len(fields))
		more = cordon.Problem{Reason: reason}
	}
	var vs []value
	for i, c := range cells {
		if fields[i] != "" {
			vs = append(vs, value{fields[i], c, pieces[i]})
		}
	}
	q, err := query(vs)
	return q, at(both(more, err), rec.line)
}

// at gives a problem its line.
func at(err error, line int) error {
	if p, ok := err.(cordon.Problem); ok {
		p.Line = line
		return p
	}
	return err
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// delimiters are the characters that may divide cells, unless a line names another.
const delimiters = ",;\t|"

// firstRecord is the first line, with the next ones where a quoted cell runs over them, as
// in a header of Excel. Where its quote is not closed in time it is the first line.
func firstRecord(head string) string {
	head = strings.TrimLeft(head, "\r\n")
	first, breaks, quoted := len(head), 0, false
	for i := range len(head) {
		switch c := head[i]; {
		case c == '"':
			quoted = !quoted && (i == 0 || strings.IndexByte(delimiters+"\" ", head[i-1]) >= 0)
		case c != '\n' && c != '\r':
		case !quoted:
			return head[:i]
		default:
			first = min(first, i)
			if breaks++; breaks > maxLines {
				return head[:first]
			}
		}
	}
	return head[:first]
}

// delimiter is the one of , ; tab | that stands most often in the first record,
// outside of quotes.
func delimiter(head string) byte {
	line := firstRecord(head)
	best, most := byte(','), 0
	for _, d := range []byte(delimiters) {
		n, quoted := 0, false
		for i := range len(line) {
			switch line[i] {
			case '"':
				quoted = !quoted
			case d:
				if !quoted {
					n++
				}
			}
		}
		if n > most {
			best, most = d, n
		}
	}
	return best
}

// namedSeparator is a first line that names the separator of the cells, as Excel
// writes and reads it.
var namedSeparator = regexp.MustCompile(`^(?i:"?sep=)([^"]*)"?$`)

// separator takes the separator from a line in front of the header that names it,
// if there is one. A name that is not one character is a cordon.Problem.
func (t *records) separator() error {
	line, err := t.peek(0)
	for err == nil && strings.TrimSpace(line.Text) == "" {
		t.drop(1)
		line, err = t.peek(0)
	}
	if err != nil {
		return nil // which reading the header says, too
	}
	named := namedSeparator.FindStringSubmatch(line.Text)
	if named == nil {
		return nil
	}
	s := named[1]
	if len(s) != 1 || s[0] >= utf8.RuneSelf || letterOrDigit(rune(s[0])) {
		return cordon.Problem{
			Line: line.Number, Value: line.Text,
			Reason: "names no separator that can be read: it must be one character, such as , ; | or a tab",
		}
	}
	t.delim = s[0]
	t.drop(1)
	return nil
}

func letterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// A record is the cells of one row of a CSV.
type record struct {
	cells []string
	line  int  // on which it begins
	ended bool // by a line end, as every row but the last must be
}

// records reads records. A quoted field may run over lines. Where its quote is
// not closed within maxLines or MaxRow, that row alone is reported and reading
// goes on with the next line, so that one bad row does not eat the file; the same
// where a line within the quotes looks like a row.
type records struct {
	lines
	delim  byte
	header []string // nil until it is read
	pieces []bool   // of its columns
}

// next is the next record, a cordon.Problem with its line, or io.EOF.
func (t *records) next() (record, error) {
	head, err := t.lines.next()
	if err != nil {
		return record{}, err
	}
	rec := record{line: head.Number, ended: head.Ended}
	if head.Long {
		return rec, tooLong(head.Number)
	}
	var open bool
	if rec.cells, open = cut(head.Text, t.delim, false); !open {
		return rec, nil
	}
	n, err := t.closing(head.Text)
	if err != nil {
		return rec, err
	}
	if n > 0 {
		if row := t.swallowed(head.Text, rec.cells, n); row > 0 {
			reason := fmt.Sprintf("a quoted cell over several lines, and line %d in it looks like a row of its own: %s", row,
				"close the quote, double it or take it out")
			return rec, cordon.Problem{Line: rec.line, Value: t.shown(head.Text), Reason: reason}
		}
		text, last := t.join(head, n)
		t.drop(n)
		rec.cells, _ = cut(text, t.delim, false)
		rec.ended = last.Ended
		return rec, nil
	}
	if rec.cells, open = cut(head.Text, t.delim, true); !open {
		return rec, nil
	}
	return rec, cordon.Problem{Line: rec.line, Value: t.shown(head.Text), Reason: "a quote that is not closed"}
}

// shown is the beginning of a record for a message.
func (t *records) shown(text string) string {
	const enough = 80
	b := append(make([]byte, 0, enough), text[:min(len(text), enough)]...)
	for _, l := range t.ahead {
		if len(b) == enough {
			break
		}
		b = append(b, '\n')
		b = append(b, l.Text[:min(len(l.Text), enough-len(b))]...)
	}
	return string(b)
}

// tooLong is the problem of a row of more than MaxRow bytes.
func tooLong(line int) error {
	return cordon.Problem{Line: line, Reason: fmt.Sprintf("longer than %d MB", MaxRow>>20)}
}

// closing is how many of the next lines belong to a record whose first line
// leaves a quote open; 0 when the quote is not closed in time. Which lines leave
// an open quote open does not depend on where it was opened, so that each line
// is looked at once however many stray quotes stand before it.
func (t *records) closing(head string) (int, error) {
	size := len(head)
	for i := 0; i < maxLines; i++ {
		line, err := t.peek(i)
		if err == io.EOF {
			return 0, nil
		}
		if err != nil {
			return 0, err
		}
		if size += 1 + len(line.Text); line.Long || size > MaxRow {
			return 0, nil
		}
		if i < t.open {
			continue
		}
		if _, open := cut(`"`+line.Text, t.delim, false); !open {
			return i + 1, nil
		}
		t.open = i + 1
	}
	return 0, nil
}

// swallowed is the first of the next n lines, which a quote makes a part of the record,
// that looks like a row of its own: it has as many cells as the header. 0 is none. The
// last line has cells of the record behind the quote, so that it is one only where the
// first line is as long. A comma and a blank do not divide cells, as they stand in
// addresses, unless they do in the header or the cells before the quote. In a single
// column a line of a cell cannot be told from a row.
func (t *records) swallowed(head string, cells []string, n int) int {
	if len(t.header) < 2 {
		return 0
	}
	spaced := led(t.header) || led(cells[:len(cells)-1])
	if len(t.header) == 2 {
		return t.swallowedPair(head, spaced, n)
	}
	for i := range t.ahead[:n] {
		l := &t.ahead[i]
		if l.divided(t.delim, spaced) < len(t.header) || i == n-1 && divided(head, t.delim, spaced) < len(t.header) {
			continue
		}
		return l.Number
	}
	return 0
}

// swallowedPair is swallowed for two columns. One delimiter stands in many an address
// ("75008,Paris"), so that more than half of the lines must look like rows: of two cells,
// or with quotes that are closed within the line, which the end of a cell cannot have; and
// with digits in the first cell just where the first line has them.
func (t *records) swallowedPair(head string, spaced bool, n int) int {
	if divided(head, t.delim, spaced) < 2 {
		return 0
	}
	id, _, _ := strings.Cut(head, string(t.delim))
	first, rows, all := 0, 0, 0
	for i := range t.ahead[:n] {
		l := &t.ahead[i]
		if strings.TrimSpace(l.Text) == "" {
			continue
		}
		all++
		cell, _, _ := strings.Cut(l.Text, string(t.delim))
		quotes := strings.Count(l.Text, `"`)
		cells := l.divided(t.delim, spaced)
		if cells < 2 || cells > 2 && (quotes == 0 || quotes%2 == 1) {
			continue
		}
		if strings.TrimSpace(cell) == "" || strings.ContainsFunc(cell, unicode.IsDigit) != strings.ContainsFunc(id, unicode.IsDigit) {
			continue
		}
		if rows++; rows == 1 {
			first = l.Number
		}
	}
	if rows*2 <= all {
		return 0
	}
	return first
}

// led reports whether a cell has a blank in front.
func led(cells []string) bool {
	return slices.ContainsFunc(cells, func(c string) bool { return strings.HasPrefix(c, " ") })
}

// divided is how many cells a text has, whatever its quotes.
func divided(text string, delim byte, spaced bool) int {
	n := 1 + strings.Count(text, string(delim))
	if !spaced {
		n -= strings.Count(text, string(delim)+" ")
	}
	return n
}

// join is a line with the next n behind it, and the last of them.
func (t *records) join(head input.Line, n int) (string, input.Line) {
	var b strings.Builder
	b.WriteString(head.Text)
	last := head
	for _, l := range t.ahead[:n] {
		end := byte('\n')
		if last.CR {
			end = '\r'
		}
		b.WriteByte(end)
		b.WriteString(l.Text)
		last = l.Line
	}
	return b.String(), last
}

// An ahead is a line that is read before its turn.
type ahead struct {
	input.Line
	cells [2]int // as divided counts them, with and without blanks; 0 is not counted yet
}

// divided counts once, as a line may be looked at for each of the lines before it.
func (a *ahead) divided(delim byte, spaced bool) int {
	if a.cells[0] == 0 {
		a.cells = [2]int{divided(a.Text, delim, false), divided(a.Text, delim, true)}
	}
	if spaced {
		return a.cells[1]
	}
	return a.cells[0]
}

// lines reads lines and can look ahead.
type lines struct {
	in    *input.Lines
	ahead []ahead // read, but not taken yet
	open  int     // how many of them are known to leave an open quote open
}

func (l *lines) next() (input.Line, error) {
	line, err := l.peek(0)
	if err == nil {
		l.drop(1)
	}
	return line, err
}

// peek is the line i places ahead.
func (l *lines) peek(i int) (input.Line, error) {
	for len(l.ahead) <= i {
		line, err := l.in.Next()
		if err != nil {
			return input.Line{}, err
		}
		l.ahead = append(l.ahead, ahead{Line: line})
	}
	return l.ahead[i].Line, nil
}

func (l *lines) drop(n int) {
	l.ahead = l.ahead[n:]
	l.open = max(l.open-n, 0)
}

// cut splits a record into cells; open reports whether a quote is not closed. A
// quote within a cell that no delimiter follows is a character of the cell. Loose
// reads two quotes before a delimiter as a character and the end: "ООО "Ромашка"",RU.
func cut(s string, delim byte, loose bool) (cells []string, open bool) {
	for {
		text, quoted := strings.CutPrefix(strings.TrimLeft(s, " "), `"`)
		if !quoted {
			cell, rest, more := strings.Cut(s, string(delim))
			cells = append(cells, cell)
			if !more {
				return cells, false
			}
			s = rest
			continue
		}
		cell, rest, end := quotedCell(text, delim, loose)
		cells = append(cells, cell)
		if end != atDelimiter {
			return cells, end == unclosed
		}
		s = rest
	}
}

// A cellEnd is what ends a quoted cell.
type cellEnd int

const (
	unclosed    cellEnd = iota // nothing: the quote is not closed
	atDelimiter                // a delimiter: another cell follows
	atEnd                      // the end of the record
)

// quotedCell reads a cell behind its opening quote, and what follows the cell.
func quotedCell(s string, delim byte, loose bool) (cell, rest string, end cellEnd) {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, `"`)
		b.WriteString(before)
		if !found {
			return b.String(), "", unclosed
		}
		s = after
		next, doubled := strings.CutPrefix(s, `"`)
		blank := strings.TrimLeft(s, " ")
		switch {
		case loose && doubled && (next == "" || next[0] == delim):
			b.WriteByte('"')
			if next == "" {
				return b.String(), "", atEnd
			}
			return b.String(), next[1:], atDelimiter
		case doubled:
			b.WriteByte('"')
			s = next
		case blank == "":
			return b.String(), "", atEnd
		case blank[0] == delim:
			return b.String(), blank[1:], atDelimiter
		default:
			b.WriteByte('"')
		}
	}
}
