// Package listing holds what a listing date proves: the kinds of date, and how
// the versions of an entry become the best known dates of its listings. It is
// pure; the store keeps what it finds, and everything that compares or shows
// listings goes by its table.
package listing

import (
	"slices"

	"cordon"
)

// A Kind is what one kind of listing date is called and proves.
type Kind struct {
	ID    cordon.DateKind
	Label string // for people, in a sentence or a legend
	Sign  string // beside a date where there is little room; empty for the authority's own act
	begin ends   // what the date proves of the day on which the listing began
	Exact bool   // it may be set against another authority's date
	Early bool   // the listing counts as in force from an earlier snapshot that had it, too
}

// ends are what proves the two ends of the interval in which a listing began.
type ends struct{ NotBefore, NotAfter proof }

// A proof is which day bounds one end.
type proof int

// The proofs of an end.
const (
	nothing     proof = iota // no bound
	theDay                   // the date itself
	theSnapshot              // the day of the first snapshot that had the listing
	theAbsence               // the last whole snapshot that lacked the listing, less the list's publication lag
)

// Kinds are all kinds of listing date, the best evidence of the authority's act
// first. This is the only order of them.
var Kinds = []Kind{
	{cordon.OwnDate, "the authority’s own act", "", ends{theDay, theDay}, true, false},
	{cordon.UNDate, "copied from the UN listing", "UN", ends{nothing, theSnapshot}, false, false},
	{cordon.LawDate, "start of the law that carried the listing over", "law", ends{nothing, theDay}, false, false},
	{cordon.ObservedDate, "first day that a snapshot had it", "seen", ends{theAbsence, theDay}, true, true},
	{cordon.AmendedDate, "last change; listed then or earlier", "≤", ends{nothing, theDay}, false, true},
	{cordon.SeenDate, "first snapshot that had it; listed then or earlier", "≤", ends{theAbsence, theDay}, false, true},
	{cordon.UnknownDate, "date not known", "?", ends{nothing, theSnapshot}, false, true},
}

// KindOf is the row of a kind; a kind outside the table proves as little as
// cordon.UnknownDate.
func KindOf(k cordon.DateKind) Kind { return Kinds[Rank(k)] }

// Rank is the place of a kind in the table: 0 is the best.
func Rank(k cordon.DateKind) int {
	i := slices.IndexFunc(Kinds, func(row Kind) bool { return row.ID == k })
	if i < 0 {
		return len(Kinds) - 1
	}
	return i
}

// Bound reports whether a date of that kind only shows that the listing is that
// old or older.
func (k Kind) Bound() bool { return k.begin.NotAfter == theDay && !k.Exact }

// Known reports whether a kind is in the table.
func Known(k cordon.DateKind) bool { return KindOf(k).ID == k }
