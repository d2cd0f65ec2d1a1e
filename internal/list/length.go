package list

import (
	"fmt"

	"cordon"
)

// shorter notes in a snapshot that the list has far fewer entries than it was known to
// have, and says so. Nothing is stored with which a first load could be compared, so
// that what it lacks would be no hit without a word. The note stays with the later
// publications until one is long enough, or is forced; what is accepted was refused
// for other reasons. A publication of before the count is not judged, since lists grow
// by more than they lose; the first one of its day or later is.
func (p *publication) shorter(snap *cordon.Snapshot, old *stored, off *removals) []cordon.Problem {
	was := p.source.Length
	if was.Entries == 0 || old.measured || off.forced || p.Published.Before(was.Counted) {
		return nil
	}
	days := p.Published.Days(was.Counted)
	limit := removalLimit(days, false)
	share := float64(was.Entries-snap.Entries) / float64(was.Entries)
	if share <= limit {
		return nil
	}
	snap.Expected = was.Entries
	return []cordon.Problem{{File: p.Files[0].Name, Reason: fmt.Sprintf(
		"the list has %d entries with it, and had %d on %s (%s): %s fewer, at most %s is expected after %d days; "+
			"it counts as partial until a longer file is loaded, or a later one with --force",
		snap.Entries, was.Entries, was.Counted, was.Source, percent(share), percent(limit), days)}}
}
