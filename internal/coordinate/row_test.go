package coordinate

import (
	"testing"

	"cordon"
	"cordon/internal/listing"
)

// TestFirstDateByOrder: which of two dates counts does not depend on the order
// in which the listings come, also where they differ only in "circa".
func TestFirstDateByOrder(t *testing.T) {
	listed := func(day string, kind cordon.DateKind) cordon.Listing {
		return cordon.Listing{Listed: cordon.MustDate(day), DateKind: kind}
	}
	for _, test := range []struct {
		a, b cordon.Listing
		want string
	}{
		{listed("~2024-03-13", cordon.OwnDate), listed("2024-03-13", cordon.ObservedDate), "own ~2024-03-13"},
		{listed("2024-03-13", cordon.OwnDate), listed("~2024-03-13", cordon.OwnDate), "own 2024-03-13"},
		{listed("~2024-03-13", cordon.SeenDate), listed("2024-03-13", cordon.SeenDate), string(cordon.SeenDate) + " 2024-03-13"},
		{listed("2024-03-12", cordon.ObservedDate), listed("2024-03-13", cordon.OwnDate), "observed 2024-03-12"},
	} {
		for _, pair := range [][]cordon.Listing{{test.a, test.b}, {test.b, test.a}} {
			var k dates
			for _, l := range pair {
				k.add(l, listing.Span{})
			}
			if got := string(k.first().kind) + " " + k.first().day.String(); got != test.want {
				t.Errorf("%s, then %s: %s, want %s", pair[0].Listed, pair[1].Listed, got, test.want)
			}
		}
	}
}
