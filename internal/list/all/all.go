// Package all names every list that cordon can read.
package all

import "cordon/internal/list"

// Sources are the lists that cordon can read.
var Sources = []*list.Source{}
