package gb

import (
	"bytes"
	"encoding/json"
	"flag"
	"html"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/record"
)

var update = flag.Bool("update", false, "write the golden files anew")

var formats = append(append([]record.Format(nil), UKSLFormats...), OFSIFormats...)

// file is a record.File of bytes.
func file(name string, b []byte) *record.File {
	return &record.File{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }}
}

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// sniffed is the format that recognises a file's first bytes, or nil.
func sniffed(b []byte) (*record.Format, record.Sniffed) {
	head := b[:min(len(b), record.HeadSize)]
	for i := range formats {
		if s, ok := formats[i].Sniff(head, nil); ok {
			return &formats[i], s
		}
	}
	return nil, record.Sniffed{}
}

func parsed(format *record.Format, f *record.File) (entries []*cordon.Entry, problems []cordon.Problem, err error) {
	p := &record.Publication{Format: format.Name, Files: []record.File{*f}}
	for e, err := range format.Parse(p, func(p cordon.Problem) { problems = append(problems, p) }) {
		if err != nil {
			return entries, problems, err
		}
		entries = append(entries, e)
	}
	return entries, problems, nil
}

func TestGolden(t *testing.T) {
	for _, tt := range []struct {
		file, format string
		want         record.Sniffed
	}{
		{"uksl.xml", "uksl-xml", record.Sniffed{List: UKSL, Published: cordon.MustDate("2026-09-21")}},
		{"uksl.csv", "uksl-csv", record.Sniffed{List: UKSL, Published: cordon.MustDate("2026-09-21")}},
		{"conlist.csv", "ofsi-conlist-csv", record.Sniffed{List: OFSI, Published: cordon.MustDate("2025-04-14")}},
	} {
		t.Run(tt.file, func(t *testing.T) {
			raw := fixture(t, tt.file)
			format, s := sniffed(raw)
			if format == nil || format.Name != tt.format || s != tt.want {
				t.Fatalf("sniffed %v %+v, want %s %+v", format, s, tt.format, tt.want)
			}
			entries, problems, err := parsed(format, file(tt.file, raw))
			if err != nil {
				t.Fatal(err)
			}
			var lines []string
			for _, p := range problems {
				lines = append(lines, p.Error())
			}
			golden(t, "testdata/"+tt.file+".golden.json", map[string]any{"entries": entries, "problems": lines})
		})
	}
}

func golden(t *testing.T, name string, v any) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("%s (-want +got; -update writes it anew):\n%s", name, diff)
	}
}

// TestTwoFormsAgree reads the same parties from the XML and from the CSV of the UK
// Sanctions List: the entries are equal except for the element that only the XML
// has.
func TestTwoFormsAgree(t *testing.T) {
	byRef := func(name string, format *record.Format) map[string]*cordon.Entry {
		entries, _, err := parsed(format, file(name, fixture(t, name)))
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]*cordon.Entry{}
		for _, e := range entries {
			out[e.Ref] = e
		}
		return out
	}
	fromXML, fromCSV := byRef("uksl.xml", &UKSLFormats[0]), byRef("uksl.csv", &UKSLFormats[1])
	if len(fromXML) != 4 {
		t.Errorf("%d entries in the XML, want 4", len(fromXML))
	}
	if e := fromXML["RUS9001"]; e != nil {
		e.Remarks = "The Director Disqualification Sanction was imposed on 09/04/2025."
	}
	if diff := cmp.Diff(fromXML, fromCSV); diff != "" {
		t.Errorf("(-xml +csv):\n%s", diff)
	}
}

func TestListed(t *testing.T) {
	for in, want := range map[string][]string{
		"":                                nil,
		"Russia":                          {"Russia"},
		"(1) A (2) B(3) C":                {"A", "B", "C"},
		"(1) +7 (365) 254-89 (2) +7 (2)1": {"+7 (365) 254-89", "+7 (2)1"},
		"(1) Alone":                       {"Alone"},
		"+98(311)4511741":                 {"+98(311)4511741"},
		"Bank (1) and (2)":                {"Bank (1) and (2)"},
		"(1) A; (2) -, (3) C.":            {"A", "-", "C"},
	} {
		if diff := cmp.Diff(want, listed(in)); diff != "" {
			t.Errorf("listed(%q) (-want +got):\n%s", in, diff)
		}
	}
}

func TestProgramme(t *testing.T) {
	for in, want := range map[string]string{
		"The Russia (Sanctions) (EU Exit) Regulations 2019": "gb/Russia",
		"The Russia (Sanctions) Regulations 2031":           "gb/Russia",
		"Russia":                                "gb/Russia",
		"Democratic People's Republic of Korea": "gb/DPRK",
		"The Democratic People’s Republic of Korea (Sanctions) (EU Exit) Regulations 2019": "gb/DPRK",
		"The Republic of Belarus (Sanctions) (EU Exit) Regulations 2019":                   "gb/Belarus",
		"The Iran (Sanctions) (Nuclear) (EU Exit) Regulations 2019":                        "gb/Iran-Nuclear",
		"The Iran (Sanctions) Regulations 2023":                                            "gb/Iran",
		"Iran (Nuclear)":                                                                   "gb/Iran-Nuclear",
		"Isil (Da'esh) and Al-Qaeda (United Nations Sanctions) (EU Exit) Regulations 2019": "gb/ISIL-AQ",
		"ISIL (Da'esh) and Al-Qaida":                                                       "gb/ISIL-AQ",
		"Counter-Terrorism (International)":                                                "gb/CT-International",
		"The Counter-Terrorism (International Sanctions) (EU Exit) Regulations 2019":       "gb/CT-International",
		"The Counter-Terrorism (Sanctions) (EU Exit) Regulations 2019":                     "gb/CT-Domestic",
		"The Democratic Republic of the Congo (Sanctions) (EU Exit) Regulations 2019":      "gb/DRC",
		"The Moon (Sanctions) Regulations 2030":                                            "gb/moon",
		"":                                                                                 "gb/unknown",
	} {
		if got, _ := programme(in); string(got) != want {
			t.Errorf("programme(%q) = %q, want %q", in, got, want)
		}
	}
	ids := map[cordon.ProgrammeID]bool{}
	for _, p := range Programmes {
		if ids[p.ID] {
			t.Errorf("%s stands twice in the table", p.ID)
		}
		ids[p.ID] = true
		if got, _ := programme(p.Name); got != p.ID {
			t.Errorf("programme(%q) = %q, want %q", p.Name, got, p.ID)
		}
	}
}

func TestMeasures(t *testing.T) {
	for _, tt := range []struct {
		text, other string
		ship        bool
		want        []cordon.Measure
	}{
		{"Asset freeze|Arms embargo|Travel Ban", "", false, []cordon.Measure{cordon.AssetFreeze, cordon.ArmsEmbargo, cordon.TravelBan}},
		{
			`Asset freeze|Transport sanctions: see "Other information"`,
			"a ship is prohibited from being provided with access to or having its master or pilot cause it to enter a port", false,
			[]cordon.Measure{cordon.AssetFreeze, "Transport sanctions"},
		},
		{
			`Shipping sanctions: (see "Other information")`,
			"a specified ship is prohibited from being provided with access to or having its master or pilot cause it to enter a port in the UK",
			true,
			[]cordon.Measure{"Shipping sanctions", cordon.PortBan},
		},
		{
			"Asset freeze | Correspondent Banking Sanctions\u202fand processing payments", "", false,
			[]cordon.Measure{cordon.AssetFreeze, cordon.CorrespondentBan},
		},
		{"De-flag|Prohibition of port entry", "", true, []cordon.Measure{cordon.Deflag, cordon.PortBan}},
		{"Asset freeze|Levitation ban", "", false, []cordon.Measure{cordon.AssetFreeze, "Levitation ban"}},
		{"", "", false, nil},
	} {
		if diff := cmp.Diff(tt.want, imposed([]string{tt.text}, tt.other, tt.ship)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestNowCalled(t *testing.T) {
	for in, want := range map[string]string{
		"Russia": "RU", "former USSR Currently Russia": "RU", "Former USSR Now Belarus": "BY", "USSR (now Russian Federation)": "RU",
		"Azerbaijan (former USSR)": "AZ", "Russia. Former USSR": "RU", "Russia (USSR)": "RU", "Ukrainian SSR (now Ukraine)": "UA",
		"Ukrainian SSR": "UA", "Libyan": "LY", "Atlantis": "Atlantis", "": "", "Congo (Democratic Republic)": "CD",
	} {
		if got := nowCalled(in); got != want {
			t.Errorf("nowCalled(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRegistrations(t *testing.T) {
	for _, tt := range []struct {
		text    string
		russian bool
		want    []cordon.Identifier
	}{
		{
			"TIN: 7713122621 OGRN: 1027739267126", true,
			[]cordon.Identifier{
				{Scheme: cordon.INN, Value: "7713122621", Country: "RU", Type: "TIN"},
				{Scheme: cordon.OGRN, Value: "1027739267126", Country: "RU", Type: "OGRN"},
			},
		},
		{"1027739267126 (Russia)", false, []cordon.Identifier{{Scheme: cordon.OGRN, Value: "1027739267126", Country: "RU"}}},
		{"1027739267126", false, []cordon.Identifier{{Scheme: cordon.Registration, Value: "1027739267126"}}},
		{
			"(1) CR No. 1910958 (2) BR No. 61471779", false,
			[]cordon.Identifier{
				{Scheme: cordon.Registration, Value: "1910958", Type: "CR No."},
				{Scheme: cordon.Registration, Value: "61471779", Type: "BR No."},
			},
		},
		{"TIN: 7713122622", true, []cordon.Identifier{{Scheme: cordon.TaxID, Value: "7713122622", Type: "TIN"}}},
		{"KPP: 770801001", true, []cordon.Identifier{{Scheme: cordon.OtherID, Value: "770801001", Country: "RU", Type: "KPP"}}},
		{
			"(1) BIC: 136001 (2) SWIFT: RINBKG22", false,
			[]cordon.Identifier{{Scheme: cordon.OtherID, Value: "136001", Type: "BIC"}, {Scheme: cordon.BIC, Value: "RINBKG22", Type: "SWIFT"}},
		},
		{
			"District Court of Testburg HRB 13359", false,
			[]cordon.Identifier{{Scheme: cordon.Registration, Value: "District Court of Testburg HRB 13359"}},
		},
		{"", false, nil},
	} {
		if diff := cmp.Diff(tt.want, registrations(tt.text, tt.russian)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestDocuments(t *testing.T) {
	day := cordon.MustDate
	for _, tt := range []struct {
		number, about string
		want          []cordon.Identifier
	}{
		{"A1", "", []cordon.Identifier{{Scheme: cordon.Passport, Value: "A1"}}},
		{"(1) A1 (2) -", "(1) Iran (2) -", []cordon.Identifier{{Scheme: cordon.Passport, Value: "A1", Country: "IR", Remarks: "Iran"}}},
		{
			"A1", "(Afghan). Issued on 20 Nov 1997",
			[]cordon.Identifier{{
				Scheme: cordon.Passport, Value: "A1", Country: "AF", Period: cordon.Period{From: day("1997-11-20")},
				Remarks: "(Afghan). Issued on 20 Nov 1997",
			}},
		},
		{"A1", "Country: Russia, Issue Date: 29/10/2018, Expire Date: 29/10/2028", []cordon.Identifier{{
			Scheme: cordon.Passport, Value: "A1", Country: "RU", Period: cordon.Period{From: day("2018-10-29"), To: day("2028-10-29")},
			Remarks: "Country: Russia, Issue Date: 29/10/2018, Expire Date: 29/10/2028",
		}}},
		{"A1", "Kuwait number, issued on 26 May 2003, issued in Kuwait (and expired on 25 May 2008)", []cordon.Identifier{{
			Scheme: cordon.Passport, Value: "A1", Country: "KW", Issuer: "Kuwait",
			Period: cordon.Period{From: day("2003-05-26"), To: day("2008-05-25")}, Invalid: true,
			Remarks: "Kuwait number, issued on 26 May 2003, issued in Kuwait (and expired on 25 May 2008)",
		}}},
		{
			"734088604. 735958824", "",
			[]cordon.Identifier{{Scheme: cordon.Passport, Value: "734088604"}, {Scheme: cordon.Passport, Value: "735958824"}},
		},
		{"2652410875 (Ukraine)", "", []cordon.Identifier{{Scheme: cordon.Passport, Value: "2652410875", Country: "UA"}}},
		{"", "Syrian Passport", nil},
	} {
		if diff := cmp.Diff(tt.want, document{tt.number, tt.about}.read(cordon.Passport)); diff != "" {
			t.Errorf("%s, %s (-want +got):\n%s", tt.number, tt.about, diff)
		}
	}
}

func TestCompanies(t *testing.T) {
	for in, want := range map[string][]string{
		"One Industries. Two Trade Co. Ltd. Three Works": {"One Industries", "Two Trade Co. Ltd. Three Works"},
		"(1) A Ltd (2) B; C":                             {"A Ltd", "B", "C"},
		"Rosexample":                                     {"Rosexample"},
		"":                                               nil,
	} {
		if diff := cmp.Diff(want, companies(in)); diff != "" {
			t.Errorf("companies(%q) (-want +got):\n%s", in, diff)
		}
	}
}

// TestClean compares clean, which has a shortcut for tidy texts, with the plain way.
func TestClean(t *testing.T) {
	for _, s := range []string{
		"", " ", "a", " a", "a ", "a b", "a  b", "a\tb", "a\u00a0b", "a\u202fb", "a\u3000", "\u1680a", "\u0085", "ab\ncd",
		"Примеров Иван", "Примеров  Иван", "김철", "a &amp; b", "&", "\x00",
	} {
		want := strings.Join(strings.Fields(html.UnescapeString(s)), " ")
		if got := clean(s); got != want {
			t.Errorf("clean(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestWallets(t *testing.T) {
	// Addresses that nobody has: the right letters in the right number.
	eth, trx, btc := "0x"+strings.Repeat("ab12", 10), "T"+strings.Repeat("xY9", 11), "3"+strings.Repeat("aB4", 11)
	text := "Wallets: (1) ETH: " + eth + " (2) USDT: " + trx + " Digital Currency Address: XBT " + btc +
		" and " + trx + "x, " + eth[:20] + " or " + btc + ". Tron: " + trx
	want := []cordon.Identifier{
		{Scheme: cordon.WalletAddr, Type: "ETH", Value: eth},
		{Scheme: cordon.WalletAddr, Type: "USDT", Value: trx},
		{Scheme: cordon.WalletAddr, Type: "XBT", Value: btc},
		{Scheme: cordon.WalletAddr, Type: "TRX", Value: trx},
	}
	if diff := cmp.Diff(want, wallets(text)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRelations(t *testing.T) {
	for text, want := range map[string]cordon.Relation{
		"DPRK tanker. Listed as asset of Example Shipping & Marine (OFSI ID: 99641, UN Reference Number: UN Ref KPe.999)": {
			Role: "owned-by", Name: "Example Shipping & Marine", Type: "listed as asset of",
		},
		"Listed as asset of Example Shipping Corp, (OFSI ID: 99629)": {
			Role: "owned-by", Name: "Example Shipping Corp", Type: "listed as asset of",
		},
		"Listed as asset of Shen Example - OFSI ID: 99644. UN Reference Number: x": {
			Role: "owned-by", Name: "Shen Example", Type: "listed as asset of",
		},
		"Linked To: PUBLIC JOINT STOCK COMPANY EXAMPLE The Director Disqualification Sanction was imposed on 09/04/2025.": {
			Role: "linked-to", Name: "PUBLIC JOINT STOCK COMPANY EXAMPLE", Type: "linked to",
		},
	} {
		p := newPublished(UKSL, "X", 1)
		p.add(fOther, text, 1)
		if diff := cmp.Diff([]cordon.Relation{want}, p.relationsOf()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

// TestAddresses reads lines that end in commas, and a country outside its column.
func TestAddresses(t *testing.T) {
	p := newPublished(UKSL, "DPR0001", 1)
	p.address = []address{
		{lines: [6]string{"1 Sea Street,", "", "Pyongyang,", "Democratic People's Republic of Korea"}},
		{lines: [6]string{"2 Hill Road", "Kinshasa"}},
		{lines: [6]string{"3 Hill Road,"}, postcode: "12345", land: "Russia"},
		{lines: [6]string{","}},
	}
	want := []cordon.Address{
		{Full: "1 Sea Street, Pyongyang, Democratic People's Republic of Korea", Country: "KP"},
		{Full: "2 Hill Road, Kinshasa"},
		{Full: "3 Hill Road, 12345, Russia", PostalCode: "12345", Country: "RU"},
	}
	if diff := cmp.Diff(want, p.addressesOf()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestNationalities reads several countries from one field, numbered or not.
func TestNationalities(t *testing.T) {
	for text, want := range map[string]string{
		"Russia": "RU", "Germany. Russia": "DE RU", "(1) Estonia, Russia (2) Iran": "EE RU IR", "Guinea Bissau": "GW",
		"Belrus": "Belrus", "Congo (Democratic Republic)": "CD",
	} {
		p := newPublished(OFSI, "1", 1)
		p.add(fNationality, text, 1)
		var got []string
		for _, c := range p.countriesOf(nil) {
			got = append(got, c.Country)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %v, want %s", text, got, want)
		}
	}
}
