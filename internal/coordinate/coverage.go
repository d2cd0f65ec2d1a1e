package coordinate

import (
	"context"
	"slices"
	"time"

	"cordon"
)

// StaleAfter is how many days old a list's newest publication may be before an
// empty cell proves nothing. The slowest of the lists read here, the UN's, was
// amended at least every seven weeks in the year of files that we hold.
const StaleAfter = 50

// A State says how far an authority's lists can be trusted to be complete.
type State string

// The states of an authority's lists.
const (
	Full    State = "full"    // every list of it that we read is loaded and fresh
	Stale   State = "stale"   // loaded, but older than StaleAfter days
	Partial State = "partial" // some of its lists, or the starter's facts only
	NoList  State = "none"    // no list of it is loaded, or none that we can read
)

// A Coverage is what we hold of one authority.
type Coverage struct {
	State     State       `json:"state"`
	Published cordon.Date `json:"published,omitzero"` // of the oldest of its newest snapshots
}

// coverage says for each authority what we hold of it on a day.
func (s *Service) coverage(ctx context.Context, day cordon.Date) (map[cordon.AuthorityID]Coverage, map[cordon.ListID]cordon.Snapshot, error) {
	snaps, err := s.Store.Snapshots(ctx, "")
	if err != nil {
		return nil, nil, err
	}
	newest := map[cordon.ListID]cordon.Snapshot{}
	for _, sn := range snaps {
		if old, ok := newest[sn.List]; !ok || old.Starter || !sn.Starter && !sn.Published.Before(old.Published) {
			newest[sn.List] = sn
		}
	}
	out := map[cordon.AuthorityID]Coverage{}
	for _, a := range cordon.Authorities {
		if a.Applies == "" {
			out[a.ID] = s.cover(a.ID, newest, day)
		}
	}
	return out, newest, nil
}

// cover is as good as the worst of the authority's lists: one that is missing
// may hold what the others do not.
func (s *Service) cover(id cordon.AuthorityID, newest map[cordon.ListID]cordon.Snapshot, day cordon.Date) Coverage {
	var c Coverage
	var known, missing bool
	for _, l := range s.Lists {
		if l.Authority != id || l.SupersededBy != "" {
			continue
		}
		sn, ok := newest[l.ID]
		if !ok || sn.Starter {
			missing = true
		}
		if ok {
			known = true
			if c.Published.IsZero() || sn.Published.Before(c.Published) {
				c.Published = sn.Published
			}
		}
	}
	switch {
	case !known:
		return s.factsOnly(id, newest)
	case missing:
		c.State = Partial
	case !day.IsZero() && day.Days(c.Published) > StaleAfter:
		c.State = Stale
	default:
		c.State = Full
	}
	return c
}

// factsOnly covers an authority whose lists this program does not read: the
// starter may still have facts of it.
func (s *Service) factsOnly(id cordon.AuthorityID, newest map[cordon.ListID]cordon.Snapshot) Coverage {
	for _, sn := range newest {
		if authorityOf(sn.List) == id {
			return Coverage{State: Partial, Published: sn.Published}
		}
	}
	return Coverage{State: NoList}
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
