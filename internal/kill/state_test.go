package kill

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/store"
)

// stateOf is all that a store holds, a line each, without what no two runs share:
// instants, and the snapshots' names made of them.
func stateOf(t *testing.T, h *house) string {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, h.db)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Whole(ctx); err != nil {
		t.Errorf("the store is not whole: %v", err)
	}
	if _, err := s.VerifyAudit(ctx); err != nil {
		t.Error(err)
	}
	var lines []string
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	snaps, err := s.Snapshots(ctx, "")
	check(err)
	for _, sn := range snaps {
		add("snapshot %s of %s by %s: %d entries, %d added, %d amended, %d removed, %d restored, starter %v, after one %v",
			sn.List, sn.Published, sn.Format, sn.Entries, sn.Added, sn.Amended, sn.Removed, sn.Restored, sn.Starter, sn.Previous != "")
	}
	for e, err := range s.Entries(ctx, store.EntryQuery{Ever: true}) {
		check(err)
		vs, err := s.EntryVersions(ctx, e.ID)
		check(err)
		for i, v := range vs {
			add("entry %s %d: %s, in force %v", v.ID, i+1, v.Fingerprint(), v.Until == "")
		}
	}
	ls, err := s.Listings(ctx, nil)
	check(err)
	for _, l := range ls {
		add("listing %s %s: %s %s to %s %v", l.Entry, l.Programme, l.Listed, l.DateKind, l.Delisted, l.Measures)
	}
	changes, err := s.Changes(ctx, store.ChangeQuery{})
	check(err)
	for _, c := range changes {
		add("change %s %s %v", c.Entry, c.Kind, c.Fields)
	}
	for p, err := range s.Parties(ctx) {
		check(err)
		add("party %s: %v", p.ID, p.Entries)
	}
	js, err := s.Judgements(ctx)
	check(err)
	for _, j := range js {
		add("judgement %s %s by %s: %s, %s", j.A, j.B, j.By, j.Verdict, j.Why)
	}
	readings, err := s.Readings(ctx, store.DocumentQuery{})
	check(err)
	for _, r := range readings {
		add("%s", readingLine(&r))
	}
	waiting, err := s.PendingUpdates(ctx)
	check(err)
	for _, p := range waiting {
		add("pending %s of %s %v: %s, %s, %d removals, %s", p.List, p.Published, p.Files, p.Rule, p.Reason, len(p.Removals), p.State)
	}
	alerts, err := s.Alerts(ctx, 0)
	check(err)
	for _, a := range alerts {
		add("alert %s: %s %s %s", a.Kind, a.Party, a.Document, a.Summary)
	}
	log, err := s.AuditLog(ctx, 0, 0)
	check(err)
	for _, a := range log {
		if lasting[a.Action] {
			add("audit %s %s: %s", a.Actor, a.Action, instant.ReplaceAllString(a.Object, "@"))
		}
	}
	for _, name := range []string{store.PartiesMark, store.StarterMark, store.ExamplesMark} {
		m, err := s.Mark(ctx, name)
		if !errors.Is(err, cordon.ErrNotFound) {
			check(err)
		}
		add("mark %s: generation %d by %s", name, m.Generation, m.Engine)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// lasting are the lines of the audit log that are written once, in the transaction
// that changes something. What a run does again, such as reading, has lines again.
var lasting = map[string]bool{"list.loaded": true, "list.forced": true, "list.drift": true, "list.held": true, "list.starter": true}

// instant is the part of a snapshot's identifier that no two runs share.
var instant = regexp.MustCompile(`@\S*Z`)

// readingLine is a reading; which of two copies read in one run came first is
// the order of the files, so copies and stories are told.
func readingLine(r *cordon.Reading) string {
	return fmt.Sprintf("reading %s %q: story %s, copy of %q, %d mentions, %d statements, %d events",
		r.Document.ID, r.Document.Ref, r.Document.Story, r.Document.CopyOf, len(r.Mentions), len(r.Statements), len(r.Events))
}
