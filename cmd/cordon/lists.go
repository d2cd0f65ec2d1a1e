package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cordon"
	"cordon/internal/inert"
	"cordon/internal/list"
	"cordon/internal/list/all"
)

// A listState is one line of `cordon lists`.
type listState struct {
	cordon.List
	State    string           `json:"state"` // full, partial, starter, none
	Snapshot *cordon.Snapshot `json:"snapshot,omitempty"`
	AgeDays  *int             `json:"age_days,omitempty"` // since publication

	Archived int `json:"archived,omitempty"` // publications of it in the archive, while none is loaded: at least so many

	Pending []cordon.PendingUpdate `json:"pending,omitempty"` // what was held back and waits
}

func listsCommand(cfg *config) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "lists",
		Short: "Show each list: authority, snapshot, published, fetched, entries, changes, age",
		Args:  between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			h, err := open(cmd, cfg)
			if err != nil {
				return err
			}
			defer h.close()
			states, err := h.listStates(cmd)
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(states)
			}
			if err := printLists(cmd.OutOrStdout(), states); err != nil {
				return err
			}
			printMissing(cmd.OutOrStdout(), states)
			printPending(cmd.OutOrStdout(), states)
			return h.warnStarter(cmd)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// printMissing prints what is known to be missing of the lists in force.
func printMissing(w io.Writer, states []listState) {
	for _, st := range states {
		s := st.Snapshot
		if s == nil || !s.Partial() {
			continue
		}
		inert.Fprintf(w, "missing    %-12s %s: %s\n", s.List, dayStated(s), strings.Join(s.Lacks(), ", "))
	}
}

// printPending prints the updates that were held back and wait.
func printPending(w io.Writer, states []listState) {
	for _, st := range states {
		for i := range st.Pending {
			p := &st.Pending[i]
			what := "nothing of it is loaded"
			if !p.Whole {
				what = counted(len(p.Removals), "removal") + " held, the rest is loaded"
			}
			inert.Fprintf(w, "pending    %-12s %s, since %s: %s (rule %s); %s\n",
				p.List, p.DayText(), p.At.UTC().Format("2006-01-02 15:04"), p.Reason, p.Rule, what)
			for _, r := range p.Shown()[1:] {
				inert.Fprintf(w, "           and %s (rule %s)\n", r.Text, r.Rule)
			}
			if p.Whole && len(p.Removals) > 0 {
				inert.Fprintf(w, "           accepting it makes %s\n", counted(len(p.Removals), "removal"))
			}
			inert.Fprintf(w, "           to accept it: cordon update --accept %s\n", p.Files[0].Digest)
		}
	}
}

// listStates are the lines of `cordon lists`.
func (h *house) listStates(cmd *cobra.Command) ([]listState, error) {
	all, err := list.States(cmd.Context(), h.store, lists(), all.Others)
	if err != nil {
		return nil, err
	}
	list.NoteArchived(all, h.unloaded)
	out := make([]listState, len(all))
	for i, st := range all {
		out[i] = stateOf(&st)
	}
	return out, nil
}

func stateOf(of *list.State) listState {
	st := listState{List: of.List, State: of.Standing(), Snapshot: of.Snapshot, Archived: of.Archived, Pending: of.Pending}
	if s := of.Snapshot; s != nil && !s.Stated().IsZero() {
		days := cordon.DateOf(time.Now().UTC()).Days(s.Published)
		st.AgeDays = &days
	}
	return st
}

// dayStated is the day of publication, or that none is known.
func dayStated(s *cordon.Snapshot) string { return cmp.Or(s.Stated().String(), "undated") }

func printLists(w io.Writer, states []listState) error {
	var rows [][]string
	for _, st := range states {
		row := []string{string(st.ID), string(st.Authority), st.State, "", "", "", "", "", cut(st.Name, 60)}
		if s := st.Snapshot; s != nil {
			row[3], row[4], row[5] = dayStated(s), s.Fetched.UTC().Format("2006-01-02 15:04"), strconv.Itoa(s.Entries)
			row[6] = fmt.Sprintf("+%d ~%d -%d", s.Added, s.Amended, s.Removed)
			if s.Previous == "" {
				row[6] = "first load"
			}
		}
		if st.AgeDays != nil {
			row[7] = fmt.Sprintf("%d days", *st.AgeDays)
		}
		rows = append(rows, row)
	}
	return printTable(w, []string{"list", "authority", "state", "published", "fetched", "entries", "changes", "age", "name"}, rows)
}
