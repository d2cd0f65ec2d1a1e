package index

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"cordon"
	"cordon/internal/name"
)

func party(id string, kind cordon.Kind, names ...string) *cordon.Party {
	p := &cordon.Party{ID: cordon.PartyID(id), Entries: []cordon.EntryID{cordon.EntryID(id)}, Profile: cordon.Profile{Kind: kind}}
	for _, n := range names {
		p.Profile.Names = append(p.Profile.Names, cordon.Name{Full: n})
	}
	return p
}

func profile(n string) *cordon.Profile { return &cordon.Profile{Names: []cordon.Name{{Full: n}}} }

// found are the IDs of the parties that are candidates for a name of which at
// least half is accounted for.
func found(x *Index, p *cordon.Profile) []cordon.PartyID {
	var out []cordon.PartyID
	half := func(o Overlap) float64 { return max(o.Query/o.QueryTotal, o.Name/o.NameTotal) }
	for _, c := range x.Candidates(x.Prepare(p), half, 0.5) {
		p, _ := x.At(c.Party)
		out = append(out, p.ID)
	}
	return slices.Compact(out)
}

func TestCandidates(t *testing.T) {
	ship := party("t/5", cordon.Vessel, "Angara")
	ship.Profile.Identifiers = []cordon.Identifier{{Scheme: cordon.IMOShip, Value: "IMO 9179842"}}
	x := Build(7, []*cordon.Party{
		party("t/1", cordon.Person, "Ri Pyong Chol", "리병철"), party("t/2", cordon.Person, "Mikhail Khodorkovsky"),
		party("t/3", cordon.Organization, "Namchongang Trading Corporation"), party("t/4", cordon.Person, "Khairullah Barakzai"), ship,
		party("t/6", cordon.Person, "金正恩", "Kim Jong Un"), party("t/7", cordon.Person, "..."),
	})
	if x.Len() != 7 || x.Generation() != 7 || x.Party("t/5") != ship || x.Party("t/9") != nil {
		t.Error("the index does not hold what it was built from")
	}
	for _, c := range []struct{ q, want string }{
		{"Lee Byung-chul", "t/1"},
		{"Ри Бён Чхоль", "t/1"},
		{"Michail Chodorkowskij", "t/2"},
		{"Khodorkovski M.", "t/2"},
		{"Nam Chon Gang Trading", "t/3"},
		{"NAMCHONGANGTRADING", "t/3"},
		{"Khair Ullah Barakzai", "t/4"},
		{"Barakzay", "t/4"},
		{"Anagra", "t/5"},
		{"金正恩", "t/6"},
		{"金 正恩", "t/6"},
	} {
		if got := found(x, profile(c.q)); !slices.Contains(got, cordon.PartyID(c.want)) {
			t.Errorf("%q: %v, want %s", c.q, got, c.want)
		}
	}
	byNumber := &cordon.Profile{Identifiers: []cordon.Identifier{{Scheme: cordon.IMOShip, Value: "9179842"}}}
	if got := found(x, byNumber); !slices.Equal(got, []cordon.PartyID{"t/5"}) {
		t.Errorf("by number: %v", got)
	}
	if got := found(x, profile("Zzyzx Qwerty")); len(got) != 0 {
		t.Errorf("nobody: %v", got)
	}
	if got := found(Build(0, nil), profile("Kim")); len(got) != 0 {
		t.Errorf("an empty index: %v", got)
	}
}

// TestReadings: Han is read as the parties themselves pair it.
func TestReadings(t *testing.T) {
	x := Build(1, []*cordon.Party{party("t/1", cordon.Person, "金正恩", "Kim Jong Un"), party("t/2", cordon.Person, "李炳哲", "Ri Pyong Chol")})
	s := x.Prepare(profile("金炳哲"))
	got := ""
	for _, tok := range s.Names[0].Tokens {
		got += tok.Latin[0]
	}
	if got != "kimpyongchol" {
		t.Errorf("read as %q", got)
	}
}

func TestRarity(t *testing.T) {
	var ps []*cordon.Party
	for i := range 2000 {
		ps = append(ps, party(fmt.Sprintf("t/%d", i), cordon.Person, fmt.Sprintf("Kim Name%c%c%c", 'a'+i%26, 'a'+i/26%26, 'a'+i/676)))
	}
	x := Build(1, ps)
	s := x.Prepare(profile("Kim Nameaaa Other"))
	var r []float64
	for _, tok := range s.Names[0].Tokens {
		r = append(r, x.Rarity(tok.Word))
	}
	if r[0] != 0 || r[1] != 1 || r[2] != 1 {
		t.Errorf("rarities %v", r)
	}
	if s.Names[0].Weight[0] >= s.Names[0].Weight[1] {
		t.Errorf("weights %v", s.Names[0].Weight)
	}
}

func TestNormal(t *testing.T) {
	for _, c := range []struct {
		scheme cordon.Scheme
		value  string
		want   string
	}{
		{cordon.IMOShip, "IMO 9187629", "9187629"},
		{cordon.Passport, "ab-12 345/6", "AB123456"},
		{cordon.Passport, "ＡＢ１２３", "AB123"},
		{cordon.Passport, "МР ٣٤٥٦٧", "MP34567"},
		{cordon.WalletAddr, " bc1QxY ", "bc1qxy"},
		{cordon.WalletAddr, "0xAbCd", "0xabcd"},
		{cordon.WalletAddr, "1AbC", "1AbC"},
		{cordon.MMSI, "MMSI: 273 123 456", "273123456"},
		{cordon.OtherID, "№ 12", "12"},
	} {
		if got := Normal(c.scheme, c.value); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.scheme, c.value, got, c.want)
		}
	}
}

// TestManyReaders reads while indexes are swapped; the race detector watches.
func TestManyReaders(t *testing.T) {
	var live Live
	if live.Load() != nil {
		t.Error("a live index before the first swap")
	}
	ps := []*cordon.Party{party("t/1", cordon.Person, "Ri Pyong Chol"), party("t/2", cordon.Person, "Kim Jong Un")}
	live.Swap(Build(0, ps))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 50 {
				if got := found(live.Load(), profile("리병철")); len(got) != 1 {
					t.Errorf("%v", got)
				}
			}
		})
	}
	for gen := range int64(5) {
		live.Swap(Build(gen, ps))
	}
	wg.Wait()
}

// TestTable holds the table to a map.
func TestTable(t *testing.T) {
	want := map[uint64][]int32{}
	keys := func(i int, add func(uint64)) {
		for k := range i % 5 {
			add(name.Hash('x', fmt.Sprint(i%97, k)))
		}
	}
	for i := range 3000 {
		keys(i, func(h uint64) {
			if !slices.Contains(want[h], int32(i)) {
				want[h] = append(want[h], int32(i))
			}
		})
	}
	tab := tableOf(3000, keys)
	for h, of := range want {
		var got []int32
		tab.each(h, func(i int32) { got = append(got, i) })
		if !slices.Equal(got, of) {
			t.Fatalf("%x: %v, want %v", h, got, of)
		}
	}
	tab.each(12345, func(i int32) { t.Errorf("found %d under a hash that nobody has", i) })
}
