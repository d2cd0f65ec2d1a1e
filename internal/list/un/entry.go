package un

import (
	"regexp"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/country"
	"cordon/internal/record"
)

// A place reports one value of the record that could not be read.
type place func(field, value, reason string)

// entry turns a record into an entry, or reports why it cannot and returns nil.
func entry(el *element, person bool, bad place) *cordon.Entry {
	ref := text(el.Ref)
	if ref == "" {
		bad("REFERENCE_NUMBER", el.First, "record without a reference number")
		return nil
	}
	e := &cordon.Entry{ID: cordon.EntryID(string(List) + "/" + ref), List: List, Ref: ref}
	e.Profile.Kind = cordon.Organization
	if person {
		e.Profile.Kind = cordon.Person
	}
	names(e, el)
	if len(e.Profile.Names) == 0 {
		bad("FIRST_NAME", "", "record without a name")
		return nil
	}
	p := &e.Profile
	if id := text(el.DataID); id != "" {
		p.Identifiers = append(p.Identifiers, cordon.Identifier{Scheme: cordon.OtherID, Value: id, Type: "DATAID"})
	}
	p.Births = births(el, e, bad)
	papers(p, el.Papers, bad)
	for _, n := range el.Nations {
		if c := country.CodeOr(text(n)); c != "" {
			p.Countries = append(p.Countries, cordon.CountryLink{Country: c, Role: "nationality"})
		}
	}
	for _, a := range slices.Concat(el.Homes, el.Seats) {
		if ad, ok := a.address(); ok {
			p.Addresses = append(p.Addresses, ad)
		}
	}
	for _, s := range slices.Concat(el.Titles, el.Offices) {
		if s = text(s); s != "" {
			p.Positions = append(p.Positions, s)
		}
	}
	p.Gender = gender(el.Gender)
	e.Designations = []cordon.Designation{designation(el, bad)}
	comments(e, el)
	return e
}

// designation is the one act of a record. Measures and basis follow from the
// regime and may be narrowed by the comments.
func designation(el *element, bad place) cordon.Designation {
	code := text(el.Type)
	d := cordon.Designation{Authority: "un", Programme: cordon.ProgrammeID("un/" + code), DateKind: cordon.UnknownDate}
	if s := text(el.Listed); s != "" {
		var err error
		if d.Listed, err = record.Date(s); err != nil {
			bad("LISTED_ON", s, "not a date")
		} else {
			d.DateKind = cordon.OwnDate
		}
	}
	for _, s := range el.Updated {
		if s = text(s); s == "" {
			continue
		}
		day, err := record.Date(s)
		if err != nil {
			bad("LAST_DAY_UPDATED", s, "not a date")
		} else if !slices.Contains(d.Amended, day) {
			d.Amended = append(d.Amended, day)
		}
	}
	return d
}

// names collects the primary name, the one in its own script, and the aliases.
// The four name fields do not separate given from family names: FIRST_NAME is
// the family name of a Korean and the whole name of an organisation.
func names(e *cordon.Entry, el *element) {
	full := text(strings.Join([]string{el.First, el.Second, el.Third, el.Fourth}, " "))
	for i, n := range split(full) {
		use := cordon.Primary
		if i > 0 {
			use = cordon.Alias
		}
		add(e, cordon.Name{Full: n, Use: use})
	}
	for _, n := range split(el.Original) {
		add(e, cordon.Name{Full: n, Use: cordon.Original, Script: script(n)})
	}
	for _, a := range slices.Concat(el.Aliases, el.AKAs) {
		for _, n := range a.names() {
			add(e, n)
		}
	}
}

// add adds a name that is not there yet.
func add(e *cordon.Entry, n cordon.Name) {
	same := func(m cordon.Name) bool { return m.Full == n.Full && m.Use == n.Use }
	if n.Full == "" || slices.ContainsFunc(e.Profile.Names, same) {
		return
	}
	e.Profile.Names = append(e.Profile.Names, n)
}

var (
	formerNote = regexp.MustCompile(`(?i)\b(?:previously|formerly) listed as\b`)
	// nameNote finds the note that some aliases carry behind the name.
	nameNote = regexp.MustCompile(`(?i)^(.*[^\s,])(?:` +
		`,?\s*(\((?:(?:previously|formerly) listed as|birth name|combat name|false identity\b[^()]*)\))|,\s+(born \d.*))$`)
	scriptNote = regexp.MustCompile(`(?is)\b(?:original script|in arabic(?: script)?)\s*:\s*(.+)$`)
)

// names are the names of one alias record: several separated by "; ", one with
// its spelling in another script in brackets or in the note.
func (a alias) names() []cordon.Name {
	base := cordon.Name{Use: cordon.Alias, Weak: strings.EqualFold(text(a.Quality), "Low"), Remarks: text(a.Note)}
	if strings.EqualFold(text(a.Quality), "f.k.a.") || formerNote.MatchString(a.Note) {
		base.Use = cordon.Former
	}
	var out []cordon.Name
	for _, s := range split(a.Name) {
		n := base
		if m := nameNote.FindStringSubmatch(s); m != nil {
			s, n.Remarks = m[1], text(strings.Trim(m[2], "()")+m[3]+" "+n.Remarks)
			if formerNote.MatchString(m[2]) {
				n.Use = cordon.Former
			}
		}
		n.Full, n.Script = s, script(s)
		out = append(out, n)
	}
	if m := scriptNote.FindStringSubmatch(a.Note); m != nil && len(out) > 0 {
		for _, s := range split(m[1]) {
			if sc := script(s); sc != "" {
				out = append(out, cordon.Name{Full: s, Use: base.Use, Weak: base.Weak, Script: sc})
			}
		}
	}
	return out
}

// births pairs dates and places: the list gives them apart. One place goes with
// every date; several places stand alone, since nothing says which is whose.
func births(el *element, e *cordon.Entry, bad place) []cordon.Birth {
	var out []cordon.Birth
	for _, b := range el.Births {
		if d, ok := b.read(e, bad); ok {
			out = append(out, d)
		}
	}
	var places []cordon.Birth
	for _, a := range el.Places {
		if ad, ok := a.address(); ok {
			pl := text(strings.Join(filled(a.Street, a.City, a.State), ", "))
			places = append(places, cordon.Birth{Place: pl, Country: ad.Country})
		}
		if n := text(a.Note); n != "" {
			remark(e, "Place of birth: "+n)
		}
	}
	if len(places) == 1 && len(out) > 0 {
		for i := range out {
			out[i].Place, out[i].Country = places[0].Place, places[0].Country
		}
	} else {
		out = append(out, places...)
	}
	for _, a := range el.Aliases {
		b := cordon.Birth{Place: text(a.City), Country: country.CodeOr(text(a.Country))}
		if s := text(a.Birth); s != "" {
			var err error
			if b.Date, err = record.Date(s); err != nil {
				bad("DATE_OF_BIRTH", s, "not a date")
			}
		}
		if b != (cordon.Birth{}) && !slices.Contains(out, b) {
			out = append(out, b)
		}
	}
	return out
}

var (
	hijriNote  = regexp.MustCompile(`(?i)^(\S+) \(hijri calendar\)$`)
	circaNote  = regexp.MustCompile(`(?i)^(?:approximately|approx\.?|circa|around)$`)
	agedNote   = regexp.MustCompile(`(?i)years old`)
	spanNote   = regexp.MustCompile(`(?i)^between (\p{L}{3,9})\.? and (\p{L}{3,9}\.?) (\d{4})$`)
	monthsNote = regexp.MustCompile(`^(\p{L}{3,9})\.?$`)
)

// A wording is the date of a birth in the publisher's words.
type wording struct {
	from, to string // to is set for a range only
	calendar string // "" is the Gregorian one
	note     string // what the note says besides
}

// wording finds the date among the fields of a birth. The note may be the date
// itself ("Nov. 1973"), its month ("Sep."), its calendar, or a remark on it.
func (b birth) wording() wording {
	note, year := text(b.Note), text(b.Year)
	switch day := text(b.Date); {
	case day != "":
		return wording{from: day, note: note}
	case year != "":
		if m := monthsNote.FindStringSubmatch(note); m != nil {
			if _, err := record.Date(m[1] + " " + year); err == nil {
				return wording{from: m[1] + " " + year}
			}
		}
		return wording{from: year, note: note}
	case text(b.From) != "":
		return wording{from: text(b.From), to: text(b.To), note: note}
	case hijriNote.MatchString(note):
		return wording{from: hijriNote.FindStringSubmatch(note)[1], calendar: "islamic"}
	case spanNote.MatchString(note):
		m := spanNote.FindStringSubmatch(note)
		return wording{from: m[1] + " " + m[3], to: m[2] + " " + m[3]}
	case note != "" && !agedNote.MatchString(note):
		return wording{from: note}
	}
	return wording{note: note}
}

// read reads one date of birth. What its note says besides goes to the remarks.
func (b birth) read(e *cordon.Entry, bad place) (cordon.Birth, bool) {
	w := b.wording()
	if w.from == "" {
		if w.note != "" {
			remark(e, "Date of birth: "+w.note)
		}
		return cordon.Birth{}, false
	}
	out := cordon.Birth{Calendar: w.calendar}
	var err, errTo error
	out.Date, err = record.Date(w.from)
	if w.to != "" {
		out.To, errTo = record.Date(w.to)
	}
	if err != nil || errTo != nil {
		bad("INDIVIDUAL_DATE_OF_BIRTH", text(w.from+" "+w.to), "not a date")
		return cordon.Birth{}, false
	}
	circa := circaNote.MatchString(w.note)
	if circa || strings.EqualFold(text(b.Type), "APPROXIMATELY") {
		out.Date.Circa, out.To.Circa = true, !out.To.IsZero()
	}
	if w.note != "" && !circa {
		remark(e, "Date of birth "+out.Date.String()+": "+w.note)
	}
	return out, true
}

// address is the address in our terms; false when the record was left empty.
func (a address) address() (cordon.Address, bool) {
	out := cordon.Address{
		Street: text(a.Street), City: text(a.City), Region: text(a.State), PostalCode: text(a.Zip),
		Country: country.CodeOr(text(a.Country)), Remarks: text(a.Note),
	}
	out.Full = strings.Join(filled(a.Street, a.City, a.State, a.Zip, a.Country), ", ")
	if out.Full == "" {
		out.Full = out.Remarks // an address given in the note only
		out.Remarks = ""
	}
	return out, out.Full != ""
}
