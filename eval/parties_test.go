// Package eval holds the matcher to labelled names and to the names of the real lists.
package eval

import (
	"encoding/csv"
	"encoding/xml"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"

	"cordon"
	"cordon/internal/need"
)

// open opens a real list file, unpacked.
func open(t testing.TB, path string) io.Reader {
	t.Helper()
	f, err := os.Open(need.Shared(t, path))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	r, err := xz.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Parties are the parties of real list files, each entry a party of its own:
// more names than the merged parties have, so that speed is not flattered.
func Parties(t testing.TB) []*cordon.Party {
	t.Helper()
	ps := un(t, "data/lists/un/un_consolidated_2026-08-01.xml.xz")
	ps = append(ps, ofac(t)...)
	ps = append(ps, piped(t, "data/lists/eu/eu_fsf_2026-04-21_thirdparty.csv.xz", "eu-fsf", 3)...)
	return append(ps, conlist(t)...)
}

// add adds one entry as a party.
func add(ps *[]*cordon.Party, id string, kind cordon.Kind, names ...string) {
	p := &cordon.Party{ID: cordon.PartyID(id), Entries: []cordon.EntryID{cordon.EntryID(id)}, Profile: cordon.Profile{Kind: kind}}
	use := cordon.Primary
	for _, n := range names {
		if n = strings.Join(strings.Fields(n), " "); n != "" && n != "-0-" {
			p.Profile.Names = append(p.Profile.Names, cordon.Name{Full: n, Use: use})
			use = cordon.Alias
		}
	}
	*ps = append(*ps, p)
}

func un(t testing.TB, path string) []*cordon.Party {
	type alias struct {
		Name string `xml:"ALIAS_NAME"`
	}
	type record struct {
		XMLName  xml.Name
		Ref      string  `xml:"REFERENCE_NUMBER"`
		First    string  `xml:"FIRST_NAME"`
		Second   string  `xml:"SECOND_NAME"`
		Third    string  `xml:"THIRD_NAME"`
		Fourth   string  `xml:"FOURTH_NAME"`
		Original string  `xml:"NAME_ORIGINAL_SCRIPT"`
		IA       []alias `xml:"INDIVIDUAL_ALIAS"`
		EA       []alias `xml:"ENTITY_ALIAS"`
	}
	var doc struct {
		Individuals []record `xml:"INDIVIDUALS>INDIVIDUAL"`
		Entities    []record `xml:"ENTITIES>ENTITY"`
	}
	if err := xml.NewDecoder(open(t, path)).Decode(&doc); err != nil {
		t.Fatal(err)
	}
	var ps []*cordon.Party
	for _, r := range append(doc.Individuals, doc.Entities...) {
		kind := cordon.Person
		if r.XMLName.Local == "ENTITY" {
			kind = cordon.Organization
		}
		names := []string{r.First + " " + r.Second + " " + r.Third + " " + r.Fourth, r.Original}
		for _, a := range append(r.IA, r.EA...) {
			names = append(names, a.Name)
		}
		add(&ps, "un-sc/"+r.Ref, kind, names...)
	}
	return ps
}

func rows(t testing.TB, path string) [][]string {
	c := csv.NewReader(open(t, path))
	c.FieldsPerRecord, c.LazyQuotes = -1, true
	var out [][]string
	for {
		r, err := c.Read()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
}

// piped reads a file whose column names has names between bars.
func piped(t testing.TB, path, list string, names int) []*cordon.Party {
	var ps []*cordon.Party
	for i, r := range rows(t, path) {
		if i > 0 && len(r) > names {
			add(&ps, list+"/"+r[0], kindOf(r[1]), strings.Split(r[names], "|")...)
		}
	}
	return ps
}

func ofac(t testing.TB) []*cordon.Party {
	const dir = "data/lists/us_ofac/sdn_csv_2023-12-28/"
	names := map[string][]string{}
	for _, r := range rows(t, dir+"alt.csv.xz") {
		if len(r) > 3 {
			names[r[0]] = append(names[r[0]], r[3])
		}
	}
	var ps []*cordon.Party
	for _, r := range rows(t, dir+"sdn.csv.xz") {
		if len(r) > 3 {
			add(&ps, "us-ofac-sdn/"+r[0], kindOf(strings.TrimSpace(r[2])), append([]string{r[1]}, names[r[0]]...)...)
		}
	}
	return ps
}

func conlist(t testing.TB) []*cordon.Party {
	names, kinds := map[string][]string{}, map[string]string{}
	var order []string
	for i, r := range rows(t, "data/lists/uk/OFSI_ConList_2025-04-14.csv.xz") {
		if i < 2 || len(r) < 36 {
			continue
		}
		id := r[35]
		if kinds[id] == "" {
			order, kinds[id] = append(order, id), r[28]
		}
		names[id] = append(names[id], strings.Join(append(append([]string{}, r[1:6]...), r[0]), " "), r[7])
	}
	var ps []*cordon.Party
	for _, id := range order {
		add(&ps, "gb-conlist/"+id, kindOf(kinds[id]), names[id]...)
	}
	return ps
}

func kindOf(s string) cordon.Kind {
	switch s {
	case "Person", "Individual", "individual":
		return cordon.Person
	case "Company", "Organization", "Entity", "-0-":
		return cordon.Organization
	case "Vessel", "vessel", "Ship":
		return cordon.Vessel
	case "aircraft":
		return cordon.Aircraft
	}
	return cordon.UnknownKind
}
