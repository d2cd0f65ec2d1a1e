package extract

import (
	"regexp"
	"strings"
	"unicode"

	"cordon"
	"cordon/internal/when"
)

func isLetter(r rune) bool { return unicode.IsLetter(r) }

var datelineDay = regexp.MustCompile(`,?\s*(\pL{3,12}\.?\s+\d{1,2}|\d{1,2}\.?\s+\pL{3,12}),?(\s+\d{4})?\.?$`)

// datelineDate reads the day of a wire's dateline. Without a year it takes that
// of a stronger candidate close to it, or the one year in which the weekday of
// the first paragraph fits.
func (p *page) datelineDate(d *cordon.Document, voices []voice) []voice {
	if f := dated(d.Dateline); len(f) > 0 {
		return []voice{say("dateline", d.Dateline, 0, byWire, f[0].When.From)}
	}
	m := dayOfDateline(d.Dateline)
	if m == "" {
		return nil
	}
	for _, v := range voices {
		if v.Date.Day == 0 || v.weight <= byMonth {
			continue
		}
		if f := when.Find(m, v.Date, d.Lang); len(f) == 1 && f[0].When.From == f[0].When.To {
			if n := v.Date.Days(f[0].When.From); n >= 0 && n <= nearDays {
				return []voice{say("dateline", d.Dateline, 0, byMonth, f[0].When.From)}
			}
		}
	}
	return nil
}

// dayOfDateline is the day in a dateline, without its place and agency.
func dayOfDateline(s string) string {
	return strings.Trim(datelineDay.FindString(datelinePlace.ReplaceAllString(s, "")), " ,.")
}

var datelinePlace = regexp.MustCompile(`\s*(\([^()]*\)|/[^/]*/)\s*\.?$`)

// contentDate reasons from what the text says when nothing else dates it. It
// decides only when the text fixes its year and leaves one day:
//
//	"… said on Monday (April 29)" in the first paragraph, or a dateline's day and
//	its weekday: that day, in the one near year in which it is a Monday;
//	"on Tuesday" in the first paragraph, a day that lies a week or more back and
//	one to come: the only Tuesday between them. Reports name the days of the last
//	week by weekday, so a day named by its number is older;
//	"on Monday" in the first paragraph and an event of "last week" whose day is
//	named: the Monday of the week after.
//
// "(local time)" behind the weekday is how newsrooms of East Asia mark the
// American day before their own: they publish on the next.
func (p *page) contentDate(d *cordon.Document) []voice {
	if d.Lang != "en" {
		return nil
	}
	c := p.clues()
	if c.lead == nil {
		return nil
	}
	if f := when.Find(dayOfDateline(d.Dateline), cordon.Date{Year: standIn}, "en"); len(f) == 1 && f[0].Rule == "yearless" {
		c.paired, c.local = f[0].When.From, false // a wire is published on its dateline's day
	}
	y := c.year(p.in.Fetched)
	if y == 0 {
		return nil
	}
	var day cordon.Date
	var why string
	switch {
	case c.paired.Day != 0:
		day, why = cordon.Date{Year: y, Month: c.paired.Month, Day: c.paired.Day}, "weekday and day of the first paragraph or dateline"
	case c.bounded(y) != cordon.Date{}:
		day, why = c.bounded(y), "only such weekday between the days that the text names"
	case c.weekAfter(y) != cordon.Date{}:
		day, why = c.weekAfter(y), "weekday of the week after the event of last week"
	}
	if day.IsZero() || !day.Valid() {
		return nil
	}
	if c.local {
		day = day.AddDays(1)
	}
	return []voice{say("content", why+": "+c.said, c.lead.n, byContent, day)}
}

// clues are what the article's own lines say of their day.
type clues struct {
	lead     *line       // where the first weekday stands
	said     string      // the sentence with the first weekday
	weekday  int         // of the first paragraph, Monday is 1
	paired   cordon.Date // the day that stands beside that weekday; its year is a stand-in
	local    bool        // "(local time)" stands behind it
	years    []int       // years that the text fixes itself in
	floor    int         // the text is not older
	past     []cordon.Date
	future   []cordon.Date
	lastWeek []cordon.Date // days named in a sentence with "last week"
}

// standIn is a leap year in the place of the unknown one.
const standIn = 2000

var (
	weekdayName = regexp.MustCompile(`\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b`)
	localTime   = regexp.MustCompile(`^[^.]{0,20}\(local time\)`)
	anniversary = regexp.MustCompile(`(\d{1,3})(?:st|nd|rd|th) anniversary of ([^.]{3,80})`)
	edition     = regexp.MustCompile(`\bthe (20\d\d) (?:\p{Lu}\pL+ ){1,4}`)
	eventYear   = regexp.MustCompile(`\b(?:19|20)\d\d\b`)
)

// founded are the years that anniversaries count from.
var founded = []struct {
	words string
	year  int
}{
	{"korean war armistice", 1953},
	{"armistice that ended the korean war", 1953},
	{"armistice", 1953},
	{"cessation of the korean war", 1953},
	{"outbreak of the korean war", 1950},
	{"end of world war ii", 1945},
	{"liberation from japan", 1945},
	{"workers' party", 1945},
	{"workers’ party", 1945},
	{"founding of north korea", 1948},
	{"united nations", 1945},
	{"invasion of ukraine", 2022},
}

// floors: what a text speaks of cannot be newer than the text.
var floors = []struct {
	words hinted
	year  int
}{
	{hintedBy(`ukrain|russia`, `\b(war|use|used|aggression|invasion) (in|on|of|against|by russia in) ukraine\b|`+
		`russia[’']s (war|invasion|aggression)`), 2022},
	{hintedBy(`msmt|multilateral sanctions`, `multilateral sanctions monitoring team|\bmsmt\b`), 2024},
	// first alleged in September 2022
	{hintedBy(`north korea`, `(arms|weapons|munitions) .{0,40}between north korea and russia|`+
		`(arms|weapons|munitions) .{0,30}(from|to|by) north korea .{0,20}(to|from|for) russia`), 2022},
	{hintedBy(`covid|coronavirus`, `covid-19|coronavirus pandemic`), 2020},
}

func (p *page) clues() clues {
	var c clues
	n := 0
	for i := range p.lines {
		l := &p.lines[i]
		if l.kind != cordon.Body {
			continue
		}
		n++
		if n > leadLines && c.lead == nil {
			break // without a weekday there is nothing to count from
		}
		for _, span := range appendSentences(nil, l.text, cordon.Span{To: len(l.text)}, 0) {
			c.sentence(l, l.text[span.From:span.To], n <= leadLines)
		}
	}
	return c
}

// leadLines is how deep the first weekday may stand: below a standfirst.
const leadLines = 3

func (c *clues) sentence(l *line, s string, lead bool) {
	low := strings.ToLower(s)
	for _, f := range floors {
		if f.words.fits(low) {
			c.floor = max(c.floor, f.year)
		}
	}
	for _, y := range eventYear.FindAllString(s, 8) {
		c.floor = max(c.floor, min(atoi(y), latestFloor))
	}
	c.counted(s)
	w := weekdayName.FindStringIndex(s)
	if w != nil && lead && c.weekday == 0 && !strings.Contains(s[:w[0]], "last ") {
		c.lead, c.said, c.weekday = l, s, weekdayNumber(s[w[0]:w[1]])
		c.pair(s, w)
	}
	if w != nil && weekdayNumber(s[w[0]:w[1]]) == c.weekday {
		c.local = c.local || localTime.MatchString(s[w[1]:])
	}
	c.days(s)
}

// counted adds the years that a sentence gives by counting: an anniversary of
// something whose year is known, or an edition.
func (c *clues) counted(s string) {
	if m := anniversary.FindStringSubmatch(s); m != nil && strings.Contains(s, "anniversary") {
		for _, f := range founded {
			if strings.Contains(strings.ToLower(m[2]), f.words) {
				c.years = append(c.years, f.year+atoi(m[1]))
				break
			}
		}
	}
	if m := edition.FindStringSubmatch(s); m != nil {
		c.years = append(c.years, atoi(m[1]))
	}
}

// latestFloor keeps a plan for a far year from moving the floor.
const latestFloor = 2030

func weekdayNumber(s string) int {
	for i, w := range []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"} {
		if strings.HasPrefix(s, w) {
			return i + 1
		}
	}
	return 0
}

// pair finds a day that stands right behind the weekday: "Monday (April 29)".
func (c *clues) pair(s string, w []int) {
	for _, f := range when.Find(s, cordon.Date{Year: standIn}, "en") {
		if f.Rule == "yearless" && f.Span.From <= w[1]+2 && f.Span.To > w[1] && f.When.From == f.When.To {
			c.paired = f.When.From
		}
	}
}

func (c *clues) days(s string) {
	for _, f := range when.Find(s, cordon.Date{Year: standIn}, "en") {
		if f.Rule != "yearless" || f.When.From != f.When.To {
			continue
		}
		switch {
		case f.Ahead:
			c.future = append(c.future, f.When.From)
		case strings.Contains(s, "last week"):
			c.lastWeek = append(c.lastWeek, f.When.From)
			c.past = append(c.past, f.When.From)
		default:
			c.past = append(c.past, f.When.From)
		}
	}
}

// nearYears: a weekday falls on one day of the year again after five, six or
// eleven years, so within five years it gives the year.
const nearYears = 5

// year is the one that the text fixes, or 0.
func (c *clues) year(fetched cordon.Date) int {
	if len(c.years) > 0 {
		for _, y := range c.years {
			if y != c.years[0] || y < c.floor {
				return 0
			}
		}
		return c.years[0]
	}
	if c.paired.Day == 0 || c.floor == 0 {
		return 0
	}
	last, found := c.floor+nearYears-1, 0
	if !fetched.IsZero() {
		last = min(last, fetched.Year)
	}
	for y := c.floor; y <= last; y++ {
		day := cordon.Date{Year: y, Month: c.paired.Month, Day: c.paired.Day}
		if day.Valid() && weekdayOf(day) == c.weekday {
			if found != 0 {
				return 0
			}
			found = y
		}
	}
	return found
}

func weekdayOf(d cordon.Date) int { return (int(d.First().Weekday())+6)%7 + 1 }

func inYear(d cordon.Date, y int) cordon.Date {
	d.Year = y
	return d
}

// bounded is the only day with the first paragraph's weekday that lies a week or
// more behind every past day of the text and not behind a coming one.
func (c *clues) bounded(y int) cordon.Date {
	if len(c.past) == 0 || len(c.future) == 0 {
		return cordon.Date{}
	}
	from, to := inYear(c.past[0], y), inYear(c.future[0], y)
	for _, d := range c.past {
		if d = inYear(d, y); from.Before(d) {
			from = d
		}
	}
	for _, d := range c.future {
		if d = inYear(d, y); d.Before(to) {
			to = d
		}
	}
	return c.only(from.AddDays(7), to)
}

// weekAfter is the day with the weekday in the week behind the event of last week.
func (c *clues) weekAfter(y int) cordon.Date {
	if len(c.lastWeek) == 0 {
		return cordon.Date{}
	}
	event := inYear(c.lastWeek[0], y)
	for _, d := range c.lastWeek {
		if inYear(d, y) != event {
			return cordon.Date{}
		}
	}
	monday := event.AddDays(8 - weekdayOf(event))
	return c.only(monday, monday.AddDays(6))
}

// only is the one day with the weekday in from..to, zero when there is none or
// more.
func (c *clues) only(from, to cordon.Date) cordon.Date {
	first := from.AddDays((c.weekday - weekdayOf(from) + 7) % 7)
	if to.Before(first) || !to.Before(first.AddDays(7)) {
		return cordon.Date{}
	}
	return first
}
