package screen

import (
	"encoding/json"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/table"
)

// TestAllReasons: a row with a value that cannot be read, and a name that cannot
// be compared or a list that is not loaded, says both, and that it was not screened.
func TestAllReasons(t *testing.T) {
	s := serving(t, "Ri Pyong Chol")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	bad := cordon.Problem{Field: "birth_date", Value: "soon", Reason: "not a date"}
	foreign := asking("Ri Pyong Chol")
	foreign.Lists = []cordon.ListID{"tset"}
	for reason, q := range map[string]*cordon.Query{"same script": asking("王伟"), `list "tset"`: foreign} {
		var out strings.Builder
		rows := func(yield func(table.Row, error) bool) { yield(table.Row{Number: 1, Query: *q, Err: bad}, nil) }
		sum, err := s.Batch(t.Context(), "tester", rows, cordon.Query{}, table.NewWriter(&out, table.JSONL))
		if err != nil {
			t.Fatal(err)
		}
		var a table.Answer
		if err := json.Unmarshal([]byte(out.String()), &a); err != nil {
			t.Fatal(err)
		}
		if !a.NotScreened || sum.Bad != 1 || !strings.Contains(a.Error, "not a date") || !strings.Contains(a.Error, reason) {
			t.Errorf("%s: %+v, %s", reason, sum, out.String())
		}
	}
	var out strings.Builder
	rows := func(yield func(table.Row, error) bool) {
		yield(table.Row{Number: 1, Query: *asking("Zzyzx"), Err: bad}, nil)
	}
	sum, err := s.Batch(t.Context(), "tester", rows, cordon.Query{}, table.NewWriter(&out, table.JSONL))
	if err != nil || sum.Open != 1 || sum.Bad != 0 || strings.Contains(out.String(), "not_screened") {
		t.Errorf("screened by the rest: %+v, %v, %s", sum, err, out.String())
	}
}
