package coordinate

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"cordon"
	"cordon/internal/listing"
	"cordon/internal/store"
)

// A Timeline is the dated moments that a query selects: listings, delistings,
// events and statements, newest first. It holds the listings and counts the
// rest; Page reads what is to be shown.
type Timeline struct {
	Generation int64 // of the store, that the listings are from

	listings []Moment            // and delistings, in order
	said     []store.MomentCount // events and statements, in order
	query    store.MomentQuery
	store    *store.Store
}

// A Tally is how many moments have one kind, status and period, and the first
// of them. It has what a picture shows: of an event or a statement only the
// period, the status and the summary.
type Tally struct {
	Moment
	Count int
}

// Timeline selects moments. What has no date is left out; a listing is in it
// only on a day that is its authority's own or on which we first saw it. Of a
// party it has the events that it takes part in and the statements that it
// makes, and those in a sentence that names it.
func (s *Service) Timeline(ctx context.Context, q TimelineQuery) (t *Timeline, err error) {
	defer cordon.Wrap(&err, "coordinate.Timeline(%s)", shown(string(q.Party), q.Programme))
	err = s.settle(ctx, func(pic *picture) error {
		t, err = s.timeline(ctx, pic, q)
		return err
	})
	return t, err
}

// timeline answers a query from the picture, or errMoved.
func (s *Service) timeline(ctx context.Context, pic *picture, q TimelineQuery) (*Timeline, error) {
	v := s.view(pic.snapshots, s.today())
	chosen, err := s.chooseForTimeline(ctx, pic, &q, v)
	if err != nil {
		return nil, err
	}
	t := &Timeline{Generation: pic.generation, query: store.MomentQuery{Party: q.Party, Since: q.Since}, store: s.Store}
	for _, sub := range chosen {
		t.listings = append(t.listings, pic.moments(sub, v)...)
	}
	t.listings = slices.DeleteFunc(t.listings, func(m Moment) bool { return m.before(q.Since) })
	slices.SortStableFunc(t.listings, newestFirst)
	t.said, err = s.Store.CountMoments(ctx, t.query)
	return t, err
}

// Of is the part of a timeline that is of some kinds: listing, delisting, event
// or statement.
func (t *Timeline) Of(kinds ...string) *Timeline {
	part := *t
	part.query.Kinds = kinds
	part.listings = slices.DeleteFunc(slices.Clone(t.listings), func(m Moment) bool { return !slices.Contains(kinds, m.Kind) })
	part.said = slices.DeleteFunc(slices.Clone(t.said), func(c store.MomentCount) bool { return !slices.Contains(kinds, c.Kind) })
	return &part
}

// Total is the number of moments.
func (t *Timeline) Total() int {
	n := len(t.listings)
	for _, c := range t.said {
		n += c.N
	}
	return n
}

// Tallies are all moments, counted, in order; each listing is one of its own.
func (t *Timeline) Tallies() []Tally {
	out := make([]Tally, 0, len(t.listings)+len(t.said))
	for _, m := range t.listings {
		out = append(out, Tally{m, 1})
	}
	for _, c := range t.said {
		out = append(out, Tally{Moment{When: c.When, Kind: c.Kind, Status: c.Status, Summary: c.Summary}, c.N})
	}
	slices.SortStableFunc(out, func(a, b Tally) int { return newestFirst(a.Moment, b.Moment) })
	return out
}

// Page is at most limit moments after the first offset ones; a limit of 0 gives
// all. What was read or replaced since the timeline was made may shift it.
func (t *Timeline) Page(ctx context.Context, offset, limit int) (_ []Moment, err error) {
	defer cordon.Wrap(&err, "coordinate.Timeline.Page(%d, %d)", offset, limit)
	end := t.Total()
	offset = min(max(offset, 0), end)
	if limit > 0 {
		end = min(offset+limit, end)
	}
	lo, hi := t.listingsBefore(offset), t.listingsBefore(end)
	page := slices.Clone(t.listings[lo:hi])
	q := t.query
	q.Offset, q.Limit = offset-lo, end-offset-len(page)
	if q.Limit == 0 {
		return page, nil
	}
	said, err := t.store.Moments(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, m := range said {
		page = append(page, Moment{
			When: m.When, Kind: m.Kind, Summary: m.Summary, Party: m.Party, Name: m.Speaker, Document: m.Document,
			Status: m.Status, Example: m.Example,
		})
	}
	slices.SortStableFunc(page, newestFirst)
	return page, nil
}

// listingsBefore is how many of the first n moments are listings. Day and kind
// alone decide between a listing and what was read: no kind is of both.
func (t *Timeline) listingsBefore(n int) int {
	read, next := 0, 0
	for i, m := range t.listings {
		for next < len(t.said) && newestFirst(Moment{When: t.said[next].When, Kind: t.said[next].Kind}, m) < 0 {
			read, next = read+t.said[next].N, next+1
		}
		if i+read >= n {
			return i
		}
	}
	return len(t.listings)
}

// newestFirst orders moments by day, then by kind and summary.
func newestFirst(a, b Moment) int {
	return cmp.Or(b.day().Compare(a.day()), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Summary, b.Summary))
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
	ids, err := s.present(ctx, pic, []cordon.PartyID{q.Party})
	if err != nil {
		return nil, err
	}
	q.Party = ids[0]
	return slices.DeleteFunc(out, func(sub *subject) bool { return sub.id != q.Party }), nil
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
// were listed on one day are one moment; a delisting is the end after which no
// listing of the authority is in force. The end of a list is not a delisting.
// What only a snapshot shows is a moment between the days that it proves, with
// an open start where it proves none.
func (p *picture) moments(sub *subject, v view) []Moment {
	var out []Moment
	seen := map[string]bool{}
	row := p.row(sub, v)
	add := func(kind string, l cordon.Listing, when cordon.Period) {
		key := fmt.Sprint(kind, "|", l.Authority, "|", when)
		if seen[key] {
			return
		}
		seen[key] = true
		m := Moment{
			When: when, Kind: kind, Authority: l.Authority, Party: sub.id, Name: sub.name,
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
				add("listing", l, when(v.begin(l), l.Listed))
			}
			if c := row.Cells[l.Authority]; c != nil && !l.Delisted.IsZero() && v.end(l).NotAfter == c.Delisted {
				add("delisting", l, when(*v.end(l), l.Delisted))
			}
		}
	}
	return out
}

// when is the period of a moment: the date as printed, where that is what the
// span proves.
func when(s listing.Span, date cordon.Date) cordon.Period {
	if first, last := cordon.DateOf(date.First()), cordon.DateOf(date.Last()); s.NotBefore == first && s.NotAfter == last {
		return cordon.Period{From: date, To: date}
	}
	return cordon.Period{From: s.NotBefore, To: s.NotAfter}
}
