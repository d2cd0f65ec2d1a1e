package fold

import (
	"fmt"
	"math"

	"cordon"
)

// A Candidate is what is known of a document read before. It has the fields of
// store.Known, so that one converts to the other.
type Candidate struct {
	ID        cordon.DocumentID
	Ref       string
	Story     cordon.StoryID
	Outlet    string
	Title     string
	Published cordon.Date
	CopyOf    cordon.DocumentID
	Sketch    cordon.Sketch
}

// A Match is what a document has to do with those read before.
type Match struct {
	CopyOf   cordon.DocumentID // empty when it is not a copy
	Copied   float64           // containment of the shorter of the two texts in the longer
	Story    cordon.StoryID    // empty when it begins a story
	Likeness float64           // of the terms, to the document that it shares the story with
	Why      string
}

// Thresholds. Those of containment are measured (package comment); those of
// likeness are set so that two reports on two briefings of one speaker, a week
// apart, stay two stories.
const (
	copyFrom     = 0.60 // a copy by its words alone
	derivedFrom  = 0.28 // spun or cut: a copy when the terms agree as well
	derivedTerms = 0.30
	translated   = 0.55 // terms of two languages: a translation when one outlet has both
	storyFrom    = 0.27 // pairs of one event among the measured texts: 0.28 and more; of two events: two of 990 above
	storyAbroad  = 0.40 // of two languages: few terms are left, so more of them must agree
	storyDays    = 4    // reports on one event come within this many days
)

// Find reports whether a document copies one of the known ones, and whose story it
// belongs to. known is searched whole: one comparison costs less than a microsecond
// for each hundred hashes.
func Find(d *cordon.Document, known []Candidate) Match {
	var m Match
	w := newWeights(d.Sketch, known)
	for i := range known {
		k := &known[i]
		if k.ID == d.ID {
			continue
		}
		copied, like := Copied(d.Sketch, k.Sketch), w.likeness(d.Sketch, k.Sketch)
		if isCopy(d, k, copied, like) && copied+like > m.Copied+m.Likeness || m.CopyOf == "" && isCopy(d, k, copied, like) {
			m = Match{
				CopyOf: k.ID, Copied: copied, Story: storyOf(k), Likeness: like,
				Why: fmt.Sprintf("%.2f of its text, %.2f of its terms", copied, like),
			}
		}
		if m.CopyOf == "" && like >= bar(d, k) && like > m.Likeness && near(d.Published, k.Published) {
			m = Match{Story: storyOf(k), Copied: copied, Likeness: like, Why: fmt.Sprintf("%.2f of its terms", like)}
		}
	}
	return m
}

func isCopy(d *cordon.Document, k *Candidate, copied, like float64) bool {
	switch {
	case copied >= copyFrom:
		return true
	case copied >= derivedFrom && like >= derivedTerms:
		return true
	}
	return like >= translated && !sameLanguage(d.Sketch, k.Sketch) && d.Outlet != "" && d.Outlet == k.Outlet
}

// bar is the likeness from which a document joins the story of k.
func bar(d *cordon.Document, k *Candidate) float64 {
	if sameLanguage(d.Sketch, k.Sketch) {
		return storyFrom
	}
	return storyAbroad
}

func storyOf(k *Candidate) cordon.StoryID {
	if k.Story != "" {
		return k.Story
	}
	return cordon.StoryID(k.ID)
}

func near(a, b cordon.Date) bool {
	if a.Day == 0 || b.Day == 0 {
		return true
	}
	n := a.Days(b)
	return n <= storyDays && n >= -storyDays
}

func sameLanguage(a, b cordon.Sketch) bool {
	return sound(a) && sound(b) && a[0]>>8 == b[0]>>8
}

// weights of a document's own terms: how few of the others have them. Both
// lists of terms are in rising order, so that one walk over two finds what they
// share.
type weights struct {
	terms []uint64
	of    []float64 // the weight of each
	rare  [kinds]float64
	sum   [2]float64 // of all, and without the words
}

// kindWeight: a name or a figure says more of a story than a word of its lead.
var kindWeight = [kinds]float64{name: 1.5, figure: 1.5, day: 1.5, word: 1}

// prior is the number of unseen documents that are counted as having no term in
// common: with few documents read, no term looks common.
const prior = 20

func newWeights(s cordon.Sketch, known []Candidate) weights {
	w := weights{terms: terms(s)}
	in := make([]int, len(w.terms))
	for i := range known {
		shared(w.terms, terms(known[i].Sketch), func(at int) { in[at]++ })
	}
	all := float64(len(known) + 1 + prior)
	for k := range w.rare {
		w.rare[k] = kindWeight[k] * math.Log(all)
	}
	w.of = make([]float64, len(w.terms))
	for i, t := range w.terms {
		if k := kindOf(t); k != 0 {
			w.of[i] = kindWeight[k] * math.Log(all/float64(in[i]+1))
			w.sum[0] += w.of[i]
			if k != word {
				w.sum[1] += w.of[i]
			}
		}
	}
	return w
}

// kindOf is the kind of a term, 0 for none of ours.
func kindOf(t uint64) kind {
	if k := kind(t & 0xff); k < kinds {
		return k
	}
	return 0
}

// shared calls found with the place in a of each term that b has too.
func shared(a, b []uint64, found func(at int)) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			found(i)
			i++
			j++
		}
	}
}

// likeness is the weight of the shared terms beside the geometric mean of both
// documents' weights. Between two languages the words of the lead stay out. A
// term that only the other has weighs as one that no document has.
func (w *weights) likeness(a, b cordon.Sketch) float64 {
	mode := 0
	if !sameLanguage(a, b) {
		mode = 1
	}
	counts := func(t uint64) bool { k := kindOf(t); return k != 0 && (mode == 0 || k != word) }
	theirs := terms(b)
	sumB := 0.0
	for _, t := range theirs {
		if counts(t) {
			sumB += w.rare[kindOf(t)]
		}
	}
	n, both := 0, 0.0
	shared(w.terms, theirs, func(at int) {
		if t := w.terms[at]; counts(t) {
			n++
			both += w.of[at]
			sumB += w.of[at] - w.rare[kindOf(t)]
		}
	})
	if n < minShared || w.sum[mode] <= 0 || sumB <= 0 {
		return 0
	}
	return min(1, both/math.Sqrt(w.sum[mode]*sumB))
}

// minShared terms must agree: one name and one number may be chance.
const minShared = 3
