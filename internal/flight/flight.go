// Package flight does a piece of work once for all who wait for it at the same
// time.
package flight

import (
	"context"

	"golang.org/x/sync/singleflight"
)

// A Group shares one piece of work between those who ask for it. The zero value
// is ready to use.
type Group[T any] struct{ shared singleflight.Group }

// Do gives the result of f, or that of a call of f that is running already. What
// was asked for after that call began may be missing from its result; a second Do
// has it. The context of f does not end with ctx: who leaves takes nothing from
// the others. When ctx ends first, Do returns its error at once. A panic of f ends
// the program.
func (g *Group[T]) Do(ctx context.Context, f func(context.Context) (T, error)) (T, error) {
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	result := g.shared.DoChan("", func() (any, error) { return f(context.WithoutCancel(ctx)) })
	select {
	case <-ctx.Done():
		return none, ctx.Err()
	case r := <-result:
		v, _ := r.Val.(T)
		return v, r.Err
	}
}
