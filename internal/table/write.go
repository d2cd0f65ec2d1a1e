package table

import (
	"bufio"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"

	"cordon"
	"cordon/internal/inert"
)

// An Answer is the outcome of one row.
type Answer struct {
	Row   int          `json:"row,omitzero"` // 1-based; 0 and left out for a name that is not from a file
	Query cordon.Query `json:"query"`

	Generation int64           `json:"generation,omitempty"` // of the store, that the answer was given out of
	Starter    []cordon.ListID `json:"starter,omitempty"`    // see cordon.Screening

	Hits   []cordon.Hit         `json:"hits"`             // never null
	Near   []cordon.Hit         `json:"near,omitempty"`   // see cordon.Screening
	Former []cordon.FormerParty `json:"former,omitempty"` // see cordon.Screening
	Notes  []string             `json:"notes,omitempty"`  // see cordon.Screening
	Error  string               `json:"error,omitempty"`  // what of the row could not be read; there may be hits all the same

	// NotScreened: the row could not be compared with the lists at all; Error says why. That it has no hits means nothing.
	NotScreened bool `json:"not_screened,omitempty"`
}

// A Writer writes answers: one JSON object per line, or, as CSV, one line per hit
// and one for a row without hits. The notes of a row, and the parties formerly listed, stand
// under the reasons, behind those of its first hit. Both are inert: CSV holds no formula, and runes
// that act in a terminal stand in JSON as their escapes.
type Writer struct {
	buf  *bufio.Writer
	json *json.Encoder
	csv  *inert.CSV
}

// NewWriter writes answers to w; Flush ends it.
func NewWriter(w io.Writer, format Format) *Writer {
	t := &Writer{buf: bufio.NewWriterSize(inert.NewWriter(w), 1<<16)}
	if format == CSV {
		t.csv = inert.NewCSV(t.buf)
		_ = t.csv.Write([]string{
			"row", "ref", "query", "score", "party", "name", "kind", "entries", "reasons",
			"error", "starter", "not_screened",
		}) // kept by the writer until Flush
		return t
	}
	t.json = json.NewEncoder(t.buf)
	t.json.SetEscapeHTML(false)
	return t
}

// Write writes one answer.
func (t *Writer) Write(a *Answer) error {
	if a.Hits == nil {
		a.Hits = []cordon.Hit{}
	}
	if t.json != nil {
		return t.json.Encode(a)
	}
	row := []string{strconv.Itoa(a.Row), a.Query.Ref, a.Query.Profile.Name()}
	starter, not := spaced(a.Starter), ""
	if a.NotScreened {
		not = "true"
	}
	notes := slices.Clone(a.Notes)
	for _, f := range a.Former {
		notes = append(notes, f.String())
	}
	if len(a.Hits) == 0 {
		return t.csv.Write(append(row, "", "", "", "", "", strings.Join(notes, "; "), a.Error, starter, not))
	}
	for i, h := range a.Hits {
		var reasons []string
		for _, f := range h.Features {
			reasons = append(reasons, f.Name+" "+strconv.FormatFloat(f.Adds, 'f', 4, 64))
		}
		if i == 0 {
			reasons = append(reasons, notes...)
		}
		line := append(row[:3:3], strconv.FormatFloat(h.Score, 'f', 4, 64), string(h.Party), h.Name, string(h.Kind), spaced(h.Entries),
			strings.Join(reasons, "; "), a.Error, starter, not)
		if err := t.csv.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// spaced are identifiers with a space between two; none has one within.
func spaced[T ~string](ids []T) string {
	var b strings.Builder
	for i, id := range ids {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(string(id))
	}
	return b.String()
}

// Flush writes what is still held back.
func (t *Writer) Flush() (err error) {
	defer cordon.Wrap(&err, "table.Flush()")
	if t.csv != nil {
		if err := t.csv.Flush(); err != nil {
			return err
		}
	}
	return t.buf.Flush()
}
