package main

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// sqliteFiles are the endings of the files that SQLite keeps beside a database.
var sqliteFiles = []string{"", "-wal", "-shm", "-journal"}

// apart refuses an answer file that would replace what the answers come from:
// the input, the database, an archived file or the configuration.
func (o *screenOrder) apart(cmd *cobra.Command, cfg *config) error {
	if o.out == "" || o.out == "-" {
		return nil
	}
	what := ""
	switch {
	case o.in != "-" && samePlace(o.out, o.in):
		what = "the file to screen"
	case inFile(cfg.DB) && isDatabase(o.out, cfg.DB):
		what = "the database"
	case within(o.out, archiveFolder(cfg.Archive)):
		what = "in the archive"
	case samePlace(o.out, cfg.file()):
		what = "the configuration file"
	default:
		return nil
	}
	return usageError{fmt.Errorf("--out %s is %s, which the answers would replace; give another file (see %s --help)",
		o.out, what, cmd.CommandPath())}
}

// isDatabase reports whether path is the database file or one that SQLite keeps
// beside it, which is where a symbolic link leads.
func isDatabase(path, db string) bool {
	for _, at := range []string{db, realPath(db)} {
		for _, end := range sqliteFiles {
			if samePlace(path, at+end) {
				return true
			}
		}
	}
	return false
}

// archiveFolder is the folder of an archive, "" for one that is not on this machine.
func archiveFolder(archive string) string {
	if u, err := url.Parse(archive); err == nil && u.Scheme == "file" {
		return filepath.FromSlash(u.Path)
	}
	if strings.Contains(archive, "://") {
		return ""
	}
	return archive
}

// samePlace reports whether two paths lead to one file, by symbolic or hard links
// too, or would, where nothing is yet.
func samePlace(a, b string) bool {
	if realPath(a) == realPath(b) {
		return true
	}
	x, err := os.Stat(a)
	y, berr := os.Stat(b)
	return err == nil && berr == nil && os.SameFile(x, y)
}

// within reports whether path is the folder or lies in it, at any depth.
func within(path, folder string) bool {
	if folder == "" {
		return false
	}
	for at := realPath(path); ; at = filepath.Dir(at) {
		if samePlace(at, folder) {
			return true
		}
		if at == filepath.Dir(at) {
			return false
		}
	}
}

// realPath is an absolute path without symbolic links, as far as there is
// something on it.
func realPath(path string) string {
	full, err := filepath.Abs(path)
	if err != nil {
		return filepath.Clean(path)
	}
	if real, err := filepath.EvalSymlinks(full); err == nil {
		return real
	}
	dir := filepath.Dir(full)
	if dir == full {
		return full
	}
	return filepath.Join(realPath(dir), filepath.Base(full))
}
