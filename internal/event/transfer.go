package event

import (
	"slices"
	"strings"

	"cordon"
)

// embargoed are the states whose arms trade with one another is what
// sanctions are about: of several states in a sentence they are the parties,
// the others speak, suffer or look on.
var embargoed = map[string]bool{"KP": true, "RU": true, "IR": true, "SY": true, "BY": true, "MM": true, "VE": true, "CU": true}

// voice follows a state that speaks rather than acts; auxiliaries may stand between.
var voice = []string{"accuse", "said", "says", "believe", "condemn", "warn", "denounc", "announce", "claim", "told"}

func (s *scene) speaks(m *cordon.Mention) bool {
	after := strings.TrimLeft(s.after(m, 24), " ")
	for _, aux := range []string{"and others ", "has ", "have ", "had ", "also ", "again "} {
		after = strings.TrimPrefix(after, aux)
	}
	for _, v := range voice {
		if strings.HasPrefix(after, v) {
			return true
		}
	}
	return false
}

// dateline is where the dateline of a sentence ends, "SEOUL, Oct. 29 (Yonhap) -- ";
// 0 when there is none.
func (s *scene) dateline() int {
	head := s.low[:min(len(s.low), 70)]
	for _, mark := range []string{" -- ", " — ", "/. ", " - ", ") – "} {
		if k := strings.Index(head, mark); k > 0 && s.f.d.Text[s.span.From] < 'a' {
			if mark == " -- " || mark == "/. " || strings.ContainsAny(head[:k], "(,0123456789") {
				return k + len(mark)
			}
		}
	}
	return 0
}

// theatre stands before a state where goods are used, not where they go.
var theatre = []string{
	"use in ", "use against ", "used in ", "war in ", "war against ", "against ", "invasion of ", "attacks on ",
	"attack on ", "invaded ", "aggression in ", "aggression against ", "war on ", "actions in ", "according to ", "like ", "such as ",
	"selon ", "laut ", "secondo ", "según ",
}

// states are the parties to a transfer: states named in the sentence in order,
// embargoed ones if there are two of them.
func (s *scene) states() []cordon.Mention {
	var all, emb []cordon.Mention
	for _, m := range s.ms {
		if !isState(&m) || s.speaks(&m) || m.Span.To-s.span.From <= s.dateline() || endsAny(s.before(&m, 22), theatre) {
			continue
		}
		if has(all, m.Name) {
			continue
		}
		all = append(all, m)
		if embargoed[m.Country] {
			emb = append(emb, m)
		}
	}
	if len(emb) >= 2 {
		return emb
	}
	return all
}

func has(ms []cordon.Mention, name string) bool {
	for _, m := range ms {
		if m.Name == name {
			return true
		}
	}
	return false
}

func hasAny(s string, list []string) bool {
	for _, l := range list {
		if strings.Contains(s, l) {
			return true
		}
	}
	return false
}

func endsAny(s string, list []string) bool {
	s = strings.TrimSuffix(s, "the ")
	for _, l := range list {
		if strings.HasSuffix(s, l) {
			return true
		}
	}
	return false
}

// transferActors are supplier and recipient, the ship that carried, and
// brokers and companies that are named. A transfer needs two states; where the
// sentence has one, the document's transfer so far gives the other.
func transferActors(s *scene) []cordon.Actor {
	ms := s.traders()
	switch {
	case len(ms) == 0:
		return nil
	case len(ms) == 1:
		if prior := s.prior(cordon.ArmsTransfer); prior != nil && hasActor(prior, ms[0].Name) {
			return s.carriers([]cordon.Actor{actor(&ms[0], "")})
		}
		other := s.partner(&ms[0])
		if other == nil {
			return nil
		}
		ms = append(ms, *other)
	}
	ms = ms[:2]
	as := []cordon.Actor{actor(&ms[0], ""), actor(&ms[1], "")}
	s.direct(ms, as)
	return s.carriers(as)
}

// traders are the states of the sentence that may trade with each other; none
// when no embargoed state is among them.
func (s *scene) traders() []cordon.Mention {
	ms := s.states()
	bound := slices.DeleteFunc(slices.Clone(ms), func(m cordon.Mention) bool { return !embargoed[m.Country] })
	switch {
	case len(bound) == 0:
		return nil
	case strings.Contains(s.low, "sanction"):
		return bound // who imposes measures for a trade is not a party to it
	case len(bound) == 1 && len(ms) >= 2 && s.f.d.Lang == "en":
		// With a state that is under no embargo only a stated direction counts.
		as := []cordon.Actor{actor(&ms[0], ""), actor(&ms[1], "")}
		if s.direct(ms[:2], as); as[0].Role == "" {
			return bound
		}
	}
	return ms
}

// partner is the other side of a trade of which the sentence names one state; nil
// when the sentence does not say that it is about a trade of that state.
func (s *scene) partner(m *cordon.Mention) *cordon.Mention {
	d := s.at(m) - s.to
	if s.f.d.Lang == "en" && (d < 0 || d > 5) && !hasAny(s.low, tradeWords) {
		return nil
	}
	return s.counterpart(m.Country)
}

// tradeWords say by themselves that arms changed hands between two states.
var tradeWords = []string{"arms transfer", "arms deal", "arms trade", "weapons deal", "weapons transfer", "arms sale", "containers"}

func hasActor(e *cordon.Event, name string) bool {
	for _, a := range e.Actors {
		if a.Name == name {
			return true
		}
	}
	return false
}

func (s *scene) prior(t cordon.EventType) *cordon.Event {
	for i := range s.f.out[:min(len(s.f.out), most)] {
		if s.f.out[i].Type == t {
			return &s.f.out[i]
		}
	}
	return nil
}

// counterpart is the other embargoed state that the document names most.
func (s *scene) counterpart(not string) *cordon.Mention {
	best := ""
	for c, n := range s.f.named {
		if c != not && embargoed[c] && (best == "" || n > s.f.named[best] || n == s.f.named[best] && c < best) {
			best = c
		}
	}
	return s.f.first["state "+best]
}

// giving and taking are words for which the subject is supplier or recipient.
var (
	giving = []string{
		"suppl", "sen", "ship", "provid", "deliver", "sell", "sold", "export", "giv", "gave", "transferred", "transfers",
		"арм", "отправ", "постав", "відправ", "постача", "زودت", "transfer",
	}
	taking = []string{"procur", "purchas", "acquir", "buy", "bought", "import", "receiv"}
)

// direct sets who supplies: "from A" and "to B" first, then the verb's subject.
// "between A and B" leaves it open.
func (s *scene) direct(ms []cordon.Mention, as []cordon.Actor) {
	for i := range ms {
		switch b := s.before(&ms[i], 12); {
		case endsIn(b, " from ", " from the "):
			as[i].Role, as[1-i].Role = "supplier", "recipient"
			return
		case endsIn(b, " to ", " to the ") && !strings.HasSuffix(b, "used to "):
			as[i].Role, as[1-i].Role = "recipient", "supplier"
			return
		}
	}
	verb := s.low[s.from:s.to]
	gives := hasAny(verb, giving)
	for i := range ms {
		// "supplying Russia with drones", "sent Russia shells".
		if d := s.at(&ms[i]) - s.to; d >= 0 && d <= 5 && gives {
			as[i].Role, as[1-i].Role = "recipient", "supplier"
			return
		}
	}
	switch {
	case strings.Contains(s.low, "between ") || s.at(&ms[0]) > s.from:
	case hasAny(verb, taking):
		as[0].Role, as[1].Role = "recipient", "supplier"
	case gives && s.at(&ms[1]) > s.from:
		as[0].Role, as[1].Role = "supplier", "recipient"
	}
}

func endsIn(s string, ends ...string) bool {
	return slices.ContainsFunc(ends, func(e string) bool { return strings.HasSuffix(s, e) })
}

// carriers adds ships, and persons and companies who hold no office of state.
func (s *scene) carriers(as []cordon.Actor) []cordon.Actor {
	for i := range s.ms {
		m := &s.ms[i]
		switch {
		case m.Kind == cordon.Vessel:
			as = add(as, actor(m, "carrier"))
		case m.Kind == cordon.Person && m.Entity == "" && m.Role == "" ||
			m.Kind == cordon.Person && hasAny(strings.ToLower(m.Role), []string{"dealer", "broker", "citizen", "businessman"}):
			as = add(as, actor(m, "broker"))
		case m.Kind == cordon.Organization && (m.Entity == "" || m.Party != ""):
			as = add(as, actor(m, "carrier"))
		}
	}
	return as
}
