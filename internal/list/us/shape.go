package us

import (
	_ "embed"

	"cordon"
	"cordon/internal/record"
)

// The tables of the three XML formats are measured on the files of the Consolidated
// list (legacy 2024-05 and 2025-03, Advanced 2020-03, Enhanced 2024-07, 2025-01 and
// 2026-01), since the project has no whole XML file of the SDN list. Names that only
// the SDN list has, from the Advanced excerpt of 2024-02 and OFAC's schemas, have no
// share.
//
//go:embed legacy.txt
var legacyTable string

//go:embed advanced.txt
var advancedTable string

//go:embed enhanced.txt
var enhancedTable string

var (
	legacyShape   = record.ParseShape(legacyTable)
	advancedShape = record.ParseShape(advancedTable)
	enhancedShape = record.ParseShape(enhancedTable)
)

// An inquiry reports how a file differs from the shape of its format, unless report is
// nil: in the second look at a file.
type inquiry struct {
	shape  *record.Shape
	report func(cordon.Problem)
}
