package listing

import (
	"cmp"
	"fmt"
	"slices"

	"cordon"
)

// A Bound is one piece of evidence for the day of an act: an act lies in
// NotBefore..NotAfter, both included and whole days; a zero end is open.
type Bound struct {
	NotBefore cordon.Date       `json:"not_before,omitzero"`
	NotAfter  cordon.Date       `json:"not_after,omitzero"`
	Kind      cordon.DateKind   `json:"kind,omitempty"`     // of the date that the bound rests on
	Snapshot  cordon.SnapshotID `json:"snapshot,omitempty"` // that has it
	Field     string            `json:"field,omitempty"`    // of the record, or what the publication did: "listed", "gone", "closed"
	Words     string            `json:"words,omitempty"`    // as printed, where they are known
}

// A Span is the days between which one act happened, as far as its evidence
// proves. Where the evidence contradicts itself, Conflict is set and the span is
// as wide as all of it together: nothing is decided between the pieces.
type Span struct {
	NotBefore cordon.Date `json:"not_before,omitzero"`
	NotAfter  cordon.Date `json:"not_after,omitzero"`
	Conflict  bool        `json:"conflict,omitempty"`
	Evidence  []Bound     `json:"evidence,omitempty"`
}

// SpanOf is the span that pieces of evidence for one act leave.
func SpanOf(evidence ...Bound) Span {
	s := Span{Evidence: slices.Clone(evidence)}
	slices.SortFunc(s.Evidence, compareBounds)
	s.Evidence = slices.Compact(s.Evidence)
	for _, b := range s.Evidence {
		if b.NotBefore.Compare(s.NotBefore) > 0 {
			s.NotBefore = b.NotBefore
		}
		if !b.NotAfter.IsZero() && (s.NotAfter.IsZero() || b.NotAfter.Before(s.NotAfter)) {
			s.NotAfter = b.NotAfter
		}
	}
	if !s.NotAfter.IsZero() && s.NotAfter.Before(s.NotBefore) {
		return s.torn()
	}
	return s
}

// torn is the span of evidence that contradicts itself: from the first day to
// the last that any piece allows.
func (s Span) torn() Span {
	s.Conflict = true
	s.NotBefore, s.NotAfter = s.Evidence[0].NotBefore, s.Evidence[0].NotAfter
	for _, b := range s.Evidence[1:] {
		if b.NotBefore.Before(s.NotBefore) { // an open end comes before every day
			s.NotBefore = b.NotBefore
		}
		if b.NotAfter.IsZero() || !s.NotAfter.IsZero() && s.NotAfter.Before(b.NotAfter) {
			s.NotAfter = b.NotAfter
		}
	}
	return s
}

func compareBounds(a, b Bound) int {
	return cmp.Or(a.NotBefore.Compare(b.NotBefore), a.NotAfter.Compare(b.NotAfter), cmp.Compare(Rank(a.Kind), Rank(b.Kind)),
		cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Snapshot, b.Snapshot), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Words, b.Words))
}

// Intersect is what the evidence of two spans of one act leaves together.
func Intersect(a, b Span) Span { return SpanOf(append(slices.Clone(a.Evidence), b.Evidence...)...) }

// Earliest is the span of the first of several acts: it was no later than the
// earliest of them can have been at the latest.
func Earliest(spans ...Span) Span {
	var first Span
	for i, s := range spans {
		first.Evidence = append(first.Evidence, s.Evidence...)
		first.Conflict = first.Conflict || s.Conflict
		if i == 0 || s.NotBefore.Before(first.NotBefore) {
			first.NotBefore = s.NotBefore
		}
		if !s.NotAfter.IsZero() && (first.NotAfter.IsZero() || s.NotAfter.Before(first.NotAfter)) {
			first.NotAfter = s.NotAfter
		}
	}
	slices.SortFunc(first.Evidence, compareBounds)
	first.Evidence = slices.Compact(first.Evidence)
	return first
}

// Exact reports whether a span is one day.
func (s Span) Exact() bool { return !s.NotBefore.IsZero() && s.NotBefore == s.NotAfter }

// IsZero reports whether neither end is known.
func (s Span) IsZero() bool { return s.NotBefore.IsZero() && s.NotAfter.IsZero() }

// Before reports whether the act of s was certainly before that of o.
func (s Span) Before(o Span) bool {
	return !s.NotAfter.IsZero() && !o.NotBefore.IsZero() && s.NotAfter.Before(o.NotBefore)
}

// After reports whether the act was certainly after a day.
func (s Span) After(day cordon.Date) bool { return !s.NotBefore.IsZero() && day.Before(s.NotBefore) }

// By reports whether the act was certainly done at the end of a day.
func (s Span) By(day cordon.Date) bool { return !s.NotAfter.IsZero() && !day.Before(s.NotAfter) }

// String is the span for people: "2024-02-22", "2024-02" and "2024" for a whole
// month and year, "by 2024-05-17", "after 2023-12-05, by 2023-12-12", "on or
// after 2024-02-22" and "not known".
func (s Span) String() string {
	text := s.days()
	if s.Conflict {
		text += " (its sources contradict each other)"
	}
	return text
}

func (s Span) days() string {
	from, to := s.NotBefore, s.NotAfter
	switch {
	case s.IsZero():
		return "not known"
	case from == to:
		return from.String()
	case from.IsZero():
		return "by " + to.String()
	case to.IsZero():
		return "on or after " + from.String()
	}
	for _, vague := range []cordon.Date{{Year: from.Year, Month: from.Month}, {Year: from.Year}} {
		if from == cordon.DateOf(vague.First()) && to == cordon.DateOf(vague.Last()) {
			return vague.String()
		}
	}
	return "after " + from.AddDays(-1).String() + ", by " + to.String()
}

// A Lag is how many days one act came after another: Least..Most.
type Lag struct {
	Least int  `json:"least"`
	Most  *int `json:"most,omitempty"` // nil when no day is known by which the lag must have ended
}

// LagOf is the lag from an act to a later one, nil when nothing is known of it.
// It is never negative: which of two acts was first is not its question.
func LagOf(first, later Span) *Lag {
	var l Lag
	if !later.NotBefore.IsZero() && !first.NotAfter.IsZero() {
		l.Least = max(0, later.NotBefore.Days(first.NotAfter))
	}
	if !later.NotAfter.IsZero() && !first.NotBefore.IsZero() {
		most := max(0, later.NotAfter.Days(first.NotBefore))
		l.Most = &most
	}
	if l.Least == 0 && l.Most == nil {
		return nil
	}
	return &l
}

// String is the lag for people: "+73 d", "+0 to +73 d", "+915 d or more".
func (l Lag) String() string {
	switch {
	case l.Most == nil:
		return fmt.Sprintf("+%d d or more", l.Least)
	case *l.Most == l.Least:
		return fmt.Sprintf("+%d d", l.Least)
	}
	return fmt.Sprintf("+%d to +%d d", l.Least, *l.Most)
}
