package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cordon"
	"cordon/internal/delta"
	"cordon/internal/inert"
	"cordon/internal/list"
)

// A changesOrder is what the command line of cordon changes asks for.
type changesOrder struct {
	list, since, until    string
	kinds                 []string
	asJSON, asCSV, asAtom bool
	filter                cordon.ChangeFilter
}

func changesCommand(cfg *config) *cobra.Command {
	var o changesOrder
	cmd := &cobra.Command{
		Use:   "changes",
		Short: "What each publication of a list changed, the newest day of publication first",
		Args:  between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.read(); err != nil {
				return err
			}
			h, err := open(cmd, cfg)
			if err != nil {
				return err
			}
			defer h.close()
			return h.changes(cmd, &o)
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&o.list, "list", "", "one list only")
	fs.StringVar(&o.since, "since", "", "first day of publication: YYYY-MM-DD")
	fs.StringVar(&o.until, "until", "", "last day of publication")
	fs.StringSliceVar(&o.kinds, "kind", nil, "only these, separated by commas: added, removed, restored, amended, pending")
	fs.BoolVar(&o.asJSON, "json", false, "print one JSON object per change")
	fs.BoolVar(&o.asCSV, "csv", false, "print one line of CSV per change, or per field of an amendment")
	fs.BoolVar(&o.asAtom, "atom", false, "print an Atom feed, one entry per publication")
	return cmd
}

// changeKinds are what --kind takes.
var changeKinds = []cordon.ChangeKind{cordon.Added, cordon.Removed, cordon.Restored, cordon.Amended, list.Pending}

// read completes the filter from the flags, or says what is wrong with them.
func (o *changesOrder) read() (err error) {
	o.filter.List = cordon.ListID(o.list)
	if o.filter.Since, err = flagDate("since", o.since); err != nil {
		return err
	}
	if o.filter.Until, err = flagDate("until", o.until); err != nil {
		return err
	}
	for _, k := range o.kinds {
		kind := cordon.ChangeKind(strings.TrimSpace(k))
		if !slices.Contains(changeKinds, kind) {
			return usageError{fmt.Errorf("--kind %q: must be one of %s", k, joinText(changeKinds))}
		}
		o.filter.Kinds = append(o.filter.Kinds, kind)
	}
	forms := 0
	for _, asked := range []bool{o.asJSON, o.asCSV, o.asAtom} {
		if asked {
			forms++
		}
	}
	if forms > 1 {
		return usageError{fmt.Errorf("--json, --csv, --atom: give one of them")}
	}
	return nil
}

func (h *house) changes(cmd *cobra.Command, o *changesOrder) (err error) {
	if err := h.knownList(cmd, o.filter.List); err != nil {
		return err
	}
	log, out := list.Changes(h.store, o.filter), cmd.OutOrStdout()
	switch {
	case o.asAtom:
		err = log.Feed(cmd.Context(), out, 0)
	case o.asJSON:
		err = changesJSON(cmd, log)
	case o.asCSV:
		err = changesCSV(cmd, log)
	default:
		err = changesText(cmd, log)
	}
	if err != nil {
		return err
	}
	return h.warnStarter(cmd)
}

// knownList refuses a list that neither the program nor the store knows: its changes
// would be none.
func (h *house) knownList(cmd *cobra.Command, id cordon.ListID) error {
	if id == "" {
		return nil
	}
	states, err := h.listStates(cmd)
	if err != nil {
		return err
	}
	var known []cordon.ListID
	for _, st := range states {
		known = append(known, st.ID)
	}
	if !slices.Contains(known, id) {
		return usageError{fmt.Errorf("--list %q: no such list; the lists are %s", cut(string(id), 40), joinText(known))}
	}
	return nil
}

func changesJSON(cmd *cobra.Command, log list.ChangeLog) error {
	enc := json.NewEncoder(cmd.OutOrStdout())
	for line, err := range log.Lines(cmd.Context()) {
		if err != nil {
			return err
		}
		if err := enc.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

func changesCSV(cmd *cobra.Command, log list.ChangeLog) error {
	w := inert.NewCSV(cmd.OutOrStdout())
	if err := w.Write([]string{"by", "undated", "against", "list", "kind", "entry", "name", "field", "was", "is", "note"}); err != nil {
		return err
	}
	for line, err := range log.Lines(cmd.Context()) {
		if err != nil {
			return err
		}
		fields := line.Fields
		if len(fields) == 0 {
			fields = []cordon.FieldChange{{}}
		}
		for _, f := range fields {
			err := w.Write([]string{
				line.By.String(), yes(line.Undated), line.Against.String(), string(line.List), string(line.Kind), string(line.Entry), line.Name,
				f.Field, strings.Join(f.Removed, "; "), strings.Join(f.Added, "; "), line.Note,
			})
			if err != nil {
				return err
			}
		}
	}
	return w.Flush()
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// editsAtOnce is how many edits are read at a time.
const editsAtOnce = 200

// changesText prints the log of one state of the store.
func changesText(cmd *cobra.Command, log list.ChangeLog) error {
	w := cmd.OutOrStdout()
	return log.View(cmd.Context(), func(log list.ChangeLog) error {
		waiting, err := log.Held(cmd.Context())
		if err != nil {
			return err
		}
		for i := range waiting {
			printHeld(w, &waiting[i])
		}
		day := ""
		for set, err := range log.All(cmd.Context()) {
			if err != nil {
				return err
			}
			if by := set.By(); by != day {
				inert.Fprintf(w, "%s\n", by)
				day = by
			}
			if err := printSet(cmd.Context(), w, set); err != nil {
				return err
			}
		}
		return nil
	})
}

// printSet prints what one publication changed.
func printSet(ctx context.Context, w io.Writer, set *list.ChangeSet) error {
	against := ""
	if set.Against != nil {
		against = " (against " + set.Against.DayText() + ")"
	}
	inert.Fprintf(w, "  %s: %s%s\n", set.List, set.Summary(), against)
	for at := 0; ; at += editsAtOnce {
		edits, err := set.Edits(ctx, at, editsAtOnce)
		if err != nil {
			return err
		}
		for _, e := range edits {
			printEdit(w, e)
		}
		if len(edits) < editsAtOnce {
			return nil
		}
	}
}

// printHeld prints the removals that are held of a publication: none is made.
func printHeld(w io.Writer, p *cordon.PendingUpdate) {
	inert.Fprintf(w, "pending\n  %s: the publication of %s lacks %d in force, not removed: %s\n",
		p.List, p.DayText(), len(p.Removals), p.Reason)
	for _, r := range p.Removals {
		inert.Fprintf(w, "    %-8s  %s  %s\n", list.Pending, r.Entry, r.Name)
	}
	inert.Fprintf(w, "    to accept it: cordon update --accept %s\n", p.Files[0].Digest)
}

func printEdit(w io.Writer, e cordon.Edit) {
	inert.Fprintf(w, "    %-8s  %s\n", e.Kind, list.EditedText(e))
	printFields(w, e.Fields)
}

// printFields prints what was amended, the old value before the new one.
func printFields(w io.Writer, fields []cordon.FieldChange) {
	for _, f := range fields {
		if len(f.Removed)+len(f.Added) == 0 {
			inert.Fprintf(w, "      %s\n", delta.Label(f.Field))
		}
		for _, v := range f.Removed {
			inert.Fprintf(w, "      %-12s - %s\n", delta.Label(f.Field), v)
		}
		for _, v := range f.Added {
			inert.Fprintf(w, "      %-12s + %s\n", delta.Label(f.Field), v)
		}
	}
}
