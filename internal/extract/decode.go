package extract

import (
	"bytes"
	"fmt"
	"mime"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"cordon"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/htmlindex"
)

// sniffed is how many bytes decide what a file is; the HTML standard looks for
// a charset in the first 1024, pages in the wild go a little further.
const sniffed = 4096

// magic are the first bytes of files that hold no plain text.
var magic = map[string]string{
	"%PDF-": "a PDF", "PK\x03\x04": "a ZIP archive", "\x1f\x8b": "gzip data", "\x89PNG": "a PNG image",
	"\xff\xd8\xff": "a JPEG image", "GIF8": "a GIF image", "\x7fELF": "a program", "\xfd7zXZ": "xz data",
	"\x28\xb5\x2f\xfd": "zstd data", "RIFF": "a media file", "SQLite format 3": "a database", "\xd0\xcf\x11\xe0": "an Office file",
}

// decode gives the text of raw in UTF-8 and whether it is HTML.
func decode(raw []byte, mediaType string) (text string, isHTML bool, err error) {
	if len(bytes.TrimSpace(raw)) == 0 {
		return "", false, fmt.Errorf("the document is empty: %w", cordon.ErrInvalid)
	}
	for m, what := range magic {
		if bytes.HasPrefix(raw, []byte(m)) {
			return "", false, fmt.Errorf("%s, not text: %w", what, cordon.ErrInvalid)
		}
	}
	media, params, _ := mime.ParseMediaType(mediaType)
	text, ok := wide(raw)
	if !ok {
		if at := bytes.IndexByte(raw, 0); at >= 0 && bytes.Count(raw, []byte{0})*20 > len(raw) {
			return "", false, fmt.Errorf("binary data, first NUL at byte %d: %w", at, cordon.ErrInvalid)
		}
		isHTML = strings.Contains(media, "html") || media == "" && looksHTML(raw)
		text = narrow(raw, params["charset"], isHTML)
	} else {
		isHTML = strings.Contains(media, "html") || media == "" && looksHTML([]byte(text[:min(len(text), sniffed)]))
	}
	if noise(text) {
		return "", false, fmt.Errorf("binary data, not text: %w", cordon.ErrInvalid)
	}
	text = strings.ReplaceAll(text, "\x00", " ")
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	if strings.TrimSpace(text) == "" {
		return "", false, fmt.Errorf("only blanks: %w", cordon.ErrInvalid)
	}
	return text, isHTML, nil
}

// maxNoise is the share of characters that no text has, beyond which bytes are
// no text: random bytes in any charset have a tenth and more of them, texts none.
const maxNoise = 0.03

// noise reports whether what was decoded is not text: control characters other
// than blanks, private and unassigned characters. A NUL is handled elsewhere, and
// broken bytes alone make no noise.
func noise(text string) bool {
	var bad, all int
	for _, r := range text {
		all++
		if r != 0 && !unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) {
			bad++
		}
	}
	return float64(bad) > maxNoise*float64(all)
}

// wide decodes UTF-16 with a byte order mark, and UTF-8 with one.
func wide(raw []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		return strings.ToValidUTF8(string(raw[3:]), "\uFFFD"), true
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("\xfe\xff")):
		little := raw[0] == 0xff
		units := make([]uint16, 0, len(raw)/2)
		for i := 2; i+1 < len(raw); i += 2 {
			if little {
				units = append(units, uint16(raw[i])|uint16(raw[i+1])<<8)
			} else {
				units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
			}
		}
		return string(utf16.Decode(units)), true
	}
	return "", false
}

// narrow decodes bytes without a byte order mark: by the declared charset, the
// page's meta element, UTF-8 when it is that, a statistical guess, and at the
// last UTF-8 with the broken bytes replaced.
func narrow(raw []byte, declared string, isHTML bool) string {
	if utf8.Valid(raw) {
		return string(raw)
	}
	name := declared
	if name == "" && isHTML {
		if _, n, sure := charset.DetermineEncoding(raw[:min(len(raw), sniffed)], "text/html"); sure {
			name = n
		}
	}
	if name == "" || strings.EqualFold(name, "utf-8") {
		if mostlyUTF8(raw) {
			return strings.ToValidUTF8(string(raw), "\uFFFD")
		}
		name = ""
		if r := chardet.Detect(raw[:min(len(raw), 1<<16)]); r.Confidence >= 0.5 {
			name = r.Encoding
		}
	}
	if enc, err := htmlindex.Get(strings.ToLower(name)); err == nil {
		if b, err := enc.NewDecoder().Bytes(raw); err == nil {
			return string(b)
		}
	}
	return strings.ToValidUTF8(string(raw), "\uFFFD")
}

// mostlyUTF8 reports whether broken bytes are rare beside good sequences: a
// text that was cut or joined, not one in another charset.
func mostlyUTF8(raw []byte) bool {
	var good, bad int
	for i := 0; i < len(raw) && i < 1<<20; {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return bad*10 <= good
}

// htmlMarks are the tags by which a page differs from a text that mentions "<".
var htmlMarks = []string{"<!doctype html", "<html", "<head", "<body", "<meta ", "<div", "<p>", "<p ", "<article", "<h1", "<title"}

func looksHTML(raw []byte) bool {
	head := strings.ToLower(string(raw[:min(len(raw), sniffed)]))
	head = strings.TrimLeft(head, " \t\r\n\ufeff")
	if strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html") {
		return true
	}
	marks := 0
	for _, m := range htmlMarks {
		if strings.Contains(head, m) {
			marks++
		}
	}
	return marks >= 2 || marks == 1 && strings.HasPrefix(head, "<")
}
