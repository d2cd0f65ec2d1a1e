package cordon

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Date may lack its day or its month: "1984", "1984-01". The zero Date is
// unknown. Its text form is ISO 8601 cut to what is known, with "~" in front
// when the publisher says circa.
type Date struct {
	Year  int
	Month time.Month // 0 when unknown
	Day   int        // 0 when unknown
	Circa bool
}

// ParseDate reads the text form: "2024-02-22", "2024-02", "2024", "~1951", "".
func ParseDate(s string) (Date, error) {
	var d Date
	rest, circa := strings.CutPrefix(s, "~")
	d.Circa = circa
	if s == "" {
		return d, nil
	}
	parts := strings.Split(rest, "-")
	if len(parts) > 3 {
		return Date{}, fmt.Errorf("date %q: %w", s, ErrInvalid)
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.ParseUint(p, 10, 16)
		if err != nil || len(p) != [3]int{4, 2, 2}[i] {
			return Date{}, fmt.Errorf("date %q: %w", s, ErrInvalid)
		}
		n[i] = int(v)
	}
	d.Year, d.Month, d.Day = n[0], time.Month(n[1]), n[2]
	if !d.Valid() || (len(parts) > 1 && d.Month == 0) || (len(parts) > 2 && d.Day == 0) {
		return Date{}, fmt.Errorf("date %q: %w", s, ErrInvalid)
	}
	return d, nil
}

// MustDate is ParseDate for dates written in code; it panics on a slip of the pen.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// DateOf is the day of an instant, in the instant's own location.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	y, m, d := t.Date()
	return Date{Year: y, Month: m, Day: d}
}

// Valid reports whether the known parts can stand in a calendar; a day needs a
// month, a month a year. The zero Date is valid: it is unknown.
func (d Date) Valid() bool {
	if d.Year < 0 || d.Year > 9999 || d.Month < 0 || d.Month > 12 || d.Day < 0 {
		return false
	}
	if d.Month == 0 || d.Year == 0 {
		return d.Day == 0 && (d.Year != 0 || d.Month == 0)
	}
	return d.Day <= time.Date(d.Year, d.Month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// IsZero reports whether nothing is known.
func (d Date) IsZero() bool { return d.Year == 0 }

// String is the text form that ParseDate reads.
func (d Date) String() string {
	var s string
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		s = fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		s = fmt.Sprintf("%04d-%02d", d.Year, int(d.Month))
	default:
		s = fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
	}
	if d.Circa {
		return "~" + s
	}
	return s
}

// MarshalText writes the text form.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the text form.
func (d *Date) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDate(string(b))
	return err
}

// First is the first day that the date may mean, at midnight UTC.
func (d Date) First() time.Time {
	return time.Date(d.Year, max(d.Month, 1), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

// Last is the last day that the date may mean, at midnight UTC.
func (d Date) Last() time.Time {
	switch {
	case d.Month == 0:
		return time.Date(d.Year, 12, 31, 0, 0, 0, 0, time.UTC)
	case d.Day == 0:
		return time.Date(d.Year, d.Month+1, 0, 0, 0, 0, 0, time.UTC)
	}
	return d.First()
}

// Compare orders by year, month, day; an unknown part comes before a known one.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before reports whether d comes before e in the order of Compare.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// Days is the number of days from e to d, from first day to first day.
func (d Date) Days(e Date) int { return int(d.First().Sub(e.First()).Hours() / 24) }

// AddDays is the day n days later; a date without a day counts from its first.
func (d Date) AddDays(n int) Date { return DateOf(d.First().AddDate(0, 0, n)) }

// A Period is From..To, both included; a zero end is open.
type Period struct {
	From Date `json:"from,omitzero"`
	To   Date `json:"to,omitzero"`
}

// IsZero reports whether neither end is known.
func (p Period) IsZero() bool { return p.From.IsZero() && p.To.IsZero() }

// Contains reports whether the day may lie within the period.
func (p Period) Contains(day Date) bool {
	return (p.From.IsZero() || !day.Last().Before(p.From.First())) &&
		(p.To.IsZero() || !day.First().After(p.To.Last()))
}

// Overlaps reports whether the two periods can have a day in common.
func (p Period) Overlaps(q Period) bool {
	return (p.From.IsZero() || q.To.IsZero() || !q.To.Last().Before(p.From.First())) &&
		(q.From.IsZero() || p.To.IsZero() || !p.To.Last().Before(q.From.First()))
}
