package fold_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"cordon"
	"cordon/internal/extract"
	"cordon/internal/fold"
	"cordon/internal/need"
)

type gold struct {
	Doc    string  `json:"doc"`
	Story  string  `json:"story"`
	WireOf *string `json:"wire_of"`
}

type text struct{ Doc, URL, Text string }

// TestBench measures story B-cubed F1 and copy recall of score.py, reading the
// texts one by one as the product does.
func TestBench(t *testing.T) {
	for _, bench := range []struct {
		name, texts, gold string
		story, copies     float64
	}{
		{"seeds", "seeds/seeds.jsonl", "seeds/gold.jsonl", 0.75, 0},
		{"dev", "bench/news/dev.jsonl", "bench/news/dev_gold.jsonl", 0.75, 0.6},
	} {
		t.Run(bench.name, func(t *testing.T) {
			story, wire := map[string]string{}, map[string]string{}
			for _, g := range lines[gold](t, need.Shared(t, bench.gold)) {
				story[g.Doc] = g.Story
				if g.WireOf != nil {
					wire[g.Doc] = *g.WireOf
				}
			}
			var known []fold.Candidate
			got, copyOf, ref := map[string]string{}, map[string]string{}, map[cordon.DocumentID]string{}
			for _, in := range lines[text](t, need.Shared(t, bench.texts)) {
				d, err := extract.Document(extract.Input{Ref: in.Doc, URL: in.URL, MediaType: "text/plain", Raw: []byte(in.Text)})
				if err != nil {
					t.Fatal(err)
				}
				d.Sketch = fold.Of(d)
				m := fold.Find(d, known)
				if m.Story == "" {
					m.Story = cordon.StoryID(d.ID)
				}
				for _, k := range known {
					one := fold.Find(d, []fold.Candidate{k})
					if story[in.Doc] == story[k.Ref] || one.Likeness > 0.15 || one.Copied > 0.15 {
						t.Logf("%v %s %s: %.2f of text, likeness %+v", story[in.Doc] == story[k.Ref], in.Doc, k.Ref, fold.Copied(d.Sketch, k.Sketch), one)
					}
				}
				got[in.Doc], copyOf[in.Doc], ref[d.ID] = string(m.Story), string(m.CopyOf), in.Doc
				known = append(known, fold.Candidate{
					ID: d.ID, Ref: in.Doc, Story: m.Story, Outlet: d.Outlet, Title: d.Title,
					Published: d.Published, CopyOf: m.CopyOf, Sketch: d.Sketch,
				})
			}
			var right, all float64
			for doc, of := range wire {
				if _, here := story[of]; here {
					all++
					if ref[cordon.DocumentID(copyOf[doc])] == of || ref[cordon.DocumentID(copyOf[of])] == doc {
						right++
					} else {
						t.Logf("%s copies %s: read %q", doc, of, ref[cordon.DocumentID(copyOf[doc])])
					}
				}
			}
			for doc, of := range copyOf {
				if of != "" && story[doc] != story[ref[cordon.DocumentID(of)]] {
					t.Errorf("%s is no copy of %s", doc, ref[cordon.DocumentID(of)])
				}
			}
			f := bcubed(story, got)
			t.Logf("story B-cubed F1 %.3f, copy recall %.0f of %.0f", f, right, all)
			if f < bench.story || right < bench.copies*all {
				t.Errorf("less than %.2f and %.2f", bench.story, bench.copies)
			}
		})
	}
}

func bcubed(gold, got map[string]string) float64 {
	var p, r float64
	for d := range gold {
		var both, inGold, inGot float64
		for e := range gold {
			g, s := gold[e] == gold[d], got[e] == got[d]
			if g {
				inGold++
			}
			if s {
				inGot++
			}
			if g && s {
				both++
			}
		}
		p += both / inGot
		r += both / inGold
	}
	n := float64(len(gold))
	p, r = p/n, r/n
	return 2 * p * r / (p + r)
}

func lines[T any](t *testing.T, path string) []T {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []T
	s := bufio.NewScanner(bytes.NewReader(b))
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		var v T
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}
