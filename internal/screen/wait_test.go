package screen

import (
	"context"
	"errors"
	"testing"

	"cordon/internal/index"
)

// TestWaiterLeaves: who waits for a build that another request began waits no
// longer than its own context, and who stays gets the newest index.
func TestWaiterLeaves(t *testing.T) {
	s := serving(t, "Ri Pyong Chol")
	begun, finish := make(chan bool), make(chan bool)
	go func() {
		_, _ = s.building.Do(context.WithoutCancel(t.Context()), func(context.Context) (*index.Index, error) {
			close(begun)
			<-finish
			return nil, nil // of an older state: nothing is put in place
		})
	}()
	<-begun
	ctx, leave := context.WithCancel(t.Context())
	left, stayed := make(chan error), make(chan error)
	go func() { left <- s.Reload(ctx) }()
	go func() { stayed <- s.Reload(t.Context()) }()
	leave()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("who left: %v", err)
	}
	close(finish)
	if err := <-stayed; err != nil || s.Live.Load() == nil || s.Live.Load().Len() != 1 {
		t.Errorf("who stayed: %v, %v", err, s.Live.Load())
	}
}
