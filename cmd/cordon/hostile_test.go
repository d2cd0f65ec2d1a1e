package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// What a list, a file name or a text may try: the screen and the clipboard of a
// terminal, its C1 controls, text that runs backwards, a line of its own.
const (
	drives    = "Qeltran\x1b[2J\x1b]52;c;ZXZpbA==\a\x1b]8;;http://evil.example\x1b\\\u009b31m"
	published = "Qeltran\u009b31m Zorvax\u202eevil\u2066\nFAKED  0.99 row\r\tx\u2028y" // XML has no ESC
	persian   = "محمد علی\u200cزاده"
)

// hostileList is the EU's file with one person of such names.
func hostileList(t *testing.T) string {
	t.Helper()
	quoted := func(s string) string {
		var b bytes.Buffer
		if err := xml.EscapeText(&b, []byte(s)); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	name := func(n int, s string) string {
		return fmt.Sprintf(`<nameAlias firstName="" middleName="" lastName="" wholeName="%s" function="%s" gender="M" title="%s" `+
			`nameLanguage="EN" strong="true" regulationLanguage="en" logicalId="%d"/>`, quoted(s), quoted(published), quoted(published), n)
	}
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-03-04T10:11:12.131+01:00" globalFileId="424244">
<sanctionEntity designationDate="2022-04-08" designationDetails="" unitedNationId="" euReferenceNumber="EU.92001.11" logicalId="92001">` +
		`<remark>` + quoted(published) + `</remark>` +
		`<regulation regulationType="amendment" organisationType="council" publicationDate="2024-09-13" entryIntoForceDate="2024-09-14" ` +
		`numberTitle="2024/2455 (OJ L202402455)" programme="IRN" logicalId="1">` +
		`<publicationUrl>https://example.test/eli</publicationUrl></regulation>` +
		`<subjectType code="person" classificationCode="P"/>` + name(2, published) + name(3, persian) + `</sanctionEntity></export>`
}

// TestHostile feeds such text through every command, as published names, as
// arguments, as file names and as documents: nothing of it reaches the terminal but
// as letters, and nothing begins a line.
func TestHostile(t *testing.T) {
	made := furnished(t)
	here := t.TempDir()
	t.Chdir(here)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(here, "config"))
	t.Setenv("XDG_DATA_HOME", filepath.Join(here, "data"))
	if err := os.CopyFS("data/cordon", os.DirFS(made)); err != nil {
		t.Fatal(err)
	}
	evil := "evil\x1b[31m\u202e\nFAKED"
	text := "Envoy " + drives + " visits\nBy \x1b[31mReporter\n\nSEOUL, March 3, 2024 - North Korea sanctions were condemned. " +
		"\u201cWe reject \u009b31m the \u202eUN sanctions on North Korea,\u201d Foreign Minister \x1b[1mChoe Son Hui said on Sunday.\n"
	for name, body := range map[string]string{
		evil + "/fsf.xml":  hostileList(t),
		evil + ".csv":      "id,name,birth_date,country\n=1+1," + persian + ",soon\x1b[31m,\u009b\n\"a\nFAKED\",\"Q\x1b[2J\nFAKED\",,\n",
		evil + ".txt":      text,
		evil + ".jsonl":    "{\"doc\":\"d\u202e\\u001b\\nFAKED\",\"fetched\":\"\\u009bsoon\",\"text\":\"x\"}\n{bad\x1b\n",
		evil + ".yaml":     "\"d\u202eb\": x\n",
		evil + "-none.csv": "\u202ea,b\x1b[31m\n1,2\n",
		evil + ".db":       strings.Repeat("no database\n", 20),
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var all strings.Builder
	for _, args := range [][]string{
		{"update", "--from", evil, "--force"},
		{"update", "--from", evil, "--force", "--json"},
		{"update", drives},
		{"update", "--from", drives},
		{"lists"},
		{"lists", "--json"},
		{"lists", drives},
		{"screen", persian},
		{"screen", drives},
		{"screen", published},
		{"screen", "--json", persian},
		{"screen", "--json", persian, drives, published},
		{"screen", "--in", evil + ".csv"},
		{"screen", "--in", evil + ".csv", "--out-format", "csv"},
		{"screen", "--in", evil + "-none.csv"},
		{"screen", "--in", evil + "-none.csv", "--map", "name=" + drives},
		{"screen", "--in", drives},
		{"screen", "--kind", drives, "x"},
		{"screen", "--country", published, "x"},
		{"screen", "--list", drives, "x"},
		{"screen", "--birth-date", drives, "x"},
		{"screen", "--" + drives, "x"},
		{"read", evil + ".txt", evil + ".jsonl", evil + ".db"},
		{"read", "--json", evil + ".txt"},
		{"read", drives},
		{"dossier", "eu-fsf/EU.92001.11"},
		{"dossier", "--json", "eu-fsf/EU.92001.11"},
		{"dossier", drives},
		{"gaps", persian},
		{"gaps", "--party", "eu-fsf/EU.92001.11", "--csv"},
		{"gaps", "--party", "eu-fsf/EU.92001.11", "--json"},
		{"gaps", "--programme", drives},
		{"timeline", "--party", "eu-fsf/EU.92001.11", "--limit", "0"},
		{"timeline", "--json", "--party", "eu-fsf/EU.92001.11"},
		{"timeline", "--since", drives},
		{"--db", evil + ".db", "lists"},
		{"--verbose", "--db", "no" + evil + "/x.db", "lists"},
		{"--archive", "ftp://" + drives, "lists"},
		{"--config", evil + ".yaml", "lists"},
		{"serve", "--addr", drives},
		{drives},
	} {
		var out, errs bytes.Buffer
		code := run(t.Context(), args, strings.NewReader(text), &out, &errs)
		for stream, said := range map[string]string{"stdout": out.String(), "stderr": errs.String()} {
			checkInert(t, fmt.Sprintf("cordon %.60q (exit code %d), %s", args, code, stream), said)
			all.WriteString(said)
		}
	}
	for _, want := range []string{persian, `\u009b31m`, `\u001b`, `\u202e`, "'=1+1"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("no %q in the output", want)
		}
	}
}

// checkInert fails for text that a terminal would obey.
func checkInert(t *testing.T, what, said string) {
	t.Helper()
	if !utf8.ValidString(said) {
		t.Errorf("%s: not UTF-8", what)
	}
	at := strings.IndexFunc(said, func(r rune) bool {
		reorders := r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
		return r != '\n' && r != '\t' && unicode.IsControl(r) || reorders || r == 0x2028 || r == 0x2029
	})
	if at >= 0 {
		t.Errorf("%s: %q", what, said[at:min(len(said), at+40)])
	}
	begins := func(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), "FAKED") }
	if slices.ContainsFunc(strings.Split(said, "\n"), begins) {
		t.Errorf("%s: a line of its own: %q", what, said)
	}
}
