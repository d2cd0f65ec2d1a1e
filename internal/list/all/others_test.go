package all

import (
	"testing"

	"cordon"
	"cordon/internal/starter"
)

// TestStarterListsHaveNames checks that every list of which the starter has facts
// is named once.
func TestStarterListsHaveNames(t *testing.T) {
	named := map[cordon.ListID]int{}
	for _, s := range Sources {
		named[s.ID]++
	}
	for _, l := range Others {
		named[l.ID]++
		if l.Name == "" || l.Authority == "" {
			t.Errorf("%+v lacks a name or an authority", l)
		}
	}
	sets, err := starter.Entries()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sets {
		if named[s.List] != 1 {
			t.Errorf("%s is named %d times", s.List, named[s.List])
		}
	}
}
