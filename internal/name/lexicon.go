package name

import (
	"hash/maphash"
	"slices"
	"sync"
)

// A Word holds what does not depend on where a token stands. It is immutable.
type Word struct {
	Text   string   // folded, in its own script
	Script Script   // of most of its letters
	Latin  []string // romanised spellings, the likeliest first; at least one
	skels  []skel   // their skeletons, each once; see skeleton
	korean [][]syllable
	number int    // of a numeral, an ordinal, a number word; 0 for none
	group  string // nickname group: words of one group name the same person
}

// A skel is a skeleton and its consonants.
type skel struct{ Text, Key string }

// A Lexicon keeps words, so that a word that stands in many names is analysed
// and held once. It is safe for concurrent use. A nil Lexicon keeps nothing.
type Lexicon struct {
	readings *Readings
	frozen   bool // looked up only: the words of queries are not kept
	seed     maphash.Seed
	shards   [64]struct {
		sync.RWMutex
		words map[string]*Word
	}
}

// NewLexicon makes an empty lexicon that reads Han with the given readings,
// which may be nil.
func NewLexicon(r *Readings) *Lexicon {
	l := &Lexicon{readings: r, seed: maphash.MakeSeed()}
	for i := range l.shards {
		l.shards[i].words = map[string]*Word{}
	}
	return l
}

// word is the word of a text, kept for the next time.
func (l *Lexicon) word(text string) *Word {
	if l == nil {
		return newWord(text, nil)
	}
	s := &l.shards[maphash.String(l.seed, text)%uint64(len(l.shards))]
	s.RLock()
	w := s.words[text]
	s.RUnlock()
	if w != nil {
		return w
	}
	w = newWord(text, l.readings)
	if l.frozen {
		return w
	}
	s.Lock()
	defer s.Unlock()
	if old := s.words[text]; old != nil {
		return old
	}
	s.words[text] = w
	return w
}

// Freeze ends the keeping of new words. It must not run beside Analyse.
func (l *Lexicon) Freeze() { l.frozen = true }

// Words are all words kept, in no order.
func (l *Lexicon) Words(yield func(*Word) bool) {
	for i := range l.shards {
		for _, w := range l.shards[i].words {
			if !yield(w) {
				return
			}
		}
	}
}

func newWord(text string, r *Readings) *Word {
	w := &Word{Text: text, Script: scriptOf(text), group: nicknames[text]}
	w.Latin = romanise(text, w.Script, r)
	if w.Latin[0] == "" { // a soft sign alone has no Latin spelling
		w.Latin = []string{text}
	}
	for _, lat := range w.Latin {
		s := skeleton(lat)
		if w.Script == otherScript {
			s = oneByte(lat)
		}
		if !slices.ContainsFunc(w.skels, func(old skel) bool { return old.Text == s }) {
			w.skels = append(w.skels, skel{s, consonants(s)})
		}
	}
	w.korean = koreanSyllables(w)
	w.number, _ = numberOf(text)
	return w
}

// oneByte writes each letter of a script without a Latin spelling as one byte,
// its place in its block of 128, so that an edit of a letter is an edit of a byte.
func oneByte(s string) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		if r < 0x80 {
			b = append(b, byte(r))
		} else {
			b = append(b, 0x80|byte(r&0x7f))
		}
	}
	return string(b)
}

func appendNew(list []string, s string) []string {
	for _, old := range list {
		if old == s {
			return list
		}
	}
	return append(list, s)
}
