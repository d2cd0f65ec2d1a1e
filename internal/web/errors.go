package web

import (
	"context"
	"errors"
	"net/http"

	"cordon"
	"cordon/internal/screen"
	"cordon/internal/store"
	"cordon/internal/web/tmpl"
)

// A failure is how a kind of error is shown to a reader.
type failure struct {
	kind   error
	status int
	head   string
	advice string
	detail bool // the error's text says what the reader can mend
}

// failures maps the kinds of error, once for all pages; the last row is every
// other error.
var failures = []failure{
	{
		errHost, http.StatusMisdirectedRequest, "This server does not answer to that name",
		"Use localhost or 127.0.0.1 in the address, or start the server with: cordon serve --host NAME", true,
	},
	{
		errCrossSite, http.StatusForbidden, "Another site sent this request",
		"Nothing was changed. Open the page here and send it from there.", false,
	},
	{
		errUnreachable, http.StatusServiceUnavailable, "The database does not answer",
		"Try again in a few seconds, or when its server runs; if it is a file that was deleted, moved or replaced, " +
			"start this program again.", false,
	},
	{errBusy, http.StatusServiceUnavailable, "Too many requests at once", "Try again in a few seconds.", false},
	{
		store.ErrNotWhole, http.StatusServiceUnavailable, "The lists are being brought up to date",
		"An answer could miss parties until that is done. Try again in a minute; if it stays so, run: cordon check", false,
	},
	{
		screen.ErrNothingLoaded, http.StatusServiceUnavailable, "No list is loaded",
		"Nobody can be looked up until one is. Load the lists with: cordon update", false,
	},
	{errMethod, http.StatusMethodNotAllowed, "This page is read-only", "It answers GET and HEAD.", false},
	{cordon.ErrInvalid, http.StatusBadRequest, "This request cannot be read", "Something in the address or the form is not valid.", true},
	{
		cordon.ErrNotFound, http.StatusNotFound, "There is no such page",
		"The address may be mistyped, or what it names is not in this database.", false,
	},
	{
		cordon.ErrConflict, http.StatusConflict, "The state of the data does not allow this",
		"Look at the state of the lists, then try again.", true,
	},
	{cordon.ErrRefused, http.StatusUnprocessableEntity, "Refused", "A safety check stopped this; nothing was changed.", true},
	{
		nil, http.StatusInternalServerError, "Something went wrong here",
		"The error is in the program’s log. Try again; if it stays, report it.", false,
	},
}

func failureOf(err error) failure {
	if store.Unreachable(err) {
		err = errUnreachable
	}
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
	if f.status == http.StatusInternalServerError || f.kind == errUnreachable {
		s.Log.Error("page", "path", r.URL.Path, "err", err)
	}
	if f.status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", retryAfter)
	}
	v := tmpl.Failure{Frame: s.bareFrame(f.head, ""), Status: f.status, Head: f.head, Advice: f.advice}
	if f.detail {
		v.Detail = detailOf(err)
	}
	if err := s.show(w, r, f.status, tmpl.FailurePage(v)); err != nil {
		s.Log.Error("page of an error", "path", r.URL.Path, "err", err)
	}
}

// detailOf is an error without the calls that it came through.
func detailOf(err error) string {
	var p cordon.Problem
	if errors.As(err, &p) {
		return p.Error()
	}
	return err.Error()
}
