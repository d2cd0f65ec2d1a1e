package us

import (
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// A sniffer recognises a file by its content only.
type sniffer func(head []byte, f *record.File) (record.Sniffed, bool)

// consTags are the programmes of the non-SDN lists. Nearly every record of the
// Consolidated list has one (434 of 442 on 2025-12-19), at most 3 of 100 on
// the SDN list do (parties that are on both).
var consTags = []string{"NS-PLC", "UKRAINE-EO13662", "CMIC-EO13959", "561-Related", "FSE-IR", "FSE-SY", "NS-ISA", "NS-CMIC"}

// listOf decides by the tags of each record in the sample.
func listOf(sample [][]string) cordon.ListID {
	n := 0
	for _, tags := range sample {
		if slices.ContainsFunc(tags, func(t string) bool { return slices.Contains(consTags, t) }) {
			n++
		}
	}
	if 2*n > len(sample) {
		return Cons
	}
	return SDN
}

// sniffRows is how many records of a CSV are examined.
const sniffRows = 300

// sniffCSV recognises the files by their shape, since they have no header: how many
// fields, which of them are numbers, what words are in the third. One record in ten
// may be broken.
func sniffCSV(head []byte, _ *record.File) (record.Sniffed, bool) {
	rows := sampleRows(head)
	for _, role := range []string{primaryRole, addRole, altRole, commentsRole} {
		fit := 0
		var tags [][]string
		for _, r := range rows {
			if shaped(role, r) {
				fit++
				tags = append(tags, splitTags(r[min(3, len(r)-1)]))
			}
		}
		if fit == 0 || 10*fit < 9*len(rows) || role == commentsRole && repeats(rows) {
			continue
		}
		s := record.Sniffed{Role: role}
		if role == primaryRole {
			s.List = listOf(tags)
		}
		return s, true
	}
	return record.Sniffed{}, false
}

// repeats reports whether most rows share their text with another: a column of kinds
// or marks, not of remarks.
func repeats(rows [][]string) bool {
	seen := map[string]bool{}
	for _, r := range rows {
		seen[r[min(1, len(r)-1)]] = true
	}
	return 2*len(seen) < len(rows)
}

func shaped(role string, r []string) bool {
	if len(r) != widths[role] || !digits.MatchString(r[0]) {
		return false
	}
	switch role {
	case primaryRole:
		_, ok := kinds[strings.ToLower(strings.TrimSpace(r[2]))]
		return ok
	case addRole:
		return digits.MatchString(r[1])
	case altRole:
		_, ok := aliasUses[strings.ToLower(strings.TrimSpace(r[2]))]
		return ok && digits.MatchString(r[1])
	}
	return r[1] != "" && !digits.MatchString(r[1])
}

// sampleRows are the whole lines of the head; the last may be cut by the head's size.
func sampleRows(head []byte) [][]string {
	var rows [][]string
	for len(rows) < sniffRows && len(head) > 0 {
		i := bytes.IndexAny(head, "\r\n")
		if i < 0 {
			if len(rows) > 0 {
				break
			}
			i = len(head) - 1
		}
		line := strings.TrimSpace(string(head[:i+1]))
		head = head[i+1:]
		if line == "" || strings.HasPrefix(line, endMark) {
			continue
		}
		rec, _ := splitLine(line)
		rows = append(rows, rec)
	}
	return rows
}

var (
	listValue = regexp.MustCompile(`List ID="(\d+)"[^>]*>([^<]*)</`)
	listUse   = regexp.MustCompile(`ListID="(\d+)"`)
)

// sniffAdvanced recognises the file by its root. Only its end says which list it is:
// most entries of the SDN file are on the SDN list, and every party of the other is on
// the "Consolidated List". It is searched as bytes, since it has 100 MB and more.
func sniffAdvanced(head []byte, f *record.File) (record.Sniffed, bool) {
	x := record.NewXML(bytes.NewReader(head), f.Name)
	if se, err := x.Root(); err != nil || se.Name.Local != "Sanctions" {
		return record.Sniffed{}, false
	}
	se, err := x.Next()
	if err != nil || se.Name.Local != "DateOfIssue" {
		return record.Sniffed{}, false
	}
	var issued advDate
	if x.Decode(&issued, &se) != nil {
		return record.Sniffed{}, false
	}
	s := record.Sniffed{List: SDN, Published: issued.date()}
	uses := listUses(f)
	if uses[consMarker] > uses[sdnList] {
		s.List = Cons
	}
	return s, true
}

// listUses counts the entries on each list. A file that cannot be read to its
// end fails when it is parsed.
func listUses(f *record.File) map[string]int {
	r, err := f.Open()
	if err != nil {
		return nil
	}
	defer r.Close()
	names, uses := map[string]string{}, map[string]int{}
	buf := make([]byte, 1<<20)
	kept := 0
	for {
		n, err := io.ReadFull(r, buf[kept:])
		data, done := buf[:kept+n], 0
		for _, m := range listValue.FindAllSubmatchIndex(data, -1) {
			names[string(data[m[2]:m[3]])] = string(data[m[4]:m[5]])
		}
		for _, m := range listUse.FindAllSubmatchIndex(data, -1) {
			uses[string(data[m[2]:m[3]])]++
			done = m[1]
		}
		if err != nil {
			break
		}
		done = max(done, len(data)-256) // an element of either kind is shorter
		kept = copy(buf, data[done:])
	}
	byName := map[string]int{}
	for id, n := range uses {
		byName[names[id]] += n
	}
	return byName
}
