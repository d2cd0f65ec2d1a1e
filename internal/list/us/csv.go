package us

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// The files of the CSV set, by their names in OFAC's data specification of
// 2023-09-25, and how many fields a record of each has.
const (
	primaryRole  = "sdn" // sdn.csv or cons_prim.csv
	addRole      = "add"
	altRole      = "alt"
	commentsRole = "comments"
)

var widths = map[string]int{primaryRole: 12, addRole: 6, altRole: 5, commentsRole: 2}

// remarksSize is the length at which OFAC cuts the remarks; the rest is in the
// comments file.
const remarksSize = 1000

// sideFiles hold the records of the three other files by number. They are small
// (3 MB for the whole SDN list) and needed before the first record.
type sideFiles map[string]map[string][][]string // role, number, records

func readCSV(list cordon.ListID, pub *record.Publication, report func(cordon.Problem)) iter.Seq2[*cordon.Entry, error] {
	return func(yield func(*cordon.Entry, error) bool) {
		if err := eachCSV(list, pub, report, yield); err != nil && !errors.Is(err, errStop) {
			yield(nil, fmt.Errorf("us.Read(%s): %w", list, err))
		}
	}
}

// errStop ends the reading when the caller wants no more entries.
var errStop = errors.New("stopped")

func eachCSV(list cordon.ListID, pub *record.Publication, report func(cordon.Problem), yield func(*cordon.Entry, error) bool) error {
	side, err := readSides(pub, report)
	if err != nil {
		return err
	}
	f := pub.File(primaryRole)
	if f == nil {
		return cordon.Problem{Reason: "no primary file (sdn.csv or cons_prim.csv)"}
	}
	net, err := csvNetwork(list, f)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	err = eachRecord(f, primaryRole, report, func(t *table, rec []string) error {
		seen[rec[0]] = true
		e := csvParty(list, rec, side, net, func(p cordon.Problem) {
			p.File, p.Line = f.Name, t.line
			report(p)
		})
		if !yield(e, nil) {
			return errStop
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(seen) == 0 {
		return cordon.Problem{File: f.Name, Reason: "no records"}
	}
	side.orphans(pub, seen, report)
	return nil
}

// csvNetwork reads the primary file for the names that the remarks of other records
// mention.
func csvNetwork(list cordon.ListID, f *record.File) (*network, error) {
	net := newNetwork(list)
	err := eachRecord(f, primaryRole, func(cordon.Problem) {}, func(_ *table, rec []string) error {
		net.meet(rec[0], rec[1], kinds[strings.ToLower(strings.TrimSpace(rec[2]))])
		return nil
	})
	return net, err
}

// eachRecord reads one of the files; the first field of a record is the number.
func eachRecord(f *record.File, role string, report func(cordon.Problem), do func(*table, []string) error) (err error) {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	t := newTable(r, f.Name, widths[role], report)
	for {
		rec, err := t.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if !digits.MatchString(rec[0]) {
			report(t.problem("", rec[0], "record passed over: the first field is no number"))
			continue
		}
		if err := do(t, rec); err != nil {
			return err
		}
	}
}

func readSides(pub *record.Publication, report func(cordon.Problem)) (sideFiles, error) {
	side := sideFiles{}
	for _, role := range []string{addRole, altRole, commentsRole} {
		f := pub.File(role)
		if f == nil {
			continue
		}
		rows := map[string][][]string{}
		side[role] = rows
		err := eachRecord(f, role, report, func(_ *table, rec []string) error {
			rows[rec[0]] = append(rows[rec[0]], rec)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return side, nil
}

// orphans reports, once per file, rows whose number the primary file lacks. A few are
// usual (three in the comments of 2023-12-28); many mean that the files are of
// different days.
func (side sideFiles) orphans(pub *record.Publication, seen map[string]bool, report func(cordon.Problem)) {
	for _, role := range []string{addRole, altRole, commentsRole} {
		n, first := 0, ""
		for id := range side[role] {
			if !seen[id] {
				n++
				first = lower(first, id)
			}
		}
		if n > 0 {
			reason := fmt.Sprintf("%d of %d numbers are not in the primary file; this is the first", n, len(side[role]))
			report(cordon.Problem{File: pub.File(role).Name, Record: first, Reason: reason})
		}
	}
}

// labelledColumns are the labels of the fields Title to Vess_owner.
var labelledColumns = []string{
	"Title", "Vessel Call Sign", "Vessel Type", "Vessel Tonnage", "Vessel Gross Registered Tonnage", "Vessel Flag", "Vessel Owner",
}

// csvParty makes an entry of one record of the primary file. Its fields:
// ent_num, SDN_Name, SDN_Type, Program, Title, Call_Sign, Vess_type, Tonnage,
// GRT, Vess_flag, Vess_owner, Remarks.
func csvParty(list cordon.ListID, rec []string, side sideFiles, net *network, report func(cordon.Problem)) *cordon.Entry {
	p := newParty(list, rec[0], report)
	p.net = net
	p.setKind(strings.TrimSpace(rec[2]))
	p.addName(rec[1], cordon.Primary, false, "")
	if rec[1] == "" {
		p.problem("name", "", "a party without a name")
	}
	p.setPrograms(splitTags(rec[3]))
	if list == SDN {
		p.measures = append(p.measures, measure{name: cordon.Blocking}) // what the list is: "and Blocked Persons"
	}
	for i, label := range labelledColumns {
		p.addLabelled(label, fact{text: rec[4+i]}, false)
	}
	for _, alt := range side[altRole][rec[0]] {
		p.addAlias(alt)
	}
	for _, add := range side[addRole][rec[0]] {
		p.addCSVAddress(add)
	}
	p.addRemarks(p.joinComments(rec[11], side))
	return p.finish()
}

// splitTags divides "SDGT] [IFSR"; a third party's rebuild prints "SDGT; IFSR".
func splitTags(s string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(s, "] [", ";"), func(r rune) bool { return r == ';' })
}

// joinComments appends the rest of the remarks to the first 1000 characters, even
// within a word. Remarks that were not cut have no rest: if they seem to, the files
// are of different days, and joining would garble them.
func (p *party) joinComments(text string, side sideFiles) (whole string, cut bool) {
	rest := side[commentsRole][p.entry.Ref]
	switch full := len(text) >= remarksSize; {
	case full && len(rest) == 0:
		return text, !strings.HasSuffix(text, ".")
	case full:
		for _, r := range rest {
			text += r[1]
		}
	case len(rest) > 0:
		p.problem("remarks", rest[0][1], "not joined: the remarks were not cut, so the comments are of another day")
	}
	return text, false
}

// aliasUses are the types of the alias file: also, formerly, now known as.
var aliasUses = map[string]cordon.NameUse{"aka": cordon.Alias, "fka": cordon.Former, "nka": cordon.Alias}

// addAlias reads a record of the alias file: ent_num, alt_num, alt_type, alt_name, alt_remarks.
func (p *party) addAlias(rec []string) {
	typ := strings.TrimSpace(strings.ToLower(rec[2]))
	use, ok := aliasUses[typ]
	if !ok {
		p.problem("alt_type", rec[2], "neither aka, fka nor nka")
		use = cordon.Alias
	}
	remarks := rec[4]
	if typ == "nka" {
		remarks = strings.TrimSpace("n.k.a. " + remarks)
	}
	p.addName(rec[3], use, false, remarks)
}

// postal is the code at the end of "London EC3N 1DY", "Zurich CH-8022",
// "Moscow 109012": one or two last words, the first of which has a digit.
var postal = regexp.MustCompile(`^(.*?)[ ]?((?:[A-Z]{1,2}-)?[A-Z0-9]*\d[A-Z0-9-]*(?: [A-Z0-9]*\d[A-Z0-9]*)?)$`)

// addCSVAddress reads a record of the address file: ent_num, add_num, address,
// city/state/postal code, country, remarks.
func (p *party) addCSVAddress(rec []string) {
	a := cordon.Address{Street: strings.TrimSpace(rec[2]), City: strings.TrimSpace(rec[3]), Country: land(rec[4]), Remarks: rec[5]}
	nation := strings.TrimSpace(rec[4])
	if a.Country == "" {
		nation = "" // undetermined
	}
	a.Full = joinFull(a.Street, a.City, nation)
	if m := postal.FindStringSubmatch(a.City); m != nil {
		a.City, a.PostalCode = m[1], m[2]
	}
	if city, region, ok := strings.Cut(a.City, ", "); ok {
		a.City, a.Region = city, region
	}
	p.addAddress(a)
}
