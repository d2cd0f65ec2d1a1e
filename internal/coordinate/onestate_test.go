package coordinate

import (
	"slices"
	"testing"

	"cordon"
)

// TestOneState asks while a list that has the party is loaded: no answer may say
// that the list is held in full and does not have it.
func TestOneState(t *testing.T) {
	b := newBench(t)
	b.load("un-sc", "2026-02-20", "xml", entry("un-sc/1", "Azov Freight", "un/R 2016-03-02 own"))
	b.parties("un-sc/1")
	pic, err := b.picture(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b.load("eu-fsf", "2026-02-20", "xml", entry("eu-fsf/1", "Azov Freight", "eu/R 2017-03-02 own"))
	b.parties("un-sc/1 eu-fsf/1")
	for _, p := range []*picture{pic, b.drawn()} { // the one of before, and the one of now
		row := p.row(&p.parties[0], b.view(p.snapshots, b.today()))
		if slices.Contains(row.Not, cordon.AuthorityID("eu")) {
			t.Errorf("generation %d: not listed by %v, but the EU's list has it", p.generation, row.Not)
		}
	}
	b.grouped = []string{"un-sc/1 eu-fsf/1 gb-uksl/1"} // what load resolves to
	done := make(chan bool)
	go func() {
		defer close(done)
		for range 40 {
			if m, err := b.Gaps(t.Context(), GapQuery{Parties: []cordon.PartyID{"un-sc/1"}}); err == nil &&
				slices.Contains(m.Rows[0].Not, cordon.AuthorityID("gb")) {
				t.Errorf("not listed by %v, but the UK's list has it", m.Rows[0].Not)
			}
		}
	}()
	b.load("gb-uksl", "2026-02-20", "xml", entry("gb-uksl/1", "Azov Freight", "gb/R 2018-03-02 own"))
	<-done
}

// drawn is the picture of now.
func (b *bench) drawn() *picture {
	b.t.Helper()
	p, err := b.picture(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return p
}
