package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cordon"
	"cordon/examples"
	"cordon/internal/archive"
	"cordon/internal/coordinate"
	"cordon/internal/extract"
	"cordon/internal/fetch"
	"cordon/internal/index"
	"cordon/internal/inert"
	"cordon/internal/list"
	"cordon/internal/list/all"
	"cordon/internal/screen"
	"cordon/internal/starter"
	"cordon/internal/store"
	"cordon/internal/watch"
)

// A house is everything opened and wired: the doors over one store.
type house struct {
	store      *store.Store
	archive    *archive.Archive
	live       *index.Live
	updater    *list.Updater
	screen     *screen.Service
	watch      *watch.Service
	coordinate *coordinate.Service
	log        *slog.Logger
	unloaded   map[cordon.ListID]int // publications in the archive of lists of which the store had none when it was opened
}

// open opens the store and the archive and wires the doors. At the first start
// it loads the starter and reads the examples.
func open(cmd *cobra.Command, cfg *config) (*house, error) {
	if err := makeFolder(cfg); err != nil {
		return nil, err
	}
	h, err := openAsIs(cmd, cfg)
	if err != nil {
		return nil, err
	}
	h.look(cmd)
	if err := h.furnish(cmd.Context()); err != nil {
		h.close()
		return nil, err
	}
	return h, nil
}

// openAsIs opens the store and the archive and wires the doors. It brings nothing
// up to date but the schema, and makes what is not there.
func openAsIs(cmd *cobra.Command, cfg *config) (h *house, err error) {
	ctx := cmd.Context()
	h = &house{live: &index.Live{}, log: cfg.log(cmd)}
	if h.store, err = store.Open(ctx, cfg.DB); err != nil {
		return nil, placed(shownDB(cfg.DB), err)
	}
	if h.archive, err = archive.Open(ctx, cfg.Archive); err != nil {
		h.store.Close()
		return nil, placed("archive "+cfg.Archive, err)
	}
	h.wire()
	return h, nil
}

// openReady opens the house and loads the index, for commands that match names.
func openReady(cmd *cobra.Command, cfg *config) (*house, error) {
	h, err := open(cmd, cfg)
	if err != nil {
		return nil, err
	}
	if err := h.screen.Reload(cmd.Context()); err != nil {
		h.close()
		return nil, err
	}
	return h, nil
}

// wire draws the arrows between the doors.
func (h *house) wire() {
	h.updater = &list.Updater{Store: h.store, Archive: h.archive, Fetch: &fetch.Client{}, Sources: all.Sources, Log: h.log, Now: time.Now}
	h.screen = &screen.Service{Store: h.store, Live: h.live, Lists: lists(), Now: time.Now}
	h.watch = &watch.Service{Store: h.store, Archive: h.archive, Live: h.live, Now: time.Now}
	h.coordinate = &coordinate.Service{Store: h.store, Find: h.screen.Preview, Lists: lists(), Now: time.Now}
}

// unloadedNote names the lists of which the archive holds publications.
const unloadedNote = "cordon: warning: the archive holds publications of lists that this database has never loaded: %s; " +
	"see that --db names the right database, or load them with: cordon update --from %s\n"

// look finds out of which lists the archive holds publications and the store none, and
// says so on standard error: the store may be a new one in the place of one that was
// lost, or of another path.
func (h *house) look(cmd *cobra.Command) {
	var err error
	if h.unloaded, err = h.updater.Unloaded(cmd.Context()); err != nil { // an answer does not need the archive
		inert.Fprintf(cmd.ErrOrStderr(), "cordon: warning: whether the archive holds more than the database cannot be told: %v\n", err)
	}
	if len(h.unloaded) == 0 {
		return
	}
	h.screen.Unloaded = slices.Sorted(maps.Keys(h.unloaded))
	var of []string
	for _, l := range h.screen.Unloaded {
		of = append(of, fmt.Sprintf("%s (%d)", l, h.unloaded[l]))
	}
	if cmd.Name() != "update" { // it may be loading them just now
		inert.Fprintf(cmd.ErrOrStderr(), unloadedNote, strings.Join(of, ", "), h.archive.Folder())
	}
}

func (h *house) close() {
	h.archive.Close()
	h.store.Close()
}

// furnish puts the starter and the examples into a store that has nothing yet,
// and brings the parties up to date. A first start that was cut short is taken
// up where it stopped, whatever was loaded since: the marks say what is missing.
func (h *house) furnish(ctx context.Context) error {
	if err := h.loadStarter(ctx); err != nil {
		return err
	}
	if err := h.updater.CatchUp(ctx); err != nil {
		return err
	}
	if _, err := h.store.Mark(ctx, store.ExamplesMark); !errors.Is(err, cordon.ErrNotFound) {
		return err
	}
	return h.readExamples(ctx)
}

func (h *house) loadStarter(ctx context.Context) error {
	if _, err := h.store.Mark(ctx, store.StarterMark); !errors.Is(err, cordon.ErrNotFound) {
		return err
	}
	sets, err := starter.Entries()
	if err != nil {
		return err
	}
	same, err := starter.Judgements()
	if err != nil {
		return err
	}
	return h.updater.LoadStarter(ctx, sets, same)
}

func (h *house) readExamples(ctx context.Context) error {
	reports, err := examples.Reports()
	if err != nil {
		return err
	}
	if err := h.screen.Reload(ctx); err != nil {
		return err
	}
	reader := &watch.Service{Store: h.store, Archive: h.archive, Live: h.live, Now: h.watch.Now, Example: true}
	for _, r := range reports {
		if _, err := reader.Read(ctx, extract.Input{Ref: r.File, URL: r.URL, Fetched: r.Fetched, Raw: r.Raw}); err != nil {
			return fmt.Errorf("example %s: %w", r.File, err)
		}
	}
	return h.store.Tx(ctx, func(tx *store.Tx) error { return tx.PutMark(store.ExamplesMark, version) })
}

// starterNote says what the starter set is, and how to go on.
const starterNote = "cordon: this is the starter set (facts on DPRK and DPRK-Russia listings only); " +
	"load the full lists with: cordon update\n"

// partlyNote names the lists that are not loaded in full.
const partlyNote = "cordon: of these lists only facts on DPRK and DPRK-Russia listings are held (the starter): %s\n"

// warnStarter says on standard error of which lists answers come from the
// starter: a party that they lack may be on the full list.
func (h *house) warnStarter(cmd *cobra.Command) error {
	states, err := h.store.ListStates(cmd.Context())
	if err != nil {
		return err
	}
	var facts []string
	for id, s := range states {
		if s.Snapshot.Starter {
			facts = append(facts, string(id))
		}
	}
	slices.Sort(facts)
	switch {
	case len(facts) == len(states):
		inert.Fprintf(cmd.ErrOrStderr(), starterNote)
	case len(facts) > 0:
		inert.Fprintf(cmd.ErrOrStderr(), partlyNote, strings.Join(facts, ", "))
	}
	return nil
}

func lists() []cordon.List {
	out := make([]cordon.List, len(all.Sources))
	for i, s := range all.Sources {
		out[i] = s.List
	}
	return out
}

// makeFolder makes the user's data folder at the first start. Any other folder
// must be there already: a mistyped --db would start an empty database, in which
// nobody is listed.
func makeFolder(cfg *config) error {
	if info, err := os.Stat(cfg.Archive); inFile(cfg.Archive) && err == nil && !info.IsDir() {
		return usageError{fmt.Errorf("--archive %s: not a folder", cfg.Archive)}
	}
	for _, at := range []struct{ flag, path, usual string }{
		{"db", cfg.DB, dataDir("cordon.db")},
		{"archive", cfg.Archive, dataDir("archive")},
	} {
		dir := filepath.Dir(at.path)
		switch info, err := os.Stat(dir); {
		case !inFile(at.path) || err == nil && info.IsDir():
		case at.path == at.usual:
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
		case errors.Is(err, os.ErrNotExist):
			return usageError{fmt.Errorf("--%s %s: there is no folder %s; make it first (mkdir -p %s), or give another path",
				at.flag, at.path, dir, dir)}
		case err != nil:
			return placed(at.path, err)
		default:
			return usageError{fmt.Errorf("--%s %s: %s is not a folder", at.flag, at.path, dir)}
		}
	}
	return nil
}
