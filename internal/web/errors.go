package web

import (
	"context"
	"errors"
	"net/http"

	"cordon"
	"cordon/internal/web/tmpl"
)

// A failure is how a kind of error is told to a reader.
type failure struct {
	kind   error
	status int
	head   string
	advice string
	detail bool // the error's text is the reader's to mend
}

// failures maps the kinds of error, once for all pages; the last row is every
// other error.
var failures = []failure{
	{errMethod, http.StatusMethodNotAllowed, "This page is only for reading", "It answers GET and HEAD.", false},
	{cordon.ErrInvalid, http.StatusBadRequest, "This cannot be read", "Something in the address or the form is not as it should be.", true},
	{cordon.ErrNotFound, http.StatusNotFound, "There is no such page", "The address may be mistyped, or what it names is not in this database.", false},
	{cordon.ErrConflict, http.StatusConflict, "The state of the data forbids this", "Look at the state of the lists, then try again.", true},
	{cordon.ErrRefused, http.StatusUnprocessableEntity, "Refused", "A safety check stopped this; nothing was changed.", true},
	{nil, http.StatusInternalServerError, "Something went wrong here", "The error is in the program’s log. Try again; if it stays, report it.", false},
}

func failureOf(err error) failure {
	for _, f := range failures {
		if f.kind == nil || errors.Is(err, f.kind) {
			return f
		}
	}
	return failures[len(failures)-1]
}

// fail shows the page of an error. It asks nothing of the store, which may be
// what failed.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		s.gone(err)
		return
	}
	f := failureOf(err)
	if f.status == http.StatusInternalServerError {
		s.Log.Error("page", "path", r.URL.Path, "err", err)
	}
	v := tmpl.Failure{Frame: s.bareFrame(f.head, ""), Status: f.status, Head: f.head, Advice: f.advice}
	if f.detail {
		v.Detail = err.Error()
	}
	if err := s.show(w, r, f.status, tmpl.FailurePage(v)); err != nil {
		s.Log.Error("page of an error", "path", r.URL.Path, "err", err)
	}
}
