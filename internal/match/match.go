// Package match scores a profile against another and says why.
package match

import (
	"cordon"
	"cordon/internal/index"
)

// DefaultThreshold is the least score of a hit when the query does not say.
const DefaultThreshold = 0.70

// Find is candidates, compare, rank: screening, linking and merging all use it.
func Find(x *index.Index, q *cordon.Query) []cordon.Hit { panic("unwritten") }
