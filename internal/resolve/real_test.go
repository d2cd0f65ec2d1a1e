package resolve

import (
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/ulikunitz/xz"

	"cordon"
	"cordon/internal/list/eu"
	"cordon/internal/list/gb"
	"cordon/internal/list/un"
	"cordon/internal/list/us"
	"cordon/internal/need"
	"cordon/internal/record"
)

// realLists are the newest real files of the lists and how to read them.
var realLists = []struct {
	list    cordon.ListID
	formats []record.Format
	files   []string
}{
	{"un-sc", un.Formats, []string{"un/un_consolidated_2026-08-01.xml.xz"}},
	{"gb-uksl", gb.UKSLFormats, []string{"uk/UK-Sanctions-List_2026-08-22_reconstructed.xml.xz"}},
	{"gb-ofsi", gb.OFSIFormats, []string{"uk/OFSI_ConList_2025-04-14.csv.xz"}},
	{"eu-fsf", eu.Formats, []string{"eu/xmlFullSanctionsList_1_1_2025-12_reconstructed.xml.xz"}},
	{"us-ofac-cons", us.ConsFormats, []string{"us_ofac/cons_enhanced_2025-01-10.xml.xz"}},
	{"us-ofac-sdn", us.SDNFormats, []string{
		"us_ofac/sdn_2026-04-21_unofficial/sdn_2026-04-21_reconstructed.csv.xz",
		"us_ofac/add_2026-08-02.csv.xz", "us_ofac/alt_2026-08-02.csv.xz", "us_ofac/sdn_comments_2026-08-02.csv.xz",
	}},
}

var realEntries = sync.OnceValue(func() map[cordon.ListID][]*cordon.Entry { return map[cordon.ListID][]*cordon.Entry{} })

// realList reads one list, once for all tests. The entries are shared.
func realList(t testing.TB, id cordon.ListID) []*cordon.Entry {
	t.Helper()
	folder := need.Shared(t, "data/lists")
	read := realEntries()
	if read[id] != nil {
		return read[id]
	}
	for _, l := range realLists {
		if l.list != id {
			continue
		}
		p := &record.Publication{List: id}
		var format *record.Format
		for i, name := range l.files {
			f := record.File{Name: name, Open: func() (io.ReadCloser, error) { return open(filepath.Join(folder, name)) }}
			head, known := head(t, f), false
			for k := range l.formats {
				if s, ok := l.formats[k].Sniff(head, &f); ok {
					f.Role, known = s.Role, true
					if i == 0 {
						format = &l.formats[k]
					}
				}
			}
			if !known {
				t.Fatalf("%s: no format of %s knows it", name, id)
			}
			p.Files = append(p.Files, f)
		}
		p.Format = format.Name
		for e, err := range format.Parse(p, func(cordon.Problem) {}) {
			if err != nil {
				t.Fatal(err)
			}
			read[id] = append(read[id], e)
		}
	}
	return read[id]
}

func open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r, err := xz.NewReader(f)
	return struct {
		io.Reader
		io.Closer
	}{r, f}, err
}

func head(t testing.TB, f record.File) []byte {
	t.Helper()
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, record.HeadSize))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// hidden are copies of the entries without the references that lists print of
// the UN's list.
func hidden(es []*cordon.Entry) []*cordon.Entry {
	out := make([]*cordon.Entry, len(es))
	for i, e := range es {
		c := *e
		c.Profile.Identifiers = slices.DeleteFunc(slices.Clone(c.Profile.Identifiers),
			func(id cordon.Identifier) bool { return id.Scheme == cordon.UNRef })
		out[i] = &c
	}
	return out
}

// partyOf is the party of each entry.
func partyOf(ps []cordon.Party) map[cordon.EntryID]*cordon.Party {
	out := map[cordon.EntryID]*cordon.Party{}
	for i := range ps {
		for _, id := range ps[i].Entries {
			out[id] = &ps[i]
		}
	}
	return out
}

// A pair says that an entry is one of the UN's; un is empty when it is none.
type pair struct{ entry, un cordon.EntryID }

// score compares the parties with what the publisher says.
func score(t *testing.T, name string, by map[cordon.EntryID]*cordon.Party, truth []pair) (precision, recall float64) {
	t.Helper()
	var right, wrong, missed int
	for _, p := range truth {
		party := by[p.entry]
		if party == nil {
			continue
		}
		hit := false
		for _, id := range party.Entries {
			if id.List() != "un-sc" {
				continue
			}
			if id == p.un {
				hit = true
			} else {
				wrong++
				t.Logf("%s: %s joined with %s, the publisher says %q", name, p.entry, id, p.un)
			}
		}
		switch {
		case hit:
			right++
		case p.un != "":
			missed++
			if testing.Verbose() {
				t.Logf("%s: missed %s = %s", name, p.entry, p.un)
			}
		}
	}
	precision, recall = float64(right)/float64(max(right+wrong, 1)), float64(right)/float64(max(right+missed, 1))
	t.Logf("%s: precision %.4f, recall %.3f (%d right, %d wrong, %d missed)", name, precision, recall, right, wrong, missed)
	return precision, recall
}

// TestHiddenReferences clusters the British and the UN's lists without the
// references between them and compares with these: those of the DPRK regime as
// collected in the shared folder, and all that the UK Sanctions List prints.
func TestHiddenReferences(t *testing.T) {
	uk, ofsi, unsc := realList(t, "gb-uksl"), realList(t, "gb-ofsi"), realList(t, "un-sc")
	ps, _ := Cluster(slices.Concat(hidden(uk), hidden(ofsi), unsc), nil)
	by := partyOf(ps)

	p, r := score(t, "DPRK", by, collected(t))
	if p < 0.99 || r < 0.4 {
		t.Errorf("DPRK: precision %.3f and recall %.3f, want 0.99 and 0.4", p, r)
	}
	known := map[string]cordon.EntryID{}
	for _, e := range unsc {
		known[ref(e.Ref)] = e.ID
	}
	var printed []pair
	for _, e := range uk {
		for _, id := range e.Profile.Identifiers {
			if id.Scheme == cordon.UNRef {
				printed = append(printed, pair{e.ID, known[ref(id.Value)]})
			}
		}
	}
	p, r = score(t, "all regimes", by, printed)
	if p < 0.99 || r < 0.4 {
		t.Errorf("all regimes: precision %.3f and recall %.3f, want 0.99 and 0.4", p, r)
	}
}

func collected(t *testing.T) []pair {
	f, err := os.Open(need.Shared(t, "domain/xref_uk_un.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []pair
	for _, row := range rows[1:] {
		p := pair{entry: cordon.EntryID("gb-uksl/" + row[0])}
		if row[1] != "" {
			p.un = cordon.EntryID("un-sc/" + strings.TrimSpace(row[1]))
		}
		out = append(out, p)
	}
	return out
}

// everyone are the newest entries of all lists.
func everyone(t testing.TB) []*cordon.Entry {
	var all []*cordon.Entry
	for _, l := range realLists {
		all = append(all, realList(t, l.list)...)
	}
	return all
}

func BenchmarkCluster(b *testing.B) {
	all := everyone(b)
	b.ResetTimer()
	for b.Loop() {
		Cluster(all, nil)
	}
	b.ReportMetric(float64(len(all)), "entries")
}
