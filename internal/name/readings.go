package name

import "sort"

// Readings are the ways in which single Han characters are read, as the lists
// themselves pair them: a party that carries "金正恩" and "Kim Jong Un" teaches
// that 金 may be read "kim". There is no other source for Han. A nil Readings is
// empty.
type Readings struct {
	count map[rune]map[string]int
	best  map[rune][]string
}

// NewReadings is an empty set of readings.
func NewReadings() *Readings {
	return &Readings{count: map[rune]map[string]int{}, best: map[rune][]string{}}
}

// Learn pairs the characters of a Han name with the syllables of a Latin name
// of the same party, one to one and in order. A pair of unequal length is
// ignored.
func (r *Readings) Learn(han, latin string) {
	hs, ok := hanOnly(han)
	if !ok || len(hs) < 2 || len(hs) > 4 {
		return
	}
	sy := latinSyllables(latin)
	if len(sy) != len(hs) {
		return
	}
	for i, h := range hs {
		if r.count[h] == nil {
			r.count[h] = map[string]int{}
		}
		r.count[h][sy[i]]++
	}
}

// Settle fixes the readings of each character: the most frequent first, at most
// four. A reading seen once beside one seen five times is noise of a bad pair.
func (r *Readings) Settle() {
	for h, m := range r.count {
		var all []string
		top := 0
		for s, n := range m {
			all = append(all, s)
			top = max(top, n)
		}
		sort.Slice(all, func(i, j int) bool {
			return m[all[i]] > m[all[j]] || m[all[i]] == m[all[j]] && all[i] < all[j]
		})
		n := 0
		for n < len(all) && n < 4 && m[all[n]]*5 > top {
			n++
		}
		r.best[h] = all[:n]
	}
}

// of are the readings of one character; longer words have none.
func (r *Readings) of(w string) []string {
	if r == nil {
		return nil
	}
	rs := []rune(w)
	if len(rs) != 1 {
		return nil
	}
	return r.best[rs[0]]
}

func hanOnly(s string) ([]rune, bool) {
	var out []rune
	for _, r := range s {
		switch {
		case r == ' ' || r == '　' || r == '·':
		case scriptOfRune(r) == hanScript:
			out = append(out, r)
		default:
			return nil, false
		}
	}
	return out, true
}

// latinSyllables cuts a Latin name of short words into syllables of East Asian
// shape: consonants, vowels, then n, ng or another final that stands before a
// consonant. It gives nil for names of other shapes.
func latinSyllables(s string) []string {
	var out []string
	for _, w := range split(s) {
		if w == comma {
			continue
		}
		if scriptOf(w) != latinScript || len(w) > 12 {
			return nil
		}
		sy := cutSyllables(w)
		if sy == nil {
			return nil
		}
		out = append(out, sy...)
	}
	return out
}

func cutSyllables(w string) []string {
	var out []string
	i := 0
	for i < len(w) {
		j := i
		for j < len(w) && !isVowel(w[j]) {
			j++
		}
		if j == len(w) || j-i > 3 {
			return nil
		}
		for j < len(w) && isVowel(w[j]) {
			j++
		}
		j = finalEnd(w, j)
		out = append(out, w[i:j])
		i = j
	}
	return out
}

// finalEnd is the end of the syllable whose vowel ends at j: consonants that
// begin no further syllable belong to it.
func finalEnd(w string, j int) int {
	k := j
	for k < len(w) && !isVowel(w[k]) {
		k++
	}
	cons := w[j:k]
	switch {
	case k == len(w): // the last syllable has them all
		return k
	case len(cons) >= 2 && cons[:2] == "ng" && len(cons) > 2:
		return j + 2
	case len(cons) >= 2 && (cons[0] == 'n' || cons[0] == 'm' || cons[0] == 'l' || cons[0] == 'k' || cons[0] == 'p') && cons[1] != 'h':
		return j + 1
	}
	return j
}

// IsHan reports whether a name is written in Han characters alone.
func IsHan(s string) bool {
	for _, r := range s {
		if r >= 0x2E80 { // the first block that holds Han
			_, ok := hanOnly(s)
			return ok
		}
	}
	return false
}
