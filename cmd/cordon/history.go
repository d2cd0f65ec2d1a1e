package main

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"cordon/internal/coordinate"
	"cordon/internal/inert"
	"cordon/internal/listing"
)

func historyCommand(cfg *config) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "history PARTY",
		Short: "How a party stood on the lists: an ID (un-sc/KPi.033) or a name, also of one that has left all lists",
		Args:  between(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			h, err := open(cmd, cfg)
			if err != nil {
				return err
			}
			defer h.close()
			id, err := h.coordinate.Lookup(cmd.Context(), strings.Join(args, " "))
			if err != nil {
				return err
			}
			told, err := h.coordinate.History(cmd.Context(), id)
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(told)
			}
			printHistory(cmd.OutOrStdout(), told)
			return h.warnStarter(cmd)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func printHistory(w io.Writer, h *coordinate.History) {
	inert.Fprintf(w, "%s\n%s (%s)\n\nListings\n", h.Name, h.Party, h.Kind)
	for _, l := range h.Listings {
		inert.Fprintf(w, "  %-2s  %s  %s  listed %s", l.Authority, l.Entry, l.Programme.Code(), l.Begin)
		if l.End != nil {
			inert.Fprintf(w, "; off %s", listing.EndText(*l.End))
		}
		inert.Fprintf(w, "\n")
		for _, b := range l.Begin.Evidence {
			inert.Fprintf(w, "      begin: %s\n", b)
		}
		if l.End != nil {
			for _, b := range l.End.Evidence {
				inert.Fprintf(w, "      end:   %s\n", b)
			}
		}
	}
	inert.Fprintf(w, "\nIn the publications that are held (days are of publication, not of an act)\n")
	for _, e := range h.Entries {
		off := ""
		if !e.Current {
			off = " (off the list)"
		}
		inert.Fprintf(w, "  %s  %s%s\n", e.Entry, e.Name, off)
		for _, s := range e.Steps {
			inert.Fprintf(w, "    %s\n", s)
			printFields(w, s.Fields)
		}
	}
}
