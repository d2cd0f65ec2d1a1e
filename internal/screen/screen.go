// Package screen answers who is listed.
package screen

import (
	"context"
	"time"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/store"
)

// A Service answers queries out of the live index and keeps a record of each.
type Service struct {
	Store *store.Store
	Live  *index.Live
	Now   func() time.Time
}

// Screen answers one query and stores the screening.
func (s *Service) Screen(ctx context.Context, by string, q *cordon.Query) (*cordon.Screening, error) {
	panic("unwritten")
}

// Reload builds the index from the store's parties and puts it in place, if the
// one in place is of an older generation.
func (s *Service) Reload(ctx context.Context) error { panic("unwritten") }
