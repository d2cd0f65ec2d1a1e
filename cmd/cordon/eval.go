package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"cordon"
	"cordon/internal/coordinate"
	"cordon/internal/inert"
	"cordon/internal/listing"
	"cordon/internal/truth"
)

// evalHelp is the text of cordon eval listings --help.
const evalHelp = `Compare what is known of first listings with a table of what is true: a CSV file
with the columns party (a name or an ID), authority, programme (an ID, or empty for
any) and date (2024-02-22, or "by 2024-02-22" where only that is known). Other columns
are ignored.

Each row has one grade. By the day, or the days between which it must lie, that is known:
  right      all of them are days of the true date, which may be a month or a year
  bounded    some are days of the true date, others are not
  over       it is not before a day, and the row has only the day by which it was: the
             row can prove neither that this is right nor that it is wrong
  wrong      none of them is a day of the true date
  missing    no such listing is known
  ambiguous  several parties may be meant by the name: give the ID of one

Exit codes: 0 no row is wrong; 1 a row is wrong, or the work failed; 2 the command line
or the file is at fault: also a table without a row, and an authority that is not known.`

func evalCommand(cfg *config) *cobra.Command {
	eval := &cobra.Command{Use: "eval", Short: "Measure the answers against what is known to be true"}
	eval.AddCommand(&cobra.Command{
		Use:   "listings FILE",
		Short: "Compare first listings with a CSV of party, authority, programme, date",
		Long:  evalHelp,
		Args:  between(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			truths, err := readTruths(args[0])
			if err != nil {
				return usageError{err}
			}
			h, err := openReady(cmd, cfg)
			if err != nil {
				return err
			}
			defer h.close()
			return h.evalListings(cmd, truths)
		},
	})
	return eval
}

// A trueListing is one row of the table.
type trueListing struct {
	party     string
	authority cordon.AuthorityID
	programme cordon.ProgrammeID
	begin     listing.Span
	date      string
}

// readTruths reads the table, or says which line is at fault.
func readTruths(path string) ([]trueListing, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	at := map[string]int{}
	var out []trueListing
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) && len(out) == 0 {
			return nil, fmt.Errorf("%s: no listing in it: %w", path, cordon.ErrInvalid)
		}
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if len(at) == 0 {
			if at, err = columnsOf(row, "party", "authority", "programme", "date"); err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			continue
		}
		t, err := readTruth(func(name string) string { return strings.TrimSpace(row[at[name]]) })
		if err != nil {
			line, _ := r.FieldPos(0)
			return nil, fmt.Errorf("%s:%d: %w", path, line, err)
		}
		out = append(out, *t)
	}
}

// readTruth reads one row, of which get has the fields.
func readTruth(get func(name string) string) (t *trueListing, err error) {
	t = &trueListing{
		party: get("party"), authority: cordon.AuthorityID(get("authority")),
		programme: cordon.ProgrammeID(get("programme")), date: get("date"),
	}
	if t.party == "" {
		return nil, fmt.Errorf("party: the field is empty: %w", cordon.ErrInvalid)
	}
	if _, ok := cordon.AuthorityByID(t.authority); !ok {
		return nil, cordon.Problem{
			Field: "authority", Value: string(t.authority), Reason: "no such authority; there are " + joinText(authorityIDs()),
		}
	}
	t.begin, err = truth.Parse(t.date)
	return t, err
}

// authorityIDs are the IDs of all authorities.
func authorityIDs() (out []cordon.AuthorityID) {
	for _, a := range cordon.Authorities {
		out = append(out, a.ID)
	}
	return out
}

// columnsOf are the places of the named columns in a head, all of which must be there.
func columnsOf(head []string, names ...string) (map[string]int, error) {
	at := map[string]int{}
	for i, h := range head {
		at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))] = i
	}
	for _, name := range names {
		if _, ok := at[name]; !ok {
			return nil, fmt.Errorf("no column %q: %w", name, cordon.ErrInvalid)
		}
	}
	return at, nil
}

// evalListings prints each row with its grade, then how many have which.
func (h *house) evalListings(cmd *cobra.Command, truths []trueListing) error {
	count := map[truth.Grade]int{}
	var rows [][]string
	for _, t := range truths {
		grade, known, err := t.grade(h.dossier(cmd, t.party))
		if err != nil {
			return err
		}
		count[grade]++
		rows = append(rows, []string{string(grade), t.party, string(t.authority), string(t.programme), t.date, known.String()})
	}
	w := cmd.OutOrStdout()
	if err := printTable(w, []string{"grade", "party", "authority", "programme", "true", "known"}, rows); err != nil {
		return err
	}
	inert.Fprintf(w, "%s: %d right, %d bounded, %d over, %d wrong, %d missing, %d ambiguous\n", counted(len(truths), "listing"),
		count[truth.Right], count[truth.Bounded], count[truth.Over], count[truth.Wrong], count[truth.Missing], count[ambiguous])
	if n := count[truth.Wrong]; n > 0 {
		return fmt.Errorf("%s: %w", counted(n, "wrong date"), cordon.ErrConflict)
	}
	return nil
}

// ambiguous is the grade of a row whose name may mean several parties.
const ambiguous truth.Grade = "ambiguous"

// grade grades the dossier of the row's party, or why there is none. That the store has
// no list is no grade.
func (t *trueListing) grade(d *coordinate.Dossier, err error) (truth.Grade, listing.Span, error) {
	var several *coordinate.AmbiguousError
	switch {
	case errors.As(err, &several):
		return ambiguous, listing.Span{}, nil
	case errors.Is(err, cordon.ErrNotFound), errors.Is(err, cordon.ErrInvalid): // no party, or no name of one
		return truth.Missing, listing.Span{}, nil
	case err != nil:
		return "", listing.Span{}, err
	}
	known := t.known(d)
	return truth.Of(known, t.begin), known, nil
}

// known is the span of the authority's first act in a dossier, under the programme
// if the row names one.
func (t *trueListing) known(d *coordinate.Dossier) listing.Span {
	var spans []listing.Span
	for _, l := range d.Listings {
		if l.Authority == t.authority && (t.programme == "" || l.Programme == t.programme) {
			spans = append(spans, l.Begin)
		}
	}
	return listing.Earliest(spans...)
}
