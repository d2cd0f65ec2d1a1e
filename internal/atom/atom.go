// Package atom writes Atom feeds (RFC 4287), entry by entry. It is pure: identifiers
// are made of what is given, and no time is taken from a clock.
package atom

import (
	"crypto/sha256"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"time"
)

// ns is the namespace of Atom, RFC 4287 section 2.
const ns = "http://www.w3.org/2005/Atom"

// An Entry is one entry of a feed, or what is said of the feed itself.
type Entry struct {
	ID      string // an IRI that never changes: see ID
	Title   string
	Updated time.Time
	Content string // plain text; empty for none
}

// ID is an identifier of an entry, the same for the same text: a UUID of version 8
// (RFC 9562) that holds the beginning of its SHA-256.
func ID(text string) string {
	b := sha256.Sum256([]byte(text))
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}

// A Writer writes one feed.
type Writer struct{ enc *xml.Encoder }

var feed = xml.StartElement{Name: xml.Name{Local: "feed"}, Attr: []xml.Attr{{Name: xml.Name{Local: "xmlns"}, Value: ns}}}

// NewWriter begins a feed, by that author. Characters that XML does not allow become
// U+FFFD in all texts.
func NewWriter(w io.Writer, about Entry, author string) (*Writer, error) {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return nil, err
	}
	a := &Writer{xml.NewEncoder(w)}
	a.enc.Indent("", "  ")
	return a, errors.Join(a.enc.EncodeToken(feed),
		a.enc.EncodeElement(about.ID, named("id")), a.enc.EncodeElement(about.Title, named("title")),
		a.enc.EncodeElement(instant(about.Updated), named("updated")), a.enc.EncodeElement(person{author}, named("author")))
}

// Write writes one entry.
func (a *Writer) Write(e Entry) error {
	x := element{ID: e.ID, Title: e.Title, Updated: instant(e.Updated)}
	if e.Content != "" {
		x.Content = &content{"text", e.Content}
	}
	return a.enc.EncodeElement(x, named("entry"))
}

// Close ends the feed.
func (a *Writer) Close() error { return errors.Join(a.enc.EncodeToken(feed.End()), a.enc.Close()) }

type person struct {
	Name string `xml:"name"`
}

type element struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Content *content `xml:"content"`
}

type content struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

func named(local string) xml.StartElement { return xml.StartElement{Name: xml.Name{Local: local}} }

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
