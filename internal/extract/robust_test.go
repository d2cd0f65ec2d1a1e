package extract_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"cordon"
	"cordon/internal/extract"
)

// TestBadInput: what holds no text is refused with the reason; what is broken
// but holds text is read.
func TestBadInput(t *testing.T) {
	for name, raw := range map[string]string{
		"empty": "", "blank": " \n\t\r\n", "only NUL": "\x00\x00\x00", "binary": strings.Repeat("\x00\x01\x02abc", 50),
		"pdf": "%PDF-1.7\n%âãÏÓ", "zip": "PK\x03\x04....", "gzip": "\x1f\x8b\x08\x00", "png": "\x89PNG\r\n\x1a\n",
		"empty page": "<html><head><title>x</title><script>var a = 1</script></head><body></body></html>",
	} {
		if d, err := extract.Document(extract.Input{Ref: name, Raw: []byte(raw)}); !errors.Is(err, cordon.ErrInvalid) {
			t.Errorf("%s: got %+v, %v; want an error of the kind invalid", name, d, err)
		} else if !strings.HasPrefix(err.Error(), name+": ") {
			t.Errorf("%s: %v does not begin with the place", name, err)
		}
	}
}

// TestRandomBytes: bytes without any order are no document, whatever is said of
// them and whatever they begin with.
func TestRandomBytes(t *testing.T) {
	for seed := range 20 {
		var raw []byte
		sum := sha256.Sum256([]byte{byte(seed)})
		for len(raw) < 10_000<<(seed%5) {
			raw = append(raw, sum[:]...)
			sum = sha256.Sum256(sum[:])
		}
		for _, begin := range []string{"", "\xff\xfe", "\xfe\xff", "\xef\xbb\xbf", "<html><body><p>"} {
			for _, media := range []string{"", "text/html", "text/plain; charset=iso-8859-1"} {
				in := extract.Input{Ref: "random", Raw: append([]byte(begin), raw...), MediaType: media}
				if _, err := extract.Document(in); !errors.Is(err, cordon.ErrInvalid) {
					t.Errorf("seed %d after %q as %q: got %v, want an error of the kind invalid", seed, begin, media, err)
				}
			}
		}
	}
}

func TestBrokenInput(t *testing.T) {
	const prose = "The council added four shipping firms to its list on Friday, diplomats said."
	deep := strings.Repeat("<div>", 3000) + prose + strings.Repeat("</div>", 3000)
	for name, raw := range map[string]string{
		"a NUL":          "He\x00llo there.\n" + prose,
		"broken UTF-8":   "Caf\xc3\xa9 \xff " + prose,
		"carriage":       prose + "\r\n\r\n" + prose + "\r\n",
		"old carriage":   prose + "\r" + prose,
		"byte order":     "\xef\xbb\xbf" + prose,
		"utf-16":         "\xff\xfe" + utf16le(prose),
		"deep markup":    "<html><body>" + deep,
		"open tags":      "<html><body><p>" + prose + "<nav><p><b>" + prose,
		"lone bracket":   "<!doctype html><p>" + prose + "<",
		"unclosed title": "<!doctype html><body><p>" + prose + "</p><script>",
	} {
		d, err := extract.Document(extract.Input{Ref: name, Raw: []byte(raw)})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.Contains(d.Text, prose) || !utf8.ValidString(d.Text) {
			t.Errorf("%s: text is %q", name, d.Text[:min(len(d.Text), 200)])
		}
		sound(t, d)
	}
}

// TestCharsets: a page's own charset, a declared one, and a guessed one.
func TestCharsets(t *testing.T) {
	const want = "Компании внесены в санкционный список из-за поставок боеприпасов, сообщило министерство финансов."
	raw := cp1251(want)
	for name, in := range map[string]extract.Input{
		"declared": {MediaType: "text/plain; charset=windows-1251", Raw: raw},
		"meta":     {Raw: append([]byte(`<html><head><meta charset="windows-1251"></head><body><p>`), raw...)},
		"guessed":  {MediaType: "text/plain", Raw: raw},
	} {
		d, err := extract.Document(in)
		if err != nil || !strings.Contains(d.Text, want) || d.Lang != "ru" {
			t.Errorf("%s: %v, %+v", name, err, d)
		}
	}
}

// TestLongLine: one line of 50 MB is read in linear time; the test would run
// into its limit otherwise.
func TestLongLine(t *testing.T) {
	for unit, size := range map[string]int{"The ship left port on Monday, he said. ": 50 << 20, "A.": 8 << 20, "(": 8 << 20} {
		raw := []byte(strings.Repeat(unit, size/len(unit)))
		d, err := extract.Document(extract.Input{Ref: "long", MediaType: "text/plain", Raw: raw})
		if err != nil {
			t.Fatalf("%q: %v", unit, err)
		}
		extract.Sentences(d)
		if len(d.Blocks) != 1 {
			t.Errorf("%q: %d blocks", unit, len(d.Blocks))
		}
	}
}

// TestLongSentence holds that a line without full stops is cut into sentences of
// bounded length at blanks, and that nothing of it is lost.
func TestLongSentence(t *testing.T) {
	for name, unit := range map[string]string{"words": "the ship left and ", "no blanks": "abcdef", "han": "北朝鮮"} {
		text := strings.Repeat(unit, 100_000/len(unit))
		text = strings.TrimSpace(text)
		var back strings.Builder
		for _, s := range extract.SentencesIn(text, cordon.Span{To: len(text)}) {
			if n := s.To - s.From; n > 8<<10+utf8.UTFMax {
				t.Errorf("%s: a sentence of %d bytes", name, n)
			}
			back.WriteString(text[s.From:s.To])
		}
		if got, want := back.String(), text; strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
			t.Errorf("%s: %d bytes in sentences of a text of %d", name, len(got), len(want))
		}
	}
}

// TestManyLines: two hundred thousand short lines.
func TestManyLines(t *testing.T) {
	raw := bytes.Repeat([]byte("Home page\nA headline without an end\n"), 100_000)
	if _, err := extract.Document(extract.Input{Ref: "many", MediaType: "text/plain", Raw: raw}); err != nil {
		t.Fatal(err)
	}
}

func utf16le(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func cp1251(s string) []byte {
	var out []byte
	for _, r := range s {
		switch {
		case r >= 'А' && r <= 'я':
			out = append(out, byte(r-'А'+0xC0))
		default:
			out = append(out, byte(r))
		}
	}
	return out
}

// sound holds the promises on spans: blocks are the non-empty lines, in order;
// sentences lie within blocks and begin and end at runes.
func sound(t *testing.T, d *cordon.Document) {
	t.Helper()
	n := 0
	for i, l := range strings.Split(d.Text, "\n") {
		if strings.TrimFunc(l, func(r rune) bool {
			return r == '\ufeff' || r == '\u200b' || r == '\u200e' || r == '\u200f' || strings.TrimSpace(string(r)) == ""
		}) == "" {
			continue
		}
		if n >= len(d.Blocks) {
			t.Fatalf("line %d has no block", i+1)
		}
		b := d.Blocks[n]
		n++
		if b.Line != i+1 || d.Line(b.Span.From) != i+1 && len(d.Text) < 1<<16 || b.Kind == "" || b.Why == "" {
			t.Fatalf("block %+v, want line %d", b, i+1)
		}
		if !strings.Contains(l, d.Text[b.Span.From:b.Span.To]) {
			t.Fatalf("block %+v is not of its line %q", b, l)
		}
	}
	if n != len(d.Blocks) {
		t.Fatalf("%d blocks for %d lines", len(d.Blocks), n)
	}
	at := 0
	for _, s := range extract.Sentences(d) {
		if s.From < at || s.To <= s.From || s.To > len(d.Text) || !utf8.ValidString(d.Text[s.From:s.To]) {
			t.Fatalf("sentence %+v behind %d", s, at)
		}
		at = s.To
	}
}

func FuzzDocument(f *testing.F) {
	f.Add([]byte("Title here\n\nBy A. B.\n\nPublished : Aug. 8, 2023 - 09:05\nHe said so on Monday, and left. \"Why?\" he asked.\n"))
	f.Add([]byte("<!doctype html><title>x</title><nav>a</nav><p>Some words are here, he said.<p>More.<script>"))
	f.Add([]byte("\xff\xfea\x00b\x00"))
	f.Add([]byte("00:00 one\n00:05 two\n00:10 three\n 지난 8일 월요일。「何」"))
	f.Add([]byte("SEOUL, Oct. 11 (Yonhap) -- x\n(서울=연합뉴스) = 2024년 5월 17일\nТАСС/."))
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := extract.Document(extract.Input{Ref: "f", URL: "https://x.example/2023/08/01/", Raw: raw})
		if err != nil {
			if !errors.Is(err, cordon.ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		sound(t, d)
		for _, e := range d.PublishedBy {
			if !e.Date.Valid() || e.Date.IsZero() {
				t.Fatalf("evidence %+v", e)
			}
		}
	})
}

func FuzzLanguage(f *testing.F) {
	for _, s := range []string{
		"the ship and the crew", "судно вышло в море", "судно вийшло в море", "船は出た", "船离开了", "배가 떠났다",
		"غادرت السفينة", "",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if l := extract.Language(s); l != "" && len(l) != 2 {
			t.Fatal(l)
		}
	})
}

func BenchmarkDocument(b *testing.B) {
	raw := []byte(strings.Repeat("The council added four shipping firms to its list on Friday, diplomats said. They spoke of 1,000 "+
		"containers.\n\n", 30))
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, err := extract.Document(extract.Input{Ref: "b", MediaType: "text/plain", Raw: raw}); err != nil {
			b.Fatal(err)
		}
	}
}
