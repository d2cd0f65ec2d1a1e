package main

import (
	"io"

	"charm.land/lipgloss/v2/table"

	"cordon/internal/inert"
)

// printTable prints rows under a head, each cell on one line.
func printTable(w io.Writer, head []string, rows [][]string) error {
	t := table.New().Headers(head...)
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, s := range row {
			cells[i] = inert.Line(s)
		}
		t.Row(cells...)
	}
	_, err := io.WriteString(w, t.String()+"\n")
	return err
}
