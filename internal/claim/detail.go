package claim

import (
	"cmp"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/mention"
	"cordon/internal/when"
)

// kind is what the speaker does: the wording first, then the verb.
func (r *reader) kind(a attribution, ts []token, u unit) cordon.StatementKind {
	if r.foreign != nil {
		return r.foreign.kindOf(r.lower[u.span.From:u.span.To])
	}
	switch a.kind {
	case cordon.Refusal, cordon.Denial:
		return a.kind
	}
	if r.inSentence != nil && a.verb > 0 && ts[a.verb-1].low == "but" {
		// "didn't confirm … but said": only what follows counts.
		return kindOf(strings.ToLower(r.d.Text[ts[a.verb].from:u.span.To]), a.kind)
	}
	return kindOf(r.lower[u.span.From:u.span.To], a.kind)
}

// kindOf is the kind by the wording; verb is the kind that the verb alone makes.
func kindOf(low string, verb cordon.StatementKind) cordon.StatementKind {
	low = strings.ReplaceAll(low, "’", "'")
	for _, c := range cues {
		for _, h := range c.has {
			if strings.Contains(low, h) {
				return c.kind
			}
		}
	}
	if verb == "" {
		return cordon.Claim
	}
	return verb
}

// said is the day of saying: a date that stands at a verb of saying with
// nothing between but whom it was told and where, or that opens the sentence.
// A date further off belongs to what was said.
func (r *reader) said(ts []token, v int, u unit) cordon.Date {
	if len(ts) == 0 {
		return cordon.Date{}
	}
	for _, f := range r.datesIn(u) {
		day := dayOf(f.When)
		if day.IsZero() || inQuote(u, f.Span) {
			continue
		}
		if r.atVerb(ts, v, f.Span, u) || opensWith(ts, v, f.Span) {
			return day
		}
	}
	return cordon.Date{}
}

// atVerb reports whether a date stands right at the verb v, or at another verb
// of saying outside quotations.
func (r *reader) atVerb(ts []token, v int, date cordon.Span, u unit) bool {
	for k, t := range ts {
		_, is := verbs[t.low]
		if k != v && (!is || t.quoted) {
			continue
		}
		if date.From >= t.to && r.setting(ts, k+1, date.From) {
			return true
		}
		if date.To <= t.from && r.setting(ts, tokenAt(ts, date.To), t.from) && !r.datedBehind(ts, k, u) {
			return true
		}
	}
	return false
}

// opensWith reports whether the sentence with verb v begins with the date.
func opensWith(ts []token, v int, date cordon.Span) bool {
	first := tokenAt(ts, date.From)
	return v < openingTokens && date.To <= ts[v].from &&
		(words(ts[:first]) <= 1 || ts[0].low == "when" || ts[0].low == "asked")
}

// datedBehind reports whether a date stands right behind the verb at token k: "seized it
// last Thursday, the command said on Tuesday".
func (r *reader) datedBehind(ts []token, k int, u unit) bool {
	for _, f := range r.datesIn(u) {
		if !dayOf(f.When).IsZero() && !inQuote(u, f.Span) && f.Span.From >= ts[k].to && r.setting(ts, k+1, f.Span.From) {
			return true
		}
	}
	return false
}

// openingTokens is how near to its begin a sentence's verb must stand for a
// date that opens the sentence to be the day of saying.
const openingTokens = 14

func (r *reader) datesIn(u unit) []when.Found {
	i, _ := slices.BinarySearchFunc(r.ds, u.span.From, func(f when.Found, at int) int { return cmp.Compare(f.Span.From, at) })
	j := i
	for j < len(r.ds) && r.ds[j].Span.To <= u.span.To {
		j++
	}
	return r.ds[i:j]
}

func words(ts []token) int {
	n := 0
	for _, t := range ts {
		if t.word {
			n++
		}
	}
	return n
}

// tokenAt is the index of the first token that begins at a place or behind it.
func tokenAt(ts []token, at int) int {
	k, _ := slices.BinarySearchFunc(ts, at, func(t token, at int) int { return cmp.Compare(t.from, at) })
	return k
}

// settingReach is how many tokens may stand between a verb and the day of saying.
const settingReach = 60

// setting reports whether the tokens from k up to a place are not content: words for
// the audience and the occasion, places, bodies and outlets.
func (r *reader) setting(ts []token, k, to int) bool {
	for last := k + settingReach; k < len(ts) && ts[k].from < to; k++ {
		t := ts[k]
		if k > last {
			return false
		}
		if t.quoted {
			return false
		}
		if settings[t.low] || !t.word && t.low != ";" && t.low != ":" {
			continue
		}
		if t.m >= 0 {
			if m := &r.ms[t.m]; m.Kind == cordon.Organization || strings.HasPrefix(m.Entity, "g.") || m.Role == mention.Adjective ||
				m.Kind == cordon.Person {
				continue
			}
		}
		return false
	}
	return true
}

// settings are words for whom, where and when something was said.
var settings = set(`reporters journalists lawmakers a an the in at on to of during its his her daily press briefing news conference
	statement interview radio television channel local time late early earlier later last that day meeting session hearing
	parliament committee council regular weekly agency newspaper portal website outlet newswire morning evening afternoon night
	also again and phone call state in house release report written dated issued published carried by via`)

func inQuote(u unit, s cordon.Span) bool {
	for _, q := range u.quotes {
		if q.outer.From <= s.From && s.To <= q.outer.To {
			return true
		}
	}
	return false
}

// dayOf is a period as one date: a day, or the month or year that both ends
// share and that it fills. Weeks and open periods are not a day of saying.
func dayOf(p cordon.Period) cordon.Date {
	if p.From.IsZero() || p.To.IsZero() {
		return cordon.Date{}
	}
	a, b := p.From, p.To
	switch {
	case a == b:
		return a
	case a.Year == b.Year && a.Month == b.Month && a.Day == 1 && b.Last().AddDate(0, 0, 1).Day() == 1:
		return cordon.Date{Year: a.Year, Month: a.Month}
	}
	return cordon.Date{}
}

// channel finds through what and to whom something was said.
func (r *reader) channel(ts []token, u unit, v int) (via, to string) {
	for i := v; i < len(ts) && i < v+20; i++ {
		if ts[i].quoted || ts[i].m < 0 {
			continue
		}
		m := &r.ms[ts[i].m]
		if strings.HasPrefix(m.Entity, "o.") {
			via = m.Name
			break
		}
	}
	low := strings.ToLower(outside(r.d.Text, u))
	if via == "" {
		for _, c := range channels {
			if k := strings.Index(low, c); k >= 0 && wordAt(low, k, len(c)) {
				via = c
				break
			}
		}
	}
	if v < len(ts) && (ts[v].low == "told" || ts[v].low == "tells") {
		to = r.addressee(ts, v)
		if via == "" {
			via = to
		}
	}
	return via, to
}

func wordAt(s string, k, n int) bool {
	before := k == 0 || s[k-1] == ' ' || s[k-1] == '-'
	after := k+n >= len(s) || !(s[k+n] >= 'a' && s[k+n] <= 'z')
	return before && after
}

// outside is a unit's text without its quotations.
func outside(text string, u unit) string {
	var b strings.Builder
	at := u.span.From
	for _, q := range u.quotes {
		if q.outer.From > at {
			b.WriteString(text[at:q.outer.From])
			b.WriteByte(' ')
		}
		at = max(at, q.outer.To)
	}
	if at < u.span.To {
		b.WriteString(text[at:u.span.To])
	}
	return b.String()
}

// addressee is what follows "told", up to a comma, a date or a clause.
func (r *reader) addressee(ts []token, v int) string {
	end := v
	for k := v + 1; k < len(ts) && k < v+10; k++ {
		t := ts[k]
		if t.quoted || !t.word || t.m < 0 && (hard[t.low] || t.low == "in" || t.low == "on" || t.low == "at" || t.low == "during" ||
			weekdays[t.low]) {
			break
		}
		end = k
	}
	if end == v {
		return ""
	}
	return strings.Join(strings.Fields(r.d.Text[ts[v+1].from:ts[end].to]), " ")
}

var weekdays = set("monday tuesday wednesday thursday friday saturday sunday today yesterday")

// has reports whether the document mentions an entry of the gazetteer.
func (r *reader) has(id string) bool {
	if r.entities == nil {
		r.entities = map[string]bool{}
		for i := range r.ms {
			r.entities[r.ms[i].Entity] = true
		}
	}
	return r.entities[id]
}

// longestLabel is the most bytes of the label before a turn of a transcript.
const longestLabel = 40

// turn reads a transcript: "MR MILLER: …", "QUESTION: …". What an answer says is
// one statement in the speaker's own words.
func (r *reader) turn(u unit) bool {
	text := r.d.Text[u.span.From:u.span.To]
	label, rest, ok := strings.Cut(text, ":")
	if r.asking && !(ok && strings.ToUpper(label) == label && len(label) < longestLabel) {
		if u.line == r.before.line {
			return true // the question goes on
		}
		r.asking = false
	}
	if !ok || !turnLabel(label) {
		return r.answerGoesOn(u, text)
	}
	lead := len(label) + 1 + len(rest) - len(strings.TrimLeft(rest, " \t"))
	in := cordon.Span{From: u.span.From + lead, To: u.span.To}
	fields := strings.Fields(label)
	last := strings.ToLower(fields[len(fields)-1])
	r.labelled = r.bearer(last)
	if r.labelled == nil || in.From >= in.To {
		r.asking = len(fields) <= 3 && (last == "question" || last == "q")
		return r.asking
	}
	r.asking = false
	r.answer(u, in)
	return true
}

// turnLabel reports whether what stands before a colon is the label of a turn: a
// name in capitals.
func turnLabel(label string) bool {
	if len(label) > longestLabel || len(label) < 3 || strings.ToUpper(label) != label || strings.ToLower(label) == label {
		return false
	}
	return !strings.ContainsAny(label, ".0123456789\"“") || strings.HasPrefix(label, "MR.") || strings.HasPrefix(label, "MS.")
}

// answer puts what the labelled speaker says in a turn.
func (r *reader) answer(u unit, in cordon.Span) {
	s := r.labelled
	r.remember(s)
	r.put(u, cordon.Statement{
		Span: u.span, Speaker: s.name, Role: s.role, Org: s.org, Party: s.party,
		Kind: kindOf(strings.ToLower(r.d.Text[in.From:in.To]), ""), Said: r.d.Published, Via: "press briefing",
	}, *s, []quote{{in: in, outer: in}})
	r.out[len(r.out)-1].turn = true
}

// answerGoesOn adds a further sentence to the answer above on the same line, if
// there is one.
func (r *reader) answerGoesOn(u unit, text string) bool {
	if r.labelled == nil || len(r.out) == 0 || u.line != r.before.line || !r.out[len(r.out)-1].turn {
		return false
	}
	r.lengthen(u, text)
	return true
}

// bearer is the first person of the document whose name ends with the word.
func (r *reader) bearer(last string) *speaker {
	if r.bearers == nil {
		r.bearers = r.endings()
	}
	if i, ok := r.bearers[last]; ok {
		return r.of(&r.ms[i])
	}
	return nil
}

// endings lists each ending of the persons' names, as long as a label may be, with
// the first mention of such a person.
func (r *reader) endings() map[string]int {
	out, seen := map[string]int{}, map[string]bool{}
	for i := range r.ms {
		m := &r.ms[i]
		if m.Kind != cordon.Person || seen[m.Name] {
			continue
		}
		seen[m.Name] = true
		name := strings.ToLower(m.Name)
		for k := len(name) - 1; k >= 0 && len(name)-k <= longestLabel; k-- {
			if _, ok := out[name[k:]]; !ok {
				out[name[k:]] = i
			}
		}
	}
	return out
}

// lengthen adds a further sentence to the answer.
func (r *reader) lengthen(u unit, text string) {
	f := &r.out[len(r.out)-1]
	f.st.Span.To, f.st.At.To = u.span.To, u.span.To
	f.st.Quote = r.d.Text[f.st.At.From:u.span.To]
	if f.st.Kind == cordon.Claim {
		f.st.Kind = kindOf(strings.ToLower(text), "")
	}
	f.ordinal = r.ordinal
}
