package main

import (
	"testing"

	"cordon"
)

// TestByNotice takes the day before the notice for that of the act, the day of
// the notice itself for a bound, and none where rows of one name differ.
func TestByNotice(t *testing.T) {
	row := func(start, notice string) map[string]string {
		return map[string]string{"start_date": start, "federal_register_notice": notice}
	}
	for name, c := range map[string]struct {
		rows []map[string]string
		want cordon.DateKind
	}{
		"an act and its notice":       {[]map[string]string{row("2010-08-30", "Vol. 75, No. 173, 09/08/10")}, cordon.OwnDate},
		"the day of the notice":       {[]map[string]string{row("2016-03-15", "Vol. 81, No. 50, 03/15/2016 ")}, cordon.AmendedDate},
		"one act under two names":     {[]map[string]string{row("2013-03-11", ""), row("2013-03-11", "")}, cordon.OwnDate},
		"two acts of one name":        {[]map[string]string{row("2009-06-30", ""), row("2016-03-15", "")}, ""},
		"no row":                      {nil, ""},
		"a row that prints no day":    {[]map[string]string{row("", "Vol. 75, No. 173, 09/08/10")}, ""},
		"a notice of the same month":  {[]map[string]string{row("2016-03-02", "Vol. 81, No. 50, 3/15/16")}, cordon.OwnDate},
		"the day of a shorter notice": {[]map[string]string{row("2016-03-05", "Vol. 81, No. 50, 3/5/16")}, cordon.AmendedDate},
	} {
		var d cordon.Designation
		if byNotice(&d, c.rows); d.DateKind != c.want || d.Listed.IsZero() != (c.want == "") {
			t.Errorf("%s: %s %s, want %q", name, d.Listed, d.DateKind, c.want)
		}
	}
}
