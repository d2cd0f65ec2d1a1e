package tmpl

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"cordon"
	"cordon/internal/country"
	"cordon/internal/listing"
	"cordon/internal/theme"
)

// code is an authority's short name as the pages print it: "UN", "GB".
func code(a cordon.AuthorityID) string { return strings.ToUpper(string(a)) }

// authority is an authority's full name, or its ID when we have none.
func authority(id cordon.AuthorityID) string {
	if a, ok := cordon.AuthorityByID(id); ok {
		return a.Name
	}
	return string(id)
}

// authorityOf is the authority part of a list's ID: lists are named
// "authority-list".
func authorityOf(l cordon.ListID) cordon.AuthorityID {
	a, _, _ := strings.Cut(string(l), "-")
	return cordon.AuthorityID(a)
}

// tint is the class that colours an authority; the colours and edge patterns
// are in the style sheet.
func tint(id cordon.AuthorityID) string {
	if _, ok := cordon.AuthorityByID(id); ok {
		return "a-" + string(id)
	}
	return "a-other"
}

var kindWords = map[cordon.Kind]string{
	cordon.Person: "Person", cordon.Organization: "Organisation", cordon.Vessel: "Vessel",
	cordon.Aircraft: "Aircraft", cordon.Wallet: "Wallet", cordon.UnknownKind: "Kind not said",
}

func kindWord(k cordon.Kind) string {
	if w, ok := kindWords[k]; ok {
		return w
	}
	return string(k)
}

// verdict is the answer to a screening in a few words. One with notes is no
// plain "no hit": the notes say what it leaves open.
func verdict(s Search) string {
	switch {
	case s.More:
		return "The best " + count(len(s.Results), "hit", "hits")
	case len(s.Results) > 0:
		return count(len(s.Results), "hit", "hits")
	case len(s.Screening.Notes) > 0:
		return "Nothing above the threshold"
	}
	return "No hit"
}

// iso is a date for the eye: ISO 8601, "c." for circa, a dash for unknown.
func iso(d cordon.Date) string {
	switch {
	case d.IsZero():
		return "–"
	case d.Circa:
		return "c. " + machine(d)
	}
	return d.String()
}

// machine is a date for the datetime attribute.
func machine(d cordon.Date) string { return strings.TrimPrefix(d.String(), "~") }

func period(p cordon.Period) string {
	switch {
	case p.IsZero():
		return "–"
	case p.From == p.To:
		return iso(p.From)
	case p.To.IsZero():
		return "from " + iso(p.From)
	case p.From.IsZero():
		return "until " + iso(p.To)
	}
	return iso(p.From) + " to " + iso(p.To)
}

// birth is a date or a range of dates of birth.
func birth(b cordon.Birth) string {
	s := iso(b.Date)
	if !b.To.IsZero() {
		s += " to " + iso(b.To)
	}
	if b.Calendar != "" {
		s += " (" + b.Calendar + " calendar)"
	}
	return s
}

func instant(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.UTC().Format("2006-01-02 15:04 UTC")
}

func days(n int) string {
	switch {
	case n <= 0:
		return "today"
	case n == 1:
		return "1 day"
	}
	return group(n) + " days"
}

// group writes a number with thin spaces between thousands.
func group(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}

// count is a number with its noun: "1 entry", "12 entries".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return group(n) + " " + many
}

func score(f float64) string  { return strconv.FormatFloat(f, 'f', 2, 64) }
func signed(f float64) string { return strings.Replace(fmt.Sprintf("%+.3f", f), "-", "−", 1) }

// plain writes a value of our own vocabulary in words: "arms_transfer" and
// "asset-freeze" lose their joints.
func plain[T ~string](v T) string {
	return strings.NewReplacer("_", " ", "-", " ").Replace(string(v))
}

// themeName is the heading of a theme.
func themeName(id string) string {
	if t := theme.Find(id); t != nil {
		return t.Name
	}
	if id == "" || id == "all" {
		return "All programmes"
	}
	return id
}

func countryName(c string) string {
	if len(c) == 2 {
		return country.Name(c)
	}
	return c
}

// short cuts a text to n runes.
func short(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return strings.TrimSpace(string(r[:n-1])) + "…"
}

// has reports whether an authority is in a set.
func has(set []cordon.AuthorityID, a cordon.AuthorityID) bool { return slices.Contains(set, a) }

// codes joins authorities for a sentence: "UN, US, GB".
func codes(set []cordon.AuthorityID) string {
	s := make([]string, len(set))
	for i, a := range set {
		s[i] = code(a)
	}
	return strings.Join(s, ", ")
}

// speaker is who said it, as far as the document tells.
func speaker(s cordon.Statement) string {
	for _, v := range []string{s.Speaker, s.Org, s.Role} {
		if v != "" {
			return v
		}
	}
	return "Speaker not named"
}

// office is the rest of who said it.
func office(s cordon.Statement) string {
	var parts []string
	for _, v := range []string{s.Role, s.Org} {
		if v != "" && v != speaker(s) {
			parts = append(parts, v)
		}
	}
	return strings.Join(parts, ", ")
}

// actors writes who took part in an event, with their parts.
func actor(a cordon.Actor) string {
	if a.Role == "" {
		return a.Name
	}
	return a.Name + " (" + plain(a.Role) + ")"
}

// contra reports whether a statement speaks against what is claimed.
func contra(k cordon.StatementKind) bool { return k == cordon.Denial || k == cordon.Refusal }

// slug keeps the letters of a word of our vocabulary for a class name.
func slug(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return '-'
	}, strings.ToLower(s))
}

func outletOr(s string) string {
	if s == "" {
		return "Outlet not named"
	}
	return s
}

// starterWords says what the answers rest on while the starter is in use.
func starterWords(s State) string {
	if s.Loaded == 0 {
		return "Facts on DPRK–Russia only; no official list is loaded."
	}
	return fmt.Sprintf("Facts on DPRK–Russia only for %s; %s loaded.",
		count(s.Starter, "list", "lists"), count(s.Loaded, "official list is", "official lists are"))
}

// more reports whether anything besides the name was filled in.
func (f Form) more() bool { return f.Kind+f.Birth+f.Country+f.ID != "" }

// share is a score from 0 to 1 as a whole number of hundredths.
func share(f float64) int { return int(min(max(f, 0), 1)*100 + 0.5) }

func titleOf(d cordon.Document) string {
	for _, s := range []string{d.Title, d.Ref, string(d.ID)} {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return "Untitled"
}

// langAttr is a document's language for the lang attribute; BCP 47 calls the
// unknown one "und".
func langAttr(l string) string {
	if l == "" {
		return "und"
	}
	return l
}

// basis names an instrument and the place in it.
func basis(b cordon.LegalBasis) string {
	if b.Paragraph == "" {
		return b.Instrument
	}
	return b.Instrument + ", " + b.Paragraph
}

func join(s []string) string { return strings.Join(s, ", ") }

func nonempty(s ...string) []string {
	return slices.DeleteFunc(s, func(v string) bool { return v == "" })
}

func ago(n int) string {
	if n <= 0 {
		return "today"
	}
	return days(n) + " ago"
}

func nameOr(name, other string) string {
	if strings.TrimSpace(name) == "" {
		return other
	}
	return name
}

// snapshotDay is the day in a snapshot's ID, which ends with the instant it was loaded.
func snapshotDay(id cordon.SnapshotID) string {
	_, at, ok := strings.Cut(string(id), "@")
	if !ok || len(at) < len("2006-01-02") {
		return string(id)
	}
	return at[:len("2006-01-02")]
}

var schemeWords = map[cordon.Scheme]string{
	cordon.Passport: "Passport", cordon.NationalID: "National identity number", cordon.TaxID: "Tax number",
	cordon.Registration: "Registration", cordon.INN: "INN", cordon.OGRN: "OGRN", cordon.LEI: "LEI", cordon.BIC: "BIC",
	cordon.DUNS: "D-U-N-S", cordon.ISIN: "ISIN", cordon.IMOShip: "IMO ship number", cordon.IMOCompany: "IMO company number",
	cordon.MMSI: "MMSI", cordon.CallSign: "Call sign", cordon.HullID: "Hull number", cordon.TailNumber: "Tail number",
	cordon.AircraftMSN: "Serial number", cordon.WalletAddr: "Wallet address", cordon.UNRef: "UN reference", cordon.EURef: "EU reference",
	cordon.OFSIGroup: "OFSI group", cordon.UKRef: "UK reference", cordon.OFACRef: "OFAC reference", cordon.OtherID: "Other number",
}

func schemeWord(s cordon.Scheme) string {
	if w, ok := schemeWords[s]; ok {
		return w
	}
	return string(s)
}

// measures writes measures in words, each once.
func measures(ms []cordon.Measure) string {
	var out []string
	for _, m := range ms {
		if w := plain(m); !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return join(out)
}

// names joins the full names of authorities for a sentence.
func names(set []cordon.AuthorityID) string {
	s := make([]string, len(set))
	for i, a := range set {
		s[i] = authority(a)
	}
	return join(s)
}

func dates(ds []cordon.Date) []string {
	s := make([]string, len(ds))
	for i, d := range ds {
		s[i] = iso(d)
	}
	return s
}

func countryNames(cs []string) []string {
	s := make([]string, len(cs))
	for i, c := range cs {
		s[i] = countryName(c)
	}
	return s
}

// title sets the first letter of a word of ours in upper case.
func title(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// addressText is an address with its country in words, unless it names it itself.
func addressText(a cordon.Address) string {
	c := countryName(a.Country)
	if c == "" || strings.Contains(a.Full, c) {
		return a.Full
	}
	return join(nonempty(a.Full, c))
}

// agency is who acts for an authority, and whose acts it applies.
func agency(a cordon.Authority) string {
	if a.Applies == "" {
		return a.Agency
	}
	return a.Agency + "; applies the acts of the " + code(a.Applies)
}

// listedWhen are the dates of a designation in a sentence.
func listedWhen(d cordon.Designation) string {
	s := "listed " + iso(d.Listed)
	if d.DateKind != cordon.OwnDate && !d.Listed.IsZero() {
		s += " (" + listing.KindOf(d.DateKind).Label + ")"
	}
	if !d.Announced.IsZero() {
		s += "; announced " + iso(d.Announced)
	}
	if len(d.Amended) > 0 {
		s += "; amended " + join(dates(d.Amended))
	}
	if !d.Delisted.IsZero() {
		s += "; delisted " + iso(d.Delisted)
	}
	return s
}

// versionWhen says since when an entry reads as it does.
func versionWhen(e *cordon.Entry) string {
	s := ""
	if e.Since != "" {
		s = " · this version since " + snapshotDay(e.Since)
	}
	if e.Until != "" {
		s += ", off the list since " + snapshotDay(e.Until)
	}
	return s
}

func role(r cordon.Relation) string {
	s := plain(r.Role)
	if r.Former {
		s += ", former"
	}
	return s
}

// evidence is what proves a date, without the words that say so.
func evidence(e cordon.DateEvidence) string {
	s := iso(e.Date) + " by " + plain(e.How)
	if e.Line > 0 {
		s += ", line " + group(e.Line)
	}
	if e.Text != "" {
		s += ": "
	}
	return s
}

// mentionKind says what is named: a country is no party and has no kind.
func mentionKind(m cordon.Mention) string {
	switch {
	case m.Kind != cordon.UnknownKind:
		return kindWord(m.Kind)
	case m.Country != "" && countryName(m.Country) == m.Name:
		return "Country"
	}
	return ""
}

// mentionOffice is what the text says of who is named, each thing once.
func mentionOffice(m cordon.Mention) string {
	var out []string
	for _, v := range []string{m.Role, m.Org, countryName(m.Country)} {
		if v != "" && v != m.Name && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return join(out)
}
