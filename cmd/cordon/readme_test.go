package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon/internal/need"
)

// TestReadme runs the commands that the README shows with their output, as
// written, on a database after its first start, and compares what they print.
// "…" alone on a line stands for more lines; a pipe through cut is followed.
func TestReadme(t *testing.T) {
	root := need.Root(t)
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	made := furnished(t)
	t.Chdir(root)
	tried := 0
	for i, block := range strings.Split(string(text), "```") {
		call, want, _ := strings.Cut(strings.TrimPrefix(block, "\n"), "\n")
		command, ok := strings.CutPrefix(call, "$ cordon ")
		if i%2 == 0 || !ok || strings.Contains(want, "$ cordon") { // prose, or commands without output
			continue
		}
		tried++
		t.Run(command, func(t *testing.T) {
			command, fields, _ := strings.Cut(command, " | cut -d, -f")
			var out, errs bytes.Buffer
			db := filepath.Join(t.TempDir(), "house")
			if err := os.CopyFS(db, os.DirFS(made)); err != nil {
				t.Fatal(err)
			}
			args := append([]string{"--db", filepath.Join(db, "cordon.db")}, arguments(command)...)
			if code := run(t.Context(), args, strings.NewReader(""), &out, &errs); code != exitDone && code != exitHit {
				t.Fatalf("exit code %d: %s", code, &errs)
			}
			got := columns(trimmedLines(out.String()), fields)
			wanted := trimmedLines(want)
			if n := len(wanted); n > 0 && wanted[n-1] == "  …" {
				wanted = wanted[:n-1]
				got = got[:min(len(got), n-1)]
			}
			if d := cmp.Diff(wanted, got); d != "" {
				t.Errorf("README (-), printed (+):\n%s", d)
			}
		})
	}
	if tried < 4 {
		t.Errorf("%d examples of the README were tried", tried)
	}
}

// arguments are those of a command line with quotation marks.
func arguments(line string) []string {
	var out []string
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			out = append(out, part)
			continue
		}
		out = append(out, strings.Fields(part)...)
	}
	return out
}

// trimmedLines are the lines without blanks at their ends and without empty ones.
func trimmedLines(s string) []string {
	var out []string
	for line := range strings.Lines(s) {
		if line = strings.TrimRight(line, " \n"); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// columns keeps the columns that "2,4-7" names of lines of CSV without quotation
// marks; "" keeps all.
func columns(lines []string, fields string) []string {
	if fields == "" {
		return lines
	}
	var out []string
	for _, line := range lines {
		cells := strings.Split(line, ",")
		var kept []string
		for _, f := range strings.Split(fields, ",") {
			from, to, ok := strings.Cut(f, "-")
			if !ok {
				to = from
			}
			first, _ := strconv.Atoi(from)
			last, _ := strconv.Atoi(to)
			for i := max(first, 1); i <= last && i <= len(cells); i++ {
				kept = append(kept, cells[i-1])
			}
		}
		out = append(out, strings.Join(kept, ","))
	}
	return out
}
