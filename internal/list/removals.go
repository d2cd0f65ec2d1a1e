package list

import (
	"cmp"
	"fmt"
	"iter"
	"slices"

	"cordon"
	"cordon/internal/store"
)

// removals are the entries in force that a publication does not contain, and
// which of them are held: an entry that is held stays in force and is screened.
type removals struct {
	all    []cordon.EntryID // without facts of the starter that are younger than the publication
	open   []cordon.EntryID // those that no earlier publication lacked
	limit  float64          // share of the list that may go without being held
	held   map[cordon.EntryID]bool
	known  map[cordon.EntryID]bool // gone by the word of an earlier publication too
	free   bool                    // a person lets all of it pass
	forced bool                    // … whatever it is, seen or not
	why    *Refused                // why some are held; nil when none is
	whys   []*Refused              // all that hold some, why last
	doubt  *Refused                // why nothing that the publication lacks is known to be removed; nil when it is evidence
}

// unproven are the rules that hold every removal, since what the publication
// lacks does not prove that the publisher removed it: no later one is confirmed by it.
var unproven = []string{"end-mark", "undated", "unread"}

// removalsOf returns what a publication would remove and holds what is doubtful. A
// removal that was held of a publication of an earlier day is confirmed by this one,
// unless this one is cut itself.
func removalsOf(p *publication, in *input, old *stored) *removals {
	off := &removals{all: old.without(p, in), limit: removalLimit(old.days(p), p.whole(in)), held: map[cordon.EntryID]bool{}}
	earlier, sameDay := old.awaited(p)
	off.known = earlier
	var repeated []cordon.EntryID
	for _, id := range off.all {
		switch {
		case sameDay[id]:
			repeated = append(repeated, id)
		case !earlier[id]:
			off.open = append(off.open, id)
		}
	}
	if off.doubt = noEvidence(p, in, len(off.all)); off.doubt != nil {
		off.hold(off.all, off.doubt)
	} else {
		off.holdMany(p, in, old, repeated)
	}
	if off.why != nil {
		off.why.List, off.why.Digest, off.why.Held = p.List, p.files[0].digest, true
	}
	return off
}

// noEvidence returns why nothing that the publication lacks is known to be removed
// (a rule of unproven); nil when it is evidence.
func noEvidence(p *publication, in *input, lacks int) *Refused {
	why := &Refused{Got: float64(lacks)}
	switch unread := in.unread(p.List); {
	case in.cut(p.mainRole()):
		why.Rule, why.Reason = "end-mark", fmt.Sprintf(
			"%s does not end with the mark that closes every file of %s, so it was cut, and it lacks %d entries", p.files[0].name, p.Format, lacks)
	case p.undated:
		why.Rule, why.Reason = "undated", fmt.Sprintf(
			"neither %s nor its name gives a date, so it may be older than what is in force, and it lacks %d entries; "+
				"with the date of publication in the name, as in sdn_2024-06-01.csv, it can be compared", p.files[0].name, lacks)
	case unread > 0:
		why.Rule, why.Reason = "unread", fmt.Sprintf(
			"%d of its records could not be read or were left out, and it lacks %d entries, which may be these", unread, lacks)
	default:
		return nil
	}
	return why
}

// holdMany holds removals that are more than what goes from a list: of the whole of
// it, of the same day once more, or of a programme.
func (off *removals) holdMany(p *publication, in *input, old *stored, repeated []cordon.EntryID) {
	lacks := len(off.open)
	if old.sameDay(p) { // said beside any other reason: so such a file confirms nothing
		off.hold(off.open, &Refused{
			Rule: "same-day", Got: float64(lacks),
			Reason: fmt.Sprintf("it is of %s like the publication in force and lacks %d entries of that: it may be the earlier of the two",
				p.Published, lacks),
		})
	}
	if l := worstLoss(old.before(p, off.open), p.Published, p.whole(in)); l.exceeds() {
		off.hold(slices.Concat(repeated, off.open), &Refused{Rule: "removals", Got: l.share, Want: l.limit, Reason: l.reason(lacks)})
		return
	}
	off.hold(repeated, &Refused{
		Rule: "removals", Got: float64(len(repeated)),
		Reason: fmt.Sprintf("it lacks %d entries that another publication of the same day lacked", len(repeated)),
	})
	off.holdProgrammes(in, old)
}

// sameDay reports whether a file is of the day of the publication in force, and which
// of the two is the newer is not known: neither from their instants, nor since it comes
// from the publisher now.
func (h *stored) sameDay(p *publication) bool {
	d := h.dated
	if d == nil || p.downloaded || p.Published != d.Published {
		return false
	}
	return d.Made.IsZero() || !p.made.After(d.Made)
}

// without returns the entries in force that a publication does not contain. A fact
// of the starter that is younger than the publication cannot be removed by it.
func (h *stored) without(p *publication, in *input) []cordon.EntryID {
	var out []cordon.EntryID
	for id, k := range h.absent(in) {
		if !k.Starter || !p.Published.Before(k.Published) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// absent yields the entries in force that a publication does not contain.
func (h *stored) absent(in *input) iter.Seq2[cordon.EntryID, store.VersionKey] {
	return func(yield func(cordon.EntryID, store.VersionKey) bool) {
		for id, k := range h.keys {
			if k.Current && in.entries[id] == nil && !yield(id, k) {
				return
			}
		}
	}
}

// awaited returns the entries whose removal waits for a later publication: those
// that this one confirms when it lacks them too, and those of its own day. Only a
// publication that was whole and read without faults is evidence of a removal: one
// of which nothing but removals was stopped.
func (h *stored) awaited(p *publication) (earlier, sameDay map[cordon.EntryID]bool) {
	earlier, sameDay = map[cordon.EntryID]bool{}, map[cordon.EntryID]bool{}
	for _, w := range h.waiting {
		other := func(r cordon.Reason) bool {
			return !slices.Contains([]string{"removals", "programme", "max-removed"}, r.Rule)
		}
		if slices.ContainsFunc(w.Shown(), other) || w.Whole && w.Rule != "max-removed" {
			continue
		}
		for _, r := range w.Removals {
			switch {
			case w.Published.Before(p.Published):
				earlier[r.Entry] = true
			case !w.Whole:
				sameDay[r.Entry] = true
			}
		}
	}
	return earlier, sameDay
}

func (off *removals) hold(ids []cordon.EntryID, why *Refused) {
	for _, id := range ids {
		off.held[id] = true
	}
	if len(ids) > 0 {
		off.why, off.whys = why, append(off.whys, why)
	}
}

// holdProgrammes holds the entries of each programme that would lose most of its entries.
func (off *removals) holdProgrammes(in *input, old *stored) {
	going := map[cordon.ProgrammeID][]cordon.EntryID{}
	for _, id := range off.open {
		for _, prog := range programmes(old.entries[id]) {
			going[prog] = append(going[prog], id)
		}
	}
	staying := map[cordon.ProgrammeID]int{}
	for id, e := range in.entries {
		if old.keys[id].Current {
			for _, prog := range programmes(old.version(id, e)) {
				staying[prog]++
			}
		}
	}
	before := map[cordon.ProgrammeID]int{}
	for id, e := range old.lately {
		count := before
		if in.entries[id] != nil {
			count = staying // it returns
		}
		for _, prog := range programmes(e) {
			count[prog]++
		}
	}
	var names []cordon.ProgrammeID
	for prog, ids := range going {
		if n := len(ids) + before[prog]; n > fewRemovals && float64(n) > maxProgramme*float64(n+staying[prog]) {
			names = append(names, prog)
		}
	}
	slices.SortFunc(names, func(a, b cordon.ProgrammeID) int {
		return cmp.Or(cmp.Compare(len(going[b]), len(going[a])), cmp.Compare(a, b))
	})
	for i := len(names) - 1; i >= 0; i-- { // the largest last: it gives the reason
		prog := names[i]
		n := len(going[prog]) + before[prog]
		had, when := n+staying[prog], ""
		if before[prog] > 0 {
			when = fmt.Sprintf(", %d of them removed in the %d days before it", before[prog], programmeDays)
		}
		off.hold(going[prog], &Refused{
			Rule: "programme", Got: float64(n) / float64(had), Want: maxProgramme,
			Reason: fmt.Sprintf("it lacks %d of the %d entries of programme %s%s, at most %s of a programme is expected",
				n, had, prog, when, percent(maxProgramme)),
		})
	}
}

// programmes returns the programmes of an entry, each once.
func programmes(e *cordon.Entry) []cordon.ProgrammeID {
	var out []cordon.ProgrammeID
	if e != nil {
		for _, d := range e.Designations {
			if !slices.Contains(out, d.Programme) {
				out = append(out, d.Programme)
			}
		}
	}
	return out
}

// release holds nothing, since a person lets it pass.
func (off *removals) release() {
	off.why, off.whys, off.doubt, off.free = nil, nil, nil, true
	clear(off.held)
}

// vouched reports whether more than one publication stands behind a removal: a person,
// or an earlier publication.
func (off *removals) vouched(id cordon.EntryID) bool { return off.free || off.known[id] }

// reasons are why removals are held, the one that is told first, and why nothing
// that the publication lacks or overwrites is believed.
func (off *removals) reasons() []cordon.Reason {
	var out []cordon.Reason
	for _, r := range slices.Backward(off.whys) {
		out = append(out, r.reason())
	}
	if off.doubt != nil && !slices.Contains(out, off.doubt.reason()) {
		out = append(out, off.doubt.reason())
	}
	return out
}
