package main

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"cordon"
	"cordon/internal/coordinate"
	"cordon/internal/inert"
)

func timelineCommand(cfg *config) *cobra.Command {
	var q coordinate.TimelineQuery
	var since, party string
	var limit int
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "timeline",
		Short: "Listings, reported events and statements by date, newest first",
		Args:  between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if q.Since, err = flagDate("since", since); err != nil {
				return err
			}
			if err := notNegative(limit); err != nil {
				return err
			}
			if q.Party = cordon.PartyID(party); party != "" && !cmd.Flags().Changed("programme") {
				q.Programme = "" // all that is of the party
			}
			h, err := open(cmd, cfg)
			if err != nil {
				return err
			}
			defer h.close()
			all, err := h.coordinate.Timeline(cmd.Context(), q)
			if err != nil {
				return err
			}
			moments, err := all.Page(cmd.Context(), 0, limit)
			if err != nil {
				return err
			}
			for _, m := range moments {
				if asJSON {
					if err := json.NewEncoder(cmd.OutOrStdout()).Encode(m); err != nil {
						return err
					}
					continue
				}
				printMoment(cmd, m)
			}
			return h.warnStarter(cmd)
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&q.Programme, "programme", coordinate.ThemeDPRKRussia, "theme, programme ID or code; listings under it (with --party default: any)")
	fs.StringVar(&party, "party", "", "one party only")
	fs.StringVar(&since, "since", "", "first day to show: YYYY-MM-DD")
	fs.IntVar(&limit, "limit", 50, "most lines (0: all)")
	fs.BoolVar(&asJSON, "json", false, "print one JSON object per line")
	return cmd
}

func printMoment(cmd *cobra.Command, m coordinate.Moment) {
	day := m.When.From.String()
	if m.When.To != m.When.From {
		day += ".." + m.When.To.String()
	}
	who := string(m.Authority)
	if who == "" {
		who = m.Name
	}
	if who != "" {
		who = cut(who, 40) + ": "
	}
	mark := ""
	if m.Example {
		mark = " [example]"
	}
	inert.Fprintf(cmd.OutOrStdout(), "%-22s %-10s %-12s %s%s%s\n", day, m.Kind, m.Status, who, cut(m.Summary, 160), mark)
}
