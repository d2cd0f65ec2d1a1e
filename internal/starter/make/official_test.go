package main

import (
	"testing"

	"cordon"
)

// TestWhereTheEUPrints takes no day of the UN for one that the EU's field of the
// day of publication has, and finds the words that have it.
func TestWhereTheEUPrints(t *testing.T) {
	for name, c := range map[string]struct {
		listed  string
		kind    cordon.DateKind
		remarks string
		want    cordon.Evidence
	}{
		"an own act":     {"2023-06-23", cordon.OwnDate, "", cordon.Evidence{Field: "publicationDate", Words: "2023-06-23"}},
		"no words of it": {"2017-08-05", cordon.UNDate, "", cordon.Evidence{}},
		"with dots": {
			"2016-05-20", cordon.OwnDate, "date of listing: 20.05.2016",
			cordon.Evidence{Field: "remark", Words: "date of listing: 20.05.2016"},
		},
		"with slashes": {
			"2017-08-05", cordon.UNDate, "Date of listing: 5/08/2017",
			cordon.Evidence{Field: "remark", Words: "Date of listing: 5/08/2017"},
		},
		"of the UN's list": {
			"2018-03-30", cordon.UNDate, "Ship\nUNLI-30.03.2018", cordon.Evidence{Field: "remark", Words: "UNLI-30.03.2018"},
		},
		"in the details": {
			"2017-12-22", cordon.UNDate, "Date of UN designation: 22/12/2017\n.",
			cordon.Evidence{Field: "designationDetails", Words: "Date of UN designation: 22/12/2017"},
		},
		"words of another day": {"2017-08-05", cordon.UNDate, "Date of listing: 6/08/2017", cordon.Evidence{}},
	} {
		e := &cordon.Entry{
			Remarks:      c.remarks,
			Designations: []cordon.Designation{{Listed: cordon.MustDate(c.listed), DateKind: c.kind}},
		}
		printedIn(e, dayField["eu-fsf"])
		said(e)
		if got := e.Designations[0].Evidence; got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}
