package screen

import (
	"fmt"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/index"
)

// ListNotes say which of the lists (none: all) do not prove on this day that somebody is
// not listed: each answer of the present index without a hit has them among its notes.
func (s *Service) ListNotes(lists []cordon.ListID) []string {
	x := s.Live.Load()
	if x == nil {
		return nil
	}
	return listNotes(x, lists, s.today())
}

// listNotes are the notes on lists that are not loaded, are stale, or are known or
// suspected to lack something.
func listNotes(x *index.Index, lists []cordon.ListID, today cordon.Date) []string {
	out := notLoaded(x, lists)
	for _, sn := range x.Snapshots() {
		if !among(lists, sn.List) {
			continue
		}
		if note := stale(x, lists, &sn, today); note != "" {
			out = append(out, note)
		}
		out = append(out, incomplete(&sn)...)
	}
	return out
}

// among reports whether a list is one of those that are asked for.
func among(lists []cordon.ListID, l cordon.ListID) bool {
	return len(lists) == 0 || slices.Contains(lists, l)
}

// notLoaded notes the lists of which the archive holds a publication and none is loaded,
// and those that are still published and of which there is nothing at all.
func notLoaded(x *index.Index, lists []cordon.ListID) (out []string) {
	archived := x.Unloaded()
	for _, l := range archived {
		if among(lists, l) {
			out = append(out, fmt.Sprintf("of %s no publication is loaded, though the archive holds one: "+
				"load it with cordon update --from ARCHIVE", l))
		}
	}
	for _, l := range x.Known() {
		held := slices.ContainsFunc(x.Snapshots(), func(s cordon.Snapshot) bool { return s.List == l.ID })
		if l.SupersededBy == "" && !held && !slices.Contains(archived, l.ID) && among(lists, l.ID) {
			out = append(out, fmt.Sprintf("of %s no publication is loaded: load it with cordon update %s", l.ID, l.ID))
		}
	}
	return out
}

// stale notes a list of which the newest file proves no absence on that day; empty for
// one that is fresh. The starter's facts have a mark of their own (cordon.Screening), and
// a closed list is judged only where it is asked for: its listings went over to the next.
func stale(x *index.Index, lists []cordon.ListID, sn *cordon.Snapshot, today cordon.Date) string {
	at := slices.IndexFunc(x.Known(), func(l cordon.List) bool { return l.ID == sn.List && l.SupersededBy != "" })
	if today.IsZero() || sn.Starter || at >= 0 && len(lists) == 0 {
		return ""
	}
	why := sn.Stale(today)
	if why == "" {
		return ""
	}
	note := fmt.Sprintf("of %s the file is %s", sn.List, why)
	if age := today.Days(sn.Day()); !sn.Undated && age > cordon.StaleAfter {
		note += fmt.Sprintf(" (%d days; a list proves that for %d)", age, cordon.StaleAfter)
	}
	if at >= 0 {
		l := x.Known()[at]
		note += fmt.Sprintf("; the list was closed on %s, and %s took its place", l.Closed, l.SupersededBy)
	}
	return note
}

// incomplete notes what the files of a list are known or suspected to lack: records, or
// parts of them.
func incomplete(sn *cordon.Snapshot) (out []string) {
	if len(sn.Missing) > 0 {
		out = append(out, fmt.Sprintf("of %s the file of %s came without its %s: a party may be listed under what they have",
			sn.List, sn.Published, strings.Join(sn.Missing, ", ")))
	}
	if sn.Cut || sn.Unread > 0 {
		out = append(out, fmt.Sprintf("of %s not every entry is known: the file of %s was cut or not read wholly",
			sn.List, sn.Published))
	}
	if sn.Held > 0 {
		out = append(out, fmt.Sprintf("of %s not every entry may be known: the file of %s lacks %d entries whose removal is held as doubtful, "+
			"and may lack others", sn.List, sn.Published, sn.Held))
	}
	if sn.Expected > 0 {
		out = append(out, fmt.Sprintf("of %s not every entry may be known: it has %d with the file of %s, and had %d before",
			sn.List, sn.Entries, sn.Published, sn.Expected))
	}
	return out
}
