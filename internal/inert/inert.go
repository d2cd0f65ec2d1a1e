// Package inert makes published text harmless where people look at it: in a
// terminal and in a spreadsheet.
//
// Names, titles, quotes, file names and the texts of errors come from outside.
// A terminal obeys control bytes in them, a reader is misled by text that runs
// backwards or by a line break that looks like a row of ours, and a spreadsheet
// computes a cell that begins like a formula. What such text holds is shown
// here, never obeyed and never dropped: a rune that could act is written as its
// escape, \u001b or \u202e.
package inert

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// acts reports whether a rune can do more in a terminal than show a letter:
//
//   - controls (Cc: C0, DEL and C1, so ESC, CSI, OSC) drive the terminal;
//   - line and paragraph separators (Zl, Zp) fake a row;
//   - formatting runes (Cf) that embed, override or isolate a direction
//     (U+202A-U+202E, U+2066-U+2069) reorder letters of the text around them;
//   - the rest of Cf (tags, annotations, the byte order mark, word joiner) has
//     no use in a name, and hides text from the reader.
//
// Kept of Cf is what words of living scripts are spelled with: see spelling.
func acts(r rune) bool {
	if r < 0x80 {
		return r < 0x20 || r == 0x7F
	}
	if !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
		return false
	}
	return !unicode.Is(spelling, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// spelling are the formatting runes that stay: the soft hyphen and the zero
// width space (word breaks of news texts, Khmer, Burmese and Thai), ZWNJ and ZWJ
// (Persian, the Indic scripts), and the marks U+200E, U+200F and U+061C. Such a
// mark moves text no further than a Latin, Hebrew or Arabic letter in its place
// would.
var spelling = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x00AD, Hi: 0x00AD, Stride: 1},
	{Lo: 0x061C, Hi: 0x061C, Stride: 1},
	{Lo: 0x200B, Hi: 0x200F, Stride: 1},
}}

// escape writes a rune as JSON does, \u001b, beyond U+FFFF as two of them: so
// that JSON in which a string held the rune still says the same.
func escape(b *strings.Builder, r rune) {
	if r <= 0xFFFF {
		fmt.Fprintf(b, `\u%04x`, r)
		return
	}
	r -= 0x10000
	fmt.Fprintf(b, `\u%04x\u%04x`, 0xD800+(r>>10), 0xDC00+(r&0x3FF))
}

// Line is a text as part of one line: line breaks and tabs in it are escaped
// too. Bytes that are not UTF-8 become U+FFFD.
func Line(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, string(utf8.RuneError))
	}
	if !strings.ContainsFunc(s, acts) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case acts(r):
			escape(&b, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Fprintf is fmt.Fprintf for people: the format is ours and may hold line
// breaks, each operand is written as Line writes it and cannot begin a row.
func Fprintf(w io.Writer, format string, args ...any) (int, error) {
	safe := make([]any, len(args))
	for i, a := range args {
		safe[i] = operand{a}
	}
	return fmt.Fprintf(w, format, safe...)
}

// An operand formats a value by any verb, and then makes a line of it.
type operand struct{ value any }

// Format implements fmt.Formatter.
func (o operand) Format(f fmt.State, verb rune) {
	_, _ = io.WriteString(f, Line(fmt.Sprintf(fmt.FormatString(f, verb), o.value))) // fmt keeps no error of its own buffer
}

// A Writer passes text on to a terminal, a pipe or a file and escapes what acts,
// but for line breaks and tabs. It is the last wall: what was written without
// Fprintf cannot drive the terminal either. JSON stays JSON and means the same,
// since what acts stands only in its strings. Many goroutines may use a Writer.
type Writer struct {
	mu   sync.Mutex
	w    io.Writer
	part []byte // the begun rune at the end of the last Write
}

// NewWriter writes to w. A rune that was begun and never ended is not written.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// Write implements io.Writer; n counts the bytes of p, not those written.
func (t *Writer) Write(p []byte) (n int, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := p
	if len(t.part) > 0 {
		text = append(t.part, p...)
		t.part = nil
	}
	if end := whole(text); end < len(text) {
		t.part = append([]byte(nil), text[end:]...)
		text = text[:end]
	}
	if !clean(text) {
		text = []byte(escaped(text))
	}
	if _, err := t.w.Write(text); err != nil {
		return 0, err
	}
	return len(p), nil
}

// whole is the length of text without a rune begun at its end.
func whole(text []byte) int {
	for i := len(text) - 1; i >= 0 && i > len(text)-utf8.UTFMax; i-- {
		if utf8.RuneStart(text[i]) {
			if !utf8.FullRune(text[i:]) {
				return i
			}
			break
		}
	}
	return len(text)
}

// clean reports whether nothing in the text needs an escape.
func clean(text []byte) bool {
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if c < 0x20 && c != '\n' && c != '\t' || c == 0x7F {
				return false
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if n == 1 || acts(r) {
			return false
		}
		i += n
	}
	return true
}

func escaped(text []byte) string {
	var b strings.Builder
	for _, r := range string(text) { // a byte that is not UTF-8 is U+FFFD
		if r != '\n' && r != '\t' && acts(r) {
			escape(&b, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
