package screen

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cordon"
	"cordon/internal/country"
	"cordon/internal/index"
	"cordon/internal/name"
)

// Limits on one query, so that none costs much more than a common one. The
// longest listed name has about 700 bytes and 41 words, the party with the most
// names fewer than 100, the longest identifier (a Monero address) 95 characters.
const (
	maxValues     = 200                          // names, identifiers, births or countries
	maxReadings   = maxValues * (mostAsides + 4) // names with what is read out of them
	maxIdentifier = 200                          // bytes
	oldestBirth   = 1800
)

// Valid reports what is wrong with a query, as a cordon.Problem: a part that
// cannot be compared, since leaving it out in silence would answer another
// question; a threshold outside 0..1, a negative limit, an unknown kind; neither
// a name nor an identifier. It does not change the query. Births and foundings after today
// are refused; a zero today sets no end.
func Valid(q *cordon.Query, today cordon.Date) error {
	c := *q
	if problems, _ := separate(&c, today); len(problems) > 0 {
		return problems[0]
	}
	return whole(&c)
}

// whole checks what concerns the query as a whole, after separate.
func whole(q *cordon.Query) error {
	p := &q.Profile
	switch {
	case len(p.Names)+len(p.Identifiers) == 0:
		return cordon.Problem{Field: "name", Reason: "neither a name nor an identifier to screen"}
	case math.IsNaN(q.Threshold) || q.Threshold < 0 || q.Threshold > 1:
		return cordon.Problem{Field: "threshold", Value: fmt.Sprint(q.Threshold), Reason: "not between 0 and 1"}
	case q.Limit < 0:
		return cordon.Problem{Field: "limit", Value: fmt.Sprint(q.Limit), Reason: "below 0"}
	case max(given(p.Names), len(p.Identifiers), len(p.Births), len(p.Countries)) > maxValues:
		return cordon.Problem{Field: "query", Reason: fmt.Sprintf("more than %d names, identifiers, births or countries", maxValues)}
	}
	switch p.Kind {
	case cordon.UnknownKind, cordon.Person, cordon.Organization, cordon.Vessel, cordon.Aircraft, cordon.Wallet:
		return nil
	}
	return cordon.Problem{Field: "kind", Value: string(p.Kind), Reason: "not one of person, organization, vessel, aircraft, wallet"}
}

// given is how many of the names are no pieces that were read out of others.
func given(names []cordon.Name) (n int) {
	for i := range names {
		if names[i].Use != cordon.Piece {
			n++
		}
	}
	return n
}

// separate takes out of a query what cannot be compared and returns a problem
// for each part. Empty parts (a blank, an alias of dashes, a number "N/A") go without one.
// Identifiers become the numbers that their texts hold; the doubts are about those that
// are asked for though they can be no number of their scheme (see readNumbers).
// The slices of the caller's query stay as they are.
func separate(q *cordon.Query, today cordon.Date) (problems, doubts []cordon.Problem) {
	p := &q.Profile
	kind := p.Kind
	p.Names = keep(p.Names, &problems, func(n *cordon.Name) (bool, *cordon.Problem) { return checkName(kind, n) })
	p.Identifiers, doubts = readNumbers(keep(p.Identifiers, &problems, checkIdentifier))
	p.Births = keep(p.Births, &problems, func(b *cordon.Birth) (bool, *cordon.Problem) { return checkBirth(b, today) })
	p.Founded = keep(p.Founded, &problems, func(d *cordon.Date) (bool, *cordon.Problem) { return checkFounded(*d, today) })
	p.Countries = keep(p.Countries, &problems, checkCountry)
	if g := strings.ToLower(p.Gender); g != "" && g != "male" && g != "female" {
		problems = append(problems, cordon.Problem{Field: "gender", Value: p.Gender, Reason: "must be male or female"})
		p.Gender = ""
	}
	return problems, doubts
}

// keep is the values that check keeps; check may change its value, which is a copy.
func keep[T any](values []T, problems *[]cordon.Problem, check func(*T) (bool, *cordon.Problem)) []T {
	var kept []T
	for _, v := range values[:min(len(values), maxReadings)] { // whole refuses more
		ok, problem := check(&v)
		if problem != nil {
			*problems = append(*problems, *problem)
		}
		if ok {
			kept = append(kept, v)
		}
	}
	return kept
}

func checkName(kind cordon.Kind, n *cordon.Name) (bool, *cordon.Problem) {
	bad := func(reason string) (bool, *cordon.Problem) {
		return false, &cordon.Problem{Field: "name", Value: n.Full, Reason: reason}
	}
	switch {
	case !utf8.ValidString(n.Full) || strings.ContainsRune(n.Full, utf8.RuneError):
		return bad("not valid UTF-8: the encoding was lost")
	case strings.ContainsFunc(n.Full, control) || slices.ContainsFunc(n.Parts, controlPart):
		return bad(controlReason)
	case utf8.RuneCountInString(n.Full) > name.MaxRunes:
		return bad(fmt.Sprintf("longer than %d characters: screen the names in it one by one", name.MaxRunes))
	case emptyName(n):
		return false, nil
	case strings.TrimSpace(n.Full) == "":
		return bad("has parts but no full name")
	case !strings.ContainsFunc(n.Full, letterOrDigit):
		return bad("not screened: no letter and no digit in it")
	}
	switch f := name.Analyse(kind, n.Full, n.Parts...); {
	case len(f.Tokens) == 0:
		return bad("has no letter that can be compared")
	case f.Cut:
		return bad(fmt.Sprintf("more than %d words: screen the names in it one by one", name.MaxTokens))
	case lostLetters(n.Full):
		_, problem := bad("a word of question marks was not screened: its letters were lost when the text was saved")
		return true, problem
	}
	return true, nil
}

// emptyName reports whether a name is an empty cell: blank, or the dashes that
// tables write where a party has no alias. Dashes in place of the party's own
// name are a name that cannot be screened.
func emptyName(n *cordon.Name) bool {
	text := strings.TrimSpace(n.Full)
	return len(n.Parts) == 0 && (text == "" || n.Use == cordon.Alias && strings.Trim(text, "-–—") == "")
}

// lostLetters reports whether a word of a text is question marks: what a program
// writes for letters that its encoding lacks. A single one is a mark of doubt.
func lostLetters(text string) bool {
	return slices.ContainsFunc(strings.Fields(text), func(w string) bool {
		return strings.Count(w, "?") > 1 && !strings.ContainsFunc(w, letterOrDigit)
	})
}

// controlReason says what is wrong with a control character: the letters of an
// escape sequence ("\x1b[31m") would be compared as letters of the name.
const controlReason = "has control characters, which are no part of a name or a number: remove them"

// control reports whether a rune is a control character (C0, DEL, C1) that is
// not white space of a text file.
func control(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' }

func controlPart(p cordon.NamePart) bool { return strings.ContainsFunc(p.Text, control) }

func letterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func checkIdentifier(id *cordon.Identifier) (bool, *cordon.Problem) {
	bad := func(reason string) (bool, *cordon.Problem) {
		return false, &cordon.Problem{Field: "identifier", Record: string(id.Scheme), Value: id.Value, Reason: reason}
	}
	switch {
	case strings.ContainsFunc(id.Value, control):
		return bad(controlReason)
	case !strings.ContainsFunc(id.Value, letterOrDigit) && lostLetters(id.Value):
		return bad("not screened: nothing but question marks; its letters and digits were lost when the text was saved")
	case !strings.ContainsFunc(id.Value, letterOrDigit) || index.Placeholder(id.Value):
		return false, nil
	case !utf8.ValidString(id.Value) || strings.ContainsRune(id.Value, utf8.RuneError):
		return bad("not valid UTF-8: the encoding was lost")
	case len(id.Value) > maxIdentifier:
		return bad(fmt.Sprintf("longer than %d bytes", maxIdentifier))
	case len(index.Normal(id.Scheme, id.Value)) < index.ShortestID:
		return bad(fmt.Sprintf("fewer than %d letters and digits: too many parties have such a number by chance", index.ShortestID))
	case id.Scheme != "" && !id.Scheme.Known():
		_, problem := bad("unknown scheme: leave it empty for a number of any kind")
		id.Scheme = cordon.OtherID
		return true, problem
	}
	return true, nil
}

func checkBirth(b *cordon.Birth, today cordon.Date) (bool, *cordon.Problem) {
	if b.Date.IsZero() && b.To.IsZero() {
		return true, nil // a place alone
	}
	bad := func(reason string) (bool, *cordon.Problem) {
		value := b.Date.String()
		if !b.To.IsZero() {
			value += " to " + b.To.String()
		}
		return false, &cordon.Problem{Field: "birth date", Value: value, Reason: reason}
	}
	last := b.To
	if last.IsZero() {
		last = b.Date
	}
	switch {
	case !b.Date.Valid() || !b.To.Valid():
		return bad("not a date of the calendar")
	case !b.Gregorian():
		return bad(fmt.Sprintf("in the calendar %q: write it in the Gregorian calendar", b.Calendar))
	case last.Last().Before(b.Date.First()):
		return bad("the range ends before it begins")
	case b.Date.Year < oldestBirth:
		return bad(fmt.Sprintf("before %d: write it in the Gregorian calendar", oldestBirth))
	case !today.IsZero() && b.Date.First().After(today.Last()):
		return bad("in the future")
	}
	return true, nil
}

func checkFounded(d, today cordon.Date) (bool, *cordon.Problem) {
	reason := ""
	switch {
	case !d.Valid():
		reason = "not a date of the calendar"
	case !d.IsZero() && !today.IsZero() && d.First().After(today.Last()):
		reason = "in the future"
	default:
		return true, nil
	}
	return false, &cordon.Problem{Field: "founding date", Value: d.String(), Reason: reason}
}

func checkCountry(c *cordon.CountryLink) (bool, *cordon.Problem) {
	if strings.TrimSpace(c.Country) == "" {
		return false, nil
	}
	code, err := country.Parse(c.Country)
	if err != nil {
		problem, ok := err.(cordon.Problem)
		if !ok {
			problem = cordon.Problem{Field: "country", Value: c.Country, Reason: err.Error()}
		}
		return false, &problem
	}
	c.Country = code
	return true, nil
}

// incomparable is why the absence of hits would prove nothing about any of the
// names: none can be compared with names in Latin letters, or none is
// distinctive.
func incomparable(q *cordon.Query, s *index.Subject) error {
	var first error
	for i := range s.Given() {
		reason := ""
		switch f := s.Names[i].Form; {
		case s.Names[i].Piece && given(q.Profile.Names) > 0: // what it is a piece of is not compared by it
			continue
		case !f.Bridged():
			reason = "its letters can be compared only with names in the same script: add a spelling in Latin letters"
		case !f.Telling():
			reason = "only single letters and particles: give a full word of the name"
		default:
			return nil
		}
		if first == nil {
			first = cordon.Problem{Field: "name", Value: s.Names[i].Full, Reason: reason}
		}
	}
	if first == nil && len(q.Profile.Names) > 0 {
		first = cordon.Problem{Field: "name", Value: q.Profile.Name(), Reason: "has no letter that can be compared"}
	}
	return first
}
