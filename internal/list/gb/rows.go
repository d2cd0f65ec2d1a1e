package gb

import (
	"errors"
	"io"

	"cordon"
	"cordon/internal/record"
)

// A sheet is a CSV with one row for each combination of a designation's values.
type sheet struct {
	list       cordon.ListID
	key        string // the column that tells which rows are one designation
	need, know []string
	add        func(*published, *record.CSV)
}

// rows reads the file twice: first to find the last row of each designation, then
// to yield a designation at that row. So only designations with rows still to come
// are held in memory: one, if the rows of each are together.
func (r *reading) rows(s *sheet) error {
	last := map[string]int{}
	err := r.each(s, func(cordon.Problem) {}, func(c *record.CSV, n int) error {
		last[clean(c.Get(s.key))] = n
		return nil
	})
	if err != nil {
		return err
	}
	held := map[string]*published{}
	return r.each(s, r.report, func(c *record.CSV, n int) error {
		key := clean(c.Get(s.key))
		if key == "" {
			r.report(c.Problem("", s.key, "", "a row without its number was not read"))
			return nil
		}
		p := held[key]
		if p == nil {
			p = newPublished(s.list, key, c.Line())
			held[key] = p
		}
		s.add(p, c)
		if last[key] > n {
			return nil
		}
		delete(held, key)
		return r.done(p)
	})
}

// each calls do with each row under the header and its number.
func (r *reading) each(s *sheet, report func(cordon.Problem), do func(c *record.CSV, n int) error) error {
	f, err := r.open()
	if err != nil {
		return err
	}
	defer f.Close()
	c := record.NewCSV(f, r.file.Name, report)
	if _, err := c.Row(); errors.Is(err, io.EOF) {
		return c.Problem("", "", "", "empty file")
	} else if err != nil {
		return err
	}
	if err := c.Header(s.need, s.know); err != nil {
		return err
	}
	for n := 1; ; n++ {
		if _, err := c.Row(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if err := do(c, n); err != nil {
			return err
		}
	}
}
