package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
)

// TestAustralianDates gives each date of a row the kind that the words around it
// prove.
func TestAustralianDates(t *testing.T) {
	const minister = "The Minister for Foreign Affairs listed this person on 4 December 2019 under regulation 6(1) of the Autonomous " +
		"Sanctions Regulations 2011 (AS Regulations)."
	for name, c := range map[string]struct {
		programme     cordon.ProgrammeID
		text, control string
		want          []string // day, kind and words of each designation
	}{
		"listed, continued, re-listed": {
			"au/DPRK", "Listed on: 17 Aug. 2017. Continued in effect by Declaration of 23 May 2020. Re-listed on 22 May 2023.",
			"45068",
			[]string{"2017-08-17 own Listed on: 17 Aug. 2017"},
		},
		"the Minister listed it, and declared that it continues": {
			"au/DPRK", minister + " The Minister declared on 4 December 2019 that this listing would continue. Relisted on 3 December 2022.",
			"44898",
			[]string{"2019-12-04 own listed this person on 4 December 2019"},
		},
		"an earlier designation that had ended": {
			"au/DPRK", minister + " (Note: This was a re-listing of a previous designation made by the Minister under regulation 6(1) " +
				"that was in effect from 27 November 2013 to 2 December 2019.) Relisted on 3 December 2022.", "44898",
			[]string{
				"2013-11-27 own in effect from 27 November 2013 to 2 December 2019",
				"2019-12-04 own listed this person on 4 December 2019",
			},
		},
		"under a new law, listed before under another": {
			"au/DPRK", "Designated under the Autonomous Sanctions Regulations 2011 on 2 March 2012. " +
				"Formerly listed on the RBA Consolidated List as 1",
			"45261",
			[]string{
				"2012-03-02 law-start Designated under the Autonomous Sanctions Regulations 2011 on 2 March 2012. " +
					"Formerly listed on the RBA Consolidated List",
			},
		},
		"designated": {
			"au/DPRK", "Designated under the Autonomous Sanctions Regulations 2011 on 20 January 2015.\nInstrument: List 2015", "45261",
			[]string{"2015-01-20 own Designated under the Autonomous Sanctions Regulations 2011 on 20 January 2015"},
		},
		"re-listed, nothing else": {
			"au/Russia", "Relisted on 3 December 2022, re-listed on 4 May 2023", "45050", []string{"2023-05-04 last-change 2023-05-04"},
		},
		"an instrument without a day": {
			"au/Russia", "Autonomous Sanctions Amendment (No. 1) Instrument 2024", "45345", []string{"2024-02-23 last-change 2024-02-23"},
		},
		"of the UN": {"au/DPRK-1718", "Listed on 2 May 2012 (amended on 5 Jun. 2017)", "46073", []string{"2012-05-02 un Listed on 2 May 2012"}},
		"of the UN, by name": {
			"au/DPRK-1718", "Listed by the UN 1718 Committee on 16 July 2009", "46073",
			[]string{"2009-07-16 un Listed by the UN 1718 Committee on 16 July 2009"},
		},
		"of the UN, with slashes": {
			"au/DPRK-1718", "First listed on 2 /03/2016 (amended on 1/06/2017)", "46073", []string{"2016-03-02 un First listed on 2 /03/2016"},
		},
		"of the UN, a serial": {"au/DPRK-1718", "41340", "46073", []string{"2013-03-07 un 41340"}},
	} {
		var got []string
		ds := auDated(cordon.Designation{Programme: c.programme}, c.text, c.control)
		for _, d := range ds {
			got = append(got, d.Listed.String()+" "+string(d.DateKind)+" "+d.Evidence.Words)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
		if len(ds) == 2 && (ds[0].Delisted != cordon.MustDate("2019-12-02") || !ds[1].Delisted.IsZero()) {
			t.Errorf("%s: ended %s and %s", name, ds[0].Delisted, ds[1].Delisted)
		}
	}
}

// TestAustralianEnds reads the day on which a listing ended as it reads the first
// one, and leaves out a listing that seems to have ended on no day.
func TestAustralianEnds(t *testing.T) {
	for end, want := range map[string]string{"2 /12/2019": "2019-12-02", "43801": "2019-12-02", "31/02/2019": ""} {
		text := "This was a re-listing of a previous designation made by the Minister that was in effect from 27 November 2013 to " + end + "."
		got := ""
		for _, d := range auDated(cordon.Designation{Programme: "au/DPRK"}, text, "44898") {
			if d.DateKind == cordon.OwnDate {
				got += d.Delisted.String()
				if d.Delisted.IsZero() {
					t.Errorf("%q: listed without an end", end)
				}
			}
		}
		if got != want {
			t.Errorf("%q: ended %q, want %q", end, got, want)
		}
	}
}

// TestSerial reads day numbers of a spreadsheet, and takes none for a year or a
// year for one.
func TestSerial(t *testing.T) {
	for text, want := range map[string]string{"9157": "1925-01-25", "24234": "1966-05-07", "1938": "1938", "c. 1950": "c. 1950", "": ""} {
		if got := serial(text); got != want {
			t.Errorf("serial(%q) = %q, want %q", text, got, want)
		}
	}
}
