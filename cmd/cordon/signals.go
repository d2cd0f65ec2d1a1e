package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// A stopError is the cause of a context that a signal ended.
type stopError struct{ signal os.Signal }

func (e stopError) Error() string { return e.signal.String() }

// exitCode is the shells' convention for a command that a signal ended: 130 for
// SIGINT, 143 for SIGTERM.
func (e stopError) exitCode() int {
	if s, ok := e.signal.(syscall.Signal); ok {
		return 128 + int(s)
	}
	return exitError
}

// stoppable is a context that SIGINT or SIGTERM ends. From then on a further
// signal has its usual effect: it ends the process at once. A closed pipe on
// standard output is an error to the writer and not a signal, so that an update
// is not cut short because nobody reads its report any more.
func stoppable() context.Context {
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := context.WithCancelCause(context.Background())
	first := make(chan os.Signal, 1)
	signal.Notify(first, os.Interrupt, syscall.SIGTERM)
	go func() {
		s := <-first
		signal.Reset(os.Interrupt, syscall.SIGTERM)
		stop(stopError{s})
	}()
	return ctx
}
