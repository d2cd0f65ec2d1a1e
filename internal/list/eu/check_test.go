package eu

import (
	"io"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/record"
)

// small is a list of one invented person, written by hand.
const small = `<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-03-04T10:11:12.131+01:00" globalFileId="1">
<sanctionEntity designationDate="2022-04-08" designationDetails="" unitedNationId="" euReferenceNumber="EU.1.1" logicalId="1">
<regulation regulationType="amendment" organisationType="council"
 publicationDate="2024-09-13" entryIntoForceDate="2024-09-14" numberTitle="2024/1" programme="IRN" logicalId="1"/>
<subjectType code="person" classificationCode="P"/>
<nameAlias firstName="A" middleName="" lastName="Invented" wholeName="A Invented"
 function="" gender="M" title="" nameLanguage="EN" strong="true" logicalId="2"/>
<birthdate circa="false" calendarType="GREGORIAN" birthdate="1968-07-16" dayOfMonth="16" monthOfYear="7"
 year="1968" countryIso2Code="RU" logicalId="3"/>
<identification number="731234567" countryIso2Code="RU" identificationTypeCode="passport" logicalId="4"/>
</sanctionEntity></export>`

// TestPlaceholdersRemoved checks that a placeholder is not taken for a number, nor
// an impossible day for a birth, and that both are reported.
func TestPlaceholdersRemoved(t *testing.T) {
	for name, c := range map[string]struct {
		old, new         string
		births, ids, bad int
	}{
		"as it is":           {"", "", 1, 1, 0},
		"unknown number":     {"731234567", "unknown", 1, 0, 1},
		"number of zeros":    {"731234567", "0000000000", 1, 0, 1},
		"born in the future": {`birthdate="1968-07-16"`, `birthdate="2068-07-16"`, 1, 1, 1}, // the country stays
		"listed in 9999":     {"2022-04-08", "9999-12-31", 1, 1, 1},
	} {
		doc := strings.Replace(small, c.old, c.new, 1)
		f := record.File{Name: "f.xml", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(doc)), nil }}
		bad := 0
		pub := &record.Publication{List: FSF, Published: cordon.MustDate("2026-03-04"), Files: []record.File{f}}
		for e, err := range Formats[0].Parse(pub, func(cordon.Problem) { bad++ }) {
			if err != nil {
				t.Fatal(name, err)
			}
			if p := &e.Profile; len(p.Births) != c.births || len(p.Identifiers) != c.ids {
				t.Errorf("%s: %+v", name, p)
			}
		}
		if bad != c.bad {
			t.Errorf("%s: %d problems, want %d", name, bad, c.bad)
		}
	}
}
