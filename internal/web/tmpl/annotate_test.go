package tmpl

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"cordon"
)

func at(text, part string) cordon.Span {
	i := strings.Index(text, part)
	return cordon.Span{From: i, To: i + len(part)}
}

// flat writes lines the short way: [class:text]refs, furniture in braces.
func flat(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		if l.Folded != nil {
			b.WriteString("{" + strings.TrimSuffix(flat(l.Folded), "\n") + "}\n")
			continue
		}
		for _, p := range l.Pieces {
			if p.Class == "" {
				b.WriteString(p.Text)
			} else {
				b.WriteString("[" + p.Class + ":" + p.Text + "]")
			}
			for _, r := range p.Refs {
				b.WriteString("^" + r.Label)
			}
		}
		for _, n := range l.Notes {
			b.WriteString(" |" + n.Label)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestAnnotate(t *testing.T) {
	const text = "Menu\nLogin\n\nKim met Putin. Moscow denied it.\nMore 리병철 news"
	r := &cordon.Reading{Document: cordon.Document{Text: text, Blocks: []cordon.Block{
		{Line: 1, Span: at(text, "Menu"), Kind: cordon.Furniture},
		{Line: 2, Span: at(text, "Login"), Kind: cordon.Furniture},
		{Line: 4, Span: at(text, "Kim met Putin. Moscow denied it."), Kind: cordon.Body},
		{Line: 5, Span: at(text, "More 리병철 news"), Kind: cordon.Body},
	}}}
	r.Statements = []cordon.Statement{{Span: at(text, "Moscow denied it."), Kind: cordon.Denial}}
	r.Events = []cordon.Event{{Type: cordon.Talks, Status: cordon.Denied, Spans: []cordon.Span{at(text, "Kim met Putin. Moscow denied it.")}}}
	r.Mentions = []cordon.Mention{{Span: at(text, "Kim"), Party: "un-sc/x"}, {Span: at(text, "리병철")}}
	want := `{Menu
Login}
[ev mn mn-listed:Kim][ev: met Putin. ][st st-denial ev:Moscow denied it.]^S1^E1 |S1 |E1
More [mn:리병철] news
`
	if d := cmp.Diff(want, flat(Annotate(r))); d != "" {
		t.Error(d)
	}
}

func TestAnnotateWithoutBlocks(t *testing.T) {
	r := &cordon.Reading{Document: cordon.Document{Text: "One.\r\n\nTwo."}}
	if d := cmp.Diff("One.\nTwo.\n", flat(Annotate(r))); d != "" {
		t.Error(d)
	}
}

// FuzzAnnotate gives wild spans: nothing is lost, doubled or cut within a letter.
func FuzzAnnotate(f *testing.F) {
	f.Add("Kim 리병철\nPutin", 0, 5, 2, 9, -3, 400)
	f.Add("", 0, 0, 0, 0, 0, 0)
	f.Add("a\n\nb", 3, 1, 1, 2, 0, 4)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d, e, g int) {
		r := &cordon.Reading{Document: cordon.Document{Text: text}}
		r.Statements = []cordon.Statement{{Span: cordon.Span{From: a, To: b}}}
		r.Events = []cordon.Event{{Spans: []cordon.Span{{From: c, To: d}, {From: e, To: g}}}}
		r.Mentions = []cordon.Mention{{Span: cordon.Span{From: b, To: g}}}
		var got strings.Builder
		for _, l := range Annotate(r) {
			for _, p := range l.Pieces {
				if utf8.ValidString(text) && !utf8.ValidString(p.Text) {
					t.Errorf("a letter is cut: %q", p.Text)
				}
				got.WriteString(p.Text)
			}
		}
		if want := squeeze(text); squeeze(got.String()) != want {
			t.Errorf("text is %q, want %q", squeeze(got.String()), want)
		}
	})
}

// squeeze drops the blanks, which empty lines and line ends consist of.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
