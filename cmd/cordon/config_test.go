package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"
)

// FuzzConfig reads anything as the configuration file: it is refused, in words
// that name the file, or every setting in it is in force.
func FuzzConfig(f *testing.F) {
	for _, s := range []string{
		"", "db: a.db\narchive: b\n", "db: postgres://u@h/d\n", "db: 7\n", "db: [a]\n", "db:\n  x: y\n", "colour: blue\n", "- db\n",
		"db: a\ndb: b\n", "a: &a [*a]\n", "\xff", "db: \"a\\0b\"\n", "---\ndb: a\n---\ndb: b\n", "DB: a\n", "db.x: y\n", "{db: !!binary aGk=}",
	} {
		f.Add([]byte(s))
	}
	f.Setenv("CORDON_DB", "")
	f.Setenv("CORDON_ARCHIVE", "")
	f.Fuzz(func(t *testing.T, text []byte) {
		c := config{File: filepath.Join(t.TempDir(), "config.yaml")}
		if err := os.WriteFile(c.File, text, 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := &cobra.Command{}
		cmd.SetContext(t.Context())
		if err := c.load(cmd); err != nil {
			if !errors.As(err, &usageError{}) || !strings.Contains(err.Error(), c.File) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		var want map[string]any
		d := yaml.NewDecoder(bytes.NewReader(text))
		if err := d.Decode(&want); err != nil && !errors.Is(err, io.EOF) {
			t.Fatalf("%q is taken, and is not YAML: %v", text, err)
		}
		if err := d.Decode(new(any)); !errors.Is(err, io.EOF) {
			t.Fatalf("%q is taken, and has something behind its first document (%v)", text, err)
		}
		for name, value := range want {
			got := map[string]string{"db": c.DB, "archive": c.Archive}[name]
			if value != "" && value != got {
				t.Fatalf("%q: the setting %s is %v, and %q is in force", text, name, value, got)
			}
		}
		if c.DB == "" || c.Archive == "" {
			t.Fatalf("%q: no database or archive: %+v", text, c)
		}
	})
}
