package match

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/index"
)

// The parts that invented parties are made of: several cultures, common and
// rare names, so that many parties share some words.
var (
	given = strings.Fields("Kim Jong Un Yong Chol Sergei Vladimir Mikhail Ahmad Mohammed Abdul Rahman Ali Hussein Maria Jose Juan Li " +
		"Wei Olga Irina Николай Дмитрий 병철 정은 Georgios Ivan Joachim")
	families = strings.Fields("Ri Pak Choe Ivanov Petrov Khodorkovsky Nuristani Hassan Garcia Lopez Wang Zhang Лавров Путин Mkrtychev " +
		"Schmidt Papadopoulos Makhlouf Buchenberg Jongun Abdulrahman")
	trades = strings.Fields("Bank Trading Shipping Energy Group Holding International Maritime Oil Gas Systems Metals Foundation")
	brands = strings.Fields("Azia Gazprom Ryonbong Tangun Sparkle Meridian Korea Ocean Golden Star Phoenix Hyoksin Namchongang Crystalord")
	forms  = strings.Fields("Ltd LLC JSC GmbH Co. Corporation S.A. OOO -")
)

func invented(r *rand.Rand, n int) []*cordon.Party {
	pick := func(l []string) string { return l[r.IntN(len(l))] }
	person := func() string {
		parts := []string{pick(given)}
		for range r.IntN(3) {
			parts = append(parts, pick(given))
		}
		return strings.Join(append(parts, pick(families)), " ")
	}
	company := func() string {
		parts := []string{pick(brands)}
		for range 1 + r.IntN(3) {
			parts = append(parts, pick(trades))
		}
		return strings.Join(append(parts, pick(forms)), " ")
	}
	var ps []*cordon.Party
	for i := range n {
		id := fmt.Sprintf("test/%d", i)
		p := &cordon.Party{ID: cordon.PartyID(id), Entries: []cordon.EntryID{cordon.EntryID(id)}}
		p.Profile.Kind = cordon.Person
		mint := person
		if i%3 == 0 {
			p.Profile.Kind, mint = cordon.Organization, company
		}
		for range 1 + r.IntN(3) {
			p.Profile.Names = append(p.Profile.Names, cordon.Name{Full: mint(), Weak: r.IntN(8) == 0})
		}
		if r.IntN(4) == 0 {
			p.Profile.Births = []cordon.Birth{{Date: cordon.Date{Year: 1950 + r.IntN(40), Month: 3, Day: 1 + r.IntN(28)}}}
		}
		if r.IntN(6) == 0 {
			p.Profile.Identifiers = []cordon.Identifier{{Scheme: cordon.Passport, Value: fmt.Sprintf("P%06d", r.IntN(1000))}}
		}
		ps = append(ps, p)
	}
	return ps
}

// spoil makes a spelling slip of a name.
func spoil(r *rand.Rand, s string) string {
	rs := []rune(s)
	if len(rs) < 3 {
		return s
	}
	i := r.IntN(len(rs) - 1)
	switch r.IntN(6) {
	case 0: // swap
		rs[i], rs[i+1] = rs[i+1], rs[i]
	case 1: // drop
		rs = append(rs[:i], rs[i+1:]...)
	case 2: // double
		rs = append(rs[:i+1], rs[i:]...)
	case 3: // another letter
		rs[i] = rune('a' + r.IntN(26))
	case 4: // order
		w := strings.Fields(s)
		w[0], w[len(w)-1] = w[len(w)-1], w[0]
		return strings.Join(w, " ")
	case 5: // breaks
		if r.IntN(2) == 0 {
			return strings.Replace(s, " ", "", 1)
		}
		return string(rs[:i]) + " " + string(rs[i:])
	}
	return string(rs)
}

// TestNothingIsLost holds the index to the slow truth: what comparing all
// parties finds, Find finds, with the same reasons.
func TestNothingIsLost(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	ps := invented(r, 700)
	x := index.Build(1, ps)
	found := 0
	for i := range 600 {
		of := ps[r.IntN(len(ps))]
		n := of.Profile.Names[r.IntN(len(of.Profile.Names))].Full
		for range i / 4 % 4 {
			n = spoil(r, n)
		}
		q := &cordon.Query{Profile: cordon.Profile{Names: []cordon.Name{{Full: n}}}, Limit: []int{50, 20, 5, 1}[i%4]}
		if i%5 == 0 {
			q.Threshold = 0.3 + 0.1*float64(i%4)
		}
		if i%2 == 0 {
			q.Profile.Kind = of.Profile.Kind
		}
		if i%3 == 0 {
			q.Profile.Births = of.Profile.Births
			q.Profile.Identifiers = of.Profile.Identifiers
		}
		fast, slow := Find(x, q), FindSlowly(x, q)
		found += len(slow)
		if diff := cmp.Diff(slow, fast); diff != "" {
			t.Fatalf("query %d %q: Find differs from the slow truth (-slow +fast):\n%s", i, n, diff)
		}
	}
	if found < 600 {
		t.Fatalf("only %d hits: the test asks too little", found)
	}
}
