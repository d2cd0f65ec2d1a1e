package record

import (
	"errors"
	"io"
	"strings"
	"testing"

	"cordon"
)

// FuzzXMLFile reads anything to its end: one document, or an error of the kind
// ErrInvalid.
func FuzzXMLFile(f *testing.F) {
	f.Add(`<list day="2026-01-01"><person id="1"><name>A</name></person><ship><IMONumber>1</IMONumber></ship></list>`)
	f.Add("<list/><list/>")
	f.Fuzz(func(t *testing.T, doc string) {
		if _, err := drift(t, doc); err != nil && !errors.Is(err, cordon.ErrInvalid) && !errors.Is(err, io.EOF) {
			t.Errorf("%q: %v is not of the kind ErrInvalid", doc, err)
		}
	})
}

// FuzzCSVFile reads anything as rows under a header: every row that comes out
// has the header's width.
func FuzzCSVFile(f *testing.F) {
	f.Add("A,B\n1,2\n\"x\ny\",3\n4\n")
	f.Fuzz(func(t *testing.T, data string) {
		c := NewCSV(strings.NewReader(data), "f.csv", func(cordon.Problem) {})
		if c.Header([]string{"A"}, []string{"B"}) != nil {
			return
		}
		for {
			row, err := c.Row()
			if err != nil {
				return
			}
			if len(row) != len(c.columns) {
				t.Fatalf("a row of %d values under %d columns", len(row), len(c.columns))
			}
		}
	})
}

// FuzzDates checks that a date that was read is valid, and that its own text reads
// as the same date.
func FuzzDates(f *testing.F) {
	for _, s := range []string{"1948-12-10", "00/05/1970", "circa 1951", "10 Dec 1948", "1951 to 1953", "dd/mm/1970"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		from, to, err := Dates(s)
		if err != nil {
			return
		}
		if !from.Valid() || from.IsZero() || !to.IsZero() && !to.Valid() {
			t.Errorf("%q is read as %v to %v", s, from, to)
		}
		placeholder(s)
	})
}
