package all

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/list"
	"cordon/internal/need"
	"cordon/internal/record"
)

// A forgery puts a second element beside one of its name, in one record of a file.
type forgery struct {
	from, to string            // the record, from its beginning to what follows it
	change   map[string]string // every one within it
	ref      string
	names    []string // all must be found: those of before, and the second ones
}

// realXML are the real files in each XML format.
var realXML = map[string]forgery{
	"un/un_consolidated_2025-04-19.xml.xz": {},
	"un/un_consolidated_2026-08-01.xml.xz": {
		from: "<DATAID>6908654<", to: "</INDIVIDUAL>",
		change: map[string]string{"<FIRST_NAME>RI</FIRST_NAME>": "<FIRST_NAME>RI</FIRST_NAME><FIRST_NAME>ANNA</FIRST_NAME>"},
		ref:    "KPi.076", names: []string{"RI PYONG CHUL", "ANNA PYONG CHUL"},
	},
	"uk/UK-Sanctions-List_2026-08-22_reconstructed.xml.xz": {
		from: "<UniqueID>DPR0266<", to: "</Designation>",
		change: map[string]string{"<Name1>RI</Name1>": "<Name1>RI</Name1><Name1>Anna</Name1>", "</Name6>": "</Name6><Name6>WEBER</Name6>"},
		ref:    "DPR0266", names: []string{"RI PYONG CHUL", "Ri Pyong Chol", "Ri Pyo'ng-ch'o'l", "Anna WEBER", "Ri WEBER", "WEBER"},
	},
	"eu/xmlFullSanctionsList_1_1_2025-12_reconstructed.xml.xz": {
		from: `euReferenceNumber="EU.27.28"`, to: "</sanctionEntity>",
		change: map[string]string{"<subjectType ": `<subjectType code="enterprise" classificationCode="E"/><subjectType `},
		ref:    "EU.27.28", names: []string{"Saddam Hussein Al-Tikriti", "Abu Ali"},
	},
	"us_ofac/consolidated_2025-03-28.xml.xz": {
		from: "<uid>9639</uid>", to: "</sdnEntry>",
		change: map[string]string{"</lastName>": "</lastName><lastName>WEBER</lastName>"},
		ref:    "9639", names: []string{"HANIYA, Ismail Abdul Salah", "HANIYYA, Ismaeel", "WEBER, Ismail Abdul Salah", "WEBER, Ismaeel"},
	},
	"us_ofac/cons_enhanced_2025-01-10.xml.xz": {
		from: `<entity id="9639">`, to: "</entity>",
		change: map[string]string{"<value>HANIYA</value>": "<value>HANIYA</value><value>WEBER</value>"},
		ref:    "9639", names: []string{"HANIYA, Ismail Abdul Salah", "WEBER, Ismail Abdul Salah"},
	},
	"us_ofac/cons_advanced_2020-03-17.xml.xz": {
		from: `<DistinctParty FixedRef="9639">`, to: "</DistinctParty>",
		change: map[string]string{
			">HANIYA</NamePartValue>": `>HANIYA</NamePartValue><NamePartValue NamePartGroupID="38251" ScriptID="215">WEBER</NamePartValue>`,
		},
		ref: "9639", names: []string{"HANIYA, Ismail Abdul Salah", "WEBER, Ismail Abdul Salah"},
	},
	"us_ofac/sdn_advanced_2024-02-23_excerpt.xml.xz": {},
}

// forge makes the changes in the record of the file.
func (f forgery) forge(t *testing.T, data []byte) []byte {
	t.Helper()
	before, rest, found := strings.Cut(string(data), f.from)
	inner, after, ended := strings.Cut(rest, f.to)
	if inner = f.from + inner; !found || !ended {
		t.Fatalf("no record %s", f.from)
	}
	for from, to := range f.change {
		if !strings.Contains(inner, from) {
			t.Fatalf("no %s in %s", from, inner)
		}
		inner = strings.ReplaceAll(inner, from, to)
	}
	return []byte(before + inner + f.to + after)
}

// structure reads a file with the reader of its format, and returns the problems of its
// structure and the names of a record.
func structure(t *testing.T, name string, data []byte, ref string) (problems []cordon.Problem, names []string) {
	t.Helper()
	f := record.File{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
	for _, src := range Sources {
		for _, format := range src.Formats {
			s, ok := format.Sniff(data[:min(len(data), record.HeadSize)], &f)
			if !ok || s.List != src.ID {
				continue
			}
			report := func(p cordon.Problem) {
				if strings.HasSuffix(p.Reason, "where the format has it once") || strings.HasSuffix(p.Reason, "where the format has none") {
					problems = append(problems, p)
				}
			}
			p := &record.Publication{List: src.ID, Published: s.Published, Files: []record.File{f}}
			for e, err := range format.Parse(p, report) {
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				for _, n := range e.Profile.Names {
					if e.Ref == ref {
						names = append(names, n.Full)
					}
				}
			}
			return problems, names
		}
	}
	t.Fatalf("%s: no list", name)
	return nil, nil
}

// TestOnce: no real file has an element twice that its table has once; where one has,
// the record is damaged, and has the names of before and the second ones.
func TestOnce(t *testing.T) {
	for name, f := range realXML {
		data := need.Unpacked(t, "data", "lists", name)
		if problems, _ := structure(t, name, data, ""); problems != nil {
			t.Errorf("%s: %v", name, problems)
		}
		if f.ref == "" {
			continue
		}
		problems, names := structure(t, name, f.forge(t, data), f.ref)
		if len(problems) == 0 || slices.ContainsFunc(problems, func(p cordon.Problem) bool {
			return p.Kind != cordon.DamagedData || p.Record != f.ref || p.Line == 0 || p.Field == ""
		}) {
			t.Errorf("%s, forged: %v", name, problems)
		}
		for _, n := range f.names {
			if !slices.Contains(names, n) {
				t.Errorf("%s, forged: %q is not among %q", name, n, names)
			}
		}
	}
}

// TestForgedUpdate: over a good list the forgery takes away no name, and is named; a
// record that is hidden in what is no element is held, not removed.
func TestForgedUpdate(t *testing.T) {
	const name = "un/un_consolidated_2026-08-01.xml.xz"
	good := string(need.Unpacked(t, "data", "lists", name))
	f := realXML[name]
	at := strings.Index(good, f.from)
	from := strings.LastIndex(good[:at], "<INDIVIDUAL>")
	to := at + strings.Index(good[at:], "</INDIVIDUAL>") + len("</INDIVIDUAL>")
	hidden := good[from:to]
	for what, forged := range map[string]string{
		"twice":          string(f.forge(t, []byte(good))),
		"CDATA":          good[:from] + "<![CDATA[" + hidden + "]]>" + good[to:],
		"an instruction": good[:from] + "<?x " + hidden + "?>" + good[to:],
		"a comment":      good[:from] + "<!-- " + hidden + "-->" + good[to:],
	} {
		u, path := updater(t), filepath.Join(t.TempDir(), "un.xml")
		var last *list.Outcome
		for _, data := range []string{good, strings.Replace(forged, "2026-08-01", "2026-08-02", 1)} {
			if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
				t.Fatal(err)
			}
			u.UpdateFrom(t.Context(), path, nil, false, func(o *list.Outcome) { last = o })
			if last.State != list.Loaded {
				t.Fatalf("%s: %+v", what, last)
			}
		}
		e, err := u.Store.Entry(t.Context(), "un-sc/KPi.076")
		if err != nil || e.Until != "" || e.Profile.Name() != "RI PYONG CHUL" || last.Snapshot.Removed != 0 {
			t.Errorf("%s: %+v, %v, %+v", what, e, err, last.Snapshot)
		}
		if !slices.ContainsFunc(last.Problems, func(p cordon.Problem) bool { return strings.Contains(p.Reason, "where the format has") }) {
			t.Errorf("%s: not named: %v", what, last.Problems)
		}
	}
}
