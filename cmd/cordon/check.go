package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"cordon"
	"cordon/internal/check"
	"cordon/internal/inert"
	"cordon/internal/starter"
)

func checkCommand(cfg *config) *cobra.Command {
	var repair, asJSON bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Examine the database and the archive, and say what is wrong with them",
		Long: `Examine the database and the archive: fingerprints of entries, parties, listings,
readings, the chain of the audit log, the digests of archived files. For each fault
it says what is wrong, where, and what to do. Without --repair nothing is changed,
but that the schema of a database of an earlier version is brought up to date.

With --repair derived state (the parties and their redirects) is rebuilt if it is at
fault, and temporary files that stopped programs left in the archive are removed. What the
lists said, what was asked and read, and the audit log are never changed.

Exit code 0 when no fault is left, else 1.`,
		Args: between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := mustExist(cfg); err != nil {
				return err
			}
			h, err := openAsIs(cmd, cfg)
			if err != nil {
				return err
			}
			defer h.close()
			return h.check(cmd, repair, asJSON)
		},
	}
	cmd.Flags().BoolVar(&repair, "repair", false, "rebuild derived state, and remove temporary files of stopped programs")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object per fault, then the report")
	return cmd
}

// mustExist refuses a database file or an archive folder that is not there: opening
// would make it, and an empty one would be sound.
func mustExist(cfg *config) error {
	for _, at := range []struct{ what, path string }{{"database", cfg.DB}, {"archive", cfg.Archive}} {
		if !inFile(at.path) {
			continue
		}
		_, err := os.Stat(at.path)
		if errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("no %s %s: %w", at.what, at.path, cordon.ErrNotFound)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (h *house) check(cmd *cobra.Command, repair, asJSON bool) error {
	s := &check.Service{
		Store: h.store, Archive: h.archive, Resolve: h.updater.ResolveAnd, Ahead: h.updater.Ahead, Judged: starter.Judgements, Now: time.Now,
	}
	out := cmd.OutOrStdout()
	p := &faultPrinter{w: out, asJSON: asJSON, told: map[string]int{}}
	run := s.Check
	if repair {
		run = s.Repair
	}
	r, err := run(cmd.Context(), p.fault)
	p.end()
	if err != nil {
		return err
	}
	if asJSON {
		err = json.NewEncoder(out).Encode(r)
	} else {
		err = printReport(out, r)
	}
	if err == nil && r.Faults > 0 {
		err = errors.New(counted(int(r.Faults), "fault"))
	}
	return err
}

// mostTold is how many faults of one rule are printed: what broke one entry has
// often broken thousands. --json prints all.
const mostTold = 20

// A faultPrinter prints faults as they are found.
type faultPrinter struct {
	w      io.Writer
	asJSON bool
	told   map[string]int
	order  []string // rules in the order in which they were first broken
}

func (p *faultPrinter) fault(f check.Fault) {
	if p.asJSON {
		_ = json.NewEncoder(p.w).Encode(f) // a report that cannot be written fails at its end
		return
	}
	if p.told[f.Rule] == 0 {
		p.order = append(p.order, f.Rule)
	}
	if p.told[f.Rule]++; p.told[f.Rule] <= mostTold {
		inert.Fprintf(p.w, "%s: %s: %s\n    to do: %s\n", f.Rule, f.Where, f.Found, f.Remedy)
	}
}

// end says how many faults were not printed.
func (p *faultPrinter) end() {
	for _, rule := range p.order {
		if more := p.told[rule] - mostTold; more > 0 {
			inert.Fprintf(p.w, "%s: %d more (--json prints all)\n", rule, more)
		}
	}
}

func printReport(w io.Writer, r *check.Report) error {
	var rows [][]string
	for _, c := range r.Checked {
		rows = append(rows, []string{c.What, grouped(c.Count), grouped(c.Faults)})
	}
	for _, did := range r.Repaired {
		inert.Fprintf(w, "repaired: %s\n", did)
	}
	return printTable(w, []string{"examined", "number", "faults"}, rows)
}

// grouped is a number with its thousands apart: 37,800.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
