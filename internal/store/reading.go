package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"cordon"
)

// A DocumentQuery selects readings; zero fields do not restrict.
type DocumentQuery struct {
	Party   cordon.PartyID // named in it, or speaking in it; former IDs of the party count
	Ref     string
	Stories []cordon.StoryID // of one of them; a document without a story is its own
	Offset  int              // how many to leave out first
	Limit   int              // newest publication first; 0: all
}

// storyOf is the story of a document: its own ID where it has none.
const storyOf = `coalesce(nullif(story, ''), document)`

func (q DocumentQuery) where(s *Store) where {
	var w where
	if q.Party != "" {
		w.add(`document in (select document from mention where party in `+formerIDs+
			` union select document from statement where party in `+formerIDs+`)`, q.Party)
	}
	if q.Ref != "" {
		w.add("ref = %s", plain(q.Ref))
	}
	if q.Stories != nil {
		w.conds = append(w.conds, s.dialect.in(storyOf, w.arg(list(q.Stories))))
	}
	return w
}

// CountReadings is how many readings a query has, whatever its offset and limit.
func (s *Store) CountReadings(ctx context.Context, q DocumentQuery) (n int, err error) {
	defer cordon.Wrap(&err, "store.CountReadings(%+v)", q)
	w := q.where(s)
	err = s.read.QueryRowContext(ctx, `select count(*) from document`+w.String(), w.args...).Scan(&n)
	return n, err
}

// Stories are the stories that contain statements: those with statements of the
// kinds in against and of others first, then the newest publication. The
// statements of a copy do not count.
func (s *Store) Stories(ctx context.Context, against []cordon.StatementKind, limit int) (_ []cordon.StoryID, err error) {
	defer cordon.Wrap(&err, "store.Stories(%d)", limit)
	var w where
	in := s.dialect.in("s.kind", w.arg(list(against)))
	query := `select story from (
		select coalesce(nullif(d.story, ''), d.document) as story, max(d.published_from) as newest, min(d.document) as least,
			max(case when ` + in + ` then 1 else 0 end) as denied,
			min(case when s.kind is null then null when ` + in + ` then 1 else 0 end) as only_denied
		from document d left join statement s on s.document = d.document and d.copy_of = ''
		group by coalesce(nullif(d.story, ''), d.document) having count(s.n) > 0) x
		order by case when denied = 1 and only_denied = 0 then 0 else 1 end, newest desc, least` + w.limit(limit)
	return collect(ctx, s.read, text[cordon.StoryID], query, w.args...)
}

// Readings are the readings of a query, newest publication first, undated last.
func (s *Store) Readings(ctx context.Context, q DocumentQuery) (_ []cordon.Reading, err error) {
	defer cordon.Wrap(&err, "store.Readings(%+v)", q)
	w := q.where(s)
	var rs []cordon.Reading
	err = s.view(ctx, func(tx querier) error {
		rs, err = s.readings(ctx, tx, w, q.Offset, q.Limit)
		return err
	})
	return rs, err
}

// formerIDs are a party's ID and those that lead to it; %[1]s is the ID, which
// may itself be a former one.
const formerIDs = `(select %[1]s union select party from redirect where former = %[1]s
	union select former from redirect where party = coalesce((select party from redirect where former = %[1]s), %[1]s))`

// Reading is one reading, or cordon.ErrNotFound.
func (s *Store) Reading(ctx context.Context, id cordon.DocumentID) (_ *cordon.Reading, err error) {
	defer cordon.Wrap(&err, "store.Reading(%s)", id)
	var w where
	w.add("document = %s", id)
	var rs []cordon.Reading
	err = s.view(ctx, func(tx querier) error {
		rs, err = s.readings(ctx, tx, w, 0, 1)
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(rs) == 0 {
		return nil, cordon.ErrNotFound
	}
	return &rs[0], nil
}

func (s *Store) readings(ctx context.Context, tx querier, w where, offset, limit int) ([]cordon.Reading, error) {
	query := `select doc, sketch from document` + w.String() + ` order by published_from desc, document` + w.page(offset, limit)
	docs, err := collect(ctx, tx, scanDocument, query, w.args...)
	if err != nil {
		return nil, err
	}
	rs := make([]cordon.Reading, len(docs))
	at := make(map[cordon.DocumentID]*cordon.Reading, len(docs))
	ids := make([]cordon.DocumentID, len(docs))
	for i, d := range docs {
		rs[i].Document, ids[i], at[d.ID] = d, d.ID, &rs[i]
	}
	parts := map[string]func(*cordon.Reading, []byte) error{
		"mention":   func(r *cordon.Reading, doc []byte) error { return appendDoc(&r.Mentions, doc) },
		"statement": func(r *cordon.Reading, doc []byte) error { return appendDoc(&r.Statements, doc) },
		"event":     func(r *cordon.Reading, doc []byte) error { return appendDoc(&r.Events, doc) },
	}
	for table, add := range parts {
		err := eachPart(ctx, tx, `select document, doc from `+table+` where `+s.dialect.in("document", "$1")+` order by document, n`, list(ids),
			func(id cordon.DocumentID, doc []byte) error { return add(at[id], doc) })
		if err != nil {
			return nil, err
		}
	}
	return rs, nil
}

func eachPart(ctx context.Context, q querier, query string, ids any, f func(cordon.DocumentID, []byte) error) error {
	rows, err := q.QueryContext(ctx, query, ids)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id cordon.DocumentID
		var doc sql.RawBytes
		if err := rows.Scan(&id, &doc); err != nil {
			return err
		}
		if err := f(id, doc); err != nil {
			return err
		}
	}
	return rows.Err()
}

func appendDoc[T any](all *[]T, doc []byte) error {
	var v T
	if err := json.Unmarshal(doc, &v); err != nil {
		return err
	}
	*all = append(*all, v)
	return nil
}

func scanDocument(rows *sql.Rows) (d cordon.Document, err error) {
	var doc sql.RawBytes
	var sketch string
	if err := rows.Scan(&doc, &sketch); err != nil {
		return d, err
	}
	if err := json.Unmarshal(doc, &d); err != nil {
		return d, err
	}
	d.Sketch, err = parseSketch(sketch)
	return d, err
}

// A Known is what fold and story need of a document that was read before.
type Known struct {
	ID        cordon.DocumentID
	Ref       string
	Story     cordon.StoryID
	Outlet    string
	Title     string
	Published cordon.Date
	CopyOf    cordon.DocumentID
	Sketch    cordon.Sketch
}

// sketchDays is how far apart two publications may be to be one text: agencies'
// texts are reprinted for weeks.
const sketchDays = 45

// Sketches are the sketches of documents published within 45 days of a date, or
// of unknown date; for a zero date, of all documents. They are ordered by ID.
func (s *Store) Sketches(ctx context.Context, around cordon.Date) (_ []Known, err error) {
	defer cordon.Wrap(&err, "store.Sketches(%s)", around)
	var w where
	if !around.IsZero() {
		from, to := around.AddDays(-sketchDays), cordon.DateOf(around.Last()).AddDays(sketchDays)
		w.conds = append(w.conds, fmt.Sprintf("(published_from = '' or published_to >= %s and published_from <= %s)", w.arg(from.String()),
			w.arg(to.String())))
	}
	return collect(ctx, s.read, func(rows *sql.Rows) (k Known, err error) {
		var published, sketch string
		if err := rows.Scan(&k.ID, &k.Ref, &k.Story, &k.Outlet, &k.Title, &published, &k.CopyOf, &sketch); err != nil {
			return k, err
		}
		if k.Published, err = cordon.ParseDate(published); err != nil {
			return k, err
		}
		k.Sketch, err = parseSketch(sketch)
		return k, err
	}, `select document, ref, story, outlet, title, published, copy_of, sketch from document`+w.String()+` order by document`, w.args...)
}

func sketchText(s cordon.Sketch) string {
	var b strings.Builder
	for _, v := range s {
		fmt.Fprintf(&b, "%016x", v)
	}
	return b.String()
}

func parseSketch(text string) (cordon.Sketch, error) {
	var s cordon.Sketch
	for len(text) >= 16 {
		v, err := strconv.ParseUint(text[:16], 16, 64)
		if err != nil {
			return nil, err
		}
		s, text = append(s, v), text[16:]
	}
	if text != "" {
		return nil, fmt.Errorf("sketch ends in %q: %w", text, cordon.ErrInvalid)
	}
	return s, nil
}

// PutReading stores a reading; one of the same document is replaced.
func (t *Tx) PutReading(r *cordon.Reading) (err error) {
	defer cordon.Wrap(&err, "store.PutReading(%s)", r.Document.ID)
	if err := checkID("document", r.Document.ID); err != nil {
		return err
	}
	if !utf8.ValidString(r.Document.Text) {
		return fmt.Errorf("the text is not UTF-8, its spans would shift: %w", cordon.ErrInvalid)
	}
	if err := t.lock(lockDocuments); err != nil {
		return err
	}
	if err := t.exec(`update counter set value = value + 1 where name = 'documents'`); err != nil {
		return err
	}
	if err := t.exec(`delete from document where document = $1`, r.Document.ID); err != nil { // its parts go with it
		return err
	}
	if err := t.putDocument(r.Document); err != nil {
		return err
	}
	return errors.Join(t.putMentions(r), t.putStatements(r), t.putEvents(r), t.putMoments(r))
}

func (t *Tx) putDocument(d cordon.Document) error {
	sketch := sketchText(d.Sketch)
	d.Sketch, d.Fetched = nil, kept(d.Fetched)
	b := t.into(`document (document, ref, outlet, title, lang, published, published_from, published_to, story, copy_of,
		relevant, example, sketch, doc)`, "")
	err := b.add(d.ID, plain(d.Ref), plain(d.Outlet), plain(d.Title), plain(d.Lang),
		d.Published.String(), firstDay(d.Published), lastDay(d.Published), plain(d.Story), plain(d.CopyOf),
		d.Relevant, d.Example, sketch, inDoc{d})
	return errors.Join(err, b.flush())
}

func (t *Tx) putMentions(r *cordon.Reading) error {
	b := t.into(`mention (document, n, party, entity, kind, doc)`, "")
	for i, m := range r.Mentions {
		if err := b.add(r.Document.ID, i+1, plain(m.Party), plain(m.Entity), plain(m.Kind), inDoc{m}); err != nil {
			return err
		}
	}
	return b.flush()
}

func (t *Tx) putStatements(r *cordon.Reading) error {
	b := t.into(`statement (document, n, party, speaker, kind, said_from, said_to, doc)`, "")
	for i, st := range r.Statements {
		if err := b.add(r.Document.ID, i+1, plain(st.Party), plain(st.Speaker), plain(st.Kind), firstDay(st.Said), lastDay(st.Said),
			inDoc{st}); err != nil {
			return err
		}
	}
	return b.flush()
}

func (t *Tx) putEvents(r *cordon.Reading) error {
	b := t.into(`event (document, n, event, type, status, when_from, when_to, doc)`, "")
	for i, e := range r.Events {
		if err := b.add(r.Document.ID, i+1, plain(e.ID), plain(e.Type), plain(e.Status), firstDay(e.When.From), lastDay(e.When.To),
			inDoc{e}); err != nil {
			return err
		}
	}
	return b.flush()
}
