package us

import (
	"archive/tar"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"cordon"
	"cordon/internal/listing"
	"cordon/internal/need"
)

// TestPublicationLag measures how long the SDN list was published without parties
// that OFAC had listed: the days of its acts are in an Advanced XML, the last
// version without each party is in the archive of daily versions. The list's lag
// in listing.Lags must cover all of them.
func TestPublicationLag(t *testing.T) {
	acts := daysOfActs(t)
	versions, days := dailyVersions(t, acts)
	measured, most := map[int]int{}, 0
	on := map[cordon.Date]bool{}
	for ref, act := range acts {
		i := slices.IndexFunc(days, func(d cordon.Date) bool { return versions[d][ref] })
		if i < 1 || act.Before(days[0]) {
			continue // on the first version, or listed before it
		}
		lag := max(0, days[i-1].Days(act)+1)
		measured[lag]++
		most = max(most, lag)
		on[act] = true
	}
	t.Logf("parties by days of lag: %v, of %d days of acts", measured, len(on))
	n := 0
	for _, parties := range measured {
		n += parties
	}
	if n < 40 || len(on) < 5 {
		t.Fatalf("%d parties of %d days were measured", n, len(on))
	}
	if lag, known := listing.Lags[SDN]; !known || lag.Days != most {
		t.Errorf("the lag measured is %d days, the table has %d", most, lag.Days)
	}
}

// daysOfActs are the days on which the parties of an Advanced XML came onto the
// SDN list, by their numbers.
func daysOfActs(t *testing.T) map[string]cordon.Date {
	t.Helper()
	const sdn = "1550" // ListID of the SDN list
	f := realFile(t, "sdn_advanced_2024-02-23_excerpt.xml.xz")
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	acts := map[string]cordon.Date{}
	for d := xml.NewDecoder(r); ; {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return acts
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok || start.Name.Local != "SanctionsEntry" {
			continue
		}
		var e struct {
			Profile string                           `xml:"ProfileID,attr"`
			List    string                           `xml:"ListID,attr"`
			Events  []struct{ Year, Month, Day int } `xml:"EntryEvent>Date"`
		}
		if err := d.DecodeElement(&e, &start); err != nil {
			t.Fatal(err)
		}
		for _, ev := range e.Events {
			day := cordon.Date{Year: ev.Year, Month: time.Month(ev.Month), Day: ev.Day}
			if old := acts[e.Profile]; e.List == sdn && (old.IsZero() || day.Before(old)) {
				acts[e.Profile] = day
			}
		}
	}
}

// dailyVersions are the versions of the SDN list in the archive, with those of
// the parties asked for that each contains, and their days in order.
func dailyVersions(t *testing.T, want map[string]cordon.Date) (map[cordon.Date]map[string]bool, []cordon.Date) {
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
	versions := map[cordon.Date]map[string]bool{}
	var days []cordon.Date
	for tr := tar.NewReader(z); ; {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			slices.SortFunc(days, cordon.Date.Compare)
			return versions, days
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
		versions[day] = map[string]bool{}
		days = append(days, day)
		for line := range bytes.Lines(text) {
			ref, _, _ := bytes.Cut(line, []byte{','})
			if _, ok := want[string(ref)]; ok {
				versions[day][string(ref)] = true
			}
		}
	}
}
