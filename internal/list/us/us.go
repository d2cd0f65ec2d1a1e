// Package us reads the lists of the US Treasury's Office of Foreign Assets
// Control: the list of Specially Designated Nationals and the Consolidated
// (non-SDN) list, each in the four formats in which OFAC publishes it.
//
// OFAC keeps one database and prints it four times. A party has the same
// number everywhere, and the label before a fact ("Passport", "Secondary
// sanctions risk:") is the same text in the remarks of the CSV, in the idType
// of the legacy XML and in the reference values of the two newer XMLs. So one
// table of labels (item.go) says where each fact belongs, and the four readers
// only read their format.
package us

import (
	"iter"

	"cordon"
	"cordon/internal/record"
)

// The two lists, as their entries' IDs begin.
const (
	SDN  cordon.ListID = "us-ofac-sdn"
	Cons cordon.ListID = "us-ofac-cons"
)

// page is the address of OFAC's page on one party, without the party's number, which
// is the same in every format.
const page = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id="

// SDNFormats and ConsFormats are the forms in which each list is published.
var (
	SDNFormats  = formats(SDN)
	ConsFormats = formats(Cons)
)

// A reader streams the entries of one publication of a list.
type reader func(list cordon.ListID, p *record.Publication, report func(cordon.Problem)) iter.Seq2[*cordon.Entry, error]

func formats(list cordon.ListID) []record.Format {
	bind := func(name, mark string, latin bool, roles []string, sniff sniffer, read reader) record.Format {
		return record.Format{
			Name:    name,
			EndMark: mark,
			Latin:   latin,
			Roles:   roles,
			Sniff: func(head []byte, f *record.File) (record.Sniffed, bool) {
				s, ok := sniff(head, f)
				return s, ok && (s.List == list || s.List == "")
			},
			Parse: func(p *record.Publication, report func(cordon.Problem)) iter.Seq2[*cordon.Entry, error] {
				return read(list, p, report)
			},
		}
	}
	return record.Checked(
		bind("ofac-csv", endMark, true, []string{primaryRole, addRole, altRole, commentsRole}, sniffCSV, readCSV),
		bind("ofac-xml", ">", true, nil, sniffLegacy, readLegacy),
		bind("ofac-advanced-xml", ">", false, nil, sniffAdvanced, readAdvanced),
		bind("ofac-enhanced-xml", ">", false, nil, sniffEnhanced, readEnhanced),
	)
}
