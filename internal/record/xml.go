package record

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"golang.org/x/net/html/charset"

	"cordon"
)

// Limits that stop a hostile file. The longest real record of the lists read
// here (an OFAC Advanced profile) is under 1 MB; the deepest nests 14 elements.
const (
	MaxRecord = 16 << 20 // bytes between two records
	maxDepth  = 64       // nested elements
	MaxField  = 1 << 20  // bytes of one value
)

// An XML streams the elements of one XML file. Names are compared without
// their namespace: publishers change it. The file ends with its root element:
// what follows it is an error.
type XML struct {
	*xml.Decoder
	file  string
	guard *guard
	depth int
	watch *tokens
	kept  kept
}

// NewXML starts reading r. DTDs and entity declarations are refused, since no
// list has them and they are how XML bombs are made.
func NewXML(r io.Reader, file string) *XML {
	g := &guard{r: r, left: MaxRecord}
	d := xml.NewDecoder(g)
	d.CharsetReader = charset.NewReaderLabel
	w := &tokens{raw: d}
	return &XML{Decoder: xml.NewTokenDecoder(w), file: file, guard: g, watch: w}
}

// Watch compares the names of the file with those of its format while it is
// read; Drift tells the difference. It is called before anything is read.
func (x *XML) Watch(s *Shape) { x.watch.census = newCensus(s) }

// Drift is how the file differs from the shape that it was watched for, at its
// end: one problem for each name.
func (x *XML) Drift() []cordon.Problem {
	if x.watch.census == nil {
		return nil
	}
	return x.watch.census.problems(x.file)
}

// Line is the line that was read last.
func (x *XML) Line() int {
	line, _ := x.watch.raw.InputPos()
	return line
}

// Problem is an error at the place that was read last.
func (x *XML) Problem(record, field, value, reason string) cordon.Problem {
	return cordon.Problem{File: x.file, Line: x.Line(), Record: record, Field: field, Value: Clip(value), Reason: reason}
}

// Root reads to the root element and returns it.
func (x *XML) Root() (xml.StartElement, error) {
	se, err := x.Next()
	if errors.Is(err, io.EOF) {
		return se, x.Problem("", "", "", "empty file: no root element")
	}
	return se, err
}

// Next returns the next start element at any depth, or io.EOF at a clean end of
// the file. Call Decode or Skip on it, or go on into its children with Next.
func (x *XML) Next() (xml.StartElement, error) {
	x.guard.left = MaxRecord
	for {
		tok, err := x.Token()
		if err != nil {
			return xml.StartElement{}, x.fail(err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			x.depth++
			if x.depth > maxDepth {
				return t, x.Problem("", "", "", fmt.Sprintf("elements nested deeper than %d", maxDepth))
			}
			return t, nil
		case xml.EndElement:
			x.depth--
		case xml.Directive:
			if bytes.HasPrefix(t, []byte("DOCTYPE")) || bytes.Contains(t, []byte("ENTITY")) {
				return xml.StartElement{}, x.Problem("", "", "", "document type declaration refused")
			}
		}
	}
}

// Decode reads the element se into v, its end included. In a file that is watched, of
// an element that the format has once in its parent only the first is read (see
// Readings), and Damage says that there are more.
func (x *XML) Decode(v any, se *xml.StartElement) error {
	x.guard.left = MaxRecord
	x.depth--
	if x.watch.census == nil {
		if err := x.DecodeElement(v, se); err != nil {
			return x.fail(err)
		}
		return nil
	}
	if err := x.keep(se); err != nil {
		return x.fail(err)
	}
	return x.reading(v, 1)
}

// Skip passes over the rest of the element that Next returned last.
func (x *XML) Skip() error {
	x.guard.left = MaxRecord
	x.depth--
	if err := x.Decoder.Skip(); err != nil {
		return x.fail(err)
	}
	return nil
}

func (x *XML) fail(err error) error {
	var p cordon.Problem
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, io.EOF):
		return err
	case errors.As(err, &p) && p.File == "":
		p.File, p.Line = x.file, x.Line()
		return p
	case errors.As(err, &p):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &syntax) && syntax.Msg == "unexpected EOF":
		return x.Problem("", "", "", "file ends in the middle of an element")
	case syntax != nil:
		return x.Problem("", "", "", syntax.Msg)
	}
	return x.Problem("", "", "", err.Error())
}

// guard ends a read that grows past MaxRecord without a record ending.
type guard struct {
	r    io.Reader
	left int
}

func (g *guard) Read(b []byte) (int, error) {
	if g.left <= 0 {
		return 0, cordon.Problem{Reason: fmt.Sprintf("one record is longer than %d bytes", MaxRecord)}
	}
	n, err := g.r.Read(b[:min(len(b), g.left)])
	g.left -= n
	return n, err
}

// RootOf is the root element of an XML file of which head is the beginning:
// what a Sniff needs to know. It is false when head is no XML.
func RootOf(head []byte) (xml.StartElement, bool) {
	d := xml.NewDecoder(bytes.NewReader(head))
	d.CharsetReader = charset.NewReaderLabel
	for range 100 { // more comments and instructions than any list has before its root
		tok, err := d.Token()
		if err != nil {
			return xml.StartElement{}, false
		}
		switch t := tok.(type) {
		case xml.StartElement:
			return t.Copy(), true
		case xml.CharData:
			if len(bytes.Trim(t, "\xef\xbb\xbf \t\r\n")) > 0 {
				return xml.StartElement{}, false // a text with a "<" in it
			}
		}
	}
	return xml.StartElement{}, false
}
