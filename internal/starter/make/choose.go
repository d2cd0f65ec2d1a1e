package main

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cordon"
)

//go:embed subject.csv
var subjectCSV string

//go:embed announced.csv
var announcedCSV string

//go:embed same.csv
var sameCSV string

// readSame reads the judgements of same.csv: the first entry of a row is the
// same party as each of the others.
func readSame(chosen []*cordon.Entry) ([]cordon.Judgement, error) {
	known := map[cordon.EntryID]bool{}
	for _, e := range chosen {
		known[e.ID] = true
	}
	rows, err := rowsOf(sameCSV)
	if err != nil {
		return nil, fmt.Errorf("same.csv: %w", err)
	}
	var out []cordon.Judgement
	for _, r := range rows {
		ids := strings.Fields(r["entries"])
		for _, id := range ids {
			if !known[cordon.EntryID(id)] {
				return nil, fmt.Errorf("same.csv: no entry %s: %w", id, cordon.ErrNotFound)
			}
		}
		for _, id := range ids[1:] {
			out = append(out, cordon.Judgement{
				A: cordon.EntryID(ids[0]), B: cordon.EntryID(id), Verdict: cordon.Same, Score: 1, By: "starter",
				Why: r["why"],
			})
		}
	}
	return out, nil
}

// A named is one row of subject.csv: a party that a public announcement ties to
// arms transfers between the DPRK and Russia. It is found by its IMO number, or
// by one of its names, whole, whatever the order of the words.
type named struct {
	kind cordon.Kind
	imo  string
	keys []string
	us   cordon.Date // day of the US Treasury's announcement, which its CSV does not give
	said string      // the announcement
}

var usTreasury = regexp.MustCompile(`US Treasury (\d{4}-\d{2}-\d{2})`)

func readSubject() ([]named, error) {
	rows, err := rowsOf(subjectCSV)
	if err != nil {
		return nil, fmt.Errorf("subject.csv: %w", err)
	}
	var out []named
	for _, r := range rows {
		n := named{kind: cordon.Kind(r["kind"]), imo: r["imo"]}
		if m := usTreasury.FindStringSubmatch(r["announced"]); m != nil {
			n.us, n.said = cordon.MustDate(m[1]), m[0]
		}
		for _, name := range append(split(r["aliases"], ";"), r["name"]) {
			n.keys = append(n.keys, nameKey(name))
		}
		out = append(out, n)
	}
	return out, nil
}

// readAnnounced reads the facts of one list from announced.csv: acts that no
// data file of ours has, with the announcement that they come from.
func readAnnounced(list cordon.ListID) func(string) (*set, error) {
	return func(string) (*set, error) {
		rows, err := rowsOf(announcedCSV)
		if err != nil {
			return nil, fmt.Errorf("announced.csv: %w", err)
		}
		s := &set{list: list, source: "public announcements, by hand"}
		for _, r := range rows {
			if r["list"] != string(list) {
				continue
			}
			s.asOf = cordon.MustDate(r["as_of"])
			e := entry(list, r["ref"], cordon.Kind(r["kind"]))
			e.Profile.Names = names(r["name"], split(r["aliases"], ";"))
			addIMO(e, r["imo"])
			authority, _, _ := strings.Cut(r["programme"], "/")
			d := cordon.Designation{
				Authority: cordon.AuthorityID(authority), Programme: cordon.ProgrammeID(r["programme"]),
				Basis: []cordon.LegalBasis{{Instrument: r["instrument"]}},
			}
			dated(&d, "listed", r["listed"])
			d.Announced, _ = ownDay(r["announced"])
			for _, m := range split(r["measures"], ";") {
				d.Measures = append(d.Measures, cordon.Measure(m))
			}
			e.Designations = []cordon.Designation{d}
			s.entries = append(s.entries, e)
		}
		return s, nil
	}
}

func rowsOf(text string) ([]map[string]string, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comment = '#'
	all, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	var out []map[string]string
	for _, row := range all[1:] {
		m := map[string]string{}
		for i, v := range row {
			m[all[0][i]] = strings.TrimSpace(v)
		}
		out = append(out, m)
	}
	return out, nil
}

// ofDPRK finds the DPRK in a publisher's reasons. The reasons themselves are not kept.
var ofDPRK = regexp.MustCompile(`(?i)\b(?:north korea|dprk|democratic people['’]?s republic of korea)`)

// choose gives the entries of all parties of the subject, and which of them are
// there for arms transfers between the DPRK and Russia.
func choose(all []*cordon.Entry, parties []cordon.Party, subject []named) (chosen []*cordon.Entry, transfers map[cordon.EntryID]bool) {
	byID := map[cordon.EntryID]*cordon.Entry{}
	for _, e := range all {
		byID[e.ID] = e
	}
	transfers = map[cordon.EntryID]bool{}
	days := unDays(all)
	for _, p := range parties {
		var dprk, arms bool
		for _, id := range p.Entries {
			dprk = dprk || underDPRK(byID[id])
			arms = arms || forTransfers(byID[id], subject)
		}
		if !dprk && !arms {
			continue
		}
		for _, id := range p.Entries {
			e := byID[id]
			if arms {
				transfers[id] = true
			}
			act(e)
			copiedFromUN(e, days)
			chosen = append(chosen, e)
		}
	}
	slices.SortFunc(chosen, func(a, b *cordon.Entry) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return chosen, transfers
}

// unDays are the days on which the UN listed a party under its DPRK programme.
func unDays(all []*cordon.Entry) map[cordon.Date]bool {
	days := map[cordon.Date]bool{}
	for _, e := range all {
		for _, d := range e.Designations {
			if d.Authority == "un" && underDPRK(e) {
				days[d.Listed] = true
			}
		}
	}
	return days
}

// copiedFromUN marks the EU's dates that are the UN's: for the parties that it
// takes over, the EU prints the day of the Committee's act. It has itself never
// acted on such a day: its own acts follow by days or weeks. Where an act of the
// EU's own came before, it listed the party by that act or an earlier one.
func copiedFromUN(e *cordon.Entry, days map[cordon.Date]bool) {
	for i := range e.Designations {
		if d := &e.Designations[i]; d.Programme == "eu/PRK" && days[d.Listed] && d.DateKind == cordon.OwnDate {
			d.DateKind = cordon.UNDate
			if acts := slices.SortedFunc(slices.Values(d.Amended), cordon.Date.Compare); len(acts) > 0 && acts[0].Before(d.Listed) {
				d.Listed, d.DateKind = acts[0], cordon.AmendedDate
				d.Evidence = cordon.Evidence{Field: "publicationDate", Words: d.Listed.String()}
			}
		}
	}
}

// dateFromAnnouncement dates OFAC's designations of the subject that no daily
// version dates, by the Treasury's announcement.
func dateFromAnnouncement(chosen []*cordon.Entry, subject []named) {
	for _, e := range chosen {
		for _, n := range subject {
			if e.List != "us-ofac-sdn" || n.us.IsZero() || !n.is(e) {
				continue
			}
			for i := range e.Designations {
				if e.Designations[i].Listed.IsZero() {
					e.Designations[i].Listed, e.Designations[i].DateKind = n.us, cordon.OwnDate
					e.Designations[i].Evidence = cordon.Evidence{Field: "announced", Words: n.said}
				}
			}
		}
	}
}

// act names the programme of an EU party that only the table has: those chosen
// were listed under Regulation 269/2014, the act of the EU's listings for the
// transfers (Official Journal, 23 February 2024 and later).
func act(e *cordon.Entry) {
	for i := range e.Designations {
		if e.List == "eu-fsf" && e.Designations[i].Programme == "" {
			e.Designations[i].Programme = "eu/UKR"
		}
	}
}

func underDPRK(e *cordon.Entry) bool {
	return slices.ContainsFunc(e.Designations, func(d cordon.Designation) bool {
		return strings.HasPrefix(d.Programme.Code(), "DPRK") || d.Programme == "eu/PRK"
	})
}

// forTransfers reports whether an entry is of the arms transfers: its reasons
// give the DPRK though its programme does not, or the subject names it.
func forTransfers(e *cordon.Entry, subject []named) bool {
	for _, d := range e.Designations {
		if !underDPRK(e) && (ofDPRK.MatchString(d.Reason) || ofDPRK.MatchString(e.Remarks)) && aboutRussia(d.Programme) {
			return true
		}
	}
	for _, n := range subject {
		if n.is(e) {
			return true
		}
	}
	return false
}

func aboutRussia(p cordon.ProgrammeID) bool {
	return strings.Contains(strings.ToLower(string(p)), "russia") || p == "eu/UKR" || p == "eu/RUS" || p == "eu/RUSDA"
}

func (n *named) is(e *cordon.Entry) bool {
	if n.kind != "" && e.Profile.Kind != "" && n.kind != e.Profile.Kind {
		return false
	}
	for _, id := range e.Profile.Identifiers {
		if n.imo != "" && strings.HasSuffix(id.Value, n.imo) {
			return true
		}
	}
	if n.imo != "" && e.Profile.Kind == cordon.Vessel {
		return false // a ship's name alone is not its identity
	}
	return slices.ContainsFunc(e.Profile.Names, func(name cordon.Name) bool { return slices.Contains(n.keys, nameKey(name.Full)) })
}

var legalForm = regexp.MustCompile(`\b(?:llc|ltd|limited|inc|jsc|ojsc|company|co|corporation|ooo|oao|ao|sro|s r o|the)\b`)

// nameKey folds a name for the subject's table: letters only, legal forms gone,
// words sorted.
func nameKey(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '.' || r == '\'' || r == '’' || r == '"' {
			return -1
		}
		if strings.ContainsRune(",-()/«»“”", r) {
			return ' '
		}
		return r
	}, strings.ToLower(s))
	words := strings.Fields(legalForm.ReplaceAllString(s, " "))
	slices.Sort(words)
	return strings.Join(words, " ")
}
