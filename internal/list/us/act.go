package us

import (
	"fmt"
	"slices"

	"cordon"
)

// An act is an entry of a party on one of OFAC's lists.
type act struct {
	list  string // "SDN List", "Sectoral Sanctions Identifications List" …
	date  cordon.Date
	bases []string
	tags  []string // programmes
	types []string // what it does: Block, Reject, directives
}

// The SDN list, and the marker that every party of a non-SDN list has besides its
// actual list.
const (
	sdnList    = "SDN List"
	consMarker = "Consolidated List"
)

// addActs makes one designation of each programme. If acts on several lists name a
// programme, the file's own kind of list comes first: E.O. 13662 means blocking on
// the SDN list, and a directive on the sectoral list.
func (p *party) addActs(acts []act) {
	if slices.ContainsFunc(acts, func(a act) bool { return a.list != consMarker && a.list != sdnList }) {
		acts = slices.DeleteFunc(slices.Clone(acts), func(a act) bool { return a.list == consMarker })
	}
	own := func(a act) bool { return (a.list == sdnList) == (p.entry.List == SDN) }
	slices.SortStableFunc(acts, func(a, b act) int {
		if own(a) != own(b) {
			if own(a) {
				return -1
			}
			return 1
		}
		return a.date.Compare(b.date)
	})
	for _, a := range acts {
		for _, tag := range a.tags {
			p.addDesignation(tag, a)
		}
	}
	if len(p.entry.Designations) == 0 {
		p.problem("program", "", "a party without a programme")
	}
}

func (p *party) addDesignation(tag string, a act) {
	ds := p.entry.Designations
	at := slices.IndexFunc(ds, func(d cordon.Designation) bool { return d.Programme.Code() == tag })
	if at < 0 {
		d := cordon.Designation{Authority: "us", Programme: cordon.ProgrammeID("us/" + tag), DateKind: cordon.UnknownDate}
		if start := programmes[tag].start; !a.date.IsZero() && a.date.Before(start) {
			p.problem("datePublished", a.date.String(), fmt.Sprintf(
				"not taken: the %s had the party before the programme %s began on %s", a.list, tag, start))
		} else if !a.date.IsZero() {
			d.Listed, d.DateKind = a.date, cordon.OwnDate
		}
		p.entry.Designations = append(ds, d)
		at = len(ds)
	}
	d := &p.entry.Designations[at]
	for _, b := range a.bases {
		if len(a.tags) == 1 || fits(tag, b, a.tags) {
			d.Basis = appendNew(d.Basis, cordon.LegalBasis{Instrument: b})
		}
	}
	for _, typ := range a.types {
		if len(a.tags) > 1 && !fits(tag, typ, a.tags) {
			continue
		}
		for _, m := range measuresOf(typ) {
			d.Measures = appendNew(d.Measures, m)
		}
	}
}
