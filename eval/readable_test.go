package eval

import (
	"strings"
	"testing"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/screen"
	tab "cordon/internal/table"
)

// TestListedReadable asks for every listed name where nothing like it is listed, by
// itself and as customers' files write it: none is taken for a cell that lost its name.
// For one party in ten; with -every 1 for all.
func TestListedReadable(t *testing.T) {
	one := &cordon.Party{ID: "test/1", Profile: cordon.Profile{Names: []cordon.Name{{Full: "Zorvex Quandal"}}}}
	s := &screen.Service{Live: &index.Live{}}
	s.Live.Swap(index.Build(1, []*cordon.Party{one}))
	n := 0
	all := func(yield func(tab.Row, error) bool) {
		ps := Parties(t)
		for i := 0; i < len(ps); i += *every {
			for _, listed := range ps[i].Profile.Names {
				for _, text := range []string{listed.Full, strings.ToUpper(listed.Full), strings.ReplaceAll(listed.Full, " ", "")} {
					n++
					q := cordon.Query{Profile: cordon.Profile{Names: []cordon.Name{{Full: text}}}}
					if !yield(tab.Row{Number: n, Query: q}, nil) {
						return
					}
				}
			}
		}
	}
	var out strings.Builder
	if _, err := s.Batch(t.Context(), "test", all, cordon.Query{}, tab.NewWriter(&out, tab.CSV)); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		if strings.Contains(line, "not readable") {
			t.Errorf("%.300s", line)
		}
	}
	t.Logf("%d names", n)
}
