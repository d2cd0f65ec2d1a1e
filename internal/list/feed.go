package list

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"cordon"
	"cordon/internal/atom"
	"cordon/internal/delta"
)

// mostInFeed is how many edits an entry of a feed has as text: a screen or two. Its
// title counts all of them.
const mostInFeed = 100

// Feed writes the log as an Atom feed, one entry a publication. An entry's identifier
// is made of the snapshot's and of the kinds that are asked for, and it was updated when the snapshot, or the one that it
// is compared with, was fetched. It has the newest publications, most of them; all with 0.
func (l ChangeLog) Feed(ctx context.Context, to io.Writer, most int) (err error) {
	defer cordon.Wrap(&err, "list.ChangeLog.Feed()")
	return l.View(ctx, func(l ChangeLog) error {
		waiting, err := l.Held(ctx)
		if err != nil {
			return err
		}
		about, err := l.about(ctx, waiting)
		if err != nil {
			return err
		}
		feed, err := atom.NewWriter(to, about, "Cordon")
		if err != nil {
			return err
		}
		for i := range waiting {
			if err := feed.Write(heldEntry(&waiting[i])); err != nil {
				return err
			}
		}
		n := 0
		for set, err := range l.All(ctx) {
			if err != nil {
				return err
			}
			entry, err := set.feedEntry(ctx)
			if err != nil {
				return err
			}
			if err := feed.Write(entry); err != nil {
				return err
			}
			if n++; n == most {
				break
			}
		}
		return feed.Close()
	})
}

// about is what is said of the feed itself. Its identifier is that of the filter.
func (l ChangeLog) about(ctx context.Context, waiting []cordon.PendingUpdate) (atom.Entry, error) {
	_, known, err := l.Count(ctx)
	for _, p := range waiting {
		if p.At.After(known) {
			known = p.At
		}
	}
	text := fmt.Sprintf("changes %s", l.filter.List)
	for _, day := range []struct {
		name string
		cordon.Date
	}{{"since", l.filter.Since}, {"until", l.filter.Until}} {
		if !day.IsZero() {
			text += fmt.Sprintf(" %s %s", day.name, day.Date)
		}
	}
	text += kindText(l.filter.Kinds)
	if l.held && (!l.made || len(l.filter.Kinds) > 0) {
		text += " " + string(Pending)
	}
	about := atom.Entry{ID: atom.ID(text), Title: "Changes of the sanctions lists", Updated: known}
	if l.filter.List != "" {
		about.Title = "Changes of " + string(l.filter.List)
	}
	return about, err
}

// kindText are kinds of change as a part of what an identifier is made of; nothing where
// all are meant.
func kindText(kinds []cordon.ChangeKind) (text string) {
	for _, k := range slices.Compact(slices.Sorted(slices.Values(kinds))) {
		text += " " + string(k)
	}
	return text
}

// heldEntry is an update that holds removals as an entry of a feed.
func heldEntry(p *cordon.PendingUpdate) atom.Entry {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", p.Reason)
	for i, r := range p.Removals {
		if i == mostInFeed {
			fmt.Fprintf(&b, "and %s more\n", thousands(len(p.Removals)-i))
			break
		}
		fmt.Fprintf(&b, "pending %s %s\n", r.Entry, r.Name)
	}
	return atom.Entry{
		ID:      atom.ID(fmt.Sprintf("pending %s %s %s", p.List, p.Files[0].Digest, p.At.UTC().Format(time.RFC3339Nano))),
		Title:   fmt.Sprintf("%s of %s: %s held, not made", p.List, p.DayText(), counted(len(p.Removals), "removal", "removals")),
		Updated: p.At, Content: b.String(),
	}
}

// feedEntry is a set as an entry of a feed.
func (c *ChangeSet) feedEntry(ctx context.Context) (e atom.Entry, err error) {
	id := atom.ID(string(c.ID) + kindText(c.log.filter.Kinds))
	e = atom.Entry{ID: id, Title: fmt.Sprintf("%s, %s: %s", c.List, c.By(), c.Summary()), Updated: c.Fetched}
	if c.Against == nil {
		return e, nil
	}
	if e.Updated.Before(c.Against.Fetched) {
		e.Updated = c.Against.Fetched
	}
	edits, err := c.Edits(ctx, 0, mostInFeed)
	if err != nil {
		return e, err
	}
	total, err := c.CountEdits(ctx)
	var b strings.Builder
	fmt.Fprintf(&b, "Against the publication of %s.\n", c.Against.DayText())
	for _, edit := range edits {
		fmt.Fprintf(&b, "%s %s\n", edit.Kind, EditedText(edit))
		for _, f := range edit.Fields {
			for _, v := range f.Removed {
				fmt.Fprintf(&b, "  %s - %s\n", delta.Label(f.Field), short(v))
			}
			for _, v := range f.Added {
				fmt.Fprintf(&b, "  %s + %s\n", delta.Label(f.Field), short(v))
			}
		}
	}
	if more := total - len(edits); more > 0 {
		fmt.Fprintf(&b, "and %s\n", counted(more, "more change", "more changes"))
	}
	e.Content = b.String()
	return e, err
}

// EditedText names the entries of an edit: "un-sc/KPi.001 NAME", or "12 entries: …".
func EditedText(e cordon.Edit) string {
	names := make([]string, len(e.Entries))
	for i, n := range e.Entries {
		names[i] = strings.TrimSpace(string(n.ID) + "  " + n.Name)
	}
	if e.Count == 1 {
		return names[0]
	}
	text := counted(e.Count, "entry", "entries") + " alike: " + strings.Join(names, ", ")
	if more := e.Count - len(names); more > 0 {
		text += fmt.Sprintf(" and %s more", thousands(more))
	}
	return text
}
