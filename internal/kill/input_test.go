package kill

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"

	"cordon/examples"
	"cordon/internal/need"
)

// How much of each list is taken: enough for an update to have all its phases,
// few enough for many runs.
const (
	unRecords = 250
	gbRecords = 300
)

// publications writes two days of the UN's list and one of the UK's, each cut
// down to its first records and closed properly.
func publications(t *testing.T, dir string) {
	t.Helper()
	for name, text := range map[string]string{
		"un_1.xml": trimmedUN(t, "un_consolidated_2026-04-02.xml.xz", unRecords),
		"un_2.xml": trimmedUN(t, "un_consolidated_2026-08-01.xml.xz", unRecords+20),
		"gb.xml":   trimmedGB(t),
	} {
		put(t, filepath.Join(dir, name), text)
	}
}

// shrinking writes two days of the UN's list; the second lacks more records than
// one update may remove.
func shrinking(t *testing.T, dir string) {
	t.Helper()
	put(t, filepath.Join(dir, "first.xml"), unpacked(t, "un", "un_consolidated_2026-04-02.xml.xz"))
	put(t, filepath.Join(dir, "second.xml"), trimmed(unpacked(t, "un", "un_consolidated_2026-08-01.xml.xz"), "INDIVIDUAL", 600))
}

// trimmedUN keeps the first records among those of individuals, and all the DPRK's.
func trimmedUN(t *testing.T, name string, n int) string {
	t.Helper()
	text := unpacked(t, "un", name)
	for _, element := range []string{"INDIVIDUAL", "ENTITY"} {
		text = trimmed(text, element, n)
	}
	return text
}

func trimmedGB(t *testing.T) string {
	t.Helper()
	return trimmed(unpacked(t, "uk", "UK-Sanctions-List_2026-08-22_reconstructed.xml.xz"), "Designation", gbRecords)
}

// trimmed keeps the first n elements of a name, and those that name the DPRK.
func trimmed(text, element string, n int) string {
	open, end := "<"+element+">", "</"+element+">"
	first, last := strings.Index(text, open), strings.LastIndex(text, end)+len(end)
	if first < 0 || last < first {
		return text
	}
	var b strings.Builder
	b.WriteString(text[:first])
	for i, part := range strings.SplitAfter(text[first:last], end) {
		if i < n || strings.Contains(part, "DPRK") {
			b.WriteString(part)
		}
	}
	return b.String() + text[last:]
}

// unpacked is a real list file of the shared folder.
func unpacked(t *testing.T, elem ...string) string {
	t.Helper()
	raw, err := os.ReadFile(need.Shared(t, append([]string{"data", "lists"}, elem...)...))
	if err != nil {
		t.Fatal(err)
	}
	r, err := xz.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// reports writes the example reports several times over, with another ending
// each, so that there are stories and copies.
func reports(t *testing.T, dir string) {
	t.Helper()
	all, err := examples.Reports()
	if err != nil {
		t.Fatal(err)
	}
	for i := range 4 {
		for _, r := range all {
			put(t, filepath.Join(dir, fmt.Sprintf("%d-%s", i, filepath.Base(r.File))), fmt.Sprintf("%s\n\nEdition %d of this report.\n", r.Raw, i))
		}
	}
}

// customers writes a table of people, some of them listed.
func customers(t *testing.T, dir string) {
	t.Helper()
	var b strings.Builder
	b.WriteString("ref,name,birth_date\n")
	for i := range 4000 {
		name := fmt.Sprintf("Customer Number %d", i)
		if i%100 == 0 {
			name = asked[i/100%len(asked)]
		}
		fmt.Fprintf(&b, "%d,%s,19%02d-01-02\n", i, name, i%100)
	}
	put(t, filepath.Join(dir, "customers.csv"), b.String())
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// answers is the file that screening wrote, and what else lies about.
func answers(t *testing.T, h *house) string {
	t.Helper()
	var names []string
	entries, err := os.ReadDir(h.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), "cordon.db") {
			names = append(names, e.Name())
		}
	}
	text, err := os.ReadFile(filepath.Join(h.dir, "answers.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, " ") + "\n" + string(text)
}
