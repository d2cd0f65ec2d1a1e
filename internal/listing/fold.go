package listing

import (
	"cmp"
	"reflect"
	"slices"

	"cordon"
)

// observedWithin is how many days the snapshot before may be old for a new
// entry to count as seen on its day. It is the error that an observed date may
// carry; the daily versions of OFAC's list of 2021 to 2024 have one gap that is
// longer, of 15 days. Over a longer gap the day of the snapshot is only a bound.
const observedWithin = 14

// A sight is the snapshot in which a designation is seen, or missed.
type sight struct {
	snapshot  cordon.SnapshotID
	published cordon.Date
	observed  bool // the snapshot before, at most observedWithin days older, did not contain this designation
}

// Fold returns the listings that a snapshot changes or adds: put are the entries
// that it brought or amended, gone those that it no longer has, before the
// listings of its list as the snapshot before left them; was is that snapshot,
// nil for the list's first.
func Fold(was, now *cordon.Snapshot, before []cordon.Listing, put []*cordon.Entry, gone []cordon.EntryID) []cordon.Listing {
	held := make(map[cordon.EntryID][]cordon.Listing, len(before))
	for _, l := range before {
		held[l.Entry] = append(held[l.Entry], l)
	}
	s := sightOf(was, now)
	var next []cordon.Listing
	for _, e := range put {
		next = append(next, present(held[e.ID], e, s)...)
	}
	for _, id := range gone {
		next = append(next, missed(held[id], nil, s)...)
	}
	return next
}

// sightOf is what a snapshot proves of listings. A new designation is observed
// when the official list's snapshot shortly before did not contain it; the
// starter proves nothing, since it holds only a few facts.
func sightOf(was, now *cordon.Snapshot) sight {
	s := sight{snapshot: now.ID, published: PublishedOn(now)}
	if was != nil && !was.Starter && now.Previous != "" && !now.Starter && !was.Published.IsZero() {
		s.observed = s.published.Days(was.Published) <= observedWithin
	}
	return s
}

// PublishedOn is the first day that a snapshot's date of publication may mean;
// without one, the day on which it was fetched.
func PublishedOn(s *cordon.Snapshot) cordon.Date {
	if s.Published.IsZero() {
		return cordon.DateOf(s.Fetched.UTC())
	}
	return cordon.DateOf(s.Published.First())
}

// present are the listings of an entry that a snapshot contains, where they
// differ from those before.
func present(before []cordon.Listing, e *cordon.Entry, s sight) []cordon.Listing {
	var next []cordon.Listing
	now := joined(e.Designations)
	for _, d := range now {
		i := slices.IndexFunc(before, func(l cordon.Listing) bool { return l.Programme == d.Programme })
		if i < 0 {
			next = append(next, see(nil, d, e, s))
		} else if l := see(&before[i], d, e, s); !same(l, before[i]) {
			next = append(next, l)
		}
	}
	return append(next, missed(before, now, s)...)
}

// missed are the listings that a snapshot no longer contains, where it is the
// first to show that: those before under none of the designations.
func missed(before []cordon.Listing, now []cordon.Designation, s sight) []cordon.Listing {
	var next []cordon.Listing
	for _, old := range before {
		if slices.ContainsFunc(now, func(d cordon.Designation) bool { return d.Programme == old.Programme }) {
			continue
		}
		if l := miss(old, s); !same(l, old) {
			next = append(next, l)
		}
	}
	return next
}

// better reports whether the date a of kind ka is better known than b of kind
// kb. The better kind wins. Of one kind: an exact date before a vague one of
// the same time; for the UN's dates and law starts the newer statement, since
// it corrects the older; else the earlier date, since a listing starts once and
// a bound is the tighter the earlier it is.
func better(a cordon.Date, ka cordon.DateKind, b cordon.Date, kb cordon.DateKind) bool {
	if a.IsZero() || b.IsZero() {
		return !a.IsZero()
	}
	if c := cmp.Compare(Rank(ka), Rank(kb)); c != 0 {
		return c < 0
	}
	switch {
	case a == b:
		return false
	case a.Compare(b) == 0:
		return b.Circa
	case ka == cordon.UNDate || ka == cordon.LawDate:
		return true
	case vaguer(b, a):
		return true
	case vaguer(a, b):
		return false
	}
	return a.Before(b)
}

// vaguer reports whether a is b with less known: 2014 of 2014-03-05.
func vaguer(a, b cordon.Date) bool {
	return a.Year == b.Year && (a.Month == 0 && b.Month != 0 || a.Month == b.Month && a.Day == 0 && b.Day != 0)
}

// see is what is known of a listing after a snapshot that contained it; old is
// what was known before, nil when nothing was. An undated designation never
// loses a date.
func see(old *cordon.Listing, d cordon.Designation, e *cordon.Entry, s sight) cordon.Listing {
	listed, kind := d.Listed, d.DateKind
	if !Known(kind) || listed.IsZero() {
		kind = cordon.UnknownDate
	}
	if listed.IsZero() && !s.published.IsZero() {
		listed, kind = s.published, cordon.SeenDate
		if old == nil && s.observed {
			kind = cordon.ObservedDate
		}
	}
	l := cordon.Listing{
		Entry: e.ID, List: e.List, Authority: d.Authority, Programme: d.Programme,
		Listed: listed, DateKind: kind, Snapshot: s.snapshot, From: s.published,
	}
	if old != nil {
		if !better(listed, kind, old.Listed, old.DateKind) {
			l.Listed, l.DateKind, l.Snapshot = old.Listed, old.DateKind, old.Snapshot
		}
		if !l.From.IsZero() && old.From.Before(l.From) {
			l.From = old.From
		}
	}
	if first := cordon.DateOf(l.Listed.First()); !l.Listed.IsZero() && (!KindOf(l.DateKind).Early || first.Before(l.From)) {
		l.From = first
	}
	l.Measures = d.Measures
	l.Delisted, l.Until = d.Delisted, lastDay(d.Delisted) // none opens it again
	return l
}

// miss is what is known of a listing after a snapshot that no longer contained
// it.
func miss(old cordon.Listing, s sight) cordon.Listing {
	if old.Delisted.IsZero() {
		old.Delisted, old.Until = s.published, s.published
	}
	return old
}

// lastDay is the last day that a date may mean; the zero date has none.
func lastDay(d cordon.Date) cordon.Date {
	if d.IsZero() {
		return d
	}
	return cordon.DateOf(d.Last())
}

// joined is an entry's designations with those under one programme made one:
// the best date, all measures, in force while any of them is.
func joined(ds []cordon.Designation) []cordon.Designation {
	var all []cordon.Designation
	for _, d := range ds {
		i := slices.IndexFunc(all, func(a cordon.Designation) bool { return a.Programme == d.Programme })
		if i < 0 {
			d.Measures = slices.Clone(d.Measures)
			all = append(all, d)
			continue
		}
		a := &all[i]
		if better(d.Listed, d.DateKind, a.Listed, a.DateKind) {
			a.Listed, a.DateKind = d.Listed, d.DateKind
		}
		if a.Delisted.IsZero() || d.Delisted.IsZero() {
			a.Delisted = cordon.Date{}
		} else if a.Delisted.Before(d.Delisted) {
			a.Delisted = d.Delisted
		}
		for _, m := range d.Measures {
			if !slices.Contains(a.Measures, m) {
				a.Measures = append(a.Measures, m)
			}
		}
	}
	return all
}

// same reports whether two states of one listing's knowledge do not differ.
func same(a, b cordon.Listing) bool {
	measures := slices.Equal(a.Measures, b.Measures)
	a.Measures, b.Measures = nil, nil
	return measures && reflect.DeepEqual(a, b)
}
