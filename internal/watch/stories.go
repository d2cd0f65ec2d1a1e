package watch

import (
	"context"

	"cordon"
	"cordon/internal/store"
)

// against are the kinds of statement that stand against a claim.
var against = []cordon.StatementKind{cordon.Denial, cordon.Refusal}

// A Story is what was claimed and what was denied in the documents of one story.
type Story struct {
	ID      cordon.StoryID
	Title   string // of its newest report
	When    cordon.Date
	Reports int // its documents, copies too
	Claims  []Said
	Denials []Said // and refusals to comment
}

// Said is a statement with the document that carries it.
type Said struct {
	cordon.Statement
	Document  cordon.DocumentID
	Outlet    string
	Published cordon.Date
	Example   bool
}

// Stories are the stories in which somebody says something, at most limit: those
// with a claim and a denial first, then the newest. A copy says nothing of its
// own.
func (s *Service) Stories(ctx context.Context, limit int) (_ []Story, err error) {
	defer cordon.Wrap(&err, "watch.Stories(%d)", limit)
	ids, err := s.Store.Stories(ctx, against, limit)
	if err != nil {
		return nil, err
	}
	readings, err := s.Store.Readings(ctx, store.DocumentQuery{Stories: ids})
	if err != nil {
		return nil, err
	}
	out := make([]Story, len(ids))
	at := make(map[cordon.StoryID]*Story, len(ids))
	for i, id := range ids {
		out[i].ID, at[id] = id, &out[i]
	}
	for i := range readings {
		id := readings[i].Document.Story
		if id == "" {
			id = cordon.StoryID(readings[i].Document.ID)
		}
		if st := at[id]; st != nil { // else read anew since the first question
			st.add(&readings[i])
		}
	}
	return out, nil
}

// add adds a reading; the newest comes first.
func (st *Story) add(r *cordon.Reading) {
	d := &r.Document
	st.Reports++
	if d.CopyOf != "" {
		return
	}
	if st.Title == "" {
		st.Title, st.When = d.Title, d.Published
	}
	for _, said := range r.Statements {
		side := &st.Claims
		if said.Kind == cordon.Denial || said.Kind == cordon.Refusal {
			side = &st.Denials
		}
		*side = append(*side, Said{Statement: said, Document: d.ID, Outlet: d.Outlet, Published: d.Published, Example: d.Example})
	}
}
