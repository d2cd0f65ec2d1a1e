package match

import (
	"testing"

	"cordon"
	"cordon/internal/index"
)

// TestPieceWithLegalForm: a piece of a name that has a company's legal form is a company,
// or a party of a kind that no list says: "Adler GmbH" behind "and" is not the ship Adler,
// nor a person of that name.
func TestPieceWithLegalForm(t *testing.T) {
	for kind, hit := range map[cordon.Kind]bool{
		cordon.Organization: true, cordon.UnknownKind: true, cordon.Vessel: false, cordon.Aircraft: false, cordon.Person: false,
	} {
		p := &cordon.Party{ID: "test/1", Profile: cordon.Profile{Kind: kind, Names: []cordon.Name{{Full: "Zorvex"}}}}
		x := index.Build(1, []*cordon.Party{p})
		for piece, want := range map[string]bool{"Zorvex GmbH": hit, "Zorvex": true} {
			q := &cordon.Query{Profile: cordon.Profile{Names: []cordon.Name{
				{Full: "Anna Weber and " + piece}, {Full: piece, Use: cordon.Piece},
			}}}
			if hits := Find(x, q); (len(hits) > 0) != want {
				t.Errorf("the piece %q and a %s: %d hits, want some: %t", piece, kind, len(hits), want)
			}
		}
	}
}
