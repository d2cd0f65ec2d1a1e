// Package table reads the files that people screen, CSV and JSON lines, row by
// row, and writes the answers.
//
// A file is read as it comes: the encoding, the delimiter and the columns are
// recognised, or the columns are given as a mapping. Memory does not grow with
// the file. A bad row is reported with its number and the rest is read.
package table

import (
	"bufio"
	"bytes"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"cordon"
)

// Format is the form of a file.
type Format string

// The formats. Any looks at the first byte that is not a space: "{" is JSON
// lines.
const (
	Any   Format = ""
	CSV   Format = "csv"
	JSONL Format = "jsonl"
)

// Limits of a file. Each is far beyond what real files have, and keeps the cost
// of a hostile one linear in its size.
const (
	MaxRow     = 4 << 20 // bytes of a row; a longer one is reported and left out. The lists' own CSV files have 40 kB
	maxLines   = 50      // lines over which a quoted field may run; behind them its quote is a stray one
	maxColumns = 10_000  // of a header; a spreadsheet ends at 16,384 and a table of customers has some dozens
	maxValues  = 1_000   // names, aliases and identifiers in a row, each of which is searched for
	maxReason  = 1_000   // bytes of the problems reported of one row; the rest is left out
)

// A Row is one row of a file.
type Row struct {
	Number int // 1-based among the rows with data; a header is not counted
	Line   int // 1-based line of the file on which it begins
	Query  cordon.Query
	Unread []string // columns, or keys of its object, that are none of the fields: not screened
	Err    error    // a cordon.Problem: what could not be read; Query has the rest
}

// Queries streams the rows of a file. The error of Queries itself means that
// the file cannot be read at all: no column is a name, an unknown column in the
// mapping, an unknown encoding. A cell that cannot be read is reported in its
// row's Err, and the row's query goes without it. An error in the stream ends
// it. Mapping gives columns by hand: from a field of Fields to the header of
// its column; nil recognises the usual headers.
func Queries(r io.Reader, format Format, mapping map[string]string) (_ iter.Seq2[Row, error], err error) {
	defer cordon.Wrap(&err, "table.Queries(%q)", format)
	text, err := decode(r)
	if err != nil {
		return nil, err
	}
	for f := range mapping {
		if _, ok := variants[f]; !ok {
			return nil, cordon.Problem{Field: f, Reason: "not a field; the fields are " + strings.Join(Fields(), ", ")}
		}
	}
	if format == Any {
		format = sniff(text)
	}
	switch format {
	case CSV:
		return csvRows(text, mapping)
	case JSONL:
		return jsonRows(text, mapping), nil
	}
	return nil, cordon.Problem{Field: "format", Value: string(format), Reason: "not csv or jsonl"}
}

// Fields are the fields that a column can be mapped to.
func Fields() []string { return slices.Sorted(maps.Keys(variants)) }

// ParseMapping reads "name=Kunde,birth_date=Geboren".
func ParseMapping(s string) (map[string]string, error) {
	m := map[string]string{}
	for _, part := range strings.Split(s, ",") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		field, column, ok := strings.Cut(part, "=")
		field, column = strings.TrimSpace(field), strings.TrimSpace(column)
		if !ok || field == "" || column == "" {
			return nil, cordon.Problem{Field: "mapping", Value: part, Reason: "not FIELD=COLUMN"}
		}
		if m[field] != "" {
			return nil, cordon.Problem{Field: "mapping", Value: part, Reason: "a second column for " + field}
		}
		m[field] = column
	}
	return m, nil
}

func sniff(r *bufio.Reader) Format {
	head, _ := r.Peek(sniffed)
	if b := bytes.TrimSpace(head); len(b) > 0 && b[0] == '{' {
		return JSONL
	}
	return CSV
}

// rowless is the end of a file in which nothing was asked: "no hit" would not
// be an answer.
func rowless(what string) error {
	return cordon.Problem{Reason: "nothing to screen: the file has " + what}
}
