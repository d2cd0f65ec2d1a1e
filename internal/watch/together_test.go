package watch

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"cordon"
	"cordon/internal/extract"
	"cordon/internal/store"
)

// TestReadTogether reads copies of one text at the same time, by two services on
// each of two stores that are open on one file, as two processes are: one is the
// original, all others are copies of it, and there is one story.
func TestReadTogether(t *testing.T) {
	for round := range 20 {
		ctx := context.Background()
		file := filepath.Join(t.TempDir(), "cordon.db")
		var wg sync.WaitGroup
		start := make(chan struct{})
		var stores []*store.Store
		for p := range 2 {
			st, err := store.Open(ctx, file)
			if err != nil {
				t.Fatal(err)
			}
			defer st.Close()
			stores = append(stores, st)
			service := &Service{Store: st}
			for i := range 4 {
				if i == 2 {
					service = &Service{Store: st}
				}
				wg.Go(func() {
					<-start
					ref := fmt.Sprintf("%d-%d.txt", p, i)
					raw := fmt.Sprintf("Paper %d%d\n\n%s", p, i, shipment)
					if _, err := service.Read(ctx, extract.Input{Ref: ref, Raw: []byte(raw)}); err != nil {
						t.Errorf("%s: %v", ref, err)
					}
				})
			}
		}
		close(start)
		wg.Wait()
		oneStory(t, round, stores[0], 8)
	}
}

// oneStory holds that a store has so many documents, one original and its copies.
func oneStory(t *testing.T, round int, st *store.Store, want int) {
	t.Helper()
	rs, err := st.Readings(context.Background(), store.DocumentQuery{})
	if err != nil || len(rs) != want {
		t.Fatalf("round %d: %d readings, %v; want %d", round, len(rs), err, want)
	}
	var original *cordon.Document
	for i := range rs {
		if d := &rs[i].Document; d.CopyOf == "" {
			if original != nil {
				t.Fatalf("round %d: %s and %s are originals", round, original.Ref, d.Ref)
			}
			original = d
		}
	}
	if original == nil {
		t.Fatalf("round %d: no original", round)
	}
	for i := range rs {
		d := &rs[i].Document
		if d.Story != original.Story || d != original && (d.CopyOf != original.ID || d.CopyRef != original.Ref) {
			t.Errorf("round %d: %s is a copy of %s in story %s, want %s in %s", round, d.Ref, d.CopyRef, d.Story, original.Ref, original.Story)
		}
	}
}

// TestPlacedAmongAll holds that a document is not stored as it was placed when
// another was stored in between, and that a memory is brought up to date.
func TestPlacedAmongAll(t *testing.T) {
	ctx := context.Background()
	st, err := store.Open(ctx, ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	one, other := &Service{Store: st}, &Service{Store: st}
	read := func(s *Service, ref string) *cordon.Reading {
		t.Helper()
		r, err := s.Read(ctx, extract.Input{Ref: ref, Raw: []byte(ref + "\n\n" + shipment)})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	d, err := extract.Document(extract.Input{Ref: "late", Raw: []byte("late\n\n" + shipment)})
	if err != nil {
		t.Fatal(err)
	}
	r := &cordon.Reading{Document: *d}
	p, err := one.place(ctx, r)
	if err != nil || r.Document.CopyOf != "" {
		t.Fatalf("the first document is a copy of %q, %v", r.Document.CopyOf, err)
	}
	first := read(other, "first")
	if err := one.keep(ctx, r, p); !errors.Is(err, errMoved) {
		t.Fatalf("kept with %v, want errMoved", err)
	}
	for _, s := range []*Service{one, other, one, other} {
		for _, ref := range []string{"second", "third"} {
			if r := read(s, ref); r.Document.CopyOf != first.Document.ID {
				t.Errorf("%s is a copy of %q, want %q", ref, r.Document.CopyOf, first.Document.ID)
			}
		}
	}
}

// TestMemoryIsBounded holds that a memory forgets what lies far from the documents
// at hand, and that what it forgot is found again.
func TestMemoryIsBounded(t *testing.T) {
	var m memory
	for i := range mostUnstored + 10 {
		m.add(&trace{known: store.Known{ID: cordon.DocumentID(fmt.Sprint(i))}})
	}
	s := &Service{known: m}
	near, err := s.recall(context.Background(), &cordon.Document{})
	if err != nil || len(near) != mostUnstored || len(s.known.byID) != mostUnstored || near[0].known.ID != "10" {
		t.Errorf("%d traces, %d by ID, the first %s, %v; want the last %d", len(near), len(s.known.byID), near[0].known.ID, err, mostUnstored)
	}
}
