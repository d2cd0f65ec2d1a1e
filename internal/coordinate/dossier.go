package coordinate

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"cordon"
	"cordon/internal/resolve"
	"cordon/internal/store"
)

// Dossier gathers everything known of a party, or cordon.ErrNotFound. An
// entry's ID does as well as the party's.
func (s *Service) Dossier(ctx context.Context, id cordon.PartyID) (d *Dossier, err error) {
	defer cordon.Wrap(&err, "coordinate.Dossier(%s)", id)
	err = s.Store.View(ctx, func(view *store.Store) error {
		gen, err := complete(ctx, view)
		if err != nil {
			return err
		}
		row, err := find(ctx, view, id)
		if err != nil {
			return err
		}
		d = &Dossier{Generation: gen}
		for _, step := range []step{addEntries, s.addListings, addChanges, addRelated, addReadings, addJudgements} {
			if err := step(ctx, view, row, d); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return d, nil
}

// A step fills in one part of a dossier. All of them read one state of the store.
type step func(ctx context.Context, from *store.Store, row *store.PartyRow, d *Dossier) error

// find is the party of an ID: its own, a former one, or that of an entry.
func find(ctx context.Context, from *store.Store, id cordon.PartyID) (*store.PartyRow, error) {
	row, err := from.Party(ctx, id)
	if err == nil || !errors.Is(err, cordon.ErrNotFound) {
		return row, err
	}
	of, err := from.PartyOf(ctx, cordon.EntryID(id))
	if errors.Is(err, cordon.ErrNotFound) {
		return nil, fmt.Errorf("no party or entry %q: %w", shown(string(id)), cordon.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	return from.Party(ctx, of)
}

// addEntries takes the current entries, and the last version of those that are
// off their list.
func addEntries(ctx context.Context, from *store.Store, row *store.PartyRow, d *Dossier) error {
	d.Entries = slices.Clone(row.Current)
	for _, id := range row.Entries {
		if slices.ContainsFunc(row.Current, func(e *cordon.Entry) bool { return e.ID == id }) {
			continue
		}
		e, err := from.Entry(ctx, id)
		if err != nil {
			return err
		}
		d.Entries = append(d.Entries, e)
	}
	d.Party = cordon.Party{ID: row.ID, Entries: row.Entries, Profile: resolve.Union(d.Entries)}
	return nil
}

func (s *Service) addListings(ctx context.Context, from *store.Store, row *store.PartyRow, d *Dossier) error {
	all, err := from.Listings(ctx, row.Entries)
	if err != nil {
		return err
	}
	snaps, err := from.Snapshots(ctx, "")
	if err != nil {
		return err
	}
	v := s.view(snaps, s.today())
	pic := picture{listings: map[cordon.EntryID][]cordon.Listing{}}
	d.Listings = []Listed{}
	for _, l := range all {
		pic.listings[l.Entry] = append(pic.listings[l.Entry], l)
		said := Listed{Listing: l, Begin: v.begin(l)}
		if l.Delisted.IsZero() && goesOn(all, v.closed[l.List].SupersededBy) {
			d.Listings = append(d.Listings, said)
			continue
		}
		if said.End = v.end(l); said.End != nil {
			said.Delisted = said.End.NotAfter
		}
		d.Listings = append(d.Listings, said)
	}
	for _, e := range d.Entries {
		pic.addBare(e)
	}
	slices.SortStableFunc(d.Listings, func(a, b Listed) int {
		return cmp.Or(a.Listed.Compare(b.Listed), cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Programme, b.Programme))
	})
	d.Row = pic.row(&subject{id: row.ID, name: d.Party.Profile.Name(), kind: d.Party.Profile.Kind, entries: row.Entries}, v)
	d.Coverage = v.held
	return addPrinted(ctx, from, row, d)
}

// addPrinted puts the field and the words in which a list prints the day of a listing
// into its evidence, where the version of the entry that the day comes from has them.
func addPrinted(ctx context.Context, from *store.Store, row *store.PartyRow, d *Dossier) error {
	for _, id := range row.Entries {
		versions, err := from.EntryVersions(ctx, id)
		if err != nil {
			return err
		}
		for i := range d.Listings {
			if l := &d.Listings[i]; l.Entry == id {
				l.print(versions)
			}
		}
	}
	return nil
}

// print puts what the versions of the entry have of a listing's day into its evidence.
func (l *Listed) print(versions []*cordon.Entry) {
	for _, v := range versions {
		for _, of := range v.Designations {
			same := v.Since == l.Snapshot && of.Programme == l.Programme && of.Listed == l.Listing.Listed && of.DateKind == l.DateKind
			for i := range l.Begin.Evidence {
				if b := &l.Begin.Evidence[i]; same && of.Evidence.Field != "" && b.Snapshot == l.Snapshot {
					b.Field, b.Words = of.Evidence.Field, of.Evidence.Words
				}
			}
		}
	}
}

// goesOn reports whether one of the listings is in force on that list: the
// listing of a closed list then continues there, and has not ended with it.
func goesOn(all []cordon.Listing, list cordon.ListID) bool {
	return slices.ContainsFunc(all, func(l cordon.Listing) bool { return l.List == list && l.Delisted.IsZero() })
}

func addChanges(ctx context.Context, from *store.Store, row *store.PartyRow, d *Dossier) error {
	for _, id := range row.Entries {
		cs, err := from.Changes(ctx, store.ChangeQuery{Entry: id})
		if err != nil {
			return err
		}
		d.Changes = append(d.Changes, cs...)
	}
	return nil
}

// addRelated takes the relations that the party's own entries state, with the
// party that each leads to.
func addRelated(ctx context.Context, from *store.Store, row *store.PartyRow, d *Dossier) error {
	for _, e := range d.Entries {
		for _, r := range e.Relations {
			rel := Related{Relation: r, From: e.ID}
			if r.Other != "" {
				party, err := from.PartyOf(ctx, r.Other)
				if err != nil && !errors.Is(err, cordon.ErrNotFound) {
					return err
				}
				rel.Party = party
			}
			d.Related = append(d.Related, rel)
		}
	}
	return nil
}

func addReadings(ctx context.Context, from *store.Store, row *store.PartyRow, d *Dossier) error {
	rs, err := from.Readings(ctx, store.DocumentQuery{Party: row.ID})
	if err != nil {
		return err
	}
	who := asks(from, row.ID)
	for i := range rs {
		if err := who.in(ctx, &rs[i]); err != nil {
			return err
		}
		doc := &rs[i].Document
		in := inDocument(doc)
		for _, m := range rs[i].Mentions {
			if who.is[m.Party] {
				at := in
				at.Mention, at.Sentence = &m, lineAt(doc, m.Span)
				d.Mentions = append(d.Mentions, at)
			}
		}
		for _, st := range rs[i].Statements {
			if who.is[st.Party] {
				at := in
				at.Statement, at.Sentence = &st, doc.At(st.Span)
				d.Statements = append(d.Statements, at)
			}
		}
		for _, ev := range rs[i].Events {
			if who.acts(ev) {
				at := in
				at.Event = &ev
				if len(ev.Spans) > 0 {
					at.Sentence = doc.At(ev.Spans[0])
				}
				d.Events = append(d.Events, at)
			}
		}
	}
	return nil
}

func addJudgements(ctx context.Context, from *store.Store, row *store.PartyRow, d *Dossier) error {
	js, err := from.Judgements(ctx)
	if err != nil {
		return err
	}
	for _, j := range js {
		if slices.Contains(row.Entries, j.A) || slices.Contains(row.Entries, j.B) {
			d.Judgements = append(d.Judgements, j)
		}
	}
	return nil
}

func inDocument(doc *cordon.Document) InDocument {
	return InDocument{Document: doc.ID, Title: doc.Title, Outlet: doc.Outlet, Published: doc.Published, Example: doc.Example}
}

// lineAt is the line around a span.
func lineAt(doc *cordon.Document, at cordon.Span) string {
	if doc.At(at) == "" {
		return ""
	}
	text := doc.Text
	for at.From > 0 && text[at.From-1] != '\n' {
		at.From--
	}
	for at.To < len(text) && text[at.To] != '\n' {
		at.To++
	}
	return text[at.From:at.To]
}
