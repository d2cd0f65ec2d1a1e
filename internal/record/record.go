// Package record is what all readers of official lists share: the files of a
// publication, the description of a format, and safe streaming of XML and CSV
// that knows the place of every record.
//
// A reader yields entries one by one. A value or record that it cannot read is
// reported with its place, and reading goes on. An error that it yields (a
// truncated, hostile or foreign file) ends the reading.
package record

import (
	"io"
	"iter"
	"time"
	"unicode/utf8"

	"cordon"
)

// HeadSize is how many bytes of a file a Format's Sniff is given.
const HeadSize = 64 << 10

// A File is one file of a publication, already unpacked: Open gives its bytes
// from the start each time it is called.
type File struct {
	Name string // as handed in, for messages
	Role string // part of the publication it is: "sdn", "add", "alt", "comments"; empty for one-file formats
	Open func() (io.ReadCloser, error)
}

// A Publication is the files that together make one state of a list.
type Publication struct {
	List      cordon.ListID
	Format    string
	Published cordon.Date
	Files     []File
}

// File returns the file of that role, or nil.
func (p *Publication) File(role string) *File {
	for i := range p.Files {
		if p.Files[i].Role == role {
			return &p.Files[i]
		}
	}
	return nil
}

// A Sniffed is what the bytes of a file say about it.
type Sniffed struct {
	List      cordon.ListID
	Role      string      // see File.Role
	Published cordon.Date // zero when the file does not say
	Made      time.Time   // when the file was made: it orders files of one day; zero when the file does not say
	Count     int         // how many entries the file says it holds; 0 when it does not say
}

// TakeDate sets the day of publication, and the instant of its making, from what the
// file says of itself. A file without a readable date is read too.
func (s *Sniffed) TakeDate(text string) {
	s.Published, _ = Date(text)
	s.Made = instant(text)
}

// A Format is one form in which a list is published.
type Format struct {
	Name string // "ofac-advanced-xml"
	// Roles are the parts of a publication in this format: the first is needed,
	// the others may be missing. Empty for one-file formats.
	Roles []string
	// EndMark is the last character, blanks aside, of every whole file in this
	// format: ">" of XML, "\x1a" of OFAC's CSVs. Empty where a file that is cut
	// between two records looks whole.
	EndMark string
	// Latin says that the format prints names in Latin letters only: that it has no
	// name in another script is no evidence that the publisher deleted it.
	Latin bool
	// Sniff recognises a file by its first bytes; f is there for formats whose
	// head does not tell which list it is. It never goes by the file's name.
	Sniff func(head []byte, f *File) (Sniffed, bool)
	// Parse streams the entries of a publication.
	Parse func(p *Publication, report func(cordon.Problem)) iter.Seq2[*cordon.Entry, error]
}

// valueSize is how many bytes of a value a problem shows (cordon.Problem).
const valueSize = 200

// Clip cuts a value to the length that a problem shows, between two characters.
func Clip(s string) string {
	if len(s) <= valueSize {
		return s
	}
	end := valueSize
	for end > valueSize-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}
