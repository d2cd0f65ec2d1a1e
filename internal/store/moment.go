package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"cordon"
)

// The kinds of moment.
const (
	EventMoment     = "event"
	StatementMoment = "statement"
)

// A Moment is a dated event or statement of a document that is no copy of
// another, without the document's text.
type Moment struct {
	Document cordon.DocumentID
	Kind     string
	When     cordon.Period  // of a statement: the day it was made, or on which its document was published
	Status   string         // of an event, or the kind of a statement
	Speaker  string         // a name, or a body and a role; empty for an event
	Party    cordon.PartyID // the speaker, when a listed party
	Summary  string         // one line: what happened, or what was said
	Example  bool
}

// A MomentCount is how many moments have one kind, status and period.
type MomentCount struct {
	Kind    string
	When    cordon.Period
	Status  string
	Summary string // the first of theirs, in the order of Moments
	N       int
}

// A MomentQuery selects moments; zero fields do not restrict.
type MomentQuery struct {
	Party  cordon.PartyID // takes part, speaks, or is named in a sentence of it; former IDs of the party count
	Kinds  []string
	Since  cordon.Date // what was certainly over before is left out
	Offset int         // how many to leave out first
	Limit  int         // 0: all
}

func (q MomentQuery) where(s *Store) where {
	var w where
	if q.Party != "" {
		w.add(`exists (select 1 from moment_party p where p.document = m.document and p.kind = m.kind and p.n = m.n
			and p.party in `+formerIDs+`)`, q.Party)
	}
	if q.Kinds != nil {
		w.conds = append(w.conds, s.dialect.in("m.kind", w.arg(list(q.Kinds))))
	}
	if !q.Since.IsZero() {
		w.add("m.last >= %s", firstDay(q.Since))
	}
	return w
}

// Moments are the moments of a query: the newest day first, on one day by kind,
// then by summary. Of a period its first day counts, or its last when the first
// is open.
func (s *Store) Moments(ctx context.Context, q MomentQuery) (_ []Moment, err error) {
	defer cordon.Wrap(&err, "store.Moments(%+v)", q)
	w := q.where(s)
	return collect(ctx, s.read, func(rows *sql.Rows) (m Moment, err error) {
		var starts, ends string
		err = rows.Scan(&m.Document, &m.Kind, &starts, &ends, &m.Status, &m.Speaker, &m.Party, &m.Summary, &m.Example)
		if err == nil {
			m.When, err = period(starts, ends)
		}
		return m, err
	}, `select m.document, m.kind, m.starts, m.ends, m.status, m.speaker, m.party, m.summary, d.example
		from moment m join document d on d.document = m.document`+w.String()+`
		order by m.day desc, m.kind, m.summary, d.published_from desc, m.document, m.n`+w.page(q.Offset, q.Limit), w.args...)
}

// CountMoments counts the moments of a query by kind, status and period,
// whatever its offset and limit. The counts are in the order of Moments.
func (s *Store) CountMoments(ctx context.Context, q MomentQuery) (_ []MomentCount, err error) {
	defer cordon.Wrap(&err, "store.CountMoments(%+v)", q)
	w := q.where(s)
	return collect(ctx, s.read, func(rows *sql.Rows) (c MomentCount, err error) {
		var starts, ends string
		if err = rows.Scan(&c.Kind, &starts, &ends, &c.Status, &c.Summary, &c.N); err == nil {
			c.When, err = period(starts, ends)
		}
		return c, err
	}, `select m.kind, m.starts, m.ends, m.status, min(m.summary), count(*) from moment m`+w.String()+`
		group by m.day, m.kind, m.starts, m.ends, m.status
		order by m.day desc, m.kind, min(m.summary), m.starts, m.ends, m.status`, w.args...)
}

func period(from, to string) (p cordon.Period, err error) {
	if p.From, err = cordon.ParseDate(from); err == nil {
		p.To, err = cordon.ParseDate(to)
	}
	return p, err
}

// orderDay is a date in a form that sorts as cordon.Date.Compare does.
func orderDay(d cordon.Date) string {
	d.Circa = false
	return d.String()
}

// A momentRow is a moment with its place among those of its kind in the
// document, and the parties that it is about.
type momentRow struct {
	Moment
	n     int
	about []cordon.PartyID
}

// momentsOf derives the moments of a reading. A copy of another document adds
// nothing of its own, and what has no date is no moment.
func momentsOf(r *cordon.Reading) []momentRow {
	if r.Document.CopyOf != "" {
		return nil
	}
	var rows []momentRow
	for i, e := range r.Events {
		rows = append(rows, momentRow{eventMoment(e), i + 1, partiesOf(r, e.Actors, e.Spans)})
	}
	for i, st := range r.Statements {
		about := partiesOf(r, []cordon.Actor{{Party: st.Party}}, []cordon.Span{st.Span})
		rows = append(rows, momentRow{statementMoment(&r.Document, st), i + 1, about})
	}
	return slices.DeleteFunc(rows, func(m momentRow) bool { return m.When.IsZero() })
}

func (t *Tx) putMoments(r *cordon.Reading) error {
	rows := momentsOf(r)
	b := t.into(`moment (document, kind, n, day, last, starts, ends, status, speaker, party, summary)`, "")
	for _, m := range rows {
		from, to := m.When.From, m.When.To
		first, last := cmp.Or(from, to), cmp.Or(to, from)
		if err := b.add(r.Document.ID, m.Kind, m.n, orderDay(first), lastDay(last), from.String(), to.String(),
			plain(m.Status), plain(m.Speaker), plain(m.Party), plain(m.Summary)); err != nil {
			return err
		}
	}
	if err := b.flush(); err != nil {
		return err
	}
	b = t.into(`moment_party (document, kind, n, party)`, "")
	for _, m := range rows {
		for _, p := range m.about {
			if err := b.add(r.Document.ID, m.Kind, m.n, plain(p)); err != nil {
				return err
			}
		}
	}
	return b.flush()
}

// partiesOf are the parties that take part, and those named within the spans,
// each once.
func partiesOf(r *cordon.Reading, actors []cordon.Actor, spans []cordon.Span) []cordon.PartyID {
	var ids []cordon.PartyID
	for _, a := range actors {
		ids = append(ids, a.Party)
	}
	for _, m := range r.Mentions {
		if slices.ContainsFunc(spans, func(in cordon.Span) bool { return in.From <= m.Span.From && m.Span.To <= in.To }) {
			ids = append(ids, m.Party)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	return slices.DeleteFunc(ids, func(id cordon.PartyID) bool { return id == "" })
}

func eventMoment(e cordon.Event) Moment {
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
	return Moment{Kind: EventMoment, When: e.When, Status: string(e.Status), Summary: s}
}

func statementMoment(doc *cordon.Document, st cordon.Statement) Moment {
	said := st.Said
	if said.IsZero() {
		said = doc.Published
	}
	m := Moment{
		Kind: StatementMoment, When: cordon.Period{From: said, To: said}, Status: string(st.Kind),
		Speaker: st.Speaker, Party: st.Party,
	}
	if m.Speaker == "" {
		m.Speaker = strings.TrimSpace(st.Org + " " + st.Role)
	}
	for _, s := range []string{st.Quote, st.About, doc.At(st.Span)} {
		if m.Summary = s; s != "" {
			break
		}
	}
	return m
}

// fillMoments derives the moments of what was stored before there were any. A
// document whose JSON is damaged has none: Check reports it, and the rest of the
// store must open.
func (s *Store) fillMoments(t *Tx) error {
	ids, err := collect(t.ctx, t.tx, text[cordon.DocumentID], `select document from document order by document`)
	if err != nil {
		return err
	}
	for _, id := range ids {
		var w where
		w.add("document = %s", id)
		rs, err := s.readings(t.ctx, t.tx, w, 0, 1)
		if unreadJSON(err) {
			continue
		}
		if err != nil {
			return err
		}
		if err := t.putMoments(&rs[0]); err != nil {
			return err
		}
	}
	return nil
}

// unreadJSON reports whether JSON, or a value in it, could not be read.
func unreadJSON(err error) bool {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	return errors.As(err, &syntax) || errors.As(err, &kind) || errors.Is(err, cordon.ErrInvalid)
}
