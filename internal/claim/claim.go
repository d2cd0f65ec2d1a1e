package claim

import (
	"slices"
	"strings"

	"cordon"
	"cordon/internal/when"
)

// Find finds who said what in the sentences of a document. ms are its mentions
// and ds its written dates, both as spans of d.Text. Titles and captions say
// nothing: what they hold stands in the body. Statements are ordered by place;
// what a lead says of a speaker whom the body then quotes is one statement with
// the first such quotation.
func Find(d *cordon.Document, sentences []cordon.Span, ms []cordon.Mention, ds []when.Found) []cordon.Statement {
	r := &reader{d: d, ms: ms, ds: ds, lower: strings.ToLower(d.Text)}
	r.foreign = foreign(d.Lang)
	for _, u := range units(d.Text, own(d, sentences)) {
		r.unit(u)
		r.before = u
	}
	return r.finish()
}

// own leaves out the sentences of titles and captions.
func own(d *cordon.Document, sentences []cordon.Span) []cordon.Span {
	var out []cordon.Span
	k := 0
	for _, s := range sentences {
		for k < len(d.Blocks) && d.Blocks[k].Span.To <= s.From {
			k++
		}
		if k < len(d.Blocks) && d.Blocks[k].Kind != cordon.Body && d.Blocks[k].Span.From <= s.From {
			continue
		}
		out = append(out, s)
	}
	return out
}

// A reader goes through a document's units in order.
type reader struct {
	d       *cordon.Document
	lower   string // the text in lower case
	ms      []cordon.Mention
	ds      []when.Found
	foreign *speech

	out        []found
	before     unit     // the unit before
	lastPerson *speaker // whom "he" and "the spokesperson" mean
	lastAny    *speaker // whom "they" and "the agency" mean
	inSentence *speaker // the subject of the verb before in this unit
	labelled   *speaker // the speaker of a transcript's current turn
	ordinal    int
}

// A found statement and what merging needs of it.
type found struct {
	st      cordon.Statement
	by      speaker
	ordinal int // of the unit among the units
	turn    bool
}

// An attribution is a verb of saying with its subject.
type attribution struct {
	verb int // token
	kind cordon.StatementKind
	by   *speaker
	how  string
}

// unit reads one unit: a turn of a transcript, attributed speech, or a
// quotation that goes on where the unit before left off.
func (r *reader) unit(u unit) {
	r.ordinal++
	r.inSentence = nil
	if r.turn(u) {
		return
	}
	ts := r.tokens(u)
	var as []attribution
	if r.foreign != nil {
		as = r.foreignAttributions(ts, u)
	} else {
		as = r.attributions(ts)
	}
	as = r.screened(as, ts, u)
	if len(as) == 0 {
		r.goOn(u)
		return
	}
	r.state(u, ts, as[0], u.quotes)
	for _, a := range as[1:] {
		if r.another(u, ts, as[0], a) {
			r.state(u, ts, a, nil)
		}
	}
}

// attributions finds the verbs of saying outside quotations and their subjects.
func (r *reader) attributions(ts []token) []attribution {
	var out []attribution
	for v := range ts {
		if ts[v].quoted || !ts[v].word {
			continue
		}
		if a, ok := r.attribution(ts, v); ok {
			if a.by.person || !a.by.outlet {
				r.inSentence = a.by
			}
			out = append(out, a)
		}
	}
	return out
}

func (r *reader) attribution(ts []token, v int) (attribution, bool) {
	low := ts[v].low
	switch {
	case low == "according" && v+2 < len(ts) && ts[v+1].low == "to":
		s := r.after(ts, v+1)
		return attribution{verb: v, by: s, how: "according"}, s != nil
	case low == "source" && v+2 < len(ts) && ts[v+1].low == ":":
		// A line that names the source of what follows.
		if s := r.after(ts, v+1); s != nil {
			r.remember(s)
		}
		return attribution{}, false
	case low == "quoted" || low == "cited":
		return r.quotedAs(ts, v)
	}
	kind, ok := r.verbAt(ts, v)
	if !ok {
		return attribution{}, false
	}
	s := r.left(ts, v)
	if s == nil && r.afterQuote(ts, v) {
		s = r.right(ts, v)
	}
	if s == nil {
		return attribution{}, false
	}
	return attribution{verb: v, kind: kind, by: s}, true
}

// verbAt tells whether a token is a verb of saying here, and the kind it makes.
func (r *reader) verbAt(ts []token, v int) (cordon.StatementKind, bool) {
	low := ts[v].low
	kind, ok := verbs[low]
	if !ok {
		return refusing(ts, v)
	}
	if v > 0 && passive[ts[v-1].low] {
		return "", false
	}
	switch low {
	case "called":
		if v+1 < len(ts) && (ts[v+1].low == "on" || ts[v+1].low == "for" || v+2 < len(ts) && ts[v+2].low == "on") {
			return cordon.Demand, true
		}
	case "pointed", "voiced", "expressed", "condemned", "welcomed", "report", "wrote", "believes", "believe":
	case "promised", "pledged", "vowed":
	case "reports":
		if v > 0 && (ts[v-1].low == "of" || ts[v-1].low == "about") {
			return "", false
		}
	}
	// A noun or adjective of the same form: "the alleged offer", "the declared aim".
	if v > 0 && (ts[v-1].low == "the" || ts[v-1].low == "a" || ts[v-1].low == "an" || ts[v-1].low == "its" || ts[v-1].low == "of" || ts[v-1].low == "to" && low != "report") && ts[v-1].m < 0 {
		return "", false
	}
	return kind, true
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
			return cordon.Refusal, ts[v].low != "give" || v+3 < len(ts) && (ts[v+2].low == "response" || ts[v+2].low == "comment" || ts[v+1].low == "details")
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
		if t.quoted || !t.word && t.low != "." || t.m < 0 && hard[t.low] {
			break
		}
		if t.m >= 0 && r.ms[t.m].Kind == cordon.Person {
			return r.of(&r.ms[t.m])
		}
		if _, is := verbs[t.low]; is && t.m < 0 && t.low != "report" {
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

// afterQuote tells that the verb stands behind a quotation or a comma, as in
// "…," said Miller.
func (r *reader) afterQuote(ts []token, v int) bool {
	return v > 0 && (ts[v-1].quoted || ts[v-1].low == ",") && v+1 < len(ts)
}

// screened drops channels, and speakers that make no statement of their own.
func (r *reader) screened(as []attribution, ts []token, u unit) []attribution {
	var out []attribution
	for _, a := range as {
		if a.by == nil || a.by.outlet && !stateMedia(a.by.org, ts, r) {
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

// stateMedia speak for their state when the text calls them state media.
func stateMedia(name string, ts []token, r *reader) bool {
	for i := range ts {
		if ts[i].low == "media" && ts[i].m >= 0 && r.ms[ts[i].m].Name == name {
			return true
		}
	}
	return false
}

// another tells that a further attribution of a unit is a statement of its own:
// another speaker, or the same one who refuses or denies and then says more.
func (r *reader) another(u unit, ts []token, first, a attribution) bool {
	if !first.by.same(a.by) {
		return a.how == "" && len(u.quotes) == 0 && a.verb > first.verb && a.by.name != ""
	}
	k := r.kind(first, ts, u)
	return (k == cordon.Refusal || k == cordon.Denial) && a.verb > first.verb+2 && (a.kind == "" && verbs[ts[a.verb].low] == "") && len(u.quotes) == 0
}

// goOn gives a unit that is nothing but a quotation to the speaker before.
func (r *reader) goOn(u unit) {
	n := 0
	for _, q := range u.quotes {
		n += q.outer.To - q.outer.From
	}
	if n*10 < (u.span.To-u.span.From)*6 || len(r.out) == 0 {
		return
	}
	last := &r.out[len(r.out)-1]
	if last.ordinal != r.ordinal-1 {
		return
	}
	if u.line == r.before.line && last.st.Quote != "" {
		r.extend(last, u)
		return
	}
	by := last.by
	st := last.st
	r.put(u, cordon.Statement{Span: u.span, Speaker: st.Speaker, Role: st.Role, Org: st.Org, Party: st.Party,
		Kind: kindOf(r.lower[u.span.From:u.span.To], ""), Said: st.Said, Via: st.Via, To: st.To}, by, u.quotes)
}

// extend adds the quotations of a unit to the statement before, in one paragraph.
func (r *reader) extend(f *found, u unit) {
	q, at := r.words(u.quotes)
	f.st.Quote += " … " + q
	f.st.At.To = at.To
	f.st.Span.To = u.span.To
	f.ordinal = r.ordinal
	if f.st.Kind == cordon.Claim {
		f.st.Kind = kindOf(r.lower[u.span.From:u.span.To], "")
	}
}

// words joins the quotations of a unit; pieces are parted by " … ".
func (r *reader) words(qs []quote) (string, cordon.Span) {
	var parts []string
	at := cordon.Span{}
	for i, q := range qs {
		parts = append(parts, r.d.Text[q.in.From:q.in.To])
		if i == 0 {
			at.From = q.in.From
		}
		at.To = q.in.To
	}
	return strings.Join(parts, " … "), at
}

// state makes the statement of an attribution.
func (r *reader) state(u unit, ts []token, a attribution, qs []quote) {
	r.remember(a.by)
	via, to := r.channel(ts, u, a.verb)
	st := cordon.Statement{
		Span: u.span, Speaker: a.by.name, Role: a.by.role, Org: a.by.org, Party: a.by.party,
		Kind: r.kind(a, ts, u), Said: r.said(ts, a.verb, u), Via: via, To: to,
	}
	r.put(u, st, *a.by, qs)
}

func (r *reader) remember(s *speaker) {
	if s.person {
		r.lastPerson = s
	}
	r.lastAny = s
}

func (r *reader) put(u unit, st cordon.Statement, by speaker, qs []quote) {
	if len(qs) > 0 {
		st.Quote, st.At = r.words(qs)
	}
	st.About = r.about(u)
	if st.Said.IsZero() || st.Via == "" {
		r.inherit(&st, &by)
	}
	r.out = append(r.out, found{st: st, by: by, ordinal: r.ordinal})
}

// longestAbout is the most bytes of the reported content that are kept.
const longestAbout = 300

// about is the reported content: the sentence without its quotation marks.
func (r *reader) about(u unit) string {
	s := strings.Join(strings.Fields(r.d.Text[u.span.From:u.span.To]), " ")
	if len(s) > longestAbout {
		s = strings.ToValidUTF8(s[:longestAbout], "") + "…"
	}
	return s
}

// inherit takes day and channel of the same speaker's statement before: one
// briefing, quoted sentence by sentence.
func (r *reader) inherit(st *cordon.Statement, by *speaker) {
	for i := len(r.out) - 1; i >= 0; i-- {
		f := &r.out[i]
		if !f.by.same(by) && !sameOffice(&f.by, by) {
			continue
		}
		if st.Said.IsZero() {
			st.Said = f.st.Said
		}
		if st.Via == "" && st.Said == f.st.Said {
			st.Via = f.st.Via
		}
		return
	}
}

// sameOffice tells that one is named and the other is the unnamed holder of an
// office of the same body: "a state department spokesperson", "Matthew Miller".
func sameOffice(a, b *speaker) bool {
	return (a.name == "" || b.name == "") && a.org != "" && a.org == b.org
}

// finish folds the lead into what elaborates it and orders the statements.
func (r *reader) finish() []cordon.Statement {
	r.foldLead()
	var out []cordon.Statement
	for _, f := range r.out {
		out = append(out, f.st)
	}
	slices.SortStableFunc(out, func(a, b cordon.Statement) int { return a.Span.From - b.Span.From })
	return out
}

// leadUnits is how far into a text a lead reaches.
const leadUnits = 2

// foldLead drops the indirect statement of a lead when one of the next three
// statements is a quotation by the same speaker or the holder of that office:
// the lead tells in short what the quotation says.
func (r *reader) foldLead() {
	for i := 0; i < len(r.out) && r.out[i].ordinal <= leadUnits; {
		f := r.out[i]
		k := -1
		if f.st.Quote == "" {
			for j := i + 1; j < len(r.out) && j <= i+3; j++ {
				if (f.by.same(&r.out[j].by) || sameOffice(&f.by, &r.out[j].by)) && r.out[j].st.Quote != "" {
					k = j
					break
				}
			}
		}
		if k < 0 {
			i++
			continue
		}
		r.out = slices.Delete(r.out, i, i+1)
	}
}
