package eu

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// schemes are the codes of identificationTypeCode.
var schemes = map[string]cordon.Scheme{
	"passport": cordon.Passport,
	"id":       cordon.NationalID, "nationcert": cordon.NationalID, "ssn": cordon.NationalID, "residentperm": cordon.NationalID,
	"taxid": cordon.TaxID, "fiscalcode": cordon.TaxID, "euvat": cordon.TaxID,
	"regnumber": cordon.Registration, "tradelic": cordon.Registration, "unssn": cordon.Registration,
	"imo": cordon.IMOCompany, "swiftbic": cordon.BIC,
}

// narrower are the codes that say more than the scheme they stand for.
var narrower = []string{"euvat", "unssn", "ssn", "tradelic"}

var (
	unForm  = regexp.MustCompile(`^[A-Z]{2,3}[ie]\.\d{3}$`)
	bicForm = regexp.MustCompile(`^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$`)
	// marked is a number behind its Russian label: "ИНН 7717653542".
	marked = regexp.MustCompile(`(?i)^(?:INN|ИНН|OGRN|ОГРН|TIN)\s*[:-]?\s*(\d{10,15})$`)
)

// unRef reports whether the text is a reference of the UN. Seven of 88 in the
// file of 2025-12 are cut short ("QDi.43").
func unRef(s string) (string, bool) {
	s = clean(s)
	return s, unForm.MatchString(s)
}

func (s *sanctionEntity) identifiers() []cordon.Identifier {
	var out []cordon.Identifier
	add := func(id cordon.Identifier) {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	if ref, ok := unRef(s.UnitedNationID); ok {
		add(cordon.Identifier{Scheme: cordon.UNRef, Value: ref})
	} else if ref != "" {
		s.report("unitedNationId", ref, "not a whole reference of the UN")
		add(cordon.Identifier{Scheme: cordon.OtherID, Value: ref, Type: "unitedNationId"})
	}
	russian := slices.ContainsFunc(s.Regulations, func(r regulation) bool { return aboutRussia(r.Programme) })
	for i := range s.Identifications {
		n := &s.Identifications[i]
		if value := clean(cmp.Or(n.Number, n.Latin)); strings.Trim(value, "-") != "" {
			add(s.identifier(n, value, russian))
		}
	}
	return out
}

// identifier reads one document or number.
func (s *sanctionEntity) identifier(n *identification, value string, russian bool) cordon.Identifier {
	id := cordon.Identifier{
		Scheme: schemes[n.Code], Value: value, Country: n.country(), Issuer: clean(n.IssuedBy), Type: clean(n.Type),
		Invalid: slices.Contains([]string{n.Expired, n.False, n.Lost, n.Revoked}, "true"),
		Period: cordon.Period{
			From: s.date("issueDate", cmp.Or(n.IssueDate, n.Issued, n.ValidFrom)),
			To:   s.date("validTo", cmp.Or(n.ValidTo, n.Expires)),
		},
		Remarks: join("; ", append(slices.Clone(n.Remarks), named(n), join(", ", n.Region))...),
	}
	if id.Scheme == "" {
		id.Scheme = cordon.OtherID
	}
	vague := id.Scheme == cordon.OtherID || slices.Contains(narrower, n.Code)
	if id.Type == "" && vague && n.Code != "other" {
		id.Type = n.Code
	}
	if n.Diplomat == "true" {
		id.Type = join(" ", "diplomatic", id.Type)
	}
	if n.Latin != "" && n.Number != "" && n.Latin != n.Number {
		id.Remarks = join("; ", id.Remarks, "in Latin letters "+n.Latin)
	}
	s.tell(&id, n, russian)
	return id
}

func named(n *identification) string {
	if clean(n.NameOn) == "" {
		return ""
	}
	return "in the name of " + clean(n.NameOn)
}

// tell corrects the scheme by the form of the number: the fields for registers,
// tax numbers and "other" are used for each other's numbers, and "imo" is that of
// a company unless only the check digit of a ship fits.
func (s *sanctionEntity) tell(id *cordon.Identifier, n *identification, russian bool) {
	bare := id.Value
	if m := marked.FindStringSubmatch(bare); m != nil {
		bare, russian = m[1], true
	}
	russian = russian && id.Country == "" || id.Country == "RU"
	switch n.Code {
	case "imo":
		switch {
		case record.IMOCompany(bare):
		case record.IMOShip(bare):
			id.Scheme = cordon.IMOShip
		default:
			s.report("number", id.Value, "the check digit of the IMO number is wrong")
			id.Scheme, id.Type = cordon.OtherID, "imo"
		}
	case "swiftbic":
		if code := strings.ReplaceAll(bare, " ", ""); bicForm.MatchString(code) {
			id.Value = code
		} else {
			id.Scheme, id.Type = cordon.OtherID, "swiftbic"
		}
	case "regnumber", "fiscalcode", "taxid", "other", "id":
		switch {
		case russian && record.OGRN(bare):
			id.Scheme, id.Value, id.Country = cordon.OGRN, bare, "RU"
		case russian && record.INN(bare):
			id.Scheme, id.Value, id.Country = cordon.INN, bare, "RU"
		}
	}
}
