package table

import (
	"bufio"
	"bytes"
	"io"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"cordon"
)

// sniffed is how many bytes at the head of a file are looked at to tell its
// encoding and its delimiter.
const sniffed = 64 << 10

// decode turns a file into UTF-8: by its byte order mark, by zero bytes (UTF-16
// without a mark), as UTF-8 when its head is valid UTF-8, else by the
// statistics of its letters.
func decode(r io.Reader) (*bufio.Reader, error) {
	raw := bufio.NewReaderSize(r, sniffed)
	head, err := raw.Peek(sniffed)
	if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
		return nil, err
	}
	if len(bytes.TrimSpace(head)) == 0 {
		return nil, cordon.Problem{Reason: "the file is empty"}
	}
	enc, err := encodingOf(head)
	if err != nil {
		return nil, err
	}
	if enc == nil {
		return raw, nil
	}
	return bufio.NewReaderSize(transform.NewReader(raw, enc.NewDecoder()), sniffed), nil
}

// encodingOf is nil for UTF-8 without a mark.
func encodingOf(head []byte) (encoding.Encoding, error) {
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		return unicode.UTF8BOM, nil
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), zeros(head, 1):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), nil
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}), zeros(head, 0):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM), nil
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return nil, cordon.Problem{Reason: "a spreadsheet (XLSX, ODS) or ZIP file, not a table; save it as CSV"}
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0")):
		return nil, cordon.Problem{Reason: "an old Excel file (XLS), not a table; save it as CSV"}
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return nil, cordon.Problem{Reason: "a PDF file, not a table"}
	case bytes.IndexByte(head, 0) >= 0:
		return nil, cordon.Problem{Reason: "a binary file, not a table"}
	}
	if validHead(head) {
		return nil, nil
	}
	guess := chardet.Detect(head)
	enc, err := htmlindex.Get(guess.Encoding)
	if err != nil || guess.Encoding == "" {
		return nil, cordon.Problem{Field: "encoding", Value: guess.Encoding, Reason: "neither UTF-8 nor an encoding that we know"}
	}
	return enc, nil
}

// zeros reports whether nearly all bytes at even (0) or odd (1) places are zero.
func zeros(head []byte, at int) bool {
	n, all := 0, 0
	for i := at; i < min(len(head), 200); i += 2 {
		all++
		if head[i] == 0 {
			n++
		}
	}
	return all > 3 && n*10 > all*7
}

// validHead reports whether the head is UTF-8; its end may cut a letter.
func validHead(head []byte) bool {
	for cut := range min(4, len(head)) {
		if utf8.Valid(head[:len(head)-cut]) {
			return true
		}
	}
	return false
}
