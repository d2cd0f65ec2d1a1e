package storetest

import (
	"fmt"
	"testing"
	"time"

	"cordon"
	"cordon/internal/store"
)

// edited are changes of four entries, three of them amended: two alike, of which one
// more has a value that was cut.
func edited(snap cordon.SnapshotID) []cordon.Change {
	amended := func(id cordon.EntryID, name, value string) cordon.Change {
		return cordon.Change{
			Entry: id, Name: name, Snapshot: snap, Kind: cordon.Amended,
			Fields: []cordon.FieldChange{{Field: "url", Added: []string{value}}, {Field: "remarks", Removed: []string{"<x>"}}},
		}
	}
	return []cordon.Change{
		amended("xx-list/1", "Z", "b"), amended("xx-list/2", "Y", "b"), amended("xx-list/3", "X", "cut…"), amended("xx-list/4", "W", "cut…"),
		{Entry: "xx-list/5", Name: "V", Snapshot: snap, Kind: cordon.Removed},
		{Entry: "xx-list/6", Name: "U", Snapshot: snap, Kind: cordon.Added},
	}
}

// changeLog reads what publications changed: by day, by kind, folded and page by page.
func changeLog(t *testing.T, s *store.Store) {
	ctx := t.Context()
	var first, second []*cordon.Entry
	for i := range 5 {
		first = append(first, entry(cordon.EntryID(fmt.Sprintf("xx-list/%d", i+1)), "was"))
		second = append(second, entry(cordon.EntryID(fmt.Sprintf("xx-list/%d", i+1)), "is"))
	}
	second[4] = entry("xx-list/6", "new")
	put(t, s, publication{list: "xx-list", day: "2024-01-01", starter: true, put: []*cordon.Entry{entry("xx-list/1", "fact")}})
	put(t, s,
		publication{list: "xx-list", day: "2024-01-10", put: first},
		publication{day: "2024-02-10", put: second, gone: []cordon.EntryID{"xx-list/5"}, changes: edited("xx-list@2024-02-10")},
	)
	put(t, s, publication{list: "yy-list", day: "2024-02-10", put: []*cordon.Entry{entry("yy-list/1", "A")}})

	for name, c := range map[string]struct {
		f    cordon.ChangeFilter
		want []string
	}{
		"all":   {cordon.ChangeFilter{}, []string{"xx-list@2024-02-10", "yy-list@2024-02-10", "xx-list@2024-01-10"}},
		"list":  {cordon.ChangeFilter{List: "yy-list"}, []string{"yy-list@2024-02-10"}},
		"since": {cordon.ChangeFilter{Since: day("2024-02")}, []string{"xx-list@2024-02-10", "yy-list@2024-02-10"}},
		"until": {cordon.ChangeFilter{Until: day("2024-01")}, []string{"xx-list@2024-01-10"}},
		"kinds": {cordon.ChangeFilter{Kinds: []cordon.ChangeKind{cordon.Added}}, []string{"xx-list@2024-02-10"}},
		"none":  {cordon.ChangeFilter{Kinds: []cordon.ChangeKind{cordon.Restored}}, nil},
	} {
		var got []string
		for _, p := range must[[]cordon.Snapshot](t)(s.Publications(ctx, c.f, 0, 0)) {
			got = append(got, string(p.ID))
		}
		same(t, name, got, c.want)
		n, known, err := s.CountPublications(ctx, c.f)
		if err != nil || n != len(c.want) || !known.Equal(noon("2024-02-10")) {
			t.Errorf("%s: %d publications known at %s, %v", name, n, known, err)
		}
	}
	if n, known, err := s.CountPublications(ctx, cordon.ChangeFilter{List: "zz"}); n != 0 || !known.Equal(time.UnixMicro(0)) || err != nil {
		t.Errorf("of no list %d, %s, %v", n, known, err)
	}
	page := must[[]cordon.Snapshot](t)(s.Publications(ctx, cordon.ChangeFilter{}, 1, 1))
	same(t, "page", page[0].ID, cordon.SnapshotID("yy-list@2024-02-10"))
	same(t, "brought", must[int](t)(s.Brought(ctx, "xx-list@2024-01-10")), 5)
	same(t, "snapshot", must[*cordon.Snapshot](t)(s.Snapshot(ctx, "xx-list@2024-01-10")).Entries, 5)
	if _, err := s.Snapshot(ctx, "xx-list@none"); err == nil {
		t.Error("a snapshot that is not there")
	}
	changeLogEdits(t, s)
}

func changeLogEdits(t *testing.T, s *store.Store) {
	ctx, id := t.Context(), cordon.SnapshotID("xx-list@2024-02-10")
	line := func(edits []cordon.Edit) (out []string) {
		for _, e := range edits {
			out = append(out, fmt.Sprintf("%s %d %v %d", e.Kind, e.Count, e.Entries, len(e.Fields)))
		}
		return out
	}
	want := []string{
		"added 1 [{xx-list/6 U}] 0", "removed 1 [{xx-list/5 V}] 0", "amended 2 [{xx-list/1 Z} {xx-list/2 Y}] 2",
		"amended 1 [{xx-list/3 X}] 2", "amended 1 [{xx-list/4 W}] 2",
	}
	same(t, "edits", line(must[[]cordon.Edit](t)(s.Edits(ctx, id, nil, 0, 0))), want)
	same(t, "page", line(must[[]cordon.Edit](t)(s.Edits(ctx, id, nil, 1, 2))), want[1:3])
	same(t, "kinds", line(must[[]cordon.Edit](t)(s.Edits(ctx, id, []cordon.ChangeKind{cordon.Amended}, 0, 1))), want[2:3])
	same(t, "count", must[int](t)(s.CountEdits(ctx, id, nil)), 5)
	same(t, "count of a kind", must[int](t)(s.CountEdits(ctx, id, []cordon.ChangeKind{cordon.Removed, cordon.Added})), 2)
	same(t, "fields", must[map[string]int](t)(s.AmendedFields(ctx, id)), map[string]int{"url, remarks": 4})
	same(t, "changes", must[[]cordon.Change](t)(s.ChangesIn(ctx, id, nil, "", 0)), edited(id))
	same(t, "changes after one", must[[]cordon.Change](t)(s.ChangesIn(ctx, id, nil, "xx-list/2", 2)), edited(id)[2:4])
	pairs := must[map[cordon.EntryID][2]*cordon.Entry](t)(s.Amended(ctx, id, []cordon.EntryID{"xx-list/1", "xx-list/5", "xx-list/6"}))
	if p := pairs["xx-list/1"]; p[0] == nil || p[1] == nil || p[0].Profile.Name() != "was" || p[1].Profile.Name() != "is" {
		t.Errorf("the versions of one that was amended are %v", p)
	}
	if pairs["xx-list/5"][1] != nil || pairs["xx-list/6"][0] != nil {
		t.Error("one that was added or removed has two versions")
	}
}
