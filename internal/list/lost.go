package list

import (
	"context"
	"fmt"
	"math"
	"slices"

	"cordon"
	"cordon/internal/store"
)

// A term is the time in which a version of an entry was in force, by the places of
// snapshots in the history of its list: from the one that brought it up to the one that
// ended it.
type term struct{ from, to int }

// unended is the end of a term that no snapshot ended.
const unended = math.MaxInt

// A state is what a list was after an earlier publication, beside a new one.
type state struct {
	day     cordon.Date
	entries int  // in force
	lost    int  // of these: removed since by one publication alone, accepted by nobody, and still gone
	lacks   int  // of these: in force until now, and the new publication is the first that lacks them
	last    bool // the state is the newest
}

// alone is how many entries a snapshot removed by the word of one publication.
func alone(s *cordon.Snapshot) int { return max(s.Removed-s.Vouched, 0) }

// history gets the earlier states of a list and, where a publication lacks something,
// the terms of what is gone and the entries that it lost lately by the word of one
// publication.
func (u *Updater) history(ctx context.Context, p *publication, in *input, h *stored) (err error) {
	if h.snaps, err = u.Store.Snapshots(ctx, p.List); err != nil {
		return err
	}
	h.dated = newestDated(h.snaps)
	h.measured = slices.ContainsFunc(h.snaps, func(s cordon.Snapshot) bool {
		return !s.Starter && s.Expected == 0 && !s.Published.Before(p.source.Length.Counted)
	})
	if !h.lacked(in) {
		return nil
	}
	terms, err := u.terms(ctx, p.List, in, h)
	if err != nil {
		return err
	}
	q := store.EntryQuery{List: p.List, Ever: true, IDs: []cordon.EntryID{}}
	for id, ts := range terms {
		if in.entries[id] == nil {
			h.terms[id] = ts
		}
		if r := ts[len(ts)-1].to; r != unended && alone(&h.snaps[r]) > 0 && p.Published.Days(h.snaps[r].Published) <= programmeDays {
			q.IDs = append(q.IDs, id)
		}
	}
	return u.entries(ctx, q, h.lately)
}

// terms are the terms, oldest first, of the entries that a publication lacks and of
// those that are not in force.
func (u *Updater) terms(ctx context.Context, l cordon.ListID, in *input, h *stored) (map[cordon.EntryID][]term, error) {
	var ids []cordon.EntryID
	for id, k := range h.keys {
		if !k.Current || in.entries[id] == nil {
			ids = append(ids, id)
		}
	}
	all, err := u.Store.Terms(ctx, l, ids)
	if err != nil {
		return nil, err
	}
	place := map[cordon.SnapshotID]int{}
	for i := range h.snaps {
		place[h.snaps[i].ID] = i
	}
	out := map[cordon.EntryID][]term{}
	for id, ts := range all {
		for _, t := range ts {
			to := unended
			if t[1] != "" {
				to = place[t[1]]
			}
			out[id] = append(out[id], term{place[t[0]], to})
		}
	}
	return out, nil
}

// lacked reports whether a publication lacks an entry in force.
func (h *stored) lacked(in *input) bool {
	for range h.absent(in) {
		return true
	}
	return false
}

// statesOf are the states of a list beside a publication of that day that lacks
// entries, the newest state first. The snapshots and the terms of what is gone are
// oldest first. The facts of the starter are no state of the whole list. The newest
// state is always among them; an earlier one is not when it was known to be short and
// the newest is not, or when it is older than the limits were measured for.
func statesOf(snaps []cordon.Snapshot, terms map[cordon.EntryID][]term, lacks []cordon.EntryID, day cordon.Date) []state {
	n := len(snaps)
	lost, lacking := lostSince(snaps, terms), inForceAfter(n, terms, lacks)
	var out []state
	for i := n - 1; i >= 0 && !snaps[i].Starter; i-- {
		s := &snaps[i]
		short := s.Expected > 0 && snaps[n-1].Expected == 0
		if last := i == n-1; last || !short && day.Days(s.Published) <= longestMeasured {
			out = append(out, state{s.Published, s.Entries, lost[i], lacking[i], last})
		}
	}
	return out
}

// lostSince is, for each snapshot, how many of the entries in force after it are gone
// by the word of one publication. Of a snapshot that removed some by that and others by
// more, so many count at most.
func lostSince(snaps []cordon.Snapshot, terms map[cordon.EntryID][]term) []int {
	by := map[int][]cordon.EntryID{}
	for id, ts := range terms {
		if r := ts[len(ts)-1].to; r != unended && alone(&snaps[r]) > 0 {
			by[r] = append(by[r], id)
		}
	}
	out := make([]int, len(snaps))
	for r, ids := range by {
		for i, n := range inForceAfter(r, terms, ids) {
			out[i] += min(n, alone(&snaps[r]))
		}
	}
	return out
}

// inForceAfter is how many of the entries were in force after each of the first n snapshots.
func inForceAfter(n int, terms map[cordon.EntryID][]term, ids []cordon.EntryID) []int {
	out := make([]int, n+1) // first how many more than after the snapshot before it
	for _, id := range ids {
		for _, t := range terms[id] {
			out[min(t.from, n)]++
			out[min(t.to, n)]--
		}
	}
	for i := 1; i < n; i++ {
		out[i] += out[i-1]
	}
	return out[:n]
}

// A loss is what a list has lost since an earlier state.
type loss struct {
	state
	n     int     // entries, with those that the publication lacks
	days  int     // since the state
	share float64 // of the entries of the state
	limit float64 // of the share
}

// exceeds reports whether a loss is more than the limits allow. A state that had none of
// what the publication lacks has lost nothing by it.
func (l loss) exceeds() bool { return l.lacks > 0 && l.n > fewRemovals && l.share > l.limit }

// worstLoss is the loss furthest above its limit, or nearest to it, beside a publication
// of that day. The limits were measured on publications any number of days apart, so
// what goes by small steps has the same limit.
func worstLoss(states []state, day cordon.Date, whole bool) loss {
	var worst loss
	for i, s := range states {
		l := loss{state: s, n: s.lost + s.lacks, days: day.Days(s.day)}
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
	case l.lost == 0 && l.last:
		return fmt.Sprintf("it lacks %d of %d entries (%s), at most %s is expected %d days after the last publication",
			lacks, l.entries, percent(l.share), percent(l.limit), l.days)
	case l.lost == 0:
		return fmt.Sprintf("it lacks %d of %d entries of %s (%s), at most %s is expected in %d days",
			l.lacks, l.entries, l.day, percent(l.share), percent(l.limit), l.days)
	}
	return fmt.Sprintf("it lacks %d entries, and with those removed before it %d of %d are gone since %s (%s), "+
		"at most %s is expected in %d days", lacks, l.n, l.entries, l.day, percent(l.share), percent(l.limit), l.days)
}
