package store

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"cordon"
)

// A spec says which database to open.
type spec struct {
	postgres bool
	memory   bool
	target   string // a path, or a postgres:// URL
}

func parseSpec(s string) (spec, error) {
	scheme, _, isURL := strings.Cut(s, "://")
	switch {
	case s == "":
		return spec{}, fmt.Errorf("no database named: %w", cordon.ErrInvalid)
	case strings.ContainsRune(s, 0) || !utf8.ValidString(s):
		return spec{}, fmt.Errorf("a database's name is text without NUL: %w", cordon.ErrInvalid)
	case s == ":memory:":
		return spec{memory: true}, nil
	case isURL && (scheme == "postgres" || scheme == "postgresql"):
		if _, err := pgx.ParseConfig(s); err != nil { // its text hides the password
			return spec{}, fmt.Errorf("%w: %w", err, cordon.ErrInvalid)
		}
		return spec{postgres: true, target: s}, nil
	case isURL:
		return spec{}, fmt.Errorf("no database of kind %q; give a path, :memory: or postgres://…: %w", scheme, cordon.ErrInvalid)
	}
	return spec{target: filepath.Clean(s)}, nil
}

// shown is the spec as it may stand in an error: without a password.
func shown(s string) string {
	if !strings.Contains(s, "://") {
		return s
	}
	u, err := url.Parse(s)
	if err != nil {
		scheme, _, _ := strings.Cut(s, "://")
		return scheme + "://…"
	}
	if q := u.Query(); q.Has("password") {
		q.Set("password", "xxxxx")
		u.RawQuery = q.Encode()
	}
	return u.Redacted()
}

// sqliteName is the driver's name of a file with the settings that we need.
// Write-ahead logging lets readers go on while one writes. A writer takes its
// lock at the start (immediate): one that read first and then wants to write
// could not wait for another. What was committed survives a loss of power
// (synchronous=full): a record of what was screened, and the audit log, must not
// lose their last lines; docs/decisions/0008 says what it costs.
func sqliteName(p spec, write bool) string {
	q := url.Values{}
	q.Add("_pragma", "busy_timeout(10000)") // milliseconds; another process may be loading a list
	q.Add("_pragma", "foreign_keys(1)")
	if write {
		q.Add("_pragma", "journal_mode(wal)")
		q.Add("_pragma", "cache_size(-65536)") // KiB, taken as needed: a long list fits without spilling
		q.Add("_pragma", "synchronous("+map[bool]string{true: "off", false: "full"}[p.memory]+")")
		q.Set("_txlock", "immediate")
	} else {
		q.Add("_pragma", "query_only(1)")
	}
	path := strings.ReplaceAll((&url.URL{Path: filepath.ToSlash(p.target)}).EscapedPath(), ";", "%3B")
	return "file:" + path + "?" + q.Encode()
}
