package list

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"cordon"
	"cordon/internal/record"
)

// A reading is one way to understand a file. A side file may have several: the
// addresses of OFAC's two lists look alike.
type reading struct {
	source *Source
	format *record.Format
	record.Sniffed
}

// A listFile is a file that some format knows.
type listFile struct {
	*file
	readings []reading
	date     cordon.Date // in its name or its folder's name
}

// recognise looks into a file with every format of the sources. What none knows
// goes to t with the reason.
func (u *Updater) recognise(ctx context.Context, f *file, sources []*Source, t *tally) []*listFile {
	members, what, err := f.members(ctx)
	if err != nil {
		t.add(failed("", []*file{f}, err))
		return nil
	}
	if what != "" {
		t.unknown(f.name, what)
		return nil
	}
	var all []*listFile
	for _, m := range members {
		fd, why, err := sniff(ctx, m, sources)
		switch {
		case err != nil:
			t.add(failed("", []*file{m}, err))
		case fd == nil && t.whole && broken(ctx, m):
			t.add(failed("", []*file{m}, cordon.Problem{File: m.name, Reason: why + "; by its name it should be a list"}))
		case fd == nil:
			t.unknown(m.name, why)
		default:
			all = append(all, fd)
		}
	}
	return all
}

func sniff(ctx context.Context, f *file, sources []*Source) (*listFile, string, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute) // a head is read in no time
	defer cancel()
	head, err := f.head(ctx, record.HeadSize)
	if err != nil {
		return nil, "", err
	}
	if what := noList(head); what != "" {
		return nil, what, nil
	}
	rf := record.File{Name: f.name, Open: func() (io.ReadCloser, error) { return f.open(ctx) }}
	fd := &listFile{file: f, date: dated(f.name)}
	for _, src := range sources {
		for i := range src.Formats {
			s, ok := src.Formats[i].Sniff(head, &rf)
			if ok && (s.List == src.ID || s.List == "") {
				fd.readings = append(fd.readings, reading{src, &src.Formats[i], s})
				break
			}
		}
	}
	if len(fd.readings) == 0 {
		return nil, looks(head), nil
	}
	return fd, "", nil
}

// noList says what a file is that is never a list, by its first bytes; empty for any
// other file.
func noList(head []byte) string {
	if len(head) == 0 {
		return "an empty file"
	}
	for _, e := range wide {
		if bytes.HasPrefix(head, []byte(e.bom)) {
			return e.what + " text; the lists are published in UTF-8"
		}
	}
	for _, m := range marks {
		if len(head) > m.at && bytes.HasPrefix(head[m.at:], []byte(m.mark)) {
			return m.what
		}
	}
	return ""
}

// wide are the byte order marks of encodings in which no list is published; the
// longer ones first.
var wide = []struct{ bom, what string }{
	{"\xff\xfe\x00\x00", "UTF-32"},
	{"\x00\x00\xfe\xff", "UTF-32"},
	{"\xff\xfe", "UTF-16"},
	{"\xfe\xff", "UTF-16"},
}

// marks are the first bytes of what is never a list. A tar begins with a file's
// name, so that its mark stands at 257.
var marks = []struct {
	at         int
	mark, what string
}{
	{257, "ustar", "an archive of many files: unpack it first"},
	{0, "PK\x05\x06", "an empty zip"},
	{0, "PK\x03\x04", "a zip within a zip or another packing: unpack it first"},
	{0, "%PDF-", "a PDF document"},
	{0, "\xd0\xcf\x11\xe0", "an old Excel workbook or Word document"},
	{0, "PAR1", "a Parquet file"},
}

// listNames are the names that lists are published under.
var listNames = regexp.MustCompile(`(?i)\.(?:xml|csv|zip)(?:\.(?:gz|xz|zst|zip))?$`)

// broken reports whether a file that no format knows is called like a list and holds no
// data of any kind, as a download that failed leaves it: nothing, a page or a message. A
// table or an XML document of another kind is data of somebody else's.
func broken(ctx context.Context, f *file) bool {
	if !listNames.MatchString(f.name) {
		return false
	}
	head, err := f.head(ctx, record.HeadSize)
	if err != nil || noList(head) != "" || page(head) {
		return true
	}
	_, xml := record.RootOf(head)
	first, _, _ := bytes.Cut(bytes.TrimSpace(head), []byte("\n"))
	return !xml && (!bytes.ContainsAny(first, ",;\t|") || bytes.HasPrefix(first, []byte("{")) || bytes.HasPrefix(first, []byte("<")))
}

var dateWords = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])(?:[-_.]?([0-3]\d))?(?:[^0-9]|$)`)

// dated is the date in a file's name, or in that of the nearest folder or zip that
// has one.
func dated(name string) cordon.Date {
	parts := strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == '!' })
	for i := len(parts) - 1; i >= 0; i-- {
		m := dateWords.FindStringSubmatch(parts[i])
		if m == nil {
			continue
		}
		s := m[1] + "-" + m[2]
		if m[3] != "" {
			s += "-" + m[3]
		}
		if d, err := cordon.ParseDate(s); err == nil {
			return d
		}
	}
	return cordon.Date{}
}

// looks describes what a file that no format recognises seems to be.
func looks(head []byte) string {
	if page(head) {
		return "an HTML page, not a list"
	}
	if se, ok := record.RootOf(head); ok {
		return fmt.Sprintf("an XML file with the root element %.100q: not a list that this version reads", se.Name.Local)
	}
	if foreign(head) {
		return "not a list that this version reads: text that is not UTF-8; the lists are published in UTF-8"
	}
	return "not a list that this version reads"
}

// page reports whether a file is an HTML page.
func page(head []byte) bool {
	start := strings.ToLower(string(bytes.TrimLeft(head[:min(len(head), 1024)], "\xef\xbb\xbf \t\r\n")))
	se, ok := record.RootOf(head)
	return strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html") || ok && strings.EqualFold(se.Name.Local, "html")
}

// foreign reports whether the bytes are text, though not in UTF-8: no control
// characters except blanks. A character that the head's end cuts does not count.
func foreign(head []byte) bool {
	for cut := range utf8.UTFMax {
		if cut <= len(head) && utf8.Valid(head[:len(head)-cut]) {
			return false
		}
	}
	return !bytes.ContainsFunc(head, func(r rune) bool { return r < ' ' && r != '\t' && r != '\r' && r != '\n' && r != '\x1a' })
}
