package web

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/netutil"
	"golang.org/x/sync/errgroup"
)

// Limits of the server. A page is read and answered well within the times; a
// slow or endless client is not waited for.
const (
	readHeaderTime = 5 * time.Second
	readTime       = 30 * time.Second
	writeTime      = 60 * time.Second
	idleTime       = 30 * time.Second
	closeTime      = 10 * time.Second

	maxHeader = 32 << 10 // bytes; the longest address that a form here makes has about 3 KiB

	// maxConns is how many connections are open at once; more wait in the
	// system's queue. With three files for each connection of the store's read
	// pool it stays far below the usual limit of 1,024 open files.
	maxConns = 256

	// maxAnswers is how many pages are made at once. A page uses one of the
	// store's 32 read connections at a time, so that the rest are left for what
	// follows updates; more at once would not be faster, since a page is work for
	// the processor.
	maxAnswers = 16
	maxWait    = 5 * time.Second // for a turn
)

// retryAfter is how many seconds a client that got 503 is asked to wait.
const retryAfter = "5"

// errBusy is a request that waited in vain for its turn.
var errBusy = errors.New("too many requests at once")

// errUnreachable stands for every store.Unreachable error.
var errUnreachable = errors.New("the database is not there")

// queue lets no more than most requests through at once. The others wait their
// turn, then get the page that says to try again. Who had to wait gives the
// connection back, so that an idle one does not keep others out.
func (s *Server) queue(most int, wait time.Duration, next http.Handler) http.Handler {
	turns := make(chan struct{}, most)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case turns <- struct{}{}:
		default:
			w.Header().Set("Connection", "close")
			if !waitTurn(r.Context(), turns, wait) {
				s.fail(w, r, errBusy)
				return
			}
		}
		defer func() { <-turns }()
		next.ServeHTTP(w, r)
	})
}

func waitTurn(ctx context.Context, turns chan<- struct{}, wait time.Duration) bool {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	select {
	case turns <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

// errCrossSite is a request that another site made a browser send.
var errCrossSite = errors.New("sent by another site")

// sameSite lets requests that may write through only if no other site sent
// them: by Sec-Fetch-Site, else by Origin. Requests without both are not a
// browser's. GET, HEAD and OPTIONS pass, since what answers them never writes.
func (s *Server) sameSite(next http.Handler) http.Handler {
	p := http.NewCrossOriginProtection()
	p.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, errCrossSite) }))
	return p.Handler(next)
}

// Serve answers on ln until ctx ends, then lets open requests finish; those
// that take longer than closeTime are cut off.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	srv := &http.Server{
		Handler: s.Handler(), MaxHeaderBytes: maxHeader,
		ReadHeaderTimeout: readHeaderTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime,
	}
	g, running := errgroup.WithContext(ctx) // done when serving fails, too
	g.Go(func() error {
		if err := srv.Serve(netutil.LimitListener(ln, maxConns)); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	g.Go(func() error { return finish(running, srv) })
	return g.Wait()
}

func finish(ctx context.Context, srv *http.Server) error {
	<-ctx.Done()
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTime)
	defer cancel()
	if err := srv.Shutdown(end); err != nil {
		return srv.Close()
	}
	return nil
}
