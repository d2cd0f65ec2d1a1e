package watch

import (
	"context"
	"slices"

	"cordon"
	"cordon/internal/extract"
	"cordon/internal/fold"
	"cordon/internal/store"
)

// A memory holds the traces of documents read before. With a store it is derived
// from the stored documents, and mark is the store's counter that it was derived
// at: while the two are equal, what it holds is what is stored. It holds the
// documents around the days of those read last, not all.
type memory struct {
	mark   int64
	traces []*trace // in the order in which they were read or recalled
	byID   map[cordon.DocumentID]*trace
}

// The most traces that are held beyond those that the document at hand is compared
// with; a trace has about 4 KB. Without a store nothing can be recalled, so more are
// kept, the latest ones.
const (
	mostRecalled = 2_000
	mostUnstored = 20_000
)

func (m *memory) add(t *trace) {
	if m.byID == nil {
		m.byID = map[cordon.DocumentID]*trace{}
	}
	if old := m.byID[t.known.ID]; old != nil {
		*old = *t
		return
	}
	m.byID[t.known.ID] = t
	m.traces = append(m.traces, t)
}

// retain forgets the traces that keep refuses.
func (m *memory) retain(keep func(*trace) bool) {
	m.traces = slices.DeleteFunc(m.traces, func(t *trace) bool {
		if keep(t) {
			return false
		}
		delete(m.byID, t.known.ID)
		return true
	})
}

// learn adds a document that was stored as it was placed. If the memory has moved
// on meanwhile, the document is recalled from the store like any other.
func (s *Service) learn(p placement) {
	if s.Store == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known.mark == p.mark {
		s.known.mark++
		s.known.add(p.trace)
	}
}

// recall brings the memory up to the state of the store and gives the documents
// that d is compared with: those published around its day, which are the same
// whatever was read before by this process or by another.
func (s *Service) recall(ctx context.Context, d *cordon.Document) ([]*trace, error) {
	if s.Store == nil {
		if n := len(s.known.traces) - mostUnstored; n > 0 {
			old := s.known.traces[n].known.ID
			past := false
			s.known.retain(func(t *trace) bool { past = past || t.known.ID == old; return past })
		}
		return s.known.traces, nil
	}
	var near []*trace
	err := s.Store.View(ctx, func(v *store.Store) (err error) {
		near, err = s.known.update(ctx, v, d)
		return err
	})
	return near, err
}

// update brings the memory up to the state of the store as v sees it.
func (m *memory) update(ctx context.Context, v *store.Store, d *cordon.Document) ([]*trace, error) {
	mark, err := v.Documents(ctx)
	if err != nil {
		return nil, err
	}
	ks, err := v.Sketches(ctx, d.Published)
	if err != nil {
		return nil, err
	}
	around := make(map[cordon.DocumentID]*store.Known, len(ks))
	for i := range ks {
		around[ks[i].ID] = &ks[i]
	}
	if mark != m.mark {
		// Others have stored: what does not lie around this document may be stale.
		m.retain(func(t *trace) bool { k := around[t.known.ID]; return k != nil && same(k, &t.known) })
	} else if len(m.traces) > mostRecalled {
		m.retain(func(t *trace) bool { return around[t.known.ID] != nil })
	}
	for i := range ks {
		if m.byID[ks[i].ID] != nil {
			continue
		}
		t, err := stored(ctx, v, ks[i].ID)
		if err != nil {
			return nil, err
		}
		m.add(t)
	}
	m.mark = mark
	near := make([]*trace, len(ks)) // in the order of the store, whatever was read first by this process
	for i := range ks {
		near[i] = m.byID[ks[i].ID]
	}
	return near, nil
}

// originalsFirst puts what copies nothing before what does: of sources that are
// equally close the original is named, not another copy of it.
func originalsFirst(near []*trace) []*trace {
	near = slices.Clone(near)
	slices.SortStableFunc(near, func(a, b *trace) int {
		switch {
		case a.known.CopyOf == "" && b.known.CopyOf != "":
			return -1
		case a.known.CopyOf != "" && b.known.CopyOf == "":
			return 1
		}
		return 0
	})
	return near
}

// same reports whether a stored document is as the memory has it.
func same(k, t *store.Known) bool {
	return k.Story == t.Story && k.CopyOf == t.CopyOf && k.Ref == t.Ref && k.Published == t.Published &&
		k.Outlet == t.Outlet && k.Title == t.Title && slices.Equal(k.Sketch, t.Sketch)
}

// stored is the trace of a stored document; the error is cordon.ErrNotFound when
// there is none.
func stored(ctx context.Context, v *store.Store, id cordon.DocumentID) (*trace, error) {
	r, err := v.Reading(ctx, id)
	if err != nil {
		return nil, err
	}
	t := traceOf(r)
	t.ref = extract.Reference(&r.Document)
	return t, nil
}

// kin is the document among near that this one copies, else one on the same story;
// nil when it stands alone. The texts decide first, then what they report.
func (m *memory) kin(d *cordon.Document, t *trace, near []*trace) (copied bool, kin *trace) {
	near = originalsFirst(near)
	known := make([]fold.Candidate, len(near))
	for i, o := range near {
		known[i] = fold.Candidate(o.known)
	}
	found := fold.Find(d, known)
	if found.CopyOf != "" {
		return true, m.source(d, m.byID[found.CopyOf])
	}
	for _, o := range near {
		if found.Story != "" && o.known.Story == found.Story && o.known.ID != d.ID {
			return false, o
		}
	}
	score := storyScore
	for _, o := range near {
		if o.known.ID == d.ID {
			continue
		}
		if sc := t.near(o); sc >= score {
			kin, score = o, sc
		}
	}
	return false, kin
}

// source is what a copied document itself copies, as long as it holds no less of
// d: of several that d copies alike it is the original.
func (m *memory) source(d *cordon.Document, t *trace) *trace {
	for range len(m.traces) {
		o := m.byID[t.known.CopyOf]
		if o == nil || o.known.ID == d.ID || fold.Copied(d.Sketch, o.known.Sketch) < fold.Copied(d.Sketch, t.known.Sketch) {
			break
		}
		t = o
	}
	return t
}
