package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"cordon"
	"cordon/internal/extract"
	"cordon/internal/inert"
	"cordon/internal/input"
	"cordon/internal/watch"
)

// Limits of reading.
const (
	maxText   = 8 << 20     // bytes of a document: the longest report of the Panel of Experts is under 4 MB as text
	maxRecord = 2 * maxText // bytes of a JSONL line: JSON escapes may double a text
)

func readCommand(cfg *config) *cobra.Command {
	var asJSON, dry bool
	cmd := &cobra.Command{
		Use:   "read PATH…",
		Short: "Read news and reports: who is named, who said what, which events",
		Long: `Read plain text, HTML pages and JSONL records {"doc","url","fetched","text" or "html"}.
PATH is a file, a folder (without the hidden folders in it) or - for standard input.
What was read is kept, unless --dry-run. A document has at most 8 MB.
A document that cannot be read is reported and the rest is read.

Exit codes: 0 all was read; 1 the work failed; 2 a document could not be read, or the
command line is at fault.`,
		Args: between(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			h, err := openReady(cmd, cfg)
			if err != nil {
				return err
			}
			defer h.close()
			if dry {
				h.watch = &watch.Service{Live: h.live, Now: h.watch.Now}
			}
			r := &reader{house: h, cmd: cmd, asJSON: asJSON}
			for _, path := range args {
				if err := r.path(path); err != nil {
					return err
				}
			}
			return r.end()
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object per document")
	cmd.Flags().BoolVar(&dry, "dry-run", false, "keep nothing")
	return cmd
}

// A reader reads one document after another and prints each; one that cannot
// be read is said and the rest goes on.
type reader struct {
	house  *house
	cmd    *cobra.Command
	asJSON bool
	failed int
}

func (r *reader) path(path string) error {
	if path == "-" {
		return r.stdin()
	}
	return input.Walk(r.cmd.Context(), path, func(name string, err error) error {
		if err != nil {
			return r.fail("", err)
		}
		return r.file(name)
	})
}

func (r *reader) stdin() error {
	in := bufio.NewReaderSize(r.cmd.InOrStdin(), 1<<16)
	if head, _ := in.Peek(in.Size()); isRecords(head) {
		return r.records("stdin", in)
	}
	return r.whole("stdin", in)
}

func (r *reader) file(name string) error {
	f, err := input.Open(r.cmd.Context(), name)
	if err != nil {
		return r.fail("", err)
	}
	defer f.Close()
	if strings.HasSuffix(name, ".jsonl") || strings.HasSuffix(name, ".ndjson") {
		return r.records(filepath.Base(name), bufio.NewReaderSize(f, 1<<16))
	}
	return r.whole(filepath.Base(name), f)
}

// whole reads one document.
func (r *reader) whole(name string, in io.Reader) error {
	raw, err := input.All(in, maxText)
	if err != nil {
		return r.fail(name, err)
	}
	return r.one(extract.Input{Ref: name, Raw: raw})
}

// recordStart is how a JSONL record begins: a brace and a key.
var recordStart = regexp.MustCompile(`^\s*\{\s*"(?:doc|url|fetched|text|html)"\s*:`)

// isRecords reports whether standard input is JSONL; a file says so by its name.
func isRecords(head []byte) bool { return recordStart.Match(head) }

// A jsonRecord is one line of a JSONL file of documents.
type jsonRecord struct {
	Doc     string `json:"doc"`
	URL     string `json:"url"`
	Fetched string `json:"fetched"`
	Text    string `json:"text"`
	HTML    string `json:"html"`
}

// records reads JSONL, a document per line. A line that is too long is reported
// and the rest is read.
func (r *reader) records(name string, in *bufio.Reader) error {
	lines := input.NewLines(in, maxRecord, false)
	for {
		line, err := lines.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case line.Long:
			err = r.fail("", cordon.Problem{File: name, Line: line.Number, Reason: input.TooLong(maxRecord).Error()})
		case strings.TrimSpace(line.Text) != "":
			err = r.record(name, line.Number, []byte(line.Text))
		}
		if err != nil {
			return err
		}
	}
}

func (r *reader) record(name string, n int, line []byte) error {
	var rec jsonRecord
	problem := cordon.Problem{File: name, Line: n}
	if err := json.Unmarshal(line, &rec); err != nil {
		problem.Reason = "not a record: " + strings.TrimPrefix(err.Error(), "json: ")
		return r.fail("", problem)
	}
	in := extract.Input{Ref: rec.Doc, URL: rec.URL, MediaType: "text/plain", Raw: []byte(rec.Text)}
	if rec.HTML != "" {
		in.MediaType, in.Raw = "text/html", []byte(rec.HTML)
	}
	if in.Ref == "" {
		in.Ref = fmt.Sprintf("%s:%d", problem.File, n)
	}
	if day, _, _ := strings.Cut(rec.Fetched, "T"); day != "" {
		d, err := cordon.ParseDate(day)
		if err != nil {
			problem.Record, problem.Field, problem.Value, problem.Reason = in.Ref, "fetched", rec.Fetched, "no date"
			return r.fail("", problem)
		}
		in.Fetched = d
	}
	return r.one(in)
}

func (r *reader) one(in extract.Input) error {
	if len(in.Raw) > maxText { // of a JSONL record
		return r.fail(in.Ref, input.TooLong(maxText))
	}
	reading, err := r.read(in)
	switch {
	case errors.Is(err, cordon.ErrInvalid):
		return r.fail(in.Ref, err)
	case err != nil:
		return err
	case r.asJSON:
		return json.NewEncoder(r.cmd.OutOrStdout()).Encode(watch.RecordOf(reading))
	}
	printReading(r.cmd.OutOrStdout(), reading)
	return nil
}

// read ends with its context, also while a long document is being read: what
// is left behind then computes for some seconds and can store nothing.
func (r *reader) read(in extract.Input) (*cordon.Reading, error) {
	ctx := r.cmd.Context()
	var reading *cordon.Reading
	done := make(chan error, 1)
	go func() {
		var err error
		reading, err = r.house.watch.Read(ctx, in)
		done <- err
	}()
	select {
	case err := <-done:
		return reading, err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// fail says what could not be read and lets the rest go on.
func (r *reader) fail(what string, err error) error {
	if ctx := r.cmd.Context(); ctx.Err() != nil {
		return ctx.Err() // the document is not at fault
	}
	r.failed++
	inert.Fprintf(r.cmd.ErrOrStderr(), "cordon: %s\n", cordon.Message(placed(what, err)))
	return nil
}

func (r *reader) end() error {
	if r.failed > 0 {
		return fmt.Errorf("%s could not be read: %w", counted(r.failed, "document"), cordon.ErrInvalid)
	}
	return r.house.warnStarter(r.cmd)
}

func printReading(w io.Writer, r *cordon.Reading) {
	d := &r.Document
	inert.Fprintf(w, "%s\n%s\n", d.Ref, orDash(d.Title))
	inert.Fprintf(w, "  outlet %s, published %s, language %s, credit %s", orDash(d.Outlet), orDash(d.Published.String()),
		orDash(d.Lang), orDash(d.Credit))
	if d.CopyOf != "" {
		inert.Fprintf(w, ", copy of %s", d.CopyOf)
	}
	inert.Fprintf(w, "\n")
	for _, e := range d.PublishedBy {
		inert.Fprintf(w, "  date %s by %s: %q\n", e.Date, e.How, cut(e.Text, 80))
	}
	if !d.Relevant {
		inert.Fprintf(w, "  not about sanctions or arms transfers: nothing more is read\n")
	}
	kinds := map[cordon.BlockKind]int{}
	for _, b := range d.Blocks {
		kinds[b.Kind]++
	}
	inert.Fprintf(w, "  lines: %d title, %d body, %d caption, %d meta, %d furniture\n", kinds[cordon.Title], kinds[cordon.Body],
		kinds[cordon.Caption], kinds[cordon.Meta], kinds[cordon.Furniture])
	for _, m := range r.Mentions {
		if m.Party != "" {
			inert.Fprintf(w, "  listed   %s → %s (%.2f)\n", m.Text, m.Party, m.Score)
		}
	}
	for _, s := range r.Statements {
		inert.Fprintf(w, "  %-8s %s %s: %s\n", s.Kind, orDash(s.Said.String()), sayer(s), cut(said(s), 160))
	}
	for _, e := range r.Events {
		inert.Fprintf(w, "  event    %s (%s) %s..%s %s %s\n", e.Type, e.Status, e.When.From, e.When.To, actorNames(e), e.Place)
		for _, b := range e.Breach {
			inert.Fprintf(w, "           breaches %s%s\n", b.Provision, doubts(b))
		}
	}
	inert.Fprintf(w, "\n")
}

func doubts(b cordon.Breach) string {
	s := ""
	if b.Conditional {
		s += ", if it happens"
	}
	if !b.Verified {
		s += ", paragraph number not verified"
	}
	return s
}

func sayer(s cordon.Statement) string {
	if s.Speaker != "" {
		return strings.TrimSuffix(s.Speaker+", "+s.Role, ", ")
	}
	return strings.TrimSpace(s.Org + " " + s.Role)
}

func said(s cordon.Statement) string {
	if s.Quote != "" {
		return "“" + s.Quote + "”"
	}
	return s.About
}

func actorNames(e cordon.Event) string {
	var names []string
	for _, a := range e.Actors {
		names = append(names, a.Name)
	}
	return strings.Join(names, ", ")
}
