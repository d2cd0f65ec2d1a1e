package listing

import "cordon"

// A Seen is what the snapshots around a listing prove of it.
type Seen struct {
	Snapshot cordon.SnapshotID // that the date comes from
	On       cordon.Date       // the day of that snapshot, zero when it is not known
	Lacked   cordon.Date       // day of the whole snapshot before it, which lacked the listing; zero when there is none
	Alone    bool              // no snapshot before it is known: the date is as its source has observed it
}

// A PublicationLag is how long after an authority's act its list may still be
// published without it.
type PublicationLag struct {
	Days     int
	Measured string // on what, and how
}

// Lags are the publication lags that were measured. A list that is not here has
// no known lag, and its snapshots give no lower bound.
var Lags = map[cordon.ListID]PublicationLag{
	"us-ofac-sdn": {1, "41 parties of the Advanced XML of 2024-02-23 that were listed on 7 days from 2022-02-24 to 2023-12-12, against the " +
		"295 daily versions of sdn.csv: of 28 the last version without them is of a day before the act, of 13 of its very day " +
		"(TestPublicationLag of internal/list/us)"},
}

// observedGap is the most days between the snapshot that an observed date comes
// from and the one before, where that one is not known: Fold allows
// observedWithin, the archive that the starter's dates come from has one gap more.
const observedGap = observedWithin + 1

// Begin is the span in which a listing began.
func Begin(l cordon.Listing, seen Seen) Span {
	ends := KindOf(l.DateKind).begin
	if l.Listed.IsZero() || l.Listed.Circa {
		ends = KindOf(cordon.UnknownDate).begin // about a day is no bound
	}
	b := Bound{Kind: l.DateKind, Snapshot: seen.Snapshot, Field: "listed"}
	switch ends.NotBefore {
	case theDay:
		b.NotBefore = cordon.DateOf(l.Listed.First())
	case theAbsence:
		if seen.Alone && l.DateKind == cordon.ObservedDate {
			seen.Lacked = cordon.DateOf(l.Listed.First()).AddDays(-observedGap)
		}
		b.NotBefore = after(l.List, seen.Lacked)
	}
	switch ends.NotAfter {
	case theDay:
		b.NotAfter = cordon.DateOf(l.Listed.Last())
	case theSnapshot:
		b.NotAfter = lastDay(seen.On)
	}
	return SpanOf(b)
}

// after is the first day on which an act can have happened that a list of that
// day lacked; the zero date when the list's lag is not known.
func after(list cordon.ListID, lacked cordon.Date) cordon.Date {
	lag, known := Lags[list]
	if lacked.IsZero() || !known {
		return cordon.Date{}
	}
	return cordon.DateOf(lacked.First()).AddDays(1 - lag.Days)
}

// Printed is the span of an end whose day the authority prints.
func Printed(end cordon.Date) Span {
	return SpanOf(Bound{
		NotBefore: cordon.DateOf(end.First()), NotAfter: cordon.DateOf(end.Last()), Kind: cordon.OwnDate, Field: "delisted",
	})
}

// Gone is the span of an end that only a snapshot shows, published on a day; had
// is the day of the last whole snapshot before it, which still had the listing.
func Gone(list cordon.ListID, had, on cordon.Date) Span {
	return SpanOf(Bound{NotBefore: after(list, had), NotAfter: lastDay(on), Kind: cordon.SeenDate, Field: fieldGone})
}

// Closed is the span of an end with the closing of a list, whose successor does
// not have the party: at any time since the last day on which the old list is
// known to have had it.
func Closed(had, closing cordon.Date) Span {
	return SpanOf(Bound{NotBefore: lastDay(had), NotAfter: lastDay(closing), Kind: cordon.SeenDate, Field: fieldClosed})
}

// What an end rests on, where the list prints no day of it.
const (
	fieldGone   = "gone"   // a later snapshot lacks it
	fieldClosed = "closed" // the list was closed, and its successor lacks it
)

// EndText is the end of a listing for people: the day that the list prints,
// "by" the day of the snapshot that lacks it, or "with the closing".
func EndText(s Span) string {
	for _, b := range s.Evidence {
		if b.Field == fieldClosed {
			return "with the list’s closing, by " + s.NotAfter.String()
		}
	}
	return s.String()
}
