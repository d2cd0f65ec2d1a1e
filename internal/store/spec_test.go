package store

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"cordon"
)

func TestParseSpec(t *testing.T) {
	for in, want := range map[string]spec{
		":memory:":             {memory: true},
		"cordon.db":            {target: "cordon.db"},
		"/a//b/../c.db":        {target: "/a/c.db"},
		"C:\\data\\cordon.db":  {target: "C:\\data\\cordon.db"},
		"postgres://h/d":       {postgres: true, target: "postgres://h/d"},
		"postgresql://u:p@h/d": {postgres: true, target: "postgresql://u:p@h/d"},
	} {
		if got, err := parseSpec(in); err != nil || got != want {
			t.Errorf("parseSpec(%q) = %+v, %v; want %+v", in, got, err, want)
		}
	}
	for in, want := range map[string]string{
		"postgres://u:p@h/d":            "postgres://u:xxxxx@h/d",
		"postgres://h/d?password=p&a=b": "postgres://h/d?a=b&password=xxxxx",
		"postgres://u:p@h:%zz/d":        "postgres://…",
		"cordon.db":                     "cordon.db",
	} {
		if got := shown(in); got != want {
			t.Errorf("shown(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzSpec(f *testing.F) {
	for _, s := range []string{
		"", ":memory:", "cordon.db", "postgres://u:p@h:1/d?sslmode=disable", "file:x?mode=memory", "a?b#c%zz", "//x",
		"\x00",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := parseSpec(s)
		if err != nil {
			if !errors.Is(err, cordon.ErrInvalid) {
				t.Errorf("%q: %v", s, err)
			}
			return
		}
		if p.postgres || p.memory {
			return
		}
		// The driver must be given this very path, and no setting out of it.
		name := sqliteName(p, true)
		path, query, _ := strings.Cut(strings.TrimPrefix(name, "file:"), "?")
		if got, err := url.PathUnescape(path); err != nil || got != p.target {
			t.Errorf("%q is opened as %q (%v)", p.target, got, err)
		}
		if q, err := url.ParseQuery(query); err != nil || q.Get("_txlock") != "immediate" || strings.Contains(path, "#") {
			t.Errorf("%q: settings %v, %v", s, q, err)
		}
	})
}
