package gb

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// The XML of the UK Sanctions List: Designations > DateGenerated, Designation.

func sniffXML(head []byte, _ *record.File) (record.Sniffed, bool) {
	x := record.NewXML(bytes.NewReader(head), "")
	root, err := x.Root()
	if err != nil || root.Name.Local != "Designations" {
		return record.Sniffed{}, false
	}
	out := record.Sniffed{List: UKSL}
	se, err := x.Next()
	if err != nil || se.Name.Local != "DateGenerated" && se.Name.Local != "Designation" {
		return record.Sniffed{}, false
	}
	var date string
	if se.Name.Local == "DateGenerated" && x.Decode(&date, &se) == nil {
		out.Published, _ = record.Date(clean(date)) // a file without a date is still the list
	}
	return out, true
}

// A node is any element. The layout of the details has changed before, so they are
// found by name at any depth.
type node struct {
	XMLName xml.Name
	Text    string `xml:",chardata"`
	Kids    []node `xml:",any"`
}

// prune empties and reports every value that is too long to be genuine.
func (n *node) prune(problem func(field, value, reason string)) {
	if len(n.Text) > record.MaxField {
		problem(n.XMLName.Local, n.Text, fmt.Sprintf("the value is longer than %d bytes and was not read", record.MaxField))
		n.Text = ""
	}
	for i := range n.Kids {
		n.Kids[i].prune(problem)
	}
}

func readXML(r *reading) (err error) {
	defer cordon.Wrap(&err, "gb.readXML(%s)", r.file.Name)
	f, err := r.open()
	if err != nil {
		return err
	}
	defer f.Close()
	x := record.NewXML(f, r.file.Name)
	x.Watch(ukslShape)
	root, err := x.Root()
	if err != nil {
		return err
	}
	if root.Name.Local != "Designations" {
		return x.Problem("", "", root.Name.Local, "the root element is not Designations: not the UK Sanctions List")
	}
	for {
		se, err := x.Next()
		if errors.Is(err, io.EOF) {
			for _, p := range x.Drift() {
				r.report(p)
			}
			return nil
		}
		if err != nil {
			return err
		}
		line := x.Line()
		if se.Name.Local != "Designation" {
			if err := x.Skip(); err != nil {
				return err
			}
			continue
		}
		readings, err := record.Readings[node](x, &se)
		if err != nil {
			return err
		}
		for i := range readings {
			if err := r.designation(x, &readings[i], line); err != nil {
				return err
			}
		}
	}
}

// designation reads one designation, which begins at that line.
func (r *reading) designation(x *record.XML, n *node, line int) error {
	p := newPublished(UKSL, "", line)
	problem := func(f, value, reason string) {
		r.report(cordon.Problem{File: r.file.Name, Line: line, Record: p.ref, Field: f, Value: record.Clip(value), Reason: reason})
	}
	n.prune(problem)
	p.walk(n, problem)
	for _, d := range x.Damage(p.ref) { // of the first reading: there is none left for a second
		r.report(d)
	}
	if p.ref == "" {
		r.report(x.Problem("", string(fRef), "", "a designation without its number was not read"))
		return nil
	}
	return r.done(p)
}

// walk gathers the element's values: groups of fields as one, leaves by name.
func (p *published) walk(n *node, problem func(field, value, reason string)) {
	for i := range n.Kids {
		k := &n.Kids[i]
		switch {
		case k.XMLName.Local == "SanctionsImposedIndicators":
			p.indicators(k, problem)
		case p.group(k):
		case len(k.Kids) > 0:
			p.walk(k, problem)
		default:
			p.leaf(k)
		}
	}
}

func (p *published) leaf(n *node) {
	text := clean(n.Text)
	if text == "" {
		return
	}
	f, ok := fieldOf[record.Label(n.XMLName.Local)]
	switch {
	case f == fRef:
		p.ref = text
	case f == fRegime:
		p.act("").regime = text
	case ok && roleOf[f] == "act":
		p.act("").add(f, text, p.line)
	case ok && roleOf[f] == "simple":
		p.add(f, text, p.line)
	default:
		p.loose = append(p.loose, n.XMLName.Local+": "+text)
	}
}

// group reads an element whose children together are one value, and reports
// whether it is one.
func (p *published) group(n *node) bool {
	kids := map[field]string{}
	for i := range n.Kids {
		if len(n.Kids[i].Kids) > 0 {
			return false
		}
		if f, ok := fieldOf[record.Label(n.Kids[i].XMLName.Local)]; ok {
			kids[f] = n.Kids[i].Text
		}
	}
	has := func(f field) bool { _, ok := kids[f]; return ok }
	parts := slices.Concat(partFields, nameFields, lineFields)
	if slices.ContainsFunc(recordFields, has) || !slices.ContainsFunc(parts, has) {
		return false
	}
	q := newPublished(p.list, "", p.line)
	q.gather(func(f field) string { return kids[f] }, p.line)
	p.merge(q)
	return true
}

// recordFields are the fields of a whole designation, and partFields those that
// mark an element as one name, address, paper or place.
var (
	recordFields = []field{fRef, fRegime, fKind}
	partFields   = []field{fNameType, fScript, fPostcode, fAddrLand, fPassport, fNational, fTown, fCountry}
)

// merge adds what q has and p lacks.
func (p *published) merge(q *published) {
	for _, n := range q.names {
		p.names = unite(p.names, n)
	}
	for _, s := range q.scripts {
		p.scripts = unite(p.scripts, s)
	}
	for _, a := range q.address {
		p.address = unite(p.address, a)
	}
	for _, d := range q.passport {
		p.passport = unite(p.passport, d)
	}
	for _, d := range q.national {
		p.national = unite(p.national, d)
	}
	for _, b := range q.births {
		p.births = unite(p.births, b)
	}
	for f, vs := range q.values {
		for _, v := range vs {
			p.add(f, v.text, p.line)
		}
	}
}

func (p *published) indicators(n *node, problem func(field, value, reason string)) {
	for _, k := range n.Kids {
		switch text := clean(k.Text); strings.ToLower(text) {
		case "true":
			p.imposed = unite(p.imposed, indicated(k.XMLName.Local))
		case "false", "":
		default:
			problem(k.XMLName.Local, text, "neither true nor false")
		}
	}
}

// The CSV of the UK Sanctions List: "Report Date: 21-Sep-2026", then the header.

func sniffUKSL(head []byte, _ *record.File) (record.Sniffed, bool) {
	top, ok := heads(head, fieldNames(needed, simple, ofAct, paired, nameFields, lineFields))
	if !ok {
		return record.Sniffed{}, false
	}
	date, ok := strings.CutPrefix(clean(top[0]), "Report Date:")
	if !ok {
		return record.Sniffed{}, false
	}
	if strings.TrimSpace(date) == "" && len(top) > 1 {
		date = top[1]
	}
	out := record.Sniffed{List: UKSL}
	out.Published, _ = record.Date(date)
	return out, true
}

// heads is the first row of a CSV whose second row is a header with at least half of
// the columns. A renamed column is reported when the file is read.
func heads(head []byte, columns []string) ([]string, bool) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(head, []byte("\ufeff"))))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	top, err := r.Read()
	if err != nil || len(top) == 0 {
		return nil, false
	}
	row, err := r.Read()
	if err != nil {
		return nil, false
	}
	there := map[string]bool{}
	for _, c := range row {
		there[record.Label(c)] = true
	}
	n := 0
	for _, c := range columns {
		if there[record.Label(c)] {
			n++
		}
	}
	return top, 2*n >= len(columns)
}

func fieldNames(sets ...[]field) []string {
	var out []string
	for _, set := range sets {
		for _, f := range set {
			if f != fListed {
				out = append(out, string(f))
			}
		}
	}
	return out
}

func readUKSL(r *reading) (err error) {
	defer cordon.Wrap(&err, "gb.readUKSL(%s)", r.file.Name)
	return r.rows(&sheet{
		list: UKSL,
		key:  string(fRef),
		need: fieldNames(needed),
		know: fieldNames(simple, ofAct, paired, nameFields[:5], lineFields),
		add: func(p *published, c *record.CSV) {
			p.gather(func(f field) string { return c.Get(string(f)) }, c.Line())
		},
	})
}
