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
	r := &reader{d: d, ms: ms, ds: ds, lower: lower(d.Text)}
	r.foreign = foreign(d.Lang)
	for i, u := range units(d.Text, own(d, sentences)) {
		if i == 0 {
			r.newsDay = r.lead(u)
		}
		r.unit(u)
		r.before = u
	}
	return r.finish()
}

// lower puts letters in lower case where that keeps every byte's place.
func lower(s string) string {
	l := strings.ToLower(s)
	if len(l) == len(s) {
		return l
	}
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
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
	before     unit        // the unit before
	lastPerson *speaker    // whom "he" and "the spokesperson" mean
	lately     []*speaker  // persons who spoke, the last first
	lastAny    *speaker    // whom "they" and "the agency" mean
	inSentence *speaker    // the subject of the verb before in this unit
	labelled   *speaker    // the speaker of a transcript's current turn
	asking     bool        // the current turn is a question
	newsDay    cordon.Date // of the act or the words that the text reports
	spoken     bool        // newsDay is a day of saying, not only one of the lead
	ordinal    int
}

// A found statement and what merging needs of it.
type found struct {
	st      cordon.Statement
	by      speaker
	ordinal int // of the unit among the units
	turn    bool
	back    bool // the sentence looks back: not said on the day of the news
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
	if len(as) == 0 && r.foreign == nil {
		if s := r.silent(ts, u); s != nil {
			as = append(as, attribution{by: s, how: "subject"})
		}
	}
	if len(as) == 0 {
		r.goOn(u)
		r.subject(ts)
		return
	}
	if parts := r.parts(u.quotes); len(parts) > 1 {
		for _, qs := range parts {
			r.state(u, ts, as[0], qs)
		}
	} else {
		r.state(u, ts, as[0], u.quotes)
	}
	for _, a := range as[1:] {
		if r.another(u, ts, as[0], a) {
			r.state(u, ts, a, nil)
		}
	}
}

// subject notes the person whom a sentence without speech begins with: "he" in
// the next one is that person.
func (r *reader) subject(ts []token) {
	for k := 0; k < len(ts) && k < 8; k++ {
		if ts[k].quoted || hard[ts[k].low] {
			return
		}
		if ts[k].m >= 0 && r.ms[ts[k].m].Kind == cordon.Person {
			r.remember(r.of(&r.ms[ts[k].m]))
			return
		}
	}
}

// silent is the subject of a unit that quotes without a verb of saying: "They
// “could not identify …”", "Kim offered “full support”". Words between
// quotation marks are somebody's: the sentence's subject.
func (r *reader) silent(ts []token, u unit) *speaker {
	if len(u.quotes) == 0 || len(ts) == 0 || u.quotes[0].outer.From == u.span.From {
		return nil
	}
	if one, ok := pronouns[ts[0].low]; ok {
		if one {
			return r.lastPerson
		}
		return r.lastAny
	}
	if n := len(u.quotes); u.quotes[n-1].in.To-u.quotes[0].in.From < shortest {
		return nil // a word or two in quotation marks is a title or irony
	}
	for k := 0; k < len(ts) && k < 5; k++ {
		if ts[k].quoted || hard[ts[k].low] {
			return nil
		}
		if ts[k].m >= 0 && r.ms[ts[k].m].Kind == cordon.Person {
			return r.of(&r.ms[ts[k].m])
		}
	}
	return nil
}

// parts splits quoted words that do two things, such as to refuse an answer and
// then to warn: each kind is a statement of its own. What only claims stays
// with its neighbour.
func (r *reader) parts(qs []quote) [][]quote {
	if r.foreign != nil {
		return nil
	}
	var out [][]quote
	var last cordon.StatementKind
	for _, q := range qs {
		for _, s := range sentencesOf(r.d.Text, q.in) {
			k := kindOf(r.lower[s.From:s.To], "")
			part := quote{in: s, outer: s}
			n := len(out)
			switch {
			case n > 0 && (k == last || k == cordon.Claim || last == cordon.Claim):
				out[n-1] = append(out[n-1], part)
			default:
				out = append(out, []quote{part})
			}
			if k != cordon.Claim || last == "" {
				last = k
			}
		}
	}
	return out
}

// sentencesOf cuts quoted words at the ends of sentences.
func sentencesOf(text string, s cordon.Span) []cordon.Span {
	var out []cordon.Span
	from := s.From
	for i := s.From; i+1 < s.To; i++ {
		if (text[i] == '.' || text[i] == '!' || text[i] == '?') && text[i+1] == ' ' && i-from > shortest {
			out = append(out, trim(text, cordon.Span{From: from, To: i + 1}))
			from = i + 1
		}
	}
	if t := trim(text, cordon.Span{From: from, To: s.To}); t.From < t.To {
		out = append(out, t)
	}
	return out
}

// shortest is the least length in bytes of a quoted sentence that may stand
// alone; it keeps "U.S. " and "Mr. " together with what follows.
const shortest = 25

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
	if announces(ts, v) || v > 1 && ts[v-2].low == "which" && strings.HasPrefix(low, "accus") {
		return attribution{}, false // also "Iran, which it accuses of …"
	}
	s := r.inSentence
	if !participles[ts[v].low] {
		s = r.left(ts, v)
	} else if s == nil {
		s = r.named(ts, v)
	}
	if s == nil && r.afterQuote(ts, v) {
		s = r.right(ts, v)
	}
	if s == nil {
		return attribution{}, false
	}
	return attribution{verb: v, kind: kind, by: s}, true
}

// participles carry on what the sentence's subject says: "…, saying “…”".
var participles = set("saying adding warning stressing noting insisting stating claiming arguing telling explaining")

// named is the last person named before token v outside quotations.
func (r *reader) named(ts []token, v int) *speaker {
	for k := v - 1; k >= 0; k-- {
		if !ts[k].quoted && ts[k].m >= 0 && r.ms[ts[k].m].Kind == cordon.Person {
			return r.of(&r.ms[ts[k].m])
		}
	}
	return r.lastPerson
}

// announces tells that the verb announces an act of its subject, "announced new
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

// verbAt tells whether a token is a verb of saying here, and the kind it makes.
func (r *reader) verbAt(ts []token, v int) (cordon.StatementKind, bool) {
	low := ts[v].low
	kind, ok := verbs[low]
	if !ok && participles[low] && v+2 < len(ts) && (ts[v+1].quoted || ts[v+2].quoted) {
		return "", true
	}
	if !ok {
		return refusing(ts, v)
	}
	if ts[v].m >= 0 || v > 0 && passive[ts[v-1].low] {
		return "", false // part of a name, as in "United States", or passive
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
		if last >= 0 && (t.low == "to" || t.low == "in" || t.low == "on" || t.low == "with") && t.m < 0 {
			break
		}
		if one, ok := pronouns[t.low]; ok && k == i+1 {
			if one {
				return r.lastPerson
			}
			return r.lastAny
		}
		if t.m >= 0 || collectives[t.low] && !(things[t.low] && k+2 < len(ts) && (ts[k+1].low == "by" || ts[k+1].low == "from")) {
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
		if i > 0 && strings.TrimSpace(r.d.Text[qs[i-1].in.To:q.in.From]) == "" {
			// Two sentences of one quotation.
			n := len(parts) - 1
			parts[n] = r.d.Text[qs[i-1].in.To-len(parts[n]) : q.in.To]
			at.To = q.in.To
			continue
		}
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
	if len(qs) > 0 && len(qs) != len(u.quotes) || len(qs) > 0 && qs[0].outer == qs[0].in {
		low := ""
		for _, q := range qs {
			low += r.lower[q.in.From:q.in.To] + " "
		}
		st.Kind = kindOf(low, "")
	}
	r.put(u, st, *a.by, qs)
}

func (r *reader) remember(s *speaker) {
	if s.person {
		r.lastPerson = s
		r.lately = append([]*speaker{s}, r.lately[:min(len(r.lately), 5)]...)
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
	if !st.Said.IsZero() && r.ordinal <= newsUnits && !r.spoken {
		r.newsDay, r.spoken = st.Said, true
	}

	r.out = append(r.out, found{st: st, by: by, ordinal: r.ordinal, back: earlier(r.lower[u.span.From:u.span.To])})
}

// leadDays is how long before its publication the act of a text's lead may lie
// for its day to be the day of the news.
const leadDays = 6

// lead is the day that the first sentence tells of, when it is recent.
func (r *reader) lead(u unit) cordon.Date {
	for _, f := range r.datesIn(u) {
		d := dayOf(f.When)
		if d.Day == 0 || inQuote(u, f.Span) || d == r.d.Published && f.Span.From-u.span.From < 12 {
			continue
		}
		if n := r.d.Published.Days(d); r.d.Published.IsZero() || n >= 0 && n <= leadDays {
			return d
		}
	}
	return cordon.Date{}
}

// newsUnits is how far into a text the day of the news stands.
const newsUnits = 3

// earlier tells that a sentence looks back: what it reports was not said on the
// day of the news.
func earlier(low string) bool {
	for _, w := range []string{"earlier", "previously", "has said", "have said", "had said", "last month", "last year", "last week", "has claimed", "have denied", "has denied"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
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
	if a.name != "" && b.name != "" {
		return false
	}
	return a.org != "" && (a.org == b.org || a.country != "" && a.country == b.country && a.plural == b.plural)
}

// finish folds the lead into what elaborates it and orders the statements.
func (r *reader) finish() []cordon.Statement {
	r.foldLead()
	var out []cordon.Statement
	for _, f := range r.out {
		if f.st.Said.IsZero() && !f.back {
			f.st.Said = r.newsDay
		}
		out = append(out, f.st)
	}
	slices.SortStableFunc(out, func(a, b cordon.Statement) int { return a.Span.From - b.Span.From })
	return out
}

// leadUnits is how far into a text a lead reaches, and leadReach how many
// statements on its quotation may stand.
const (
	leadUnits = 2
	leadReach = 3
)

// foldLead drops an indirect statement that a quotation elaborates: in the lead
// when one of the next three statements is a quotation by the same speaker or
// the holder of that office; elsewhere when the very next one is, and names the
// speaker whom the first left unnamed. And the same words twice are one statement.
func (r *reader) foldLead() {
	for i := 0; i < len(r.out); {
		if r.elaborated(i) || r.repeated(i) {
			r.out = slices.Delete(r.out, i, i+1)
			continue
		}
		i++
	}
}

func (r *reader) elaborated(i int) bool {
	f := &r.out[i]
	if f.st.Quote != "" {
		return false
	}
	n := 1
	if f.ordinal <= leadUnits {
		n = leadReach
	} else if f.by.name != "" || f.by.role == "" {
		return false
	}
	for j := i + 1; j < len(r.out) && j <= i+n; j++ {
		g := &r.out[j]
		if g.st.Quote != "" && (f.by.same(&g.by) || sameOffice(&f.by, &g.by)) {
			if g.st.Said.IsZero() {
				g.st.Said = f.st.Said
			}
			return true
		}
	}
	return false
}

func (r *reader) repeated(i int) bool {
	f := &r.out[i]
	if f.st.Quote == "" {
		return false
	}
	for j := range i {
		if g := &r.out[j]; g.st.Quote != "" && g.by.same(&f.by) && (strings.Contains(g.st.Quote, f.st.Quote) || strings.Contains(f.st.Quote, g.st.Quote)) {
			if g.st.Said.IsZero() {
				g.st.Said = f.st.Said
			}
			return true
		}
	}
	return false
}
