// Package index finds, for a profile, the few parties worth comparing.
//
// Every name of every party is taken apart into words (package name). Words
// stand in a vocabulary; each is found by its signatures: its spelling, its
// skeleton and its consonants, whole and with letters left out. A query looks
// up the signatures of its words, compares it with the words that share one,
// and adds up, for each name that holds such a word, how much of the query
// and of the name is accounted for. Names of which enough is accounted for are
// candidates; the caller says what is enough. Identifiers and readings as
// Korean names find parties directly.
//
// All goes through all parties: tests compare Candidates with it.
package index

import (
	"maps"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"cordon"
	"cordon/internal/name"
)

// An Index holds parties in memory, ready to be matched. It is never changed.
type Index struct {
	source   Source
	parties  []*cordon.Party
	subjects []*Subject // of the parties, in their order
	number   map[cordon.PartyID]int32
	lex      *name.Lexicon
	words    []*name.Word         // sorted by text
	wordAt   map[*name.Word]int32 // place in words
	rarity   []float32            // of each word, 0 (in every party) to 1
	bits     []float32            // log2 of parties per party that carries the word
	names    []nameRef            // all names
	holders  postings             // word to names
	sigs     table                // signature to words
	direct   table                // identifier to parties
	refs     table                // reference of an entry to parties
	korean   table                // key of a Korean name to names
	whole    table                // letters of a name of several words to names
	lists    []cordon.ListID      // of which a party has an entry, sorted
	pool     sync.Pool            // *tally
	base     *Index               // by whose parties words are rare or common; nil: by its own
	former   *Index               // nil: of no party that has left a list
}

// A nameRef is one name of one party.
type nameRef struct {
	party  int32
	at     int32   // in its subject's Names
	total  float32 // copies of the Name's, where the count is made
	single float32
	light  float32
}

// postings are lists of numbers, one list per word, in one piece of memory.
type postings struct {
	start []int32
	of    []int32
}

func (p *postings) list(w int32) []int32 { return p.of[p.start[w]:p.start[w+1]] }

// A Source is what the parties of an index come from.
type Source struct {
	Generation int64             // of the store
	Snapshots  []cordon.Snapshot // in force then: the newest of each list
	Unloaded   []cordon.ListID   // of which the store had no publication, while the archive held one
	Known      []cordon.List     // that the program can load

	// Former are the parties that have left a list, each with the last versions of the entries that are no longer on
	// theirs. Gone is the day of the publication by which an entry was removed, zero where none is known: the first that
	// lacks it, or the one that confirmed a removal that was held.
	Former []*cordon.Party
	Gone   map[cordon.EntryID]cordon.Date
}

// Build analyses the names of all parties, on all cores. gen is the store's
// generation that the parties come from.
func Build(gen int64, ps []*cordon.Party) *Index { return BuildFrom(Source{Generation: gen}, ps) }

// BuildFrom is Build with the snapshots that the parties come from.
func BuildFrom(from Source, ps []*cordon.Party) *Index {
	readings := learn(slices.Concat(ps, from.Former))
	x := build(from, ps, readings, nil)
	if len(from.Former) > 0 {
		x.former = build(from, from.Former, readings, x)
	}
	return x
}

// build makes the index of some parties, with words as rare as in base if there is one.
func build(from Source, ps []*cordon.Party, readings *name.Readings, base *Index) *Index {
	x := &Index{source: from, parties: ps, lex: name.NewLexicon(readings), number: make(map[cordon.PartyID]int32, len(ps)), base: base}
	x.subjects = make([]*Subject, len(ps))
	parallel(len(ps), func(i int) { x.subjects[i] = takeApart(x.lex, &ps[i].Profile) })
	for i, p := range ps {
		x.number[p.ID] = int32(i)
	}
	x.lists = listsOf(ps)
	x.lex.Freeze()
	x.vocabulary()
	x.post()
	parallel(len(ps), func(i int) {
		for j := range x.subjects[i].Names {
			x.weigh(&x.subjects[i].Names[j])
		}
	})
	for i := range x.names {
		r := &x.names[i]
		n := &x.subjects[r.party].Names[r.at]
		r.total, r.single, r.light = n.Total, float32(n.single), n.light
	}
	x.sigs = tableOf(len(x.words), func(i int, add func(uint64)) { x.words[i].Signatures(add) })
	x.direct = tableOf(len(ps), func(i int, add func(uint64)) {
		for _, id := range x.subjects[i].IDs {
			add(name.Hash('#', id.Value))
		}
	})
	x.refs = tableOf(len(ps), func(i int, add func(uint64)) {
		for _, e := range ps[i].Entries {
			for _, k := range referenceKeys(e) {
				add(name.Hash('R', k))
			}
		}
	})
	x.korean = tableOf(len(x.names), func(i int, add func(uint64)) {
		for _, k := range x.subjects[x.names[i].party].Names[x.names[i].at].KoreanKeys() {
			add(name.Hash('K', k))
		}
	})
	x.whole = tableOf(len(x.names), func(i int, add func(uint64)) {
		if n := &x.subjects[x.names[i].party].Names[x.names[i].at]; len(n.Tokens) > 1 || strings.Contains(n.Full, " ") {
			for _, letters := range n.Joined() {
				add(name.Hash('W', letters))
			}
		}
	})
	return x
}

// listsOf are the lists of the parties' entries, sorted.
func listsOf(ps []*cordon.Party) []cordon.ListID {
	held := map[cordon.ListID]bool{}
	for _, p := range ps {
		for _, e := range p.Entries {
			held[e.List()] = true
		}
	}
	return slices.Sorted(maps.Keys(held))
}

// learn gathers the readings of Han characters from the parties that carry both.
func learn(ps []*cordon.Party) *name.Readings {
	r := name.NewReadings()
	for _, p := range ps {
		for _, h := range p.Profile.Names {
			if !name.IsHan(h.Full) {
				continue
			}
			for _, l := range p.Profile.Names {
				if !name.IsHan(l.Full) {
					r.Learn(h.Full, l.Full)
				}
			}
		}
	}
	r.Settle()
	return r
}

// vocabulary puts the words in the order of their texts, so that nothing
// depends on which core met a word first.
func (x *Index) vocabulary() {
	for w := range x.lex.Words {
		x.words = append(x.words, w)
	}
	slices.SortFunc(x.words, func(a, b *name.Word) int { return strings.Compare(a.Text, b.Text) })
	x.wordAt = make(map[*name.Word]int32, len(x.words))
	for i, w := range x.words {
		x.wordAt[w] = int32(i)
	}
}

// post writes the postings and counts in how many parties each word stands.
func (x *Index) post() {
	var pairs []uint64 // word, name
	parties := make([]int32, len(x.words))
	last := make([]int32, len(x.words))
	for i := range last {
		last[i] = -1
	}
	for p, s := range x.subjects {
		for at, n := range s.Names {
			ref := uint64(len(x.names))
			x.names = append(x.names, nameRef{party: int32(p), at: int32(at)})
			for _, t := range n.Tokens {
				w, ok := x.wordAt[t.Word]
				if !ok {
					continue // a number that the lexicon does not keep: found by its text
				}
				pairs = append(pairs, uint64(w)<<32|ref)
				if last[w] != int32(p) {
					last[w] = int32(p)
					parties[w]++
				}
			}
		}
	}
	slices.Sort(pairs)
	pairs = slices.Compact(pairs)
	x.holders.start = make([]int32, len(x.words)+1)
	x.holders.of = make([]int32, len(pairs))
	for i, p := range pairs {
		x.holders.start[p>>32+1]++
		x.holders.of[i] = int32(uint32(p))
	}
	for i := range len(x.words) {
		x.holders.start[i+1] += x.holders.start[i]
	}
	x.rarities(parties)
}

// rarities turns counts into rarities. With fewer than leastForRarity parties
// counts are not used, and every word counts as rare.
func (x *Index) rarities(parties []int32) {
	x.rarity = make([]float32, len(parties))
	x.bits = make([]float32, len(parties))
	if x.base != nil {
		for i, w := range x.words {
			own := x.base.same(w)
			x.rarity[i], x.bits[i] = float32(x.base.Rarity(own)), float32(x.base.Bits(own))
		}
		return
	}
	n := float64(max(len(x.parties), leastForRarity))
	for i, c := range parties {
		x.rarity[i] = float32(1 - math.Log(max(float64(c), 1))/math.Log(n))
		x.bits[i] = float32(math.Log2(n / max(float64(c), 1)))
	}
}

// leastForRarity is the size of a small list: below it counts are chance.
const leastForRarity = 1000

// weigh gives the tokens of a name their weights.
func (x *Index) weigh(n *Name) {
	n.Weight = make([]float32, len(n.Tokens))
	n.Total, n.single, n.light = 0, 0, 0
	for i, t := range n.Tokens {
		n.Weight[i] = float32(classWeight[t.Class] * (commonest + (1-commonest)*x.Rarity(t.Word)))
		n.Total += n.Weight[i]
		switch t.Class {
		case name.Initial:
			n.single++
		case name.Particle, name.Stop:
			n.light += n.Weight[i]
		}
	}
}

// Rarity is how rare a word is among the parties: 0 when all carry it, 1 when
// at most one does.
func (x *Index) Rarity(w *name.Word) float64 {
	if x == nil {
		return 1
	}
	if at, ok := x.wordAt[w]; ok {
		return float64(x.rarity[at])
	}
	if x.base != nil {
		return x.base.Rarity(x.base.same(w))
	}
	return 1
}

// same is the index's own word of the text of another's, or that one.
func (x *Index) same(w *name.Word) *name.Word {
	at, ok := slices.BinarySearchFunc(x.words, w.Text, func(w *name.Word, text string) int { return strings.Compare(w.Text, text) })
	if !ok {
		return w
	}
	return x.words[at]
}

// Bits is the information of a word: log2 of the number of parties over the
// number of those that carry it.
func (x *Index) Bits(w *name.Word) float64 {
	if x == nil {
		return math.Log2(leastForRarity)
	}
	if at, ok := x.wordAt[w]; ok {
		return float64(x.bits[at])
	}
	if x.base != nil {
		return x.base.Bits(x.base.same(w))
	}
	return math.Log2(float64(max(len(x.parties), leastForRarity)))
}

// Generation is the store's generation that the index was built from.
func (x *Index) Generation() int64 { return x.source.Generation }

// Snapshots are the snapshots that the index was built from, the newest of each list.
func (x *Index) Snapshots() []cordon.Snapshot { return x.source.Snapshots }

// Unloaded are the lists of Source.Unloaded of which no publication is in force yet.
func (x *Index) Unloaded() (out []cordon.ListID) {
	for _, l := range x.source.Unloaded {
		loaded := func(s cordon.Snapshot) bool { return s.List == l && !s.Starter }
		if !slices.ContainsFunc(x.source.Snapshots, loaded) {
			out = append(out, l)
		}
	}
	return out
}

// Former is the index of the parties that have left a list, or nil where there is
// none. A party may be in both: on one list, and no longer on another.
func (x *Index) Former() *Index { return x.former }

// Gone is the day of the publication by which an entry of the former parties was
// removed; zero: not known.
func (x *Index) Gone(e cordon.EntryID) cordon.Date { return x.source.Gone[e] }

// Known are the lists of Source.Known.
func (x *Index) Known() []cordon.List { return x.source.Known }

// Len is the number of parties.
func (x *Index) Len() int { return len(x.parties) }

// Lists are the lists of which a party has an entry, sorted.
func (x *Index) Lists() []cordon.ListID { return x.lists }

// Party is the party with that ID, or nil.
func (x *Index) Party(id cordon.PartyID) *cordon.Party {
	if at, ok := x.number[id]; ok {
		return x.parties[at]
	}
	return nil
}

// At is the party with that number, and the same taken apart.
func (x *Index) At(i int32) (*cordon.Party, *Subject) { return x.parties[i], x.subjects[i] }

// Live holds the current index; readers never wait. The zero Live is empty.
type Live struct{ p atomic.Pointer[Index] }

// Load is the current index, or nil before the first Swap.
func (l *Live) Load() *Index { return l.p.Load() }

// Swap puts a new index in place of the current one.
func (l *Live) Swap(x *Index) { l.p.Store(x) }

// parallel calls f for 0..n-1 on all cores.
func parallel(n int, f func(int)) {
	const block = 64
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n/block+1) {
		wg.Go(func() {
			for {
				from := int(next.Add(block)) - block
				if from >= n {
					return
				}
				for i := from; i < min(from+block, n); i++ {
					f(i)
				}
			}
		})
	}
	wg.Wait()
}
