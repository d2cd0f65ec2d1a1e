package list

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"cordon"
)

// The states of an Outcome.
const (
	Loaded    = "loaded"    // stored as a new snapshot
	Unchanged = "unchanged" // these very files were loaded before
	Rejected  = "refused"   // stopped by the brake; Err is a *Refused
	Failed    = "failed"    // could not be read; Err says where
	Unknown   = "unknown"   // not a list that this version reads; Error describes what it looks like
	Older     = "older"     // older than what is in force: archived, not applied
)

// An Outcome is what an update did.
type Outcome struct {
	List     cordon.ListID    `json:"list,omitempty"`
	Format   string           `json:"format,omitempty"`
	Files    []string         `json:"files,omitempty"`
	State    string           `json:"state"` // loaded, unchanged, refused, failed, unknown, older
	Snapshot *cordon.Snapshot `json:"snapshot,omitempty"`
	// Before is the snapshot that these files made when they were loaded, of an
	// Older outcome; nil when they never were.
	Before   *cordon.Snapshot `json:"before,omitempty"`
	Problems []cordon.Problem `json:"problems,omitempty"` // the first 100
	// Pending is what is held back of the publication: its removals when the rest
	// is loaded, the whole of it when it is refused.
	Pending *cordon.PendingUpdate `json:"pending,omitempty"`

	Err   error  `json:"-"`
	Error string `json:"error,omitempty"`
}

func failed(l cordon.ListID, files []*file, err error) *Outcome {
	o := &Outcome{List: l}
	for _, f := range files {
		o.Files = append(o.Files, f.name)
	}
	return o.fail(err)
}

// fail puts an error into the outcome, if there is one.
func (o *Outcome) fail(err error) *Outcome {
	if err == nil {
		return o
	}
	o.State, o.Err, o.Error = Failed, err, err.Error()
	if isRefusal(err) {
		o.State = Rejected
	}
	return o
}

// ofContent reports whether an error is about what a publication holds: another
// attempt with the same files ends the same way.
func ofContent(err error) bool {
	return errors.Is(err, cordon.ErrInvalid) || errors.Is(err, cordon.ErrRefused)
}

// waitsFor is the outcome of a publication that was not tried, because an older
// one of its list failed for a reason that may pass.
func (p *publication) waitsFor(older *publication) *Outcome {
	out := &Outcome{List: p.source.ID, Format: p.Format, Files: p.names()}
	return out.fail(fmt.Errorf("not tried: %s of the same list is older and failed; run the update again: %w",
		older.files[0].name, cordon.ErrConflict))
}

// A tally passes outcomes on and remembers what went wrong.
type tally struct {
	whole        bool // no list is named: a file that is called like one must be one
	done         func(*Outcome)
	log          *slog.Logger
	bad          []*Outcome // failed or refused
	unrecognised []*Outcome // files that are not known as lists
}

func (t *tally) add(o *Outcome) {
	if o.Err != nil {
		t.bad = append(t.bad, o)
	}
	if t.log != nil {
		t.log.Info("list", "list", o.List, "state", o.State, "files", strings.Join(o.Files, " "), "err", o.Err)
	}
	if t.done != nil {
		t.done(o)
	}
}

func (t *tally) unknown(name, why string) {
	o := &Outcome{Files: []string{name}, State: Unknown, Error: why}
	t.unrecognised = append(t.unrecognised, o)
	t.add(o)
}

// err is nil when nothing went wrong.
func (t *tally) err() error {
	if len(t.bad) == 0 {
		return nil
	}
	return notLoaded(t.bad)
}

// A notLoaded is the error of several publications, each of which was reported
// already: it names them; their own errors are there for errors.Is and As.
type notLoaded []*Outcome

// mostNamed is how many publications an error names: a line or two.
const mostNamed = 8

// Error counts and names what was refused and what failed.
func (n notLoaded) Error() string {
	var parts []string
	for _, state := range []string{Rejected, Failed} {
		var names []string
		for _, o := range n {
			if o.State == state {
				names = append(names, o.called())
			}
		}
		if more := len(names) - mostNamed; more > 0 {
			names = append(names[:mostNamed], fmt.Sprintf("and %d more", more))
		}
		if len(names) > 0 {
			parts = append(parts, fmt.Sprintf("%s: %s", state, strings.Join(names, ", ")))
		}
	}
	return "not loaded: " + strings.Join(parts, "; ")
}

// called names what an outcome is of: the list, if it is known, and the first file.
func (o *Outcome) called() string {
	switch {
	case len(o.Files) == 0:
		return string(o.List)
	case o.List == "":
		return o.Files[0]
	}
	return fmt.Sprintf("%s (%s)", o.List, o.Files[0])
}

// Unwrap are the errors themselves.
func (n notLoaded) Unwrap() []error {
	var errs []error
	for _, o := range n {
		errs = append(errs, o.Err)
	}
	return errs
}
