package cordon_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"cordon"
)

// TestMessage leaves calls and kinds out of the message for a person; the error
// keeps them.
func TestMessage(t *testing.T) {
	called := func(err error, calls ...string) error {
		for _, c := range calls {
			cordon.Wrap(&err, "%s", c)
		}
		return err
	}
	problem := cordon.Problem{Line: 1, Field: "name", Reason: "no column is a name"}
	for _, c := range []struct {
		err  error
		want string
	}{
		{nil, ""},
		{errors.New("disk full"), "disk full"},
		{called(problem, `table.Queries("")`), "line 1: name: no column is a name"},
		{fmt.Errorf("in.csv: %w", called(problem, `table.Queries("")`, "screen.Batch()")), "in.csv: line 1: name: no column is a name"},
		{called(fmt.Errorf("no party %q: %w", "x", cordon.ErrNotFound), "store.Party(x)"), `no party "x"`},
		{fmt.Errorf("%w: %w", cordon.ErrNotFound, fs.ErrNotExist), "file does not exist"},
		{fmt.Errorf("themes: %w (dprk)", cordon.ErrNotFound), "themes: not found (dprk)"},
		{called(errors.Join(called(errors.New("a"), "store.A"), errors.New("a"), errors.New("b")), "store.Open(x)"), "a; b"},
		{errors.New("failed:\n\tone\n\tone\n"), "failed: one"},
		{fmt.Errorf("%w (see --help)", called(errors.New("store.B"), "store.B")), "store.B (see --help)"},
		{
			cordon.Problem{File: "sdn.csv", Line: 12, Record: "9647", Field: "DOB", Value: "x", Reason: "not a date"},
			`sdn.csv:12: 9647: DOB "x": not a date`,
		},
		{cordon.Problem{Line: 2, Value: "x", Reason: "not a row"}, `line 2 "x": not a row`},
		{
			cordon.Problem{Line: 2, Value: "x" + strings.Repeat("я", 100), Reason: "not a row"},
			`line 2 "x` + strings.Repeat("я", 99) + `…": not a row`,
		},
		{cordon.Problem{Value: "x", Reason: "not a row"}, `"x": not a row`},
	} {
		if got := cordon.Message(c.err); got != c.want {
			t.Errorf("Message(%v) = %q, want %q", c.err, got, c.want)
		}
	}
	err := called(problem, "table.Queries()")
	if got := err.Error(); got != "table.Queries(): line 1: name: no column is a name" || !errors.Is(err, cordon.ErrInvalid) {
		t.Errorf("%v is no longer the whole chain", err)
	}
}
