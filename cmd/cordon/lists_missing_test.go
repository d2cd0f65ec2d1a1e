package main

import (
	"strings"
	"testing"

	"cordon"
)

// TestListsMissing: the lines of a list that lacks a part say so.
func TestListsMissing(t *testing.T) {
	st := stateOf(cordon.List{ID: "us-ofac-sdn"}, &cordon.Snapshot{List: "us-ofac-sdn", Missing: []string{"aliases"}})
	var b strings.Builder
	printMissing(&b, []listState{st})
	if st.State != "partial" || !strings.Contains(b.String(), "us-ofac-sdn") || !strings.Contains(b.String(), "aliases") {
		t.Errorf("state %s, printed %q", st.State, b.String())
	}
}
