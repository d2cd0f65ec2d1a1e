package store

import (
	"context"
	"database/sql"
	"iter"
	"runtime"
	"sync"
)

// A chunk is some rows in the order of the query, on their way to be decoded.
type chunk[R, T any] struct {
	raw  []R
	out  []T
	err  error // after out
	done chan struct{}
}

// chunkRows is how many rows are decoded at a time: enough that handing them
// over costs nothing beside it, few enough that the first comes soon.
const chunkRows = 64

// stream yields the rows of a query in order, while other goroutines read on
// and decode on all cores: reading JSON takes longer than reading rows. After
// an error it yields nothing more. Nothing is left running when it returns.
func stream[R, T any](
	ctx context.Context, q querier, scan func(*sql.Rows) (R, error), decode func(R) (T, error), query string, args ...any,
) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer cancel()
		workers := runtime.GOMAXPROCS(0)
		order := make(chan *chunk[R, T], 2*workers) // as the query has them
		work := make(chan *chunk[R, T], 2*workers)  // the same, for whoever is free
		wg.Go(func() {
			defer close(order)
			defer close(work)
			readChunks(ctx, q, scan, query, args, func(c *chunk[R, T]) bool { return send(ctx, order, c) && send(ctx, work, c) })
		})
		for range workers {
			wg.Go(func() {
				for c := range work {
					c.decode(decode)
				}
			})
		}
		for c := range order {
			select {
			case <-c.done:
			case <-ctx.Done(): // the caller's; a chunk may never have reached a worker
				yield(*new(T), ctx.Err())
				return
			}
			for _, v := range c.out {
				if !yield(v, nil) {
					return
				}
			}
			if c.err != nil {
				yield(*new(T), c.err)
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(*new(T), err)
		}
	}
}

func send[T any](ctx context.Context, ch chan<- T, v T) bool {
	select {
	case ch <- v:
		return true
	case <-ctx.Done():
		return false
	}
}

func (c *chunk[R, T]) decode(decode func(R) (T, error)) {
	defer close(c.done)
	c.out = make([]T, 0, len(c.raw))
	for _, r := range c.raw {
		v, err := decode(r)
		if err != nil {
			c.err = err
			return
		}
		c.out = append(c.out, v)
	}
}

// readChunks runs the query and sends its rows in chunks until send returns
// false. An error comes with the last chunk, after its rows.
func readChunks[R, T any](
	ctx context.Context, q querier, scan func(*sql.Rows) (R, error), query string, args []any, send func(*chunk[R, T]) bool,
) {
	c := &chunk[R, T]{done: make(chan struct{})}
	rows, err := q.QueryContext(ctx, query, args...)
	if err == nil {
		defer rows.Close()
		for rows.Next() {
			r, serr := scan(rows)
			if serr != nil {
				err = serr
				break
			}
			if c.raw = append(c.raw, r); len(c.raw) == chunkRows {
				if !send(c) {
					return
				}
				c = &chunk[R, T]{done: make(chan struct{})}
			}
		}
		if err == nil {
			err = rows.Err()
		}
	}
	c.err = err
	if len(c.raw) > 0 || err != nil {
		send(c)
	}
}
