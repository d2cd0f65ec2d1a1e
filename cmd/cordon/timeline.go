package main

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"cordon"
	"cordon/internal/coordinate"
	"cordon/internal/inert"
	"cordon/internal/listing"
	"cordon/internal/theme"
)

// A timelineOrder is what the command line of cordon timeline asks for.
type timelineOrder struct {
	query        coordinate.TimelineQuery
	since, party string
	limit        int
	asJSON       bool
}

func timelineCommand(cfg *config) *cobra.Command {
	var o timelineOrder
	cmd := &cobra.Command{
		Use:   "timeline",
		Short: "Listings, reported events and statements by date, newest first",
		Args:  between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.read(cmd); err != nil {
				return err
			}
			h, err := open(cmd, cfg)
			if err != nil {
				return err
			}
			defer h.close()
			return h.timeline(cmd, &o)
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&o.query.Programme, "programme", theme.Default().ID,
		"theme, programme ID or code; listings under it (with --party default: any)")
	fs.StringVar(&o.party, "party", "", "one party only")
	fs.StringVar(&o.since, "since", "", "first day to show: YYYY-MM-DD")
	fs.IntVar(&o.limit, "limit", 50, "most lines (0: all)")
	fs.BoolVar(&o.asJSON, "json", false, "print one JSON object per line, each with the generation of the database")
	return cmd
}

// read completes the query from the flags, or says what is wrong with them.
func (o *timelineOrder) read(cmd *cobra.Command) (err error) {
	if o.query.Since, err = flagDate("since", o.since); err != nil {
		return err
	}
	if o.query.Party = cordon.PartyID(o.party); o.party != "" && !cmd.Flags().Changed("programme") {
		o.query.Programme = "" // all that is of the party
	}
	return notNegative(o.limit)
}

func (h *house) timeline(cmd *cobra.Command, o *timelineOrder) error {
	all, err := h.coordinate.Timeline(cmd.Context(), o.query)
	if err != nil {
		return err
	}
	moments, err := all.Page(cmd.Context(), 0, o.limit)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(cmd.OutOrStdout())
	for _, m := range moments {
		if !o.asJSON {
			printMoment(cmd, m)
			continue
		}
		err := enc.Encode(struct {
			coordinate.Moment
			Generation int64 `json:"generation"` // that the listings are from
		}{m, all.Generation})
		if err != nil {
			return err
		}
	}
	return h.warnStarter(cmd)
}

func printMoment(cmd *cobra.Command, m coordinate.Moment) {
	day := m.When.From.String()
	switch {
	case m.Kind == "listing" || m.Kind == "delisting":
		day = listing.Span{NotBefore: m.When.From, NotAfter: m.When.To}.String()
	case m.When.To != m.When.From:
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
