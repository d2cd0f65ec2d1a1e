package list

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"cordon"
	"cordon/internal/record"
)

// A publication is the files that make one state of a list, and how to read them.
type publication struct {
	record.Publication
	source *Source
	format *record.Format
	files  []*listFile // in the order of Publication.Files
	made   time.Time   // when the publisher made the main file; zero when it does not say
	count  int         // entries that the publication announces; 0 when it announces none

	downloaded bool // from the publisher just now: without a date it is of today
	undated    bool // a local file, and nothing says of which day: Published is only the day of loading
	guessed    bool // downloaded, and nothing says of which day
	ids        map[string]bool
}

func (p *publication) names() []string {
	var out []string
	for _, f := range p.files {
		out = append(out, f.name)
	}
	return out
}

func (p *publication) digests() []cordon.Digest {
	var out []cordon.Digest
	for _, f := range p.files {
		out = append(out, f.digest)
	}
	slices.Sort(out)
	return out
}

// archivedFiles are the files of the publication as they are in the archive: a zip
// once, whatever it contains of the publication.
func (p *publication) archivedFiles() []cordon.ArchivedFile {
	var out []cordon.ArchivedFile
	for _, f := range p.files {
		a := cordon.ArchivedFile{Name: cmp.Or(f.zip, f.name), Digest: f.digest}
		if !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}

func (p *publication) mainRole() string { return p.Files[0].Role }

// missing returns the roles of the parts that are not there.
func (p *publication) missing() []string {
	var out []string
	for _, role := range p.format.Roles {
		if p.File(role) == nil {
			out = append(out, role)
		}
	}
	return out
}

// Shares of a side file's records that a main file must contain for the side file
// to be taken as its own: in one folder the folder is evidence too (a native set
// of 2023-12 had 10 of 13 comments), across folders there are only the records
// (674 of 18,700 parties were listed between a main file and side files 100 days
// younger).
const (
	coveredHere = 0.5
	coveredFar  = 0.9
)

// group puts files together into publications. Main files and one-file formats
// each begin one; side files go to the main file of their folder that has their
// records, and the remaining ones, set by set, to a main file that lacks them.
func (u *Updater) group(ctx context.Context, files []*listFile, t *tally) []*publication {
	var pubs []*publication
	var side []*listFile
	for _, f := range files {
		r := f.readings[0]
		if len(r.format.Roles) > 0 && r.Role != r.format.Roles[0] {
			side = append(side, f)
			continue
		}
		pubs = append(pubs, begin(f, r))
	}
	side = slices.DeleteFunc(side, func(f *listFile) bool {
		if _, err := keys(ctx, f); err != nil { // of what publication it is, cannot be said
			t.add(failed(f.readings[0].source.ID, []*file{f.file}, err))
			return true
		}
		return join(ctx, []*listFile{f}, pubs, coveredHere, func(p *publication) bool {
			return p.files[0].dir == f.dir && (p.files[0].date == f.date || p.files[0].date.IsZero() || f.date.IsZero())
		})
	})
	for _, set := range together(side) {
		if join(ctx, set, pubs, coveredFar, func(*publication) bool { return true }) {
			continue
		}
		for _, f := range set {
			r := f.readings[0]
			t.unknown(f.name, "a side file ("+r.Role+") without its main file ("+r.format.Roles[0]+")")
		}
	}
	separate(pubs)
	return pubs
}

// separate marks the members of each zip that has several publications of one list.
func separate(pubs []*publication) {
	type shelf struct {
		list cordon.ListID
		zip  string
	}
	count := map[shelf]int{}
	for _, p := range pubs {
		count[shelf{p.List, p.files[0].zip}]++
	}
	for _, p := range pubs {
		for _, f := range p.files {
			f.alone = f.zip != "" && f.digest == "" && count[shelf{p.List, p.files[0].zip}] > 1
		}
	}
}

func begin(f *listFile, r reading) *publication {
	p := &publication{source: r.source, format: r.format, count: r.Count, made: r.Made}
	p.List, p.Format, p.Published = r.source.ID, r.format.Name, r.Published
	if p.Published.IsZero() {
		p.Published = f.date
	}
	p.add(f, r.Role)
	return p
}

func (p *publication) add(f *listFile, role string) {
	p.Files = append(p.Files, record.File{Name: f.name, Role: role}) // read sets Open
	p.files = append(p.files, f)
}

// join gives a set of side files to the publication that lacks them and has
// most of their records, at least the given share; false when there is none.
func join(ctx context.Context, set []*listFile, pubs []*publication, share float64, may func(*publication) bool) bool {
	var best *publication
	var most float64
	for _, p := range pubs {
		if !may(p) || !lacks(p, set) {
			continue
		}
		if c := covers(ctx, p, set); c >= share && c > most {
			best, most = p, c
		}
	}
	if best == nil {
		return false
	}
	for _, f := range set {
		best.add(f, f.readings[0].Role)
	}
	return true
}

// lacks reports whether a publication is of the set's format and has none of its parts.
func lacks(p *publication, set []*listFile) bool {
	for _, f := range set {
		known := slices.ContainsFunc(f.readings, func(r reading) bool { return r.source == p.source && r.format.Name == p.Format })
		if !known || p.File(f.readings[0].Role) != nil {
			return false
		}
	}
	return true
}

// covers returns the share of the set's records that the publication's main file has.
func covers(ctx context.Context, p *publication, set []*listFile) float64 {
	if p.ids == nil {
		p.ids, _ = keys(ctx, p.files[0]) // what cannot be read is reported when the publication is read
	}
	var all, have int
	for _, f := range set {
		ids, _ := keys(ctx, f) // it was read before
		for id := range ids {
			all++
			if p.ids[id] {
				have++
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float64(have) / float64(all)
}

// keys returns the records' keys of a file: every format of several files is a CSV
// with the key in its first column. With an error they are those before its place.
func keys(ctx context.Context, f *listFile) (map[string]bool, error) {
	out := map[string]bool{}
	r, err := f.open(ctx)
	if err != nil {
		return out, err
	}
	defer r.Close()
	c := record.NewCSV(r, f.name, func(cordon.Problem) {})
	for {
		row, err := c.Row()
		switch {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return out, err
		}
		if k := strings.Trim(row[0], " \x1a"); k != "" {
			out[k] = true
		}
	}
}

// together returns the side files in sets, by folder and date.
func together(side []*listFile) [][]*listFile {
	var sets [][]*listFile
	for _, f := range side {
		i := slices.IndexFunc(sets, func(s []*listFile) bool {
			same := func(o *listFile) bool { return o.readings[0].Role == f.readings[0].Role }
			return s[0].dir == f.dir && s[0].date == f.date && !slices.ContainsFunc(s, same)
		})
		if i < 0 {
			sets = append(sets, []*listFile{f})
		} else {
			sets[i] = append(sets[i], f)
		}
	}
	return sets
}

// inOrder returns the publications of the wanted lists (none: all) by list, the
// oldest first, those of one day by the instant of their file; undated ones get today's date and come last.
func inOrder(pubs []*publication, lists []cordon.ListID) []*publication {
	pubs = slices.DeleteFunc(slices.Clone(pubs), func(p *publication) bool {
		return len(lists) > 0 && !slices.Contains(lists, p.source.ID)
	})
	slices.SortStableFunc(pubs, func(a, b *publication) int {
		undated := func(p *publication) int {
			if p.Published.IsZero() {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(a.source.ID, b.source.ID), cmp.Compare(undated(a), undated(b)),
			a.Published.Compare(b.Published), a.made.Compare(b.made))
	})
	return pubs
}
