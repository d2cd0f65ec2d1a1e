package record

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode"

	"cordon"
)

// tokens hands on the tokens of a file, lets a census see them and sees to it
// that the file is one document.
type tokens struct {
	raw    *xml.Decoder
	census *census // nil: nobody asked
	depth  int
	ended  bool // the root element was closed
}

// Token is the next raw token; the decoder above it checks that tags match.
func (t *tokens) Token() (xml.Token, error) {
	tok, err := t.raw.RawToken()
	if err != nil {
		return tok, err
	}
	switch v := tok.(type) {
	case xml.StartElement:
		if t.ended {
			return nil, cordon.Problem{
				Field: v.Name.Local, Kind: cordon.DamagedData,
				Reason: "a second document begins after the end of the first: the file is two files joined",
			}
		}
		if a := repeated(v.Attr); a != "" {
			return nil, cordon.Problem{
				Field: v.Name.Local, Kind: cordon.DamagedData,
				Reason: fmt.Sprintf("the attribute %s stands twice in one element", a),
			}
		}
		t.depth++
		t.see(v)
	case xml.EndElement:
		t.depth--
		t.ended = t.depth == 0
		if t.census != nil && len(t.census.stack) > 0 {
			t.census.close()
		}
	case xml.CharData:
		if t.ended && len(bytes.Trim(v, "\ufeff \t\r\n")) > 0 {
			return nil, cordon.Problem{
				Value: Clip(string(bytes.TrimSpace(v))), Kind: cordon.DamagedData,
				Reason: "text after the end of the document",
			}
		}
		t.stray("text", v)
	case xml.ProcInst:
		t.stray("a processing instruction", append([]byte(v.Target+" "), v.Inst...))
	case xml.Comment:
		if t.census != nil && t.census.shape.hides(v) { // others are no part of the list
			t.stray("an element within a comment", v)
		}
	}
	return tok, nil
}

// stray notes what is no element and not blank.
func (t *tokens) stray(what string, text []byte) {
	if t.census == nil || t.depth == 0 {
		return
	}
	if text = bytes.TrimFunc(text, blank); len(text) > 0 {
		line, _ := t.raw.InputPos()
		t.census.stray(what, text, line)
	}
}

func blank(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' }

// repeated is the name of an attribute that an element has twice: the decoder lets it
// pass, though the XML standard calls it a fatal error, and would take the last.
func repeated(attrs []xml.Attr) string {
	if len(attrs) < 2 {
		return ""
	}
	seen := make(map[xml.Name]bool, len(attrs))
	for _, a := range attrs {
		if seen[a.Name] {
			return a.Name.Local
		}
		seen[a.Name] = true
	}
	return ""
}

// see counts an element and its attributes. Namespace declarations and the
// reference to a schema are no part of a format.
func (t *tokens) see(se xml.StartElement) {
	if t.census == nil {
		return
	}
	line, _ := t.raw.InputPos()
	t.census.open(se.Name.Local, line)
	for _, a := range se.Attr {
		if a.Name.Space == "xmlns" || a.Name.Space == "xsi" || a.Name.Space == "xml" || strings.HasPrefix(a.Name.Local, "xmlns") {
			continue
		}
		t.census.attribute(a.Name.Local, line)
	}
}
