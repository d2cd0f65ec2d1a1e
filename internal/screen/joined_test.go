package screen

import (
	"testing"

	"cordon"
	"cordon/internal/index"
)

// TestJoined: a name that is written without blanks is a hit in either order of its
// parts, however the list orders them.
func TestJoined(t *testing.T) {
	var parties []*cordon.Party
	for _, full := range []string{"KIM, Jong Un", "Ri Pyong Chol", "PETROV, Ivan", "Abu Sayyaf", "DE LA CRUZ, Maria Pilar"} {
		parties = append(parties, &cordon.Party{ID: cordon.PartyID("test/" + full), Profile: cordon.Profile{
			Kind: cordon.Person, Names: []cordon.Name{{Full: full}},
		}})
	}
	parties = append(parties, &cordon.Party{ID: "test/company", Profile: cordon.Profile{
		Kind: cordon.Organization, Names: []cordon.Name{{Full: "Zorvex Quandal Holding"}},
	}})
	s := &Service{Live: &index.Live{}, Now: clock}
	s.Live.Swap(index.Build(1, parties))
	for text, want := range map[string]string{
		"KIMJONGUN": "KIM, Jong Un", "JONGUNKIM": "KIM, Jong Un", "JongUn Kim": "KIM, Jong Un", "jong-un-kim": "KIM, Jong Un",
		"PYONGCHOLRI": "Ri Pyong Chol", "RiPyongChol": "Ri Pyong Chol", "IVANPETROV": "PETROV, Ivan", "Petrovivan": "PETROV, Ivan",
		"sayyafabu": "Abu Sayyaf", "mariapilardelacruz": "DE LA CRUZ, Maria Pilar", "ZORVEXQUANDALHOLDING": "company",
		"HOLDINGZORVEXQUANDAL": "", "JONGKIMUN": "", "VANPETROVI": "",
	} {
		q := &cordon.Query{}
		Typed(q, text)
		sc, err := s.answer(q)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(sc.Hits) > 0 {
			got = string(sc.Hits[0].Party)[len("test/"):]
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
