package tmpl

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/coordinate"
	"cordon/internal/listing"
)

// lag is the number of days after the first mover.
func lag(n *int) string {
	switch {
	case n == nil:
		return ""
	case *n == 0:
		return "same day"
	}
	return "+" + group(*n) + " d"
}

func momentClass(m coordinate.Moment) string { return slug(m.Kind) }

// momentWord says what a moment is: "listing", "claim", "arms transfer, alleged".
func momentWord(m coordinate.Moment) string {
	switch m.Kind {
	case "statement":
		return plain(m.Status)
	case "event":
		return strings.TrimSuffix("event, "+plain(m.Status), ", ")
	}
	return m.Kind
}

func momentName(m coordinate.Moment) string {
	if m.Name != "" {
		return m.Name
	}
	return m.Summary
}

// An ofAuthority is the entries of one authority.
type ofAuthority struct {
	Authority cordon.AuthorityID
	Entries   []cordon.EntryID
}

// entriesByAuthority groups entries in the order of the authorities' table.
func entriesByAuthority(ids []cordon.EntryID) []ofAuthority {
	by := map[cordon.AuthorityID][]cordon.EntryID{}
	for _, id := range ids {
		a := authorityOf(id.List())
		by[a] = append(by[a], id)
	}
	var out []ofAuthority
	for _, a := range cordon.Authorities {
		if len(by[a.ID]) > 0 {
			out = append(out, ofAuthority{a.ID, by[a.ID]})
			delete(by, a.ID)
		}
	}
	for _, a := range slices.Sorted(maps.Keys(by)) {
		out = append(out, ofAuthority{a, by[a]})
	}
	return out
}

// listedIn are the listed parties that a document names, each once.
func listedIn(r cordon.Reading) []cordon.PartyID {
	var ids []cordon.PartyID
	for _, m := range r.Mentions {
		if m.Party != "" && !slices.Contains(ids, m.Party) {
			ids = append(ids, m.Party)
		}
	}
	return ids
}

// namedOnce are the mentions of a document, one for each name and party, who is
// listed first; the first mention of each carries the reasons.
func namedOnce(ms []cordon.Mention) []cordon.Mention {
	type key struct {
		name  string
		party cordon.PartyID
	}
	seen := map[key]bool{}
	var out []cordon.Mention
	for _, m := range ms {
		if m.Name == "" {
			m.Name = m.Text
		}
		k := key{m.Name, m.Party}
		if !seen[k] {
			seen[k] = true
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b cordon.Mention) int { return cmp.Compare(unlinked(a), unlinked(b)) })
	return out
}

// unlinked is 0 for who is listed and 1 for everyone else.
func unlinked(m cordon.Mention) int {
	if m.Party != "" {
		return 0
	}
	return 1
}

// programmeCodes are the codes of an entry's programmes, each once.
func programmeCodes(e *cordon.Entry) []string {
	var out []string
	for _, d := range e.Designations {
		if c := d.Programme.Code(); !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// firstListed is the first listing date that an entry prints, with the sign of
// its kind where it is no act of the authority's own.
func firstListed(e *cordon.Entry) string {
	var first cordon.Designation
	for _, d := range e.Designations {
		if !d.Listed.IsZero() && (first.Listed.IsZero() || d.Listed.Before(first.Listed)) {
			first = d
		}
	}
	s := iso(first.Listed)
	if first.Listed.IsZero() {
		return s
	}
	return strings.TrimSpace(listing.KindOf(first.DateKind).Sign + " " + s)
}

// moversWords says of how many parties the first mover is proven.
func moversWords(m *coordinate.Matrix) string {
	proven, open := m.Movers()
	if open == 0 {
		return ""
	}
	return "The first mover is proven for " + count(proven, "party", "parties") + "; for " + group(open) +
		" another authority may have been earlier, since its date is open."
}

func onlyStarter(es []*cordon.Entry) bool {
	for _, e := range es {
		if !e.Starter {
			return false
		}
	}
	return len(es) > 0
}

func listName(p Party, id cordon.ListID) string {
	if l, ok := p.Lists[id]; ok {
		return l.Name
	}
	return string(id)
}

// inState are the authorities whose lists we hold in a state.
func inState(m *coordinate.Matrix, st coordinate.State) []cordon.AuthorityID {
	var out []cordon.AuthorityID
	for _, a := range m.Authorities {
		if m.Coverage[a].State == st {
			out = append(out, a)
		}
	}
	return out
}

// unsureWords is what a question mark before a date says.
const unsureWords = "listed, but the listing may have begun after the day asked for, or ended before it"

// someUnsure reports whether any cell has that question mark.
func someUnsure(rows []coordinate.Row) bool {
	return slices.ContainsFunc(rows, func(r coordinate.Row) bool {
		for _, c := range r.Cells {
			if c != nil && c.Unsure {
				return true
			}
		}
		return false
	})
}

// staleWords says of each list that is of another time than the day asked for
// whether it is too old or too young, or of an unknown day.
func staleWords(m *coordinate.Matrix, set []cordon.AuthorityID) string {
	parts := make([]string, len(set))
	for i, a := range set {
		why := cordon.Staleness(m.Coverage[a].Published, m.AsOf) // of its oldest list
		parts[i] = code(a) + ": the list is " + cmp.Or(why, "of another time than that day")
	}
	return strings.Join(parts, "; ") + ". A list proves that for the " + count(cordon.StaleAfter, "day", "days") + " after it."
}

// held says in a word what we hold of an authority.
func held(m *coordinate.Matrix, a cordon.AuthorityID) string {
	switch m.Coverage[a].State {
	case coordinate.Partial:
		return "in part"
	case coordinate.Stale:
		return "stale"
	case coordinate.Full:
		return "full"
	}
	return "none"
}

// blank reports whether no cell of an authority can hold anything.
func blank(m *coordinate.Matrix, a cordon.AuthorityID) bool {
	st := m.Coverage[a].State
	return st == coordinate.NoList || st == ""
}

// applies says which authorities have no column, since they apply another's acts.
func applies(m *coordinate.Matrix) string {
	var out []string
	for _, a := range slices.Sorted(maps.Keys(m.Applies)) {
		out = append(out, fmt.Sprintf("%s applies the acts of %s.", authority(a), code(m.Applies[a])))
	}
	return strings.Join(out, " ")
}

// matrix is a party's row as a matrix of one row.
func (p Party) matrix() *coordinate.Matrix {
	m := &coordinate.Matrix{Coverage: p.Coverage, Rows: []coordinate.Row{p.Row}}
	for _, a := range cordon.Authorities {
		if a.Applies == "" {
			m.Authorities = append(m.Authorities, a.ID)
		}
	}
	return m
}

// listedUnder is what a listing's summary says besides the name.
func listedUnder(m coordinate.Moment) string {
	return strings.TrimSuffix(strings.TrimSuffix(m.Summary, momentName(m)), ": ")
}

// someNot reports whether any authority is known not to have acted.
func someNot(rows []coordinate.Row) bool {
	return slices.ContainsFunc(rows, func(r coordinate.Row) bool { return len(r.Not) > 0 })
}

// cellNote is what stands below a date: off, first, or what is known of the lag.
func cellNote(r coordinate.Row, a cordon.AuthorityID) string {
	c := r.Cells[a]
	switch {
	case c.End != nil:
		return "off " + listing.EndText(*c.End)
	case r.First == a:
		return "first"
	case r.FirstMover(a):
		return "first, with others"
	case r.FirstKnown == a:
		return "first known; open: " + codes(r.Open)
	case c.LagRange != nil:
		return c.LagRange.String()
	}
	return lag(c.LagDays)
}

// signTitle is what the sign at a cell's date means.
func signTitle(c *coordinate.Cell) string {
	s := listing.KindOf(c.DateKind).Label
	if !c.Begin.Exact() && !c.First.IsZero() {
		s += ": " + iso(c.First)
	}
	return s
}

// signs are the kinds of date that have a sign.
func signs() []listing.Kind {
	return slices.DeleteFunc(slices.Clone(listing.Kinds), func(k listing.Kind) bool { return k.Sign == "" })
}

// momentWhen is when a moment was; of a listing or its end, what is proven.
func momentWhen(m coordinate.Moment) string {
	if m.Kind == "listing" || m.Kind == "delisting" {
		return listing.Span{NotBefore: m.When.From, NotAfter: m.When.To}.String()
	}
	return period(m.When)
}

// endOf is the end of a listing, a dash while it is in force.
func endOf(l coordinate.Listed) string {
	if l.End == nil {
		return iso(cordon.Date{})
	}
	return listing.EndText(*l.End)
}

// kindOfDate says what kind of date a listing has, with the date itself where
// the listing may have begun on another day.
func kindOfDate(l coordinate.Listed) string {
	s := listing.KindOf(l.DateKind).Label
	if !l.Begin.Exact() && !l.Listed.IsZero() && l.DateKind != cordon.OwnDate {
		s += " (" + iso(l.Listed) + ")"
	}
	return s
}
