package table

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"regexp"
	uni "unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"cordon"
)

// sniffed is how many bytes at the head of a file are examined for its encoding
// and its delimiter.
const sniffed = 64 << 10

// decode turns a file into UTF-8: by its byte order mark, as UTF-16 without a
// mark, as UTF-8 when its head is mostly valid UTF-8, else by the statistics of its
// letters. A file that is not text, is packed, or is in an encoding that cannot be
// recognised with certainty, is refused with the remedy.
func decode(r io.Reader) (*bufio.Reader, error) {
	raw := bufio.NewReaderSize(r, sniffed)
	head, err := raw.Peek(sniffed)
	if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
		return nil, err
	}
	if len(bytes.TrimSpace(head)) == 0 {
		return nil, cordon.Problem{Reason: "the file is empty"}
	}
	if what := foreign(head); what != "" {
		return nil, cordon.Problem{Reason: what}
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
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), wide(head, binary.LittleEndian):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), nil
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}), wide(head, binary.BigEndian):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM), nil
	case bytes.IndexByte(head, 0) >= 0:
		return nil, cordon.Problem{Reason: "a binary file, not a table: there are NUL bytes in it"}
	}
	if validHead(head) {
		return nil, nil
	}
	return guessed(head)
}

// wide reports whether bytes without a mark are UTF-16: there are NUL bytes, as
// every line end has one, and decoded as UTF-16 they are text.
func wide(head []byte, order binary.ByteOrder) bool {
	if bytes.IndexByte(head, 0) < 0 || len(head) < 4 {
		return false
	}
	units := make([]uint16, len(head)/2)
	for i := range units {
		units[i] = order.Uint16(head[2*i:])
	}
	for len(units) > 0 && utf16.IsSurrogate(rune(units[len(units)-1])) { // the head's end cuts a pair
		units = units[:len(units)-1]
	}
	breaks := 0
	for _, r := range utf16.Decode(units) {
		switch {
		case r == '\n', r == '\r':
			breaks++
		case r == utf8.RuneError, !uni.IsGraphic(r) && !uni.IsSpace(r) && !uni.Is(uni.Cf, r):
			return false
		}
	}
	return breaks > 0
}

// marks are the first bytes of files that are not tables, with the remedy. A
// tar begins with a file's name, a bzip2 with a level, so that their marks
// stand later.
var marks = []struct {
	at         int
	mark, what string
}{
	{0, "PK\x03\x04", "a spreadsheet (XLSX, ODS) or ZIP file, not a table; save it as CSV"},
	{0, "\xd0\xcf\x11\xe0", "an old Excel file (XLS), not a table; save it as CSV"},
	{0, "%PDF-", "a PDF file, not a table"},
	{0, `{\rtf`, "a rich text document, not a table"},
	{0, "PAR1", "a Parquet file, not a table: export it as CSV"},
	{0, "SQLite format 3", "a database, not a table: export it as CSV"},
	{0, "\x1f\x8b", "packed with gzip: unpack it first (gunzip)"},
	{0, "\xfd7zXZ", "packed with xz: unpack it first (unxz)"},
	{0, "\x28\xb5\x2f\xfd", "packed with zstd: unpack it first (unzstd)"},
	{4, "1AY&SY", "packed with bzip2: unpack it first (bunzip2)"},
	{0, "7z\xbc\xaf", "a 7-Zip archive: unpack it first"},
	{0, "Rar!", "a RAR archive: unpack it first"},
	{257, "ustar", "an archive of many files (tar): unpack it first"},
}

// markup matches the beginning of texts that are not tables.
var markup = []struct {
	start *regexp.Regexp
	what  string
}{
	{regexp.MustCompile(`(?i)^\s*<(?:!doctype\s+)?html\b`), "an HTML page, not a table"},
	{regexp.MustCompile(`^\s*<\?xml\b`), "an XML file, not a table"},
	{regexp.MustCompile(`^\s*\[\s*\{`), "a JSON array: write one object per line (jq -c '.[]')"},
}

// foreign names the kind of a file that is not a table; empty for a table.
func foreign(head []byte) string {
	for _, m := range marks {
		if len(head) > m.at && bytes.HasPrefix(head[m.at:], []byte(m.mark)) {
			return m.what
		}
	}
	text := bytes.TrimPrefix(head, []byte("\ufeff"))
	for _, m := range markup {
		if m.start.Match(text) {
			return m.what
		}
	}
	return ""
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
