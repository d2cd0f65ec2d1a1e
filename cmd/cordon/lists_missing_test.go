package main

import (
	"regexp"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/list"
)

// TestListsMissing: the lines of a list that lacks a part say so.
func TestListsMissing(t *testing.T) {
	st := stateOf(&list.State{
		List: cordon.List{ID: "us-ofac-sdn"}, Snapshot: &cordon.Snapshot{List: "us-ofac-sdn", Missing: []string{"aliases"}, Held: 3},
	})
	var b strings.Builder
	printMissing(&b, []listState{st})
	if st.State != "partial" || !regexp.MustCompile(`us-ofac-sdn .*aliases, perhaps other entries`).MatchString(b.String()) {
		t.Errorf("state %s, printed %q", st.State, b.String())
	}
}
