package coordinate

import (
	"io"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/ulikunitz/xz"

	"cordon"
	"cordon/internal/list/gb"
	"cordon/internal/list/un"
	"cordon/internal/need"
	"cordon/internal/record"
	"cordon/internal/resolve"
	"cordon/internal/store"
)

// readList reads one real file of a list.
func readList(t *testing.T, list cordon.ListID, f *record.Format, name string) []*cordon.Entry {
	t.Helper()
	path := need.Shared(t, "data/lists", name)
	p := &record.Publication{List: list, Format: f.Name, Files: []record.File{{Name: name, Open: func() (io.ReadCloser, error) {
		file, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		r, err := xz.NewReader(file)
		return struct {
			io.Reader
			io.Closer
		}{r, file}, err
	}}}}
	var out []*cordon.Entry
	for e, err := range f.Parse(p, func(cordon.Problem) {}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

func format(t *testing.T, all []record.Format, name string) *record.Format {
	t.Helper()
	for i := range all {
		if all[i].Name == name {
			return &all[i]
		}
	}
	t.Fatalf("no format %s", name)
	return nil
}

// TestReal compares the UN's list with the United Kingdom's: the whole DPRK
// programme of the one is in the other's, and no date that the UK copied from
// the UN or set by its law is held against the UN's.
func TestReal(t *testing.T) {
	uns := readList(t, "un-sc", format(t, un.Formats, "un-xml"), "un/un_consolidated_2026-08-01.xml.xz")
	gbs := readList(t, "gb-uksl", format(t, gb.UKSLFormats, "uksl-xml"), "uk/UK-Sanctions-List_2026-08-22_reconstructed.xml.xz")
	b := newBench(t)
	day := cordon.MustDate("2026-09-01")
	b.Now = func() time.Time { return day.First() }
	b.load("un-sc", "2026-08-01", "un-xml", uns...)
	b.load("gb-uksl", "2026-08-22", "uksl-xml", gbs...)
	parties, _ := resolve.Cluster(append(uns[:len(uns):len(uns)], gbs...), nil)
	var rows []store.PartyRow
	for _, p := range parties {
		rows = append(rows, store.PartyRow{ID: p.ID, Entries: p.Entries})
	}
	b.tx(func(tx *store.Tx) error { return tx.PutParties("test", rows) })

	listed := 0
	for _, e := range uns {
		for _, d := range e.Designations {
			if d.Programme == "un/DPRK" {
				listed++
			}
		}
	}
	m := b.gaps(GapQuery{Programme: "un/DPRK"})
	both := 0
	for _, r := range m.Rows {
		if c := r.Cells["un"]; c == nil || c.DateKind != cordon.OwnDate || r.First == "gb" {
			t.Errorf("%s %s: %s", r.Party, r.Name, line(r))
		}
		c := r.Cells["gb"]
		if c == nil {
			if !slices.Contains(r.Not, "gb") {
				t.Errorf("%s %s: neither on the UK's fresh list nor said to be off it", r.Party, r.Name)
			}
			continue
		}
		both++
		if copied := c.DateKind == cordon.UNDate || c.DateKind == cordon.LawDate; copied && (c.LagDays != nil || r.FirstMover("un")) {
			t.Errorf("%s %s: a lag or a first mover by a date that is not the UK's act: %s", r.Party, r.Name, line(r))
		}
	}
	t.Logf("%d listings of the UN, %d rows, %d of them on the UK's list", listed, len(m.Rows), both)
	if listed < 150 || len(m.Rows) != listed || both < listed*9/10 {
		t.Errorf("%d listings of the UN, %d rows, %d on the UK's list", listed, len(m.Rows), both)
	}
	checkAzia(t, b)
	wholeMatrix(t, b)
}

// checkAzia looks for the ships' company that the UK listed for the transfers.
func checkAzia(t *testing.T, b *bench) {
	t.Helper()
	for _, r := range b.gaps(GapQuery{Programme: "dprk-russia"}).Rows {
		c := r.Cells["gb"]
		if c == nil || !slices.Contains(c.Refs, cordon.EntryID("gb-uksl/RUS2087")) {
			continue
		}
		if c.First != cordon.MustDate("2024-02-22") || c.DateKind != cordon.OwnDate || !slices.Contains(r.Not, cordon.AuthorityID("un")) {
			t.Errorf("%s: %s", r.Name, line(r))
		}
		return
	}
	t.Error("gb-uksl/RUS2087 is not of the subject")
}
