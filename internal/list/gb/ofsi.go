package gb

import (
	"regexp"
	"strings"

	"cordon"
	"cordon/internal/record"
)

// The 36 columns of OFSI's Consolidated List under "Last Updated,dd/mm/yyyy".
// The second "Last Updated" is the designation's.
var (
	ofsiNeed = []string{"Name 6", "Group Type", "Alias Type", "Regime", "Group ID", "Other Information"}
	ofsiKnow = []string{
		"Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Title", "Name Non-Latin Script", "Non-Latin Script Type", "Non-Latin Script Language",
		"DOB", "Town of Birth", "Country of Birth", "Nationality", "Passport Number", "Passport Details",
		"National Identification Number", "National Identification Details", "Position",
		"Address 1", "Address 2", "Address 3", "Address 4", "Address 5", "Address 6", "Post/Zip Code", "Country",
		"Alias Quality", "Listed On", "UK Sanctions List Date Designated", "Last Updated",
	}
)

func sniffOFSI(head []byte, _ *record.File) (record.Sniffed, bool) {
	top, ok := heads(head, append(append([]string(nil), ofsiNeed...), ofsiKnow...))
	if !ok || len(top) < 2 || clean(top[0]) != "Last Updated" {
		return record.Sniffed{}, false
	}
	out := record.Sniffed{List: OFSI}
	out.Published, _ = record.Date(top[1])
	return out, true
}

func readOFSI(r *reading) (err error) {
	defer cordon.Wrap(&err, "gb.readOFSI(%s)", r.file.Name)
	column := map[field]string{}
	for _, c := range append(append([]string(nil), ofsiNeed...), ofsiKnow...) {
		column[fieldOf[record.Label(c)]] = c
	}
	return r.rows(&sheet{
		list: OFSI, key: "Group ID", need: ofsiNeed, know: ofsiKnow,
		add: func(p *published, c *record.CSV) {
			line := c.Line()
			p.gather(func(f field) string {
				if name := column[f]; name != "" && f != fOther && f != fGroup {
					return c.Get(name)
				}
				return ""
			}, line)
			regime := clean(c.Get("Regime"))
			if about := regime + "\x00" + c.Get("Other Information"); !p.seen[about] {
				p.seen[about] = true
				p.takeApart(p.act(regime), clean(c.Get("Other Information")), line)
			}
		},
	})
}

// Patterns of the marks of the structured Other Information, (Label):value, and of
// further measures in its free text.
var (
	markForm = regexp.MustCompile(`\((UK Sanctions List Ref|UN Ref|UK Statement of Reasons|Gender|` +
		`Phone number|Tel|Fax|Email address|Website|Type of entity|Parent company|` +
		`Business Reg No|Subsidiaries|IMO number|Flag of ship|Previous flags|Type of ship|Tonnage of ship|` +
		`Length of ship|Year built|Current owners|Previous owners|Hull identification number)\):`)
	refForm  = regexp.MustCompile(`^[A-Z]{3}\d{4}\b`)
	unForm   = regexp.MustCompile(`^[A-Za-z]{2,3}[ieIE]\.\d+\b`)
	alsoForm = regexp.MustCompile(`Financial sanctions imposed in addition to an asset freeze: ([^.]+)\.`)
)

// takeApart sorts the Other Information of one row into fields. Text behind a
// reference, and text without a mark, is free text.
func (p *published) takeApart(a *act, text string, line int) {
	marks := markForm.FindAllStringSubmatchIndex(text, -1)
	free := []string{text}
	if len(marks) > 0 {
		free[0] = text[:marks[0][0]]
	}
	for i, m := range marks {
		end := len(text)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		f, v := fieldOf[record.Label(text[m[2]:m[3]])], strings.TrimSpace(text[m[1]:end])
		form := map[field]*regexp.Regexp{fRef: refForm, fUN: unForm}[f]
		if form != nil {
			ref := form.FindString(v)
			free = append(free, strings.TrimLeft(v[len(ref):], ". "))
			v = ref
		}
		if f == fReasons {
			a.add(f, v, line)
		} else {
			p.add(f, v, line)
		}
	}
	if m := alsoForm.FindStringSubmatch(text); m != nil {
		a.add(fSanctions, strings.ReplaceAll(m[1], ", ", "|"), line)
	}
	p.add(fOther, strings.Join(free, " "), line)
}
