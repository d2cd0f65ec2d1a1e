package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// TestGivenTwice: every flag of every command that takes one value refuses a second
// one, before anything is done; the others take several.
func TestGivenTwice(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	checked := map[string]bool{}
	var visit func(cmd *cobra.Command)
	visit = func(cmd *cobra.Command) {
		path := strings.Fields(cmd.CommandPath())[1:]
		all := func(f *pflag.Flag) {
			value := map[string]string{"bool": "true", "int": "1", "float64": "1"}[f.Value.Type()]
			args := append(path, "--"+f.Name+"="+value, "--"+f.Name+"="+value)
			var out, errs bytes.Buffer
			if strings.HasPrefix(f.Value.Type(), "string") && f.Value.Type() != "string" {
				cmd, _, err := commands().Find(path)
				if err == nil {
					err = cmd.ParseFlags(args[len(path):])
				}
				if err != nil {
					t.Errorf("%v: %v", args, err)
				}
				return
			}
			ctx, stop := context.WithTimeout(t.Context(), time.Minute) // a server would not end
			defer stop()
			code := run(ctx, args, strings.NewReader(""), &out, &errs)
			if code != exitUsage || !strings.Contains(errs.String(), "--"+f.Name+" ") || !strings.Contains(errs.String(), "given twice") {
				t.Errorf("%v: exit code %d, %s", args, code, &errs)
			}
			checked[f.Name] = true
		}
		cmd.LocalFlags().VisitAll(all)
		cmd.InheritedFlags().VisitAll(all)
		for _, c := range cmd.Commands() {
			visit(c)
		}
	}
	visit(commands())
	for _, name := range []string{"in", "from", "map", "country", "birth-date", "kind", "accept", "db", "verbose", "limit", "threshold"} {
		if !checked[name] {
			t.Errorf("--%s was not checked", name)
		}
	}
}
