package web

import (
	"net/http"
	"testing"

	"cordon/internal/store"
)

// TestUnreachable: a database server that is away is a matter of time, not a
// fault of the program.
func TestUnreachable(t *testing.T) {
	s, err := store.Open(t.Context(), "postgres://nobody@127.0.0.1:1/none?sslmode=disable&connect_timeout=5")
	if err == nil {
		s.Close()
		t.Fatal("a server listens on port 1")
	}
	if f := failureOf(err); f.status != http.StatusServiceUnavailable {
		t.Errorf("%v: status %d", err, f.status)
	}
}
