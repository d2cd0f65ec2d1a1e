package screen

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/table"
)

const (
	testAddress = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
	testEther   = "0x00112233445566778899aabbccddeeff00112233"
)

// numbered is a service over parties that bear numbers.
func numbered() *Service {
	var ps []*cordon.Party
	for ref, id := range map[string]cordon.Identifier{
		"ship":     {Scheme: cordon.IMOShip, Value: "9161003"},
		"radio":    {Scheme: cordon.MMSI, Value: "273456780"},
		"paper":    {Scheme: cordon.Passport, Value: "PD836410105"},
		"figures":  {Scheme: cordon.Passport, Value: "836410105"},
		"card":     {Scheme: cordon.NationalID, Value: "64 16 123456"},
		"taxpayer": {Scheme: cordon.INN, Value: "041104686953"},
		"coin":     {Scheme: cordon.WalletAddr, Value: testAddress},
		"ether":    {Scheme: cordon.WalletAddr, Value: testEther},
		"bank":     {Scheme: cordon.BIC, Value: "TRVSHKHH"},
		"unsound":  {Scheme: cordon.IMOShip, Value: "9161004"}, // a list has it with a wrong check digit
	} {
		profile := cordon.Profile{Names: []cordon.Name{{Full: "Zorvex " + ref}}, Identifiers: []cordon.Identifier{id}}
		ps = append(ps, &cordon.Party{
			ID: cordon.PartyID("test/" + ref), Entries: []cordon.EntryID{cordon.EntryID("test/" + ref)}, Profile: profile,
		})
	}
	s := &Service{Live: &index.Live{}, Now: clock}
	s.Live.Swap(index.Build(1, ps))
	return s
}

// numberCases are texts of a field and what they find. No hit means that the answer
// must report the field.
var numberCases = []struct{ field, text, hit string }{
	{"imo", "9161003", "ship"},
	{"imo", "9161003.0", "ship"},
	{"imo", "9161003.00", "ship"},
	{"imo", "9161003,0", "ship"},
	{"imo", "9.161003E+06", "ship"},
	{"imo", "9.161003e6", "ship"},
	{"imo", "9,161003E+6", "ship"},
	{"imo", "9,161,003", "ship"},
	{"imo", "9.161.003", "ship"},
	{"imo", "9 161 003", "ship"},
	{"imo", "9\u00a0161\u00a0003", "ship"},
	{"imo", "9'161'003.00", "ship"},
	{"imo", "0009161003", "ship"},
	{"imo", "9161003 (IMO)", "ship"},
	{"imo", "9161003 / DPRK", "ship"},
	{"imo", "9161003/9999999", "ship"},
	{"imo", "9999999; 9161003", "ship"},
	{"imo", "Lloyds 9161003", "ship"},
	{"imo", "LR9161003", "ship"},
	{"imo", "IMO No. 9161003.0", "ship"},
	{"imo", "9161O03", "ship"},
	{"imo", "9161ОО3", "ship"}, // Cyrillic
	{"imo", "9l6loo3", ""},
	{"imo", "9I61003", "ship"},
	{"imo", "9161004", "unsound"},
	{"imo", "916100", ""},
	{"imo", "91610030", ""},
	{"imo", "9161005", ""},
	{"imo", "Zorvex", ""},
	{"imo", "9.16E+06", ""},
	{"mmsi", "273456780.0", "radio"},
	{"mmsi", "2.7345678E+08", "radio"},
	{"mmsi", "MMSI: 273 456 780", "radio"},
	{"mmsi", "273456780 (Russia)", "radio"},
	{"mmsi", "27345678", ""},
	{"passport", "PD 836410105.00", "paper"},
	{"passport", "PD836410105.0", "paper"},
	{"passport", "836410105.00", "figures"},
	{"passport", "8.36410105E+08", "figures"},
	{"passport", "8.36E+08", ""},
	{"passport", "836410105 (Russia)", "figures"},
	{"passport", "99887766; 836410105", "figures"},
	{"passport", "99887766/836410105", "figures"},
	{"passport", "836410105 issued 12.05.2010", "figures"},
	{"passport", "12345678901234567890.0", ""},
	{"national_id", "64 16 123456", "card"},
	{"inn", "41104686953", "taxpayer"},
	{"inn", "41104686953.0", "taxpayer"},
	{"inn", "4.1104686953E+10", "taxpayer"},
	{"wallet", "XBT " + testAddress, "coin"},
	{"wallet", "bitcoin:" + testAddress + "?amount=0.1", "coin"},
	{"wallet", strings.ToUpper(testEther), "ether"},
	{"bic", "TRVSHKHHXXX", "bank"},
	{"identifier", "9161003.0", "ship"},
	{"identifier", "9161O03", "ship"},
	{"identifier", "IMO 9161003 / MMSI 999999999", "ship"},
	{"name", "9161003.0", "ship"},
	{"name", "9,161,003", "ship"},
	{"name", "9.161003E+06", "ship"},
	{"name", "IMO 9,161,003", "ship"},
	{"name", "9161O03", "ship"},
	{"name", "0009161003", "ship"},
	{"name", "IMO 0009161003", "ship"},
	{"name", "PP836410105", "figures"},
	{"name", "Jane Doe RU-836410105", "figures"},
	{"identifier", "0009161003", "ship"},
	{"identifier", "PP836410105", "figures"},
	{"passport", "RUS836410105", "figures"},
	{"passport", "RU 836410105", "figures"},
	{"inn", "RU041104686953", "taxpayer"},
	{"inn", "RU-041104686953", "taxpayer"},
	{"name", "9.16E+06", ""},
	{"name", "IMO 916100", ""},
}

// also are texts that find another party besides, rightly.
var also = map[string]bool{"PD 836410105.00": true, "PD836410105.0": true}

// TestNumbers: a number is found as people and programs write it, in each form of
// file and typed; one that cannot be read is reported, never "no hit".
func TestNumbers(t *testing.T) {
	s := numbered()
	for _, c := range numberCases {
		for _, format := range []table.Format{table.JSONL, table.CSV} {
			a := s.row(t, format, c.field, c.text)
			found := ""
			for _, h := range a.Hits {
				found += strings.TrimPrefix(string(h.Party), "test/")
			}
			if found != c.hit && !(also[c.text] && strings.Contains(found, c.hit)) {
				t.Errorf("%s of %s: %q finds %q, want %q (%s)", c.field, format, c.text, found, c.hit, a.Error)
			}
			if c.hit == "" && (a.Error == "" || !strings.Contains(a.Error, "identifier")) {
				t.Errorf("%s of %s: %q: no hit and no report of it: %+v", c.field, format, c.text, a)
			}
		}
	}
}

// row is the answer to a file of one row with a name of nobody and one field.
func (s *Service) row(t *testing.T, format table.Format, field, text string) table.Answer {
	t.Helper()
	var in, out strings.Builder
	if format == table.CSV {
		lines := [][]string{{"name", field}, {"", text}}
		if field == "name" {
			lines = [][]string{{"name", "note"}, {text, ""}}
		}
		if err := csv.NewWriter(&in).WriteAll(lines); err != nil {
			t.Fatal(err)
		}
	} else if err := json.NewEncoder(&in).Encode(map[string]string{field: text}); err != nil {
		t.Fatal(err)
	}
	rows, err := table.Queries(strings.NewReader(in.String()), format, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Batch(t.Context(), "tester", rows, cordon.Query{}, table.NewWriter(&out, table.JSONL)); err != nil {
		t.Fatal(err)
	}
	var a table.Answer
	if err := json.Unmarshal([]byte(out.String()), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// TestNumbersTyped: the same numbers, typed into the field of a name.
func TestNumbersTyped(t *testing.T) {
	s := numbered()
	for _, c := range numberCases {
		text := c.text
		switch c.field {
		case "imo", "mmsi":
			text = c.field + " " + text
		case "name", "passport", "wallet":
		default:
			continue
		}
		if !strings.ContainsAny(text, "0123456789") || misreadTyped[c.text] {
			continue
		}
		var q cordon.Query
		Typed(&q, text)
		found, err := ask(s.Live.Load(), &q, cordon.DateOf(day))
		switch {
		case c.hit == "" && !errors.Is(err, cordon.ErrInvalid):
			t.Errorf("%q (%s): %d hits, %v", text, inQuery(&q), len(found.hits), err)
		case c.hit != "" && (err != nil || len(found.hits) == 0):
			t.Errorf("%q (%s): no hit, %v", text, inQuery(&q), err)
		}
	}
}

// misreadTyped are texts that say less where nothing names the field.
var misreadTyped = map[string]bool{"9l6loo3": true}

// TestNumbersInProse: dates, places and series beside a number are no numbers of their own.
func TestNumbersInProse(t *testing.T) {
	for text, want := range map[string]string{
		"64 16 123456":                "64 16 123456",
		"AB 123456":                   "AB 123456",
		"123456 (Russia)":             "123456 (Russia)|123456",
		"27-22/123456":                "27-22/123456",
		"836410105, issued 2010/5/12": "836410105, issued 2010/5/12|836410105",
		"flat 12, 5 Main St 101000":   "flat 12, 5 Main St 101000|101000",
		"123456E7":                    "123456E7",
		"12345,678":                   "12345,678",
		"O1234567":                    "O1234567",
	} {
		ids, problems := readNumbers([]cordon.Identifier{{Scheme: cordon.Passport, Value: text}})
		var got []string
		for _, id := range ids {
			got = append(got, id.Value)
		}
		if joined := strings.Join(got, "|"); joined != want || len(problems) > 0 {
			t.Errorf("%q: %s, want %s; %v", text, joined, want, problems)
		}
	}
}

// FuzzPlain: writing numbers as integers changes no letter and stands.
func FuzzPlain(f *testing.F) {
	for _, c := range numberCases {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once, lost := plain(text)
		if twice, _ := plain(once); !lost && twice != once {
			t.Errorf("%q: %q, then %q", text, once, twice)
		}
		for _, s := range []cordon.Scheme{cordon.IMOShip, cordon.Passport, cordon.INN, cordon.WalletAddr} {
			readNumbers([]cordon.Identifier{{Scheme: s, Value: text}})
		}
	})
}

// TestToldOnce: a row without a name, or of JSON over several lines, is reported once
// and in plain words.
func TestToldOnce(t *testing.T) {
	rows, err := table.Queries(strings.NewReader("{\n\"name\": \"Ri\"\n}\n{\"note\":1}\n"), table.JSONL, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	sum, err := numbered().Batch(t.Context(), "tester", rows, cordon.Query{}, table.NewWriter(&out, table.JSONL))
	if err != nil || sum.Bad != 4 {
		t.Errorf("%+v, %v", sum, err)
	}
	for line := range strings.Lines(out.String()) {
		if strings.Contains(line, "json:") || strings.Contains(line, "neither a name") {
			t.Error(line)
		}
	}
	if n := strings.Count(out.String(), "one whole object on each line"); n != 3 {
		t.Errorf("%d rows say what is wrong: %s", n, &out)
	}
}
