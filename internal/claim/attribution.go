package claim

import (
	"strings"

	"cordon"
)

// An attribution is a verb of saying with its subject.
type attribution struct {
	verb int // token
	kind cordon.StatementKind
	by   *speaker
	how  string
}

func (r *reader) attribution(ts []token, v int) (attribution, bool) {
	low := ts[v].low
	switch {
	case pair(ts, v, "according", "to"):
		s := r.after(ts, v+1)
		return attribution{verb: v, by: s, how: "according"}, s != nil
	case pair(ts, v, "source", ":"):
		// A line that names the source of what follows.
		if s := r.after(ts, v+1); s != nil {
			r.remember(s)
		}
		return attribution{}, false
	case low == "quoted" || low == "cited":
		return r.quotedAs(ts, v)
	}
	kind, ok := r.verbAt(ts, v)
	if !ok || announces(ts, v) || accused(ts, v) {
		return attribution{}, false
	}
	s := r.sayer(ts, v)
	if s == nil && r.afterQuote(ts, v) {
		s = r.right(ts, v)
	}
	if s == nil {
		return attribution{}, false
	}
	return attribution{verb: v, kind: kind, by: s}, true
}

// pair reports whether the words a and b stand at token v and something behind them.
func pair(ts []token, v int, a, b string) bool {
	return v+2 < len(ts) && ts[v].low == a && ts[v+1].low == b
}

// accused: "Iran, which it accuses of …" is not an accusation made here.
func accused(ts []token, v int) bool {
	return v > 1 && ts[v-2].low == "which" && strings.HasPrefix(ts[v].low, "accus")
}

// sayer is the speaker before the verb at token v; nil when none stands there.
func (r *reader) sayer(ts []token, v int) *speaker {
	low, s := ts[v].low, r.inSentence
	switch {
	case s == nil && findings[low]:
		return r.opening(ts, v)
	case !participles[low] && !findings[low]:
		return r.left(ts, v)
	case s == nil:
		return r.named(ts, v)
	}
	return s
}

// findings follow a report and introduce what it says: "submitted a report confirming that".
var findings = set("confirming concluding finding showing detailing")

// participles carry on what the sentence's subject says: "…, saying “…”".
var participles = set("saying adding warning stressing noting insisting stating claiming arguing telling explaining")

// named is the last person named before token v outside quotations.
func (r *reader) named(ts []token, v int) *speaker {
	for k := v - 1; k >= 0; k-- {
		if !ts[k].quoted && ts[k].m >= 0 && r.ms[ts[k].m].Kind == cordon.Person {
			return r.of(&r.ms[ts[k].m])
		}
	}
	if s := r.opening(ts, v); s != nil {
		return s // "the team published its report, saying that"
	}
	return r.lastPerson
}

// announces reports whether the verb announces an act of its subject, "announced new
// sanctions on": that is an event, not a statement.
func announces(ts []token, v int) bool {
	switch ts[v].low {
	case "announced", "announces", "unveiled", "declared", "disclosed", "revealed":
	default:
		return false
	}
	for k := v + 1; k < len(ts) && k < v+6; k++ {
		if ts[k].quoted || ts[k].low == "that" {
			return false
		}
		if ts[k].low == "sanctions" || ts[k].low == "measures" || ts[k].low == "designations" {
			return true
		}
	}
	return false
}

// verbAt reports whether a token is a verb of saying here, and the kind it makes.
func (r *reader) verbAt(ts []token, v int) (cordon.StatementKind, bool) {
	low := ts[v].low
	kind, listed := verbs[low]
	switch {
	case !listed:
		return unlisted(ts, v)
	case ts[v].m >= 0 || passiveAt(ts, v):
		return "", false // part of a name, as in "United States", or passive
	}
	if sense := senses[low]; sense != nil {
		if kind, says, decided := sense(ts, v); decided {
			return kind, says
		}
	}
	if nominal(ts, v) {
		return "", false
	}
	return kind, true
}

// lowAt is the word at token k, "" beyond the ends of the unit.
func lowAt(ts []token, k int) string {
	if k < 0 || k >= len(ts) {
		return ""
	}
	return ts[k].low
}

// unlisted reads words that are not verbs of saying by themselves: "a report showing that",
// "warning that", "did not respond".
func unlisted(ts []token, v int) (cordon.StatementKind, bool) {
	low := ts[v].low
	switch {
	case things[lowAt(ts, v-1)] && findings[low]:
		return cordon.Claim, true
	case participles[low] && v+2 < len(ts) && (ts[v+1].quoted || ts[v+2].quoted || ts[v+1].low == "that"):
		return "", true
	}
	return refusing(ts, v)
}

// passiveAt: "is said", and "firms said to be".
func passiveAt(ts []token, v int) bool {
	next := lowAt(ts, v+2)
	return passive[lowAt(ts, v-1)] || lowAt(ts, v+1) == "to" && (next == "be" || next == "have")
}

// articles and prepositions stand before a noun or an adjective.
var articles = set("the a an its of to")

// nominal: a noun or adjective of the same form, "the alleged offer", "the
// declared aim". "To report" is a verb.
func nominal(ts []token, v int) bool {
	before := lowAt(ts, v-1)
	return articles[before] && ts[v-1].m < 0 && !(before == "to" && ts[v].low == "report")
}

// A sense decides what a verb with several senses says beside its neighbours;
// decided is false when it has its usual one.
type sense func(ts []token, v int) (kind cordon.StatementKind, says, decided bool)

var senses = map[string]sense{
	"denied": denying, "deny": denying, "denies": denying,
	"added": adding, "adds": adding,
	"called": calling, "reports": reporting,
}

func denying(ts []token, v int) (cordon.StatementKind, bool, bool) {
	switch lowAt(ts, v-1) {
	case "nor":
		return cordon.Refusal, true, true // "neither confirmed nor denied"
	case "not", "didn't":
		return "", false, true
	}
	return "", false, false
}

func adding(ts []token, v int) (cordon.StatementKind, bool, bool) {
	return "", false, lists(ts, v)
}

// calling: "called on them to", "called again for".
func calling(ts []token, v int) (cordon.StatementKind, bool, bool) {
	next := lowAt(ts, v+1)
	return cordon.Demand, true, next == "on" || next == "for" || lowAt(ts, v+2) == "on"
}

// reporting: "denied reports of".
func reporting(ts []token, v int) (cordon.StatementKind, bool, bool) {
	before := lowAt(ts, v-1)
	return "", false, before == "of" || before == "about"
}

// lists reports whether a verb puts names on a list: "has added two firms to its sanctions list".
func lists(ts []token, v int) bool {
	to := false
	for k := v + 1; k < len(ts) && !ts[k].quoted; k++ {
		to = to || ts[k].low == "to" || ts[k].low == "on"
		if to && (ts[k].low == "list" || ts[k].low == "blacklist" || ts[k].low == "lists") {
			return true
		}
	}
	return false
}

// refusing finds "did not respond", "did not confirm", "would not comment", "has commented".
func refusing(ts []token, v int) (cordon.StatementKind, bool) {
	switch ts[v].low {
	case "respond", "comment", "confirm", "reply", "elaborate", "give", "commented", "preview":
	default:
		return "", false
	}
	for k := v - 1; k >= 0 && k > v-5; k-- {
		switch ts[k].low {
		case "not", "didn't", "wouldn't", "won't", "hasn't", "neither", "nor", "declined":
			return cordon.Refusal, ts[v].low != "give" || v+3 < len(ts) &&
				(ts[v+2].low == "response" || ts[v+2].low == "comment" || ts[v+1].low == "details")
		}
	}
	if ts[v].low == "commented" {
		for k := v - 1; k >= 0 && k > v-8; k-- {
			if ts[k].low == "neither" {
				return cordon.Refusal, true
			}
		}
	}
	return "", false
}

// after reads the speaker that follows token i: of "according to", "Source:".
func (r *reader) after(ts []token, i int) *speaker {
	last := -1
	for k := i + 1; k < len(ts) && k < i+16; k++ {
		t := ts[k]
		if t.endsName() || t.outside(hard) {
			break
		}
		if p := r.personAt(t); p != nil {
			return p
		}
		if t.verb() && t.low != "report" || last >= 0 && t.outside(nameEnds) {
			break
		}
		if one, ok := pronouns[t.low]; ok && k == i+1 {
			return r.meant(one)
		}
		if mayName(ts, k) {
			last = k
		}
	}
	if last < 0 {
		return nil
	}
	return r.phrase(ts, last)
}

// nameEnds are the prepositions that end a speaker's name behind "according to".
var nameEnds = set("to in on with")

// mayName reports whether a speaker's name may end with token k: with a name, or a
// noun for a body. A thing is not one when its maker follows: "a report by the panel".
func mayName(ts []token, k int) bool {
	t := ts[k]
	if t.m >= 0 || !collectives[t.low] {
		return t.m >= 0
	}
	made := things[t.low] && k+2 < len(ts) && (ts[k+1].low == "by" || ts[k+1].low == "from")
	return !made
}

// quotedAs reads "X was quoted as saying" and "quoted X as saying".
func (r *reader) quotedAs(ts []token, v int) (attribution, bool) {
	if v > 0 && passive[ts[v-1].low] {
		s := r.left(ts, v-1)
		return attribution{verb: v, by: s, how: "quoted"}, s != nil
	}
	if s := r.after(ts, v); s != nil && !s.outlet {
		return attribution{verb: v, by: s, how: "quoted"}, true
	}
	return attribution{}, false
}

// afterQuote reports whether the verb stands behind a quotation or a comma, as in
// "…," said Miller.
func (r *reader) afterQuote(ts []token, v int) bool {
	return v > 0 && (ts[v-1].quoted || ts[v-1].low == ",") && v+1 < len(ts)
}

// screened drops channels, and speakers that make no statement of their own.
func (r *reader) screened(as []attribution, ts []token, u unit) []attribution {
	var out []attribution
	for _, a := range as {
		if a.by == nil || a.by.outlet {
			continue
		}
		if a.by.name == "" && a.by.org == "" && a.by.role == "" {
			continue
		}
		out = append(out, a)
	}
	// The speaker of a quotation is the one whose verb stands next to it.
	if len(u.quotes) > 0 && len(out) > 1 {
		best, at := 0, 1<<30
		for i, a := range out {
			for _, q := range u.quotes {
				if dist := gap(ts[a.verb], q); dist < at {
					best, at = i, dist
				}
			}
		}
		out[0], out[best] = out[best], out[0]
	}
	return out
}

// gap is the distance of a verb to a quotation; before it counts a little less.
func gap(t token, q quote) int {
	if t.to <= q.outer.From {
		return q.outer.From - t.to
	}
	return max(0, t.from-q.outer.To)
}

// another reports whether a further attribution of a unit is a statement of its own:
// another speaker, or the same one who refuses or denies and then says more.
func (r *reader) another(u unit, ts []token, first, a attribution) bool {
	if !first.by.same(a.by) {
		return a.how == "" && len(u.quotes) == 0 && a.verb > first.verb && a.by.name != ""
	}
	k := r.kind(first, ts, u)
	return (k == cordon.Refusal || k == cordon.Denial) && a.verb > first.verb+2 && (a.kind == "" && verbs[ts[a.verb].low] == "") &&
		len(u.quotes) == 0
}
