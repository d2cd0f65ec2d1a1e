// Package gb reads the official lists of the United Kingdom: the UK Sanctions
// List of the Foreign, Commonwealth & Development Office (XML and CSV) and the
// Consolidated List of the Office of Financial Sanctions Implementation (CSV),
// which was closed on 28 January 2026 and has the births and the earlier dates.
//
// All three forms are gathered into one published record per designation, by the
// labels of columns or elements, and made into an entry in one place.
package gb

import (
	"errors"
	"io"
	"iter"

	"cordon"
	"cordon/internal/record"
)

// The lists that this package reads.
const (
	UKSL cordon.ListID = "gb-uksl" // the UK Sanctions List
	OFSI cordon.ListID = "gb-ofsi" // OFSI's Consolidated List, closed 2026-01-28
)

// UKSLFormats are the forms of the UK Sanctions List.
var UKSLFormats = record.Checked(
	record.Format{Name: "uksl-xml", EndMark: ">", Sniff: sniffXML, Parse: parser(readXML)},
	record.Format{Name: "uksl-csv", Sniff: sniffUKSL, Parse: parser(readUKSL)},
)

// OFSIFormats are the forms of OFSI's Consolidated List.
var OFSIFormats = record.Checked(
	record.Format{Name: "ofsi-conlist-csv", Sniff: sniffOFSI, Parse: parser(readOFSI)},
)

// errStop ends the reading when the caller wants no more entries.
var errStop = errors.New("stop")

// A reading reads one open file and yields each record once it is complete.
type reading struct {
	file   *record.File
	report func(cordon.Problem)
	done   func(*published) error
}

// parser makes a Format's Parse from a function that reads one file.
func parser(read func(*reading) error) func(*record.Publication, func(cordon.Problem)) iter.Seq2[*cordon.Entry, error] {
	return func(p *record.Publication, report func(cordon.Problem)) iter.Seq2[*cordon.Entry, error] {
		return func(yield func(*cordon.Entry, error) bool) {
			f := p.File("")
			if f == nil {
				yield(nil, cordon.Problem{Reason: "publication without a file"})
				return
			}
			r := &reading{file: f, report: report, done: func(pub *published) error {
				e := pub.entry(func(x cordon.Problem) {
					x.File = f.Name
					report(x)
				})
				if e != nil && !yield(e, nil) {
					return errStop
				}
				return nil
			}}
			if err := read(r); err != nil && !errors.Is(err, errStop) {
				yield(nil, err)
			}
		}
	}
}

func (r *reading) open() (io.ReadCloser, error) { return r.file.Open() }
