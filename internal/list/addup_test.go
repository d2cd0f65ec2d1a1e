package list

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"cordon"
	"cordon/internal/need"
)

// day is the n-th day of 2026.
func day(n int) string { return cordon.MustDate("2026-01-01").AddDays(n).String() }

// TestSmallCutsAddUp: publications that each lack a little less than the limit are
// judged by what the list has lost in all, however they are spread. What the next one
// lacks too is confirmed by it and does not count.
func TestSmallCutsAddUp(t *testing.T) {
	for name, step := range map[string]int{"every day": 1, "every third": 3, "every week": 7, "every fifteenth": 15} {
		t.Run(name, func(t *testing.T) {
			u, ps := updater(t, longSource()), people(300)
			loaded(t, u, unFile(day(0), ps...))
			alone := 0
			for i := range 10 {
				ps = ps[8:]
				o := loaded(t, u, unFile(day(step*(i+1)), ps...))
				alone += o.Snapshot.Removed - o.Snapshot.Vouched
				if float64(alone) > 300*removalLimit(step*(i+1), true) {
					t.Fatalf("%d of 300 entries are gone after %d days, waiting %v", alone, step*(i+1), waits(t, u))
				}
			}
			if len(waits(t, u)) == 0 {
				t.Error("nothing waits")
			}
		})
	}
}

// TestAddUpOfOneDay: the publisher's own files of one day add up too, and confirm nothing.
func TestAddUpOfOneDay(t *testing.T) {
	ps := people(300)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, unFile(day(0), ps...)) }))
	defer s.Close()
	src := longSource()
	src.Addresses = []Address{{URL: s.URL}}
	u := updater(t, src)
	for range 10 {
		o, err := u.Update(t.Context(), src, false)
		if err != nil {
			t.Fatal(err)
		}
		if n := o.Snapshot.Entries; n < 292 {
			t.Fatalf("%d of 300 entries are in force, waiting %v", n, waits(t, u))
		}
		ps = ps[8:]
	}
}

// TestAcceptedDoNotAddUp: what a person accepted, and what a later publication
// confirmed, does not count against the next one.
func TestAcceptedDoNotAddUp(t *testing.T) {
	for _, how := range []string{"accepted", "forced", "confirmed"} {
		u, ps := updater(t, longSource()), people(300)
		loaded(t, u, unFile(day(0), ps...))
		next := 2
		switch how {
		case "forced":
			one(t, u, true, map[string]string{"list": unFile(day(1), ps[20:]...)})
		case "confirmed":
			loaded(t, u, unFile(day(1), ps[20:]...))
			loaded(t, u, unFile(day(2), ps[20:]...))
			next = 3
		default:
			o := loaded(t, u, unFile(day(1), ps[20:]...))
			if _, err := u.Accept(t.Context(), o.Pending.Files[0].Digest); err != nil {
				t.Fatal(err)
			}
		}
		if o := loaded(t, u, unFile(day(next), ps[28:]...)); o.Snapshot.Removed != 8 || o.Snapshot.Vouched != 0 || o.Pending != nil {
			t.Errorf("%s: %+v, waiting %v", how, o.Snapshot, waits(t, u))
		}
		want := "lacks 8 entries, and with those removed before it 16 of 280 are gone"
		if o := loaded(t, u, unFile(day(next+1), ps[36:]...)); o.Snapshot.Removed != 0 || !strings.Contains(o.Pending.Reason, want) {
			t.Errorf("%s, the next but one: %+v, waiting %v", how, o.Snapshot, waits(t, u))
		}
	}
}

// TestProgrammeAddsUp: a programme that loses most of its entries over some days is
// held like one that loses them in one.
func TestProgrammeAddsUp(t *testing.T) {
	u, ps := updater(t, longSource()), people(290)
	small := people(302)[290:]
	file := func(n int, some []person) string {
		return strings.Replace(unFile(day(n), append(some, ps...)...), "<UN_LIST_TYPE>DPRK", "<UN_LIST_TYPE>Iraq", len(some))
	}
	loaded(t, u, file(0, small))
	if o := loaded(t, u, file(1, small[4:])); o.Snapshot.Removed != 4 {
		t.Fatalf("%+v", o.Snapshot)
	}
	o := loaded(t, u, file(2, small[7:]))
	if o.Snapshot.Removed != 0 || o.Pending == nil || o.Pending.Rule != "programme" {
		t.Errorf("%+v, waiting %v", o.Snapshot, waits(t, u))
	}
	if o.Pending != nil && !strings.Contains(o.Pending.Reason, "7 of the 12 entries of programme un/Iraq") {
		t.Error(o.Pending.Reason)
	}
}

// TestRealLossesAddUp applies the limits to the daily versions of the SDN list, each
// with all that were before it: none holds more than the two removals of programmes
// that decision 6 names. A version that is held is confirmed by the next.
func TestRealLossesAddUp(t *testing.T) {
	var snaps []cordon.Snapshot
	terms := map[cordon.EntryID][]term{}
	var last map[cordon.EntryID]bool
	held, neighbours, most := 0, 0, 0.0
	for _, v := range sdnVersions(t) {
		var gone []cordon.EntryID
		absent := maps.Clone(terms)
		for ref := range last {
			if !v.refs[ref] {
				gone = append(gone, ref)
			}
		}
		for ref := range v.refs {
			delete(absent, ref)
		}
		for _, ref := range gone {
			absent[ref] = terms[ref]
		}
		if last != nil {
			neighbours++
			worst := worstLoss(statesOf(snaps, absent, gone, v.day), v.day, false)
			most = max(most, worst.share/worst.limit)
			if worst.exceeds() {
				held++
				t.Logf("%s lacks %d: %s since %s, the limit is %s", v.day, len(gone), percent(worst.share), worst.day, percent(worst.limit))
			}
		}
		for _, ref := range gone {
			terms[ref][len(terms[ref])-1].to = len(snaps)
		}
		for ref := range v.refs {
			if !last[ref] {
				terms[ref] = append(terms[ref], term{len(snaps), unended})
			}
		}
		snaps = append(snaps, cordon.Snapshot{Published: v.day, Entries: len(v.refs), Removed: len(gone)})
		last = v.refs
	}
	t.Logf("%d pairs of neighbours, %d held; the most is %s of its limit", neighbours, held, percent(most))
	if neighbours != 294 || held != 0 {
		t.Errorf("%d of %d publications are held", held, neighbours)
	}
}

// An sdnVersion is a daily version of the SDN list, with the numbers of its records.
type sdnVersion struct {
	day  cordon.Date
	refs map[cordon.EntryID]bool
}

// sdnVersions are the daily versions of the SDN list, the oldest first.
func sdnVersions(t *testing.T) []sdnVersion {
	t.Helper()
	f, err := os.Open(need.Shared(t, "data/lists/us_ofac", "sdn_csv_history_2021-08-18_2024-05-03.tar.zst"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := zstd.NewReader(f, zstd.WithDecoderMaxWindow(1<<30))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var out []sdnVersion
	for tr := tar.NewReader(z); ; {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		day, err := cordon.ParseDate(strings.TrimSuffix(strings.TrimPrefix(filepath.Base(h.Name), "sdn_"), ".csv"))
		if err != nil {
			continue
		}
		text, err := io.ReadAll(tr)
		if err != nil {
			t.Fatal(err)
		}
		v := sdnVersion{day, map[cordon.EntryID]bool{}}
		for line := range bytes.Lines(text) {
			ref, _, _ := bytes.Cut(line, []byte{','})
			if _, err := strconv.Atoi(string(ref)); err == nil {
				v.refs[cordon.EntryID(ref)] = true
			}
		}
		out = append(out, v)
	}
}
