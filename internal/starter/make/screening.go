package main

import (
	"slices"
	"strings"
	"time"

	"cordon"
)

// dateFromScreeningList dates OFAC's designations under Executive Order 13382 by
// the Consolidated Screening List of April 2022: it prints the day on which the
// State Department named a party under that order, with the notice in the Federal
// Register, while OFAC's CSV prints none. The names must agree, whole, and lead to
// one day: the order's programme on OFAC's list is NPWMD.
func dateFromScreeningList(from string, chosen []*cordon.Entry) error {
	rows, err := table(file(from, "", "us_bis", "csl_consolidated_2022-04.csv.xz"))
	if err != nil {
		return err
	}
	named := map[string][]map[string]string{}
	for _, r := range rows {
		if r["programs"] != "E.O. 13382" || !strings.HasPrefix(r["source"], "Nonproliferation Sanctions (ISN)") {
			continue
		}
		for _, name := range append(split(r["alt_names"], ";"), r["name"]) {
			named[nameKey(name)] = append(named[nameKey(name)], r)
		}
	}
	for _, e := range chosen {
		if e.List != "us-ofac-sdn" {
			continue
		}
		for i := range e.Designations {
			if d := &e.Designations[i]; d.Programme == "us/NPWMD" {
				byNotice(d, named[nameKey(e.Profile.Name())])
			}
		}
	}
	return nil
}

// byNotice dates a designation by the rows of its name, if they agree on the day.
func byNotice(d *cordon.Designation, rows []map[string]string) {
	if len(rows) == 0 || slices.ContainsFunc(rows, func(r map[string]string) bool { return r["start_date"] != rows[0]["start_date"] }) {
		return
	}
	day, kind := ownDay(rows[0]["start_date"])
	if day.IsZero() {
		return
	}
	notice := strings.TrimSpace(rows[0]["federal_register_notice"])
	for _, layout := range []string{"01/02/06", "01/02/2006", "1/2/06"} {
		if at, err := time.Parse(layout, notice[strings.LastIndexByte(notice, ' ')+1:]); err == nil && cordon.DateOf(at) == day {
			kind = cordon.AmendedDate // the day of the notice, which follows the act
		}
	}
	d.Listed, d.DateKind = day, kind
	d.Evidence = cordon.Evidence{
		Field: "start_date of the Consolidated Screening List", Words: rows[0]["start_date"] + ", E.O. 13382, " + notice,
	}
}
