package eval

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"cordon/internal/watch"
)

// The figures of an annotated text, as the news bench defines them. The Go here
// says the same as the bench's own script, which TestScore compares it with.

// A gold is the annotation of one text.
type gold struct {
	Doc         string          `json:"doc"`
	URL         string          `json:"url"`
	Fetched     string          `json:"fetched"`
	Language    string          `json:"language"`
	Relevant    bool            `json:"relevant"`
	Published   *string         `json:"publication_date"`
	DatesFrom   string          `json:"dates_from"`
	Boilerplate []int           `json:"boilerplate_lines"`
	Captions    []int           `json:"caption_lines"`
	Meta        []int           `json:"meta_lines"`
	Story       string          `json:"story"`
	WireOf      *string         `json:"wire_of"`
	Statements  []goldStatement `json:"statements"`
	Events      []goldEvent     `json:"events"`
	Parties     []string        `json:"parties"`
}

type goldStatement struct {
	Speaker *string `json:"speaker"`
	Role    *string `json:"role"`
	Org     *string `json:"org"`
	Kind    string  `json:"kind"`
	Date    *string `json:"date"`
	Quote   *string `json:"quote"`
}

type goldEvent struct {
	Type   string   `json:"type"`
	Start  *string  `json:"date_start"`
	End    *string  `json:"date_end"`
	Actors []string `json:"actors"`
	Status string   `json:"status"`
}

// spellings of one actor; a body speaks and acts for its state.
var spellings = []string{
	"united states|us|u s|usa|america|washington|ofac|office of foreign assets control|us treasury|us department of the treasury|" +
		"treasury department|department of the treasury|state department|us state department|us department of state|department of state|" +
		"white house|us national security council|national security council|us government",
	"north korea|dprk|n korea|pyongyang|democratic people s republic of korea|the north|government of north korea",
	"russia|moscow|kremlin|the kremlin|russian federation|government of russia",
	"south korea|republic of korea|rok|s korea|seoul|government of south korea|south korean government|south korean defense ministry|" +
		"ministry of national defense",
	"japan|tokyo|government of japan|japanese government",
	"united kingdom|uk|u k|britain|great britain|london|british government",
	"european union|eu|e u|council of the european union",
	"china|beijing|people s republic of china",
	"ukraine|kyiv|kiev",
	"united nations|un|u n|un security council|united nations security council|security council|unsc",
	"panel of experts|un panel of experts|expert panel|un expert panel|un sanctions monitors|1718 committee panel of experts",
}

var canon = func() map[string]int {
	m := map[string]int{}
	for i, s := range spellings {
		for _, v := range strings.Split(s, "|") {
			m[strings.TrimPrefix(v, "the ")] = i + 1
		}
	}
	return m
}()

// folded are the words of a name without case, marks and accents.
func folded(s string) []string {
	var b strings.Builder
	for _, r := range strings.ToLower(norm.NFKD.String(s)) {
		switch {
		case unicode.Is(unicode.M, r):
		case unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_':
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

func sameName(x, y string) bool {
	a, b := folded(x), folded(y)
	ca, cb := canon[strings.TrimPrefix(strings.Join(a, " "), "the ")], canon[strings.TrimPrefix(strings.Join(b, " "), "the ")]
	switch {
	case ca != 0 || cb != 0:
		return ca == cb
	case len(a) == 0 || len(b) == 0:
		return false
	case strings.Join(a, "") == strings.Join(b, ""):
		return true
	}
	within := func(a, b []string) bool {
		return !slices.ContainsFunc(a, func(w string) bool { return !slices.Contains(b, w) })
	}
	if within(a, b) && within(b, a) {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	return len([]rune(a[len(a)-1])) > 2 && within(a, b)
}

// overlap is the share of the shorter text's words that stand in the other.
func overlap(x, y string) (share float64, words int) {
	a, b := folded(x), folded(y)
	have := map[string]int{}
	for _, w := range a {
		have[w]++
	}
	for _, w := range b {
		if have[w] > 0 {
			have[w]--
			words++
		}
	}
	return float64(words) / float64(max(1, min(len(a), len(b)))), words
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// bounds are the first and the last day of an event in ISO form; ok is false
// when it has none.
func bounds(start, end *string) (from, to string, ok bool) {
	if start == nil && end == nil {
		return "", "", false
	}
	from, to = "0000-00-00", "9999-12-31"
	if start != nil {
		from = *start + "-01-01"[min(6, len(*start)-4):]
	}
	if last := cmp.Or(text(end), text(start)); end != nil || start != nil {
		to = last + "-12-31"[min(6, len(last)-4):]
	}
	return from, to, true
}

func overlapping(g goldEvent, p *watch.EventRecord) (both, overlaps bool) {
	a, b, known := bounds(g.Start, g.End)
	c, d, found := bounds(p.DateStart, p.DateEnd)
	return known && found, known && found && a <= d && c <= b
}

func said(g goldStatement, p *watch.StatementRecord) float64 {
	who := 0.0
	switch {
	case g.Speaker != nil && p.Speaker != nil:
		if sameName(*g.Speaker, *p.Speaker) {
			who = 1
		}
	case g.Speaker == nil && p.Speaker == nil:
		share, n := overlap(text(g.Org)+" "+text(g.Role), text(p.Org)+" "+text(p.Role))
		if n > 0 && share >= 0.34 || g.Org != nil && p.Org != nil && sameName(*g.Org, *p.Org) {
			who = 0.6
		}
	}
	if who == 0 {
		return 0
	}
	if g.Quote != nil && p.Quote != nil {
		share, _ := overlap(*g.Quote, *p.Quote)
		who += share
	}
	if g.Kind == p.Kind {
		who += 0.5
	}
	return who
}

func happened(g goldEvent, p *watch.EventRecord) float64 {
	if g.Type != p.Type {
		return 0
	}
	s := 0.3
	if len(g.Actors) > 0 && len(p.Actors) > 0 {
		hit := 0
		for _, a := range g.Actors {
			if slices.ContainsFunc(p.Actors, func(b string) bool { return sameName(a, b) }) {
				hit++
			}
		}
		if hit == 0 {
			return 0
		}
		s = float64(hit) / float64(len(g.Actors))
	}
	if both, overlaps := overlapping(g, p); overlaps {
		s += 0.5
	} else if both {
		s -= 0.2
	}
	return max(s, 0.05)
}

// pairs matches what is wanted with what was found, best first, one to one.
func pairs(n, m int, score func(i, j int) float64) [][2]int {
	type candidate struct {
		s    float64
		i, j int
	}
	var cs []candidate
	for i := range n {
		for j := range m {
			if s := score(i, j); s > 0 {
				cs = append(cs, candidate{s, i, j})
			}
		}
	}
	slices.SortStableFunc(cs, func(a, b candidate) int { return cmp.Compare(b.s, a.s) })
	var out [][2]int
	left, right := map[int]bool{}, map[int]bool{}
	for _, c := range cs {
		if !left[c.i] && !right[c.j] {
			left[c.i], right[c.j] = true, true
			out = append(out, [2]int{c.i, c.j})
		}
	}
	return out
}

// A tally counts the outcomes of one figure.
type tally struct{ tp, fp, fn float64 }

func (c *tally) pairs(matched, want, got int) {
	c.tp += float64(matched)
	c.fn += float64(want - matched)
	c.fp += float64(got - matched)
}

func (c *tally) f1() float64 { return 2 * c.tp / (2*c.tp + c.fp + c.fn) }

// right counts an answer that is right or not.
func (c *tally) right(is bool) {
	if is {
		c.tp++
	} else {
		c.fn++
	}
}

func (c *tally) share() float64 { return c.tp / (c.tp + c.fn) }
