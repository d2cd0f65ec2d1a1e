// Package truth grades what is known of an act against what is true of it. It is
// pure: cordon eval reads the tables and asks for what is known.
package truth

import (
	"fmt"
	"strings"

	"cordon"
	"cordon/internal/listing"
)

// A Grade is how a span stands to what is known to be true of an act.
type Grade string

// The grades of a span.
const (
	Right   Grade = "right"   // all its days are days of the truth
	Bounded Grade = "bounded" // it has days of the truth, and days beside it
	Over    Grade = "over"    // it says that the act was not before a day, where the truth has only the day by which it was done
	Wrong   Grade = "wrong"   // it has no day of the truth
	Missing Grade = "missing" // nothing is known of the act
)

// Of grades a span against the true one.
func Of(known, truth listing.Span) Grade {
	switch {
	case known.IsZero():
		return Missing
	case known.Before(truth) || truth.Before(known):
		return Wrong
	case truth.NotBefore.IsZero() && !known.NotBefore.IsZero():
		return Over
	case known.By(truth.NotAfter) && !known.NotBefore.Before(truth.NotBefore):
		return Right
	}
	return Bounded
}

// Parse reads a day, month or year on which an act is known to have
// happened, or "by" and the day on which it was done.
func Parse(text string) (listing.Span, error) {
	day, by := strings.CutPrefix(strings.TrimSpace(text), "by ")
	d, err := cordon.ParseDate(day)
	if err != nil || d.IsZero() {
		return listing.Span{}, fmt.Errorf("date %q is neither a day nor \"by\" and a day: %w", text, cordon.ErrInvalid)
	}
	s := listing.Printed(d)
	if by {
		s.NotBefore = cordon.Date{}
	}
	return s, nil
}
