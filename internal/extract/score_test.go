package extract_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"cordon"
	"cordon/internal/extract"
	"cordon/internal/need"
)

// A gold is what the news bench says of a text; only what this package answers.
type gold struct {
	Doc         string  `json:"doc"`
	Language    string  `json:"language"`
	Relevant    bool    `json:"relevant"`
	Published   *string `json:"publication_date"`
	DatesFrom   string  `json:"dates_from"`
	Boilerplate []int   `json:"boilerplate_lines"`
	Captions    []int   `json:"caption_lines"`
	Meta        []int   `json:"meta_lines"`
	WireOf      *string `json:"wire_of"`
}

type text struct{ Doc, URL, Text string }

// benches are the two annotated sets and the least that each figure must reach.
var benches = []struct {
	name, texts, gold                   string
	furniture, dates, language, subject float64
}{
	{"seeds", "seeds/seeds.jsonl", "seeds/gold.jsonl", 0.8, 0.4, 1, 0.95},
	{"dev", "bench/news/dev.jsonl", "bench/news/dev_gold.jsonl", 0.8, 0.75, 1, 0.95},
}

// TestBench measures the measures of score.py that this package decides.
func TestBench(t *testing.T) {
	for _, bench := range benches {
		t.Run(bench.name, func(t *testing.T) {
			golds := map[string]gold{}
			for _, g := range lines[gold](t, need.Shared(t, bench.gold)) {
				golds[g.Doc] = g
			}
			var tp, fp, fn, dateOK, dates, invented, lang, relTP, relFP, relFN float64
			texts := lines[text](t, need.Shared(t, bench.texts))
			for _, in := range texts {
				g := golds[in.Doc]
				d, err := extract.Document(extract.Input{Ref: in.Doc, URL: in.URL, MediaType: "text/plain", Raw: []byte(in.Text)})
				if err != nil {
					t.Fatal(err)
				}
				for _, b := range d.Blocks {
					want, got := slices.Contains(g.Boilerplate, b.Line), b.Kind == cordon.Furniture
					switch {
					case want && got:
						tp++
					case want:
						fn++
						t.Logf("%s:%d missed furniture (%s, %s)", in.Doc, b.Line, b.Kind, b.Why)
					case got && !slices.Contains(g.Captions, b.Line) && !slices.Contains(g.Meta, b.Line):
						fp++
						t.Logf("%s:%d is no furniture (%s)", in.Doc, b.Line, b.Why)
					}
				}
				switch {
				case g.Published != nil:
					dates++
					if d.Published.String() == *g.Published {
						dateOK++
					} else {
						t.Logf("%s published %s, read %q from %v", in.Doc, *g.Published, d.Published, d.PublishedBy)
					}
				case !d.Published.IsZero() && g.DatesFrom == "none":
					invented++
					t.Errorf("%s has no date, read %s from %v", in.Doc, d.Published, d.PublishedBy)
				}
				if d.Lang == g.Language {
					lang++
				} else {
					t.Logf("%s is %s, read %q", in.Doc, g.Language, d.Lang)
				}
				if score, why := extract.Relevance(d); d.Relevant && g.Relevant {
					relTP++
				} else if d.Relevant {
					relFP++
					t.Logf("%s is not relevant: %v %v", in.Doc, score, why)
				} else if g.Relevant {
					relFN++
					t.Logf("%s is relevant: %v %v", in.Doc, score, why)
				}
			}
			furniture := f1(tp, fp, fn)
			t.Logf("furniture F1 %.3f, publication dates %.3f (%d invented), language %.3f, relevance F1 %.3f",
				furniture, dateOK/dates, int(invented), lang/float64(len(texts)), f1(relTP, relFP, relFN))
			atLeast(t, "furniture F1", furniture, bench.furniture)
			atLeast(t, "publication dates", dateOK/dates, bench.dates)
			atLeast(t, "language", lang/float64(len(texts)), bench.language)
			atLeast(t, "relevance F1", f1(relTP, relFP, relFN), bench.subject)
		})
	}
}

func f1(tp, fp, fn float64) float64 { return 2 * tp / (2*tp + fp + fn) }

func atLeast(t *testing.T, what string, got, want float64) {
	t.Helper()
	if got < want {
		t.Errorf("%s is %.3f, less than %.3f", what, got, want)
	}
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
