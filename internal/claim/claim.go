package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

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
			r.newsDay, r.sides = r.lead(u), r.states(u)
		}
		r.unit(u)
		r.before = u
	}
	return r.finish()
}

// lower puts letters in lower case where that keeps every byte's place: İ and Ⱥ,
// whose small letters are shorter and longer, and invalid bytes stay.
func lower(s string) string {
	b := []byte(s)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if l := unicode.ToLower(r); utf8.RuneLen(l) == n {
			utf8.EncodeRune(b[i:], l)
		}
		i += n
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
		if k < len(d.Blocks) && d.Blocks[k].Span.From <= s.From && !isProse(d, &d.Blocks[k]) {
			continue
		}
		out = append(out, s)
	}
	return out
}

// isProse reports whether a line is prose: the body, or a first line taken for the
// title that is a full and long sentence.
func isProse(d *cordon.Document, b *cordon.Block) bool {
	return b.Kind == cordon.Body || b.Kind == cordon.Title && b.Span.To-b.Span.From > longestTitle &&
		strings.HasSuffix(strings.TrimSpace(d.Text[b.Span.From:b.Span.To]), ".")
}

// longestTitle is the most bytes of a headline that ends with a full stop.
const longestTitle = 150

// A reader goes through a document's units in order.
type reader struct {
	d       *cordon.Document
	lower   string // the text in lower case
	ms      []cordon.Mention
	ds      []when.Found
	foreign *speech

	out        []found
	before     unit            // the unit before
	lastPerson *speaker        // whom "he" and "the spokesperson" mean
	lately     []*speaker      // persons who spoke, the last first
	lastAny    *speaker        // whom "they" and "the agency" mean
	inSentence *speaker        // the subject of the verb before in this unit
	labelled   *speaker        // the speaker of a transcript's current turn
	asking     bool            // the current turn is a question
	newsDay    cordon.Date     // of the act or the words that the text reports
	sides      map[string]bool // the states whose speakers may have spoken on that day
	spoken     bool            // newsDay is a day of saying, not only one of the lead
	ordinal    int

	entities map[string]bool // what has answers from
	bearers  map[string]int  // the first mention of a person by each ending of the name
	asked    map[string]bool // what mentions answered
}

// A found statement and what merging needs of it.
type found struct {
	st      cordon.Statement
	by      speaker
	ordinal int // of the unit among the units
	turn    bool
	back    bool // the sentence looks back: not said on the day of the news
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
	n := len(u.quotes)
	if n == 0 || len(ts) == 0 || u.quotes[0].outer.From == u.span.From {
		return nil
	}
	if one, ok := pronouns[ts[0].low]; ok {
		return r.meant(one)
	}
	if u.quotes[n-1].in.To-u.quotes[0].in.From < shortest {
		return nil // a word or two in quotation marks is a title or irony
	}
	for k := 0; k < len(ts) && k < 5; k++ {
		if ts[k].quoted || hard[ts[k].low] || clauseBegins[ts[k].low] {
			return nil
		}
		if p := r.personAt(ts[k]); p != nil && !possessive(ts, k) {
			return p
		}
	}
	return nil
}

// clauseBegins are prepositions behind which a name is not the subject.
var clauseBegins = set("during in at")

// possessive reports whether the name at token k is in the genitive: "Kim's".
func possessive(ts []token, k int) bool {
	return strings.HasSuffix(ts[k].low, "'s") || strings.HasSuffix(lowAt(ts, k+1), "'s")
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

// mostVoices is how many verbs of saying of one unit are read; a sentence that
// has more of them is not prose.
const mostVoices = 16

// attributions finds the verbs of saying outside quotations and their subjects.
func (r *reader) attributions(ts []token) []attribution {
	var out []attribution
	for v := range ts {
		if len(out) == mostVoices {
			break
		}
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

// longestJoined is the length in bytes from which a quotation is not extended: what
// goes on is the next statement.
const longestJoined = 16 << 10

// goOn gives a unit that is only a quotation to the speaker before.
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
	if u.line == r.before.line && last.st.Quote != "" && len(last.st.Quote) < longestJoined {
		r.extend(last, u)
		return
	}
	by := last.by
	st := last.st
	r.put(u, cordon.Statement{
		Span: u.span, Speaker: st.Speaker, Role: st.Role, Org: st.Org, Party: st.Party,
		Kind: kindOf(r.lower[u.span.From:u.span.To], ""), Said: st.Said, Via: st.Via, To: st.To,
	}, by, u.quotes)
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
	if !st.Said.IsZero() && r.ordinal <= newsUnits && !r.spoken && (r.d.Published.IsZero() || r.d.Published.Days(st.Said) <= leadDays) {
		r.newsDay, r.spoken = st.Said, true
		r.sides[by.country] = true
	}

	r.out = append(r.out, found{st: st, by: by, ordinal: r.ordinal, back: earlier(r.lower[u.span.From:u.span.To])})
}

// leadDays is how long before its publication the act of a text's lead may lie
// for its day to be the day of the news.
const leadDays = 6

// states are the countries that a unit names or whose bodies and persons it names.
func (r *reader) states(u unit) map[string]bool {
	out := map[string]bool{}
	for i := r.firstMention(u.span.From); i < len(r.ms) && r.ms[i].Span.From < u.span.To; i++ {
		if c := r.ms[i].Country; c != "" {
			out[c] = true
		}
	}
	return out
}

// lead is the day that the first sentence is about, when it is recent.
func (r *reader) lead(u unit) cordon.Date {
	for _, f := range r.datesIn(u) {
		d := dayOf(f.When)
		if d.Day == 0 || inQuote(u, f.Span) || d == r.d.Published && f.Span.From-u.span.From < 12 {
			continue
		}
		if n := r.d.Published.Days(d); !r.d.Published.IsZero() && n >= 0 && n <= leadDays {
			return d
		}
	}
	return cordon.Date{}
}

// newsUnits is how far into a text the day of the news stands.
const newsUnits = 3

// earlier reports whether a sentence looks back: what it reports was not said on the
// day of the news.
func earlier(low string) bool {
	for _, w := range []string{
		"earlier", "previously", "at that time", "at the time", "has said", "have said", "had said",
		"last month", "last year", "last week", "has claimed", "have denied", "has denied",
	} {
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
