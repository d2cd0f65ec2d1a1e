package eval

import (
	"flag"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/sync/errgroup"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/match"
)

// TestVerbatim asks for names just as the lists print them: the party must be
// among the first five at the default threshold, unless more than five parties
// bear that very name.
func TestVerbatim(t *testing.T) {
	ps := Parties(t)
	x := index.Build(1, ps)
	bearers := map[string]int{}
	for _, p := range ps {
		own := map[string]bool{}
		for _, n := range p.Profile.Names {
			own[strings.ToLower(n.Full)] = true
		}
		for n := range own {
			bearers[n]++
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	asked, missed := 0, 0
	for asked < 600 {
		p := ps[r.IntN(len(ps))]
		if len(p.Profile.Names) == 0 {
			continue
		}
		n := p.Profile.Names[r.IntN(len(p.Profile.Names))].Full
		if bearers[strings.ToLower(n)] > 3 || len(match.Prepare(&cordon.Profile{Names: []cordon.Name{{Full: n}}}).Names) == 0 {
			continue
		}
		asked++
		if rank := rankOf(match.Find(x, &cordon.Query{Profile: cordon.Profile{Names: []cordon.Name{{Full: n}}}}), p.ID); rank > 5 {
			missed++
			t.Logf("%s: %q has rank %d", p.ID, n, rank)
		}
	}
	t.Logf("%d names asked as printed, %d not among the first five", asked, missed)
	if missed*1000 > asked {
		t.Errorf("more than 1 of 1000 missed")
	}
}

var every = flag.Int("every", 10, "TestAsPrinted asks for every party with a number divisible by this")

// TestAsPrinted asks, without a kind, for every name of every party just as the lists
// print it, and for every ship's name behind the words that stand before ships' names:
// the party is always a hit, unless nothing of the name can be compared. For one party
// in ten; with -every 1 for all (four minutes of CPU).
func TestAsPrinted(t *testing.T) {
	ps := Parties(t)
	x := index.Build(1, ps)
	var asked, lost atomic.Int64
	ask := func(id cordon.PartyID, text string) {
		q := cordon.Query{Profile: cordon.Profile{Names: []cordon.Name{{Full: text}}}, Limit: 1000}
		asked.Add(1)
		hit := func(h cordon.Hit) bool { return h.Party == id }
		if !slices.ContainsFunc(match.Find(x, &q), hit) && distinctive(x, &q.Profile) {
			lost.Add(1)
			t.Errorf("%s: %q is not found", id, text)
		}
	}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := 0; i < len(ps); i += *every {
		g.Go(func() error {
			for _, n := range ps[i].Profile.Names {
				ask(ps[i].ID, n.Full)
				if ps[i].Profile.Kind == cordon.Vessel {
					for _, before := range []string{"MV ", "M/V ", "MT ", "Vessel "} {
						ask(ps[i].ID, before+n.Full)
					}
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d names asked as printed, %d not found", asked.Load(), lost.Load())
}

// distinctive reports whether a name has a word that can tell parties apart.
func distinctive(x *index.Index, p *cordon.Profile) bool {
	return slices.ContainsFunc(x.Prepare(p).Names, func(n index.Name) bool { return n.Bridged() && n.Telling() })
}

// TestTypos asks for the UN's names with one or two slips: a letter swapped,
// dropped, doubled or changed, another word order.
func TestTypos(t *testing.T) {
	ps := un(t, "data/lists/un/un_consolidated_2026-08-01.xml.xz")
	x := index.Build(1, ps)
	r := rand.New(rand.NewPCG(3, 4))
	asked, found := 0, 0
	for _, p := range ps {
		n := slip(r, p.Profile.Names[0].Full)
		if r.IntN(2) == 0 {
			n = slip(r, n)
		}
		asked++
		hits := match.Find(x, &cordon.Query{Profile: cordon.Profile{Kind: p.Profile.Kind, Names: []cordon.Name{{Full: n}}}})
		if rankOf(hits, p.ID) == 1 {
			found++
		} else if testing.Verbose() {
			t.Logf("%q as %q: rank %d", p.Profile.Names[0].Full, n, rankOf(hits, p.ID))
		}
	}
	t.Logf("%d UN names with one or two slips, %d found first (%.1f%%)", asked, found, 100*float64(found)/float64(asked))
	if found*100 < asked*95 {
		t.Errorf("less than 95%% found")
	}
}

// slip makes one slip in a word of four letters or more, or changes the order.
func slip(r *rand.Rand, s string) string {
	words := strings.Fields(strings.ToLower(s))
	if len(words) > 1 && r.IntN(6) == 0 {
		return strings.Join(append(words[1:], words[0]), " ")
	}
	for range 20 {
		i := r.IntN(len(words))
		w := []rune(words[i])
		if len(w) < 4 {
			continue
		}
		at := 1 + r.IntN(len(w)-2)
		switch r.IntN(4) {
		case 0:
			w[at], w[at+1] = w[at+1], w[at]
		case 1:
			w = append(w[:at:at], w[at+1:]...)
		case 2:
			w = append(w[:at+1:at+1], w[at:]...)
		case 3:
			const vowels = "aeiou"
			if !strings.ContainsRune(vowels, w[at]) {
				continue
			}
			w[at] = rune(vowels[r.IntN(5)])
		}
		words[i] = string(w)
		break
	}
	return strings.Join(words, " ")
}

// rankOf is the place of a party among hits, from 1; 1000 when it is not there.
func rankOf(hits []cordon.Hit, id cordon.PartyID) int {
	for i, h := range hits {
		if h.Party == id {
			return i + 1
		}
	}
	return 1000
}
