package event

import (
	"cmp"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/mention"
)

// The wordings that lower a status. Conditional wording is possible at most.
var (
	conditional = []string{
		" would ", " could ", " may ", " might ", "potential", "possible ", "possibly", "considering", "if it ", " if ", "any arms",
		"any weapons", "any transfer", "any security", "seeking to ", "will likely", "appears to be", "seek",
		"будет нарушением", "буде порушенням", "любая передача", "будь-яка передача", "якщо", "если ", "가능성", "可能性", "könnte", "pourrait",
		"podría", "potrebbe",
	}
	claimed = []string{
		"allege", "accus", "reportedly", "according to", "claim", "said", "suspect", "information indicates",
		"believed", "says",
	}
	negating = []string{
		"denied", "denies", "deny", "denying", "never supplied", "never provided", "отриц", "запереч", "부인", "否定",
		"نفى", "dementier", "démenti", "negó", "smentit",
	}
	planned = []string{
		" will meet", " will ", "planned", "plans to", "upcoming", "is to ", "are to ", "is slated", "scheduled",
		"expected to", "would be negotiations", "likely occur",
	}
)

// transferStatus: a transfer is alleged, as somebody always says so, and only
// possible where the sentence holds it so. A denial in the sentence does not
// lower what others say.
func transferStatus(s *scene) cordon.EventStatus {
	low := " " + s.low
	switch {
	case hasAny(low, negating) && !hasAny(low, []string{"accus", "allege"}):
		return cordon.Denied
	case hasAny(low, conditional) && !hasAny(low, []string{
		"has provided", "have provided", "has sent", "have sent", "has shipped",
		"have shipped", "has delivered", "have delivered", "has supplied", "have supplied", "has transferred", "already", "reportedly provided",
	}):
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

// place is where it happened: the place behind the match, else any in the
// sentence; for visits a state will do.
func (s *scene) place(t cordon.EventType) string {
	switch t {
	case cordon.Veto:
		return "UN Security Council"
	case cordon.Designating:
		return "" // a town in such a sentence is where somebody comes from
	}
	first, behind, state := s.places()
	switch {
	case behind != "":
		return behind
	case t == cordon.Visit && state != "":
		return state
	case t == cordon.Talks || t == cordon.Strike || t == cordon.Parade:
		return first
	}
	return ""
}

// places are the first place of the sentence, the first behind the match, and the
// first state behind it; "" for none.
func (s *scene) places() (first, behind, state string) {
	for i := range s.ms {
		m := &s.ms[i]
		after := s.at(m) >= s.from
		switch {
		case is(m, 'g'):
			first = cmp.Or(first, m.Name)
			if after {
				behind = cmp.Or(behind, m.Name)
			}
		case isState(m) && after && m.Role != mention.Adjective:
			state = cmp.Or(state, m.Name)
		}
	}
	return first, behind, state
}

// goods are the weapons and words for arms in the sentence.
func (s *scene) goods() []string {
	var out []string
	for i := range s.ms {
		if m := &s.ms[i]; is(m, 'w') && !slices.Contains(out, m.Name) {
			out = append(out, m.Name)
		}
	}
	for _, g := range []string{
		"ballistic missile", "artillery shell", "ammunition", "munitions", "drones", "containers",
		"refined petroleum", "troops",
	} {
		if strings.Contains(s.low, g) && !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return out
}
