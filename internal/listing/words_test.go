package listing

import (
	"testing"

	"cordon"
)

func TestBoundText(t *testing.T) {
	day := cordon.MustDate("2020-01-02")
	for _, c := range []struct {
		b    Bound
		want string
	}{
		{
			Bound{NotBefore: day, NotAfter: day, Kind: cordon.OwnDate, Snapshot: "un-sc@1", Field: "listed"},
			"2020-01-02: the authority’s own act (listed, un-sc@1)",
		},
		{Printed(day).Evidence[0], "2020-01-02: the authority’s own act (delisted)"},
		{Gone("un-sc", cordon.Date{}, day).Evidence[0], "by 2020-01-02: first publication that lacks it"},
		{
			Closed(day, day.AddDays(9)).Evidence[0],
			"after 2020-01-01, by 2020-01-11: the list was closed, and its successor lacks it",
		},
		{
			Bound{Kind: cordon.SeenDate, Snapshot: "x@1", Words: "in force"},
			"not known: first snapshot that had it; listed then or earlier, “in force” (x@1)",
		},
	} {
		if got := c.b.String(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
