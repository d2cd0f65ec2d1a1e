package list

import (
	"cmp"
	"slices"
	"time"

	"cordon"
)

// A difference is what a snapshot does to the stored entries.
type difference struct {
	put     []*cordon.Entry
	gone    []cordon.EntryID
	changes []cordon.Change
	short   []cordon.Problem // that the list is shorter than it was known to be, if it is
	drift   []cordon.Problem // names in the file that its format did not have, and those missing
}

// snapshot is the snapshot that a publication makes; compare fills in the counts.
func (u *Updater) snapshot(p *publication, in *input, last *cordon.Snapshot, off *removals) *cordon.Snapshot {
	at := u.after(last)
	s := &cordon.Snapshot{
		ID: SnapshotID(p.List, at), List: p.List, Format: p.Format, Published: p.Published, Undated: p.undated, Made: p.made, Fetched: at,
		Digests: p.digests(), Files: p.names(), Problems: in.count,
		Cut: in.cut(p.mainRole()), Unread: in.unread(p.List), Held: len(off.held),
		ETag: p.files[0].etag, Modified: p.files[0].stamp,
	}
	for _, role := range p.lacking(in) {
		name := parts[role].name
		if name == "" {
			name = role
		}
		s.Missing = append(s.Missing, name)
	}
	if last != nil && !last.Starter {
		s.Previous = last.ID
	}
	return s
}

// after is the present instant, or one after the last snapshot's: two loads may
// come within one tick of the clock.
func (u *Updater) after(last *cordon.Snapshot) time.Time {
	at := u.now()
	if last != nil && !at.After(last.Fetched) {
		at = last.Fetched.Add(time.Microsecond)
	}
	return at
}

// compare compares a publication with what is held. It puts the counts into
// snap. The first full load of a list reports no changes, and a publication in
// another format than the last reports no amendments: formats describe the same
// state in different fields. The new versions are written all the same.
func compare(snap *cordon.Snapshot, in *input, old *stored, off *removals) *difference {
	d := &difference{drift: in.drift}
	report := func(kind cordon.ChangeKind, id cordon.EntryID, name string, fs []cordon.FieldChange) {
		if snap.Previous != "" {
			d.changes = append(d.changes, cordon.Change{Entry: id, Name: name, Snapshot: snap.ID, Kind: kind, Fields: fs})
		}
	}
	for id, e := range in.entries {
		k, known := old.keys[id]
		switch {
		case !known || k.Starter && k.Current:
			report(cordon.Added, id, e.Profile.Name(), nil)
		case !k.Current:
			report(cordon.Restored, id, e.Profile.Name(), nil)
		case e.Fingerprint() == k.Fingerprint:
			continue
		case old.last.Format == snap.Format:
			if fs := amendments(old.entries[id], e); len(fs) > 0 {
				report(cordon.Amended, id, e.Profile.Name(), fs)
			}
		}
		d.put = append(d.put, e)
	}
	snap.Entries = len(in.entries)
	for id, k := range old.absent(in) {
		if off.held[id] || k.Starter && snap.Published.Before(k.Published) {
			snap.Entries++ // a removal that is not confirmed; a fact of the starter that is younger than the publication
			continue
		}
		d.gone = append(d.gone, id)
		if !k.Starter {
			report(cordon.Removed, id, k.Name, nil)
		}
	}
	d.sort()
	d.count(snap, off.vouched)
	return d
}

// amendments are the fields in which two versions differ.
func amendments(old, e *cordon.Entry) []cordon.FieldChange {
	if old == nil {
		return []cordon.FieldChange{{Field: "entry"}} // unreachable: Updater.stored gets what differs
	}
	var out []cordon.FieldChange
	for _, f := range fields {
		if f.use&reported == 0 {
			continue
		}
		was, is := f.values(old), f.values(e)
		if c := (cordon.FieldChange{Field: f.name, Added: without(is, was), Removed: without(was, is)}); len(c.Added)+len(c.Removed) > 0 {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		out = []cordon.FieldChange{{Field: "details"}} // an order, a script, a name's parts
	}
	return out
}

// without returns the values of a that b lacks, shortened to fit a line.
func without(a, b []string) []string {
	var out []string
	for _, v := range a {
		if !slices.Contains(b, v) {
			out = append(out, short(v))
		}
	}
	return out
}

func short(s string) string {
	r := []rune(s)
	if len(r) > 160 {
		return string(r[:160]) + "…"
	}
	return s
}

func (d *difference) sort() {
	slices.SortFunc(d.put, func(a, b *cordon.Entry) int { return cmp.Compare(a.ID, b.ID) })
	slices.Sort(d.gone)
	slices.SortFunc(d.changes, func(a, b cordon.Change) int { return cmp.Compare(a.Entry, b.Entry) })
}

// count puts the numbers of changes into a snapshot; vouched reports of which removals
// more than its publication is evidence.
func (d *difference) count(snap *cordon.Snapshot, vouched func(cordon.EntryID) bool) {
	for _, c := range d.changes {
		switch c.Kind {
		case cordon.Added:
			snap.Added++
		case cordon.Amended:
			snap.Amended++
		case cordon.Removed:
			snap.Removed++
			if vouched(c.Entry) {
				snap.Vouched++
			}
		case cordon.Restored:
			snap.Restored++
		}
	}
}
