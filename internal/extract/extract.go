// Package extract turns a fetched page or text into a document: what is the
// article and what is furniture, title, outlet, date, language.
package extract

import "cordon"

// An Input is one thing to read.
type Input struct {
	Ref       string // the asker's name for it
	URL       string
	Fetched   cordon.Date // zero when not known
	MediaType string      // "text/plain", "text/html"; empty: told from the bytes
	Raw       []byte
}

// Document reads one input. Its error is of the kind cordon.ErrInvalid when
// there is no text to be had.
func Document(in Input) (*cordon.Document, error) { panic("unwritten") }

// Sentences cuts the article's own lines (title, body) into sentences, as spans
// of d.Text.
func Sentences(d *cordon.Document) []cordon.Span { panic("unwritten") }
