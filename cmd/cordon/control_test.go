package main

import (
	"bytes"
	"strings"
	"testing"
)

// TestControlCharacters: a name with control characters is refused with the
// reason, and never answered.
func TestControlCharacters(t *testing.T) {
	db := furnished(t) + "/cordon.db"
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	for _, name := range []string{"\x1b[31mRi Pyong Chol", "Ri Pyong\u009b31m Chol", "Ri Pyong Chol\x1b[0m", "IMO 9179842\x1b[0m"} {
		var out, errs bytes.Buffer
		code := run(t.Context(), []string{"--db", db, "screen", name}, strings.NewReader(""), &out, &errs)
		if code != exitUsage || out.Len() > 0 || !strings.Contains(errs.String(), "has control characters") {
			t.Errorf("%q: exit code %d, %s%s", name, code, &out, &errs)
		}
	}
}
