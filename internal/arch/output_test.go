package arch

import (
	"go/ast"
	"strconv"
	"strings"
	"testing"
)

// TestOutput holds the walls between published text and those who look at it:
// only inert writes CSV, and the commands print through inert.Fprintf, whose
// operands cannot begin a row or drive a terminal.
func TestOutput(t *testing.T) {
	for _, s := range sources(t) {
		if strings.HasSuffix(s.name, "_test.go") {
			continue
		}
		names := map[string]string{} // as the file calls it: its path
		for _, spec := range s.file.Imports {
			imp, _ := strconv.Unquote(spec.Path.Value)
			name := imp[strings.LastIndex(imp, "/")+1:]
			if spec.Name != nil {
				name = spec.Name.Name
			}
			names[name] = imp
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			id, ok := sel.X.(*ast.Ident)
			if !ok {
				return true
			}
			switch what := names[id.Name] + "." + sel.Sel.Name; {
			case (what == "encoding/csv.NewWriter" || what == "encoding/csv.Writer") && s.pkg != "inert":
				t.Errorf("%s: %s; write CSV with inert.CSV", s.fset.Position(n.Pos()), what)
			case s.pkg == "cmd/cordon" && (strings.HasPrefix(what, "fmt.Fprint") || strings.HasPrefix(what, "fmt.Print")):
				t.Errorf("%s: %s; print with inert.Fprintf", s.fset.Position(n.Pos()), what)
			}
			return true
		})
	}
}
