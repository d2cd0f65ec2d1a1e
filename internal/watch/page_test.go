package watch

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"cordon"
	"cordon/internal/extract"
)

// TestPages reads pages in our own words, one txtar file each: "page.txt" is
// the page, "url" its address, "want.txt" what must be read in it.
func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d pages, %v", len(files), err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			parts := map[string]string{}
			for _, f := range ar.Files {
				parts[f.Name] = string(f.Data)
			}
			r, err := (&Service{}).Read(context.Background(), extract.Input{
				Ref: filepath.Base(name), URL: strings.TrimSpace(parts["url"]), Raw: []byte(parts["page.txt"]),
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := check(r); err != nil {
				t.Error(err)
			}
			got := outline(r)
			if *update {
				parts["want.txt"] = got
				for i := range ar.Files {
					ar.Files[i].Data = []byte(parts[ar.Files[i].Name])
				}
				if err := os.WriteFile(name, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(parts["want.txt"], got); diff != "" {
				t.Errorf("read otherwise (-want +got):\n%s", diff)
			}
		})
	}
}

// outline is a reading in lines: the document, its statements, events, parties.
func outline(r *cordon.Reading) string {
	var b strings.Builder
	rec := RecordOf(r)
	line := func(parts ...any) {
		for i, p := range parts {
			if i > 0 {
				b.WriteString(" | ")
			}
			raw, _ := json.Marshal(p)
			b.WriteString(strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(string(raw)))
		}
		b.WriteByte('\n')
	}
	line("document", rec.Language, rec.Relevant, rec.PublicationDate)
	for _, s := range rec.Statements {
		line("says", s.Speaker, s.Role, s.Org, s.Kind, s.Date, s.Quote, s.Via)
	}
	for _, e := range rec.Events {
		var actors []string
		for _, a := range e.Roles {
			actors = append(actors, strings.TrimPrefix(a.Role+" "+a.Name, " "))
		}
		var breach []string
		for _, p := range e.Provisions {
			breach = append(breach, string(p.Provision))
		}
		line("event", e.Type, e.DateStart, e.DateEnd, actors, e.Place, e.Status, breach)
	}
	line("parties", rec.Parties)
	return b.String()
}
