package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/knadh/koanf/parsers/yaml"
	"github.com/knadh/koanf/providers/env/v2"
	"github.com/knadh/koanf/v2"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	yamldoc "go.yaml.in/yaml/v3"

	"cordon"
	"cordon/internal/input"
)

// config is what the program is told: flags over environment over an optional
// file over the defaults.
type config struct {
	DB      string // path, ":memory:" or postgres://…
	Archive string // folder or s3://…
	File    string // the configuration file
	Verbose bool
}

// settings are what the environment (CORDON_DB …) and the file (db: …) may set.
var settings = []string{"db", "archive"}

func (c *config) flags(fs *pflag.FlagSet) {
	fs.StringVar(&c.DB, "db", "", "database: a file, :memory: or postgres://… (default "+shown(dataDir("cordon.db"))+")")
	fs.StringVar(&c.Archive, "archive", "", "where raw files are kept: a folder or s3://bucket?… (default: beside the database file)")
	fs.StringVar(&c.File, "config", "", "configuration file, YAML (default "+shown(configFile())+", if it is there)")
	fs.BoolVar(&c.Verbose, "verbose", false, "log what is done to standard error")
}

// load fills in what the flags did not say, and makes the logger.
func (c *config) load(cmd *cobra.Command) error {
	k := koanf.New(".")
	if err := c.loadFile(cmd, k); err != nil {
		return err
	}
	lower := func(name, value string) (string, any) {
		if value == "" {
			return "", nil // as if it were not set
		}
		return strings.ToLower(strings.TrimPrefix(name, "CORDON_")), value
	}
	if err := k.Load(env.Provider(".", env.Opt{Prefix: "CORDON_", TransformFunc: lower}), nil); err != nil {
		return err
	}
	for name, p := range map[string]*string{"db": &c.DB, "archive": &c.Archive} {
		if !cmd.Flags().Changed(name) && k.String(name) != "" {
			*p = k.String(name)
		}
	}
	home := filepath.IsAbs(dataDir("cordon.db"))
	switch {
	case c.DB == "" && !home:
		return usageError{errors.New("no home folder is known for the database: set HOME or XDG_DATA_HOME to a full path, or give --db PATH")}
	case c.Archive == "" && c.DB != "" && !inFile(c.DB) && !home:
		return usageError{errors.New("no home folder is known for the archive: set HOME or XDG_DATA_HOME to a full path, or give --archive PATH")}
	}
	if c.DB == "" {
		c.DB = dataDir("cordon.db")
	}
	if c.Archive == "" {
		c.Archive = archiveBeside(c.DB)
	}
	return nil
}

// loadFile reads the configuration file, if there is one or one was named.
func (c *config) loadFile(cmd *cobra.Command, k *koanf.Koanf) error {
	path := c.file()
	text, err := readConfig(cmd, path)
	if err == nil {
		err = k.Load(text, yaml.Parser())
	}
	if err == nil {
		err = oneDocument(text)
	}
	if err != nil && strings.Contains(err.Error(), "cannot unmarshal") { // the parser speaks of Go's types
		err = errors.New("must hold settings, one per line, such as db: PATH")
	}
	if c.File == "" && errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	if errors.Is(err, os.ErrNotExist) { // the path stands before it
		err = errors.New("no such file")
	}
	if err != nil {
		return usageError{fmt.Errorf("configuration file %s: %s", path, cordon.Message(err))}
	}
	return known(k, path)
}

// oneDocument refuses a second YAML document behind the first, which the parser passes over.
func oneDocument(text fileText) error {
	d := yamldoc.NewDecoder(bytes.NewReader(text))
	var doc yamldoc.Node
	err := d.Decode(&doc)
	if err == nil {
		err = d.Decode(&doc)
	}
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return err
	}
	return errors.New("holds more than one YAML document: put the settings into one, without --- between them")
}

// file is the path of the configuration file, which need not be there.
func (c *config) file() string {
	if c.File != "" {
		return c.File
	}
	return configFile()
}

// known refuses settings that the program does not have, and values that are not text.
func known(k *koanf.Koanf, path string) error {
	for _, key := range k.Keys() {
		if _, ok := k.Get(key).(string); !ok && slices.Contains(settings, key) {
			return usageError{fmt.Errorf("configuration file %s: setting %q is not text", path, key)}
		}
		if !slices.Contains(settings, key) {
			return usageError{fmt.Errorf("configuration file %s: unknown setting %q (known: %s)", path, key, strings.Join(settings, ", "))}
		}
	}
	return nil
}

// maxConfig is the most bytes of a configuration file: it has two settings.
const maxConfig = 1 << 20

// fileText is the text of the configuration file, as koanf wants it.
type fileText []byte

func (t fileText) ReadBytes() ([]byte, error)    { return t, nil }
func (t fileText) Read() (map[string]any, error) { return nil, errors.ErrUnsupported }

func readConfig(cmd *cobra.Command, path string) (fileText, error) {
	f, err := input.Open(cmd.Context(), path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return input.All(f, maxConfig)
}

// log is the program's logger: warnings, and everything with --verbose.
func (c *config) log(cmd *cobra.Command) *slog.Logger {
	level := slog.LevelWarn
	if c.Verbose {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: level}))
}

// inFile reports whether the database is a file of its own.
func inFile(db string) bool {
	return db != ":memory:" && !strings.Contains(db, "://")
}

func archiveBeside(db string) string {
	if inFile(db) {
		return filepath.Join(filepath.Dir(db), "archive")
	}
	return dataDir("archive")
}

// dataDir is a path in the user's data folder.
func dataDir(name string) string {
	dir := os.Getenv("XDG_DATA_HOME")
	if home, err := os.UserHomeDir(); dir == "" && err == nil {
		switch runtime.GOOS {
		case "windows":
			dir = filepath.Join(home, "AppData", "Local")
		case "darwin":
			dir = filepath.Join(home, "Library", "Application Support")
		default:
			dir = filepath.Join(home, ".local", "share")
		}
	}
	return filepath.Join(dir, "cordon", name)
}

func configFile() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "cordon.yaml"
	}
	return filepath.Join(dir, "cordon", "config.yaml")
}

// shown writes a path with the home folder as "~".
func shown(path string) string {
	if home, err := os.UserHomeDir(); err == nil && strings.HasPrefix(path, home) {
		return "~" + strings.TrimPrefix(path, home)
	}
	return path
}
