package when

import (
	"time"

	"cordon"
)

// rules is the table of all that can be said of a day with an alphabet. At equal
// length the earlier rule wins.
var rules = []rule{
	// Full dates.
	{name: "absolute", row: "year -|.|/ day -|.|/ day", resolve: numeric(0, 1, 2)},
	{name: "absolute", row: "day . day . year", resolve: numeric(2, 1, 0)},
	{name: "absolute", row: "day / day / year", resolve: slashed},
	{name: "absolute", row: "day - day - year", resolve: dashed},
	{name: "absolute", row: "weekday? ,|.? the? month .? day ,|.? year", resolve: full},
	{name: "absolute", row: "weekday? ,|.? le|el|il|den|am|de|op? day .|º|er|°? of|de|del|di|-|/? month .? ,|de|del|di|-|" +
		"/? year ofYear?", resolve: full},
	{name: "absolute", row: "year ofYear? month day", resolve: full},
	{name: "absolute", row: "day month / month year", resolve: full},
	// Months and years.
	{name: "month", row: "month .? ,|of|de|del|di|-|/? year ofYear?", resolve: monthOf},
	{name: "part", row: "part -|of|de|del|di|in|of? the? month .? ,|of|de|del|di? year ofYear?", resolve: partOfMonth},
	{name: "part", row: "part -|of|de|del|di|in|of? the? year ofYear?", resolve: partOfYear},
	{name: "season", row: "season of|de|del|di? year ofYear?", resolve: seasonOf},
	{name: "half", row: "the? first|second half of year", resolve: halfOf},
	{name: "quarter", row: "the? first|second|third|fourth quarter of year", resolve: quarterOf},
	{name: "year", row: "year ofYear", resolve: yearAlone},
	{name: "year", row: "year", resolve: yearBehindPreposition},
	// Days and months without a year.
	{name: "days", row: "month .? day -|–|—|to|and day", relative: true, resolve: dayRange},
	{name: "days", row: "day .? -|–|—|to|bis|au|al|и|і|и|and day .? de|of? month", relative: true, resolve: dayRange},
	{name: "absolute", row: "month .? day -|–|— day ,? year", resolve: dayRange},
	{name: "yearless", row: "month .? day ,? rel unit", relative: true, resolve: dayOfRelYear},
	{name: "yearless", row: "month .? day of the? previous|last|prior unit", relative: true, resolve: dayOfRelYear},
	{name: "yearless", row: "weekday? ,|.|(? the? month .? day", relative: true, resolve: yearless},
	{name: "yearless", row: "rel? weekday? ,|.? le|el|il|den|am|the|op? day .|º|er|°? of|de|del|di? month", relative: true, resolve: yearless},
	{name: "yearless", row: "day month / month", relative: true, resolve: yearless},
	{name: "part", row: "part -|of|de|del|di|in? the? month", relative: true, resolve: partOfMonth},
	{name: "last-month", row: "rel month", relative: true, resolve: relMonth},
	{name: "last-month", row: "month of|de|del? rel unit", relative: true, resolve: monthOfRelYear},
	{name: "last-month", row: "month unit rel", relative: true, resolve: monthOfRelYear},
	{name: "month", row: "month", relative: true, resolve: bareMonth},
	{name: "season", row: "rel season", relative: true, resolve: relSeason},
	{name: "day-of-month", row: "the|on|am|le|el? day of|de|del? rel unit", relative: true, resolve: dayOfRelMonth},
	{name: "day-of-month", row: "the|on day", relative: true, resolve: bareDay},
	{name: "day-of-month", row: "on the day", relative: true, resolve: bareDay},
	// Weekdays.
	{name: "weekday", row: "weekday", relative: true, resolve: bareWeekday},
	{name: "weekday-of-week", row: "weekday ,|of|the? rel unit", relative: true, resolve: weekdayOfWeek},
	{name: "last-weekday", row: "rel weekday", relative: true, resolve: relWeekday},
	{name: "last-weekday", row: "weekday rel", relative: true, resolve: relWeekday},
	// Weeks, months, years beside the reference.
	{name: "last-unit", row: "rel unit", relative: true, resolve: relUnit},
	{name: "last-unit", row: "unit rel", relative: true, resolve: relUnit},
	{name: "part-of-last-unit", row: "part -|of|de|del|di|in? the? rel unit", relative: true, resolve: partOfRelUnit},
	{name: "part-of-last-unit", row: "part -|of|de|du|del|di|in? the|la|le? unit rel", relative: true, resolve: partOfRelUnit},
	{name: "earlier-this-unit", row: "earlier rel unit", relative: true, resolve: earlierThis},
	{name: "earlier-this-unit", row: "later rel unit", relative: true, resolve: laterThis},
	{name: "recent", row: "recent unit", relative: true, resolve: recently},
	{name: "recent", row: "recent|the? number unit", relative: true, resolve: nothing},
	{name: "recent", row: "recent number unit", relative: true, resolve: recently},
	{name: "recent", row: "rel number unit", relative: true, resolve: recentlyRel},
	{name: "weekend", row: "over|at|during the unit", relative: true, resolve: weekend},
	{name: "named", row: "named", relative: true, resolve: namedDay},
	// Distances from the reference, and from the date said last.
	{name: "ago", row: "number unit ago", relative: true, resolve: agoUnit},
	{name: "ago", row: "a|an unit ago", relative: true, resolve: agoUnit},
	{name: "ago", row: "ago number unit", relative: true, resolve: agoUnit},
	{name: "before-that", row: "number unit after", relative: true, resolve: clause(-1)},
	{name: "before-that", row: "a|an|the unit after", relative: true, resolve: clause(-1)},
	{name: "after-that", row: "number unit before", relative: true, resolve: clause(1)},
	{name: "after-that", row: "a|an|the unit before", relative: true, resolve: clause(1)},
	{name: "earlier", row: "number unit earlier", relative: true, resolve: distance(-1)},
	{name: "earlier", row: "a|an|the unit earlier", relative: true, resolve: distance(-1)},
	{name: "earlier", row: "the previous|prior unit", relative: true, resolve: distance(-1)},
	{name: "later", row: "number unit later", relative: true, resolve: distance(1)},
	{name: "later", row: "a|an|the unit later", relative: true, resolve: distance(1)},
	{name: "later", row: "the following unit", relative: true, resolve: distance(1)},
	{name: "later", row: "the rel unit", relative: true, resolve: nextDay},
	{name: "later", row: "later unit", relative: true, resolve: distance(1)},
}

func nothing(binding, *state) (cordon.Period, bool) { return cordon.Period{}, false }

func on(y int, m time.Month, d int) cordon.Period {
	x := cordon.Date{Year: y, Month: m, Day: d}
	return cordon.Period{From: x, To: x}
}

func monthPeriod(y int, m time.Month) cordon.Period {
	x := cordon.Date{Year: y, Month: m}
	return cordon.Period{From: cordon.DateOf(x.First()), To: cordon.DateOf(x.Last())}
}

func yearPeriod(y int) cordon.Period {
	return cordon.Period{From: cordon.Date{Year: y, Month: 1, Day: 1}, To: cordon.Date{Year: y, Month: 12, Day: 31}}
}

func single(d cordon.Date) cordon.Period { return cordon.Period{From: d, To: d} }

// numeric reads three numbers in the given places of year, month, day; the marks
// between them must be glued to them.
func numeric(y, m, d int) func(binding, *state) (cordon.Period, bool) {
	return func(b binding, c *state) (cordon.Period, bool) {
		if !tight(b, c) || len(b.toks) != 3 || b.toks[m].n > 12 {
			return cordon.Period{}, false
		}
		return on(b.toks[y].n, time.Month(b.toks[m].n), b.toks[d].n), true
	}
}

// slashed reads 08/16/2023 and 16/08/2023; where both readings are days, and
// differ, neither is taken.
func slashed(b binding, c *state) (cordon.Period, bool) {
	x, z, y := b.toks[0].n, b.toks[1].n, b.toks[2].n
	switch {
	case !tight(b, c):
		return cordon.Period{}, false
	case x > 12 && z <= 12:
		return on(y, time.Month(z), x), true
	case z > 12 && x <= 12, x == z:
		return on(y, time.Month(x), z), true
	}
	return cordon.Period{}, false
}

// dashed reads 16-08-2023 as day, month, year, as everyone but the American
// order does; a second number above 12 is that order.
func dashed(b binding, c *state) (cordon.Period, bool) {
	if p, ok := numeric(2, 1, 0)(b, c); ok {
		return p, true
	}
	return slashed(b, c)
}

func tight(b binding, c *state) bool {
	for i := b.at + 1; i < b.at+b.end; i++ {
		if !c.toks[i].glued {
			// "2023. 08. 16" is how Korean pages print a date.
			if c.toks[i-1].low != "." {
				return false
			}
		}
	}
	if b.at > 0 && c.toks[b.at].glued && c.toks[b.at-1].class == punct && (c.toks[b.at-1].low == "." || c.toks[b.at-1].low == "-") {
		return false
	}
	return true
}

func full(b binding, _ *state) (cordon.Period, bool) {
	return on(b.of(year, 0), time.Month(b.of(month, 0)), b.of(day, 0)), true
}

func monthOf(b binding, _ *state) (cordon.Period, bool) {
	return monthPeriod(b.of(year, 0), time.Month(b.of(month, 0))), true
}

// Thirds of a month and of a year: early is the 1st to the 10th, mid the 11th to
// the 20th, late the rest; of a year the first and the last quarter, and the half
// year between them.
func third(y int, m time.Month, p int) cordon.Period {
	whole := monthPeriod(y, m)
	switch p {
	case 1:
		whole.To.Day = 10
	case 2:
		whole.From.Day, whole.To.Day = 11, 20
	case 3:
		whole.From.Day = 21
	}
	return whole
}

func partOfMonth(b binding, c *state) (cordon.Period, bool) {
	y := b.of(year, 0)
	m := time.Month(b.of(month, 0))
	if y == 0 {
		var ok bool
		if y, ok = c.yearOf(b, m, 1); !ok {
			return cordon.Period{}, false
		}
	}
	return third(y, m, b.of(part, 0)), true
}

func partOfYear(b binding, _ *state) (cordon.Period, bool) {
	y := b.of(year, 0)
	switch b.of(part, 0) {
	case 1:
		return cordon.Period{From: cordon.Date{Year: y, Month: 1, Day: 1}, To: cordon.Date{Year: y, Month: 3, Day: 31}}, true
	case 2:
		return cordon.Period{From: cordon.Date{Year: y, Month: 4, Day: 1}, To: cordon.Date{Year: y, Month: 9, Day: 30}}, true
	}
	return cordon.Period{From: cordon.Date{Year: y, Month: 10, Day: 1}, To: cordon.Date{Year: y, Month: 12, Day: 31}}, true
}

// Seasons are the meteorological ones of the northern half, in whole months;
// winter is that which begins in the year.
func seasonPeriod(y, s int) cordon.Period {
	from := cordon.Date{Year: y, Month: time.Month(3 * s), Day: 1}
	return cordon.Period{From: from, To: cordon.DateOf(from.First().AddDate(0, 3, -1))}
}

func seasonOf(b binding, _ *state) (cordon.Period, bool) {
	return seasonPeriod(b.of(year, 0), b.of(season, 0)), true
}

func halfOf(b binding, c *state) (cordon.Period, bool) {
	y := b.of(year, 0)
	if c.says(b, "second") {
		return cordon.Period{From: cordon.Date{Year: y, Month: 7, Day: 1}, To: cordon.Date{Year: y, Month: 12, Day: 31}}, true
	}
	return cordon.Period{From: cordon.Date{Year: y, Month: 1, Day: 1}, To: cordon.Date{Year: y, Month: 6, Day: 30}}, true
}

func quarterOf(b binding, c *state) (cordon.Period, bool) {
	q := 0
	for i, w := range []string{"first", "second", "third", "fourth"} {
		if c.says(b, w) {
			q = i
		}
	}
	from := cordon.Date{Year: b.of(year, 0), Month: time.Month(3*q + 1), Day: 1}
	return cordon.Period{From: from, To: cordon.DateOf(from.First().AddDate(0, 3, -1))}, true
}

// says reports whether one of the matched tokens is the word.
func (c *state) says(b binding, w string) bool {
	for _, t := range c.toks[b.at : b.at+b.end] {
		if t.low == w {
			return true
		}
	}
	return false
}

func yearAlone(b binding, _ *state) (cordon.Period, bool) { return yearPeriod(b.of(year, 0)), true }

// yearWords stand in front of a number that is a year.
var yearWords = words("in|since|during|by|of|until|till|from|before|after|to|and|through|early|late|year|en|depuis|dès|avant|après|" +
	"seit|im|bis|ab|nach|vor|desde|dal|nel|del|sinds|от|с|в|у|з|від|до|після|года|od|w|do|em|عام|سنة|منذ|في|سال|از")

func yearBehindPreposition(b binding, c *state) (cordon.Period, bool) {
	t := c.before(b, 1)
	next := token{}
	if i := b.at + b.end; i < len(c.toks) {
		next = c.toks[i]
	}
	switch {
	case !yearWords[t.low], next.class == unit, next.low == "%" ||
		next.low == "," && next.glued && b.at+b.end+1 < len(c.toks) && c.toks[b.at+b.end+1].glued:
		return cordon.Period{}, false
	case t.low == "and" || t.low == "to": // "in 2006 and 2016", not "1999 to 2000 tonnes"
		if c.before(b, 2).class != year && c.before(b, 2).class != part {
			return cordon.Period{}, false
		}
	}
	return yearPeriod(b.of(year, 0)), true
}
