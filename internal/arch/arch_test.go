// Package arch holds the layers and the measures of the house, as tests.
package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// groups lists the packages by what they may import.
var groups = map[string][]string{
	"root": {"."},
	"tool": {
		"country", "damage", "record", "name", "index", "match", "resolve", "extract", "when", "mention", "claim", "event", "fold", "provision",
		"listing", "theme", "delta", "atom", "truth",
		"list/*",
	},
	"edge": {"store", "archive", "fetch", "flight", "table", "inert", "input", "output", "starter", "examples"},
	"door": {"list", "screen", "watch", "coordinate", "check"},
	"face": {"web", "web/tmpl", "list/all"},
	"cmd":  {"cmd/cordon", "starter/make"},
	"test": {"arch", "need", "eval", "kill", "store/storetest"},
}

// allowed says which groups a group may import; Go itself forbids cycles.
var allowed = map[string][]string{
	"root": {},
	"tool": {"root", "tool"},
	"edge": {"root", "edge"},
	"door": {"root", "tool", "edge"},
	"face": {"root", "tool", "edge", "door", "face"},
	"cmd":  {"root", "tool", "edge", "door", "face"},
	"test": {"root", "tool", "edge", "door", "face"},
}

// owners lists the only packages that may import a part of the standard library.
var owners = map[string][]string{
	"database/sql": {"store", "store/storetest", "need"},
	"net/http":     {"web", "fetch", "cmd/cordon"},
	"os":           {"cmd/cordon", "starter/make", "archive", "input", "output", "need", "store"},
	"os/exec":      {"need"},
	"math/rand":    {},
}

type source struct {
	name  string // path from the repository's root
	pkg   string // short name of its package: "list/us"
	file  *ast.File
	fset  *token.FileSet
	text  string
	lines int
}

// sources parses every Go file that is written by hand. The test reads the
// files itself, rather than ask the go command, so that go test knows what it
// depends on and does not answer from its cache.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && strings.HasPrefix(d.Name(), ".") && name != "." {
			if err == nil {
				return fs.SkipDir
			}
			return err
		}
		if _, err := fs.Stat(root, path.Join(name, "go.mod")); d.IsDir() && name != "." && err == nil {
			return fs.SkipDir // another module, which stands in for one that is not ours
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_templ.go") {
			return nil
		}
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, src, parser.ParseComments)
		if err != nil {
			return err
		}
		pkg := strings.TrimPrefix(path.Dir(name), "internal/")
		all = append(all, source{name, pkg, file, fset, string(src), strings.Count(string(src), "\n")})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestLayers(t *testing.T) {
	for _, s := range sources(t) {
		if strings.HasSuffix(s.name, "_test.go") {
			continue
		}
		g := group(s.pkg)
		if g == "" {
			t.Errorf("%s: package %s belongs to no group", s.name, s.pkg)
		}
		for _, spec := range s.file.Imports {
			imp, _ := strconv.Unquote(spec.Path.Value)
			if who, ok := owners[imp]; ok && !slices.Contains(who, s.pkg) {
				t.Errorf("%s imports %s", s.name, imp)
			}
			if imp != "cordon" && !strings.HasPrefix(imp, "cordon/") {
				continue
			}
			to := short(imp)
			if ig := group(to); !slices.Contains(allowed[g], ig) {
				t.Errorf("%s (%s) imports %s (%s)", s.name, g, to, ig)
			}
		}
	}
}

func TestComments(t *testing.T) {
	said := map[string]bool{}
	for _, s := range sources(t) {
		if strings.HasSuffix(s.name, "_test.go") {
			if s.file.Doc != nil {
				said[s.pkg] = true
			}
			continue
		}
		said[s.pkg] = said[s.pkg] || s.file.Doc != nil
		for _, d := range s.file.Decls {
			explained(t, s, d)
		}
	}
	for _, s := range sources(t) {
		if !said[s.pkg] {
			t.Errorf("package %s does not say what it is", s.pkg)
			said[s.pkg] = true
		}
	}
}

// explained wants a comment on every exported function, type, variable and
// constant; for a group of constants one comment on the group will do.
func explained(t *testing.T, s source, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) {
			t.Errorf("%s: %s is not explained", s.name, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, sp := range d.Specs {
			switch sp := sp.(type) {
			case *ast.TypeSpec:
				if sp.Name.IsExported() && d.Doc == nil && sp.Doc == nil && sp.Comment == nil {
					t.Errorf("%s: type %s is not explained", s.name, sp.Name.Name)
				}
			case *ast.ValueSpec:
				if sp.Names[0].IsExported() && d.Doc == nil && sp.Doc == nil && sp.Comment == nil {
					t.Errorf("%s: %s is not explained", s.name, sp.Names[0].Name)
				}
			}
		}
	}
}

func exportedReceiver(f *ast.FuncDecl) bool {
	if f.Recv == nil {
		return true
	}
	e := f.Recv.List[0].Type
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	id, ok := e.(*ast.Ident)
	return ok && id.IsExported()
}

func group(pkg string) string {
	for g, pkgs := range groups {
		if slices.Contains(pkgs, pkg) {
			return g
		}
	}
	for g, pkgs := range groups {
		for _, p := range pkgs {
			if ok, _ := path.Match(p, pkg); ok {
				return g
			}
		}
	}
	return ""
}
