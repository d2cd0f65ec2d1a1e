package provision

import (
	"slices"
	"strings"

	"cordon"
)

// An act is the class that the measures' "events" speak of. Which class an
// event is depends on its type and, for acts that the news has no type for, on
// the rule that found it.
type act struct {
	class string // "arms_transfer"
	dir   cordon.Direction
}

// byRule names the class of events of the type "other" after the rule of
// package event that found them.
var byRule = map[string]string{
	"troop-deployment":      "troop_deployment",
	"military-training":     "military_training",
	"nuclear-test":          "nuclear_test",
	"satellite-launch":      "satellite_launch",
	"fuel-transfer":         "fuel_transfer",
	"ship-to-ship-transfer": "ship_to_ship_transfer",
	"labour":                "labour",
	"vehicle-transfer":      "vehicle_transfer",
	"joint-venture":         "joint_venture",
}

// Breached are the provisions that an event, if true, would breach; nil for an
// event that none of the provisions forbids, and for one that does not touch
// the DPRK. Direction comes first: what leaves the DPRK and what reaches it are
// different paragraphs. A transfer of unknown direction gives the paragraphs
// that cover both. A provision counts from its resolution's day on; an event
// without a date is judged by the day of publication. A cap is not breached by
// a single delivery.
func Breached(e *cordon.Event, published cordon.Date) []cordon.Breach {
	var out []cordon.Breach
	b := open()
	day := e.When.To
	if day.IsZero() {
		day = e.When.From
	}
	if day.IsZero() {
		day = published
	}
	for _, id := range b.covered(e) {
		p := b.all[b.byID[id]]
		if !inForce(p, day) {
			continue
		}
		by := bound(e, p)
		if len(by) == 0 {
			continue
		}
		out = append(out, cordon.Breach{
			Provision:   id,
			By:          by,
			Conditional: e.Status != cordon.Reported,
			Verified:    p.Verified,
		})
	}
	return out
}

// covered are the provisions whose measures forbid the event's acts, ordered.
func (b *book) covered(e *cordon.Event) []cordon.ProvisionID {
	var ids []cordon.ProvisionID
	seen := map[cordon.ProvisionID]int{}
	as, either := acts(e)
	for _, a := range as {
		once := map[cordon.ProvisionID]bool{}
		for _, m := range b.measures {
			if m.Cap || !slices.Contains(m.Events, a.class+":"+string(a.dir)) {
				continue
			}
			for _, id := range b.of[m.ID] {
				once[id] = true
			}
		}
		for id := range once {
			seen[id]++
		}
	}
	for id, n := range seen {
		if !either || n == len(as) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// acts are the acts that an event is. either is set when it is one of them and
// the text leaves open which: then only what forbids each of them counts.
func acts(e *cordon.Event) (as []act, either bool) {
	switch e.Type {
	case cordon.ArmsTransfer:
		return transfers(e)
	case cordon.MissileLaunch:
		if acts, _ := party(e, "KP"); acts {
			return []act{{"missile_launch", dprkConduct}}, false
		}
	case cordon.Visit:
		for _, a := range e.Actors {
			// The ban binds hosts of persons on the UN's own list.
			if a.Role != "host" && strings.HasPrefix(string(a.Party), "un-") {
				return []act{{"visit", listed}}, false
			}
		}
	case cordon.OtherEvent:
		class, known := byRule[e.Rule]
		if acts, _ := party(e, "KP"); known && acts {
			for _, dir := range []cordon.Direction{cordon.BothWays, dprkConduct, stateDuty, cordon.ToDPRK, cordon.FromDPRK} {
				as = append(as, act{class, dir})
			}
		}
	}
	return as, false
}

func transfers(e *cordon.Event) (as []act, either bool) {
	there, role := party(e, "KP")
	if !there || len(e.Actors) < 2 {
		return nil, false
	}
	missile := slices.ContainsFunc(e.Goods, func(g string) bool {
		g = strings.ToLower(g)
		return strings.Contains(g, "missile") || strings.Contains(g, "hwasong") || strings.HasPrefix(g, "kn-")
	})
	switch role {
	case "supplier":
		as = append(as, act{"arms_transfer", cordon.FromDPRK})
		if missile {
			as = append(as, act{"missile_transfer", cordon.FromDPRK})
		}
	case "recipient":
		as = append(as, act{"arms_transfer", cordon.ToDPRK})
	default:
		as, either = []act{{"arms_transfer", cordon.FromDPRK}, {"arms_transfer", cordon.ToDPRK}}, true
	}
	return as, either
}

// party reports whether a country takes part, and in which role.
func party(e *cordon.Event, country string) (bool, string) {
	there, role := false, ""
	for _, a := range e.Actors {
		if a.Country == country {
			there = true
			if role == "" || a.Role == "supplier" || a.Role == "recipient" {
				role = a.Role
			}
		}
	}
	return there, role
}

func inForce(p cordon.Provision, day cordon.Date) bool {
	if day.IsZero() {
		return p.To.IsZero()
	}
	if !p.From.IsZero() && day.Last().Before(p.From.First()) {
		return false
	}
	return p.To.IsZero() || !day.First().After(p.To.Last())
}

// bound are the actors whose duty the provision is: the DPRK where the text
// names it, every other state and its nationals where it binds all states.
func bound(e *cordon.Event, p cordon.Provision) []string {
	dprk, states := slices.Contains(p.Obligates, "DPRK"), slices.Contains(p.Obligates, "all states")
	var by []string
	for _, a := range e.Actors {
		switch {
		case a.Role == "target" || a.Role == "goods":
		case a.Country == "KP" && !dprk, a.Country != "KP" && !states:
		case a.Country == "":
		case slices.Contains(by, a.Name):
		default:
			by = append(by, a.Name)
		}
	}
	return by
}
