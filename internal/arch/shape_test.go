package arch

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
)

// The limits of docs/design.md. A package that does not keep one yet stands in
// the table debts.
const (
	maxWidth    = 140 // characters of a line; a tab is one
	maxFunction = 60  // lines of a function
	maxComplex  = 15  // cyclomatic complexity of a function
	maxExported = 25  // exported names at package level; the root is excepted
	maxFile     = 600 // lines of a file
)

// TestShape measures the code and compares it with the limits and the debts.
// Print the figures with
//
//	go test ./internal/arch -run Shape -v
func TestShape(t *testing.T) {
	h := measured(t)
	if testing.Verbose() {
		t.Log("\n" + h.report())
	}
	for _, s := range sources(t) {
		if s.lines > maxFile {
			t.Errorf("%s: %d lines, limit %d", s.name, s.lines, maxFile)
		}
	}
	for pkg, f := range h.packages {
		h.hold(t, pkg, f)
	}
	for pkg := range debts {
		if h.packages[pkg] == nil {
			t.Errorf("debts: there is no package %s", pkg)
		}
	}
	for _, place := range h.clocks {
		t.Errorf("%s: a tool calls time.Now; it must be given the time", place)
	}
	if r := h.testRatio(); r < leastTestRatio {
		t.Errorf("test/code ratio %.3f, was %.3f: new code needs tests", r, leastTestRatio)
	} else if r > leastTestRatio+0.03 {
		t.Errorf("test/code ratio %.3f, was %.3f: raise leastTestRatio", r, leastTestRatio)
	}
}

// hold reports what a package does worse than its limits, or its debts, allow,
// and a debt that is higher than what is owed.
func (h *house) hold(t *testing.T, pkg string, f *figures) {
	t.Helper()
	d := debts[pkg]
	for _, m := range []struct {
		what             string
		got, limit, owed int
	}{
		{fmt.Sprintf("lines over %d characters", maxWidth), f.Wide, d.wide, d.wide},
		{"lines of the longest function", f.Longest, max(maxFunction, d.longest), d.longest},
		{"highest cyclomatic complexity", f.Complex, max(maxComplex, d.complex), d.complex},
		{"exported names", f.Exported, max(maxExported, d.exported), d.exported},
		{"comments of // alone", f.Blank, d.blank, d.blank},
	} {
		if pkg == "." && m.what == "exported names" {
			continue
		}
		if m.got > m.limit {
			t.Errorf("%s: %s: %d, %d allowed (%d worse)", pkg, m.what, m.got, m.limit, m.got-m.limit)
		}
		if m.owed > 0 && m.got < m.owed {
			t.Errorf("%s: %s: %d is better than its debt of %d: lower the debt", pkg, m.what, m.got, m.owed)
		}
	}
	for _, fn := range h.functions {
		if fn.pkg == pkg && (fn.lines > max(maxFunction, d.longest) || fn.complex > max(maxComplex, d.complex)) {
			t.Errorf("%s: %s: %d lines, complexity %d", fn.place, fn.name, fn.lines, fn.complex)
		}
	}
	for _, m := range f.Modules {
		if !slices.Contains(mayUse[pkg], m) {
			t.Errorf("%s imports %s, which its entry in mayUse does not list", pkg, m)
		}
	}
}

func (h *house) testRatio() float64 {
	var code, test int
	for _, f := range h.packages {
		code, test = code+f.Code, test+f.Test
	}
	return float64(test) / float64(code)
}

// report is the table of all figures.
func (h *house) report() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	var wide, widest, code, test, blank int
	for _, f := range h.packages {
		wide, widest, blank = wide+f.Wide, max(widest, f.Widest), blank+f.Blank
		code, test = code+f.Code, test+f.Test
	}
	lines := spread(h.functions, func(f function) int { return f.lines })
	cc := spread(h.functions, func(f function) int { return f.complex })
	fmt.Fprintf(w, "packages\t%d\n", len(h.packages))
	fmt.Fprintf(w, "lines of code, tests, ratio\t%d, %d, %.2f\n", code, test, h.testRatio())
	fmt.Fprintf(w, "lines over %d, over 160, widest\t%d, %d, %d\n", maxWidth, wide, h.wider, widest)
	fmt.Fprintf(w, "functions: number, lines median/p95/max\t%d, %s\n", len(h.functions), lines)
	fmt.Fprintf(w, "cyclomatic complexity median/p95/max, over %d\t%s, %d\n", maxComplex, cc, h.over(maxComplex))
	fmt.Fprintf(w, "comments of // alone\t%d\n", blank)
	fmt.Fprintf(w, "time.Now in tools\t%d\n", len(h.clocks))
	w.Flush()
	h.worst(&b, "most complex", func(f function) int { return f.complex })
	h.worst(&b, "longest", func(f function) int { return f.lines })
	h.perPackage(&b)
	return b.String()
}

func (h *house) over(n int) (count int) {
	for _, f := range h.functions {
		if f.complex > n {
			count++
		}
	}
	return count
}

// spread is median/p95/max of a measure.
func spread(fs []function, measure func(function) int) string {
	var all []int
	for _, f := range fs {
		all = append(all, measure(f))
	}
	slices.Sort(all)
	return fmt.Sprintf("%d/%d/%d", all[len(all)/2], all[len(all)*95/100], all[len(all)-1])
}

// worst prints the ten functions of the highest measure.
func (h *house) worst(b *strings.Builder, what string, measure func(function) int) {
	fs := slices.Clone(h.functions)
	slices.SortStableFunc(fs, func(x, y function) int { return cmp.Compare(measure(y), measure(x)) })
	fmt.Fprintf(b, "\n%s:\n", what)
	for _, f := range fs[:min(10, len(fs))] {
		fmt.Fprintf(b, "  %3d  %s.%s  %s\n", measure(f), f.pkg, f.name, f.place)
	}
}

func (h *house) perPackage(b *strings.Builder) {
	b.WriteString("\n")
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "package\tcode\ttest\twide\tlongest\tcomplex\texported\tmethods\tfan-in\tfan-out\tmodules\n")
	for _, pkg := range slices.Sorted(maps.Keys(h.packages)) {
		f := h.packages[pkg]
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\n",
			pkg, f.Code, f.Test, f.Wide, f.Longest, f.Complex, f.Exported, f.Methods, f.FanIn, f.FanOut, strings.Join(f.Modules, " "))
	}
	w.Flush()
}
