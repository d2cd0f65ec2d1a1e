package gb

import (
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"

	"cordon"
	"cordon/internal/need"
	"cordon/internal/record"
)

const (
	wholeXML  = "UK-Sanctions-List_2026-08-22_reconstructed.xml.xz"
	whole2025 = "OFSI_ConList_2025-04-14.csv.xz"
	whole2023 = "OFSI_ConList_2023-06-05.csv.xz"
)

// unpacked is a real file from the shared folder.
func unpacked(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(need.Shared(t, "data", "lists", "uk", name))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(name, ".xz") {
		return b
	}
	r, err := xz.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if b, err = io.ReadAll(r); err != nil {
		t.Fatal(err)
	}
	return b
}

// read holds the whole lists that were read, since two tests use each.
var read = map[string]struct {
	refs map[string]*cordon.Entry
	n    map[string]int
}{}

// whole reads a real file and counts what its entries have.
func whole(t *testing.T, name string, want record.Sniffed) (map[string]*cordon.Entry, map[string]int) {
	t.Helper()
	if r, ok := read[name]; ok {
		return r.refs, r.n
	}
	b := unpacked(t, name)
	format, s := sniffed(b)
	if format == nil || s != want {
		t.Fatalf("sniffed %v %+v, want %+v", format, s, want)
	}
	entries, problems, err := parsed(format, file(name, b))
	if err != nil {
		t.Fatal(err)
	}
	refs, n := map[string]*cordon.Entry{}, map[string]int{"entries": len(entries), "problems": len(problems)}
	for _, e := range entries {
		if refs[e.Ref] != nil {
			t.Errorf("%s stands twice", e.ID)
		}
		refs[e.Ref] = e
		count(n, e)
	}
	r := read[name]
	r.refs, r.n = refs, n
	read[name] = r
	return refs, n
}

func count(n map[string]int, e *cordon.Entry) {
	p := &e.Profile
	n[string(p.Kind)]++
	for _, d := range e.Designations {
		n[string(d.Programme)]++
		n["date "+string(d.DateKind)]++
	}
	for _, m := range e.Designations[0].Measures {
		n[string(m)]++
	}
	for _, id := range p.Identifiers {
		n["id "+string(id.Scheme)]++
	}
	for _, name := range p.Names {
		n["name "+string(name.Use)]++
		if name.Weak {
			n["weak"]++
		}
	}
	for _, some := range []struct {
		key string
		has bool
	}{
		{"with births", len(p.Births) > 0},
		{"with addresses", len(p.Addresses) > 0},
		{"with positions", len(p.Positions) > 0},
		{"with contacts", len(p.Contacts) > 0},
		{"with gender", p.Gender != ""},
		{"with countries", len(p.Countries) > 0},
		{"with reasons", e.Designations[0].Reason != ""},
		{"with craft", p.Craft != nil},
	} {
		if some.has {
			n[some.key]++
		}
	}
}

func compare(t *testing.T, got, want, least map[string]int) {
	t.Helper()
	for key, n := range want {
		if got[key] != n {
			t.Errorf("%s: %d, want %d", key, got[key], n)
		}
	}
	for key, n := range least {
		if got[key] < n {
			t.Errorf("%s: %d, want %d at least", key, got[key], n)
		}
	}
}

// TestWholeUKSL compares the whole list with the counts on its page in the
// shared folder, and its DPRK parties with the table of their UN
// references and dates.
func TestWholeUKSL(t *testing.T) {
	refs, n := whole(t, wholeXML, record.Sniffed{List: UKSL, Published: cordon.MustDate("2026-08-22")})
	compare(t, n, map[string]int{
		"entries": 6346, "person": 4034, "organization": 1646, "vessel": 666, "gb/DPRK": 261, "gb/Russia": 3472,
		"date law-start": 1018, "date un": 963, "id un-ref": 1003, "id ofsi-group": 5148,
		"id wallet": 23, // of six parties, in their texts
		"problems":  25, // names without text in the rebuilt file
	}, map[string]int{
		"weak": 600, "name original-script": 3600, "with reasons": 5200, "with addresses": 3300, "port-ban": 780, "travel-ban": 3900,
		"id imo-ship": 620, // of 666 ships: the rebuilt file has the number in texts only
	})
	azia := refs["RUS2087"]
	if azia == nil || azia.Profile.Name() != "AZIA Shipping Company" ||
		azia.Designations[0].Listed.String() != "2024-02-22" || azia.Designations[0].DateKind != cordon.OwnDate {
		t.Errorf("AZIA Shipping Company: %+v", azia)
	}
	if ri := refs["DPR0266"]; ri == nil || ri.Profile.Name() != "RI PYONG CHUL" || identifier(ri, cordon.UNRef) != "KPi.076" {
		t.Errorf("Ri Pyong Chul: %+v", ri)
	}
	if ship := refs["RUS3719"]; ship == nil || ship.Profile.Name() != "ZENTURO" || identifier(ship, cordon.IMOShip) != "9346885" {
		t.Errorf("ZENTURO: %+v", ship)
	}
	f, err := os.Open(need.Shared(t, "domain", "xref_uk_un.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 262 {
		t.Fatal(len(rows), err)
	}
	at := map[string]int{}
	for i, c := range rows[0] {
		at[c] = i
	}
	checked := 0
	for _, row := range rows[1:] {
		if e := refs[row[at["uk_id"]]]; e != nil {
			checked++
			if got := identifier(e, cordon.UNRef); !strings.EqualFold(got, row[at["un_ref"]]) {
				t.Errorf("%s has the UN reference %q, want %q", e.ID, got, row[at["un_ref"]])
			}
			if got := e.Designations[0].Listed.String(); got != row[at["uk_date_designated"]] {
				t.Errorf("%s was listed on %s, want %s", e.ID, got, row[at["uk_date_designated"]])
			}
		}
	}
	if checked != 261 {
		t.Errorf("%d of the 261 parties of the table were compared", checked)
	}
}

func identifier(e *cordon.Entry, scheme cordon.Scheme) string {
	for _, id := range e.Profile.Identifiers {
		if id.Scheme == scheme {
			return id.Value
		}
	}
	return ""
}

// TestWholeConList compares both lists with the counts on their page, and the
// later one with the UK Sanctions List, to which it prints the references.
func TestWholeConList(t *testing.T) {
	_, n := whole(t, whole2023, record.Sniffed{List: OFSI, Published: cordon.MustDate("2023-06-05")})
	compare(t, n, map[string]int{"entries": 3993, "gb/DPRK": 236, "problems": 0, "asset-freeze": 3993, "id ofsi-group": 3993}, nil)

	groups, n := whole(t, whole2025, record.Sniffed{List: OFSI, Published: cordon.MustDate("2025-04-14")})
	compare(t, n, map[string]int{
		"entries": 4688, "gb/DPRK": 239, "problems": 0, "vessel": 15, "id imo-ship": 15, "with craft": 15,
		"id uk-ref": 4685, // three rows have no mark for it
	}, map[string]int{
		"with births": 3200, "with addresses": 2600, "with gender": 2700, "with positions": 2650, "with contacts": 550, "with countries": 3950,
		"id passport": 660, "id national-id": 330, "id inn": 155, "id ogrn": 79, "id un-ref": 860, "weak": 610, "name former": 15,
	})
	uksl, _ := whole(t, wholeXML, record.Sniffed{List: UKSL, Published: cordon.MustDate("2026-08-22")})
	same, other := 0, 0
	for _, e := range groups {
		u := uksl[identifier(e, cordon.UKRef)]
		if u == nil {
			continue
		}
		if identifier(u, cordon.OFSIGroup) != e.Ref {
			t.Errorf("%s and %s do not name each other", e.ID, u.ID)
		}
		if e.Designations[0].Listed == u.Designations[0].Listed && e.Designations[0].DateKind == u.Designations[0].DateKind {
			same++
		} else {
			other++
		}
	}
	// The lists differ on some dates themselves: 350 of 18,580 rows, 1.9%; and
	// parties under two regimes have the other regime's date first.
	if same < 4400 || other*25 > same {
		t.Errorf("%d parties have the date of the UK Sanctions List, %d have not", same, other)
	}
}

// TestOthersAreNotTaken checks that the files beside the lists are not taken for
// lists.
func TestOthersAreNotTaken(t *testing.T) {
	for _, name := range []string{"OFSI_ConList_2025-04-14.xlsx", "uk_sanctions_list_2026-04-21_thirdparty_details.csv.xz"} {
		if f, s := sniffed(unpacked(t, name)); f != nil {
			t.Errorf("%s was taken for %s: %+v", name, f.Name, s)
		}
	}
}

func BenchmarkUKSLXML(b *testing.B) { benchmark(b, &formats[0], wholeXML, 6346) }
func BenchmarkConList(b *testing.B) { benchmark(b, &formats[2], whole2025, 4688) }

func benchmark(b *testing.B, format *record.Format, name string, entries int) {
	f := file(name, unpacked(b, name))
	b.ReportAllocs()
	for b.Loop() {
		if got, _, err := parsed(format, f); err != nil || len(got) != entries {
			b.Fatal(len(got), err)
		}
	}
}

// BenchmarkUKSLCSV reads 5,000 designations of 20 rows each, about the 50 MB
// of the official file.
func BenchmarkUKSLCSV(b *testing.B) {
	rows := bytes.SplitAfter(fixture(b, "uksl.csv"), []byte("\r\n"))
	var list bytes.Buffer
	list.Write(rows[0])
	list.Write(rows[1])
	for i := range 5000 {
		ref := []byte("RUS" + string(rune('A'+i/1000)) + strings.Repeat("0", 3))
		for j := range 20 {
			row := bytes.Replace(rows[2], []byte("RUS9001"), append(ref, byte('0'+i/100%10), byte('0'+i/10%10), byte('0'+i%10)), 1)
			list.Write(bytes.Replace(row, []byte("Ivann"), []byte{'I', byte('a' + j)}, 1))
		}
	}
	f := file("uksl.csv", list.Bytes())
	b.SetBytes(int64(list.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if got, _, err := parsed(&formats[1], f); err != nil || len(got) != 5000 {
			b.Fatal(len(got), err)
		}
	}
}
