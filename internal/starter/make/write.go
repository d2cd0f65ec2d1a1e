package main

import (
	"archive/tar"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"cordon"
)

// dateFromHistory dates OFAC's designations, which its CSV does not, by the
// first daily version of the list that has them. What the first version already
// has is that old or older.
func dateFromHistory(from string, sets []*set, chosen []*cordon.Entry) error {
	want := map[string]*cordon.Entry{}
	for _, e := range chosen {
		if e.List == "us-ofac-sdn" {
			want[e.Ref] = e
		}
	}
	f, err := os.Open(filepath.Join(from, "data", "lists", "us_ofac", "sdn_csv_history_2021-08-18_2024-05-03.tar.zst"))
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := zstd.NewReader(f, zstd.WithDecoderMaxWindow(1<<30))
	if err != nil {
		return err
	}
	defer z.Close()
	days, err := versions(tar.NewReader(z), want)
	if err != nil {
		return err
	}
	for ref, e := range want {
		seen := days[ref]
		if seen.IsZero() {
			continue
		}
		kind := cordon.ObservedDate
		if seen == days[""] {
			kind = cordon.SeenDate
		}
		for i := range e.Designations {
			e.Designations[i].Listed, e.Designations[i].DateKind = seen, kind
			e.Designations[i].Evidence = cordon.Evidence{Field: "sdn.csv", Words: "first of its daily versions here that has it: " + seen.String()}
		}
	}
	return nil
}

// versions gives the first day of each wanted reference, and under "" the day of
// the first version.
func versions(tr *tar.Reader, want map[string]*cordon.Entry) (map[string]cordon.Date, error) {
	type day struct {
		date cordon.Date
		refs []string
	}
	var all []day
	for {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(h.Name), "sdn_"), ".csv")
		date, err := cordon.ParseDate(name)
		if err != nil {
			continue
		}
		refs, err := refsOf(tr, want)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", h.Name, err)
		}
		all = append(all, day{date, refs})
	}
	slices.SortFunc(all, func(a, b day) int { return a.date.Compare(b.date) })
	if len(all) == 0 {
		return nil, fmt.Errorf("no version of the list in the archive: %w", cordon.ErrInvalid)
	}
	out := map[string]cordon.Date{"": all[0].date}
	for _, d := range all {
		for _, ref := range d.refs {
			if out[ref].IsZero() {
				out[ref] = d.date
			}
		}
	}
	return out, nil
}

func refsOf(r io.Reader, want map[string]*cordon.Entry) ([]string, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	cr := csv.NewReader(bytes.NewReader(bytes.TrimRight(b, "\x1a")))
	cr.FieldsPerRecord, cr.LazyQuotes, cr.ReuseRecord = -1, true, true
	var refs []string
	for {
		row, err := cr.Read()
		if errors.Is(err, io.EOF) {
			return refs, nil
		}
		if err != nil {
			return nil, err
		}
		if want[row[0]] != nil {
			refs = append(refs, row[0])
		}
	}
}

// kept are the languages of names that the starter keeps: the EU prints each
// organisation in more than twenty.
var kept = []string{"", "en", "ru", "uk", "ko", "zh", "ja"}

// maxPosition is the longest position that is kept, in bytes: longer ones are
// descriptions, not offices.
const maxPosition = 120

// factsOnly removes the publisher's prose from an entry.
func factsOnly(e *cordon.Entry) {
	e.Remarks = ""
	for i := range e.Designations {
		e.Designations[i].Reason = ""
		e.Designations[i].Amended = nil
	}
	p := &e.Profile
	p.Contacts = nil
	p.Names = slices.DeleteFunc(p.Names, func(n cordon.Name) bool { return !slices.Contains(kept, strings.ToLower(n.Lang)) })
	p.Positions = slices.DeleteFunc(p.Positions, func(s string) bool { return len(s) > maxPosition })
	for i := range p.Names {
		p.Names[i].Remarks = ""
	}
	for i := range p.Identifiers {
		p.Identifiers[i].Remarks = ""
	}
	for i := range p.Addresses {
		p.Addresses[i].Remarks = ""
	}
}

// A line of the starter is the head of a set, one entry of it, or a judgement.
type line struct {
	List    cordon.ListID `json:"list,omitempty"`
	AsOf    cordon.Date   `json:"as_of,omitzero"`
	Source  string        `json:"source,omitempty"`
	Entry   *cordon.Entry `json:"entry,omitempty"`
	Subject bool          `json:"subject,omitempty"` // listed for arms transfers between the DPRK and Russia

	Judgement *cordon.Judgement `json:"judgement,omitempty"`
}

func write(out string, sets []*set, chosen []*cordon.Entry, subject map[cordon.EntryID]bool, same []cordon.Judgement) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, s := range sets {
		if err := enc.Encode(line{List: s.list, AsOf: s.asOf, Source: s.source}); err != nil {
			return err
		}
		n := 0
		for _, e := range chosen {
			if !slices.Contains(s.entries, e) {
				continue
			}
			n++
			if err := enc.Encode(line{Entry: e, Subject: subject[e.ID]}); err != nil {
				return err
			}
		}
		fmt.Fprintf(os.Stderr, "%-18s %6d kept\n", s.list, n)
	}
	for _, j := range same {
		if err := enc.Encode(line{Judgement: &j}); err != nil {
			return err
		}
	}
	return os.WriteFile(out, b.Bytes(), 0o644)
}
