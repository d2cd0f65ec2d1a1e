package mention

import (
	"strings"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/match"
)

// The policy of links. Linking is stricter than screening: nobody looks at a
// link before it stands in a dossier.
const (
	linkScore  = 0.85 // least score; a name in another spelling still reaches it, a shared part of a name does not
	linkMargin = 0.05 // a second party this near means that the name is shared
)

// link ties the names of persons, organisations and vessels to listed parties.
// Each name is asked once.
func link(ms []cordon.Mention, x *index.Index) {
	if x == nil || x.Len() == 0 {
		return
	}
	done := map[string]*cordon.Hit{}
	for i := range ms {
		m := &ms[i]
		if !linkable(m) {
			continue
		}
		key := string(m.Kind) + "|" + m.Name
		h, ok := done[key]
		if !ok {
			h = ask(m, x)
			done[key] = h
		}
		if h != nil {
			m.Party, m.Score, m.Features = h.Party, h.Score, h.Features
		}
	}
}

// linkable leaves out what no list can mean: countries, places, weapons, press,
// organs of states that do not list themselves, and single words without a
// gazetteer entry.
func linkable(m *cordon.Mention) bool {
	if m.Kind == cordon.UnknownKind || strings.HasPrefix(m.Entity, "o.") {
		return false
	}
	e := Lookup(m.Entity)
	if e == nil {
		return strings.ContainsAny(m.Name, " -")
	}
	return e.ID[0] != 'b' || e.Listed || e.Class == "company" || e.Class == "military"
}

// ask screens a mention against the lists; nil when no listed party is meant.
func ask(m *cordon.Mention, x *index.Index) *cordon.Hit {
	e := Lookup(m.Entity)
	q := question(m, e)
	if q == nil {
		return nil
	}
	hits := match.Find(x, q)
	if len(hits) == 0 || hits[0].Score < linkScore {
		return nil
	}
	h := &hits[0]
	if m.Kind == cordon.Vessel && !identified(h) {
		return nil
	}
	shared := len(hits) > 1 && hits[1].Party != h.Party && h.Score-hits[1].Score < linkMargin
	if (shared || e != nil && e.Common) && !agrees(h) {
		return nil
	}
	return h
}

// question is the query for a mention with its entry of the gazetteer, if any; nil
// for a ship without an IMO number: its name alone does not identify it.
func question(m *cordon.Mention, e *Entry) *cordon.Query {
	q := &cordon.Query{
		Profile:   cordon.Profile{Kind: m.Kind, Names: []cordon.Name{{Full: m.Name, Use: cordon.Primary}}},
		Threshold: linkScore, Limit: 3,
	}
	if len(m.Country) == 2 {
		role := "nationality"
		if m.Kind != cordon.Person {
			role = "registration"
		}
		q.Profile.Countries = []cordon.CountryLink{{Country: m.Country, Role: role}}
	}
	if m.Kind == cordon.Vessel {
		if e == nil || e.IMO == "" {
			return nil
		}
		q.Profile.Identifiers = []cordon.Identifier{{Scheme: cordon.IMOShip, Value: e.IMO}}
	}
	return q
}

// identified reports whether an identifier speaks for the hit.
func identified(h *cordon.Hit) bool {
	for _, f := range h.Features {
		if strings.Contains(f.Name, "identifier") && f.Score > 0.5 && f.Adds > 0 {
			return true
		}
	}
	return false
}

// agrees reports whether more than the name speaks for the hit.
func agrees(h *cordon.Hit) bool {
	for _, f := range h.Features {
		if f.Name != "name" && f.Score > 0.5 && f.Adds > 0 {
			return true
		}
	}
	return false
}
