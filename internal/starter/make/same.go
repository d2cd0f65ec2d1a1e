package main

import (
	"regexp"
	"slices"
	"strings"

	"cordon"
)

// groups are the entries that are known to be one party: each leads to another
// of its group, or to itself.
type groups map[cordon.EntryID]cordon.EntryID

// groupsOf are the parties that the program finds by itself, joined by judgements.
func groupsOf(parties []cordon.Party, js []cordon.Judgement) groups {
	g := groups{}
	for _, p := range parties {
		for _, id := range p.Entries {
			g.join(p.Entries[0], id)
		}
	}
	for _, j := range js {
		g.join(j.A, j.B)
	}
	return g
}

func (g groups) of(id cordon.EntryID) cordon.EntryID {
	for g[id] != "" && g[id] != id {
		id = g[id]
	}
	return id
}

func (g groups) join(a, b cordon.EntryID) { g[g.of(b)] = g.of(a) }

// A tie is a reason for which two entries of one name are one party, although
// no number shows it. It is asked only of entries whose names agree, whole.
type tie struct {
	why string
	ok  func(a, b *cordon.Entry) bool
}

// ties are the reasons. Each rests on how a list came about, not on similarity.
var ties = []tie{
	{"Japan's list of the UN's designations has the UN's own parties; same name", func(a, b *cordon.Entry) bool {
		return a.List == "un-sc" && under(b, "jp/DPRK-1718")
	}},
	{"the UK took over the EU's list at the end of the transition period; same name", func(a, b *cordon.Entry) bool {
		return a.List == "eu-fsf" && b.List == "gb-uksl" && b.Designations[0].DateKind == cordon.LawDate
	}},
	{"the EU prints the UN's day of designation; same name", func(a, b *cordon.Entry) bool {
		return a.List == "un-sc" && b.List == "eu-fsf" && b.Designations[0].DateKind == cordon.UNDate &&
			a.Designations[0].Listed == b.Designations[0].Listed
	}},
	{"organisations of one name under DPRK programmes", func(a, b *cordon.Entry) bool {
		return a.Profile.Kind == cordon.Organization && underDPRK(a) && underDPRK(b)
	}},
}

// sameByName proposes judgements between the chosen entries. Two entries of one
// list are never tied; a name that two entries of one list have in common ties
// no entries, and entries whose days of birth contradict each other are not
// tied.
func sameByName(chosen []*cordon.Entry, known groups) []cordon.Judgement {
	byName := map[string][]*cordon.Entry{}
	for _, e := range chosen {
		for _, key := range nameKeys(e) {
			byName[key] = append(byName[key], e)
		}
	}
	var out []cordon.Judgement
	for _, a := range chosen {
		for _, key := range nameKeys(a) {
			for _, b := range byName[key] {
				if known.of(a.ID) == known.of(b.ID) || a.List == b.List || a.Profile.Kind != b.Profile.Kind && b.Profile.Kind != "" ||
					shared(byName[key], a) || shared(byName[key], b) || contradict(a, b) {
					continue
				}
				if i := slices.IndexFunc(ties, func(t tie) bool { return t.ok(a, b) }); i >= 0 {
					known.join(a.ID, b.ID)
					out = append(out, cordon.Judgement{A: a.ID, B: b.ID, Verdict: cordon.Same, Score: 1, By: "starter", Why: ties[i].why})
				}
			}
		}
	}
	return out
}

func under(e *cordon.Entry, p cordon.ProgrammeID) bool {
	return slices.ContainsFunc(e.Designations, func(d cordon.Designation) bool { return d.Programme == p })
}

// nameKeys are the folded names of an entry, weak ones and very short ones left out.
func nameKeys(e *cordon.Entry) []string {
	var out []string
	for _, n := range e.Profile.Names {
		if key := nameKey(n.Full); !n.Weak && len(key) >= 6 && !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

// shared reports whether another entry of e's list and programme bears the name.
func shared(all []*cordon.Entry, e *cordon.Entry) bool {
	return slices.ContainsFunc(all, func(o *cordon.Entry) bool {
		return o != e && o.List == e.List && o.Designations[0].Programme == e.Designations[0].Programme
	})
}

// contradict reports whether both have days of birth and none of them agree.
func contradict(a, b *cordon.Entry) bool {
	if len(a.Profile.Births) == 0 || len(b.Profile.Births) == 0 {
		return false
	}
	for _, x := range a.Profile.Births {
		for _, y := range b.Profile.Births {
			p, q := cordon.Period{From: x.Date, To: x.To}, cordon.Period{From: y.Date, To: y.To}
			if p.To.IsZero() {
				p.To = p.From
			}
			if q.To.IsZero() {
				q.To = q.From
			}
			if p.Overlaps(q) {
				return false
			}
		}
	}
	return true
}

var jpCross = regexp.MustCompile(`\(?[*#](\d+)\)`)

// crossJP reads the number that a party of one of Japan's own lists has on its
// list of the UN's designations: "1(#47)", "2(*39)".
func crossJP(e *cordon.Entry, number string) [][2]cordon.EntryID {
	m := jpCross.FindStringSubmatch(strings.NewReplacer("（", "(", "）", ")").Replace(number))
	if m == nil || under(e, "jp/DPRK-1718") {
		return nil
	}
	return [][2]cordon.EntryID{
		{cordon.EntryID("jp-mof/dprk-1718-entities." + m[1]), e.ID},
		{cordon.EntryID("jp-mof/dprk-1718-persons." + m[1]), e.ID},
	}
}

// sameByNumber are the judgements by such numbers; the name decides which of
// the two lists is meant.
func sameByNumber(sets []*set, chosen []*cordon.Entry, known groups) []cordon.Judgement {
	byID := map[cordon.EntryID]*cordon.Entry{}
	for _, e := range chosen {
		byID[e.ID] = e
	}
	var out []cordon.Judgement
	for _, s := range sets {
		for _, pair := range s.cross {
			a, b := byID[pair[0]], byID[pair[1]]
			if a == nil || b == nil || known.of(a.ID) == known.of(b.ID) ||
				!slices.ContainsFunc(nameKeys(a), func(k string) bool { return slices.Contains(nameKeys(b), k) }) {
				continue
			}
			known.join(a.ID, b.ID)
			out = append(out, cordon.Judgement{
				A: a.ID, B: b.ID, Verdict: cordon.Same, Score: 1, By: "starter",
				Why: "the list prints the party's number on its list of the UN's designations",
			})
		}
	}
	return out
}
