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

func add(as []cordon.Actor, a cordon.Actor) []cordon.Actor {
	for i := range as {
		if as[i].Name == a.Name {
			if as[i].Role == "" {
				as[i].Role = a.Role
			}
			return as
		}
	}
	return append(as, a)
}

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
var theatre = []string{"use in ", "use against ", "used in ", "war in ", "war against ", "against ", "invasion of ", "attacks on ", "attack on ", "invaded ", "aggression in ", "aggression against ", "war on ", "actions in ", "according to ", "selon ", "laut ", "secondo ", "según "}

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
	ms := s.states()
	emb := 0
	for _, m := range ms {
		if embargoed[m.Country] {
			emb++
		}
	}
	if emb == 0 {
		return nil
	}
	if emb == 1 && len(ms) >= 2 && s.f.d.Lang == "en" {
		// With a state that is under no embargo only a stated way counts.
		as := []cordon.Actor{actor(&ms[0], ""), actor(&ms[1], "")}
		if s.direct(ms[:2], as); as[0].Role == "" {
			ms = slices.DeleteFunc(ms, func(m cordon.Mention) bool { return !embargoed[m.Country] })
		}
	}
	if len(ms) < 2 {
		if prior := s.prior(cordon.ArmsTransfer); prior != nil && hasActor(prior, ms[0].Name) {
			return s.carriers([]cordon.Actor{actor(&ms[0], "")})
		}
		other := s.counterpart(ms[0].Country)
		if other == nil || s.f.d.Lang == "en" && !hasAny(s.low, []string{"arms transfer", "arms deal", "arms trade", "weapons deal", "weapons transfer", "arms sale", "containers"}) {
			return nil
		}
		ms = append(ms, *other)
	}
	ms = ms[:2]
	as := []cordon.Actor{actor(&ms[0], ""), actor(&ms[1], "")}
	s.direct(ms, as)
	return s.carriers(as)
}

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
	giving = []string{"suppl", "sen", "ship", "provid", "deliver", "sell", "sold", "export", "giv", "gave", "transferred", "transfers", "арм", "отправ", "постав", "відправ", "постача", "زودت", "transfer"}
	taking = []string{"procur", "purchas", "acquir", "buy", "bought", "import", "receiv"}
)

// direct sets who supplies: "from A" and "to B" first, then the verb's subject.
// "between A and B" leaves it open.
func (s *scene) direct(ms []cordon.Mention, as []cordon.Actor) {
	for i := range ms {
		b := s.before(&ms[i], 12)
		switch {
		case strings.HasSuffix(b, " from ") || strings.HasSuffix(b, " from the "):
			as[i].Role, as[1-i].Role = "supplier", "recipient"
			return
		case (strings.HasSuffix(b, " to ") || strings.HasSuffix(b, " to the ")) && !strings.HasSuffix(b, "used to "):
			as[i].Role, as[1-i].Role = "recipient", "supplier"
			return
		}
	}
	for i := range ms {
		// "supplying Russia with drones", "sent Russia shells".
		if d := s.at(&ms[i]) - s.to; d >= 0 && d <= 5 && hasAny(s.low[s.from:s.to], giving) {
			as[i].Role, as[1-i].Role = "recipient", "supplier"
			return
		}
	}
	if strings.Contains(s.low, "between ") || s.at(&ms[0]) > s.from {
		return
	}
	verb := s.low[s.from:s.to]
	switch {
	case hasAny(verb, taking):
		as[0].Role, as[1].Role = "recipient", "supplier"
	case hasAny(verb, giving) && s.at(&ms[1]) > s.from:
		as[0].Role, as[1].Role = "supplier", "recipient"
	}
}

// carriers adds ships, and persons and companies who hold no office of state.
func (s *scene) carriers(as []cordon.Actor) []cordon.Actor {
	for i := range s.ms {
		m := &s.ms[i]
		switch {
		case m.Kind == cordon.Vessel:
			as = add(as, actor(m, "carrier"))
		case m.Kind == cordon.Person && m.Entity == "" && m.Role == "" || m.Kind == cordon.Person && hasAny(strings.ToLower(m.Role), []string{"dealer", "broker", "citizen", "businessman"}):
			as = add(as, actor(m, "broker"))
		case m.Kind == cordon.Organization && (m.Entity == "" || m.Party != ""):
			as = add(as, actor(m, "carrier"))
		}
	}
	return as
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
		case isState(m) && m.Country == "RU" && m.Role != mention.Adjective:
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
	if strings.Contains(s.low, "monitors") && (strings.Contains(s.low, "un ") || strings.Contains(s.low, "united nations") || strings.Contains(s.low, "sanctions")) {
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
		case designates(m):
			if s.f.d.Lang == "en" && s.at(m) > s.to && !strings.HasSuffix(s.before(m, 8), "by ") && !strings.HasSuffix(s.before(m, 8), "by the ") && s.from > 0 {
				continue
			}
			if isState(m) && (embargoed[m.Country] || m.Role == mention.Adjective && strings.ToUpper(m.Text) != m.Text) && !strings.HasPrefix(s.after(m, 12), " government") {
				continue
			}
			as = add(as, actor(m, "author"))
		case target(m):
			as = add(as, actor(m, "target"))
		}
	}
	if !hasAuthor(&cordon.Event{Actors: as}) && len(as) == 0 && !s.lead {
		return nil
	}
	return s.authors(as)
}

// authors keeps the body where body and state are named, and lets a list of
// targets in the next sentence belong to the designation before.
func (s *scene) authors(as []cordon.Actor) []cordon.Actor {
	if !hasAuthor(&cordon.Event{Actors: as}) {
		for _, name := range []string{" us ", "u.s.", "washington"} {
			if strings.Contains(s.low, name) {
				return add(as, cordon.Actor{Role: "author", Name: "United States", Country: "US"})
			}
		}
	}
	return as
}

// designates tells who can designate: states and their organs.
func designates(m *cordon.Mention) bool {
	if isState(m) {
		return true
	}
	e := mention.Lookup(m.Entity)
	return e != nil && e.ID[0] == 'b' && (e.Class == "designator" || e.ID == "b.state" || e.ID == "b.treasury" || e.ID == "b.fbi" ||
		e.ID == "b.commerce" || e.ID == "b.eu-council" || strings.HasSuffix(e.ID, "-gov") || strings.HasSuffix(e.ID, "-mfa") && !embargoed[e.Side])
}

// target tells who can be designated: companies, listed bodies, persons who
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
	return hasAny(strings.ToLower(role), []string{"secretary", "spokes", "minister", "president", "official", "ambassador", "rep.", "adviser", "advisor"})
}

// jointActors are the states that made a statement or a team together.
func jointActors(s *scene) []cordon.Actor {
	var as []cordon.Actor
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

func (s *scene) persons() []cordon.Actor {
	var as []cordon.Actor
	for i := range s.ms {
		if m := &s.ms[i]; m.Kind == cordon.Person && !speaking(s.after(m, 16)) {
			as = add(as, actor(m, ""))
		}
	}
	return as
}

// speaking tells that a verb of saying follows: who speaks of an event is not in it.
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
	if len(as) == 1 && strings.HasPrefix(s.low[s.from:], "negotiated") {
		return nil // a broker's dealings are no talks of states
	}
	if len(as) == 1 && !strings.Contains(s.low, "summit") && !strings.Contains(s.low, "talks") && !strings.Contains(s.low, "negotiat") {
		return nil
	}
	if hasAny(s.low, []string{"leaders", "two delegations", "лидер", "лідер", "정상회담", "首脳会談"}) {
		return s.leaders()
	}
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

// heads tells that a person is or was the head of a state.
func heads(m *cordon.Mention) bool {
	e := mention.Lookup(m.Entity)
	return e != nil && len(e.Roles) > 0 && hasAny(strings.ToLower(m.Role+" "+e.Roles[0].Title), []string{"president", "leader"})
}

// visitActors is who travels: the owner or subject of the visit, or who stands
// after "visit by".
func visitActors(s *scene) []cordon.Actor {
	var best *cordon.Mention
	for i := range s.ms {
		m := &s.ms[i]
		if m.Kind != cordon.Person {
			continue
		}
		if s.at(m) < s.from {
			if !speaking(s.after(m, 16)) {
				best = m
			}
		} else if strings.HasSuffix(s.before(m, 60), " by ") || strings.Contains(s.before(m, 70), " by ") && best == nil {
			best = m
		}
	}
	if owner := s.low[max(0, s.from-14):s.from]; strings.Contains(owner, "'") && (best == nil || best.Span.To-s.span.From < s.from-14) {
		return nil // the visit of one who is not named: "the minister's recent visit"
	}
	if before := s.low[:s.from]; strings.HasSuffix(before, " before ") || strings.HasSuffix(before, " after ") {
		best = nil // "A shook hands with B before leaving for": A leaves
		for i := range s.ms {
			if m := &s.ms[i]; m.Kind == cordon.Person && best == nil {
				best = m
			}
		}
	}
	if best != nil {
		return s.visitor(actor(best, "visitor"))
	}
	if s.f.lastPerson != nil && hasAny(" "+s.low[:s.to], []string{" he ", " his ", " she ", " her "}) {
		return s.visitor(*s.f.lastPerson)
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
