package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// consSet writes OFAC's other list of that day, its companies from one number to
// another (not included) and their addresses, and returns the folder.
func consSet(t *testing.T, day string, from, to int) string {
	t.Helper()
	var main, add strings.Builder
	for i := from; i < to; i++ {
		fmt.Fprintf(&main, "%d,\"COMPANY %d INVENTED\",\"-0- \",\"NS-PLC\"%s\r\n", i, i, strings.Repeat(",\"-0- \"", 8))
		fmt.Fprintf(&add, "%d,%d,\"%d Hill Road\",\"Beirut\",\"Lebanon\",\"-0- \"\r\n", i, 10_000+i, i)
	}
	dir := filepath.Join(t.TempDir(), day)
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"cons_prim.csv": main.String(), "cons_add.csv": add.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text+"\x1a"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestUpdateHeld: an update that holds removals has loaded what is safe to load,
// so it ends with exit code 0; what is held, and how to accept it, is on standard
// error, also beside JSON. A file that was loaded before and is no longer the
// newest is said to be older.
func TestUpdateHeld(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(furnished(t))); err != nil {
		t.Fatal(err)
	}
	cordon := func(args ...string) (int, string, string) {
		var out, errs bytes.Buffer
		code := run(t.Context(), append([]string{"--db", filepath.Join(dir, "cordon.db")}, args...), strings.NewReader(""), &out, &errs)
		return code, out.String(), errs.String()
	}
	first, later := consSet(t, "2026-02-01", 1000, 1250), consSet(t, "2026-02-10", 1020, 1250)
	if code, out, errs := cordon("update", "--from", first); code != exitDone || errs != "" {
		t.Fatalf("%d, %s, %s", code, out, errs)
	}
	const note = `(?m)^cordon: us-ofac-cons: 20 removals held: it lacks 20 of 250 entries .* \(rule removals\); ` +
		`these entries stay in force; to remove them now: cordon update --accept (sha256:[0-9a-f]{64})$`
	for _, args := range [][]string{{"update", "--from", later}, {"update", "--from", later}, {"update", "--from", later, "--json"}} {
		code, out, errs := cordon(args...)
		if code != exitDone || !regexp.MustCompile(note).MatchString(errs) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%v: exit code %d, want 0 and a note:\n%s%s", args, code, out, errs)
		}
	}
	code, out, errs := cordon("update", "--from", first)
	if want := `(?m)^older +us-ofac-cons +loaded before, of 2026-02-01; in force is 2026-02-10 .*: 250 entries`; code != exitDone ||
		!regexp.MustCompile(want).MatchString(out) {
		t.Errorf("loaded before, and older: %d, %s%s", code, out, errs)
	}
	_, _, errs = cordon("update", "--from", later)
	digest := regexp.MustCompile(note).FindStringSubmatch(errs)[1]
	if code, out, errs := cordon("update", "--accept", digest); code != exitDone || errs != "" || !strings.Contains(out, "20 removed") {
		t.Errorf("accepted: %d, %s%s", code, out, errs)
	}
}
