// Package index finds, for a profile, the few parties worth comparing.
package index

import (
	"sync/atomic"

	"cordon"
)

// An Index holds parties in memory, ready to be matched. It is never changed.
type Index struct{}

// Build analyses the names of all parties, on all cores. gen is the store's
// generation that the parties come from.
func Build(gen int64, ps []*cordon.Party) *Index { panic("unwritten") }

// Generation is the store's generation that the index was built from.
func (x *Index) Generation() int64 { panic("unwritten") }

// Len is the number of parties.
func (x *Index) Len() int { panic("unwritten") }

// Party is the party with that ID, or nil.
func (x *Index) Party(id cordon.PartyID) *cordon.Party { panic("unwritten") }

// Live holds the current index; readers never wait. The zero Live is empty.
type Live struct{ p atomic.Pointer[Index] }

// Load is the current index, or nil before the first Swap.
func (l *Live) Load() *Index { return l.p.Load() }

// Swap puts a new index in place of the current one.
func (l *Live) Swap(x *Index) { l.p.Store(x) }
