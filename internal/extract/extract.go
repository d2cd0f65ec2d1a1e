// Package extract turns a fetched page or text into a document: which
// lines are the article, furniture, title, outlet, date, language.
//
// A text arrives as seven menu lines, a headline, "Published : …", a caption,
// twelve paragraphs, a bar of tags and the headlines of other stories. Nothing
// is cut away: every line gets a kind and the rule that gave it, so that a
// reader sees why a line was left out and spans still point into the text that
// was archived. The steps, in the order of Document:
//
//	decode    bytes to UTF-8 text; HTML is rendered one block element per line
//	measure   words, capitals, end marks of each line
//	classify  single-line rules, then title, body, head and tail by position
//	describe  language, outlet, byline, dateline, credit
//	publish   every candidate for the day of publication, and the decision
//	Relevant  a scored table of words
//
// Nothing here needs the network, a clock or a file. The work is linear in the
// length of the input; of a single line only the first 4 KB decide its kind.
package extract

import (
	"fmt"
	"strings"
	"time"

	"cordon"
)

// An Input is one thing to read.
type Input struct {
	Ref       string // the caller's reference
	URL       string
	Fetched   cordon.Date // zero when not known
	MediaType string      // "text/plain", "text/html"; empty: detected from the bytes
	Raw       []byte
}

// Document reads one input. Its error is of the kind cordon.ErrInvalid when
// the input has no text.
func Document(in Input) (*cordon.Document, error) {
	text, isHTML, err := decode(in.Raw, in.MediaType)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", nameOf(in), err)
	}
	p := &page{in: in, text: text}
	if isHTML {
		p.render()
	}
	p.measure()
	if len(p.lines) == 0 {
		return nil, fmt.Errorf("%s: no text: %w", nameOf(in), cordon.ErrInvalid)
	}
	p.classify()
	d := &cordon.Document{Ref: in.Ref, URL: in.URL, Text: p.text, Raw: cordon.DigestOf(in.Raw)}
	d.ID = cordon.DocumentID("doc-" + strings.TrimPrefix(string(cordon.DigestOf([]byte(p.text))), "sha256:")[:16])
	if !in.Fetched.IsZero() {
		d.Fetched = time.Date(in.Fetched.Year, max(in.Fetched.Month, 1), max(in.Fetched.Day, 1), 0, 0, 0, 0, time.UTC)
	}
	d.Blocks = p.blocks()
	p.describe(d)
	p.publish(d)
	d.Relevant = Relevant(d)
	return d, nil
}

func nameOf(in Input) string {
	switch {
	case in.Ref != "":
		return in.Ref
	case in.URL != "":
		return in.URL
	}
	return "document"
}

// A page is an input on its way to a document.
type page struct {
	in    Input
	text  string
	hints []hint // of an HTML page: one for each line of text
	meta  pageMeta
	lines []line // the non-empty lines
	first int    // index of the first line of the article's prose, len(lines) when none
	last  int    // index of the last, -1 when none
	title int    // index of the title line, -1 when none
}

func (p *page) blocks() []cordon.Block {
	out := make([]cordon.Block, len(p.lines))
	for i, l := range p.lines {
		out[i] = cordon.Block{Line: l.n, Span: cordon.Span{From: l.from, To: l.to}, Kind: l.kind, Why: l.why}
	}
	return out
}
