package cordon

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"", "~", "1984", "~1984-01", "2024-02-29", "2023-02-29", "0000", "1984-00", "9999-12-31", "１９８４"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			return
		}
		if !d.Valid() {
			t.Errorf("ParseDate(%q) is not valid: %+v", s, d)
		}
		if !d.IsZero() && d.String() != s {
			t.Errorf("ParseDate(%q) prints as %q", s, d)
		}
		if !d.IsZero() && d.Last().Before(d.First()) {
			t.Errorf("ParseDate(%q) ends before it begins", s)
		}
	})
}

// TestSchemes wants every constant of the type Scheme to be known.
func TestSchemes(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "party.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	ast.Inspect(file, func(node ast.Node) bool {
		v, ok := node.(*ast.ValueSpec)
		if !ok || len(v.Values) != 1 {
			return true
		}
		if id, ok := v.Type.(*ast.Ident); ok && id.Name == "Scheme" {
			n++
			s := Scheme(strings.Trim(v.Values[0].(*ast.BasicLit).Value, `"`))
			if !s.Known() {
				t.Errorf("%s is not in schemes", s)
			}
		}
		return true
	})
	if n != len(schemes) {
		t.Errorf("%d constants, %d known", n, len(schemes))
	}
}
