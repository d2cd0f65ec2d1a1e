package listing

import (
	"testing"

	"cordon"
)

// TestKinds holds what each kind of date proves: the table of
// docs/decisions/0011-listing-dates.md, written a second time.
func TestKinds(t *testing.T) {
	for i, want := range []struct {
		kind  cordon.DateKind
		ends  ends
		exact bool // may be set against another's date
		bound bool // listed then or earlier
	}{
		{cordon.OwnDate, ends{theDay, theDay}, true, false},
		{cordon.UNDate, ends{nothing, theSnapshot}, false, false},
		{cordon.LawDate, ends{nothing, theDay}, false, true},
		{cordon.ObservedDate, ends{theAbsence, theDay}, true, false},
		{cordon.AmendedDate, ends{nothing, theDay}, false, true},
		{cordon.SeenDate, ends{theAbsence, theDay}, false, true},
		{cordon.UnknownDate, ends{nothing, theSnapshot}, false, false},
	} {
		k := KindOf(want.kind)
		if Rank(want.kind) != i || k.ID != want.kind || k.begin != want.ends || k.Exact != want.exact || k.Bound() != want.bound {
			t.Errorf("%s: rank %d, %+v, want rank %d, %+v", want.kind, Rank(want.kind), k, i, want)
		}
		if k.Label == "" || (k.Sign == "") != (k.ID == cordon.OwnDate) {
			t.Errorf("%s: label %q, sign %q", k.ID, k.Label, k.Sign)
		}
	}
	for _, k := range []cordon.DateKind{"", "whatever"} {
		if KindOf(k).ID != cordon.UnknownDate || Known(k) {
			t.Errorf("%q counts as %q", k, KindOf(k).ID)
		}
	}
}
