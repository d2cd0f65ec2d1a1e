package arch

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/licensecheck"
)

// allowedLicences are the licences, by SPDX identifier, that a module of the
// binary may have: each allows use in a program under Apache-2.0.
var allowedLicences = []string{
	"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MPL-2.0", "Unlicense", "Zlib",
}

// covered is the least part of a licence file, in per cent, that must be the
// text of known licences. The rest is names of holders and the like.
const covered = 75

// licenceFile is the name of a file that holds a licence.
var licenceFile = regexp.MustCompile(`(?i)^(un)?licen[cs]e([-._].*)?$|^copying([-._].*)?$`)

// readByHand are licence files that licensecheck cannot judge, by module, name
// and the start of its SHA-256, with what they say. A text that changes must be read anew.
var readByHand = map[string]string{
	// The file is empty. The code is of Chromium's DOM distiller, which is under BSD-3-Clause.
	"github.com/markusmobius/go-domdistiller/LICENSE-domdistiller.txt e3b0c44298fc1c14": "BSD-3-Clause",
	// The Go project's, musl's (MIT), go-netdb's (MIT) and nixpkgs' (MIT) notices among other words.
	"modernc.org/libc/LICENSE-3RD-PARTY.md f597097efe3d9702": "BSD-3-Clause",
	// The address of a logo, which is not linked.
	"modernc.org/memory/LICENSE-LOGO 5ae5bee3072a8413": "",
	// A table of all parts; those that are linked are under MIT, BSD-3-Clause or in the public domain.
	"modernc.org/sqlite/LICENSE-3RD-PARTY.md f4a00ade8f4057ab": "BSD-3-Clause",
	// The authors of SQLite dedicate it to the public domain.
	"modernc.org/sqlite/LICENSE-SQLITE 8438c9c89b849131": "public domain",
}

// A linked module is part of the binary.
type linked struct {
	version string
	files   map[string]bool // its licence files, also those of single packages
}

// TestLicences lists the modules that are linked into the binary on any of the
// systems it is built for, with their licences, and refuses other ones than
// those allowed. scripts/licences.sh prints the list.
func TestLicences(t *testing.T) {
	if _, err := os.ReadFile("../../go.mod"); err != nil { // read, so that a change of it makes the test run again
		t.Fatal(err)
	}
	modules := map[string]*linked{}
	for _, system := range []string{"linux", "darwin", "windows"} {
		addLinked(t, modules, system)
	}
	if len(modules) == 0 {
		t.Fatal("no module is linked")
	}
	for _, path := range slices.Sorted(maps.Keys(modules)) {
		m := modules[path]
		ids := map[string]bool{}
		for file := range m.files {
			for _, id := range judged(t, path, file) {
				ids[id] = true
			}
		}
		if len(m.files) == 0 {
			t.Errorf("%s %s has no licence file", path, m.version)
		}
		fmt.Fprintf(t.Output(), "%s\t%s\t%s\n", path, m.version, strings.Join(slices.Sorted(maps.Keys(ids)), ", "))
	}
}

// judged names the licences of a module's licence file, and fails the test for one
// that is not allowed.
func judged(t *testing.T, module, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	key := fmt.Sprintf("%s/%s %.8x", module, filepath.Base(file), sha256.Sum256(text))
	if id, ok := readByHand[key]; ok {
		return slices.DeleteFunc([]string{id}, func(id string) bool { return id == "" })
	}
	ids, err := licencesOf(text)
	if err != nil {
		t.Errorf("%s: %v; if a person reads it as allowed, it goes to readByHand as %q", file, err, key)
	}
	return ids
}

// licencesOf names the licences of a text. The error says which of them is not
// allowed, or that the text is more than licences that are known.
func licencesOf(text []byte) (ids []string, err error) {
	cov := licensecheck.Scan(text)
	for _, m := range cov.Match {
		if m.IsURL {
			continue // a mention; the text itself must be there
		}
		ids = append(ids, m.ID)
		if !slices.Contains(allowedLicences, m.ID) {
			err = errors.Join(err, errors.New(m.ID+" is not allowed"))
		}
	}
	if len(ids) == 0 || cov.Percent < covered {
		err = errors.Join(err, errors.New("not the text of a known licence"))
	}
	return ids, err
}

// addLinked adds the modules of the binary for a system.
func addLinked(t *testing.T, modules map[string]*linked, system string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=Dir,Module", "cordon/cmd/cordon")
	cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	type module struct {
		Path, Version, Dir string
		Main               bool
	}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var pkg struct {
			Dir    string
			Module *module
		}
		if err := d.Decode(&pkg); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		if pkg.Module == nil || pkg.Module.Main {
			continue // the standard library has the licence of Go
		}
		if modules[pkg.Module.Path] == nil {
			modules[pkg.Module.Path] = &linked{pkg.Module.Version, map[string]bool{}}
		}
		addLicenceFiles(t, modules[pkg.Module.Path].files, pkg.Dir, pkg.Module.Dir)
	}
}

// addLicenceFiles adds the licence files from the folder of a package up to
// that of its module: code that was taken over has its licence beside it.
func addLicenceFiles(t *testing.T, files map[string]bool, dir, root string) {
	t.Helper()
	for {
		all, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range all {
			if !f.IsDir() && licenceFile.MatchString(f.Name()) && filepath.Ext(f.Name()) != ".go" {
				files[filepath.Join(dir, f.Name())] = true
			}
		}
		if dir == root {
			return
		}
		dir = filepath.Dir(dir)
	}
}

// TestLicencesOf wants what is not allowed, and what is no licence, to be refused.
func TestLicencesOf(t *testing.T) {
	own, err := os.ReadFile("../../LICENSE")
	if err != nil {
		t.Fatal(err)
	}
	if ids, err := licencesOf(own); err != nil || !slices.Equal(ids, []string{"Apache-2.0"}) {
		t.Errorf("our own licence is %v, %v", ids, err)
	}
	for name, text := range map[string]string{
		"words":        "You may look at this, and do nothing else with it.",
		"none":         "",
		"mention only": "See https://www.apache.org/licenses/LICENSE-2.0",
		"GPL notice": "This program is free software; you can redistribute it and/or modify it under the terms of the GNU " +
			"General Public License as published by the Free Software Foundation; either version 2 of the License, " +
			"or (at your option) any later version.",
		"no sale": "“Commons Clause” License Condition v1.0\n\n" + string(own)[:200],
	} {
		if ids, err := licencesOf([]byte(text)); err == nil {
			t.Errorf("%s: allowed as %v", name, ids)
		}
	}
}

// TestNoDateSearch wants no date parser in the binary: its tables cost every start
// of the program 0.3 s (decision 14).
func TestNoDateSearch(t *testing.T) {
	modules := map[string]*linked{}
	addLinked(t, modules, "linux")
	if modules["github.com/markusmobius/go-trafilatura"] == nil {
		t.Fatal("go-trafilatura is not linked: the replacement in go.mod can go")
	}
	if m := modules["github.com/markusmobius/go-dateparser"]; m != nil {
		t.Errorf("go-dateparser %s is linked", m.version)
	}
}
