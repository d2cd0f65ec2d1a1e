package eu

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// Patterns of dates in designationDetails and remarks. Of 36 parties with "Date of
// designation referred to in Article 2a(4)(b)" 35 have the UN's date there
// (compared with the UN list of 2025-04-19).
const day = `(\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2} \p{L}{3,9}\.? \d{4})`

var (
	unSays  = regexp.MustCompile(`(?i)(?:\bUN(?:LI|SC)?\b(?: (?:designation|listing))?|Article 2a ?\(4\) ?\(b\))[ :-]{0,3}` + day)
	ownSays = regexp.MustCompile(`(?i)\b(?:date of (?:EU )?(?:designation|listing)|EU designation|EU listing)[ :]{0,3}` + day)
	bare    = regexp.MustCompile(`^\(?` + day + `\b`)
)

// Where the EU prints the UN's date as designationDate, the first act follows 3 to
// 60 days later: so for 112 of 112 such parties of the programme PRK (dates of the
// UN list), while 3 of 3,500 parties of programmes without UN listings have such a
// gap (files of 2025-12 and 2026-04).
const (
	gapFrom = 3
	gapTo   = 60
)

// A dating is what is known of when the EU listed a party.
type dating struct {
	own   cordon.Date // the EU's own day, by designationDate or text
	said  bool        // a text says that own is the EU's
	un    cordon.Date // the UN's day, by text
	act   cordon.Date // the first act that brought anything of what stands here
	first bool        // act is no amendment
	heir  bool        // act continued the list of an act before it
	whole bool        // everything that stands here came with that act
}

// dates sets the dates of a designation under one regulation.
func (s *sanctionEntity) dates(r *regulation, d *cordon.Designation) {
	k := s.dating(r)
	d.Listed, d.DateKind = s.listed(k, r.Programme)
	if d.DateKind == cordon.UNDate && d.Listed.Before(k.act) {
		d.Announced = k.act
	}
	in, pub := s.date("entryIntoForceDate", r.InForce), s.date("publicationDate", r.Published)
	if in.IsZero() {
		in = pub
	}
	if amends(r.Type) && !k.whole && !in.IsZero() && d.Listed.Before(in) && in != d.Announced {
		d.Amended = []cordon.Date{in}
	}
}

// listed is the day of the listing and what kind of day it is, by the best
// evidence there is.
func (s *sanctionEntity) listed(k dating, programme string) (cordon.Date, cordon.DateKind) {
	switch {
	case !k.own.IsZero() && s.copied(k.own, k, programme):
		return k.own, cordon.UNDate
	case !k.own.IsZero() && k.first && k.act.Before(k.own):
		return k.act, cordon.OwnDate
	case !k.own.IsZero():
		return k.own, cordon.OwnDate
	case !k.un.IsZero():
		return k.un, cordon.UNDate
	case k.act.IsZero():
		return cordon.Date{}, cordon.UnknownDate
	case k.heir:
		return k.act, cordon.LawDate
	case k.first, k.whole:
		return k.act, cordon.OwnDate
	}
	return k.act, cordon.AmendedDate // listed by this act or by an earlier one
}

// copied reports whether the date that the EU prints is the UN's.
func (s *sanctionEntity) copied(printed cordon.Date, k dating, programme string) bool {
	gap := 0
	if !k.act.IsZero() && printed.Month != 0 {
		gap = k.act.Days(printed)
	}
	_, referred := unRef(s.UnitedNationID)
	switch {
	case printed == k.un:
		return true
	case fromUN(programme) == "" || k.said:
		return false
	case fromUN(programme) == "only" || referred && gap >= gapFrom:
		return true
	}
	return gap >= gapFrom && gap <= gapTo
}

// dating collects what the record says of its listing under one regulation.
func (s *sanctionEntity) dating(r *regulation) dating {
	k := dating{own: s.date("designationDate", s.DesignationDate)}
	s.texts(&k)
	s.acts(&k, r)
	k.whole = s.oneAct(r)
	return k
}

// texts reads the dates that the details and remarks give in words.
func (s *sanctionEntity) texts(k *dating) {
	said := append([]string{s.DesignationDetails}, s.Remarks...)
	for i, text := range said {
		text = clean(text)
		if m := unSays.FindStringSubmatch(text); m != nil && k.un.IsZero() {
			k.un = s.date("designationDetails", m[1])
		}
		m := ownSays.FindStringSubmatch(text)
		if m == nil && i == 0 {
			m = bare.FindStringSubmatch(text)
		}
		if m == nil {
			continue
		}
		if d := s.date("designationDetails", m[1]); k.own.IsZero() || d == k.own {
			k.own, k.said = d, !d.IsZero()
		}
	}
}

// acts finds the first act: that of the regulation, or an earlier one of a fact.
// An act that listed nobody is none of them; nor is the first act of a regime if a
// fact alone names it and the record was entered more than a year later. A record
// that stands under that act itself was only entered again.
func (s *sanctionEntity) acts(k *dating, r *regulation) {
	title := r.Title
	if !listless(title) {
		k.act, k.first = s.date("entryIntoForceDate", r.InForce), !amends(r.Type)
		if pub := s.date("publicationDate", r.Published); k.act.IsZero() || !pub.IsZero() && pub.Before(k.act) {
			k.act = pub
		}
	}
	number, err := strconv.Atoi(clean(s.LogicalID))
	for _, f := range s.facts() {
		for _, a := range f.acts {
			pub, first := s.date("publicationDate", a.Published), !amends(a.Type)
			if pub.IsZero() || listless(a.Title) || first && err == nil && younger(number, pub) {
				continue
			}
			if k.act.IsZero() || pub.Before(k.act) {
				k.act, k.first, title = pub, first, a.Title
			}
		}
	}
	k.heir = slices.Contains(heirs, numberOf(title))
}

// numberOf is the number of an act: "881/2002 (OJ L139)" is 881/2002.
func numberOf(title string) string {
	number, _, _ := strings.Cut(clean(title), " ")
	return number
}

// listless reports whether an act listed nobody, though facts name it.
func listless(title string) bool { return slices.Contains(empty, numberOf(title)) }

// empty are the first acts of regimes that listed nobody yet: of Regulation
// 131/2004 on Sudan, an arms embargo, and of Regulation 1184/2005 on Darfur, whose
// annex was empty until Regulation 760/2006.
var empty = []string{"131/2004", "1184/2005"}

// heirs are the acts that the list has as the first of their regime, and that
// continued the list of another: Regulation 881/2002 that of 467/2001, Regulation
// 753/2011 the Taliban of 881/2002. Whom they name was listed by then.
var heirs = []string{"881/2002", "753/2011"}

// atOnce is how far the number of a fact may be above the record's own for the
// fact to have been entered with it. Nearly every listing since 2014 is by an act
// that amends the regime's first one, so the type of the act does not separate
// listings from changes. But the Commission numbers records and facts in one
// series as it enters them, some 650 a month, translations weeks later. Of the
// 2,150 records of 2025-12 that this rule dates and that are in a table of
// 2026-04-21 with days of designation, 2,036 have that very day, 50 differ by the
// days between the UN's act and the EU's, and 14 (0.7%) are over a month late. The
// table entered catches those: they are older records that a later act repeats
// whole (TestOwnDays of this package counts them).
const atOnce = 1000

// entered is by which day the Commission had given all numbers below one: the
// median day of the acts that came with the next 5,000 numbers of the list of
// 2025-12. A record whose act is younger than its number was listed before. Of the
// numbers above the last nothing is known.
var entered = []struct {
	below int
	by    cordon.Date
}{
	{105000, cordon.MustDate("2016-03-05")},
	{110000, cordon.MustDate("2017-07-27")},
	{115000, cordon.MustDate("2019-01-21")},
	{120000, cordon.MustDate("2020-03-11")},
	{125000, cordon.MustDate("2020-12-17")},
	{130000, cordon.MustDate("2022-02-23")},
	{135000, cordon.MustDate("2022-03-09")},
	{140000, cordon.MustDate("2022-07-21")},
	{145000, cordon.MustDate("2022-12-16")},
	{150000, cordon.MustDate("2023-04-24")},
	{155000, cordon.MustDate("2023-09-08")},
	{160000, cordon.MustDate("2024-02-23")},
	{165000, cordon.MustDate("2024-06-24")},
	{170000, cordon.MustDate("2025-01-10")},
	{175000, cordon.MustDate("2025-09-29")},
	{180000, cordon.MustDate("2025-11-20")},
}

// older reports whether a record of that number is older than an act of that day.
func older(number int, act cordon.Date) bool {
	for _, e := range entered {
		if number < e.below {
			return e.by.Before(act)
		}
	}
	return false
}

// younger reports whether a record of that number was entered more than a year
// after an act of that day.
func younger(number int, act cordon.Date) bool {
	if act.IsZero() {
		return false
	}
	for i := len(entered) - 1; i >= 0; i-- {
		if number >= entered[i].below {
			return entered[i].by.Days(act) > 365
		}
	}
	return false
}

// oneAct reports whether the record and all its facts came with the act that it
// names, and were entered at once: then this act is the listing.
func (s *sanctionEntity) oneAct(r *regulation) bool {
	own, err := strconv.Atoi(clean(s.LogicalID))
	facts := s.facts()
	if err != nil || len(facts) == 0 || len(s.Regulations) != 1 || !strings.EqualFold(r.Type, "amendment") ||
		older(own, s.date("publicationDate", r.Published)) {
		return false
	}
	for _, f := range facts {
		n, err := strconv.Atoi(clean(f.id))
		if err != nil || n <= own || n > own+atOnce || len(f.acts) == 0 {
			return false
		}
		for _, a := range f.acts {
			if clean(a.Published) == "" || clean(a.Published) != clean(r.Published) {
				return false
			}
		}
	}
	return true
}

// amends reports whether an act may repeat earlier listings: an amendment, or an
// act that repeals a former one and takes over its list.
func amends(kind string) bool {
	kind = strings.ToLower(kind)
	return kind != "regulation" && kind != "initial"
}

// A fact is one element of a record: its number, and the acts that added it.
type fact struct {
	id   string
	acts []summary
}

// facts lists the facts of this record.
func (s *sanctionEntity) facts() []fact {
	var out []fact
	for _, n := range s.Names {
		out = append(out, fact{n.ID, n.Acts})
	}
	for _, b := range s.Births {
		out = append(out, fact{b.ID, b.Acts})
	}
	for _, c := range s.Citizenships {
		out = append(out, fact{c.ID, c.Acts})
	}
	for _, a := range s.Addresses {
		out = append(out, fact{a.ID, a.Acts})
	}
	for _, i := range s.Identifications {
		out = append(out, fact{i.ID, i.Acts})
	}
	return out
}

// date reads a date, or reports that the text is not one.
func (s *sanctionEntity) date(field, text string) cordon.Date {
	if text = clean(text); text == "" {
		return cordon.Date{}
	}
	d, err := record.Date(text)
	if err != nil {
		s.report(field, text, "not a date")
	}
	return d
}
