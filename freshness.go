package cordon

import "fmt"

// StaleAfter is how many days old a list's newest publication may be before an
// absence from it proves nothing. The slowest of the lists read here, the UN's, was
// amended at least every seven weeks in the year of files that we hold.
const StaleAfter = 50

// Day is the day that the snapshot shows: that of its publication or, without one,
// that of its fetching.
func (s *Snapshot) Day() Date {
	if s.Published.IsZero() {
		return DateOf(s.Fetched.UTC())
	}
	return s.Published
}

// DayText is the day of a publication for people: of one without a date that of its loading,
// and that it is no more.
func DayText(day Date, undated bool) string {
	switch {
	case day.IsZero():
		return "an unknown day"
	case undated:
		return day.String() + " (loaded then; the file has no date)"
	}
	return day.String()
}

// DayText is the snapshot's day for people.
func (s *Snapshot) DayText() string { return DayText(s.Day(), s.Undated) }

// Stated is the day of publication that the files or their names state, zero where
// they state none or one that could not be read.
func (s *Snapshot) Stated() Date {
	if s.Undated {
		return Date{}
	}
	return s.Published
}

// Stale says why the snapshot does not prove who is not on its list on a day (see
// Staleness); it is empty when the snapshot is fresh.
func (s *Snapshot) Stale(day Date) string {
	if s.Undated {
		return Staleness(Date{}, day)
	}
	return Staleness(s.Day(), day)
}

// Staleness says why a list of one day does not prove who is not on it on another
// day; it is empty for the StaleAfter days from its own. The zero Date is of a list
// of which the day is not known.
func Staleness(of, day Date) string {
	const prove = "to prove that somebody is not on it"
	switch age := day.Days(of); {
	case of.IsZero():
		return "of an unknown day, perhaps too old " + prove
	case age > StaleAfter:
		return fmt.Sprintf("of %s, too old %s", of, prove)
	case age < 0:
		return fmt.Sprintf("of %s, too young %s", of, prove)
	}
	return ""
}
