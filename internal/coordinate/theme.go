package coordinate

import (
	"cordon"
	"cordon/internal/theme"
)

// themes are the themes of a party by its listings.
func (s *subject) themes(ls []cordon.Listing) map[string]bool {
	var facts []theme.Listed
	for _, l := range ls {
		facts = append(facts, theme.Listed{Programme: l.Programme, Starter: s.named[l.Entry], Named: s.reasons[l.Entry]})
	}
	return theme.Of(facts)
}

// namedBy are the IDs of the themes whose words stand in an entry's remarks or
// reasons.
func namedBy(e *cordon.Entry) []string {
	var out []string
	for _, t := range theme.All() {
		if t.Named(e) {
			out = append(out, t.ID)
		}
	}
	return out
}
