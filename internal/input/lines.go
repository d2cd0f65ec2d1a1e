package input

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// Lines reads a text line by line. A line ends with LF, CRLF or, as old
// spreadsheets write it, CR alone. Memory does not grow with a line.
type Lines struct {
	r     *bufio.Reader
	limit int
	cr    bool
	n     int
}

// A Line is one line without its end.
type Line struct {
	Text   string
	Number int  // 1-based
	Long   bool // it was longer than the limit; Text is its beginning
	CR     bool // it ended with a CR alone
	Ended  bool // it had an end: only the last line of a file may have none
}

// NewLines reads lines of up to limit bytes from r. cr reports whether a CR
// alone ends a line; where it does not, it is a character of the line.
func NewLines(r *bufio.Reader, limit int, cr bool) *Lines {
	return &Lines{r: r, limit: limit, cr: cr}
}

// Next is the next line, or io.EOF behind the last one.
func (l *Lines) Next() (Line, error) {
	line := Line{Number: l.n + 1}
	var text []byte
	some := false
	for !line.Ended {
		part, err := l.part(&line)
		if err != nil && (!errors.Is(err, io.EOF) || !some) {
			return Line{}, err
		}
		if err != nil {
			break
		}
		some = true
		if room := l.limit - len(text); len(part) > room {
			part, line.Long = part[:room], true
		}
		text = append(text, part...)
	}
	l.n++
	if line.Ended && !line.CR {
		text = bytes.TrimRight(text, "\r")
	}
	line.Text = string(text)
	return line, nil
}

// part takes what is buffered of the line, and the line's end if that is there.
// What it returns is valid until the next read.
func (l *Lines) part(line *Line) ([]byte, error) {
	if _, err := l.r.Peek(1); err != nil {
		return nil, err
	}
	part, _ := l.r.Peek(l.r.Buffered())
	end := bytes.IndexByte(part, '\n')
	if end >= 0 {
		part = part[:end]
	}
	if cr := bytes.IndexByte(part, '\r'); l.cr && cr >= 0 {
		part, end = part[:cr], cr
		line.CR = true
	}
	if line.Ended = end >= 0; !line.Ended {
		_, err := l.r.Discard(len(part))
		return part, err
	}
	if !line.CR {
		_, err := l.r.Discard(end + 1)
		return part, err
	}
	part = bytes.Clone(part) // the LF behind the CR may be in the next buffer
	if _, err := l.r.Discard(end + 1); err != nil {
		return nil, err
	}
	if next, _ := l.r.Peek(1); len(next) == 1 && next[0] == '\n' {
		line.CR = false
		_, err := l.r.Discard(1)
		return part, err
	}
	return part, nil
}
