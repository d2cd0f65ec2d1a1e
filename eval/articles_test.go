package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/extract"
	"cordon/internal/need"
	"cordon/internal/watch"
)

// sets are the annotations of eval/articles: each with the file of its figures.
// The first set was read, and general faults mended, before the second was
// written; the second stands as a check of that.
var sets = map[string]string{"gold.jsonl": "articles.csv", "second.jsonl": "articles_second.csv"}

// TestArticles reads our own annotated texts, none of them a text of the bench,
// and holds the reader to the figures it has reached on them.
func TestArticles(t *testing.T) {
	for name, file := range sets {
		t.Run(name, func(t *testing.T) { gateArticles(t, name, filepath.Join("frozen", file)) })
	}
}

func gateArticles(t *testing.T, set, path string) {
	golds := articles(t, set)
	got := figures(golds, readArticles(t, golds))
	if n := got["invented publication dates"]; n > 0 {
		t.Errorf("%.0f invented publication dates", n)
	}
	var lines []string
	for _, name := range order {
		lines = append(lines, fmt.Sprintf("%s,%.3f", name, got[name]))
		t.Logf("%-28s %.3f", name, got[name])
	}
	if *update {
		if err := os.WriteFile(path, []byte("figure,value\n"+strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, row := range frozenRows(t, path) {
		if was := parse(t, row[1]); got[row[0]] < was-0.005 && row[0] != "invented publication dates" {
			t.Errorf("%s: %.3f, was %.3f", row[0], got[row[0]], was)
		}
	}
}

// TestScore compares our figures with those of the bench's script.
func TestScore(t *testing.T) {
	script := need.Shared(t, filepath.FromSlash("bench/news/score.py"))
	need.Python(t)
	for name := range sets {
		t.Run(name, func(t *testing.T) { compareScore(t, script, name) })
	}
}

// compareScore runs the script on what the reader says of a set.
func compareScore(t *testing.T, script, set string) {
	golds := articles(t, set)
	recs := readArticles(t, golds)
	got := figures(golds, recs)
	dir := os.Getenv("CORDON_PREDICTIONS")
	if dir == "" {
		dir = t.TempDir()
	}
	var b bytes.Buffer
	for _, g := range golds {
		line, err := json.Marshal(recs[g.Doc])
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	pred := filepath.Join(dir, "articles-"+set)
	if err := os.WriteFile(pred, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("python3", script, filepath.Join("articles", set), pred).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	n := 0
	for _, l := range strings.Split(string(out), "\n") {
		k := strings.LastIndexByte(l, ' ')
		if k < 0 {
			continue
		}
		want, err := strconv.ParseFloat(l[k+1:], 64)
		if err != nil {
			continue
		}
		n++
		name := strings.TrimSpace(l[:k])
		if have := got[name]; have < want-0.0006 || have > want+0.0006 {
			t.Errorf("%s: %.4f, the script says %.3f", name, have, want)
		}
	}
	if want := len(order) - absent(got); n != want {
		t.Errorf("the script prints %d figures, want %d", n, want)
	}
}

// articles are the annotations of a set.
func articles(t *testing.T, set string) []gold {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("articles", set))
	if err != nil {
		t.Fatal(err)
	}
	var out []gold
	for i, l := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		var g gold
		if err := json.Unmarshal([]byte(l), &g); err != nil {
			t.Fatalf("%s line %d: %v", set, i+1, err)
		}
		out = append(out, g)
	}
	return out
}

// readArticles reads the texts in one run, as `cordon read` does.
func readArticles(t *testing.T, golds []gold) map[string]*watch.Record {
	t.Helper()
	s := &watch.Service{}
	out := map[string]*watch.Record{}
	for _, g := range golds {
		raw, err := os.ReadFile(filepath.Join("articles", g.Doc))
		if err != nil {
			t.Fatal(err)
		}
		fetched, err := cordon.ParseDate(g.Fetched)
		if err != nil {
			t.Fatal(err)
		}
		r, err := s.Read(context.Background(), extract.Input{Ref: g.Doc, URL: g.URL, Fetched: fetched, Raw: raw})
		if err != nil {
			t.Fatal(err)
		}
		out[g.Doc] = watch.RecordOf(r)
	}
	return out
}

// order is the order in which the figures are printed.
var order = []string{
	"language accuracy", "relevance F1", "publication date accuracy", "furniture line F1",
	"statement attribution F1", "statement kind accuracy", "quote recall", "statement date accuracy", "event F1",
	"event status accuracy", "event date accuracy", "party F1", "story B-cubed F1", "copy recall", "invented publication dates", "mean",
}

// figures scores the records.
func figures(golds []gold, recs map[string]*watch.Record) map[string]float64 {
	c := map[string]*tally{}
	for _, name := range order {
		c[name] = &tally{}
	}
	invented := 0.0
	for i := range golds {
		g, p := &golds[i], recs[golds[i].Doc]
		c["language accuracy"].right(g.Language == p.Language)
		switch rel := c["relevance F1"]; {
		case g.Relevant && p.Relevant:
			rel.tp++
		case g.Relevant:
			rel.fn++
		case p.Relevant:
			rel.fp++
		}
		if g.Published != nil {
			c["publication date accuracy"].right(*g.Published == text(p.PublicationDate))
		} else if p.PublicationDate != nil && g.DatesFrom == "none" {
			invented++
		}
		lines(c["furniture line F1"], g, p)
		statements(c, g, p)
		events(c, g, p)
		m := pairs(len(g.Parties), len(p.Parties), func(i, j int) float64 {
			if sameName(g.Parties[i], p.Parties[j]) {
				return 1
			}
			return 0
		})
		c["party F1"].pairs(len(m), len(g.Parties), len(p.Parties))
		if g.WireOf != nil && recs[*g.WireOf] != nil {
			c["copy recall"].right(text(p.WireOf) == *g.WireOf || text(recs[*g.WireOf].WireOf) == g.Doc)
		}
	}
	return summed(c, golds, recs, invented)
}

// summed makes figures of the counts.
func summed(c map[string]*tally, golds []gold, recs map[string]*watch.Record, invented float64) map[string]float64 {
	out := map[string]float64{"invented publication dates": invented}
	for _, name := range order[:12] {
		out[name] = c[name].share()
		if strings.HasSuffix(name, "F1") {
			out[name] = c[name].f1()
		}
	}
	out["story B-cubed F1"], out["copy recall"] = bcubed(golds, recs), c["copy recall"].share()
	n := 0.0
	for _, name := range order[:14] {
		if math.IsNaN(out[name]) { // no case in this set
			continue
		}
		out["mean"] += out[name]
		n++
	}
	out["mean"] /= n
	return out
}

// absent counts the figures that a set has no case for.
func absent(figures map[string]float64) int {
	n := 0
	for _, v := range figures {
		if math.IsNaN(v) {
			n++
		}
	}
	return n
}

func lines(c *tally, g *gold, p *watch.Record) {
	free := slices.Concat(g.Boilerplate, g.Captions, g.Meta)
	for _, n := range p.Boilerplate {
		if slices.Contains(g.Boilerplate, n) {
			c.tp++
		} else if !slices.Contains(free, n) {
			c.fp++
		}
	}
	for _, n := range g.Boilerplate {
		if !slices.Contains(p.Boilerplate, n) {
			c.fn++
		}
	}
}

func statements(c map[string]*tally, g *gold, p *watch.Record) {
	m := pairs(len(g.Statements), len(p.Statements), func(i, j int) float64 { return said(g.Statements[i], &p.Statements[j]) })
	c["statement attribution F1"].pairs(len(m), len(g.Statements), len(p.Statements))
	quoted := map[int]bool{}
	for _, ij := range m {
		a, b := g.Statements[ij[0]], &p.Statements[ij[1]]
		c["statement kind accuracy"].right(a.Kind == b.Kind)
		if a.Date != nil {
			c["statement date accuracy"].right(*a.Date == text(b.Date))
		}
		if a.Quote != nil && b.Quote != nil {
			share, _ := overlap(*a.Quote, *b.Quote)
			quoted[ij[0]] = share >= 0.8
		}
	}
	for i, a := range g.Statements {
		if a.Quote != nil {
			c["quote recall"].right(quoted[i])
		}
	}
}

func events(c map[string]*tally, g *gold, p *watch.Record) {
	m := pairs(len(g.Events), len(p.Events), func(i, j int) float64 { return happened(g.Events[i], &p.Events[j]) })
	c["event F1"].pairs(len(m), len(g.Events), len(p.Events))
	for _, ij := range m {
		a, b := g.Events[ij[0]], &p.Events[ij[1]]
		c["event status accuracy"].right(a.Status == b.Status)
		if a.Start != nil || a.End != nil {
			_, overlaps := overlapping(a, b)
			c["event date accuracy"].right(overlaps)
		}
	}
}

// bcubed is the F1 of the stories.
func bcubed(golds []gold, recs map[string]*watch.Record) float64 {
	var p, r float64
	for _, d := range golds {
		var wanted, found, both float64
		for _, o := range golds {
			w := o.Story == d.Story
			f := o.Doc == d.Doc || recs[o.Doc].Story == recs[d.Doc].Story && recs[d.Doc].Story != ""
			if w {
				wanted++
			}
			if f {
				found++
			}
			if w && f {
				both++
			}
		}
		p += both / found
		r += both / wanted
	}
	n := float64(len(golds))
	p, r = p/n, r/n
	return 2 * p * r / (p + r)
}
