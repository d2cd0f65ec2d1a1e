package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write the golden files anew")

// chatter is what no message for a person may hold: calls, our packages, Go's
// conversions, escapes of bytes.
var chatter = regexp.MustCompile(`\b(?:table|watch|store|list|screen|archive|coordinate|fetch|strconv|` +
	`json|time|csv|cordon)\.[A-Z][a-z]\w*|%!|: :|\\x|goroutine |: (?:invalid|conflict|refused|not found)$`)

// TestMessages runs bad calls and holds their exit codes and what they say on
// standard error: testdata/messages.txtar has the calls, each after "$ ", and the
// text files that they use. -update writes the answers anew.
func TestMessages(t *testing.T) {
	golden := filepath.Join("testdata", "messages.txtar")
	a, err := txtar.ParseFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	golden, err = filepath.Abs(golden)
	if err != nil {
		t.Fatal(err)
	}
	made := furnished(t)
	here := t.TempDir()
	t.Chdir(here)
	t.Setenv("HOME", here)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(here, "config"))
	t.Setenv("XDG_DATA_HOME", filepath.Join(here, "data"))
	if err := os.CopyFS("data/cordon", os.DirFS(made)); err != nil {
		t.Fatal(err)
	}
	if err := txtar.Write(a, "."); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"book.xlsx": "PK\x03\x04\x14\x00\x06\x00", "binary.csv": "name\x00\x01\x02abc"} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var got strings.Builder
	for line := range strings.Lines(string(a.Comment)) {
		call, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), "$ ")
		if !ok {
			if strings.HasPrefix(line, "#") || line == "\n" {
				got.WriteString(line)
			}
			continue
		}
		fmt.Fprintf(&got, "$ %s\n%s", call, answerTo(t, call))
	}
	if *update {
		a.Comment = []byte(got.String())
		if err := os.WriteFile(golden, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(a.Comment), got.String()); diff != "" {
		t.Errorf("messages (-want +got); if they are better now, run with -update:\n%s", diff)
	}
}

// answerTo runs one call: its exit code and what it says on standard error.
func answerTo(t *testing.T, call string) string {
	args := words(call)
	if len(args) == 0 || args[0] != "cordon" {
		t.Fatalf("not a call of cordon: %s", call)
	}
	stdin := "text"
	if i := len(args) - 2; args[i] == "<" {
		b, err := os.ReadFile(args[i+1])
		if err != nil {
			t.Fatal(err)
		}
		stdin, args = string(b), args[:i]
	}
	var out, errs bytes.Buffer
	code := run(t.Context(), args[1:], strings.NewReader(stdin), &out, &errs)
	said := strings.ReplaceAll(errs.String(), starterNote, "")
	if code != exitDone && said == "" {
		t.Errorf("%s: exit code %d without a word", call, code)
	}
	for line := range strings.Lines(said) {
		if bad := chatter.FindString(strings.TrimRight(line, "\n")); bad != "" {
			t.Errorf("%s: %q in %s", call, bad, line)
		}
	}
	return fmt.Sprintf("exit %d\n%s", code, said)
}

var word = regexp.MustCompile(`'[^']*'|[^ ']+`)

// words splits a call as a shell does; quotes are single ones.
func words(call string) []string {
	all := word.FindAllString(call, -1)
	for i, w := range all {
		all[i] = strings.Trim(w, "'")
	}
	return all
}
