package need

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// skips matches calls that leave a test out.
var skips = regexp.MustCompile(`\b(?:t|b|tb|f)\.(?:Skip|Skipf|SkipNow)\(`)

// TestNoSilentSkips: only Missing leaves a test out, so that with CORDON_CI none
// is left out.
func TestNoSilentSkips(t *testing.T) {
	root := Root(t)
	read := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || filepath.Dir(path) == filepath.Join(root, "internal", "need") {
			return err
		}
		text, err := os.ReadFile(path)
		read++
		if call := skips.Find(text); call != nil {
			t.Errorf("%s calls %s: use need.Missing, which fails in CI", strings.TrimPrefix(path, root), call)
		}
		return err
	})
	if err != nil || read < 100 {
		t.Errorf("%d files read: %v", read, err)
	}
}
