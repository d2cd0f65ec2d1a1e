package cordon

import (
	"errors"
	"fmt"
	"strings"
)

// The four kinds of error that callers tell apart. Faces map them once: to
// HTTP status (400, 404, 409, 422) and to exit codes.
var (
	ErrInvalid  = errors.New("invalid")   // the input is at fault
	ErrNotFound = errors.New("not found") // there is no such thing
	ErrConflict = errors.New("conflict")  // the state of the store forbids it
	ErrRefused  = errors.New("refused")   // a safety check stopped the work
)

// Wrap adds the call to *errp: defer cordon.Wrap(&err, "list.Update(%s)", id).
func Wrap(errp *error, format string, args ...any) {
	if *errp != nil {
		*errp = fmt.Errorf(format+": %w", append(args, *errp)...)
	}
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

// A ProblemKind tells apart the problems that say of a whole file that it is
// not what its publisher made, or not in the form that the reader knows.
type ProblemKind string

// The kinds of problem that have limits of their own (internal/list/brake.go).
const (
	// DamagedData: bytes or rows that the publisher cannot have written so.
	DamagedData ProblemKind = "damaged"
	// UnknownName: an element, attribute or column that the reader does not know.
	UnknownName ProblemKind = "unknown-name"
	// MissingName: an element, attribute or column that the format always had,
	// and that no record of the file has.
	MissingName ProblemKind = "missing-name"
)

// Error tells the place first, then what is wrong: "sdn.csv:12: 9647: DOB "x": …".
func (p Problem) Error() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File)
	}
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	for _, s := range []string{p.Record, p.Field} {
		if s != "" && b.Len() > 0 {
			b.WriteString(": ")
		}
		b.WriteString(s)
	}
	if p.Value != "" {
		v := p.Value
		if len(v) > 200 {
			v = v[:200] + "…"
		}
		fmt.Fprintf(&b, " %q", v)
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	return b.String() + p.Reason
}

// Unwrap makes a Problem an ErrInvalid.
func (p Problem) Unwrap() error { return ErrInvalid }
