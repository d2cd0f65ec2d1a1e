package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cordon/internal/screen"
)

// evalListings runs cordon eval listings on the starter.
func evalListings(t *testing.T, path string) (code int, out, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(t.Context(), []string{"--db", ":memory:", "eval", "listings", path}, strings.NewReader(""), &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

// TestListingsByHand compares the starter with first listings that were worked out
// by hand from the raw files. None is wrong, and none is missing.
func TestListingsByHand(t *testing.T) {
	code, out, errs := evalListings(t, filepath.Join("..", "..", "eval", "listings.csv"))
	if code != exitDone || !strings.HasSuffix(out, "\n52 listings: 46 right, 6 bounded, 0 over, 0 wrong, 0 missing, 0 ambiguous\n") {
		t.Errorf("exit code %d\n%s%s", code, out, errs)
	}
}

// TestEvalListings prints a wrong date and a missing listing, and refuses a file at fault.
func TestEvalListings(t *testing.T) {
	const head = "party,authority,programme,date\n"
	for name, c := range map[string]struct {
		text, want string
		code       int
	}{
		"wrong":          {head + "un-sc/KPe.028,un,un/DPRK,2016-03-03\n", "0 right, 0 bounded, 0 over, 1 wrong, 0 missing", exitError},
		"a day by which": {head + "un-sc/KPe.028,un,un/DPRK,by 2016-03-03\n", "0 right, 0 bounded, 1 over, 0 wrong", exitDone},
		"a year":         {head + "un-sc/KPe.028,un,un/DPRK,2016\n", "1 right, 0 bounded, 0 over, 0 wrong", exitDone},
		"ambiguous":      {head + "Azia Shipping,gb,,2024\n", "0 wrong, 0 missing, 1 ambiguous\n", exitDone},
		"missing": {
			head + "un-sc/KPe.028,kr,,2016-03-03\nZzyzx Qqrst,un,,2016\n",
			"2 listings: 0 right, 0 bounded, 0 over, 0 wrong, 2 missing", exitDone,
		},
		"no date":     {head + "un-sc/KPe.028,un,,soon\n", `listings.csv:2: date "soon"`, exitUsage},
		"no party":    {head + ",un,,2016\n", "listings.csv:2: party: the field is empty", exitUsage},
		"authority":   {head + "un-sc/KPe.028,us_ofac,,2016\n", `listings.csv:2: authority "us_ofac": no such authority`, exitUsage},
		"none":        {head + "un-sc/KPe.028,,,2016\n", "listings.csv:2: authority: no such authority", exitUsage},
		"no row":      {head, "listings.csv: no listing in it", exitUsage},
		"no head":     {"", "listings.csv: no listing in it", exitUsage},
		"no column":   {"party,authority,date\nx,un,2016\n", `no column "programme"`, exitUsage},
		"broken rows": {head + "x,un\n", "wrong number of fields", exitUsage},
	} {
		path := filepath.Join(t.TempDir(), "listings.csv")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, out, errs := evalListings(t, path); code != c.code || !strings.Contains(out+errs, c.want) {
			t.Errorf("%s: exit code %d, want %d and %q\n%s%s", name, code, c.code, c.want, out, errs)
		}
	}
}

// TestEvalNothingLoaded: that no list is loaded is an error, and no grade of a row.
func TestEvalNothingLoaded(t *testing.T) {
	var row trueListing
	if grade, _, err := row.grade(nil, screen.ErrNothingLoaded); !errors.Is(err, screen.ErrNothingLoaded) {
		t.Errorf("grade %q, %v", grade, err)
	}
}
