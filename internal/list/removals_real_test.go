package list

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/list/gb"
	"cordon/internal/need"
)

// cutAt is the first part of a file, to the end of a line.
func cutAt(b []byte, share float64) []byte {
	n := int(share * float64(len(b)))
	return b[:bytes.LastIndexByte(b[:n], '\n')+1]
}

// realFrom loads one publication into a store without parties of other lists.
func realFrom(t *testing.T, u *Updater, files map[string][]byte) *Outcome {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var out []*Outcome
	err := u.UpdateFrom(context.Background(), dir, nil, false, func(o *Outcome) { out = append(out, o) })
	if len(out) != 1 {
		t.Fatalf("%d outcomes, %v", len(out), err)
	}
	return out[0]
}

// TestRealUNDropped: the UN's list of 2026-08-01 without 95 of its records is
// loaded without their removal.
func TestRealUNDropped(t *testing.T) {
	src := longSource()
	src.MaxEntries, src.MinEntries = 3000, 600
	u := updater(t, src)
	april := need.Unpacked(t, "data", "lists", "un", "un_consolidated_2026-04-02.xml.xz")
	august := need.Unpacked(t, "data", "lists", "un", "un_consolidated_2026-08-01.xml.xz")
	if o := realFrom(t, u, map[string][]byte{"un.xml": april}); o.State != Loaded {
		t.Fatal(o.Err)
	}
	n := 0
	var gone []cordon.EntryID
	reference := regexp.MustCompile(`<REFERENCE_NUMBER>\s*([^<\s]+)`)
	dropped := regexp.MustCompile(`(?s)<INDIVIDUAL>.*?</INDIVIDUAL>`).ReplaceAllFunc(august, func(b []byte) []byte {
		if n++; n%7 == 0 && n <= 95*7 {
			gone = append(gone, cordon.EntryID("un-sc/"+string(reference.FindSubmatch(b)[1])))
			return nil
		}
		return b
	})
	o := realFrom(t, u, map[string][]byte{"un.xml": dropped})
	held := o.Pending != nil && (o.Pending.Whole || len(o.Pending.Removals) > 90)
	if o.Snapshot != nil && o.Snapshot.Removed > 0 || !held {
		t.Fatalf("%s, %+v, %v", o.State, o.Snapshot, o.Err)
	}
	t.Log(o.State, o.Pending.Reason)
	// The whole file of that day brings them back; its own seven removals stand.
	if o := realFrom(t, u, map[string][]byte{"un.xml": august}); o.State != Loaded || o.Snapshot.Removed+len(waits(t, u)) == 0 {
		t.Errorf("%s, %+v, %v", o.State, o.Snapshot, o.Err)
	}
	if len(gone) < 90 {
		t.Errorf("only %d records were dropped", len(gone))
	}
	for _, id := range gone {
		if e, err := u.Store.Entry(t.Context(), id); err != nil || e.Until != "" {
			t.Errorf("%s: %+v, %v", id, e, err)
		}
	}
}

// TestRealOFSICut: OFSI's list cut at 95% is held, 261 groups stay in force, and
// no group that is still there loses a name.
func TestRealOFSICut(t *testing.T) {
	u := updater(t, &Source{List: cordon.List{ID: gb.OFSI, Authority: "gb"}, Formats: gb.OFSIFormats, MinEntries: 2500, MaxRemoved: 0.1})
	whole := need.Unpacked(t, "data", "lists", "uk", "OFSI_ConList_2025-04-14.csv.xz")
	first := realFrom(t, u, map[string][]byte{"ofsi.csv": whole})
	if first.State != Loaded {
		t.Fatal(first.Err)
	}
	before := nameCounts(t, u)
	o := realFrom(t, u, map[string][]byte{"ofsi.csv": cutAt(whole, 0.95)})
	if o.State != Loaded || o.Snapshot.Removed != 0 || o.Snapshot.Entries != first.Snapshot.Entries || len(o.Pending.Removals) < 200 {
		t.Fatalf("%s, %+v, %v", o.State, o.Snapshot, o.Err)
	}
	t.Log(o.Pending.Reason)
	after := nameCounts(t, u)
	for id, n := range before {
		if after[id] < n {
			t.Errorf("%s had %d names and has %d", id, n, after[id])
		}
	}
}

func nameCounts(t *testing.T, u *Updater) map[cordon.EntryID]int {
	t.Helper()
	w, err := u.readGeneration(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := map[cordon.EntryID]int{}
	for id, e := range w.entries {
		if e.Until == "" {
			out[id] = len(e.Profile.Names)
		}
	}
	return out
}

// TestRealSDNCut: OFAC's list of 2024-06 lacks most of ZIMBABWE, rightly; cut at
// 95% it lacks its end mark, and nothing that it lacks is removed.
func TestRealSDNCut(t *testing.T) {
	src := sdnSource()
	src.MinEntries, src.MaxRemoved = 7000, 0.1
	u := updater(t, src)
	december := need.Unpacked(t, "data", "lists", "us_ofac", "sdn_csv_2023-12-28", "sdn.csv.xz")
	if o := realFrom(t, u, map[string][]byte{"2023-12-28/sdn.csv": december}); o.State != Loaded {
		t.Fatal(o.Err)
	}
	june := need.Unpacked(t, "data", "lists", "us_ofac", "sdn_csv_2024-06", "sdn.csv.xz")
	o := realFrom(t, u, map[string][]byte{"2024-06-26/sdn.csv": cutAt(june, 0.95)})
	if o.State != Loaded || o.Snapshot.Removed != 0 || o.Snapshot.Added < 500 || o.Pending.Rule != "end-mark" {
		t.Fatalf("%s, %+v, %v", o.State, o.Snapshot, o.Err)
	}
	t.Log(o.Pending.Reason)
	o = realFrom(t, u, map[string][]byte{"2024-06-27/sdn.csv": june})
	if o.State != Loaded || o.Snapshot.Removed == 0 || !slices.Equal(waits(t, u), []string{"programme 86 whole=false"}) {
		t.Fatalf("%s, %+v, waiting %v", o.State, o.Snapshot, waits(t, u))
	}
	if !strings.Contains(o.Pending.Reason, "86 of the 98 entries of programme us/ZIMBABWE") {
		t.Error(o.Pending.Reason)
	}
	o = realFrom(t, u, map[string][]byte{"2024-06-28/sdn.csv": append(bytes.Clone(june), "\r\n"...)})
	if o.State != Loaded || o.Snapshot.Removed != 86 || len(waits(t, u)) != 0 {
		t.Errorf("%s, %+v, waiting %v", o.State, o.Snapshot, fmt.Sprint(waits(t, u)))
	}
}
