package watch

import (
	"context"
	"errors"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/extract"
	"cordon/internal/fold"
	"cordon/internal/store"
)

// The policy of stories beyond what package fold decides by the texts. Two texts
// that share hardly a word are on one story when they report one act: the same
// speaker on the same day, the same meeting, measures against the same parties.
const (
	storyScore  = 1.0  // what two documents on one story must reach
	storyDays   = 4    // documents published further apart report different days
	sharedAct   = 1.0  // both report one act: speaker or event, and its day
	sharedFocus = 0.6  // both report measures against one party
	sharedVoice = 0.35 // both quote one speaker, the day unknown to one of them
	sharedType  = 0.25 // the main event of both is of one type
)

// A trace is what is compared of a document: enough to recognise copy and story
// without the document itself.
type trace struct {
	known store.Known
	acts  []string    // dated: "said|Matthew Miller|2023-08-07", "visit|Sergei Shoigu|2023-07-25"
	focus []string    // "designation|Ashot Mkrtychev"
	ref   cordon.Date // the day that its relative dates were counted from
	voice []string    // named speakers
	main  string      // type of the first event
}

// A placement is where a document stands among those read before.
type placement struct {
	trace *trace
	mark  int64 // the store's counter of documents when it was placed
}

// place decides whether the document is a copy and which story it belongs to.
func (s *Service) place(ctx context.Context, r *cordon.Reading) (placement, error) {
	d := &r.Document
	d.Sketch = fold.Of(d)
	s.mu.Lock()
	defer s.mu.Unlock()
	near, err := s.recall(ctx, d)
	if err != nil {
		return placement{}, err
	}
	if err := s.tellApart(ctx, r); err != nil {
		return placement{}, err
	}
	t := traceOf(r)
	t.ref = extract.Reference(d)
	copied, kin, err := s.kin(ctx, d, t, near)
	if err != nil {
		return placement{}, err
	}
	if t.ref.IsZero() && kin != nil && !kin.ref.IsZero() {
		// Nothing dates this text, but one on the same story is dated: its "Monday" is
		// this one's. It does not become the day of publication.
		if err := s.understand(ctx, r, kin.ref); err != nil {
			return placement{}, err
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
	if s.Store == nil {
		s.known.add(t) // nothing is stored: the memory is all there is
	}
	return placement{trace: t, mark: s.known.mark}, nil
}

// tellApart gives a document an identifier of its own when another source has the very
// same text: a wire copy is a report too, and does not take the place of the first.
// The identifier is made of the text and of the reference, so that a second reading has it again.
func (s *Service) tellApart(ctx context.Context, r *cordon.Reading) error {
	d := &r.Document
	old, err := s.before(ctx, d.ID)
	if err != nil || old == nil || old.known.Ref == d.Ref {
		return err
	}
	ref := strings.TrimPrefix(string(cordon.DigestOf([]byte(d.Ref))), "sha256:")[:8]
	former := string(d.ID)
	d.ID += cordon.DocumentID("-" + ref)
	r.Events = slices.Clone(r.Events)
	for i := range r.Events {
		r.Events[i].ID = cordon.EventID(string(d.ID) + strings.TrimPrefix(string(r.Events[i].ID), former))
	}
	return nil
}

// kin is the copied document or the one on the same story. A document that was
// read before keeps what it copies and its story: what came after it is not a source
// of it.
func (s *Service) kin(ctx context.Context, d *cordon.Document, t *trace, near []*trace) (copied bool, kin *trace, err error) {
	old, err := s.before(ctx, d.ID)
	if err != nil {
		return false, nil, err
	}
	if old == nil {
		copied, kin = s.known.kin(d, t, near)
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
	for _, o := range near {
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
	t, err := stored(ctx, s.Store, id)
	if errors.Is(err, cordon.ErrNotFound) {
		return nil, nil
	}
	return t, err
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
		if e.When.From.Day > 0 && e.When.From == e.When.To && (e.Type != cordon.Designating || a.Role == "author") &&
			e.Type != cordon.ArmsTransfer {
			t.acts = put(t.acts, string(e.Type)+"|"+a.Name+"|"+e.When.From.String())
		}
	}
}

// near scores how much two documents have of one story in common.
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
