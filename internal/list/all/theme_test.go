package all

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/list"
	"cordon/internal/starter"
	"cordon/internal/theme"
)

// unseen are the programmes of themes that no file at hand and no fact of the starter
// has: those of the lists of Switzerland and France, of which no whole file is here,
// and regimes under which an authority lists the theme elsewhere.
var unseen = []string{"ca/DPRK*", "ch/DPRK*", "ch/Ukraine*", "fr/DPRK*", "fr/Russia*", "kr/DPRK*", "nz/DPRK*"}

// themed checks that each programme of a theme is one that a list prints: one that is
// written wrongly would leave its parties out of the theme without a word.
func themed(t *testing.T, u *list.Updater) {
	t.Helper()
	printed := map[cordon.ProgrammeID]bool{}
	listings, err := u.Store.Listings(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range listings {
		printed[l.Programme] = true
	}
	sets, err := starter.Entries()
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range sets {
		for _, e := range set.Entries {
			for _, d := range e.Designations {
				printed[d.Programme] = true
			}
		}
	}
	codes := slices.Collect(maps.Keys(printed))
	var got []string
	for _, th := range theme.All() {
		for _, p := range th.Programmes {
			one := theme.Theme{Programmes: []string{p}}
			if !slices.ContainsFunc(codes, one.Has) {
				got = append(got, p)
			}
		}
	}
	slices.Sort(got)
	if d := cmp.Diff(unseen, got); d != "" {
		t.Errorf("programmes of themes that no list prints (-want +got)\n%s", d)
	}
}
