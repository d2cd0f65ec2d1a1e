// Package all names every list that cordon can read.
package all

import (
	"time"

	"cordon"
	"cordon/internal/list"
	"cordon/internal/list/eu"
	"cordon/internal/list/gb"
	"cordon/internal/list/un"
	"cordon/internal/list/us"
	"cordon/internal/starter"
)

// ofac is the address under which OFAC's Sanctions List Service exports its files.
const ofac = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"

// tenth is the share of a list beyond which an update is refused whole, whatever the
// days since the last; with time the limit grows (removalLimit in internal/list).
const tenth = 0.10

// Shares of the persons of any list whose primary name has so many words. The real
// files have 0.993 (UN) to 1.000 (OFAC) and 0.720 (OFAC's Consolidated List of 2020)
// to 0.822 (OFSI): without its second or third part the UN's list is below.
const (
	twoWords   = 0.95
	threeWords = 0.65
)

// Sources are the lists that cordon can read. The limits of entries are wide
// around the real files' numbers (docs/lists.md), for a list whose length is not known
// or was counted after the publication, and the fill rates are half of
// theirs or less, so that only a broken file, an excerpt or a broken reader fails
// them.
var Sources = []*list.Source{
	{
		List: cordon.List{
			ID: un.List, Authority: "un", Name: "United Nations Security Council Consolidated List",
			URL: "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
		},
		Addresses: []list.Address{{URL: "https://scsanctions.un.org/resources/xml/en/consolidated.xml"}},
		Formats:   un.Formats, Every: 12 * time.Hour,
		Length: starter.Lengths[un.List], MinEntries: 600, MaxEntries: 3000, MaxRemoved: tenth,
		Fill: map[string]float64{
			"names": 1, "names.two-words": twoWords, "names.three-words": threeWords,
			"names.script": 0.15, "names.alias": 0.4, "designations": 1, "designations.listed": 0.9,
			"births": 0.3, "births.dated": 0.3, "countries": 0.3, "addresses": 0.2,
		},
	},
	{
		List: cordon.List{
			ID: us.SDN, Authority: "us", Name: "OFAC Specially Designated Nationals and Blocked Persons List",
			URL: "https://ofac.treasury.gov/specially-designated-nationals-and-blocked-persons-list-sdn-human-readable-lists",
		},
		Addresses: []list.Address{{URL: ofac + "SDN_ENHANCED.ZIP"}},
		Formats:   us.SDNFormats, Every: 6 * time.Hour,
		Length: starter.Lengths[us.SDN], MinEntries: 7000, MaxEntries: 60000, MaxRemoved: tenth,
		Fill: map[string]float64{
			"names": 1, "names.two-words": twoWords, "names.three-words": threeWords,
			"designations": 0.95, "births": 0.15, "identifiers": 0.15, "addresses": 0.3,
		},
	},
	{
		List: cordon.List{
			ID: us.Cons, Authority: "us", Name: "OFAC Consolidated (non-SDN) List",
			URL: "https://ofac.treasury.gov/consolidated-sanctions-list-non-sdn-lists",
		},
		Addresses: []list.Address{{URL: ofac + "CONS_ENHANCED.ZIP"}},
		Formats:   us.ConsFormats, Every: 6 * time.Hour,
		Length: starter.Lengths[us.Cons], MinEntries: 200, MaxEntries: 5000, MaxRemoved: tenth,
		Fill: map[string]float64{
			"names": 1, "names.two-words": twoWords, "names.three-words": threeWords,
			"designations": 0.95, "addresses": 0.2,
		},
	},
	{
		List: cordon.List{
			ID: gb.UKSL, Authority: "gb", Name: "UK Sanctions List",
			URL: "https://www.gov.uk/government/publications/the-uk-sanctions-list",
		},
		Addresses: []list.Address{{URL: "https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml"}},
		Formats:   gb.UKSLFormats, Every: 6 * time.Hour,
		Length: starter.Lengths[gb.UKSL], MinEntries: 3500, MaxEntries: 20000, MaxRemoved: tenth,
		Fill: map[string]float64{
			"names": 1, "names.two-words": twoWords, "names.three-words": threeWords,
			"designations": 1, "designations.listed": 0.9, "designations.measures": 0.5,
		},
	},
	{
		List: cordon.List{
			ID: gb.OFSI, Authority: "gb", Name: "OFSI Consolidated List of Financial Sanctions Targets",
			URL:          "https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets",
			SupersededBy: gb.UKSL, Closed: cordon.MustDate("2026-01-28"),
		},
		Formats: gb.OFSIFormats, Every: 0,
		Length: starter.Lengths[gb.OFSI], MinEntries: 2500, MaxEntries: 8000, MaxRemoved: tenth,
		Fill: map[string]float64{
			"names": 1, "names.two-words": twoWords, "names.three-words": threeWords,
			"designations": 1, "designations.listed": 0.9, "births": 0.3,
		},
	},
	{
		List: cordon.List{
			ID: eu.FSF, Authority: "eu", Name: "EU Consolidated Financial Sanctions List",
			URL: "https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions",
		},
		// The token in the address is public and the same for everyone.
		Addresses: []list.Address{{
			URL: "https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw",
		}},
		Formats: eu.Formats, Every: 12 * time.Hour,
		Length: starter.Lengths[eu.FSF], MinEntries: 3000, MaxEntries: 20000, MaxRemoved: tenth,
		Fill: map[string]float64{
			"names": 1, "names.two-words": twoWords, "names.three-words": threeWords,
			"designations": 0.95, "designations.basis": 0.5, "births": 0.3, "births.dated": 0.3,
		},
	},
}
