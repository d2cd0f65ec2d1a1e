package storetest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/store"
)

// momentsByHand are the rules of moments one by one.
func momentsByHand(t *testing.T, s *store.Store) {
	breaks(s, "event/party", "statement/party")
	r := &cordon.Reading{
		Document: cordon.Document{ID: "doc-1", Published: day("2024-02-22"), Text: "They said so.", Example: true},
		Statements: []cordon.Statement{
			{Kind: cordon.Claim, Speaker: "S", Party: "l/S", Quote: "quoted", About: "about", Said: day("2024-02")},
			{Kind: cordon.Denial, Org: "A body", Role: "an office", About: "about"},
			{Kind: cordon.Refusal, Span: cordon.Span{To: 13}},
		},
		Events: []cordon.Event{
			{
				ID: "e1", Type: cordon.ArmsTransfer, Status: cordon.Alleged, Place: "Rason",
				When:   cordon.Period{From: day("~2023"), To: day("2024-03")},
				Actors: []cordon.Actor{{Name: "X", Party: "l/X"}, {Name: "Y"}},
			},
			{ID: "e2", Type: cordon.Talks, When: cordon.Period{To: day("2024-02")}},
			{ID: "e3", Type: cordon.Visit}, // undated: no moment
		},
	}
	again := *r
	again.Document.ID, again.Document.CopyOf = "doc-2", "doc-1" // a copy adds nothing
	undated := &cordon.Reading{Document: cordon.Document{ID: "doc-3"}, Statements: []cordon.Statement{{Kind: cordon.Claim}}}
	putReadings(t, s, r, &again, undated)
	at := func(d string) cordon.Period { return cordon.Period{From: day(d), To: day(d)} }
	said := func(d string, m store.Moment) store.Moment {
		m.Document, m.Kind, m.When, m.Example = "doc-1", store.StatementMoment, at(d), true
		return m
	}
	all := []store.Moment{
		said("2024-02-22", store.Moment{Status: "refusal_to_comment", Summary: "They said so."}),
		said("2024-02-22", store.Moment{Status: "denial", Speaker: "A body an office", Summary: "about"}),
		{Document: "doc-1", Kind: store.EventMoment, When: cordon.Period{To: day("2024-02")}, Summary: "talks", Example: true},
		said("2024-02", store.Moment{Status: "claim", Speaker: "S", Party: "l/S", Summary: "quoted"}),
		{
			Document: "doc-1", Kind: store.EventMoment, When: cordon.Period{From: day("~2023"), To: day("2024-03")}, Status: "alleged",
			Summary: "arms transfer: X, Y (Rason)", Example: true,
		},
	}
	for _, c := range []struct {
		what string
		q    store.MomentQuery
		want []store.Moment
	}{
		{"all", store.MomentQuery{}, all},
		{"of a kind", store.MomentQuery{Kinds: []string{store.EventMoment}}, []store.Moment{all[2], all[4]}},
		{"of no kind", store.MomentQuery{Kinds: []string{}}, nil},
		{"one", store.MomentQuery{Offset: 1, Limit: 1}, all[1:2]},
		{"since its last day", store.MomentQuery{Since: day("2024-02-29")}, all[2:]},
		{"since the day after", store.MomentQuery{Since: day("2024-03")}, all[4:]},
		{"of one who takes part", store.MomentQuery{Party: "l/X"}, all[4:]},
		{"of the speaker", store.MomentQuery{Party: "l/S"}, all[3:4]},
	} {
		same(t, c.what, must[[]store.Moment](t)(s.Moments(t.Context(), c.q)), c.want)
	}
	r.Statements, r.Events = nil, nil
	putReadings(t, s, r)
	same(t, "read again", must[[]store.Moment](t)(s.Moments(t.Context(), store.MomentQuery{})), []store.Moment{})
}

// moments compares the question with the slow truth, over readings made at random.
func moments(t *testing.T, s *store.Store) {
	breaks(s, "party/orphan")
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range 40 {
		putReadings(t, s, randomReading(rnd, i))
	}
	putParties(t, s, party("l/0", "l/0"), party("l/1", "l/1"), party("l/2", "l/2"))
	putParties(t, s, party("l/0", "l/0", "l/1", "l/2")) // the others become former IDs
	readings := must[[]cordon.Reading](t)(s.Readings(t.Context(), store.DocumentQuery{}))
	seen := 0
	for _, p := range []cordon.PartyID{"", "l/0", "l/2", "l/none"} {
		for _, since := range []string{"", "2024", "2024-02-15", "2024-03"} {
			for _, kinds := range [][]string{nil, {store.EventMoment}, {store.StatementMoment}} {
				q := store.MomentQuery{Party: p, Since: day(since), Kinds: kinds}
				whole := slowMoments(readings, q)
				seen += len(whole)
				what := fmt.Sprintf("%+v", q)
				same(t, "moments of "+what, must[[]store.Moment](t)(s.Moments(t.Context(), q)), whole)
				same(t, "counts of "+what, must[[]store.MomentCount](t)(s.CountMoments(t.Context(), q)), slowCounts(whole))
				q.Offset, q.Limit = len(whole)/3, 5
				same(t, "a page of "+what, must[[]store.Moment](t)(s.Moments(t.Context(), q)), whole[q.Offset:min(q.Offset+5, len(whole))])
			}
		}
	}
	if seen < 500 {
		t.Errorf("only %d moments were compared", seen)
	}
}

func randomReading(rnd *rand.Rand, i int) *cordon.Reading {
	pick := func(of ...string) string { return of[rnd.IntN(len(of))] }
	someDay := func() cordon.Date {
		return day(pick("", "2023", "~2024", "2024", "2024-01", "2024-02", "2024-02-01", "2024-02-15", "2024-02-29", "2024-03-01"))
	}
	someParty := func() cordon.PartyID { return cordon.PartyID(pick("", "", "l/0", "l/1", "l/2")) }
	text := strings.Repeat("A sentence. ", 6)
	span := func() cordon.Span { from := 12 * rnd.IntN(6); return cordon.Span{From: from, To: from + 11} }
	r := &cordon.Reading{Document: cordon.Document{
		ID: cordon.DocumentID(fmt.Sprint("doc-", i)), Published: someDay(), Text: text, Example: rnd.IntN(2) == 0,
	}}
	if i > 0 && rnd.IntN(4) == 0 {
		r.Document.CopyOf = "doc-0"
	}
	for range rnd.IntN(4) {
		at := span()
		r.Mentions = append(r.Mentions, cordon.Mention{Span: cordon.Span{From: at.From + rnd.IntN(3), To: at.To - 1}, Party: someParty()})
	}
	for range rnd.IntN(5) {
		e := cordon.Event{
			Type: cordon.EventType(pick("visit", "talks", "arms_transfer")), Status: cordon.EventStatus(pick("", "reported", "alleged")),
			When: cordon.Period{From: someDay(), To: someDay()}, Spans: []cordon.Span{span()},
		}
		if len(r.Mentions) > 0 { // who takes part is named
			e.Actors = []cordon.Actor{{Name: pick("X", "Y"), Party: r.Mentions[0].Party}}
		}
		r.Events = append(r.Events, e)
	}
	for range rnd.IntN(5) {
		r.Statements = append(r.Statements, cordon.Statement{
			Span: span(), Kind: cordon.StatementKind(pick("claim", "denial")), Said: someDay(), Party: someParty(),
			Speaker: pick("", "S"), Org: pick("", "A body"), Quote: pick("", "quoted", "Ñandú"), About: pick("", "about"),
		})
	}
	return r
}

// slowMoments is the slow truth: it reads everything and sorts in memory. Every
// party of randomReading is, or has become, l/0.
func slowMoments(rs []cordon.Reading, q store.MomentQuery) []store.Moment {
	var out []store.Moment
	for _, r := range rs {
		add := func(m store.Moment, who cordon.PartyID, in cordon.Span) {
			m.Document, m.Example = r.Document.ID, r.Document.Example
			if r.Document.CopyOf == "" && slowlyAsked(m, q) && (q.Party == "" || q.Party != "l/none" && (who != "" || slowlyNamed(r, in))) {
				out = append(out, m)
			}
		}
		for _, e := range r.Events {
			m := store.Moment{Kind: "event", When: e.When, Status: string(e.Status), Summary: strings.ReplaceAll(string(e.Type), "_", " ")}
			var who cordon.PartyID
			if len(e.Actors) > 0 {
				who, m.Summary = e.Actors[0].Party, m.Summary+": "+e.Actors[0].Name
			}
			add(m, who, e.Spans[0])
		}
		for _, st := range r.Statements {
			said := cmp.Or(st.Said, r.Document.Published)
			add(store.Moment{
				Kind: "statement", When: cordon.Period{From: said, To: said}, Status: string(st.Kind), Party: st.Party,
				Speaker: cmp.Or(st.Speaker, st.Org), Summary: cmp.Or(st.Quote, st.About, "A sentence."),
			}, st.Party, st.Span)
		}
	}
	slices.SortStableFunc(out, func(a, b store.Moment) int {
		return cmp.Or(dayOf(b.When).Compare(dayOf(a.When)), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Summary, b.Summary))
	})
	return out
}

// slowlyAsked reports whether a moment has a date, and the kind and the time of
// a query.
func slowlyAsked(m store.Moment, q store.MomentQuery) bool {
	last := cmp.Or(m.When.To, m.When.From)
	return !m.When.IsZero() && (q.Kinds == nil || slices.Contains(q.Kinds, m.Kind)) &&
		(q.Since.IsZero() || !last.Last().Before(q.Since.First()))
}

// slowlyNamed reports whether a party is named within a span.
func slowlyNamed(r cordon.Reading, in cordon.Span) bool {
	return slices.ContainsFunc(r.Mentions, func(m cordon.Mention) bool {
		return m.Party != "" && in.From <= m.Span.From && m.Span.To <= in.To
	})
}

// dayOf is the day by which a period is ordered.
func dayOf(p cordon.Period) cordon.Date { return cmp.Or(p.From, p.To) }

// slowCounts counts moments that are in order.
func slowCounts(ms []store.Moment) []store.MomentCount {
	var out []store.MomentCount
	for _, m := range ms {
		c := store.MomentCount{Kind: m.Kind, When: m.When, Status: m.Status, Summary: m.Summary}
		i := slices.IndexFunc(out, func(o store.MomentCount) bool {
			return o.Kind == c.Kind && o.When == c.When && o.Status == c.Status
		})
		if i < 0 {
			i, out = len(out), append(out, c)
		}
		out[i].N++
	}
	slices.SortStableFunc(out, func(a, b store.MomentCount) int {
		return cmp.Or(dayOf(b.When).Compare(dayOf(a.When)), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Summary, b.Summary),
			cmp.Compare(a.When.From.String(), b.When.From.String()), cmp.Compare(a.When.To.String(), b.When.To.String()),
			cmp.Compare(a.Status, b.Status))
	})
	return out
}
