package record

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"cordon"
)

// The forms in which lists write a date, the most exact first. The day and month
// of "dd/mm/1970" and "00/00/1970" are unknown: both occur in the UK lists.
var (
	isoForm   = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})(?:[T ].*|[+-]\d\d:?\d\d|Z)?$`)
	slashForm = regexp.MustCompile(`^(\d{1,2}|dd)[/.](\d{1,2}|mm)[/.](\d{4})$`)
	dmyForm   = regexp.MustCompile(`^(?:(\d{1,2})[ -])?(\p{L}{3,9})\.?[ ,-]+(\d{4})$`)
	mdyForm   = regexp.MustCompile(`^(\p{L}{3,9})\.? (\d{1,2}),? (\d{4})$`)
	yearForm  = regexp.MustCompile(`^(\d{4})$`)
	monthForm = regexp.MustCompile(`^(\d{4})-(\d{2})$`)
	circaForm = regexp.MustCompile(`(?i)^(?:circa|c\.|approximately|approx\.?|about)\s*`)
	rangeForm = regexp.MustCompile(`(?i)^(.+?)\s*(?:\bto\b|–|\band\b)\s*(.+)$`)
	yearsForm = regexp.MustCompile(`^(\d{4})\s*-\s*(\d{4})$`)
)

// Date reads one date as lists write it: "1948-12-10", "10/12/1948" (day
// first), "00/05/1970", "10 Dec 1948", "Sep 1938", "1951", "circa 1951".
func Date(s string) (cordon.Date, error) {
	s = strings.Join(strings.Fields(s), " ")
	if rest := circaForm.ReplaceAllString(s, ""); rest != s {
		d, err := Date(rest)
		d.Circa = true
		return d, err
	}
	var y, m, d string
	switch {
	case match(isoForm, s, &y, &m, &d), match(monthForm, s, &y, &m), match(yearForm, s, &y),
		match(slashForm, s, &d, &m, &y), match(dmyForm, s, &d, &m, &y), match(mdyForm, s, &m, &d, &y):
	default:
		return cordon.Date{}, fmt.Errorf("date %q: %w", Clip(s), cordon.ErrInvalid)
	}
	month, ok := monthOf(m)
	out := cordon.Date{Year: number(y), Month: month, Day: number(d)}
	if out.Month == 0 {
		out.Day = 0
	}
	if !ok || !out.Valid() || out.IsZero() {
		return cordon.Date{}, fmt.Errorf("date %q: %w", Clip(s), cordon.ErrInvalid)
	}
	return out, nil
}

// instant is the instant that a file gives for its making, as in 2026-08-01T23:00:03Z;
// zero for a day, and for midnight, which stands for one.
func instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, strings.TrimSpace(s))
	if err != nil || t.Hour()+t.Minute()+t.Second()+t.Nanosecond() == 0 {
		return time.Time{}
	}
	return t.UTC()
}

// Dates reads a date or a range of dates: "1951 to 1953", "circa 1979-1982",
// "01 Jan 1961 to 31 Dec 1962". to is zero for a single date.
func Dates(s string) (from, to cordon.Date, err error) {
	if from, err = Date(s); err == nil {
		return from, to, nil
	}
	rest := circaForm.ReplaceAllString(strings.TrimSpace(s), "")
	m := yearsForm.FindStringSubmatch(rest)
	if m == nil {
		m = rangeForm.FindStringSubmatch(rest)
	}
	if m == nil {
		return from, to, err
	}
	from, err = Date(m[1])
	if err != nil {
		return cordon.Date{}, to, err
	}
	if to, err = Date(m[2]); err != nil {
		return cordon.Date{}, cordon.Date{}, err
	}
	if rest != strings.TrimSpace(s) {
		from.Circa, to.Circa = true, true
	}
	return from, to, nil
}

// monthOf reads a month's number, its English name or the first three letters of
// that. A month that is left open ("", "00", "mm") is 0 and ok.
func monthOf(s string) (time.Month, bool) {
	switch s {
	case "", "0", "00", "mm":
		return 0, true
	}
	if n, err := strconv.Atoi(s); err == nil {
		return time.Month(n), n >= 1 && n <= 12
	}
	if len(s) < 3 {
		return 0, false
	}
	if strings.EqualFold(s, "sept") {
		return time.September, true
	}
	for m := time.January; m <= time.December; m++ {
		if name := m.String(); strings.EqualFold(name, s) || strings.EqualFold(name[:3], s) {
			return m, true
		}
	}
	return 0, false
}

func match(re *regexp.Regexp, s string, into ...*string) bool {
	m := re.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	for i, p := range into {
		*p = m[i+1]
	}
	return true
}

func number(s string) int {
	n, _ := strconv.Atoi(s) // "", "dd" and "00" are all unknown: 0
	return n
}
