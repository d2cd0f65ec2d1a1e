package us

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
)

func TestSplitRemarks(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"DOB 1948.", []string{"DOB 1948"}},
		{"DOB 1948; alt. DOB 1946; POB Here.", []string{"DOB 1948", "alt. DOB 1946", "POB Here"}},
		{"a.k.a. 'ONE; TWO'; a.k.a. 'SA'ID'.", []string{"a.k.a. 'ONE; TWO'", "a.k.a. 'SA'ID'"}},
		{"a.k.a. 'NEVER CLOSED; Gender Male.", []string{"a.k.a. 'NEVER CLOSED", "Gender Male"}},
		{"See (first; second) note; Gender Male.", []string{"See (first; second) note", "Gender Male"}},
		{"(Linked To: A CO., LTD.; Linked To: B)", []string{"Linked To: A CO., LTD.", "Linked To: B"}},
		{"A note.; (Linked To: A)", []string{"A note", "Linked To: A"}},
		{"Some words (Linked To: A) and more.", []string{"Some words (Linked To: A) and more"}},
		{
			"Secondary sanctions risk: See Section 11 of Executive Order 14024.; Gender Male.",
			[]string{"Secondary sanctions risk: See Section 11 of Executive Order 14024.", "Gender Male"},
		},
	} {
		if diff := cmp.Diff(tt.want, splitRemarks(tt.text)); diff != "" {
			t.Errorf("%q: -want +got\n%s", tt.text, diff)
		}
	}
}

func TestIdentifiers(t *testing.T) {
	type id = cordon.Identifier
	day := cordon.MustDate
	for _, tt := range []struct {
		kind cordon.Kind
		item string
		want id
	}{
		{
			cordon.Person, "Passport T14553558 (Iran) issued 28 Oct 2008 expires 29 Oct 2013",
			id{Scheme: cordon.Passport, Value: "T14553558", Country: "IR", Period: cordon.Period{From: day("2008-10-28"), To: day("2013-10-29")}},
		},
		{
			cordon.Person, "Passport BD3843329 (Slovakia) expires 2029",
			id{Scheme: cordon.Passport, Value: "BD3843329", Country: "SK", Period: cordon.Period{To: day("2029")}},
		},
		{
			cordon.Person, "Passport Z3079423 (India) expires 01 Jan 2026 to 31 Dec 2026",
			id{Scheme: cordon.Passport, Value: "Z3079423", Country: "IN", Period: cordon.Period{To: day("2026-12-31")}},
		},
		{
			cordon.Person, "Passport 654781 (Jordan) issued 01 Jan 2008 to 31 Dec 2010",
			id{Scheme: cordon.Passport, Value: "654781", Country: "JO", Period: cordon.Period{From: day("2008-01-01")}},
		},
		{cordon.Person, "Passport 9-1- (Korea, North)", id{Scheme: cordon.Passport, Value: "9-1-", Country: "KP"}},
		{cordon.Person, "Cedula No. 6068015 (Cali)", id{Scheme: cordon.NationalID, Value: "6068015", Issuer: "Cali", Type: "Cedula No."}},
		{
			cordon.Person, "Identification Number 159014 (Iraq)",
			id{Scheme: cordon.NationalID, Value: "159014", Country: "IQ", Type: "Identification Number"},
		},
		{
			cordon.Organization, "Identification Number 159014 (Iraq)",
			id{Scheme: cordon.OtherID, Value: "159014", Country: "IQ", Type: "Identification Number"},
		},
		{cordon.Organization, "Tax ID No. 7702070139 (Russia)", id{Scheme: cordon.INN, Value: "7702070139", Country: "RU"}},
		{cordon.Organization, "Tax ID No. 7702070139 (Belarus)", id{Scheme: cordon.TaxID, Value: "7702070139", Country: "BY"}},
		{cordon.Organization, "Tax ID No. 7702070139", id{Scheme: cordon.TaxID, Value: "7702070139"}},
		{cordon.Organization, "Registration ID 1027739609391", id{Scheme: cordon.OGRN, Value: "1027739609391", Type: "Registration ID"}},
		{cordon.Organization, "Registration ID 1027739609392", id{Scheme: cordon.Registration, Value: "1027739609392", Type: "Registration ID"}},
		{cordon.Organization, "Legal Entity Number 253400V1H6ART1UQ0N98", id{Scheme: cordon.LEI, Value: "253400V1H6ART1UQ0N98"}},
		{cordon.Organization, "Legal Entity Number 12", id{Scheme: cordon.OtherID, Value: "12", Type: "Legal Entity Number"}},
		{cordon.Organization, "Company Number IMO 5055293", id{Scheme: cordon.IMOCompany, Value: "5055293", Type: "Company Number"}},
		{cordon.Organization, "Identification Number IMO 9074729", id{Scheme: cordon.IMOShip, Value: "9074729", Type: "Identification Number"}},
		{
			cordon.Vessel, "Vessel Registration Identification IMO 9074729",
			id{Scheme: cordon.IMOShip, Value: "9074729", Type: "Vessel Registration Identification"},
		},
		{
			cordon.Vessel, "Vessel Registration Identification IMO 5342883",
			id{Scheme: cordon.IMOCompany, Value: "5342883", Type: "Vessel Registration Identification"},
		},
		{cordon.Vessel, "Other Vessel Call Sign D6A2", id{Scheme: cordon.CallSign, Value: "D6A2", Type: "Other Vessel Call Sign"}},
		{cordon.Person, "alt. Digital Currency Address - XBT 1Example", id{Scheme: cordon.WalletAddr, Value: "1Example", Type: "XBT"}},
		{cordon.Organization, "SWIFT/BIC SABRRUMM", id{Scheme: cordon.BIC, Value: "SABRRUMM"}},
		{
			cordon.Organization, "alt. Business Registration Document # F01 (United States)",
			id{Scheme: cordon.Registration, Value: "F01", Country: "US", Type: "Business Registration Document #"},
		},
		{
			cordon.Aircraft, "Aircraft Construction Number (also called L/N or S/N or F/N) 8401",
			id{Scheme: cordon.AircraftMSN, Value: "8401", Type: "Aircraft Construction Number (also called L/N or S/N or F/N)"},
		},
	} {
		p := newParty(SDN, "1", func(cordon.Problem) {})
		p.entry.Profile.Kind = tt.kind
		p.addRemarks(tt.item+".", false)
		if diff := cmp.Diff([]id{tt.want}, p.finish().Profile.Identifiers); diff != "" {
			t.Errorf("%s: -want +got\n%s", tt.item, diff)
		}
	}
}

func TestBirths(t *testing.T) {
	for text, want := range map[string]cordon.Birth{
		"DOB 10 Dec 1948":                {Date: cordon.MustDate("1948-12-10")},
		"DOB Sep 1938":                   {Date: cordon.MustDate("1938-09")},
		"DOB circa 07 Jul 1966":          {Date: cordon.MustDate("~1966-07-07")},
		"DOB 1951 to 1953":               {Date: cordon.MustDate("1951"), To: cordon.MustDate("1953")},
		"DOB circa 1979-1982":            {Date: cordon.MustDate("~1979"), To: cordon.MustDate("~1982")},
		"DOB 01 Jan 1961 to 31 Dec 1962": {Date: cordon.MustDate("1961"), To: cordon.MustDate("1962")},
		"DOB Mar 1962 to Feb 1963":       {Date: cordon.MustDate("1962-03"), To: cordon.MustDate("1963-02")},
		"DOB 02 Mar 1962 to 04 Mar 1962": {Date: cordon.MustDate("1962-03-02"), To: cordon.MustDate("1962-03-04")},
		"DOB 1945; POB Baku, Azerbaijan": {Date: cordon.MustDate("1945"), Place: "Baku, Azerbaijan", Country: "AZ"},
		"POB Pyongyang, Korea, North":    {Place: "Pyongyang, Korea, North", Country: "KP"},
		"POB Shati":                      {Place: "Shati"},
	} {
		p := newParty(SDN, "1", func(p cordon.Problem) { t.Error(p) })
		p.entry.Profile.Kind = cordon.Person
		p.addRemarks(text+".", false)
		if diff := cmp.Diff([]cordon.Birth{want}, p.finish().Profile.Births); diff != "" {
			t.Errorf("%s: -want +got\n%s", text, diff)
		}
	}
}

// TestSpillover reads remarks that are cut at 1000 characters, here within a passport.
func TestSpillover(t *testing.T) {
	head := "Gender Male; " + strings.Repeat("x", 900) + "; Linked To: " + strings.Repeat("Y", 60) + "; "
	head += "Passport 1234567890"[:remarksSize-len(head)]
	rest := "567890 (Iran); a.k.a. 'Z'."
	rec := []string{"7", "EXAMPLE, Ann", "individual", "DPRK", "", "", "", "", "", "", "", head}
	var problems []cordon.Problem
	report := func(p cordon.Problem) { problems = append(problems, p) }

	side := sideFiles{commentsRole: {"7": {{"7", rest}}}}
	e := csvParty(SDN, rec, side, newNetwork(SDN), report)
	if len(problems) != 0 {
		t.Errorf("problems %v", problems)
	}
	if got := len(e.Profile.Identifiers) + len(e.Profile.Names); got != 3 {
		t.Errorf("%d names and identifiers of joined remarks, not 3: %+v", got, e.Profile)
	}

	e = csvParty(SDN, rec, sideFiles{}, newNetwork(SDN), report)
	if len(problems) != 1 || !strings.Contains(problems[0].Reason, "cut at 1000") || len(e.Profile.Identifiers) != 0 {
		t.Errorf("without the comments: problems %v, identifiers %v", problems, e.Profile.Identifiers)
	}

	rec[11], problems = "Gender Male.", nil
	e = csvParty(SDN, rec, side, newNetwork(SDN), report)
	if len(problems) != 1 || !strings.Contains(problems[0].Reason, "not joined") || len(e.Profile.Names) != 1 {
		t.Errorf("with another day's comments: problems %v, names %v", problems, e.Profile.Names)
	}
}

func TestOffices(t *testing.T) {
	p := newParty(SDN, "1", func(cordon.Problem) {})
	p.entry.Profile.Kind = cordon.Person
	p.addRemarks("Minister of Examples; has a beard.", false)
	e := p.finish()
	if diff := cmp.Diff([]string{"Minister of Examples"}, e.Profile.Positions); diff != "" || e.Remarks != "has a beard" {
		t.Errorf("positions %v, remarks %q", e.Profile.Positions, e.Remarks)
	}
}
