package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"cordon"
	"cordon/internal/inert"
	"cordon/internal/input"
	"cordon/internal/output"
	"cordon/internal/screen"
	"cordon/internal/table"
)

// A screening order is what the flags of the screen command ask for.
type screenOrder struct {
	in, out, form, mapping string
	kind, birth, nation    string
	lists                  []string
	threshold              float64
	limit                  int
	asJSON                 bool
	formerHits             bool // a party that has left the lists counts as a hit
}

// screenHelp is the text of cordon screen --help.
var screenHelp = `Screen each NAME (quote names of several words; a number such as 9161003 or
"IMO 9161003" is looked up as an identifier), or with --in the rows of a CSV or
JSONL file, and show for each hit the features that made its score. Columns are
recognised by their usual headers (name, birth_date, country, kind, id …) or given
with --map FIELD=COLUMN,…; fields: ` + strings.Join(table.Fields(), ", ") + `.
A row in which something cannot be read is screened by the rest; the field error of
its answer says what, and not_screened that nothing of it could be. A list in the
field starter is one of which only a part is held. A party that was listed and is no
longer is named (formerly listed; in JSON the field former) and is no hit, unless
--former-hits says that it is.

Exit codes: 0 every name or row was screened in whole, without a hit; 1 the work
failed, or there was no hit but a row could be screened only in part or not at all;
2 the command line or the file is at fault, or there was no hit but a name could not
be compared or is not readable as one; 3 a hit, whatever could not be screened beside it.`

func screenCommand(cfg *config) *cobra.Command {
	var o screenOrder
	cmd := &cobra.Command{
		Use:   "screen NAME…",
		Short: "Screen names, or the rows of a file, against the lists",
		Long:  screenHelp,
		Args:  between(0, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			like, err := o.query(cmd)
			if err == nil {
				err = o.fits(cmd, &like, args)
			}
			if err == nil {
				err = o.apart(cmd, cfg)
			}
			if err != nil {
				return err
			}
			h, err := openReady(cmd, cfg)
			if err != nil {
				return err
			}
			defer h.close()
			if err := h.loaded(cmd, like.Lists); err != nil {
				return err
			}
			if o.in != "" {
				return h.screenFile(cmd, &o, like)
			}
			return h.screenNames(cmd, &o, like, args)
		},
	}
	o.flags(cmd.Flags())
	return cmd
}

func (o *screenOrder) flags(fs *pflag.FlagSet) {
	fs.StringVar(&o.in, "in", "", "file to screen: CSV or JSONL (- for standard input)")
	fs.StringVar(&o.out, "out", "", "file to write the answers to, in input order (default standard output)")
	fs.StringVar(&o.form, "out-format", "jsonl", "format of the answers: jsonl or csv")
	fs.StringVar(&o.mapping, "map", "", "columns by hand, FIELD=COLUMN: name=Kunde,birth_date=Geboren")
	fs.StringVar(&o.kind, "kind", "", "kind of party: person, organization, vessel, aircraft or wallet (default any)")
	fs.StringVar(&o.birth, "birth-date", "", "date of birth: 1962-11-23, 1962-11 or 1962, or a range of years, \"1960 to 1962\"")
	fs.StringVar(&o.nation, "country", "", "country: ISO 3166-1 code (RU, RUS or 643) or English name (Russia)")
	fs.StringSliceVar(&o.lists, "list", nil, "screen against these lists only: IDs, separated by commas (see cordon lists; default all)")
	fs.Float64Var(&o.threshold, "threshold", 0, "least score of a hit, above 0 to 1 (default: that of the matching policy)")
	fs.IntVar(&o.limit, "limit", 0, "most hits per query (default: that of the matching policy)")
	fs.BoolVar(&o.formerHits, "former-hits", false, "exit with 3, as for a hit, for a party that was listed and is no longer")
	fs.BoolVar(&o.asJSON, "json", false, "print one JSON object per query")
}

func today() cordon.Date { return cordon.DateOf(time.Now()) }

// fits refuses flags that would be ignored, some go with a file and some with
// names, and a name that says nothing.
func (o *screenOrder) fits(cmd *cobra.Command, like *cordon.Query, names []string) error {
	if (o.in == "") == (len(names) == 0) {
		return usageError{fmt.Errorf("give names, or a file with --in (see %s --help)", cmd.CommandPath())}
	}
	for _, flag := range []string{"out", "out-format", "map"} {
		if o.in == "" && cmd.Flags().Changed(flag) {
			return usageError{fmt.Errorf("--%s goes with a file, --in; the answers to names go to standard output", flag)}
		}
	}
	for _, flag := range []string{"birth-date", "country"} {
		if o.in != "" && cmd.Flags().Changed(flag) {
			return usageError{fmt.Errorf("--%s goes with names; in a file it is a column", flag)}
		}
	}
	for _, name := range names {
		q := *like
		screen.Typed(&q, name)
		if err := screen.Valid(&q, today()); err != nil {
			reason := err.Error()
			if p := (cordon.Problem{}); errors.As(err, &p) {
				reason = p.Reason
			}
			return usageError{fmt.Errorf("\"%s\": %s", inert.Line(name), reason)}
		}
	}
	return nil
}

// query is what the flags say of every query.
func (o *screenOrder) query(cmd *cobra.Command) (cordon.Query, error) {
	q := cordon.Query{Threshold: o.threshold, Limit: o.limit, Profile: cordon.Profile{Kind: cordon.Kind(o.kind)}}
	var err error
	if q.Profile.Births, err = flagBirth(o.birth); err != nil {
		return q, err
	}
	if o.nation != "" {
		q.Profile.Countries = []cordon.CountryLink{{Country: o.nation}}
	}
	if o.threshold == 0 && cmd.Flags().Changed("threshold") {
		return q, usageError{errors.New("--threshold: must be above 0, to 1")}
	}
	if len(o.lists) == 0 && cmd.Flags().Changed("list") {
		return q, usageError{fmt.Errorf("--list: the value is missing (see %s --help)", cmd.CommandPath())}
	}
	for _, l := range o.lists {
		q.Lists = append(q.Lists, cordon.ListID(l))
	}
	if o.form != "jsonl" && o.form != "csv" {
		return q, usageError{fmt.Errorf("--out-format %q: must be jsonl or csv", o.form)}
	}
	probe := q
	probe.Profile.Names = []cordon.Name{{Full: "probe"}}
	if err := screen.Valid(&probe, today()); err != nil {
		return q, flagProblem(err)
	}
	return q, nil
}

// loaded refuses lists of which nothing is loaded: no hit on them means nothing.
func (h *house) loaded(cmd *cobra.Command, wanted []cordon.ListID) error {
	if len(wanted) == 0 {
		return nil
	}
	states, err := h.store.ListStates(cmd.Context())
	if err != nil {
		return err
	}
	for _, l := range wanted {
		if _, ok := states[l]; ok {
			continue
		}
		there := joinText(slices.Sorted(maps.Keys(states)))
		if !slices.Contains(listIDs(), string(l)) {
			return usageError{fmt.Errorf("--list %q: no such list; loaded are %s", l, there)}
		}
		return usageError{fmt.Errorf("--list %s: nothing of this list is loaded (load it with: cordon update %s); loaded are %s", l, l, there)}
	}
	return nil
}

// screenNames answers each name. One that cannot be compared does not keep the
// others from being screened.
func (h *house) screenNames(cmd *cobra.Command, o *screenOrder, like cordon.Query, names []string) error {
	var hit, none bool
	var failed error
	of := h.screen.ListNotes(like.Lists)
	for _, name := range names {
		q := like
		screen.Typed(&q, name)
		sc, err := h.screen.Screen(cmd.Context(), operator(), &q)
		if err == nil {
			hit = hit || len(sc.Hits) > 0 || o.formerHits && len(sc.Former) > 0
			none = none || len(sc.Hits) == 0
			err = cmp.Or(printAnswer(cmd.OutOrStdout(), o, name, sc, of), unreadable(sc))
		} else if errors.Is(err, cordon.ErrInvalid) && o.asJSON {
			err = errors.Join(err, json.NewEncoder(cmd.OutOrStdout()).Encode(&table.Answer{
				Query: q, Hits: []cordon.Hit{}, Error: cordon.Message(err), NotScreened: true,
			}))
		}
		failed = errors.Join(failed, err)
		if err != nil && !errors.Is(err, cordon.ErrInvalid) {
			break
		}
	}
	if none && !o.asJSON { // in JSON each answer has them
		warnLists(cmd, of)
	}
	return outcome(cmd, hit, errors.Join(failed, h.warnStarter(cmd)))
}

// unreadable is the error of an answer without a hit to a name that is not readable as one.
func unreadable(sc *cordon.Screening) error {
	if len(sc.Unread) == 0 {
		return nil
	}
	return cordon.Problem{Reason: strings.Join(sc.Unread, "; ")}
}

// warnLists says on standard error, once for all names or rows without a hit, which
// lists do not prove that they are not listed.
func warnLists(cmd *cobra.Command, notes []string) {
	for _, n := range notes {
		inert.Fprintf(cmd.ErrOrStderr(), "cordon: no hit proves less: %s\n", n)
	}
}

// outcome is the error of a screening. A hit stands, whatever failed beside it:
// that is said on standard error, and the exit code is that of a hit.
func outcome(cmd *cobra.Command, hit bool, failed error) error {
	if !hit {
		return failed
	}
	if failed != nil {
		inert.Fprintf(cmd.ErrOrStderr(), "cordon: %s\n", cordon.Message(failed))
	}
	return errHit
}

// printAnswer prints the answer to one name; as text without the notes on lists, which
// are the same for all names and said once.
func printAnswer(w io.Writer, o *screenOrder, name string, sc *cordon.Screening, ofLists []string) error {
	if !o.asJSON {
		printScreening(w, name, sc, ofLists)
		return nil
	}
	answer := table.Answer{
		Query: sc.Query, Hits: hitsOf(sc), Near: sc.Near, Former: sc.Former, Notes: sc.Notes, Generation: sc.Generation, Starter: sc.Starter,
		Error: cordon.Message(unreadable(sc)),
	}
	return json.NewEncoder(w).Encode(&answer)
}

func hitsOf(sc *cordon.Screening) []cordon.Hit {
	if sc.Hits == nil {
		return []cordon.Hit{}
	}
	return sc.Hits
}

func (h *house) screenFile(cmd *cobra.Command, o *screenOrder, like cordon.Query) (err error) {
	in := cmd.InOrStdin()
	if o.in != "-" {
		f, err := input.Open(cmd.Context(), o.in)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	mapping, err := table.ParseMapping(o.mapping)
	if err != nil {
		return usageError{fmt.Errorf("--map: %w", err)}
	}
	rows, err := table.Queries(in, table.Any, mapping)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(o.in), err)
	}
	sum, err := h.screenRows(cmd, o, like, rows)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(o.in), err)
	}
	inert.Fprintf(cmd.ErrOrStderr(), "cordon: %s: %d with hits, %s, %d not screened\n",
		counted(sum.Rows, "row"), sum.Hit, inPart(&sum), sum.Bad)
	if sum.Near > 0 {
		inert.Fprintf(cmd.ErrOrStderr(), "cordon: %s without a hit by the name of a listed party, which the row's kind, birth date, "+
			"country or gender contradicts: see the notes of the answers\n", counted(sum.Near, "row"))
	}
	if sum.Former > 0 {
		inert.Fprintf(cmd.ErrOrStderr(), "cordon: %s without a hit by the name of a party that was listed and is no longer: "+
			"see the field former of the answers, or their notes\n", counted(sum.Former, "row"))
	}
	if len(sum.Unread) > 0 {
		inert.Fprintf(cmd.ErrOrStderr(), "cordon: not screened are the columns %q; --map FIELD=COLUMN takes one as a field\n", sum.Unread)
	}
	if sum.NoHit() > 0 {
		warnLists(cmd, sum.Notes)
	}
	err = h.warnStarter(cmd)
	hit := sum.Hit > 0 || o.formerHits && sum.Former > 0
	if !hit {
		err = errors.Join(incomplete(&sum), err)
	}
	return outcome(cmd, hit, err)
}

// inPart counts the rows that were screened only in part.
func inPart(sum *screen.Summary) string {
	text := fmt.Sprintf("%d screened only in part", sum.Partly)
	if sum.Partly > 0 {
		text += fmt.Sprintf(" (%d of them without a hit)", sum.Open)
	}
	return text
}

// incomplete is the error of a file without a hit of which a row was not screened
// in whole: "no hit" would say more than was found out.
func incomplete(sum *screen.Summary) error {
	var of []string
	if sum.Bad > 0 {
		of = append(of, fmt.Sprintf("%s of %d could not be screened", counted(sum.Bad, "row"), sum.Rows))
	}
	if sum.Open > 0 {
		of = append(of, fmt.Sprintf("%s of %d %s screened only in part, without a hit", counted(sum.Open, "row"), sum.Rows, wasOrWere(sum.Open)))
	}
	if len(of) == 0 {
		return nil
	}
	return fmt.Errorf("%s: see the field error of the answers", strings.Join(of, ", "))
}

func wasOrWere(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// screenRows writes the answers to standard output, or to a file that takes its
// name only when it is whole.
func (h *house) screenRows(
	cmd *cobra.Command, o *screenOrder, like cordon.Query, rows iter.Seq2[table.Row, error],
) (screen.Summary, error) {
	form := table.Format(o.form)
	if o.out == "" || o.out == "-" {
		return h.screen.Batch(cmd.Context(), operator(), rows, like, table.NewWriter(cmd.OutOrStdout(), form))
	}
	out, err := output.Create(o.out)
	if err != nil {
		var at *fs.PathError // of a temporary file: not the name that was given
		if errors.As(err, &at) {
			err = at.Err
		}
		return screen.Summary{}, fmt.Errorf("--out %s: %w", o.out, err)
	}
	sum, err := h.screen.Batch(cmd.Context(), operator(), rows, like, table.NewWriter(out, form))
	if err == nil {
		err = out.Commit()
	}
	return sum, errors.Join(err, out.Close())
}

func printScreening(w io.Writer, name string, sc *cordon.Screening, ofLists []string) {
	verdict := "no hit"
	if len(sc.Hits) > 0 {
		verdict = counted(len(sc.Hits), "hit")
	}
	inert.Fprintf(w, "%s: %s\n", name, verdict)
	for _, n := range sc.Notes {
		if !slices.Contains(ofLists, n) {
			inert.Fprintf(w, "  note: %s\n", n)
		}
	}
	for _, f := range sc.Former {
		inert.Fprintf(w, "  %s\n", f)
	}
	for _, hit := range sc.Hits {
		inert.Fprintf(w, "  %.2f  %s (%s)  %s\n", hit.Score, hit.Name, orDash(string(hit.Kind)), hit.Party)
		inert.Fprintf(w, "        entries %s\n", joinText(hit.Entries))
		for _, f := range hit.Features {
			inert.Fprintf(w, "        %+.3f  %-12s %s", f.Adds, f.Name, strings.TrimSpace(f.Query))
			if f.Candidate != "" {
				inert.Fprintf(w, " ~ %s", f.Candidate)
			}
			if f.Note != "" {
				inert.Fprintf(w, " (%s)", f.Note)
			}
			inert.Fprintf(w, "\n")
		}
	}
}

// operator is who asks, for the record.
func operator() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "cli"
}
