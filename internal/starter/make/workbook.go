package main

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"cordon"
	"cordon/internal/country"
)

// readAU reads Australia's consolidated list: one row per name, the letters
// after a reference's number count the names of one party.
func readAU(from string) (*set, error) {
	s := &set{list: "au-dfat", asOf: cordon.MustDate("2026-07-23"), source: "Australian Sanctions Consolidated List"}
	sheets, err := workbook(from, "au", "Australian_Sanctions_Consolidated_List_2026-07-23.xlsx")
	if err != nil {
		return nil, err
	}
	rows := sheets[0].rows
	head := columns(rows[0])
	byRef := map[string]*cordon.Entry{}
	for _, row := range rows[1:] {
		get := func(name string) string { return cell(row, head, name) }
		ref := strings.TrimRight(get("Reference"), "abcdefghijklmnopqrstuvwxyz")
		name := cordon.Name{Full: get("Name of Individual or Entity"), Use: auUse[get("Name Type")], Weak: get("Alias Strength") == "Weak"}
		if ref == "" || name.Full == "" {
			continue
		}
		e := byRef[ref]
		if e == nil {
			e = auEntry(ref, get)
			byRef[ref] = e
			s.entries = append(s.entries, e)
		}
		e.Profile.Names = append(e.Profile.Names, name)
	}
	return s, nil
}

var auUse = map[string]cordon.NameUse{"Primary Name": cordon.Primary, "Alias": cordon.Alias, "Original Script": cordon.Original}

var unRef = regexp.MustCompile(`\bKP[ie]\.\d{3}\b`)

func auEntry(ref string, get func(string) string) *cordon.Entry {
	kinds := map[string]cordon.Kind{"Individual": cordon.Person, "Entity": cordon.Organization, "Vessel": cordon.Vessel}
	e := entry("au-dfat", ref, kinds[strings.TrimSpace(get("Type"))])
	for _, d := range split(get("Date of Birth"), ",") {
		addBirth(e, serial(d))
	}
	for _, c := range split(get("Citizenship"), ";") {
		e.Profile.Countries = append(e.Profile.Countries, cordon.CountryLink{Country: country.CodeOr(c), Role: "citizenship"})
	}
	addIMO(e, get("IMO Number"))
	if m := unRef.FindString(get("Additional Information")); m != "" && strings.Contains(get("Committees"), "1718") {
		e.Profile.Identifiers = append(e.Profile.Identifiers, cordon.Identifier{Scheme: cordon.UNRef, Value: m})
	}
	e.Remarks = get("Additional Information")
	d := cordon.Designation{
		Authority: "au", Programme: auProgramme(get("Committees")),
		Basis: []cordon.LegalBasis{{Instrument: get("Instrument of Designation")}},
	}
	for _, c := range []struct {
		column  string
		measure cordon.Measure
	}{
		{"Targeted Financial Sanction", cordon.AssetFreeze},
		{"Travel Ban", cordon.TravelBan},
		{"Arms Embargo", cordon.ArmsEmbargo},
		{"Maritime Restriction", cordon.PortBan},
	} {
		if v := strings.ToUpper(get(c.column)); v == "TRUE" || v == "1" {
			d.Measures = append(d.Measures, c.measure)
		}
	}
	e.Designations = auDated(d, get("Listing Information"), get("Control Date"))
	return e
}

func auProgramme(committees string) cordon.ProgrammeID {
	switch c := strings.TrimSpace(committees); c {
	case "1718 (DPRK)":
		return "au/DPRK-1718"
	case "Autonomous (DPRK)":
		return "au/DPRK"
	case "Autonomous (Russia)":
		return "au/Russia"
	default:
		return cordon.ProgrammeID("au/" + slug(c))
	}
}

// jpCategories are the categories of Japan's workbook that bear on the subject,
// by what their sheet's name contains: numbers move when a category is added.
var jpCategories = []struct {
	sheet, slug string
	programme   cordon.ProgrammeID
	kind        cordon.Kind
}{
	{"北朝鮮(決議1695号)", "dprk-1695", "jp/DPRK-1695", cordon.UnknownKind},
	{"北朝鮮(決議1718号等；団体)", "dprk-1718-entities", "jp/DPRK-1718", cordon.Organization},
	{"北朝鮮(決議1718号等；個人)", "dprk-1718-persons", "jp/DPRK-1718", cordon.Person},
	{"北朝鮮(協調；団体)", "dprk-entities", "jp/DPRK", cordon.Organization},
	{"北朝鮮(協調；個人)", "dprk-persons", "jp/DPRK", cordon.Person},
	{"ロシア連邦(団体", "russia-entities", "jp/Russia", cordon.Organization},
	{"ロシア連邦(個人)", "russia-persons", "jp/Russia", cordon.Person},
	{"ロシア及びベラルーシ以外（団体", "others-entities", "jp/Russia-others", cordon.Organization},
	{"ロシア及びベラルーシ以外（個人", "others-persons", "jp/Russia-others", cordon.Person},
}

// readJP reads those categories of the Ministry of Finance's workbook.
func readJP(from string) (*set, error) {
	s := &set{list: "jp-mof", asOf: cordon.MustDate("2026-03-05"), source: "Japan Ministry of Finance, asset freeze list"}
	sheets, err := workbook(from, "jp", "mof_shisantouketsu20260305.xlsx")
	if err != nil {
		return nil, err
	}
	for _, sh := range sheets {
		for _, c := range jpCategories {
			if !strings.Contains(sh.name, c.sheet) {
				continue
			}
			var head map[string]int
			for _, row := range sh.rows {
				if head == nil {
					if len(row) > 0 && strings.Contains(row[0], "告示日付") {
						head = columns(row)
					}
					continue
				}
				if e := jpEntry(row, head, c.slug, c.programme, c.kind); e != nil {
					s.entries = append(s.entries, e)
					s.cross = append(s.cross, crossJP(e, cell(row, head, "告示番号"))...)
				}
			}
		}
	}
	return s, nil
}

var jpNumber = regexp.MustCompile(`\d+`)

// jpEntry is one row, or nil for a tombstone: a number and a day of removal.
func jpEntry(row []string, head map[string]int, category string, programme cordon.ProgrammeID, kind cordon.Kind) *cordon.Entry {
	get := func(name string) string { return cell(row, head, name) }
	name, number := get("英語表記"), jpNumber.FindString(get("告示番号"))
	if name == "" || number == "" || strings.Contains(get("告示日付"), "削除") {
		return nil
	}
	e := entry("jp-mof", category+"."+number, kind)
	name, short := abbreviation(strings.Join(strings.Fields(name), " "))
	e.Profile.Names = names(name, latinAliases(kind, short+";"+get("別称・旧称")+"\n"+get("別称・別名")+"\n"+get("別名")+"\n"+get("別称")))
	if ja := get("日本語表記"); ja != "" {
		e.Profile.Names = append(e.Profile.Names, cordon.Name{Full: ja, Use: cordon.Original, Lang: "ja"})
	}
	if strings.Contains(get("国籍")+get("住所")+get("所在地")+get("住所・所在地"), "北朝鮮") {
		e.Profile.Countries = append(e.Profile.Countries, cordon.CountryLink{Country: "KP", Role: "location"})
	}
	addBirth(e, serial(strings.NewReplacer("年", "", ".", "-").Replace(get("生年月日"))))
	d := cordon.Designation{Authority: "jp", Programme: programme, Measures: []cordon.Measure{cordon.AssetFreeze}}
	first, _, _ := strings.Cut(get("告示日付"), "\n")
	if t, err := time.Parse("2006.1.2", strings.TrimSpace(first)); err == nil {
		d.Listed, d.DateKind = cordon.DateOf(t), cordon.OwnDate
		d.Evidence = cordon.Evidence{Field: "告示日付", Words: strings.TrimSpace(first)}
	}
	e.Designations = []cordon.Designation{d}
	return e
}

// abbreviation takes a name in brackets off the end: "… Corporation(KRGC)".
func abbreviation(name string) (long, short string) {
	name = strings.NewReplacer("（", "(", "）", ")").Replace(name)
	if i := strings.LastIndexByte(name, '('); i > 0 && strings.HasSuffix(name, ")") {
		return strings.TrimSpace(name[:i]), strings.TrimSuffix(name[i+1:], ")")
	}
	return name, ""
}

var latin = regexp.MustCompile(`[A-Za-z]`)

// latinAliases are the aliases in Latin letters of a cell that mixes scripts. A
// comma stands between two names of an organisation, and within one of a person.
func latinAliases(kind cordon.Kind, s string) []string {
	if kind != cordon.Person {
		s = strings.ReplaceAll(s, ", ", ";")
	}
	s = strings.NewReplacer("（", ";", "）", ";", "(", ";", ")", ";", "；", ";", "\n", ";", "、", ";", "a.k.a.", ";", "f.k.a.", ";").Replace(s)
	var out []string
	for _, a := range split(s, ";") {
		if latin.MatchString(a) && !regexp.MustCompile(`[\p{Katakana}\p{Han}]`).MatchString(a) {
			out = append(out, a)
		}
	}
	return out
}

type sheet struct {
	name string
	rows [][]string
}

// workbook reads all sheets with the values as stored: dates are serials.
func workbook(from string, elem ...string) ([]sheet, error) {
	f, err := excelize.OpenFile(filepath.Join(append([]string{from, "data", "lists"}, elem...)...), excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []sheet
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			return nil, err
		}
		out = append(out, sheet{name, rows})
	}
	return out, nil
}

// columns maps the heads of a row to their places, blanks inside a head ignored.
func columns(row []string) map[string]int {
	out := map[string]int{}
	for i, h := range row {
		if h = strings.TrimSpace(h); h != "" {
			out[h] = i
		}
	}
	return out
}

func cell(row []string, head map[string]int, name string) string {
	if i, ok := head[name]; ok && i < len(row) {
		return strings.TrimSpace(strings.ReplaceAll(row[i], "_x000D_", ""))
	}
	return ""
}

// serial turns a spreadsheet's day number into an ISO date, and leaves the rest.
// A number up to yearLast is a year: as a day it would lie before December 1905.
func serial(s string) string {
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || n <= yearLast || n > 60000 {
		return s
	}
	t, err := excelize.ExcelDateToTime(n, false)
	if err != nil {
		return s
	}
	return t.Format("2006-01-02")
}

const yearLast = 2100
