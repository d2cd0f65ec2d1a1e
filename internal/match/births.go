package match

import (
	"time"

	"cordon"
)

// circaYears is how far a date that its publisher calls circa may lie off.
const circaYears = 2

// births compares dates of birth: the best of all pairs counts, since a list
// may give several. Dates of two calendars are not compared: the same figures are
// another day in each. Full dates that agree add most; years that agree, ranges
// and circa dates that meet add a part; day and month swapped counts as a part.
func births(qs, cs []cordon.Birth) cordon.Feature {
	var best cordon.Feature
	for _, q := range qs {
		for _, c := range cs {
			if q.Date.IsZero() || c.Date.IsZero() || !q.SameCalendar(c) {
				continue
			}
			f := birth(q, c)
			if best.Name == "" || f.Adds > best.Adds {
				best = f
			}
		}
	}
	return best
}

func birth(q, c cordon.Birth) cordon.Feature {
	f := cordon.Feature{Name: "birth-date", Query: written(q), Candidate: written(c)}
	a, b := q.Date, c.Date
	full := a.Day > 0 && b.Day > 0 && q.To.IsZero() && c.To.IsZero()
	switch {
	case full && a.Compare(b) == 0 && !a.Circa && !b.Circa:
		f.Score, f.Weight = 1, birthWeight.agree
	case full && a.Year == b.Year && int(a.Month) == b.Day && int(b.Month) == a.Day:
		f.Score, f.Weight, f.Note = 0.5, birthWeight.partly, "day and month swapped"
	case overlap(q, c):
		f.Score, f.Weight, f.Note = 1, birthWeight.partly, "agrees as far as it is known"
	default:
		f.Weight = -birthWeight.contradict
		f.Adds = birthWeight.contradict * apart(q, c)
		return f
	}
	f.Adds = f.Score * f.Weight
	return f
}

// overlap reports whether two births can be on one day.
func overlap(q, c cordon.Birth) bool {
	a, b := ends(q), ends(c)
	return !a[1].Before(b[0]) && !b[1].Before(a[0])
}

func ends(b cordon.Birth) [2]time.Time {
	from, to := b.Date, b.To
	if to.IsZero() {
		to = from
	}
	first, last := from.First(), to.Last()
	if from.Circa || to.Circa {
		first, last = first.AddDate(-circaYears, 0, 0), last.AddDate(circaYears, 0, 0)
	}
	return [2]time.Time{first, last}
}

// apart is how strongly a difference suggests two people: a slip of one year or
// a digit of the day is common in lists; ten years are not.
func apart(q, c cordon.Birth) float64 {
	a, b := ends(q), ends(c)
	gap := a[0].Sub(b[1])
	if b[0].After(a[1]) {
		gap = b[0].Sub(a[1])
	}
	switch years := gap.Hours() / 24 / 365; {
	case q.Date.Year == c.Date.Year && (q.Date.Day == c.Date.Day || q.Date.Month == c.Date.Month):
		return 0.3 // one part of the date differs
	case years <= 1.5:
		return 0.5
	case years <= 5:
		return 0.8
	}
	return 1
}

func written(b cordon.Birth) string {
	if b.To.IsZero() {
		return b.Date.String()
	}
	return b.Date.String() + " to " + b.To.String()
}
