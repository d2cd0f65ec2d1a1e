package list

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"cordon"
	"cordon/internal/archive"
	"cordon/internal/fetch"
	"cordon/internal/list/un"
	"cordon/internal/list/us"
	"cordon/internal/store"
)

// unSource and its like are the real lists with expectations for files of a few records.
func unSource() *Source {
	return &Source{
		List: cordon.List{ID: "un-sc", Authority: "un"}, Formats: un.Formats, MinEntries: 3, MaxEntries: 100,
		MaxRemoved: 0.3, Fill: map[string]float64{"names": 1, "births": 0.3},
	}
}

func sdnSource() *Source {
	return &Source{List: cordon.List{ID: us.SDN, Authority: "us"}, Formats: us.SDNFormats, MinEntries: 3, MaxRemoved: 0.5}
}

func consSource() *Source {
	return &Source{List: cordon.List{ID: us.Cons, Authority: "us"}, Formats: us.ConsFormats, MinEntries: 3, MaxRemoved: 0.5}
}

// updater is an updater over a real database and archive, on a clock that moves
// by a minute each time it is asked.
func updater(t testing.TB, sources ...*Source) *Updater {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	a, err := archive.Open(ctx, filepath.Join(t.TempDir(), "archive"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	clock := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	return &Updater{
		Store: s, Archive: a, Sources: sources, Fetch: &fetch.Client{Attempts: 1, Private: true},
		Now: func() time.Time { clock = clock.Add(time.Minute); return clock },
	}
}

// person is a record of the UN's list.
type person struct{ ref, name, born, nation string }

// some are eight invented people.
func some() []person {
	var out []person
	for i := range 8 {
		ref, name, birth := fmt.Sprintf("KPi.90%d", i), fmt.Sprintf("NAME%c INVENTED", 'A'+i), fmt.Sprintf("195%d-03-01", i)
		out = append(out, person{ref, name, birth, "Democratic People's Republic of Korea"})
	}
	return out
}

// unUsual is what nearly every record of the UN's list has besides: without it a
// file of many records is refused as one in another form.
const unUsual = "<DATAID>1</DATAID><THIRD_NAME/><FOURTH_NAME/><GENDER/><COMMENTS1/><NAME_ORIGINAL_SCRIPT/><TITLE><VALUE/></TITLE>" +
	"<DESIGNATION><VALUE/></DESIGNATION><LAST_DAY_UPDATED><VALUE/></LAST_DAY_UPDATED><INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/>" +
	"<CITY_OF_BIRTH/><COUNTRY_OF_BIRTH/><DATE_OF_BIRTH/><NOTE/></INDIVIDUAL_ALIAS>" +
	"<INDIVIDUAL_ADDRESS><STREET/><CITY/><STATE_PROVINCE/><COUNTRY/><NOTE/></INDIVIDUAL_ADDRESS>" +
	"<INDIVIDUAL_PLACE_OF_BIRTH><CITY/><STATE_PROVINCE/><COUNTRY/></INDIVIDUAL_PLACE_OF_BIRTH><INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT/>" +
	"<TYPE_OF_DOCUMENT2/><NUMBER/><ISSUING_COUNTRY/><COUNTRY_OF_ISSUE/><CITY_OF_ISSUE/><DATE_OF_ISSUE/><NOTE/></INDIVIDUAL_DOCUMENT>"

// unFile is the UN's list of that day.
func unFile(day string, ps ...person) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CONSOLIDATED_LIST dateGenerated=\"%sT23:00:03.110Z\"><INDIVIDUALS>\n", day)
	for _, p := range ps {
		first, second, _ := strings.Cut(p.name, " ")
		fmt.Fprintf(&b, "<INDIVIDUAL><FIRST_NAME>%s</FIRST_NAME><SECOND_NAME>%s</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>"+
			"<REFERENCE_NUMBER>%s</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON><NATIONALITY><VALUE>%s</VALUE></NATIONALITY>"+
			"<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>%s</DATE>"+
			"<YEAR/><FROM_YEAR/><TO_YEAR/><NOTE/></INDIVIDUAL_DATE_OF_BIRTH>%s</INDIVIDUAL>\n",
			first, second, p.ref, p.nation, p.born, unUsual)
	}
	return b.String() + "</INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>\n"
}

// write writes files below a new folder and returns it.
func write(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// from loads files and returns the outcomes.
func from(t testing.TB, u *Updater, force bool, files map[string]string) ([]*Outcome, error) {
	t.Helper()
	var out []*Outcome
	err := u.UpdateFrom(context.Background(), write(t, files), nil, force, func(o *Outcome) { out = append(out, o) })
	return out, err
}

// one loads files of one publication.
func one(t testing.TB, u *Updater, force bool, files map[string]string) *Outcome {
	t.Helper()
	out, err := from(t, u, force, files)
	if len(out) != 1 {
		t.Fatalf("got %d outcomes and %v, want one", len(out), err)
	}
	if (out[0].Err == nil) != (err == nil) {
		t.Errorf("outcome %v, but error %v", out[0].Err, err)
	}
	return out[0]
}

// dump is all that is stored of the lists, without the audit log and the alerts.
func dump(t testing.TB, u *Updater) string {
	t.Helper()
	ctx := context.Background()
	var b bytes.Buffer
	put := func(v any, err error) {
		if err == nil {
			err = json.NewEncoder(&b).Encode(v)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for e, err := range u.Store.Entries(ctx, store.EntryQuery{}) {
		put(e, err)
		put(u.Store.EntryVersions(ctx, e.ID))
	}
	put(u.Store.Snapshots(ctx, ""))
	put(u.Store.Changes(ctx, store.ChangeQuery{}))
	put(u.Store.Listings(ctx, nil))
	put(u.Store.Generation(ctx))
	for p, err := range u.Store.Parties(ctx) {
		put(p, err)
	}
	return b.String()
}

func gz(t testing.TB, data string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(data)); err != nil {
		t.Fatal(err)
	}
	w.Close()
	return b.String()
}

func xzip(t testing.TB, data string, dict int) string {
	t.Helper()
	var b bytes.Buffer
	w, err := xz.WriterConfig{DictCap: dict}.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(data)); err != nil {
		t.Fatal(err)
	}
	w.Close()
	return b.String()
}

func zst(t testing.TB, data string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(data)); err != nil {
		t.Fatal(err)
	}
	w.Close()
	return b.String()
}

func opener(data []byte) func(context.Context) (io.ReadCloser, error) {
	return func(context.Context) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
}
