package archive

import (
	"context"
	"errors"
	"testing"
)

// An endless reader counts how often it is read, and ends a context at the third time.
type endless struct {
	reads int
	end   context.CancelFunc
}

func (e *endless) Read(p []byte) (int, error) {
	if e.reads++; e.reads == 3 {
		e.end()
	}
	if e.reads > 100 {
		return 0, errors.New("read on after the context had ended")
	}
	return len(p), nil
}

// TestUploadStops: a file is not copied on once the context has ended, and nothing of it
// is kept.
func TestUploadStops(t *testing.T) {
	a, err := Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	ctx, end := context.WithCancel(t.Context())
	defer end()
	r := &endless{end: end}
	const key = "sha256/00/00"
	if err := a.upload(ctx, key, r); !errors.Is(err, context.Canceled) || r.reads != 3 {
		t.Errorf("%v after %d reads", err, r.reads)
	}
	if there, err := a.bucket.Exists(t.Context(), key); there || err != nil {
		t.Errorf("kept: %t, %v", there, err)
	}
}
