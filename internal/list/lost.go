package list

import (
	"context"
	"fmt"
	"slices"
	"time"

	"cordon"
	"cordon/internal/store"
)

// A state is what a list was after an earlier publication.
type state struct {
	day     cordon.Date
	entries int // in force
	lost    int // removed since by one publication alone, and accepted by nobody
}

// statesOf are the states of a list from its snapshots, oldest first; the newest state
// is the first. The facts of the starter are no state of the whole list.
func statesOf(snaps []cordon.Snapshot) []state {
	var out []state
	lost := 0
	for i := len(snaps) - 1; i >= 0 && !snaps[i].Starter; i-- {
		s := &snaps[i]
		out = append(out, state{s.Published, s.Entries, lost})
		lost += alone(s)
	}
	return out
}

// alone is how many entries a snapshot removed by the word of one publication.
func alone(s *cordon.Snapshot) int { return max(s.Removed-s.Vouched, 0) }

// history gets the earlier states of a list and, where a publication lacks something,
// the entries that it lost lately by the word of one publication.
func (u *Updater) history(ctx context.Context, p *publication, in *input, h *stored) error {
	snaps, err := u.Store.Snapshots(ctx, p.List)
	if err != nil {
		return err
	}
	h.states, h.dated = statesOf(snaps), newestDated(snaps)
	h.measured = slices.ContainsFunc(snaps, func(s cordon.Snapshot) bool {
		return !s.Starter && s.Expected == 0 && !s.Published.Before(p.source.Length.Counted)
	})
	var since time.Time
	by := map[cordon.SnapshotID]bool{}
	for i := range snaps {
		if s := &snaps[i]; alone(s) > 0 && p.Published.Days(s.Published) <= programmeDays {
			by[s.ID] = true
			if since.IsZero() {
				since = s.Fetched
			}
		}
	}
	if len(by) == 0 || !h.lacked(in) {
		return nil
	}
	changes, err := u.Store.Changes(ctx, store.ChangeQuery{List: p.List, Since: since})
	if err != nil {
		return err
	}
	q := store.EntryQuery{List: p.List, Ever: true, IDs: []cordon.EntryID{}}
	for _, c := range changes {
		if by[c.Snapshot] && c.Kind == cordon.Removed && !h.keys[c.Entry].Current {
			q.IDs = append(q.IDs, c.Entry)
		}
	}
	return u.entries(ctx, q, h.lately)
}

// lacked reports whether a publication lacks an entry in force.
func (h *stored) lacked(in *input) bool {
	for range h.absent(in) {
		return true
	}
	return false
}

// A loss is what a list has lost since an earlier state.
type loss struct {
	state
	n     int     // entries, with those that the publication lacks
	days  int     // since the state
	share float64 // of the entries of the state
	limit float64 // of the share
	last  bool    // the state is the newest
}

// exceeds reports whether a loss is more than the limits allow.
func (l loss) exceeds() bool { return l.n > fewRemovals && l.share > l.limit }

// worstLoss is the loss furthest above its limit, or nearest to it, when a publication
// of that day lacks so many entries. The limits were measured on publications any
// number of days apart, so what goes by small steps has the same limit.
func worstLoss(states []state, day cordon.Date, lacks int, whole bool) loss {
	var worst loss
	for i, s := range states {
		l := loss{state: s, n: s.lost + lacks, days: day.Days(s.day), last: i == 0}
		l.share, l.limit = float64(l.n)/float64(max(s.entries, 1)), removalLimit(l.days, whole)
		over := l.share*worst.limit > worst.share*l.limit
		if i == 0 || l.exceeds() && !worst.exceeds() || l.exceeds() == worst.exceeds() && over {
			worst = l
		}
	}
	return worst
}

// reason says what was lost, of a publication that lacks so many entries.
func (l loss) reason(lacks int) string {
	switch {
	case l.lost == 0 && !l.last:
		return fmt.Sprintf("it lacks %d of %d entries of %s (%s), at most %s is expected in %d days",
			lacks, l.entries, l.day, percent(l.share), percent(l.limit), l.days)
	case l.lost == 0:
		return fmt.Sprintf("it lacks %d of %d entries (%s), at most %s is expected %d days after the last publication",
			lacks, l.entries, percent(l.share), percent(l.limit), l.days)
	}
	return fmt.Sprintf("it lacks %d entries, and with those removed before it %d of %d are gone since %s (%s), "+
		"at most %s is expected in %d days", lacks, l.n, l.entries, l.day, percent(l.share), percent(l.limit), l.days)
}
