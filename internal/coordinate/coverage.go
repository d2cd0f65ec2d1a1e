package coordinate

import (
	"slices"
	"time"

	"cordon"
)

// A State is how far the lists of an authority can be relied on to be complete.
type State string

// The states of an authority's lists.
const (
	Full    State = "full"    // every list of it that we read is loaded and fresh
	Stale   State = "stale"   // loaded, but no publication of the cordon.StaleAfter days up to the day asked for
	Partial State = "partial" // some of its lists, the starter's facts only, a file that was cut or not wholly read, or lacks a part
	NoList  State = "none"    // no list of it is loaded, or none that we can read
)

// A Coverage is what we hold of one authority.
type Coverage struct {
	State     State       `json:"state"`
	Published cordon.Date `json:"published,omitzero"` // of the oldest of its newest snapshots of that time
}

// coverage is what we hold of each authority for a day.
func (s *Service) coverage(snaps []cordon.Snapshot, day cordon.Date) map[cordon.AuthorityID]Coverage {
	near := nearest(snaps, day)
	out := map[cordon.AuthorityID]Coverage{}
	for _, a := range cordon.Authorities {
		if a.Applies == "" {
			out[a.ID] = s.cover(a.ID, near, day)
		}
	}
	return out
}

// ever is a day after every publication.
var ever = cordon.Date{Year: 9999, Month: 12, Day: 31}

// nearest is the snapshot of each list that shows best what was on it on a day:
// the last one published up to the day, else the first one after it, else the
// starter's.
func nearest(snaps []cordon.Snapshot, day cordon.Date) map[cordon.ListID]cordon.Snapshot {
	out := map[cordon.ListID]cordon.Snapshot{}
	for i := range snaps {
		sn := &snaps[i]
		if old, ok := out[sn.List]; !ok || nearer(sn, &old, day) {
			out[sn.List] = *sn
		}
	}
	return out
}

// nearer reports whether a snapshot shows a day better than one stored before it.
func nearer(sn, old *cordon.Snapshot, day cordon.Date) bool {
	on, was := sn.Day(), old.Day()
	switch after, wasAfter := day.Before(on), day.Before(was); {
	case sn.Starter != old.Starter:
		return old.Starter
	case sn.Starter || !after && !wasAfter:
		return !on.Before(was)
	case after && wasAfter:
		return on.Before(was)
	default:
		return wasAfter
	}
}

// cover is the state of the worst of the authority's lists: one that is missing
// may contain what the others do not.
func (s *Service) cover(id cordon.AuthorityID, near map[cordon.ListID]cordon.Snapshot, day cordon.Date) Coverage {
	var c Coverage
	var known, missing, stale bool
	for _, l := range s.Lists {
		if l.Authority != id || l.SupersededBy != "" {
			continue
		}
		sn, ok := near[l.ID]
		if !ok || sn.Starter || sn.Partial() {
			missing = true
		}
		if ok {
			known = true
			c.older(&sn)
			stale = stale || sn.Stale(day) != ""
		}
	}
	switch {
	case !known:
		return factsOnly(id, near)
	case missing:
		c.State = Partial
	case stale:
		c.State = Stale
	default:
		c.State = Full
	}
	return c
}

// older keeps the day of the oldest snapshot.
func (c *Coverage) older(sn *cordon.Snapshot) {
	if on := sn.Day(); c.Published.IsZero() || on.Before(c.Published) {
		c.Published = on
	}
}

// factsOnly covers an authority none of whose lists in force this program
// reads: the starter, or a list that was closed, may still have facts of it.
func factsOnly(id cordon.AuthorityID, near map[cordon.ListID]cordon.Snapshot) Coverage {
	c := Coverage{State: NoList}
	for _, sn := range near {
		if authorityOf(sn.List) == id {
			c.State = Partial
			c.older(&sn)
		}
	}
	return c
}

// authorityOf is the authority in a list's ID: "gb" of "gb-uksl".
func authorityOf(id cordon.ListID) cordon.AuthorityID {
	for _, a := range cordon.Authorities {
		if prefix := string(a.ID) + "-"; len(id) > len(prefix) && string(id[:len(prefix)]) == prefix {
			return a.ID
		}
	}
	return ""
}

// today is the service's day, in UTC.
func (s *Service) today() cordon.Date {
	now := time.Now
	if s.Now != nil {
		now = s.Now
	}
	return cordon.DateOf(now().UTC())
}

// columns are the authorities of a matrix, in the order of the table, those
// that only apply another's acts left out.
func columns() []cordon.AuthorityID {
	var out []cordon.AuthorityID
	for _, a := range cordon.Authorities {
		if a.Applies == "" {
			out = append(out, a.ID)
		}
	}
	return slices.Clip(out)
}
