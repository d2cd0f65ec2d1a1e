package event

import (
	"slices"
	"strings"

	"cordon"
	"cordon/internal/when"
)

// How far, in bytes, a date may stand from the words that it dates.
const (
	far  = 130
	near = 40 // a report and a veto stand beside the days of what they are about
)

// What a distance is raised by: the nearest date of a sentence wins.
const (
	beforeMatch    = 10 // a date in front of the words
	beforeTransfer = 40 // what stands in front of the words of a transfer mostly dates something else
)

func reachOf(t cordon.EventType) int {
	switch t {
	case cordon.ReportPublished, cordon.Veto:
		return near
	}
	return far
}

// saysItself are the events that are acts of saying: the day of saying is theirs.
var saysItself = map[cordon.EventType]bool{
	cordon.Designating: true, cordon.JointStatement: true, cordon.ReportPublished: true, cordon.Veto: true, cordon.Talks: true,
	cordon.Pledge: true,
}

// periods are the dates of an event in its sentence: the nearest to the match,
// leaving out the day on which somebody said so; for strikes each day.
func (s *scene) periods(t cordon.EventType) []cordon.Period {
	c := s.calendar(t)
	var days []cordon.Period
	var best cordon.Period
	at, behind := reachOf(t), false
	for _, w := range s.f.datesIn(s.span) {
		if !c.dates(w) {
			continue
		}
		if t == cordon.Strike && oneDay(w.When) && !slices.Contains(days, w.When) {
			days = append(days, w.When)
		}
		if s.since(w) {
			continue
		}
		behind = behind || c.begin(w) >= s.to
		if dist := c.distance(w); dist < at && !c.follows(w) {
			best, at = w.When, dist
		}
	}
	switch {
	case len(days) > 0:
		return s.behind(days, behind)
	case best.IsZero():
		return nil
	}
	return []cordon.Period{best}
}

// A calendar is what decides for all dates of a sentence which of them date an
// event. Places are bytes of the sentence.
type calendar struct {
	*scene
	typ      cordon.EventType
	said     map[cordon.Date]bool // the days on which somebody said so
	dateline int                  // where the dateline ends
	outlets  []int                // where outlets' names end
	measures bool                 // words for measures stand before those of a transfer
	after    int                  // where the last " after " before the match begins, -1 for none
	turn     int                  // where words behind the match turn to what it follows
}

// turns are words behind which a sentence dates what the event followed.
var turns = []string{" follow", " after ", " before ", " since "}

func (s *scene) calendar(t cordon.EventType) *calendar {
	c := &calendar{scene: s, typ: t, said: map[cordon.Date]bool{}, dateline: s.dateline()}
	if !saysItself[t] {
		for _, st := range s.f.saidIn(s.span) {
			if !st.Said.IsZero() {
				c.said[cordon.DateOf(st.Said.First())] = true
			}
		}
	}
	for i := range s.ms {
		if is(&s.ms[i], 'o') {
			c.outlets = append(c.outlets, s.ms[i].Span.To-s.span.From)
		}
	}
	slices.Sort(c.outlets)
	c.measures = t == cordon.ArmsTransfer && hasAny(s.low[:s.from], []string{"sanction", "listed", "blacklist", "designated"})
	c.after = strings.LastIndex(s.low[:s.from]+" ", " after ")
	c.turn = len(s.low) + 1
	for _, word := range turns {
		if k := strings.Index(s.low[s.to:], word); k >= 0 {
			c.turn = min(c.turn, s.to+k+len(word))
		}
	}
	return c
}

func (c *calendar) begin(w when.Found) int { return w.Span.From - c.span.From }
func (c *calendar) end(w when.Found) int   { return w.Span.To - c.span.From }

// dates reports whether a date may be the event's, and not that of the page, of an
// outlet, of who said so or of what the event followed.
func (c *calendar) dates(w when.Found) bool {
	begin, end := c.begin(w), c.end(w)
	switch {
	case begin < 0 || w.Span.To > c.span.To || w.When.IsZero():
		return false
	case c.said[w.When.From] && oneDate(w.When):
		return false
	case c.outletBefore(begin): // "seen by Reuters on Monday"
		return false
	case end <= c.dateline:
		return false
	case c.measures && begin < c.from:
		return false // the day of the measures, not of the trade that they are for
	}
	return !c.datesSaying(begin) && !c.datesAnother(w, begin, end)
}

// datesSaying reports whether the words before a date make it the day of saying.
func (c *calendar) datesSaying(begin int) bool {
	return c.typ != cordon.Designating && c.typ != cordon.JointStatement && ofSaying(c.low[:begin])
}

// datesAnother reports whether a date is that of another act, which the event followed.
func (c *calendar) datesAnother(w when.Found, begin, end int) bool {
	if (w.Rule == "before-that" || w.Rule == "after-that") && begin >= c.to {
		return true // "listed it, a day after Britain did": the day of what Britain did
	}
	// "set up on Wednesday after Russia's veto"
	return (c.typ == cordon.Veto || c.typ == cordon.MandateExpiry) && end <= c.from && c.after >= end
}

// outletBefore reports whether an outlet's name stands right before a place: the
// date there is the outlet's.
func (c *calendar) outletBefore(at int) bool {
	k, _ := slices.BinarySearch(c.outlets, at-len(" on "))
	return k < len(c.outlets) && c.outlets[k] < at
}

// distance is how far a date stands from the match.
func (c *calendar) distance(w when.Found) int {
	if d := c.begin(w) - c.to; d >= 0 {
		return d
	}
	d := c.from - c.end(w) + beforeMatch
	if c.typ == cordon.ArmsTransfer {
		d += beforeTransfer
	}
	return d
}

// follows reports whether a date stands behind words that turn to what the event
// followed.
func (c *calendar) follows(w when.Found) bool {
	return c.begin(w) > c.to && c.turn <= min(c.begin(w), len(c.low))
}

// since reports whether a date is where something began.
func (s *scene) since(w when.Found) bool {
	at := w.Span.From - s.span.From
	return strings.Contains(s.low[max(0, at-len("since ")):min(len(s.low), at)], "since ")
}

func oneDay(p cordon.Period) bool { return p.From.Day > 0 && p.From == p.To }

// oneDate reports whether a period is one day, one month or one year.
func oneDate(p cordon.Period) bool {
	if p.From == p.To {
		return true
	}
	from, next := p.From, cordon.DateOf(p.To.Last()).AddDays(1)
	if from.Day != 1 || next.Day != 1 {
		return false
	}
	month := from.AddDays(31).Month == next.Month && from.Year == p.To.Year
	return month || from.Month == 1 && next.Month == 1 && next.Year == from.Year+1
}

// ofSaying reports whether the words before a date end with a verb of saying: the
// date is when somebody spoke, not when it happened.
func ofSaying(before string) bool {
	before = strings.TrimSuffix(strings.TrimRight(before, " "), " on")
	for _, v := range []string{
		" said", " says", " told reporters", " told lawmakers", " reported", " added", " warned", " claimed",
		" believed",
	} {
		if strings.HasSuffix(before, v) {
			return true
		}
	}
	return false
}

// behind keeps the days written behind the match when there are any: what
// stands before dates the statement on the strike.
func (s *scene) behind(days []cordon.Period, any bool) []cordon.Period {
	if !any {
		return days
	}
	var out []cordon.Period
	for _, w := range s.f.datesIn(s.span) {
		inside := w.Span.From >= s.span.From+s.to && w.Span.To <= s.span.To
		if inside && slices.Contains(days, w.When) && !slices.Contains(out, w.When) {
			out = append(out, w.When)
		}
	}
	if len(out) == 0 {
		return days
	}
	return out
}
