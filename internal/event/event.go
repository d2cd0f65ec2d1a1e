// Package event finds what a document says has happened, is planned or is
// possible: type, period, actors in their roles, place, goods and status, with
// the sentences that carry it. The patterns are one table, rules.go.
package event

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cordon"
	"cordon/internal/mention"
	"cordon/internal/when"
)

// Find finds the events of a document. ms are its mentions, ds its written
// dates and sts its statements, all with spans of d.Text; the statements'
// Event is set to the event that they assert or deny. Several sentences on one
// event are one event. Events are ordered by the place of their first sentence.
func Find(d *cordon.Document, sentences []cordon.Span, ms []cordon.Mention, ds []when.Found, sts []cordon.Statement) []cordon.Event {
	f := &finder{d: d, ms: ms, ds: ds, sts: sts, ps: of(d.Lang)}
	f.survey()
	body, captions := f.own(sentences)
	f.body = body
	for i, s := range body {
		f.sentence(&scene{f: f, span: s, lead: i < 2, body: true})
	}
	f.st = 0
	for _, s := range captions {
		f.sentence(&scene{f: f, span: s, near: f.current(s)})
	}
	for i := range f.out {
		slices.SortFunc(f.out[i].Spans, func(a, b cordon.Span) int { return cmp.Compare(a.From, b.From) })
		f.out[i].Spans = slices.Compact(f.out[i].Spans)
	}
	f.tie()
	for i := range f.out {
		f.out[i].ID = cordon.EventID(string(d.ID) + "#e" + strconv.Itoa(i+1))
	}
	return f.out
}

// survey counts the states of the document and finds the first mention of what
// sentences refer to without a name.
func (f *finder) survey() {
	f.named, f.first = map[string]int{}, map[string]*cordon.Mention{}
	note := func(key string, m *cordon.Mention) {
		if f.first[key] == nil {
			f.first[key] = m
		}
	}
	for i := range f.ms {
		m := &f.ms[i]
		switch {
		case isState(m):
			f.named[m.Country]++
			note("state "+m.Country, m)
		case m.Entity == "b.poe" || m.Entity == "b.msmt":
			note("monitor", m)
		case is(m, 'w') && mention.Lookup(m.Entity).Class != "generic":
			note("weapon", m)
		case m.Kind == cordon.Person && heads(m):
			note("head "+m.Country, m)
		}
	}
}

type finder struct {
	d   *cordon.Document
	ms  []cordon.Mention
	ds  []when.Found
	sts []cordon.Statement
	ps  []pattern
	out []cordon.Event

	body       []cordon.Span
	st         int            // the first statement that does not end before the sentence at hand
	named      map[string]int // how often a state is named, by country
	listing    int            // the last designation of out and one more, 0 for none
	first      map[string]*cordon.Mention
	lastPerson *cordon.Actor // whom "he" and "his" mean
}

// nearCaption is how many days a caption's date may lie from publication for
// the caption to show the news and not a file photo.
const nearCaption = 60

// own are the sentences in which events are looked for: those of the body, and captions.
// Titles say in short what the body says. Of a caption without a date near the
// publication's only a parade is believed: it may stand under a file photo.
func (f *finder) own(sentences []cordon.Span) (out, captions []cordon.Span) {
	k := 0
	for _, s := range sentences {
		if s.From < 0 || s.To > len(f.d.Text) || s.From >= s.To {
			continue
		}
		for k < len(f.d.Blocks) && f.d.Blocks[k].Span.To <= s.From {
			k++
		}
		if k < len(f.d.Blocks) && f.d.Blocks[k].Span.From <= s.From && !isProse(f.d, &f.d.Blocks[k]) {
			continue
		}
		out = append(out, s)
	}
	for _, b := range f.d.Blocks {
		if b.Kind == cordon.Caption && b.Span.From < b.Span.To && b.Span.To <= len(f.d.Text) && b.Span.From >= 0 {
			captions = append(captions, b.Span)
		}
	}
	return out, captions
}

// isProse reports whether a line is prose: the body, or a first line taken for the
// title that is a full and long sentence.
func isProse(d *cordon.Document, b *cordon.Block) bool {
	return b.Kind == cordon.Body || b.Kind == cordon.Title && b.Span.To-b.Span.From > longestTitle &&
		strings.HasSuffix(strings.TrimSpace(d.Text[b.Span.From:b.Span.To]), ".")
}

// longestTitle is the most bytes of a headline that ends with a full stop.
const longestTitle = 150

func (f *finder) current(s cordon.Span) bool {
	for _, w := range f.datesIn(s) {
		if w.Span.To <= s.To && !w.When.From.IsZero() && !f.d.Published.IsZero() {
			n := f.d.Published.Days(w.When.From)
			return n > -nearCaption && n < nearCaption
		}
	}
	return false
}

// A scene is one sentence with a rule's match in it.
type scene struct {
	f        *finder
	span     cordon.Span
	low      string // the sentence, ASCII letters in lower case
	from, to int    // the match, in low
	ms       []cordon.Mention
	lead     bool
	body     bool // not a caption
	near     bool // of a caption: its date is near the publication's
}

func (f *finder) sentence(sc *scene) {
	low := lower(f.d.Text[sc.span.From:sc.span.To])
	if strings.HasSuffix(strings.TrimRight(low, " \"”’'"), "?") {
		return // a question reports nothing
	}
	sc.low, sc.ms = low, f.in(sc.span)
	f.furtherTargets(sc)
	for i := range f.ps {
		p := &f.ps[i]
		if !sc.body && p.typ != cordon.Parade && !sc.near {
			continue
		}
		sc.from, sc.to = p.match(low)
		if sc.from < 0 {
			continue
		}
		f.event(p, sc)
	}
	for i := range sc.ms {
		if sc.ms[i].Kind == cordon.Person {
			a := actor(&sc.ms[i], "")
			f.lastPerson = &a
		}
	}
}

// goesOn begins a sentence that names more of those whom the designation
// reported before hits.
var goesOn = regexp.MustCompile(`^the (listed|designated|sanctioned) |^among them|` +
	`\bfaces? (a |an )?(travel ban|asset freeze|entry ban)|` +
	`^(they (are|include)|those (named|listed|designated|sanctioned)|among (those|the)|the others?|` +
	`the (measures|targets|companies|entities|individuals|designees|sanctions)|all (two|three|four|five)|also )|` +
	`^(the )?(\S+ ){1,4}(named|identified) |\b(are all named|is listed|are listed|is named|were named|is listed too|hit)\b`)

// furtherTargets adds those named in a sentence that carries the list on.
func (f *finder) furtherTargets(sc *scene) {
	if !sc.body || f.listing == 0 || !goesOn.MatchString(sc.low) {
		return
	}
	e := &f.out[f.listing-1]
	n := len(e.Actors)
	for k := range sc.ms {
		if m := &sc.ms[k]; target(m) {
			e.Actors = add(e.Actors, actor(m, "target"))
		}
	}
	if len(e.Actors) > n {
		e.Spans = append(e.Spans, sc.span)
	}
}

// lower puts ASCII letters in lower case and keeps every byte's place.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return strings.ReplaceAll(string(b), "’", "'\x01\x01")
}

func (f *finder) in(s cordon.Span) []cordon.Mention {
	i, _ := slices.BinarySearchFunc(f.ms, s.From, func(m cordon.Mention, at int) int { return cmp.Compare(m.Span.From, at) })
	j := i
	for j < len(f.ms) && f.ms[j].Span.From < s.To {
		j++
	}
	return f.ms[i:j]
}

func (f *finder) event(p *pattern, sc *scene) {
	as := p.actors(sc)
	if len(as) == 0 {
		return
	}
	e := cordon.Event{Type: p.typ, Rule: p.name, Actors: as, Spans: []cordon.Span{sc.span}, Status: cordon.Reported}
	if p.status != nil {
		e.Status = p.status(sc)
	}
	e.Place = sc.place(p.typ)
	if p.typ == cordon.ArmsTransfer || p.typ == cordon.OtherEvent || p.typ == cordon.Strike {
		e.Goods = sc.goods()
	}
	periods := sc.periods(p.typ)
	if len(periods) == 0 {
		f.merge(e)
		return
	}
	for _, w := range periods {
		e.When = w
		f.merge(e)
	}
}

// most is how many events back a sentence may speak of.
const most = 100

// merge adds an event, or what it knows more to one that is there already.
func (f *finder) merge(e cordon.Event) {
	for i := max(0, len(f.out)-most); i < len(f.out); i++ {
		if o := &f.out[i]; sameEvent(o, &e) {
			f.join(o, &e)
			return
		}
	}
	e.Actors, e.Spans, e.Goods = slices.Clone(e.Actors), slices.Clone(e.Spans), slices.Clone(e.Goods)
	f.out = append(f.out, e)
	if e.Type == cordon.Designating {
		f.listing = len(f.out)
	}
}

// sameEvent reports whether two sentences speak of one event: type, a day in common
// or none given, an actor in common. Transfers between the same two are one,
// whatever the days: texts report them as one traffic.
func sameEvent(a, b *cordon.Event) bool {
	if a.Type != b.Type || a.Type == cordon.OtherEvent && a.Rule != b.Rule {
		return false
	}
	if a.Type == cordon.ArmsTransfer {
		return shareActor(a, b)
	}
	if !a.When.IsZero() && !b.When.IsZero() && !a.When.Overlaps(b.When) {
		return false
	}
	switch a.Type {
	case cordon.Veto, cordon.MandateExpiry, cordon.ReportPublished, cordon.JointStatement, cordon.Strike, cordon.Parade, cordon.MissileLaunch:
		return a.Type != cordon.Strike || a.When == b.When || a.When.IsZero() || b.When.IsZero()
	case cordon.Designating:
		return sameDesignator(a, b)
	}
	return shareActor(a, b)
}

// shareActor reports whether one name takes part in both events.
func shareActor(a, b *cordon.Event) bool {
	return slices.ContainsFunc(b.Actors, func(y cordon.Actor) bool { return hasActor(a, y.Name) })
}

func sameDesignator(a, b *cordon.Event) bool {
	for _, x := range a.Actors {
		for _, y := range b.Actors {
			if x.Role == "author" && y.Role == "author" && (x.Name == y.Name || x.Country != "" && x.Country == y.Country) {
				return true
			}
			if x.Role == "target" && x.Name == y.Name {
				return !hasAuthor(a) || !hasAuthor(b)
			}
		}
	}
	return !hasAuthor(b) || !hasAuthor(a)
}

func hasAuthor(e *cordon.Event) bool {
	return slices.ContainsFunc(e.Actors, func(a cordon.Actor) bool { return a.Role == "author" })
}

// firmness orders the statuses: a firmer one is not lowered by a weaker one.
var firmness = map[cordon.EventStatus]int{
	cordon.Denied: 0, cordon.Possible: 1, cordon.Alleged: 2, cordon.Announced: 3, cordon.Reported: 4,
}

func (f *finder) join(o, e *cordon.Event) {
	for _, a := range e.Actors {
		o.Actors = add(o.Actors, a)
	}
	for _, g := range e.Goods {
		if !slices.Contains(o.Goods, g) {
			o.Goods = append(o.Goods, g)
		}
	}
	if o.Place == "" {
		o.Place = e.Place
	}
	if e.Status == cordon.Denied && o.Status != cordon.Denied {
		e.When = cordon.Period{} // the day in a denial is that of the denial
	}
	if narrower(e.When, o.When) && (o.Type != cordon.ArmsTransfer || o.When.IsZero() || stretch(e.When) && e.When.Overlaps(o.When)) {
		o.When = e.When
	}
	// A designation or statement that a later sentence reports as past stays news.
	if firmness[e.Status] > firmness[o.Status] && o.Status != cordon.Announced {
		o.Status = e.Status
	}
	o.Spans = append(o.Spans, e.Spans...)
}

// stretch reports whether a period has two days for its ends: of one traffic reported
// twice, "between Sept. 7 and Oct. 1" says more than "in recent weeks", and a
// single day may be that of a sailing only.
func stretch(p cordon.Period) bool {
	return p.From.Day > 0 && p.To.Day > 0 && p.From != p.To
}

// narrower reports whether a says more than b.
func narrower(a, b cordon.Period) bool {
	if a.IsZero() {
		return false
	}
	if b.IsZero() {
		return true
	}
	if a.From.IsZero() || a.To.IsZero() {
		return false
	}
	if b.From.IsZero() || b.To.IsZero() {
		return true
	}
	return a.To.Last().Sub(a.From.First()) < b.To.Last().Sub(b.From.First())
}

// tie points statements to the event of their sentence; a denial to the
// transfer of the document, which it denies. An event that is only denied is denied.
func (f *finder) tie() {
	of := map[int]int{} // event by where a sentence of it begins
	transfer := 0
	for j := len(f.out) - 1; j >= 0; j-- {
		for _, s := range f.out[j].Spans {
			of[s.From] = j + 1
		}
		if f.out[j].Type == cordon.ArmsTransfer {
			transfer = j + 1
		}
	}
	k := 0
	for i := range f.sts {
		st := &f.sts[i]
		st.Event = 0
		// Of the sentences that the statement spans, the first with an event.
		for k < len(f.body) && f.body[k].To <= st.Span.From {
			k++
		}
		for n := k; n < len(f.body) && f.body[n].From < st.Span.To && st.Event == 0; n++ {
			st.Event = of[f.body[n].From]
		}
		if st.Event == 0 && st.Kind == cordon.Denial {
			st.Event = transfer
		}
	}
}

// datesIn are the written dates within a span.
func (f *finder) datesIn(s cordon.Span) []when.Found {
	i, _ := slices.BinarySearchFunc(f.ds, s.From, func(w when.Found, at int) int { return cmp.Compare(w.Span.From, at) })
	j := i
	for j < len(f.ds) && f.ds[j].Span.From < s.To {
		j++
	}
	return f.ds[i:j]
}

// saidIn are the statements of the sentence s; they are ordered by place.
func (f *finder) saidIn(s cordon.Span) []cordon.Statement {
	for f.st < len(f.sts) && f.sts[f.st].Span.To <= s.From {
		f.st++
	}
	j := f.st
	for j < len(f.sts) && f.sts[j].Span.From < s.To {
		j++
	}
	return f.sts[f.st:j]
}
