package main

import (
	"archive/tar"
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"cordon"
	"cordon/internal/need"
)

// rawRows give what the raw rows print of the listing, by reference.
var rawRows = map[cordon.ListID]func(t *testing.T) map[string]string{
	"un-sc": func(t *testing.T) map[string]string {
		return cut(rawFile(t, "un", "un_consolidated_2026-08-01.xml.xz"), `(?s)<(?:INDIVIDUAL|ENTITY)>.*?</(?:INDIVIDUAL|ENTITY)>`,
			`<REFERENCE_NUMBER>\s*(.*?)\s*<`, `<LISTED_ON>(.*?)</`)
	},
	"gb-uksl": func(t *testing.T) map[string]string {
		return cut(rawFile(t, "uk", "UK-Sanctions-List_2026-08-22_reconstructed.xml.xz"), `(?s)<Designation>.*?</Designation>`,
			`<UniqueID>(.*?)<`, `(?s)<(?:DateDesignated|OtherInformation|UKStatementofReasons)>(.*?)</`)
	},
	"ca-sema": func(t *testing.T) map[string]string {
		all := map[string]string{}
		for _, r := range regexp.MustCompile(`(?s)<record>.*?</record>`).FindAllString(rawFile(t, "ca", "sema-lmes_2025-05-25.xml.xz"), -1) {
			field := func(name string) string { return group(`(?s)<`+name+`>(.*?)</`, r) }
			programme, _, _ := strings.Cut(field("Country"), " / ")
			all[slug(programme+"-"+field("Schedule")+"-"+field("Item"))] = field("DateOfListing")
		}
		return all
	},
	"eu-fsf": func(t *testing.T) map[string]string {
		all := cut(rawFile(t, "eu", "xmlFullSanctionsList_1_1_2025-12_reconstructed.xml.xz"), `(?s)<sanctionEntity .*?</sanctionEntity>`,
			`euReferenceNumber="(.*?)"`, `(?:publicationDate="|<remark>[^<]*?[Dd]ate of (?:designation|listing): )(.*?)["<]`)
		for ref, text := range columnsOf(t, rawFile(t, "eu", "eu_fsf_2026-04-21_thirdparty.csv.xz"), "Reference Number", "Date Designated") {
			all[ref] += " " + text
		}
		return all
	},
	"un-1718-vessels": func(t *testing.T) map[string]string {
		text := regexp.MustCompile(`(?:<[^>]*>|&nbsp;|\s)+`).ReplaceAllString(
			rawFile(t, "un_vessels", "1718_designated_vessels_list_final.html.xz"), " ")
		all := map[string]string{}
		imos := regexp.MustCompile(` 1: ([A-Z][A-Z0-9 ]*) Does not exist | \d{7} `).FindAllStringSubmatchIndex(text, -1)
		for i, m := range imos {
			ref, row := strings.TrimSpace(text[m[0]:m[1]]), text[m[1]:]
			if m[2] >= 0 {
				ref = strings.ReplaceAll(text[m[2]:m[3]], " ", "-")
			}
			if i+1 < len(imos) {
				row = text[m[1]:imos[i+1][0]]
			}
			all[ref] = strings.Join(regexp.MustCompile(`\d{1,2}-[A-Z][a-z]{2}-\d{2}`).FindAllString(row, -1), " ")
		}
		return all
	},
	"eu-833-vessels": func(t *testing.T) map[string]string {
		return archived(t, "imo_number", "date_of_application", "eu_vessels", "ammitto_eu_vessels_2026-08-22_yaml.tar.xz")
	},
	"nz-russia": func(t *testing.T) map[string]string {
		return archived(t, "unique_identifier", "date_of_sanction", "nz", "ammitto_nz_russia_register_2026-03-08_yaml.tar.xz")
	},
	"au-dfat": australianRows,
	"jp-mof":  japaneseRows,
}

func rawFile(t *testing.T, elem ...string) string {
	t.Helper()
	return string(need.Unpacked(t, append([]string{"data", "lists"}, elem...)...))
}

// cut gives what a pattern finds in each record of a text, by the record's reference.
func cut(text, record, ref, field string) map[string]string {
	all, find := map[string]string{}, regexp.MustCompile(field)
	for _, r := range regexp.MustCompile(record).FindAllString(text, -1) {
		for _, m := range find.FindAllStringSubmatch(r, -1) {
			all[group(ref, r)] += m[1] + " "
		}
	}
	return all
}

// group is the first group of a pattern's first match.
func group(pattern, text string) string {
	if m := regexp.MustCompile(pattern).FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// columnsOf gives a column of a CSV by another one.
func columnsOf(t *testing.T, text, key, column string) map[string]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	head := columns(rows[0])
	all := map[string]string{}
	for _, row := range rows[1:] {
		all[cell(row, head, key)] = cell(row, head, column)
	}
	return all
}

// archived gives one line of each YAML file of an archive by another one.
func archived(t *testing.T, key, field string, elem ...string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for tr := tar.NewReader(strings.NewReader(rawFile(t, elem...))); ; {
		_, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(tr)
		if err != nil {
			t.Fatal(err)
		}
		line := func(name string) string { return strings.Trim(group(`(?m)^`+name+`: *(.*?) *$`, string(b)), `'"`) }
		all[strings.ToUpper(line(key))] = line(field)
	}
}

// sheetRows visits the rows of a workbook of the shared folder, with the name of their sheet.
func sheetRows(t *testing.T, visit func(sheet string, row []string), elem ...string) {
	t.Helper()
	f, err := excelize.OpenFile(need.Shared(t, append([]string{"data", "lists"}, elem...)...), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			visit(name, row)
		}
	}
}

// australianRows give column K, "Listing Information", by the number of column A.
func australianRows(t *testing.T) map[string]string {
	all := map[string]string{}
	sheetRows(t, func(_ string, row []string) {
		if len(row) > 10 {
			all[group(`^(\d+)`, row[0])] += row[10] + " "
		}
	}, "au", "Australian_Sanctions_Consolidated_List_2026-07-23.xlsx")
	return all
}

// japaneseRows give the first column, the days of the notices, by the category of
// the sheet and the number of the second.
func japaneseRows(t *testing.T) map[string]string {
	all := map[string]string{}
	sheetRows(t, func(sheet string, row []string) {
		for _, c := range jpCategories {
			if strings.Contains(sheet, c.sheet) && len(row) > 1 && !strings.Contains(row[0], "削除") {
				all[c.slug+"."+group(`(\d+)`, row[1])] += row[0] + " "
			}
		}
	}, "jp", "mof_shisantouketsu20260305.xlsx")
	return all
}
