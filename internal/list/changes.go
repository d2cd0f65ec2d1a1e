package list

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"cordon"
	"cordon/internal/delta"
	"cordon/internal/store"
)

// Pending is the kind of a removal that is held: the entry is in force, and no
// publication has removed it.
const Pending cordon.ChangeKind = "pending"

// A ChangeLog reads what the publications of a filter changed, each against the one
// before it. Days are those of publication: a change is by that day, which is not the
// day of the act.
type ChangeLog struct {
	from   *store.Store
	filter cordon.ChangeFilter
	held   bool // pending removals are asked for
	made   bool // and what was changed
}

// Changes is the log of a filter; Pending is one of the kinds that it may name.
func Changes(from *store.Store, f cordon.ChangeFilter) ChangeLog {
	asked := f.Kinds
	f.Kinds = slices.DeleteFunc(slices.Clone(asked), func(k cordon.ChangeKind) bool { return k == Pending })
	return ChangeLog{
		from: from, filter: f,
		held: len(asked) == 0 || slices.Contains(asked, Pending), made: len(asked) == 0 || len(f.Kinds) > 0,
	}
}

// A ChangeSet is what one publication changed. Edits and Each read the changes.
type ChangeSet struct {
	cordon.Snapshot
	Against *cordon.Snapshot // the publication before; nil for a first load
	First   int              // entries of a first load
	Alike   []FieldSet       // its amendments by the fields that they touch, the most frequent first

	log *ChangeLog
}

// A FieldSet is how many entries were amended in just these fields.
type FieldSet struct {
	Fields []string // labels, as delta.Fields has them
	Count  int
}

// View runs f with the log of one state of the store.
func (l ChangeLog) View(ctx context.Context, f func(ChangeLog) error) error {
	return l.from.View(ctx, func(view *store.Store) error {
		l.from = view
		return f(l)
	})
}

// Count is how many publications the log has, and the instant up to which what it
// says was known.
func (l ChangeLog) Count(ctx context.Context) (n int, known time.Time, err error) {
	defer cordon.Wrap(&err, "list.ChangeLog.Count()")
	n, known, err = l.from.CountPublications(ctx, l.filter)
	if !l.made {
		n = 0
	}
	return n, known, err
}

// Page is at most limit publications after the first offset ones, the newest day
// first.
func (l ChangeLog) Page(ctx context.Context, offset, limit int) (sets []*ChangeSet, err error) {
	defer cordon.Wrap(&err, "list.ChangeLog.Page(%d, %d)", offset, limit)
	if !l.made {
		return nil, nil
	}
	snaps, err := l.from.Publications(ctx, l.filter, offset, limit)
	if err != nil {
		return nil, err
	}
	for i := range snaps {
		set, err := l.set(ctx, &snaps[i])
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	return sets, nil
}

// Of is the change set of one publication, whatever the filter's list and days.
func (l ChangeLog) Of(ctx context.Context, id cordon.SnapshotID) (_ *ChangeSet, err error) {
	defer cordon.Wrap(&err, "list.ChangeLog.Of(%s)", id)
	snap, err := l.from.Snapshot(ctx, id)
	if err == nil && snap.Starter {
		err = cordon.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return l.set(ctx, snap)
}

// set reads what is said of a publication as a whole.
func (l ChangeLog) set(ctx context.Context, snap *cordon.Snapshot) (set *ChangeSet, err error) {
	set = &ChangeSet{Snapshot: *snap, log: &l}
	if snap.Previous == "" {
		set.First, err = l.from.Brought(ctx, snap.ID)
		return set, err
	}
	if set.Against, err = l.from.Snapshot(ctx, snap.Previous); err != nil {
		return nil, err
	}
	sets, err := l.from.AmendedFields(ctx, snap.ID)
	for _, names := range slices.Sorted(maps.Keys(sets)) {
		alike := FieldSet{Count: sets[names]}
		for name := range strings.SplitSeq(names, ", ") {
			alike.Fields = append(alike.Fields, delta.Label(name))
		}
		set.Alike = append(set.Alike, alike)
	}
	slices.SortStableFunc(set.Alike, func(a, b FieldSet) int { return b.Count - a.Count })
	return set, err
}

// publicationsAtOnce is how many publications, and changesAtOnce how many changes,
// are read at a time where all are asked for.
const (
	publicationsAtOnce = 50
	changesAtOnce      = 200
)

// All are all publications, the newest day first, of one state of the store. A set is
// to be read before the next is asked for.
func (l ChangeLog) All(ctx context.Context) iter.Seq2[*ChangeSet, error] {
	return func(yield func(*ChangeSet, error) bool) {
		stopped := false
		err := l.from.View(ctx, func(view *store.Store) error {
			l.from = view
			for at := 0; ; at += publicationsAtOnce {
				sets, err := l.Page(ctx, at, publicationsAtOnce)
				if err != nil {
					return err
				}
				for _, set := range sets {
					if stopped = !yield(set, nil); stopped {
						return nil
					}
				}
				if len(sets) < publicationsAtOnce {
					return nil
				}
			}
		})
		if err != nil && !stopped {
			yield(nil, err)
		}
	}
}

// Held are the updates that wait and hold removals, those of the newest day first.
func (l ChangeLog) Held(ctx context.Context) (_ []cordon.PendingUpdate, err error) {
	defer cordon.Wrap(&err, "list.ChangeLog.Held()")
	if !l.held {
		return nil, nil
	}
	waiting, err := l.from.Pending(ctx, l.filter.List)
	waiting = slices.DeleteFunc(waiting, func(p cordon.PendingUpdate) bool { return len(p.Removals) == 0 || !l.asked(p.Published) })
	slices.SortStableFunc(waiting, func(a, b cordon.PendingUpdate) int { return b.Published.Compare(a.Published) })
	return waiting, err
}

// asked reports whether a day is within those of the filter.
func (l ChangeLog) asked(day cordon.Date) bool {
	since, until := l.filter.Since, l.filter.Until
	return (since.IsZero() || !day.Last().Before(since.First())) && (until.IsZero() || !until.Last().Before(day.First()))
}

// Edits are the changes of the set, identical amendments as one: additions, removals
// and restorations first. At most limit after the first offset ones; a limit of 0
// gives all.
func (c *ChangeSet) Edits(ctx context.Context, offset, limit int) (edits []cordon.Edit, err error) {
	defer cordon.Wrap(&err, "list.ChangeSet.Edits(%s)", c.ID)
	if edits, err = c.log.from.Edits(ctx, c.ID, c.log.filter.Kinds, offset, limit); err != nil {
		return nil, err
	}
	var ids []cordon.EntryID
	for _, e := range edits {
		if e.Kind == cordon.Amended {
			ids = append(ids, e.Entries[0].ID)
		}
	}
	pairs, err := c.log.from.Amended(ctx, c.ID, ids)
	for i := range edits {
		if edits[i].Kind == cordon.Amended {
			edits[i].Fields = whole(edits[i].Fields, pairs[edits[i].Entries[0].ID])
		}
	}
	return edits, err
}

// CountEdits is how many edits there are.
func (c *ChangeSet) CountEdits(ctx context.Context) (int, error) {
	return c.log.from.CountEdits(ctx, c.ID, c.log.filter.Kinds)
}

// whole are the fields that were amended, with the whole values of the two versions
// instead of those that were shortened to be stored.
func whole(stored []cordon.FieldChange, pair [2]*cordon.Entry) []cordon.FieldChange {
	if pair[0] == nil || pair[1] == nil {
		return stored
	}
	return delta.Between(pair[0], pair[1])
}

// Each are all changes of the set, one by one, by entry.
func (c *ChangeSet) Each(ctx context.Context) iter.Seq2[cordon.Change, error] {
	return func(yield func(cordon.Change, error) bool) {
		after := cordon.EntryID("")
		for {
			page, err := c.page(ctx, after)
			if err != nil {
				yield(cordon.Change{}, err)
				return
			}
			for _, change := range page {
				if !yield(change, nil) {
					return
				}
				after = change.Entry
			}
			if len(page) < changesAtOnce {
				return
			}
		}
	}
}

func (c *ChangeSet) page(ctx context.Context, after cordon.EntryID) ([]cordon.Change, error) {
	page, err := c.log.from.ChangesIn(ctx, c.ID, c.log.filter.Kinds, after, changesAtOnce)
	if err != nil {
		return nil, err
	}
	var ids []cordon.EntryID
	for _, change := range page {
		if change.Kind == cordon.Amended {
			ids = append(ids, change.Entry)
		}
	}
	pairs, err := c.log.from.Amended(ctx, c.ID, ids)
	for i := range page {
		if page[i].Kind == cordon.Amended {
			page[i].Fields = whole(page[i].Fields, pairs[page[i].Entry])
		}
	}
	return page, err
}

// OtherFormat reports whether the publication has another format than the one before,
// so that amendments were not compared.
func (c *ChangeSet) OtherFormat() bool { return c.Against != nil && c.Against.Format != c.Format }

// mostAlike is how many sets of fields a summary names, and mostFields of how many
// fields each at most: more are no summary.
const (
	mostAlike  = 3
	mostFields = 2
)

// Summary is the set in a few words: "2 added, 188 amended, 31 of them only link".
func (c *ChangeSet) Summary() string {
	if c.Against == nil {
		return "first load: " + counted(c.First, "entry", "entries")
	}
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{c.Added, "added"}, {c.Removed, "removed"}, {c.Restored, "restored"}, {c.Amended, "amended"}} {
		if p.n > 0 {
			parts = append(parts, thousands(p.n)+" "+p.what)
		}
	}
	if len(parts) == 0 {
		parts = []string{"no change"}
	}
	parts = append(parts, c.alike()...)
	if c.OtherFormat() {
		parts = append(parts, fmt.Sprintf("amendments not compared (%s after %s)", c.Format, c.Against.Format))
	}
	if c.Snapshot.Held > 0 {
		parts = append(parts, counted(c.Snapshot.Held, "removal", "removals")+" held when it was loaded")
	}
	return strings.Join(parts, ", ")
}

// alike are the most frequent kinds of amendment in words.
func (c *ChangeSet) alike() (parts []string) {
	for _, alike := range c.Alike {
		of := " of them"
		if len(parts) > 0 {
			of = ""
		}
		if alike.Count > 1 && len(alike.Fields) <= mostFields && len(parts) < mostAlike {
			parts = append(parts, fmt.Sprintf("%s%s only %s", thousands(alike.Count), of, strings.Join(alike.Fields, " and ")))
		}
	}
	return parts
}

// By is the day by which the changes were made, as far as the publication shows it.
func (c *ChangeSet) By() string { return "by " + c.DayText() }

// counted is a number with its noun.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

// thousands is a number with commas: "1,011".
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
