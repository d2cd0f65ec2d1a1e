package truth

import (
	"testing"

	"cordon"
	"cordon/internal/listing"
)

func TestOf(t *testing.T) {
	for _, c := range []struct {
		from, to, truth string
		want            Grade
	}{
		{"2024-02-22", "2024-02-22", "2024-02-22", Right},
		{"2024-02-23", "2024-02-23", "2024-02-22", Wrong},
		{"", "2024-02-23", "2024-02-22", Bounded},
		{"2024-02-01", "2024-02-23", "2024-02-22", Bounded},
		{"2024-02-23", "", "2024-02-22", Wrong},
		{"", "2024-02-21", "2024-02-22", Wrong},
		{"", "", "2024-02-22", Missing},
		{"", "2024-02-23", "by 2024-02-23", Right},
		{"", "2024-02-01", "by 2024-02-23", Right},
		{"2017-08-17", "2017-08-17", "by 2024-02-23", Over},
		{"2024-02-23", "2024-02-23", "by 2024-02-23", Over},
		{"2024-02-20", "2024-02-23", "by 2024-02-23", Over},
		{"2024-02-20", "2024-03-01", "by 2024-02-23", Over},
		{"2024-02-20", "", "by 2024-02-23", Over},
		{"2016-03-02", "2016-03-02", "2016", Right},
		{"2016-01-01", "2016-12-31", "2016", Right},
		{"2016-03-01", "2016-03-31", "2016", Right},
		{"2016-03-02", "2017-01-01", "2016", Bounded},
		{"", "2016-03-02", "2016", Bounded},
		{"2016-03-02", "", "2016", Bounded},
		{"2017-01-01", "2017-01-01", "2016", Wrong},
		{"2016-03-01", "2016-03-31", "2016-03-02", Bounded},
		{"", "2026-07-23", "by 2024-02-23", Bounded},
		{"2024-02-24", "2024-02-24", "by 2024-02-23", Wrong},
	} {
		truth, err := Parse(c.truth)
		if err != nil {
			t.Fatal(err)
		}
		var b listing.Bound
		if c.from != "" {
			b.NotBefore = cordon.MustDate(c.from)
		}
		if c.to != "" {
			b.NotAfter = cordon.MustDate(c.to)
		}
		if got := Of(listing.SpanOf(b), truth); got != c.want {
			t.Errorf("%s..%s against %s: %s, want %s", c.from, c.to, c.truth, got, c.want)
		}
	}
	for _, bad := range []string{"", "by", "by ", "yesterday", "2024-13-01"} {
		if s, err := Parse(bad); err == nil {
			t.Errorf("%q is read as %s", bad, s)
		}
	}
}
