package name

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"cordon"
)

func words(f *Form) string {
	var out []string
	for _, t := range f.Tokens {
		out = append(out, t.Latin[0])
	}
	return strings.Join(out, " ")
}

func TestAnalyse(t *testing.T) {
	for _, c := range []struct {
		kind        cordon.Kind
		full, latin string
		legal       Legal
		titles      string
	}{
		{cordon.Person, "KIM, Jong Un", "jong un kim", "", ""},
		{cordon.Person, "Ри Бён Чхоль", "ri byon chkhol", "", ""},
		{cordon.Person, "리병철", "ri pyong chol", "", ""},
		{cordon.Person, "Pyo’ng-ch’o’l Ri", "pyong chol ri", "", ""},
		{cordon.Person, "Сергей Шойгу", "sergey shoygu", "", ""},
		{cordon.Person, "Сергій", "serhii", "", ""},
		{cordon.Person, "Κυριάκος", "kyriakos", "", ""},
		{cordon.Person, "محمد", "mhmd", "", ""},
		{cordon.Person, "الأسد بشار", "al asd bshar", "", ""},
		{cordon.Person, "きょうこ", "kyouko", "", ""},
		{cordon.Person, "ニッポン", "nippon", "", ""},
		{cordon.Person, "きゃжゃ", "kyaжya", "", ""}, // a small kana replaces a vowel, not the end of any letter
		{cordon.Person, "Dr. Hans Müller", "hans muller", "", "dr"},
		{cordon.Person, "Abdulrahman", "abdul rahman", "", ""},
		{cordon.Person, "Abdullah", "abdullah", "", ""},
		{cordon.Person, "Abduꭓrahman", "abduꭓrahman", "", ""}, // no article
		{cordon.Person, "Ła̧czny Ægir Straße", "laczny aegir strasse", "", ""},
		{cordon.Organization, "Siemens Aktiengesellschaft", "siemens", jointStock, ""},
		{cordon.Organization, "SiemensAG", "siemens", jointStock, ""},
		{cordon.Organization, "Deutsche Bank GmbH", "deutsche bank", limited, ""},
		{cordon.Organization, `ООО "Ромашка"`, "romashka", limited, ""},
		{cordon.Organization, "Limited Company", "limited company", "", ""},
		{cordon.Organization, "Brigade Forty-Four", "brigade 44", "", ""},
		{cordon.Organization, "Fund III", "fund 3", "", ""},
		{cordon.Organization, "J.P. Morgan & Co.", "jp morgan", company, ""},
		{cordon.Organization, "L.X.C Aviation", "lxc aviation", "", ""},
		{cordon.Vessel, "M/V Angara", "angara", "", "mv"},
		{cordon.Person, "Vlаdimir", "vladimir", "", ""}, // a Cyrillic а
		{cordon.Person, "ꭓAb", "ꭓab", "", ""},           // one letter of three bytes: too short for a word of its own
		{cordon.Person, "ﬃAb", "ffi ab", "", ""},        // a ligature is the letters that it joins
		{cordon.Person, "", "", "", ""},
		{cordon.Person, " .,;- ()", "", "", ""},
		{cordon.Person, "\u202eKim\u202c Jong\x00 Un", "kim jong un", "", ""},
		{cordon.Person, "\xff\xfeKim", "kim", "", ""},
	} {
		f := Analyse(c.kind, c.full)
		if diff := cmp.Diff([]string{c.latin, string(c.legal), c.titles},
			[]string{words(f), string(f.Legal), strings.Join(f.Titles, " ")}); diff != "" {
			t.Errorf("%s %q (-want +got):\n%s", c.kind, c.full, diff)
		}
	}
}

func TestLimits(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("Kim ", 1<<18), strings.Repeat("x", 1<<20), strings.Repeat("김", 1<<18), strings.Repeat("\u0301", 1<<19),
		strings.Repeat("a.", 1<<19), strings.Repeat("جكل", 1<<17),
	} {
		f := Analyse(cordon.Person, s)
		if len(f.Tokens) > MaxTokens {
			t.Errorf("%d tokens", len(f.Tokens))
		}
	}
}

func TestSkeleton(t *testing.T) {
	for _, same := range [][]string{
		{"mohammed", "muhamad", "mohamed", "muhammad"},
		{"sergey", "sergei", "sergej"},
		{"popoff", "popov"},
		{"husayn", "hussein"},
		{"schoigu", "shoigu"},
		{"zhukov", "dzhukov"},
		{"khrushchev", "hrushchev"},
		{"yusuf", "yousouf"},
		{"xi", "shi"},
		{"qasim", "kasim"},
	} {
		for _, s := range same[1:] {
			if a, b := skeleton(same[0]), skeleton(s); a != b && newWord(same[0], nil).Similar(newWord(s, nil)) < 0.9 {
				t.Errorf("%s is %s, %s is %s", same[0], a, s, b)
			}
		}
	}
}

func TestKorean(t *testing.T) {
	same := []string{
		"Ri Pyong Chol", "RI Pyong-chol", "Ри Бён Чхоль", "리병철", "이병철", "Lee Byung-chul", "Rhee Byung Chul", "Yi Pyŏng-ch'ŏl",
		"Li Byeongcheol", "Byung-chul Lee",
	}
	for _, a := range same {
		for _, b := range same {
			fa, fb := Analyse(cordon.Person, a), Analyse(cordon.Person, b)
			if !fa.SameKorean(fb) {
				t.Errorf("%q and %q are not one name", a, b)
			}
			if !shareKey(fa, fb) {
				t.Errorf("%q and %q share no key", a, b)
			}
		}
		for _, b := range []string{"Ri Yong Chol", "Pak Pyong Chol", "Ri Pyong Min", "김정은", "Vladimir Putin"} {
			if Analyse(cordon.Person, a).SameKorean(Analyse(cordon.Person, b)) {
				t.Errorf("%q and %q are one name", a, b)
			}
		}
	}
}

func shareKey(a, b *Form) bool {
	for _, x := range a.KoreanKeys() {
		for _, y := range b.KoreanKeys() {
			if x == y {
				return true
			}
		}
	}
	return false
}

func TestReadings(t *testing.T) {
	r := NewReadings()
	r.Learn("金正恩", "Kim Jong Un")
	r.Learn("金正日", "KIM Jong-il")
	r.Learn("习近平", "Xi Jinping")
	r.Learn("北京銀行", "Bank of Beijing") // of unequal length: nothing learnt
	r.Settle()
	f := NewLexicon(r).Analyse(cordon.Person, "金正平")
	if got := words(f); got != "kim jong ping" {
		t.Errorf("read as %q", got)
	}
	if f := Analyse(cordon.Person, "金正平"); words(f) != "金 正 平" {
		t.Errorf("without readings: %q", words(f))
	}
}

// TestSimilarSharesSignature holds Signatures to its promise: words that are
// alike share one.
func TestSimilarSharesSignature(t *testing.T) {
	var ws []*Word
	for _, s := range strings.Fields(`mohammed muhammad mohamad moahmmed hassan hussein khodorkovsky khordorovsky
		khodorkovski jong yong jogn song sog sok un on salik saek salek ali aly alli kim kin gim first 1 1st iv 4 four
		william bill محمد حسن حسین Путин Потанин putin pulin 김 리 이 abdulaziz sheikh sehikh chol chul cheol`) {
		ws = append(ws, newWord(s, nil))
	}
	alike := 0
	for _, a := range ws {
		for _, b := range ws {
			if s := a.Similar(b); s <= 0 || a == b {
				continue
			}
			alike++
			if !sharesSignature(a, b) {
				t.Errorf("%s and %s are alike and share no signature", a.Text, b.Text)
			}
			if x, y := a.Similar(b), b.Similar(a); x != y {
				t.Errorf("%s, %s: %v one way, %v the other", a.Text, b.Text, x, y)
			}
		}
	}
	if alike < 40 {
		t.Errorf("only %d pairs are alike", alike)
	}
}

func sharesSignature(a, b *Word) bool {
	set := map[uint64]bool{}
	a.Signatures(func(h uint64) { set[h] = true })
	shared := false
	b.Signatures(func(h uint64) { shared = shared || set[h] })
	return shared
}

func FuzzAnalyse(f *testing.F) {
	for _, s := range []string{
		"KIM, Jong Un", "Ри Бён Чхоль", "리병철", "ООО \"БАЙ\"", "محمد بن سلمان", "タナカ", "J.P. Morgan & Co.",
		"\u202e\x00\xff", "M/V Snow 1", "ꭓAb", "აBc", "ﬃAb", "きゃжゃ", "Abduꭓrahman",
	} {
		f.Add(s, "person")
		f.Add(s, "organization")
	}
	f.Fuzz(func(t *testing.T, s, kind string) {
		a := Analyse(cordon.Kind(kind), s)
		if len(a.Tokens) > MaxTokens {
			t.Fatalf("%d tokens", len(a.Tokens))
		}
		for _, w := range a.Tokens {
			if !utf8.ValidString(w.Text) || len(w.Latin) == 0 || len(w.Latin[0]) == 0 || len(w.skels) == 0 {
				t.Fatalf("word %q of %q: Latin %q, skeletons %q", w.Text, s, w.Latin, w.skels)
			}
			for _, l := range w.Latin {
				if !utf8.ValidString(l) {
					t.Fatalf("%q of %q is read as %q", w.Text, s, l)
				}
			}
			if w.Similar(w.Word) != 1 {
				t.Fatalf("%q is not like itself", w.Text)
			}
			for _, v := range a.Tokens {
				if s := w.Similar(v.Word); s < 0 || s > 1 || s > 0 && !sharesSignature(w.Word, v.Word) {
					t.Fatalf("%q, %q: %v", w.Text, v.Text, s)
				}
			}
		}
		if diff := cmp.Diff(words(a), words(Analyse(cordon.Kind(kind), s))); diff != "" {
			t.Fatal(diff)
		}
	})
}

func BenchmarkAnalyse(b *testing.B) {
	for _, s := range []string{
		"Kim Jong Un", "Ри Бён Чхоль", "리병철", "Korea Mining Development Trading Corporation",
		"Abdul Rahman Mohammed Hussein",
	} {
		b.Run(s, func(b *testing.B) {
			l := NewLexicon(nil)
			for b.Loop() {
				l.Analyse(cordon.UnknownKind, s)
			}
		})
	}
}

// TestInitials: a person's initials need no blank between them, in any script; the letters
// of other names with dots are one word.
func TestInitials(t *testing.T) {
	for _, c := range []struct {
		kind cordon.Kind
		full string
		want string
	}{
		{cordon.Person, "Путин В.В.", "putin v v"},
		{cordon.Person, "V.V. Putin", "v v putin"},
		{cordon.Person, "S.K.Shoigu", "s k shoigu"},
		{cordon.Person, "J. P. Smith", "j p smith"},
		{cordon.Organization, "U.S.A. Trading", "usa trading"},
		{cordon.UnknownKind, "U.S.A. Trading", "usa trading"},
	} {
		if s := words(Analyse(c.kind, c.full)); s != c.want {
			t.Errorf("%s %q: %q, want %q", c.kind, c.full, s, c.want)
		}
	}
}
