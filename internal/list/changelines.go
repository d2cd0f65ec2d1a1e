package list

import (
	"context"
	"iter"

	"cordon"
)

// What a ChangeLine may be besides a change of an entry.
const (
	firstLoad   cordon.ChangeKind = "first-load"   // of a list: its entries are no news
	notCompared cordon.ChangeKind = "not-compared" // amendments between two formats
)

// A ChangeLine is one change as data, or one thing that is to be known of a
// publication: a first load, a change of format, a removal that is held.
type ChangeLine struct {
	By       cordon.Date          `json:"by"`               // day of publication; the act is of that day or earlier
	Against  cordon.Date          `json:"against,omitzero"` // day of the publication that it was compared with, where its file has one
	Undated  bool                 `json:"undated,omitempty"`
	List     cordon.ListID        `json:"list"`
	Snapshot cordon.SnapshotID    `json:"snapshot,omitempty"`
	Kind     cordon.ChangeKind    `json:"kind"` // added, removed, restored, amended, pending, first-load, not-compared
	Entry    cordon.EntryID       `json:"entry,omitempty"`
	Name     string               `json:"name,omitempty"`
	Fields   []cordon.FieldChange `json:"fields,omitempty"`
	Note     string               `json:"note,omitempty"`
}

// Lines are all changes of the log, pending removals first, then those of the newest
// day of publication. They are of one state of the store.
func (l ChangeLog) Lines(ctx context.Context) iter.Seq2[ChangeLine, error] {
	return func(pass func(ChangeLine, error) bool) {
		stopped := false
		yield := func(line ChangeLine, err error) bool {
			stopped = !pass(line, err)
			return !stopped
		}
		err := l.View(ctx, func(l ChangeLog) error {
			waiting, err := l.Held(ctx)
			if err != nil {
				return err
			}
			for i := range waiting {
				if !pendingLines(&waiting[i], yield) {
					return nil
				}
			}
			for set, err := range l.All(ctx) {
				if err != nil {
					return err
				}
				if more, err := set.lines(ctx, yield); !more || err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil && !stopped {
			yield(ChangeLine{}, err)
		}
	}
}

// pendingLines passes on the removals that an update holds; false when no more are
// wanted.
func pendingLines(p *cordon.PendingUpdate, yield func(ChangeLine, error) bool) bool {
	for _, r := range p.Removals {
		line := ChangeLine{
			By: p.Published, Undated: p.Undated, List: p.List, Kind: Pending, Entry: r.Entry, Name: r.Name,
			Note: "not removed: " + p.Reason + "; to accept it: cordon update --accept " + string(p.Files[0].Digest),
		}
		if !yield(line, nil) {
			return false
		}
	}
	return true
}

// lines passes on what a set has; false when no more is wanted.
func (c *ChangeSet) lines(ctx context.Context, yield func(ChangeLine, error) bool) (more bool, err error) {
	head := ChangeLine{By: c.Day(), Undated: c.Undated, List: c.List, Snapshot: c.ID}
	if c.Against == nil {
		head.Kind, head.Note = firstLoad, c.Summary()
		return len(c.log.filter.Kinds) > 0 || yield(head, nil), nil
	}
	head.Against = c.Against.Stated()
	if c.OtherFormat() && len(c.log.filter.Kinds) == 0 {
		note := head
		note.Kind, note.Note = notCompared, c.Format+" after "+c.Against.Format+": amendments are not compared"
		if !yield(note, nil) {
			return false, nil
		}
	}
	for change, err := range c.Each(ctx) {
		if err != nil {
			return false, err
		}
		line := head
		line.Kind, line.Entry, line.Name, line.Fields = change.Kind, change.Entry, change.Name, change.Fields
		if !yield(line, nil) {
			return false, nil
		}
	}
	return true, nil
}
