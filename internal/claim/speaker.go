package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cordon"
	"cordon/internal/mention"
)

// A speaker is who a statement is attributed to.
type speaker struct {
	name, role, org string
	country         string
	party           cordon.PartyID
	outlet          bool // a news outlet: a channel, not a speaker
	plural          bool
	person          bool
}

func (s *speaker) same(t *speaker) bool {
	if s.name != "" || t.name != "" {
		return s.name == t.name
	}
	return s.org != "" && s.org == t.org
}

// A token is a word or a mark of a unit.
type token struct {
	from, to int
	low      string
	word     bool
	quoted   bool
	m        int // index of the mention that it belongs to, -1 for none
}

// outside reports whether the token is one of the words and part of no name.
func (t token) outside(words map[string]bool) bool { return t.m < 0 && words[t.low] }

// verb reports whether the token is a verb of saying and part of no name.
func (t token) verb() bool {
	_, is := verbs[t.low]
	return is && t.m < 0
}

// endsName reports whether no speaker's name reaches across the token: a
// quotation or a mark other than a full stop, which initials have.
func (t token) endsName() bool { return t.quoted || !t.word && t.low != "." }

// tokens cuts a unit into words and marks and ties them to mentions.
func (r *reader) tokens(u unit) []token {
	var out []token
	text := r.d.Text
	for i := u.span.From; i < u.span.To; {
		c, n := utf8.DecodeRuneInString(text[i:u.span.To])
		switch {
		case unicode.IsSpace(c):
			i += n
			continue
		case !wordRune(c):
			out = append(out, token{from: i, to: i + n, low: text[i : i+n], m: -1})
			i += n
			continue
		}
		j := i
		for j < u.span.To {
			c, n := utf8.DecodeRuneInString(text[j:u.span.To])
			next, _ := utf8.DecodeRuneInString(text[min(j+n, u.span.To):u.span.To])
			if wordRune(c) || (c == '\'' || c == '’' || c == '-' || c == '.' && j-i < 6 && unicode.IsUpper(next)) && wordRune(next) {
				j += n
				continue
			}
			break
		}
		low := strings.ReplaceAll(strings.ToLower(text[i:j]), "’", "'")
		out = append(out, token{from: i, to: j, low: low, word: true, m: -1})
		i = j
	}
	r.tie(out, u)
	return out
}

func wordRune(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.Mn, c)
}

// tie marks the tokens that lie in quotations and in mentions. Tokens and
// mentions are both ordered by place.
func (r *reader) tie(ts []token, u unit) {
	q := 0
	k := r.firstMention(u.span.From)
	for i := range ts {
		for q < len(u.quotes) && u.quotes[q].outer.To <= ts[i].from {
			q++
		}
		ts[i].quoted = q < len(u.quotes) && ts[i].from >= u.quotes[q].outer.From
		for k < len(r.ms) && r.ms[k].Span.To <= ts[i].from {
			k++
		}
		best := -1
		for j := k; j < len(r.ms) && r.ms[j].Span.From < ts[i].to; j++ {
			if r.ms[j].Span.To > ts[i].from && (best < 0 || rank(&r.ms[j]) > rank(&r.ms[best])) {
				best = j
			}
		}
		ts[i].m = best
	}
}

// rank prefers who can speak among mentions of one place.
func rank(m *cordon.Mention) int {
	switch {
	case m.Kind == cordon.Person:
		return 5
	case strings.HasPrefix(m.Entity, "b."):
		return 4
	case strings.HasPrefix(m.Entity, "c."):
		return 3
	case strings.HasPrefix(m.Entity, "o."):
		return 2
	}
	return 1
}

func (r *reader) firstMention(at int) int {
	lo, hi := 0, len(r.ms)
	for lo < hi {
		mid := (lo + hi) / 2
		if r.ms[mid].Span.To <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// of is the speaker that a mention is.
func (r *reader) of(m *cordon.Mention) *speaker {
	s := &speaker{country: m.Country, party: m.Party}
	switch {
	case m.Kind == cordon.Person:
		s.name, s.role, s.org, s.person = m.Name, m.Role, m.Org, true
	case strings.HasPrefix(m.Entity, "o."):
		s.org, s.outlet = m.Name, true
		if strings.Contains(m.Text, "state media") {
			// Called so, they speak for their state; under their name they are a channel.
			s.org, s.outlet = m.Text, false
		}
	case strings.HasPrefix(m.Entity, "b."), strings.HasPrefix(m.Entity, "c."), m.Kind == cordon.Organization:
		s.org = m.Name
		if m.Entity == "b.poe" {
			s.role = "panel of experts"
		}
	default:
		return nil
	}
	return s
}

// left finds the subject before the verb at token v.
func (r *reader) left(ts []token, v int) *speaker {
	i := v - 1
	for i > 0 && passedOver(ts, i) {
		i--
	}
	if i < 0 || ts[i].quoted {
		return nil
	}
	if !ts[i].word && ts[i].m < 0 {
		if ts[i].low != "," && ts[i].low != ")" {
			return nil
		}
		end := i
		i = apposition(ts, i)
		if i < 0 {
			return nil
		}
		if p := r.inserted(ts, i+1, end); p != nil && r.impersonal(ts[i]) {
			return p // "Russia's ambassador, NAME, said"
		}
	}
	switch ts[i].low {
	case "and", "but", "who", "nor", "or":
		if r.inSentence != nil {
			return r.inSentence // "…, but said that": the subject of the verb before
		}
		return r.opening(ts, i)
	}
	return r.phrase(ts, i)
}

// passedOver reports whether token i may stand between a subject and its verb.
func passedOver(ts []token, i int) bool {
	if ts[i].low == "," {
		return ts[i+1].low == "however" || ts[i-1].low == "however" || ts[i-1].low == "not"
	}
	return ts[i].outside(skipped)
}

// impersonal reports whether a token names a body, a state or an office, not a person.
func (r *reader) impersonal(t token) bool {
	return collectives[t.low] || t.m >= 0 && r.ms[t.m].Kind != cordon.Person
}

// personAt is the person whose name token t belongs to; nil for none.
func (r *reader) personAt(t token) *speaker {
	if t.m < 0 || r.ms[t.m].Kind != cordon.Person {
		return nil
	}
	return r.of(&r.ms[t.m])
}

// meant is whom a pronoun means: one person, or whoever spoke last.
func (r *reader) meant(one bool) *speaker {
	if one {
		return r.lastPerson
	}
	return r.lastAny
}

// inserted is the person that an apposition begins with, titles passed over.
func (r *reader) inserted(ts []token, from, to int) *speaker {
	for k := from; k < to && k < from+3; k++ {
		if p := r.personAt(ts[k]); p != nil {
			return p
		}
	}
	return nil
}

// opening is the subject that the sentence begins with, up to token end.
func (r *reader) opening(ts []token, end int) *speaker {
	for k := 0; k < end && k < 14; k++ {
		t := ts[k]
		if t.quoted || hard[t.low] && t.low != "since" && t.low != "before" {
			return nil
		}
		if pronouns[t.low] {
			return r.lastPerson
		}
		if p := r.personAt(t); p != nil {
			return p
		}
		if t.outside(collectives) || r.bodyEnds(ts, k, end) {
			return r.phrase(ts, k)
		}
	}
	return nil
}

// bodyEnds reports whether the name of a body of the gazetteer ends with token k.
func (r *reader) bodyEnds(ts []token, k, end int) bool {
	m := ts[k].m
	return m >= 0 && strings.HasPrefix(r.ms[m].Entity, "b.") && (k+1 == end || ts[k+1].m != m)
}

// apposition jumps from the comma or parenthesis that ends an inserted phrase
// to the word before the one that begins it; -1 when there is none.
func apposition(ts []token, i int) int {
	open := ","
	if ts[i].low == ")" {
		open = "("
	}
	for k := i - 1; k >= 0 && i-k < 40; k-- {
		if ts[k].quoted {
			return -1
		}
		if ts[k].low == open && k > 0 && ts[k-1].word {
			return k - 1
		}
	}
	return -1
}

// phrase reads the noun phrase that ends at token i.
func (r *reader) phrase(ts []token, i int) *speaker {
	if one, ok := pronouns[ts[i].low]; ok {
		if s := r.inSentence; s != nil && s.person == one {
			return s // "the ministry said it would not comment"
		}
		return r.meant(one)
	}
	if ts[i].m >= 0 {
		return r.namePhrase(ts, i)
	}
	if ts[i].low == "both" || ts[i].low == "sides" {
		return r.both(ts, i)
	}
	if collectives[ts[i].low] {
		return r.collective(ts, i, i)
	}
	if h := r.headBefore(ts, i); h >= 0 {
		return r.collective(ts, h, i)
	}
	return nil
}

// namePhrase reads the noun phrase whose last token belongs to a name.
func (r *reader) namePhrase(ts []token, i int) *speaker {
	m := &r.ms[ts[i].m]
	if m.Kind == cordon.Person {
		return r.of(m)
	}
	if h := r.headBefore(ts, i); h >= 0 {
		return r.collective(ts, h, i)
	}
	if m.Role == mention.Adjective && !collectives[ts[i].low] && !strings.HasPrefix(m.Entity, "b.") && !nounLike(m) {
		return nil
	}
	return r.coordinated(ts, i)
}

// nounLike are adjectives that are written like the state's name: "DPRK", "US".
func nounLike(m *cordon.Mention) bool { return !strings.HasSuffix(strings.ToLower(m.Text), "n") }

// headBefore finds the noun that a tail such as "for the State Department" or
// "at the ministry in Seoul" hangs on; -1 for none.
func (r *reader) headBefore(ts []token, i int) int {
	for k := i; k > 0 && i-k < 16; k-- {
		t := ts[k]
		if t.quoted || !t.word || hard[t.low] || k != i && t.verb() {
			return -1
		}
		if tailBegins[t.low] && ts[k-1].outside(collectives) {
			if h := r.headBefore(ts, k-1); h >= 0 {
				return h
			}
			return k - 1
		}
	}
	return -1
}

// tailBegins are the prepositions that begin the tail of a noun.
var tailBegins = set("for of at in to from on")

// longestPhrase is how many tokens before its head a noun phrase begins at most.
const longestPhrase = 8

// phraseEnds are the prepositions that no noun phrase reaches across to its left.
var phraseEnds = set("to in for at on with")

// phraseStart is the first token of the noun phrase with head h.
func phraseStart(ts []token, h int) int {
	from := h
	for k := h - 1; k >= 0 && h-k <= longestPhrase; k-- {
		t := ts[k]
		_, verb := verbs[t.low]
		switch {
		case t.quoted, !t.word && t.m < 0, hard[t.low]:
			return from
		case t.m < 0 && (verb || phraseEnds[t.low]):
			return from
		case t.low == "and" && !(k > 0 && ts[k-1].m >= 0):
			return from
		}
		from = k
		if t.low == "the" || t.low == "a" || t.low == "an" {
			break
		}
	}
	return from
}

// collective is the speaker that the phrase with head h and last token end names.
func (r *reader) collective(ts []token, h, end int) *speaker {
	head := ts[h].low
	if things[head] {
		return r.issuer(head)
	}
	from := phraseStart(ts, h)
	s := &speaker{plural: strings.HasSuffix(head, "s") && head != "missions"}
	if s.org, s.country = r.orgOf(ts, from, h, h); s.org == "" {
		s.org, s.country = r.orgOf(ts, h, end, h)
	}
	if !bodyNouns[head] {
		s.role = r.roleText(ts, from, h)
	}
	if r.panel(head) {
		s.org = "UN Panel of Experts (1718 Committee)"
	}
	switch {
	case s.org == "":
		return r.backReference(s, head)
	case strings.Contains(s.role, "allies") && r.mentions("joint statement"):
		return r.issuer("statement")
	case ts[from].low == "the" && offices[head] && r.lastFrom(s.country):
		return r.lastPerson // "the U.S. official": the one who spoke before
	}
	return s
}

// panel reports whether "the monitors" and "the experts" mean the Panel of Experts.
func (r *reader) panel(head string) bool {
	switch head {
	case "monitors", "experts", "panel":
		return r.has("b.poe") || r.has("c.KP") && r.mentions("sanctions monitors")
	}
	return false
}

// lastFrom reports whether the last person who spoke is of a country.
func (r *reader) lastFrom(country string) bool {
	return country != "" && r.lastPerson != nil && r.lastPerson.country == country
}

// offices are nouns for one who holds an office.
var offices = set("spokesperson spokesman spokeswoman minister official secretary president ambassador leader chief envoy " +
	"representative adviser advisor diplomat")

// others are nouns that bring somebody new into a text, not the speaker before.
var others = set("activists campaigners junta regime rebels opposition diplomats lawyers traders insurers analysts researchers")

// backReference resolves "the spokesperson", "the agency": the last speaker of
// that office, or any last speaker when the noun says no more.
func (r *reader) backReference(s *speaker, head string) *speaker {
	if offices[head] && r.lastPerson != nil {
		for _, p := range r.lately { // "the spokesperson": the last one who is one
			if strings.Contains(strings.ToLower(p.role), strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(head, "person"), "woman"),
				"man")) {
				return p
			}
		}
		return r.lastPerson
	}
	if others[head] && s.role != "" {
		return s
	}
	if r.lastAny != nil && !r.lastAny.person {
		return r.lastAny
	}
	if r.lastAny != nil && bodyNouns[head] && r.lastAny.org != "" {
		return &speaker{org: r.lastAny.org, country: r.lastAny.country}
	}
	if s.role != "" {
		return s
	}
	return nil
}

// issuer is who stands behind "the statement said".
func (r *reader) issuer(head string) *speaker {
	if head == "statement" && r.mentions("joint statement") {
		role := "signatories"
		if r.mentions("foreign ministers") {
			role = "foreign ministers"
		}
		return &speaker{role: role, org: "joint statement", plural: true}
	}
	if r.lastAny != nil {
		return &speaker{org: r.lastAny.org, role: "", country: r.lastAny.country}
	}
	return nil
}

// mentions reports whether words stand anywhere in the document.
func (r *reader) mentions(words string) bool {
	if is, asked := r.asked[words]; asked {
		return is
	}
	if r.asked == nil {
		r.asked = map[string]bool{}
	}
	r.asked[words] = strings.Contains(r.lower, words)
	return r.asked[words]
}

// orgOf is the body or country that a phrase names, with the noun where the
// two together are the body's name.
func (r *reader) orgOf(ts []token, from, end, h int) (org, country string) {
	var states []string
	adj := ""
	for k := from; k <= end; k++ {
		if ts[k].m < 0 {
			continue
		}
		m := &r.ms[ts[k].m]
		switch {
		case strings.HasPrefix(m.Entity, "b."):
			return m.Name, m.Country
		case strings.HasPrefix(m.Entity, "c."):
			if len(states) == 0 || states[len(states)-1] != m.Name {
				states = append(states, m.Name)
			}
			country = m.Country
			if e := mention.Lookup(m.Entity); e != nil && len(e.Adj) > 0 {
				adj = e.Adj[0]
			}
		}
	}
	if len(states) == 0 {
		return "", ""
	}
	if bodyNouns[ts[h].low] && len(states) == 1 && ts[h].low != "government" {
		return adj + " " + r.bodyText(ts, from, h), country
	}
	return strings.Join(states, " and "), country
}

// bodyText is the lower-case part of a body's name: "spy agency".
func (r *reader) bodyText(ts []token, from, h int) string {
	k := h
	for k > from && ts[k-1].m < 0 && ts[k-1].low != "the" && ts[k-1].low != "s" && ts[k-1].low != "'s" {
		k--
	}
	return r.d.Text[ts[k].from:ts[h].to]
}

// roleText is the phrase up to its head, without article and count.
func (r *reader) roleText(ts []token, from, h int) string {
	for from < h && (ts[from].low == "the" || ts[from].low == "a" || ts[from].low == "an") {
		from++
	}
	return strings.Join(strings.Fields(r.d.Text[ts[from].from:ts[h].to]), " ")
}

// coordinated reads "Moscow and Pyongyang": all states of the row.
func (r *reader) coordinated(ts []token, i int) *speaker {
	s := r.of(&r.ms[ts[i].m])
	if s == nil || s.person {
		return s
	}
	k := r.startOf(ts, i) - 1
	for k > 0 && (ts[k].low == "and" || ts[k].low == "nor" || ts[k].low == "or" || ts[k].low == ",") && ts[k-1].m >= 0 &&
		r.ms[ts[k-1].m].Kind != cordon.Person {
		o := r.of(&r.ms[ts[k-1].m])
		if o == nil || o.outlet {
			break
		}
		s = &speaker{org: o.org + " and " + s.org, plural: true}
		k = r.startOf(ts, k-1) - 1
	}
	return s
}

func (r *reader) startOf(ts []token, i int) int {
	for i > 0 && ts[i-1].m == ts[i].m {
		i--
	}
	return i
}

// bothReach is how many mentions back the states lie that "both sides" means.
const bothReach = 200

// both is the last two states named before.
func (r *reader) both(ts []token, i int) *speaker {
	var two []string
	from := r.firstMention(ts[i].from) - 1
	for k := from; k >= 0 && len(two) < 2 && from-k < bothReach; k-- {
		m := &r.ms[k]
		if strings.HasPrefix(m.Entity, "c.") && m.Role != mention.Adjective && (len(two) == 0 || two[0] != m.Name) {
			two = append(two, m.Name)
		}
	}
	if len(two) < 2 {
		return nil
	}
	return &speaker{org: two[1] + " and " + two[0], plural: true}
}

// right finds the subject after the verb at token v: "said Miller", "said the
// US Treasury Secretary Janet Yellen".
func (r *reader) right(ts []token, v int) *speaker {
	last := -1
	for k := v + 1; k < len(ts) && k < v+16; k++ {
		t := ts[k]
		if t.endsName() {
			break
		}
		if _, ok := pronouns[t.low]; ok && k == v+1 {
			return r.phrase(ts, k)
		}
		if p := r.personAt(t); p != nil {
			return p
		}
		if t.outside(hard) || t.low == "in" || t.low == "on" || t.low == "during" {
			break
		}
		if t.m >= 0 || collectives[t.low] {
			last = k
		}
	}
	if last < 0 {
		return nil
	}
	return r.phrase(ts, last)
}
