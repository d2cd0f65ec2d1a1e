package watch

import (
	"cmp"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/mention"
)

// A Record is the reading in the form that `cordon read --json` prints: the
// keys of the news bench (a value that is not known is null), and more.
type Record struct {
	Doc             string            `json:"doc"`
	Language        string            `json:"language"`
	Relevant        bool              `json:"relevant"`
	PublicationDate *string           `json:"publication_date"` // ISO 8601; null when nothing proves a day
	Boilerplate     []int             `json:"boilerplate_lines"`
	Story           string            `json:"story"`
	WireOf          *string           `json:"wire_of"` // Ref of the document that this one copies, else the agency credited
	Statements      []StatementRecord `json:"statements"`
	Events          []EventRecord     `json:"events"`
	Parties         []string          `json:"parties"`

	ID          cordon.DocumentID     `json:"id"`
	Title       string                `json:"title,omitempty"`
	Outlet      string                `json:"outlet,omitempty"`
	Byline      string                `json:"byline,omitempty"`
	Dateline    string                `json:"dateline,omitempty"`
	URL         string                `json:"url,omitempty"`
	PublishedBy []cordon.DateEvidence `json:"published_by,omitempty"`
	CopyOf      cordon.DocumentID     `json:"copy_of,omitempty"`
	Credit      string                `json:"credit,omitempty"`
	Root        string                `json:"root,omitempty"` // the first source by the known ways of syndication
	Captions    []int                 `json:"caption_lines,omitempty"`
	Meta        []int                 `json:"meta_lines,omitempty"`
	Mentions    []cordon.Mention      `json:"mentions,omitempty"`
	Example     bool                  `json:"example,omitempty"`
}

// A StatementRecord is one statement in the bench's keys; the spans are bytes
// of the document's text.
type StatementRecord struct {
	Speaker *string        `json:"speaker"`
	Role    *string        `json:"role"`
	Org     *string        `json:"org"`
	Kind    string         `json:"kind"`
	About   string         `json:"about"`
	Date    *string        `json:"date"`
	Quote   *string        `json:"quote"`
	Via     *string        `json:"via"`
	To      *string        `json:"to"`
	Span    cordon.Span    `json:"span"`
	At      cordon.Span    `json:"at,omitzero"`
	Line    int            `json:"line"`
	Event   int            `json:"event,omitempty"` // 1-based, of events
	Party   cordon.PartyID `json:"party,omitempty"`
}

// An EventRecord is one event in the bench's keys.
type EventRecord struct {
	ID         cordon.EventID  `json:"id"`
	Type       string          `json:"type"`
	DateStart  *string         `json:"date_start"`
	DateEnd    *string         `json:"date_end"`
	Actors     []string        `json:"actors"`
	Place      *string         `json:"place"`
	Status     string          `json:"status"`
	Goods      []string        `json:"goods,omitempty"`
	Provisions []cordon.Breach `json:"provisions,omitempty"`
	Roles      []cordon.Actor  `json:"roles,omitempty"`
	Spans      []cordon.Span   `json:"spans,omitempty"`
	Rule       string          `json:"rule,omitempty"`
}

// RecordOf renders a reading.
func RecordOf(r *cordon.Reading) *Record {
	d := &r.Document
	rec := &Record{
		Doc: d.Ref, Language: d.Lang, Relevant: d.Relevant, PublicationDate: date(d.Published),
		Boilerplate: linesOf(d, cordon.Furniture), Story: string(d.Story), WireOf: orNull(d.CopyRef),
		Statements: []StatementRecord{}, Events: []EventRecord{}, Parties: Parties(r),
		ID: d.ID, Title: d.Title, Outlet: d.Outlet, Byline: d.Byline, Dateline: d.Dateline, URL: d.URL,
		PublishedBy: d.PublishedBy, CopyOf: d.CopyOf, Credit: d.Credit, Root: root(d),
		Captions: linesOf(d, cordon.Caption), Meta: linesOf(d, cordon.Meta), Mentions: r.Mentions, Example: d.Example,
	}
	if rec.WireOf == nil {
		rec.WireOf = orNull(d.Credit)
	}
	for _, st := range r.Statements {
		rec.Statements = append(rec.Statements, StatementRecord{
			Speaker: orNull(st.Speaker), Role: orNull(st.Role), Org: orNull(st.Org), Kind: string(st.Kind), About: st.About,
			Date: date(st.Said), Quote: orNull(st.Quote), Via: orNull(st.Via), To: orNull(st.To),
			Span: st.Span, At: st.At, Line: lineAt(d, st.Span.From), Event: st.Event, Party: st.Party,
		})
	}
	for _, e := range r.Events {
		x := EventRecord{
			ID: e.ID, Type: string(e.Type), DateStart: date(e.When.From), DateEnd: date(e.When.To), Actors: []string{},
			Place: orNull(e.Place), Status: string(e.Status), Goods: e.Goods, Provisions: e.Breach, Roles: e.Actors, Spans: e.Spans, Rule: e.Rule,
		}
		for _, a := range e.Actors {
			x.Actors = append(x.Actors, a.Name)
		}
		rec.Events = append(rec.Events, x)
	}
	return rec
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func date(d cordon.Date) *string { return orNull(strings.TrimPrefix(d.String(), "~")) }

// lineAt is the number of the line that holds a place, 0 for none.
func lineAt(d *cordon.Document, at int) int {
	i, _ := slices.BinarySearchFunc(d.Blocks, at, func(b cordon.Block, at int) int { return cmp.Compare(b.Span.To, at) })
	if i == len(d.Blocks) {
		return 0
	}
	return d.Blocks[i].Line
}

func linesOf(d *cordon.Document, k cordon.BlockKind) []int {
	out := []int{}
	for _, b := range d.Blocks {
		if b.Kind == k {
			out = append(out, b.Line)
		}
	}
	return out
}

// root is the first source that the credit or the outlet leads to.
func root(d *cordon.Document) string {
	for _, name := range []string{d.Credit, d.Outlet} {
		e := mention.ByName(name, "o")
		if e == nil {
			continue
		}
		if r := mention.Lookup(mention.Root(e.ID)); r != nil && r.ID != e.ID || name == d.Credit {
			if r == nil {
				return name
			}
			return r.Name
		}
	}
	return ""
}

// Parties are the names of those that a relevant document is about or quotes:
// persons, companies, ships, weapons by name, monitoring bodies, and any body
// that is linked to a listed party or is the target of a designation. States
// and their organs are not parties, nor are outlets and authors.
func Parties(r *cordon.Reading) []string {
	out := []string{}
	if !r.Document.Relevant {
		return out
	}
	targets := map[string]bool{}
	for _, e := range r.Events {
		for _, a := range e.Actors {
			if e.Type == cordon.Designating && a.Role == "target" {
				targets[a.Name] = true
			}
		}
	}
	have := map[string]bool{}
	for i := range r.Mentions {
		m := &r.Mentions[i]
		if !have[m.Name] && isParty(m, targets[m.Name]) {
			have[m.Name] = true
			out = append(out, m.Name)
		}
	}
	return out
}

func isParty(m *cordon.Mention, target bool) bool {
	e := mention.Lookup(m.Entity)
	switch {
	case m.Kind == cordon.Person:
		return e == nil || !e.Press
	case m.Kind == cordon.Vessel, target:
		return true
	case e == nil:
		return m.Kind == cordon.Organization
	case e.ID[0] == 'w':
		return e.Class != "generic" && e.Class != "artillery_shell" && e.Class != "mortar"
	case e.ID[0] == 'b':
		return m.Party != "" || e.ID == "b.poe" || e.ID == "b.msmt" || e.Class == "company" || e.Class == "designator" ||
			e.Listed && e.Class != "military"
	}
	return false
}
