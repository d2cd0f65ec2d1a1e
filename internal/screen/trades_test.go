package screen

import (
	"testing"

	"cordon"
	"cordon/internal/index"
)

// TestTradesBeside: a company without a word of its own is a hit with words beside its
// name that no mark parts from it.
func TestTradesBeside(t *testing.T) {
	var parties []*cordon.Party
	for i, full := range []string{"Korea Mining Development Trading Corporation", "Foreign Trade Bank"} {
		parties = append(parties, &cordon.Party{ID: cordon.PartyID("test/" + string(rune('1'+i))), Profile: cordon.Profile{
			Kind: cordon.Organization, Names: []cordon.Name{{Full: full}},
		}})
	}
	s := &Service{Live: &index.Live{}, Now: clock}
	s.Live.Swap(index.Build(1, parties))
	for text, want := range map[string]bool{
		"Korea Mining Development Trading Corporation P.O. Box 123":        true,
		"Messrs Korea Mining Development Trading Corporation":              true,
		"Korea Mining Development Trading Corporation Pyongyang Kangan":    true,
		"Weber KOREA MINING DEVELOPMENT TRADING CORP. Attention Mr Fisher": true,
		"Anna Weber / Korea Mining Development Trading Corporation Kangan": true,
		"Weber, Korea Mining Development Trading Corporation, P.O. Box 12": true,
		"Korea Mining Development Weber Corporation":                       false,
		"Anna Weber Trading Corporation of Korea":                          false,
	} {
		q := &cordon.Query{}
		Typed(q, text)
		if sc, err := s.answer(q); err != nil || (len(sc.Hits) > 0) != want {
			t.Errorf("%q: %+v, %v", text, sc, err)
		}
	}
}
