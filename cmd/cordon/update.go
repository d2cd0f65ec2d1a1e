package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cordon"
	"cordon/internal/inert"
	"cordon/internal/list"
	"cordon/internal/list/all"
)

func updateCommand(cfg *config) *cobra.Command {
	var from, accept string
	var force, asJSON bool
	cmd := &cobra.Command{
		Use:   "update [LIST…]",
		Short: "Load official lists from their publishers, or from a local file or folder",
		Long: `Load official lists from their publishers' addresses, or with --from out of a file
or folder (plain, .gz, .xz, .zst, .zip), recognised by content. Without LIST, all
lists: then a file that is named like a list (.xml, .csv, .zip) and is empty or a page
of errors is an error too; other files that are no list are passed over. An update that
looks wrong as a whole (too few entries, a field that vanished) is refused and the old
data stays. One that removes more entries than is usual is
loaded without these removals: the entries stay in force and are screened until the
next publication confirms the removals. Both wait (see cordon lists, which names every
rule that stops them) and are accepted by digest with --accept: it overrides the rules
that were shown, and is refused when another stops the publication, which is then
shown too. --force overrides every rule unseen, but loads nothing that is dated in the
future.

Exit code 0 also when removals are held: a line on standard error says how many, why,
and how to accept them.

Lists: ` + strings.Join(listIDs(), ", "),
		Args: between(0, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			wanted, err := wantedLists(args)
			if err != nil {
				return err
			}
			h, err := open(cmd, cfg)
			if err != nil {
				return err
			}
			defer h.close()
			if accept != "" {
				return h.accept(cmd, cordon.Digest(accept), wanted, asJSON)
			}
			return h.update(cmd, from, wanted, force, asJSON)
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "file or folder to load instead of the publishers' addresses")
	cmd.Flags().BoolVar(&force, "force", false, "load what the safety checks would refuse or hold, by whatever rule")
	cmd.Flags().StringVar(&accept, "accept", "", "load what was refused or held of the publication with this digest (sha256:…)")
	cmd.MarkFlagsMutuallyExclusive("accept", "from")
	cmd.MarkFlagsMutuallyExclusive("accept", "force")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object per outcome")
	return cmd
}

// update loads lists and prints what came of each.
func (h *house) update(cmd *cobra.Command, from string, wanted []cordon.ListID, force, asJSON bool) error {
	known, missing := false, slices.Clone(wanted)
	report := func(o *list.Outcome) {
		known = known || o.State != list.Unknown
		missing = slices.DeleteFunc(missing, func(l cordon.ListID) bool { return l == o.List })
		reportOutcome(cmd, o, asJSON)
	}
	if from == "" {
		return h.updater.UpdateAll(cmd.Context(), wanted, force, report)
	}
	err := h.updater.UpdateFrom(cmd.Context(), from, wanted, force, report)
	if err == nil && (!known || len(missing) > 0) {
		return fmt.Errorf("nothing in %s is %s: %w", from, oneOf(missing), cordon.ErrInvalid)
	}
	return err
}

// accept loads what was held back and prints what it did.
func (h *house) accept(cmd *cobra.Command, d cordon.Digest, wanted []cordon.ListID, asJSON bool) error {
	outs, err := h.updater.Accept(cmd.Context(), d, wanted...)
	for _, o := range outs {
		reportOutcome(cmd, o, asJSON)
	}
	return err
}

// oneOf says what was looked for.
func oneOf(wanted []cordon.ListID) string {
	if len(wanted) == 0 {
		return "a list that this version reads"
	}
	return "a file of " + joinText(wanted)
}

// reportOutcome prints an outcome, and what is held of it on standard error: the
// update succeeded, and still there is something to decide.
func reportOutcome(cmd *cobra.Command, o *list.Outcome, asJSON bool) {
	printOutcome(cmd.OutOrStdout(), o, asJSON)
	if p := o.Pending; p != nil && !p.Whole {
		inert.Fprintf(cmd.ErrOrStderr(), "cordon: %s: %s held: %s (rule %s); these entries stay in force; "+
			"to remove them now: cordon update --accept %s\n",
			p.List, counted(len(p.Removals), "removal"), p.Reason, p.Rule, p.Files[0].Digest)
	}
}

// printOutcome prints what came of one publication.
func printOutcome(w io.Writer, o *list.Outcome, asJSON bool) {
	if asJSON {
		json.NewEncoder(w).Encode(o)
		return
	}
	inert.Fprintf(w, "%-10s %-12s", o.State, o.List)
	printSnapshot(w, o)
	if len(o.Files) > 0 {
		inert.Fprintf(w, " (%s)", strings.Join(o.Files, ", "))
	}
	switch {
	case o.Err != nil:
		inert.Fprintf(w, ": %s", cordon.Message(o.Err))
	case o.Error != "":
		inert.Fprintf(w, ": %s", o.Error)
	}
	inert.Fprintf(w, "\n")
	for i, p := range o.Problems {
		if i == 3 {
			inert.Fprintf(w, "           … and %d more (--json shows up to 100)\n", len(o.Problems)-i)
			break
		}
		inert.Fprintf(w, "           %s\n", p)
	}
}

// printSnapshot prints the snapshot of an outcome: the one that it made, or the one
// in force.
func printSnapshot(w io.Writer, o *list.Outcome) {
	s := o.Snapshot
	if s == nil {
		return
	}
	switch {
	case o.Before != nil:
		inert.Fprintf(w, " loaded before, of %s; in force is", o.Before.Published)
	case o.State == list.Older:
		inert.Fprintf(w, " than what is in force, of")
	}
	inert.Fprintf(w, " %s %s: %d entries", dayStated(s), s.Format, s.Entries)
	if s.Previous != "" && o.State == list.Loaded {
		inert.Fprintf(w, ", %d added, %d amended, %d removed, %d restored", s.Added, s.Amended, s.Removed, s.Restored)
	}
	if len(s.Missing) > 0 {
		inert.Fprintf(w, ", missing: %s", strings.Join(s.Missing, ", "))
	}
	if s.Problems > 0 {
		inert.Fprintf(w, ", %s not read", counted(s.Problems, "value"))
	}
}

func listIDs() []string {
	var ids []string
	for _, s := range all.Sources {
		ids = append(ids, string(s.ID))
	}
	return ids
}

func wantedLists(args []string) ([]cordon.ListID, error) {
	var out []cordon.ListID
	for _, a := range args {
		if !slices.Contains(listIDs(), a) {
			return nil, usageError{fmt.Errorf("no list %q; the lists are %s", a, strings.Join(listIDs(), ", "))}
		}
		out = append(out, cordon.ListID(a))
	}
	return out, nil
}
