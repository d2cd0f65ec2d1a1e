package examples

import (
	"io/fs"
	"strings"
	"testing"
)

func TestReports(t *testing.T) {
	rs, err := Reports()
	if err != nil {
		t.Fatal(err)
	}
	entries, err := fs.ReadDir(files, "reports")
	if err != nil {
		t.Fatal(err)
	}
	if len(rs) != len(entries)-1 {
		t.Errorf("index.json names %d reports, the folder holds %d", len(rs), len(entries)-1)
	}
	for _, r := range rs {
		if len(r.Raw) == 0 || r.Fetched.Day == 0 || !strings.Contains(r.URL, ".example/") {
			t.Errorf("%s: empty, without a day, or under an address that could be real: %s", r.File, r.URL)
		}
	}
}
