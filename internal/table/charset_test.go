package table

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/htmlindex"

	"cordon"
)

// encoded is a text in an encoding, by its name on the web.
func encoded(t *testing.T, name, text string) string {
	t.Helper()
	enc, err := htmlindex.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := enc.NewEncoder().String(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return s
}

// TestStrayByte: a bad byte in a file of UTF-8 is a problem of its row; the others are
// read as they stand.
func TestStrayByte(t *testing.T) {
	const good = "리병철,KP\nКим Чен Ын,KP\nAnna Weber,DE\n"
	many := strings.Repeat("Anna Weber,DE\nJosé Peña,ES\nЛи Пён Чхоль,KP\n", 150)
	for name, c := range map[string]struct {
		text string
		bad  int // its row
	}{
		"the last row":            {"name,country\n" + good + "M\xfcller,DE\n", 4},
		"the first row":           {"name,country\nM\xfcller,DE\n" + good, 1},
		"no line end":             {"name,country\n" + good + "M\xfcller,DE", 4},
		"CR alone":                {strings.ReplaceAll("name,country\n"+good+"M\xfcller,DE\n", "\n", "\r"), 4},
		"a byte order mark":       {"\ufeffname,country\n" + good + "M\xfcller,DE\n", 4},
		"450 rows":                {"name,country\n" + many + "M\xfcller,DE\n", 451},
		"a row in cp1251":         {"name,country\n" + good + encoded(t, "windows-1251", "Иванов Пётр Сергеевич,RU\n"), 4},
		"a row in Big5":           {"name,country\n" + good + encoded(t, "big5", "端川商業銀行,KP\n"), 4},
		"a cut letter":            {"name,country\n" + good + "\xeb\xa6,KP\n", 4},
		"behind the examined":     {"name,country\n" + strings.Repeat(many, 12) + "M\xfcller,DE\n", 5401},
		"JSON":                    {`{"name":"리병철"}` + "\n" + `{"name":"Ким"}` + "\n{\"name\":\"M\xfcller\"}\n", 3},
		"the only letters, twice": {"name,country\nAnna Weber,DE\nJosé,ES\nJosé,ES\nM\xfcller,DE\n", 4},
	} {
		rows, err := Queries(strings.NewReader(c.text), Any, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		n := 0
		for row, err := range rows {
			n++
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			full := ""
			if len(row.Query.Profile.Names) > 0 {
				full = row.Query.Profile.Names[0].Full
			}
			lost := row.Err != nil || strings.ContainsRune(full, '\ufffd') // screening refuses a name of a lost encoding
			if lost != (n == c.bad) || n != c.bad && !strings.Contains(c.text, full) {
				t.Errorf("%s: row %d: %q, %v", name, n, full, row.Err)
			}
		}
		if n < c.bad {
			t.Errorf("%s: %d rows", name, n)
		}
	}
}

// TestGuesses: a file in another encoding is read as it was written, or refused with the
// remedy; never otherwise.
func TestGuesses(t *testing.T) {
	texts := map[string]string{
		"Russian": "name,country\nИванов Пётр,RU\n", "Russian capitals": "name,country\nИВАНОВ ПЁТР,RU\nСИДОРОВ,RU\n",
		"Russian, long": "name,country\n" + strings.Repeat("Иванов Пётр,RU\nСидоренко Анна Викторовна,RU\nШойгу Сергей,RU\n", 50),
		"Ukrainian":     "name,country\nВікторія Ющенко,UA\nЮрій Їжак,UA\n",
		"German":        "name,country\nMüller,DE\n",
		"German, one":   "name,country\n" + strings.Repeat("Anna Weber,DE\n", 450) + "Müller,DE\n",
		"capitals":      "name,country\nMÜLLER,DE\nBÄR,DE\nSÃO JOÃO,BR\nNESTLÉ®,CH\nJOSÉ’S,ES\n",
		"French":        "name,country\nFrançois Lefèvre,FR\nSociété «Élan» N°5,FR\n",
		"Spanish":       "name;country\nJosé Muñoz Peña;España\n",
		"Polish":        "name,country\nŁukasz Święcki,PL\nJózef Żółć,PL\n", "Czech": "name,country\nJiří Dvořák,CZ\nŠárka Čížková,CZ\n",
		"Greek":                "name,country\nΓεώργιος Παπαδόπουλος,GR\n",
		"Arabic":               "name,country\nمحمد علي حسن,SY\nبشار الأسد,SY\n",
		"a Chinese bank":       "name,country\n端川商業銀行,KP\n",
		"Chinese":              "name,country\n端川商業銀行,KP\n蔡英文,TW\n馬英九,TW\n王大明,TW\n",
		"Chinese, two letters": "name\n李明\n", "a Chinese company": "name\n联通\n",
		"Korean": "name,country\n리병철,KP\n김정은,KP\n", "a Korean": "name,country\n김정은,KP\n",
		"Japanese": "name,country\n山田太郎,JP\nタンチョン商業銀行,KP\n", "a Japanese": "name,country\n山田太郎,JP\n",
	}
	taken := map[string]bool{ // must be read
		"Russian windows-1251": true, "Russian koi8-r": true, "Russian, long windows-1251": true, "Russian, long koi8-r": true,
		"German windows-1252": true, "German, one windows-1252": true, "capitals windows-1252": true, "French windows-1252": true,
		"Spanish windows-1252": true, "Greek windows-1253": true, "Chinese big5": true, "Chinese gbk": true, "Ukrainian windows-1251": true,
	}
	found := 0
	for name, text := range texts {
		for _, charset := range []string{
			"windows-1251", "koi8-r", "koi8-u", "iso-8859-5", "windows-1252", "windows-1250", "iso-8859-2", "windows-1253", "windows-1256",
			"big5", "gbk", "gb18030", "euc-kr", "shift_jis", "euc-jp",
		} {
			enc, _ := htmlindex.Get(charset)
			raw, err := enc.NewEncoder().String(text)
			if err != nil || charset == "big5" && strings.HasPrefix(name, "Russian") {
				continue // it has not all of these letters, or has them where hardly anybody writes them
			}
			want := read(t, strings.NewReader(text), CSV, nil)
			_, err = Queries(strings.NewReader(raw), CSV, nil)
			var p cordon.Problem
			if must := taken[name+" "+charset]; err != nil && !must && errors.As(err, &p) && strings.Contains(p.Reason, "as UTF-8") {
				t.Logf("%s in %s: %v", name, charset, err)
				continue
			} else if must {
				found++
			}
			if diff := cmp.Diff(want, read(t, strings.NewReader(raw), CSV, nil)); diff != "" {
				t.Errorf("%s in %s (-want +got):\n%.300s", name, charset, diff)
			}
		}
	}
	if found != len(taken) {
		t.Errorf("%d of the %d that must be read", found, len(taken))
	}
}

// TestMixed: a file of two encodings of which neither is rare is refused.
func TestMixed(t *testing.T) {
	for name, text := range map[string]string{
		"half":            "name\nJosé\nM\xfcller\n",
		"UTF-8 is rare":   "name\n" + strings.Repeat("M\xfcller\n", 60) + "José\n",
		"two columns":     "name,city\nИванов,M\xfcnchen\nПетров,K\xf6ln\nJosé Pe\xf1a,K\xf6ln\n",
		"cp1251 and UTF8": "name\nИванов\n" + strings.Repeat(encoded(t, "windows-1251", "Иванов\n"), 30),
	} {
		rows, err := Queries(strings.NewReader(text), CSV, nil)
		if err == nil && name == "two columns" { // mostly UTF-8: the names are read as they stand
			for row := range rows {
				if n := row.Query.Profile.Names; row.Number < 3 && !strings.Contains(text, n[0].Full) || row.Number == 3 && row.Err == nil {
					t.Errorf("%s: %+v", name, row)
				}
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), "as UTF-8") {
			t.Errorf("%s: %v, %q", name, err, read(t, strings.NewReader(text), CSV, nil))
		}
	}
}

// TestSignsInPlace: signs that Western files have before letters do not make a file one
// of an unknown encoding, and the same bytes in Polish words do.
func TestSignsInPlace(t *testing.T) {
	accents := strings.Repeat("José Müller,DE\n", 21)
	for name, text := range map[string]string{
		"an accent for an apostrophe": "name,country\n" + accents + "Anna D´Angelo,IT\nSean O´Brien,IE\n",
		"capitals":                    "name,country\nJOSÉ D´ANGELO,IT\nD´Évora Peña,PT\n´t Hooft,NL\n",
		"a currency":                  "name,€Betrag\nJosé Müller,1\n",
		"others":                      "name,£Amount,¥Amount,m²Fläche,m³Raum\nJosé Müller,1,2,3,4\n",
		"a fraction":                  "name,country,note\nJosé Müller,DE,½Zoll\nAnna Weber,DE,¼Zoll ¾Zoll\n",
	} {
		got := read(t, strings.NewReader(encoded(t, "windows-1252", text)), CSV, nil)
		if diff := cmp.Diff(read(t, strings.NewReader(text), CSV, nil), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for name, text := range map[string]string{
		"Polish": "name,country\nŁukasz,PL\nMikołaj,PL\n", "Polish capitals": "name,country\nŁUKASZ,PL\nMIKOŁAJ,PL\n",
		"Slovak": "name,country\nĽubomír,SK\nĽudovít,SK\n",
	} {
		for _, charset := range []string{"iso-8859-2", "windows-1250"} {
			got, want := read(t, strings.NewReader(encoded(t, charset, text)), CSV, nil), read(t, strings.NewReader(text), CSV, nil)
			if refused := strings.Contains(got[0], "as UTF-8"); !refused && !cmp.Equal(got, want) {
				t.Errorf("%s in %s: %q", name, charset, got)
			}
		}
	}
}

// TestSmallLetters: Russian without capitals is read in Windows-1251, and capitals in
// KOI8-R, which have the same bytes, never as if they were small letters of it.
func TestSmallLetters(t *testing.T) {
	for name, text := range map[string]string{
		"two":     "name,country\nиванов пётр сергеевич,ru\nсидоренко анна викторовна,ru\n",
		"Koreans": "name,country\nким чен ын,kp\nли пён чхоль,kp\nанна вебер,de\nиванов сергей,ru\n",
		"a word":  "name\nиван\n",
		"many":    "name,country\n" + strings.Repeat("иванов пётр,ru\nшойгу сергей,ru\nанна вебер,de\n", 40),
	} {
		for _, c := range []struct{ charset, text string }{
			{"windows-1251", text}, {"koi8-r", strings.ToUpper(text)}, {"koi8-r", text}, {"windows-1251", strings.ToUpper(text)},
		} {
			got := read(t, strings.NewReader(encoded(t, c.charset, c.text)), CSV, nil)
			want := read(t, strings.NewReader(c.text), CSV, nil)
			refused := strings.Contains(got[0], "as UTF-8")
			if must := c.charset == "windows-1251" && c.text == text && name != "a word"; refused && must || !refused && !cmp.Equal(got, want) {
				t.Errorf("%s in %s: %q, want %q", name, c.charset, got, want)
			}
		}
	}
}
