package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cordon"
	"cordon/internal/coordinate"
	"cordon/internal/inert"
	"cordon/internal/listing"
	"cordon/internal/theme"
)

// gapsHelp is the text of cordon gaps --help.
var gapsHelp = `Show the matrix party × authority: when each first listed whom, as far as the date
is proven ("by DAY": then or earlier), the days since the first act, and who has
not acted. Select by a name, by --party ID, or by
--programme: a theme (` + strings.Join(theme.IDs(), ", ") + `), a programme's ID or code
("us/DPRK4", "PRK"), or part of one. Without a selection: the theme ` + theme.Default().ID + `.

Exit codes: 0 done; 1 the work failed, or there is no such party or programme; 2 the
command line is at fault.`

// A gapsOrder is what the command line of cordon gaps asks for.
type gapsOrder struct {
	query         coordinate.GapQuery
	party, asOf   string
	asJSON, asCSV bool
}

func gapsCommand(cfg *config) *cobra.Command {
	var o gapsOrder
	cmd := &cobra.Command{
		Use:   "gaps [NAME…]",
		Short: "Compare authorities: who has listed whom, when, and who has not acted",
		Long:  gapsHelp,
		Args:  between(0, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.read(args); err != nil {
				return err
			}
			return o.run(cmd, cfg)
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&o.query.Programme, "programme", "", "theme, programme ID or code")
	fs.StringVar(&o.party, "party", "", "party or entry ID")
	fs.StringVar(&o.asOf, "as-of", "", "day of the matrix: YYYY-MM-DD (default today)")
	fs.IntVar(&o.query.Limit, "limit", 0, "most rows (default all)")
	fs.BoolVar(&o.asJSON, "json", false, "print JSON")
	fs.BoolVar(&o.asCSV, "csv", false, "print CSV, one line per party and authority")
	return cmd
}

// read completes the query from the arguments and flags, or says what is wrong
// with them.
func (o *gapsOrder) read(args []string) (err error) {
	q := &o.query
	q.Text = strings.TrimSpace(strings.Join(args, " "))
	if len(args) > 0 && q.Text == "" {
		return usageError{fmt.Errorf("the name is empty")}
	}
	if o.asJSON && o.asCSV {
		return usageError{fmt.Errorf("--json or --csv, not both")}
	}
	if err := notNegative(q.Limit); err != nil {
		return err
	}
	if o.party != "" {
		q.Parties = []cordon.PartyID{cordon.PartyID(o.party)}
	}
	if q.Text == "" && o.party == "" && q.Programme == "" {
		q.Programme = theme.Default().ID
	}
	q.AsOf, err = flagDate("as-of", o.asOf)
	return err
}

// run prints the matrix. Only a name needs the index.
func (o *gapsOrder) run(cmd *cobra.Command, cfg *config) error {
	how := open
	if o.query.Text != "" {
		how = openReady
	}
	h, err := how(cmd, cfg)
	if err != nil {
		return err
	}
	defer h.close()
	m, err := h.coordinate.Gaps(cmd.Context(), o.query)
	if err != nil {
		return err
	}
	if o.query.Text != "" && m.Total == 0 {
		inert.Fprintf(cmd.ErrOrStderr(), "cordon: no party matches that name\n")
	}
	return h.printMatrix(cmd, m, o.asJSON, o.asCSV)
}

func (h *house) printMatrix(cmd *cobra.Command, m *coordinate.Matrix, asJSON, asCSV bool) error {
	w := cmd.OutOrStdout()
	switch {
	case asJSON:
		return json.NewEncoder(w).Encode(m)
	case asCSV:
		return m.WriteCSV(w)
	}
	if err := printMatrixTable(w, m); err != nil {
		return err
	}
	printLegend(w, m)
	return h.warnStarter(cmd)
}

// printMatrixTable shows the authorities that have a cell or a loaded list; the
// others stand in the legend.
func printMatrixTable(w io.Writer, m *coordinate.Matrix) error {
	var shown []cordon.AuthorityID
	for _, a := range m.Authorities {
		used := m.Coverage[a].State != coordinate.NoList
		for _, r := range m.Rows {
			used = used || r.Cells[a] != nil
		}
		if used {
			shown = append(shown, a)
		}
	}
	head := []string{"party", "name"}
	for _, a := range shown {
		head = append(head, string(a))
	}
	var rows [][]string
	for _, r := range m.Rows {
		row := []string{string(r.Party), cut(r.Name, 40)}
		for _, a := range shown {
			row = append(row, cellText(&r, a))
		}
		rows = append(rows, row)
	}
	return printTable(w, head, rows)
}

func cellText(r *coordinate.Row, a cordon.AuthorityID) string {
	c := r.Cells[a]
	switch on, absent := r.Absent[a]; {
	case c == nil && slices.Contains(r.Not, a):
		return "—"
	case c == nil && absent:
		return "— " + on.String()
	case c == nil:
		return "?"
	case c.Unsure:
		return "? " + dateText(c)
	}
	s := dateText(c)
	switch {
	case c.LagDays != nil && *c.LagDays > 0:
		s += fmt.Sprintf(" +%dd", *c.LagDays)
	case c.LagRange != nil:
		s += " " + c.LagRange.String()
	}
	switch {
	case r.First == a:
		s += " first"
	case r.FirstMover(a):
		s += " first, with others"
	case r.FirstKnown == a:
		s += " first known"
	}
	if c.End != nil {
		s += ", off " + listing.EndText(*c.End)
	}
	return s
}

// dateText is what is proven of an authority's first act, with the kind of date
// where it is not the authority's own.
func dateText(c *coordinate.Cell) string {
	if c.Begin.IsZero() {
		return "listed"
	}
	s := c.Begin.String()
	switch kind := listing.KindOf(c.DateKind); {
	case kind.ID == cordon.UNDate:
		s += fmt.Sprintf(" (un %s)", c.First)
	case kind.Sign != "" && kind.Sign != "?" && kind.Sign != "≤":
		s += " (" + string(kind.ID) + ")"
	}
	return s
}

func printLegend(w io.Writer, m *coordinate.Matrix) {
	inert.Fprintf(w, "as of %s; %d of %d parties. first: proven before all others shown; first known: another may have been earlier; "+
		"by DAY: then or earlier; +Nd: days after the first act; —: not on the list; — DAY: not on the list of that day; ?: unknown.\n",
		m.AsOf, len(m.Rows), m.Total)
	proven, open := m.Movers()
	inert.Fprintf(w, "The first mover is proven for %d; for %d, which have only a first known, the date of another authority is open.\n",
		proven, open)
	for _, a := range m.Unknown {
		switch c := m.Coverage[a]; c.State {
		case coordinate.Stale:
			age := "old"
			if m.AsOf.Before(c.Published) {
				age = "young"
			}
			inert.Fprintf(w, "  %s: the list is of %s, too %s to prove that somebody is not on it\n", a, c.Published, age)
		case coordinate.Partial:
			inert.Fprintf(w, "  %s: only a part is loaded (starter facts or one of its lists)\n", a)
		default:
			inert.Fprintf(w, "  %s: no list is loaded\n", a)
		}
	}
	for _, a := range slices.Sorted(maps.Keys(m.Applies)) {
		inert.Fprintf(w, "  %s applies the acts of %s and lists nobody on its own\n", a, m.Applies[a])
	}
}

func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
