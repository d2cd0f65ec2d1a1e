package web

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"cordon"
	"cordon/internal/provision"
	"cordon/internal/store"
	"cordon/internal/web/tmpl"
)

func (s *Server) documents(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r.Context(), "Documents", "/documents")
	if err != nil {
		return err
	}
	total, err := s.Store.CountReadings(r.Context(), store.DocumentQuery{})
	if err != nil {
		return err
	}
	at, err := pages(r, "page", total, pageSize)
	if err != nil {
		return err
	}
	all, err := s.Store.Readings(r.Context(), store.DocumentQuery{Offset: at.From(), Limit: at.Size})
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, tmpl.DocumentsPage(tmpl.Documents{Frame: f, All: all, At: at}))
}

func (s *Server) document(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	id, err := identifier(r)
	if err != nil {
		return err
	}
	reading, err := s.Store.Reading(ctx, cordon.DocumentID(id))
	if err != nil {
		return err
	}
	v := tmpl.Document{Reading: *reading, Lines: tmpl.Annotate(reading), Provisions: provisions(reading)}
	if v.Frame, err = s.frame(ctx, reading.Document.Title, "/documents"); err != nil {
		return err
	}
	if err := s.kin(ctx, &v); err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, tmpl.DocumentPage(v))
}

// provisions are the provisions that a reading's events would breach.
func provisions(r *cordon.Reading) map[cordon.ProvisionID]cordon.Provision {
	out := map[cordon.ProvisionID]cordon.Provision{}
	for _, e := range r.Events {
		for _, b := range e.Breach {
			if p, ok := provision.ByID(b.Provision); ok {
				out[b.Provision] = p
			}
		}
	}
	return out
}

// kin finds the document's original and the other documents of its story.
func (s *Server) kin(ctx context.Context, v *tmpl.Document) error {
	d := &v.Reading.Document
	if d.CopyOf != "" {
		o, err := s.Store.Reading(ctx, d.CopyOf)
		if err != nil && !errors.Is(err, cordon.ErrNotFound) {
			return err
		}
		if err == nil {
			v.Original = &o.Document
		}
	}
	if d.Story == "" {
		return nil
	}
	known, err := s.Store.Sketches(ctx, d.Published)
	if err != nil {
		return err
	}
	for _, k := range known {
		if k.ID == d.ID || k.Story != d.Story {
			continue
		}
		v.Same = append(v.Same, cordon.Reading{Document: cordon.Document{
			ID: k.ID, Ref: k.Ref, Title: k.Title,
			Outlet: k.Outlet, Published: k.Published, CopyOf: k.CopyOf,
		}})
	}
	slices.SortFunc(v.Same, func(a, b cordon.Reading) int { return a.Document.Published.Compare(b.Document.Published) })
	return nil
}
