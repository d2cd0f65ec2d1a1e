package extract_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/extract"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the results into testdata")

// TestPages reads invented pages and compares all that is said of them. The
// texts are our own.
func TestPages(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			d, err := extract.Document(inputOf(a))
			if err != nil {
				t.Fatal(err)
			}
			got := shown(d)
			want := &a.Files[len(a.Files)-1]
			if *update {
				want.Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(want.Data), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func inputOf(a *txtar.Archive) extract.Input {
	in := extract.Input{Ref: "page"}
	for _, f := range a.Files {
		switch f.Name {
		case "url":
			in.URL = strings.TrimSpace(string(f.Data))
		case "in.txt", "in.html":
			in.Raw = f.Data
		}
	}
	return in
}

func shown(d *cordon.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "language %s, relevant %v, published %q\n", d.Lang, d.Relevant, d.Published)
	for _, e := range d.PublishedBy {
		fmt.Fprintf(&b, "  %s by %s, line %d\n", e.Date, e.How, e.Line)
	}
	fmt.Fprintf(&b, "title %q\noutlet %q, byline %q, dateline %q, credit %q\n", d.Title, d.Outlet, d.Byline, d.Dateline, d.Credit)
	for _, bl := range d.Blocks {
		text := []rune(d.Text[bl.Span.From:bl.Span.To])
		fmt.Fprintf(&b, "%2d %-9s %-28s %s\n", bl.Line, bl.Kind, bl.Why, string(text[:min(len(text), 40)]))
	}
	for _, s := range extract.Sentences(d) {
		fmt.Fprintf(&b, "| %s\n", d.Text[s.From:s.To])
	}
	return b.String()
}
