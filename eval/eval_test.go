package eval

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/match"
	"cordon/internal/need"
)

var update = flag.Bool("update", false, "write the results of this run as the frozen ones")

// A labelled pair of names.
type labelled struct {
	group, name1, name2 string
	kind                cordon.Kind
	match               bool
}

// hash names a pair without its text.
func (l *labelled) hash() string {
	sum := sha256.Sum256([]byte(string(l.kind) + "\x00" + l.name1 + "\x00" + l.name2 + "\x00" + strconv.FormatBool(l.match)))
	return hex.EncodeToString(sum[:6])
}

// score is the score of a pair, by the code that scores hits.
func (l *labelled) score() (float64, []cordon.Feature) {
	profile := func(n string) *cordon.Profile {
		return &cordon.Profile{Kind: l.kind, Names: []cordon.Name{{Full: n, Use: cordon.Primary}}}
	}
	return match.Compare(match.Prepare(profile(l.name1)), match.Prepare(profile(l.name2)))
}

// counts are the four outcomes at the default threshold.
type counts struct{ tp, fp, tn, fn int }

func (c *counts) add(want, got bool) {
	switch {
	case want && got:
		c.tp++
	case want:
		c.fn++
	case got:
		c.fp++
	default:
		c.tn++
	}
}

func (c *counts) f1() float64 {
	if c.tp == 0 {
		return 0
	}
	return 2 * float64(c.tp) / float64(2*c.tp+c.fp+c.fn)
}

func (c *counts) String() string {
	return fmt.Sprintf("F1 %.3f  right %d of %d, missed %d, false %d", c.f1(), c.tp+c.tn, c.tp+c.tn+c.fp+c.fn, c.fn, c.fp)
}

// TestNames holds our own deck to its frozen results.
func TestNames(t *testing.T) {
	gate(t, "names.csv", table(t, "names.csv", func(r map[string]string) labelled {
		return labelled{r["group"], r["name1"], r["name2"], cordon.Kind(r["kind"]), r["match"] == "true"}
	}))
}

// TestNamePairs holds the matcher to nomenklatura's labelled pairs (MIT), which
// stand in the shared folder. Here are only case numbers, hashes and scores.
func TestNamePairs(t *testing.T) {
	gate(t, "name_pairs.csv", table(t, need.Shared(t, "bench/name_pairs.csv"), func(r map[string]string) labelled {
		return labelled{r["case_group"], r["name1"], r["name2"], kindOf(r["schema"]), r["is_match"] == "true"}
	}))
}

func table(t *testing.T, path string, of func(map[string]string) labelled) []labelled {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []labelled
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, h := range rows[0] {
			m[h] = r[i]
		}
		out = append(out, of(m))
	}
	return out
}

// gate fails when F1 falls below that of the frozen results, or a pair that was
// found is missed now. It shows the pairs that changed sides.
func gate(t *testing.T, file string, cases []labelled) {
	t.Helper()
	path := filepath.Join("frozen", file)
	frozen := map[string]float64{}
	if !*update {
		for _, c := range frozenRows(t, path) {
			frozen[c[0]+" "+c[1]] = parse(t, c[2])
		}
	}
	now, before := counts{}, counts{}
	groups := map[string]*counts{}
	var lines []string
	for i := range cases {
		c := &cases[i]
		s, features := c.score()
		got := s >= match.DefaultThreshold
		now.add(c.match, got)
		if groups[c.group] == nil {
			groups[c.group] = &counts{}
		}
		groups[c.group].add(c.match, got)
		lines = append(lines, fmt.Sprintf("%d,%s,%.4f", i+1, c.hash(), s))
		if *update {
			continue
		}
		old, ok := frozen[fmt.Sprintf("%d %s", i+1, c.hash())]
		if !ok {
			t.Fatalf("case %d is not in %s: run go test ./eval -update", i+1, path)
		}
		was := old >= match.DefaultThreshold
		before.add(c.match, was)
		if was != got {
			t.Logf("case %d: %.4f -> %.4f (want %v): %q, %q: %s", i+1, old, s, c.match, c.name1, c.name2, reasons(features))
		}
		if c.match && was && !got {
			t.Errorf("case %d is missed now", i+1)
		}
	}
	report(t, file, &now, groups)
	if *update {
		write(t, path, lines)
		return
	}
	if now.f1() < before.f1()-1e-9 {
		t.Errorf("F1 fell from %.4f to %.4f", before.f1(), now.f1())
	}
}

func report(t *testing.T, file string, all *counts, groups map[string]*counts) {
	t.Logf("%s: %s", file, all)
	var names []string
	for g := range groups {
		names = append(names, g)
	}
	slices.Sort(names)
	for _, g := range names {
		t.Logf("  %-18s %s", g, groups[g])
	}
}

func reasons(fs []cordon.Feature) string {
	var out []string
	for _, f := range fs {
		out = append(out, fmt.Sprintf("%s %+.2f", f.Name, f.Adds))
	}
	return strings.Join(out, ", ")
}

func frozenRows(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func parse(t *testing.T, s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func write(t *testing.T, path string, lines []string) {
	t.Helper()
	text := "case,hash,score\n" + strings.Join(lines, "\n") + "\n"
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
