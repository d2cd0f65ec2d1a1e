package fold

import (
	"slices"
	"strings"
	"unicode"

	"cordon"
	"cordon/internal/extract"
	"cordon/internal/when"

	"golang.org/x/text/unicode/norm"
)

// wordsOf cuts a text into folded words: lower case, no accents, no marks.
// Scripts without blanks give pairs of neighbouring characters.
func wordsOf(s string) []string {
	var out []string
	var cur strings.Builder
	var prev rune
	flush := func() {
		if cur.Len() > 0 {
			out = append(out, cur.String())
			cur.Reset()
		}
	}
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’':
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			flush()
			if prev != 0 {
				out = append(out, string(prev)+string(r))
			}
			prev = r
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			cur.WriteRune(r)
		default:
			flush()
		}
		prev = 0
	}
	flush()
	return out
}

// termsOf are the hashes of the terms, each once, in rising order.
func termsOf(d *cordon.Document) []uint64 {
	var t collector
	t.seen = map[uint64]bool{}
	for _, span := range lead(d) {
		for _, w := range wordsOf(d.Text[span.From:span.To]) {
			if stem := stemOf(w); stem != "" {
				t.add(word, stem)
			}
		}
	}
	ref := extract.Reference(d)
	if ref.IsZero() {
		// Any year will do: only month and day are kept, and what needs more than a
		// year stays unresolved.
		ref = cordon.Date{Year: 2000}
	}
	for _, b := range d.Blocks {
		if b.Kind != cordon.Title && b.Kind != cordon.Body {
			continue
		}
		text := d.Text[b.Span.From:b.Span.To]
		for _, f := range when.Find(text[:min(len(text), maxTermBytes)], ref, d.Lang) {
			if f.When.From.Day != 0 && f.When.From == f.When.To {
				t.add(day, f.When.From.String()[5:])
			}
		}
		t.names(text[:min(len(text), maxTermBytes)])
		if t.full() {
			break
		}
	}
	slices.Sort(t.out)
	return t.out
}

// maxTermBytes of one line are searched for terms; no paragraph is longer.
const maxTermBytes = 1 << 15

type collector struct {
	out  []uint64
	seen map[uint64]bool
	n    [kinds]int
}

func (t *collector) add(k kind, s string) {
	h := hash(s)&^0xff | uint64(k)
	if t.n[k] >= most[k] || t.seen[h] {
		return
	}
	t.seen[h] = true
	t.n[k]++
	t.out = append(t.out, h)
}

func (t *collector) full() bool {
	return t.n[name] >= most[name] && t.n[figure] >= most[figure] && t.n[day] >= most[day]
}

// names adds the capitalised words and the numbers of a text.
func (t *collector) names(text string) {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '’' && r != '\'' && r != ',' && r != '.'
	}) {
		w = strings.Trim(w, ".,'’")
		r := []rune(w)
		switch {
		case len(r) == 0:
		case unicode.IsDigit(r[0]):
			if n := digitsOf(w); len(n) >= 2 && !yearLike(n) {
				t.add(figure, n)
			}
		case unicode.IsUpper(r[0]):
			if s := skeleton(w); len(s) >= 3 && !common[s] && !stopNames[strings.ToLower(w)] {
				t.add(name, s)
			}
		}
	}
}

func digitsOf(w string) string {
	var b strings.Builder
	for _, r := range w {
		switch {
		case unicode.IsDigit(r):
			b.WriteRune(r)
		case r != ',' && r != '.':
			return b.String()
		}
	}
	return b.String()
}

func yearLike(n string) bool {
	return len(n) == 4 && (strings.HasPrefix(n, "19") || strings.HasPrefix(n, "20"))
}

// latinOf writes Cyrillic letters in Latin ones, for comparison only: coarse,
// with the letters that two languages write differently made the same.
var latinOf = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'ґ': "g", 'д': "d", 'е': "e", 'ё': "e", 'є': "e", 'ж': "z", 'з': "z", 'и': "i", 'і': "i", 'ї': "i",
	'й': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ў': "u", 'ф': "f", 'х': "h",
	'ц': "s", 'ч': "s", 'ш': "s", 'щ': "s", 'ъ': "", 'ы': "i", 'ь': "", 'э': "e", 'ю': "u", 'я': "a",
}

// digraphs of Latin spellings that are one sound elsewhere.
var digraphs = strings.NewReplacer("tch", "s", "sch", "s", "sh", "s", "ch", "s", "kh", "h", "zh", "z", "ph", "f", "ts", "s", "ck",
	"k", "dzh", "z", "c", "k", "q", "k", "w", "v", "x", "ks")

// endings that Slavic languages add to names; vowels fall away anyway.
var endings = []string{"ом", "ем", "ым", "им", "ой", "ою", "ею"}

// skeleton is what is left of a name in any alphabet: its first letter and its
// consonants. An English possessive is not part of it.
func skeleton(w string) string {
	w = strings.ToLower(w)
	w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
	cyrillic := strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
	if cyrillic {
		return consonants(inLatin(withoutEnding(w)))
	}
	return consonants(digraphs.Replace(inLatin(w)))
}

// withoutEnding cuts a case ending off a Cyrillic name of six or more letters.
func withoutEnding(w string) string {
	if len([]rune(w)) < 6 {
		return w
	}
	for _, e := range endings {
		if s, ok := strings.CutSuffix(w, e); ok {
			return s
		}
	}
	return w
}

// inLatin transliterates Cyrillic letters and drops marks; letters of other
// scripts stay.
func inLatin(w string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(w) {
		switch {
		case latinOf[r] != "":
			b.WriteString(latinOf[r])
		case unicode.IsLetter(r) && !unicode.Is(unicode.Cyrillic, r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// consonants leaves out vowels behind the first letter, and doubled letters.
func consonants(s string) string {
	var b strings.Builder
	var prev rune
	for i, r := range s {
		if !(i > 0 && strings.ContainsRune("aeiouyj", r)) && r != prev {
			b.WriteRune(r)
		}
		prev = r
	}
	return b.String()
}

// stemOf is the word cut to six letters, or "" for a word that says nothing.
// Six letters join the forms of most words of English and of the Slavic
// languages without joining many different ones.
func stemOf(w string) string {
	r := []rune(w)
	if stopWords[w] || len(r) < 3 && !(len(r) == 2 && r[0] > 0x2E80) || unicode.IsDigit(r[0]) {
		return ""
	}
	return string(r[:min(len(r), 6)])
}
