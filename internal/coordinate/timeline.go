package coordinate

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/store"
)

// Timeline is listings, delistings, events and statements by their dates,
// newest first. What has no date is left out; a listing is in it only on a day
// that is its authority's own or on which we first saw it. Of a party it gives
// the events that it takes part in and the statements that it makes, and those
// in a sentence that names it.
func (s *Service) Timeline(ctx context.Context, q TimelineQuery) (out []Moment, err error) {
	defer cordon.Wrap(&err, "coordinate.Timeline(%s)", shown(string(q.Party), q.Programme))
	pic, err := s.picture(ctx)
	if err != nil {
		return nil, err
	}
	v := s.view(pic.snapshots, s.today())
	chosen, err := s.chooseForTimeline(ctx, pic, &q, v)
	if err != nil {
		return nil, err
	}
	for _, sub := range chosen {
		out = append(out, pic.moments(sub, v)...)
	}
	read, err := s.readMoments(ctx, q.Party)
	if err != nil {
		return nil, err
	}
	out = append(out, read...)
	out = slices.DeleteFunc(out, func(m Moment) bool { return m.When.IsZero() || m.before(q.Since) })
	slices.SortStableFunc(out, func(a, b Moment) int {
		return cmp.Or(b.day().Compare(a.day()), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Summary, b.Summary))
	})
	if q.Limit > 0 && len(out) > q.Limit {
		out = out[:q.Limit]
	}
	return out, nil
}

// chooseForTimeline selects the parties whose listings are asked for; the
// query's party becomes its present ID.
func (s *Service) chooseForTimeline(ctx context.Context, pic *picture, q *TimelineQuery, v view) ([]*subject, error) {
	var out []*subject
	if q.Programme != "" {
		under, err := pic.under(q.Programme, v)
		if err != nil {
			return nil, err
		}
		out = under
	} else {
		for i := range pic.parties {
			out = append(out, &pic.parties[i])
		}
	}
	if q.Party == "" {
		return out, nil
	}
	row, err := find(ctx, s.Store, q.Party)
	if err != nil {
		return nil, err
	}
	q.Party = row.ID
	return slices.DeleteFunc(out, func(sub *subject) bool { return sub.id != row.ID }), nil
}

// day is where a moment stands in the order: its start, or its end when the
// start is open.
func (m Moment) day() cordon.Date {
	if m.When.From.IsZero() {
		return m.When.To
	}
	return m.When.From
}

// before reports whether a moment was certainly over before a day.
func (m Moment) before(day cordon.Date) bool {
	last := m.When.To
	if last.IsZero() {
		last = m.When.From
	}
	return !day.IsZero() && last.Last().Before(day.First())
}

// moments are a party's listings and delistings. Entries of one authority that
// were listed on one day are one moment; a delisting is the day from which no
// listing of the authority is in force. The end of a list is not a delisting.
func (p *picture) moments(sub *subject, v view) []Moment {
	var out []Moment
	seen := map[string]bool{}
	row := p.row(sub, v)
	add := func(kind string, l cordon.Listing, day cordon.Date) {
		key := kind + "|" + string(l.Authority) + "|" + day.String()
		if seen[key] {
			return
		}
		seen[key] = true
		m := Moment{
			When: cordon.Period{From: day, To: day}, Kind: kind, Authority: l.Authority, Party: sub.id, Name: sub.name,
			Summary: fmt.Sprintf("%s: %s", l.Programme.Code(), sub.name),
		}
		if kind == "listing" {
			m.Status = string(l.DateKind)
		}
		out = append(out, m)
	}
	for _, e := range sub.entries {
		for _, l := range p.listings[e] {
			if decides(l.DateKind) && !l.Listed.IsZero() {
				add("listing", l, l.Listed)
			}
			if c := row.Cells[l.Authority]; c != nil && !l.Delisted.IsZero() && l.Delisted == c.Delisted {
				add("delisting", l, l.Delisted)
			}
		}
	}
	return out
}

// readMoments are the events and statements of what was read. A copy of
// another document adds nothing of its own.
func (s *Service) readMoments(ctx context.Context, party cordon.PartyID) ([]Moment, error) {
	rs, err := s.Store.Readings(ctx, store.DocumentQuery{Party: party})
	if err != nil {
		return nil, err
	}
	who := asks(s.Store, party)
	var out []Moment
	for i := range rs {
		doc := &rs[i].Document
		if doc.CopyOf != "" {
			continue
		}
		about, err := who.in(ctx, &rs[i])
		if err != nil {
			return nil, err
		}
		for _, e := range rs[i].Events {
			if about.event(e) {
				out = append(out, Moment{
					When: e.When, Kind: "event", Summary: eventSummary(e), Document: doc.ID, Status: string(e.Status),
					Example: doc.Example,
				})
			}
		}
		for _, st := range rs[i].Statements {
			if about.statement(st) {
				out = append(out, statementMoment(doc, st))
			}
		}
	}
	return out, nil
}

// statementMoment is a statement on the day it was made, or on which its
// document was published.
func statementMoment(doc *cordon.Document, st cordon.Statement) Moment {
	said := st.Said
	if said.IsZero() {
		said = doc.Published
	}
	return Moment{
		When: cordon.Period{From: said, To: said}, Kind: "statement", Name: speaker(st), Party: st.Party,
		Summary: saidWhat(st, doc), Document: doc.ID, Status: string(st.Kind), Example: doc.Example,
	}
}

func eventSummary(e cordon.Event) string {
	names := make([]string, len(e.Actors))
	for i, a := range e.Actors {
		names[i] = a.Name
	}
	s := strings.ReplaceAll(string(e.Type), "_", " ")
	if len(names) > 0 {
		s += ": " + strings.Join(names, ", ")
	}
	if e.Place != "" {
		s += " (" + e.Place + ")"
	}
	return s
}

// speaker is who is said to speak: a name, or a role and a body.
func speaker(st cordon.Statement) string {
	if st.Speaker != "" {
		return st.Speaker
	}
	return strings.TrimSpace(st.Org + " " + st.Role)
}

func saidWhat(st cordon.Statement, doc *cordon.Document) string {
	for _, s := range []string{st.Quote, st.About, textAt(doc.Text, st.Span)} {
		if s != "" {
			return s
		}
	}
	return ""
}
