package when

import (
	"time"

	"cordon"
)

// ahead words in front of a date turn it to the future. The window stops at
// words of saying and at marks: "officials said Friday they will".
var (
	aheadWords = words("will|slated|scheduled|expected|due|plans|planned|planning|upcoming|until|till|deadline|expires|would|going|set|" +
		"by|next|coming|будет|будут|намерен|намерены|планирует|состоится|запланирован|запланирована|відбудеться|планує|буде|будуть|wird|" +
		"werden|soll|sollen|geplant|sera|doit|devrait|prévu|prévue|será|previsto|prevista|sarà")
	saidWords = words("said|told|says|reported|announced|according|added|stated|was|were|had|has|сказал|заявил|сообщил|сказав|заявив|" +
		"повідомив|sagte|erklärte|déclaré|dijo|declaró|ha")
)

// lookBack is how many words in front of a date are looked at: "is slated to
// wrap up on Sept. 13" has five.
const lookBack = 6

func (c *state) ahead(b binding) bool {
	for k := 1; k <= lookBack; k++ {
		t := c.before(b, k)
		switch {
		case t.class == punct || t.low == "" || saidWords[t.low]:
			return false
		case aheadWords[t.low]:
			return true
		}
	}
	return false
}

// tolerance in days: a date this little after the reference is still its own
// year's, since pages of two time zones and of the eve print it.
const tolerance = 3

// yearOf is the year of a month and day that names none: the nearest not after
// the reference, or the nearest coming one when the words look ahead.
func (c *state) yearOf(b binding, m time.Month, d int) (int, bool) {
	if c.ref.IsZero() {
		return 0, false
	}
	y := c.ref.Year
	if c.ref.Month == 0 {
		return y, true
	}
	x := cordon.Date{Year: y, Month: m, Day: d}
	if d == 0 {
		x.Day = 1
	}
	limit := cordon.DateOf(c.ref.Last()).AddDays(tolerance)
	if c.ahead(b) {
		switch n := x.Days(cordon.DateOf(c.ref.First())); {
		case n < -183: // more than half a year ago: next year's
			return y + 1, true
		case n <= 183:
			return y, true
		}
	}
	if limit.Before(x) {
		return y - 1, true
	}
	// A reference in the first days of January may be the eve of its own year.
	return y, true
}

func yearless(b binding, c *state) (cordon.Period, bool) {
	m, d := time.Month(b.of(month, 0)), b.of(day, 0)
	y, ok := c.yearOf(b, m, d)
	if !ok || m == 0 || d == 0 {
		return cordon.Period{}, false
	}
	return on(y, m, d), true
}

func dayRange(b binding, c *state) (cordon.Period, bool) {
	m, from, to := time.Month(b.of(month, 0)), b.of(day, 0), b.of(day, 1)
	y := b.of(year, 0)
	ok := true
	if y == 0 {
		y, ok = c.yearOf(b, m, to)
	}
	if !ok || to <= from {
		return cordon.Period{}, false
	}
	return cordon.Period{From: cordon.Date{Year: y, Month: m, Day: from}, To: cordon.Date{Year: y, Month: m, Day: to}}, true
}

// relYear is the year that "last year", "the previous year" means.
func relYear(b binding, c *state) (int, bool) {
	if c.ref.IsZero() || b.of(unit, 0) != years {
		return 0, false
	}
	return c.ref.Year + b.relation(), true
}

// relation is the value of the rel token; "previous" without one is -1.
func (b binding) relation() int {
	for _, t := range b.toks {
		if t.class == rel {
			return t.n
		}
	}
	return -1
}

func dayOfRelYear(b binding, c *state) (cordon.Period, bool) {
	y, ok := relYear(b, c)
	return on(y, time.Month(b.of(month, 0)), b.of(day, 0)), ok
}

func monthOfRelYear(b binding, c *state) (cordon.Period, bool) {
	y, ok := relYear(b, c)
	return monthPeriod(y, time.Month(b.of(month, 0))), ok
}

// relMonth: "last September" is the latest that is over, "next June" the first
// to come.
func relMonth(b binding, c *state) (cordon.Period, bool) {
	if c.ref.Month == 0 {
		return cordon.Period{}, false
	}
	m, y := time.Month(b.of(month, 0)), c.ref.Year
	switch b.relation() {
	case -1:
		if m >= c.ref.Month {
			y--
		}
	case 1:
		if m <= c.ref.Month {
			y++
		}
	}
	return monthPeriod(y, m), true
}

// nameMonths are words or first names as well.
var nameMonths = words("may|march|april|june|august|mars|mai|mar|set|out|jan|juni|juli")

var monthWords = words("in|since|by|until|till|of|during|from|the|s|late|early|mid|before|after|last|this|next|im|seit|bis|en|" +
	"depuis|fin|début|desde|in|da|nel|w|od|в|у|с|з|до|від|после|після|em|desde|op|sinds|في|منذ|شهر|’s|as|and|между|през|a|to|through|" +
	"around|dès")

// bareMonth: "in June" is the latest June not after the reference. A month that
// is a name or a word too needs a preposition or an article in front.
func bareMonth(b binding, c *state) (cordon.Period, bool) {
	t := c.toks[b.at]
	prev := c.before(b, 1)
	if !monthWords[prev.low] && (nameMonths[t.low] || len(t.low) <= 4) {
		return cordon.Period{}, false
	}
	m := time.Month(t.n)
	y, ok := c.yearOf(b, m, 0)
	return monthPeriod(y, m), ok
}

func relSeason(b binding, c *state) (cordon.Period, bool) {
	if c.ref.Month == 0 {
		return cordon.Period{}, false
	}
	p := seasonPeriod(c.ref.Year, b.of(season, 0))
	switch b.relation() {
	case -1:
		if !p.To.Before(c.ref) {
			p = seasonPeriod(c.ref.Year-1, b.of(season, 0))
		}
	case 1:
		if p.From.Before(c.ref) {
			p = seasonPeriod(c.ref.Year+1, b.of(season, 0))
		}
	}
	return p, true
}

func dayOfRelMonth(b binding, c *state) (cordon.Period, bool) {
	if c.ref.Month == 0 || b.of(unit, 0) != months {
		return cordon.Period{}, false
	}
	first := cordon.Date{Year: c.ref.Year, Month: c.ref.Month}.First().AddDate(0, b.relation(), 0)
	return on(first.Year(), first.Month(), b.of(day, 0)), true
}

// bareDay: "on the 13th" is the latest 13th not after the reference.
func bareDay(b binding, c *state) (cordon.Period, bool) {
	if c.ref.Day == 0 || len(b.toks) == 0 || !b.toks[0].ordinal {
		return cordon.Period{}, false
	}
	if i := b.at + b.end; i < len(c.toks) && ordinalNoun(c.toks[i]) {
		return cordon.Period{}, false
	}
	return latestDay(c.ref, b.of(day, 0))
}

// ordinalNoun: "the 70th anniversary" is not a day. A day is followed by a mark, a
// small function word or nothing.
func ordinalNoun(t token) bool {
	return t.class != punct && !dayFollowers[t.low]
}

var dayFollowers = words("and|as|at|by|in|of|on|said|that|the|to|when|with|for|from|after|before|but|local|it|he|she|they|was|were|" +
	"is|will|,")

// latestDay is the latest day with that number not after ref.
func latestDay(ref cordon.Date, d int) (cordon.Period, bool) {
	for back := range 12 {
		first := cordon.Date{Year: ref.Year, Month: ref.Month}.First().AddDate(0, -back, 0)
		x := cordon.Date{Year: first.Year(), Month: first.Month(), Day: d}
		if x.Valid() && !ref.Before(x) {
			return single(x), true
		}
	}
	return cordon.Period{}, false
}

// weekdayOf is 1 for Monday to 7 for Sunday.
func weekdayOf(d cordon.Date) int { return (int(d.First().Weekday())+6)%7 + 1 }

func bareWeekday(b binding, c *state) (cordon.Period, bool) {
	if c.ref.Day == 0 {
		return cordon.Period{}, false
	}
	w := b.of(weekday, 0)
	if c.aheadOfDay(b) {
		return single(c.ref.AddDays((w - weekdayOf(c.ref) + 7) % 7)), true
	}
	return single(latestWeekday(c.ref, w)), true
}

// aheadOfDay is narrower than ahead: weekdays stand beside "would" and "by" in
// reports of what was said.
func (c *state) aheadOfDay(b binding) bool {
	for k := 1; k <= lookBack; k++ {
		switch t := c.before(b, k); {
		case t.class == punct || t.low == "" || saidWords[t.low]:
			return false
		case t.low == "slated" || t.low == "scheduled" || t.low == "due" || t.low == "expires" || t.low == "will" && k <= 4:
			return true
		}
	}
	return false
}

func latestWeekday(ref cordon.Date, w int) cordon.Date {
	return ref.AddDays(-((weekdayOf(ref) - w + 7) % 7))
}

// weekdayOfWeek: "Tuesday last week".
func weekdayOfWeek(b binding, c *state) (cordon.Period, bool) {
	if c.ref.Day == 0 || b.of(unit, 0) != weeks {
		return cordon.Period{}, false
	}
	monday := c.ref.AddDays(1 - weekdayOf(c.ref) + 7*b.relation())
	return single(monday.AddDays(b.of(weekday, 0) - 1)), true
}

// relWeekday: "last Friday" is before the reference, "next Friday" after it,
// "this Friday" in its week.
func relWeekday(b binding, c *state) (cordon.Period, bool) {
	if c.ref.Day == 0 {
		return cordon.Period{}, false
	}
	w := b.of(weekday, 0)
	switch b.relation() {
	case -1:
		return single(latestWeekday(c.ref.AddDays(-1), w)), true
	case 1:
		return single(latestWeekday(c.ref.AddDays(7), w)), true
	}
	return single(c.ref.AddDays(w - weekdayOf(c.ref))), true
}

// unitPeriod is the day, week, month or year that lies n from that of ref.
func unitPeriod(ref cordon.Date, u, n int) (cordon.Period, bool) {
	switch {
	case ref.IsZero(), u != years && ref.Month == 0, (u == days || u == weeks || u == weekends) && ref.Day == 0:
		return cordon.Period{}, false
	case u == days:
		return single(ref.AddDays(n)), true
	case u == weeks:
		monday := ref.AddDays(1 - weekdayOf(ref) + 7*n)
		return cordon.Period{From: monday, To: monday.AddDays(6)}, true
	case u == months:
		first := cordon.Date{Year: ref.Year, Month: ref.Month}.First().AddDate(0, n, 0)
		return monthPeriod(first.Year(), first.Month()), true
	case u == years:
		return yearPeriod(ref.Year + n), true
	case u == weekends:
		saturday := latestWeekday(ref, 6)
		if n > 0 {
			saturday = saturday.AddDays(7)
		}
		return cordon.Period{From: saturday, To: saturday.AddDays(1)}, true
	case u == quarters:
		first := cordon.Date{Year: ref.Year, Month: (ref.Month-1)/3*3 + 1}.First().AddDate(0, 3*n, 0)
		return cordon.Period{From: cordon.DateOf(first), To: cordon.DateOf(first.AddDate(0, 3, -1))}, true
	}
	return cordon.Period{}, false
}

func relUnit(b binding, c *state) (cordon.Period, bool) {
	return unitPeriod(c.ref, b.of(unit, 0), b.relation())
}

func partOfRelUnit(b binding, c *state) (cordon.Period, bool) {
	p, ok := relUnit(b, c)
	if !ok {
		return p, false
	}
	switch b.of(unit, 0) {
	case months:
		return third(p.From.Year, p.From.Month, b.of(part, 0)), true
	case years:
		b.toks = append(b.toks, token{class: year, n: p.From.Year})
		return partOfYear(b, c)
	case weeks: // early: Monday and Tuesday; mid: Wednesday; late: Thursday to Sunday
		bounds := [4][2]int{{0, 6}, {0, 1}, {2, 2}, {3, 6}}[b.of(part, 0)]
		return cordon.Period{From: p.From.AddDays(bounds[0]), To: p.From.AddDays(bounds[1])}, true
	}
	return p, true
}

func earlierThis(b binding, c *state) (cordon.Period, bool) {
	p, ok := relUnit(b, c)
	if ok && p.Contains(c.ref) && c.ref.Day != 0 {
		p.To = c.ref
	}
	return p, ok
}

func laterThis(b binding, c *state) (cordon.Period, bool) {
	p, ok := relUnit(b, c)
	if ok && p.Contains(c.ref) && c.ref.Day != 0 {
		p.From = c.ref
	}
	return p, ok
}

// recent reaches: "recent days" a week, "recent weeks" five weeks, "recent
// months" half a year, "recent years" five years; a number says it itself.
var reach = map[int]int{days: 7, weeks: 35, months: 183, years: 5 * 365}

func recently(b binding, c *state) (cordon.Period, bool) {
	u := b.of(unit, 0)
	n, known := reach[u]
	if c.ref.Day == 0 || !known {
		return cordon.Period{}, false
	}
	for _, t := range b.toks {
		if t.class == day || t.class == number || t.class == count {
			n = t.n * map[int]int{days: 1, weeks: 7, months: 30, years: 365}[u]
		}
	}
	if n > 100*365 {
		return cordon.Period{}, false
	}
	return cordon.Period{From: c.ref.AddDays(-n), To: c.ref}, true
}

func recentlyRel(b binding, c *state) (cordon.Period, bool) {
	if b.relation() >= 0 {
		return cordon.Period{}, false
	}
	return recently(b, c)
}

func weekend(b binding, c *state) (cordon.Period, bool) {
	if b.of(unit, 0) != weekends {
		return cordon.Period{}, false
	}
	return unitPeriod(c.ref, weekends, 0)
}

func namedDay(b binding, c *state) (cordon.Period, bool) {
	if c.ref.Day == 0 {
		return cordon.Period{}, false
	}
	return single(c.ref.AddDays(b.of(named, 0))), true
}

// shifted is the day or, for months and years, the month or year n units away.
func shifted(from cordon.Date, u, n int) (cordon.Period, bool) {
	if from.IsZero() || n > 3000 || n < -3000 {
		return cordon.Period{}, false
	}
	switch u {
	case days, weeks:
		if from.Day == 0 {
			return cordon.Period{}, false
		}
		if u == weeks {
			n *= 7
		}
		return single(from.AddDays(n)), true
	case months, years:
		return unitPeriod(from, u, n)
	}
	return cordon.Period{}, false
}

func agoUnit(b binding, c *state) (cordon.Period, bool) {
	return shifted(c.ref, b.of(unit, 0), -b.amount())
}

// distance counts from the date that the text named last, or from the reference
// when it named none.
func distance(sign int) func(binding, *state) (cordon.Period, bool) {
	return func(b binding, c *state) (cordon.Period, bool) {
		from := c.ref
		if c.said.From.Day != 0 && c.said.From == c.said.To {
			from = c.said.From
		}
		return shifted(from, b.of(unit, 0), sign*b.amount())
	}
}

// clause dates what a clause behind "a month after" or "two days before" tells:
// what the sentence itself reports lies at the reference, or at the day that the
// words right before name, so what it came after lies earlier. At the end of a
// clause the same words count from the date said last, as "a month later" does.
func clause(sign int) func(binding, *state) (cordon.Period, bool) {
	return func(b binding, c *state) (cordon.Period, bool) {
		if i := b.at + b.end; i >= len(c.toks) || c.toks[i].class == punct {
			return distance(-sign)(b, c)
		}
		return distance(sign)(b, c)
	}
}

// nextDay: "the next day" counts from the date said last; "the last week" is
// "last week".
func nextDay(b binding, c *state) (cordon.Period, bool) {
	if b.relation() == 1 && b.of(unit, 0) == days {
		return distance(1)(b, c)
	}
	return relUnit(b, c)
}
