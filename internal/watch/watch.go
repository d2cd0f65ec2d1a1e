// Package watch reads the news.
package watch

import (
	"context"
	"time"

	"cordon"
	"cordon/internal/archive"
	"cordon/internal/extract"
	"cordon/internal/index"
	"cordon/internal/store"
)

// A Service reads documents and keeps what they say.
type Service struct {
	Store   *store.Store     // nil: nothing is kept
	Archive *archive.Archive // nil: raw bytes are not kept
	Live    *index.Live
	Now     func() time.Time
	Example bool // mark what is read as an example
}

// Read reads one document: the article, who is named, who said what, which
// events, which provisions they would breach; and keeps it.
func (s *Service) Read(ctx context.Context, in extract.Input) (*cordon.Reading, error) {
	panic("unwritten")
}

// A Record is the reading in the form that `cordon read --json` prints: the
// keys of the news bench, and more.
type Record struct {
	Doc             string `json:"doc"`
	Language        string `json:"language"`
	Relevant        bool   `json:"relevant"`
	PublicationDate string `json:"publication_date,omitempty"`
}

// RecordOf renders a reading.
func RecordOf(r *cordon.Reading) *Record { panic("unwritten") }
