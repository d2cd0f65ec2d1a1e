package us

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"cordon"
	"cordon/internal/record"
)

// endMark closes every CSV that OFAC publishes.
const endMark = "\x1a"

// null is how OFAC writes an empty field.
const null = "-0-"

// A table reads one of OFAC's CSVs. A record is a line; a field is a number,
// -0- or text in quotation marks; there is no header.
type table struct {
	scan   *bufio.Scanner
	file   string
	width  int // fields a record
	line   int
	ended  bool // the end mark was seen
	open   bool // the file ended without a line end
	report func(cordon.Problem)
}

func newTable(r io.Reader, file string, width int, report func(cordon.Problem)) *table {
	t := &table{file: file, width: width, report: report}
	t.scan = bufio.NewScanner(r)
	t.scan.Buffer(make([]byte, 64<<10), record.MaxField)
	t.scan.Split(t.split)
	return t
}

// split is a bufio.SplitFunc that accepts CR LF, LF and a lone CR as line ends and
// records whether the last line had one.
func (t *table) split(data []byte, atEOF bool) (int, []byte, error) {
	i := bytes.IndexAny(data, "\r\n")
	switch {
	case i >= 0 && data[i] == '\r' && i+1 == len(data) && !atEOF:
		return 0, nil, nil
	case i >= 0 && data[i] == '\r' && i+1 < len(data) && data[i+1] == '\n':
		return i + 2, data[:i], nil
	case i >= 0:
		return i + 1, data[:i], nil
	case atEOF && len(data) > 0:
		t.open = true
		return len(data), data, nil
	}
	return 0, nil, nil
}

// next is the next record, or io.EOF. A record of the wrong width in the
// middle is reported and passed over; at the end it means a truncated file.
func (t *table) next() ([]string, error) {
	for t.scan.Scan() {
		t.line++
		raw := t.scan.Text()
		if strings.HasPrefix(raw, endMark) {
			t.ended = true
			return nil, t.end(raw)
		}
		if strings.TrimSpace(raw) == "" {
			continue
		}
		rec, err := splitLine(t.clean(raw))
		if err == nil && len(rec) != t.width {
			err = fmt.Errorf("%d fields, not %d", len(rec), t.width)
		}
		if err == nil {
			return rec, nil
		}
		if t.open {
			return nil, t.problem("", raw, "the file ends in the middle of a record")
		}
		t.damaged(raw, "record passed over: "+err.Error())
	}
	if err := t.scan.Err(); errors.Is(err, bufio.ErrTooLong) {
		t.line++
		return nil, t.problem("", "", fmt.Sprintf("a record of more than %d bytes", record.MaxField))
	} else if err != nil {
		return nil, err
	}
	t.report(t.problem("", "", "no end mark (0x1A) after the last record: the file may be cut"))
	return nil, io.EOF
}

// end is io.EOF when nothing but blanks and more end marks follows the mark, in the
// rest of its line or in other lines: what stands there would be lost.
func (t *table) end(raw string) error {
	for {
		if strings.Trim(raw, endMark+" \t") != "" {
			return t.problem("", raw, "text after the end mark (0x1A): the file is damaged, or two files are joined")
		}
		if !t.scan.Scan() {
			return cmp.Or(t.scan.Err(), io.EOF)
		}
		t.line++
		raw = t.scan.Text()
	}
}

// clean drops characters that text cannot have, and reports them.
func (t *table) clean(s string) string {
	if strings.Contains(s, "\x00") {
		t.damaged(s, "NUL bytes dropped")
		s = strings.ReplaceAll(s, "\x00", "")
	}
	if !utf8.ValidString(s) {
		t.damaged(s, "not UTF-8: bytes replaced")
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return s
}

// damaged reports a line that OFAC cannot have written like this.
func (t *table) damaged(line, reason string) {
	p := t.problem("", line, reason)
	p.Kind = cordon.DamagedData
	t.report(p)
}

func (t *table) problem(rec, value, reason string) cordon.Problem {
	return cordon.Problem{File: t.file, Line: t.line, Record: rec, Value: record.Clip(strings.ToValidUTF8(value, "\uFFFD")), Reason: reason}
}

// splitLine splits a line into fields. A quotation mark within a text that no comma
// follows belongs to the text; two are one. Text keeps its spaces, since remarks are
// cut anywhere.
func splitLine(s string) ([]string, error) {
	var out []string
	for {
		s = strings.TrimLeft(s, " ")
		if !strings.HasPrefix(s, `"`) {
			f, rest, more := strings.Cut(s, ",")
			out = append(out, value(strings.TrimSpace(f)))
			if !more {
				return out, nil
			}
			s = rest
			continue
		}
		f, rest, err := quoted(s[1:])
		if err != nil {
			return nil, err
		}
		out = append(out, value(f))
		if rest == "" {
			return out, nil
		}
		s = rest[1:]
	}
}

// quoted reads a text up to its closing mark; rest begins with the comma.
func quoted(s string) (text, rest string, err error) {
	for i := 0; i < len(s); i++ {
		if s[i] != '"' {
			continue
		}
		if i+1 < len(s) && s[i+1] == '"' {
			i++
			continue
		}
		after := strings.TrimLeft(s[i+1:], " ")
		if after == "" || after[0] == ',' {
			return strings.ReplaceAll(s[:i], `""`, `"`), after, nil
		}
	}
	return "", "", errors.New("a quotation mark is not closed")
}

func value(s string) string {
	if strings.TrimSpace(s) == null {
		return ""
	}
	return s
}
