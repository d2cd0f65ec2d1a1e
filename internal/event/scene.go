package event

import (
	"slices"
	"strings"

	"cordon"
	"cordon/internal/mention"
)

func actor(m *cordon.Mention, role string) cordon.Actor {
	return cordon.Actor{Role: role, Name: m.Name, Country: m.Country, Party: m.Party}
}

func is(m *cordon.Mention, kind byte) bool { return m.Entity != "" && m.Entity[0] == kind }

func isState(m *cordon.Mention) bool { return is(m, 'c') }

// at is a mention's place in the sentence.
func (s *scene) at(m *cordon.Mention) int { return m.Span.From - s.span.From }

// before returns the text of the sentence before a mention, at most n bytes.
func (s *scene) before(m *cordon.Mention, n int) string {
	k := min(max(s.at(m), 0), len(s.low))
	return s.low[max(0, k-n):k]
}

func (s *scene) after(m *cordon.Mention, n int) string {
	k := min(max(m.Span.To-s.span.From, 0), len(s.low))
	return s.low[k:min(len(s.low), k+n)]
}

// mostActors is how many participants of one event are kept. The largest
// designation of one day (OFAC, 23 February 2024) has over 500 targets.
const mostActors = 1000

// add adds a participant, or gives one that is there already its role.
func add(as []cordon.Actor, a cordon.Actor) []cordon.Actor {
	for i := range as {
		if as[i].Name == a.Name {
			if as[i].Role == "" {
				as[i].Role = a.Role
			}
			return as
		}
	}
	if len(as) >= mostActors {
		return as
	}
	return append(as, a)
}

func stateActors(s *scene) []cordon.Actor {
	var as []cordon.Actor
	for _, m := range s.states() {
		as = add(as, actor(&m, ""))
	}
	if len(as) < 2 {
		return nil
	}
	return as
}

// deploymentActors are the state whose troops they are and the one they go to.
func deploymentActors(s *scene) []cordon.Actor {
	var as []cordon.Actor
	for _, m := range s.states() {
		as = add(as, actor(&m, ""))
	}
	if len(as) == 1 && embargoed[as[0].Country] {
		if o := s.counterpart(as[0].Country); o != nil {
			as = add(as, actor(o, ""))
		}
	}
	if len(as) < 2 || !embargoed[as[0].Country] {
		return nil
	}
	as[0].Role, as[1].Role = "supplier", "recipient"
	return as[:2]
}

// launchActors is who launched: the state nearest before the match, or in it.
func launchActors(s *scene) []cordon.Actor {
	var best *cordon.Mention
	for i := range s.ms {
		m := &s.ms[i]
		if isState(m) && embargoed[m.Country] && (best == nil || s.at(m) <= s.to) {
			best = m
		}
	}
	if best == nil {
		// "the missile launches that they have tested": the one state at issue.
		if best = s.counterpart("RU"); best == nil {
			return nil
		}
	}
	return []cordon.Actor{actor(best, "")}
}

// strikeActors are the weapon and the state that fired it.
func strikeActors(s *scene) []cordon.Actor {
	place := false
	var as []cordon.Actor
	for i := range s.ms {
		m := &s.ms[i]
		switch {
		case m.Country == "UA" && (is(m, 'g') || is(m, 'c')):
			place = true
		case is(m, 'w') && mention.Lookup(m.Entity) != nil && mention.Lookup(m.Entity).Class != "generic":
			as = add(as, actor(m, "weapon"))
		case isState(m) && m.Country == "RU" && (m.Role != mention.Adjective ||
			startsAny(s.after(m, 12), []string{" forces", " troops", " army", " military"})):
			as = add(as, actor(m, "attacker"))
		}
	}
	if !place {
		return nil
	}
	if len(as) == 0 {
		if m := s.f.first["weapon"]; m != nil { // the weapon that the text is about
			return []cordon.Actor{actor(m, "weapon")}
		}
	}
	return as
}

// members may veto: the permanent members of the Security Council.
var members = map[string]bool{"RU": true, "CN": true, "US": true, "GB": true, "FR": true}

func vetoActors(s *scene) []cordon.Actor {
	var as []cordon.Actor
	for i := range s.ms {
		m := &s.ms[i]
		if isState(m) && members[m.Country] && (s.at(m) < s.to || strings.Contains(s.low, "vetoed by")) {
			as = append([]cordon.Actor{actor(m, "voter")}, as...)
		}
	}
	if len(as) == 0 {
		if p := s.prior(cordon.Veto); p != nil {
			return slices.Clone(p.Actors)
		}
	}
	if len(as) > 1 && !strings.Contains(s.low, " and china") {
		as = as[:1]
	}
	return as
}

// monitorActors is the monitoring body of the document.
func monitorActors(s *scene) []cordon.Actor {
	var best *cordon.Mention
	for i := range s.ms {
		// The nearest before the match, else the first behind it.
		if m := &s.ms[i]; (m.Entity == "b.poe" || m.Entity == "b.msmt") && (best == nil || s.at(m) < s.from) {
			best = m
		}
	}
	if best != nil {
		return []cordon.Actor{actor(best, "author")}
	}
	if m := s.f.first["monitor"]; m != nil {
		return []cordon.Actor{actor(m, "author")}
	}
	if strings.Contains(s.low, "monitors") && (strings.Contains(s.low, "un ") || strings.Contains(s.low, "united nations") ||
		strings.Contains(s.low, "sanctions")) {
		e := mention.Lookup("b.poe")
		return []cordon.Actor{{Role: "author", Name: e.Name, Country: e.Side}}
	}
	return nil
}

// designationActors are who designated (the subject) and whom.
func designationActors(s *scene) []cordon.Actor {
	var as []cordon.Actor
	for i := range s.ms {
		m := &s.ms[i]
		switch {
		case m.Entity == "b.unsc" && !strings.Contains(s.low, "committee"):
			// The Council makes regimes; its committees list.
		case designates(m):
			if !s.behindVerb(m) && !s.onlyAbout(m) {
				as = add(as, actor(m, "author"))
			}
		case target(m):
			as = add(as, actor(m, "target"))
		}
	}
	if !hasAuthor(&cordon.Event{Actors: as}) && len(as) == 0 && !s.lead {
		return nil
	}
	return s.authors(as)
}

// behindVerb reports whether an authority stands behind an English verb without
// "by": it is not the verb's subject.
func (s *scene) behindVerb(m *cordon.Mention) bool {
	return s.f.d.Lang == "en" && s.from > 0 && s.at(m) > s.to && !endsIn(s.before(m, 8), "by ", "by the ")
}

// onlyAbout reports whether a state is what the measures are about, or an adjective,
// and not its government, which acts.
func (s *scene) onlyAbout(m *cordon.Mention) bool {
	if !isState(m) || strings.HasPrefix(s.after(m, 12), " government") {
		return false
	}
	return embargoed[m.Country] || m.Role == mention.Adjective && strings.ToUpper(m.Text) != m.Text
}

// home is the state that "the government" is in a language of one state.
var home = map[string]struct{ word, country string }{
	"ja": {"政府", "JP"}, "ko": {"정부", "KR"}, "de": {"bundesregierung", "DE"}, "uk": {"уряд", "UA"},
}

// authors keeps the body where body and state are named, and lets a list of
// targets in the next sentence belong to the designation before.
func (s *scene) authors(as []cordon.Actor) []cordon.Actor {
	if !hasAuthor(&cordon.Event{Actors: as}) {
		if h, ok := home[s.f.d.Lang]; ok && strings.Contains(s.low, h.word) {
			e := mention.Lookup("c." + h.country)
			return add(as, cordon.Actor{Role: "author", Name: e.Name, Country: e.Side})
		}
		for _, name := range []string{" us ", "u.s.", "washington"} {
			if strings.Contains(" "+s.low, name) {
				return add(as, cordon.Actor{Role: "author", Name: "United States", Country: "US"})
			}
		}
	}
	return as
}

// designates reports whether a mention can designate: states and their organs.
func designates(m *cordon.Mention) bool {
	if isState(m) {
		return true
	}
	e := mention.Lookup(m.Entity)
	return e != nil && e.ID[0] == 'b' && (e.Class == "designator" || e.ID == "b.state" || e.ID == "b.treasury" || e.ID == "b.fbi" ||
		e.ID == "b.commerce" || e.ID == "b.unsc" || e.ID == "b.1718" || e.ID == "b.eu-council" || strings.HasSuffix(e.ID, "-gov") ||
		strings.HasSuffix(e.ID, "-mfa") && !embargoed[e.Side])
}

// target reports whether a mention can be designated: companies, listed bodies, persons who
// hold no office of the designating side.
func target(m *cordon.Mention) bool {
	e := mention.Lookup(m.Entity)
	switch m.Kind {
	case cordon.Person:
		return e == nil && !official(m.Role) || e != nil && embargoed[e.Side]
	case cordon.Organization:
		return e == nil || e.Listed || e.ID[0] == 'b' && e.Class == "company"
	case cordon.Vessel:
		return true
	}
	return false
}

func official(role string) bool {
	return hasAny(strings.ToLower(role), []string{
		"secretary", "spokes", "minister", "president", "official", "ambassador", "rep.",
		"adviser", "advisor",
	})
}

// jointActors are the states that made a statement or a team together.
func jointActors(s *scene) []cordon.Actor {
	var as []cordon.Actor
	if m := s.f.first["monitor"]; m != nil && m.Entity == "b.msmt" && strings.Contains(s.low, "team") {
		as = add(as, actor(m, "signatory"))
	}
	for i := range s.ms {
		m := &s.ms[i]
		if m.Entity == "b.msmt" {
			as = add(as, actor(m, "signatory"))
		}
		if isState(m) && !embargoed[m.Country] && m.Country != "UA" && m.Role != mention.Adjective {
			as = add(as, actor(m, "signatory"))
		}
	}
	if len(as) == 0 && hasAny(s.low, []string{"monitoring", "-member team"}) {
		e := mention.Lookup("b.msmt")
		as = append(as, cordon.Actor{Role: "signatory", Name: e.Name})
	}
	if strings.Contains(s.low, "u.s. secretary of state") || strings.Contains(s.low, "us secretary of state") {
		as = add(as, cordon.Actor{Role: "signatory", Name: "United States", Country: "US"})
	}
	return as
}

func startsAny(s string, list []string) bool {
	for _, l := range list {
		if strings.HasPrefix(s, l) {
			return true
		}
	}
	return false
}

func (s *scene) persons() []cordon.Actor {
	var as []cordon.Actor
	for i := range s.ms {
		if m := &s.ms[i]; m.Kind == cordon.Person && !speaking(s.after(m, 16)) {
			as = add(as, actor(m, ""))
		}
	}
	return as
}

// speaking reports whether a verb of saying follows: who speaks of an event is not in it.
func speaking(after string) bool {
	return hasAny(after, []string{" said", " told", " added", " stress", " noted", " spoke", " wrote", " warned"})
}

func personActors(s *scene) []cordon.Actor { return s.persons() }

// talksActors are those who meet: two persons, or a person and a state's
// leader left unnamed, or two states.
func talksActors(s *scene) []cordon.Actor {
	as := s.persons()
	if s.f.lastPerson != nil && len(as) == 1 && strings.HasPrefix(s.low, "he ") {
		as = add(as, *s.f.lastPerson)
	}
	if len(as) >= 2 {
		return as[:min(len(as), 4)]
	}
	for i := range s.ms {
		if s.ms[i].Entity == "b.msmt" {
			return []cordon.Actor{actor(&s.ms[i], "")}
		}
	}
	if strings.Contains(s.low, " leaders ") {
		if ls := s.leaders(); ls != nil {
			return ls
		}
	}
	if len(as) == 1 && (strings.HasPrefix(s.low[s.from:], "negotiated") || !hasAny(s.low, talkWords)) {
		return nil // a broker's dealings are not talks between states
	}
	if hasAny(s.low, []string{"leaders", "two delegations", "лидер", "лідер", "정상회담", "首脳会談"}) {
		return s.leaders()
	}
	return s.embargoedPair()
}

// talkWords name talks of states.
var talkWords = []string{"summit", "talks", "negotiat"}

// embargoedPair is the first two states of the sentence when both are embargoed.
func (s *scene) embargoedPair() []cordon.Actor {
	ms := s.states()
	if len(ms) < 2 || !embargoed[ms[0].Country] || !embargoed[ms[1].Country] {
		return nil
	}
	return []cordon.Actor{actor(&ms[0], ""), actor(&ms[1], "")}
}

// leaders are the heads of the states of the sentence, or of the embargoed
// states of the document, by their office on the day.
func (s *scene) leaders() []cordon.Actor {
	var as []cordon.Actor
	var states []string
	for _, m := range s.states() {
		states = append(states, m.Country)
	}
	if len(states) < 2 {
		states = states[:0]
		for c := range s.f.named {
			if embargoed[c] {
				states = append(states, c)
			}
		}
		slices.Sort(states)
	}
	for _, c := range states {
		if p := s.f.first["head "+c]; p != nil {
			as = add(as, actor(p, ""))
		}
	}
	if len(as) < 2 {
		return nil
	}
	return as
}

// heads reports whether a person is or was the head of a state.
func heads(m *cordon.Mention) bool {
	e := mention.Lookup(m.Entity)
	return e != nil && len(e.Roles) > 0 && hasAny(strings.ToLower(m.Role+" "+e.Roles[0].Title), []string{"president", "leader"})
}

// visitActors is who travels: the owner or subject of the visit, or who stands
// after "visit by".
func visitActors(s *scene) []cordon.Actor {
	best := s.traveller()
	before := s.low[:s.from]
	if strings.Contains(before[max(0, s.from-14):], "'") && (best == nil || best.Span.To-s.span.From < s.from-14) {
		return nil // the visit of one who is not named: "the minister's recent visit"
	}
	if endsIn(before, " before ", " after ") {
		best = s.firstPerson() // "A shook hands with B before leaving for": A leaves
	}
	if best != nil {
		return s.visitor(actor(best, "visitor"))
	}
	if s.f.lastPerson != nil && hasAny(" "+s.low[:s.to], []string{" he ", " his ", " she ", " her "}) {
		return s.visitor(*s.f.lastPerson)
	}
	return nil
}

// traveller is the person nearest before the match who does not speak there, or
// one named behind it with "by".
func (s *scene) traveller() *cordon.Mention {
	var best *cordon.Mention
	for i := range s.ms {
		m := &s.ms[i]
		switch {
		case m.Kind != cordon.Person:
		case s.at(m) < s.from:
			if !speaking(s.after(m, 16)) {
				best = m
			}
		case strings.HasSuffix(s.before(m, 60), " by ") || strings.Contains(s.before(m, 70), " by ") && best == nil:
			best = m
		}
	}
	return best
}

func (s *scene) firstPerson() *cordon.Mention {
	for i := range s.ms {
		if s.ms[i].Kind == cordon.Person {
			return &s.ms[i]
		}
	}
	return nil
}

func (s *scene) visitor(a cordon.Actor) []cordon.Actor {
	a.Role = "visitor"
	return []cordon.Actor{a}
}

// pledgeActors is who promises, and to whom.
func pledgeActors(s *scene) []cordon.Actor {
	as := s.persons()
	if len(as) > 0 {
		return as[:min(2, len(as))]
	}
	for _, m := range s.states() {
		if embargoed[m.Country] {
			as = add(as, actor(&m, ""))
		}
	}
	if len(as) == 0 && hasAny(s.low, []string{"they vowed", "they promised", "they pledged", "both"}) {
		if p := s.prior(cordon.ArmsTransfer); p != nil {
			return p.Actors[:min(2, len(p.Actors))]
		}
	}
	return as
}
