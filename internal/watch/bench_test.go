package watch

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
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
)

// A record of the bench's input.
type benchInput struct {
	Doc     string      `json:"doc"`
	URL     string      `json:"url"`
	Fetched cordon.Date `json:"fetched"`
	Text    string      `json:"text"`
}

// inputs reads the records of a JSONL file.
func inputs(t testing.TB, path string) []extract.Input {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []extract.Input
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var in benchInput
		if err := json.Unmarshal(sc.Bytes(), &in); err != nil {
			t.Fatal(err)
		}
		out = append(out, extract.Input{Ref: in.Doc, URL: in.URL, Fetched: in.Fetched, Raw: []byte(in.Text)})
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// predict reads every record of a JSONL file in one run and returns the records.
func predict(t testing.TB, path string) []*Record {
	t.Helper()
	s := &Service{}
	var out []*Record
	for _, in := range inputs(t, path) {
		r, err := s.Read(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, RecordOf(r))
	}
	return out
}

// score runs the bench's own script on the predictions and returns its figures.
func score(t *testing.T, gold string, recs []*Record) map[string]float64 {
	t.Helper()
	var b bytes.Buffer
	for _, r := range recs {
		line, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	dir := os.Getenv("CORDON_PREDICTIONS")
	if dir == "" {
		dir = t.TempDir()
	}
	pred := filepath.Join(dir, filepath.Base(t.Name())+".jsonl")
	if err := os.WriteFile(pred, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("python3", need.Shared(t, "bench", "news", "score.py"), gold, pred).CombinedOutput()
	if err != nil {
		t.Fatalf("score.py: %v\n%s", err, out)
	}
	t.Logf("\n%s", out)
	figures := map[string]float64{}
	for _, l := range strings.Split(string(out), "\n") {
		if k := strings.LastIndexByte(l, ' '); k > 0 {
			if v, err := strconv.ParseFloat(l[k+1:], 64); err == nil {
				figures[strings.TrimSpace(l[:k])] = v
			}
		}
	}
	return figures
}

// update rewrites the frozen figures and the golden files.
var update = flag.Bool("update", false, "rewrite golden files and frozen figures")

// slack is how far a figure may fall below the frozen one before the test
// fails: less than one statement of the smaller set.
const slack = 0.01

// TestBench reads the annotated texts and gates on the bench's own score: on the
// least mean that is asked for, and on every figure that was reached before.
func TestBench(t *testing.T) {
	need.Python(t)
	for _, c := range []struct {
		name, texts, gold string
		least             float64
	}{
		{"seeds", "seeds/seeds.jsonl", "seeds/gold.jsonl", 0.60},
		{"dev", "bench/news/dev.jsonl", "bench/news/dev_gold.jsonl", 0.45},
	} {
		t.Run(c.name, func(t *testing.T) {
			recs := predict(t, need.Shared(t, filepath.FromSlash(c.texts)))
			got := score(t, need.Shared(t, filepath.FromSlash(c.gold)), recs)
			if got["mean"] < c.least {
				t.Errorf("mean %.3f, want at least %.3f", got["mean"], c.least)
			}
			if n := got["invented publication dates"]; n > 0 {
				t.Errorf("%.0f invented publication dates", n)
			}
			frozen(t, filepath.Join("testdata", c.name+".figures"), got)
		})
	}
}

// frozen compares the figures with those of a file, one "name<TAB>value" a line.
func frozen(t *testing.T, path string, got map[string]float64) {
	t.Helper()
	if *update {
		var b strings.Builder
		for _, name := range slices.Sorted(maps.Keys(got)) {
			fmt.Fprintf(&b, "%s\t%.3f\n", name, got[name])
		}
		if err := os.WriteFile(path, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		name, value, _ := strings.Cut(l, "\t")
		want, err := strconv.ParseFloat(value, 64)
		if err != nil {
			t.Fatalf("%s: %q: %v", path, l, err)
		}
		if have, ok := got[name]; !ok || have < want-slack {
			t.Errorf("%s: %.3f, was %.3f", name, have, want)
		}
	}
}

// TestSpans holds what every reading must keep: spans lie in the text, and the
// words of a quotation stand where its place says.
func TestSpans(t *testing.T) {
	for _, name := range []string{"seeds/seeds.jsonl", "bench/news/dev.jsonl"} {
		s := &Service{}
		for _, in := range inputs(t, need.Shared(t, filepath.FromSlash(name))) {
			r, err := s.Read(context.Background(), in)
			if err != nil {
				t.Fatal(err)
			}
			if err := check(r); err != nil {
				t.Errorf("%s: %v", in.Ref, err)
			}
		}
	}
}

// check reports the first place of a reading that does not hold in its text.
func check(r *cordon.Reading) error {
	text := r.Document.Text
	in := func(s cordon.Span) bool { return s.From >= 0 && s.From <= s.To && s.To <= len(text) }
	for _, m := range r.Mentions {
		if !in(m.Span) || text[m.Span.From:m.Span.To] != m.Text || m.Name == "" {
			return fmt.Errorf("mention %+v", m)
		}
	}
	for _, st := range r.Statements {
		if !in(st.Span) || !in(st.At) || st.Kind == "" || st.Speaker == "" && st.Org == "" && st.Role == "" {
			return fmt.Errorf("statement %+v", st)
		}
		if st.Event < 0 || st.Event > len(r.Events) {
			return fmt.Errorf("statement on event %d of %d", st.Event, len(r.Events))
		}
		at := text[st.At.From:st.At.To]
		for _, piece := range strings.Split(st.Quote, " … ") {
			k := strings.Index(at, piece)
			if k < 0 {
				return fmt.Errorf("quoted %q stands not in %q", piece, at)
			}
			at = at[k+len(piece):]
		}
	}
	for _, e := range r.Events {
		for _, s := range e.Spans {
			if !in(s) {
				return fmt.Errorf("event %+v", e)
			}
		}
		if e.Type == "" || e.Status == "" || len(e.Spans) == 0 {
			return fmt.Errorf("event %+v", e)
		}
	}
	return nil
}

// BenchmarkRead measures the whole chain, without lists and store, a document
// of the seeds' size an operation.
func BenchmarkRead(b *testing.B) {
	ins := inputs(b, need.Shared(b, "seeds", "seeds.jsonl"))
	n := 0
	for _, in := range ins {
		n += len(in.Raw)
	}
	b.SetBytes(int64(n / len(ins)))
	for i := 0; b.Loop(); i++ {
		s := &Service{}
		if _, err := s.Read(context.Background(), ins[i%len(ins)]); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "docs/s")
}
