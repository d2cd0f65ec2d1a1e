package list

import (
	"fmt"
	"slices"

	"cordon"
)

// An override is what a person lets pass of what the safety checks stop: nothing
// (the zero value), all of it (--force), or what was shown of a pending update.
type override struct {
	all   bool
	shown *cordon.PendingUpdate
}

// A verdict is what the safety checks make of a publication.
type verdict struct {
	off        *removals
	refused    *Refused        // nothing of it is loaded; nil when it is
	overridden []cordon.Reason // what a person let pass
	action     string          // by which command, in the audit log
}

// judge applies the safety checks to a publication. A person's acceptance lets pass
// all that they stop, or nothing: all is what was shown of it when it was refused.
func judge(p *publication, in *input, old *stored, may override) verdict {
	off := removalsOf(p, in, old)
	stops := brake(p, carry(p, in, old, !may.all && len(off.held) > 0 && !p.whole(in)), old, off)
	reasons := reasonsOf(stops, off)
	unseen := may.unseen(reasons, off.all)
	switch {
	case may.all:
		off.release()
		off.forced = true
		return verdict{off: off, overridden: reasons, action: "list.forced"}
	case may.shown != nil && len(unseen) == 0:
		off.release()
		return verdict{off: off, overridden: reasons, action: "list.accepted"}
	case len(stops) == 0:
		return verdict{off: off}
	}
	r := stops[0]
	r.Reasons, r.Unseen = reasons, unseen
	return verdict{off: off, refused: r}
}

// reasonsOf are the checks that a publication does not pass, and why removals are
// held. One that lacks too much for the whole to be trusted lacks too much to remove it.
func reasonsOf(broken []*Refused, off *removals) []cordon.Reason {
	var out []cordon.Reason
	tooMany := false
	for _, r := range broken {
		out = append(out, r.reason())
		tooMany = tooMany || r.Rule == "max-removed"
	}
	for _, r := range off.reasons() {
		if !tooMany || r.Rule != "removals" {
			out = append(out, r)
		}
	}
	return out
}

// unseen are the reasons, and how many of the removals, that were not shown of a
// pending update; nil when none is accepted.
func (o override) unseen(reasons []cordon.Reason, gone []cordon.EntryID) []string {
	if o.shown == nil {
		return nil
	}
	var out []string
	shown := o.shown.Shown()
	for _, r := range reasons {
		if !slices.Contains(shown, r) {
			out = append(out, "rule "+r.Rule)
		}
	}
	listed := map[cordon.EntryID]bool{}
	for _, r := range o.shown.Removals {
		listed[r.Entry] = true
	}
	n := 0
	for _, id := range gone {
		if !listed[id] {
			n++
		}
	}
	if n > 0 {
		out = append(out, fmt.Sprintf("%d removals", n))
	}
	return out
}
