// Package watch reads the news: it turns a page into a reading, recognises copies
// and stories, and keeps what it read.
package watch

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"cordon"
	"cordon/internal/archive"
	"cordon/internal/claim"
	"cordon/internal/event"
	"cordon/internal/extract"
	"cordon/internal/index"
	"cordon/internal/mention"
	"cordon/internal/provision"
	"cordon/internal/store"
	"cordon/internal/when"
)

// A Service reads documents and keeps what they say. It may be used by several
// goroutines.
type Service struct {
	Store   *store.Store     // nil: nothing is kept
	Archive *archive.Archive // nil: raw bytes are not kept
	Live    *index.Live      // nil: no mention is linked to a list
	Now     func() time.Time // nil: time.Now
	Example bool             // mark what is read as an example

	mu    sync.Mutex
	known memory
}

// Read reads one document: the article, who is named, who said what, which
// events, which provisions they would breach; and keeps it. A text that is not
// about sanctions, arms transfers or their monitoring is kept without
// statements and events. The error is of the kind cordon.ErrInvalid when there
// is no text.
func (s *Service) Read(ctx context.Context, in extract.Input) (r *cordon.Reading, err error) {
	defer cordon.Wrap(&err, "watch.Read(%s)", in.Ref)
	if err := s.archive(ctx, in); err != nil {
		return nil, err
	}
	d, err := extract.Document(in)
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return nil, err
	}
	r = &cordon.Reading{Document: *d}
	r.Document.Example = s.Example
	if err := s.understand(ctx, r, extract.Reference(d)); err != nil {
		return nil, err
	}
	return s.settle(ctx, r)
}

// settle places the reading among those read before and keeps it. When another
// process or goroutine stored a document in between, it places again: what that
// one stored may be the source of this one.
func (s *Service) settle(ctx context.Context, r *cordon.Reading) (*cordon.Reading, error) {
	for {
		placed := *r
		p, err := s.place(ctx, &placed)
		if err != nil {
			return nil, err
		}
		switch err := s.keep(ctx, &placed, p); {
		case errors.Is(err, errMoved):
		case err != nil:
			return nil, err
		default:
			s.learn(p)
			return &placed, nil
		}
	}
}

// archive keeps the raw bytes before anything is made of them.
func (s *Service) archive(ctx context.Context, in extract.Input) error {
	if s.Archive == nil {
		return nil
	}
	_, err := s.Archive.Put(ctx, bytes.NewReader(in.Raw), 0)
	return err
}

// understand fills in who is named, who said what and which events. ref is the
// day that relative dates count from. It stops between two steps when the context
// is done.
func (s *Service) understand(ctx context.Context, r *cordon.Reading, ref cordon.Date) error {
	d := &r.Document
	var sentences []cordon.Span
	var dates []when.Found
	steps := []func(){
		func() { sentences = extract.Sentences(d) },
		func() { dates = datesOf(d, ref) },
		func() { r.Mentions = mention.Find(d, sentences, s.index()) },
	}
	if d.Relevant {
		steps = append(
			steps,
			func() { r.Statements = claim.Find(d, sentences, r.Mentions, dates) },
			func() { r.Events = event.Find(d, sentences, r.Mentions, dates, r.Statements) },
			func() { breaches(r) },
		)
	}
	for _, step := range steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		step()
	}
	r.Mentions = named(r.Mentions)
	return ctx.Err()
}

// breaches adds to each event the provisions that it would breach.
func breaches(r *cordon.Reading) {
	for i := range r.Events {
		r.Events[i].Breach = provision.Breached(&r.Events[i], r.Document.Published)
	}
}

// named are the mentions that a reading keeps: without plain words for goods,
// which name no party, and without the grammar that the steps before needed.
func named(ms []cordon.Mention) []cordon.Mention {
	var out []cordon.Mention
	for _, m := range ms {
		if e := mention.Lookup(m.Entity); e != nil && e.ID[0] == 'w' && e.Class == "generic" {
			continue
		}
		if m.Role == mention.Adjective {
			m.Role = ""
		}
		out = append(out, m)
	}
	return out
}

// datesOf finds the written dates. A text that nothing dates still gives the
// year of its "Sept. 4" when its body prints a full date elsewhere: the latest.
func datesOf(d *cordon.Document, ref cordon.Date) []when.Found {
	if ref.IsZero() {
		for _, f := range when.Find(d.Text, ref, d.Lang) {
			if inProse(d, f.Span) && f.When.From.Day > 0 && f.When.From == f.When.To && f.When.From.Year > ref.Year {
				ref = cordon.Date{Year: f.When.From.Year}
			}
		}
	}
	return when.Find(d.Text, ref, d.Lang)
}

// inProse reports whether a place lies in the body: a caption may stand under an old photo.
func inProse(d *cordon.Document, s cordon.Span) bool {
	i, _ := slices.BinarySearchFunc(d.Blocks, s.From, func(b cordon.Block, at int) int { return cmp.Compare(b.Span.To, at) })
	return i < len(d.Blocks) && d.Blocks[i].Kind == cordon.Body
}

func (s *Service) index() *index.Index {
	if s.Live == nil {
		return nil
	}
	return s.Live.Load()
}

func (s *Service) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}

// errMoved: the store holds documents that the placed one was not compared with.
var errMoved = errors.New("another document was stored meanwhile")

// keep stores the reading, its alerts and the line of the record, or nothing. The
// error is errMoved when the store's documents are not those that p was placed among.
func (s *Service) keep(ctx context.Context, r *cordon.Reading, p placement) error {
	if s.Store == nil {
		return nil
	}
	at := s.now()
	return s.Store.Tx(ctx, func(tx *store.Tx) error {
		switch n, err := tx.Documents(); {
		case err != nil:
			return err
		case n != p.mark:
			return errMoved
		}
		if err := tx.PutReading(r); err != nil {
			return err
		}
		for _, a := range alerts(r, at) {
			if err := tx.Raise(&a); err != nil {
				return err
			}
		}
		return tx.Audit(at, "watch", "read", string(r.Document.ID))
	})
}
