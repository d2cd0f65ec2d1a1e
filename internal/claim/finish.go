package claim

import (
	"slices"
	"strings"

	"cordon"
)

// memory is how many statements back a speaker and his words are remembered.
const memory = 50

// inherit takes day and channel of the same speaker's statement before: one
// briefing, quoted sentence by sentence.
func (r *reader) inherit(st *cordon.Statement, by *speaker) {
	for i := len(r.out) - 1; i >= max(0, len(r.out)-memory); i-- {
		f := &r.out[i]
		if !f.by.same(by) && !sameOffice(&f.by, by) {
			continue
		}
		if st.Said.IsZero() {
			st.Said = f.st.Said
		}
		if st.Via == "" && st.Said == f.st.Said {
			st.Via = f.st.Via
		}
		return
	}
}

// sameOffice reports whether one is named and the other is the unnamed holder of an
// office of the same body: "a state department spokesperson", "Matthew Miller".
func sameOffice(a, b *speaker) bool {
	if a.name != "" && b.name != "" {
		return false
	}
	return a.org != "" && (a.org == b.org || a.country != "" && a.country == b.country && a.plural == b.plural)
}

// finish folds the lead into what elaborates it and orders the statements.
func (r *reader) finish() []cordon.Statement {
	r.foldLead()
	var out []cordon.Statement
	for _, f := range r.out {
		if f.st.Said.IsZero() && !f.back && (f.by.country == "" || r.sides[f.by.country]) {
			f.st.Said = r.newsDay
		}
		out = append(out, f.st)
	}
	slices.SortStableFunc(out, func(a, b cordon.Statement) int { return a.Span.From - b.Span.From })
	return out
}

// leadUnits is how far into a text a lead reaches, and leadReach how many
// statements on its quotation may stand.
const (
	leadUnits = 2
	leadReach = 3
)

// foldLead drops an indirect statement that a quotation elaborates: in the lead
// when one of the next three statements is a quotation by the same speaker or
// the holder of that office; elsewhere when the very next one is, and names the
// speaker whom the first left unnamed. And the same words twice are one statement.
func (r *reader) foldLead() {
	kept := r.out[:0:0]
	for i := range r.out {
		if !r.elaborated(i) && !r.repeated(i) {
			kept = append(kept, r.out[i])
		}
	}
	r.out = kept
}

func (r *reader) elaborated(i int) bool {
	f := &r.out[i]
	n := r.reach(f)
	for j := i + 1; j < len(r.out) && j <= i+n; j++ {
		if g := &r.out[j]; f.quotedIn(g) {
			if g.st.Said.IsZero() {
				g.st.Said = f.st.Said
			}
			return true
		}
	}
	return false
}

// reach is how many statements behind an indirect one may elaborate it.
func (r *reader) reach(f *found) int {
	switch {
	case f.st.Quote != "":
		return 0
	case f.ordinal <= leadUnits:
		return leadReach
	case f.st.Kind != cordon.Denial && (f.by.name != "" || f.by.role == ""):
		return 0
	}
	return 1
}

// quotedIn reports whether the quotation g says what f says indirectly.
func (f *found) quotedIn(g *found) bool {
	if f.st.Kind == cordon.Denial && len(g.st.Quote) < shortest {
		return false // a word or two do not say what is denied
	}
	// What a named speaker does otherwise than the quotation is a statement of its own.
	return g.st.Quote != "" && (f.by.name == "" || f.st.Kind == g.st.Kind) && (f.by.same(&g.by) || sameOffice(&f.by, &g.by))
}

func (r *reader) repeated(i int) bool {
	f := &r.out[i]
	if len(f.st.Quote) < shortest {
		return false
	}
	for j := max(0, i-memory); j < i; j++ {
		if g := &r.out[j]; len(g.st.Quote) >= shortest && g.by.same(&f.by) &&
			(strings.Contains(g.st.Quote, f.st.Quote) || strings.Contains(f.st.Quote, g.st.Quote)) {
			if g.st.Said.IsZero() {
				g.st.Said = f.st.Said
			}
			return true
		}
	}
	return false
}
