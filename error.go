package cordon

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The four kinds of error that callers distinguish. They are mapped once: to
// HTTP status (400, 404, 409, 422) and to exit codes.
var (
	ErrInvalid  = errors.New("invalid")   // the input is at fault
	ErrNotFound = errors.New("not found") // there is no such thing
	ErrConflict = errors.New("conflict")  // the state of the store forbids it
	ErrRefused  = errors.New("refused")   // a safety check stopped the work
)

// Wrap adds the call to *errp: defer cordon.Wrap(&err, "list.Update(%s)", id).
// Logs show it; Message leaves it out.
func Wrap(errp *error, format string, args ...any) {
	if *errp != nil {
		*errp = &callError{fmt.Sprintf(format, args...), *errp}
	}
}

// A callError is an error with the call that returned it.
type callError struct {
	call string
	err  error
}

func (e *callError) Error() string { return e.call + ": " + e.err.Error() }
func (e *callError) Unwrap() error { return e.err }

// Message is an error as a person reads it, on one line: place, reason and
// remedy, each once, without the calls that Wrap added and without the kind at
// either end.
func Message(err error) string {
	if err == nil {
		return ""
	}
	s := oneLine(withoutCalls(err))
	for _, kind := range []error{ErrInvalid, ErrNotFound, ErrConflict, ErrRefused} {
		if reason, ok := strings.CutSuffix(s, ": "+kind.Error()); ok {
			return reason
		}
		if reason, ok := strings.CutPrefix(s, kind.Error()+": "); ok {
			return reason
		}
	}
	return s
}

// oneLine joins the lines of an error: errors.Join and drivers of databases put
// each of several reasons on one, at times the same reason twice.
func oneLine(text string) string {
	var out string
	seen := map[string]bool{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || seen[line]:
			continue
		case strings.HasSuffix(out, ":"):
			out += " "
		case out != "":
			out += "; "
		}
		seen[line] = true
		out += line
	}
	return out
}

// withoutCalls rewrites the text of an error, in which the texts of those that
// it wraps stand, with these as they are without calls.
func withoutCalls(err error) string {
	var inner []error
	switch e := err.(type) {
	case *callError:
		return withoutCalls(e.err)
	case interface{ Unwrap() error }:
		inner = []error{e.Unwrap()}
	case interface{ Unwrap() []error }:
		inner = e.Unwrap()
	}
	s := err.Error()
	for _, in := range inner {
		if in == nil {
			continue
		}
		if at := strings.LastIndex(s, in.Error()); at >= 0 {
			s = s[:at] + withoutCalls(in) + s[at+len(in.Error()):]
		}
	}
	return s
}

// A Problem is one value or record that could not be read, with its place. It
// is reported and the rest goes on; as an error it is of the kind ErrInvalid.
type Problem struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"` // 1-based, 0 when not known
	Record string `json:"record,omitempty"`
	Field  string `json:"field,omitempty"`
	Value  string `json:"value,omitempty"` // as published, cut to 200 bytes
	Reason string `json:"reason"`
	// Kind is set where a limit of its own depends on it.
	Kind ProblemKind `json:"kind,omitempty"`
}

// A ProblemKind marks the problems that show that a whole file is damaged, or
// not in the form that the reader knows.
type ProblemKind string

// The kinds of problem that have limits of their own (internal/list/brake.go).
const (
	// DamagedData: bytes or rows that the publisher cannot have written so.
	DamagedData ProblemKind = "damaged"
	// UnknownName: an element, attribute or column that the reader does not know.
	UnknownName ProblemKind = "unknown-name"
	// UnknownRecord: an unknown element in the place of a record, which may hide one.
	UnknownRecord ProblemKind = "unknown-record"
	// MissingName: an element, attribute or column that the format always had,
	// and that no record of the file has.
	MissingName ProblemKind = "missing-name"
)

// Error gives the place first, then what is wrong: "sdn.csv:12: 9647: DOB "x": …",
// or "line 12: …" when no file is named.
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	switch {
	case p.Line > 0 && p.File != "":
		fmt.Fprintf(&b, ":%d", p.Line)
	case p.Line > 0:
		fmt.Fprintf(&b, "line %d", p.Line)
	}
	for _, s := range []string{p.Record, p.Field} {
		if s != "" && b.Len() > 0 {
			b.WriteString(": ")
		}
		b.WriteString(s)
	}
	if p.Value != "" {
		v := p.Value
		if end := 200; len(v) > end {
			for end > 0 && !utf8.RuneStart(v[end]) { // between two characters
				end--
			}
			v = v[:end] + "…"
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Quote(v))
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	return b.String() + p.Reason
}

// Unwrap makes a Problem an ErrInvalid.
func (p Problem) Unwrap() error { return ErrInvalid }
