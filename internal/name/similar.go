package name

// How alike two words are. Every number here is a judgement of what a person
// would still take for one spelling of a word; eval/ holds them to account.
const (
	sameSkeleton = 0.97 // one spelling in two romanisations
	sameNickname = 0.75 // William and Bill: the same name as often as not
	leastAlike   = 0.6  // less is another word
)

// Similar is how alike two words are, from 0 (other words) to 1 (one spelling).
// It is above 0 only when the words share a signature (see Signatures), so that
// an index over signatures loses nothing.
func (w *Word) Similar(v *Word) float64 {
	if w == v || w.Text == v.Text {
		return 1
	}
	if w.syllable() && v.syllable() {
		return hangulAlike(w, v)
	}
	best := 0.0
	if w.group != "" && v.group != "" {
		if w.group != v.group {
			return 0 // Hassan and Hussein: known to be two names
		}
		best = sameNickname
	}
	if at := commonSpelling(w.Latin, v.Latin); at >= 0 {
		return max(best, 0.99-0.01*float64(min(at, 5)))
	}
	switch {
	case w.number > 0 && w.number == v.number:
		return sameSkeleton // IV, 4, four
	case w.Script == digitScript || v.Script == digitScript:
		return best // one digit makes another number
	case (w.Script == otherScript) != (v.Script == otherScript):
		return best // no bridge from that script
	}
	if best = max(best, spellingsAlike(w, v)); best < leastAlike {
		return 0
	}
	return best
}

// syllable reports whether the word is one Hangul syllable.
func (w *Word) syllable() bool {
	return w.Script == hangulScript && len(w.korean) == 1 && len(w.Text) == 3
}

// commonSpelling is the sum of the places of the first spelling that two words
// share, or -1: the later it stands, the less likely it is.
func commonSpelling(a, b []string) int {
	for i, x := range a {
		for j, y := range b {
			if x == y {
				return i + j
			}
		}
	}
	return -1
}

// spellingsAlike compares letters and skeletons; the most alike count.
func spellingsAlike(a, b *Word) (best float64) {
	if ascii(a.Latin[0]) && ascii(b.Latin[0]) {
		best = lettersAlike(a.Latin[0], b.Latin[0])
	}
	for _, x := range a.skels {
		for _, y := range b.skels {
			best = max(best, skeletonsAlike(x, y, a, b))
		}
	}
	return best
}

// hangulAlike compares two Hangul syllables: they are one when only the North's
// and the South's spelling of the first letter differs (리, 이), else two.
func hangulAlike(a, b *Word) float64 {
	if initialLaw(a.korean[0][0]).meets(initialLaw(b.korean[0][0])) {
		return sameSkeleton
	}
	return 0
}

// consonantal reports whether one word, and not the other, is of a script that
// does not write short vowels.
func consonantal(a, b *Word) bool { return (a.Script == arabicScript) != (b.Script == arabicScript) }

func skeletonsAlike(p, q skel, a, b *Word) float64 {
	x, y, kx, ky := p.Text, q.Text, p.Key, q.Key
	if x == y {
		return sameSkeleton
	}
	if consonantal(a, b) && kx == ky && len(kx) > 1 {
		return 0.92 // the vowels that an Arabic spelling leaves out
	}
	if !related(x, y, kx, ky) {
		return 0
	}
	cost := editCost(x, y, consonantal(a, b))
	cost += max(0, cost-1) // a second slip in one word is less likely than the first
	return 1 - steep(min(len(x), len(y)))*cost/float64(max(len(x), len(y)))
}

// lettersAlike compares spellings as they are typed: a lost letter can bring two
// vowels together, which changes the skeleton by more than the letter.
func lettersAlike(x, y string) float64 {
	if len(x) < 3 || len(y) < 3 || len(x) > maxWord || len(y) > maxWord || !near(x, y, 1) {
		return 0
	}
	cost := 1.0
	if len(x) == len(y) {
		cost = typed(x, y)
	}
	return 1 - steep(min(len(x), len(y)))*cost/float64(max(len(x), len(y)))
}

// typed is the cost of one slip between two spellings of one length.
func typed(x, y string) float64 {
	for i := range len(x) {
		if x[i] == y[i] {
			continue
		}
		if i+1 < len(x) && x[i+1] != y[i+1] {
			return 0.8 // letters swapped
		}
		if isVowel(x[i]) && isVowel(y[i]) {
			return 0.5
		}
		return swapCost(x[i], y[i])
	}
	return 0
}

// steep is how much one edit counts in a word of n letters of skeleton: a
// letter of a short word has more weight than one of a long word.
func steep(n int) float64 {
	switch {
	case n <= 3:
		return 1.5
	case n <= 5:
		return 1.35
	}
	return 1.25
}

// related reports whether two skeletons share a signature.
func related(x, y, kx, ky string) bool {
	if len(x) > maxWord || len(y) > maxWord {
		return false
	}
	return kx == ky && len(kx) > 0 || len(x) >= 3 && len(y) >= 3 && near(x, y, 1) ||
		len(kx) >= 4 && len(ky) >= 4 && near(kx, ky, 1) || twice(kx) && twice(ky) && near(kx, ky, 2)
}

// twice reports whether two letters of a key may differ: of a short one that is
// another word, and of a very long one there are too many ways.
func twice(key string) bool { return len(key) >= 6 && len(key) <= 16 }

// near reports whether x and y become one by dropping at most k letters of each.
func near(x, y string, k int) bool {
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	if len(x) <= k && len(y) <= k {
		return true
	}
	if d := len(x) - len(y); d > k || -d > k || max(len(x), len(y)) > maxWord {
		return false
	}
	l := commonLetters(x, y)
	return len(x)-l <= k && len(y)-l <= k
}

// commonLetters is the length of the longest common subsequence of two words of
// at most maxWord bytes.
func commonLetters(x, y string) int {
	var row [maxWord + 1]uint8
	for i := range len(x) {
		diag := uint8(0)
		for j := range len(y) {
			up := row[j+1]
			if x[i] == y[j] {
				row[j+1] = diag + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diag = up
		}
	}
	return int(row[len(y)])
}

// maxWord is the most bytes of a word that is compared letter by letter; a
// longer one is alike only when its skeleton or its consonants are the same.
const maxWord = 40

// editCost is the least cost of edits that make y of x: an edit of a vowel is
// cheaper than one of a consonant, and a consonant is cheaply taken for one that
// sounds or looks like it.
func editCost(x, y string, noVowels bool) float64 {
	var rows [3][maxWord + 1]float64
	for j := range len(y) {
		rows[0][j+1] = rows[0][j] + dropCost(y, j, noVowels)
	}
	for i := range len(x) {
		cur, prev, before := &rows[(i+1)%3], &rows[i%3], &rows[(i+2)%3]
		dx := dropCost(x, i, noVowels)
		cur[0] = prev[0] + dx
		for j := range len(y) {
			c := prev[j]
			if x[i] != y[j] {
				c += swapCost(x[i], y[j])
			}
			c = min(c, prev[j+1]+dx, cur[j]+dropCost(y, j, noVowels))
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				c = min(c, before[j-1]+0.8)
			}
			cur[j+1] = c
		}
	}
	return rows[len(x)%3][len(y)]
}

// dropCost is the cost of a letter that the other spelling lacks; the first
// letter of a word is seldom lost.
func dropCost(s string, i int, noVowels bool) float64 {
	switch c := s[i]; {
	case c == 'a' || c == 'i' || c == 'u':
		if noVowels {
			return 0.1
		}
		return 0.6
	case c == 'h' || c == 'y':
		return 0.6
	}
	return 1
}

// soundPairs are consonants that are taken for each other.
var soundPairs = map[[2]byte]float64{
	{'b', 'p'}: 0.7, {'d', 't'}: 0.7, {'g', 'k'}: 0.7, {'s', 'z'}: 0.6, {'S', 's'}: 0.6, {'C', 'S'}: 0.7,
	{'C', 'j'}: 0.6, {'C', 'k'}: 0.7, {'j', 'y'}: 0.5, {'g', 'j'}: 0.7, {'j', 'z'}: 0.7,
	{'b', 'v'}: 0.7, {'f', 'v'}: 0.6, {'f', 'p'}: 0.8, {'m', 'n'}: 0.8,
	{'l', 'r'}: 0.8, {'h', 'k'}: 0.7, {'g', 'h'}: 0.6, {'C', 'z'}: 0.7, {'C', 't'}: 0.8, {'C', 's'}: 0.8,
	{'C', 'h'}: 0.6, {'i', 'y'}: 0.3, {'i', 'j'}: 0.4, {'u', 'v'}: 0.5,
	{'0', 'u'}: 0.4, {'1', 'i'}: 0.4, {'1', 'l'}: 0.4, {'5', 's'}: 0.4, {'9', 'g'}: 0.4, {'3', 'i'}: 0.4, {'4', 'a'}: 0.4, {'8', 'b'}: 0.4,
}

func swapCost(a, b byte) float64 {
	va, vb := a == 'a' || a == 'i' || a == 'u', b == 'a' || b == 'i' || b == 'u'
	if va && vb {
		return 0.5
	}
	if c, ok := soundPairs[[2]byte{min(a, b), max(a, b)}]; ok {
		return c
	}
	return 1
}

// Signatures calls add with the hashes under which a word is found by every word
// that is Similar to it: its spellings, its skeletons and their keys, whole and
// with letters left out, and its nickname group. A hash that two words share
// by chance costs a comparison, no more.
func (w *Word) Signatures(add func(uint64)) {
	add(Hash('t', w.Text))
	if w.group != "" {
		add(Hash('n', w.group))
	}
	for _, l := range w.Latin {
		add(Hash('t', l))
	}
	if w.number > 0 {
		add(Hash('d', digits(w.number)))
	}
	if w.Script == digitScript {
		return
	}
	if w.syllable() { // all but the first letter: see hangulAlike
		add(Hash('h', string('가'+([]rune(w.Text)[0]-'가')%588)))
	}
	if l := w.Latin[0]; len(l) >= 3 && ascii(l) {
		add(Hash('l', l))
		leaveOut(l, 'l', 0, 1, add)
	}
	for _, s := range w.skels {
		add(Hash('s', s.Text))
		if len(s.Text) >= 3 {
			leaveOut(s.Text, 's', 0, 1, add)
		}
		k := s.Key
		add(Hash('k', k))
		if twice(k) {
			leaveOut(k, 'k', 0, 2, add)
		} else if len(k) >= 4 {
			leaveOut(k, 'k', 0, 1, add)
		}
	}
}

// leaveOut adds the hashes of s with up to k of its letters left out.
func leaveOut(s string, mark byte, from, k int, add func(uint64)) {
	if len(s) > maxWord {
		return
	}
	for i := from; i < len(s); i++ {
		t := s[:i] + s[i+1:]
		add(Hash(mark, t))
		if k > 1 {
			leaveOut(t, mark, i, k-1, add)
		}
	}
}

// Hash is the signature of a spelling, of a key of KoreanKeys or of an
// identifier; mark keeps the kinds apart. It is FNV-1a.
func Hash(mark byte, s string) uint64 {
	const prime = 1099511628211
	h := (uint64(14695981039346656037) ^ uint64(mark)) * prime
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * prime
	}
	return h
}
