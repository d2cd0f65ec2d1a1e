package arch

import (
	"cmp"
	"fmt"
	"go/ast"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// A function is one function or method written by hand, tests excepted.
type function struct {
	pkg, name string
	place     string // file:line
	lines     int
	complex   int // cyclomatic complexity, as gocyclo counts it
}

// A figures value is what is measured of one package, or of all.
type figures struct {
	Wide     int // lines over maxWidth characters, tests included
	Widest   int // characters of the longest line
	Longest  int // lines of the longest function
	Complex  int // complexity of the most complex function
	Exported int // exported names at package level
	Methods  int // exported methods of exported types
	FanIn    int // packages of the module that import it
	FanOut   int // packages of the module that it imports
	Blank    int // comments of // alone that separate no paragraphs
	Code     int // lines of code files
	Test     int // lines of test files
	Modules  []string
}

// A house is the measured module.
type house struct {
	functions []function
	packages  map[string]*figures
	wider     int      // lines over 160 characters
	clocks    []string // places in tools that call time.Now
}

// measured measures every file that is written by hand.
func measured(t *testing.T) *house {
	t.Helper()
	h := &house{packages: map[string]*figures{}}
	mods := modules(t)
	imports := map[[2]string]bool{}
	for _, s := range sources(t) {
		f := h.packages[s.pkg]
		if f == nil {
			f = &figures{}
			h.packages[s.pkg] = f
		}
		h.widths(f, s)
		f.Blank += blankComments(s)
		if strings.HasSuffix(s.name, "_test.go") {
			f.Test += s.lines
			continue
		}
		f.Code += s.lines
		h.declarations(f, s)
		h.imports(f, s, mods, imports)
	}
	for edge := range imports {
		h.packages[edge[0]].FanOut++
		if to := h.packages[edge[1]]; to != nil {
			to.FanIn++
		}
	}
	return h
}

func (h *house) widths(f *figures, s source) {
	for line := range strings.Lines(s.text) {
		n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n"))
		f.Widest = max(f.Widest, n)
		if n > maxWidth {
			f.Wide++
		}
		if n > 160 {
			h.wider++
		}
	}
}

// blankComments counts comments that consist of // alone: those that stand by
// themselves or behind code, not those between two paragraphs of a comment.
func blankComments(s source) int {
	n := 0
	for _, g := range s.file.Comments {
		if strings.TrimSpace(g.Text()) != "" {
			continue
		}
		for _, c := range g.List {
			if strings.TrimSpace(c.Text) == "//" {
				n++
			}
		}
	}
	return n
}

func (h *house) declarations(f *figures, s source) {
	for _, d := range s.file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			at := s.fset.Position(d.Pos())
			fn := function{
				pkg: s.pkg, name: d.Name.Name, place: fmt.Sprintf("%s:%d", s.name, at.Line),
				lines: s.fset.Position(d.End()).Line - at.Line + 1, complex: complexity(d),
			}
			h.functions = append(h.functions, fn)
			f.Longest, f.Complex = max(f.Longest, fn.lines), max(f.Complex, fn.complex)
			switch {
			case !d.Name.IsExported() || !exportedReceiver(d):
			case d.Recv != nil:
				f.Methods++
			default:
				f.Exported++
			}
		case *ast.GenDecl:
			f.Exported += exportedNames(d)
		}
	}
}

func exportedNames(d *ast.GenDecl) (n int) {
	for _, sp := range d.Specs {
		switch sp := sp.(type) {
		case *ast.TypeSpec:
			if sp.Name.IsExported() {
				n++
			}
		case *ast.ValueSpec:
			for _, name := range sp.Names {
				if name.IsExported() {
					n++
				}
			}
		}
	}
	return n
}

// complexity is 1 and one for each if, for, case, && and ||, as gocyclo counts
// it; function literals count for the function that they stand in.
func complexity(d *ast.FuncDecl) int {
	n := 1
	ast.Inspect(d, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
			n++
		case *ast.CaseClause:
			if node.List != nil {
				n++
			}
		case *ast.CommClause:
			if node.Comm != nil {
				n++
			}
		case *ast.BinaryExpr:
			if op := node.Op.String(); op == "&&" || op == "||" {
				n++
			}
		}
		return true
	})
	return n
}

func (h *house) imports(f *figures, s source, mods []string, edges map[[2]string]bool) {
	for _, spec := range s.file.Imports {
		imp, _ := strconv.Unquote(spec.Path.Value)
		if imp == "cordon" || strings.HasPrefix(imp, "cordon/") {
			edges[[2]string{s.pkg, short(imp)}] = true
		} else if m := moduleOf(imp, mods); m != "" && !slices.Contains(f.Modules, m) {
			f.Modules = append(f.Modules, m)
			slices.Sort(f.Modules)
		}
	}
	if group(s.pkg) != "tool" && group(s.pkg) != "root" {
		return
	}
	ast.Inspect(s.file, func(node ast.Node) bool {
		if sel, ok := node.(*ast.SelectorExpr); ok && sel.Sel.Name == "Now" {
			if id, ok := sel.X.(*ast.Ident); ok && id.Name == "time" {
				h.clocks = append(h.clocks, s.fset.Position(sel.Pos()).String())
			}
		}
		return true
	})
}

// short is a package's name in the tables: "list/us" of "cordon/internal/list/us".
func short(imp string) string {
	s := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(imp, "cordon"), "/"), "internal/")
	return cmp.Or(s, ".")
}

// modules are the modules that go.mod requires directly.
func modules(t *testing.T) (mods []string) {
	t.Helper()
	b, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) == 2 && strings.HasPrefix(f[1], "v") {
			mods = append(mods, f[0])
		}
	}
	return mods
}

// moduleOf is the module that a package belongs to: the longest that fits.
func moduleOf(imp string, mods []string) (best string) {
	for _, m := range mods {
		if (imp == m || strings.HasPrefix(imp, m+"/")) && len(m) > len(best) {
			best = m
		}
	}
	return best
}
