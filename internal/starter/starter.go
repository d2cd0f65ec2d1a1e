// Package starter holds the facts that the program knows at its first start:
// who is listed for the DPRK-Russia subject. It is no official list.
package starter

import "cordon"

// Entries are the facts, grouped by list and the day they were as stated.
func Entries() ([]Set, error) { panic("unwritten") }

// A Set is the starter's part of one list.
type Set struct {
	List    cordon.List
	AsOf    cordon.Date // the day of the publication that the facts were taken from
	Entries []*cordon.Entry
}

// Subject are the entries that the starter names for DPRK-Russia arms transfers.
func Subject() (map[cordon.EntryID]bool, error) { panic("unwritten") }
