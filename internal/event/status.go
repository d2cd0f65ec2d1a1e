package event

import (
	"slices"
	"strings"

	"cordon"
	"cordon/internal/mention"
)

// The wordings that lower a status. Conditional wording is possible at most.
var (
	conditional = []string{
		" would ", " could ", " may ", " might ", "potential", "possible ", "possibly", "considering", "if it ", " if ", "any arms", "any weapons", "any transfer", "any security", "seeking to ", "will likely", "appears to be", "seek",
		"будет нарушением", "буде порушенням", "любая передача", "будь-яка передача", "якщо", "если ", "가능성", "可能性", "könnte", "pourrait", "podría", "potrebbe",
	}
	claimed  = []string{"allege", "accus", "reportedly", "according to", "claim", "said", "suspect", "information indicates", "believed", "says"}
	negating = []string{"denied", "denies", "deny", "denying", "never supplied", "never provided", "отриц", "запереч", "부인", "否定", "نفى", "dementier", "démenti", "negó", "smentit"}
	planned  = []string{" will meet", " will ", "planned", "plans to", "upcoming", "is to ", "are to ", "is slated", "scheduled", "expected to", "would be negotiations", "likely occur"}
)

// transferStatus: a transfer is alleged, as somebody always says so, and only
// possible where the sentence holds it so. A denial in the sentence does not
// lower what others say.
func transferStatus(s *scene) cordon.EventStatus {
	low := " " + s.low
	switch {
	case hasAny(low, negating) && !hasAny(low, []string{"accus", "allege"}):
		return cordon.Denied
	case hasAny(low, conditional) && !hasAny(low, []string{"has provided", "have provided", "has sent", "have sent", "has shipped", "have shipped", "has delivered", "have delivered", "has supplied", "have supplied", "has transferred", "already", "reportedly provided"}):
		return cordon.Possible
	}
	return cordon.Alleged
}

func claimStatus(s *scene) cordon.EventStatus {
	low := " " + s.low
	switch {
	case hasAny(low, []string{" may ", " might ", " could ", "possibly", "thought to be"}):
		return cordon.Possible
	case hasAny(low, negating) && !hasAny(low, claimed):
		return cordon.Denied
	}
	return cordon.Alleged
}

func possibleStatus(s *scene) cordon.EventStatus {
	if hasAny(s.low, []string{" held ", " began ", " took place ", " conducted "}) {
		return cordon.Reported
	}
	return cordon.Possible
}

// strikeStatus: a strike that somebody accuses another of is alleged.
func strikeStatus(s *scene) cordon.EventStatus {
	for i := range s.ms {
		if w := &s.ms[i]; is(w, 'w') && mention.Lookup(w.Entity).Class != "generic" {
			return cordon.Reported
		}
	}
	if hasAny(s.low, claimed) || hasAny(s.low, []string{"condemn"}) {
		return cordon.Alleged
	}
	return cordon.Reported
}

func talksStatus(s *scene) cordon.EventStatus {
	low := " " + s.low
	switch {
	case hasAny(low, planned) && !strings.Contains(low, " met "):
		return cordon.Announced
	case hasAny(low, []string{" may have ", " might have "}):
		return cordon.Possible
	case hasAny(low, []string{"reportedly", "alleged", "accus"}):
		return cordon.Alleged
	}
	return cordon.Reported
}

func visitStatus(s *scene) cordon.EventStatus {
	before := " " + s.low[max(0, s.from-16):s.from]
	switch {
	case hasAny(before, []string{" will ", "plans to ", " is to ", "expected to ", "scheduled to "}):
		return cordon.Announced
	case hasAny(before, []string{" may ", " might ", " could ", " would "}):
		return cordon.Possible
	}
	return cordon.Reported
}

// newsStatus: an act of the day that the text is about is announced; one that
// it looks back on is reported.
func newsStatus(s *scene) cordon.EventStatus {
	if s.lead && !hasAny(s.low, []string{"whom the", "is under us sanctions", "earlier this month", "last month", "last year", "follows a"}) {
		return cordon.Announced
	}
	return cordon.Reported
}

// reachOf is how far a date may stand from the words that it dates: a report and
// a veto stand beside the days of what they are about.
func reachOf(t cordon.EventType) int {
	switch t {
	case cordon.ReportPublished, cordon.Veto:
		return near
	}
	return far
}

const near = 40

// far is how many bytes a date may stand from the words that it dates.
const far = 130

// periods are the dates of an event in its sentence: the nearest to the match,
// leaving out the day on which somebody said so; for strikes each day.
func (s *scene) periods(t cordon.EventType) []cordon.Period {
	said := map[cordon.Date]bool{}
	own := t == cordon.Designating || t == cordon.JointStatement || t == cordon.ReportPublished || t == cordon.Veto || t == cordon.Talks || t == cordon.Pledge
	if !own {
		for _, st := range s.f.saidIn(s.span) {
			if !st.Said.IsZero() {
				said[cordon.DateOf(st.Said.First())] = true
			}
		}
	}
	var out []cordon.Period
	best, at, after := cordon.Period{}, reachOf(t), false
	for _, w := range s.f.datesIn(s.span) {
		if w.Span.From < s.span.From || w.Span.To > s.span.To || w.When.IsZero() || said[w.When.From] && oneDate(w.When) {
			continue
		}
		if s.outletBefore(w.Span.From) {
			continue // "seen by Reuters on Monday"
		}
		if w.Span.To-s.span.From <= s.dateline() || t != cordon.Designating && t != cordon.JointStatement && ofSaying(s.low[:w.Span.From-s.span.From]) {
			continue
		}
		begin := w.Span.From - s.span.From
		if (w.Rule == "before-that" || w.Rule == "after-that") && begin >= s.to {
			continue // "listed it, a day after Britain did": the day of what Britain did
		}
		if t == cordon.ArmsTransfer && begin < s.from && hasAny(s.low[:s.from], []string{"sanction", "listed", "blacklist", "designated"}) {
			continue // the day of the measures, not of the trade that they are for
		}
		if end := w.Span.To - s.span.From; (t == cordon.Veto || t == cordon.MandateExpiry) && end <= s.from && strings.Contains(s.low[end:s.from]+" ", " after ") {
			continue // "set up on Wednesday after Russia's veto"
		}
		if t == cordon.Strike && !w.When.From.IsZero() && w.When.From == w.When.To && w.When.From.Day > 0 && !slices.Contains(out, w.When) {
			out = append(out, w.When)
		}
		if hasAny(s.low[max(0, w.Span.From-s.span.From-6):min(len(s.low), w.Span.From-s.span.From)], []string{"since "}) {
			continue
		}
		dist := w.Span.From - (s.span.From + s.to)
		if dist < 0 {
			dist = (s.span.From + s.from) - w.Span.To + 10
			if t == cordon.ArmsTransfer {
				dist += 40 // what stands before the words of a transfer mostly dates something else
			}
		} else {
			after = true
		}
		if d := w.Span.From - s.span.From; d > s.to && hasAny(s.low[s.to:min(d, len(s.low))], []string{" follow", " after ", " before ", " since "}) {
			continue // it dates what this one follows
		}
		if dist < at {
			best, at = w.When, dist
		}
	}
	if t == cordon.Strike && len(out) > 0 {
		return s.behind(out, after)
	}
	if best.IsZero() {
		return nil
	}
	return []cordon.Period{best}
}

// oneDate tells that a period is one day, one month or one year.
func oneDate(p cordon.Period) bool {
	if p.From == p.To {
		return true
	}
	from, next := p.From, cordon.DateOf(p.To.Last()).AddDays(1)
	return from.Day == 1 && next.Day == 1 && (from.AddDays(31).Month == next.Month && from.Year == p.To.Year || from.Month == 1 && next.Month == 1 && next.Year == from.Year+1)
}

// outletBefore tells that an outlet's name stands right before a place: the date
// there is the outlet's.
func (s *scene) outletBefore(at int) bool {
	for i := range s.ms {
		if m := &s.ms[i]; is(m, 'o') && m.Span.To < at && at-m.Span.To <= len(" on ") {
			return true
		}
	}
	return false
}

// ofSaying tells that the words before a date end with a verb of saying: the
// date tells when somebody spoke, not when it happened.
func ofSaying(before string) bool {
	before = strings.TrimSuffix(strings.TrimRight(before, " "), " on")
	for _, v := range []string{" said", " says", " told reporters", " told lawmakers", " reported", " added", " warned", " claimed", " believed"} {
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
		if w.Span.From >= s.span.From+s.to && w.Span.To <= s.span.To && slices.Contains(days, w.When) && !slices.Contains(out, w.When) {
			out = append(out, w.When)
		}
	}
	if len(out) == 0 {
		return days
	}
	return out
}

// place is where it happened: the place behind the match, else any in the
// sentence; for visits a state will do.
func (s *scene) place(t cordon.EventType) string {
	if t == cordon.Veto {
		return "UN Security Council"
	}
	var first, behind, state string
	for i := range s.ms {
		m := &s.ms[i]
		switch {
		case is(m, 'g'):
			if first == "" {
				first = m.Name
			}
			if behind == "" && s.at(m) >= s.from {
				behind = m.Name
			}
		case isState(m) && s.at(m) >= s.from && state == "" && m.Role != mention.Adjective:
			state = m.Name
		}
	}
	switch {
	case t == cordon.Designating:
		return "" // a town in such a sentence is where somebody comes from
	case behind != "":
		return behind
	case t == cordon.Visit && state != "":
		return state
	case t == cordon.Talks || t == cordon.Strike || t == cordon.Parade:
		return first
	}
	return ""
}

// goods are the weapons and words for arms in the sentence.
func (s *scene) goods() []string {
	var out []string
	for i := range s.ms {
		if m := &s.ms[i]; is(m, 'w') && !slices.Contains(out, m.Name) {
			out = append(out, m.Name)
		}
	}
	for _, g := range []string{"ballistic missile", "artillery shell", "ammunition", "munitions", "drones", "containers", "refined petroleum", "troops"} {
		if strings.Contains(s.low, g) && !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return out
}
