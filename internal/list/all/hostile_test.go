package all

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/list"
	"cordon/internal/record"
)

// heads are the beginnings of each format, cut before or within the first record.
var heads = map[string]string{
	"un": `<CONSOLIDATED_LIST dateGenerated="2026-08-01T23:00:03.110Z"><INDIVIDUALS>`,
	"legacy": `<sdnList xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">` +
		`<publshInformation><Publish_Date>03/28/2025</Publish_Date><Record_Count>1</Record_Count></publshInformation>` +
		`<sdnEntry><uid>1</uid><lastName>A</lastName><sdnType>Entity</sdnType><programList><program>DPRK</program></programList></sdnEntry>`,
	"advanced": `<Sanctions xmlns="http://www.un.org/sanctions/1.0">` +
		`<DateOfIssue><Year>2024</Year><Month>2</Month><Day>23</Day></DateOfIssue><ReferenceValueSets>`,
	"enhanced": `<sanctionsData xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML">` +
		`<publicationInfo><dataAsOf>2025-01-10</dataAsOf></publicationInfo><referenceValues>`,
	"sdn":  `1,"ALPHA INVENTED","-0- ","DPRK4","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- "` + "\r\n",
	"uksl": `<Designations><DateGenerated>22/08/2026</DateGenerated><Designation><UniqueID>DPR0001</UniqueID>`,
	"uksl csv": "Report Date: 21-Sep-2026\n" +
		"Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5," +
		"Name type,Regime Name,Designation Type,Date Designated\n" +
		"01/01/2026,DPR0001,1,,Invented,A,,,,,Primary Name,DPRK,Entity,01/01/2020\n",
	"ofsi": "Last Updated,14/04/2025\n" +
		"Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Group Type,Alias Type,Regime,Listed On,Last Updated,Group ID\n" +
		"Invented,A,,,,,,,Entity,Primary name,DPRK,01/01/2020,01/01/2020,1\n",
	"eu": `<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2025-12-15T00:00:00.000+01:00" ` +
		`globalFileId="1"><sanctionEntity logicalId="1">`,
}

// TestBadFiles checks that a file that only begins like a list is reported, and
// that nothing of it is stored.
func TestBadFiles(t *testing.T) {
	for form, head := range heads {
		for name, data := range map[string]string{
			"cut":            head,
			"page behind it": head + "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>",
			"nulls":          head + strings.Repeat("\x00", 1000),
			"latin-1":        head + "\xe4\xf6\xfc",
			"long line":      head + strings.Repeat("A", 3<<20),
			"fewer columns":  strings.ReplaceAll(head, ",", ";"),
			"wrong columns":  strings.NewReplacer("Unique ID", "Nr", "Group ID", "Nr", "logicalId", "nr", "uid>", "nr>").Replace(head),
		} {
			t.Run(form+" "+name, func(t *testing.T) {
				u := updater(t)
				path := filepath.Join(t.TempDir(), "bad.file")
				if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
					t.Fatal(err)
				}
				reported := 0
				u.UpdateFrom(t.Context(), path, nil, false, func(o *list.Outcome) {
					reported++
					if o.State != list.Failed && o.State != list.Unknown && o.State != list.Rejected {
						t.Errorf("got %+v", o)
					}
					if o.Error == "" || len(o.Error) > 2000 {
						t.Errorf("reason missing or too long: %.3000q", o.Error)
					}
				})
				if reported == 0 {
					t.Error("the file was not reported")
				}
				if s, err := u.Store.Snapshots(t.Context(), ""); err != nil || len(s) != 0 {
					t.Errorf("stored: %+v, %v", s, err)
				}
			})
		}
	}
}

// FuzzRecognise offers a file to every format of every list, and reads it with
// those that recognise it.
func FuzzRecognise(f *testing.F) {
	for _, h := range heads {
		f.Add([]byte(h))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file := record.File{Name: "fuzz", Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
		for _, src := range Sources {
			for _, format := range src.Formats {
				s, ok := format.Sniff(data[:min(len(data), record.HeadSize)], &file)
				if !ok {
					continue
				}
				file.Role = s.Role
				p := &record.Publication{List: src.ID, Format: format.Name, Published: s.Published, Files: []record.File{file}}
				for e, err := range format.Parse(p, func(cordon.Problem) {}) {
					if err != nil {
						break
					}
					if e.List != src.ID || e.Ref == "" {
						t.Errorf("%s: entry %+v", format.Name, e)
					}
				}
			}
		}
	})
}
