// Package web is the face of `cordon serve`: pages that a server renders and a
// browser shows without a script. A handler asks the doors and fills a view; how
// it looks is in tmpl. No rule of the trade is here.
//
// Pages answer GET and HEAD and never write: any site can make a browser ask for
// one. What they look up is not recorded; the command line records.
//
// Not promised: the pages' addresses are for people; programs take /gaps.json,
// /gaps.csv or the command line.
package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/a-h/templ"

	"cordon"
	"cordon/internal/coordinate"
	"cordon/internal/index"
	"cordon/internal/screen"
	"cordon/internal/store"
	"cordon/internal/watch"
	"cordon/internal/web/tmpl"
)

// A Server renders the pages out of the doors.
type Server struct {
	Store      *store.Store
	Screen     *screen.Service
	Watch      *watch.Service
	Coordinate *coordinate.Service
	Lists      []cordon.List         // the lists that the program can load
	Others     []cordon.List         // those that it cannot, shown while there are facts of them
	Unloaded   map[cordon.ListID]int // what list.Updater.Unloaded counted when the store was opened
	Live       *index.Live
	Log        *slog.Logger
	Now        func() time.Time
	Hosts      Hosts
	Version    string // of the program, for the foot of the page
}

// A page answers one request; its error becomes a readable page.
type page func(w http.ResponseWriter, r *http.Request) error

// routes are all addresses of the face, with the parameters that each takes. GET
// answers HEAD too.
func (s *Server) routes() map[string]page {
	return map[string]page{
		"GET /{$}":                taking(s.home),
		"GET /search":             taking(s.search, "q", "kind", "birth", "country", "id", "threshold"),
		"GET /party/{id...}":      taking(s.party),
		"GET /entry/{id...}":      taking(s.entry),
		"GET /lists":              taking(s.lists),
		"GET /lists/{id}":         taking(s.list, "entries", "changes"),
		"GET /changes":            taking(s.changes, "list", "kind", "since", "until", "page"),
		"GET /changes/{id...}":    taking(s.change, "page"),
		"GET /changes.atom":       taking(s.changesAtom, "list", "kind", "since", "until"),
		"GET /history/{id...}":    taking(s.history),
		"GET /documents":          taking(s.documents, "page"),
		"GET /documents/{id}":     taking(s.document),
		"GET /timeline":           taking(s.timeline, "theme", "kind", "since", "limit", "page"),
		"GET /gaps":               taking(s.gaps, "programme", "q", "asof", "as_of", "limit", "page"),
		"GET /gaps.csv":           taking(s.gapsCSV, "programme", "q", "asof", "as_of"),
		"GET /gaps.json":          taking(s.gapsJSON, "programme", "q", "asof", "as_of"),
		"GET /alerts":             taking(s.alerts, "page"),
		"GET /about":              taking(s.about),
		"GET " + styleSheet.route: taking(styleSheet.serve),
		"GET " + icon.route:       taking(icon.serve),
		"GET /favicon.ico":        taking(icon.serve),
	}
}

// Handler is the whole face: the host is checked first, then who sent the
// request, then it waits for its turn.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	for pattern, p := range s.routes() {
		mux.HandleFunc(pattern, s.answer(p))
	}
	mux.HandleFunc("/", s.answer(func(w http.ResponseWriter, r *http.Request) error { return s.nowhere(mux, w, r) }))
	return secure(s.ours(s.sameSite(s.queue(maxAnswers, maxWait, mux))))
}

// policy is the content security policy: nothing but our own style sheet and
// pictures, forms only to ourselves, no script, no frame.
const policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// secure sets the headers that every answer carries.
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		h.Set("Cache-Control", "private, no-cache")
		next.ServeHTTP(w, r)
	})
}

// answer runs a page; its error or panic becomes the page of that error.
func (s *Server) answer(p page) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v != nil {
				s.Log.Error("page", "path", r.URL.Path, "panic", v, "stack", string(debug.Stack()))
				s.fail(w, r, fmt.Errorf("panic: %v", v))
			}
		}()
		err := checkQuery(r)
		if err == nil {
			err = p(w, r)
		}
		if err != nil {
			s.fail(w, r, err)
		}
	}
}

// errMethod is a request with a method that an address does not take.
var errMethod = errors.New("method not allowed")

// nowhere answers an address without a page: the address may exist for another method.
func (s *Server) nowhere(mux *http.ServeMux, w http.ResponseWriter, r *http.Request) error {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		as := r.Clone(r.Context())
		as.Method = http.MethodGet
		if _, pattern := mux.Handler(as); pattern != "/" {
			w.Header().Set("Allow", "GET, HEAD")
			return fmt.Errorf("%s %s: %w", r.Method, r.URL.Path, errMethod)
		}
	}
	return fmt.Errorf("page %s: %w", r.URL.Path, cordon.ErrNotFound)
}

// show renders a page whole before the first byte goes out, so that an error on
// the way does not leave half a page.
func (s *Server) show(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	var b bytes.Buffer
	if err := c.Render(r.Context(), &b); err != nil {
		return fmt.Errorf("render %s: %w", r.URL.Path, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, err := io.Copy(w, &b)
	s.gone(err)
	return nil
}

// gone notes an answer that could not be sent: the reader has left.
func (s *Server) gone(err error) {
	if err != nil {
		s.Log.Debug("answer not sent", "err", err)
	}
}

// frame is what stands around every page.
func (s *Server) frame(ctx context.Context, title, path string) (tmpl.Frame, error) {
	f := s.bareFrame(title, path)
	states, err := s.states(ctx)
	if err != nil {
		return f, err
	}
	f.Data = dataState(states)
	return f, nil
}

// bareFrame is a frame that asks nothing of the store.
func (s *Server) bareFrame(title, path string) tmpl.Frame {
	return tmpl.Frame{
		Title: title, Path: path, CSS: styleSheet.route, Icon: icon.route, Version: s.Version,
		Data: tmpl.State{Loaded: 1}, Today: cordon.DateOf(s.Now().UTC()),
	}
}
