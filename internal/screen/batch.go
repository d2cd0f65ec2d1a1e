package screen

import (
	"cmp"
	"context"
	"iter"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/table"
)

// A Summary counts the outcomes of the rows of a file.
type Summary struct {
	Rows   int `json:"rows"`   // all rows
	Hit    int `json:"hit"`    // rows with at least one hit
	Partly int `json:"partly"` // rows that were screened without what could not be read
	Open   int `json:"open"`   // those of Partly without a hit: what could not be read might have had one
	Bad    int `json:"bad"`    // rows that could not be screened
	Near   int `json:"near"`   // rows without a hit of which the answer names a party of the asked name: see cordon.Screening
	Former int `json:"former"` // rows without a hit of which the answer names a party that has left the lists

	Unread []string `json:"unread,omitempty"` // columns, or keys of objects, that were not screened: the first mostUnread

	Notes []string `json:"notes,omitempty"` // why the lists do not prove that who had no hit is not listed: see ListNotes
}

// NoHit is how many rows were screened, in whole or in part, without a hit.
func (sum *Summary) NoHit() int { return sum.Rows - sum.Hit - sum.Bad }

// mostUnread is how many columns that were not screened a summary names.
const mostUnread = 40

// skipped notes the columns of a row that are not screened.
func (sum *Summary) skipped(columns []string) {
	for _, c := range columns {
		if len(sum.Unread) < mostUnread && !slices.Contains(sum.Unread, c) {
			sum.Unread = append(sum.Unread, c)
		}
	}
}

// block is how many rows a core takes at a time: enough to make the hand-over
// cheap, few enough to keep memory small.
const block = 128

// a batch is one block on its way: rows in, answers out.
type batch struct {
	rows    []table.Row
	answers []table.Answer
	done    chan struct{}
}

// Batch screens the rows of a file on all cores and writes the answers in the
// order of the rows. One index serves the whole file, whatever is loaded
// meanwhile. like gives lists, threshold and limit for rows that give none. A
// row with a value that cannot be read is screened by the rest, and its answer
// names the value; one without a name or identifier is not screened. Rows are
// not kept in the store; the audit log gets one line for the file.
func (s *Service) Batch(
	ctx context.Context, by string, rows iter.Seq2[table.Row, error], like cordon.Query, w *table.Writer,
) (sum Summary, err error) {
	defer cordon.Wrap(&err, "screen.Batch()")
	x, err := s.index(like.Lists)
	if err != nil {
		return sum, err
	}
	today, seen := s.today(), Summary{}
	g, running := errgroup.WithContext(ctx)
	work := make(chan *batch)
	order := make(chan *batch, 2*runtime.GOMAXPROCS(0))
	g.Go(func() error { return deal(running, noting(rows, &seen), work, order) })
	for range runtime.GOMAXPROCS(0) {
		g.Go(func() error {
			for b := range work {
				if err := answer(running, x, b, &like, today); err != nil {
					return err
				}
			}
			return nil
		})
	}
	g.Go(func() error { return collect(running, order, w, &sum) })
	if err := g.Wait(); err != nil {
		return sum, err
	}
	sum.Unread, sum.Notes = seen.Unread, listNotes(x, like.Lists, today)
	if err := w.Flush(); err != nil {
		return sum, err
	}
	return sum, s.audit(ctx, by, sum)
}

// noting passes rows on and notes the columns that are not screened.
func noting(rows iter.Seq2[table.Row, error], sum *Summary) iter.Seq2[table.Row, error] {
	return func(yield func(table.Row, error) bool) {
		var last *string // the rows of a CSV share theirs
		for row, err := range rows {
			if len(row.Unread) > 0 && &row.Unread[0] != last {
				last = &row.Unread[0]
				sum.skipped(row.Unread)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// deal puts rows into blocks, in order.
func deal(ctx context.Context, rows iter.Seq2[table.Row, error], work, order chan<- *batch) error {
	defer close(order)
	defer close(work)
	b := &batch{done: make(chan struct{})}
	send := func() bool {
		for _, c := range []chan<- *batch{order, work} {
			select {
			case c <- b:
			case <-ctx.Done():
				return false
			}
		}
		b = &batch{done: make(chan struct{})}
		return true
	}
	for row, err := range rows {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		if b.rows = append(b.rows, row); len(b.rows) == block && !send() {
			return ctx.Err()
		}
	}
	if len(b.rows) > 0 && !send() {
		return ctx.Err()
	}
	return nil
}

// answer screens the rows of a block; one that a signal stops is not done.
func answer(ctx context.Context, x *index.Index, b *batch, like *cordon.Query, today cordon.Date) error {
	for _, r := range b.rows {
		if err := ctx.Err(); err != nil {
			return err
		}
		b.answers = append(b.answers, answerRow(x, &r, like, today))
	}
	b.rows = nil
	close(b.done)
	return nil
}

// answerRow screens a row by what can be compared of it; the answer's error
// names all that cannot. It is not screened when nothing could be asked.
func answerRow(x *index.Index, r *table.Row, like *cordon.Query, today cordon.Date) table.Answer {
	a := table.Answer{Row: r.Number, Query: r.Query, Generation: x.Generation()}
	var problems []string
	if r.Err != nil {
		problems = append(problems, r.Err.Error())
	}
	fill(&a.Query, like)
	given := a.Query.Profile.Names
	typedNames(&a.Query)
	a.Starter = starters(x, a.Query.Lists)
	unread, doubts := separate(&a.Query, today)
	for _, p := range append(unread, doubts...) {
		problems = append(problems, p.Error())
	}
	err := cmp.Or(whole(&a.Query), loaded(x, a.Query.Lists))
	if err == nil {
		var found outcome
		found, err = find(x, &a.Query, today)
		a.Hits, a.Near, a.Former, a.Notes = found.hits, found.near, found.former, found.notes
		problems = append(problems, found.unread...)
	}
	nothing := len(r.Query.Profile.Names)+len(r.Query.Profile.Identifiers) == 0 // the reader of the file says so
	if a.NotScreened = err != nil; a.NotScreened && !slices.Contains(problems, err.Error()) && (r.Err == nil || !nothing) {
		problems = append(problems, err.Error())
	}
	a.Error = strings.Join(problems, "; ")
	a.Query.Profile.Names = given // the answer shows the name of the row
	return a
}

// fill gives a query the defaults of the file.
func fill(q, like *cordon.Query) {
	if len(q.Lists) == 0 {
		q.Lists = like.Lists
	}
	if q.Threshold == 0 {
		q.Threshold = like.Threshold
	}
	if q.Limit == 0 {
		q.Limit = like.Limit
	}
	if q.Profile.Kind == cordon.UnknownKind {
		q.Profile.Kind = like.Profile.Kind
	}
}

// collect writes the answers in order and counts.
func collect(ctx context.Context, order <-chan *batch, w *table.Writer, sum *Summary) error {
	for b := range order {
		select {
		case <-b.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		for i := range b.answers {
			a := &b.answers[i]
			sum.Rows++
			switch {
			case len(a.Hits) > 0:
				sum.Hit++
			case len(a.Near) > 0:
				sum.Near++
			}
			if len(a.Hits) == 0 && len(a.Former) > 0 {
				sum.Former++
			}
			switch {
			case a.NotScreened:
				sum.Bad++
			case a.Error != "":
				sum.Partly++
				if len(a.Hits) == 0 {
					sum.Open++
				}
			}
			if err := w.Write(a); err != nil {
				return err
			}
		}
	}
	return nil
}
