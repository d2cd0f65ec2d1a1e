package main

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"cordon"
	"cordon/internal/coordinate"
	"cordon/internal/country"
	"cordon/internal/inert"
	"cordon/internal/listing"
)

func dossierCommand(cfg *config) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "dossier PARTY",
		Short: "Print everything known of a party: an ID (un-sc/KPi.033) or a name",
		Args:  between(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			h, err := open(cmd, cfg)
			if err != nil {
				return err
			}
			defer h.close()
			d, err := h.dossier(cmd, strings.TrimSpace(strings.Join(args, " ")))
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(d)
			}
			printDossier(cmd.OutOrStdout(), d)
			return h.warnStarter(cmd)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// dossier takes an ID first; a name must mean one party.
func (h *house) dossier(cmd *cobra.Command, what string) (*coordinate.Dossier, error) {
	id, err := h.coordinate.Lookup(cmd.Context(), what)
	if err != nil {
		return nil, err
	}
	return h.coordinate.Dossier(cmd.Context(), id)
}

func printDossier(w io.Writer, d *coordinate.Dossier) {
	p := &d.Party.Profile
	inert.Fprintf(w, "%s\n%s (%s)\n", p.Name(), d.Party.ID, p.Kind)
	printProfile(w, p)
	inert.Fprintf(w, "\nListings\n")
	for _, l := range d.Listings {
		inert.Fprintf(w, "  %-2s  %-13s %-22s %s  %s", l.Authority, l.Begin, printedDate(l.Listing), l.Entry, l.Programme.Code())
		if len(l.Measures) > 0 {
			inert.Fprintf(w, "  [%s]", joinText(l.Measures))
		}
		if l.End != nil {
			inert.Fprintf(w, "  off %s", listing.EndText(*l.End))
		}
		inert.Fprintf(w, "\n")
	}
	printEntries(w, d.Entries)
	if len(d.Related) > 0 {
		inert.Fprintf(w, "\nRelations\n")
		for _, r := range d.Related {
			inert.Fprintf(w, "  %s: %s %s (%s)\n", r.Role, r.Name, r.Party, r.From)
		}
	}
	printInDocuments(w, "Mentions", d.Mentions)
	printInDocuments(w, "Statements", d.Statements)
	printInDocuments(w, "Events", d.Events)
	if len(d.Changes) > 0 {
		inert.Fprintf(w, "\nChanges\n")
		for _, c := range d.Changes {
			inert.Fprintf(w, "  %s  %s %s %s\n", c.Snapshot, c.Entry, c.Kind, fieldNames(c.Fields))
		}
	}
	if len(d.Judgements) > 0 {
		inert.Fprintf(w, "\nWhy these entries are one party\n")
		for _, j := range d.Judgements {
			inert.Fprintf(w, "  %s %s %s: %s (%s)\n", j.A, j.Verdict, j.B, j.Why, j.By)
		}
	}
}

// printedDate is the kind of a listing's date, with the date itself where the
// listing may have begun on another day.
func printedDate(l cordon.Listing) string {
	if l.DateKind == cordon.UNDate {
		return string(l.DateKind) + " " + l.Listed.String()
	}
	return string(l.DateKind)
}

func printProfile(w io.Writer, p *cordon.Profile) {
	for _, n := range p.Names {
		note := string(n.Use)
		if n.Weak {
			note += ", weak"
		}
		inert.Fprintf(w, "  name        %s (%s)\n", n.Full, strings.TrimPrefix(note, ", "))
	}
	for _, b := range p.Births {
		to := ""
		if !b.To.IsZero() {
			to = " to " + b.To.String()
		}
		inert.Fprintf(w, "  born        %s%s %s\n", b.Date, to, strings.TrimSpace(b.Place+" "+country.Name(b.Country)))
	}
	for _, c := range p.Countries {
		inert.Fprintf(w, "  %-11s %s\n", c.Role, country.Name(c.Country))
	}
	for _, id := range p.Identifiers {
		inert.Fprintf(w, "  %-11s %s %s\n", id.Scheme, id.Value, strings.TrimSpace(id.Country+" "+id.Type))
	}
	for _, a := range p.Addresses {
		inert.Fprintf(w, "  address     %s\n", a.Full)
	}
	for _, s := range p.Positions {
		inert.Fprintf(w, "  position    %s\n", s)
	}
	if c := p.Craft; c != nil {
		inert.Fprintf(w, "  craft       %s flag %s owner %s built %s\n", orDash(c.Type), orDash(c.Flag), orDash(c.Owner), orDash(c.Built))
	}
}

func printEntries(w io.Writer, entries []*cordon.Entry) {
	inert.Fprintf(w, "\nEntries\n")
	for _, e := range entries {
		state := ""
		switch {
		case e.Until != "":
			state = " (off the list since " + string(e.Until) + ")"
		case e.Starter:
			state = " (starter fact)"
		}
		inert.Fprintf(w, "  %s%s %s\n", e.ID, state, e.URL)
		for _, d := range e.Designations {
			for _, b := range d.Basis {
				inert.Fprintf(w, "    basis   %s %s\n", b.Instrument, b.Paragraph)
			}
			if d.Reason != "" {
				inert.Fprintf(w, "    reason  %s\n", cut(strings.Join(strings.Fields(d.Reason), " "), 400))
			}
		}
	}
}

func printInDocuments(w io.Writer, title string, in []coordinate.InDocument) {
	if len(in) == 0 {
		return
	}
	inert.Fprintf(w, "\n%s\n", title)
	for _, x := range in {
		mark := ""
		if x.Example {
			mark = " [example]"
		}
		inert.Fprintf(w, "  %s  %s, %s%s\n    %s\n", orDash(x.Published.String()), orDash(x.Outlet), x.Title, mark,
			cut(strings.Join(strings.Fields(x.Sentence), " "), 300))
	}
}

func fieldNames(fs []cordon.FieldChange) string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Field)
	}
	return strings.Join(out, ", ")
}

func joinText[T ~string](all []T) string {
	s := make([]string, len(all))
	for i, v := range all {
		s[i] = string(v)
	}
	return strings.Join(s, ", ")
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}
