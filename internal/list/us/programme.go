package us

import (
	"regexp"
	"slices"
	"strings"

	"cordon"
)

// A programme is what its tag does not say: the executive order or law that it is
// based on, and the day of its signature according to the Federal Register and the
// Public Laws.
type programme struct {
	order string // number of the executive order; empty for a law, or when the tag has it
	start cordon.Date
}

// programmes are those whose start or order matters here. OFAC gives one date per
// list, not per programme: a party of the SDN list that gets a further programme
// later keeps its first date. A date before the programme's start is therefore that
// of another programme, and is not taken.
var programmes = map[string]programme{
	"SDGT":                  {"13224", cordon.MustDate("2001-09-23")},
	"NPWMD":                 {"13382", cordon.MustDate("2005-06-28")},
	"DPRK":                  {"13551", cordon.MustDate("2010-08-30")},
	"DPRK2":                 {"13687", cordon.MustDate("2015-01-02")},
	"DPRK3":                 {"13722", cordon.MustDate("2016-03-15")},
	"DPRK4":                 {"13810", cordon.MustDate("2017-09-20")},
	"DPRK-NKSPEA":           {"", cordon.MustDate("2016-02-18")}, // Pub. L. 114-122
	"UKRAINE-EO13660":       {"", cordon.MustDate("2014-03-06")},
	"UKRAINE-EO13661":       {"", cordon.MustDate("2014-03-16")},
	"UKRAINE-EO13662":       {"", cordon.MustDate("2014-03-20")},
	"UKRAINE-EO13685":       {"", cordon.MustDate("2014-12-19")},
	"SSIDES":                {"", cordon.MustDate("2014-04-03")}, // Pub. L. 113-95
	"CAATSA - RUSSIA":       {"", cordon.MustDate("2017-08-02")}, // Pub. L. 115-44
	"CAATSA - IRAN":         {"", cordon.MustDate("2017-08-02")}, // the same
	"GLOMAG":                {"13818", cordon.MustDate("2017-12-20")},
	"CYBER2":                {"13694", cordon.MustDate("2015-04-01")},
	"ELECTION-EO13848":      {"", cordon.MustDate("2018-09-12")},
	"VENEZUELA-EO13850":     {"", cordon.MustDate("2018-11-01")},
	"VENEZUELA-EO13884":     {"", cordon.MustDate("2019-08-05")},
	"IRAN-EO13846":          {"", cordon.MustDate("2018-08-06")},
	"IRAN-EO13871":          {"", cordon.MustDate("2019-05-08")},
	"IRAN-EO13876":          {"", cordon.MustDate("2019-06-24")},
	"IRAN-EO13902":          {"", cordon.MustDate("2020-01-10")},
	"MALI-EO13882":          {"", cordon.MustDate("2019-07-26")},
	"SYRIA-EO13894":         {"", cordon.MustDate("2019-10-14")},
	"HK-EO13936":            {"", cordon.MustDate("2020-07-14")},
	"CMIC-EO13959":          {"", cordon.MustDate("2020-11-12")},
	"BURMA-EO14014":         {"", cordon.MustDate("2021-02-10")},
	"RUSSIA-EO14024":        {"", cordon.MustDate("2021-04-15")},
	"BALKANS-EO14033":       {"", cordon.MustDate("2021-06-08")},
	"BELARUS-EO14038":       {"", cordon.MustDate("2021-08-09")},
	"PEESA-EO14039":         {"", cordon.MustDate("2021-08-20")},
	"ETHIOPIA-EO14046":      {"", cordon.MustDate("2021-09-17")},
	"ILLICIT-DRUGS-EO14059": {"", cordon.MustDate("2021-12-15")},
	"RUSSIA-EO14065":        {"", cordon.MustDate("2022-02-21")},
	"HOSTAGES-EO14078":      {"", cordon.MustDate("2022-07-19")},
	"SUDAN-EO14098":         {"", cordon.MustDate("2023-05-04")},
	"WEST-BANK-EO14115":     {"", cordon.MustDate("2024-02-01")},
	"ICC-EO14203":           {"", cordon.MustDate("2025-02-06")},
}

// orderNo finds the number of an executive order since 2001.
var orderNo = regexp.MustCompile(`(?:\b|EO)(1[34]\d{3})\b`)

// orderIn is the number of the executive order that a text names, or "".
func orderIn(text string) string {
	if m := orderNo.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// orderOf is the executive order of a programme: by its tag or by the table.
func orderOf(tag string) string {
	if no := orderIn(tag); no != "" {
		return no
	}
	return programmes[tag].order
}

// fits reports whether a legal basis or a sanctions type belongs to one of several
// programmes: an executive order that it names must be the programme's, unless none
// of the programmes is based on that order.
func fits(tag, text string, tags []string) bool {
	no := orderIn(text)
	if no == "" || orderOf(tag) == no {
		return true
	}
	return !slices.ContainsFunc(tags, func(t string) bool { return orderOf(t) == no })
}

// named reports whether a text names a programme: its executive order, or the first
// word of its tag ("CAATSA Section 231", "CMIC Executive Order").
func named(tag, text string) bool {
	if no := orderIn(text); no != "" {
		return orderOf(tag) == no
	}
	word, _, _ := strings.Cut(text, " ")
	return strings.Contains(tag, word)
}
