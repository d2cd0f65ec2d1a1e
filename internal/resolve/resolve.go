// Package resolve says which entries are one party.
package resolve

import "cordon"

// Cluster groups entries into parties: by judgements first, then by the rules
// that are certain. It also returns the judgements that its rules made.
func Cluster(entries []*cordon.Entry, js []cordon.Judgement) ([]cordon.Party, []cordon.Judgement) {
	panic("unwritten")
}

// Union is the profile of a party: what all its entries say, each value once.
func Union(entries []*cordon.Entry) cordon.Profile { panic("unwritten") }
