package tmpl

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"cordon"
)

// A Line is one line of a document with what was read in it, or a run of
// furniture, which the page folds away.
type Line struct {
	Kind   cordon.BlockKind
	Number int // 1-based
	Pieces []Piece
	Notes  []Note
	Folded []Line // furniture only
}

// A Piece is a stretch of a line under the same marks.
type Piece struct {
	Text  string
	Class string         // of the mark; empty for plain text
	Party cordon.PartyID // where a mention leads
	IDs   []string       // of the statements and events that begin with this piece
	Refs  []Ref          // the statements and events that end with this piece
}

// A Ref leads from marked words to what was read in them.
type Ref struct {
	Label string // "S1", "E2"
	To    string // the ID of the row in the table below
	Says  string // for those who hear the page
}

// A Note stands beside the line in which its statement or event begins.
type Note struct {
	Ref
	Statement *cordon.Statement
	Event     *cordon.Event
}

// A span is one mark on the text.
type span struct {
	cordon.Span
	class string
	party cordon.PartyID
	ref   *Ref
	first bool // the first place of its statement or event
	note  Note
}

// Annotate cuts a reading's text into lines and the lines at every mark. Marks
// may overlap: a piece has the classes of all marks that cover it.
func Annotate(r *cordon.Reading) []Line {
	marks := marksOf(r)
	var lines []Line
	for _, b := range blocksOf(&r.Document) {
		line := cut(r.Document.Text, b, marks)
		if b.Kind != cordon.Furniture {
			lines = append(lines, line)
			continue
		}
		if n := len(lines); n > 0 && lines[n-1].Folded != nil {
			lines[n-1].Folded = append(lines[n-1].Folded, line)
			continue
		}
		lines = append(lines, Line{Kind: cordon.Furniture, Number: b.Line, Folded: []Line{line}})
	}
	return lines
}

// blocksOf are the document's lines in order, without empty ones; a document
// whose lines were not told apart is all body.
func blocksOf(d *cordon.Document) []cordon.Block {
	var blocks []cordon.Block
	if len(d.Blocks) == 0 {
		at := 0
		for i, l := range strings.SplitAfter(d.Text, "\n") {
			blocks = append(blocks, cordon.Block{Line: i + 1, Span: cordon.Span{From: at, To: at + len(l)}, Kind: cordon.Body})
			at += len(l)
		}
	} else {
		blocks = slices.Clone(d.Blocks)
		slices.SortStableFunc(blocks, func(a, b cordon.Block) int { return a.Span.From - b.Span.From })
	}
	kept := blocks[:0]
	for _, b := range blocks {
		b.Span = within(d.Text, b.Span)
		if strings.TrimSpace(d.Text[b.Span.From:b.Span.To]) != "" {
			kept = append(kept, b)
		}
	}
	return kept
}

func marksOf(r *cordon.Reading) []span {
	var all []span
	add := func(s span) {
		s.Span = within(r.Document.Text, s.Span)
		if s.From < s.To {
			all = append(all, s)
		}
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		ref := Ref{fmt.Sprintf("S%d", i+1), fmt.Sprintf("s%d", i+1), fmt.Sprintf("Statement %d: %s", i+1, plain(s.Kind))}
		class := "st st-claim"
		if contra(s.Kind) {
			class = "st st-denial"
		}
		add(span{Span: s.Span, class: class, ref: &ref, first: true, note: Note{Ref: ref, Statement: s}})
	}
	for i := range r.Events {
		e := &r.Events[i]
		ref := Ref{fmt.Sprintf("E%d", i+1), fmt.Sprintf("e%d", i+1), fmt.Sprintf("Event %d: %s, %s", i+1, plain(e.Type), plain(e.Status))}
		for j, sp := range e.Spans {
			add(span{Span: sp, class: "ev", ref: &ref, first: j == 0, note: Note{Ref: ref, Event: e}})
		}
	}
	for _, m := range r.Mentions {
		class := "mn"
		if m.Party != "" {
			class = "mn mn-listed"
		}
		add(span{Span: m.Span, class: class, party: m.Party})
	}
	return all
}

// cut makes the pieces of one line.
func cut(text string, b cordon.Block, marks []span) Line {
	line := Line{Kind: b.Kind, Number: b.Line}
	from, to := b.Span.From, b.Span.To
	for from < to && (text[to-1] == '\n' || text[to-1] == '\r') {
		to--
	}
	edges := []int{from, to}
	var here []span
	for _, m := range marks {
		if m.From >= to || m.To <= from {
			continue
		}
		here = append(here, m)
		edges = append(edges, max(m.From, from), min(m.To, to))
		if m.first && m.From >= from {
			line.Notes = append(line.Notes, m.note)
		}
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	for i := 1; i < len(edges); i++ {
		line.Pieces = append(line.Pieces, piece(text, edges[i-1], edges[i], to, here))
	}
	return line
}

// piece is the text between two edges of a line that ends at end.
func piece(text string, from, to, end int, marks []span) Piece {
	p := Piece{Text: text[from:to]}
	var classes []string
	for _, m := range marks {
		if m.From > from || m.To < to {
			continue
		}
		for _, c := range strings.Fields(m.class) {
			if !slices.Contains(classes, c) {
				classes = append(classes, c)
			}
		}
		if m.party != "" {
			p.Party = m.party
		}
		if m.ref == nil {
			continue
		}
		if m.first && m.From == from {
			p.IDs = append(p.IDs, "at-"+m.ref.To)
		}
		if m.To == to || m.To > end && to == end {
			p.Refs = append(p.Refs, *m.ref)
		}
	}
	p.Class = strings.Join(classes, " ")
	return p
}

// within forces a span into the text and off the inside of a character.
func within(text string, s cordon.Span) cordon.Span {
	s.From, s.To = min(max(s.From, 0), len(text)), min(max(s.To, 0), len(text))
	for s.From > 0 && s.From < len(text) && !utf8.RuneStart(text[s.From]) {
		s.From--
	}
	for s.To > 0 && s.To < len(text) && !utf8.RuneStart(text[s.To]) {
		s.To--
	}
	return cordon.Span{From: s.From, To: max(s.From, s.To)}
}
