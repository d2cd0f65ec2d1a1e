package watch

import (
	"context"
	"errors"
	"slices"

	"cordon"
	"cordon/internal/extract"
	"cordon/internal/fold"
	"cordon/internal/store"
)

// The policy of stories beyond what package fold tells from the texts. Two texts
// that share hardly a word are on one story when they tell of one act: the same
// speaker on the same day, the same meeting, measures against the same parties.
const (
	storyScore  = 1.0  // what two documents on one story must reach
	storyDays   = 4    // documents published further apart tell of different days
	sharedAct   = 1.0  // both tell of one act: speaker or event, and its day
	sharedFocus = 0.6  // both tell of measures against one party
	sharedVoice = 0.35 // both quote one speaker, the day unknown to one of them
	sharedType  = 0.25 // the main event of both is of one type
)

// A trace is what is compared of a document: enough to tell copy and story
// without the document itself.
type trace struct {
	known store.Known
	acts  []string    // dated: "said|Matthew Miller|2023-08-07", "visit|Sergei Shoigu|2023-07-25"
	focus []string    // "designation|Ashot Mkrtychev"
	ref   cordon.Date // the day that its relative dates were counted from
	voice []string    // named speakers
	main  string      // type of the first event
}

// A memory holds the traces of the documents read in this run.
type memory struct {
	traces []*trace
	byID   map[cordon.DocumentID]*trace
}

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

// place tells whether the document is a copy and which story it belongs to.
func (s *Service) place(ctx context.Context, r *cordon.Reading) error {
	d := &r.Document
	d.Sketch = fold.Of(d)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.recall(ctx, d); err != nil {
		return err
	}
	t := traceOf(r)
	t.ref = extract.Reference(d)
	copied, kin, err := s.kin(ctx, d, t)
	if err != nil {
		return err
	}
	if t.ref.IsZero() && kin != nil && !kin.ref.IsZero() {
		// Nothing dates this text, but one on the same story is dated: its "Monday" is
		// this one's. It does not become the day of publication.
		if err := s.understand(ctx, r, kin.ref); err != nil {
			return err
		}
		t = traceOf(r)
		t.ref = kin.ref
	}
	d.Story = cordon.StoryID(d.ID)
	if kin != nil {
		d.Story = kin.known.Story
	}
	if copied {
		d.CopyOf, d.CopyRef = kin.known.ID, kin.known.Ref
	}
	t.known.Story, t.known.CopyOf = d.Story, d.CopyOf
	s.known.add(t)
	return nil
}

// kin is the copied document or the one on the same story. A document that was
// read before keeps what it copies and its story: what came after it is no source
// of it.
func (s *Service) kin(ctx context.Context, d *cordon.Document, t *trace) (copied bool, kin *trace, err error) {
	old, err := s.before(ctx, d.ID)
	if err != nil {
		return false, nil, err
	}
	if old == nil {
		copied, kin = s.known.kin(d, t)
		return copied, kin, nil
	}
	// What the reading before had: its story's reference day as well.
	kin = &trace{known: old.known, ref: old.ref}
	if copied = old.known.CopyOf != "" && old.known.CopyOf != d.ID; copied {
		source, err := s.before(ctx, old.known.CopyOf)
		if err != nil {
			return false, nil, err
		}
		kin.known.ID, kin.known.Ref = old.known.CopyOf, ""
		if source != nil {
			kin.known.Ref, kin.ref = source.known.Ref, source.ref
		}
	}
	for _, o := range s.known.traces {
		if kin.ref.IsZero() && o.known.Story == kin.known.Story && o.known.ID != d.ID {
			kin.ref = o.ref
		}
	}
	return copied, kin, nil
}

// before is the trace of a document read before, in this run or in the store; nil
// when there is none.
func (s *Service) before(ctx context.Context, id cordon.DocumentID) (*trace, error) {
	if t := s.known.byID[id]; t != nil || s.Store == nil {
		return t, nil
	}
	old, err := s.Store.Reading(ctx, id)
	switch {
	case errors.Is(err, cordon.ErrNotFound):
		return nil, nil
	case err != nil:
		return nil, err
	}
	t := traceOf(old)
	t.ref = extract.Reference(&old.Document)
	return t, nil
}

// kin is the document that this one copies, else one on the same story; nil
// when it stands alone. The texts decide first, then what they tell.
func (m *memory) kin(d *cordon.Document, t *trace) (copied bool, kin *trace) {
	known := make([]fold.Candidate, len(m.traces))
	for i, o := range m.traces {
		known[i] = fold.Candidate(o.known)
	}
	found := fold.Find(d, known)
	if found.CopyOf != "" {
		return true, m.byID[found.CopyOf]
	}
	for _, o := range m.traces {
		if found.Story != "" && o.known.Story == found.Story && o.known.ID != d.ID {
			return false, o
		}
	}
	score := storyScore
	for _, o := range m.traces {
		if o.known.ID == d.ID {
			continue
		}
		if sc := t.near(o); sc >= score {
			kin, score = o, sc
		}
	}
	return false, kin
}

// recall brings the traces of stored documents of those days into memory.
func (s *Service) recall(ctx context.Context, d *cordon.Document) error {
	if s.Store == nil {
		return nil
	}
	ks, err := s.Store.Sketches(ctx, d.Published)
	if err != nil {
		return err
	}
	for _, k := range ks {
		if s.known.byID[k.ID] != nil {
			continue
		}
		old, err := s.Store.Reading(ctx, k.ID)
		if err != nil {
			return err
		}
		t := traceOf(old)
		t.known, t.ref = k, extract.Reference(&old.Document)
		s.known.add(t)
	}
	return nil
}

func traceOf(r *cordon.Reading) *trace {
	d := &r.Document
	t := &trace{known: store.Known{
		ID: d.ID, Ref: d.Ref, Story: d.Story, Outlet: d.Outlet, Title: d.Title,
		Published: d.Published, CopyOf: d.CopyOf, Sketch: d.Sketch,
	}}
	for _, st := range r.Statements {
		who := st.Speaker
		if who == "" {
			continue
		}
		t.voice = put(t.voice, who)
		if st.Said.Day > 0 {
			t.acts = put(t.acts, "said|"+who+"|"+st.Said.String())
		}
	}
	for i, e := range r.Events {
		if i == 0 {
			t.main = string(e.Type)
		}
		t.note(&e)
	}
	return t
}

// note adds what an event says of the story.
func (t *trace) note(e *cordon.Event) {
	for _, a := range e.Actors {
		if e.Type == cordon.Designating && a.Role == "target" {
			t.focus = put(t.focus, "designation|"+a.Name)
		}
		if e.When.From.Day > 0 && e.When.From == e.When.To && (e.Type != cordon.Designating || a.Role == "author") && e.Type != cordon.ArmsTransfer {
			t.acts = put(t.acts, string(e.Type)+"|"+a.Name+"|"+e.When.From.String())
		}
	}
}

// near scores how much two documents tell of one story.
func (t *trace) near(o *trace) float64 {
	p, q := t.known.Published, o.known.Published
	if !p.IsZero() && !q.IsZero() && (p.Days(q) > storyDays || q.Days(p) > storyDays) {
		return 0
	}
	sc := sharedAct * float64(min(2, common(t.acts, o.acts)))
	sc += sharedFocus * float64(min(2, common(t.focus, o.focus)))
	if common(t.voice, o.voice) > 0 {
		sc += sharedVoice
	}
	if t.main != "" && t.main == o.main {
		sc += sharedType
	}
	return sc
}

func common(a, b []string) int {
	n := 0
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return n
}

// mostTraces is how many acts and speakers of a document are compared, the text's
// first ones: of a text that names more, they tell the story.
const mostTraces = 500

func put(list []string, s string) []string {
	if len(list) == mostTraces || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
