package watch

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cordon"
	"cordon/internal/archive"
	"cordon/internal/extract"
	"cordon/internal/index"
	"cordon/internal/store"
)

const shipment = `Ships said to carry shells from Rajin

March 5, 2024

North Korea has sent artillery shells and other arms to Russia, in spite of U.N. sanctions, aboard ships of Blue ` +
	`Anchor Shipping LLC, John Kirby said on Monday.

"We have seen the ships of Blue Anchor Shipping LLC leave Rajin," Kirby told reporters.
`

// TestKeep reads a page and its copy into a real store: both readings are kept,
// the copy is known as one, and the same cause alerts once for the story.
func TestKeep(t *testing.T) {
	ctx := context.Background()
	st, err := store.Open(ctx, ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	arch, err := archive.Open(ctx, filepath.Join(t.TempDir(), "raw"))
	if err != nil {
		t.Fatal(err)
	}
	defer arch.Close()
	live := &index.Live{}
	live.Swap(index.Build(1, []*cordon.Party{{
		ID: "us-ofac-sdn/1", Entries: []cordon.EntryID{"us-ofac-sdn/1"},
		Profile: cordon.Profile{Kind: cordon.Organization, Names: []cordon.Name{{Full: "Blue Anchor Shipping LLC", Use: cordon.Primary}}},
	}}))
	clock := time.Date(2024, 3, 6, 9, 0, 0, 0, time.UTC)
	open := func() *Service {
		return &Service{Store: st, Archive: arch, Live: live, Now: func() time.Time { return clock }}
	}
	first, err := open().Read(ctx, extract.Input{Ref: "a.txt", Raw: []byte(shipment)})
	if err != nil {
		t.Fatal(err)
	}
	// A new service has no memory: it must know the first document from the store.
	copied, err := open().Read(ctx, extract.Input{Ref: "b.txt", Raw: []byte("Other Paper\n\n" + shipment)})
	if err != nil {
		t.Fatal(err)
	}
	if copied.Document.CopyOf != first.Document.ID || copied.Document.Story != first.Document.Story || *RecordOf(copied).WireOf != "a.txt" {
		t.Errorf("the copy is read as %q of story %q", copied.Document.CopyOf, copied.Document.Story)
	}
	alerts, err := st.Alerts(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[cordon.AlertKind]int{}
	for _, a := range alerts {
		kinds[a.Kind]++
		if a.Document != first.Document.ID || a.Summary == "" {
			t.Errorf("alert %+v", a)
		}
	}
	if kinds[cordon.PartyInNews] != 1 || kinds[cordon.BreachInNews] != 1 || len(alerts) != 2 {
		t.Errorf("alerts %v, want one a cause", kinds)
	}
	kept, err := st.Readings(ctx, store.DocumentQuery{Party: "us-ofac-sdn/1"})
	if err != nil || len(kept) != 2 {
		t.Fatalf("%d readings name the party, %v", len(kept), err)
	}
	raw, err := arch.Get(ctx, first.Document.Raw)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if b, err := io.ReadAll(raw); err != nil || string(b) != shipment {
		t.Errorf("archived %q, %v", b, err)
	}
	log, err := st.AuditLog(ctx, 0, 10)
	if err != nil || len(log) != 2 || log[0].Action != "read" {
		t.Errorf("audit %+v, %v", log, err)
	}
}

// TestRefuses: bad input is an error with the document's name, and nothing is kept.
func TestRefuses(t *testing.T) {
	ctx := context.Background()
	st, err := store.Open(ctx, ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	for name, raw := range map[string]string{"empty": "", "blank": " \n\t\n", "nul": "\x00\x00\x00"} {
		_, err := (&Service{Store: st}).Read(ctx, extract.Input{Ref: name + ".txt", Raw: []byte(raw)})
		if !errors.Is(err, cordon.ErrInvalid) || !strings.Contains(err.Error(), name+".txt") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if kept, err := st.Readings(ctx, store.DocumentQuery{}); err != nil || len(kept) != 0 {
		t.Errorf("%d readings kept, %v", len(kept), err)
	}
}

// FuzzRead: no bytes make the whole chain panic or point outside the text.
func FuzzRead(f *testing.F) {
	f.Add([]byte(shipment))
	f.Add([]byte("<html><body><p>“North Korea” sanctions, said Moscow.</p>"))
	f.Add([]byte("MR MILLER: We will not.\nQUESTION: \xff?"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := (&Service{}).Read(context.Background(), extract.Input{Ref: "x", Raw: raw})
		if err != nil {
			return
		}
		if err := check(r); err != nil && !strings.Contains(r.Document.Text, " … ") {
			t.Error(err)
		}
		RecordOf(r)
	})
}

// TestReadAgain reads documents that are stored already: the first stays the
// source and the copy its copy, in a service that has seen neither.
func TestReadAgain(t *testing.T) {
	ctx := context.Background()
	st, err := store.Open(ctx, ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	first := extract.Input{Ref: "a.txt", Raw: []byte(shipment)}
	second := extract.Input{Ref: "b.txt", Raw: []byte("Other Paper\n\n" + shipment)}
	var want [2]cordon.Document
	for round := range 3 {
		for i, in := range []extract.Input{first, second} {
			r, err := (&Service{Store: st}).Read(ctx, in)
			if err != nil {
				t.Fatal(err)
			}
			got := r.Document
			if round == 0 {
				want[i] = got
			}
			if got.ID != want[i].ID || got.CopyOf != want[i].CopyOf || got.CopyRef != want[i].CopyRef || got.Story != want[i].Story {
				t.Errorf("round %d: %s is a copy of %q (%s) in story %q, was of %q (%s) in %q", round, in.Ref,
					got.CopyOf, got.CopyRef, got.Story, want[i].CopyOf, want[i].CopyRef, want[i].Story)
			}
		}
	}
	if want[0].CopyOf != "" || want[1].CopyOf != want[0].ID {
		t.Errorf("the source copies %q, the copy %q", want[0].CopyOf, want[1].CopyOf)
	}
}

// TestSameText: a second source with the very same text is kept beside the first, as a
// copy of it; a second reading of either adds nothing.
func TestSameText(t *testing.T) {
	st, err := store.Open(t.Context(), ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	var first cordon.DocumentID
	for i, ref := range []string{"a.txt", "b.txt", "c.txt", "a.txt", "b.txt", "c.txt"} {
		s := &Service{Store: st}
		r, err := s.Read(t.Context(), extract.Input{Ref: ref, Raw: []byte(shipment)})
		if err != nil {
			t.Fatal(err)
		}
		d := &r.Document
		if i == 0 {
			first = d.ID
		}
		if want := map[bool]cordon.DocumentID{false: first}[ref == "a.txt"]; d.CopyOf != want || (d.ID == first) != (ref == "a.txt") {
			t.Errorf("%s, reading %d: %s is a copy of %q", ref, i+1, d.ID, d.CopyOf)
		}
		for _, e := range r.Events {
			if !strings.HasPrefix(string(e.ID), string(d.ID)+"#e") {
				t.Errorf("%s: event %s of document %s", ref, e.ID, d.ID)
			}
		}
	}
	kept, err := st.Readings(t.Context(), store.DocumentQuery{})
	if err != nil || len(kept) != 3 {
		t.Fatalf("%d readings, %v", len(kept), err)
	}
	refs := map[string]bool{}
	for _, r := range kept {
		refs[r.Document.Ref] = true
	}
	if len(refs) != 3 {
		t.Errorf("sources kept: %v", refs)
	}
}
