package list

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"cordon"
)

// An input is the content of a publication.
type input struct {
	entries  map[cordon.EntryID]*cordon.Entry
	problems []cordon.Problem    // the first keptProblems
	drift    []cordon.Problem    // names that are unknown or missing, of all problems
	damaged  map[string]bool     // records, or places, with damaged data
	count    int                 // problems in all
	bad      map[string][]string // fields with problems, by record
	unended  []string            // roles of the files that lack the format's end mark
	main     string              // name of the file with the records; the others add to them
	faulty   map[string]bool     // records of the main file with problems
	nameless int                 // problems of the main file with something that has no record's number: a row that was passed over
	broken   error               // of a file that its reader did not read to the end
	twice    int                 // records of which only the names were kept, since another has their ID
}

// Limits of one publication, which is held in memory while it is compared: the
// largest list has 19,000 records, and real files have a problem in at most one
// record of fifty.
const (
	mostRecords  = 200_000 // read, or bad and skipped
	keptProblems = 100     // the others are counted
)

// read reads a publication to its end; one without a date gets that of today. An
// error means that nothing of it is used.
func (u *Updater) read(ctx context.Context, p *publication) (*input, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, maxTime, fmt.Errorf("%w: reading it takes longer than %s", cordon.ErrRefused, maxTime))
	defer cancel()
	if p.Published.IsZero() {
		p.Published, p.undated, p.guessed = cordon.DateOf(u.now()), !p.downloaded, p.downloaded
	}
	in := &input{entries: map[cordon.EntryID]*cordon.Entry{}, bad: map[string][]string{}, damaged: map[string]bool{}}
	in.main, in.faulty = p.Files[0].Name, map[string]bool{}
	for i, f := range p.files {
		role := p.Files[i].Role
		p.Files[i].Open = func() (io.ReadCloser, error) { return in.watchEnd(ctx, f.file, p.format.EndMark, role) }
	}
	for e, err := range p.format.Parse(&p.Publication, in.report) {
		if err == nil {
			err = context.Cause(ctx) // the signal, the time that is up
		}
		if err == nil {
			err = vet(p, e)
		}
		if err == nil && len(in.entries)+len(in.bad) > mostRecords {
			err = cordon.Problem{File: p.Files[0].Name, Record: e.Ref, Reason: fmt.Sprintf("more than %d records", mostRecords)}
		}
		if err != nil {
			return in, err
		}
		if first := in.entries[e.ID]; first != nil {
			in.again(first, e)
			continue
		}
		in.entries[e.ID] = e
	}
	if in.broken != nil {
		return in, in.broken
	}
	in.problems = append(slices.Clone(in.drift), in.problems...) // what is wrong with the whole file comes first
	in.problems = in.problems[:min(len(in.problems), keptProblems)]
	return in, nil
}

// guessedDay says that a download gives no date of publication.
func (p *publication) guessedDay() []cordon.Problem {
	if !p.guessed {
		return nil
	}
	return []cordon.Problem{{File: p.Files[0].Name, Reason: fmt.Sprintf(
		"no date of publication can be read in it; it counts as published on the day of the download, %s", p.Published)}}
}

// again keeps the names of a second record with the ID of another: which of the two
// has the wrong ID cannot be said, and who is sought by them must be found.
func (in *input) again(first, e *cordon.Entry) {
	in.twice++
	names := keepNames(first.Profile.Names, e.Profile.Names)
	reason := "the record occurs twice; the first is kept"
	if n := len(names) - len(first.Profile.Names); n > 0 {
		reason = fmt.Sprintf("the record occurs twice; the first is kept, with %d names of the second as further names", n)
	}
	first.Profile.Names = names
	in.report(cordon.Problem{File: in.main, Record: e.Ref, Field: "id", Value: e.Profile.Name(), Reason: reason})
}

// watchEnd opens a file. When it is closed it has been read to its end, however far
// its reader came: only there the checksum of what it was packed in is verified, and
// is known whether the format's end mark was there.
func (in *input) watchEnd(ctx context.Context, f *file, mark, role string) (io.ReadCloser, error) {
	r, err := f.open(ctx)
	if err != nil {
		return r, err
	}
	return &ending{
		ReadCloser: r,
		done: func(last byte) {
			if mark != "" && last != mark[0] && !in.cut(role) {
				in.unended = append(in.unended, role)
			}
		},
		broken: func(err error) { in.broken = cmp.Or(in.broken, err) },
	}, nil
}

// An ending calls done at the end of the file with the last byte that is not a blank,
// or broken with the error that stands there.
type ending struct {
	io.ReadCloser
	last   byte
	done   func(last byte)
	broken func(error)
}

// Close reads what is left and closes the file.
func (e *ending) Close() error {
	if _, err := io.Copy(io.Discard, e); err != nil {
		e.broken(err)
	}
	return e.ReadCloser.Close()
}

func (e *ending) Read(p []byte) (int, error) {
	n, err := e.ReadCloser.Read(p)
	if text := bytes.TrimRight(p[:n], " \t\r\n"); len(text) > 0 {
		e.last = text[len(text)-1]
	}
	if errors.Is(err, io.EOF) {
		e.done(e.last)
	}
	return n, err
}

// unread is how many records of the publication are known to be missing from
// its entries: not read, left out, or hidden in an element that no reader knows.
// A side file has no records of its own: its faults do not count.
func (in *input) unread(l cordon.ListID) int {
	n := in.twice + in.nameless
	for ref := range in.faulty {
		if in.entries[cordon.EntryID(string(l)+"/"+ref)] == nil {
			n++
		}
	}
	for _, p := range in.drift {
		if p.Kind == cordon.UnknownRecord {
			n++
		}
	}
	return n
}

// cut reports whether the file of that role lacks the end mark.
func (in *input) cut(role string) bool { return slices.Contains(in.unended, role) }

func (in *input) report(p cordon.Problem) {
	in.count++
	switch p.Kind {
	case cordon.UnknownName, cordon.UnknownRecord, cordon.MissingName:
		in.drift = append(in.drift, p)
		return
	case cordon.DamagedData:
		if len(in.damaged) <= mostRecords {
			in.damaged[cmp.Or(p.Record, fmt.Sprintf("%s:%d", p.File, p.Line))] = true
		}
	}
	if len(in.problems) < keptProblems {
		in.problems = append(in.problems, p)
	}
	if len(in.bad) > mostRecords {
		return // refused with the next entry
	}
	switch {
	case p.File != "" && p.File != in.main:
	case p.Record == "":
		in.nameless++
	default:
		in.faulty[p.Record] = true
	}
	if !slices.Contains(in.bad[p.Record], p.Field) {
		in.bad[p.Record] = append(in.bad[p.Record], p.Field)
	}
}

// Longest values that an official list can have. The longest name of the lists
// read here has under 700 bytes, the longest remarks under 30,000.
const (
	longestName    = 8 << 10
	longestRemarks = 1 << 20
)

// vet refuses an entry that no publisher would publish: the file is hostile or
// was read as what it is not.
func vet(p *publication, e *cordon.Entry) error {
	bad := func(field, value, reason string) error {
		return cordon.Problem{File: p.Files[0].Name, Record: e.Ref, Field: field, Value: strings.ToValidUTF8(value, "\uFFFD"), Reason: reason}
	}
	if e.List != p.List || e.ID != cordon.EntryID(string(p.List)+"/"+e.Ref) || e.Ref == "" {
		return bad("id", string(e.ID), fmt.Sprintf("is not an entry of %s", p.List))
	}
	if e.Profile.Name() == "" {
		return bad("names", "", "the record has no name")
	}
	for _, n := range e.Profile.Names {
		switch {
		case len(n.Full) > longestName:
			return bad("names", n.Full, fmt.Sprintf("a name of %d bytes", len(n.Full)))
		case strings.ContainsRune(n.Full, 0):
			return bad("names", n.Full, "a name with a NUL byte")
		case !utf8.ValidString(n.Full):
			return bad("names", n.Full, "a name that is not UTF-8")
		}
	}
	if len(e.Remarks) > longestRemarks {
		return bad("remarks", e.Remarks, fmt.Sprintf("remarks of %d bytes", len(e.Remarks)))
	}
	return nil
}

// lacking are the parts that are missing and the side files that were cut.
func (p *publication) lacking(in *input) []string {
	out := p.missing()
	for _, role := range in.unended {
		if role != p.mainRole() {
			out = append(out, role)
		}
	}
	return out
}

// whole reports whether the publication proves that it was not cut.
func (p *publication) whole(in *input) bool {
	return p.count > 0 || p.format.EndMark != "" && !in.cut(p.mainRole())
}
