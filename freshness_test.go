package cordon

import (
	"strings"
	"testing"
	"time"
)

// TestStale: a snapshot proves who is not on its list for 50 days from its day on,
// and not before it; one of an unknown day never does.
func TestStale(t *testing.T) {
	of, fetched := MustDate("2026-10-03"), time.Date(2026, 10, 3, 23, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		snap Snapshot
		day  string
		want string
	}{
		{Snapshot{Published: of}, "2026-10-03", ""},
		{Snapshot{Published: of}, "2026-11-22", ""},
		{Snapshot{Published: of}, "2026-11-23", "of 2026-10-03, too old"},
		{Snapshot{Published: of}, "2026-10-02", "of 2026-10-03, too young"},
		{Snapshot{Published: of, Undated: true}, "2026-10-04", "of an unknown day"},
		{Snapshot{Fetched: fetched}, "2026-11-22", ""},
		{Snapshot{Fetched: fetched}, "2026-11-23", "too old"},
	} {
		got := c.snap.Stale(MustDate(c.day))
		if !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%+v on %s: %q, want %q", c.snap, c.day, got, c.want)
		}
	}
}
