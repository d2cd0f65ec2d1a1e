package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"cordon"
)

// TestOutcome: a hit stands, whatever failed after it; without one the failure does.
func TestOutcome(t *testing.T) {
	broken := errors.New("the note on the starter cannot be made")
	for _, c := range []struct {
		hit    bool
		failed error
		code   int
		said   string
	}{
		{false, nil, exitDone, ""},
		{true, nil, exitHit, ""},
		{true, broken, exitHit, "cordon: the note on the starter cannot be made\n"},
		{false, broken, exitError, ""}, // run says it
		{false, cordon.Problem{Field: "name", Reason: "cannot be compared"}, exitUsage, ""},
	} {
		var errs strings.Builder
		cmd := &cobra.Command{}
		cmd.SetErr(&errs)
		if err := outcome(cmd, c.hit, c.failed); exitCode(err) != c.code || errs.String() != c.said {
			t.Errorf("hit %v, %v: exit code %d, %q", c.hit, c.failed, exitCode(err), errs.String())
		}
	}
}
