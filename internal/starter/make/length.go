package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"

	"cordon"
	"cordon/internal/list/gb"
	"cordon/internal/list/us"
	"cordon/internal/record"
	"cordon/internal/starter"
)

// readCons and readOFSI read lists that are only counted: the starter has no facts of them.
func readCons(from string) (*set, error) {
	path := filepath.Join(from, "data", "history", "us_ofac", "cons_enhanced_2026-01-08.xml.xz")
	return official("us-ofac-cons", us.ConsFormats, "ofac-enhanced-xml", cordon.MustDate("2026-01-08"), "OFAC Consolidated List",
		record.File{Name: filepath.Base(path), Open: func() (io.ReadCloser, error) { return openXZ(path) }})
}

func readOFSI(from string) (*set, error) {
	return official("gb-ofsi", gb.OFSIFormats, "ofsi-conlist-csv", cordon.MustDate("2025-04-14"), "OFSI Consolidated List",
		file(from, "", "uk", "OFSI_ConList_2025-04-14.csv.xz"))
}

// writeLengths writes how long each list is that the program reads.
func writeLengths(out, from string, sets []*set) error {
	for _, read := range []func(string) (*set, error){readCons, readOFSI} {
		s, err := read(from)
		if err != nil {
			return err
		}
		sets = append(sets, s)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for _, s := range sets {
		if s.counted == "" {
			continue
		}
		l := starter.Length{List: s.list, Entries: len(s.entries), Counted: s.asOf, Source: s.counted}
		if err := enc.Encode(l); err != nil {
			return err
		}
	}
	return os.WriteFile(out, b.Bytes(), 0o644)
}
