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
// that is its authority's own or on which we first saw it.
func (s *Service) Timeline(ctx context.Context, q TimelineQuery) (out []Moment, err error) {
	defer cordon.Wrap(&err, "coordinate.Timeline(%s%s)", q.Party, q.Programme)
	pic, err := s.picture(ctx)
	if err != nil {
		return nil, err
	}
	v, err := s.view(ctx, s.today())
	if err != nil {
		return nil, err
	}
	for i := range pic.parties {
		sub := &pic.parties[i]
		if q.Party != "" && sub.id != q.Party || q.Programme != "" && !sub.under(q.Programme) {
			continue
		}
		out = append(out, pic.moments(sub, v)...)
	}
	read, err := s.readMoments(ctx, q.Party)
	if err != nil {
		return nil, err
	}
	out = append(out, read...)
	out = slices.DeleteFunc(out, func(m Moment) bool { return m.When.IsZero() || m.day().Before(q.Since) })
	slices.SortStableFunc(out, func(a, b Moment) int {
		return cmp.Or(b.day().Compare(a.day()), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Summary, b.Summary))
	})
	if q.Limit > 0 && len(out) > q.Limit {
		out = out[:q.Limit]
	}
	return out, nil
}

// day is where a moment stands in the order: its start, or its end when the
// start is open.
func (m Moment) day() cordon.Date {
	if m.When.From.IsZero() {
		return m.When.To
	}
	return m.When.From
}

// moments are a party's listings and delistings. Entries of one authority that
// were listed on one day are one moment.
func (p *picture) moments(sub *subject, v view) []Moment {
	var out []Moment
	seen := map[string]bool{}
	add := func(kind string, l cordon.Listing, day cordon.Date) {
		key := kind + "|" + string(l.Authority) + "|" + day.String()
		if day.IsZero() || seen[key] {
			return
		}
		seen[key] = true
		out = append(out, Moment{When: cordon.Period{From: day, To: day}, Kind: kind, Authority: l.Authority, Party: sub.id, Name: sub.name,
			Status: string(l.DateKind), Summary: fmt.Sprintf("%s: %s", l.Programme.Code(), sub.name)})
	}
	for _, e := range sub.entries {
		for _, l := range p.listings[e] {
			if decides(l.DateKind) {
				add("listing", l, l.Listed)
			}
			if end := v.endOf(l); !sub.current[e] && l.Delisted == end {
				add("delisting", l, end)
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
	var out []Moment
	for i := range rs {
		doc := &rs[i].Document
		if doc.CopyOf != "" {
			continue
		}
		for _, e := range rs[i].Events {
			out = append(out, Moment{When: e.When, Kind: "event", Summary: eventSummary(e), Document: doc.ID, Status: string(e.Status), Example: doc.Example})
		}
		for _, st := range rs[i].Statements {
			said := st.Said
			if said.IsZero() {
				said = doc.Published
			}
			out = append(out, Moment{When: cordon.Period{From: said, To: said}, Kind: "statement", Name: speaker(st), Party: st.Party,
				Summary: saidWhat(st, doc), Document: doc.ID, Status: string(st.Kind), Example: doc.Example})
		}
	}
	return out, nil
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
