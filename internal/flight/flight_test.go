package flight

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
)

// TestLeave: who asked first leaves; the work goes on, and the others get its result.
func TestLeave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g Group[int]
		runs, finish := 0, make(chan bool)
		ask := func(ctx context.Context) chan error {
			out := make(chan error, 1)
			go func() {
				n, err := g.Do(ctx, func(ctx context.Context) (int, error) {
					runs++
					<-finish
					return 7, ctx.Err()
				})
				if err == nil && n != 7 {
					err = fmt.Errorf("the result is %d", n)
				}
				out <- err
			}()
			synctest.Wait() // it waits for the work
			return out
		}
		first, leave := context.WithCancel(t.Context())
		second, tired := context.WithCancel(t.Context())
		left, also, stays := ask(first), ask(second), ask(t.Context())
		leave()
		tired()
		for _, who := range []chan error{left, also} { // before the work is done
			if err := <-who; !errors.Is(err, context.Canceled) {
				t.Errorf("who left: %v", err)
			}
		}
		close(finish)
		if err := <-stays; err != nil || runs != 1 {
			t.Errorf("who stayed: %v after %d runs", err, runs)
		}
	})
}

// TestDo gives errors back and runs again when nothing is running.
func TestDo(t *testing.T) {
	var g Group[string]
	broken := errors.New("broken")
	if _, err := g.Do(t.Context(), func(context.Context) (string, error) { return "", broken }); !errors.Is(err, broken) {
		t.Error(err)
	}
	if s, err := g.Do(t.Context(), func(context.Context) (string, error) { return "done", nil }); s != "done" || err != nil {
		t.Error(s, err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	_, err := g.Do(ended, func(context.Context) (string, error) { t.Error("begun for nobody"); return "", nil })
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
